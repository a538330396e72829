package forecast

import (
	"math"
	"os"
	"slices"
	"testing"
	"time"
)

func eventFile(tb testing.TB) []Incident {
	tb.Helper()
	if testing.Short() {
		tb.Skip("reads 150,000 incidents")
	}
	f, err := os.Open(sharedData(tb, "forecast/ged21-events-prec12-1989-2017.csv.xz"))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	list, _, problems, err := ReadIncidents(f, "ged21", ReadOptions{})
	if err != nil || len(problems) > 0 || len(list) != 150686 {
		tb.Fatalf("%d incidents, problems %v, error %v", len(list), problems, err)
	}
	return list
}

func northCaucasus(list []Incident) []Incident {
	return slices.DeleteFunc(slices.Clone(list), func(in Incident) bool {
		return in.Lat < 41 || in.Lat > 46.5 || in.Long < 36 || in.Long > 49 || in.Country != "Russia (Soviet Union)"
	})
}

// Both wars, Khasavyurt, the end of the counter-terrorist regime of 2009 and the
// decline of 2013.
func TestSegmentsNorthCaucasus(t *testing.T) {
	p, err := Tally(northCaucasus(eventFile(t)), ReadOptions{Target: Incidents, From: Month.Of(date(1989, 1, 1)), To: Month.Of(date(2017, 12, 1))})
	if err != nil {
		t.Fatal(err)
	}
	total := 0.0
	for _, v := range p.Series[0].Best {
		total += v
	}
	if total != 2602 {
		t.Errorf("%v incidents, want 2602", total)
	}
	segs := Segments(p.Series[0].Best, Month, Incidents, p.First)
	wantFrom := []string{"1989-01", "1994-10", "1996-09", "1999-08", "2009-05", "2013-01"}
	wantMean := []float64{.25, 11.17, .29, 11.57, 18.66, 2.38}
	if len(segs) != len(wantFrom) {
		t.Fatalf("got %d segments, want %d: %+v", len(segs), len(wantFrom), segs)
	}
	for i, s := range segs {
		t.Logf("%s mean %.2f, between %s and %s, ratio %.2f (%.2f-%.2f)", s.From, s.Mean, s.Earliest, s.Latest, s.Ratio.Value, s.Ratio.Low, s.Ratio.High)
		if want, _ := Month.Parse(wantFrom[i]); max(want-s.First, s.First-want) > 1 || math.Abs(s.Mean-wantMean[i]) > .5 {
			t.Errorf("segment %d: %s mean %.2f, want %s mean %.2f", i, s.From, s.Mean, wantFrom[i], wantMean[i])
		}
	}
}

func date(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

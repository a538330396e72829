package forecast

import (
	"context"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

func openLedger(t *testing.T) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "t.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// issued makes a forecast of the panel's area 3 twelve periods before its end.
func issued(t *testing.T, p *Panel, at time.Time) tocsin.Forecast {
	t.Helper()
	h, err := NewHistory(p, p.Last()-12, stepRange(1, 6), 1)
	if err != nil {
		t.Fatal(err)
	}
	f, err := Issue(h, poolFadingHurdle, 3, at)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A forecast is issued, its periods close as data come, and the record tells how
// it did beside a person's prediction.
func TestRecord(t *testing.T) {
	ctx := context.Background()
	l := openLedger(t)
	p := madePanel(Month, Deaths, 8, 96) // to 2007-12
	f := issued(t, p, date(2007, 1, 3))
	if f.DataLast != "2006-12" || f.Periods[0].Period != "2007-01" || f.DataSHA256 != p.Vintage.SHA256 {
		t.Fatalf("%+v", f)
	}
	late := issued(t, p, date(2009, 1, 3))
	wise, err := Prediction{Voice: "Institute of Kareth", Area: p.Series[3].Area, Target: Deaths, Unit: Month, First: Month.Of(date(2007, 1, 1)), Last: Month.Of(date(2007, 3, 1)), AtLeast: 1, Chance: .9}.Forecast(date(2007, 1, 1))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // twice is once
		for _, f := range []tocsin.Forecast{f, late, wise} {
			if err := Enter(ctx, l, f); err != nil {
				t.Fatal(err)
			}
		}
	}
	book, err := ReadBook(ctx, l)
	if err != nil {
		t.Fatal(err)
	}
	if len(book.Forecasts) != 3 || len(book.Verdicts()) != 0 {
		t.Fatalf("%d forecasts, %d verdicts", len(book.Forecasts), len(book.Verdicts()))
	}
	// Two months are over; the panel knows more, but the clock does not.
	n, err := book.Close(ctx, l, p.Until(p.Last()-10), date(2007, 3, 15))
	if err != nil || n != 2*3 {
		t.Fatalf("%d closed, %v; want 2 of each", n, err)
	}
	if n, err := book.Close(ctx, l, p, date(2007, 3, 15)); err != nil || n != 0 {
		t.Fatalf("%d closed again, %v: March is not over", n, err)
	}
	// A revised panel does not change what was closed.
	revised := madePanel(Month, Deaths, 8, 96)
	revised.Vintage.SHA256 = strings.Repeat("2", 64)
	for i := range revised.Series[3].Best {
		revised.Series[3].Best[i] += 50
	}
	if n, err := book.Close(ctx, l, revised, date(2008, 6, 1)); err != nil || n != 4+4+1 {
		t.Fatalf("%d closed, %v", n, err)
	}
	book, err = ReadBook(ctx, l) // and all of it is in the ledger
	if err != nil {
		t.Fatal(err)
	}
	if got, want := book.Outcomes[f.ID]["2007-01"].Actual, p.At(3, Month.Of(date(2007, 1, 1))); got != want {
		t.Errorf("outcome %v, want that of the first data, %v", got, want)
	}
	rec := book.Record()
	if len(rec) != 3 {
		t.Fatalf("%+v", rec)
	}
	for _, s := range rec {
		switch {
		case s.By == "Institute of Kareth":
			if s.Closed != 3 || s.Open != 0 || s.CRPS != 0 || s.Brier > .3 {
				t.Errorf("%+v", s)
			}
		case s.Hindcast:
			if s.Closed != 6 || s.By != f.By() {
				t.Errorf("%+v", s)
			}
		default:
			if s.Closed != 6 || s.Open != 0 || s.Issued != 1 || s.CRPS <= 0 || s.Base <= 0 || math.Abs(s.Skill-(1-s.CRPS/s.Base)) > 1e-12 {
				t.Errorf("%+v", s)
			}
		}
	}
	if last := rec[len(rec)-1]; !last.Hindcast {
		t.Errorf("hindcasts stand last: %+v", rec)
	}
	if err := Enter(ctx, l, tocsin.Forecast{}); err == nil {
		t.Error("an empty forecast was entered")
	}
}

// The scores of an issued forecast are those of its draws.
func TestScoreIssued(t *testing.T) {
	p := madePanel(Month, Deaths, 8, 96)
	f := issued(t, p, date(2007, 1, 3))
	h, _ := NewHistory(p, p.Last()-12, stepRange(1, 6), 1)
	vs := ScoreIssued(f, func(period string) float64 {
		if period == "2007-02" {
			return 9
		}
		return math.NaN()
	})
	if len(vs) != 1 || vs[0].Actual != 9 || !vs[0].Scored {
		t.Fatalf("%+v", vs)
	}
	d, _ := poolFadingHurdle.Draw(h, 3, 2)
	base, _ := Baseline().Draw(h, 3, 2)
	if got, want := vs[0].Cell.CRPS, CRPS(d, 9); got != want {
		t.Errorf("CRPS %v, want %v", got, want)
	}
	if got, want := vs[0].Base.CRPS, CRPS(base, 9); got != want {
		t.Errorf("CRPS of the baseline %v, want %v", got, want)
	}
}

// Nothing finer than a first-order unit and a week.
func TestNothingFinerIsIssued(t *testing.T) {
	for _, spoil := range []func(*Panel){
		func(p *Panel) { p.Series[3].Area.Level = "district" },
		func(p *Panel) { p.Series[3].Area.Level = "" },
		func(p *Panel) { p.Series[3].Area.Name = "42.98, 47.50" },
		func(p *Panel) { p.Series[3].Area.Name = "pgid 176897" },
		func(p *Panel) { p.Unit = Day },
	} {
		p := madePanel(Month, Deaths, 8, 96)
		spoil(p)
		h, err := NewHistory(p, p.Last(), stepRange(1, 2), 1)
		if err != nil {
			t.Fatal(err)
		}
		if f, err := Issue(h, Baseline(), 3, date(2008, 1, 1)); err == nil {
			t.Errorf("issued for %+v by %s", p.Series[3].Area, f.Unit)
		}
	}
	a := Area{ID: "North", Name: "North", Level: "town"}
	if _, err := (Prediction{Voice: "somebody", Area: a, Target: Deaths, Unit: Month, First: 1, Last: 2, AtLeast: 1, Chance: .5}).Forecast(date(2008, 1, 1)); err == nil {
		t.Error("a prediction for a town")
	}
	for _, name := range []string{"Karesia", "North Province", "Point-Noire", "Karesia/Nord-2"} {
		if err := CheckGrain(Area{Name: name, Level: FirstOrder}, Week); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPlots(t *testing.T) {
	p := madePanel(Month, Deaths, 8, 96)
	f := issued(t, p, date(2007, 1, 3))
	f.Name = `K<&"` + "\x01 resia"
	plot := Plot{Panel: p, Area: 3, Forecast: f, Past: []tocsin.Forecast{f}}
	var svg, raster strings.Builder
	if err := plot.WriteSVG(&svg); err != nil {
		t.Fatal(err)
	}
	for d := xml.NewDecoder(strings.NewReader(svg.String())); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(svg.String(), "K&lt;&amp;&quot;") || !strings.Contains(svg.String(), "Not for targeting") {
		t.Error("title of the plot")
	}
	if err := plot.WritePNG(&raster); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(strings.NewReader(raster.String()))
	if err != nil || img.Bounds().Dx() != plotWidth {
		t.Errorf("%v, %v", img.Bounds(), err)
	}
}

func TestDescribe(t *testing.T) {
	p := madePanel(Month, Incidents, 12, 96)
	for _, s := range p.Series {
		for i := range s.Best {
			s.Best[i] = float64(2 + i%2)
			if i >= 60 { // everywhere at once, in January
				s.Best[i] = float64(20 + i%2)
			}
		}
	}
	p.Breaks = []Break{{When: "2004-06", Text: "another source was added"}}
	p.Vintage.Read = date(2008, 1, 5)
	d := Describe(p, 1, 0)
	if len(d.Segments) != 2 || d.Segments[1].From != "2005-01" || d.Segments[1].Ratio.Value < 7 || d.Segments[1].Ratio.Low > d.Segments[1].Ratio.Value {
		t.Errorf("%+v", d.Segments)
	}
	if i := d.Interruption; i == nil || i.At != "2005-01" || i.Jump.Value < 6 || i.Jump.Value > 10 || i.After.Value < .9 || i.After.Value > 1.1 {
		t.Errorf("%+v", d.Interruption)
	}
	all := strings.Join(d.Warnings, "\n")
	for _, want := range []string{"another source was added", "11 other areas change", "turn of a year", "late reports"} {
		if !strings.Contains(all, want) {
			t.Errorf("no warning of %q in\n%s", want, all)
		}
	}
	if e := Describe(p, 1, p.First+2); e.Interruption != nil {
		t.Errorf("two periods before it are no trend: %+v", e.Interruption)
	}
	w := Explain(p, 1, nil)
	if w.Last != 21 || len(w.Changes) != 1 || w.Excitation != nil || !strings.Contains(strings.Join(w.Lines(p.Unit, p.Target), " "), "2005-01") {
		t.Errorf("%+v", w)
	}
}

// Division is sound for any series: segments follow each other and their means
// are those of the data.
func TestSegmentsAreADivision(t *testing.T) {
	for _, u := range []Unit{Month, Week} {
		for _, target := range []Target{Incidents, Deaths} {
			p := madePanel(u, target, 9, 200)
			for _, s := range p.Series {
				segs := Segments(s.Best, u, target, p.First)
				at := p.First
				for _, g := range segs {
					if g.First != at || g.Last < g.First || g.Last-g.First+1 < shortestSegment {
						t.Fatalf("%+v", segs)
					}
					if got := meanOf(known(s.Best[g.First-p.First:g.Last-p.First+1], 1000)); math.Abs(got-g.Mean) > 1e-9 {
						t.Fatalf("mean %v, want %v", g.Mean, got)
					}
					at = g.Last + 1
				}
				if at != p.Last()+1 {
					t.Fatalf("ends at %d, want %d", at, p.Last())
				}
			}
		}
	}
	if got := Segments([]float64{math.NaN()}, Month, Deaths, 1); got != nil {
		t.Errorf("%+v", got)
	}
}

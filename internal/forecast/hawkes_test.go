package forecast

import (
	"math"
	"slices"
	"testing"
	"time"
)

func dailyCounts(t *testing.T, list []Incident, from, to time.Time) []float64 {
	t.Helper()
	p, err := Tally(list, ReadOptions{Target: Incidents, Unit: Day, From: Day.Of(from), To: Day.Of(to)})
	if err != nil {
		t.Fatal(err)
	}
	return p.Series[0].Best
}

func inCountry(list []Incident, name string) []Incident {
	return slices.DeleteFunc(slices.Clone(list), func(in Incident) bool { return in.Country != name })
}

// Branching and half-life of six conflicts, near those of the same model fitted
// elsewhere; and the test log-likelihood a day ahead.
func TestExcitationGolden(t *testing.T) {
	if testing.Short() {
		t.Skip("fits six daily series")
	}
	list := eventFile(t)
	for _, c := range []struct {
		name            string
		from            time.Time
		to              int
		branching, half float64
	}{
		// From the month the war began: the quiet months before it, put under the
		// same background, would make a branching of .90 and 16 days.
		{"North Caucasus", date(1999, 8, 1), 2009, .78, 13},
		{"Nigeria", date(2009, 1, 1), 2015, .94, 28.7},
		{"Philippines", date(2000, 1, 1), 2012, .60, 19},
		{"Thailand", date(2004, 1, 1), 2011, .72, 54},
		{"Colombia", date(1996, 1, 1), 2006, .89, 12},
		{"Somalia", date(2006, 1, 1), 2013, .85, 16},
	} {
		in := inCountry(list, c.name)
		if c.name == "North Caucasus" {
			in = northCaucasus(list)
		}
		x := dailyCounts(t, in, c.from, date(c.to, 12, 31))
		e, err := FitExcitation(x, Day, false)
		if err != nil {
			t.Fatal(c.name, err)
		}
		t.Logf("%-15s n %.3f (%.2f-%.2f) half-life %.1f (%.0f-%.0f) mu %.3f r %.2f ll %.4f", c.name, e.Branching.Value, e.Branching.Low, e.Branching.High,
			e.HalfLife.Value, e.HalfLife.Low, e.HalfLife.High, e.Background, e.Size, e.LogLik)
		if math.Abs(e.Branching.Value-c.branching) > .06 || math.Abs(math.Log(e.HalfLife.Value/c.half)) > .35 {
			t.Errorf("%s: branching %.2f, half-life %.1f; want %.2f and %.1f", c.name, e.Branching.Value, e.HalfLife.Value, c.branching, c.half)
		}
	}
	for _, c := range []struct {
		name  string
		train [2]int
		test  [2]int
		want  float64
	}{{"North Caucasus", [2]int{1999, 2009}, [2]int{2010, 2014}, -.7136}, {"Thailand", [2]int{2004, 2011}, [2]int{2012, 2017}, -.3385}, {"Colombia", [2]int{1996, 2006}, [2]int{2007, 2016}, -.2947}} {
		in := inCountry(list, c.name)
		if c.name == "North Caucasus" {
			in = northCaucasus(list)
		}
		x := dailyCounts(t, in, date(c.train[0], 1, 1), date(c.test[1], 12, 31))
		n := Day.Of(date(c.test[0], 1, 1)) - Day.Of(date(c.train[0], 1, 1))
		for _, drift := range []bool{false, true} {
			e, err := FitExcitation(x[:n], Day, drift)
			if err != nil {
				t.Fatal(c.name, err)
			}
			ll, _ := e.follow(x, e.begin(), n)
			ll /= float64(len(x) - n)
			t.Logf("%s test log-likelihood %.4f (drift %v %.2f; want %.4f)", c.name, ll, drift, e.Drift, c.want)
			if ll < c.want-.01 {
				t.Errorf("%s: test log-likelihood %.4f, want %.4f", c.name, ll, c.want)
			}
		}
	}
}

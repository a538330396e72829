package forecast

import (
	"fmt"
	"strings"
	"testing"
)

func TestTally(t *testing.T) {
	in := func(id, start, end, country, first string, best float64, where int) Incident {
		a, err1 := parseDate(start)
		b, err2 := parseDate(end)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		return Incident{ID: id, Start: a, End: b, Country: country, FirstOrder: first, Low: 0, Best: best, High: 2 * best, WherePrec: where}
	}
	list := []Incident{
		in("1", "2017-01-30", "2017-02-04", "Karesia", "North", 10, 1), // 2 days of 6 in January
		in("2", "2017-03-05", "2017-03-05", "Karesia", "South", 1, 4),
		in("3", "2017-03-01", "2017-03-31", "Karesia", "", 4, 6), // known by country
		in("4", "2017-03-09", "2017-03-09", "Ostrava", "Coast", 3, 1),
		in("5", "2017-03-09", "2017-03-09", "Ostrava", "Coast", 3, 6), // its point is the country's centroid
	}
	for _, c := range []struct {
		opt  ReadOptions
		want string
	}{
		{ReadOptions{Target: Deaths}, "deaths by month from 2017-01\nKaresia [3 7 5]\nOstrava [0 0 6]\n"},
		{ReadOptions{Target: Incidents}, "incidents by month from 2017-01\nKaresia [0 1 2]\nOstrava [0 0 2]\n"},
		{ReadOptions{Target: Deaths, Level: FirstOrder}, "deaths by month from 2017-01\nKaresia/North [3 7 0]\nKaresia/South [0 0 1]\nOstrava/Coast [0 0 3]\n"},
		{ReadOptions{Target: Incidents, From: 444, To: 448}, "incidents by month from 2016-12\nKaresia [0 0 1 2 0]\nOstrava [0 0 0 2 0]\n"},
	} {
		p, err := Tally(list, c.opt)
		if err != nil {
			t.Fatal(err)
		}
		if got := show(p); got != c.want {
			t.Errorf("got\n%swant\n%s", got, c.want)
		}
		if c.opt.Level == FirstOrder && !strings.Contains(fmt.Sprint(p.Problems), "2 incidents are placed only in a country") {
			t.Errorf("problems %v", p.Problems)
		}
	}
	p, err := Tally(list, ReadOptions{Target: Deaths})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(p.Series[0].Low, p.Series[0].High); got != "[0 0 0] [7 13 10]" {
		t.Errorf("bounds %s", got)
	}
	if _, err := Tally(list, ReadOptions{Types: []int{9}}); err == nil {
		t.Error("no incident of that type, and no error")
	}
}

// Whatever the span, shares are whole and their sum is kept.
func TestSpreadKeepsSums(t *testing.T) {
	for _, u := range []Unit{Month, Week} {
		for days := range 200 {
			for _, best := range []float64{0, 1, 7, 113, 2.5} {
				in := Incident{Start: date(2016, 11, 17), Best: best, High: best}
				in.End = in.Start.AddDate(0, 0, days)
				sum, n := 0.0, 0.0
				for _, s := range in.spread(u, Deaths) {
					sum += s.v[1]
					if s.v[1] < 0 {
						t.Fatal(s)
					}
				}
				for _, s := range in.spread(u, Incidents) {
					n += s.v[1]
				}
				if sum != best || n != 1 {
					t.Fatalf("%d days by %s: %v deaths of %v, %v incidents", days, u, sum, best, n)
				}
			}
		}
	}
}

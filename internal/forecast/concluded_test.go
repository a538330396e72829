package forecast

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-org/tocsin"
)

// day reads a date of a test.
func day(t *testing.T, s string) tocsin.Date {
	t.Helper()
	d, err := tocsin.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// concluded is a ledger with two reports a month from the end of 2015 to the
// middle of September 2016, but none in April.
func concluded(t *testing.T, list ...*tocsin.Incident) *Concluded {
	c := &Concluded{Concluded: list, AsOf: day(t, "2020-01-01"), Vintage: Vintage{Name: LedgerData, SHA256: "00"},
		CountryName: func(code string) string { return map[string]string{"KR": "Karesia"}[code] }}
	c.Published = []tocsin.Date{{}, day(t, "2015-12-31")}
	for m := 1; m <= 9; m++ {
		if m != 4 {
			c.Published = append(c.Published, day(t, fmt.Sprintf("2016-%02d-03", m)), day(t, fmt.Sprintf("2016-%02d-20", m)))
		}
	}
	return c
}

// act is an incident in the north of Karesia with its dead, -1 for not told,
// spoiled as a case asks.
func act(t *testing.T, start, end string, dead int, spoil ...func(*tocsin.Incident)) *tocsin.Incident {
	inc := &tocsin.Incident{ID: start, Stage: tocsin.Accomplished,
		When:     tocsin.When{Start: day(t, start), End: day(t, end), Precision: tocsin.DateDay},
		Where:    tocsin.Where{Country: "KR", Adm1: "North", Precision: tocsin.PlaceSettlement},
		Accounts: tocsin.List[tocsin.LinkedAccount]{{}}}
	if dead >= 0 {
		high := dead + 2
		inc.Figures = tocsin.List[tocsin.Tally]{{Effect: tocsin.Killed, Group: tocsin.GroupAll, Best: &dead, Low: dead, High: &high},
			{Effect: tocsin.Killed, Group: tocsin.GroupWomen, Best: &high, Low: high}}
	}
	for _, f := range spoil {
		f(inc)
	}
	return inc
}

func TestConcluded(t *testing.T) {
	list := []*tocsin.Incident{
		act(t, "2016-01-05", "2016-01-05", 3),
		act(t, "2016-01-06", "2016-01-06", -1),
		act(t, "2016-02-05", "2016-02-05", -1),
		act(t, "2016-03-05", "2016-03-05", 0, func(i *tocsin.Incident) { i.Stage = tocsin.Attempted }),
		act(t, "2016-05-01", "2016-05-31", 7, func(i *tocsin.Incident) { i.Where.Adm1 = "" }),
		act(t, "2016-06-05", "2016-06-05", 2, func(i *tocsin.Incident) { i.Figures = i.Figures[1:] }), // four women, no total
		// Not counted:
		act(t, "2016-06-06", "2016-06-06", 9, func(i *tocsin.Incident) { i.Stage = tocsin.Foiled }),
		act(t, "2016-06-07", "2016-06-07", 9, func(i *tocsin.Incident) { i.Stage = tocsin.Threatened }),
		act(t, "2016-06-08", "2016-06-08", 9, func(i *tocsin.Incident) { i.Accounts[0].Background = true }),
		act(t, "2016-06-09", "2016-06-09", 9, func(i *tocsin.Incident) { i.When = tocsin.When{Precision: tocsin.DateUnknown} }),
		act(t, "2016-01-01", "2016-06-30", 9),
		act(t, "2016-06-10", "2016-06-10", 9, func(i *tocsin.Incident) { i.Where = tocsin.Where{Precision: tocsin.PlaceUnknown} }),
		act(t, "2015-12-31", "2015-12-31", 9),
		act(t, "2016-04-05", "2016-04-05", 9),
		act(t, "2016-09-05", "2016-09-05", 9),
	}
	for _, c := range []struct {
		opt  ReadOptions
		want string
	}{
		{ReadOptions{}, "incidents by month from 2016-01\nKaresia [2 1 1 NaN 1 1 0 0]\n"},
		{ReadOptions{Target: Deaths}, "deaths by month from 2016-01\nKaresia [3 NaN 0 NaN 7 4 0 0]\n"},
		{ReadOptions{Target: Deaths, Level: FirstOrder}, "deaths by month from 2016-01\nKaresia/North [3 NaN 0 NaN 0 4 0 0]\n"},
	} {
		src := concluded(t, list...)
		p, err := src.Panel(t.Context(), c.opt)
		if err != nil {
			t.Fatal(err)
		}
		if got := show(p); got != c.want {
			t.Errorf("got\n%swant\n%s", got, c.want)
		}
		said := strings.Join(p.Problems, "\n")
		for _, want := range []string{"2 only threatened, or prevented", "1 told only as background", "1 of no known date", "1 dated less exactly than to a month", "1 in no known country",
			"1 before the first whole month of reports", "1 in a month without reports", "1 after the last whole month", "months without a report: 1 of 8", "a history of 7 months is short"} {
			if !strings.Contains(said, want) {
				t.Errorf("%v: not said: %s\n%s", c.opt, want, said)
			}
		}
		if (c.opt.Target == Deaths) != strings.Contains(said, "how many died: 2 of 6") {
			t.Errorf("%v: of the unknown tolls: %s", c.opt, said)
		}
	}

	// By week an incident known to the month counts nowhere.
	src := concluded(t, list...)
	p, err := src.Panel(t.Context(), ReadOptions{Unit: Week})
	if err != nil || src.LeftOut["dated less exactly than to a week"] != 2 {
		t.Errorf("by week: %v, left out %v", err, src.LeftOut)
	}
	for id, want := range map[string]float64{"2016-W05": 1, "2016-W06": math.NaN(), "2016-W07": 0} {
		period, err := Week.Parse(id)
		if got := p.At(p.Find("KR"), period); err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v (%v)", id, got, want, err)
		}
	}
}

// TestConcludedEnds: counts end with the day that is known, though reports go on.
func TestConcludedEnds(t *testing.T) {
	src := concluded(t, act(t, "2016-01-05", "2016-01-05", 3))
	src.AsOf = day(t, "2016-07-31")
	p, err := src.Panel(t.Context(), ReadOptions{})
	if err != nil || Month.Format(p.Last()) != "2016-07" {
		t.Errorf("as of 31 July: %v, to %s", err, Month.Format(p.Last()))
	}
	src.AsOf = day(t, "2016-07-30")
	if p, err = src.Panel(t.Context(), ReadOptions{}); err == nil || !strings.Contains(err.Error(), "reports of 5 whole months by 2016-07-30") {
		t.Errorf("five months: %v, %v", err, p)
	}
	src = concluded(t)
	if _, err := src.Panel(t.Context(), ReadOptions{}); err == nil {
		t.Error("a count of nothing, and no error")
	}
	if _, err := (&Concluded{}).Panel(t.Context(), ReadOptions{}); err == nil || !strings.Contains(err.Error(), "0 whole months") {
		t.Errorf("no reports: %v", err)
	}
}

// TestKnownByKind: a ledger's counts close no forecast made of others', nor the
// other way round.
func TestKnownByKind(t *testing.T) {
	p, err := concluded(t, act(t, "2016-01-05", "2016-01-05", 3)).Panel(t.Context(), ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	forecastOf := func(id, data string) tocsin.Forecast {
		return tocsin.Forecast{ID: id, Data: data, Area: "Karesia", Target: "incidents", Unit: "month", Periods: tocsin.List[tocsin.ForecastPeriod]{{Period: "2016-02"}}}
	}
	b := &Book{Forecasts: []tocsin.Forecast{forecastOf("ledger", LedgerData), forecastOf("file", "panel.csv"), forecastOf("said", "")}}
	closed := func(p *Panel) (ids []string) {
		for _, o := range b.Known(p, time.Now()) {
			ids = append(ids, o.Forecast)
		}
		return ids
	}
	if got := closed(p); !slices.Equal(got, []string{"ledger"}) {
		t.Errorf("the ledger closes %v", got)
	}
	p.Vintage.Name = "panel.csv"
	if got := closed(p); !slices.Equal(got, []string{"file", "said"}) {
		t.Errorf("a file closes %v", got)
	}
}

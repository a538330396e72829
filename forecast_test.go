package tocsin

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// validForecast is a forecast without problems, spoiled by f.
func validForecast(f func(*Forecast)) Forecast {
	day := func(m time.Month, d int) Date { return Date{2018, m, d} }
	v := Forecast{Model: "pool", Version: "1", Area: "1", Name: "Karesia", Level: "country", Target: "deaths", Unit: "month",
		Issued: time.Date(2018, 1, 2, 0, 0, 0, 0, time.UTC), DataSHA256: "00", Periods: List[ForecastPeriod]{{
			Period: "2018-01", Start: day(1, 1), End: day(1, 31), Step: 1,
			Quantiles: List[ForecastQuantile]{{.05, 0}, {.5, 2}, {.95, 2}}, Chances: List[ForecastChance]{{1, .8}},
			Draws: List[ForecastDraw]{{0, 200}, {2, 800}}}}}
	if f != nil {
		f(&v)
	}
	return v
}

func TestForecastProblems(t *testing.T) {
	if ps := validForecast(nil).Problems(); len(ps) > 0 {
		t.Fatalf("a valid forecast has problems: %v", ps)
	}
	for _, c := range []struct {
		want  string
		spoil func(*Forecast)
	}{
		{"level: \"district\": forecasts are made for a region, country or first-order unit, nothing finer", func(f *Forecast) { f.Level = "district" }},
		{"unit: \"day\"", func(f *Forecast) { f.Unit = "day" }},
		{"target: \"barracks\"", func(f *Forecast) { f.Target = "barracks" }},
		{"periods[0].start: a period is a week or longer", func(f *Forecast) { f.Periods[0].End = f.Periods[0].Start.Add(5) }},
		{"periods[0].chances[0]: probability 1.2", func(f *Forecast) { f.Periods[0].Chances[0].Probability = 1.2 }},
		{"periods[0].quantiles: not rising", func(f *Forecast) { f.Periods[0].Quantiles[1].Value = 3 }},
		{"periods[0].draws[1]: 800 times 2.5", func(f *Forecast) { f.Periods[0].Draws[1].Value = 2.5 }},
		{"periods[0].draws: empty", func(f *Forecast) { f.Periods[0].Draws = nil }},
		{"data_sha256", func(f *Forecast) { f.DataSHA256 = "" }},
		{"model: no voice", func(f *Forecast) { f.Version = "" }},
		{"periods: empty", func(f *Forecast) { f.Periods = nil }},
		{"issued: no date", func(f *Forecast) { f.Issued = time.Time{} }},
	} {
		ps := validForecast(c.spoil).Problems()
		if len(ps) != 1 || !strings.HasPrefix(ps[0].String(), c.want) {
			t.Errorf("problems %v, want one: %s", ps, c.want)
		}
	}
	said := validForecast(func(f *Forecast) { f.Voice, f.DataSHA256, f.Model, f.Periods[0].Draws = "an institute", "", "", nil })
	if ps := said.Problems(); len(ps) > 0 || said.By() != "an institute" {
		t.Errorf("a person's prediction needs no draws and no data: %v", ps)
	}
	if ps := (ForecastOutcome{Forecast: "x", Period: "2018-01", Actual: -1}).Problems(); len(ps) != 1 {
		t.Errorf("%v", ps)
	}
}

func TestForecastSeal(t *testing.T) {
	a, b, c := validForecast(nil), validForecast(nil), validForecast(func(f *Forecast) { f.Periods[0].Chances[0].Probability = .7 })
	for _, f := range []*Forecast{&a, &b, &c} {
		if err := f.Seal(); err != nil {
			t.Fatal(err)
		}
	}
	if a.ID != b.ID || a.ID == c.ID || len(a.ID) != 16 {
		t.Errorf("ids %s, %s, %s", a.ID, b.ID, c.ID)
	}
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var back Forecast
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if id := a.ID; back.Seal() != nil || back.ID != id {
		t.Errorf("read back and sealed: %s, want %s", back.ID, id)
	}
}

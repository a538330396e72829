package forecast

import (
	"fmt"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
)

// shownQuantiles are the quantiles a forecast states: the median, the 50 % and
// the 90 % interval.
var shownQuantiles = []float64{.05, .25, .5, .75, .95}

// Issue makes the forecast of one area by one model for the steps of the
// history, with the baseline's draws beside it. It refuses areas and periods
// finer than a first-order unit and a week.
func Issue(h *History, m Model, area int, issued time.Time) (tocsin.Forecast, error) {
	p := h.Panel
	a := p.Series[area].Area
	if err := CheckGrain(a, p.Unit); err != nil {
		return tocsin.Forecast{}, fmt.Errorf("forecast for %s: %w", a.Name, err)
	}
	f := tocsin.Forecast{
		Model: m.Name, Version: m.Version, Baseline: Baseline().Name,
		Area: a.ID, Name: a.Name, Level: string(a.Level), Target: string(p.Target), Unit: string(p.Unit),
		Issued: issued.UTC().Truncate(time.Second),
		Data:   p.Vintage.Name, DataSHA256: p.Vintage.SHA256, DataRead: p.Vintage.Read, DataLast: p.Unit.Format(p.Last()),
	}
	for _, step := range h.Steps {
		d, err := m.Draw(h, area, step)
		if err != nil {
			return f, err
		}
		base, err := Baseline().Draw(h, area, step)
		if err != nil {
			return f, err
		}
		f.Periods = append(f.Periods, summarise(p.Unit, p.Last(), step, d, base))
	}
	if err := f.Seal(); err != nil {
		return f, err
	}
	if ps := f.Problems(); len(ps) > 0 {
		return f, fmt.Errorf("forecast for %s: %s", a.Name, ps[0])
	}
	return f, nil
}

// summarise reads everything shown off sorted draws.
func summarise(u Unit, last, step int, draws, base []float64) tocsin.ForecastPeriod {
	id := last + step
	fp := tocsin.ForecastPeriod{Period: u.Format(id), Step: step,
		Start: tocsin.DateOf(u.Start(id)), End: tocsin.DateOf(u.End(id).AddDate(0, 0, -1)),
		Mean: meanOf(draws), Draws: pack(draws), BaseDraws: pack(base)}
	for _, q := range shownQuantiles {
		fp.Quantiles = append(fp.Quantiles, tocsin.ForecastQuantile{At: q, Value: Quantile(draws, q)})
	}
	for _, t := range Thresholds {
		fp.Chances = append(fp.Chances, tocsin.ForecastChance{AtLeast: t, Probability: Chance(draws, t)})
	}
	return fp
}

// pack joins equal neighbours of sorted draws.
func pack(sorted []float64) tocsin.List[tocsin.ForecastDraw] {
	var out tocsin.List[tocsin.ForecastDraw]
	for _, v := range sorted {
		if n := len(out); n > 0 && out[n-1].Value == v {
			out[n-1].Count++
			continue
		}
		out = append(out, tocsin.ForecastDraw{Value: v, Count: 1})
	}
	return out
}

// unpack undoes pack.
func unpack(l tocsin.List[tocsin.ForecastDraw]) []float64 {
	var out []float64
	for _, d := range l {
		for range d.Count {
			out = append(out, d.Value)
		}
	}
	return out
}

// A Prediction is what a person or body predicts: the chance of at least so many in each period from First to Last.
type Prediction struct {
	Voice       string
	Area        Area
	Target      Target
	Unit        Unit
	First, Last int
	AtLeast     float64
	Chance      float64
	// ByLedger says that the ledger's own incidents will decide, and not others' counts.
	ByLedger bool
	Report   string // id of the report that tells of it, "" if none does
}

// Forecast puts a prediction into the form of a forecast, so that it stands in
// the same record.
func (p Prediction) Forecast(issued time.Time) (tocsin.Forecast, error) {
	f := tocsin.Forecast{Voice: strings.TrimSpace(p.Voice), Report: p.Report, Area: p.Area.ID, Name: p.Area.Name, Level: string(p.Area.Level),
		Target: string(p.Target), Unit: string(p.Unit), Issued: issued.UTC().Truncate(time.Second)}
	if p.ByLedger {
		f.Data = LedgerData
	}
	if err := CheckGrain(p.Area, p.Unit); err != nil {
		return f, fmt.Errorf("prediction by %s: %w", p.Voice, err)
	}
	if f.Voice == "" {
		return f, fmt.Errorf("prediction for %s: nobody named who makes it", p.Area.Name)
	}
	if p.Last-p.First >= 120 {
		return f, fmt.Errorf("prediction by %s: %d periods, at most 120", p.Voice, p.Last-p.First+1)
	}
	for id := p.First; id <= p.Last; id++ {
		f.Periods = append(f.Periods, tocsin.ForecastPeriod{Period: p.Unit.Format(id),
			Start: tocsin.DateOf(p.Unit.Start(id)), End: tocsin.DateOf(p.Unit.End(id).AddDate(0, 0, -1)),
			Chances: tocsin.List[tocsin.ForecastChance]{{AtLeast: p.AtLeast, Probability: p.Chance}}})
	}
	if err := f.Seal(); err != nil {
		return f, err
	}
	if ps := f.Problems(); len(ps) > 0 {
		return f, fmt.Errorf("prediction by %s: %s", p.Voice, ps[0])
	}
	return f, nil
}

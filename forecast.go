package tocsin

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// A Forecast says how many incidents or deaths an area may see in coming periods and how likely each number
// is, who says so, on which day and from which data. It speaks of counts in an area no finer than a
// first-order unit, by week or month; never of targets, persons or days.
type Forecast struct {
	ID      string `json:"id"`               // hash of all else; see Seal
	Voice   string `json:"voice"`            // who made it: "" for a model of ours, else the person or body that predicts
	Report  string `json:"report,omitempty"` // of a prediction that a report tells of: its id
	Model   string `json:"model"`            // name of the model, "" for people
	Version string `json:"version"`          // its version

	Area  string `json:"area"`  // id of the area in the data
	Name  string `json:"name"`  // its name
	Level string `json:"level"` // region, country or first-order

	Target string    `json:"target"` // incidents or deaths
	Unit   string    `json:"unit"`   // month or week
	Issued time.Time `json:"issued"`
	// The data it saw. Sources revise their past: scores against another vintage differ.
	Data       string    `json:"data"`        // name of the file or ledger
	DataSHA256 string    `json:"data_sha256"` // of its bytes
	DataRead   time.Time `json:"data_read"`
	DataLast   string    `json:"data_last"` // last period known, for example 2017-10

	Baseline string               `json:"baseline"` // name of the model it is held against
	Periods  List[ForecastPeriod] `json:"periods"`
}

// A ForecastPeriod is what a forecast says of one period.
type ForecastPeriod struct {
	Period    string                 `json:"period"` // 2018-01 or 2018-W03
	Start     Date                   `json:"start"`
	End       Date                   `json:"end"`  // its last day
	Step      int                    `json:"step"` // periods after the last known one
	Mean      float64                `json:"mean"`
	Quantiles List[ForecastQuantile] `json:"quantiles"`
	Chances   List[ForecastChance]   `json:"chances"`
	// Draws and BaseDraws are the forecast and its baseline as samples; people's predictions have none.
	Draws     List[ForecastDraw] `json:"draws"`
	BaseDraws List[ForecastDraw] `json:"base_draws"`
}

// A ForecastQuantile is the number the count stays at or below with probability At.
type ForecastQuantile struct {
	At    float64 `json:"at"`
	Value float64 `json:"value"`
}

// A ForecastChance is the probability of a count of at least AtLeast.
type ForecastChance struct {
	AtLeast     float64 `json:"at_least"`
	Probability float64 `json:"probability"`
}

// A ForecastDraw is one number and how many of the draws had it.
type ForecastDraw struct {
	Value float64 `json:"value"`
	Count int     `json:"count"`
}

// A ForecastOutcome closes one period of a forecast: what was counted, in the first data that knew it.
type ForecastOutcome struct {
	Forecast   string    `json:"forecast"`
	Period     string    `json:"period"`
	Actual     float64   `json:"actual"`
	Closed     time.Time `json:"closed"`
	Data       string    `json:"data"`
	DataSHA256 string    `json:"data_sha256"`
}

// Seal gives the forecast its id, a hash over all its other fields.
func (f *Forecast) Seal() error {
	f.ID = ""
	b, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("sealing the forecast for %s: %w", f.Area, err)
	}
	sum := sha256.Sum256(b)
	f.ID = hex.EncodeToString(sum[:8])
	return nil
}

// By names who made the forecast: the voice, or model and version.
func (f Forecast) By() string {
	if f.Voice != "" {
		return f.Voice
	}
	return f.Model + " " + f.Version
}

// Problems returns what makes the forecast unfit to be issued.
func (f Forecast) Problems() []Problem {
	var ps problems
	ps.addIf(f.Area == "", "area", "empty")
	ps.addIf(!slices.Contains([]string{"region", "country", "first-order"}, f.Level), "level", "%q: forecasts are made for a region, country or first-order unit, nothing finer", f.Level)
	ps.addIf(!slices.Contains([]string{"month", "week"}, f.Unit), "unit", "%q: forecasts are made by month or week, nothing finer", f.Unit)
	ps.addIf(!slices.Contains([]string{"incidents", "deaths"}, f.Target), "target", "%q is neither incidents nor deaths", f.Target)
	ps.addIf(f.Issued.IsZero(), "issued", "no date")
	ps.addIf(f.Voice == "" && (f.Model == "" || f.Version == ""), "model", "no voice, and no model with a version")
	ps.addIf(f.Voice == "" && f.DataSHA256 == "", "data_sha256", "the data a model saw must be known")
	ps.addIf(len(f.Periods) == 0, "periods", "empty")
	for i, p := range f.Periods {
		ps.within(fmt.Sprintf("periods[%d]", i), p.problems(f.Voice == ""))
	}
	return ps
}

func (p ForecastPeriod) problems(model bool) []Problem {
	var ps problems
	ps.addIf(p.Period == "", "period", "empty")
	ps.addIf(p.Start.IsZero() || p.End.Sub(p.Start) < 6, "start", "a period is a week or longer")
	ps.addIf(len(p.Chances) == 0, "chances", "empty")
	for i, c := range p.Chances {
		ps.addIf(!(c.Probability >= 0 && c.Probability <= 1), fmt.Sprintf("chances[%d]", i), "probability %v", c.Probability)
	}
	ps.addIf(!slices.IsSortedFunc(p.Quantiles, func(a, b ForecastQuantile) int {
		return min(cmp.Compare(a.At, b.At), cmp.Compare(a.Value, b.Value)) // either may fall
	}), "quantiles", "not rising")
	ps.addIf(model && len(p.Draws) == 0, "draws", "empty")
	for name, draws := range map[string]List[ForecastDraw]{"draws": p.Draws, "base_draws": p.BaseDraws} {
		for i, d := range draws {
			ps.addIf(d.Count < 1 || !(d.Value >= 0) || d.Value != math.Trunc(d.Value), fmt.Sprintf("%s[%d]", name, i), "%d times %v is not draws of a count", d.Count, d.Value)
		}
	}
	return ps
}

// Problems returns what makes an outcome unfit to close a forecast.
func (o ForecastOutcome) Problems() []Problem {
	var ps problems
	ps.addIf(strings.TrimSpace(o.Forecast) == "", "forecast", "empty")
	ps.addIf(o.Period == "", "period", "empty")
	ps.addIf(!(o.Actual >= 0), "actual", "%v is not a count", o.Actual)
	return ps
}

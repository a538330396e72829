package forecast

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// The forecasts of a ledger are entries of kind forecast. Keys:
//
//	forecast <id>            a tocsin.Forecast
//	outcome <id> <period>    a tocsin.ForecastOutcome: the first data that knew the period
//
// Fields are only added; old entries must stay readable.
const (
	issuedKey  = "forecast "
	outcomeKey = "outcome "
)

// Enter appends a forecast to the ledger. Entering it twice is a no-op.
func Enter(ctx context.Context, l *ledger.Ledger, f tocsin.Forecast) error {
	if ps := f.Problems(); len(ps) > 0 {
		return fmt.Errorf("entering the forecast for %s: %s", f.Name, ps[0])
	}
	if _, err := l.Append(ctx, ledger.Draft{Kind: ledger.Forecast, Key: issuedKey + f.ID, Body: f}); err != nil {
		return fmt.Errorf("entering the forecast for %s: %w", f.Name, err)
	}
	return nil
}

// A Book is what a ledger knows of forecasts.
type Book struct {
	Forecasts []tocsin.Forecast
	// Outcomes holds what was counted, by forecast id and period.
	Outcomes map[string]map[string]tocsin.ForecastOutcome
}

// ReadBook reads the forecasts of a ledger and what became of them.
func ReadBook(ctx context.Context, l *ledger.Ledger) (*Book, error) {
	b := &Book{Outcomes: map[string]map[string]tocsin.ForecastOutcome{}}
	var entries []ledger.Entry
	for e, err := range l.All(ctx, ledger.Forecast) {
		if err != nil {
			return nil, fmt.Errorf("reading forecasts: %w", err)
		}
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b ledger.Entry) int { return cmp.Compare(a.Seq, b.Seq) })
	for _, e := range entries {
		switch {
		case strings.HasPrefix(e.Key, issuedKey):
			var f tocsin.Forecast
			if err := json.Unmarshal(e.Body, &f); err != nil {
				return nil, fmt.Errorf("reading forecast entry %d: %w", e.Seq, err)
			}
			b.Forecasts = append(b.Forecasts, f)
		case strings.HasPrefix(e.Key, outcomeKey):
			var o tocsin.ForecastOutcome
			if err := json.Unmarshal(e.Body, &o); err != nil {
				return nil, fmt.Errorf("reading outcome entry %d: %w", e.Seq, err)
			}
			b.close(o)
		}
	}
	return b, nil
}

func (b *Book) close(o tocsin.ForecastOutcome) {
	if b.Outcomes[o.Forecast] == nil {
		b.Outcomes[o.Forecast] = map[string]tocsin.ForecastOutcome{}
	}
	b.Outcomes[o.Forecast][o.Period] = o
}

// Known returns what a panel knows of periods that are still open in the
// book: those of forecasts for its target and unit, in areas it has, up to its
// last period, when that is over at time now. What a ledger's reports tell of
// and what others counted are two things: counts of either kind close only
// forecasts made of their kind; a prediction says which of the two decides it.
func (b *Book) Known(p *Panel, now time.Time) []tocsin.ForecastOutcome {
	var out []tocsin.ForecastOutcome
	for _, f := range b.Forecasts {
		if f.Target != string(p.Target) || f.Unit != string(p.Unit) || (f.Data == LedgerData) != (p.Vintage.Name == LedgerData) {
			continue
		}
		area, err := p.Area(f.Area)
		if err != nil {
			continue // other data may know it
		}
		for _, fp := range f.Periods {
			id, err := p.Unit.Parse(fp.Period)
			if _, done := b.Outcomes[f.ID][fp.Period]; done || err != nil || p.Unit.End(id).After(now) {
				continue
			}
			y := p.At(area, id)
			if math.IsNaN(y) {
				continue
			}
			out = append(out, tocsin.ForecastOutcome{Forecast: f.ID, Period: fp.Period, Actual: y,
				Closed: now.UTC().Truncate(time.Second), Data: p.Vintage.Name, DataSHA256: p.Vintage.SHA256})
		}
	}
	return out
}

// Close enters what a panel knows of open periods into the ledger and the book,
// and returns how many periods were closed. An outcome once entered stands: the
// record is kept against the first data that knew.
func (b *Book) Close(ctx context.Context, l *ledger.Ledger, p *Panel, now time.Time) (int, error) {
	n := 0
	for _, o := range b.Known(p, now) {
		_, err := l.Append(ctx, ledger.Draft{Kind: ledger.Forecast, Key: outcomeKey + o.Forecast + " " + o.Period, Body: o})
		if errors.Is(err, ledger.ErrConflict) {
			continue // another process was first
		}
		if err != nil {
			return n, fmt.Errorf("closing %s of forecast %s: %w", o.Period, o.Forecast, err)
		}
		b.close(o)
		n++
	}
	return n, nil
}

// A Verdict is the score of one period of an issued forecast.
type Verdict struct {
	Forecast tocsin.Forecast
	Period   tocsin.ForecastPeriod
	Actual   float64
	// Cell and Base are the scores of its draws and of its baseline's; without
	// draws, as for a person's prediction, only Brier is scored.
	Scored     bool
	Cell, Base Cell
	// Brier is the mean squared error over the chances it gave.
	Brier float64
	// Came says of each chance given whether it came.
	Came []bool
}

// ScoreIssued scores the periods of a forecast for which actual knows the count;
// it returns NaN for those that are still open.
func ScoreIssued(f tocsin.Forecast, actual func(period string) float64) []Verdict {
	var out []Verdict
	for _, fp := range f.Periods {
		y := actual(fp.Period)
		if math.IsNaN(y) {
			continue
		}
		v := Verdict{Forecast: f, Period: fp, Actual: y}
		for _, c := range fp.Chances {
			came := y >= c.AtLeast
			d := c.Probability - indicator(came)
			v.Brier += d * d / float64(len(fp.Chances))
			v.Came = append(v.Came, came)
		}
		if len(fp.Draws) > 0 {
			v.Scored = true
			v.Cell, v.Base = Cell{Actual: y, Step: fp.Step}, Cell{Actual: y, Step: fp.Step}
			v.Cell.score(unpack(fp.Draws), .5)
			if len(fp.BaseDraws) > 0 {
				v.Base.score(unpack(fp.BaseDraws), .5)
			}
		}
		out = append(out, v)
	}
	return out
}

// Verdicts scores every closed period of the book.
func (b *Book) Verdicts() []Verdict {
	var out []Verdict
	for _, f := range b.Forecasts {
		out = append(out, ScoreIssued(f, func(period string) float64 {
			if o, ok := b.Outcomes[f.ID][period]; ok {
				return o.Actual
			}
			return math.NaN()
		})...)
	}
	return out
}

// A Standing is how one model or voice has done in one area.
type Standing struct {
	By     string `json:"by"`
	Area   string `json:"area"`
	Name   string `json:"name"`
	Target string `json:"target"`
	Unit   string `json:"unit"`
	// Hindcast tells forecasts whose periods were over when they were issued:
	// they saw no later data, but nobody was bound by them.
	Hindcast bool    `json:"hindcast"`
	Issued   int     `json:"issued"` // forecasts issued
	Open     int     `json:"open"`   // periods not closed yet
	Closed   int     `json:"closed"`
	Brier    float64 `json:"brier"`
	CRPS     float64 `json:"crps,omitempty"` // models only
	Base     float64 `json:"base_crps,omitempty"`
	Skill    float64 `json:"skill,omitempty"` // 1 - CRPS/Base
	IGN      float64 `json:"ign,omitempty"`
	Cover50  float64 `json:"cover50,omitempty"`
	Cover90  float64 `json:"cover90,omitempty"`
}

// hindcast reports whether the first period was over when the forecast was made.
func hindcast(f tocsin.Forecast) bool {
	return len(f.Periods) > 0 && f.Periods[0].End.Before(tocsin.DateOf(f.Issued.UTC()))
}

// Record tells how every model and voice has done, by area.
func (b *Book) Record() []Standing {
	type key struct {
		by, area, target, unit string
		hindcast               bool
	}
	all := map[key]*Standing{}
	of := func(f tocsin.Forecast) *Standing {
		k := key{f.By(), f.Area, f.Target, f.Unit, hindcast(f)}
		if all[k] == nil {
			all[k] = &Standing{By: k.by, Area: k.area, Name: f.Name, Target: k.target, Unit: k.unit, Hindcast: k.hindcast}
		}
		return all[k]
	}
	for _, f := range b.Forecasts {
		s := of(f)
		s.Issued++
		s.Open += len(f.Periods)
	}
	scored := map[*Standing]int{}
	for _, v := range b.Verdicts() {
		s := of(v.Forecast)
		s.Open--
		s.Closed++
		s.Brier += v.Brier
		if v.Scored {
			scored[s]++
			s.CRPS += v.Cell.CRPS
			s.Base += v.Base.CRPS
			s.IGN += v.Cell.Ignorance
			s.Cover50 += indicator(v.Cell.In50)
			s.Cover90 += indicator(v.Cell.In90)
		}
	}
	var out []Standing
	for _, s := range all {
		s.Brier /= float64(max(1, s.Closed))
		n := float64(max(1, scored[s]))
		for _, x := range []*float64{&s.CRPS, &s.Base, &s.IGN, &s.Cover50, &s.Cover90} {
			*x /= n
		}
		if s.Base > 0 {
			s.Skill = 1 - s.CRPS/s.Base
		}
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Standing) int {
		return cmp.Or(int(indicator(a.Hindcast)-indicator(b.Hindcast)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Target, b.Target), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.By, b.By))
	})
	return out
}

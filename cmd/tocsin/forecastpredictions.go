package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/forecast"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/wording"
)

type forecastPredictions struct {
	database
	JSON bool `name:"json" help:"Print one JSON object a line."`
}

// Help teaches how to use the command.
func (forecastPredictions) Help() string {
	return `A prediction in a report is words. To be judged it needs an area, a number, a time and a chance: 'tocsin forecast predict
--report' gives it these. Of each is said whether that was done and how it did, whether it waits for it, or whether it
cannot be resolved because it says no time.

  tocsin forecast predictions`
}

// A foretold is a prediction that a report tells of.
type foretold struct {
	tocsin.Assessment
	Report    string      `json:"report"`
	Outlet    string      `json:"outlet"`
	Published tocsin.Date `json:"published"`
	// State is "open" or "closed" for what stands in the record of forecasts, "waiting" for what could, "unresolvable" for
	// what says no time.
	State string `json:"state"`
	// Forecasts are the ids under which it stands; Closed how many of its periods are over, Brier their mean score.
	Forecasts []string `json:"forecasts,omitempty"`
	Closed    int      `json:"closed"`
	Brier     *float64 `json:"brier,omitempty"`
}

// Run lists the predictions.
func (c *forecastPredictions) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	list, err := foretoldIn(ctx, l)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSONLines(s.Out, list)
	}
	p := newPrinter(s)
	for _, f := range list {
		state := f.State
		if f.Brier != nil {
			state = fmt.Sprintf("closed: %s, Brier %.3f", plural(f.Closed, "period", "periods"), *f.Brier)
		}
		if _, err := fmt.Fprintf(s.Out, "%s  %s\n", p.styled(strong, pad(f.Published.String(), 10)), inert(wording.Assessment(f.Assessment))); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(s.Out, "            %s  %s\n", p.styled(faint, inert(f.Report+", "+f.Outlet)), state); err != nil {
			return err
		}
	}
	fmt.Fprintln(s.Err, plural(len(list), "prediction", "predictions"))
	return nil
}

// foretoldIn returns the predictions of the records that count, by day.
func foretoldIn(ctx context.Context, l *ledger.Ledger) ([]foretold, error) {
	telling := map[string]bool{} // reports some record of which has a prediction
	for e, err := range l.After(ctx, 0, ledger.Record) {
		if err != nil {
			return nil, err
		}
		rec, report, _, err := ledger.ReadRecord(e)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(rec.Assessments, func(a tocsin.Assessment) bool { return a.Type == tocsin.Prediction }) {
			telling[report] = true
		}
	}
	book, err := forecast.ReadBook(ctx, l)
	if err != nil {
		return nil, err
	}
	var out []foretold
	for report := range telling {
		rec, _, err := resolve.Record(ctx, l, report)
		if err != nil {
			return nil, err
		}
		told := slices.DeleteFunc(slices.Clone(rec.Assessments), func(a tocsin.Assessment) bool { return a.Type != tocsin.Prediction })
		for _, a := range told {
			f := foretold{Assessment: a, Report: report, Outlet: rec.Report.Outlet, Published: rec.Report.Published}
			f.judge(book, len(told) == 1)
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b foretold) int {
		return cmp.Or(cmp.Compare(a.Published.String(), b.Published.String()), cmp.Compare(a.Report, b.Report), cmp.Compare(a.Summary, b.Summary))
	})
	return out, nil
}

// judge says what became of a prediction. Of several in one report the voice tells which is meant.
func (f *foretold) judge(book *forecast.Book, only bool) {
	f.State = "waiting"
	if f.End == "" {
		f.State = "unresolvable"
	}
	sum := 0.0
	for _, x := range book.Forecasts {
		if x.Report != f.Report || !only && x.Voice != f.Voice.Speaker {
			continue
		}
		f.State = "open"
		f.Forecasts = append(f.Forecasts, x.ID)
		for _, p := range x.Periods {
			o, ok := book.Outcomes[x.ID][p.Period]
			if !ok {
				continue
			}
			for _, c := range p.Chances {
				happened := 0.0
				if o.Actual >= c.AtLeast {
					happened = 1
				}
				sum += (c.Probability - happened) * (c.Probability - happened)
				f.Closed++
			}
		}
	}
	if f.Closed > 0 {
		mean := sum / float64(f.Closed)
		f.State, f.Brier = "closed", &mean
	}
}

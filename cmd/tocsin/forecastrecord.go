package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin/internal/forecast"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

type forecastRecord struct {
	database
	countFlags
	JSON bool `name:"json" help:"Print one JSON object a line."`
}

// Help teaches how to use the command.
func (forecastRecord) Help() string {
	return `Prints, for each model or voice and area, how many forecasts were issued, how many of their periods have closed, and how
they did: Brier score of the chances given, and for models CRPS, skill against the baseline issued beside them, and how
often the intervals held. Periods that have become known are closed first; an outcome once entered stands. --data closes
forecasts made of such counts, and predictions; without it the ledger's own incidents close what was made of them or leaves it to them, each
period when the next is over too, since reports come late.

  tocsin forecast record --data panel.csv.gz
  tocsin forecast record --json`
}

// Run closes what is known and prints the record.
func (c *forecastRecord) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	book, err := forecast.ReadBook(ctx, l)
	if err != nil {
		return err
	}
	if err := c.close(ctx, s, l, book); err != nil {
		return err
	}
	record := book.Record()
	if c.JSON {
		return writeJSONLines(s.Out, record)
	}
	_, err = io.WriteString(s.Out, newPrinter(s).standings(record))
	return err
}

// close reads the data once for each kind of count that forecasts were made of.
func (c *forecastRecord) close(ctx context.Context, s stdio, l *ledger.Ledger, book *forecast.Book) error {
	type kind struct{ target, unit, level string }
	done := map[kind]bool{}
	closed := 0
	for _, f := range book.Forecasts {
		k := kind{f.Target, f.Unit, f.Level}
		if done[k] || (f.Data == forecast.LedgerData) != (c.Data == "") {
			continue
		}
		done[k] = true
		flags := c.countFlags
		flags.Target, flags.By = k.target, k.unit
		if k.level != string(forecast.Region) { // a region is joined from areas of the level given
			flags.Level = k.level
		}
		p, err := flags.panel(ctx, s, c.database)
		if err != nil {
			fmt.Fprintf(s.Err, "%s by %s: %v\n", k.target, k.unit, err)
			continue // other data may close them
		}
		last, err := flags.until(p)
		if err != nil {
			return err
		}
		n, err := book.Close(ctx, l, closing(p, last), time.Now())
		if err != nil {
			return err
		}
		closed += n
	}
	if c.Data != "" || len(done) > 0 {
		fmt.Fprintln(s.Err, plural(closed, "period closed", "periods closed"))
	}
	return nil
}

// closing returns what is known well enough by period last to close forecasts:
// of the ledger all but that period, of which reports are still to come.
func closing(p *forecast.Panel, last int) *forecast.Panel {
	if p.Vintage.Name == forecast.LedgerData {
		last--
	}
	return p.Until(last)
}

func (p *printer) standings(list []forecast.Standing) string {
	if len(list) == 0 {
		return "no forecast was issued yet\n"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", p.styled(faint, fmt.Sprintf("%-24s %-17s %-28s %6s %6s %6s  %6s %9s %7s  %4s %4s", "area", "counts", "by", "issued", "open", "closed", "Brier", "CRPS", "skill", "50%", "90%")))
	for _, r := range list {
		by := r.By
		if r.Hindcast {
			by += " (hindcast)"
		}
		fmt.Fprintf(&b, "%s %-17s %s %6d %6d %6d", pad(inert(r.Name), 24), r.Target+" by "+r.Unit, pad(inert(by), 28), r.Issued, r.Open, r.Closed)
		if r.Closed > 0 {
			fmt.Fprintf(&b, "  %6.3f", r.Brier)
		}
		if r.Closed > 0 && (r.CRPS > 0 || r.Base > 0 || r.Cover90 > 0) {
			fmt.Fprintf(&b, " %9.2f %6s  %4.0f %4.0f", r.CRPS, signedPercent(r.Skill), 100*r.Cover50, 100*r.Cover90)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

type forecastPredict struct {
	Voice  string  `arg:"" help:"Who predicts: a person in a public role or a body."`
	Area   string  `arg:"" help:"The area, as the data name it."`
	Chance float64 `required:"" placeholder:"0.3" help:"The probability they give, between 0 and 1."`
	From   string  `required:"" placeholder:"PERIOD" help:"First period, for example 2018-01."`
	To     string  `placeholder:"PERIOD" help:"Last period; the first by default. The chance is of each period."`
	Least  float64 `name:"at-least" default:"1" help:"Of at least so many (${default})."`
	Target string  `enum:"incidents,deaths" default:"incidents" help:"incidents or deaths (${default})."`
	By     string  `enum:"month,week" default:"month" help:"Length of a period (${default})."`
	Level  string  `enum:"region,country,first-order" default:"country" help:"How large the area is (${default})."`
	// ByLedger chooses what decides.
	ByLedger bool   `help:"Let the incidents of the ledger's reports decide, and not others' counts."`
	Report   string `placeholder:"ID" help:"The report that tells of it, as 'tocsin forecast predictions' lists them."`
	DB       string `name:"db" default:"sqlite:tocsin.db" env:"TOCSIN_DB" placeholder:"DB" help:"The ledger (${default})."`
}

// Help teaches how to use the command.
func (forecastPredict) Help() string {
	return `Enters what somebody predicts, so that it is scored beside the models when its periods close.

  tocsin forecast predict "Institute for Regional Studies" Somalia --chance 0.8 --at-least 25 --target deaths --from 2018-01 --to 2018-06
  tocsin forecast predict "a researcher, Institute of Kareth" RU/Dagestan --level first-order --chance 0.7 --from 2016-04 --to 2016-12 --by-ledger --report wire-1`
}

// Run enters the prediction.
func (c *forecastPredict) Run(ctx context.Context, s stdio) error {
	u := forecast.Unit(c.By)
	first, err := u.Parse(c.From)
	if err != nil {
		return usagef("--from: %v", err)
	}
	last := first
	if c.To != "" {
		if last, err = u.Parse(c.To); err != nil {
			return usagef("--to: %v", err)
		}
	}
	if last < first {
		return usagef("--to %s: before --from", c.To)
	}
	a := forecast.Area{ID: c.Area, Name: c.Area, Level: forecast.Level(c.Level)}
	f, err := forecast.Prediction{
		Voice: c.Voice, Area: a, Target: forecast.Target(c.Target), Unit: u, First: first, Last: last, AtLeast: c.Least, Chance: c.Chance, ByLedger: c.ByLedger, Report: c.Report,
	}.Forecast(time.Now())
	if err != nil {
		return usagef("%v", err)
	}
	l, err := ledger.Open(ctx, c.DB)
	if err != nil {
		return err
	}
	defer l.Close()
	if c.Report != "" {
		if _, err := l.Report(ctx, c.Report); errors.Is(err, ledger.ErrNotFound) {
			return fmt.Errorf("no report %s in the ledger; 'tocsin list' names those that are", c.Report)
		} else if err != nil {
			return err
		}
	}
	if err := forecast.Enter(ctx, l, f); err != nil {
		return err
	}
	fmt.Fprintf(s.Out, "%s\n", f.ID)
	return nil
}

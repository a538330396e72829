package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/tocsin-org/tocsin/internal/forecast"
)

type trendCommand struct {
	Areas []string `arg:"" name:"area" help:"Areas by name or id, as the data have them; NAME=AREA+AREA joins some into a region."`
	countFlags
	database
	At     string `placeholder:"PERIOD" help:"Date at which to look for an interruption of the trend; the latest change point by default."`
	Series bool   `help:"Also print the counts."`
	JSON   bool   `name:"json" help:"Print one JSON object an area."`
}

// Help teaches how to use the command.
func (trendCommand) Help() string {
	return `Prints the change points of an area's counts (optimal partitioning with a Poisson cost over a dispersion of 4 and a
penalty of 1.5 ln n) with the size of each change, the interruption of the trend at a date (a jump and a bend, by
quasi-Poisson regression), and warnings where a change may be one of counting and not of what happened. Without --data
it counts the incidents that the ledger's reports tell of.

  tocsin trend Colombia --data panel.csv.gz
  tocsin trend Nigeria --by week
  tocsin trend Colombia --data panel.csv.gz --at 2012-11 --json`
}

// A described trend is the JSON form.
type describedTrend struct {
	forecast.Trend
	Base   forecast.BaseRate `json:"base_rate"`
	Series []trendPoint      `json:"series"`
}

type trendPoint struct {
	Period string   `json:"period"`
	Count  *float64 `json:"count"` // null: unknown
}

// Run describes the areas.
func (c *trendCommand) Run(ctx context.Context, s stdio) error {
	p, err := c.panel(ctx, s, c.database)
	if err != nil {
		return err
	}
	last, err := c.until(p)
	if err != nil {
		return err
	}
	p = p.Until(last)
	at := 0
	if c.At != "" {
		if at, err = p.Unit.Parse(c.At); err != nil {
			return usagef("--at: %v", err)
		}
	}
	var all []describedTrend
	for _, name := range c.Areas {
		area, err := areaOf(p, name)
		if err != nil {
			return err
		}
		if err := forecast.CheckGrain(p.Series[area].Area, p.Unit); err != nil {
			return usagef("%v", err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		d := describedTrend{Trend: forecast.Describe(p, area, at), Base: p.Base(area)}
		for i, v := range p.Series[area].Best {
			point := trendPoint{Period: p.Unit.Format(p.First + i)}
			if v >= 0 {
				point.Count = &v
			}
			d.Series = append(d.Series, point)
		}
		all = append(all, d)
	}
	if c.JSON {
		return writeJSONLines(s.Out, all)
	}
	pr := newPrinter(s)
	for _, d := range all {
		if _, err := io.WriteString(s.Out, pr.trend(d, c.Series)); err != nil {
			return err
		}
	}
	return nil
}

func (p *printer) trend(d describedTrend, series bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", p.styled(heading, fmt.Sprintf("── %s · %s by %s · %s to %s ──", inert(d.Area.Name), d.Target, d.Unit, d.Series[0].Period, d.Series[len(d.Series)-1].Period)))
	fmt.Fprintf(&b, "%s\n", p.styled(faint, fmt.Sprintf("%-10s %-10s %10s   %s", "from", "to", "mean", "change, and when it may have begun")))
	for i, s := range d.Segments {
		fmt.Fprintf(&b, "%-10s %-10s %10s", s.From, s.To, decimal(s.Mean))
		if i > 0 {
			fmt.Fprintf(&b, "   %s", forecast.Times(s.Ratio))
			if s.Earliest != s.Latest {
				fmt.Fprintf(&b, "; %s to %s", s.Earliest, s.Latest)
			}
		}
		b.WriteByte('\n')
	}
	if len(d.Segments) == 1 {
		fmt.Fprintln(&b, "no change point found")
	}
	if t := d.Interruption; t != nil {
		text := fmt.Sprintf("trend at %s: jump %s; in a year before %s, after %s (%d and %d %ss, dispersion %.1f)", t.At,
			forecast.Times(t.Jump), forecast.Times(t.Before), forecast.Times(t.After), t.Periods[0], t.Periods[1], d.Unit, t.Dispersion)
		fmt.Fprintln(&b, strings.Join(wrap(text, p.width), "\n"))
	}
	fmt.Fprintf(&b, "base rate: the last %d %ss: mean %s; %s had 1 or more, %s had 25 or more\n", d.Base.Periods, d.Unit, decimal(d.Base.Mean), percent(d.Base.Any), percent(d.Base.Many))
	for _, w := range d.Warnings {
		fmt.Fprintln(&b, strings.Join(wrap(p.styled(warning, "method? ")+inert(w), p.width), "\n"))
	}
	if series {
		for _, x := range d.Series {
			n := "unknown"
			if x.Count != nil {
				n = count(*x.Count)
			}
			fmt.Fprintf(&b, "%-10s %10s\n", x.Period, n)
		}
	}
	b.WriteByte('\n')
	return b.String()
}

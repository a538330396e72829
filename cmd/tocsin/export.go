package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/exchange"
	"github.com/tocsin-org/tocsin/internal/resolve"
)

type exportCommand struct {
	database
	incidentFilter
	AsOf    tocsin.Date `name:"as-of" placeholder:"YYYY-MM-DD" help:"Export what was known on this day: only reports published by then count."`
	Rule    string      `enum:",tocsin,ucdp,gtd,acled" default:"" help:"Rule that chooses one number where voices differ: tocsin, ucdp, gtd or acled; by default that of the format."`
	Format  string      `required:"" short:"f" enum:"json,jsonl,csv,geojson,gtd,acled,ucdp" help:"json, jsonl (one incident a line), csv, geojson, gtd, acled or ucdp."`
	Out     string      `short:"o" placeholder:"FILE" help:"Write to FILE, and what it is to FILE.about.txt; otherwise to standard output."`
	Licence string      `placeholder:"TERMS" help:"On what terms you pass the export on; it is written into it."`
	Quotes  bool        `help:"In json and jsonl, also the words of the reports that statements rest on. They may name people: check before you publish."`
}

// Help teaches how to use the command.
func (exportCommand) Help() string {
	return `Writes incidents for other programs. json and jsonl hold all that is known of each, csv the most of it in one row, geojson what
can be drawn. gtd, acled and ucdp have the columns and codes of those datasets, filled from what the reports say; what
such a format cannot hold is left out and counted. Unknown is blank, -9 or -99 as the format has it, never 0.
doc/exchange.md says of every field where it comes from and what is lost.

  tocsin export --format csv --out incidents.csv
  tocsin export --format gtd --place Dagestan --from 2016-01-01 --licence "CC BY 4.0" --out dagestan.gtd.csv
  tocsin export --format geojson --kind bombing | jq '.features | length'`
}

// Run exports the incidents.
func (c *exportCommand) Run(ctx context.Context, s stdio) error {
	if err := c.check(); err != nil {
		return err
	}
	l, v, err := c.openedView(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	ds, err := resolve.Decisions(ctx, l)
	if err != nil {
		return err
	}
	f := exchange.Format(c.Format)
	about := exchange.About{
		Program: "tocsin " + buildVersion(), Licence: c.Licence, At: time.Now(), Query: c.words(), Quotes: c.Quotes,
		Same: resolve.NamingOf(ds).OneCamp, State: resolve.IsState,
	}
	if !c.AsOf.IsZero() {
		about.Query = strings.TrimSpace(about.Query + " as-of " + c.AsOf.String())
	}
	rule := resolve.Rule(c.Rule)
	if rule == "" {
		rule = ruleOf(f)
	}
	found := c.seen(ctx, l, v, resolve.View{AsOf: c.AsOf, Rule: rule})
	if c.Out == "" {
		res, err := exchange.Write(s.Out, f, about, found)
		if err != nil {
			return err
		}
		return sayResult(s.Err, res)
	}
	res, err := writeFile(c.Out, f, about, found)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out+".about.txt", []byte(about.Text(f, res)), 0o666); err != nil {
		return err
	}
	return sayResult(s.Err, res)
}

// ruleOf returns the rule by which the maker of a format chooses among numbers.
func ruleOf(f exchange.Format) resolve.Rule {
	switch f {
	case exchange.GTD:
		return resolve.RuleGTD
	case exchange.ACLED:
		return resolve.RuleACLED
	case exchange.UCDP:
		return resolve.RuleUCDP
	}
	return resolve.RuleTocsin
}

// writeFile writes an export to a file, whole or not at all.
func writeFile(name string, f exchange.Format, about exchange.About, found iter.Seq2[*tocsin.Incident, error]) (exchange.Result, error) {
	part := name + ".part"
	w, err := os.Create(part)
	if err != nil {
		return exchange.Result{}, err
	}
	res, err := exchange.Write(w, f, about, found)
	if err = errors.Join(err, w.Close()); err != nil {
		os.Remove(part)
		return res, err
	}
	return res, os.Rename(part, name)
}

func sayResult(w io.Writer, r exchange.Result) error {
	fmt.Fprintln(w, plural(r.Written, "incident", "incidents"), "written")
	for _, why := range r.Reasons() {
		fmt.Fprintf(w, "%d left out: %s\n", r.LeftOut[why], why)
	}
	return nil
}

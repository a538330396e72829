package main

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// viewFlags are the flags of commands that show incidents.
type viewFlags struct {
	AsOf tocsin.Date `name:"as-of" placeholder:"YYYY-MM-DD" help:"Show what was known on this day: only reports published by then count."`
	Rule string      `enum:"tocsin,ucdp,gtd,acled" default:"tocsin" help:"Rule that chooses one number where voices differ: tocsin, ucdp, gtd or acled (${default})."`
}

func (v viewFlags) view() resolve.View { return resolve.View{AsOf: v.AsOf, Rule: resolve.Rule(v.Rule)} }

// incidentFilter are the flags that narrow which incidents are meant.
type incidentFilter struct {
	Place string      `help:"Only incidents whose place has this in its name: a town, district, province, country or its code."`
	From  tocsin.Date `placeholder:"YYYY-MM-DD" help:"Only incidents that ended on this day or later."`
	To    tocsin.Date `placeholder:"YYYY-MM-DD" help:"Only incidents that began on this day or earlier."`
	Actor string      `help:"Only incidents that somebody claims or attributes to an actor with this in its name."`
	Kind  string      `help:"Only incidents of this kind, for example bombing."`
}

type incidentsCommand struct {
	database
	viewFlags
	incidentFilter
	JSON bool `name:"json" help:"Print one JSON object a line."`
}

// Help teaches how to use the command.
func (incidentsCommand) Help() string {
	return `Ties the accounts of all reports in the ledger to incidents and prints a line for each: day, kind, place, killed,
injured, how many accounts by how many origins, who claims it or is blamed, id. Incidents are computed from records and
decisions, doc/merging.md says how; what was computed is kept beside the ledger, and only what is new is computed again.

  tocsin incidents --place Dagestan --from 2016-03-01
  tocsin incidents --actor "Islamic State" --as-of 2016-03-30
  tocsin incidents --json | jq -r .id`
}

// Run lists the incidents.
func (c *incidentsCommand) Run(ctx context.Context, s stdio) error {
	if err := c.check(); err != nil {
		return err
	}
	found, done, err := c.found(ctx)
	if err != nil {
		return err
	}
	defer done()
	p := newPrinter(s)
	enc := json.NewEncoder(s.Out)
	enc.SetEscapeHTML(false)
	n := 0
	for inc, err := range found {
		if err != nil {
			return err
		}
		n++
		if c.JSON {
			err = enc.Encode(inc)
		} else {
			_, err = fmt.Fprint(s.Out, p.incidentLines(inc))
		}
		if err != nil {
			return err
		}
	}
	if !c.JSON {
		fmt.Fprintln(s.Err, plural(n, "incident", "incidents"))
	}
	return nil
}

// found yields the incidents that are asked for, by day. done ends the reading.
func (c *incidentsCommand) found(ctx context.Context) (found iter.Seq2[*tocsin.Incident, error], done func(), err error) {
	l, v, err := c.openedView(ctx)
	if err != nil {
		return nil, nil, err
	}
	return c.seen(ctx, l, v, c.view()), func() { l.Close() }, nil
}

// query asks a view for what is asked for.
func (c *incidentFilter) query() tocsin.Query {
	q := tocsin.Query{Place: c.Place, From: c.From, To: c.To, Actor: c.Actor, Asc: true}
	if c.Kind != "" {
		q.Kinds = []tocsin.Kind{tocsin.Kind(c.Kind)}
	}
	return q
}

func joined[T ~string](values []T) string {
	var parts []string
	for _, v := range values {
		parts = append(parts, string(v))
	}
	return strings.Join(parts, ", ")
}

// check returns an error of usage if a flag makes no sense.
func (c *incidentFilter) check() error {
	if c.Kind != "" && !tocsin.Kind(c.Kind).Valid() {
		return usagef("--kind %s: want one of %s", c.Kind, joined(tocsin.Kinds))
	}
	return nil
}

// words says what is asked for, "" for all.
func (c *incidentFilter) words() string {
	var parts []string
	for _, p := range [][2]string{{"place", c.Place}, {"from", c.From.String()}, {"to", c.To.String()}, {"actor", c.Actor}, {"kind", c.Kind}} {
		if p[1] != "" {
			parts = append(parts, p[0]+" "+p[1])
		}
	}
	return strings.Join(parts, ", ")
}

// wants reports whether the incident is among those asked for.
func (c *incidentFilter) wants(inc *tocsin.Incident) bool {
	if c.Kind != "" && string(inc.Kind) != c.Kind {
		return false
	}
	if !c.From.IsZero() && (inc.When.End.IsZero() || inc.When.End.Before(c.From)) {
		return false
	}
	if !c.To.IsZero() && (inc.When.Start.IsZero() || c.To.Before(inc.When.Start)) {
		return false
	}
	if c.Place != "" {
		w := inc.Where
		found := strings.EqualFold(w.Country, c.Place)
		for _, name := range []string{w.Settlement, w.Adm2, w.Adm1, wording.Country(w.Country), w.Text} {
			found = found || contains(name, c.Place)
		}
		if !found {
			return false
		}
	}
	if c.Actor == "" {
		return true
	}
	for _, st := range inc.Statements {
		if (st.Stance == tocsin.StanceClaim || st.Stance == tocsin.StanceAttribution) && contains(st.Actor, c.Actor) {
			return true
		}
	}
	return false
}

// contains reports whether s holds part, whatever the case of letters.
func contains(s, part string) bool {
	return strings.Contains(strings.ToLower(s), strings.ToLower(part))
}

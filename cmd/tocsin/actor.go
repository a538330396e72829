package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/view"
	"github.com/tocsin-org/tocsin/internal/wording"
)

type actorCommand struct {
	database
	Name string      `arg:"" help:"Name of an armed group."`
	On   tocsin.Date `placeholder:"YYYY-MM-DD" help:"The day on which to look: ties in force then, incidents known by then."`
	Like int         `placeholder:"N" help:"Also show the N incidents not said of it that most resemble those that are, and why."`
	JSON bool        `name:"json" help:"Print a JSON object."`
}

// Help teaches how to use the command.
func (actorCommand) Help() string {
	return `Ties come from a list of dated, sourced facts and from the reports in the ledger; each is printed with its source. The
profile counts the incidents that the actor claims or that somebody attributes to it. It is for comparison: likeness is
no evidence of who did something.

  tocsin actor "Boko Haram" --on 2015-06-01
  tocsin actor "Boko Haram" --like 5`
}

// Run shows an actor.
func (c *actorCommand) Run(ctx context.Context, s stdio) error {
	l, v, err := c.openedView(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	a, err := c.actor(ctx, l, v)
	if err != nil {
		return err
	}
	like, err := c.like(ctx, l, v, a)
	if err != nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(s.Out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		return enc.Encode(struct {
			*resolve.Actor
			Like []likeness `json:"like,omitempty"`
		}{a, like})
	}
	p := newPrinter(s)
	var b strings.Builder
	head := a.Name
	if !a.On.IsZero() {
		head += ", on " + a.On.String()
	}
	fmt.Fprintln(&b, p.styled(strong, inert(head)))
	p.section(&b, "ties", tieLines(a))
	p.section(&b, "designations, as quoted", designationLines(a))
	p.section(&b, "incidents it claims, or that somebody attributes to it: for comparison, no evidence of who did what", profileLines(a))
	p.section(&b, "incidents not said of it that resemble these: for comparison, no evidence of who did what", likenessLines(like))
	_, err = fmt.Fprint(s.Out, b.String())
	return err
}

// actor reads what is known of the actor: what reports say of it, and the incidents that name it.
func (c *actorCommand) actor(ctx context.Context, l *ledger.Ledger, v *view.View) (*resolve.Actor, error) {
	ds, err := resolve.Decisions(ctx, l)
	if err != nil {
		return nil, err
	}
	said, err := v.Told(ctx)
	if err != nil {
		return nil, err
	}
	var told []resolve.Told
	for _, t := range said {
		told = append(told, resolve.Told{Report: t.Report, Source: cmp.Or(t.Outlet, t.Report), Published: t.Published, Ties: t.Ties, Designations: t.Designations})
	}
	named, err := v.OfActors(ctx, resolve.KeysOf(c.Name, ds))
	if err != nil {
		return nil, err
	}
	var all []*tocsin.Incident
	for part := range slices.Chunk(named, atOnce) {
		var page []*tocsin.Incident
		for _, id := range part {
			inc, err := v.Incident(ctx, id)
			if err != nil {
				return nil, err
			}
			page = append(page, inc)
		}
		if !c.On.IsZero() {
			if page, err = resolve.Again(ctx, l, v, page, resolve.View{AsOf: c.On}); err != nil {
				return nil, err
			}
			page = slices.DeleteFunc(page, func(inc *tocsin.Incident) bool { return inc == nil })
		}
		all = append(all, page...)
	}
	slices.SortFunc(all, byDay)
	return resolve.ActorOf(c.Name, c.On, ds, told, all), nil
}

// A likeness is an incident that resembles an actor's.
type likeness struct {
	ID      string          `json:"id"`
	Head    string          `json:"head"`
	Score   float64         `json:"score"`
	Reasons []tocsin.Reason `json:"reasons"`
}

// like compares the incidents known on the day with the actor's.
func (c *actorCommand) like(ctx context.Context, l *ledger.Ledger, v *view.View, a *resolve.Actor) ([]likeness, error) {
	if c.Like <= 0 {
		return nil, nil
	}
	var all []*tocsin.Incident
	for inc, err := range (&incidentFilter{}).seen(ctx, l, v, resolve.View{AsOf: c.On}) {
		if err != nil {
			return nil, err
		}
		all = append(all, inc)
	}
	own := slices.DeleteFunc(slices.Clone(all), func(inc *tocsin.Incident) bool { return !slices.Contains(a.Incidents, inc.ID) })
	var out []likeness
	for _, x := range resolve.Alike(own, all, c.Like) {
		inc := x.Incident
		out = append(out, likeness{inc.ID, wording.Value(inc.Kind) + ", " + wording.When(inc.When) + ", " + wording.Where(inc.Where), x.Score, x.Reasons})
	}
	return out, nil
}

func likenessLines(list []likeness) []line {
	var out []line
	for _, l := range list {
		out = append(out, line{label: fmt.Sprintf("%+.1f", l.Score), value: l.ID + " · " + l.Head}, line{value: reasonWords(l.Reasons), style: faint})
	}
	return out
}

func tieLines(a *resolve.Actor) []line {
	var out []line
	for _, t := range a.Ties {
		value := t.From + " – " + wording.Value(t.Relation) + " – " + t.To + wording.Period(t.Start, t.End)
		if t.Report != "" {
			value = wording.Tie(t.Tie)
		}
		source := t.Source
		if t.Report != "" {
			source += ", " + t.Known.String() + ", " + t.Report
		}
		out = append(out, line{label: "tie", value: value + " [" + source + "]"})
	}
	if len(out) == 0 {
		out = append(out, line{label: "tie", value: "unknown", style: faint})
	}
	return out
}

func designationLines(a *resolve.Actor) []line {
	var out []line
	for _, d := range a.Designations {
		source := d.Source
		if d.Report != "" {
			source += ", " + d.Known.String() + ", " + d.Report
		}
		out = append(out, line{label: "called", value: wording.Designation(d.Designation) + wording.Period(d.Start, d.End) + " [" + source + "]"})
	}
	return out
}

func profileLines(a *resolve.Actor) []line {
	out := []line{{label: "incidents", value: fmt.Sprintf("%d claimed, %d attributed only, %d denied", a.Claimed, a.Blamed, a.Denied)}}
	for _, x := range []struct {
		label  string
		counts []resolve.Count
	}{{"kind", a.Kinds}, {"weapon", a.Weapons}, {"target", a.Targets}, {"country", a.Countries}} {
		var parts []string
		for _, c := range x.counts {
			value := wording.Value(c.Value)
			if x.label == "country" {
				value = wording.Country(c.Value)
			}
			parts = append(parts, fmt.Sprintf("%s %d", value, c.N))
		}
		if len(parts) > 0 {
			out = append(out, line{label: x.label, value: strings.Join(parts, ", ")})
		}
	}
	for _, id := range a.Incidents {
		out = append(out, line{label: "", value: id, style: faint})
	}
	return out
}

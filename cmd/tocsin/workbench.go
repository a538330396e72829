package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/view"
	"github.com/tocsin-org/tocsin/internal/web"
)

// A workbench answers the questions of the pages: from the view, and from the ledger what the view does not keep.
type workbench struct {
	*view.View
	ledger   *ledger.Ledger
	outlooks outlooks
	gathered gathered
}

func newWorkbench(l *ledger.Ledger, v *view.View, d database) *workbench {
	return &workbench{View: v, ledger: l, outlooks: outlooks{ledger: l, view: v, name: d.DB}}
}

// config joins the pages to what answers them.
func (b *workbench) config() web.Config {
	return web.Config{
		Incidents: b, Teller: teller{b}, Actors: b, Sources: b, Outlooks: &b.outlooks, Review: &desk{b.ledger, b.View}, Camps: b.camps,
		IsState: resolve.IsState, Version: buildVersion(),
	}
}

// gathered are the documents that could not be read, of all of the ledger up to an entry.
type gathered struct {
	mu     sync.Mutex
	seq    int64
	unread []web.Unread // the latest last
}

// naming returns which names are of one actor now.
func (b *workbench) naming(ctx context.Context) (resolve.Naming, error) {
	ds, err := resolve.Decisions(ctx, b.ledger)
	return resolve.NamingOf(ds), err
}

// maxUnread is how many documents that could not be read are kept at hand.
const maxUnread = 200

// Unread lists the documents that could not be read, the latest first.
func (b *workbench) Unread(ctx context.Context, limit int) ([]web.Unread, error) {
	g := &b.gathered
	g.mu.Lock()
	defer g.mu.Unlock()
	last, err := b.ledger.Last(ctx)
	if err != nil {
		return nil, err
	}
	from := g.seq
	g.seq = last.Seq
	for e, err := range b.ledger.Unread(ctx, from) {
		if err != nil {
			g.seq = from
			return nil, err
		}
		var d struct {
			Name  string `json:"name"`
			Error string `json:"error"`
		}
		if err := json.Unmarshal(e.Body, &d); err != nil {
			return nil, fmt.Errorf("document entry %d: %w", e.Seq, err)
		}
		if g.seq = max(g.seq, e.Seq); d.Error != "" {
			g.unread = append(g.unread, web.Unread{Name: d.Name, At: e.At, Text: d.Error})
		}
		if len(g.unread) > 2*maxUnread {
			g.unread = slices.Clone(g.unread[len(g.unread)-maxUnread:])
		}
	}
	out := slices.Clone(g.unread[max(0, len(g.unread)-limit):])
	slices.Reverse(out)
	return out, nil
}

// Ties returns the ties in force on a day, or ever: those of published sources and those that reports tell of. A tie
// that a report tells of counts from the day of the report.
func (b *workbench) Ties(ctx context.Context, on tocsin.Date) ([]web.SourcedTie, error) {
	var out []web.SourcedTie
	add := func(t web.SourcedTie) {
		if resolve.InForce(t.Tie, on) && (on.IsZero() || !on.Before(t.Known)) {
			out = append(out, t)
		}
	}
	for _, t := range resolve.KnownTies() {
		add(web.SourcedTie(t))
	}
	told, err := b.Told(ctx)
	for _, x := range told {
		for _, t := range x.Ties {
			add(web.SourcedTie{Tie: t, Source: cmp.Or(x.Outlet, x.Report), Report: x.Report, Known: x.Published})
		}
	}
	slices.SortFunc(out, func(x, y web.SourcedTie) int {
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.Start, y.Start), cmp.Compare(x.Relation, y.Relation), cmp.Compare(x.To, y.To), cmp.Compare(x.Report, y.Report))
	})
	return out, err
}

// Actor returns what is known of an actor on a day: also ties that have ended by then.
func (b *workbench) Actor(ctx context.Context, name string, on tocsin.Date) (*web.Profile, error) {
	p := &web.Profile{Name: name, On: on}
	all, err := b.Ties(ctx, tocsin.Date{})
	if err != nil {
		return nil, err
	}
	names, err := b.naming(ctx)
	if err != nil {
		return nil, err
	}
	also := map[string]bool{}
	for _, t := range all {
		mine := names.Same(t.From, name) || names.Same(t.To, name)
		if !mine || !on.IsZero() && (t.Start > on.String() || on.Before(t.Known)) {
			continue
		}
		p.Ties = append(p.Ties, t)
		for _, n := range []string{t.From, t.To} {
			if names.Same(n, name) && n != name {
				also[n] = true
			}
		}
	}
	told, err := b.Told(ctx)
	if err != nil {
		return nil, err
	}
	for _, x := range told {
		for _, d := range x.Designations {
			if names.Same(d.Actor, name) && (on.IsZero() || !on.Before(x.Published)) {
				p.Designations = append(p.Designations, web.SourcedDesignation{Designation: d, Source: cmp.Or(x.Outlet, x.Report), Report: x.Report, Known: x.Published})
			}
		}
	}
	ds, err := resolve.Decisions(ctx, b.ledger)
	if err != nil {
		return nil, err
	}
	for _, d := range resolve.Listed(ds) {
		if names.Same(d.Actor, name) && (on.IsZero() || resolve.InForce(tocsin.Tie{Start: d.Start, End: d.End}, on)) {
			p.Designations = append(p.Designations, web.SourcedDesignation(d))
		}
	}
	slices.SortFunc(p.Designations, func(x, y web.SourcedDesignation) int {
		return cmp.Or(cmp.Compare(x.Known.String(), y.Known.String()), cmp.Compare(x.Report, y.Report), cmp.Compare(x.Label, y.Label))
	})
	for n := range also {
		p.Names = append(p.Names, n)
	}
	slices.Sort(p.Names)
	if err := b.profile(ctx, p); err != nil {
		return nil, err
	}
	if len(p.Ties)+len(p.Designations)+p.Claimed+p.Attributed+p.Denied == 0 {
		return nil, fmt.Errorf("actor %q: %w", name, tocsin.ErrNotFound)
	}
	return p, nil
}

// profile counts an actor's incidents, beside those of all actors. One that no incident names has none.
func (b *workbench) profile(ctx context.Context, p *web.Profile) error {
	sum, values, days, err := b.View.Profile(ctx, p.Name, p.On)
	if errors.Is(err, tocsin.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	all, err := b.Facets(ctx, tocsin.Query{To: p.On})
	if err != nil {
		return err
	}
	p.Claimed, p.Attributed, p.Denied, p.Contested, p.Days = sum.Claimed, sum.Attributed, sum.Denied, sum.Contested, days
	n, total := sum.Claimed+sum.Attributed, 0
	for _, k := range all.Kinds { // an incident has one kind, and may have several weapons
		total += k.N
	}
	p.Kinds, p.Countries = shares(values.Kinds, all.Kinds, n, total), shares(values.Countries, all.Countries, n, total)
	p.Weapons, p.Targets = shares(values.Weapons, all.Weapons, n, total), shares(values.Targets, all.Targets, n, total)
	return nil
}

// shares puts an actor's counts beside those of all incidents, where they are counted.
func shares(mine, all []tocsin.Facet, n, total int) []web.Share {
	of := map[string]int{}
	for _, f := range all {
		of[f.Value] = f.N
	}
	var out []web.Share
	for _, f := range mine {
		if f.Value != "" {
			out = append(out, web.Share{Value: f.Value, N: f.N, Share: float64(f.N) / float64(max(n, 1)), All: -1})
			if total > 0 {
				out[len(out)-1].All = float64(of[f.Value]) / float64(total)
			}
		}
	}
	slices.SortFunc(out, func(a, b web.Share) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Value, b.Value)) })
	return out[:min(len(out), 12)]
}

package view

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// actorTotals sums up what is said of actors.
type actorTotals struct {
	list  []tocsin.ActorSummary // that with most incidents first
	names map[string]string     // key → the name given most often
	keys  map[string]string     // name in lower case → key
}

// Actors returns a page of the actors that have the text in a name, that with most incidents first. The error is
// tocsin.ErrQuery for a cursor that there is not.
func (v *View) Actors(ctx context.Context, text, after string, most int) (tocsin.Page[tocsin.ActorSummary], error) {
	var page tocsin.Page[tocsin.ActorSummary]
	t, err := v.table(ctx)
	if err != nil {
		return page, err
	}
	list, from := t.actorTotals().list, 0
	if after != "" {
		c, err := readCursor(after, "actors")
		if err != nil {
			return page, err
		}
		var found bool
		at := tocsin.ActorSummary{Name: c.ID, Claimed: int(c.Value)}
		if from, found = slices.BinarySearchFunc(list, at, actorOrder); found {
			from++
		}
	}
	text = fold(strings.TrimSpace(text))
	for i, a := range list {
		if !strings.Contains(fold(a.Name), text) {
			continue
		}
		page.Total++
		switch {
		case i < from:
		case len(page.Items) < limit(most):
			page.Items = append(page.Items, a)
		case page.Next == "":
			last := page.Items[len(page.Items)-1]
			page.Next = cursor{Order: "actors", Value: float64(last.Claimed + last.Attributed), ID: last.Name}.String()
		}
	}
	return page, nil
}

func actorOrder(a, b tocsin.ActorSummary) int {
	return cmp.Or((b.Claimed+b.Attributed)-(a.Claimed+a.Attributed), cmp.Compare(a.Name, b.Name))
}

// Profile returns what is said of one actor up to a day, of all days if to is zero: how often it claims and is blamed, the
// values of the incidents that it claims or that somebody attributes to it, and their days in order. The error is
// tocsin.ErrNotFound if no incident names it.
func (v *View) Profile(ctx context.Context, name string, to tocsin.Date) (sum tocsin.ActorSummary, values tocsin.Facets, days []tocsin.Date, err error) {
	t, err := v.table(ctx)
	if err != nil {
		return sum, values, nil, err
	}
	f, err := v.filter(ctx, t, tocsin.Query{Actor: name, To: to})
	if err != nil {
		return sum, values, nil, err
	}
	if f.key == "" {
		return sum, values, nil, fmt.Errorf("actor %s: %w", name, tocsin.ErrNotFound)
	}
	f.exact = true
	var mine []*incident
	for _, x := range t.incidents {
		if f.fails(x)&^failActor != 0 {
			continue
		}
		if i := slices.IndexFunc(x.actors, func(a tocsin.ActorStance) bool { return a.Key == f.key }); i >= 0 {
			a := x.actors[i]
			mine = append(mine, &incident{start: x.start, actors: x.actors[i : i+1]})
			if x.start != unknownDay && (a.Claims || a.Attributed) {
				days = append(days, dateOf(x.start))
			}
		}
	}
	slices.SortFunc(days, tocsin.Date.Sub)
	sum.Name = t.actorTotals().names[f.key]
	if list := sumUpActors(mine).list; len(list) > 0 {
		sum = list[0]
	}
	return sum, t.facets(f), days, nil
}

func (t *table) actorTotals() *actorTotals {
	t.totalsOnce.Do(func() { t.totals = sumUpActors(t.incidents) })
	return t.totals
}

func sumUpActors(incidents []*incident) *actorTotals {
	out := &actorTotals{names: map[string]string{}, keys: map[string]string{}}
	sums, spellings := map[string]*tocsin.ActorSummary{}, map[string]tally{}
	for _, x := range incidents {
		for _, a := range x.actors {
			s := sums[a.Key]
			if s == nil {
				s = &tocsin.ActorSummary{}
				sums[a.Key], spellings[a.Key] = s, tally{}
			}
			spellings[a.Key][a.Name]++
			switch {
			case a.Claims:
				s.Claimed++
			case a.Attributed:
				s.Attributed++
			}
			if a.Denies {
				s.Denied++
			}
			if a.Contested && (a.Claims || a.Attributed) {
				s.Contested++
			}
			if x.start == unknownDay {
				continue
			}
			if d := dateOf(x.start); s.First.IsZero() || d.Before(s.First) {
				s.First = d
			}
			if d := dateOf(x.start); s.Last.Before(d) {
				s.Last = d
			}
		}
	}
	for key, s := range sums {
		s.Name = spellings[key].ranked()[0].Value
		out.names[key] = s.Name
		for name := range spellings[key] {
			out.keys[strings.ToLower(name)] = key
		}
		out.list = append(out.list, *s)
	}
	slices.SortFunc(out.list, actorOrder)
	return out
}

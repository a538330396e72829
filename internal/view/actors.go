package view

import (
	"cmp"
	"context"
	"encoding/json"
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
	f := t.filter(tocsin.Query{Actor: name, To: to})
	if f.key == "" {
		return sum, values, nil, fmt.Errorf("actor %s: %w", name, tocsin.ErrNotFound)
	}
	f.exact = true
	a, err := v.answer(ctx, t, f)
	if err != nil {
		return sum, values, nil, err
	}
	p := counted(a, "profile", a.profile)
	return p.sum, a.facets(), p.days, nil
}

// A profile is what incidents say of one actor.
type profile struct {
	sum  tocsin.ActorSummary
	days []tocsin.Date
}

func (a *answer) profile() (out profile) {
	t, c := a.t, &a.t.columns
	stances := make([]*tocsin.ActorStance, len(t.lists.actors)) // its own of each list that names it
	for i, list := range t.lists.actors {
		if j := slices.IndexFunc(list, func(x tocsin.ActorStance) bool { return x.Key == a.key }); j >= 0 {
			stances[i] = &list[j]
		}
	}
	out.sum.Name = t.actorTotals().names[a.key]
	var days []int32
	for i, fail := range a.fails {
		if x := stances[c.actors[i]]; x != nil && fail&^failActor == 0 {
			at := c.start[i]
			sumUp(&out.sum, x, at, at, 1)
			if at != unknownDay && (x.Claims || x.Attributed) {
				days = append(days, at)
			}
		}
	}
	slices.Sort(days)
	for _, d := range days {
		out.days = append(out.days, dateOf(d))
	}
	return out
}

func (t *table) actorTotals() *actorTotals {
	t.totalsOnce.Do(func() { t.totals = t.sumUpActors() })
	return t.totals
}

// sumUpActors sums up what is said of all actors: what each list of them says as often as there are incidents with it.
func (t *table) sumUpActors() *actorTotals {
	type span struct {
		n           int
		first, last int32 // unknownDay, as long as none is known
	}
	spans := make([]span, len(t.lists.actors))
	for i := range spans {
		spans[i].first, spans[i].last = unknownDay, unknownDay
	}
	c := &t.columns
	for i, kind := range c.kind {
		if kind == noKind {
			continue
		}
		s, d := &spans[c.actors[i]], c.start[i]
		s.n++
		if d != unknownDay {
			if s.first == unknownDay || d < s.first {
				s.first = d
			}
			s.last = max(s.last, d)
		}
	}
	out := &actorTotals{names: map[string]string{}, keys: map[string]string{}}
	sums, spellings := map[string]*tocsin.ActorSummary{}, map[string]tally{}
	for i, list := range t.lists.actors {
		if spans[i].n == 0 {
			continue
		}
		for j := range list {
			x := &list[j]
			s := sums[x.Key]
			if s == nil {
				s = &tocsin.ActorSummary{}
				sums[x.Key], spellings[x.Key] = s, tally{}
			}
			spellings[x.Key][x.Name] += spans[i].n
			sumUp(s, x, spans[i].first, spans[i].last, spans[i].n)
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

// sumUp adds what n incidents say of an actor, the first and the last of which began on these days.
func sumUp(s *tocsin.ActorSummary, x *tocsin.ActorStance, first, last int32, n int) {
	switch {
	case x.Claims:
		s.Claimed += n
	case x.Attributed:
		s.Attributed += n
	}
	if x.Denies {
		s.Denied += n
	}
	if x.Contested && (x.Claims || x.Attributed) {
		s.Contested += n
	}
	if first == unknownDay {
		return
	}
	if d := dateOf(first); s.First.IsZero() || d.Before(s.First) {
		s.First = d
	}
	if d := dateOf(last); s.Last.Before(d) {
		s.Last = d
	}
}

// Told is what the record of a report that counts says of actors.
type Told struct {
	Report       string
	Outlet       string
	Published    tocsin.Date
	Ties         tocsin.List[tocsin.Tie]
	Designations tocsin.List[tocsin.Designation]
}

// toldStored is Told as it is stored.
type toldStored struct {
	Ties         tocsin.List[tocsin.Tie]         `json:"ties"`
	Designations tocsin.List[tocsin.Designation] `json:"designations"`
}

// toldOf returns what is stored of what a record says of actors, "" for nothing. What a person retracted says nothing.
func toldOf(c *tocsin.Coded) (string, error) {
	if c.Record == nil || c.Gone || len(c.Record.Ties)+len(c.Record.Designations) == 0 {
		return "", nil
	}
	text, err := encode(toldStored{c.Record.Ties, c.Record.Designations})
	return clean(string(text)), err
}

// Told returns what reports say of ties between actors and of how others designate them, by the records that count, with
// what people corrected in them. The caller must not change it.
func (v *View) Told(ctx context.Context) ([]*Told, error) {
	t, err := v.table(ctx)
	if err != nil {
		return nil, err
	}
	return t.told, nil
}

// readTold reads what is stored; nil for nothing.
func readTold(r *report, published string, text string) (*Told, error) {
	if text == "" {
		return nil, nil
	}
	var s toldStored
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return nil, err
	}
	return &Told{Report: r.id, Outlet: r.outlet, Published: dateOf(day(published)), Ties: s.Ties, Designations: s.Designations}, nil
}

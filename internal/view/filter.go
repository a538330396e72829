package view

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// defaultLimit and maxLimit bound a page.
const (
	defaultLimit = 50
	maxLimit     = 1000
)

// What a query narrows by. A facet counts the incidents that fail at most in its own part.
const (
	failOther = 1 << iota
	failKind
	failCountry
	failAdm1
	failActor
	failClaim
	failReview
	failOutlet
	failBox
)

// A filter is a query made ready to be asked of many incidents.
type filter struct {
	q          tocsin.Query
	found      map[int64]bool // with Query.Text
	exact      bool           // only the actor of this name, not all with it in their names
	place      string
	from, to   int32
	actor, key string
}

func (v *View) filter(ctx context.Context, t *table, q tocsin.Query) (*filter, error) {
	f := &filter{q: q, place: strings.ToLower(strings.TrimSpace(q.Place)), from: dayOf(q.From), to: dayOf(q.To), actor: strings.ToLower(strings.TrimSpace(q.Actor))}
	if f.actor != "" {
		f.key = t.actorTotals().keys[f.actor]
	}
	if strings.TrimSpace(q.Text) != "" {
		var err error
		if f.found, err = v.search(ctx, q.Text); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// all reports whether every incident is among those asked for.
func (f *filter) all() bool {
	q := &f.q
	return f.found == nil && f.place == "" && f.from == unknownDay && f.to == unknownDay && f.actor == "" && q.Killed <= 0 && len(q.Kinds) == 0 &&
		q.Country == "" && q.Adm1 == "" && q.Claim == "" && q.Review == "" && q.Outlet == "" && q.Box == nil
}

// fails returns in which parts of the query the incident fails, 0 if it is among those asked for.
func (f *filter) fails(x *incident) int {
	out := 0
	if f.found != nil && !f.found[x.n] ||
		f.from != unknownDay && (x.end == unknownDay || x.end < f.from) ||
		f.to != unknownDay && (x.start == unknownDay || x.start > f.to) ||
		f.q.Killed > 0 && int(x.killed) < f.q.Killed ||
		f.place != "" && !strings.Contains(x.names, f.place) && !strings.EqualFold(x.country, f.place) {
		return failOther
	}
	if len(f.q.Kinds) > 0 && !slices.Contains(f.q.Kinds, x.kind) {
		out |= failKind
	}
	if f.q.Country != "" && x.country != f.q.Country {
		out |= failCountry
	}
	if f.q.Adm1 != "" && x.adm1 != f.q.Adm1 {
		out |= failAdm1
	}
	if f.q.Claim != "" && x.claim != f.q.Claim {
		out |= failClaim
	}
	if f.q.Review != "" && x.review != f.q.Review {
		out |= failReview
	}
	if f.q.Outlet != "" && !slices.Contains(x.outlets, f.q.Outlet) {
		out |= failOutlet
	}
	if f.actor != "" && !f.names(x) {
		out |= failActor
	}
	if f.q.Box != nil && !inBox(x, f.q.Box) {
		out |= failBox
	}
	return out
}

// names reports whether somebody says that the actor asked for did it, or it says so: the actor whose name was asked for,
// or one with this in its name.
func (f *filter) names(x *incident) bool {
	for _, a := range x.actors {
		if (a.Claims || a.Attributed) && (f.key != "" && a.Key == f.key || !f.exact && strings.Contains(strings.ToLower(a.Name), f.actor)) {
			return true
		}
	}
	return false
}

func inBox(x *incident, b *tocsin.Box) bool {
	if !x.located || x.lat < b.South || x.lat > b.North {
		return false
	}
	if b.West > b.East {
		return x.lon >= b.West || x.lon <= b.East
	}
	return x.lon >= b.West && x.lon <= b.East
}

// orderings are the orders of incidents by Query.Sort, with "-" before it for the latest or greatest first. What is not
// known comes last in either direction, and equals are ordered by id.
var orderings = func() map[string]func(a, b *incident) int {
	out := map[string]func(a, b *incident) int{}
	for name, value := range map[string]func(*incident) int32{
		"when":    func(x *incident) int32 { return x.start },
		"known":   func(x *incident) int32 { return x.known },
		"reports": func(x *incident) int32 { return x.reports },
		"killed": func(x *incident) int32 {
			if x.killed < 0 {
				return unknownDay
			}
			return x.killed
		},
	} {
		for _, sign := range []string{"", "-"} {
			out[sign+name] = func(a, b *incident) int {
				x, y := value(a), value(b)
				if (x == unknownDay) != (y == unknownDay) {
					if x == unknownDay {
						return 1
					}
					return -1
				}
				if sign == "-" {
					x, y = y, x
				}
				return cmp.Or(cmp.Compare(x, y), cmp.Compare(a.id, b.id))
			}
		}
	}
	return out
}()

// ordering returns the name of the order that a query asks for.
func ordering(q tocsin.Query) (string, error) {
	name := cmp.Or(q.Sort, "when")
	if !q.Asc {
		name = "-" + name
	}
	if orderings[name] == nil {
		return "", fmt.Errorf("sort %q: %w", q.Sort, tocsin.ErrQuery)
	}
	return name, nil
}

// ordered returns all incidents in an order.
func (t *table) ordered(name string) []*incident {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.orders == nil {
		t.orders = map[string][]*incident{}
	}
	if t.orders[name] == nil {
		t.orders[name] = slices.SortedFunc(slices.Values(t.incidents), orderings[name])
	}
	return t.orders[name]
}

// A cursor says after which item a page begins. It holds what the item is ordered by, so that a page follows even if the
// item has gone.
type cursor struct {
	Order string  `json:"o"`
	Value float64 `json:"v"`
	Day   int32   `json:"d,omitempty"`
	ID    string  `json:"i"`
}

func (c cursor) String() string {
	b, err := json.Marshal(c)
	if err != nil {
		return "" // unreachable: numbers and texts
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// readCursor reads the cursor of an order.
func readCursor(s, order string) (cursor, error) {
	var c cursor
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(b, &c)
	}
	if err != nil || c.Order != order {
		return c, fmt.Errorf("cursor %q: %w", s, tocsin.ErrQuery)
	}
	return c, nil
}

// limit returns how many items a page has.
func limit(n int) int {
	if n <= 0 {
		return defaultLimit
	}
	return min(n, maxLimit)
}

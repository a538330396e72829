package view

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/tocsin-org/tocsin"
)

// defaultLimit and maxLimit bound a page.
const (
	defaultLimit = 50
	maxLimit     = 1000
)

// What a query narrows by. A facet counts the incidents that fail at most in its own part.
const (
	failOther uint16 = 1 << iota
	failKind
	failCountry
	failAdm1
	failActor
	failClaim
	failReview
	failOutlet
	failWeapon
	failTarget
	failBox
)

// A filter is a query made ready to be asked of all incidents.
type filter struct {
	q          tocsin.Query // without its order and page
	exact      bool         // only the actor of this name, not all with it in their names
	place      string
	from, to   int32
	actor, key string
}

func (t *table) filter(q tocsin.Query) *filter {
	q.Sort, q.Asc, q.Cursor, q.Limit = "", false, "", 0
	f := &filter{q: q, place: strings.ToLower(strings.TrimSpace(q.Place)), from: dayOf(q.From), to: dayOf(q.To), actor: strings.ToLower(strings.TrimSpace(q.Actor))}
	if f.actor != "" {
		f.key = t.actorTotals().keys[f.actor]
	}
	return f
}

// An answer is what a filter finds in a table, and what has been counted of it. Who asks the same at the same time waits for
// the first, and whoever asks it after that finds it.
type answer struct {
	*filter
	t     *table
	once  sync.Once
	err   error
	fails []uint16 // in which parts of the query each incident fails, 0 for those asked for
	n     int      // of those asked for

	mu   sync.Mutex
	made map[string]func() any
}

// mostAnswers is how many answers a table keeps; with a few hundred kilobytes each, that is what a dozen readers have open.
const mostAnswers = 64

// answer finds what a query asks for.
func (v *View) answer(ctx context.Context, t *table, f *filter) (*answer, error) {
	key, err := json.Marshal(f.q)
	if err != nil {
		return nil, err // unreachable: texts, numbers and days
	}
	name := fmt.Sprint(f.exact, string(key))
	t.mu.Lock()
	a := t.answers[name]
	if a == nil {
		if len(t.answers) >= mostAnswers {
			clear(t.answers)
		}
		a = &answer{filter: f, t: t, made: map[string]func() any{}}
		t.answers[name] = a
	}
	t.mu.Unlock()
	a.once.Do(func() {
		var found numberSet
		if strings.TrimSpace(f.q.Text) != "" {
			// Whoever asked first may go away; the others still wait for it.
			if found, a.err = v.search(context.WithoutCancel(ctx), f.q.Text); a.err != nil {
				t.mu.Lock()
				delete(t.answers, name) // what stood in the way may pass
				t.mu.Unlock()
				return
			}
		}
		a.fails = t.fails(f, found)
		for _, fail := range a.fails {
			if fail == 0 {
				a.n++
			}
		}
	})
	return a, a.err
}

// ask finds what a query asks for as it is now.
func (v *View) ask(ctx context.Context, q tocsin.Query) (*answer, error) {
	t, err := v.table(ctx)
	if err != nil {
		return nil, err
	}
	return v.answer(ctx, t, t.filter(q))
}

// counted returns what make makes of an answer, which is made once.
func counted[T any](a *answer, name string, make func() T) T {
	a.mu.Lock()
	f := a.made[name]
	if f == nil {
		f = sync.OnceValue(func() any { return make() })
		a.made[name] = f
	}
	a.mu.Unlock()
	return f().(T)
}

// fails tells of each incident in which parts of the query it fails. found are those with the words of Query.Text.
func (t *table) fails(f *filter, found numberSet) []uint16 {
	c, q := &t.columns, &f.q
	out := make([]uint16, len(t.incidents))
	kinds := failing(t.lists.kinds, failKind, func(k string) bool { return len(q.Kinds) == 0 || slices.Contains(q.Kinds, tocsin.Kind(k)) })
	kinds[noKind] = failOther
	mark(out, c.kind, kinds)
	if q.Claim != "" {
		mark(out, c.claim, failing(t.lists.claims, failClaim, func(s string) bool { return s == string(q.Claim) }))
	}
	if q.Review != "" {
		mark(out, c.review, failing(t.lists.reviews, failReview, func(s string) bool { return s == string(q.Review) }))
	}
	if f.place != "" {
		mark(out, c.place, failing(t.lists.places, failOther, func(p place) bool { return strings.Contains(p.names, f.place) || strings.EqualFold(p.country, f.place) }))
	}
	if q.Country != "" {
		mark(out, c.place, failing(t.lists.places, failCountry, func(p place) bool { return p.country == q.Country }))
	}
	if q.Adm1 != "" {
		mark(out, c.place, failing(t.lists.places, failAdm1, func(p place) bool { return p.adm1 == q.Adm1 }))
	}
	if f.actor != "" {
		mark(out, c.actors, failing(t.lists.actors, failActor, f.names))
	}
	if q.Outlet != "" {
		mark(out, c.outlets, failing(t.lists.outlets, failOutlet, func(l []string) bool { return slices.Contains(l, q.Outlet) }))
	}
	if q.Weapon != "" {
		mark(out, c.weapons, failing(t.lists.weapons, failWeapon, func(l []string) bool { return slices.Contains(l, string(q.Weapon)) }))
	}
	if q.Target != "" {
		mark(out, c.targets, failing(t.lists.targets, failTarget, func(l []string) bool { return slices.Contains(l, string(q.Target)) }))
	}
	if f.from != unknownDay {
		for i, end := range c.end {
			if end < f.from { // also where it is not known
				out[i] |= failOther
			}
		}
	}
	if f.to != unknownDay {
		for i, start := range c.start {
			if start == unknownDay || start > f.to {
				out[i] |= failOther
			}
		}
	}
	if q.Killed > 0 {
		for i, killed := range c.killed {
			if int(killed) < q.Killed {
				out[i] |= failOther
			}
		}
	}
	if q.Box != nil {
		for i := range out {
			if c.spot[i] == noSpot || !inBox(c.lat[i], c.lon[i], q.Box) {
				out[i] |= failBox
			}
		}
	}
	if found != nil {
		for i, x := range t.incidents {
			if !found.has(x.n) {
				out[i] |= failOther
			}
		}
	}
	return out
}

// failing tells of each value of a list how an incident that has it fails.
func failing[T any](list []T, part uint16, fits func(T) bool) []uint16 {
	out := make([]uint16, len(list))
	for i, x := range list {
		if !fits(x) {
			out[i] = part
		}
	}
	return out
}

// mark notes how incidents fail by the value that a column has of each.
func mark[N uint8 | int32](out []uint16, column []N, fail []uint16) {
	for i, x := range column {
		out[i] |= fail[x]
	}
}

// names reports whether somebody says that the actor asked for did it, or it says so: the actor whose name was asked for,
// or one with this in its name.
func (f *filter) names(actors []tocsin.ActorStance) bool {
	for _, a := range actors {
		if (a.Claims || a.Attributed) && (f.key != "" && a.Key == f.key || !f.exact && strings.Contains(strings.ToLower(a.Name), f.actor)) {
			return true
		}
	}
	return false
}

func inBox(lat, lon float64, b *tocsin.Box) bool {
	if lat < b.South || lat > b.North {
		return false
	}
	if b.West > b.East {
		return lon >= b.West || lon <= b.East
	}
	return lon >= b.West && lon <= b.East
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

// order compares places of incidents in the order of that name.
func (t *table) order(name string) func(a, b int32) int {
	compare := orderings[name]
	return func(a, b int32) int { return compare(t.incidents[a], t.incidents[b]) }
}

// ordered returns all incidents in an order.
func (t *table) ordered(name string) []int32 {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.orders[name] == nil {
		t.orders[name] = slices.SortedFunc(t.present(), t.order(name))
	}
	return t.orders[name]
}

// present yields the incidents that there are.
func (t *table) present() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for i, k := range t.columns.kind {
			if k != noKind && !yield(int32(i)) {
				return
			}
		}
	}
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

package resolve

import (
	"slices"
	"strings"
	"sync"

	"github.com/tocsin-org/tocsin"
)

// names knows which names people have said to be of one actor, and which not, each for a time. The nil names knows
// none: then spelling and the list of armed groups decide.
type names struct {
	said   []tocsin.Decision // alias and distinct in force, by time
	mu     sync.Mutex        // held while tables are looked at
	tables map[string]map[string]string
}

// newNames returns the names that decisions give, nil if none is about names.
func newNames(ds []tocsin.Decision) *names {
	n := &names{tables: map[string]map[string]string{}}
	for _, d := range ds {
		if (d.What == tocsin.Alias || d.What == tocsin.Distinct) && len(d.On) == 2 {
			n.said = append(n.said, d)
		}
	}
	if len(n.said) == 0 {
		return nil
	}
	return n
}

// key is actorKey with what people said of names for a day, of all days if on is zero.
func (n *names) key(actor string, on tocsin.Date) string {
	if n == nil {
		return actorKey(actor)
	}
	table := n.table(on)
	if key, ok := table[spelling(actor)]; ok { // told apart from what its spelling stands for
		return key
	}
	key := actorKey(actor)
	if k, ok := table["="+key]; ok {
		return k
	}
	return key
}

// ownKey is the key of a name that is told apart from what its spelling stands for.
func ownKey(name string) string { return "named " + fold(spelling(name)) }

// spelling is a name in lower case.
func spelling(actor string) string { return strings.ToLower(strings.Join(strings.Fields(actor), " ")) }

// table returns, for the decisions in force on a day, the keys of names: "=" and actorKey for those joined, the spelling
// for those told apart. The later of two decisions that contradict each other counts.
func (n *names) table(on tocsin.Date) map[string]string {
	mask := make([]byte, len(n.said))
	var now []tocsin.Decision
	for i, d := range n.said {
		if inForce(tocsin.Tie{Start: d.Start, End: d.End}, on) {
			mask[i] = 1
			now = append(now, d)
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if t, ok := n.tables[string(mask)]; ok {
		return t
	}
	t := map[string]string{}
	// A name that is not what its spelling stands for gets a key of its own first, so that it can be joined to another.
	own := func(name string) string {
		if key, ok := t[spelling(name)]; ok {
			return key
		}
		return actorKey(name)
	}
	for _, d := range now {
		if d.What == tocsin.Distinct && actorKey(d.On[0]) == actorKey(d.On[1]) && !overruled(d, now) {
			for _, name := range d.On {
				if fold(spelling(name)) != actorKey(name) {
					t[spelling(name)] = ownKey(name)
				}
			}
		}
	}
	sets := union{}
	var apart [][2]string
	for _, d := range slices.Backward(now) {
		a, b := own(d.On[0]), own(d.On[1])
		if d.What == tocsin.Distinct {
			if sets.find(a) != sets.find(b) {
				apart = append(apart, [2]string{a, b})
			}
			continue
		}
		x, y := sets.find(a), sets.find(b)
		if !slices.ContainsFunc(apart, func(p [2]string) bool {
			u, v := sets.find(p[0]), sets.find(p[1])
			return u == x && v == y || u == y && v == x
		}) {
			sets.join(x, y)
		}
	}
	for name := range sets {
		root := sets.find(name)
		t["="+name] = root
	}
	for s, key := range t {
		if !strings.HasPrefix(s, "=") {
			t[s] = sets.find(key)
		}
	}
	n.tables[string(mask)] = t
	return t
}

// overruled reports whether a later decision says the opposite of the same two names.
func overruled(d tocsin.Decision, now []tocsin.Decision) bool {
	after := false
	for _, o := range now {
		if after && o.What == tocsin.Alias && (spelling(o.On[0]) == spelling(d.On[0]) && spelling(o.On[1]) == spelling(d.On[1]) || spelling(o.On[0]) == spelling(d.On[1]) && spelling(o.On[1]) == spelling(d.On[0])) {
			return true
		}
		after = after || o.ID() == d.ID()
	}
	return false
}

// union joins keys into sets; the least key of a set stands for it.
type union map[string]string

func (u union) find(k string) string {
	for {
		up, ok := u[k]
		if !ok || up == k {
			return k
		}
		k = up
	}
}

func (u union) join(a, b string) {
	a, b = min(a, b), max(a, b)
	u[a], u[b] = a, a
}

// sameNames reports whether two say the same.
func (n *names) sameNames(o *names) bool {
	if n == nil || o == nil {
		return n == o
	}
	return slices.EqualFunc(n.said, o.said, func(a, b tocsin.Decision) bool { return a.ID() == b.ID() })
}

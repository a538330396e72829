package resolve

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// Decide enters decisions of people. They name accounts by id, so they hold however incidents change around them; one
// about an account that is not there yet waits for it. The later of two that contradict each other counts, and none is
// ever overruled by a score.
func (l *Linker) Decide(ds ...tocsin.Decision) {
	l.decisions = append(l.decisions, ds...)
	slices.SortStableFunc(l.decisions, func(a, b tocsin.Decision) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.By, b.By), cmp.Compare(a.What, b.What), slices.Compare(a.On, b.On))
	})
	l.stale = true
}

// apply lays all decisions on the accounts that are there.
func (l *Linker) apply() {
	l.stale = false
	for _, it := range l.decided {
		l.touch(it)
		it.must, it.cannot, it.gone, it.decisions = nil, nil, false, nil
	}
	l.decided = nil
	ties := map[[2]*item]bool{} // true: together; false: apart
	var order [][2]*item
	tie := func(a, b *item, together bool) {
		if a == b {
			return
		}
		if a.order(b) > 0 {
			a, b = b, a
		}
		if _, ok := ties[[2]*item{a, b}]; !ok {
			order = append(order, [2]*item{a, b})
		}
		ties[[2]*item{a, b}] = together
	}
	for _, d := range l.decisions {
		on := l.named(d.On)
		for _, it := range on {
			it.decisions = append(it.decisions, d)
		}
		l.decided = append(l.decided, on...)
		left, right := d.Sides()
		switch d.What {
		case tocsin.Merge:
			for i := range on {
				for _, b := range on[i+1:] {
					tie(on[i], b, true)
				}
			}
		case tocsin.Split:
			for _, a := range l.named(left) {
				for _, b := range l.named(right) {
					tie(a, b, false)
				}
			}
		case tocsin.Retract, tocsin.Restore:
			for _, it := range on {
				it.gone = d.What == tocsin.Retract
			}
		}
	}
	for _, p := range order {
		a, b := p[0], p[1]
		if ties[p] {
			a.must, b.must = append(a.must, b), append(b.must, a)
		} else {
			a.cannot, b.cannot = append(a.cannot, b), append(b.cannot, a)
		}
	}
	for _, it := range l.decided {
		l.touch(it)
	}
}

// touch has an account and all near it computed anew.
func (l *Linker) touch(it *item) {
	if l.items[it.String()] != it {
		return
	}
	it.cluster = nil
	l.dirty[it] = true
	for _, e := range it.near {
		l.dirty[e.to] = true
	}
	for _, o := range it.must {
		l.dirty[o] = true
	}
}

// named returns the accounts that ids name: of a report's id all of its accounts.
func (l *Linker) named(ids []string) []*item {
	var out []*item
	for _, id := range ids {
		if it := l.items[id]; it != nil {
			out = append(out, it)
		} else if s := l.sources[id]; s != nil {
			out = append(out, s.items...)
		}
	}
	return out
}

// Sides completes a split: of the accounts to be taken out it returns them, SplitMark, and all other accounts of their
// incidents, which is what Decision.On of a split holds. Accounts that are alone in their incidents need no split.
func (l *Linker) Sides(out []string) []string {
	l.settle()
	var left, right []string
	for _, it := range l.named(out) {
		left = append(left, it.String())
	}
	for _, it := range l.named(out) {
		if it.cluster == nil {
			continue
		}
		for _, o := range it.cluster.items {
			if id := o.String(); !slices.Contains(left, id) && !slices.Contains(right, id) {
				right = append(right, id)
			}
		}
	}
	if len(left) == 0 || len(right) == 0 {
		return nil
	}
	return slices.Concat(left, []string{tocsin.SplitMark}, right)
}

// Names reports whether the id names an account or a report that is there.
func (l *Linker) Names(id string) bool { return len(l.named([]string{strings.TrimSpace(id)})) > 0 }

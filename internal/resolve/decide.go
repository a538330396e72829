package resolve

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// Decide enters decisions of people. They name accounts by id, so they hold however incidents change around them; one
// about an account that is not there yet waits for it. The later of two that contradict each other counts, and none is
// ever overruled by a score. What is entered twice is one decision.
func (l *Linker) Decide(ds ...tocsin.Decision) {
	for _, d := range ds {
		if id := d.ID(); !l.entered[id] {
			if l.entered == nil {
				l.entered = map[string]bool{}
			}
			l.entered[id] = true
			l.decisions = append(l.decisions, d)
		}
	}
	slices.SortStableFunc(l.decisions, func(a, b tocsin.Decision) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.By, b.By), cmp.Compare(a.What, b.What), slices.Compare(a.On, b.On), cmp.Compare(a.ID(), b.ID()))
	})
	l.stale = true
}

// Decisions returns all decisions by time; those taken back say by which.
func (l *Linker) Decisions() []tocsin.Decision {
	out := slices.Clone(l.decisions)
	undone := undoneBy(out)
	for i := range out {
		out[i].Undone = undone[out[i].ID()]
	}
	return out
}

// undoneBy returns which decisions are taken back, and by which. What takes one back may itself be taken back: then the
// first holds again.
func undoneBy(ds []tocsin.Decision) map[string]string {
	undoes := map[string][]string{} // ids of those that take an id back, the earliest first
	for _, d := range ds {
		if d.What == tocsin.Undo {
			id := d.ID()
			for _, on := range d.On {
				undoes[on] = append(undoes[on], id)
			}
		}
	}
	out := map[string]string{}
	var stands func(id string) bool
	stands = func(id string) bool { // an id is a hash over those it names, so this ends
		for _, u := range undoes[id] {
			if stands(u) {
				out[id] = u
				return false
			}
		}
		return true
	}
	for id := range undoes {
		stands(id)
	}
	return out
}

// fixes are what decisions make of a report's record.
type fixes struct {
	coder       string // whose record counts, "" if nobody decided
	corrections []tocsin.Decision
}

// key tells fixes apart.
func (f fixes) key() string {
	key := f.coder
	for _, d := range f.corrections {
		key += " " + d.ID()
	}
	return key
}

// fixesOf returns what decisions in force make of each report's record.
func fixesOf(ds []tocsin.Decision) map[string]fixes {
	out := map[string]fixes{}
	for _, d := range ds {
		switch {
		case d.What == tocsin.Adjudicate && len(d.On) == 1:
			f := out[d.On[0]]
			f.coder = d.Coder
			out[d.On[0]] = f
		case d.What == tocsin.Correct && len(d.On) == 1 && d.Correction != nil:
			report := ReportOf(d)
			f := out[report]
			f.corrections = append(f.corrections, d)
			out[report] = f
		}
	}
	return out
}

// ReportOf returns the report that a correction is of.
func ReportOf(d tocsin.Decision) string {
	if d.Correction != nil && d.Correction.OfReport() {
		return d.On[0]
	}
	if i := strings.LastIndexByte(d.On[0], ':'); i >= 0 {
		return d.On[0][:i]
	}
	return d.On[0]
}

// apply lays all decisions on what is there.
func (l *Linker) apply() {
	l.stale = false
	for _, it := range l.decided {
		l.touch(it)
		it.must, it.cannot, it.gone, it.decisions = nil, nil, false, nil
	}
	l.decided = nil
	all := l.Decisions()
	byID := make(map[string]tocsin.Decision, len(all))
	var now []tocsin.Decision // that were not taken back
	for _, d := range all {
		byID[d.ID()] = d
		if d.Undone == "" {
			now = append(now, d)
		}
	}
	l.applyNames(now)
	l.applyFixes(now)
	for _, d := range all {
		on := l.named(subjects(d, byID))
		for _, it := range on {
			it.decisions = append(it.decisions, d)
		}
		l.decided = append(l.decided, on...)
	}
	l.applyTies(now)
	for _, it := range l.decided {
		l.touch(it)
	}
}

// subjects returns the ids of the accounts and reports that a decision is about: of an undo, those of what it takes back.
func subjects(d tocsin.Decision, byID map[string]tocsin.Decision) []string {
	switch d.What {
	case tocsin.Alias, tocsin.Distinct, tocsin.Designate:
		return nil
	case tocsin.Undo:
		var out []string
		for _, id := range d.On {
			if o, ok := byID[id]; ok {
				out = append(out, subjects(o, byID)...)
			}
		}
		return out
	}
	return d.On
}

// applyNames has accounts compared anew where what people say of names has changed.
func (l *Linker) applyNames(now []tocsin.Decision) {
	n := newNames(now)
	if n.sameNames(l.names) {
		return
	}
	l.names = n
	for _, it := range l.items {
		l.rename(it)
	}
}

// applyFixes makes the accounts of reports anew whose record has been decided otherwise.
func (l *Linker) applyFixes(now []tocsin.Decision) {
	old := l.fixes
	l.fixes = fixesOf(now)
	for _, m := range []map[string]fixes{old, l.fixes} {
		for report := range m {
			if s := l.sources[report]; s != nil && s.fixed != l.fixes[report].key() {
				l.withdraw(s)
				l.install(s)
			}
		}
	}
}

// applyTies joins and parts accounts, and takes out what was retracted.
func (l *Linker) applyTies(now []tocsin.Decision) {
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
	for _, d := range now {
		switch d.What {
		case tocsin.Merge:
			on := l.named(d.On)
			for i := range on {
				for _, b := range on[i+1:] {
					tie(on[i], b, true)
				}
			}
		case tocsin.Split:
			left, right := d.Sides()
			for _, a := range l.named(left) {
				for _, b := range l.named(right) {
					tie(a, b, false)
				}
			}
		case tocsin.Retract, tocsin.Restore:
			for _, it := range l.named(d.On) {
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

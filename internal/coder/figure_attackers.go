package coder

import (
	"slices"

	"github.com/tocsin-org/tocsin"
)

// countAttackers notes of tolls whether the report says that they count the attackers: "nine people, including the
// bomber", "16 people besides themselves", "not counting the three attackers".
func (f *figureFinder) countAttackers() {
	for i := range f.found {
		g := &f.found[i]
		if g.Effect != tocsin.Killed && g.Effect != tocsin.KilledOrInjured || g.Group == tocsin.GroupAttackers || g.IncludesAttackers != nil {
			continue
		}
		for k := g.first; k < g.last+6 && f.sameSentence(g.first, k); k++ {
			in, n := f.counting(k)
			if n > 0 && f.namesAttackers(k+n) {
				g.IncludesAttackers = &in
				break
			}
		}
	}
}

// counting reads words that take others into a number or keep them out of it at token k, and how many tokens they are.
func (f *figureFinder) counting(k int) (in bool, n int) {
	switch f.word(k) {
	case "including", "counting":
		if f.word(k-1) == "not" {
			return false, 1
		}
		return true, 1
	case "besides", "excluding":
		return false, 1
	case "apart", "aside":
		if f.word(k+1) == "from" {
			return false, 2
		}
	case "in":
		if f.word(k+1) == "addition" && f.word(k+2) == "to" {
			return false, 3
		}
	}
	return false, 0
}

// namesAttackers reports whether the attackers stand at token k: "the three attackers", "himself".
func (f *figureFinder) namesAttackers(k int) bool {
	switch f.word(k) {
	case "himself", "herself", "themselves":
		return true
	}
	if m, ok := f.starting(k); ok && f.people[m].group == tocsin.GroupAttackers {
		return true
	}
	for j := k; j < k+4 && f.sameSentence(k, j); j++ {
		if e, _ := f.groupAt(j); e != nil {
			return e.Value() == string(tocsin.GroupAttackers)
		}
	}
	return false
}

// findOfThem finds those singled out of people counted just before by what they are: "14 were wounded. Three of them are
// children."
func (f *figureFinder) findOfThem() {
	for m, p := range f.people {
		if !p.counted || p.bare || !f.ofThem(p) || p.group == "" || p.group == tocsin.GroupAll {
			continue
		}
		if !f.says(p.first, p.last, "are") && !f.says(p.first, p.last, "were") {
			continue
		}
		if slices.ContainsFunc(f.found, func(g figureMention) bool { return g.first < p.last && p.first < g.last }) {
			continue
		}
		best := -1
		for i, g := range f.found {
			gap := f.doc.Tokens[p.first].Sentence - f.doc.Tokens[g.first].Sentence
			if g.last <= p.first && gap <= 1 && g.Low > p.low && g.Group != p.group && (best < 0 || g.first > f.found[best].first) {
				best = i
			}
		}
		if best >= 0 {
			f.add(trigger{first: p.first, last: p.last, effect: f.found[best].Effect}, m, p.first, p.last)
		}
	}
}

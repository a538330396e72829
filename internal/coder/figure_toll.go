package coder

import (
	"github.com/tocsin-org/tocsin"
)

// findFates finds what victims were by profession: "three of the victims were policemen".
func (f *figureFinder) findFates() {
	for m, p := range f.people {
		if p.effect == tocsin.Killed && !p.sum && f.says(p.first, p.last, "victims") {
			f.add(trigger{first: p.first, last: p.last, effect: p.effect}, m, p.first, p.last)
		}
	}
}

// findTolls finds totals that are told as a number of their own: "the death toll rose to 53", "the number
// of dead stands at 20".
func (f *figureFinder) findTolls() {
	for i := range f.doc.Tokens {
		effect, n := f.tollNoun(i)
		if effect == "" {
			continue
		}
		if m := f.tollNumber(i + n); m >= 0 && (f.people[m].bare || f.allOf(m)) {
			first := i
			if p := f.people[m]; p.first-i > 6 {
				first = max(i, p.first-2)
			}
			f.add(trigger{first: i, last: i + n, effect: effect}, m, first, f.people[m].last)
		}
	}
}

// allOf reports whether a mention counts people as such.
func (f *figureFinder) allOf(m int) bool { return f.people[m].group == tocsin.GroupAll }

// tollNoun returns the effect that a word for a total at token i counts.
func (f *figureFinder) tollNoun(i int) (tocsin.Effect, int) {
	switch w := f.word(i); w {
	case "toll", "tolls":
		return tocsin.Killed, 1
	case "death", "fatality", "injury":
		if w2 := f.word(i + 1); w2 == "count" {
			if w == "injury" {
				return tocsin.Injured, 2
			}
			return tocsin.Killed, 2
		}
	case "number":
		if f.word(i+1) != "of" {
			return "", 0
		}
		k := i + 2
		for w := f.word(k); w == "people" || w == "those" || w == "the" || w == "confirmed"; w = f.word(k) {
			k++
		}
		switch f.word(k) {
		case "dead", "deaths", "killed", "fatalities":
			return tocsin.Killed, k + 1 - i
		case "injured", "wounded", "injuries":
			return tocsin.Injured, k + 1 - i
		case "missing":
			return tocsin.Missing, k + 1 - i
		}
	}
	return "", 0
}

// tollNumber returns the mention of people that tells how high a total is, from token k on, -1 if there is
// none: the first number after a word of reaching.
func (f *figureFinder) tollNumber(k int) int {
	for j := k; j < k+25 && f.sameSentence(k-1, j); j++ {
		m, ok := f.starting(j)
		if !ok || !f.people[m].counted {
			continue
		}
		switch f.word(j - 1) {
		case "to", "of", "at", "reached", "exceeded", "exceeds", "hit", "is", "was", "be", "stood", "passed", "surpassed":
			if e, _ := f.lists.effect.At(f.words, min(f.people[m].last, len(f.words)-1)); e != nil && !f.people[m].sum {
				return -1 // "a toll of 27 dead" is told by "dead"
			}
			return m
		}
	}
	return -1
}

// named records those that a word of harm names after "are", "include": "the dead include five women",
// "the confirmed deaths are two nuns and a driver", "among the dead were two nuns". It reports whether
// there were any.
func (f *figureFinder) named(t trigger) bool {
	if !t.entry.Has("state") && !t.entry.Has("sum") && !f.afterArticle(t.first) {
		return false
	}
	if f.word(t.first-2) == "among" && f.word(t.first-3) != "," {
		if k := f.groupStart(t.first - 2); k < t.first-2 { // "two officers are among the wounded"
			if m := f.subjectBefore(k, false); m >= 0 {
				f.addList(t, f.listEnding(m), false)
				return true
			}
		}
	}
	k := t.last
	switch f.word(k) {
	case "include", "includes", "included", "including":
		k++
	case "are", "were", "was", "is":
		if f.word(t.first-2) != "among" && f.word(t.first-1) != "among" && !t.entry.Has("sum") {
			return false
		}
		k++
	default:
		return false
	}
	list := f.objects(f.skipAdverbs(k))
	f.addList(t, list, true)
	return len(list) > 0
}

// afterArticle reports whether the word at token i is used as a noun: "the wounded", "those killed".
func (f *figureFinder) afterArticle(i int) bool {
	w := f.word(i - 1)
	return w == "the" || w == "those"
}

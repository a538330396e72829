package coder

import (
	"slices"

	"github.com/tocsin-org/tocsin"
)

// findFates finds what victims were by profession: "three of the victims were policemen".
func (f *figureFinder) findFates() {
	for i := range f.words {
		// "the victims, a guard and a labourer, …", "the victims were two nuns"
		if f.word(i) != "victims" || f.word(i-1) != "the" {
			continue
		}
		k := i + 1
		switch f.word(k) {
		case "were", "are", ",":
			k++
		default:
			continue
		}
		list := f.objects(k)
		if len(list) == 0 {
			continue
		}
		if last := f.people[list[len(list)-1]]; f.word(k-1) == "," && (len(list) < 2 && !last.counted || last.plural) {
			continue
		}
		f.addList(trigger{first: i, last: i + 1, effect: tocsin.Killed}, list, true)
		f.found = slices.DeleteFunc(f.found, func(g figureMention) bool {
			return g.Effect == tocsin.Missing && f.sameSentence(i, g.first) // they had been missing
		})
	}
	for m, p := range f.people {
		if p.effect == tocsin.Killed && !p.sum && f.says(p.first, p.last, "victims") {
			f.add(trigger{first: p.first, last: p.last, effect: p.effect}, m, p.first, p.last)
		}
	}
}

// hurtVictims makes those hurt who are called victims and no more where the report tells of people hurt and of nobody
// killed: "four people were shot; the victims, three men and a woman, …".
func (f *figureFinder) hurtVictims() {
	var victims []int
	hurt := false
	for i, g := range f.found {
		switch {
		case g.Effect == tocsin.Killed && g.Low > 0 && f.onlyVictims(g):
			victims = append(victims, i)
		case g.Effect == tocsin.Killed && g.Low > 0:
			return
		case g.Effect == tocsin.Injured && g.Low > 0:
			hurt = true
		}
	}
	for _, i := range victims {
		if hurt {
			f.found[i].Effect = tocsin.Injured
		}
	}
}

// onlyVictims reports whether a figure rests on the word "victims" and on none for death.
func (f *figureFinder) onlyVictims(g figureMention) bool {
	told := f.word(g.cause) == "victims"
	for k := g.first; k < g.last; k++ {
		if f.word(k) == "victims" {
			told = true
			continue
		}
		if e, _ := f.lists.effect.At(f.words, k); e != nil && tocsin.Effect(e.Value()) == tocsin.Killed {
			return false
		}
	}
	return told
}

// findNatures finds what those just counted were: "all three dead were policemen", "four of the dead were women and two
// were children".
func (f *figureFinder) findNatures() {
	for m, p := range f.people {
		if !p.counted || p.none || p.sum {
			continue
		}
		k, effect := p.last, p.effect
		if e, n := f.effectAt(k); effect == "" && e != "" && p.bare {
			effect, k = e, k+n
			if h, ok := f.nature(k); ok && f.word(k-1) != "and" {
				f.addNature(m, effect, h)
			}
			continue
		}
		if effect == "" || f.word(k) != "and" && f.word(k) != "," {
			continue
		}
		if f.word(k) == "," && f.word(k+1) == "and" {
			k++
		}
		if q, ok := f.starting(k + 1); ok && f.people[q].counted && f.people[q].bare {
			if h, ok := f.nature(f.people[q].last); ok {
				f.addNature(q, effect, h)
			}
		}
	}
}

// effectAt returns what a word for the dead or hurt at token k says of them.
func (f *figureFinder) effectAt(k int) (tocsin.Effect, int) {
	switch f.word(k) {
	case "dead", "victims", "fatalities":
		return tocsin.Killed, 1
	case "wounded", "injured":
		return tocsin.Injured, 1
	}
	return "", 0
}

// nature returns the noun for people behind "were" at token k: "were policemen".
func (f *figureFinder) nature(k int) (head, bool) {
	if w := f.word(k); w != "were" && w != "are" {
		return head{}, false
	}
	h := f.headAt(k + 1)
	return h, h.known && !h.thing && h.plural && h.effect == "" && h.group != tocsin.GroupAll
}

// addNature records mention m as people of the kind that a noun tells.
func (f *figureFinder) addNature(m int, effect tocsin.Effect, h head) {
	p := f.people[m]
	first := p.first
	f.take(&p, h)
	p.bare, p.effect = false, effect
	f.people = append(f.people, p)
	f.add(trigger{first: first, last: p.last, effect: effect}, len(f.people)-1, first, p.last)
}

// partsAmong records those singled out behind a toll: "…, two lawmakers among them".
func (f *figureFinder) partsAmong(t trigger, k int) {
	if f.word(k) != "," {
		return
	}
	if parts := f.objects(k + 1); len(parts) > 0 && f.amongThem(parts[len(parts)-1]) {
		f.addList(t, parts, false)
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
			t := trigger{first: i, last: i + n, effect: effect}
			if e, _ := f.groupAt(max(i-1, 0)); e != nil && ofForce(tocsin.Group(e.Value())) { // "put police deaths at 10"
				f.people[m].group, f.people[m].known = tocsin.Group(e.Value()), true
				first = i - 1
			}
			if f.says(i, i+n, "citizens") || f.says(i, i+n, "civilians") {
				f.people[m].group, f.people[m].known = tocsin.GroupCivilians, true
			}
			f.add(t, m, first, f.people[m].last)
			f.parts(t, m, f.people[m].last)
			f.partsAmong(t, f.people[m].last)
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
	case "deaths", "fatalities":
		if f.word(i+1) == "at" && f.numberOf(i+2) >= 0 {
			return tocsin.Killed, 1
		}
	case "dead", "wounded", "injured": // "put the dead at five"
		if f.word(i-1) == "the" && f.word(i+1) == "at" && f.numberOf(i+2) >= 0 {
			if w == "dead" {
				return tocsin.Killed, 1
			}
			return tocsin.Injured, 1
		}
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
		for w := f.word(k); w == "people" || w == "those" || w == "the" || w == "confirmed" || w == "citizens" || w == "civilians" || w == "persons"; w = f.word(k) {
			k++
		}
		switch f.word(k) {
		case "dead", "deaths", "killed", "fatalities":
			return tocsin.Killed, k + 1 - i
		case "arrested", "detained", "held":
			return tocsin.Arrested, k + 1 - i
		case "kidnapped", "abducted":
			return tocsin.Abducted, k + 1 - i
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

package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// A damageMention is harm to a thing as it stands in the text.
type damageMention struct {
	tocsin.Damage
	first, last int // tokens of the evidence, half-open
}

// damages finds all damage, in text order.
func (r *reading) damages() []damageMention {
	f := damageFinder{reading: r}
	for i := 0; i < len(r.words); {
		e, n := r.lists.damage.At(r.words, i)
		if e == nil || e.Value() == "thing" {
			i += max(n, 1)
			continue
		}
		f.harm(e, i, i+n)
		i += n
	}
	return f.found
}

// A damageFinder collects damage, each thing once at each level.
type damageFinder struct {
	*reading
	found []damageMention
}

// harm records what the word at tokens first..last says was harmed.
func (f *damageFinder) harm(e *lexicon.Entry, first, last int) {
	level := tocsin.DamageLevel(e.Value())
	if e.Has("noun") {
		if f.word(first-1) == "no" || f.word(first-2) == "no" {
			level = tocsin.NoDamage
		}
		f.objects(level, first, last)
		return
	}
	v, grouped := f.verb(first)
	if grouped && v.Modal || f.word(first-1) == "to" && f.word(first-2) != "managed" {
		return
	}
	if grouped && v.Negated {
		if !v.Passive {
			return
		}
		level = tocsin.NoDamage
	}
	if e.Has("does") && !(grouped && v.Passive) && (f.doc.Tokens[first].Tag != language.NOUN || last-first > 1) && f.objects(level, first, last) {
		return
	}
	if !grouped || e.Has("does") && f.doc.Tokens[first].Form != language.PastParticiple && f.doc.Tokens[first].Form != language.Past {
		return
	}
	f.subject(level, v, first, last)
}

// objects records the things that follow a word of harm, and reports whether there were any.
func (f *damageFinder) objects(level tocsin.DamageLevel, first, last int) bool {
	k, any := last, false
	for n := 0; n < 25 && k < len(f.words) && f.doc.Tokens[k].Sentence == f.doc.Tokens[first].Sentence; n++ {
		p, ok := f.phrase(k)
		if !ok {
			return any
		}
		end := f.withOf(p)
		switch {
		case f.isThing(p) || f.isThing(language.Phrase{First: p.First, Last: end, Head: end - 1}):
			from := p.First
			if !any {
				from = first
			}
			f.add(level, p.First, end, from, end)
			any = true
		case !any:
			return false
		}
		next := f.listGoesOn(end)
		if next < 0 {
			return any
		}
		k = next
	}
	return any
}

// phrase returns the noun phrase that begins at token k, after bounds such as "at least" and "some".
func (f *damageFinder) phrase(k int) (language.Phrase, bool) {
	start := k
	for k < start+4 && k < len(f.words) {
		if p, ok := f.noun(k); ok && p.Last > k {
			p.First = start
			return p, p.Head >= k
		}
		if w := f.word(k); w != "at" && w != "least" && w != "of" && f.doc.Tokens[k].Tag != language.ADV && f.doc.Tokens[k].Tag != language.DET && f.doc.Tokens[k].Tag != language.ADJ && f.doc.Tokens[k].Tag != language.NUM {
			return language.Phrase{}, false
		}
		k++
	}
	return language.Phrase{}, false
}

// withOf returns the end of a phrase with the "of" phrase that hangs on it: "two of the vehicles", "one of the
// walls of the embassy".
func (f *damageFinder) withOf(p language.Phrase) int {
	end := p.Last
	for n := 0; n < 2 && f.word(end) == "of" && end+1 < len(f.words); n++ {
		q, ok := f.noun(end + 1)
		if !ok {
			break
		}
		end = q.Last
	}
	return end
}

// listGoesOn returns the token after "," or "and" that goes on a list of things, -1 if none does.
func (f *damageFinder) listGoesOn(k int) int {
	start := k
	if f.word(k) == "," || f.word(k) == ";" {
		k++
	}
	if f.word(k) == "and" {
		k++
		if f.word(k) == "to" { // "set fire to a shop and to two cars"
			k++
		}
	}
	if k == start || k >= len(f.words) {
		return -1
	}
	return k
}

// isThing reports whether a phrase names a thing: its head, or any word of it for "power transmission towers".
// People are none.
func (f *damageFinder) isThing(p language.Phrase) bool {
	for k := p.Last - 1; k >= p.First; k-- {
		if e, _ := f.lists.damage.At(f.words, k); e != nil && e.Value() == "thing" {
			return true
		}
		if e, _ := f.lists.group.At(f.words, k); e != nil {
			return e.Value() == "thing" && !unharmed[f.words[k].Lemma]
		}
		if e, _ := f.lists.target.At(f.words, k); e != nil && e.Value() != "" && !f.isCapital(k) {
			return f.doc.Tokens[k].Tag == language.NOUN
		}
		if k < p.Last-2 {
			break
		}
	}
	return false
}

// unharmed are things of the group list that are no objects of harm: times, measures, incidents, bodies of people.
var unharmed = set(`kilometer kilometre km meter metre mile foot kilo kilogram kg pound ton tonne dollar peso euro percent per year month week day
	hour minute second time occasion decade night a.m. p.m. am pm gmt attack blast explosion bombing strike airstrike clash raid incident
	operation shooting battle province district country state area region point group party family organization organisation statement
	charge count side shot round bullet bomb grenade device explosive cow cattle sheep goat horse camel animal`)

// subject records the thing that a passive verb or "collapsed" is said of.
func (f *damageFinder) subject(level tocsin.DamageLevel, v language.Phrase, first, last int) {
	s, ok := f.subjectOf(v)
	if !ok || !f.isThing(language.Phrase{First: s.first, Last: s.last, Head: s.last - 1}) {
		return
	}
	start := s.first
	if p, ok := f.noun(s.last - 1); ok && s.last-s.first > 8 {
		start = p.First
	}
	for f.word(start-1) == "least" || f.word(start-1) == "at" && f.word(start) == "least" {
		start-- // "at least six booths were destroyed"
	}
	f.add(level, start, s.last, start, last)
}

// add records one thing harmed.
func (f *damageFinder) add(level tocsin.DamageLevel, thing, end, first, last int) {
	d := damageMention{first: first, last: last}
	d.Text, d.Level = f.quote(thing, end).Quote, level
	d.Evidence = []tocsin.Evidence{f.quote(first, last)}
	for _, o := range f.found {
		if o.Text == d.Text && o.Level == d.Level {
			return
		}
	}
	f.found = append(f.found, d)
}

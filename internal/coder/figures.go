package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// A figureMention is a casualty figure as it stands in the text, before it is given to an account.
type figureMention struct {
	tocsin.Figure
	first, last int // tokens of the evidence, half-open
	// whoFirst and whoLast are the tokens of the noun for the people counted, with what stands before it and
	// without any name; equal where there is none.
	whoFirst, whoLast int
	// cause is the token of the act or verb that did the harm ("blast" in "the blast killed two"), -1 where
	// the text does not say.
	cause int
	// several is set where the figure is said to cover more than one incident ("the two explosions left …").
	several bool
	// total is set where the words say that it sums up ("in all", "a total of").
	total bool
	// armed is set where the words name members of an armed group: they are militants unless they turn out
	// to be the attackers of the incident that the figure is given to.
	armed bool
	// named is set where the figure is one person by name, role or pronoun, so that two mentions of the same
	// death are easily counted as two.
	named bool
	// repeats is set where an earlier mention has the same effect, group and number.
	repeats bool
	// statistic is set where the words count over a stretch of time or a whole war ("since 2009", "this
	// year"): such a figure belongs to no incident. [reading.figures] leaves them out.
	statistic bool
}

// figures finds all casualty figures, in text order.
func (r *reading) figures() []figureMention {
	f := &figureFinder{reading: r}
	f.index()
	f.bearers, f.fullNames = f.findBearers(), f.names
	f.findPeople()
	f.inContext()
	for i := 0; i < len(r.doc.Tokens); {
		e, n := r.lists.effect.At(r.words, i)
		if e == nil || e.Value() == "none" {
			i += max(n, 1)
			continue
		}
		i = f.trigger(e, i, i+n)
	}
	f.findFates()
	f.findNatures()
	f.findLost()
	f.findTolls()
	f.findNone()
	f.findOfThem()
	f.countAttackers()
	f.hurtVictims()
	return f.finish()
}

// A figureFinder holds what is known of a report while its casualty figures are sought: who is counted
// where, and the words that say what happened to them.
type figureFinder struct {
	*reading
	numberAt []int           // index of the number that begins at a token, -1
	people   []people        // in text order
	at       []int32         // index+1 of the mention of people that a token stands in
	roles    map[string]role // what the bearers of names are, by the last word of the name
	names    map[string]bool // last words of names of two and more words
	found    []figureMention
}

// index prepares the look-ups by token.
func (f *figureFinder) index() {
	f.numberAt = make([]int, len(f.doc.Tokens)+1)
	for i := range f.numberAt {
		f.numberAt[i] = -1
	}
	for k, n := range f.doc.Numbers {
		f.numberAt[n.First] = k
	}
	f.findRoles()
	f.findNames()
}

// A trigger is one word or phrase that says what happened, with its effect.
type trigger struct {
	entry       *lexicon.Entry
	first, last int
	effect      tocsin.Effect
	firm        bool // the effect is told only when the object is plainly people
}

// trigger finds who the effect at tokens first..last is said of, and returns the token after what it read.
func (f *figureFinder) trigger(e *lexicon.Entry, first, last int) int {
	t := trigger{entry: e, first: first, last: last, effect: tocsin.Effect(e.Value()), firm: e.Has("person")}
	f.apply(&t)
	return t.last
}

// apply records what a trigger tells.
func (f *figureFinder) apply(t *trigger) {
	e, first := t.entry, t.first
	if k := f.at[first]; k != 0 && f.people[k-1].effect != "" && !e.Has("event") {
		if p := f.people[k-1]; p.counted || p.head != first { // "two dead soldiers", "17 fatalities"
			f.attributive(*t, int(k)-1)
			return
		}
	}
	if e.Has("event") && f.event(*t) {
		return
	}
	if f.named(*t) {
		return
	}
	if k := f.at[first]; k != 0 && f.people[k-1].effect != "" {
		f.attributive(*t, int(k)-1)
		return
	}
	switch {
	case e.Has("does"):
		f.verb(t)
	case e.Has("adjoined"):
		if m := int(f.at[max(first-1, 0)]) - 1; m >= 0 && f.people[m].last == first {
			f.addList(*t, f.listEnding(m), false)
		}
	case e.Has("happens"), e.Has("state"):
		f.subject(*t)
	}
}

// attributive records "two dead soldiers" and "17 fatalities".
func (f *figureFinder) attributive(t trigger, k int) {
	p := f.people[k]
	if p.plural || p.none || !p.counted && !f.indefinite(p) {
		return // "the wounded man" is known from before
	}
	f.add(t, k, p.first, p.last)
	f.parts(t, k, p.last)
}

// indefinite reports whether a mention brings in somebody new: "a dead policeman", "another dead".
func (f *figureFinder) indefinite(p people) bool {
	w := f.word(p.first)
	return w == "a" || w == "an" || w == "another"
}

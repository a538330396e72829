package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// armedVictim reports whether those a verb is done to are armed people or suspects.
func (f *statementFinder) armedVictim(v language.Phrase) bool {
	switch f.words[v.Head].Lemma {
	case "kill", "shoot", "wound", "injure", "capture", "arrest", "seize", "gun":
	default:
		return false
	}
	from, to := 0, 0
	if f.passive(v) {
		sub, ok := f.subjectOf(v)
		if !ok {
			return false
		}
		from, to = f.actorsIn(sub.first, sub.last)
	} else {
		from, to = f.actorsIn(v.Last, min(f.sentence(v.Head).Last, v.Last+6))
	}
	for ; from < to; from++ {
		if m := &f.actors[from]; m.empty || m.suspect || m.kind == actorClass || m.kind == actorGroup {
			return true
		}
	}
	return false
}

// fallen reads sides off their losses: "three rebels were killed in a clash" makes the rebels a side of it.
func (f *statementFinder) fallen(v language.Phrase) {
	switch f.words[v.Head].Lemma {
	case "kill", "wound", "injure":
	default:
		return
	}
	k := f.fightAfter(v)
	if k == 0 {
		return
	}
	sub, ok := f.subjectOf(v)
	if !ok {
		return
	}
	ms, _ := f.actorsOf(sub.first, sub.last)
	for i := range ms {
		if p := &ms[i]; p.kind == actorClass && f.doc.Tokens[p.head].Form == language.Singular && !strings.HasSuffix(p.name, "s") {
			p.name += "s" // "an extremist was killed": the extremists fought
		}
		f.attribute(&ms[i], v.Head, sub.first, k+1, [2]int{k, k + 1}, tocsin.Stated)
	}
}

// fightAfter returns the noun of a fight in which a verb's harm was done, 0 if none is told.
func (f *statementFinder) fightAfter(v language.Phrase) int {
	end := f.sentence(v.Head).Last
	for k := v.Last; k+1 < end && k < v.Last+8; k++ {
		if w := f.words[k].Lower; w != "in" && w != "during" {
			continue
		}
		for j := k + 1; j < end && j < k+5; j++ {
			if e := f.nounEntry(j); e != nil && e.Value() == "clash" {
				return j
			}
		}
	}
	return 0
}

// repelled reads "repelled a rebel attack": whose attack it was.
func (f *statementFinder) repelled(v language.Phrase, c tocsin.Certainty) {
	if l := f.words[v.Head].Lemma; l != "repel" && l != "repulse" {
		return
	}
	end := min(f.sentence(v.Head).Last, v.Last+6)
	from, to := f.actorsIn(v.Last, end)
	for i := from; i < to; i++ {
		m := f.actors[i]
		if m.last >= end || !f.isNounDeed(m.last) || m.kind != actorClass {
			continue
		}
		if !strings.HasSuffix(m.name, "s") {
			m.name += "s"
		}
		f.attribute(&m, m.last, v.First, m.last+1, [2]int{m.last, m.last + 1}, c)
		return
	}
}

// otherSide notes the second side of a fight: "clashed with X", "fought X", "captured the town from X".
func (f *statementFinder) otherSide(e *lexicon.Entry, v language.Phrase, c tocsin.Certainty) {
	end := f.sentence(v.Head).Last
	if f.lowerWithin(v.First, v.Head, "has", "have") && f.lowerWithin(v.Last, end, "since", "for") {
		return // "the group that has fought the government since 2009": a war, and no incident
	}
	for k := v.Last; k < end && k < v.Last+14; k++ {
		w := f.words[k].Lower
		if e.Value() == "clash" && (k == v.Last || w == "with" || w == "against") || e.Value() == "take" && w == "from" {
			from := k
			if w == "with" || w == "against" || w == "from" {
				from++
			}
			if from >= end {
				return
			}
			ms, _ := f.actorsOf(from, f.phraseFrom(from, end))
			for i := range ms {
				f.attribute(&ms[i], v.Head, v.First, max(v.Last, ms[i].last), [2]int{v.Head, v.Head + 1}, c)
			}
			if len(ms) > 0 {
				return
			}
		}
		if f.doc.Tokens[k].Tag == language.VERB || w == ";" {
			return
		}
	}
}

// clashNoun reads both sides of a fight: "clashes between X and Y", "fighting with Y", "X and Y exchanged fire".
func (f *statementFinder) clashNoun(e *lexicon.Entry, k int) {
	end := f.sentence(k).Last
	if e.Has("weak") && f.words[k].Lemma == "exchange" && !f.lowerWithin(k, min(end, k+4), "fire", "gunfire", "shots") {
		return
	}
	for j := k + 1; j < end && j < k+14; j++ {
		t := &f.doc.Tokens[j]
		switch t.Lower {
		case "between", "involving":
			f.bothSides(k, j+1, end)
			return
		case "with", "against":
			if j >= k+8 {
				return // further off only "between" surely belongs to the fight
			}
			ms, _ := f.actorsOf(j+1, f.phraseFrom(min(j+1, end-1), end))
			for i := range ms {
				f.attribute(&ms[i], k, k, ms[i].last, [2]int{k, k + 1}, tocsin.Stated)
			}
			if len(ms) > 0 {
				f.sideBefore(k, &ms[0])
			}
			return
		}
		if t.Tag == language.VERB && !breakOut[f.words[j].Lemma] || t.Tag == language.PUNCT {
			return
		}
	}
}

// breakOut are verbs that only tell that a fight takes place.
var breakOut = set("break erupt take flare rage start begin continue occur report")

// bothSides attributes a fight to all that stand after "between".
func (f *statementFinder) bothSides(k, from, end int) {
	lo, hi := f.actorsIn(from, min(end, from+25))
	last := from
	for i := lo; i < hi; i++ {
		m := f.actors[i]
		if m.adjective && !f.doesThroughNoun(&m) || m.empty || m.people && m.kind == actorState {
			continue
		}
		if f.hasFiniteVerb(last, m.first) {
			return
		}
		f.attribute(&m, k, k, m.last, [2]int{k, k + 1}, tocsin.Stated)
		last = m.last
	}
}

func (f *statementFinder) hasFiniteVerb(from, to int) bool {
	for k := from; k < to; k++ {
		if t := &f.doc.Tokens[k]; t.Tag == language.VERB && t.Form != language.PastParticiple && t.Form != language.Gerund || t.Tag == language.AUX {
			return true
		}
	}
	return false
}

// sideBefore attributes a fight told as "… clashes with Y" to the side named before in the sentence, if one is.
func (f *statementFinder) sideBefore(k int, other *actorMention) {
	from, to := f.actorsIn(f.sentence(k).First, k)
	for i := from; i < to; i++ {
		m := f.actors[i]
		if sy := f.sayingAt(k); sy != nil && sy.sourceFirst <= m.first && m.last <= sy.sourceLast {
			continue // who tells of the fight is not for that a side
		}
		if m.adjective || m.empty || m.name == other.name || m.kind == actorState || m.kind == actorClass && m.body {
			continue
		}
		f.attribute(&m, k, m.first, k+1, [2]int{k, k + 1}, tocsin.Stated)
		return
	}
}

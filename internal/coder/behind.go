package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// behind reads "X was behind the attack", "X is responsible for": a verb of being.
func (f *statementFinder) behind() {
	for _, v := range f.verbs {
		end := f.sentence(v.Head).Last
		k := v.Last
		if f.words[v.Head].Lemma != "be" || k >= end || !v.Negated && f.negatedOrFuture(v) {
			continue
		}
		c := f.verbCertainty(v, k)
		for k < end && k < v.Last+3 && f.doc.Tokens[k].Tag == language.ADV {
			c = weakest(c, f.hedgedIn(k, k+1))
			k++
		}
		if k >= end {
			continue
		}
		w := f.words[k].Lower
		if f.words[v.First].Lower != "to" && v.Modal && !v.Negated {
			f.mayHaveBeen(v, k, end)
		}
		if p, in := f.noun(k); in && authors[f.words[p.Head].Lemma] {
			c = weakest(c, f.hedgedIn(p.First, p.Last))
			w = "behind"
			k = p.Last - 1
		} else if in && f.words[p.Head].Lemma == "suspect" && f.lowerWithin(p.First, p.Head, "prime", "main", "chief", "principal", "leading", "likely", "obvious") {
			c, w, k = weakest(c, tocsin.Hedged), "behind", p.Last-1 // "X is the prime suspect"
		} else if w == "to" && k+1 < end && f.words[k+1].Lower == "blame" {
			w, k = "behind", k+1
		}
		if !(w == "behind" || w == "responsible" || w == "involved" || w == "implicated") {
			continue
		}
		if f.used[v.Head] {
			continue // "doubted that X was behind it"
		}
		if (w == "involved" || w == "implicated") && !v.Negated {
			c = weakest(c, tocsin.Hedged)
		}
		sub, ok := f.subjectOf(v)
		if !ok && f.words[v.First].Lower == "to" {
			if g, in := f.verb(max(v.First-1, 0)); in {
				sub, ok = f.subjectOf(g)
				if g.Passive {
					c = weakest(c, tocsin.Hedged)
				}
			}
		}
		if !ok {
			continue
		}
		ms, either := f.doersOf(sub)
		if either {
			c = tocsin.Possible
		}
		object := [2]int{k + 1, f.phraseFrom(min(k+1, end-1), end)}
		if w != "behind" {
			object[0], object[1] = f.objectAfter(k+1, end)
		}
		for i := range ms {
			before := len(f.found)
			f.attribute(&ms[i], v.Head, sub.first, min(max(object[1], k+1), end), object, c)
			f.use(object[0], object[1])
			if v.Negated && len(f.found) > before {
				// "X is not responsible": of itself a denial, of another a doubt
				s := &f.found[before]
				if s.Stance == tocsin.StanceClaim {
					s.Stance = tocsin.StanceDenial
				} else {
					s.Stance = tocsin.StanceDoubt
				}
			}
		}
	}
	for _, v := range f.verbs {
		f.thoseBehind(v)
		f.attackersWere(v)
	}
	for i := range f.actors {
		f.behindAfter(&f.actors[i])
	}
}

// mayHaveBeen reads "it may have been members of X".
func (f *statementFinder) mayHaveBeen(v language.Phrase, k, end int) {
	if v.First == 0 || f.words[v.First-1].Lower != "it" {
		return
	}
	ms, _ := f.actorsOf(k, f.phraseFrom(k, end))
	for i := range ms {
		if ms[i].kind == actorGroup || ms[i].kind == actorForce {
			f.attribute(&ms[i], v.Head, v.First-1, ms[i].last, [2]int{v.Head, v.Head + 1}, tocsin.Possible)
		}
	}
}

// attackersWere reads "the bombers were (believed to be) members of X".
func (f *statementFinder) attackersWere(v language.Phrase) {
	end := f.sentence(v.Head).Last
	if f.words[v.Head].Lemma != "be" || v.Negated || v.Last >= end {
		return
	}
	c := f.verbCertainty(v, v.Last)
	g := v
	if f.words[v.First].Lower == "to" {
		h, in := f.verb(max(v.First-1, 0))
		if !in {
			return
		}
		g = h
	}
	sub, ok := f.subjectOf(g)
	if !ok {
		return
	}
	attackers := false
	from, to := f.actorsIn(sub.first, sub.last)
	for i := from; i < to; i++ {
		m := &f.actors[i]
		attackers = attackers || m.empty && !m.adjective || m.kind == actorClass && !m.body && f.doc.Tokens[m.head].Form != language.Plural
	}
	if !attackers {
		return
	}
	if f.ownMan(v, sub, end) {
		return
	}
	ms, _ := f.actorsOf(v.Last, f.phraseFrom(v.Last, end))
	for i := range ms {
		if ms[i].kind == actorGroup || ms[i].kind == actorClass && !ms[i].body && c != tocsin.Stated {
			f.attribute(&ms[i], v.Head, sub.first, ms[i].last, [2]int{v.Head, v.Head + 1}, c)
		}
	}
}

// ownMan reads "X said the gunman was one of its men", "a member of the group": whose speaker says so claims the deed.
func (f *statementFinder) ownMan(v language.Phrase, sub subject, end int) bool {
	s := f.sayingAt(v.Head)
	if s == nil || s.voice.Type != tocsin.VoicePerpetrator {
		return false
	}
	own := -1
	for k := v.Last; k < end && k < v.Last+6; k++ {
		switch w := f.words[k].Lower; {
		case (w == "its" || w == "their" || w == "our") && k+1 < end && ownPeople[f.words[k+1].Lemma]:
			own = k + 2
		case (w == "the" || w == "this") && k > v.Last && f.words[k-1].Lower == "of" && k+1 < end && bodies[f.words[k+1].Lower]:
			own = k + 2
		}
	}
	if own < 0 {
		return false
	}
	st := statementMention{first: sub.first, last: own, objectFirst: v.Head, objectLast: v.Head + 1, group: true}
	st.Stance, st.Actor, st.Certainty, st.Voice = tocsin.StanceClaim, s.voice.Speaker, s.certainty, s.voice
	f.add(st)
	return true
}

// ownPeople are those who act for a group.
var ownPeople = set("man woman member fighter soldier militant mujahid mujahideen martyr follower operative guerrilla combatant cadre commando activist supporter unit bomber gunman")

// thoseBehind reads "those responsible for the murder are soldiers of X": the doers stand behind the verb of being.
func (f *statementFinder) thoseBehind(v language.Phrase) {
	s := f.sentence(v.Head)
	if f.words[v.Head].Lemma != "be" || v.Negated || v.Last >= s.Last {
		return
	}
	at := -1
	for k := v.First - 1; k >= s.First && k > v.First-14; k-- {
		w := f.words[k].Lower
		if (w == "responsible" || w == "behind") && k > s.First && doerWords[f.words[k-1].Lower] {
			at = k
			break
		}
	}
	if at < 0 || !f.violent(at, v.First) && !(f.closes(at+1, s.Last) || at+1 == v.First) || !f.deedJustTold(v.First) && !f.violent(at, v.First) {
		return // "those responsible were X", of what was told before
	}
	ms, either := f.actorsOf(v.Last, f.phraseFrom(v.Last, s.Last))
	c := f.hedgedIn(v.First, v.Last)
	if either {
		c = tocsin.Possible
	}
	for i := range ms {
		f.attribute(&ms[i], v.Head, at-1, ms[i].last, [2]int{at + 1, v.First}, c)
		f.use(at+1, v.First)
	}
}

var doerWords = set("those people men ones group party persons")

// authors are nouns that name the doer of a deed: "X are the suspected perpetrators".
var authors = set("perpetrator culprit author mastermind")

// behindAfter reads "militants behind the attack", "a cell responsible for the two bombings".
func (f *statementFinder) behindAfter(m *actorMention) {
	end := f.sentence(m.head).Last
	k := m.last
	if k+1 >= end || m.empty || m.adjective || m.kind == actorState && m.people {
		return
	}
	w := f.words[k].Lower
	c := tocsin.Stated
	switch w {
	case "behind", "responsible":
	case "involved", "implicated":
		if f.words[k+1].Lower != "in" {
			return
		}
		c = tocsin.Hedged
	default:
		return
	}
	if m.body && m.kind == actorClass {
		return
	}
	from := k + 1
	if w != "behind" {
		from++
	}
	if from >= end {
		return
	}
	last := f.phraseFrom(from, end)
	if !f.violentNoun(from, last) || f.used[from] {
		return
	}
	f.attribute(m, k, m.first, last, [2]int{from, last}, c)
	f.use(from, last)
}

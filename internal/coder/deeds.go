package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// deedVerb reads who did it off a verb of violence: its subject, or the agent of its passive.
func (f *statementFinder) deedVerb(v language.Phrase) {
	e, _ := f.lists.deed.At(f.words, v.Head)
	if e == nil || e.Value() == "source" || e.Value() == "noun" || !v.Negated && f.negatedOrFuture(v) || f.unrealDeed(v) || f.isNounDeed(v.Head) {
		return
	}
	object, ok := f.deedObject(e, v)
	if !ok {
		return
	}
	var agent subject
	form := f.doc.Tokens[v.Head].Form
	switch {
	case f.passive(v) && e.Value() != "clash":
		first, last, ok := f.agentBy(v)
		if !ok {
			f.fallen(v)
			return
		}
		agent = subject{first: first, last: last, end: last}
	case form == language.Gerund && v.First > 0 && f.words[v.First-1].Lower == "by":
		agent, ok = f.mainSubject(v) // "retaliated by shelling"
	case form == language.Gerund && f.words[v.First].Lemma != "be":
		return // "…, killing five": the clause before has told who
	case f.words[v.First].Lower == "to":
		// "are believed to have killed", "tried to seize": the governing verb's subject
		if g, in := f.verb(max(v.First-1, 0)); in {
			agent, ok = f.subjectOf(g)
		}
	default:
		agent, ok = f.subjectOf(v)
	}
	if !ok && agent.last <= agent.first {
		f.fallen(v)
		return
	}
	if agent.relative && f.deedHeads(agent.first) || agent.first > 0 && f.words[agent.first-1].Lower == "as" {
		return // "an attack claimed by X that killed five": the attack killed; "identified as a member of X"
	}
	if h, ok := f.nounHead(agent.first); ok && !f.passive(v) && f.isNounDeed(h) {
		return // "an attack by X killed two", "a Houthi missile hit": the noun tells who
	}
	c := f.verbCertainty(v, agent.firstAfter(v))
	if f.used[v.Head] {
		return
	}
	doers, either := f.doersOf(agent)
	if len(doers) == 0 {
		if s := f.privateDoer(e, agent, v); s != "" {
			doers = []actorMention{{first: agent.first, last: agent.last, head: agent.last - 1, name: s, kind: actorClass, suspect: s == "a suspect", certainty: tocsin.Stated}}
		}
	}
	if either {
		c = tocsin.Possible
	}
	pronoun := agent.last-agent.first == 1 && f.doc.Tokens[agent.first].Tag == language.PRON
	for i := range doers {
		if pronoun && f.claimsHere(v.Head, doers[i].name) {
			continue // "X claimed the attack, which it said targeted": told already
		}
		before := len(f.found)
		f.attribute(&doers[i], v.Head, min(agent.first, v.First), max(agent.last, v.Last), object, c)
		if v.Negated && len(f.found) > before {
			// "X said it had not attacked": a denial; what others say X did not do is nothing
			if s := &f.found[before]; s.Stance == tocsin.StanceClaim {
				s.Stance = tocsin.StanceDenial
				if doers[i].kind != actorGroup {
					s.Voice.Type = tocsin.VoiceAuthority
				}
			} else {
				f.found = f.found[:before]
			}
			continue
		}
		if len(f.found) > before {
			if s := &f.found[before]; s.Stance == tocsin.StanceClaim && e.Term == "repel" || e.Term == "repulse" {
				f.found = f.found[:before] // beating off an attack is no attack
				continue
			}
			f.found[before].against = doers[i].kind == actorForce && f.armedVictim(v)
		}
	}
	if v.Negated {
		return
	}
	if e.Value() == "clash" || e.Value() == "take" {
		f.repelled(v, c)
		f.otherSide(e, v, c)
	} else if f.fightAfter(v) > 0 && len(doers) > 0 {
		f.otherSide(f.nounEntry(f.fightAfter(v)), v, c)
	}
}

// claimsHere reports whether a claim by an actor stands in the sentence of token k, outside what somebody says.
func (f *statementFinder) claimsHere(k int, name string) bool {
	if f.sayingAt(k) != nil {
		return false
	}
	for i := range f.found {
		if s := &f.found[i]; s.Stance == tocsin.StanceClaim && s.Actor == name && f.doc.Tokens[s.first].Sentence == f.doc.Tokens[k].Sentence {
			return true
		}
	}
	return false
}

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

// deedHeads reports whether a noun of violence heads the phrases that end before token k, so that a relative clause
// behind them is about the deed.
func (f *statementFinder) deedHeads(k int) bool {
	for j := k - 1; j >= f.sentence(k).First && j > k-10; j-- {
		if f.isNounDeed(j) {
			return true
		}
		if t := &f.doc.Tokens[j]; t.Tag == language.VERB && t.Form != language.PastParticiple || t.Tag == language.PUNCT || t.Tag == language.AUX {
			return false
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

// firstAfter is where an agent behind the verb begins, so that hedges between are read ("killed apparently by X").
func (s subject) firstAfter(v language.Phrase) int {
	if s.first > v.Last {
		return s.first
	}
	return v.Last
}

// attribute notes that an actor did what token deed tells.
func (f *statementFinder) attribute(m *actorMention, deed, first, last int, object [2]int, c tocsin.Certainty) {
	stance, voice, vc := f.voiceFor(deed, m)
	if e := f.nounEntry(object[0]); stance == tocsin.StanceClaim && m.kind != actorGroup && e != nil && e.Value() == "clash" {
		// A state that tells of a fight claims nothing: it is one of two sides.
		stance, voice.Type = tocsin.StanceAttribution, tocsin.VoiceAuthority
	}
	s := statementMention{first: first, last: last, objectFirst: object[0], objectLast: object[1], class: m.kind == actorClass, group: m.kind == actorGroup}
	s.Stance, s.Actor, s.Voice = stance, m.name, voice
	s.Certainty = weakest(weakest(c, vc), m.certainty)
	if m.suspect {
		s.Actor, s.class = "a suspect", false
		if m.first >= 0 && f.words[m.head].Lower != "a suspect" {
			s.Certainty = weakest(s.Certainty, f.hedgedIn(m.first, m.last))
		}
	}
	s.several = f.severalObject(object[0], object[1])
	if sent := f.sentence(deed); s.last > sent.Last {
		s.last = sent.Last
	}
	f.add(s)
}

// unrealDeed reports whether a verb of violence tells of nothing done: after "to" of purpose, "if", "threatened to".
func (f *statementFinder) unrealDeed(v language.Phrase) bool {
	if f.words[v.First].Lower == "to" {
		g, ok := f.verb(max(v.First-1, 0))
		if !ok {
			return true
		}
		e, _ := f.lists.cue.At(f.words, g.Head)
		perfect := v.First+1 < v.Last && f.words[v.First+1].Lemma == "have"
		if e != nil && e.Value() == "warn" || e == nil && !carriesOn[f.words[g.Head].Lemma] {
			return !perfect
		}
		return e != nil && !g.Passive && e.Value() != "claim" && !perfect
	}
	s := f.sentence(v.Head)
	for k := v.First - 1; k >= s.First && k >= v.First-10; k-- {
		switch f.words[k].Lower {
		case "if", "whether", "unless", "lest":
			return true
		case ",", ";":
			return false
		}
	}
	return false
}

// carriesOn are verbs whose infinitive is done: "tried to seize", "managed to destroy".
var carriesOn = set("try attempt manage begin start continue go proceed")

// deedObject checks what a verb needs beside it to be violent and returns the tokens of the deed.
func (f *statementFinder) deedObject(e *lexicon.Entry, v language.Phrase) ([2]int, bool) {
	deed := [2]int{v.Head, v.Head + 1}
	end := min(f.sentence(v.Head).Last, v.Last+9)
	switch f.words[v.Head].Lemma {
	case "carry":
		if v.Last >= end || f.words[v.Last].Lower != "out" {
			return deed, false
		}
	case "set":
		return deed, f.lowerWithin(v.Last, min(end, v.Last+6), "fire", "ablaze", "alight") || f.words[min(v.Last, len(f.words)-1)].Lower == "off"
	case "blow":
		return deed, f.lowerWithin(v.Last, end, "up", "apart")
	case "exchange":
		return deed, f.lowerWithin(v.Last, min(end, v.Last+3), "fire", "gunfire", "shots")
	case "take":
		return deed, f.lowerWithin(v.Last, min(end, v.Last+5), "hostage", "hostages", "captive", "control")
	case "gun":
		return deed, f.lowerWithin(v.Last, min(end, v.Last+5), "down")
	case "step":
		if v.Last >= end || f.words[v.Last].Lower != "up" {
			return deed, false
		}
	case "plant", "place":
		if s, ok := f.subjectOf(v); ok && !f.passive(v) {
			if kind, _ := f.roleIn(s.first, s.last); kind == tocsin.VoiceAuthority {
				return deed, false // the bomb squad moves what it found
			}
		}
		return deed, f.weaponNear(v, end)
	case "release", "free":
		// Who releases hostages held them: said of groups only, since forces free them.
		first, last, ok := f.agentBy(v)
		if !ok || !f.passive(v) {
			return deed, false
		}
		ms, _ := f.actorsOf(first, last)
		return deed, len(ms) > 0 && (ms[0].kind == actorGroup || ms[0].kind == actorClass)
	case "down":
		return deed, f.doc.Tokens[v.Head].Form == language.Past || v.Passive
	case "burn", "hurt", "drop":
		return deed, f.hasActorBefore(v)
	}
	switch {
	case e.Value() == "runs":
		at, ok := f.nounDeedNear(v, end)
		return [2]int{at, at + 1}, ok
	case e.Has("weak"):
		switch f.words[v.Head].Lemma {
		case "strike", "hit", "target", "beat", "seize", "damage", "confront", "ram", "retaliate":
			return deed, true
		}
		if at, ok := f.nounDeedNear(v, end); ok {
			return [2]int{at, at + 1}, true
		}
		return deed, f.weaponNear(v, end)
	}
	return deed, true
}

func (f *statementFinder) hasActorBefore(v language.Phrase) bool {
	from, to := f.actorsIn(max(v.First-4, 0), v.First)
	return from < to || v.Passive
}

func (f *statementFinder) lowerWithin(from, to int, words ...string) bool {
	for k := from; k < to; k++ {
		for _, w := range words {
			if f.words[k].Lower == w {
				return true
			}
		}
	}
	return false
}

// nounDeedNear finds the violent noun that a verb of carrying out has as its object, or as its subject in the passive
// ("an attack carried out by").
func (f *statementFinder) nounDeedNear(v language.Phrase, end int) (int, bool) {
	if !f.passive(v) {
		for k := v.Last; k < end; k++ {
			if f.isNounDeed(k) {
				return k, true
			}
			if f.doc.Tokens[k].Tag == language.VERB && f.doc.Tokens[k].Form != language.PastParticiple && k > v.Last {
				break
			}
		}
	}
	for k := v.First - 1; k >= max(f.sentence(v.Head).First, v.First-12); k-- {
		if f.isNounDeed(k) {
			return k, true
		}
	}
	return v.Head, false
}

// isNounDeed reports whether token k is a noun of violence.
func (f *statementFinder) isNounDeed(k int) bool { return f.nounEntry(k) != nil }

// nounEntry returns the entry of the noun of violence at token k, nil if it is none. A word behind a preposition is a
// noun though the tagger says verb ("after clashes with").
func (f *statementFinder) nounEntry(k int) *lexicon.Entry {
	t := &f.doc.Tokens[k]
	w := f.words[k]
	if t.Tag == language.VERB {
		if t.Form == language.PastParticiple || t.Form == language.Past || f.mended[k] {
			return nil
		}
		if t.Form == language.Gerund && (k+1 >= len(f.words) || !gerundNoun[f.words[k+1].Lower]) {
			return nil
		}
		if k == 0 || f.doc.Tokens[k-1].Sentence != t.Sentence {
			if t.Form != language.Gerund {
				return nil
			}
		} else if p := f.doc.Tokens[k-1].Tag; p != language.ADP && p != language.DET && p != language.ADJ && p != language.SCONJ {
			return nil
		}
		w.Tag = "NOUN"
		if e, _ := f.lists.deed.At([]lexicon.Word{w}, 0); e != nil && (e.Value() == "noun" || e.Value() == "clash") {
			return e
		}
		return nil
	}
	e, _ := f.lists.deed.At(f.words, k)
	if e != nil && (e.Value() == "noun" || e.Value() == "clash") && t.Tag != language.AUX {
		return e
	}
	return nil
}

// gerundNoun are words behind "-ing" that make it a noun: "fighting between", "the killing of".
var gerundNoun = set("between with of in by against")

// weaponNear reports whether a weapon is named in the object of a verb, or in the subject of its passive.
func (f *statementFinder) weaponNear(v language.Phrase, end int) bool {
	from := v.Last
	if f.passive(v) {
		from = max(f.sentence(v.Head).First, v.First-6)
	}
	for k := from; k < end; k++ {
		if e, _ := f.lists.weapon.At(f.words, k); e != nil || thrown[f.words[k].Lemma] {
			return true
		}
	}
	return false
}

var thrown = set("device explosive explosives dynamite stone stones charge charges molotov cocktail")

// privateDoer returns "a suspect" where a person who is no public actor did it; "" where it is a thing or unclear.
func (f *statementFinder) privateDoer(e *lexicon.Entry, s subject, v language.Phrase) string {
	if e.Value() != "does" || e.Has("weak") || s.first >= s.last {
		return ""
	}
	from, to := f.actorsIn(s.first, s.last)
	for i := from; i < to; i++ {
		if f.actors[i].suspect {
			return "a suspect"
		}
		if !f.actors[i].adjective {
			return ""
		}
	}
	p, ok := f.noun(s.first)
	if !ok {
		return ""
	}
	if privateNouns[f.words[p.Head].Lemma] {
		if f.doc.Tokens[p.Head].Form == language.Plural {
			return f.className(p.First, p.Last)
		}
		return "a suspect"
	}
	if !f.sentence(s.first).Upper && f.lastName(p.First, p.Last) != "" && p.Last-p.First <= 4 && f.doc.Tokens[p.Head].Tag == language.PROPN && !f.isPlaceToken(p.Head) {
		return "a suspect"
	}
	return ""
}

var privateNouns = set("man woman teenager youth student boy girl worker driver employee accused defendant individual")

// isPlaceToken reports whether a place was found at token k, which is then no person.
func (f *statementFinder) isPlaceToken(k int) bool {
	for i := range f.places {
		if p := &f.places[i]; p.first <= k && k < p.last {
			return true
		}
	}
	return false
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

// deedNouns reads who did it off nouns of violence: "attack by X", "X's attack", "U.S. airstrikes", "clashes between X
// and Y".
func (f *statementFinder) deedNouns() {
	for k := 0; k < len(f.words); {
		e := f.nounEntry(k)
		if e == nil || f.used[k] {
			k++
			continue
		}
		n := len(strings.Fields(e.Term))
		at := k + n - 1
		k += n
		if f.unrealNoun(at) {
			continue
		}
		if e.Value() == "clash" {
			f.clashNoun(e, at)
			continue
		}
		if !f.byAgent(at) && !e.Has("weak") || e.Has("weak") && e.Value() == "noun" {
			f.modifierAgent(e, at)
		}
	}
}

// unrealNoun reports whether a violent noun tells of nothing done: "threat of attack", "no attack", "future attacks".
func (f *statementFinder) unrealNoun(k int) bool {
	p, ok := f.noun(k)
	if !ok {
		return false
	}
	if p.Negated {
		return true
	}
	for j := p.First; j < k; j++ {
		switch f.words[j].Lower {
		case "no", "future", "possible", "any", "further", "imminent", "potential", "planned":
			return true
		}
	}
	switch f.governor(p.First) {
	case "threat", "risk", "fear", "possibility", "threaten", "warn", "prevent", "avoid", "plan":
		return true
	}
	return false
}

// byAgent reads "the attack on the convoy by X" from the violent noun at token k.
func (f *statementFinder) byAgent(k int) bool {
	end := f.sentence(k).Last
	for j := k + 1; j < end && j < k+12; j++ {
		t := &f.doc.Tokens[j]
		if t.Lower == "by" || t.Lower == "from" && j == k+1 {
			if j+1 >= end {
				return false
			}
			ms, either := f.actorsOf(j+1, f.phraseFrom(j+1, end))
			c := f.hedgedIn(j-2, j)
			if either {
				c = tocsin.Possible
			}
			for i := range ms {
				f.attribute(&ms[i], k, k, ms[i].last, [2]int{k, k + 1}, c)
			}
			return len(ms) > 0
		}
		if t.Tag == language.PUNCT && !isOpenBracket(t.Text) && !isCloseBracket(t.Text) || t.Tag == language.VERB || t.Tag == language.AUX || relatives[t.Lower] {
			return false
		}
	}
	return false
}

// modifierAgent reads "X attack", "X's attack": the actor stands before the noun in its phrase.
func (f *statementFinder) modifierAgent(e *lexicon.Entry, k int) {
	p, ok := f.noun(k)
	if !ok {
		return
	}
	from, to := f.actorsIn(p.First, k)
	for i := from; i < to; i++ {
		m := f.actors[i]
		if m.last > k || m.empty || m.people && m.kind != actorForce || m.kind == actorClass && m.body && m.last-m.first == 1 {
			continue
		}
		owner := m.last < len(f.words) && isPossessiveMark(f.words[m.last].Lower)
		if !owner && m.last < k && f.interrupted(m.last, k) {
			continue
		}
		switch m.kind {
		case actorState:
			if !m.adjective {
				continue
			}
			if w, _ := f.entry(f.lists.state, m.first); w != nil && w.Has("capital") {
				continue
			}
			if !stateDeeds[f.words[k].Lemma] && !owner {
				continue
			}
		case actorForce:
			// "military operations" is a sort of operation; "Kenyan army operation", "coalition airstrike" tell whose.
			if !stateDeeds[f.words[k].Lemma] && !owner || m.bare {
				continue
			}
		case actorGroup, actorClass, actorSpeaker:
			if e.Has("weak") && !owner && !launched[f.words[k].Lemma] {
				continue
			}
		default:
			continue
		}
		if m.kind == actorClass && genericAttack(f.words[m.head].Lemma) {
			continue // "a terrorist attack" is a sort of attack, not its author
		}
		m.certainty = weakest(m.certainty, f.hedgedIn(p.First, m.first))
		f.attribute(&m, k, m.first, k+1, [2]int{k, k + 1}, tocsin.Stated)
		return
	}
}

// genericAttack reports whether a class before "attack" only says what sort of attack it is.
func genericAttack(name string) bool {
	switch name {
	case "terrorist", "extremist", "suicide", "jihadist", "sniper", "mob", "gang", "guerrilla", "militant", "separatist":
		return true
	}
	return false
}

// interrupted reports whether a word stands between an actor and its noun that takes the noun from it: a target
// ("Taliban convoy attack").
func (f *statementFinder) interrupted(first, last int) bool {
	for k := first; k < last; k++ {
		t := &f.doc.Tokens[k]
		if t.Tag == language.NOUN && !meansNouns[t.Lemma] {
			if e, _ := f.lists.weapon.At(f.words, k); e == nil {
				return true
			}
		}
	}
	return false
}

var (
	meansNouns = set("suicide drone missile rocket car truck bomb mortar artillery air counterterrorism counter-terrorism ground terror terrorist precision")
	stateDeeds = set("airstrike strike raid shelling bombardment bombing attack offensive incursion operation missile drone siege invasion ambush assault killing")
	launched   = set("missile rocket drone")
)

// clashNoun reads both sides of a fight: "clashes between X and Y", "fighting with Y", "X and Y exchanged fire".
func (f *statementFinder) clashNoun(e *lexicon.Entry, k int) {
	end := f.sentence(k).Last
	if e.Has("weak") && f.words[k].Lemma == "exchange" && !f.lowerWithin(k, min(end, k+4), "fire", "gunfire", "shots") {
		return
	}
	for j := k + 1; j < end && j < k+8; j++ {
		t := &f.doc.Tokens[j]
		switch t.Lower {
		case "between", "involving":
			f.bothSides(k, j+1, end)
			return
		case "with", "against":
			ms, _ := f.actorsOf(j+1, f.phraseFrom(min(j+1, end-1), end))
			for i := range ms {
				f.attribute(&ms[i], k, k, ms[i].last, [2]int{k, k + 1}, tocsin.Stated)
			}
			if len(ms) > 0 {
				f.sideBefore(k, &ms[0])
			}
			return
		}
		if t.Tag == language.VERB || t.Tag == language.PUNCT {
			return
		}
	}
}

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
		if m.adjective || m.empty || m.name == other.name || m.kind == actorState || m.kind == actorClass && m.body {
			continue
		}
		f.attribute(&m, k, m.first, k+1, [2]int{k, k + 1}, tocsin.Stated)
		return
	}
}

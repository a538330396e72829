package coder

import (
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// deedVerb reads who did it off a verb of violence: its subject, or the agent of its passive.
func (f *statementFinder) deedVerb(v language.Phrase) {
	if f.ownTold(v) {
		return
	}
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
			f.ownDevice(v)
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
	if agent.relative && (f.deedHeads(agent.first) || f.deedHeads(agent.last)) || agent.first > 0 && f.words[agent.first-1].Lower == "as" {
		return // "an attack claimed by X that killed five": the attack killed; "identified as a member of X"
	}
	if h, ok := f.nounHead(agent.first); ok && !f.passive(v) && f.isNounDeed(h) {
		return // "an attack by X killed two", "a Houthi missile hit": the noun tells who
	}
	if agent.relative && f.habit(v) || f.before(v) || f.often(v) || f.sinceClause(v) {
		return // "X, which also attacks civilians": what it does at all times
	}
	c := weakest(f.verbCertainty(v, agent.firstAfter(v)), f.heldToBe(agent.first))
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
			if s := &f.found[before]; s.against && s.Stance == tocsin.StanceAttribution && f.ownExecutive(v.Head, &doers[i]) {
				s.Stance, s.Voice.Type = tocsin.StanceClaim, tocsin.VoicePerpetrator
			}
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

// ownDevice reads "X said the device had been planted for a judge": of a bomb whose laying a group tells without naming
// another, it tells as of its own.
func (f *statementFinder) ownDevice(v language.Phrase) {
	switch f.words[v.Head].Lemma {
	case "plant", "place", "lay", "detonate", "launch", "fire":
	default:
		return
	}
	s := f.sayingAt(v.Head)
	if s == nil || s.voice.Type != tocsin.VoicePerpetrator || s.denies || s.unsaid || v.Negated || !f.groups[s.voice.Speaker] || !f.weaponNear(v, v.First) {
		return
	}
	st := statementMention{first: max(v.First-3, f.sentence(v.Head).First), last: v.Last, objectFirst: v.Head, objectLast: v.Head + 1, group: true}
	st.Stance, st.Actor, st.Voice, st.Certainty = tocsin.StanceClaim, s.voice.Speaker, s.voice, s.certainty
	f.add(st)
}

// habit reports whether a verb tells of what somebody does at all times: "which also attacks", "who often kill".
func (f *statementFinder) habit(v language.Phrase) bool {
	if f.doc.Tokens[v.Head].Form == language.Present && v.Last-v.First <= 2 {
		return true
	}
	return f.often(v)
}

// before reports whether a perfect tells of what was done at other times: "have attacked journalists previously".
func (f *statementFinder) before(v language.Phrase) bool {
	end := f.sentence(v.Head).Last
	if e, _ := f.lists.deed.At(f.words, v.Head); e != nil && e.Value() == "clash" && f.lowerWithin(v.First, v.Head, "has", "have") && f.lowerWithin(v.Last, min(end, v.Last+8), "since", "for") {
		return true // "which has fought the government since 2007": a war
	}
	if f.lowerWithin(v.First, v.Head, "has", "have") && f.lowerWithin(v.Last, min(end, v.Last+3), "thousands", "hundreds") && !f.lowerWithin(v.First, v.Head, "been") {
		return true // "have killed thousands"
	}
	if f.lowerWithin(v.First, v.Head, "has", "have") && !f.lowerWithin(v.First, v.Head, "been") && (f.words[v.Head].Lemma == "step" || f.lowerWithin(v.Last, min(end, v.Last+5), "many", "several", "numerous", "similar", "dozens", "hundreds", "other", "previous", "most", "scores", "countless")) && !f.lowerWithin(v.Last, min(end, v.Last+5), "people", "civilians", "soldiers") {
		return true
	}
	return f.lowerWithin(v.First, v.Head, "has", "have") && (f.lowerWithin(v.First, min(end, v.Last+8), "previously", "repeatedly", "frequently", "often", "regularly") || f.lowerWithin(v.Last, min(end, v.Last+8), "past"))
}

// ownExecutive reports whether what stands at token k is told by the head of the actor's own state or a minister of it:
// of its blows at armed people he speaks as of his own.
func (f *statementFinder) ownExecutive(k int, m *actorMention) bool {
	s := f.sayingAt(k)
	if s == nil || s.voice.Type != tocsin.VoiceAuthority || m.country == "" || m.country != f.setting.Country {
		return false
	}
	if c := f.stateOf(s.sourceFirst, s.sourceLast); c != "" {
		return c == m.country
	}
	return f.lowerWithin(s.sourceFirst, s.sourceLast, "president", "minister", "premier")
}

// heldToBe reports how certain the words before a doer leave who it is: "gunmen suspected to be members of".
func (f *statementFinder) heldToBe(k int) tocsin.Certainty {
	if k-3 < 0 || f.words[k-1].Lower != "be" && f.words[k-1].Lower != "from" || f.words[k-2].Lower != "to" && f.words[k-2].Lower != "be" {
		return tocsin.Stated
	}
	return f.hedgedIn(max(k-4, 0), k-1)
}

// often reports whether a verb tells of what somebody does again and again: "who often kill".
func (f *statementFinder) often(v language.Phrase) bool {
	return f.lowerWithin(max(v.First-1, 0), v.Last+1, "often", "frequently", "regularly", "routinely", "usually", "typically")
}

// sinceClause reports whether a verb only dates what is told: "the worst since X invaded".
func (f *statementFinder) sinceClause(v language.Phrase) bool {
	low := f.sentence(v.Head).First
	for k := v.First - 1; k >= low && k > v.First-7; k-- {
		switch f.words[k].Lower {
		case "since":
			return true
		case ",", ";", "that", "and", "who", "which":
			return false
		}
	}
	return false
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

// firstAfter is where an agent behind the verb begins, so that hedges between are read ("killed apparently by X").
func (s subject) firstAfter(v language.Phrase) int {
	if s.first > v.Last {
		return s.first
	}
	return v.Last
}

// attribute notes that an actor did what token deed tells.
func (f *statementFinder) attribute(m *actorMention, deed, first, last int, object [2]int, c tocsin.Certainty) {
	if m.kind == actorState && m.adjective && f.materialAt(m) {
		if name := f.militaryOf(m.country); name != "" {
			force := *m
			force.name, force.kind = name, actorForce
			m = &force // "Israeli jets", where the report speaks of the Israeli military
		}
	}
	stance, voice, vc := f.voiceFor(deed, m)
	if m.kind == actorClass && f.commentary(voice) {
		return // who comments on attacks names no author of this one
	}
	if e := f.nounEntry(object[0]); stance == tocsin.StanceClaim && m.kind != actorGroup && e != nil && e.Value() == "clash" {
		// A state that tells of a fight claims nothing: it is one of two sides.
		stance, voice.Type = tocsin.StanceAttribution, tocsin.VoiceAuthority
	}
	if stance == tocsin.StanceClaim && m.kind == actorForce && m.people && f.forceSort(m) == "military" {
		if name := f.armyOf(m); name != "" {
			force := *m
			force.name = name
			m = &force // what an army says its soldiers did it claims itself
		}
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

// materialAt reports whether an adjective stands before what an army acts through: "Israeli jets", "a Russian drone strike".
func (f *statementFinder) materialAt(m *actorMention) bool {
	p, ok := f.noun(m.head)
	if !ok {
		return false
	}
	for k := m.last; k <= p.Head; k++ {
		if actingNouns[f.words[k].Lower] {
			return true
		}
	}
	return false
}

// militaryOf returns what the report calls a state's military, "" where it names none or the state is not told.
func (f *statementFinder) militaryOf(country string) string {
	if country == "" {
		return ""
	}
	for i := range f.actors {
		if o := &f.actors[i]; o.kind == actorForce && o.country == country && !o.people && !o.adjective && f.forceSort(o) == "military" {
			return o.name
		}
	}
	return ""
}

// armyOf returns the army whose soldiers a mention tells of: as the report names it, else by the adjective of its state.
func (f *statementFinder) armyOf(m *actorMention) string {
	if name := f.militaryOf(m.country); name != "" {
		return name
	}
	if a := f.lists.stateAdjectives[m.country]; a != "" {
		return a + " army"
	}
	return ""
}

// commentary reports whether a voice is that of somebody who explains rather than reports: an expert, an editor.
func (f *statementFinder) commentary(v tocsin.Voice) bool {
	if v.Type == tocsin.VoiceExpert {
		return true
	}
	if v.Type != tocsin.VoiceMedia {
		return false
	}
	for _, w := range strings.Fields(strings.ToLower(v.Speaker)) {
		if w == "editor" || w == "columnist" || w == "journalist" {
			return true
		}
	}
	return false
}

// unrealDeed reports whether a verb of violence tells of nothing done: after "to" of purpose, "if", "threatened to".
func (f *statementFinder) unrealDeed(v language.Phrase) bool {
	if f.words[v.First].Lower == "to" {
		perfect := v.First+1 < v.Last && f.words[v.First+1].Lemma == "have"
		g, ok := f.verb(max(v.First-1, 0))
		if !ok {
			return !perfect // "was likely to have been taken"
		}
		e, _ := f.lists.cue.At(f.words, g.Head)
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
		if v.Last+1 < end && objects[f.words[v.Last].Lower] && f.words[v.Last+1].Lower == "out" {
			return deed, f.deedJustTold(v.First) // "a bomb killed nine; X carried it out"
		}
		if v.Last >= end || f.words[v.Last].Lower != "out" {
			return deed, false
		}
	case "set":
		if f.passive(v) && f.weaponNear(v, end) {
			return deed, true // "the bombs were set by X"
		}
		return deed, f.lowerWithin(v.Last, min(end, v.Last+6), "fire", "ablaze", "alight") || f.words[min(v.Last, len(f.words)-1)].Lower == "off"
	case "blow":
		return deed, f.lowerWithin(v.Last, end, "up", "apart")
	case "exchange":
		return deed, f.lowerWithin(v.Last, min(end, v.Last+3), "fire", "gunfire", "shots")
	case "invade":
		e, _ := f.entry(f.lists.state, v.Last)
		return deed, e == nil || f.passive(v) // of a country it is the war
	case "retake", "capture", "seize":
		if f.lowerWithin(v.Last, min(end, v.Last+3), "power") {
			return deed, false
		}
		if e.Has("weak") {
			return deed, true
		}
	case "take":
		return deed, f.lowerWithin(v.Last, min(end, v.Last+5), "hostage", "hostages", "captive", "control")
	case "gun":
		return deed, f.lowerWithin(v.Last, min(end, v.Last+5), "down")
	case "step":
		if v.Last >= end || f.words[v.Last].Lower != "up" {
			return deed, false
		}
	case "plant", "place", "lay":
		if v.Last < end && objects[f.words[v.Last].Lower] {
			break
		}
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
	case "park":
		// where the bomb went off: "one of its men had parked the car"
		return deed, f.lowerWithin(v.Last, min(end, v.Last+4), "car", "vehicle", "truck", "lorry", "van", "motorcycle") && f.weaponWithin(f.sentenceBefore(v.Head), v.First)
	case "down":
		return deed, f.doc.Tokens[v.Head].Form == language.Past || v.Passive
	case "burn", "hurt", "drop":
		return deed, f.hasActorBefore(v)
	}
	switch {
	case e.Value() == "runs":
		at, ok := f.nounDeedNear(v, end)
		return [2]int{at, at + 1}, ok && !f.noDeed(at)
	case e.Has("weak"):
		switch f.words[v.Head].Lemma {
		case "strike", "hit":
			return deed, !f.minesAt(v.Last, end)
		case "target", "beat", "seize", "damage", "confront", "ram", "retaliate":
			return deed, true
		case "plant", "lay", "place", "throw", "launch", "activate", "drop":
			if v.Last < end && objects[f.words[v.Last].Lower] && f.weaponWithin(f.sentenceBefore(v.Head), v.First) {
				return deed, true // "a bomb killed two; X planted it"
			}
		}
		if at, ok := f.nounDeedNear(v, end); ok {
			return [2]int{at, at + 1}, true
		}
		return deed, f.weaponNear(v, end)
	}
	return deed, true
}

// minesAt reports whether what is hit at token k is a mine or a bomb in wait: who hits it is its victim.
func (f *statementFinder) minesAt(k, end int) bool {
	for ; k < end; k++ {
		if e, _ := f.lists.weapon.At(f.words, k); e != nil {
			return e.Value() == string(tocsin.MineOrRoadsideBomb) || e.Value() == string(tocsin.Bomb)
		}
		switch f.doc.Tokens[k].Tag {
		case language.DET, language.ADJ, language.NOUN, language.PRON:
		default:
			return false
		}
	}
	return false
}

// weaponWithin reports whether tokens from..to name a weapon.
func (f *statementFinder) weaponWithin(from, to int) bool { return f.armsWithin(from, to) }

// noDeed reports whether a noun of violence is told as not done, or as what goes on at all times: "no operation", "frequent
// attacks".
func (f *statementFinder) noDeed(k int) bool {
	p, ok := f.noun(k)
	if !ok {
		return false
	}
	for j := p.First; j < k; j++ {
		if n, err := strconv.Atoi(strings.ReplaceAll(f.words[j].Lower, ",", "")); err == nil && n >= 100 {
			return true // "has launched 8,000 strikes": a war
		}
	}
	return p.Negated || f.lowerWithin(max(p.First-1, 0), k, "no", "frequent", "regular", "daily", "occasional", "sporadic", "near-daily")
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
	if e.Value() != "does" || s.first >= s.last {
		return ""
	}
	if p, ok := f.noun(s.first); ok && crowds[f.words[p.Head].Lemma] && f.doc.Tokens[p.Head].Form == language.Plural {
		first := p.First
		for articles[f.words[first].Lower] || quantities[f.words[first].Lower] {
			first++
		}
		return f.className(first, p.Last)
	}
	if e.Has("weak") {
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
	if e, _ := f.entry(f.lists.state, p.Head); e != nil || f.demonym(p.Head) {
		return "" // "Palestinians shot"
	}
	for p.First < p.Head && !f.isCapital(p.First) && (f.doc.Tokens[p.First].Tag == language.NUM || f.doc.Tokens[p.First].Tag == language.ADJ) {
		p.First++ // "28-year-old"
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

// crowds are unarmed people who act together.
var crowds = set("protester protestor demonstrator rioter villager inmate prisoner")

// isPlaceToken reports whether a place was found at token k, which is then no person.
func (f *statementFinder) isPlaceToken(k int) bool {
	for i := range f.places {
		if p := &f.places[i]; p.first <= k && k < p.last {
			return true
		}
	}
	return false
}

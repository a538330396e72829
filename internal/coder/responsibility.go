package coder

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// A statementMention is a statement of responsibility as it stands in the text, before it is given to
// the accounts it speaks of.
type statementMention struct {
	tocsin.Statement
	first, last int // tokens of the evidence, half-open
	// objectFirst, objectLast are the tokens that say what the statement is about ("two recent attacks",
	// "the blast"), half-open; equal where the text does not say.
	objectFirst, objectLast int
	// several is set where the object is more than one incident ("both attacks", "two bombings").
	several bool
	class   bool // the actor is a class, which counts only where the same voice names nobody
	group   bool // the actor is a named armed group
	vague   bool // a class where the same voice names an organisation nearby
	// against is set where a force acts on armed people or suspects: an answer to an attack rather than one,
	// unless the incident is the force's own operation.
	against bool
}

// statements finds all statements of responsibility, in text order.
func (r *reading) statements() []statementMention {
	r.nameForces()
	f := statementFinder{reading: r, used: map[int]bool{}, groups: map[string]bool{}, house: r.houseState()}
	for i := range f.actors {
		if f.actors[i].kind == actorGroup {
			f.groups[f.actors[i].name] = true
		}
	}
	for _, v := range r.verbs {
		if !f.claim(v) && !f.owned(v) && !f.retraction(v) && !f.disowned(v) && !f.threat(v) && !f.accusation(v) && !f.blame(v) && !f.denial(v) {
			f.deedVerb(v)
		}
	}
	f.claimNouns()
	f.silences()
	f.unclaimed()
	f.workOf()
	f.behind()
	f.deedNouns()
	f.suspects()
	f.groupsAttackers()
	f.doubts()
	f.claimsFalse()
	f.leaflets()
	f.callers()
	f.shareChannels()
	f.unverified()
	slices.SortStableFunc(f.found, func(a, b statementMention) int { return a.first - b.first })
	return f.settle()
}

// A statementFinder gathers statements.
type statementFinder struct {
	*reading
	found  []statementMention
	used   map[int]bool    // deeds (tokens) that a claim or an accusation has already told who did
	groups map[string]bool // the armed groups that the report names
	house  string          // the state whose authority published the report, "" for other outlets
}

// add notes a statement whose evidence is tokens first..last, within one sentence.
func (f *statementFinder) add(s statementMention) {
	if s.Stance == "" || s.Actor == "" && s.Stance != tocsin.StanceNoClaim || s.first >= s.last {
		return
	}
	if s.Certainty == "" {
		s.Certainty = tocsin.Stated
	}
	if s.Voice.Via == nil {
		s.Voice.Via = []string{}
	}
	if !s.group {
		s.group = f.groups[s.Actor]
	}
	s.Evidence = []tocsin.Evidence{f.quote(s.first, s.last)}
	f.found = append(f.found, s)
}

// settle drops class words where the same voice names an organisation for the same deed nearby (codebook.md), and
// repetitions within a sentence.
func (f *statementFinder) settle() []statementMention {
	var kept []statementMention
	for i, s := range f.found {
		if s.class && f.namedBeside(i) {
			s.vague = true
		}
		if slices.ContainsFunc(kept, func(t statementMention) bool {
			return t.Stance == s.Stance && t.Actor == s.Actor && t.Voice.Speaker == s.Voice.Speaker && t.Voice.Type == s.Voice.Type &&
				f.doc.Tokens[t.first].Sentence == f.doc.Tokens[s.first].Sentence && (t.objectFirst == s.objectFirst || s.objectFirst == s.objectLast)
		}) {
			continue
		}
		kept = append(kept, s)
	}
	return kept
}

// namedBeside reports whether the voice of a statement names an organisation close to it.
func (f *statementFinder) namedBeside(i int) bool {
	s := &f.found[i]
	for k := range f.found {
		t := &f.found[k]
		d := f.doc.Tokens[t.first].Sentence - f.doc.Tokens[s.first].Sentence
		if k != i && t.group && t.Stance == tocsin.StanceAttribution && t.Voice.Speaker == s.Voice.Speaker && t.Voice.Type == s.Voice.Type && -namedReach <= d && d <= namedReach {
			return true
		}
	}
	return false
}

// namedReach is how many sentences off an organisation's name makes a class word superfluous.
const namedReach = 4

// actorsOf returns the actors that tokens first..last name as doers: the first that is no mere modifier, and those
// that "and" or "or" joins to it. The second result tells that they are alternatives.
func (f *statementFinder) actorsOf(first, last int) (found []actorMention, either bool) {
	from, to := f.actorsIn(first, last)
	for i := from; i < to; i++ {
		m := f.actors[i]
		if m.first < first && m.last > last {
			continue
		}
		if len(found) > 0 {
			prev := &found[len(found)-1]
			switch f.joins(prev.last, m.first) {
			case "and", "and the", "", "and by", "and by the", "as well as", "together with", "alongside":
			case "or", "or the", "or by":
				either = true
			default:
				return found, either
			}
		}
		if m.adjective && !f.doesThroughNoun(&m) || m.people && m.kind == actorState {
			continue
		}
		if m.empty || m.kind == actorClass && m.body && !f.indefinite(&m) || m.kind == actorSpeaker && !isPartyName(m.name) {
			continue
		}
		found = append(found, m)
	}
	return found, either
}

// joins returns the words between two mentions, without those that only describe the second ("X and Tuareg Y").
func (f *statementFinder) joins(last, first int) string {
	if p, ok := f.noun(first); ok && p.First < first && p.First > last {
		first = p.First
	}
	for first-1 > last && (f.words[first-1].Lower == "allied" || f.doc.Tokens[first-1].Tag == language.ADJ || f.doc.Tokens[first-1].Tag == language.VERB && f.doc.Tokens[first-1].Form == language.PastParticiple) {
		first-- // "forces and allied X"
	}
	return f.between(last, first)
}

// isPartyName reports whether an organisation is a party, which can be a doer; ministries and agencies only speak.
func isPartyName(name string) bool {
	for _, w := range strings.Fields(strings.ToLower(name)) {
		if w == "party" || w == "alliance" || w == "union" || w == "movement" || w == "league" {
			return true
		}
	}
	return false
}

// doesThroughNoun reports whether an actor that modifies a noun acts through it: "Pakistani jets", "army helicopter".
func (f *statementFinder) doesThroughNoun(m *actorMention) bool {
	p, ok := f.noun(m.head)
	if !ok {
		return false
	}
	if from, to := f.actorsIn(m.last, p.Last); from < to {
		return false // "Somalia's rebels": the rebels act, and are a mention of their own
	}
	for k := m.last; k <= p.Head; k++ {
		if actingNouns[f.words[k].Lemma] || actingNouns[f.words[k].Lower] {
			return true
		}
		if e, _ := f.entry(f.lists.class, k); e != nil {
			return true
		}
	}
	return false
}

// actingNouns are what an actor acts through: its aircraft, ships, troops, shells.
var actingNouns = set("jet jets plane planes aircraft warplane warplanes helicopter helicopters drone drones missile missiles rocket rockets tank tanks ship warship artillery shell shells bomber gunship fire convoy patrol unit units cell troop leadership regime government sector sectors")

// indefinite reports whether a body is told for the first time: "an unidentified group", "a local militia group".
func (f *statementFinder) indefinite(m *actorMention) bool {
	switch f.words[m.first].Lower {
	case "large", "small", "aforementioned", "single", "whole", "second", "first", "same", "other", "another", "any", "such", "similar":
		return false
	}
	for k := m.first; k < m.last; k++ {
		e, _ := f.entry(f.lists.class, k)
		s, _ := f.entry(f.lists.state, k)
		if e != nil && (e.Value() == "armed" || e.Value() == "qualifier") || s != nil || leadWords[f.words[k].Lower] || isHedge(f.words[k].Lower) {
			return true
		}
	}
	return false
}

// antecedent finds who "it", "they" or "he" is as a doer: the speaker of the saying it stands in, else the actor
// named last before it.
func (f *statementFinder) antecedent(k int) (actorMention, bool) {
	if w := f.words[k].Lower; w == "we" || w == "our" || w == "i" {
		return f.ourselves(k)
	}
	if s := f.sayingAt(k); s != nil && s.sourceLast > s.sourceFirst && s.sourceFirst < k {
		if ms, _ := f.actorsOf(s.sourceFirst, s.sourceLast); len(ms) > 0 && f.words[k].Lower != "he" && f.words[k].Lower != "she" {
			return ms[0], true
		}
		from, to := f.actorsIn(s.sourceFirst, s.sourceLast)
		if from < to && f.actors[from].kind == actorGroup {
			return f.actors[from], true
		}
		if from < to && f.actors[from].kind == actorState && s.voice.Type == tocsin.VoiceAuthority && (f.words[k].Lower == "it" || f.words[k].Lower == "its") && f.lowerWithin(s.sourceFirst, s.sourceLast, "ministry", "government", "department", "presidency") {
			m := f.actors[from]
			m.adjective = false
			return m, true // "Russia's defence ministry said it had hit"
		}
	}
	if w := f.words[k].Lower; w == "he" || w == "she" {
		return actorMention{}, false
	}
	from, to := f.actorsIn(f.sentenceBefore(k), k)
	for i := from; i < to; i++ {
		if m := f.actors[i]; !m.adjective && !m.empty && !m.people && (m.kind == actorGroup || m.kind == actorClass && f.words[k].Lower == "they" && !m.body) {
			return m, true
		}
	}
	return actorMention{}, false
}

// ourselves finds who "we" are in what a group says: its speaker or the group he speaks for.
func (f *statementFinder) ourselves(k int) (actorMention, bool) {
	s := f.sayingAt(k)
	if s == nil || s.sourceLast <= s.sourceFirst {
		return actorMention{}, false
	}
	from, to := f.actorsIn(s.sourceFirst, s.sourceLast)
	for i := from; i < to; i++ {
		if f.actors[i].kind == actorGroup {
			return f.actors[i], true
		}
	}
	return actorMention{}, false
}

// doersOf returns who a subject or agent names as doers.
func (f *statementFinder) doersOf(s subject) ([]actorMention, bool) {
	if m, ok := f.groupSpeaking(s); ok {
		return []actorMention{m}, false
	}
	its := s.first
	if s.last-s.first > 3 && f.words[s.first+1].Lower == "of" {
		its = s.first + 2 // "one of its soldiers"
	}
	if its > 1 && isOpenQuote(f.doc.Tokens[its-1].Text) {
		switch f.words[its-2].Lower {
		case "its", "their", "our":
			if m, ok := f.antecedent(its - 2); ok { // "its "soldiers" had struck"
				return []actorMention{m}, false
			}
		}
	}
	if w := f.words[its].Lower; (w == "his" || w == "her") && s.last-its > 1 && ownPeople[f.words[its+1].Lemma] {
		if m, ok := f.ourselves(its); ok { // a leader's "his fighters"
			return []actorMention{m}, false
		}
	}
	if w := f.words[its].Lower; (w == "its" || w == "their" || w == "our") && s.last-its > 1 {
		if m, ok := f.antecedent(its); ok { // "its fighters", "their planes"
			return []actorMention{m}, false
		}
	}
	if s.last-s.first == 1 {
		switch f.words[s.first].Lower {
		case "it", "they", "he", "she", "we", "i":
			if m, ok := f.antecedent(s.first); ok {
				return []actorMention{m}, false
			}
			return nil, false
		case "which", "who", "that":
			return nil, false
		}
	}
	last := s.last
	if from, to := f.actorsIn(s.first, s.last); from < to && f.actors[to-1].last > s.last {
		last = max(last, s.end) // "two groups, X and Y, claimed": the names stand behind the subject's noun
	}
	return f.actorsOf(s.first, last)
}

// groupSpeaking finds whom "the group" or "the group's fighters" mean in what a group's spokesman or outlet says.
func (f *statementFinder) groupSpeaking(s subject) (actorMention, bool) {
	k := s.first
	if k < s.last && articles[f.words[k].Lower] {
		k++
	}
	if k >= s.last || !bodies[f.words[k].Lower] || k+1 < s.last && !isPossessiveMark(f.words[k+1].Lower) {
		return actorMention{}, false
	}
	sp := f.sayingAt(s.first)
	if sp == nil {
		return actorMention{}, false
	}
	from, to := f.actorsIn(sp.sourceFirst, sp.sourceLast)
	for i := from; i < to; i++ {
		if f.actors[i].kind == actorGroup {
			return f.actors[i], true
		}
	}
	return f.runsOutlet(sp)
}

var bodies = set("group movement organisation organization")

// runsOutlet reads whose outlet speaks: "the Kareth-run Dawn channel".
func (f *statementFinder) runsOutlet(s *saying) (actorMention, bool) {
	for k := s.sourceFirst; k < s.sourceLast; k++ {
		text := f.doc.Tokens[k].Text
		for _, suffix := range []string{"-run", "-controlled", "-owned", "-operated"} {
			name, ok := strings.CutSuffix(text, suffix)
			if !ok {
				continue
			}
			if e := f.lists.armedGroup.Get(strings.ToLower(name)); e != nil {
				return actorMention{first: k, last: k + 1, head: k, name: strings.Join(e.Values, " "), kind: actorGroup, certainty: tocsin.Stated}, true
			}
		}
	}
	return actorMention{}, false
}

// severalObject reports whether tokens first..last speak of more than one incident.
func (f *statementFinder) severalObject(first, last int) bool {
	for k := first; k < last; k++ {
		switch f.words[k].Lower {
		case "both", "all", "twin", "series", "attacks", "bombings", "blasts", "explosions", "killings", "strikes", "airstrikes":
			return true
		}
	}
	return false
}

// voiceFor returns the voice and certainty a statement about an actor has at token k, and the stance it makes: an
// actor telling of its own deed claims it, a group telling of its foe's is a rival.
func (f *statementFinder) voiceFor(k int, m *actorMention) (tocsin.Stance, tocsin.Voice, tocsin.Certainty) {
	voice, certainty := f.voiceAt(k)
	s := f.sayingAt(k)
	if s == nil {
		if f.ownHouse(m) {
			return tocsin.StanceClaim, tocsin.Voice{Speaker: f.report.Outlet, Type: tocsin.VoicePerpetrator, Via: []string{}}, certainty
		}
		return tocsin.StanceAttribution, voice, certainty
	}
	if s.unsaid {
		return "", voice, certainty
	}
	if s.denies && s.sourceLast > s.sourceFirst {
		if f.speaksForItself(s, m) {
			return tocsin.StanceDenial, voice, tocsin.Stated
		}
		if voice.Type == tocsin.VoiceAuthority && m.kind == actorForce {
			return tocsin.StanceDenial, voice, tocsin.Stated
		}
		return "", voice, tocsin.Stated // who else's deed is denied stands open
	}
	if f.speaksForItself(s, m) {
		voice.Type = tocsin.VoicePerpetrator
		return tocsin.StanceClaim, voice, certainty
	}
	if slices.Contains(voice.Via, m.name) && m.kind == actorGroup {
		// "X said its fighters had done it, according to its agency": the agency is the channel
		return tocsin.StanceClaim, tocsin.Voice{Speaker: m.name, Type: tocsin.VoicePerpetrator, Via: []string{voice.Speaker}}, certainty
	}
	if o, ok := f.runsOutlet(s); ok && o.name == m.name {
		via := appendNew(voice.Via, voice.Speaker)
		return tocsin.StanceClaim, tocsin.Voice{Speaker: m.name, Type: tocsin.VoicePerpetrator, Via: via}, certainty
	}
	if voice.Type == tocsin.VoicePerpetrator {
		voice.Type = tocsin.VoiceRival
	}
	if voice.Type == tocsin.VoiceMedia && (m.kind == actorForce || m.kind == actorState) && f.statesOutlet(s, m) {
		return tocsin.StanceClaim, tocsin.Voice{Speaker: m.name, Type: tocsin.VoicePerpetrator, Via: appendNew(voice.Via, voice.Speaker)}, certainty
	}
	return tocsin.StanceAttribution, voice, certainty
}

// statesOutlet reports whether a state's own television, radio or agency tells of what the state or its force did.
func (f *statementFinder) statesOutlet(s *saying, m *actorMention) bool {
	own := false
	for k := s.sourceFirst; k < s.sourceLast; k++ {
		w := f.words[k].Lower
		own = own || w == "state" || w == "state-run" || w == "state-owned" || w == "state-controlled" || w == "official"
	}
	if !own {
		return false
	}
	if c := f.stateOf(s.sourceFirst, s.sourceLast); c != "" {
		return c == m.country
	}
	return m.country == "" || m.country == f.setting.Country
}

// speaksForItself reports whether who speaks in a saying is the actor or its state.
func (f *statementFinder) speaksForItself(s *saying, m *actorMention) bool {
	if s.voice.Speaker == m.name {
		return m.kind != actorClass || s.voice.Type == tocsin.VoicePerpetrator
	}
	if s.voice.Type == tocsin.VoiceAuthority && (m.kind == actorForce || m.kind == actorState) && f.speaksForState(s, m) {
		return true
	}
	from, to := f.actorsIn(s.sourceFirst, s.sourceLast)
	for i := from; i < to; i++ {
		o := &f.actors[i]
		if o.name == m.name {
			return true
		}
		if s.voice.Type == tocsin.VoiceAuthority && (m.kind == actorForce || m.kind == actorState) && o.country != "" && o.country == m.country {
			return true
		}
		if o.kind == actorForce && m.kind == actorForce && (o.country == "" || m.country == "") && s.voice.Type == tocsin.VoiceAuthority && f.sameForce(o, m) {
			return true
		}
	}
	return false
}

// speaksForState reports whether an authority's words or office make it the actor's own: "the Pentagon said a U.S.
// strike", "the defence ministry said the army".
func (f *statementFinder) speaksForState(s *saying, m *actorMention) bool {
	country := f.stateOf(s.sourceFirst, s.sourceLast)
	if country == "" {
		for _, p := range f.persons {
			if p.speaker == s.voice.Speaker && p.country != "" && (country == "" || p.country < country) {
				country = p.country // in no order of the map's
			}
		}
	}
	if country != "" {
		return country == m.country || country == "US" && m.country == "" && f.words[m.head].Lower == "coalition"
	}
	if m.kind != actorForce || m.country != "" && m.country != f.setting.Country {
		return false
	}
	if f.forceSort(m) == "military" && speaksForArmy(s.voice.Speaker) {
		return true // "it announced that its troops had", of an army named before
	}
	for k := s.sourceFirst; k < s.sourceLast; k++ {
		if f.words[k].Lower == "ministry" {
			return f.lowerWithin(s.sourceFirst, s.sourceLast, "defence", "defense") && f.forceSort(m) != "police" || f.lowerWithin(s.sourceFirst, s.sourceLast, "interior") && f.forceSort(m) == "police"
		}
	}
	return false
}

// speaksForArmy reports whether a speaker's name is that of an army or of who speaks for one.
func speaksForArmy(speaker string) bool {
	for _, w := range strings.Fields(strings.ToLower(speaker)) {
		switch strings.Trim(w, ",") {
		case "army", "military", "army's", "military's", "army’s", "military’s":
			return true
		}
	}
	return false
}

// sameForce reports whether two mentions of forces are of one sort: the army's spokesman speaks for soldiers.
func (f *statementFinder) sameForce(a, b *actorMention) bool {
	x, _ := f.entry(f.lists.force, a.head)
	y, _ := f.entry(f.lists.force, b.head)
	return x != nil && y != nil && x.Value() == y.Value()
}

// negatedOrFuture reports whether a verb group tells of no deed done.
func (f *statementFinder) negatedOrFuture(v language.Phrase) bool {
	if v.Negated {
		return true
	}
	for k := v.First; k < v.Last; k++ {
		switch f.words[k].Lower {
		case "will", "would", "shall", "should", "must", "'ll", "can":
			return true
		}
	}
	return false
}

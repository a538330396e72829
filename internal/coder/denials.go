package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// denial reads "X denied", "X rejected the accusation", "S doubted that X". It reports whether the verb was one of
// these.
func (f *statementFinder) denial(v language.Phrase) bool {
	lemma := f.words[v.Head].Lemma
	end := f.sentence(v.Head).Last
	switch lemma {
	case "deny", "refute", "disclaim", "disown":
		if lemma == "deny" && f.accusationRejected(v) {
			return true
		}
	case "reject", "dismiss":
		if f.claimDismissed(v) || f.accusationRejected(v) || f.rivalRejects(v, end) {
			return true
		}
		if !f.lowerWithin(v.Last, min(end, v.Last+10), "accusation", "accusations", "claim", "claims", "allegation", "allegations", "charge", "charges", "responsibility", "involvement", "blame") {
			return false
		}
	case "distance":
		// "X distanced itself from the attack"
		if !f.lowerWithin(v.Last, min(end, v.Last+2), "itself", "themselves") || !f.lowerWithin(v.Last, min(end, v.Last+3), "from") {
			return false
		}
	case "rule":
		return f.ruledOut(v, end)
	case "rubbish", "ridicule", "debunk":
		return f.doubt(v)
	case "doubt", "dispute", "question":
		return f.doubt(v)
	case "cast", "throw":
		if f.lowerWithin(v.Last, min(end, v.Last+3), "doubt", "doubts") {
			return f.doubt(v)
		}
		return false
	case "praise", "hail", "welcome", "applaud", "celebrate":
		return f.praise(v)
	default:
		return false
	}
	if v.Modal || v.Negated || v.Passive || f.words[v.First].Lower == "to" {
		return true
	}
	if f.neither(v) || f.words[max(v.First-1, 0)].Lower == "nor" || f.used[v.Head] {
		return true
	}
	sub, ok := f.subjectOf(v)
	if !ok {
		return true
	}
	object := min(end, v.Last+12)
	if !f.deniesDeed(v.Last, object) {
		return true
	}
	s := statementMention{first: sub.first, last: min(end, max(v.Last, f.phraseFrom(v.Last, end))), objectFirst: v.Last, objectLast: object}
	s.Stance, s.When = tocsin.StanceDenial, f.claimDay(v, sub)
	s.Certainty = f.hedgedIn(v.First, v.Last)
	doers, _ := f.doersOf(sub)
	if kind, ok := f.roleIn(sub.first, sub.last); ok && kind == tocsin.VoiceAuthority || len(doers) == 0 {
		if m, ok := f.deniedFor(sub, v); ok {
			doers = []actorMention{m}
		}
	}
	if w := f.words[sub.first].Lower; len(doers) == 0 && sub.last == sub.first+1 && (w == "he" || w == "she") {
		doers = []actorMention{{first: sub.first, last: sub.last, name: "a suspect", kind: actorClass, suspect: true}}
	}
	for i := range doers {
		m := &doers[i]
		if m.kind != actorGroup && m.kind != actorForce && m.kind != actorState && !m.suspect && !(m.kind == actorClass && f.armedClass(m) && f.doc.Tokens[m.head].Form == language.Plural) {
			continue
		}
		d := s
		d.Actor = m.name
		if m.suspect {
			d.Actor = "a suspect"
		}
		// Who denies for another: "the government denied that the army".
		if inner, ok := f.accusedIn(v.Last, object, m); ok {
			d.Actor = inner.name
		}
		voice, ok := f.voiceOfActor(m)
		if vs := f.accusers(sub); len(vs) > 0 && m.kind != actorGroup && m.kind != actorClass && !m.suspect {
			voice = vs[0]
		} else if !ok {
			voice = tocsin.Voice{Speaker: d.Actor, Type: tocsin.VoicePerpetrator, Via: []string{}}
		}
		d.Voice = voice
		f.add(d)
	}
	for k := v.Last; k < object && f.words[k].Lower != "," && f.words[k].Lower != "and"; k++ {
		f.used[k] = true
	}
	return true
}

// claimDismissed reads "a claim the army dismissed": the army doubts who claimed.
func (f *statementFinder) claimDismissed(v language.Phrase) bool {
	sub, ok := f.subjectOf(v)
	if !ok || v.Negated || v.Modal || v.Passive {
		return false
	}
	k := sub.first - 1
	for k > 0 && f.doc.Tokens[k].Tag == language.DET {
		k--
	}
	if k < f.sentence(v.Head).First || f.words[k].Lemma != "claim" && f.words[k].Lemma != "assertion" {
		return false
	}
	name := f.lastClaimant(v.Head)
	for _, voice := range f.accusers(sub) {
		if name == "" || voice.Speaker == name {
			continue
		}
		s := statementMention{first: k, last: v.Last}
		s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceDoubt, name, voice, tocsin.Stated
		f.add(s)
	}
	return true
}

// accusationRejected reads "an accusation the group rejected": the accused denies it.
func (f *statementFinder) accusationRejected(v language.Phrase) bool {
	sub, ok := f.subjectOf(v)
	if !ok || v.Negated || v.Modal || v.Passive {
		return false
	}
	k := sub.first - 1
	for k > 0 && (f.doc.Tokens[k].Tag == language.DET || relatives[f.words[k].Lower]) {
		k--
	}
	if k < f.sentence(v.Head).First || !charges[f.words[k].Lemma] {
		return false
	}
	accused := f.lastClaimant(v.Head)
	doers, _ := f.doersOf(sub)
	found := false
	for i := range doers {
		m := &doers[i]
		if m.name != accused && m.kind == actorClass {
			continue
		}
		voice, ok := f.voiceOfActor(m)
		if !ok {
			continue
		}
		s := statementMention{first: k, last: v.Last, group: m.kind == actorGroup}
		s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceDenial, m.name, voice, tocsin.Stated
		f.add(s)
		found = true
	}
	return found
}

var charges = set("accusation charge allegation")

// rivalRejects reads "Y rejected the statement as a fabrication" of a claim that another made: a doubt.
func (f *statementFinder) rivalRejects(v language.Phrase, end int) bool {
	if v.Modal || v.Negated || v.Passive || !f.lowerWithin(v.Last, min(end, v.Last+4), "statement", "claim", "claims", "message") || !f.lowerWithin(v.Last, min(end, v.Last+7), "as", "by") {
		return false
	}
	name := f.lastClaimant(v.Head)
	sub, ok := f.subjectOf(v)
	if !ok || name == "" {
		return false
	}
	found := false
	for _, voice := range f.accusers(sub) {
		if voice.Speaker == name {
			continue
		}
		s := statementMention{first: sub.first, last: min(end, v.Last+3)}
		s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceDoubt, name, voice, tocsin.Stated
		f.add(s)
		found = true
	}
	return found
}

// ruledOut reads "the police ruled out X", "ruled out the involvement of X".
func (f *statementFinder) ruledOut(v language.Phrase, end int) bool {
	k := v.Last
	if v.Modal || v.Negated || v.Passive || k+1 >= end || f.words[k].Lower != "out" || f.words[v.First].Lower == "to" {
		return false
	}
	last := f.phraseFrom(k+1, end)
	sub, ok := f.subjectOf(v)
	if !ok {
		return false
	}
	ms, _ := f.actorsOf(k+1, last)
	found := false
	for i := range ms {
		if ms[i].kind != actorGroup && !f.lowerWithin(k+1, last, "involvement", "role", "responsibility", "hand") {
			continue
		}
		for _, voice := range f.accusers(sub) {
			s := statementMention{first: sub.first, last: max(last, v.Last)}
			s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceDoubt, ms[i].name, voice, tocsin.Stated
			f.add(s)
			found = true
		}
	}
	return found
}

// claimsFalse reads "the minister said the claim was false": a doubt of what was claimed last.
func (f *statementFinder) claimsFalse() {
	for _, v := range f.verbs {
		end := f.sentence(v.Head).Last
		if f.words[v.Head].Lemma != "be" || v.Negated || v.Modal || v.Last >= end {
			continue
		}
		if !f.lowerWithin(v.Last, min(end, v.Last+3), "false", "fake", "untrue", "fabricated", "baseless", "bogus", "hoax", "lie", "lies", "fabrication", "propaganda", "unfounded") {
			continue
		}
		sub, ok := f.subjectOf(v)
		if !ok {
			continue
		}
		if h, in := f.nounHead(sub.first); !in || f.words[h].Lemma != "claim" {
			continue
		}
		voice, c := f.voiceAt(v.Head)
		of := f.lastClaim(v.First, "")
		if voice.Type == tocsin.VoiceReport || of == nil || of.Stance != tocsin.StanceClaim || of.Actor == voice.Speaker {
			continue
		}
		if voice.Type == tocsin.VoicePerpetrator {
			voice.Type = tocsin.VoiceRival
		}
		s := statementMention{first: sub.first, last: min(end, v.Last+2), objectFirst: of.objectFirst, objectLast: of.objectLast, several: of.several}
		s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceDoubt, of.Actor, voice, c
		f.add(s)
	}
}

// neither reports whether a verb stands after "neither": "neither denied nor confirmed".
func (f *statementFinder) neither(v language.Phrase) bool {
	return v.First > 0 && f.words[v.First-1].Lower == "neither"
}

// deniesDeed reports whether what is denied is responsibility or a deed: "denied involvement", "denied this", "denied
// that its forces had".
func (f *statementFinder) deniesDeed(first, last int) bool {
	for k := first; k < last; k++ {
		if deniedNouns[f.words[k].Lower] {
			return true
		}
		if f.words[k].Lower == "," || f.words[k].Lower == "." {
			return k == first || f.violent(first, k) || f.armsWithin(first, k)
		}
	}
	return f.violent(first, last) || f.armsWithin(first, last)
}

var deniedNouns = set("responsibility involvement role participation accusation accusations allegation allegations charge charges claim claims this it being having any report reports behind")

// accusedIn finds another actor inside what is denied: "denied that the army had bombed".
func (f *statementFinder) accusedIn(first, last int, speaker *actorMention) (actorMention, bool) {
	if first >= len(f.words) || f.words[first].Lower != "that" || speaker.kind == actorGroup {
		return actorMention{}, false
	}
	from, to := f.actorsIn(first, last)
	for i := from; i < to; i++ {
		if m := f.actors[i]; (m.kind == actorForce || m.kind == actorGroup) && m.name != speaker.name {
			return m, true
		}
	}
	return actorMention{}, false
}

// deniedFor finds whose deed an official denies: the force inside what he denies, else his state.
func (f *statementFinder) deniedFor(sub subject, v language.Phrase) (actorMention, bool) {
	end := f.sentence(v.Head).Last
	from, to := f.actorsIn(sub.first, sub.end)
	for i := from; i < to; i++ {
		if m := f.actors[i]; m.kind == actorForce || m.kind == actorGroup {
			return m, true
		}
	}
	from, to = f.actorsIn(v.Last, end)
	for i := from; i < to; i++ {
		if m := f.actors[i]; m.kind == actorForce && !m.people && !m.adjective {
			return m, true
		}
	}
	from, to = f.actorsIn(sub.first, sub.end)
	for i := from; i < to; i++ {
		if m := f.actors[i]; m.kind == actorState {
			return m, true
		}
	}
	if c := f.stateOf(sub.first, sub.end); c != "" {
		return actorMention{first: sub.first, last: sub.last, name: f.stateName(c, sub.first, sub.last), kind: actorState, country: c}, true // "the Kremlin"
	}
	if kind, ok := f.roleIn(sub.first, sub.last); ok && kind == tocsin.VoiceAuthority && f.setting.Country != "" {
		// "the foreign ministry": of the state the report is set in
		return actorMention{first: sub.first, last: sub.last, name: f.stateName(f.setting.Country, sub.first, sub.last), kind: actorState, country: f.setting.Country}, true
	}
	return actorMention{}, false
}

// doubt reads "S doubted that X was behind", "S disputed the claim": the actor is whose responsibility is at issue.
func (f *statementFinder) doubt(v language.Phrase) bool {
	end := f.sentence(v.Head).Last
	if !f.deniesDeed(v.Last, min(end, v.Last+10)) || v.Passive || v.Modal || v.Negated {
		return true
	}
	sub, ok := f.subjectOf(v)
	if !ok {
		return true
	}
	from, to := f.actorsIn(v.Last, min(end, v.Last+12))
	name := ""
	for i := from; i < to && name == ""; i++ {
		if m := &f.actors[i]; m.kind == actorGroup || m.kind == actorState {
			name = m.name
		}
	}
	if name == "" {
		name = f.lastClaimant(v.Head)
	}
	f.use(v.Last, min(end, v.Last+12))
	voices := f.accusers(sub)
	if f.doc.Tokens[sub.first].Tag == language.PRON {
		if voice, _ := f.voiceAt(v.Head); voice.Type != tocsin.VoiceReport {
			voices = []tocsin.Voice{voice}
		}
	}
	for _, voice := range voices {
		if voice.Type == tocsin.VoicePerpetrator {
			voice.Type = tocsin.VoiceRival
		}
		if name == "" || voice.Speaker == name {
			continue
		}
		s := statementMention{first: sub.first, last: min(end, v.Last+3)}
		s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceDoubt, name, voice, tocsin.Stated
		f.add(s)
	}
	return true
}

// lastClaimant returns who claimed or was accused last before token k.
func (f *statementFinder) lastClaimant(k int) string {
	name, at := "", -1
	for i := range f.found {
		s := &f.found[i]
		if (s.Stance == tocsin.StanceClaim || s.Stance == tocsin.StanceAttribution) && s.first < k && s.first > at {
			name, at = s.Actor, s.first
		}
	}
	return name
}

// praise reads "X praised the attack": welcoming is no claim.
func (f *statementFinder) praise(v language.Phrase) bool {
	end := f.sentence(v.Head).Last
	if v.Modal || v.Negated || f.words[v.First].Lower == "to" {
		return false
	}
	sub, ok := f.subjectOf(v)
	if v.Passive {
		first, last, by := f.agentBy(v)
		if !ok || !by || !f.violentNoun(max(sub.first-1, 0), v.First) && !f.deedHeads(v.First) {
			return false
		}
		sub = subject{first: first, last: last, end: last} // "the bombing was praised by X"
	} else if !ok || !f.violentNoun(v.Last, min(end, v.Last+6)) {
		return false
	}
	ms, _ := f.doersOf(sub)
	for i := range ms {
		if ms[i].kind == actorClass {
			continue
		}
		s := statementMention{first: sub.first, last: min(end, v.Last+4), objectFirst: v.Last, objectLast: min(end, v.Last+6)}
		s.Stance, s.Actor, s.Certainty = tocsin.StancePraise, ms[i].name, tocsin.Stated
		s.Voice = tocsin.Voice{Speaker: ms[i].name, Type: tocsin.VoicePerpetrator, Via: []string{}}
		if ms[i].kind != actorGroup {
			s.Voice.Type = tocsin.VoiceAuthority
		}
		f.add(s)
	}
	return len(ms) > 0
}

func (f *statementFinder) violentNoun(first, last int) bool {
	for k := first; k < last; k++ {
		if f.isNounDeed(k) {
			return true
		}
		if f.words[k].Lower == "," {
			return false
		}
	}
	return false
}

package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// ownTold reads what an armed group says that it or one of its own did, by whatever verb, of violence just told: "said one
// of its men had driven the car", "said it had avenged its founder", "said it had sent a team against the building". Who
// tells of its part claims the deed. It also reads why a group says an attack was made: "the blast answered the bombing
// of Y", "the attack was in revenge for Z". It reports whether it found a claim.
func (f *statementFinder) ownTold(v language.Phrase) bool {
	s := f.sayingAt(v.Head)
	if s == nil || s.voice.Type != tocsin.VoicePerpetrator || s.denies || s.unsaid || s.sourceLast <= s.sourceFirst || v.Negated || v.Modal || f.words[v.First].Lower == "to" {
		return false
	}
	if e, _ := f.lists.deed.At(f.words, v.Head); e != nil && e.Value() != "source" {
		return false // read as any deed
	}
	sub, ok := f.subjectOf(v)
	if !ok || !f.deedJustTold(v.First) {
		return false
	}
	m, ok := f.groupOf(s)
	if !ok {
		return false
	}
	if !f.ownSubject(sub) || f.passive(v) || !f.past(v) || !f.actsOut(v) {
		h, in := f.nounHead(sub.first)
		if !in || !f.isNounDeed(h) || !f.givesMotive(v) {
			return false
		}
	}
	f.attribute(&m, v.Head, sub.first, v.Last, [2]int{v.Head, v.Head}, f.verbCertainty(v, v.Last))
	return true
}

// groupOf returns the armed group that a saying's source names.
func (f *statementFinder) groupOf(s *saying) (actorMention, bool) {
	from, to := f.actorsIn(s.sourceFirst, s.sourceLast)
	for i := from; i < to; i++ {
		if m := f.actors[i]; m.kind == actorGroup && m.name == s.voice.Speaker {
			return m, true
		}
	}
	return actorMention{}, false
}

// ownSubject reports whether a subject is who speaks or people of his: "it", "we", "its men", "one of their fighters".
func (f *statementFinder) ownSubject(s subject) bool {
	if s.last-s.first == 1 {
		return f.lowerWithin(s.first, s.last, "it", "we", "they")
	}
	k := s.first
	if s.last-k > 3 && f.words[k+1].Lower == "of" {
		k += 2
	}
	return f.lowerWithin(k, k+1, "its", "our", "their", "his") && k+1 < s.last && (ownPeople[f.words[min(s.last-1, k+2)].Lemma] || ownPeople[f.words[k+1].Lemma] || f.bodyAt(k+1, s.last))
}

// bodyAt reports whether tokens first..last name a part of a group: "its armed wing", "its southern command".
func (f *statementFinder) bodyAt(first, last int) bool {
	for k := first; k < last; k++ {
		if e, _ := f.entry(f.lists.class, k); e != nil && (e.Value() == "body" || e.Value() == "armed") {
			return true
		}
		if w := f.words[k].Lower; w == "wing" || w == "unit" || w == "squad" || w == "brigade" || w == "command" || w == "team" || w == "forces" {
			return true
		}
	}
	return false
}

// past reports whether a verb group tells of what was done.
func (f *statementFinder) past(v language.Phrase) bool {
	switch f.doc.Tokens[v.Head].Form {
	case language.Past, language.PastParticiple:
		return true
	}
	return false
}

// actsOut reports whether a verb tells of an act rather than of a state, a word or what one suffers.
func (f *statementFinder) actsOut(v language.Phrase) bool {
	if e, _ := f.lists.cue.At(f.words, v.Head); e != nil {
		return false
	}
	return !idle[f.words[v.Head].Lemma]
}

// idle are verbs that tell of no act of violence when a group uses them of itself.
var idle = set("be have know want wish need hold keep remain stay live become believe think hope respect support join leave lose suffer see hear receive learn find refuse agree accept sign release free hand meet talk negotiate condemn regret mourn reject decide withdraw cease stop end halt call ask demand warn vow pledge offer help assist aid")

// givesMotive reports whether a verb behind a noun of violence tells why it was done: "answered", "avenged", "was in
// retaliation for", "came in response to".
func (f *statementFinder) givesMotive(v language.Phrase) bool {
	switch f.words[v.Head].Lemma {
	case "answer", "avenge", "punish":
		return true
	case "be", "come":
		return f.lowerWithin(v.Last, min(f.sentence(v.Head).Last, v.Last+4), "response", "retaliation", "revenge", "reprisal", "answer", "punishment", "vengeance")
	}
	return false
}

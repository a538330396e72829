package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// owned reads claims by other words than "claim": "X admitted carrying out the bombing", "X owned up to it", "X confirmed it
// was behind it", and of nobody: "no group has said it was behind the bombing", "nobody has come forward". It reports
// whether it found one.
func (f *statementFinder) owned(v language.Phrase) bool {
	if f.words[v.First].Lower == "to" && !v.Negated || v.Modal || v.Passive {
		return false
	}
	if f.neither(v) {
		return f.neitherSaid(v)
	}
	end := f.sentence(v.Head).Last
	lemma := f.words[v.Head].Lemma
	gerund := false
	switch lemma {
	case "do":
		return f.weDid(v, end)
	case "own":
		if v.Last >= end || f.words[v.Last].Lower != "up" {
			return false
		}
		gerund = true
	case "adopt":
		if !f.nobodyBefore(v) {
			return false
		}
	case "come":
		if !f.lowerWithin(v.Last, min(end, v.Last+2), "forward") || !f.nobodyBefore(v) {
			return false
		}
	case "say", "confirm", "announce", "indicate":
		if !f.nobodyBefore(v) {
			return false
		}
	case "admit", "acknowledge", "confess":
		if k := f.skipAdverbs(v.Last, end); k < end && f.words[k].Lower != "that" || v.Last+1 < end && f.words[v.Last].Lower == "that" && f.bareDeed(v.Last+1, end) {
			gerund = f.ownedNoun(v.Last, end) // "admitted that killing", "had not acknowledged either attack"
		}
		gerund = gerund || v.Last < end && f.doc.Tokens[v.Last].Form == language.Gerund || v.Last+1 < end && f.words[v.Last].Lower == "to" && f.doc.Tokens[v.Last+1].Form == language.Gerund
		if !gerund && !f.nobodyBefore(v) {
			return false
		}
	default:
		return false
	}
	object := min(end, v.Last+12)
	if !f.violent(v.Last, object) && !f.ownedNoun(v.Last, end) && !f.lowerWithin(v.Last, object, "behind", "responsible", "responsibility") && !f.deedPronoun(v.Last, object) {
		return false
	}
	sub, ok := f.subjectOf(v)
	if f.nobodyBefore(v) || ok && f.negativeSubject(sub) {
		first := v.First
		if ok {
			first = sub.first
		}
		f.use(v.Last, object)
		f.noClaim(v, subject{}, statementMention{first: first, last: object, objectFirst: v.Last, objectLast: object})
		return true
	}
	if v.Negated && gerund && ok {
		if ms, _ := f.doersOf(sub); len(ms) == 1 && ms[0].kind == actorGroup {
			f.noClaim(v, sub, statementMention{first: sub.first, last: min(object, v.Last+4), several: f.lowerWithin(v.Last, v.Last+1, "either", "both")})
			return true
		}
	}
	if !gerund || v.Negated || !ok {
		return false
	}
	doers, _ := f.doersOf(sub)
	if len(doers) == 0 {
		if m, ok := f.claimant(sub); ok && m.kind == actorGroup && m.name != "" {
			if f.groupIn(m.first, m.last) == m.name {
				doers = []actorMention{m}
			}
		}
	}
	n := 0
	for i := range doers {
		if k := doers[i].kind; k != actorGroup && k != actorForce && k != actorState && !doers[i].suspect {
			continue
		}
		s := statementMention{first: sub.first, last: object, objectFirst: v.Last, objectLast: object, several: f.severalObject(v.Last, object), group: doers[i].kind == actorGroup}
		s.When = f.claimDay(v, sub)
		f.claimed(s, &doers[i], v, sub)
		n++
	}
	return n > 0
}

// neitherSaid reads "X had neither admitted nor denied the attack": it has claimed nothing.
func (f *statementFinder) neitherSaid(v language.Phrase) bool {
	l := f.words[v.Head].Lemma
	end := min(f.sentence(v.Head).Last, v.Last+3)
	if !owning[l] && !f.lowerWithin(v.Last, end, "denied", "deny", "rejected") || !owning[l] && l != "deny" && l != "confirm" {
		return false
	}
	for k := v.Last; k < end; k++ {
		if l := f.words[k].Lemma; f.words[k].Lower == "nor" || !owning[l] && l != "deny" && l != "reject" && l != "confirm" {
			continue
		}
		sub, ok := f.subjectOf(v)
		if !ok {
			return false
		}
		f.used[k] = true
		f.noClaim(v, sub, statementMention{first: sub.first, last: k + 1})
		return true
	}
	return false
}

// owning are verbs by which somebody owns a deed.
var owning = set("claim admit acknowledge confess own accept")

// weDid reads "we did it" in what a group says.
func (f *statementFinder) weDid(v language.Phrase, end int) bool {
	if v.Negated || v.Last >= end || f.words[v.Last].Lower != "it" && f.words[v.Last].Lower != "this" || !f.closes(v.Last+1, end) || !f.deedJustTold(v.First) {
		return false
	}
	sub, ok := f.subjectOf(v)
	if !ok || f.words[sub.first].Lower != "we" && f.words[sub.first].Lower != "i" {
		return false
	}
	m, ok := f.ourselves(sub.first)
	if ok {
		f.attribute(&m, v.Head, sub.first, v.Last+1, [2]int{v.Head, v.Head}, tocsin.Stated)
	}
	return ok
}

// ownedNoun reports whether the object that begins at token k is a deed told as known: "that killing", "either incident",
// "the attack".
func (f *statementFinder) ownedNoun(k, end int) bool {
	if k >= end {
		return false
	}
	switch f.words[k].Lower {
	case "the", "this", "that", "these", "those", "either", "both":
	default:
		return false
	}
	if (f.words[k].Lower == "both" || f.words[k].Lower == "either") && f.closes(k+1, end) && f.deedJustTold(k) {
		return true
	}
	for j := k + 1; j < end && j < k+4; j++ {
		if f.isNounDeed(j) || f.bareDeed(j, end) || f.words[j].Lemma == "incident" && f.deedJustTold(k) {
			return true
		}
		if t := f.doc.Tokens[j].Tag; t != language.ADJ && t != language.NOUN && t != language.NUM {
			return false
		}
	}
	return false
}

// bareDeed reports whether token k is a noun of violence, or an "-ing" of one with nothing behind it: "that killing".
func (f *statementFinder) bareDeed(k, end int) bool {
	e, _ := f.lists.deed.At(f.words, k)
	return f.isNounDeed(k) || e != nil && f.doc.Tokens[k].Form == language.Gerund && f.closes(k+1, end)
}

// deedPronoun reports whether tokens first..last speak of a deed told before by a pronoun: "owned up to it".
func (f *statementFinder) deedPronoun(first, last int) bool {
	return f.lowerWithin(first, min(last, first+3), "it", "this", "them") && f.deedJustTold(first)
}

// nobodyBefore reports whether nobody is the subject of a verb: by its subject, or where the subject is long by a
// "no", "none" or "nobody" that begins its clause ("none of the armed groups active in the area has").
func (f *statementFinder) nobodyBefore(v language.Phrase) bool {
	if f.nobody(v) {
		return true
	}
	low := f.sentence(v.Head).First
	for k := v.First - 1; k >= low && k > v.First-14; k-- {
		switch w := f.words[k].Lower; {
		case w == "nobody" || w == "none" || w == "no":
			return k == low || clauseMark[f.words[k-1].Lower] || f.doc.Tokens[k-1].Tag == language.ADV || f.isTimeWord(k-1) || f.words[k-1].Lower == "far" || f.words[k-1].Lower == "said"
		case w == "," || w == ";" || w == "that" || w == ":":
			return false
		}
		if t := &f.doc.Tokens[k]; t.Tag == language.VERB && t.Form != language.PastParticiple && t.Form != language.Gerund {
			return false
		}
	}
	return false
}

// unclaimed reads "the attack remains unclaimed".
func (f *statementFinder) unclaimed() {
	for k := range f.words {
		if f.words[k].Lower != "unclaimed" || k == 0 {
			continue
		}
		if g, ok := f.verb(k - 1); ok && !g.Negated && !g.Modal && (f.words[g.Head].Lemma == "remain" || f.words[g.Head].Lemma == "be" || f.words[g.Head].Lemma == "go") && f.deedJustTold(k) {
			f.noClaim(g, subject{}, statementMention{first: g.First, last: k + 1})
		}
	}
}

// whoeverClaims returns who a passive claim is by where its agent stands behind the channel: "was claimed in a call to M by
// a man who said he spoke for X".
func (f *statementFinder) whoeverClaims(v language.Phrase) []actorMention {
	first, _, ok := f.agentBy(v)
	if !ok {
		return nil
	}
	end := f.sentence(v.Head).Last
	if m, ok := f.spokenFor(first, min(end, first+14)); ok {
		return []actorMention{m}
	}
	return nil
}

// spokenFor finds the group for which somebody between tokens first..last says that he speaks: "a man claiming to
// represent X", "a caller who said he spoke for X", "a person purporting to be a spokesman of X".
func (f *statementFinder) spokenFor(first, last int) (actorMention, bool) {
	at := -1
	for k := first; k < last; k++ {
		switch f.words[k].Lemma {
		case "represent", "speak", "spokesman", "spokesperson", "spokeswoman", "behalf", "belong", "member":
			at = k
		case ".", ";":
			return actorMention{}, false
		}
		if at >= 0 {
			from, to := f.actorsIn(at, last)
			if at > first && f.actorsBefore(at, first) {
				from--
			}
			for ; from >= 0 && from < to; from++ {
				if m := f.actors[from]; m.kind == actorGroup {
					m.adjective = false
					return m, true
				}
			}
			return actorMention{}, false
		}
	}
	return actorMention{}, false
}

// actorsBefore reports whether a mention ends at token at or right before it: "a Palm Front spokesman".
func (f *statementFinder) actorsBefore(at, first int) bool {
	from, to := f.actorsIn(max(at-1, first), at)
	return from < to && f.actors[from].kind == actorGroup
}

// callers reads "a caller told a newspaper that the bomb was planted by X" and "a man claiming to speak for X telephoned to
// say the group had": what such a caller says of the group he names is its claim.
func (f *statementFinder) callers() {
	for i := range f.found {
		s := &f.found[i]
		if s.Stance != tocsin.StanceAttribution || !s.group {
			continue
		}
		sy := f.sayingAt(s.first)
		if sy == nil || sy.sourceLast <= sy.sourceFirst || !f.anonymousCaller(sy.sourceFirst, sy.sourceLast, s.Actor) {
			continue
		}
		via := s.Voice.Via
		for _, c := range f.channelsIn(sy.sourceFirst, f.sentence(sy.cue).Last) {
			via = appendNew(via, c)
		}
		s.Stance = tocsin.StanceClaim
		s.Voice = tocsin.Voice{Speaker: s.Actor, Type: tocsin.VoicePerpetrator, Via: via}
	}
}

// anonymousCaller reports whether tokens first..last name somebody who calls in, or says that he speaks for the group.
func (f *statementFinder) anonymousCaller(first, last int, name string) bool {
	for k := first; k < last; k++ {
		if w := f.words[k].Lemma; w == "caller" {
			return true
		}
	}
	m, ok := f.spokenFor(first, last)
	return ok && m.name == name
}

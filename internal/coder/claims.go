package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// claim reads claims and their absence: "X claimed responsibility for", "the attack was claimed by X", "no group has
// claimed". It reports whether the verb was one of these.
func (f *statementFinder) claim(v language.Phrase) bool {
	lemma := f.words[v.Head].Lemma
	end := f.sentence(v.Head).Last
	var after int // where the object of the claim begins
	if s := f.sayingAt(v.Head); s != nil && s.denies && s.cue != v.Head {
		return false // "denied that it had claimed"
	}
	switch lemma {
	case "claim":
		k := f.skipAdverbs(v.Last, end)
		if k < end && (responsibilityNouns[f.words[k].Lower] || f.words[k].Lower == "the" && k+1 < end && responsibilityNouns[f.words[k+1].Lower]) {
			after = k + 1
		} else if f.passive(v) {
			return f.claimPassive(v)
		} else if (v.Negated || f.nobodyBefore(v)) && f.words[min(k, end-1)].Lower != "that" {
			after = k
		} else {
			return f.claimContent(v)
		}
	case "announce":
		return f.announced(v)
	case "take", "assume", "accept", "acknowledge", "admit", "bear":
		k := f.skipAdverbs(v.Last, end)
		for k < end && k < v.Last+4 && !responsibilityNouns[f.words[k].Lower] {
			k++
		}
		if k >= end || !responsibilityNouns[f.words[k].Lower] {
			return false
		}
		if f.words[k].Lower == "credit" && lemma != "take" || v.Modal {
			return false
		}
		after = k + 1
	default:
		return false
	}
	if v.Modal {
		return true
	}
	sub, ok := f.claimSubject(v)
	if !ok {
		return true
	}
	if h, ok := f.nounHead(sub.first); ok && (f.isNounDeed(h) || responsibilityNouns[f.words[h].Lower]) {
		return true
	}
	objectFirst, objectLast := f.objectAfter(after, end)
	s := statementMention{first: sub.first, last: min(max(after, objectLast), end), objectFirst: objectFirst, objectLast: objectLast, several: f.severalObject(objectFirst, objectLast)}
	s.When = f.claimDay(v, sub)
	if v.Negated || f.negativeSubject(sub) || f.nobodyBefore(v) {
		if !v.Negated {
			sub = subject{} // nobody, and no group named
		}
		f.noClaim(v, sub, s)
		return true
	}
	if f.otherDeeds(objectFirst, objectLast) {
		f.use(objectFirst, objectLast)
		return true
	}
	doers, _ := f.doersOf(sub)
	if len(doers) == 0 {
		if m, ok := f.claimant(sub); ok {
			doers = []actorMention{m}
		}
	}
	for i := range doers {
		f.claimed(s, &doers[i], v, sub)
	}
	return true
}

// claimSubject finds who claims: the subject of the verb; of "issued a statement claiming" and "telephoned a newspaper to
// claim" that of the verb before.
func (f *statementFinder) claimSubject(v language.Phrase) (subject, bool) {
	if f.words[v.First].Lower == "to" {
		return f.toldBefore(v)
	}
	sub, ok := f.subjectOf(v)
	if f.doc.Tokens[v.Head].Form == language.Gerund && v.First == v.Head && v.First > 0 {
		if h, in := f.nounHead(max(v.First-1, 0)); ok && in && written[f.words[h].Lemma] {
			if from, to := f.actorsIn(sub.first, v.First); from == to {
				return f.mainSubject(v)
			}
		}
	}
	return sub, ok
}

// toldBefore returns the subject of the verb of calling or issuing that an infinitive tells the purpose of: "telephoned a
// radio station to say".
func (r *reading) toldBefore(v language.Phrase) (subject, bool) {
	low := r.sentence(v.Head).First
	for k := v.First - 1; k > low && k > v.First-12; k-- {
		g, ok := r.verb(k)
		if !ok {
			continue
		}
		if !calling[r.words[g.Head].Lemma] && !issued[r.words[g.Head].Lemma] || r.words[g.First].Lower == "to" {
			return subject{}, false
		}
		return r.subjectOf(g)
	}
	return subject{}, false
}

// calling are verbs of getting through to somebody.
var calling = set("call telephone phone ring contact write email come appear use")

var responsibilityNouns = set("responsibility credit authorship")

// nobody reports whether the subject of a verb is nobody.
func (f *statementFinder) nobody(v language.Phrase) bool {
	sub, ok := f.subjectOf(v)
	return ok && f.negativeSubject(sub)
}

func (f *statementFinder) skipAdverbs(k, end int) int {
	for k < end && (f.doc.Tokens[k].Tag == language.ADV || f.isTimeWord(k) || f.doc.Tokens[k].Tag == language.ADP && k+1 < end && f.isTimeWord(k+1)) {
		k++
	}
	return k
}

// claimed notes that an actor claims, through whatever channel told of it.
func (f *statementFinder) claimed(s statementMention, m *actorMention, v language.Phrase, sub subject) {
	s.Stance, s.Actor = tocsin.StanceClaim, m.name
	s.Voice = tocsin.Voice{Speaker: m.name, Type: tocsin.VoicePerpetrator, Via: f.channelsAround(v)}
	s.Certainty = weakest(f.hedgedIn(v.First, v.Last), m.certainty)
	if sub.last > sub.first {
		s.Certainty = weakest(s.Certainty, f.hedgedIn(sub.first, m.last))
	}
	if o := f.sayingAround(v.Head, m); o != nil && o.voice.Type != tocsin.VoiceWitness && o.voice.Type != tocsin.VoiceVictim {
		s.Voice.Via = appendNew(s.Voice.Via, o.voice.Speaker)
		s.Certainty = weakest(s.Certainty, o.certainty)
	}
	if m.suspect {
		s.Actor, s.Voice.Speaker = "a suspect", "a suspect"
	}
	f.use(s.objectFirst, s.objectLast)
	f.add(s)
}

// use marks deeds whose author a statement has told.
func (f *statementFinder) use(first, last int) {
	for k := first; k < last; k++ {
		f.used[k] = true
	}
}

// sayingAround returns the saying of somebody else that token k stands in, nil if there is none.
func (f *statementFinder) sayingAround(k int, m *actorMention) *saying {
	if s := f.sayingAt(k); s != nil && s.voice.Speaker != "" && s.voice.Speaker != m.name && s.cue != k {
		return s
	}
	return nil
}

// channelsAround returns the channels that the sentence of a claim names: its statement on Telegram, the monitor who
// passes it on.
func (f *statementFinder) channelsAround(v language.Phrase) []string {
	s := f.sentence(v.Head)
	via := []string{}
	first := s.First
	from, to := f.actorsIn(s.First, s.Last)
	for ; from <= to; from++ {
		last, next := s.Last, s.Last
		if from < to {
			if f.actors[from].kind != actorGroup {
				continue
			}
			last, next = f.actors[from].first, f.actors[from].last // no word of a group's name is a channel
		}
		for _, c := range f.channelsIn(first, last) {
			via = appendNew(via, c)
		}
		first = max(first, next)
	}
	return via
}

// claimNouns reads "no claim of responsibility", "there was no immediate claim".
func (f *statementFinder) claimNouns() {
	for k := range f.words {
		if f.words[k].Lemma != "claim" || f.doc.Tokens[k].Tag == language.VERB {
			continue
		}
		p, ok := f.noun(k)
		if !ok {
			continue
		}
		no := p.Negated
		for j := max(p.First-1, 0); j < k; j++ {
			no = no || f.words[j].Lower == "no"
		}
		of := k+2 < len(f.words) && f.words[k+1].Lower == "of" && responsibilityNouns[f.words[k+2].Lower]
		if !no || !of && !f.lowerWithin(p.First, k, "immediate") && !f.thereWas(p.First) {
			continue
		}
		last := k + 1
		if of {
			last = k + 3
		}
		s := statementMention{first: p.First, last: last}
		f.noClaim(language.Phrase{First: k, Last: last, Head: k}, subject{}, s)
	}
}

// thereWas reports whether "there was" or "there has been" stands right before token k: "there was no claim".
func (f *statementFinder) thereWas(k int) bool {
	if f.words[k].Lower != "no" && f.word(k-1) == "no" {
		k--
	}
	g, ok := f.verb(k - 1)
	return ok && f.words[g.Head].Lemma == "be" && f.word(g.First-1) == "there"
}

// silences reads that a group has said nothing of a deed: "X had issued no communique", "no statement had come from X", "X has
// not been heard from". It has claimed nothing.
func (f *statementFinder) silences() {
	for _, v := range f.verbs {
		if v.Modal || f.words[v.First].Lower == "to" {
			continue
		}
		s := f.sentence(v.Head)
		switch f.words[v.Head].Lemma {
		case "issue", "make", "release", "publish", "put":
			if k := v.Last; k+1 < s.Last && f.words[k].Lower == "no" && (written[f.words[k+1].Lemma] || f.words[k+1].Lemma == "claim" || f.words[k+1].Lemma == "comment") {
				if sub, ok := f.subjectOf(v); ok {
					f.silent(v, sub.first, sub.last, k+2)
				}
			}
		case "come", "hear":
			from := f.lowerAt(v.Last, min(s.Last, v.Last+3), "from")
			if from == 0 {
				continue
			}
			sub, ok := f.subjectOf(v)
			switch {
			case !ok:
			case f.words[v.Head].Lemma == "hear" && v.Negated && v.Passive:
				f.silent(v, sub.first, sub.last, from+1)
			case f.negativeSubject(sub) && f.hasWritten(sub) && from+1 < s.Last:
				f.silent(v, from+1, f.phraseFrom(from+1, s.Last), f.phraseFrom(from+1, s.Last))
			}
		}
	}
}

// hasWritten reports whether a subject is a statement or a claim.
func (f *statementFinder) hasWritten(s subject) bool {
	for k := s.first; k < s.last; k++ {
		if written[f.words[k].Lemma] || f.words[k].Lemma == "claim" || f.words[k].Lemma == "word" {
			return true
		}
	}
	return false
}

// silent notes that the group which tokens first..last name has claimed nothing.
func (f *statementFinder) silent(v language.Phrase, first, last, end int) {
	ms, _ := f.actorsOf(first, last)
	for i := range ms {
		if ms[i].kind == actorGroup {
			s := statementMention{first: min(first, v.First), last: max(end, v.Last), group: true}
			s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceNoClaim, ms[i].name, tocsin.ReportVoice(), tocsin.Stated
			f.add(s)
		}
	}
}

// announced reads "the army announced the end of an operation": the force's own act, which announcing it claims.
func (f *statementFinder) announced(v language.Phrase) bool {
	end := f.sentence(v.Head).Last
	if v.Negated || v.Modal || v.Passive || f.words[v.First].Lower == "to" || v.Last >= end {
		return false
	}
	p, ok := f.noun(min(f.skipAdverbs(v.Last, end), end-1))
	if !ok || p.First < v.Last {
		return false
	}
	last := f.phraseFrom(p.First, end)
	for _, w := range []string{"to", "against"} {
		if last+1 < end && f.words[last].Lower == w {
			last = f.phraseFrom(last+1, end) // "the end to an operation"
		}
	}
	at := -1
	for k := p.First; k < last; k++ {
		switch f.words[k].Lemma {
		case "operation", "offensive", "raid", "airstrike", "strike":
			at = k
		}
	}
	if at < 0 || f.unrealNoun(at) {
		return false
	}
	sub, ok := f.subjectOf(v)
	if !ok {
		return false
	}
	doers, _ := f.doersOf(sub)
	for i := range doers {
		if m := &doers[i]; m.kind == actorForce || m.kind == actorState || m.kind == actorGroup {
			s := statementMention{first: sub.first, last: last, objectFirst: at, objectLast: at + 1, group: m.kind == actorGroup}
			s.When = f.claimDay(v, sub)
			f.claimed(s, m, v, sub)
		}
	}
	return false // what is announced besides is read as any saying
}

// threat reads "X threatened to kill": the threat is the actor's own (codebook.md, stage threatened).
func (f *statementFinder) threat(v language.Phrase) bool {
	if f.words[v.Head].Lemma != "threaten" || v.Negated || v.Modal || v.Passive {
		return false
	}
	end := f.sentence(v.Head).Last
	object := min(end, v.Last+8)
	if !f.violent(v.Last, object) {
		return false
	}
	sub, ok := f.subjectOf(v)
	if !ok {
		return false
	}
	doers, _ := f.doersOf(sub)
	for i := range doers {
		if doers[i].kind != actorGroup {
			continue
		}
		s := statementMention{first: sub.first, last: object, objectFirst: v.Last, objectLast: object}
		s.When = f.claimDay(v, sub)
		f.claimed(s, &doers[i], v, sub)
	}
	return true
}

// claimPassive reads "the attack was claimed by X", "responsibility was claimed by X".
func (f *statementFinder) claimPassive(v language.Phrase) bool {
	first, last, ok := f.agentBy(v)
	end := f.sentence(v.Head).Last
	low := f.sentence(v.Head).First
	objectFirst := max(low, v.First-8)
	s := statementMention{first: v.First, last: v.Last, objectFirst: objectFirst, objectLast: v.First}
	if p, in := f.noun(max(v.First-1, low)); in {
		s.objectFirst, s.objectLast, s.first = p.First, p.Last, p.First
	}
	s.several = f.severalObject(s.objectFirst, s.objectLast)
	if v.Negated || f.negativeSubject(subject{first: s.objectFirst, last: s.objectLast}) || f.words[v.First].Lower == "to" && v.First > low && f.words[v.First-1].Lower == "yet" {
		f.noClaim(v, subject{}, s)
		return true
	}
	if !ok {
		return false
	}
	if f.otherDeeds(objectFirst, v.First) {
		f.use(objectFirst, v.First)
		return true
	}
	ms, _ := f.actorsOf(first, min(last, end))
	if len(ms) == 0 {
		ms = f.whoeverClaims(v)
	}
	s.last = last
	for i := range ms {
		f.claimed(s, &ms[i], v, subject{})
	}
	return len(ms) > 0
}

// claimContent reads "X claims (that) it killed", "X claimed the attack": only an armed group or a force claims a
// deed by the word alone.
func (f *statementFinder) claimContent(v language.Phrase) bool {
	end := f.sentence(v.Head).Last
	k := f.skipAdverbs(v.Last, end)
	if v.Negated || f.words[v.First].Lower == "to" {
		return false
	}
	sub, ok := f.subjectOf(v)
	if !ok {
		return false
	}
	doers, _ := f.doersOf(sub)
	if kind, is := f.roleIn(sub.first, sub.last); len(doers) == 0 && is && kind == tocsin.VoicePerpetrator {
		if m, ok := f.claimant(sub); ok && m.kind == actorGroup {
			doers = []actorMention{m} // "an X spokesman claimed the attack"
		}
	}
	if h, in := f.nounHead(sub.first); len(doers) == 0 && in && written[f.words[h].Lemma] {
		if m, ok := f.claimant(sub); ok && m.kind == actorGroup {
			doers = []actorMention{m} // "a statement signed by X claimed the bombing"
		}
	}
	if len(doers) == 0 || doers[0].kind != actorGroup {
		return false
	}
	if d := sub.first - 1; f.closes(k, end) && d > f.sentence(v.Head).First {
		which := false
		for d > f.sentence(v.Head).First && (f.doc.Tokens[d].Tag == language.DET || relatives[f.words[d].Lower]) {
			which = which || relatives[f.words[d].Lower]
			d--
		}
		if which && !f.isNounDeed(d) {
			if at, _ := f.deedBefore(d); at < d && d-at < 16 && !f.hasFiniteVerb(at, d) {
				d = at // "an ambush at Deou, in the far north, which X claimed"
			}
		}
		if f.isNounDeed(d) && !f.otherDeeds(max(d-3, f.sentence(d).First), d+1) {
			s := statementMention{first: d, last: v.Last, objectFirst: d, objectLast: d + 1}
			s.When = f.claimDay(v, sub)
			for i := range doers {
				f.claimed(s, &doers[i], v, sub) // "an attack that X claimed"
			}
			return true
		}
	}
	p, in := f.noun(k)
	if !in && f.objectAt(k) && f.ownDeed(k, end) {
		s := statementMention{first: sub.first, last: min(end, k+6), objectFirst: k, objectLast: min(end, k+6)}
		s.When = f.claimDay(v, sub)
		for i := range doers {
			f.claimed(s, &doers[i], v, sub)
		}
		return true
	}
	if k >= end || !in || p.First < v.Last-1 {
		return false
	}
	if w := f.words[k].Lower; (w == "it" || w == "this" || w == "them") && f.closes(k+1, end) {
		// "a bomb killed two soldiers; X claimed it"
		s := statementMention{first: sub.first, last: k + 1, several: w == "them"}
		s.When = f.claimDay(v, sub)
		for i := range doers {
			f.claimed(s, &doers[i], v, sub)
		}
		return true
	}
	// "claimed two attacks" against "claimed it killed": the object itself must be violent.
	last := f.phraseFrom(p.First, end)
	deed := false
	for j := p.First; j < last; j++ {
		e, _ := f.lists.deed.At(f.words, j)
		w, _ := f.lists.weapon.At(f.words, j)
		deed = deed || e != nil || w != nil
	}
	if !deed {
		return false
	}
	if f.otherDeeds(p.First, last) {
		f.use(p.First, last)
		return true
	}
	s := statementMention{first: sub.first, last: last, objectFirst: p.First, objectLast: last, several: f.severalObject(p.First, last)}
	s.When = f.claimDay(v, sub)
	for i := range doers {
		f.claimed(s, &doers[i], v, sub)
	}
	return true
}

// closes reports whether a clause ends at token k, but for when or how it was said.
func (f *statementFinder) closes(k, end int) bool {
	return k >= end || f.doc.Tokens[k].Tag == language.PUNCT || f.doc.Tokens[k].Tag == language.CCONJ || f.doc.Tokens[k].Tag == language.ADP || f.isTimeWord(k)
}

// ownDeed reports whether what a group claims from token k on is violence with nobody else as its doer: "claims at
// least six rounds of mortar fire hit the airport".
func (f *statementFinder) ownDeed(k, end int) bool {
	armed := false
	for j := k; j < end && j < k+10; j++ {
		w, _ := f.lists.weapon.At(f.words, j)
		armed = armed || w != nil || f.isNounDeed(j)
	}
	from, to := f.actorsIn(k, min(end, k+8))
	return armed && from == to
}

// leaflets turns "X attacked a convoy," the leaflets read, into a claim: what a group's leaflet or letter tells of it is
// its own word.
func (f *statementFinder) leaflets() {
	for i := range f.found {
		s := &f.found[i]
		if s.Stance != tocsin.StanceAttribution || !s.group || s.Voice.Type == tocsin.VoiceAuthority || s.Voice.Type == tocsin.VoiceRival {
			continue
		}
		if sy := f.sayingAt(s.first); sy != nil && sy.sourceLast > sy.sourceFirst {
			if m, ok := f.writingBy(sy, s.Actor); ok {
				via := s.Voice.Via
				if m != "" {
					via = appendNew(via, m)
				}
				s.Stance, s.Voice = tocsin.StanceClaim, tocsin.Voice{Speaker: s.Actor, Type: tocsin.VoicePerpetrator, Via: via}
				continue
			}
		}
		in := f.sentence(s.first)
		for k := in.First; k+1 < in.Last; k++ {
			e, n := f.entry(f.lists.channel, k)
			if e == nil || e.Value() != "medium" || !writings[f.words[k+n-1].Lemma] || k >= s.first && k < s.last || k+n >= in.Last || !reads[f.words[k+n].Lemma] {
				continue
			}
			s.Stance = tocsin.StanceClaim
			s.Voice = tocsin.Voice{Speaker: s.Actor, Type: tocsin.VoicePerpetrator, Via: []string{strings.ToLower(f.spaced(k, k+n))}}
			break
		}
	}
}

// writingBy reports whether what is said stands in a leaflet or letter, or in a statement that names the group as its
// author, and which channel that is.
func (f *statementFinder) writingBy(s *saying, name string) (string, bool) {
	h, ok := f.nounHead(s.sourceFirst)
	if !ok {
		return "", false
	}
	if writings[f.words[h].Lemma] {
		return strings.ToLower(f.words[h].Lower), true
	}
	return "", written[f.words[h].Lemma] && f.groupIn(s.sourceFirst, s.sourceLast) == name
}

var (
	writings = set("leaflet pamphlet flier flyer letter communique note")
	reads    = set("read say state")
)

// otherDeeds reports whether tokens first..last speak of deeds beside the one told: "some attacks", "the last two big
// bombings", "similar attacks in the past". What a group claimed of those it does not claim of this one.
func (f *statementFinder) otherDeeds(first, last int) bool {
	at := -1
	for k := first; k < last; k++ {
		switch w := f.words[k].Lower; {
		case otherWords[w]:
			at = k
		case (w == "last" || w == "past") && k+1 < last && f.doc.Tokens[k+1].Tag == language.NUM:
			at = k
		case w == "these" || w == "those" || w == "both" || w == "this" || w == ",":
			at = -1
		case at >= 0 && f.isNounDeed(k) && f.doc.Tokens[k].Form == language.Plural:
			return true
		}
	}
	return false
}

var otherWords = set("some many most several numerous countless previous past earlier similar other dozens scores hundreds")

// noClaim notes that nobody, or a named group, has claimed.
func (f *statementFinder) noClaim(v language.Phrase, sub subject, s statementMention) {
	s.Stance = tocsin.StanceNoClaim
	if s.first > 0 && f.words[s.first-1].Lower == "no" {
		s.first--
	}
	s.Voice, s.Certainty = f.voiceAt(v.Head)
	if sy := f.sayingAt(v.Head); sy != nil && sy.cue == v.Head {
		s.Voice, s.Certainty = tocsin.ReportVoice(), tocsin.Stated
	}
	if sub.last > sub.first && !f.negativeSubject(sub) {
		if ms, _ := f.actorsOf(sub.first, sub.last); len(ms) > 0 && ms[0].kind != actorClass {
			s.Actor = ms[0].name
		}
	}
	f.add(s)
}

// negativeSubject reports whether a subject is nobody: "no group", "nobody", "no one".
func (f *statementFinder) negativeSubject(s subject) bool {
	for k := s.first; k < s.last && k < s.first+3; k++ {
		switch f.words[k].Lower {
		case "no", "nobody", "none", "neither":
			return true
		}
	}
	return s.first > 0 && (f.words[s.first-1].Lower == "no" || f.words[s.first-1].Lower == "nobody")
}

// claimant reads a claimant who is no actor by list or shape: "a leftist group", "a man who said he was".
func (f *statementFinder) claimant(s subject) (actorMention, bool) {
	from, to := f.actorsIn(s.first, s.end)
	for i := from; i < to; i++ {
		m := f.actors[i]
		if m.kind == actorGroup || m.kind == actorForce {
			return m, true
		}
		if m.kind == actorClass && m.body && m.last-m.first > 1 && m.first < s.last && f.doc.Tokens[m.head].Form != language.Plural {
			if f.sentence(m.first).Upper {
				m.name = f.name(m.first, m.last)
			}
			return m, true // "the X group has claimed": that it claims makes it one
		}
	}
	p, ok := f.noun(s.first)
	if !ok || !f.isCapital(p.Head) || f.doc.Tokens[p.Head].Tag != language.PROPN {
		return actorMention{}, false
	}
	first := p.First
	for first < p.Last && (articles[f.words[first].Lower] || !f.isCapital(first)) {
		first++
	}
	if f.words[s.first].Lower == "he" || first >= p.Last || f.lastName(first, p.Last) == "" {
		return actorMention{}, false
	}
	return actorMention{first: first, last: p.Last, head: p.Head, name: f.name(first, p.Last), kind: actorGroup, certainty: tocsin.Stated}, true
}

// objectAfter returns the phrase that says what is claimed: after "for" or "of".
func (f *statementFinder) objectAfter(k, end int) (int, int) {
	for j := k; j < end && j < k+8; j++ {
		if w := f.words[j].Lower; w == "for" || w == "of" || w == "in" && j == k {
			if j+1 < end {
				if last := f.phraseFrom(j+1, end); last > j+1 {
					return j + 1, last
				}
				return j + 1, min(j+4, end)
			}
		}
	}
	return k, k
}

// claimDay returns the day of a claim: a date beside its verb, else the day of publication where it is told in the
// present.
func (f *statementFinder) claimDay(v language.Phrase, sub subject) tocsin.Date {
	for i := range f.times {
		e := &f.times[i]
		if e.Known() && e.From == e.To && (e.First >= v.Last-1 && e.First <= v.Last+3 || e.Last <= v.First && e.Last >= v.First-2) {
			return tocsin.Date(e.From)
		}
	}
	if f.doc.Tokens[v.Head].Form == language.Present {
		return f.published
	}
	return tocsin.Date{}
}

// unverified marks the claim before an outlet's "could not be verified".
func (f *statementFinder) unverified() {
	for _, v := range f.verbs {
		if l := f.words[v.Head].Lemma; l != "verify" && l != "confirm" || !v.Modal || !v.Negated {
			continue
		}
		if f.words[v.Head].Lemma == "confirm" && !f.lowerWithin(v.First, v.Last, "independently", "immediately") {
			continue
		}
		best := -1
		for i := range f.found {
			s := &f.found[i]
			d := f.doc.Tokens[v.Head].Sentence - f.doc.Tokens[s.first].Sentence
			if (s.Stance == tocsin.StanceClaim || s.Stance == tocsin.StanceAttribution) && d >= 0 && d <= 2 && (best < 0 || s.first > f.found[best].first) {
				best = i
			}
		}
		if best >= 0 {
			f.found[best].Unverified = true
		}
	}
}

package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// accusation reads "S blamed X for", "S accused X of", "blamed on X", "attributed to X", "S suspects X". It reports
// whether the verb was one of these.
func (f *statementFinder) accusation(v language.Phrase) bool {
	lemma := f.words[v.Head].Lemma
	end := f.sentence(v.Head).Last
	switch lemma {
	case "blame", "accuse", "implicate", "suspect", "identify", "finger":
	case "attribute", "ascribe", "link", "trace":
		return f.attackersLinked(v) || f.attributed(v)
	case "affiliate", "associate":
		return f.attackersLinked(v)
	case "hold":
		if !f.lowerWithin(v.Last, min(end, v.Last+10), "responsible") {
			return false
		}
		if v.Passive {
			return f.accusedPassive(v, "blame", tocsin.Hedged) // "X is held responsible for"
		}
	case "fall", "focus", "centre", "center":
		return f.suspicion(v)
	case "belong":
		return f.belonged(v)
	case "bear", "bore", "carry", "have":
		return f.hallmarks(v)
	case "involve":
		return f.involved(v)
	default:
		return false
	}
	if v.Modal || v.Negated && lemma != "blame" {
		return true
	}
	c := tocsin.Stated
	if lemma == "suspect" || lemma == "implicate" {
		c = tocsin.Hedged
	}
	if on := f.wordAfter(v, end, "on"); on > 0 && lemma == "blame" {
		f.blameOn(v, on, c)
		return true
	}
	if f.passive(v) {
		return f.accusedPassive(v, lemma, c)
	}
	if lemma == "identify" {
		return f.identifies(v)
	}
	from := v.Last
	if f.lowerWithin(from, min(end, from+1), "both") || from+1 < end && isOpenQuote(f.doc.Tokens[from].Text) {
		from++
	}
	if from >= end {
		return true
	}
	object := f.phraseFrom(from, end)
	if a, b := f.actorsIn(from, object); a < b && f.actors[b-1].last > object && f.actors[b-1].last < end {
		object = f.actors[b-1].last // "X, or XYZ, for the blast"
	}
	for k := from + 1; k < object; k++ {
		if a, b := f.actorsIn(from, k); f.words[k].Lower == "for" && a < b && f.actors[b-1].last <= k {
			object = k // "X for the blast"
			break
		}
	}
	if a, b := f.actorsIn(object, min(object+3, end)); a < b && f.words[min(object, end-1)].Lower == "," && f.actors[a].kind == actorGroup && f.namesBody(from, object) {
		object = f.actors[a].last // "the party's youth wing, the X"
	}
	objectFirst, objectLast := f.accusedOf(object, end)
	if objectFirst < end && abetting[f.words[objectFirst].Lemma] {
		return true // accused of backing somebody, not of doing it
	}
	if f.otherDeeds(objectFirst, objectLast) {
		f.use(objectFirst, objectLast)
		return true // "has blamed X for similar attacks"
	}
	sub, ok := f.speakerOf(v)
	if !ok {
		return true
	}
	if f.lowerWithin(from, min(end, from+3), "each", "other") {
		f.eachOther(v, sub, objectFirst, objectLast)
		return true
	}
	ms, either := f.actorsOf(from, object)
	if w := f.words[from].Lower; len(ms) == 0 && (w == "them" || w == "him" || w == "her") && f.violent(objectFirst, min(end, objectLast+3)) {
		ms, c = f.heldBefore(v, sub), tocsin.Hedged
	}
	if either {
		c = tocsin.Possible
	}
	if len(ms) == 0 {
		ms = f.quotedAccused(from, end)
	}
	voices := f.accusers(sub)
	if w := f.words[sub.first].Lower; len(voices) == 0 && (w == "we" || w == "i") {
		if voice, _ := f.voiceAt(v.Head); voice.Type != tocsin.VoiceReport {
			if voice.Type == tocsin.VoicePerpetrator {
				voice.Type = tocsin.VoiceRival
			}
			voices = append(voices, voice) // "we blame X", the statement says
		}
	}
	if lemma == "implicate" && len(ms) == 0 {
		// "implicated four officers, one of them a colonel, and five soldiers in the murder"
		for k := object; k+1 < end && k < object+20; k++ {
			if f.words[k].Lower == "in" && f.violent(k+1, min(end, k+4)) {
				from, to := f.actorsIn(v.Last, k)
				ms, object, objectFirst, objectLast = f.actors[from:to], k, k+1, min(end, k+4)
				break
			}
		}
	}
	for i := range ms {
		for _, voice := range voices {
			if f.ownVoice(voice, &ms[i]) {
				continue
			}
			s := statementMention{first: sub.first, last: max(object, v.Last), objectFirst: objectFirst, objectLast: objectLast, several: f.severalObject(objectFirst, objectLast), class: ms[i].kind == actorClass}
			s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceAttribution, ms[i].name, voice, weakest(c, ms[i].certainty)
			s.When = f.claimDay(v, sub)
			f.add(s)
		}
	}
	if len(ms) > 0 {
		f.use(objectFirst, objectLast)
	}
	return true
}

// quotedAccused reads whom a speaker accuses in words of his own that name nobody: "blamed "criminals from the north"". They are
// what the report has of the actor.
func (f *statementFinder) quotedAccused(k, end int) []actorMention {
	if k > 0 && isOpenQuote(f.doc.Tokens[k-1].Text) {
		k--
	}
	if k >= end || !isOpenQuote(f.doc.Tokens[k].Text) {
		return nil
	}
	last := k + 1
	for last < end && last < k+9 && !isCloseQuote(f.doc.Tokens[last].Text) {
		if t := &f.doc.Tokens[last]; t.Tag == language.VERB && t.Form != language.PastParticiple && t.Form != language.Gerund || t.Tag == language.AUX {
			return nil
		}
		last++
	}
	if last >= end || !isCloseQuote(f.doc.Tokens[last].Text) || last == k+1 {
		return nil
	}
	p, ok := f.noun(k + 1)
	if !ok || f.doc.Tokens[p.Head].Tag != language.NOUN || f.doc.Tokens[p.Head].Form != language.Plural {
		return nil
	}
	first := k + 1
	for first < last && articles[f.words[first].Lower] {
		first++
	}
	return []actorMention{{first: first, last: last, head: p.Head, name: f.spaced(first, last), kind: actorClass, certainty: tocsin.Stated}}
}

// attackersLinked reads "the attackers were linked to X": whose they were, hedged.
func (f *statementFinder) attackersLinked(v language.Phrase) bool {
	end := f.sentence(v.Head).Last
	if !v.Passive || v.Negated || v.Modal || v.Last+1 >= end || f.words[v.Last].Lower != "to" && f.words[v.Last].Lower != "with" {
		return false
	}
	sub, ok := f.subjectOf(v)
	if !ok {
		return false
	}
	from, to := f.actorsIn(sub.first, sub.last)
	attackers := false
	for ; from < to; from++ {
		m := &f.actors[from]
		attackers = attackers || (m.empty || m.suspect) && !m.adjective
	}
	if !attackers {
		return false
	}
	voice, _ := f.voiceAt(v.Head)
	before := len(f.found)
	f.beliefIn(voice, v.Last+1, end, sub.first)
	return len(f.found) > before
}

// heldBefore finds who "them" are that somebody holds and accuses in one sentence: the group they are said to belong to,
// else a suspect.
func (f *statementFinder) heldBefore(v language.Phrase, sub subject) []actorMention {
	from, to := f.actorsIn(sub.last, v.First)
	for i := to - 1; i >= from; i-- {
		if m := f.actors[i]; m.kind == actorGroup {
			return []actorMention{m}
		}
	}
	return []actorMention{{first: v.First, last: v.First, head: v.First, name: "a suspect", kind: actorGroup, certainty: tocsin.Hedged}}
}

// namesBody reports whether the last noun of a phrase is one of an armed body: "wing", "group", "militia".
func (f *statementFinder) namesBody(first, last int) bool {
	e, _ := f.entry(f.lists.class, max(last-1, first))
	return e != nil && (e.Value() == "body" || outfits[f.words[last-1].Lemma])
}

// suspicion reads "suspicion fell on X" and "blame fell on X": hedged, whoever says it.
func (f *statementFinder) suspicion(v language.Phrase) bool {
	end := f.sentence(v.Head).Last
	k := v.Last
	for k < end && k < v.Last+3 && f.doc.Tokens[k].Tag == language.ADV {
		k++
	}
	sub, ok := f.subjectOf(v)
	if !ok || v.Negated || v.Modal || k+1 >= end || f.words[k].Lower != "on" && f.words[k].Lower != "upon" || !f.lowerWithin(sub.first, sub.last, "suspicion", "suspicions", "blame") {
		return false
	}
	voice, _ := f.voiceAt(v.Head)
	f.beliefIn(voice, k+1, end, sub.first)
	return true
}

// belonged reads "gunmen who the police believe belonged to X": whose they were is a belief.
func (f *statementFinder) belonged(v language.Phrase) bool {
	s := f.sentence(v.Head)
	if v.Negated || v.Modal || v.Last+1 >= s.Last || f.words[v.Last].Lower != "to" {
		return false
	}
	for k := v.First - 1; k >= s.First && k > v.First-4; k-- {
		switch f.words[k].Lemma {
		case "believe", "suspect", "think", "say":
		default:
			continue
		}
		g, in := f.verb(k)
		if !in {
			return false
		}
		voice := tocsin.ReportVoice()
		if f.passive(g) {
			if h, ok := f.holder(g); ok {
				voice = h // "police arrested two men suspected of belonging to X"
			}
		} else if sub, ok := f.subjectOf(g); ok {
			if vs := f.accusers(sub); len(vs) > 0 {
				voice = vs[0]
			}
		}
		f.beliefIn(voice, v.Last+1, s.Last, k)
		return true
	}
	return false
}

// involved reads "X was involved in the attack", "leftist groups could be involved": hedged, or possible.
func (f *statementFinder) involved(v language.Phrase) bool {
	end := f.sentence(v.Head).Last
	if !v.Passive || v.Negated || f.words[v.First].Lower == "to" {
		return false
	}
	object := [2]int{v.Head, v.Head + 1}
	if v.Last+1 < end && f.words[v.Last].Lower == "in" {
		object = [2]int{v.Last + 1, f.phraseFrom(v.Last+1, end)}
		if !f.violentNoun(object[0], object[1]) {
			return false
		}
	} else if !f.closes(v.Last, end) || !f.deedJustTold(v.First) {
		return false
	}
	sub, ok := f.subjectOf(v)
	if !ok {
		return false
	}
	doers, _ := f.doersOf(sub)
	for i := range doers {
		f.attribute(&doers[i], v.Head, sub.first, max(v.Last, object[1]), object, weakest(tocsin.Hedged, f.verbCertainty(v, v.Last)))
	}
	return len(doers) > 0
}

// hallmarks reads "the attack bears the hallmarks of X": whoever says so believes X did it.
func (f *statementFinder) hallmarks(v language.Phrase) bool {
	end := f.sentence(v.Head).Last
	for k := v.Last; k+2 < end && k < v.Last+5; k++ {
		if w := f.words[k].Lemma; (w == "hallmark" || w == "hallmarks") && f.words[k+1].Lower == "of" && !v.Negated {
			voice, _ := f.voiceAt(v.Head)
			f.beliefIn(voice, k+2, end, v.First)
			return true
		}
	}
	return false
}

// beliefIn notes that a voice believes those to have done it whom the phrase at token first names.
func (f *statementFinder) beliefIn(voice tocsin.Voice, first, end, from int) {
	ms, _ := f.actorsOf(first, f.phraseFrom(first, end))
	for i := range ms {
		s := statementMention{first: from, last: ms[i].last, class: ms[i].kind == actorClass, group: ms[i].kind == actorGroup}
		s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceAttribution, ms[i].name, voice, tocsin.Hedged
		f.add(s)
	}
}

// abetting are deeds one can be accused of that are no violence of one's own.
var abetting = set("back support sponsor harbor harbour fund finance arm shelter aid help supply train ignore fail violate plot plan")

func (f *statementFinder) ownVoice(v tocsin.Voice, m *actorMention) bool { return v.Speaker == m.name }

// wordAfter returns the token after a verb, within a few words, that is the given word; 0 if there is none.
func (f *statementFinder) wordAfter(v language.Phrase, end int, word string) int {
	for k := v.Last; k < end && k < v.Last+8; k++ {
		if f.words[k].Lower == word {
			return k
		}
		if f.words[k].Lower == "for" || f.words[k].Lower == "," {
			return 0
		}
	}
	return 0
}

// blameOn reads "S blamed the attack on X" and "an attack blamed on X".
func (f *statementFinder) blameOn(v language.Phrase, on int, c tocsin.Certainty) {
	end := f.sentence(v.Head).Last
	if on+1 >= end {
		return
	}
	ms, either := f.actorsOf(on+1, f.phraseFrom(on+1, end))
	if either {
		c = tocsin.Possible
	}
	voices := []tocsin.Voice{}
	objectFirst, objectLast := v.Last, on
	if sub, ok := f.subjectOf(v); ok && !f.passive(v) && (on > v.Last || f.canAccuse(sub)) {
		voices = f.accusers(sub)
	}
	if len(voices) == 0 {
		// agentless: whoever the text around speaks for, hedged (codebook.md)
		voice, vc := f.voiceAt(v.Head)
		if s := f.sayingAt(v.Head); s != nil && s.cue == v.Head {
			voice, vc = tocsin.ReportVoice(), tocsin.Stated
		}
		voices, c = append(voices, voice), weakest(weakest(c, vc), tocsin.Hedged)
	}
	if objectFirst >= objectLast {
		objectFirst, objectLast = f.deedBefore(v.First)
	}
	for i := range ms {
		for _, voice := range voices {
			s := statementMention{first: min(v.First, max(objectFirst, v.First-8)), last: max(ms[i].last, v.Last), objectFirst: objectFirst, objectLast: objectLast, class: ms[i].kind == actorClass}
			s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceAttribution, ms[i].name, voice, weakest(c, ms[i].certainty)
			s.several = f.severalObject(objectFirst, objectLast)
			f.add(s)
		}
	}
}

// canAccuse reports whether a subject can speak: where "on" follows the verb at once its object stands before it ("an
// attack officials blamed on X").
func (f *statementFinder) canAccuse(sub subject) bool {
	if w := f.words[sub.first].Lower; sub.last == sub.first+1 && (w == "they" || w == "he" || w == "she" || w == "it") {
		return true
	}
	_, ok := f.roleIn(sub.first, sub.last)
	return ok
}

// deedBefore returns the last noun of violence before token k in its sentence.
func (f *statementFinder) deedBefore(k int) (int, int) {
	for j := k - 1; j >= f.sentence(k).First; j-- {
		if f.isNounDeed(j) {
			return j, j + 1
		}
	}
	return k, k
}

// deedJustTold reports whether violence is told before token k in its sentence or the two before.
func (f *statementFinder) deedJustTold(k int) bool {
	return f.violent(f.doc.Sentences[max(f.doc.Tokens[k].Sentence-2, 0)].First, k)
}

// accusedOf returns the tokens of what somebody is accused of: after "of", "for" or "in".
func (f *statementFinder) accusedOf(k, end int) (int, int) {
	for j := k; j < end && j < k+6; j++ {
		switch f.words[j].Lower {
		case "of", "for", "in", "over":
			last := f.phraseFrom(min(j+1, end-1), end)
			if last <= j+1 { // "of bombing Y"
				last = min(j+5, end)
			}
			return j + 1, last
		}
	}
	return k, k
}

// accusedPassive reads "X is accused of", "X is suspected of", "people accused of": hedged, by whoever "by" names.
func (f *statementFinder) accusedPassive(v language.Phrase, lemma string, c tocsin.Certainty) bool {
	end := f.sentence(v.Head).Last
	if lemma == "identify" {
		return f.identified(v)
	}
	sub, ok := f.subjectOf(language.Phrase{First: v.First, Last: v.Last, Head: v.Head})
	if !ok {
		return true
	}
	objectFirst, objectLast := f.accusedOf(v.Last, end)
	if objectFirst == objectLast && lemma == "blame" {
		objectFirst, objectLast = f.deedBefore(v.First) // "a bomb exploded; rebels were blamed"
	}
	if lemma == "suspect" && objectFirst == objectLast && v.Passive && f.closes(v.Last, end) && f.deedJustTold(v.First) {
		objectFirst, objectLast = f.deedBefore(v.First) // "a bomb killed two soldiers; X is suspected"
	} else if lemma != "blame" && (objectFirst == objectLast || !f.violent(objectFirst, min(end, objectFirst+8))) {
		return true
	}
	voice, vc := f.voiceAt(v.First)
	if s := f.sayingAt(v.First); s != nil && s.cue == v.Head {
		voice, vc = tocsin.ReportVoice(), tocsin.Stated
	}
	agentless := tocsin.Hedged
	if first, last, ok := f.agentBy(v); ok && first <= v.Last+2 {
		if vs := f.accusers(subject{first: first, last: last, end: last}); len(vs) > 0 {
			voice, agentless = vs[0], tocsin.Stated // "was blamed by the police" is their word
		}
	}
	c = weakest(weakest(c, agentless), vc)
	ms, _ := f.doersOf(sub)
	for i := range ms {
		s := statementMention{first: sub.first, last: max(v.Last, objectLast), objectFirst: objectFirst, objectLast: objectLast, class: ms[i].kind == actorClass}
		s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceAttribution, ms[i].name, voice, weakest(c, ms[i].certainty)
		f.add(s)
		f.use(objectFirst, objectLast)
	}
	return true
}

// violent reports whether tokens first..last name a deed.
func (f *statementFinder) violent(first, last int) bool {
	for k := first; k < last; k++ {
		if e, _ := f.lists.deed.At(f.words, k); e != nil && (!e.Has("weak") || e.Value() == "noun") && e.Value() != "runs" {
			return true
		}
	}
	return false
}

// identified reads "an attacker identified by S as a member of X".
func (f *statementFinder) identified(v language.Phrase) bool {
	end := f.sentence(v.Head).Last
	as := f.wordAfter(v, end, "as")
	if as == 0 {
		as = f.lowerAt(v.Last, min(end, v.Last+12), "as")
	}
	if as == 0 || as+1 >= end {
		return true
	}
	sub, ok := f.subjectOf(language.Phrase{First: v.First, Last: v.Last, Head: v.Head})
	if !ok {
		return true
	}
	attacker := false
	from, to := f.actorsIn(sub.first, sub.last)
	for i := from; i < to; i++ {
		attacker = attacker || f.actors[i].empty || f.actors[i].kind == actorClass
	}
	if !attacker {
		return true
	}
	voice, c := f.voiceAt(v.First)
	if first, last, ok := f.agentBy(v); ok && first < as {
		if vs := f.accusers(subject{first: first, last: last, end: last}); len(vs) > 0 {
			voice = vs[0]
		}
	}
	ms, _ := f.actorsOf(as+1, f.phraseFrom(as+1, end))
	for i := range ms {
		if ms[i].kind != actorGroup {
			continue
		}
		s := statementMention{first: sub.first, last: ms[i].last}
		s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceAttribution, ms[i].name, voice, weakest(c, ms[i].certainty)
		f.add(s)
	}
	return true
}

// identifies reads "S identified the attackers as members of X".
func (f *statementFinder) identifies(v language.Phrase) bool {
	end := f.sentence(v.Head).Last
	as := f.lowerAt(v.Last, min(end, v.Last+10), "as")
	if as == 0 || as+1 >= end {
		return false
	}
	attackers := false
	for from, to := f.actorsIn(v.Last, as); from < to; from++ {
		attackers = attackers || f.actors[from].empty || f.actors[from].suspect || f.actors[from].kind == actorClass
	}
	sub, ok := f.speakerOf(v)
	if !ok || !attackers {
		return false
	}
	all, _ := f.actorsOf(as+1, f.phraseFrom(as+1, end))
	ms := all[:0]
	for _, m := range all {
		if m.kind == actorGroup || m.kind == actorForce {
			ms = append(ms, m)
		}
	}
	f.blameEach(ms, f.accusers(sub), sub.first, as, v, f.hedgedIn(v.Last, as))
	return len(ms) > 0
}

func (f *statementFinder) lowerAt(from, to int, word string) int {
	for k := from; k < to; k++ {
		if f.words[k].Lower == word {
			return k
		}
	}
	return 0
}

// attributed reads "S attributed the attack to X", "an attack attributed to X", "ascribed to X".
func (f *statementFinder) attributed(v language.Phrase) bool {
	end := f.sentence(v.Head).Last
	lemma := f.words[v.Head].Lemma
	to := f.lowerAt(v.Last, min(end, v.Last+10), "to")
	if to == 0 || to+1 >= end || v.Negated || v.Modal {
		return lemma == "attribute" || lemma == "ascribe"
	}
	active := false
	var voices []tocsin.Voice
	if sub, ok := f.subjectOf(v); ok && (to > v.Last || f.canAccuse(sub)) && !v.Passive {
		voices = f.accusers(sub)
		active = len(voices) > 0
	}
	c := tocsin.Stated
	object := [2]int{v.Last, to}
	if !active {
		if lemma == "link" || lemma == "trace" {
			// "the attack has been linked to X"
			if sub, ok := f.subjectOf(v); !ok || !v.Passive || !f.isNounDeed(max(sub.last-1, 0)) {
				return false
			}
		}
		voice, vc := f.voiceAt(v.Head)
		voices, c = []tocsin.Voice{voice}, weakest(vc, tocsin.Hedged)
		object[0], object[1] = f.deedBefore(v.First)
	} else if to == v.Last {
		object[0], object[1] = f.deedBefore(v.First) // "an attack police attributed to X"
	} else if f.deedPronoun(v.Last, to) {
		object[0], object[1] = v.Head, v.Head // "no group has claimed it, but the police attributed it to X"
	} else if !f.violent(v.Last, to) {
		return true
	}
	if h := max(v.First-1, 0); written[f.words[h].Lemma] {
		return true // "a statement attributed to X": it wrote that
	}
	ms, _ := f.actorsOf(to+1, f.phraseFrom(to+1, end))
	for i := range ms {
		for _, voice := range voices {
			s := statementMention{first: min(v.First, max(object[0], v.First-8)), last: ms[i].last, objectFirst: object[0], objectLast: object[1], class: ms[i].kind == actorClass}
			s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceAttribution, ms[i].name, voice, weakest(c, ms[i].certainty)
			f.add(s)
		}
	}
	return true
}

// accusers returns the voices a subject names: two where "and" joins two speakers.
func (f *statementFinder) accusers(s subject) []tocsin.Voice {
	sf := sayingFinder{reading: f.reading, found: f.sayings, people: f.persons}
	for i := range f.sayings {
		if f.sayings[i].cue < s.first && f.sayings[i].voice.Type != tocsin.VoiceReport {
			sf.last = i + 1
		}
	}
	var out []tocsin.Voice
	first := s.first
	for k := s.first; k <= s.last; k++ {
		if k < s.last && f.words[k].Lower != "and" {
			continue
		}
		if k > first {
			part := subject{first: first, last: k, end: k}
			if k == s.last {
				part.end = s.end
			}
			if first > s.first && len(out) > 0 {
				if _, ok := f.roleIn(part.first, part.last); !ok {
					break
				}
			}
			if v, ok := sf.voiceOfSubject(part); ok {
				if v.Type == tocsin.VoicePerpetrator {
					v.Type = tocsin.VoiceRival
				}
				if v.Via == nil {
					v.Via = []string{}
				}
				out = append(out, v)
			}
		}
		first = k + 1
	}
	return out
}

// eachOther reads "X and Y blame each other": each accuses the other.
func (f *statementFinder) eachOther(v language.Phrase, sub subject, objectFirst, objectLast int) {
	if objectFirst < objectLast && !f.violent(objectFirst, min(len(f.words), objectLast+2)) {
		return // of breaking a truce
	}
	ms, _ := f.actorsOf(sub.first, sub.last)
	for i := range ms {
		for k := range ms {
			if i == k {
				continue
			}
			voice, ok := f.voiceOfActor(&ms[k])
			if !ok {
				continue
			}
			if voice.Type == tocsin.VoicePerpetrator {
				voice.Type = tocsin.VoiceRival
			}
			s := statementMention{first: sub.first, last: v.Last, objectFirst: objectFirst, objectLast: objectLast}
			s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceAttribution, ms[i].name, voice, tocsin.Stated
			f.add(s)
		}
	}
}

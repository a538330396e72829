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
	case "blame", "accuse", "implicate", "suspect", "identify":
	case "attribute", "ascribe", "link", "trace":
		return f.attributed(v)
	case "hold":
		if !f.lowerWithin(v.Last, min(end, v.Last+10), "responsible") {
			return false
		}
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
		return false
	}
	from := v.Last
	if f.lowerWithin(from, min(end, from+1), "both") {
		from++
	}
	if from >= end {
		return true
	}
	object := f.phraseFrom(from, end)
	objectFirst, objectLast := f.accusedOf(object, end)
	if objectFirst < end && abetting[f.words[objectFirst].Lemma] {
		return true // accused of backing somebody, not of doing it
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
	if either {
		c = tocsin.Possible
	}
	for i := range ms {
		for _, voice := range f.accusers(sub) {
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
	if objectFirst == objectLast || !f.violent(objectFirst, min(end, objectFirst+8)) {
		return true
	}
	voice, vc := f.voiceAt(v.First)
	if s := f.sayingAt(v.First); s != nil && s.cue == v.Head {
		voice, vc = tocsin.ReportVoice(), tocsin.Stated
	}
	if first, last, ok := f.agentBy(v); ok && first <= v.Last+2 {
		if vs := f.accusers(subject{first: first, last: last, end: last}); len(vs) > 0 {
			voice = vs[0]
		}
	}
	c = weakest(weakest(c, tocsin.Hedged), vc)
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
	if sub, ok := f.subjectOf(v); ok && to > v.Last && !v.Passive {
		voices = f.accusers(sub)
		active = len(voices) > 0
	}
	c := tocsin.Stated
	object := [2]int{v.Last, to}
	if !active {
		if lemma == "link" || lemma == "trace" {
			return false
		}
		voice, vc := f.voiceAt(v.Head)
		voices, c = []tocsin.Voice{voice}, weakest(vc, tocsin.Hedged)
		object[0], object[1] = f.deedBefore(v.First)
	} else if !f.violent(v.Last, to) {
		return true
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

// denial reads "X denied", "X rejected the accusation", "S doubted that X". It reports whether the verb was one of
// these.
func (f *statementFinder) denial(v language.Phrase) bool {
	lemma := f.words[v.Head].Lemma
	end := f.sentence(v.Head).Last
	switch lemma {
	case "deny", "refute":
	case "reject", "dismiss":
		if !f.lowerWithin(v.Last, min(end, v.Last+10), "accusation", "accusations", "claim", "claims", "allegation", "allegations", "charge", "charges", "responsibility", "involvement", "blame") {
			return false
		}
	case "doubt", "dispute", "question":
		return f.doubt(v)
	case "praise", "hail", "welcome", "applaud", "celebrate":
		return f.praise(v)
	default:
		return false
	}
	if v.Modal || v.Negated || v.Passive || f.words[v.First].Lower == "to" {
		return true
	}
	if f.neither(v) {
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
		if m.kind != actorGroup && m.kind != actorForce && m.kind != actorState && !m.suspect {
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
		if vs := f.accusers(sub); len(vs) > 0 && m.kind != actorGroup && !m.suspect {
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
			return k == first
		}
	}
	return f.violent(first, last)
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
	for _, voice := range f.accusers(sub) {
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
	if v.Modal || v.Negated || v.Passive || f.words[v.First].Lower == "to" || !f.violentNoun(v.Last, min(end, v.Last+6)) {
		return false
	}
	sub, ok := f.subjectOf(v)
	if !ok {
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
		}
		if !(w == "behind" || w == "responsible" || w == "involved" || w == "implicated") {
			continue
		}
		if w == "involved" || w == "implicated" {
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
	if at < 0 || !f.violent(at, v.First) {
		return
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
	if w != "behind" && w != "responsible" || m.body && m.kind == actorClass {
		return
	}
	from := k + 1
	if w == "responsible" {
		from++
	}
	if from >= end {
		return
	}
	last := f.phraseFrom(from, end)
	if !f.violentNoun(from, last) {
		return
	}
	f.attribute(m, k, m.first, last, [2]int{from, last}, tocsin.Stated)
	f.use(from, last)
}

// suspects reads private persons held, charged or named for an attack: the record says "a suspect".
func (f *statementFinder) suspects() {
	for _, v := range f.verbs {
		end := f.sentence(v.Head).Last
		lemma := f.words[v.Head].Lemma
		if v.Negated || v.Modal {
			continue
		}
		c := tocsin.Hedged
		k := v.Last
		switch lemma {
		case "suspect", "accuse":
			if !f.passive(v) || k >= end || f.words[k].Lower != "of" && f.words[k].Lower != "in" && f.words[k].Lower != "by" {
				continue
			}
		case "arrest", "detain", "charge", "indict":
		case "convict", "sentence":
			if v.First == v.Head && f.passive(v) {
				continue // "a man convicted of assaults": an older deed
			}
			c = tocsin.Stated
		case "plead":
			f.pleads(v, end)
			continue
		default:
			continue
		}
		object := f.suspectedOf(k, end, lemma)
		if object[0] == object[1] || f.used[object[0]] {
			continue
		}
		voice, _ := f.voiceAt(v.First)
		if s := f.sayingAt(v.First); s != nil && s.cue == v.Head {
			voice = tocsin.ReportVoice()
		}
		if !f.passive(v) {
			if sub, ok := f.subjectOf(v); ok {
				if vs := f.accusers(sub); len(vs) > 0 && vs[0].Type == tocsin.VoiceAuthority {
					voice = vs[0]
				} else {
					continue
				}
			}
		}
		if first, last, ok := f.agentBy(v); ok && last <= object[0] {
			if vs := f.accusers(subject{first: first, last: last, end: last}); len(vs) > 0 {
				voice = vs[0]
			}
		}
		if holder, ok := f.holder(v); ok && voice.Type == tocsin.VoiceReport {
			voice = holder
		}
		if f.namedInstead(v) {
			continue
		}
		s := statementMention{first: v.First, last: min(end, object[1]), objectFirst: object[0], objectLast: object[1]}
		s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceAttribution, "a suspect", voice, c
		f.add(s)
	}
}

// holder returns who holds those that a participle says are suspected: "police arrested three men suspected of".
func (f *statementFinder) holder(v language.Phrase) (tocsin.Voice, bool) {
	if l := f.words[v.Head].Lemma; l != "suspect" && l != "accuse" {
		return tocsin.Voice{}, false
	}
	for k := v.First - 1; k > f.sentence(v.Head).First; k-- {
		l := f.words[k].Lemma
		if l != "arrest" && l != "detain" && l != "capture" {
			continue
		}
		g, ok := f.verb(k)
		if !ok || f.passive(g) {
			return tocsin.Voice{}, false
		}
		sub, ok := f.subjectOf(g)
		if !ok {
			return tocsin.Voice{}, false
		}
		vs := f.accusers(sub)
		return firstVoice(vs)
	}
	return tocsin.Voice{}, false
}

func firstVoice(vs []tocsin.Voice) (tocsin.Voice, bool) {
	if len(vs) == 0 {
		return tocsin.Voice{}, false
	}
	return vs[0], true
}

// namedInstead reports whether those suspected are an organisation, which then stands for itself.
func (f *statementFinder) namedInstead(v language.Phrase) bool {
	if l := f.words[v.Head].Lemma; l != "suspect" && l != "accuse" {
		return false
	}
	sub, ok := f.subjectOf(v)
	if !ok {
		return false
	}
	ms, _ := f.actorsOf(sub.first, sub.last)
	for i := range ms {
		if ms[i].kind == actorGroup || ms[i].kind == actorState {
			return true
		}
	}
	from, to := f.actorsIn(v.Last, min(f.sentence(v.Head).Last, v.Last+4))
	return from < to && !v.Passive && f.actors[from].kind != actorClass
}

// suspectedOf returns the deed that a person is held for: "on suspicion of", "in connection with", "of having", "with
// murder".
func (f *statementFinder) suspectedOf(k, end int, lemma string) [2]int {
	for j := k; j < end && j < k+20; j++ {
		w := f.words[j].Lower
		link := w == "of" || w == "with" || w == "for" || w == "over" || w == "in" && j+1 < end && (f.words[j+1].Lower == "connection" || f.words[j+1].Lower == "relation") || w == "suspicion"
		if !link {
			continue
		}
		for i := j + 1; i < end && i < j+9; i++ {
			if e, _ := f.lists.deed.At(f.words, i); e != nil && e.Value() != "runs" && e.Value() != "take" && e.Value() != "clash" && !e.Has("weak") && e.Term != "release" && e.Term != "free" {
				return [2]int{i, i + 1}
			}
			if w := f.words[i].Lower; w == "." || w == ";" || w == "," {
				break
			}
		}
	}
	return [2]int{k, k}
}

// pleads reads a guilty plea: the suspect's own claim.
func (f *statementFinder) pleads(v language.Phrase, end int) {
	if !f.lowerWithin(v.Last, min(end, v.Last+3), "guilty") {
		return
	}
	s := statementMention{first: v.First, last: min(end, v.Last+2)}
	s.Stance, s.Actor, s.Certainty = tocsin.StanceClaim, "a suspect", tocsin.Stated
	s.Voice = tocsin.Voice{Speaker: "a suspect", Type: tocsin.VoicePerpetrator, Via: []string{}}
	f.add(s)
}

package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// blame reads accusations whose blame is a noun of their own: "put the blame on X", "pointed the finger at X", "named X as
// the perpetrator", "the evidence points to X", "called it the work of X". It reports whether the verb was one of these.
func (f *statementFinder) blame(v language.Phrase) bool {
	if v.Negated || v.Modal || f.words[v.First].Lower == "to" {
		return false
	}
	end := f.sentence(v.Head).Last
	switch f.words[v.Head].Lemma {
	case "put", "place", "lay", "pin", "heap", "cast", "shift", "apportion":
		return f.blameLaid(v, end)
	case "point":
		return f.fingerPointed(v, end)
	case "name":
		return f.namedCulprit(v, end)
	}
	return false
}

var blameNouns = set("blame responsibility guilt suspicion finger fingers")

// blameLaid reads "laid the blame on X", "the blame was placed squarely at the door of X".
func (f *statementFinder) blameLaid(v language.Phrase, end int) bool {
	sub, ok := f.subjectOf(v)
	if !ok {
		return false
	}
	k := v.Last
	if f.passive(v) {
		if h, in := f.nounHead(sub.first); !in || !blameNouns[f.words[h].Lower] {
			return false
		}
	} else {
		for k < end && k < v.Last+4 && !blameNouns[f.words[k].Lower] {
			k++
		}
		if k >= end || !blameNouns[f.words[k].Lower] {
			return false
		}
		k++
	}
	return f.blamedAt(v, sub, k, end, tocsin.Stated)
}

// fingerPointed reads "pointed the finger (of blame) at X", "pointed to X as the culprit" and "the evidence points to X".
func (f *statementFinder) fingerPointed(v language.Phrase, end int) bool {
	sub, ok := f.subjectOf(v)
	if !ok {
		return false
	}
	if f.lowerWithin(v.Last, min(end, v.Last+4), "finger", "fingers") || f.lowerWithin(sub.first, sub.last, "finger", "fingers") {
		return f.blamedAt(v, sub, v.Last, end, tocsin.Stated)
	}
	if v.Last+1 >= end || f.words[v.Last].Lower != "to" && f.words[v.Last].Lower != "at" && f.words[v.Last].Lower != "towards" {
		return false
	}
	if h, in := f.nounHead(sub.first); in && signs[f.words[h].Lemma] {
		voice, _ := f.voiceAt(v.Head)
		before := len(f.found)
		f.beliefIn(voice, v.Last+1, end, sub.first)
		return len(f.found) > before
	}
	last := f.phraseFrom(v.Last+1, end)
	if last >= end || f.words[last].Lower != "as" || !f.culpritIn(last, min(end, last+6)) {
		return false
	}
	return f.blamedAt(v, sub, v.Last, end, f.hedgedIn(last, min(end, last+6)))
}

// signs are what points to an author without anybody's saying so.
var signs = set("evidence clue indication sign finding trail investigation suspicion lead")

// culpritIn reports whether tokens first..last hold a word for who did it: "the culprit", "the main suspect".
func (f *statementFinder) culpritIn(first, last int) bool {
	for k := first; k < last; k++ {
		if w := f.words[k].Lemma; authors[w] || w == "suspect" || w == "responsible" {
			return true
		}
	}
	return false
}

// namedCulprit reads "named X as the perpetrator" and "X was named as the main suspect by the police".
func (f *statementFinder) namedCulprit(v language.Phrase, end int) bool {
	as := f.lowerAt(v.Last, min(end, v.Last+8), "as")
	if as == 0 || !f.culpritIn(as, min(end, as+6)) {
		return false
	}
	sub, ok := f.subjectOf(v)
	if !ok {
		return false
	}
	c := f.hedgedIn(as, min(end, as+6))
	if f.lowerWithin(as, min(end, as+6), "suspect", "suspects") {
		c = tocsin.Hedged
	}
	if !f.passive(v) {
		ms, _ := f.actorsOf(v.Last, as)
		f.blameEach(ms, f.accusers(sub), sub.first, as, v, c)
		return len(ms) > 0
	}
	voice, vc := f.voiceAt(v.Head)
	if first, last, by := f.agentBy(v); by {
		if vs := f.accusers(subject{first: first, last: last, end: last}); len(vs) > 0 {
			voice = vs[0]
		}
	}
	ms, _ := f.doersOf(sub)
	f.blameEach(ms, []tocsin.Voice{voice}, sub.first, as, v, weakest(c, vc))
	return len(ms) > 0
}

// blamedAt notes that the subject of a verb, or who the text around speaks for, lays the blame where the preposition behind
// token k points.
func (f *statementFinder) blamedAt(v language.Phrase, sub subject, k, end int, c tocsin.Certainty) bool {
	for k < end && k < v.Last+8 && !blameLinks[f.words[k].Lower] {
		k++
	}
	if k+1 >= end || !blameLinks[f.words[k].Lower] {
		return false
	}
	from := k + 1
	for j := from; j+1 < end && j < from+4; j++ {
		if w := f.words[j].Lower; (w == "door" || w == "doorstep" || w == "feet") && f.words[j+1].Lower == "of" {
			from = j + 2 // "at the door of X"
		}
	}
	ms, either := f.actorsOf(from, f.phraseFrom(from, end))
	if either {
		c = tocsin.Possible
	}
	var voices []tocsin.Voice
	if !f.passive(v) {
		voices = f.accusers(sub)
	}
	if len(voices) == 0 {
		voice, vc := f.voiceAt(v.Head)
		if first, last, by := f.agentBy(v); by && f.passive(v) {
			if vs := f.accusers(subject{first: first, last: last, end: last}); len(vs) > 0 {
				voice = vs[0]
			}
		}
		voices, c = append(voices, voice), weakest(weakest(c, vc), tocsin.Hedged)
	}
	f.blameEach(ms, voices, sub.first, from, v, c)
	return len(ms) > 0
}

var blameLinks = set("on upon at to towards with")

// blameEach notes that each voice blames each actor for what was told last.
func (f *statementFinder) blameEach(ms []actorMention, voices []tocsin.Voice, first, last int, v language.Phrase, c tocsin.Certainty) {
	for i := range ms {
		for _, voice := range voices {
			if f.ownVoice(voice, &ms[i]) {
				continue
			}
			s := statementMention{first: first, last: max(last, ms[i].last, v.Last), class: ms[i].kind == actorClass, group: ms[i].kind == actorGroup}
			s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceAttribution, ms[i].name, voice, weakest(c, ms[i].certainty)
			s.objectFirst, s.objectLast = f.deedBefore(v.First)
			f.add(s)
		}
	}
}

// workOf reads "the work of X", "the handiwork of X", said of an attack: whose it was.
func (f *statementFinder) workOf() {
	for k := range f.words {
		if w := f.words[k].Lemma; w != "work" && w != "handiwork" && w != "doing" || k+2 >= len(f.words) || f.words[k+1].Lower != "of" || k == 0 {
			continue
		}
		end := f.sentence(k).Last
		if k+2 >= end || !f.deedJustTold(k) {
			continue
		}
		p, ok := f.noun(k)
		first := k
		if ok {
			first = p.First
		}
		if first == 0 || f.negatedBefore(first) {
			continue
		}
		ms, either := f.actorsOf(k+2, f.phraseFrom(k+2, end))
		if f.ownSubject(subject{first: k + 2, last: min(end, max(k+4, f.phraseFrom(k+2, end)))}) {
			if sp := f.sayingAt(k); sp != nil && sp.voice.Type == tocsin.VoicePerpetrator {
				if m, ok := f.groupOf(sp); ok {
					ms = []actorMention{m} // "said the attack was the work of its men"
				}
			}
		}
		c := tocsin.Stated
		if either {
			c = tocsin.Possible
		}
		voiced := tocsin.Voice{}
		if g, in := f.verb(first - 1); in {
			c = weakest(c, f.verbCertainty(g, g.Last))
			if f.words[g.Head].Lemma != "be" {
				continue
			}
		} else if w := f.words[first-1].Lower; w == "as" || w == "it" || f.isNounDeed(first-1) {
			voiced = f.caller(first)
		} else if w != "," && w != ":" && !isOpenQuote(f.doc.Tokens[first-1].Text) {
			continue
		}
		for i := range ms {
			m := &ms[i]
			if m.kind == actorState && !m.adjective && f.words[k].Lemma == "work" && !f.violentNoun(f.sentence(k).First, k) {
				continue
			}
			before := len(f.found)
			f.attribute(m, k, first, max(m.last, k+1), [2]int{k, k + 1}, c)
			if len(f.found) > before && voiced.Type != "" && f.found[before].Voice.Type == tocsin.VoiceReport {
				f.found[before].Voice = voiced
			}
		}
	}
}

// negatedBefore reports whether the words right before token k deny what follows: "was not the work of".
func (f *statementFinder) negatedBefore(k int) bool {
	if g, ok := f.verb(k - 1); ok {
		return g.Negated
	}
	return f.words[k-1].Lower == "not"
}

// caller returns who calls something what stands at token k: "the governor described the attack as".
func (f *statementFinder) caller(k int) tocsin.Voice {
	for j := k - 1; j > f.sentence(k).First && j > k-9; j-- {
		switch f.words[j].Lemma {
		case "describe", "call", "see", "condemn", "denounce", "regard", "brand":
		default:
			continue
		}
		g, ok := f.verb(j)
		if !ok || f.passive(g) {
			return tocsin.Voice{}
		}
		if sub, ok := f.subjectOf(g); ok {
			if vs := f.accusers(sub); len(vs) > 0 {
				return vs[0]
			}
		}
		return tocsin.Voice{}
	}
	return tocsin.Voice{}
}

package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// figureVoice returns on whose say-so a figure stands: the saying it is part of; else whoever is said to put, count or
// acknowledge it; else the source that the sentence before it ends on, where the sentence goes on with what was told.
func (f *figureFinder) figureVoice(g *figureMention) tocsin.Voice {
	v, _ := f.voiceAt(g.first)
	if v.Type != tocsin.VoiceReport || f.sayingAt(g.first) != nil {
		return v
	}
	if who, ok := f.reckoner(g); ok {
		return who
	}
	if who, ok := f.goesOn(g.first); ok {
		return who
	}
	return v
}

// reckons are verbs whose subject answers for the number that is their object.
var reckons = set("put place give count acknowledge admit confirm concede revise raise lower estimate record register list tally speak")

// reckoner returns the subject of the verb of reckoning that a figure is the object of: "the ministry put the toll at 12",
// "the army acknowledged the loss of 30 men".
func (f *figureFinder) reckoner(g *figureMention) (tocsin.Voice, bool) {
	low := f.sentence(g.first).First
	for k := g.last - 1; k >= low; k-- {
		v, ok := f.reading.verb(k)
		if !ok {
			continue
		}
		if v.First > low && v.Last > g.first && v.First >= g.first && !reckons[f.words[v.Head].Lemma] {
			k = v.First
			continue // "killed two", of the figure itself
		}
		if !reckons[f.words[v.Head].Lemma] || f.reading.passive(v) || v.Modal && f.word(v.First) != "would" || v.Negated {
			return tocsin.Voice{}, false
		}
		s := sayingFinder{reading: f.reading, people: f.persons, found: f.sayings}
		for i := range f.sayings {
			if f.sayings[i].cue < v.First && f.sayings[i].voice.Type != tocsin.VoiceReport {
				s.last = i + 1
			}
		}
		sub, ok := s.speakerOf(v)
		if !ok {
			return tocsin.Voice{}, false
		}
		voice, ok := s.voiceOfSubject(sub)
		return voice, ok && voice.Type != tocsin.VoiceOther && voice.Type != tocsin.VoiceReport
	}
	return tocsin.Voice{}, false
}

// goesOn returns the source of the sentence before the one of token k, up to two sentences back in the same paragraph,
// where that sentence ends on it ("…, a police spokesman said.") and those after it name no other. A quotation is over
// with its closing mark, and what happened at another time is the report's own.
func (f *figureFinder) goesOn(k int) (tocsin.Voice, bool) {
	n := f.doc.Tokens[k].Sentence
	if f.speaks(n) || f.anotherTime(n) {
		return tocsin.Voice{}, false
	}
	for back := n - 1; back >= 0 && back >= n-2 && !f.newParagraph(back+1); back-- {
		if v, ok := f.closingSource(back); ok {
			return v, true
		}
		if f.speaks(back) {
			break
		}
	}
	return tocsin.Voice{}, false
}

// speaks reports whether a saying has its cue in sentence n.
func (f *figureFinder) speaks(n int) bool {
	for i := range f.sayings {
		if f.doc.Tokens[f.sayings[i].cue].Sentence == n {
			return true
		}
	}
	return false
}

// anotherTime reports whether sentence n tells of another time than the day at hand: a year, a month, some time ago.
func (f *figureFinder) anotherTime(n int) bool {
	for k := f.doc.Sentences[n].First; k < f.doc.Sentences[n].Last; k++ {
		switch f.word(k) {
		case "year", "years", "month", "months", "week", "weeks", "ago", "since", "previously", "meanwhile", "elsewhere", "separately", "separate":
			return true
		}
		if m := f.numberOf(k); m >= 0 && f.doc.Numbers[m].Low > 1900 && f.doc.Numbers[m].Low < 2100 && len(f.word(k)) == 4 {
			return true
		}
	}
	return false
}

// newParagraph reports whether a blank line stands before sentence n.
func (f *figureFinder) newParagraph(n int) bool {
	if n <= 0 || n >= len(f.doc.Sentences) {
		return true
	}
	first := f.doc.Sentences[n].First
	gap := f.text[f.doc.Tokens[first-1].End:f.doc.Tokens[first].Start]
	return strings.Count(gap, "\n") > 1
}

// closingSource returns the authority or witness that sentence n ends on as the source of its indirect speech.
func (f *figureFinder) closingSource(n int) (tocsin.Voice, bool) {
	s := f.doc.Sentences[n]
	for i := range f.sayings {
		sy := &f.sayings[i]
		if sy.cue < s.First || sy.cue >= s.Last || f.word(sy.cue) == "according" || sy.last > min(sy.cue, sy.sourceFirst) || sy.denies || sy.unsaid {
			continue
		}
		if sy.voice.Type != tocsin.VoiceAuthority && sy.voice.Type != tocsin.VoiceWitness {
			continue
		}
		if isOpenQuote(f.doc.Tokens[sy.first].Text) || isCloseQuote(f.doc.Tokens[max(sy.last-1, sy.first)].Text) || sy.last >= s.First+2 && isCloseQuote(f.doc.Tokens[sy.last-2].Text) {
			continue
		}
		end := max(sy.cue+1, sy.sourceLast)
		for end < s.Last && (f.doc.Tokens[end].Tag == language.PUNCT || f.isTimeWord(end) || f.doc.Tokens[end].Tag == language.ADP) {
			end++
		}
		if end >= s.Last {
			return sy.voice, true
		}
	}
	return tocsin.Voice{}, false
}

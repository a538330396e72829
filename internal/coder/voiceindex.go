package coder

import (
	"sort"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// indexVoices notes for each token the innermost saying it stands in, so that voiceAt need not search.
func (r *reading) indexVoices() {
	r.voiceOf = make([]int32, len(r.words))
	for i := range r.voiceOf {
		r.voiceOf[i] = -1
	}
	byLength := make([]int, len(r.sayings))
	for i := range byLength {
		byLength[i] = i
	}
	sort.SliceStable(byLength, func(a, b int) bool { return r.sayings[byLength[a]].length() > r.sayings[byLength[b]].length() })
	for _, k := range byLength {
		for i := r.sayings[k].first; i < r.sayings[k].last; i++ {
			r.voiceOf[i] = int32(k)
		}
	}
	r.presuppose()
}

// presuppose gives back to the report what a speaker takes as known: a deed told as definite inside indirect speech,
// with the clause or the "of" that says what it did ("said they had arrested the men behind the bombings that killed
// ten"). Quotations stay their speaker's.
func (r *reading) presuppose() {
	for i := range r.voiceOf {
		if r.voiceOf[i] < 0 || r.doc.Tokens[i].Tag != language.NOUN {
			continue
		}
		e, _ := r.lists.deed.At(r.words, i)
		if e == nil || e.Value() != "noun" || e.Has("weak") {
			continue
		}
		p, ok := r.noun(i)
		if !ok || p.Head != i || !r.definiteNoun(p) {
			continue
		}
		s := r.sentence(i)
		for k := i + 1; k < s.Last; k++ {
			if w := r.words[k].Lower; w == "that" || w == "which" {
				if v, ok := r.verb(k + 1); ok && v.First == k+1 {
					r.unvoice(k, s.Last)
				}
				break
			} else if r.doc.Tokens[k].Tag == language.PUNCT || r.doc.Tokens[k].Tag == language.VERB || r.doc.Tokens[k].Tag == language.AUX {
				break
			} else if w == "of" && k == i+1 {
				r.unvoice(k, r.phraseFrom(k+1, s.Last))
			}
		}
	}
}

// unvoice takes tokens first..last out of indirect speech, up to a mark.
func (r *reading) unvoice(first, last int) {
	for k := first; k < last && r.doc.Tokens[k].Tag != language.PUNCT; k++ {
		r.voiceOf[k] = -1
	}
}

// definiteNoun reports whether a noun phrase points at something known: "the attack", "Sunday's bombing".
func (r *reading) definiteNoun(p language.Phrase) bool {
	for k := p.First; k < p.Head; k++ {
		switch w := r.words[k].Lower; {
		case w == "the" || w == "this" || w == "these" || w == "those" || isPossessiveMark(w):
			return true
		}
	}
	return false
}

func (s *saying) length() int { return s.last - s.first }

// voiceAt returns the innermost saying that token i stands in; the report's own voice, stated, where
// there is none.
func (r *reading) voiceAt(i int) (tocsin.Voice, tocsin.Certainty) {
	if s := r.sayingAt(i); s != nil {
		return s.voice, s.certainty
	}
	return tocsin.ReportVoice(), tocsin.Stated
}

// sayingAt returns the innermost saying that token i stands in, nil in the report's own voice.
func (r *reading) sayingAt(i int) *saying {
	if i < len(r.voiceOf) && r.voiceOf[i] >= 0 {
		return &r.sayings[r.voiceOf[i]]
	}
	return nil
}

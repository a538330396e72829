package coder

import "github.com/tocsin-org/tocsin"

// A saying is one stretch of text that stands on somebody's say-so: source, cue, content (merging.md §2).
type saying struct {
	first, last int // tokens of the content, half-open
	cue         int // token of the cue ("said", "according")
	voice       tocsin.Voice
	certainty   tocsin.Certainty // what the cue does to its content: said states, believed hedges
	when        tocsin.Date      // day of the saying, zero if not told
}

// findSayings finds who says what, in text order of the content; nested sayings follow the one they stand in.
func (r *reading) findSayings() []saying { return nil }

// voiceAt returns the innermost saying that token i stands in; the report's own voice, stated, where
// there is none.
func (r *reading) voiceAt(i int) (tocsin.Voice, tocsin.Certainty) {
	best := -1
	for k, s := range r.sayings {
		if s.first <= i && i < s.last && (best < 0 || s.last-s.first <= r.sayings[best].last-r.sayings[best].first) {
			best = k
		}
	}
	if best < 0 {
		return tocsin.ReportVoice(), tocsin.Stated
	}
	return r.sayings[best].voice, r.sayings[best].certainty
}

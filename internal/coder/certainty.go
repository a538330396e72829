package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// weakest returns the less certain of two.
func weakest(a, b tocsin.Certainty) tocsin.Certainty {
	if a == tocsin.Possible || b == tocsin.Possible {
		return tocsin.Possible
	}
	if a == tocsin.Hedged || b == tocsin.Hedged {
		return tocsin.Hedged
	}
	return tocsin.Stated
}

// hedgedIn returns how certain tokens first..last leave what they tell: the weakest hedge among them.
func (r *reading) hedgedIn(first, last int) tocsin.Certainty {
	c := tocsin.Stated
	for k := max(first, 0); k < last && k < len(r.words); k++ {
		if e, _ := r.lists.hedge.At(r.words, k); e != nil {
			c = weakest(c, tocsin.Certainty(e.Value()))
		}
	}
	return c
}

// hedgedClause returns how certain a clause is that a noun introduces: "the possibility that X staged it".
func (r *reading) hedgedClause(v language.Phrase) tocsin.Certainty {
	low := r.sentence(v.Head).First
	for k := v.First - 1; k > low && k > v.First-16; k-- {
		if r.words[k].Lower == "that" && r.doc.Tokens[k-1].Tag == language.NOUN {
			return r.hedgedIn(k-1, k)
		}
	}
	return tocsin.Stated
}

// verbCertainty returns how certain a verb group is told: its own words, and the adverb before or behind it.
func (r *reading) verbCertainty(v language.Phrase, end int) tocsin.Certainty {
	s := r.sentence(v.Head)
	first := v.First
	for first > s.First && first > v.First-2 && r.doc.Tokens[first-1].Tag == language.ADV {
		first--
	}
	last := max(end, v.Last)
	if last < s.Last && r.doc.Tokens[last].Tag == language.ADV {
		last++ // "stabbed reportedly several people"
	}
	c := r.hedgedIn(first, last)
	c = weakest(c, r.hedgedClause(v))
	// "is believed to have killed": the group before governs
	if v.First > s.First && r.words[v.First].Lower == "to" {
		for k := v.First - 1; k > s.First && k > v.First-4; k-- {
			if r.words[k].Lower == "likely" {
				c = weakest(c, tocsin.Hedged)
			}
		}
		if g, ok := r.verb(v.First - 1); ok {
			c = weakest(c, r.hedgedIn(g.First, g.Last))
			if e, _ := r.lists.cue.At(r.words, g.Head); e != nil && g.Passive {
				c = weakest(c, tocsin.Hedged)
			}
		}
	}
	return c
}

package language

// verbGroups finds the verb groups: auxiliaries, "not", adverbs between them, and the main verb, which
// is the head.
//
// Each main verb has a group of its own, so "is believed to have killed" is two, the second beginning
// with "to", and "began shooting" is two. An auxiliary without a main verb ("was in hospital") is a
// group with the auxiliary as head. A participle after its noun is a group without auxiliary ("the bomb
// | planted | by"): its Form says so, and Passive is kept for those with one. A verb that modifies a noun
// inside a noun phrase ("the wounded soldiers") makes no group.
func verbGroups(tokens []Token, nouns []Phrase) []Phrase {
	found := make([]Phrase, 0, len(tokens)/8)
	n := 0
	for i := 0; i < len(tokens); {
		for n < len(nouns) && nouns[n].Last <= i {
			n++
		}
		if n < len(nouns) && nouns[n].First <= i {
			i = nouns[n].Last
			continue
		}
		p, ok := verbGroupAt(tokens, i)
		if !ok {
			i++
			continue
		}
		found = append(found, p)
		i = p.Last
	}
	return found
}

// verbGroupAt reads the verb group that begins at token i.
func verbGroupAt(tokens []Token, i int) (Phrase, bool) {
	p := Phrase{First: i, Head: -1}
	aux := -1 // the last auxiliary
	for k := i; k < min(len(tokens), i+longest) && tokens[k].Sentence == tokens[i].Sentence; k++ {
		t := &tokens[k]
		switch {
		case t.Tag == AUX || isPassiveGet(tokens, k):
			aux, p.Head, p.Last = k, k, k+1
			p.Modal = p.Modal || t.Form == Modal
		case t.Tag == VERB:
			p.Head, p.Last = k, k+1
			p.Passive = t.Form == PastParticiple && aux >= 0 && (tokens[aux].Lemma == "be" || tokens[aux].Lemma == "get")
			return p, true
		case isNot(t.Lower):
			p.Negated = true
			if p.Head >= 0 {
				p.Last = k + 1
			}
		case t.Lower == "to" && k == i && t.Tag == PART:
		case t.Tag == ADV && (k > i || t.Lower == "never") && k < max(i, p.Last)+4, t.Lower == "since" && aux >= 0:
			p.Negated = p.Negated || t.Lower == "never"
		default:
			return p, p.Head >= 0
		}
	}
	return p, p.Head >= 0
}

// isPassiveGet reports whether token k is "get" before a participle, which makes a passive too.
func isPassiveGet(tokens []Token, k int) bool {
	return tokens[k].Tag == VERB && tokens[k].Lemma == "get" && k+1 < len(tokens) &&
		tokens[k+1].Tag == VERB && tokens[k+1].Form == PastParticiple
}

// isNot reports whether a word negates a verb.
func isNot(w string) bool {
	switch w {
	case "not", "n't", "n’t":
		return true
	}
	return false
}

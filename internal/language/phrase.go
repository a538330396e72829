package language

// nounPhrases finds the base noun phrases: determiner or owner, modifiers, head. A chain of owners
// ("Dagestan's Karabudakhkent district") is one phrase; "of", commas and "and" end one, except that
// two adjectives may be joined before a noun ("Sunni and Shia mosques"). The head is the last noun.
// A phrase without a noun is made only where a pronoun, a number or "the" with an adjective ("the
// wounded") stands for one.
func nounPhrases(tokens []Token) []Phrase {
	var found []Phrase
	for i := 0; i < len(tokens); {
		p, ok := nounPhraseAt(tokens, i)
		if !ok {
			i++
			continue
		}
		found = append(found, p)
		i = p.Last
	}
	return found
}

// nounPhraseAt reads the noun phrase that begins at token i.
func nounPhraseAt(tokens []Token, i int) (Phrase, bool) {
	p := Phrase{First: i, Head: -1}
	opened := false // by a determiner or an owner
	same := func(k int) bool { return k < len(tokens) && tokens[k].Sentence == tokens[i].Sentence }
	k := i
	for same(k) {
		t := &tokens[k]
		switch {
		case t.Tag == NOUN || t.Tag == PROPN:
			p.Head = k
		case t.Tag == PRON && !isOwner(t.Lower):
			if k == i {
				return Phrase{First: i, Last: i + 1, Head: i, Negated: negatives[t.Lower]}, true
			}
			return p.close(tokens, k)
		case t.Tag == DET || t.Tag == PRON:
			if p.Head >= 0 || k > i && !predeterminers[tokens[k-1].Lower] {
				return p.close(tokens, k)
			}
			opened = true
			p.Negated = p.Negated || t.Lower == "no"
		case t.Tag == PART && isPossessive(t.Lower) && p.Head >= 0 && same(k+1) && modifies(tokens, k+1):
			opened, p.Head = true, -1
		case t.Tag == NUM || t.Tag == ADJ || t.Tag == SYM && (t.Text == "$" || t.Text == "£" || t.Text == "€"):
			if p.Head >= 0 && t.Tag == ADJ && !same(k+1) || p.Head >= 0 && !leadsToNoun(tokens, k) {
				return p.close(tokens, k)
			}
		case t.Tag == ADV && p.Head < 0 && same(k+1) && (tokens[k+1].Tag == ADJ || tokens[k+1].Tag == NUM || tokens[k+1].Form == PastParticiple) && (opened || k == i && leadsToNoun(tokens, k)):
		case t.Tag == VERB && (t.Form == PastParticiple || t.Form == Gerund) && p.Head < 0 && opened && leadsToNoun(tokens, k):
		case t.Tag == CCONJ && p.Head < 0 && k > i && tokens[k-1].Tag == ADJ && same(k+1) && tokens[k+1].Tag == ADJ && leadsToNoun(tokens, k+1):
		default:
			return p.close(tokens, k)
		}
		k++
	}
	return p.close(tokens, k)
}

// close ends a phrase before token k and finds its head.
func (p Phrase) close(tokens []Token, k int) (Phrase, bool) {
	if p.Head >= 0 {
		p.Last = p.Head + 1
		return p, true
	}
	if k == p.First {
		return p, false
	}
	p.Last, p.Head = k, k-1
	switch tokens[k-1].Tag {
	case NUM:
		return p, true
	case ADJ:
		return p, k-p.First >= 2 && tokens[p.First].Tag == DET
	case DET, PRON:
		return p, k-p.First == 1 && standsAlone[tokens[k-1].Lower]
	}
	return p, false
}

// modifies reports whether token k can go on a noun phrase after an owner.
func modifies(tokens []Token, k int) bool {
	switch tokens[k].Tag {
	case NOUN, PROPN, NUM, ADJ:
		return true
	case VERB, ADV:
		return leadsToNoun(tokens, k)
	}
	return false
}

// leadsToNoun reports whether only modifiers stand between token k and a noun.
func leadsToNoun(tokens []Token, k int) bool {
	for j := k + 1; j < len(tokens) && j < k+6 && tokens[j].Sentence == tokens[k].Sentence; j++ {
		switch tokens[j].Tag {
		case NOUN, PROPN:
			return true
		case ADJ, NUM:
		case VERB:
			if tokens[j].Form != PastParticiple && tokens[j].Form != Gerund {
				return false
			}
		default:
			return false
		}
	}
	return false
}

var (
	predeterminers = words("all both half such no many what")
	standsAlone    = words("this that these those some all both each another any none")
	negatives      = words("nobody none nothing")
)

// isOwner reports whether a pronoun stands before a noun as its owner.
func isOwner(w string) bool {
	switch w {
	case "my", "your", "his", "her", "its", "our", "their", "whose":
		return true
	}
	return false
}

// isPossessive reports whether a token is the possessive ending.
func isPossessive(w string) bool {
	return w == "'s" || w == "’s" || w == "'" || w == "’"
}

// verbGroups finds the verb groups: auxiliaries, "not", adverbs between them, and the main verb,
// which is the head. "To" and an infinitive make a group of their own: "is believed | to have
// killed". A verb that modifies a noun inside a noun phrase ("the wounded soldiers") makes none.
func verbGroups(tokens []Token, nouns []Phrase) []Phrase {
	var found []Phrase
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
	last := i // after the last token surely in the group
	for k := i; k < len(tokens) && tokens[k].Sentence == tokens[i].Sentence; k++ {
		t := &tokens[k]
		switch {
		case t.Tag == AUX:
			aux, p.Head, last = k, k, k+1
			p.Modal = p.Modal || t.Form == Modal
			continue
		case t.Tag == VERB && isGet(t) && k+1 < len(tokens) && tokens[k+1].Tag == VERB && tokens[k+1].Form == PastParticiple:
			aux = k
			continue
		case t.Tag == VERB:
			p.Head, p.Last = k, k+1
			p.Passive = t.Form == PastParticiple && aux >= 0 && (tokens[aux].Lemma == "be" || isGet(&tokens[aux]))
			return p, true
		case isNot(t.Lower):
			p.Negated = true
			if p.Head >= 0 {
				last = k + 1
			}
			continue
		case t.Tag == ADV && k > i && k-last < 3, t.Tag == PART && t.Lower == "to" && k == i:
			p.Negated = p.Negated || t.Lower == "never"
			continue
		case t.Tag == ADV && k == i && t.Lower == "never":
			p.Negated = true
			continue
		}
		break
	}
	if p.Head < 0 {
		return p, false
	}
	p.Last = last
	return p, true
}

// isGet reports whether a token is a form of "get", which makes passives too.
func isGet(t *Token) bool { return t.Lemma == "get" }

// isNot reports whether a word negates a verb.
func isNot(w string) bool {
	switch w {
	case "not", "n't", "n’t":
		return true
	}
	return false
}

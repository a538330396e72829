package timex

import "github.com/tocsin-org/tocsin/internal/language"

// A tense says where the sentence puts what it tells.
type tense uint8

const (
	noTense tense = iota
	past
	present
	future
)

// tenseAt is the tense of the verb that an expression goes with: the last verb before it in its
// sentence, else the first after it. "Since" before the expression makes it past whatever the verb.
func (s *scan) tenseAt(first, end int) tense {
	if s.is(first-1, sinceWord) {
		return past
	}
	toks := s.doc.Tokens
	from := int(s.atoms[first].token)
	if from >= len(toks) {
		return noTense
	}
	sent := s.doc.Sentences[toks[from].Sentence]
	for t := from - 1; t >= sent.First; t-- {
		if toks[t].Tag == language.VERB || toks[t].Tag == language.AUX {
			if v := verbTense(toks, sent, t); v != noTense {
				return v
			}
		}
	}
	last := int(s.atoms[end-1].token)
	for t := last + 1; t < sent.Last; t++ {
		if toks[t].Tag == language.VERB || toks[t].Tag == language.AUX {
			// An auxiliary speaks with the verb it leads to.
			if v := verbTense(toks, sent, groupEnd(toks, sent, t)); v != noTense {
				return v
			}
		}
	}
	return noTense
}

// groupEnd is the last word of the verb group that token t begins.
func groupEnd(toks []language.Token, sent language.Sentence, t int) int {
	end := t
	for u := t + 1; u < min(t+6, sent.Last); u++ {
		switch toks[u].Tag {
		case language.AUX:
			end = u
		case language.VERB:
			return u
		case language.ADV, language.PART:
		default:
			return end
		}
	}
	return end
}

// verbTense reads the group that ends with the verb at token t.
func verbTense(toks []language.Token, sent language.Sentence, t int) tense {
	var will, have, be, to, expected bool
	for u := t - 1; u >= max(sent.First, t-5); u-- {
		w := &toks[u]
		switch {
		case w.Tag == language.AUX:
			switch w.Lemma {
			case "will", "shall", "would", "'ll", "wo":
				will = true
			case "have":
				have = true
			case "be":
				be = true
			default:
				will = will || w.Form == language.Modal && (w.Lower == "may" || w.Lower == "might" || w.Lower == "could")
			}
		case w.Lower == "to" && (w.Tag == language.PART || w.Tag == language.ADP):
			to = true
		case w.Tag == language.ADV, w.Tag == language.PART:
		case to && (w.Tag == language.VERB || w.Tag == language.ADJ):
			expected = foretells(w.Lemma)
			u = sent.First - 1
		default:
			u = sent.First - 1
		}
	}
	v := &toks[t]
	switch {
	case will && !have:
		return future
	case to:
		if expected {
			return future
		}
		// An infinitive takes its tense from the verb it depends on, which stands further left.
		return noTense
	case have:
		return past
	case v.Form == language.Modal:
		switch v.Lower {
		case "will", "shall", "would":
			return future
		}
		return noTense
	case v.Form == language.Past:
		return past
	case v.Form == language.PastParticiple:
		if be && foretells(v.Lemma) {
			return future
		}
		return past
	case v.Form == language.Gerund && !be:
		return noTense
	case v.Form == language.Present || v.Form == language.Gerund:
		if foretells(v.Lemma) {
			return future
		}
		return present
	}
	return noTense
}

// foretells reports whether a verb looks ahead: what is expected, planned or threatened is still to come.
func foretells(lemma string) bool {
	switch lemma {
	case "expect", "schedule", "plan", "due", "set", "intend", "hope", "slate", "vow", "threaten", "pledge", "promise", "go", "aim", "prepare", "expire", "propose":
		return true
	}
	return false
}

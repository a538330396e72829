package timex

import "github.com/tocsin-org/tocsin/internal/language"

// A tense says where the sentence puts what it tells.
type tense uint8

const (
	noTense tense = iota
	past
	present
	future
	deadline // "by May", "until Tuesday": ahead of the verb, which may be past
)

// tenseAt is the tense of the verb that an expression goes with: the last verb before it in its
// sentence, else the first after it. "Since" before the expression makes it past whatever the verb.
func (s *scan) tenseAt(first, end int) tense {
	switch {
	case s.is(first-1, sinceWord):
		return past
	case s.is(first-1, byWord), s.is(first-1, untilWord), s.is(first-1, throughWord), s.is(first-1, tillWord):
		return deadline
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
	var will, have, had, be, is, to, expected bool
	for u := t - 1; u >= max(sent.First, t-5); u-- {
		w := &toks[u]
		switch {
		case w.Tag == language.AUX:
			switch w.Lemma {
			case "will", "shall", "would", "'ll", "wo":
				will = true
			case "have":
				have = true
				had = had || w.Lower == "had"
			case "be":
				be = be || w.Lower != "been"
				is = is || w.Form == language.Present
			case "may", "might":
				will = true
			}
		case w.Lower == "to" && (w.Tag == language.PART || w.Tag == language.ADP):
			to = true
		case w.Tag == language.ADV, w.Tag == language.PART:
		case to && (w.Tag == language.VERB || w.Tag == language.ADJ):
			expected = foretells(w.Lower)
			u = sent.First - 1
		case to && w.Tag == language.NOUN:
			expected = planned(w.Lemma)
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
		if expected || be {
			return future
		}
		// An infinitive takes its tense from the verb it depends on, which stands further left.
		return noTense
	case have:
		if !had && foretells(v.Lower) {
			return future
		}
		return past
	case v.Form == language.Modal:
		switch v.Lower {
		case "will", "shall", "would":
			return future
		}
		return noTense
	case v.Form == language.Past:
		if plans(v.Lower) {
			return future
		}
		return past
	case v.Form == language.PastParticiple:
		if be && foretells(v.Lower) {
			return future
		}
		if is {
			return present
		}
		return past
	case v.Form == language.Gerund && !be:
		return noTense
	case v.Form == language.Present || v.Form == language.Gerund:
		if foretells(v.Lower) {
			return future
		}
		return present
	}
	return noTense
}

// plans reports whether a verb looks ahead even when it is told in the past: "planned a rally on Saturday".
func plans(word string) bool {
	switch word {
	case "planned", "scheduled":
		return true
	}
	return false
}

// planned reports whether an infinitive after the noun is still to come: "a plan to march on Friday".
func planned(lemma string) bool {
	switch lemma {
	case "plan", "intention", "offer", "deadline", "proposal", "threat", "pledge", "promise", "agreement", "appeal", "call":
		return true
	}
	return false
}

// foretells reports whether a word looks ahead: what is expected, planned or threatened is still to come.
// Written forms are listed, since some of these are verbs to one reading and adjectives to another.
func foretells(word string) bool {
	switch word {
	case "expect", "expects", "expected", "expecting", "scheduled", "schedule", "schedules", "plan", "plans", "planned", "planning",
		"due", "set", "intend", "intends", "intended", "hope", "hopes", "hoped", "hoping", "slated", "vow", "vows", "vowed",
		"threaten", "threatens", "threatened", "threatening", "pledge", "pledges", "pledged", "promise", "promises", "promised",
		"going", "aim", "aims", "aimed", "aiming", "prepare", "prepares", "prepared", "preparing", "expire", "expires", "expired",
		"propose", "proposes", "proposed":
		return true
	}
	return false
}

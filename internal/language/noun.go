package language

// nounPhrases finds the base noun phrases: determiner or owner, modifiers, head.
//
// A chain of owners ("Dagestan's Karabudakhkent district") is one phrase. "Of", commas and "and" end
// one, except that adjectives may be joined before a noun ("Sunni and Shia mosques"); so each member
// of a list is a phrase of its own, and "the town of Kareth" is two. The head is the last noun, or the
// name before a number ("Nov. 3", "Flight 17"). A phrase without a noun is made only where something
// stands for one: a pronoun, a number ("killing two"), a determiner alone ("all were hurt"), "the" with
// an adjective ("the wounded").
func nounPhrases(tokens []Token) []Phrase {
	found := make([]Phrase, 0, len(tokens)/4)
	for i := 0; i < len(tokens); {
		c := chunk{tokens: tokens, first: i, head: -1}
		if p, ok := c.read(); ok {
			found = append(found, p)
			i = p.Last
		} else {
			i++
		}
	}
	return found
}

// longest is how many tokens a phrase has at most, so that a list without end takes no time without end.
const longest = 40

// A chunk is a noun phrase while it is being read.
type chunk struct {
	tokens  []Token
	first   int
	last    int  // after the last token that surely belongs to it
	head    int  // -1 until a noun is seen
	opened  bool // by a determiner or an owner, so that participles are modifiers
	negated bool
}

// same reports whether token k is there and in the sentence of the phrase.
func (c *chunk) same(k int) bool {
	return k < len(c.tokens) && c.tokens[k].Sentence == c.tokens[c.first].Sentence
}

// read reads the phrase that begins at c.first.
func (c *chunk) read() (Phrase, bool) {
	if t := &c.tokens[c.first]; t.Tag == PRON && !isOwner(t.Lower) {
		return Phrase{First: c.first, Last: c.first + 1, Head: c.first, Negated: negatives[t.Lower]}, true
	}
	k := c.first
	for k < c.first+longest && c.same(k) && c.takes(k) {
		k++
	}
	return c.close(k)
}

// takes reports whether token k goes on with the phrase, and takes note of it if so.
func (c *chunk) takes(k int) bool {
	t := &c.tokens[k]
	switch t.Tag {
	case NOUN, PROPN:
		if c.head >= 0 && (dayWords[t.Lower] || weekdays[t.Lower] && c.tokens[c.head].Tag == NOUN) {
			return false // "a clash | yesterday", "for twelve years | Thursday"
		}
		c.head, c.last = k, k+1
		return true
	case DET, PRON:
		if c.head >= 0 || t.Tag == PRON && !isOwner(t.Lower) || k > c.first && !predeterminers[c.tokens[k-1].Lower] {
			return false
		}
		c.opened = true
		c.negated = c.negated || t.Lower == "no"
		return true
	case PART:
		if !isPossessive(t.Lower) || c.head < 0 || !c.same(k+1) || !c.goesOn(k+1) {
			return false
		}
		c.opened, c.head = true, -1
		return true
	case NUM:
		if c.head >= 0 && c.head == k-1 && datesNothing(&c.tokens[k-1], t) && leadsToNoun(c.tokens, k) {
			return false // "in February | two officers", "on Monday | three men"
		}
		if c.head >= 0 && c.head == k-1 && (c.tokens[k-1].Tag == PROPN || c.tokens[k-1].Lower == "no.") && !leadsToNoun(c.tokens, k) {
			c.last = k + 1 // "Nov. 3"
			return true
		}
		return c.head < 0 || c.last == k && leadsToNoun(c.tokens, k)
	case ADJ:
		if k == c.first && k > 0 && c.tokens[k-1].Lower == "at" && superlatives[t.Lower] {
			return false // "at least two": the phrase begins with the number
		}
		return c.head < 0 || leadsToNoun(c.tokens, k)
	case SYM:
		return c.head < 0 && isCurrency(t.Text)
	case ADV:
		return c.head < 0 && c.same(k+1) && modifies(&c.tokens[k+1]) && (c.opened || leadsToNoun(c.tokens, k))
	case VERB:
		if c.head >= 0 || !isParticiple(t) {
			return false
		}
		if leadsToNoun(c.tokens, k) {
			return c.opened || k > c.first || followsOf(c.tokens, k)
		}
		return t.Form == PastParticiple && k > c.first && c.tokens[k-1].Tag == DET // "the wounded"
	case CCONJ:
		return c.head < 0 && k > c.first && c.tokens[k-1].Tag == ADJ && c.same(k+1) && c.tokens[k+1].Tag == ADJ && leadsToNoun(c.tokens, k+1)
	}
	return false
}

// datesNothing reports whether a number behind the name of a month or day counts what follows instead of being a
// day of that month.
func datesNothing(name, number *Token) bool {
	if weekdays[name.Lower] {
		return true
	}
	return monthNames[name.Lower] && (number.Text[0] < '0' || number.Text[0] > '9')
}

var monthNames = map[string]bool{
	"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true, "september": true,
	"october": true, "november": true, "december": true, "jan.": true, "feb.": true, "aug.": true, "sept.": true, "oct.": true, "nov.": true, "dec.": true,
}

// close ends the phrase before token k.
func (c *chunk) close(k int) (Phrase, bool) {
	p := Phrase{First: c.first, Last: c.last, Head: c.head, Negated: c.negated}
	if c.head >= 0 {
		return p, true
	}
	if k == c.first {
		return p, false
	}
	for k-1 > c.first && c.tokens[k-1].Tag == ADJ && c.tokens[c.first].Tag != DET {
		k-- // "two dozen more", "three dead"
	}
	p.Last, p.Head = k, k-1
	switch t := &c.tokens[k-1]; t.Tag {
	case NUM:
		return p, true
	case ADJ, VERB:
		return p, k-c.first >= 2 && c.tokens[c.first].Tag == DET
	case DET, PRON:
		return p, k-c.first == 1 && standsAlone[t.Lower]
	}
	return p, false
}

// goesOn reports whether token k can go on a noun phrase after an owner.
func (c *chunk) goesOn(k int) bool {
	switch c.tokens[k].Tag {
	case NOUN, PROPN, NUM, ADJ:
		return true
	case VERB, ADV:
		return leadsToNoun(c.tokens, k)
	}
	return false
}

// leadsToNoun reports whether only modifiers stand between token k and a noun.
func leadsToNoun(tokens []Token, k int) bool {
	for j := k + 1; j < len(tokens) && j < k+6 && tokens[j].Sentence == tokens[k].Sentence; j++ {
		switch t := &tokens[j]; t.Tag {
		case NOUN, PROPN:
			return true
		case ADJ, NUM:
		case VERB:
			if !isParticiple(t) {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// modifies reports whether a token can modify a noun and be modified by an adverb.
func modifies(t *Token) bool {
	return t.Tag == ADJ || t.Tag == NUM || t.Tag == VERB && t.Form == PastParticiple
}

// isParticiple reports whether a verb can stand before a noun as its modifier.
func isParticiple(t *Token) bool { return t.Form == PastParticiple || t.Form == Gerund }

// followsOf reports whether token k is a past participle and comes after "of", "for" or the like, or first
// before a noun: what follows is a modified noun ("of displaced people", "Armed men fled"), not a clause
// ("after killing two").
func followsOf(tokens []Token, k int) bool {
	if tokens[k].Form != PastParticiple {
		return false
	}
	if k == 0 || tokens[k-1].Sentence != tokens[k].Sentence || isOpenerMark(tokens[k-1].Text) {
		return tokens[k+1].Tag == NOUN
	}
	return tokens[k-1].Tag == ADP
}

var (
	predeterminers = words("all both half such no many what quite")
	standsAlone    = words("this that these those some all both each another any none")
	negatives      = words("nobody none nothing")
	superlatives   = words("least most")
	dayWords       = words("yesterday today tomorrow tonight")
	weekdays       = words("monday tuesday wednesday thursday friday saturday sunday")
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

func isCurrency(t string) bool { return t == "$" || t == "£" || t == "€" }

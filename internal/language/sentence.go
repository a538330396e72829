package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// split groups tokens into sentences and writes each token's sentence into it.
func split(text string, tokens []Token) []Sentence {
	var sentences []Sentence
	first := 0
	for k := range tokens {
		tokens[k].Sentence = len(sentences)
		if k+1 < len(tokens) && !ends(text, tokens, first, k) {
			continue
		}
		sentences = append(sentences, Sentence{
			First: first, Last: k + 1,
			Start: tokens[first].Start, End: tokens[k].End,
			Upper: allUpper(tokens[first : k+1]),
		})
		first = k + 1
	}
	return sentences
}

// maxClosers is how many closing marks are looked past for the stop before them.
const maxClosers = 6

// ends reports whether the sentence begun at token first ends with token k; k is not the last.
func ends(text string, tokens []Token, first, k int) bool {
	gap := text[tokens[k].End:tokens[k+1].Start]
	if strings.IndexByte(gap, '\n') >= 0 && breaksParagraph(text, tokens[k].End, tokens[k+1].Start) {
		return true
	}
	next := &tokens[k+1]
	if next.Text == "." || isFace(next.Text) {
		return false
	}
	if letterEnds(tokens, first, k) {
		return true
	}
	if isCloser(text, next, gap) {
		return false
	}
	t := k
	for t > first && t > k-maxClosers && isCloserMark(tokens[t].Text) {
		t--
	}
	last := &tokens[t]
	switch {
	case strings.HasPrefix(last.Text, ".."), last.Text == "…", isFace(last.Text):
		return gap != "" && startsCapital(next.Text) && next.Text != "I"
	case last.Text == ".":
		if t == first+1 && isEnumerator(tokens[first].Text) {
			return false
		}
		if t > first && tokens[t-1].Text == "." { // ". . ."
			return startsCapital(next.Text)
		}
		return gap != "" && (t == k || !startsSmall(next.Text))
	case last.Text[0] == '?' || last.Text[0] == '!':
		return gap != "" && next.Text != "," && (t == k || !startsSmall(next.Text))
	case t == k && isRule(last.Text), isAddress(last.Text):
		return gap != "" && startsCapital(next.Text) || isAddress(next.Text)
	case t == k && len(last.Text) > 1 && strings.HasSuffix(last.Text, "."):
		return gap != "" && shortEnds(last, tokens, k+1)
	case t < k && len(last.Text) > 2 && strings.HasSuffix(last.Text, "."):
		return gap != "" && starters[next.Lower] && startsCapital(next.Text)
	}
	return false
}

// shortEnds reports whether an abbreviation also ends its sentence, given the token after it.
func shortEnds(t *Token, tokens []Token, next int) bool {
	w := strings.TrimSuffix(t.Lower, ".")
	if abbreviations[w] == titleShort || w == "p.s" || w == "ps" {
		return false
	}
	n := &tokens[next]
	if isOpenerMark(n.Text) && next+1 < len(tokens) {
		n = &tokens[next+1]
	}
	if !startsCapital(n.Text) {
		return false
	}
	if len(n.Text) > 1 && strings.ToUpper(n.Text) == n.Text { // capitals say nothing
		return starters[n.Lower] && !prepositions[n.Lower]
	}
	if w == "a.m" || w == "p.m" {
		return !clockCompany[n.Lower]
	}
	return starters[n.Lower] && len(n.Lower) > 1
}

// isRule reports whether a token is a line drawn with characters, as between the parts of a message.
func isRule(t string) bool {
	return len(t) > 2 && strings.IndexByte("*=_-~", t[0]) >= 0 || t == ">" || t == ">>"
}

// isAddress reports whether a token is a web or mail address.
func isAddress(t string) bool {
	return strings.Contains(t, "://") || strings.IndexByte(t, '@') > 0
}

// isFace reports whether a token is a face made of punctuation.
func isFace(t string) bool {
	return len(t) > 1 && (t[0] == ':' || t[0] == ';')
}

// clockCompany are words that follow "a.m." within a sentence although they are capitalised.
var clockCompany = words(`monday tuesday wednesday thursday friday saturday sunday january february march april
	may june july august september october november december gmt est edt pst pdt cst cdt utc bst local eastern
	jan. feb. aug. sept. oct. nov. dec. eastern central pacific moscow london`)

// prepositions are those starters that more often go on with a sentence.
var prepositions = words("in on at as by for from after before since during with under to of and or but")

// wrapColumn is the longest line still taken for one of a hard-wrapped text. Where lines are longer,
// each line is a paragraph of its own.
const wrapColumn = 160

// breaksParagraph reports whether a new paragraph begins between two tokens in different lines:
// after a blank line, before an indent or a bullet, or where the text is not hard-wrapped. In wire
// copy wrapped at 80 columns a line break alone means nothing.
func breaksParagraph(text string, end, start int) bool {
	gap := text[end:start]
	line := gap[strings.LastIndexByte(gap, '\n')+1:]
	if strings.Count(gap, "\n") > 1 {
		return true
	}
	if strings.HasPrefix(line, "  ") || strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "\u3000") {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(text[start:]); strings.ContainsRune("•●▪*·–—", r) {
		return true
	}
	if strings.HasPrefix(text[start:], "- ") || strings.HasPrefix(text[start:], "-- ") {
		return true
	}
	before := text[:end]
	before = before[strings.LastIndexByte(before, '\n')+1:]
	after := text[start:]
	if i := strings.IndexByte(after, '\n'); i >= 0 {
		after = after[:i]
	}
	return len(before) > wrapColumn || len(after) > wrapColumn
}

// isEnumerator reports whether a word numbers the sentence it begins: "1", "b".
func isEnumerator(w string) bool {
	return len(w) <= 2 && isDigit(rune(w[0])) || len(w) == 1
}

// isCloser reports whether a token closes what was opened in the sentence before it, gap being what
// lies between: it clings to the word before.
func isCloser(text string, t *Token, gap string) bool {
	if !isCloserMark(t.Text) {
		return false
	}
	switch t.Text {
	case ")", "]", "}", "”", "»", "''":
		return true
	}
	if gap != "" {
		next, _ := utf8.DecodeRuneInString(text[t.End:])
		return t.End == len(text) || isSpace(next) // `he said. "` with a space on both sides
	}
	return true
}

// isCloserMark reports whether a token can close a quotation or a bracket.
func isCloserMark(t string) bool {
	switch t {
	case `"`, "'", "''", "”", "’", "»", ")", "]", "}":
		return true
	}
	return false
}

// isOpenerMark reports whether a token can open a quotation or a bracket.
func isOpenerMark(t string) bool {
	switch t {
	case `"`, "'", "``", "“", "‘", "«", "(", "[", "{":
		return true
	}
	return false
}

// startsCapital reports whether a word begins with a capital letter.
func startsCapital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// startsSmall reports whether a word begins with a small letter.
func startsSmall(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLower(r)
}

// allUpper reports whether all letters of a sentence are capitals, and that there are enough of them
// to say so.
func allUpper(tokens []Token) bool {
	letters := 0
	for i := range tokens {
		t := &tokens[i]
		if t.Text != t.Lower {
			for _, r := range t.Text {
				if unicode.IsLower(r) {
					return false
				}
				if unicode.IsUpper(r) {
					letters++
				}
			}
			continue
		}
		for _, r := range t.Text {
			if unicode.IsLower(r) {
				return false
			}
		}
	}
	return letters > 3
}

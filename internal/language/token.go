package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenize cuts a text into words, numbers and marks. It follows the Penn and UD English treebanks
// ("do|n't", "Kareth|'s", "$|5|%") with one deliberate difference: words joined by hyphens stay
// whole ("al-Shabaab", "14-year-old"), because the names and roles looked up later are written so.
func tokenize(text string) []Token {
	s := scanner{text: text, lower: lowerASCII(text), tokens: make([]Token, 0, len(text)/5+4)}
	for i := 0; i < len(text); {
		i = s.next(i)
	}
	return s.tokens
}

// A scanner holds a text while it is being cut.
type scanner struct {
	text   string
	lower  string // text with ASCII capitals lowered: the same bytes in the same places
	tokens []Token
}

// next reads what stands at byte i and returns where to go on.
func (s *scanner) next(i int) int {
	r, w := s.rune(i)
	switch {
	case isSpace(r):
		return i + w
	case isWord(r) || s.startsTag(i, r) || r == '.' && s.startsDecimal(i):
		if end := s.address(i); end > i {
			s.add(i, end)
			return end
		}
		end := s.word(i)
		s.addWord(i, end)
		return end
	default:
		end := s.mark(i, r, w)
		s.add(i, end)
		return end
	}
}

// rune reads the rune at byte i; past the end it is a space, so that callers need not ask.
func (s *scanner) rune(i int) (rune, int) {
	if i >= len(s.text) {
		return ' ', 0
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[i:])
}

// add appends the token [start, end).
func (s *scanner) add(start, end int) {
	t := s.text[start:end]
	low := s.lower[start:end]
	for i := 0; i < len(t); i++ {
		if t[i] >= utf8.RuneSelf {
			low = strings.ToLower(t)
			break
		}
	}
	s.tokens = append(s.tokens, Token{Start: start, End: end, Text: t, Lower: low})
}

// addWord appends the word [start, end), cut where English writes two words as one.
func (s *scanner) addWord(start, end int) {
	if cut := contraction(s.lower[start:end]); cut > 0 {
		s.addWord(start, start+cut)
		s.add(start+cut, end)
		return
	}
	s.add(start, end)
}

// contraction returns where a word is to be cut in two, or 0.
func contraction(low string) int {
	if low == "cannot" {
		return len("can")
	}
	stem, clitic, ok := cutApostrophe(low)
	if !ok || stem == "" {
		return 0
	}
	switch clitic {
	case "s", "d", "m", "re", "ve", "ll":
		return len(stem)
	case "t":
		if len(stem) > 1 && strings.HasSuffix(stem, "n") {
			return len(stem) - 1
		}
	}
	return 0
}

// cutApostrophe splits a word at an apostrophe, straight or curly, with at most two letters after it.
func cutApostrophe(w string) (before, after string, ok bool) {
	for n := 1; n <= 2 && n < len(w); n++ {
		stem := w[:len(w)-n]
		for _, a := range [...]string{"'", "’"} {
			if before, ok := strings.CutSuffix(stem, a); ok {
				return before, w[len(w)-n:], true
			}
		}
	}
	return "", "", false
}

// startsTag reports whether a hashtag or a user name begins at i.
func (s *scanner) startsTag(i int, r rune) bool {
	if r != '#' && r != '@' {
		return false
	}
	next, _ := s.rune(i + 1)
	return unicode.IsLetter(next)
}

// startsDecimal reports whether a number such as ".45" begins at i.
func (s *scanner) startsDecimal(i int) bool {
	next, _ := s.rune(i + 1)
	return isDigit(next) && (i == 0 || isSpaceByte(s.text[i-1]))
}

// address returns the end of the web address at i, or i.
func (s *scanner) address(i int) int {
	rest := s.lower[i:]
	if !strings.HasPrefix(rest, "http://") && !strings.HasPrefix(rest, "https://") && !strings.HasPrefix(rest, "www.") {
		return i
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return isSpace(r) || strings.ContainsRune(`<>"“”`, r) })
	if end < 0 {
		end = len(rest)
	}
	return i + len(strings.TrimRight(rest[:end], ".,;:!?)]'’"))
}

// word returns the end of the word at i: letters and digits, and the marks that hold them together.
func (s *scanner) word(start int) int {
	j := start
	_, w := s.rune(j)
	j += w
	for {
		r, w := s.rune(j)
		if w == 0 {
			return j
		}
		if isWord(r) {
			if s.cutsUnit(start, j, r) {
				return j
			}
			j += w
			continue
		}
		n := s.joint(start, j, r, w)
		if n == 0 {
			break
		}
		j += n
	}
	if s.text[j] == '.' && s.keepsDot(start, j) {
		j++
	}
	return j
}

// joint returns how many bytes at j carry a word begun at start across a mark, or 0.
func (s *scanner) joint(start, j int, r rune, w int) int {
	before := rune(s.text[j-1]) // its last byte: enough to tell ASCII digits from letters
	after, _ := s.rune(j + w)
	switch r {
	case '\'', '’', '`': // "O'Brien", and "Sa`id" as some agencies write Arabic names
		if !isDigit(before) && unicode.IsLetter(after) {
			return w
		}
	case '-', '‐', '‑':
		if isWord(after) && !s.isRange(start, j, after) {
			return w
		}
	case '.':
		return s.jointDot(start, j, after)
	case ',':
		if isDigit(before) && s.groups(j) {
			return w
		}
	case ':', '/':
		if isDigit(before) && isDigit(after) {
			return w
		}
	case '&':
		if isUpperByte(s.text[j-1]) && unicode.IsUpper(after) {
			return w
		}
	case '@':
		if isWord(after) {
			return w
		}
	}
	return 0
}

// isRange reports whether the hyphen at j stands between two numbers ("20-30"), which are then read
// apart; a date such as 2016-03-01 is one word.
func (s *scanner) isRange(start, j int, after rune) bool {
	if !isDigit(after) || strings.Trim(s.text[start:j], "0123456789.,") != "" {
		return false
	}
	return !isDate(s.text[start:])
}

// isDate reports whether a text begins with a year, a hyphen, a month, a hyphen and a day.
func isDate(t string) bool {
	const shape = "0000-00-00"
	if len(t) < len(shape) {
		return false
	}
	for i := range len(shape) {
		if shape[i] == '-' && t[i] != '-' || shape[i] == '0' && !isDigit(rune(t[i])) {
			return false
		}
	}
	return len(t) == len(shape) || !isDigit(rune(t[len(shape)]))
}

// groups reports whether the comma at j sets off thousands: "1,200", "1,00,000".
func (s *scanner) groups(j int) bool {
	for range 4 {
		n := 0
		for k := j + 1; k < len(s.text) && n < 4 && isDigit(rune(s.text[k])); k++ {
			n++
		}
		if n != 2 {
			return n == 3
		}
		if j += 3; j >= len(s.text) || s.text[j] != ',' {
			return false
		}
	}
	return false
}

// jointDot handles a full stop inside a word: decimals, initials run together and web names.
func (s *scanner) jointDot(start, j int, after rune) int {
	if isDigit(after) && isDigit(rune(s.text[j-1])) {
		return 1
	}
	piece := s.text[start:j]
	piece = piece[strings.LastIndexByte(piece, '.')+1:]
	if utf8.RuneCountInString(piece) == 1 && !isDigit(rune(piece[0])) {
		if unicode.IsLetter(after) {
			return 1 // "U.S", "a.m"
		}
		if next, _ := s.rune(j + 2); after == '-' && unicode.IsLetter(next) && strings.Contains(s.text[start:j], ".") {
			return 2 // "U.S.-backed"
		}
	}
	if unicode.IsLetter(after) && (webEnding(s.lower[j+1:]) || strings.Contains(s.text[start:j], "@") || s.lower[start:j] == "ph") {
		return 1
	}
	return 0
}

// webEnding reports whether a text begins with the last part of a web name.
func webEnding(t string) bool {
	for _, e := range [...]string{"com", "org", "net", "gov", "edu", "co", "info", "int", "tv"} {
		if rest, ok := strings.CutPrefix(t, e); ok && (rest == "" || !isWord(rune(rest[0]))) {
			return true
		}
	}
	return false
}

// cutsUnit reports whether a number ends at j because a unit follows it without a space ("10am",
// "5km").
func (s *scanner) cutsUnit(start, j int, r rune) bool {
	if r > 'p' && r > 'P' && r >= utf8.RuneSelf || !isDigit(rune(s.text[j-1])) || isDigit(r) {
		return false
	}
	if strings.Trim(s.text[start:j], "0123456789.,:") != "" {
		return false
	}
	for _, u := range [...]string{"am", "pm", "a.m.", "p.m.", "km", "kg"} {
		if rest, ok := strings.CutPrefix(s.lower[j:], u); ok && (rest == "" || !isWord(rune(rest[0]))) {
			return true
		}
	}
	return false
}

// keepsDot reports whether the full stop at j belongs to the word [start, j).
func (s *scanner) keepsDot(start, j int) bool {
	if strings.HasPrefix(s.text[j:], "..") {
		return false
	}
	w := s.lower[start:j]
	if i := strings.LastIndexByte(w, '.'); i >= 0 { // "U.S", "a.m"; not "1.5" nor "news.com"
		return utf8.RuneCountInString(w[i+1:]) == 1 && !isDigit(rune(w[i+1])) || w == "ph.d"
	}
	if i := strings.LastIndexByte(w, '-'); i >= 0 { // "Maj-Gen."
		w = w[i+1:]
	}
	if len(w) == 1 && w[0] >= 'a' && w[0] <= 'z' {
		return isUpperByte(s.text[start]) && (w != "i" || s.initialFollows(j))
	}
	return s.fitsShort(w, start, j)
}

// initialFollows reports whether a capitalised word comes after the full stop at j.
func (s *scanner) initialFollows(j int) bool {
	next, _ := s.rune(skipSpace(s.text, j+1))
	return unicode.IsUpper(next)
}

// fitsShort reports whether the word w at [start, j) is an abbreviation; one that is also a word
// ("no.", "mar.", "sat.") must stand as the abbreviation does.
func (s *scanner) fitsShort(w string, start, j int) bool {
	switch abbreviations[w] {
	case notShort:
		return w == "al" && start > 2 && strings.HasSuffix(s.lower[:start], "et ")
	case capitalShort:
		return isUpperByte(s.text[start]) && !isUpperByte(s.text[start+1])
	case beforeNumber:
		rest := s.lower[skipSpace(s.text, j+1):]
		return rest != "" && (isDigit(rune(rest[0])) || isUpperByte(s.text[start]) && dayFollows(rest))
	case beforeName:
		return isUpperByte(s.text[start]) && s.initialFollows(j)
	}
	return true
}

// dayFollows reports whether a text begins with a month or a part of the day.
func dayFollows(rest string) bool {
	n := 0
	for n < len(rest) && 'a' <= rest[n] && rest[n] <= 'z' {
		n++
	}
	return n >= 3 && months[rest[:3]] || dayParts[rest[:n]]
}

// skipSpace returns the first byte from i on that is not a space, a tab or a line end.
func skipSpace(t string, i int) int {
	for i < len(t) && isSpaceByte(t[i]) {
		i++
	}
	return i
}

// mark returns the end of the punctuation mark or symbol at i; marks written in a row are one.
func (s *scanner) mark(i int, r rune, w int) int {
	if r == ':' || r == ';' {
		return s.face(i)
	}
	if !strings.ContainsRune(".-!?*=_~+'`", r) {
		return i + w
	}
	j := i + w
	for j < len(s.text) && (s.text[j] == s.text[i] || r == '?' && s.text[j] == '!' || r == '!' && s.text[j] == '?') {
		j++
	}
	if (r == '\'' || r == '`') && j > i+2 {
		return i + 2
	}
	return j
}

// face returns the end of the colon at i, or of a face that begins with it: ":-)", ";)".
func (s *scanner) face(i int) int {
	j := i + 1
	if j < len(s.text) && s.text[j] == '-' {
		j++
	}
	if j < len(s.text) && strings.IndexByte(")(PD", s.text[j]) >= 0 {
		if after, _ := s.rune(j + 1); !isWord(after) && (i == 0 || isSpaceByte(s.text[i-1]) || s.text[j] == ')' && j > i+1) {
			return j + 1
		}
	}
	return i + 1
}

// lowerASCII lowers the ASCII capitals of a text and leaves every byte in its place.
func lowerASCII(t string) string {
	first := strings.IndexFunc(t, func(r rune) bool { return 'A' <= r && r <= 'Z' })
	if first < 0 {
		return t
	}
	b := []byte(t)
	for i := first; i < len(b); i++ {
		if isUpperByte(b[i]) {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
}

func isDigit(r rune) bool     { return '0' <= r && r <= '9' }
func isUpperByte(c byte) bool { return 'A' <= c && c <= 'Z' }
func isSpaceByte(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// isSpace reports whether a rune separates tokens and is none itself.
func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7f
	}
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060' || unicode.IsControl(r)
}

// isWord reports whether a rune is part of a word wherever it stands.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || isDigit(r)
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) || r == '\u00ad' || r == '\u200c' || r == '\u200d'
}

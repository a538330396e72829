package score

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// aliases give the names by which much-reported groups go one common form, so that "ISIS" and "Islamic
// State" are no error. They serve the score alone; the coder does not see them.
var aliases = []struct {
	full    string
	pattern *regexp.Regexp
}{
	{"islamic state", regexp.MustCompile(`\b(isis|isil|is|daesh|da'esh|islamic state( group| of iraq and (the levant|syria|al-sham))?)\b`)},
	{"al qaeda", regexp.MustCompile(`\b(al[- ]?qa'?(e|i)da)\b`)},
	{"al shabaab", regexp.MustCompile(`\b(al[- ]?shabaa?b)\b`)},
	{"taliban", regexp.MustCompile(`\b(afghan )?taliban\b`)},
	{"kurdistan workers party", regexp.MustCompile(`\b(pkk|kurdistan workers'? party)\b`)},
	{"kurdistan freedom falcons", regexp.MustCompile(`\b(tak|kurdistan freedom (falcons|hawks))\b`)},
	{"farc", regexp.MustCompile(`\b(farc|revolutionary armed forces of colombia)\b`)},
	{"eln", regexp.MustCompile(`\b(eln|(army of national liberation|national liberation army))\b`)},
}

// fillers are words that make no difference between two names.
var fillers = map[string]bool{"the": true, "a": true, "an": true, "of": true, "group": true, "so-called": true,
	"militant": true, "militants": true, "fighters": true, "rebels": true, "organisation": true, "organization": true, "movement": true}

var (
	parenthesis = regexp.MustCompile(`\(.*?\)`)
	nameWord    = regexp.MustCompile(`[\p{L}\p{N}_'-]+`)
)

// fold returns the words of a name in the form in which names are compared: lower case, no accents, no
// fillers, nothing in parentheses, common forms for aliases.
func fold(name string) []string {
	s := norm.NFKD.String(cases.Lower(language.Und).String(name))
	s = strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf && norm.NFKD.PropertiesString(string(r)).CCC() != 0 {
			return -1
		}
		return r
	}, s)
	s = strings.ReplaceAll(s, "’", "'")
	s = parenthesis.ReplaceAllString(s, " ")
	for _, a := range aliases {
		s = replaceWords(s, a.pattern, a.full)
	}
	var out []string
	for _, w := range nameWord.FindAllString(s, -1) {
		if !fillers[w] {
			out = append(out, w)
		}
	}
	return out
}

// replaceWords replaces the matches of a pattern whose \b are word boundaries in any script. Go's \b
// knows ASCII only, so the pattern is matched against a copy in which every byte of another letter is an
// x, a letter that no alias holds.
func replaceWords(s string, pattern *regexp.Regexp, with string) string {
	var b strings.Builder
	last := 0
	for _, m := range pattern.FindAllStringIndex(asciiShadow(s), -1) {
		b.WriteString(s[last:m[0]])
		b.WriteString(with)
		last = m[1]
	}
	b.WriteString(s[last:])
	return b.String()
}

func asciiShadow(s string) string {
	b := []byte(s)
	for i, r := range s {
		if r < utf8.RuneSelf {
			continue
		}
		fill := byte('.')
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			fill = 'x'
		}
		for j := i; j < i+utf8.RuneLen(r) && j < len(b); j++ {
			b[j] = fill
		}
	}
	return string(b)
}

// sameName reports whether two names are of one actor or place: equal when folded, or the words of one
// among those of the other and at least about a third as many.
func sameName(a, b string) bool {
	if a == b {
		return true
	}
	wa, wb := fold(a), fold(b)
	if strings.Join(wa, " ") == strings.Join(wb, " ") {
		return true
	}
	sa, sb := set(wa), set(wb)
	if len(sa) > len(sb) {
		sa, sb = sb, sa
	}
	if len(sa) == 0 {
		return false
	}
	for w := range sa {
		if !sb[w] {
			return false
		}
	}
	return float64(len(sa))/float64(len(sb)) >= .34
}

func set(words []string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[w] = true
	}
	return out
}

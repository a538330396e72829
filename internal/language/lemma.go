package language

import (
	_ "embed"
	"strings"
)

//go:embed irregular.txt
var irregularText string

// irregular holds the forms that no rule makes: the base of each, and whether a verb form is a past,
// a past participle, or both.
var irregular = readIrregular(irregularText)

type irregulars struct {
	verbs, nouns, adjectives map[string]string
	past, participle         map[string]bool
}

func readIrregular(text string) irregulars {
	ir := irregulars{
		verbs: map[string]string{}, nouns: map[string]string{}, adjectives: map[string]string{},
		past: map[string]bool{}, participle: map[string]bool{},
	}
	table := ir.verbs
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || f[0] == "#":
		case f[0] == "[verbs]":
			table = ir.verbs
		case f[0] == "[nouns]":
			table = ir.nouns
		case f[0] == "[adjectives]":
			table = ir.adjectives
		default:
			ir.add(table, f, strings.HasPrefix(line, f[0]) && len(f) > 2)
		}
	}
	return ir
}

// add enters the forms of one line under its base. The first line to name a form keeps it: "found" is
// "find", though "found" is a verb too.
func (ir irregulars) add(table map[string]string, f []string, verb bool) {
	for n, forms := range f {
		for form := range strings.SplitSeq(forms, "/") {
			if _, ok := table[form]; !ok {
				table[form] = f[0]
			}
			if verb && n == 1 {
				ir.past[form] = true
			}
			if verb && n == 2 {
				ir.participle[form] = true
			}
		}
	}
}

// lemma returns the dictionary form of a word in lower case, given its part of speech and form.
func lemma(lower string, tag Tag, form Form) string {
	switch tag {
	case VERB, AUX:
		return verbLemma(lower, form)
	case NOUN:
		if form == Plural {
			return nounLemma(lower)
		}
	case ADJ, ADV:
		if base, ok := irregular.adjectives[lower]; ok {
			return base
		}
	case PART:
		if isNot(lower) {
			return "not"
		}
	}
	return lower
}

// nounLemma returns the singular of a plural noun.
func nounLemma(w string) string {
	if base, ok := irregular.nouns[w]; ok {
		return base
	}
	if i := strings.LastIndexByte(w, '-'); i >= 0 { // "car-bombs"
		return w[:i+1] + nounLemma(w[i+1:])
	}
	switch {
	case strings.HasSuffix(w, "men") && len(w) > 4:
		return w[:len(w)-3] + "man"
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case endsAny(w, "sses", "shes", "ches", "xes", "zzes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !endsAny(w, "ss", "us", "is") && len(w) > 2:
		return w[:len(w)-1]
	}
	return w
}

// verbLemma returns the infinitive of a verb form.
func verbLemma(w string, form Form) string {
	if base, ok := irregular.verbs[strings.Replace(w, "’", "'", 1)]; ok {
		return base
	}
	if i := strings.LastIndexByte(w, '-'); i >= 0 && i+1 < len(w) { // "re-opened"
		return w[:i+1] + verbLemma(w[i+1:], form)
	}
	switch {
	case form == Base || form == Modal:
		return w
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case endsAny(w, "sses", "shes", "ches", "xes", "zzes", "oes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && form == Present:
		return w[:len(w)-1]
	case strings.HasSuffix(w, "ied") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "ed") && len(w) > 3 && form != Present:
		return stemVerb(w[:len(w)-2])
	case strings.HasSuffix(w, "ing") && len(w) > 4 && form != Present:
		return stemVerb(w[:len(w)-3])
	}
	return w
}

// stemVerb undoes what "-ed" and "-ing" do to a verb: a doubled consonant, a dropped "e".
func stemVerb(s string) string {
	n := len(s)
	if n < 3 {
		if n == 2 && !vowel(s[1]) {
			return s + "e"
		}
		return s
	}
	last, before := s[n-1], s[n-2]
	switch {
	case last == before && !strings.ContainsRune("lsfz", rune(last)) && !vowel(last):
		return s[:n-1]
	case dropsE(s):
		return s + "e"
	}
	return s
}

// dropsE reports whether a stem has lost an "e".
func dropsE(s string) bool {
	n := len(s)
	last, before := s[n-1], s[n-2]
	switch {
	case endsAny(s, "at", "iz", "is", "ag", "ut") && n > 3 && !vowel(s[n-3]):
		return true
	case last == 'v' || last == 'u' || last == 'c' || endsAny(s, "dg", "rg", "ng") && n > 4 && !endsAny(s, "ing", "ong", "ang"):
		return true
	case last == 's' && vowel(before), last == 's' && (before == 'n' || before == 'r'):
		return true
	case last == 'l' && !vowel(before) && before != 'l' && before != 'r' && before != 'w':
		return true
	case vowel(last) || strings.ContainsRune("wxyhn", rune(last)) && n > 4:
		return false
	}
	return vowel(before) && !vowel(s[n-3]) && syllables(s) == 1
}

// syllables counts the groups of vowels in a stem.
func syllables(s string) int {
	n := 0
	for i := range len(s) {
		if vowel(s[i]) && (i == 0 || !vowel(s[i-1])) {
			n++
		}
	}
	return n
}

func vowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	}
	return false
}

func endsAny(w string, endings ...string) bool {
	for _, e := range endings {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

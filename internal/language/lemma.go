package language

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
)

//go:embed irregular.txt
var irregularText string

// irregular holds the forms that no rule makes.
var irregular = readIrregular(irregularText)

// irregulars are tables from a form to its base.
type irregulars struct {
	verbs, nouns, adjectives map[string]string
	bases                    map[string]bool // the bases of the verbs
	participles              map[string]bool // past participles that are no past: "taken"
}

func readIrregular(text string) irregulars {
	ir := irregulars{verbs: map[string]string{}, nouns: map[string]string{}, adjectives: map[string]string{}, bases: map[string]bool{}, participles: map[string]bool{}}
	sections := map[string]map[string]string{"[verbs]": ir.verbs, "[nouns]": ir.nouns, "[adjectives]": ir.adjectives}
	section := ""
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		switch {
		case len(f) == 0 || f[0] == "#":
		case f[0][0] == '[':
			section = f[0]
		default:
			addForms(sections[section], f)
			if section == "[verbs]" {
				ir.bases[f[0]] = true
				for form := range strings.SplitSeq(f[2], "/") {
					ir.participles[form] = !slices.Contains(strings.Split(f[1], "/"), form)
				}
			}
		}
	}
	return ir
}

// addForms enters the forms of one line under its base. The first line to name a form keeps it:
// "lay" is "lie" before it is "lay".
func addForms(table map[string]string, f []string) {
	for _, forms := range f {
		for form := range strings.SplitSeq(forms, "/") {
			if _, ok := table[form]; !ok {
				table[form] = f[0]
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
	if i := strings.LastIndexByte(w, '-'); i >= 0 && i+1 < len(w) { // "car-bombs"
		return w[:i+1] + nounLemma(w[i+1:])
	}
	switch {
	case isDigit(rune(w[0])) || w[0] == '\'': // "1970s"
		return w
	case strings.HasSuffix(w, "men") && len(w) > 4:
		return w[:len(w)-3] + "man"
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case endsAny(w, "sses", "shes", "ches", "xes", "zzes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && len(w) > 2:
		return w[:len(w)-1]
	}
	return w
}

// verbLemma returns the infinitive of a verb form.
func verbLemma(w string, form Form) string {
	plain := strings.Replace(w, "’", "'", 1)
	if form == Modal {
		return cmp.Or(modals[plain], w)
	}
	if form == Base && plain[0] != '\'' || form == Present && irregular.bases[w] {
		return w // "lay", which is the past of "lie" too
	}
	if base, ok := irregular.verbs[plain]; ok {
		return base
	}
	if i := strings.LastIndexByte(w, '-'); i >= 0 && i+1 < len(w) { // "re-opened"
		return w[:i+1] + verbLemma(w[i+1:], form)
	}
	switch {
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

// modals are the short forms of modal verbs; the full forms stand for themselves, as in UD.
var modals = map[string]string{"ca": "can", "wo": "will", "sha": "shall", "'ll": "will", "'d": "would"}

// stemVerb undoes what "-ed" and "-ing" do to a verb: a doubled consonant, a dropped "e".
func stemVerb(s string) string {
	n := len(s)
	if n < 2 || stems[s] == keep {
		return s
	}
	if stems[s] == addE {
		return s + "e"
	}
	last, before := s[n-1], s[n-2]
	switch {
	case last != before || vowel(last):
		if dropsE(s) {
			return s + "e"
		}
	case n == 3 && vowel(s[0]) || strings.IndexByte("sfz", last) >= 0: // "add", "pass"
	case last == 'l' && syllables(s) < 2: // "kill", but "control"
	default:
		return s[:n-1]
	}
	return s
}

// dropsE reports whether a stem has lost an "e", going by its last letters. What no rule tells is in
// the table of stems.
func dropsE(s string) bool {
	n := len(s)
	last, before := s[n-1], s[n-2]
	twoVowels := n > 2 && vowel(before) && vowel(s[n-3]) && !(s[n-3] == 'u' && n > 3 && s[n-4] == 'q')
	short := vowel(before) && !twoVowels // a single vowel before the last letter
	switch last {
	case 'u', 'v', 'c', 's', 'z':
		return true
	case 'e':
		return before != 'e' && before != 'y'
	case 'g':
		return before != 'n' || endsAny(s, "eng", "ung", "chang", "rang")
	case 'l':
		return short && (endsAny(s, "ul", "yl", "ol") || syllables(s) == 1 && before != 'e') || !vowel(before) && strings.IndexByte("rwly", before) < 0
	case 'r':
		return short && (before == 'i' || before == 'u' || before == 'a' || before == 'o' && syllables(s) == 1)
	case 't':
		return endsAny(s, "iat", "uat", "creat") || short && (before == 'a' || before == 'u' || before == 'o')
	case 'd', 'k', 'p', 'm', 'b', 'f':
		return short || before == 'y'
	case 'n':
		return short && (before == 'i' || before == 'u')
	case 'h':
		return endsAny(s, "eath", "oth", "ooth", "oath", "ith", "ath")
	}
	return false
}

// A stemming says what to do with a stem that the rules would get wrong.
type stemming uint8

const (
	byRule stemming = iota
	keep
	addE
)

// stems are the verb stems that the rules would get wrong.
var stems = readStems(map[stemming]string{
	keep: `focus bias canvas quiz waltz blitz install enroll recall overkill befall add err egg pencil murmur combat
		format target debut pilot pivot ballot develop redevelop envelop gallop gossip worship kidnap hiccup wallop
		ransom blossom fathom program ruin coffin visit exit limit edit credit inhabit exhibit prohibit inherit
		deposit profit vomit orbit benefit collar near say stay pay play pray obey delay display deploy destroy
		employ enjoy annoy convey survey survive monitor anchor control patrol appall enthral fulfil distil
		instil mother father trek bid forbid embed wed gas bus panic traffic mimic picnic frolic
		death unearth earth birth hang bang clang fang gang whisk polygraph
		model travel cancel level label fuel signal total equal rival rebel channel tunnel counsel quarrel marvel
		shovel dial trial initial medal pedal sandal vandal scandal martyr riot pyramid guard
		caveat threat repeat`,
	addE: `complet compet delet secret deplet unit reunit invit cit incit recit excit ignit writ rewrit bit expedit
		hom pav tast past wast hast pollut clon ston phon telephon postpon condon dethron ton aton zon hon bon don
		dron interven conven contraven reconven adher interfer persever rever explor ignor restor deplor
		implor ador stor bor scor pil fil smil exil compil reconcil styl profil mil til whil
		awar prepar clos ow aw ey dy hing fring infring bing ting sing cring
		breath cloth sooth seeth loath writh ach strat rout rerout creat recreat procreat us abus
		vi di ti li hat stat rat dat skat plan humid charg surg urg emerg merg forg reforg
		inton enthron hyphenat cas glu su pursu argu valu
		teeth wreath extradit guid defil parad misguid collag reneg massacr bath
		crat serv observ curv chok persuad dissuad machin magazin wip typ rap hop cop mop grop rop
		regim volum welcom perfum costum overcom becom com hous mous rous spous los
		revok prov improv approv disapprov`,
})

func readStems(lists map[stemming]string) map[string]stemming {
	table := make(map[string]stemming)
	for what, list := range lists {
		for _, w := range strings.Fields(list) {
			table[w] = what
		}
	}
	return table
}

// syllables counts the groups of vowels in a stem.
func syllables(s string) int {
	n := 0
	for i := range len(s) {
		if (vowel(s[i]) || i > 0 && s[i] == 'y') && (i == 0 || !vowel(s[i-1])) {
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

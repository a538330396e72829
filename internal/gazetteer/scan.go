package gazetteer

import (
	"strings"
)

// maxWords is how many words a scanned name may have.
const maxWords = 6

// A Match is a name found among words. First and Last are half-open.
type Match struct {
	First, Last int
	Refs        []Ref // the places that bear it, most famous first
	Top         Class // the class of the first of them
	Hint        Class // what a class word beside it says it is: "X district", "village of X"; else Other
	OuterFirst  int   // the range with the class word and its "of"; First where there is none
	OuterLast   int
}

// Scan finds the names of places among the words of a sentence, the longest at each place, never
// overlapping. A name begins at a word with a capital letter, or of a script without them. It does
// not know which of several meanings a word has ("Reading", "Nice"): that is for the caller, who
// knows the parts of speech, and for Resolve.
func (g *Gazetteer) Scan(words []string) []Match {
	var matches []Match
	var buf [160]byte
	var ends [maxWords]int
	for i := 0; i < len(words); {
		if !beginsName(words[i]) || neverFirst[words[i]] {
			i++
			continue
		}
		b := appendFolded(buf[:0], words[i])
		first := b
		for j, c := range b {
			if c == ' ' {
				first = b[:j]
				break
			}
		}
		longest := g.first.Longest(expandFirst(first))
		if g.over != nil {
			longest = max(longest, g.over.first.Longest(expandFirst(first)))
		}
		if longest == 0 || len(b) == 0 {
			i++
			continue
		}
		ends[0] = len(b)
		n := 1
		// Each key word may be a word of its own, and punctuation between them folds to nothing.
		for n < maxWords && i+n < len(words) && countSpaces(b)+1 < longest+1 && joins(words[i+n]) {
			b = appendWord(b, words[i+n])
			ends[n] = len(b)
			n++
		}
		m, ok := g.longestMatch(words, i, n, b, ends[:n])
		if !ok {
			i++
			continue
		}
		g.addHint(words, &m)
		matches = append(matches, m)
		i = m.Last
	}
	return matches
}

// longestMatch tries the first n words, then one fewer, and so on; at each length as written, and
// without a possessive ending.
func (g *Gazetteer) longestMatch(words []string, i, n int, b []byte, ends []int) (Match, bool) {
	for ; n > 0; n-- {
		last := words[i+n-1]
		if n > 1 && !endsName(last) {
			continue
		}
		if n == 1 && neverAlone[last] && (i < 2 || !strings.EqualFold(words[i-1], "of") || unitBeforeOf(words[i-2]) != Settlement) {
			continue
		}
		if hits := g.hitsOfKey(finishFold(b[:ends[n-1]])); len(hits) > 0 {
			return Match{First: i, Last: i + n, Refs: refsOf(hits), Top: g.classOf(hits[0].Ref), OuterFirst: i, OuterLast: i + n}, true
		}
		if t := trimPossessive(last); t != last && len(t) > 1 {
			var c []byte
			if n > 1 {
				c = append(c, b[:ends[n-2]]...)
			}
			if hits := g.hitsOfKey(finishFold(appendFolded(c, t))); len(hits) > 0 {
				return Match{First: i, Last: i + n, Refs: refsOf(hits), Top: g.classOf(hits[0].Ref), OuterFirst: i, OuterLast: i + n}, true
			}
		}
	}
	return Match{}, false
}

func refsOf(hits []Hit) []Ref {
	refs := make([]Ref, len(hits))
	for i, h := range hits {
		refs[i] = h.Ref
	}
	return refs
}

// appendWord adds a word to a key. One that begins with an apostrophe was cut off the word before.
func appendWord(b []byte, w string) []byte {
	if strings.HasPrefix(w, "'") || strings.HasPrefix(w, "’") {
		return append(b, appendFolded(nil, w)...)
	}
	return appendFolded(b, w)
}

func countSpaces(b []byte) int {
	n := 0
	for _, c := range b {
		if c == ' ' {
			n++
		}
	}
	return n
}

// expandFirst gives the first word of a key as keys hold it.
func expandFirst(w []byte) []byte {
	switch string(w) {
	case "saint":
		return []byte("st")
	case "sainte":
		return []byte("ste")
	case "mount":
		return []byte("mt")
	case "fort":
		return []byte("ft")
	}
	return w
}

// beginsName tells of a word that can begin a name: a capital letter first, or no case at all.
func beginsName(w string) bool {
	for i := 0; i < len(w); i++ {
		c := w[i]
		switch {
		case 'A' <= c && c <= 'Z':
			return true
		case c >= 0x80:
			return !isLowerFirst(w[i:])
		case c == '\'' || c == '`':
			continue
		default:
			return false
		}
	}
	return false
}

// neverFirst are words with which no name begins, though sentences and titles do. The article is
// among them because names are kept without it.
var neverFirst = wordSet(`The THE A An AN In IN On ON At AT As AS By BY For FOR From FROM To TO Of OF And AND Or OR But BUT
	He HE She SHE It IT They THEY We WE You His Her Its Their Our This That These Those There Here What When Where Who Why How
	Is Are Was Were Be Been Has Have Had Do Does Did Will Would May Could Should Must Not NOT Yes So If Then Than With WITH
	Monday Tuesday Wednesday Thursday Friday Saturday Sunday MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY
	Mr Mr. Mrs Mrs. Ms Ms. Dr Dr. Sir`)

// neverAlone are words that can begin a longer name ("North Kivu", "El Fasher") but are none
// themselves in running text.
var neverAlone = wordSet(`January February March April June July August September October November December JANUARY FEBRUARY MARCH
	APRIL JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER Jan. Feb. Aug. Sept. Oct. Nov. Dec. Jan Feb Aug Sept Oct Nov Dec
	North South East West Northern Southern Eastern Western Central NORTH SOUTH EAST WEST NORTHERN SOUTHERN EASTERN WESTERN CENTRAL
	Northeast Northwest Southeast Southwest One Two Three Four Five Six Seven Eight Nine Ten All Some Many Most More Both Each Every
	Another Other Police POLICE Army ARMY Said SAID Al AL El EL La LA Le LE Los LOS Las LAS Les De DE Del Du San SAN Santa SANTA St St.
	General GENERAL President PRESIDENT Minister MINISTER Government GOVERNMENT National NATIONAL Security SECURITY Front FRONT
	Union UNION Party PARTY Liberation LIBERATION Force FORCE Forces FORCES Two TWO Three THREE New NEW Old Upper Lower Great
	Male MALE Man MAN Men Bomb BOMB Center CENTER Centre Station STATION Bridge BRIDGE Church CHURCH Mission MISSION University
	UNIVERSITY College COLLEGE Hospital HOSPITAL Embassy EMBASSY Airport AIRPORT Base BASE Colonel COLONEL Captain CAPTAIN
	Sergeant Lieutenant LIEUTENANT Major MAJOR Commander COMMANDER Islamic ISLAMIC State STATE God GOD Best Early EARLY Late Big
	Victory VICTORY Hope HOPE Justice JUSTICE Peace PEACE Freedom Independence Republic REPUBLIC Democratic Social Black White Red
	Green Blue Nice Bath Of Are Same Fire FIRE Attack ATTACK Wounded Killed Military MILITARY Guard GUARD University Media
	Report REPORT Text TEXT End Home Industry Transport Defense Defence DEFENSE Interior INTERIOR Bank Street Avenue Road Park`)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// joins tells of a word that can stand inside a name: no sentence mark or bracket.
func joins(w string) bool {
	switch w {
	case ".", ",", ";", ":", "!", "?", "(", ")", "[", "]", "\"", "“", "”", "—", "–", "/", "...", "…":
		return false
	}
	return true
}

// endsName tells of a word that can end a name: not a hyphen, and not a lower-case English function
// word ("Al Qaim and").
func endsName(w string) bool {
	switch w {
	case "-", "'", "’", "and", "of", "in", "the", "de", "la", "al", "el", "on", "to", "for", "'s", "’s", "at", "is", "by":
		return false
	}
	return true
}

// addHint looks for a class word beside the name.
func (g *Gazetteer) addHint(words []string, m *Match) {
	if m.Last-m.First > 1 {
		if c := UnitClass(words[m.Last-1]); c != Other && !keepsClassWord[Fold(strings.Join(words[m.First:m.Last], " "))] {
			m.Hint = c
			return
		}
	}
	if m.Last < len(words) {
		if c := UnitClass(words[m.Last]); c != Other && !isCapitalized(words[m.Last]) || c == District || c == Province {
			m.Hint, m.OuterLast = c, m.Last+1
			return
		}
	}
	if m.First >= 2 && strings.EqualFold(words[m.First-1], "of") {
		if c := unitBeforeOf(words[m.First-2]); c != Other {
			m.Hint, m.OuterFirst = c, m.First-2
			return
		}
	}
	if m.First >= 1 {
		if c := UnitClass(words[m.First-1]); c == Settlement {
			m.Hint, m.OuterFirst = c, m.First-1
		}
	}
}

func isCapitalized(w string) bool { return len(w) > 0 && 'A' <= w[0] && w[0] <= 'Z' }

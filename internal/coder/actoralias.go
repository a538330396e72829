package coder

import (
	"strings"
	"unicode"

	"github.com/tocsin-org/tocsin/internal/language"
)

// An alias is the full name that a report gives for an abbreviation.
type alias struct {
	name string
	kind actorKind
}

// findAliases reads the pairs of full name and abbreviation that the report gives: "Xanland Freedom Front (XFF)",
// "XFF [XANLAND FREEDOM FRONT]"; and the names by which it calls states.
func (r *reading) findAliases() {
	r.aliases = map[string]alias{}
	r.states = map[string]string{}
	ts := r.doc.Tokens
	for i := range ts {
		if e, n := r.entry(r.lists.state, i); e != nil && e.Has("name") && (r.states[e.Value()] == "" || n > 1 && len(r.states[e.Value()]) < len(e.Term)) {
			r.states[e.Value()] = r.name(i, i+n)
		}
		if k := r.abbreviationAt(i); k > 0 {
			r.aliasApposed(i, k)
			continue
		}
		if !isOpenBracket(ts[i].Text) || i == 0 || i+2 >= len(ts) {
			continue
		}
		if isCloseBracket(ts[i+2].Text) && isShort(ts[i+1].Text) {
			r.aliasBefore(i)
		} else if isShort(ts[i-1].Text) {
			r.aliasAfter(i)
		}
	}
	for i := range ts {
		if a, ok := r.aliases[r.words[i].Lower]; ok && a.kind == actorSpeaker && r.isCapital(i) && r.hasFighters(i) {
			a.kind = actorGroup
			r.aliases[r.words[i].Lower] = a
		}
	}
}

// hasFighters reports whether the name at token i stands with armed people of its own: "ABC fighters", "fighters of the ABC".
func (r *reading) hasFighters(i int) bool {
	if e, _ := r.entry(r.lists.class, i+1); e != nil && e.Value() == "armed" {
		return true
	}
	k := i - 1
	if r.word(k) == "the" {
		k--
	}
	if r.word(k) != "of" && r.word(k) != "from" || k < 1 {
		return false
	}
	e, n := r.entry(r.lists.class, k-1)
	return e != nil && n == 1 && e.Value() == "armed"
}

// abbreviationAt returns the token of the abbreviation that the comma at token i opens an apposition of: ", or ABC,", ",
// known as ABC,", ", also known as ABC,"; 0 where there is none.
func (r *reading) abbreviationAt(i int) int {
	if r.words[i].Lower != "," || i == 0 || r.sentence(i).Upper {
		return 0
	}
	k := i + 1
	end := min(r.sentence(i).Last, i+8)
	if k >= end {
		return 0
	}
	if r.words[k].Lower == "or" {
		k++
		if k < end && r.words[k].Lower == "the" {
			k++
		}
	} else {
		for k < end && (r.doc.Tokens[k].Tag == language.ADV || r.words[k].Lower == "which" || r.words[k].Lower == "is") {
			k++
		}
		if k+1 >= end || r.words[k].Lower != "known" {
			return 0
		}
		for k++; k < end && !isShort(r.doc.Tokens[k].Text); k++ {
			if w := r.words[k].Lower; w != "as" && w != "by" && w != "its" && w != "the" && w != "acronym" && w != "initials" && w != "abbreviation" && w != "french" && w != "spanish" && w != "arabic" {
				return 0
			}
		}
	}
	if k+1 >= len(r.words) || k >= end || !isShort(r.doc.Tokens[k].Text) || !r.isCapital(i-1) {
		return 0
	}
	switch r.words[k+1].Lower {
	case ",", ".", ";", "—", "–", "--":
		return k
	}
	return 0
}

// aliasApposed reads "Full Name, or ABC," with the comma at token i and the abbreviation at token k, whose letters are
// those of the name.
func (r *reading) aliasApposed(i, k int) {
	first := r.nameBefore(i)
	if first >= i-1 {
		return
	}
	short, hits, n := r.words[k].Lower, 0, 0
	for j := first; j < i; j++ {
		if w := r.words[j].Lower; !smallWords[w] && w != "" && !isPossessiveMark(w) {
			n++
			if n <= len(short) && strings.Contains(short, w[:1]) {
				hits++
			}
		}
	}
	if r.words[i+1].Lower == "or" && hits < n-1 {
		return
	}
	r.addAlias(k, first, i)
}

// aliasBefore reads "Full Name (ABC)" with the bracket at token i.
func (r *reading) aliasBefore(i int) {
	end := i
	if end > 0 && isPossessiveMark(r.words[end-1].Lower) {
		end--
	}
	first := r.nameBefore(end)
	if first < end {
		r.addAlias(i+1, first, end)
	}
}

// aliasAfter reads "ABC [FULL NAME]" with the bracket at token i.
func (r *reading) aliasAfter(i int) {
	k := i + 1
	for k < len(r.words) && k < i+12 && !isCloseBracket(r.doc.Tokens[k].Text) {
		k++
	}
	if k < len(r.words) && isCloseBracket(r.doc.Tokens[k].Text) && k > i+2 {
		r.addAlias(i-1, i+1, k)
	}
}

// addAlias notes that token short abbreviates the name at tokens first..last, if it can be an actor's.
func (r *reading) addAlias(short, first, last int) {
	for k := max(first-3, 0); k < first; k++ {
		if e, n := r.entry(r.lists.armedGroup, k); e != nil && k+n == last {
			first = k // "New People's Army"
			break
		}
	}
	kind := actorSpeaker
	if notAliases[r.words[first].Lower] || closedTag(r.doc.Tokens[short].Tag) || ordinaryInCapitals[r.words[short].Lower] {
		return // another name it had; an editor's note; "THE [WORDS INDISTINCT]"
	}
	switch {
	case r.namesGroup(first, last) || r.lists.armedGroup.Get(strings.ToLower(r.spaced(first, last))) != nil:
		kind = actorGroup
	case r.endsInForce(first, last):
		kind = actorForce
	}
	if e := r.lists.armedGroup.Get(strings.ToLower(r.doc.Tokens[short].Text)); e != nil {
		kind = actorGroup
	}
	r.aliases[r.words[short].Lower] = alias{r.name(first, last), kind}
}

// notAliases begin what an editor puts into brackets that is no name.
var notAliases = set("formerly as sic word words passage sentence one name names figure number indistinct video begin end recording alias unidentified live")

// closedTag reports whether a tag is of words that are never an abbreviation.
func closedTag(t language.Tag) bool {
	switch t {
	case language.DET, language.PRON, language.CCONJ, language.AUX, language.NUM:
		return true
	}
	return false
}

// endsInForce reports whether a name ends in a force's noun.
func (r *reading) endsInForce(first, last int) bool {
	for k := first; k < last; k++ {
		if e, n := r.entry(r.lists.force, k); e != nil && k+n == last {
			return true
		}
	}
	return false
}

// nameBefore returns where the name that ends before token end begins.
func (r *reading) nameBefore(end int) int {
	upper := r.sentence(end).Upper
	k := end
	for k > 0 && k > end-9 && r.doc.Tokens[k-1].Sentence == r.doc.Tokens[end].Sentence {
		w := r.words[k-1].Lower
		switch {
		case r.nameWord(k-1, upper):
			k--
		case (w == "of" || w == "for" || w == "and" || w == "the" || isPossessiveMark(w)) && k > 1 && k < end && r.linksName(k-1, upper):
			k--
		default:
			return r.trimName(k, end)
		}
	}
	return r.trimName(k, end)
}

// linksName reports whether the small word at token k stands inside a name rather than before it.
func (r *reading) linksName(k int, upper bool) bool {
	j := k - 1
	if j > 0 && r.words[k].Lower == "the" {
		if w := r.words[j].Lower; w != "of" && w != "for" {
			return false
		}
		j--
	}
	if j < 0 || !r.nameWord(j, upper) {
		return false
	}
	if isPossessiveMark(r.words[k].Lower) && k+1 < len(r.words) && (groupNouns[r.words[k+1].Lower] || groupWords[r.words[k+1].Lower] || r.isCapital(k+1) && r.words[j].Lower == "people") {
		return true // "New People's Army"
	}
	// "guerrillas of the X" and "members of the X" are not part of X's name.
	e, _ := r.entry(r.lists.class, j)
	return (e == nil || groupNouns[r.words[j].Lower]) && (!upper || movementNouns[r.words[j].Lower] || isPossessiveMark(r.words[k].Lower))
}

// trimName leaves out small words and lead words at the front of a name.
func (r *reading) trimName(first, last int) int {
	for first < last && (smallWords[r.words[first].Lower] || quantities[r.words[first].Lower]) {
		first++
	}
	return r.trimLead(first, last)
}

var smallWords = set("the of for and in de la del los las el al y a an to on by")

// skipAlias returns the token after a bracketed abbreviation or full name at token k, else k.
func (r *reading) skipAlias(k int) int {
	if k < len(r.words) {
		if j := r.abbreviationAt(k); j > 0 {
			if _, ok := r.aliases[r.words[j].Lower]; ok {
				return j + 1
			}
		}
	}
	if k+2 >= len(r.words) || !isOpenBracket(r.doc.Tokens[k].Text) {
		return k
	}
	for j := k + 1; j < len(r.words) && j < k+10; j++ {
		if isCloseBracket(r.doc.Tokens[j].Text) {
			if j == k+2 && isShort(r.doc.Tokens[k+1].Text) || isShort(r.doc.Tokens[k-1].Text) {
				return j + 1
			}
			return k
		}
	}
	return k
}

// isShort reports whether a word can be an abbreviation of a name: capitals, two to eight of them.
func isShort(w string) bool {
	n := 0
	for _, c := range w {
		switch {
		case unicode.IsUpper(c):
			n++
		case c == '-' || c == '.' || unicode.IsDigit(c):
		default:
			return false
		}
	}
	return 2 <= n && n <= 8
}

func isOpenBracket(s string) bool  { return s == "(" || s == "[" }
func isCloseBracket(s string) bool { return s == ")" || s == "]" }

// spaced returns tokens first..last as they stand, with single spaces.
func (r *reading) spaced(first, last int) string {
	var b strings.Builder
	for k := first; k < last; k++ {
		t := &r.doc.Tokens[k]
		if k > first && t.Start > r.doc.Tokens[k-1].End {
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
	}
	return b.String()
}

// name returns tokens first..last as a record writes a name: in readable case where the text is all in capitals.
func (r *reading) name(first, last int) string {
	if first >= last {
		return ""
	}
	if !r.sentence(first).Upper {
		return r.spaced(first, last)
	}
	var b strings.Builder
	for k := first; k < last; k++ {
		t := &r.doc.Tokens[k]
		if k > first && t.Start > r.doc.Tokens[k-1].End {
			b.WriteByte(' ')
		}
		b.WriteString(r.recase(k, k == first))
	}
	return b.String()
}

// recase writes one word of a text in capitals as it is written otherwise.
func (r *reading) recase(k int, first bool) string {
	t := &r.doc.Tokens[k]
	switch {
	case smallWords[t.Lower] && !first:
		return t.Lower
	case r.isAcronym(t):
		return t.Text
	}
	return title(t.Lower)
}

// isAcronym reports whether a word is an abbreviation: one the report explains or a list knows, or one without a
// vowel.
func (r *reading) isAcronym(t *language.Token) bool {
	if !isShort(t.Text) || t.Text[0] >= '0' && t.Text[0] <= '9' {
		return false
	}
	if _, ok := r.aliases[t.Lower]; ok {
		return true
	}
	return r.lists.acronyms[t.Text] || !strings.ContainsAny(t.Lower, "aeiouy") || strings.Contains(t.Text, ".")
}

// title capitalises each part of a hyphened word: "al-Nusra" keeps its article small.
func title(w string) string {
	if w != "" && w[0] >= '0' && w[0] <= '9' {
		return w // "1st", "3d"
	}
	parts := strings.Split(w, "-")
	for i, p := range parts {
		if i == 0 && len(parts) > 1 && p == "al" {
			continue
		}
		for j, c := range p {
			parts[i] = string(unicode.ToUpper(c)) + p[j+len(string(c)):]
			break
		}
	}
	return strings.Join(parts, "-")
}

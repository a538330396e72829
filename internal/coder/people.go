package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// A people is a place in the text that names or counts persons: "at least 20 civilians", "a policeman",
// "seven others", "no one", "Mayor Aldo Reyes", "12" where a noun is understood.
type people struct {
	first, last int // tokens, half-open, bounds included
	head        int // token of the noun or last word of the name; the number where the noun is understood
	low, high   int // high < 0: open above
	group       tocsin.Group
	counted     bool          // a number stands in the text; else it is understood from one person or a plural
	bare        bool          // no noun of its own
	known       bool          // the noun is a word for people
	armed       bool          // of an armed group, perhaps the attackers
	kin         bool          // a relative of somebody
	none        bool          // "no civilians", "nobody"
	named       bool          // a person by name or by pronoun
	plural      bool          // a plural without any number: no figure by itself
	sum         bool          // the noun itself counts the harm ("three deaths")
	effect      tocsin.Effect // what the noun or its adjective tells ("two dead", "three deaths"), "" if nothing
}

// findPeople finds all mentions of people in text order, not overlapping.
func (f *figureFinder) findPeople() {
	f.at = make([]int32, len(f.doc.Tokens)+1)
	for i := 0; i < len(f.doc.Tokens); {
		p, ok := f.peopleAt(i)
		if !ok {
			i++
			continue
		}
		f.people = append(f.people, p)
		for k := p.first; k < p.last; k++ {
			f.at[k] = int32(len(f.people))
		}
		i = p.last
	}
}

// starting returns the mention of people that begins at token i.
func (f *figureFinder) starting(i int) (int, bool) {
	if i >= len(f.doc.Tokens) || f.at[i] == 0 {
		return 0, false
	}
	k := int(f.at[i]) - 1
	return k, f.people[k].first == i
}

// peopleAt reads the mention of people that begins at token i.
func (f *figureFinder) peopleAt(i int) (people, bool) {
	t := &f.doc.Tokens[i]
	if t.Tag == language.PUNCT {
		return people{}, false
	}
	if p, ok := f.countedAt(i); ok {
		return p, true
	}
	if p, ok := f.bandAt(i); ok {
		return p, true
	}
	switch t.Lower {
	case "no", "nobody", "none":
		return f.noneAt(i)
	case "a", "an", "another":
		return f.singleAt(i, i+1)
	case "the", "his", "her", "their", "its":
		return f.definiteAt(i)
	case "he", "she", "him":
		return people{first: i, last: i + 1, head: i, low: 1, high: 1, named: true, known: true}, true
	case "someone", "somebody":
		return people{first: i, last: i + 1, head: i, low: 1, high: 1, group: tocsin.GroupAll, known: true}, true
	case "those":
		return people{first: i, last: i + 1, head: i, low: 2, high: -1, group: tocsin.GroupAll, known: true, plural: true}, true
	case "others":
		return people{first: i, last: i + 1, head: i, low: 2, high: -1, group: tocsin.GroupAll, known: true, bare: true}, true
	}
	if p, ok := f.sharedArticleAt(i); ok {
		return p, true
	}
	return f.bareAt(i)
}

// countedAt reads bounds and a number with the noun it counts: "at least 20 people".
func (f *figureFinder) countedAt(i int) (people, bool) {
	k, bound := f.bounds(i)
	if bound == "above" && f.word(k) == "one" {
		return people{}, false // "fighting over one body"
	}
	if bound == "upto" {
		switch f.words[max(i-1, 0)].Lemma {
		case "go", "rise", "climb", "increase", "creep":
			return people{}, false // "has gone up to 22": the number is what it rose to
		}
	}
	n := f.numberAt[k]
	between := false
	if n < 0 && k == i && f.word(i) == "between" && i+1 < len(f.numberAt) && f.numberAt[i+1] >= 0 {
		k, n, between = i+1, f.numberAt[i+1], true
	}
	if n < 0 || !f.sameSentence(i, k) {
		return people{}, false
	}
	num := f.doc.Numbers[n]
	if f.notCount(num) {
		return people{}, false
	}
	p := people{first: i, head: num.Last - 1, low: num.Low, high: num.High, counted: true}
	p.low, p.high = bounded(bound, num)
	k = num.Last
	if hi, after, ok := f.upper(k, between); ok {
		if hi >= p.low {
			p.high = hi
		}
		k = after
	} else if f.word(k) == "or" && f.word(k+1) == "more" {
		p.high, k = -1, k+2
	}
	return f.countedNoun(p, k)
}

// bandAt reads "a family of five", "its crew of four": people counted by the band they make.
func (f *figureFinder) bandAt(i int) (people, bool) {
	switch f.word(i) {
	case "a", "an", "the", "his", "her", "their", "its", "another":
	default:
		return people{}, false
	}
	for k := i + 1; k < i+4 && f.sameSentence(i, k); k++ {
		switch f.word(k) {
		case "family", "crew", "team", "couple", "band", "party":
			n := f.numberOf(k + 2)
			if f.word(k+1) != "of" || n < 0 || !f.sameSentence(i, k+2) {
				return people{}, false
			}
			num := f.doc.Numbers[n]
			if e, _ := f.groupAt(num.Last); e != nil && f.word(num.Last) != "members" {
				return people{}, false // "a team of five policemen" is told by the noun
			}
			p := people{first: i, last: num.Last, head: k, low: num.Low, high: num.High, group: tocsin.GroupAll, counted: true, known: true}
			return p, true
		}
	}
	return people{}, false
}

// bounds reads the words that bound a number, from token i on, and returns where the number should
// stand. "Reportedly", "an estimated", "another" may follow each other.
func (f *figureFinder) bounds(i int) (int, string) {
	bound := ""
	for k := i; ; {
		if k >= len(f.words) {
			return i, ""
		}
		if f.numberAt[k] >= 0 {
			return k, bound
		}
		e, n := f.lists.bound.At(f.words, k)
		if e == nil || k > i+6 {
			if w := f.word(k); (w == "the" || w == "his" || w == "their" || w == "her" || w == "its" || w == "these" || w == "those" || w == "other") && k+1 < len(f.words) && f.numberAt[k+1] >= 0 {
				return k + 1, bound
			}
			return i, ""
		}
		if v := e.Value(); bound == "" || bound == "exact" {
			bound = v
		}
		k += n
	}
}

// bounded applies a bound to a number (codebook.md, "low, high").
func bounded(bound string, n language.Number) (low, high int) {
	if n.High < 0 {
		return n.Low, -1
	}
	tenth := (n.Low + 9) / 10 // rounded outwards
	switch bound {
	case "from":
		return n.Low, -1
	case "above":
		return n.Low + 1, -1
	case "below":
		return 0, max(n.Low-1, 0)
	case "nearly":
		return n.Low - tenth, n.High
	case "upto":
		return 0, n.High
	case "about":
		if n.Vague {
			return n.Low, n.High
		}
		return n.Low - tenth, n.High + (n.High+9)/10
	}
	return n.Low, n.High
}

// upper reads the second number of a range: "10 to 15", "between 10 and 15".
func (f *figureFinder) upper(k int, between bool) (high, after int, ok bool) {
	if k+1 >= len(f.numberAt) || f.numberAt[k+1] < 0 {
		return 0, 0, false
	}
	w := f.word(k)
	if !(w == "to" || w == "-" || w == "–" || w == "or" || between && w == "and") {
		return 0, 0, false
	}
	n := f.doc.Numbers[f.numberAt[k+1]]
	return n.High, n.Last, n.High >= 0
}

// notCount reports whether a number is no quantity of people by what stands around it: money, shares,
// clock times, years after a preposition, dates.
func (f *figureFinder) notCount(n language.Number) bool {
	before, after := f.word(n.First-1), f.word(n.Last)
	if before == "of" && f.ageOf(n) {
		return true
	}
	switch before {
	case "$", "£", "€", "no.", "number", "no", "aged", "age":
		return true
	case "in", "since", "of", "until", "from", "by", "during", "late", "early", "mid", ",", "(":
		if n.Low >= 1900 && n.Low <= 2100 && n.Last == n.First+1 && len(f.doc.Tokens[n.First].Text) == 4 {
			return true
		}
	}
	digits := isDigits(f.word(n.First)) // "in February two officers" is no date
	if digits && months[strings.TrimSuffix(before, ".")] && f.numberOf(n.First-2) < 0 || months[strings.TrimSuffix(after, ".")] && n.Low <= 31 {
		return true
	}
	if f.isAge(n) {
		return true
	}
	switch after {
	case "higher", "lower", "fewer", "less": // "one higher than the ministry had said"
		return true
	case "%", "percent", "per", "st", "th", "nd", "rd", "km", "kg", "mm", "a.m.", "p.m.", "hours":
		return true
	}
	return n.Low > 5_000_000
}

// oldest is the greatest number that can be an age.
const oldest = 110

// isAge reports whether a number in figures is how old somebody is: set off behind one person ("Aldo Reyes, 41, died",
// "killing a girl, 4, and"), behind "ages" and in the list that it opens, or before "or younger".
func (f *figureFinder) isAge(n language.Number) bool {
	if n.Low != n.High || n.Low > oldest || n.Last != n.First+1 || !isDigits(f.word(n.First)) {
		return false
	}
	switch f.word(n.Last + 1) {
	case "under", "younger", "older":
		if w := f.word(n.Last); w == "and" || w == "or" {
			return true
		}
	}
	for k := n.First - 1; k >= 0 && k > n.First-10 && f.sameSentence(k, n.First); k-- {
		w := f.word(k)
		if w == "ages" || w == "aged" {
			return true
		}
		if w != "," && w != "and" && w != "to" && !isDigits(w) {
			break
		}
	}
	if n.First < 2 || f.word(n.First-1) != "," || !f.sameSentence(n.First-2, n.First) {
		return false
	}
	switch after := f.word(n.Last); after {
	case ",", "of":
	case "was", "were", "and": // "Ada Marsh, 60 and Aldo Reyes, 64 were found dead"; but "in New York, 64 were"
		k := n.First - 2
		for k > 0 && f.doc.Tokens[k].Tag == language.PROPN {
			k--
		}
		if n.First-2-k < 2 || f.doc.Tokens[k].Tag == language.ADP && f.word(k) != "of" || after == "and" && f.doc.Tokens[n.Last+1].Tag != language.PROPN {
			return false
		}
	case ".", ";", "(", ")":
		if f.doc.Tokens[n.First-2].Tag != language.PROPN || n.First < 3 || f.doc.Tokens[n.First-3].Tag != language.PROPN {
			return false // "in all, 18."
		}
	default:
		return false
	}
	if f.doc.Tokens[n.First-2].Tag == language.PROPN {
		return true
	}
	e, _ := f.groupAt(n.First - 2)
	return e != nil && e.Value() != "thing" && !f.isPlural(n.First-2)
}

// ageOf reports whether a number behind "of" is the age of the one person named before it: "a man of 57".
func (f *figureFinder) ageOf(n language.Number) bool {
	k := n.First - 2
	if k < 1 || n.Low != n.High || n.Low > oldest || f.isPlural(k) {
		return false
	}
	if w := f.word(k - 1); w != "a" && w != "an" {
		return false
	}
	e, _ := f.groupAt(k)
	if e == nil {
		return false
	}
	switch tocsin.Group(e.Value()) {
	case tocsin.GroupWomen, tocsin.GroupChildren:
	case tocsin.GroupAll:
		if f.word(k) != "man" {
			return false
		}
	default:
		return false
	}
	next, _ := f.groupAt(n.Last)
	return next == nil
}

// months are names of months, beside which a number is a date.
var months = set(`january february march april may june july august september october november december
	jan feb mar apr jun jul aug sep sept oct nov dec`)

// countedNoun reads what a number counts, from token k on: modifiers and noun, "of the policemen",
// "of them", or nothing, where the noun is understood.
func (f *figureFinder) countedNoun(p people, k int) (people, bool) {
	if k < len(f.words) && isCloseQuote(f.doc.Tokens[k].Text) && p.head > 0 && isOpenQuote(f.doc.Tokens[p.head-1].Text) {
		k++ // ""dozens" of soldiers"
	}
	if w := f.word(k); w == "of" {
		return f.partOf(p, k)
	}
	if w := f.word(k); w == "each" {
		k++
	}
	if w := f.word(k); (w == "a" || w == "an") && f.word(p.first) == "one" && k == p.first+1 {
		if h := f.headAt(k + 1); h.known && !h.thing && !h.plural { // "seven of them gunmen and one a woman"
			f.take(&p, h)
			return p, true
		}
	}
	if w := f.word(k); w == "more" || w == "additional" || w == "further" {
		k++
		if f.word(k) == "than" { // "30 more than last year"
			return people{}, false
		}
	}
	return f.withNoun(p, k)
}

// withNoun reads modifiers and noun from token k on. Without a noun the number stands for people.
func (f *figureFinder) withNoun(p people, k int) (people, bool) {
	h := f.headAt(k)
	if h.thing {
		return people{}, false
	}
	if h.last == k {
		p.bare, p.group, p.last = true, tocsin.GroupAll, k
		f.complement(&p)
		return p, p.counted
	}
	f.take(&p, h)
	if p.counted && f.word(p.last) == "or" && f.word(p.last+1) == "more" {
		p.high, p.last = -1, p.last+2
	}
	return p, true
}

// take gives a mention the noun that was read.
func (f *figureFinder) take(p *people, h head) {
	p.last, p.head, p.group, p.known, p.armed, p.kin = h.last, h.at, h.group, h.known, h.armed, h.kin
	p.effect, p.sum = h.effect, h.sum
	if h.weak || !h.known || ranks[f.words[h.at].Lemma] && ofForce(h.group) {
		f.complement(p)
	}
}

// partOf reads "of the policemen", "of them", "of whom", "of its members" after a number.
func (f *figureFinder) partOf(p people, k int) (people, bool) {
	k++
	for f.determiner(k) {
		k++
	}
	switch f.word(k) {
	case "them", "whom", "which":
		p.last = k + 1
		if w := f.word(k + 1); w == "were" || w == "are" { // "five of whom were foreigners"
			k++
		}
		if w := f.word(k + 1); (w == "a" || w == "an") && p.low == 1 {
			k++ // "one of them a woman"
		}
		if h := f.headAt(k + 1); h.known && !h.thing { // "six of them children"
			f.take(&p, h)
			return p, true
		}
		p.group, p.bare, p.known = f.groupBefore(p.first), true, true
		return p, true
	}
	if n := f.numberOf(k); n >= 0 { // "two of the six policemen"
		k = f.doc.Numbers[n].Last
		if h := f.headAt(k); p.low == 1 && p.high == 1 && h.known && !h.thing && f.word(h.last) == "who" && f.harmAll(f.skipAdverbs(h.last+1)) {
			p.low, p.high = f.doc.Numbers[n].Low, f.doc.Numbers[n].High // "one of the two people who died": two died
			f.take(&p, h)
			return p, true
		}
	}
	if q, ok := f.ofHarmed(p, k); ok {
		return q, true
	}
	h := f.headAt(k)
	if h.thing || h.last == k || !h.known {
		return people{}, false
	}
	f.take(&p, h)
	return p, true
}

// harmAll reports whether a word for harm that several came to begins at token k: "died", "were killed".
func (f *figureFinder) harmAll(k int) bool {
	for k < len(f.doc.Tokens) && f.doc.Tokens[k].Tag == language.AUX {
		switch f.word(k) {
		case "was", "is", "has":
			return false // "one of the two citizens who was kidnapped"
		}
		k++
	}
	if k >= len(f.words) {
		return false
	}
	e, _ := f.lists.effect.At(f.words, k)
	return e != nil && e.Value() != "none"
}

// ofHarmed reads "six of the wounded", and what they are where that follows: "six of the wounded were
// children".
func (f *figureFinder) ofHarmed(p people, k int) (people, bool) {
	if k >= len(f.words) {
		return p, false
	}
	effect := tocsin.Killed
	if f.word(k) != "victims" {
		e, _ := f.lists.effect.At(f.words, k)
		if e == nil || e.Has("event") && !e.Has("does") || e.Has("sum") || e.Has("adjoined") {
			return p, false
		}
		effect = tocsin.Effect(e.Value())
	}
	p.last, p.head, p.group, p.bare = k+1, k, tocsin.GroupAll, true
	if w := f.word(k + 1); w == "were" || w == "was" || w == "are" {
		if h := f.headAt(k + 2); h.known && !h.thing {
			f.take(&p, h)
			p.effect, p.bare = effect, false
		}
	}
	return p, true
}

// groupBefore returns the group of those that "them" at token i stands for: the people of the mention in the
// plural before it.
func (f *figureFinder) groupBefore(i int) tocsin.Group {
	for m := len(f.people) - 1; m >= 0; m-- {
		p := f.people[m]
		if f.doc.Tokens[p.first].Sentence < f.doc.Tokens[i].Sentence-1 {
			break
		}
		if p.low > 1 && p.known && p.group != "" {
			return p.group
		}
	}
	return tocsin.GroupAll
}

// determiner reports whether token k may stand between "of" and a noun.
func (f *figureFinder) determiner(k int) bool {
	switch f.word(k) {
	case "the", "his", "her", "their", "its", "our", "these", "those", "all", "other":
		return true
	}
	return false
}

// noneAt reads "no one", "nobody", "no civilians".
func (f *figureFinder) noneAt(i int) (people, bool) {
	p := people{first: i, last: i + 1, head: i, none: true, known: true, group: tocsin.GroupAll}
	if f.word(i) == "none" && f.word(i+1) == "of" && f.determiner(i+2) {
		if h := f.headAt(i + 3); h.known && !h.thing && h.plural && !h.sum { // "none of its soldiers"
			f.take(&p, h)
			return p, true
		}
	}
	if f.word(i) != "no" {
		return p, true
	}
	if w := f.word(i + 1); w == "one" || w == "-" && f.word(i+2) == "one" {
		p.last = i + 2
		if w == "-" {
			p.last++
		}
		return p, true
	}
	h := f.headAt(i + 1)
	if h.last == i+1 || h.thing || !h.known || h.sum || h.band {
		return people{}, false
	}
	f.take(&p, h)
	return p, true
}

// singleAt reads one person: "a policeman", "another Mexican engineer", with the noun from token k on.
func (f *figureFinder) singleAt(i, k int) (people, bool) {
	p := people{first: i, low: 1, high: 1}
	if f.word(k) == "number" && f.word(k+1) == "of" || f.word(k+1) == "number" && f.word(k+2) == "of" || f.word(k) == "group" && f.word(k+1) == "of" {
		return f.severalAt(p, k)
	}
	h := f.headAt(k)
	if h.last == k {
		if f.word(i) == "another" {
			p.last, p.head, p.group, p.bare, p.known = i+1, i, tocsin.GroupAll, true, true
			return p, true
		}
		return people{}, false
	}
	if h.thing || !h.known || h.plural || h.sum || h.band {
		return people{}, false
	}
	f.take(&p, h)
	return p, true
}

// severalAt reads "a number of soldiers", "an undetermined number of dead": two or more.
func (f *figureFinder) severalAt(p people, k int) (people, bool) {
	for f.word(k) != "of" {
		k++
	}
	h := f.headAt(k + 1)
	if h.last == k+1 || h.thing || !h.known {
		return people{}, false
	}
	p.low, p.high = 2, -1
	f.take(&p, h)
	return p, true
}

// definiteAt reads one person that is known from the text: "the mayor", "his bodyguard".
func (f *figureFinder) definiteAt(i int) (people, bool) {
	p := people{first: i, low: 1, high: 1}
	h := f.headAt(i + 1)
	if h.last == i+1 || h.thing || !h.known || h.sum || h.band {
		return people{}, false
	}
	if h.plural {
		p.low, p.high, p.plural = 2, -1, true
	}
	f.take(&p, h)
	return p, true
}

// bareAt reads a name, with the role before it, or a plural without a determiner.
func (f *figureFinder) bareAt(i int) (people, bool) {
	t := &f.doc.Tokens[i]
	if t.Tag != language.NOUN && t.Tag != language.PROPN && t.Tag != language.ADJ {
		return people{}, false
	}
	h := f.headAt(i)
	if h.last == i || h.thing || h.sum || h.band || h.effect != "" {
		return people{}, false
	}
	p := people{first: i, low: 1, high: 1}
	f.take(&p, h)
	if h.known && f.word(h.at) == "police" && h.last < len(f.words) && f.doc.Tokens[h.last].Tag == language.NOUN && f.sameSentence(i, h.last) {
		return people{}, false // "a police convoy"
	}
	if h.known && h.plural {
		p.low, p.high, p.plural = 2, -1, true
		return p, true
	}
	if !h.known && !f.isName(i, h.last) || h.known && !h.role && h.last == h.at+1 && !f.says(i, h.at, "'s") && !f.says(i, h.at, "’s") {
		return people{}, false
	}
	p.named = true
	return p, true
}

// sharedArticleAt reads one person who has the article of the one named before: "a father and daughter", "the mother and
// toddler". What follows may not make both one: "a husband and father of two was killed".
func (f *figureFinder) sharedArticleAt(i int) (people, bool) {
	if f.word(i-1) != "and" || len(f.people) == 0 {
		return people{}, false
	}
	before := f.people[len(f.people)-1]
	if before.last != i-1 || before.low != 1 || before.high != 1 || before.counted || before.named || !before.known {
		return people{}, false
	}
	h := f.headAt(i)
	if h.last != i+1 || !h.known || h.thing || h.plural || h.sum || h.band || h.armed || f.doc.Tokens[i].Tag != language.NOUN {
		return people{}, false
	}
	switch f.word(h.last) {
	case "of", "was", "who", "is", "has":
		return people{}, false
	}
	p := people{first: i, low: 1, high: 1}
	f.take(&p, h)
	return p, true
}

// sameSentence reports whether token k stands in the text and in the sentence of token i.
func (f *figureFinder) sameSentence(i, k int) bool {
	return k >= 0 && k < len(f.doc.Tokens) && f.doc.Tokens[i].Sentence == f.doc.Tokens[k].Sentence
}

// numberOf returns the index of the number that begins at token k, -1 if none does.
func (f *figureFinder) numberOf(k int) int {
	if k < 0 || k >= len(f.numberAt) {
		return -1
	}
	return f.numberAt[k]
}

// groupAt looks up the word for people or things at token k.
func (f *figureFinder) groupAt(k int) (*lexicon.Entry, int) {
	if k >= len(f.words) {
		return nil, 0
	}
	return f.lists.group.At(f.words, k)
}

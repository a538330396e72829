package coder

import (
	"github.com/tocsin-org/tocsin/internal/language"
)

// subject records who a passive or intransitive verb or an adjective is said of: the nearest mention of
// people to its left, with the list that it ends.
func (f *figureFinder) subject(t trigger) {
	if f.hypothetical(t) {
		return
	}
	k := f.groupStart(t.first)
	m := f.subjectBefore(k, k == t.first || f.word(k) == "being")
	if t.firm && m >= 0 && !f.isSubject(m, k) {
		return // "the report on the attack was released"
	}
	if m < 0 {
		m = f.understood(k)
	}
	if m < 0 {
		return
	}
	list := f.listEnding(m)
	if p := f.people[m]; len(list) == 1 && (p.low == 1 && p.high == 1 && !p.counted && (f.says(k, t.first, "were") || f.says(k, t.first, "are")) ||
		p.low > 1 && p.counted && f.says(k, t.first, "was")) {
		return // the verb does not agree: it is said of others, who were not understood
	}
	f.addList(t, list, false)
	if q, ok := f.starting(f.people[m].last + 1); ok && f.word(f.people[m].last) == "," {
		if parts := f.objects(f.people[q].first); len(parts) > 0 && f.amongThem(parts[len(parts)-1]) {
			f.addList(t, parts, false)
		}
	}
	k = t.last
	for n := 0; n < 4 && k < len(f.words) && (f.isTimeWord(k) || f.doc.Tokens[k].Tag == language.ADV || f.word(k) == "on"); n++ {
		k++ // "were wounded today, including three officers"
	}
	f.parts(t, m, k)
	f.alongWith(t)
	if f.word(t.last) == "," && f.word(t.last+1) == "as" && (f.word(t.last+2) == "were" || f.word(t.last+2) == "was") {
		f.addList(t, f.objects(t.last+3), true) // "90 were wounded, as were two soldiers"
	}
}

// amongThem reports whether mention m is told as part of those before it: "two policemen among them".
func (f *figureFinder) amongThem(m int) bool {
	k := f.people[m].last
	return f.word(k) == "among" && (f.word(k+1) == "them" || f.word(k+1) == "whom")
}

// alongWith records those named after the verb: "was killed on Friday along with two of his guards".
func (f *figureFinder) alongWith(t trigger) {
	for k := t.last; k < t.last+16 && f.sameSentence(t.first, k); k++ {
		if w := f.word(k); (w == "along" || w == "together") && f.word(k+1) == "with" {
			f.addList(t, f.objects(k+2), true)
			return
		}
	}
}

// isSubject reports whether mention m stands in the noun phrase that the verb group at token k is said of,
// where that can be told.
func (f *figureFinder) isSubject(m, k int) bool {
	v, ok := f.reading.verb(k)
	if !ok || f.word(f.people[m].last) == "who" {
		return true
	}
	if t := f.people[m].last; t+1 < len(f.words) && f.doc.Tokens[t].Tag == language.VERB && f.doc.Tokens[t+1].Tag == language.ADP {
		return true // "two priests kidnapped in Kareth in May were freed"
	}
	s, ok := f.subjectOf(v)
	return !ok || s.first < f.people[m].last && f.people[m].first < s.last
}

// groupStart returns the first token of the auxiliaries and adverbs before the verb or adjective at token k.
func (f *figureFinder) groupStart(k int) int {
	if p, ok := f.reading.verb(k); ok {
		k = p.First
	}
	for k > 0 && f.sameSentence(k-1, k) && f.at[k-1] == 0 {
		t := &f.doc.Tokens[k-1]
		if t.Tag != language.AUX && t.Tag != language.ADV && !beforeParticiple[t.Lower] {
			if j := f.overDay(k); j < k {
				k = j
				continue
			}
			break
		}
		k--
	}
	return k
}

// beforeParticiple are verbs that stand before a participle or adjective of harm as auxiliaries do.
var beforeParticiple = set("had has have found left reported confirmed pronounced feared presumed")

// understood finds the subject of "before being killed", which stands at the head of the sentence.
func (f *figureFinder) understood(k int) int {
	if f.word(k) != "being" || f.word(k-1) != "before" && f.word(k-1) != "after" {
		return -1
	}
	s := f.sentence(k)
	for i := s.First; i < k; i++ {
		if m := int(f.at[i]) - 1; m >= 0 {
			if p := f.people[m]; p.low == 1 && p.high == 1 && !p.none {
				return m
			}
			return -1
		}
	}
	return -1
}

// subjectBefore walks left from token k to the mention of people that is the subject of what begins
// there, -1 if the clause has none. Without an auxiliary ("three people killed") the mention must stand
// before it whatever governs it.
func (f *figureFinder) subjectBefore(k int, reduced bool) int {
	for j := k - 1; j >= 0 && f.sameSentence(j, k); j-- {
		if m := int(f.at[j]) - 1; m >= 0 {
			p := f.people[m]
			if p.sum {
				return -1
			}
			if f.amongThem(m) { // "four people, two policemen among them, were killed"
				j = f.people[f.listEnding(m)[0]].first
				continue
			}
			if k := f.partListStart(m); k >= 0 { // "fourteen people, including nine soldiers and three women, were killed"
				j = k
				continue
			}
			if f.ofThem(p) { // "six priests, five of them foreigners, who were killed"
				j = p.first
				continue
			}
			before := f.word(p.first - 1)
			who := f.word(p.last)
			if who == "," {
				who = f.word(p.last + 1)
			}
			switch {
			case timeLinks[before] && p.last == k && !p.plural: // "three weeks after soldier Aldo Reyes was shot"
				return m
			case p.plural && f.apposition(m) >= 0: // "two men, members of the guard, were killed"
				j = f.apposition(m)
				continue
			case before == "by" || before == "including" || before == "them" || before == "whom":
				j = p.first
				continue
			case who == "who" || who == "that" || reduced && p.last == k:
				return m
			case p.first > 0 && f.sameSentence(p.first-1, p.first) && f.doc.Tokens[p.first-1].Tag == language.ADP:
				j = p.first
				continue
			case f.isObject(m):
				return -1
			}
			return m
		}
		if !f.passes(&j) {
			return -1
		}
	}
	return -1
}

// partListStart returns the token of the "including" that opens the list which ends with mention m, -1 if none does.
func (f *figureFinder) partListStart(m int) int {
	if f.word(f.people[m].last) != "," {
		return -1 // "…, including the bomber, and 15 others were hurt"
	}
	for m >= 0 {
		k := f.people[m].first - 1
		if f.word(k) == "including" {
			return k
		}
		if m == 0 || f.separator(f.people[m-1].last) != f.people[m].first {
			return -1
		}
		m--
	}
	return -1
}

// apposition returns the comma before a list of plurals without numbers that ends with mention m and says who was
// counted before it: "19 people, mostly women and children, were killed". -1 if it is none.
func (f *figureFinder) apposition(m int) int {
	k := f.people[f.listEnding(m)[0]].first - 1
	switch f.word(k) {
	case "mostly", "mainly", "largely", "all", "including", "both":
		k--
	}
	if f.word(k) != "," {
		return -1
	}
	return k
}

// passes reports whether the search for a subject may go on left over token j; over a relative clause it
// goes in one step.
func (f *figureFinder) passes(j *int) bool {
	t := &f.doc.Tokens[*j]
	switch t.Lower {
	case "who", "which", "that", "also":
		return true
	case "many", "some", "most", "numerous", "none":
		return false // "and many injured": no figure
	case ")":
		for k := *j - 1; k >= 0 && k > *j-16 && f.sameSentence(k, *j); k-- {
			if f.word(k) == "(" {
				*j = k
				return true
			}
		}
	case "--", "—", "–":
		for k := *j - 1; k >= 0 && k > *j-25 && f.sameSentence(k, *j); k-- {
			if f.word(k) == t.Lower { // over what stands between dashes
				*j = k
				return true
			}
		}
		return false
	case "and":
		if v, ok := f.reading.verb(*j - 1); ok && v.Last == *j { // "was kidnapped and killed"
			*j = v.First
		} else if f.word(*j-1) == "at" && f.words[max(*j-2, 0)].Lemma == "shoot" { // "was shot at and wounded"
			*j = f.groupStart(*j - 2)
		} else if f.doc.Tokens[max(*j-1, 0)].Tag == language.ADJ && f.groupStart(*j-1) < *j-1 { // "was shot and killed"
			*j = f.groupStart(*j - 1)
		}
		return true
	case "text", "excerpt", "report":
		return f.word(*j+1) != "]"
	case ";", ":", "when", "while", "after", "but", "as":
		return false
	}
	if t.Tag == language.VERB && *j > 0 && f.at[*j-1] != 0 && *j+1 < len(f.doc.Tokens) && f.doc.Tokens[*j+1].Tag == language.ADP {
		return true // "33 soldiers detained for days have been released"
	}
	if t.Tag != language.AUX && (t.Tag != language.VERB || t.Form == language.Gerund || t.Form == language.PastParticiple) {
		return true
	}
	if who, ok := f.relative(*j); ok {
		*j = who
		return true
	}
	return false
}

// relative returns the token of the relative pronoun whose clause the verb at token j belongs to.
func (f *figureFinder) relative(j int) (int, bool) {
	v, ok := f.reading.verb(j)
	if !ok {
		return 0, false
	}
	for k := v.First - 1; k >= 0 && k >= v.First-2; k-- {
		switch f.word(k) {
		case "who", "which", "that":
			return k, true
		}
	}
	return 0, false
}

// isObject reports whether a mention follows a verb that harms, and so is its object and not the subject
// of a later one.
func (f *figureFinder) isObject(m int) bool {
	k := f.people[m].first - 1
	for k >= 0 && f.doc.Tokens[k].Tag == language.ADV {
		k--
	}
	if k < 0 || !f.sameSentence(k, f.people[m].first) {
		return false
	}
	low := f.sentence(k).First
	for n := len(f.found) - 1; n >= 0 && f.found[n].first >= low; n-- {
		if g := &f.found[n]; g.first < f.people[m].first && f.people[m].last <= g.last {
			return true
		}
	}
	return false
}

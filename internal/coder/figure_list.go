package coder

import (
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// objects reads the list of people that begins at token k.
func (f *figureFinder) objects(k int) []int {
	var list []int
	sure := 0 // how much of the list is closed by "and" or numbers
	for {
		m, ok := f.starting(k)
		if !ok || !f.sameSentence(k-1, k) || len(list) > 0 && f.hasOwnVerb(m) {
			break
		}
		p := f.people[m]
		comma := f.word(k-1) == ","
		if n := len(list); n > 0 && comma && f.apposed(list[n-1], m) {
			f.inherit(list[n-1], m)
		} else {
			list = append(list, m)
			if !comma || p.counted {
				sure = len(list)
			}
		}
		next := f.separator(p.last)
		if next < 0 {
			next = f.pastPreposition(p.last)
		}
		if next < 0 {
			break
		}
		k = next
	}
	if len(list) > 0 {
		sure = max(sure, 1)
	}
	return list[:sure]
}

// apposed reports whether mention m, after a comma, says who the person before it is: "Aldo Reyes, a
// policeman,".
func (f *figureFinder) apposed(before, m int) bool {
	p, q := f.people[before], f.people[m]
	return p.named && p.low == 1 && p.high == 1 && q.low == 1 && q.high == 1 && !q.counted && !q.named
}

// inherit gives a named person the group of the apposition.
func (f *figureFinder) inherit(named, m int) {
	if p := &f.people[named]; !p.known {
		p.group, p.known, p.armed = f.people[m].group, true, f.people[m].armed
	}
}

// separator returns the token after "," "and" ", and" "as well as" that goes on a list from token k,
// -1 if there is none.
func (f *figureFinder) separator(k int) int {
	if end := f.closing(k); end > k {
		k = end
	}
	k = f.pastAges(k)
	start := k
	if f.word(k) == "," {
		k++
	}
	switch f.word(k) {
	case "and", "plus", "&":
		k++
	case "along", "together":
		if f.word(k+1) == "with" {
			k += 2
		}
	case "as":
		if f.word(k+1) == "well" && f.word(k+2) == "as" {
			k += 3
		}
	}
	if k == start {
		return -1
	}
	return k
}

// pastAges returns the token behind the ages that are set off from token k on, k if none are: ", 41", ", ages 54, 33 and
// 26".
func (f *figureFinder) pastAges(k int) int {
	if f.word(k) != "," {
		return k
	}
	end, j := k, k+1
	if w := f.word(j); w == "ages" || w == "aged" {
		j++
	}
	for {
		n := f.numberOf(j)
		if n < 0 || !f.sameSentence(k, j) || !f.isAge(f.doc.Numbers[n]) {
			return end
		}
		end = f.doc.Numbers[n].Last
		if w := f.word(end); w != "," && w != "and" {
			return end
		}
		j = end + 1
	}
}

// closing returns the token after the bracket that closes the one at token k, k if none is open there.
func (f *figureFinder) closing(k int) int {
	if w := f.word(k); w != "(" && w != "[" {
		return k
	}
	for j := k + 1; j < k+16 && f.sameSentence(k, j); j++ {
		if w := f.word(j); w == ")" || w == "]" {
			return j + 1
		}
	}
	return k
}

// pastPreposition goes on a list over "from Spain", "in the car": to a separator before another mention
// with a number or article.
func (f *figureFinder) pastPreposition(k int) int {
	switch f.word(k) {
	case "from", "of", "in", "at", "aboard", "near", "on":
	default:
		return -1
	}
	for j := k + 1; j < k+8 && f.sameSentence(k, j); j++ {
		if next := f.separator(j); next >= 0 {
			if m, ok := f.starting(next); ok && (f.people[m].counted || f.people[m].low == 1 && !f.people[m].named) {
				return next
			}
			if f.word(j) != "," {
				return -1
			}
			continue
		}
		switch f.doc.Tokens[j].Tag {
		case language.NOUN, language.PROPN, language.ADJ, language.DET, language.NUM, language.ADP, language.PRON, language.PART:
		default:
			return -1
		}
	}
	return -1
}

// hasOwnVerb reports whether a mention is the subject of what follows, so that it does not go on the list
// before it: "killed two and three others were hurt".
func (f *figureFinder) hasOwnVerb(m int) bool {
	k := f.skipAdverbs(f.people[m].last)
	if !f.sameSentence(f.people[m].first, k) {
		return false
	}
	if t := &f.doc.Tokens[k]; t.Tag == language.AUX {
		return true
	}
	if f.word(k) == "and" || f.word(k) == "," {
		return false
	}
	e, _ := f.lists.effect.At(f.words, k)
	return e != nil && !e.Has("event") || e != nil && f.word(k+1) != "of"
}

// listEnding returns the mentions of the list whose last is m, in text order. A list needs an "and" before
// its last: "according to the mayor, six people" is none.
func (f *figureFinder) listEnding(m int) []int {
	list := []int{m}
	for m > 0 {
		p, q := f.people[m-1], f.people[m]
		next := f.separator(p.last)
		if next != q.first {
			next = f.pastPreposition(p.last)
		}
		if next != q.first || len(list) == 1 && f.word(q.first-1) == "," || f.isObject(m-1) || f.word(p.first-1) == "including" || p.sum {
			break
		}
		m--
		list = append(list, m)
	}
	slices.Reverse(list)
	return list
}

// addList records one effect for each mention of a list, and for the parts named after it.
func (f *figureFinder) addList(t trigger, list []int, object bool) {
	list = f.sumSingles(f.oneBearer(list))
	for n, m := range list {
		p := f.people[m]
		first, last := p.first, p.last
		if n == 0 {
			first = min(first, t.first)
			if object || t.last <= p.first {
				last = max(last, t.last)
			}
		}
		if n == len(list)-1 && t.first >= p.last {
			last = t.last
		}
		if t.first < p.first && n > 0 {
			first = p.first
		}
		f.add(t, m, first, last)
	}
	if n := len(list); n > 0 {
		f.parts(t, list[n-1], f.people[list[n-1]].last)
		f.each(t, list[n-1])
	}
}

// oneBearer leaves out the roles of a list that the name at its end bears, too: "party leader and councillor Aldo Reyes".
func (f *figureFinder) oneBearer(list []int) []int {
	n := len(list)
	if n < 2 {
		return list
	}
	p, q := f.people[list[n-2]], f.people[list[n-1]]
	if !q.named || !q.known || q.last == q.head+1 || p.counted || p.low != 1 || p.high != 1 || p.last != p.head+1 || f.word(p.last) != "and" {
		return list
	}
	if f.doc.Tokens[p.first].Tag == language.DET {
		return list
	}
	if q.group == tocsin.GroupCivilians {
		f.people[list[n-1]].group = p.group // "senator and candidate"
	}
	return append(list[:n-2:n-2], list[n-1])
}

// sumSingles joins persons of one group who are named one after the other into one mention of as many: "a farmer and
// his wife". A figure stands once for each group (codebook.md, casualties).
func (f *figureFinder) sumSingles(list []int) []int {
	var out []int
	for _, m := range list {
		p := f.people[m]
		group := f.bearerGroup(p)
		single := p.low == 1 && p.high == 1 && !p.counted && !p.none && group != ""
		if n := len(out); single && n > 0 {
			if q := &f.people[out[n-1]]; f.bearerGroup(*q) == group && q.low == q.high && q.low >= 1 && !q.counted && !q.none && !(q.named && f.word(p.first-1) == ",") {
				sum := *q
				sum.low, sum.high, sum.last, sum.named = q.low+1, q.high+1, p.last, false
				sum.group, sum.known = group, true
				f.people = append(f.people, sum)
				out[n-1] = len(f.people) - 1
				continue
			}
		}
		out = append(out, m)
	}
	return out
}

// bearerGroup returns the group of a mention: that of its noun, else of the role that the text gives its name, else, as far
// as the report tells, civilians. "" of a pronoun.
func (f *figureFinder) bearerGroup(p people) tocsin.Group {
	switch role, ok := f.roles[f.word(p.last-1)]; {
	case p.known && p.group != "":
		return p.group
	case !p.named || p.known || f.doc.Tokens[p.head].Tag == language.PRON:
		return ""
	case ok && role.armed:
		return ""
	case ok:
		return role.group
	}
	return tocsin.GroupCivilians
}

// each records the second half of "two each from the coast guard and the police".
func (f *figureFinder) each(t trigger, m int) {
	p := f.people[m]
	k := p.last
	if f.word(p.last) != "and" || !f.says(p.first, p.last, "each") {
		return
	}
	for k++; f.determiner(k); k++ {
	}
	e, n := f.groupAt(k)
	if e == nil || e.Value() == "thing" {
		return
	}
	p.group, p.last = tocsin.Group(e.Value()), k+n
	f.people = append(f.people, p)
	f.add(t, len(f.people)-1, p.first, p.last)
}

// says reports whether a word stands in tokens first..last.
func (f *figureFinder) says(first, last int, word string) bool {
	for k := first; k < last; k++ {
		if f.word(k) == word {
			return true
		}
	}
	return false
}

// parts records what "including", "among them" and "six of them" at token k single out of mention m.
func (f *figureFinder) parts(t trigger, m, k int) {
	if w := f.word(k); w == "," || w == "(" || w == "-" || w == "–" || w == "—" || w == "--" || w == ":" {
		k++
	}
	switch f.word(k) {
	case "including", "includes":
		k++
	case "among":
		if f.word(k+1) != "them" && f.word(k+1) != "whom" {
			return
		}
		k += 2
		if f.word(k) == "were" || f.word(k) == "was" {
			k++
		}
		if f.word(k) == "those" && f.word(k+1) == "of" {
			k += 2
		}
	default:
		q, ok := f.starting(k)
		if !ok || q == m || !f.ofThem(f.people[q]) && !(f.word(k-1) == "(" && f.people[q].counted) {
			return
		}
	}
	for n, q := range f.objects(k) {
		p := f.people[q]
		if p.plural || p.none || p.group == f.people[m].group && p.group != tocsin.GroupAll {
			continue
		}
		first := p.first
		if n == 0 {
			first = k - 1
			if f.word(k-1) != "including" {
				first = k
			}
		}
		f.add(t, q, first, p.last)
		if p.group == tocsin.GroupAttackers && len(f.found) > 1 {
			yes := true
			for g := range f.found {
				if f.found[g].first <= f.people[m].first && f.people[m].last <= f.found[g].last {
					f.found[g].IncludesAttackers = &yes
				}
			}
		}
	}
}

// ofThem reports whether a mention is a part by its own words: "six of them children".
func (f *figureFinder) ofThem(p people) bool {
	for k := p.first; k < p.last; k++ {
		if w := f.word(k); w == "them" || w == "whom" {
			return !p.bare
		}
	}
	if f.word(p.first) == "one" && !p.bare {
		w := f.word(p.first + 1)
		return w == "a" || w == "an" // "and one a woman"
	}
	return false
}

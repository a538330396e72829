package coder

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// designations finds quoted legal labels: who is called what by whom.
func (r *reading) designations() []tocsin.Designation {
	f := designationFinder{tieFinder: tieFinder{reading: r}}
	for i := range r.words {
		e, _ := r.lists.designation.At(r.words, i)
		switch {
		case e == nil:
			if strings.HasSuffix(r.words[i].Lower, "-designated") || strings.HasSuffix(r.words[i].Lower, "-listed") {
				f.compoundLabel(i)
			}
		case e.Has("names"):
			f.naming(i)
		case e.Has("bans"):
			f.ban(i)
		}
	}
	return f.found
}

// A designationFinder collects designations, each once.
type designationFinder struct {
	tieFinder
	found []tocsin.Designation
}

// naming reads "Y designated X a terrorist organisation" and "X is listed as a terrorist group by Y".
func (f *designationFinder) naming(i int) {
	s := f.sentence(i)
	first, last, ok := f.label(i+1, s.Last)
	if !ok || first-i > 25 {
		return
	}
	if v, ok := f.verb(i); ok && (v.Negated || v.Modal) {
		return
	}
	if by := f.authoritiesAfter(last, s.Last); f.passive(i) || f.doc.Tokens[i].Form == language.PastParticiple && len(by) > 0 {
		f.each(f.partiesBefore(i, s.First), by, first, last, i)
		return
	}
	if by, p, ok := f.whichTheyList(i, s.First); ok {
		f.each([]party{p}, by, first, last, i)
		return
	}
	by, ok := f.authorityBefore(i, s.First)
	if !ok {
		return
	}
	named := f.partiesBetween(i+1, first)
	if w := f.word(i + 1); len(named) == 0 && (w == "it" || w == "them") {
		for k, hi := f.actorsIn(f.sentenceBefore(i), i); k < hi; k++ {
			if p, ok := f.party(k); ok && p.kind == actorGroup {
				named = []party{p} // "Washington lists it as"
				break
			}
		}
	}
	if len(named) == 0 {
		if p, ok := f.personAfter(i + 1); ok {
			named = []party{p}
		} else if p, ok := f.lastName(i + 1); ok {
			named = []party{p}
		}
	}
	f.each(named, []string{by}, first, last, i)
}

// whichTheyList reads "X, which Xanland, Yanland and the European Union list as": who lists, and whom.
func (f *designationFinder) whichTheyList(i, low int) ([]string, party, bool) {
	for k := i - 1; k > low && k > i-14; k-- {
		if w := f.words[k].Lower; w != "which" && w != "that" && w != "whom" {
			continue
		}
		by := f.authorityList(k+1, i)
		if len(by) == 0 {
			return nil, party{}, false
		}
		p, ok := f.left(k)
		return by, p, ok
	}
	return nil, party{}, false
}

// ban reads "X and Z are terrorist organisations banned in Y", "X is a banned organisation in Y", "outlawed
// by Y".
func (f *designationFinder) ban(i int) {
	s := f.sentence(i)
	first, last, ok := f.label(max(s.First, i-4), min(s.Last, i+6))
	if !ok {
		first, last = f.banLabel(i)
	}
	if v, ok := f.verb(i); ok && (v.Negated || v.Modal) {
		return
	}
	if p, ok := f.outlawed(i); ok {
		if by := f.homeState(); by != "" {
			f.each([]party{p}, []string{by}, i, i+1, i)
		}
		return
	}
	if by := f.authoritiesAfter(i+1, s.Last); len(by) > 0 {
		f.each(f.partiesBefore(i, s.First), by, first, last, i)
		return
	}
	if f.word(i+1) == "under" && f.passive(i) {
		if by := f.homeState(); by != "" {
			f.each(f.partiesBefore(i, s.First), []string{by}, i, i+1, i) // "is banned under the … Act"
		}
		return
	}
	if by, ok := f.authorityBefore(i, s.First); ok && !f.passive(i) {
		f.each(f.partiesBetween(i+1, min(i+10, s.Last)), []string{by}, first, last, i)
	}
}

// outlawed reads the group that a word like "banned" at token i stands before: "the outlawed X", "the banned militant group
// X". The state the report is set in bans it.
func (f *designationFinder) outlawed(i int) (party, bool) {
	if w := f.word(i - 1); w != "the" && w != "a" && w != "an" && w != "its" {
		return party{}, false
	}
	lo, hi := f.actorsIn(i, min(i+4, f.sentence(i).Last))
	for k := lo; k < hi; k++ {
		if m := &f.actors[k]; m.kind == actorGroup && !m.anaphor && m.first <= i+3 {
			return f.party(k)
		}
	}
	return party{}, false
}

// homeState returns the state that the report is set in, "" if it is not known.
func (f *designationFinder) homeState() string {
	if f.setting.Country == "" {
		return ""
	}
	return f.stateName(f.setting.Country, 0, 0)
}

// compoundLabel reads "X, a Xanland-designated terrorist organisation".
func (f *designationFinder) compoundLabel(i int) {
	cut := strings.LastIndexByte(f.words[i].Lower, '-')
	by := f.firstHalf(i, cut)
	first, last, ok := f.label(i+1, f.sentence(i).Last)
	if !ok || by.name == "" || first-i > 3 {
		return
	}
	if a, ok := f.left(i); ok {
		f.each([]party{a}, []string{by.name}, first, last, i)
	}
}

// label reads the label in tokens first..last: "a foreign terrorist organisation", "terrorists".
func (f *designationFinder) label(first, last int) (int, int, bool) {
	for k := first; k < last; k++ {
		e, _ := f.lists.designation.At(f.words, k)
		if e == nil || !e.Has("label") {
			continue
		}
		a, b := k, k+1
		if a > first && (f.words[a-1].Lower == "foreign" || f.words[a-1].Lower == "global" || f.words[a-1].Lower == "international") {
			a--
		}
		if b < last && labelNouns[f.words[b].Lemma] {
			b++
		} else if w := f.words[k].Lower; w != "terrorists" && w != "terrorist" && w != "extremists" {
			continue
		}
		return a, b, true
	}
	return 0, 0, false
}

// labelNouns stand after "terrorist" in a label.
var labelNouns = set("organization organisation group movement entity network outfit party individual")

// banLabel takes "banned militant organisation" as the label, or the word itself.
func (f *designationFinder) banLabel(i int) (int, int) {
	for k := i + 1; k < i+4 && k < len(f.words); k++ {
		if labelNouns[f.words[k].Lemma] {
			return i, k + 1
		}
	}
	return i, i + 1
}

// passive reports whether the verb at token i is said of those named.
func (f *designationFinder) passive(i int) bool {
	if v, ok := f.verb(i); ok && v.Passive {
		return true
	}
	for k := i - 1; k >= 0 && k > i-4; k-- {
		switch w := f.words[k].Lower; w {
		case "is", "are", "was", "were", "been":
			return true
		case "a", "the":
			return k == i-1
		}
	}
	return false
}

// authoritiesAfter reads who designates, after "by", "in" or "to", from token k on.
func (f *designationFinder) authoritiesAfter(k, high int) []string {
	for ; k < high; k++ {
		w := f.words[k].Lower
		if w == ";" || f.doc.Tokens[k].Tag == language.AUX {
			return nil
		}
		if w == "by" || w == "in" {
			if names := f.authorityList(k+1, high); len(names) > 0 {
				return names
			}
		}
	}
	return nil
}

// authorityList reads a list of states and bodies that begins at token k.
func (f *designationFinder) authorityList(k, high int) []string {
	var names []string
	for k < high {
		for k < high && (f.words[k].Lower == "the" || f.words[k].Lower == "both" || f.doc.Tokens[k].Tag == language.ADP) {
			k++
		}
		name, n := f.authorityAt(k)
		if n == 0 {
			return names
		}
		names = append(names, name)
		k += n
		if isPossessiveMark(f.word(k)) {
			return names
		}
		next := k
		for next < high && (f.words[next].Lower == "," || f.words[next].Lower == "and") {
			next++
		}
		if next == k {
			return names
		}
		k = next
	}
	return names
}

// authorityAt reads a state or a body of states at token k and how many tokens it takes.
func (f *designationFinder) authorityAt(k int) (string, int) {
	if k >= len(f.words) {
		return "", 0
	}
	if e, n := f.entry(f.lists.state, k); e != nil && !e.Has("people") {
		name := f.stateName(e.Value(), k, k+n)
		if isAbbreviation(name) && f.lists.stateNames[e.Value()] != "" {
			name = f.lists.stateNames[e.Value()]
		}
		if w := f.word(k + n); w == "government" || w == "authorities" {
			return name, n + 1
		}
		return name, n
	}
	switch f.words[k].Lower {
	case "eu":
		return "European Union", 1
	case "un":
		return "United Nations", 1
	case "european", "united":
		if w := f.word(k + 1); w == "union" || w == "nations" {
			return f.name(k, k+2), 2
		}
	}
	return "", 0
}

// authorityBefore reads the subject of an active verb at token i: the state that acts.
func (f *designationFinder) authorityBefore(i, low int) (string, bool) {
	for k := i - 1; k >= low; k-- {
		for j := max(low, k-2); j <= k; j++ {
			if name, n := f.authorityAt(j); n > 0 && j+n > k {
				return name, true
			}
		}
	}
	return f.speakerState(i)
}

// speakerState reads the state of whoever is quoted or last spoken of, where the verb has only a pronoun.
func (f *designationFinder) speakerState(i int) (string, bool) {
	if v, ok := f.verb(i); ok {
		if w := f.word(v.First - 1); w != "he" && w != "she" && w != "it" && w != "also" && w != "and" && f.word(v.First-2) != "\"" {
			return "", false
		}
	}
	for s := f.doc.Tokens[i].Sentence - 1; s >= 0 && s >= f.doc.Tokens[i].Sentence-2; s-- {
		k := f.doc.Sentences[s].First
		if f.doc.Tokens[k].Tag == language.PROPN {
			return f.stateOf(f.doc.Tokens[k].Text, k)
		}
	}
	return "", false
}

// stateOf returns the state whose office the bearer of a last name was given before token k: "Turkish
// President Aldo Reyes" for "Reyes".
func (f *designationFinder) stateOf(name string, k int) (string, bool) {
	for j := k - 1; j > 1; j-- {
		if f.doc.Tokens[j].Text != name {
			continue
		}
		for h := j - 1; h >= 0 && h >= j-4; h-- {
			if e, n := f.entry(f.lists.state, h); e != nil && officeWords[f.word(h+n)] {
				return f.stateName(e.Value(), h, h+n), true
			}
		}
	}
	return "", false
}

// officeWords stand after the adjective of the state whose office somebody holds.
var officeWords = set("president government minister ministry premier prime parliament state department court 's ’s foreign")

// partiesBefore reads those named before token i: the nearest groups, joined by "and".
func (f *designationFinder) partiesBefore(i, low int) []party {
	_, hi := f.actorsIn(low, i)
	var ps []party
	for k := hi - 1; k >= 0 && f.actors[k].first >= low; k-- {
		p, ok := f.designated(k)
		if !ok {
			if len(ps) > 0 {
				break
			}
			continue
		}
		if len(ps) > 0 && f.joined(p.last, ps[len(ps)-1].first) == "" {
			break
		}
		ps = append(ps, p)
	}
	slices.Reverse(ps)
	return ps
}

// designated makes a party of actor mention k if it is an organisation that can be named so: a party or a
// company can.
func (f *designationFinder) designated(k int) (party, bool) {
	m := &f.actors[k]
	p := party{first: m.first, last: m.last, name: m.name, kind: m.kind}
	switch m.kind {
	case actorGroup, actorForce, actorSpeaker:
		return p, m.name != "" && !m.empty
	}
	return p, false
}

// joined returns the words that join two members of a list, "" where they are no list.
func (f *designationFinder) joined(last, first int) string {
	s := f.between(last, first)
	switch {
	case s == "and" || s == "and the" || s == "or" || s == "or the" || s == "the":
		return s
	case first == last+1 && f.words[last].Lower == ",":
		return ","
	}
	return ""
}

// partiesBetween reads those named in tokens first..last.
func (f *designationFinder) partiesBetween(first, last int) []party {
	lo, hi := f.actorsIn(first, last)
	var ps []party
	for k := lo; k < hi; k++ {
		if p, ok := f.designated(k); ok {
			ps = append(ps, p)
		}
	}
	return ps
}

// lastName reads a person by the last name alone at token k, in full where the text has it before.
func (f *designationFinder) lastName(k int) (party, bool) {
	if k >= len(f.words) || f.doc.Tokens[k].Tag != language.PROPN || !f.isCapital(k) {
		return party{}, false
	}
	p := party{first: k, last: k + 1, name: f.doc.Tokens[k].Text}
	for j := 1; j < k; j++ {
		if f.doc.Tokens[j].Text == p.name && f.doc.Tokens[j-1].Tag == language.PROPN && f.isCapital(j-1) {
			p.name = f.name(j-1, j+1)
			break
		}
	}
	return p, true
}

// each records the designation of every party by every authority.
func (f *designationFinder) each(ps []party, by []string, first, last, cue int) {
	for _, p := range ps {
		for _, b := range by {
			d := tocsin.Designation{Actor: p.name, Label: f.labelText(first, last), By: b}
			if slices.ContainsFunc(f.found, func(o tocsin.Designation) bool { return o.Actor == d.Actor && o.By == d.By && o.Label == d.Label }) || p.name == b {
				continue
			}
			lo, hi := min(first, cue, p.first), max(last, cue+1, p.last)
			if s := f.sentence(cue); lo < s.First || hi > s.Last {
				lo, hi = min(first, cue), max(last, cue+1)
			}
			d.Evidence = []tocsin.Evidence{f.quote(lo, hi)}
			f.found = append(f.found, d)
		}
	}
}

// labelText gives a label as the text has it, an organisation in the singular.
func (f *designationFinder) labelText(first, last int) string {
	text := f.name(first, last)
	if n := f.doc.Tokens[last-1].Text; labelNouns[f.words[last-1].Lemma] && f.words[last-1].Lemma != f.words[last-1].Lower {
		text = strings.TrimSuffix(text, n) + f.words[last-1].Lemma
	}
	return text
}

package gazetteer

import "strings"

// This file reads the words around a mention: what kind of place they say it is, and what they say
// it lies in.

// directions are the words that cut a part out of a place without changing which place it is.
var directions = wordSet(`northern southern eastern western central north south east west northeastern northwestern southeastern
	southwestern north-eastern north-western south-eastern south-western northeast northwest southeast southwest downtown
	greater upper lower mid the far restive rural neighboring neighbouring nearby coastal mainland former`)

func withoutDirection(name string) string {
	words := strings.Fields(name)
	for len(words) > 1 && directions[strings.ToLower(words[0])] {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// window is how many bytes on each side of a mention are read.
const window = 48

func before(text string, at int) string {
	if at < 0 || at > len(text) {
		return ""
	}
	return text[max(0, at-window):at]
}

func after(text string, at int) string {
	if at < 0 || at > len(text) {
		return ""
	}
	return text[at:min(len(text), at+window)]
}

// hintAround reads a class word right after the name, or before it with or without "of".
func hintAround(text string, m Mention) Class {
	if m.End == 0 {
		return Other
	}
	if a := after(text, m.End); strings.HasPrefix(a, " ") {
		w := firstWord(a[1:])
		if c := UnitClass(w); c != Other && w != "" && notHint[strings.ToLower(w)] == 0 {
			return c
		}
	}
	b := strings.Fields(before(text, m.Start))
	n := len(b)
	if n >= 2 && b[n-1] == "of" {
		return unitBeforeOf(b[n-2])
	}
	if n >= 1 {
		if c := UnitClass(b[n-1]); c == Settlement && notHint[strings.ToLower(b[n-1])] == 0 {
			return c
		}
	}
	return Other
}

// unitBeforeOf is the class that a word before "of" gives the name after it. A plural gives none: the
// districts of Aleppo lie in it.
func unitBeforeOf(word string) Class {
	w := strings.ToLower(word)
	if strings.HasSuffix(w, "s") && notHint[w] == 0 || w == "capital" || w == "cities" || w == "counties" {
		return Other
	}
	return UnitClass(word)
}

// notHint are class words that in running text more often mean something else beside a name
// ("Springfield area", "Baghdad government", "Kabul city police" is still the city).
var notHint = map[string]int{"area": 1, "government": 1, "local": 1, "zone": 1, "agency": 1, "sub": 1, "division": 1, "capital": 1, "port": 1, "camp": 1, "parish": 2}

func firstWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') })
	if end < 0 {
		return s
	}
	return s[:end]
}

// isDateline tells of a place at the head of a text: "KANO, Nigeria (AP) —", "Baghdad, Oct 3 -".
func isDateline(text string, m Mention) bool {
	if m.Start > 60 || m.End > len(text) {
		return false
	}
	a := after(text, m.End)
	for _, mark := range []string{"—", "--", " – ", " - ", "(AP)", "(Reuters)", "(AFP)", "(CNN)"} {
		if i := strings.Index(a, mark); i >= 0 && !strings.ContainsAny(a[:i], ".!?;") {
			return true
		}
	}
	return false
}

// findParents notes for each group the units and countries it is said to lie in: given with the
// mention, after a comma or "in", or before it as a possessive.
func (s *scene) findParents(text string, mentions []Mention, given [][]string) {
	for i := range mentions {
		p := s.groups[s.of[i]]
		for _, name := range given[i] {
			if refs := s.g.areasNamed(name); len(refs) > 0 {
				s.addParents(p, refs)
				p.given = append(p.given, refs...)
				p.strong = true
			}
		}
		if mentions[i].End == 0 {
			continue
		}
		if j := nextMention(mentions, i); j >= 0 && s.of[j] != s.of[i] {
			if link := linkDown(text, mentions[i].End, mentions[j].Start); link != noLink {
				s.link(i, j, link == firmLink || !inList(text, mentions, i, j))
			}
		}
		for j := range mentions {
			if j != i && s.of[j] != s.of[i] && mentions[j].End > 0 && linksUp(text, mentions[j], mentions[i]) {
				s.link(i, j, true)
			}
		}
	}
}

// link notes that mention i is said to lie in mention j. The link is beyond doubt where the words are
// firm and the holder cannot be a town.
func (s *scene) link(i, j int, firm bool) {
	p, q := s.groups[s.of[i]], s.groups[s.of[j]]
	areas := q.areas()
	if len(areas) == 0 {
		return
	}
	s.addParents(p, areas)
	p.holders = append(p.holders, s.of[j])
	if !firm {
		return
	}
	q.children++
	s.holds[j] = append(s.holds[j], s.of[i])
	p.strong = p.strong || s.hints[j] == Province || s.hints[j] == District || !q.hasTown()
}

// hasTown tells whether the name may be that of a settlement of note.
func (p *group) hasTown() bool {
	if len(p.cands) > 0 && p.cands[0].class == Country {
		return false
	}
	for _, c := range p.cands {
		if c.class == Settlement && (c.main && c.pop > 1000 || c.pop > 100_000) {
			return true
		}
	}
	return false
}

func (s *scene) addParents(p *group, refs []Ref) {
	for _, r := range refs {
		have := false
		for _, q := range p.parents {
			have = have || q == r
		}
		if !have {
			p.parents = append(p.parents, r)
		}
	}
}

// areas returns the candidates of the group that other places can lie in.
func (p *group) areas() []Ref {
	var refs []Ref
	for i, c := range p.cands {
		if i == 12 {
			break
		}
		if c.class == Country || c.class == Province || c.class == Region || c.class == District && !p.fuzzy {
			refs = append(refs, c.ref)
		}
	}
	return refs
}

func (g *Gazetteer) areasNamed(name string) []Ref {
	var refs []Ref
	for part := range strings.SplitSeq(name, ",") {
		for _, h := range g.Hits(Clean(strings.TrimSpace(part)).Name) {
			if c := g.classOf(h.Ref); c == Country || c == Province || c == Region || c == District {
				refs = append(refs, h.Ref)
			}
		}
	}
	return refs
}

// nextMention returns the mention that begins first after mention i ends, or -1.
func nextMention(mentions []Mention, i int) int {
	next := -1
	for j, m := range mentions {
		if m.Start >= mentions[i].End && (next < 0 || m.Start < mentions[next].Start) {
			next = j
		}
	}
	return next
}

// How the words between two names link them.
const (
	noLink    = iota
	commaLink // "Derbent, Dagestan"; but also "Gao, Kidal and Timbuktu"
	firmLink  // "Derbent in Dagestan", "Derbent district of Dagestan"
)

// linkDown tells whether the words between a name and the next say that the next holds the first:
// a comma, "in", "of", with class words and directions between.
func linkDown(text string, from, to int) int {
	if from < 0 || to > len(text) || to < from || to-from > 40 {
		return noLink
	}
	link := noLink
	for w := range strings.FieldsSeq(text[from:to]) {
		switch lw := strings.ToLower(strings.Trim(w, "()")); {
		case lw == "in" || lw == "of":
			link = firmLink
		case lw == "," || lw == "":
			link = max(link, commaLink)
		case strings.HasSuffix(lw, ",") && UnitClass(strings.TrimSuffix(lw, ",")) != Other:
			link = max(link, commaLink)
		case lw == "the" || directions[lw] || unitWords[lw] != Other:
		default:
			return noLink
		}
	}
	return link
}

// inList tells whether a comma between two names is one of a list: the names go on with another
// comma or "and" and a third, or came from one before.
func inList(text string, mentions []Mention, i, j int) bool {
	if k := nextMention(mentions, j); k >= 0 && mentions[k].Start <= len(text) && mentions[k].Start-mentions[j].End < 12 {
		gap := strings.TrimSpace(text[mentions[j].End:mentions[k].Start])
		if gap == "and" || gap == ", and" || gap == "or" || gap == "&" || gap == "as well as" {
			return true
		}
	}
	for k := range mentions {
		if gap := mentions[i].Start - mentions[k].End; k != i && gap > 0 && gap < 6 && mentions[i].Start <= len(text) {
			if w := strings.TrimSpace(text[mentions[k].End:mentions[i].Start]); w == "and" || w == "or" {
				return true
			}
		}
	}
	return false
}

// linksUp tells of a possessive before the name: "Dagestan's Karabudakhkent district", "Iraq's
// northern city of Mosul".
func linksUp(text string, holder, m Mention) bool {
	if holder.End > m.Start || m.Start-holder.End > 48 || m.Start > len(text) {
		return false
	}
	between := text[holder.End:m.Start]
	rest, ok := strings.CutPrefix(between, "'s ")
	if !ok {
		rest, ok = strings.CutPrefix(between, "’s ")
	}
	if !ok && (strings.HasSuffix(holder.Text, "'s") || strings.HasSuffix(holder.Text, "’s")) {
		rest, ok = between, true
	}
	if !ok {
		return false
	}
	for w := range strings.FieldsSeq(rest) {
		lw := strings.ToLower(w)
		if !directions[lw] && unitWords[lw] == Other && lw != "of" && lw != "second" && lw != "largest" && lw != "biggest" && lw != "border" && lw != "remote" {
			return false
		}
	}
	return true
}

// maxContext bounds how much of a text is read for demonyms.
const maxContext = 1 << 15

// demonymsIn counts, by country, the demonyms in a text.
func (g *Gazetteer) demonymsIn(text string) map[string]float64 {
	count := map[string]float64{}
	if len(text) > maxContext {
		text = text[:maxContext]
	}
	var buf [32]byte
	for w := range strings.FieldsSeq(text) {
		if len(w) < 4 || len(w) > 24 || !beginsName(strings.TrimLeft(w, "\"“(‘'")) {
			continue
		}
		if r, ok := g.demonyms[string(appendFolded(buf[:0], trimPossessive(strings.TrimRight(w, ".,;:\"”)"))))]; ok {
			if c := g.countryOf(r); c != "" {
				count[c]++
			}
		}
	}
	return count
}

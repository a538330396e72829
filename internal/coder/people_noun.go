package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// A head is the noun of a mention of people, with what its modifiers add.
type head struct {
	at, last int // token of the noun; token after the noun phrase
	group    tocsin.Group
	known    bool // a word for people
	thing    bool // a word for something else
	weak     bool // the modifiers or the complement decide the group
	armed    bool
	kin      bool
	role     bool // may stand before or after a name
	band     bool // the name of a group stands for its members: only with a number
	plural   bool
	effect   tocsin.Effect // told by an adjective or by the noun itself
	sum      bool          // the noun itself counts the harm ("three deaths")
}

// headAt reads modifiers and noun from token k on. last == k where there is none. Of two words for
// people side by side the last is the noun ("trade union members", "police officer").
func (f *figureFinder) headAt(k int) head {
	s := nounScan{head: head{at: -1, last: k}}
	for j := k; j < len(f.doc.Tokens) && f.sameSentence(k, j) && j < k+10; {
		n := f.scanWord(&s, k, j)
		if n == 0 {
			break
		}
		j += n
	}
	f.ofGroup(&s, k)
	f.settle(&s)
	return s.head
}

// ofGroup reads the name of an armed group before a weak noun or in its place: "65 Dawn Front members",
// "hundreds of Taliban".
func (f *figureFinder) ofGroup(s *nounScan, k int) {
	if s.at < 0 || s.known && !s.weak {
		return
	}
	lo, hi := f.actorsIn(k, s.last)
	for _, m := range f.actors[lo:hi] {
		if m.kind == actorGroup && m.first < s.last && (s.known || m.last >= s.last) {
			s.band = !s.known
			s.group, s.known, s.weak, s.armed, s.thing = tocsin.GroupMilitants, true, false, true, false
		}
	}
}

// A nounScan is a noun phrase while it is read from left to right.
type nounScan struct {
	head
	mod    tocsin.Group // what a modifier says of the group
	nation string       // the country a modifier or the noun names
	former bool         // no longer what the noun says
}

// scanWord reads the word at token j into the noun phrase begun at k and returns how many tokens it
// took, 0 where the phrase has ended.
func (f *figureFinder) scanWord(s *nounScan, k, j int) int {
	t := &f.doc.Tokens[j]
	if f.numberAt[j] >= 0 {
		return 0
	}
	if t.Lower == "other" && t.Tag == language.ADJ && j+1 < len(f.words) && !s.known {
		return 1
	}
	if t.Lower == "former" || t.Lower == "ex" || t.Lower == "retired" {
		s.former = true
		return 1
	}
	if e, n := f.groupAt(j); e != nil && !f.isOwner(j+n-1) {
		return f.scanGroup(s, e, j, n)
	}
	if e, n := f.lists.effect.At(f.words, j); e != nil {
		return f.scanEffect(s, e, j, n)
	}
	if nation, n := f.nationAt(j); n > 0 && !s.known {
		s.nation = nation
		s.at, s.last, s.thing, s.plural = j+n-1, j+n, false, f.isPlural(j+n-1)
		return n
	}
	switch {
	case t.Text == "(" && f.word(j+2) == ")" && !s.known && j > k && f.nounFollows(j+3):
		return 3 // "the Dawn Front (DF) fighters"
	case s.known && t.Tag == language.PROPN && f.isCapital(j) && !f.sentence(j).Upper || s.known && f.nameGoesOn(s, j):
		s.last = j + 1 // "mayor Aldo Reyes"
		return 1
	case s.known || !modifierTag(t) || s.thing && t.Tag != language.NOUN && t.Tag != language.PROPN && !f.nounFollows(j+1):
		return 0
	case t.Tag == language.NOUN || t.Tag == language.PROPN:
		s.at, s.last, s.thing, s.plural = j, j+1, false, f.isPlural(j)
	case t.Tag == language.VERB && s.at >= 0 && !f.nounFollows(j+1):
		return 0
	}
	return 1
}

// scanGroup reads a word of the group list.
func (f *figureFinder) scanGroup(s *nounScan, e *lexicon.Entry, j, n int) int {
	at := j + n - 1
	switch {
	case s.known && s.plural && !f.isPlural(at) && f.word(s.at) != "paramilitary" && f.word(s.at) != "police":
		return 0 // "took four aid workers hostage"
	case s.known && (j != s.last || f.doc.Tokens[at].Tag == language.VERB || e.Value() == "thing" || e.Has("mod")):
		return 0
	case e.Has("mod"):
		s.mod = tocsin.Group(e.Value())
		s.at, s.last, s.thing, s.plural = at, j+n, false, f.isPlural(at)
	case e.Value() == "thing":
		s.at, s.last, s.thing = at, j+n, true
	case f.doc.Tokens[at].Tag == language.VERB && f.nounFollows(j+n): // "two accused officers"
	case f.doc.Tokens[at].Tag == language.VERB && f.doc.Tokens[at].Form != language.Past && f.doc.Tokens[at].Form != language.PastParticiple && s.at >= 0:
		return 0
	default:
		if s.known && !s.weak && s.group != tocsin.GroupAll {
			s.mod = s.group
		}
		s.at, s.last, s.known, s.thing = at, j+n, true, false
		s.group, s.weak, s.armed, s.kin, s.role = tocsin.Group(e.Value()), e.Has("weak"), e.Has("armed"), e.Has("kin"), e.Has("role")
		s.plural = f.isPlural(at)
	}
	return n
}

// scanEffect reads a word that says what happened: a noun that is counted ("three deaths") or, before a
// noun for people, an adjective ("two dead soldiers").
func (f *figureFinder) scanEffect(s *nounScan, e *lexicon.Entry, j, n int) int {
	tag := f.doc.Tokens[j].Tag
	if s.known || s.at >= 0 && e.Value() != "missing" && !e.Has("sum") {
		return 0
	}
	if e.Has("sum") && (tag == language.NOUN || tag == language.PROPN) {
		s.at, s.last, s.known, s.group, s.plural = j+n-1, j+n, true, tocsin.GroupAll, f.isPlural(j+n-1)
		s.effect, s.sum = tocsin.Effect(e.Value()), true
		return n
	}
	if tag == language.NOUN || f.doc.Tokens[j].Form == language.Base || f.doc.Tokens[j].Form == language.Gerund || !f.nounFollows(j+n) {
		return 0
	}
	s.effect = tocsin.Effect(e.Value())
	return n
}

// isOwner reports whether the noun that ends at token j owns what follows: "the mayor's bodyguard" is a
// bodyguard.
func (f *figureFinder) isOwner(j int) bool {
	switch f.word(j + 1) {
	case "'s", "’s":
		return true
	case "'", "’":
		return strings.HasSuffix(f.word(j), "s")
	}
	return false
}

// nameGoesOn reports whether token j goes on the name of somebody whose role has been read, in a text
// all in capitals.
func (f *figureFinder) nameGoesOn(s *nounScan, j int) bool {
	t := &f.doc.Tokens[j]
	if s.plural || f.isTimeWord(j) {
		return false
	}
	return t.Tag == language.PROPN || t.Tag == language.NOUN && s.role && f.sentence(j).Upper && !f.isPlural(j)
}

// settle decides the group of a noun from its modifiers.
func (f *figureFinder) settle(s *nounScan) {
	h, mod, nation := &s.head, s.mod, s.nation
	if h.at < 0 || h.thing {
		return
	}
	if nation != "" && !h.known && f.namesNation(h.at) { // "two Mexicans"
		h.known, h.group = true, tocsin.GroupAll
	}
	if h.weak && mod != "" {
		h.group, h.weak = mod, false
		h.armed = mod == tocsin.GroupMilitants
	} else if l := f.words[h.at].Lemma; h.group == tocsin.GroupAll && ofForce(mod) && l == "man" || h.group == tocsin.GroupMilitary && (mod == tocsin.GroupPolice || mod == tocsin.GroupSecurityForces) && (l == "soldier" || l == "trooper") {
		h.group = mod // "a CRPF man", "three FC soldiers"
	}
	if !h.known {
		h.group = tocsin.GroupCivilians
		return
	}
	if s.former {
		switch h.group {
		case tocsin.GroupOfficials:
			h.group = tocsin.GroupCivilians
		case tocsin.GroupMilitary, tocsin.GroupPolice, tocsin.GroupSecurityForces:
			h.group = tocsin.GroupOther
		}
	}
	if nation == "" || !f.abroad(nation) && f.word(h.at) != "nationals" && f.word(h.at) != "citizens" {
		return
	}
	lemma := f.words[h.at].Lemma
	if h.group == tocsin.GroupAll || h.group == tocsin.GroupCivilians && lemma != "civilian" && !h.kin {
		h.group = tocsin.GroupForeigners
	}
}

// complement lets "of the army" decide for a weak noun: "eight members of the security forces".
func (f *figureFinder) complement(p *people) {
	k := p.last
	switch f.word(k) {
	case "of", "from":
	case "in", "with":
		if f.word(k+1) != "the" || !ofForce(p.group) { // "a corporal in the National Police"
			return
		}
	default:
		return
	}
	for k++; f.determiner(k); k++ {
	}
	for j := k; j < k+5 && f.sameSentence(p.first, j); {
		e, n := f.groupAt(j)
		if e == nil {
			if !modifierTag(&f.doc.Tokens[j]) {
				return
			}
			j++
			continue
		}
		if e.Value() == "thing" && (e.Term == "state" || e.Term == "district" || e.Term == "city" || e.Term == "province") {
			j += n // "of the state armed police"
			continue
		}
		if g := tocsin.Group(e.Value()); e.Value() != "thing" && g != tocsin.GroupAll && (ofForce(g) || f.word(k-1) != "the" || f.word(p.last) == "of" || f.word(p.last) == "from") && !(f.word(p.head) == "leader" || f.word(p.head) == "leaders") {
			p.group, p.known, p.armed, p.last = g, true, e.Has("armed"), j+n
		}
		return
	}
}

// nounFollows reports whether a word for people or another noun stands at token k, modifiers before it.
func (f *figureFinder) nounFollows(k int) bool {
	for j := k; j < k+5 && j < len(f.doc.Tokens) && f.sameSentence(k-1, j); j++ {
		if e, _ := f.groupAt(j); e != nil && e.Value() != "thing" {
			return true
		}
		t := &f.doc.Tokens[j]
		if t.Tag == language.NOUN && t.Form == language.Plural {
			return true
		}
		if !modifierTag(t) || t.Tag == language.NOUN {
			return false
		}
	}
	return false
}

// modifierTag reports whether a token can stand inside a noun phrase after its number.
func modifierTag(t *language.Token) bool {
	switch t.Tag {
	case language.NOUN, language.PROPN, language.ADJ, language.NUM:
		return true
	case language.VERB:
		return t.Form == language.PastParticiple || t.Form == language.Past || t.Form == language.Gerund
	case language.PART:
		return t.Lower == "'s" || t.Lower == "’s" || t.Lower == "'"
	case language.PUNCT:
		return t.Text == `"` || t.Text == "“" || t.Text == "”" || t.Text == "``" || t.Text == "''"
	}
	return false
}

// isPlural reports whether the noun at token k is a plural.
func (f *figureFinder) isPlural(k int) bool {
	w := f.word(k)
	switch w {
	case "people", "personnel", "police", "crew", "staff", "children", "dead", "wounded", "injured", "missing", "paramilitary", "passers-by":
		return true
	case "u.s.", "us":
		return false
	}
	return strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "men") && len(w) > 4
}

// isName reports whether tokens first..last are a person's name: one whose role is told, or two and more
// capitalised words that are neither an actor nor a place, in full or by the last of them.
func (f *figureFinder) isName(first, last int) bool {
	if _, ok := f.roles[f.word(last-1)]; ok {
		return true
	}
	if f.names[f.word(last-1)] && last-first == 1 {
		return f.isCapital(first)
	}
	return f.fullName(first) == last
}

// fullName returns the end of the name of two to six capitalised words that begins at token k, k if none does.
func (f *figureFinder) fullName(k int) int {
	end := k
	for end < len(f.doc.Tokens) && f.sameSentence(k, end) && f.doc.Tokens[end].Tag == language.PROPN && f.isCapital(end) && !f.roleWord(end) && !f.isTimeWord(end) {
		end++
	}
	if end-k < 2 || end-k > 6 {
		return k
	}
	if lo, hi := f.actorsIn(k, end); lo < hi || f.placeIn(k, end) {
		return k
	}
	for j := k; j < end; j++ {
		for _, l := range []*lexicon.List{f.lists.target, f.lists.force, f.lists.class, f.lists.role} {
			if e, _ := l.At(f.words, j); e != nil {
				return k
			}
		}
	}
	return end
}

// placeIn reports whether a place is named in tokens first..last.
func (f *figureFinder) placeIn(first, last int) bool {
	for _, p := range f.places {
		if p.first < last && first < p.last {
			return true
		}
	}
	return false
}

// nationAt returns the nation that the adjective or noun at token k names, as an ISO code, "foreign" for any
// other than the report's own, and how many tokens it takes.
func (f *figureFinder) nationAt(k int) (string, int) {
	switch f.word(k) {
	case "foreign", "western":
		return "foreign", 1
	}
	e, n := f.entry(f.lists.state, k)
	if e == nil || f.doc.Tokens[k].Tag == language.PRON {
		return "", 0
	}
	if e.Has("name") && !isAbbreviation(e.Term) && f.word(k) != "u.s." && f.word(k) != "us" && f.word(k) != "uk" {
		return "", 0
	}
	return e.Value(), n
}

// abroad reports whether a nation is not the one that the report is set in.
func (f *figureFinder) abroad(nation string) bool {
	return nation != f.setting.Country
}

// namesNation reports whether the noun at token k is a nation's people: "two Mexicans".
func (f *figureFinder) namesNation(k int) bool {
	_, n := f.nationAt(k)
	return n > 0 && f.word(k) != "foreign" && f.word(k) != "western"
}

package coder

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// ties finds the relations between actors that the report states.
func (r *reading) ties() []tocsin.Tie {
	f := tieFinder{reading: r}
	for i := 0; i < len(r.words); {
		e, n := r.lists.tie.At(r.words, i)
		if e != nil {
			f.cue(e, i, i+n)
		}
		f.compound(i)
		f.includes(i)
		i += max(n, 1)
	}
	return f.found
}

// A tieFinder collects ties, each once.
type tieFinder struct {
	*reading
	found []tocsin.Tie
}

// A party is one side of a tie.
type party struct {
	first, last int // tokens, half-open
	name        string
	kind        actorKind // 0 for a person
}

// cue reads the tie that the words at tokens first..last tell of.
func (f *tieFinder) cue(e *lexicon.Entry, first, last int) {
	relation := tocsin.Relation(e.Value())
	switch {
	case e.Has("after"), e.Has("before"):
		f.verbal(relation, e.Has("before"), first, last)
	case e.Has("leader"):
		f.leader(first, last)
	default:
		if e.Has("part") && f.namedPart(relation, first, last) || !e.Has("noun") {
			return
		}
		f.noun(relation, first, last)
	}
}

// verbal reads "A words B" and, turned, "B words A".
func (f *tieFinder) verbal(relation tocsin.Relation, turned bool, first, last int) {
	left, ok := f.left(first)
	if !ok && f.words[first].Lower == "in" {
		if f.opening(first, last) {
			return
		}
		left, ok = f.before(first)
	}
	if !ok {
		return
	}
	right, ok := f.right(last, relation == tocsin.LedBy)
	if !ok {
		return
	}
	if turned {
		left, right = right, left
	}
	f.add(relation, left, right, first, last)
}

// opening reads "In support of B, A did …".
func (f *tieFinder) opening(first, last int) bool {
	b, ok := f.right(last, false)
	if !ok || b.last >= len(f.words) || f.words[b.last].Lower != "," {
		return false
	}
	a, ok := f.right(b.last+1, false)
	if ok {
		f.add(tocsin.Supports, a, b, first, last)
	}
	return ok
}

// before reads the first actor of the sentence, the subject of a phrase that hangs on the whole of it.
func (f *tieFinder) before(k int) (party, bool) {
	lo, hi := f.actorsIn(f.sentence(k).First, k)
	if lo == hi {
		return party{}, false
	}
	return f.party(lo)
}

// noun reads "A, an affiliate of B", "the affiliate of B, A", "B's affiliate A" and "A, a B affiliate".
func (f *tieFinder) noun(relation tocsin.Relation, first, last int) {
	if last < len(f.words) && f.words[last].Lower == "of" {
		b, ok := f.right(last+1, false)
		if !ok {
			return
		}
		if a, ok := f.left(first); ok {
			f.add(relation, a, b, first, last)
		} else if a, ok := f.apposed(b.last); ok {
			f.add(relation, a, b, first, last)
		}
		return
	}
	b, ok := f.owner(first)
	if !ok {
		return
	}
	if a, ok := f.apposed(last); ok {
		f.add(relation, a, b, first, last)
	} else if a, ok := f.left(b.first); ok && f.between(a.last, b.first) != "" {
		f.add(relation, a, b, first, last)
	}
}

// namedPart reads a unit by its name and the group it belongs to: "the Northern Front of B", "B's Northern
// Front". It reports whether there was one.
func (f *tieFinder) namedPart(relation tocsin.Relation, first, last int) bool {
	start := f.nameStart(first)
	if start == first {
		return false
	}
	a := party{first: start, last: last, name: f.name(start, last), kind: actorGroup}
	if start > 0 && isPossessiveMark(f.words[start-1].Lower) {
		if b, ok := f.owner(start); ok && b.kind == actorGroup {
			return f.add(relation, a, b, b.first, last)
		}
	}
	if last < len(f.words) && f.words[last].Lower == "of" {
		if b, ok := f.right(last+1, false); ok && b.kind == actorGroup && !strings.Contains(b.name, a.name) {
			return f.add(relation, a, b, start, b.last)
		}
	}
	return false
}

// nameStart returns the first token of the capitalised words that end before token k.
func (f *tieFinder) nameStart(k int) int {
	low := f.sentence(k).First
	start := k
	for start > low {
		t := &f.doc.Tokens[start-1]
		if t.Tag != language.PROPN && !(t.Tag == language.ADJ || t.Tag == language.NOUN) || !f.isCapital(start-1) || f.words[start-1].Lower == "new" {
			break
		}
		start--
	}
	return start
}

// leader reads who leads a group: "P, leader of B", "B leader P", "B's leader, P", "whose leader is P".
func (f *tieFinder) leader(first, last int) {
	if last < len(f.words) && f.words[last].Lower == "of" {
		if b, ok := f.right(last+1, false); ok && f.leads(b) {
			if p, ok := f.personBefore(first); ok {
				f.add(tocsin.LedBy, b, p, first, last)
			} else if p, ok := f.personAfter(b.last); ok {
				f.add(tocsin.LedBy, b, p, first, last)
			}
		}
		return
	}
	p, ok := f.personAfter(last)
	if !ok {
		return
	}
	if b, ok := f.owner(first); ok && f.leads(b) {
		f.add(tocsin.LedBy, b, p, first, last)
	} else if f.words[max(first-1, 0)].Lower == "whose" {
		if b, ok := f.left(first - 1); ok && f.leads(b) {
			f.add(tocsin.LedBy, b, p, first, last)
		}
	}
}

// leads reports whether a party is a body whose leader is told as a tie: a group, or a force that is not
// police, a service or a whole army, whose chiefs only speak for them.
func (f *tieFinder) leads(b party) bool {
	if b.kind != actorForce {
		return b.kind == actorGroup
	}
	for w := range strings.FieldsSeq(strings.ToLower(b.name)) {
		if plainForces[w] {
			return false
		}
	}
	return true
}

var plainForces = set("police agency intelligence navy forces security service services military guard ministry")

// personBefore reads the name that ends before token k, after a comma or an article.
func (f *tieFinder) personBefore(k int) (party, bool) {
	low := f.sentence(k).First
	end := k
	for end > low && (f.doc.Tokens[end-1].Tag == language.DET || f.doc.Tokens[end-1].Tag == language.ADJ || f.words[end-1].Lower == ",") {
		end--
	}
	if end == k || f.words[end].Lower != "," && f.words[end].Lower != "the" {
		if f.words[max(end, low)].Lower != "," {
			return party{}, false
		}
	}
	for end > low && (f.isTimeWord(end-1) || f.doc.Tokens[end-1].Tag == language.NUM || f.words[end-1].Lower == "in" || f.words[end-1].Lower == ",") {
		end--
	}
	start := end
	for start > low && f.doc.Tokens[start-1].Tag == language.PROPN && f.isCapital(start-1) {
		start--
	}
	return party{first: start, last: end, name: f.name(start, end)}, end-start >= 2 && end-start <= 5
}

// personAfter reads the name that begins at token k or after a comma or "is".
func (f *tieFinder) personAfter(k int) (party, bool) {
	high := len(f.words)
	if k < high {
		high = f.sentence(k).Last
	}
	for n := 0; k < high && n < 2 && (f.words[k].Lower == "," || f.words[k].Lower == "is" || f.words[k].Lower == ":"); n++ {
		k++
	}
	for k < high && titles[f.words[k].Lower] {
		k++
	}
	end := k
	for end < high && (f.doc.Tokens[end].Tag == language.PROPN || f.words[end].Lower == "bin") && (f.isCapital(end) || strings.HasPrefix(f.words[end].Lower, "al-") || f.words[end].Lower == "bin") {
		end++
	}
	return party{first: k, last: end, name: f.name(k, end)}, end-k >= 2 && end-k <= 5
}

// titles stand before the name of a leader and are no part of it.
var titles = set("president general gen gen. lt lt. colonel col col. major maj maj. commander sheikh mullah emir captain capt capt. dr dr. mr mr. the anthropologist senior chief petty officer admiral brigadier first sergeant lieutenant")

// owner reads the actor that ends at token k, possessive mark included: "B's leader", "B leader".
func (f *tieFinder) owner(k int) (party, bool) {
	j := k - 1
	for j >= 0 && (f.doc.Tokens[j].Tag == language.ADJ || isPossessiveMark(f.words[j].Lower)) && f.doc.Tokens[j].Sentence == f.doc.Tokens[k].Sentence {
		if lo, hi := f.actorsIn(j, j+1); lo < hi {
			break
		}
		j--
	}
	if j < 0 || f.doc.Tokens[j].Sentence != f.doc.Tokens[k].Sentence {
		return party{}, false
	}
	if lo, hi := f.actorsIn(j, j+1); lo < hi {
		return f.party(lo)
	}
	return party{}, false
}

// apposed reads the actor that stands at token k or just after a comma, with articles between.
func (f *tieFinder) apposed(k int) (party, bool) {
	for n := 0; k < len(f.words) && n < 3 && (f.words[k].Lower == "," || f.words[k].Lower == "the" || isOpenQuote(f.doc.Tokens[k].Text)); n++ {
		k++
	}
	if lo, hi := f.actorsIn(k, k+1); lo < hi && f.actors[lo].first == k {
		return f.party(lo)
	}
	return party{}, false
}

// left reads the nearest actor before token k with nothing between but what links them: commas, "which",
// auxiliaries, adjectives.
func (f *tieFinder) left(k int) (party, bool) {
	low := f.sentence(min(k, len(f.words)-1)).First
	for j := k - 1; j >= low && j > k-14; j-- {
		if lo, hi := f.actorsIn(j, j+1); lo < hi {
			if first := f.actors[lo].first; first > low+1 && f.words[first-1].Lower == "to" && f.words[first-2].Lower == "according" {
				j = first - 2
				continue
			}
			return f.party(hi - 1)
		}
		if !f.links(j) {
			return party{}, false
		}
	}
	return party{}, false
}

// links reports whether token j may stand between an actor and the words that tie it.
func (f *tieFinder) links(j int) bool {
	t := &f.doc.Tokens[j]
	switch t.Tag {
	case language.AUX, language.ADV, language.DET, language.ADJ, language.PRON, language.PART, language.SCONJ:
		return true
	case language.PUNCT:
		return t.Text != ";" && t.Text != ":" && t.Text != "."
	case language.VERB, language.NOUN:
		return linkWords[t.Lower]
	case language.ADP:
		return t.Lower == "of" || t.Lower == "as" || t.Lower == "to" || t.Lower == "with"
	}
	return false
}

// linkWords may stand between an actor and its tie without breaking it.
var linkWords = set(`believed said thought known considered reported suspected alleged described accused group organization
	organisation movement network militants fighters rebels started continues continued began excuse close want wants faction itself
	have has had help providing provide accused forces troops announced nations denied denies`)

// right reads the actor that begins at or shortly after token k, or, where a person is asked for, a name.
func (f *tieFinder) right(k int, person bool) (party, bool) {
	if person {
		if p, ok := f.personAfter(k); ok {
			return p, true
		}
	}
	for j := k; j < len(f.words) && j < k+6 && f.doc.Tokens[j].Sentence == f.doc.Tokens[k-1].Sentence; j++ {
		if lo, hi := f.actorsIn(j, j+1); lo < hi {
			return f.party(lo)
		}
		t := &f.doc.Tokens[j]
		if p, ok := f.government(j); ok {
			return p, true
		}
		if e, n := f.entry(f.lists.state, j); e != nil && e.Has("name") {
			return party{first: j, last: j + n, name: f.stateName(e.Value(), j, j+n), kind: actorState}, true
		}
		switch t.Tag {
		case language.DET, language.ADJ, language.ADV, language.NUM:
		case language.NOUN:
			if !linkWords[t.Lower] && t.Lower != "government" {
				return party{}, false
			}
		case language.PUNCT:
			if !isOpenQuote(t.Text) && t.Text != "[" && t.Text != "(" {
				return party{}, false
			}
		default:
			if t.Lower != "of" && t.Lower != "so-called" {
				return party{}, false
			}
		}
	}
	return party{}, false
}

// government reads "government of Iraq", "government of Aldo Reyes" at token k.
func (f *tieFinder) government(k int) (party, bool) {
	if w := f.words[k].Lower; w != "government" && w != "regime" || k+2 >= len(f.words) || f.words[k+1].Lower != "of" {
		return party{}, false
	}
	end := k + 2
	for end < len(f.words) && f.doc.Tokens[end].Tag == language.PROPN && f.doc.Tokens[end].Sentence == f.doc.Tokens[k].Sentence {
		end++
	}
	return party{first: k, last: end, name: f.name(k, end), kind: actorState}, end > k+2
}

// party makes a side of actor mention k. Classes without a name of their own and those who only speak are
// none.
func (f *tieFinder) party(k int) (party, bool) {
	m := &f.actors[k]
	p := party{first: m.first, last: m.last, name: m.name, kind: m.kind}
	switch {
	case m.name == "" || m.empty || m.suspect || m.kind == actorCivilians || m.kind == actorSpeaker:
		return p, false
	case m.kind == actorClass && !m.anaphor:
		return p, false
	case m.people && m.kind == actorState:
		return p, false
	}
	return p, true
}

// suffixes are the second halves of words that tie two actors.
var suffixes = map[string]tocsin.Relation{
	"-linked": tocsin.AlliedWith, "-aligned": tocsin.AlliedWith, "-allied": tocsin.AlliedWith, "-affiliated": tocsin.BranchOf,
	"-backed": tocsin.Supports, "-supported": tocsin.Supports, "-sponsored": tocsin.Supports, "-funded": tocsin.Supports, "-armed": tocsin.Supports,
}

// compound reads "the B-linked A", "B-backed A", "A, a B-backed militia".
func (f *tieFinder) compound(i int) {
	w := f.words[i].Lower
	cut := strings.LastIndexByte(w, '-')
	if cut <= 0 {
		return
	}
	relation, ok := suffixes[w[cut:]]
	if !ok {
		return
	}
	b := f.firstHalf(i, cut)
	if b.name == "" {
		return
	}
	a, ok := f.described(i)
	if !ok || a.name == b.name {
		return
	}
	if relation == tocsin.Supports {
		a, b = b, a
	}
	f.add(relation, a, b, i, i+1)
}

// firstHalf reads the actor that a compound begins with: the bytes before cut of token i and the
// capitalised words before it.
func (f *tieFinder) firstHalf(i, cut int) party {
	t := &f.doc.Tokens[i]
	half := f.text[t.Start : t.Start+cut]
	if half == "" {
		return party{}
	}
	word := []lexicon.Word{{Lemma: strings.ToLower(half), Lower: strings.ToLower(half), Tag: "PROPN"}}
	if e, _ := f.lists.state.At(word, 0); e != nil {
		return party{first: i, last: i + 1, name: f.stateName(e.Value(), i, i), kind: actorState}
	}
	if f.isCapital(i) || strings.HasPrefix(strings.ToLower(half), "al-") {
		first := f.nameStart(i)
		name := half
		if first < i {
			name = f.name(first, i) + " " + half
		}
		if a, ok := f.aliases[strings.ToLower(name)]; ok {
			name = a.name
		}
		return party{first: first, last: i + 1, name: name, kind: actorGroup}
	}
	return party{}
}

// described reads whom a compound at token i is said of: the actor around or after it, or before it where
// that is only "a militia".
func (f *tieFinder) described(i int) (party, bool) {
	for j := i; j < i+5 && j < len(f.words) && f.doc.Tokens[j].Sentence == f.doc.Tokens[i].Sentence; j++ {
		lo, hi := f.actorsIn(j, j+1)
		if lo == hi {
			continue
		}
		m := &f.actors[lo]
		if m.kind == actorGroup || m.kind == actorForce || m.anaphor {
			p, ok := f.party(lo)
			p.name = strings.TrimSpace(strings.TrimPrefix(p.name, f.doc.Tokens[i].Text))
			return p, ok
		}
		break
	}
	return f.left(i)
}

// includes reads "B, which includes A" and "coalition members include A, B and C".
func (f *tieFinder) includes(i int) {
	if w := f.words[i].Lower; w != "include" && w != "includes" && w != "included" {
		return
	}
	whole, ok := f.left(i)
	if !ok {
		whole, ok = f.coalition(i)
	}
	if !ok || whole.kind == actorState {
		return
	}
	high := f.sentence(i).Last
	for k := i + 1; k < high; {
		p, ok := f.member(k)
		if !ok {
			return
		}
		f.add(tocsin.PartOf, p, whole, p.first, p.last)
		for k = p.last; k < high && (f.words[k].Lower == "," || f.words[k].Lower == "and"); k++ {
		}
		if k == p.last {
			return
		}
	}
}

// coalition reads the alliance whose members or nations the subject of the verb at token i names.
func (f *tieFinder) coalition(i int) (party, bool) {
	s := f.sentence(i)
	for j := s.First; j < i; j++ {
		if w := f.words[j].Lower; w != "nations" && w != "members" && w != "countries" && w != "states" {
			continue
		}
		if b, ok := f.owner(j); ok {
			return b, true
		}
	}
	return party{}, false
}

// member reads one member of a list of actors or states at token k.
func (f *tieFinder) member(k int) (party, bool) {
	first := k
	if f.words[k].Lower == "the" && k+1 < len(f.words) {
		k++
	}
	if e, n := f.entry(f.lists.state, k); e != nil && e.Has("name") {
		return party{first: first, last: k + n, name: f.name(k, k+n), kind: actorState}, true
	}
	if lo, hi := f.actorsIn(k, k+1); lo < hi && f.actors[lo].first == k {
		return f.party(lo)
	}
	return party{}, false
}

// add records a tie between two actors once and reports that it is told.
func (f *tieFinder) add(relation tocsin.Relation, from, to party, first, last int) bool {
	if from.name == "" || to.name == "" || strings.EqualFold(from.name, to.name) || from.kind == actorState && to.kind == actorState && relation != tocsin.PartOf && !strings.HasPrefix(to.name, "government") {
		return true // what states are to each other is no tie of ours
	}
	same := func(t tocsin.Tie) bool {
		return t.Relation == relation && strings.EqualFold(t.From, from.name) && strings.EqualFold(t.To, to.name)
	}
	if slices.ContainsFunc(f.found, same) {
		return true
	}
	voice, certainty := f.voiceAt(first)
	if voice.Via == nil {
		voice.Via = []string{}
	}
	t := tocsin.Tie{From: from.name, Relation: relation, To: to.name, Voice: voice, Status: f.status(first, last, certainty)}
	lo, hi := min(first, from.first, to.first), max(last, from.last, to.last)
	if s := f.sentence(first); lo < s.First || hi > s.Last {
		lo, hi = first, last
	}
	t.Evidence = []tocsin.Evidence{f.quote(lo, hi)}
	f.found = append(f.found, t)
	return true
}

// status reads how the words around a tie stand to it.
func (f *tieFinder) status(first, last int, certainty tocsin.Certainty) tocsin.TieStatus {
	if v, ok := f.verb(first); ok && v.Negated {
		return tocsin.TieDenied
	}
	s := f.sentence(first)
	status := tocsin.TieStated
	if certainty != tocsin.Stated && certainty != "" {
		status = tocsin.TieHedged
	}
	for k := max(s.First, first-8); k < last; k++ {
		switch w := f.words[k].Lower; {
		case w == "whether" || w == "unclear" || w == "unaware":
			return tocsin.TieUnknown
		case (w == "denied" || w == "denies" || w == "deny" || w == "rejected" || w == "denying") && k < first:
			return tocsin.TieDenied
		case isHedge(w):
			status = tocsin.TieHedged
		}
	}
	return status
}

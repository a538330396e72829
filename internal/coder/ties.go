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
	left, ok := f.pronoun(first)
	if !ok {
		left, ok = f.left(first)
	}
	if !ok {
		left, ok = f.subjectParty(first)
	}
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
	if relation == tocsin.RivalOf && (left.kind != actorGroup || right.kind != actorGroup) {
		return // who fights a state is at war with it, and no rival
	}
	if turned {
		left, right = right, left
	}
	f.add(relation, left, right, first, last)
}

// pronoun reads whom "it" or "they" right before the verb at token k mean: the first group of the sentence before. An actor in
// its own sentence, before a comma, is what the pronoun is not: "Formerly called A, it pledged allegiance to B".
func (f *tieFinder) pronoun(k int) (party, bool) {
	v, ok := f.verb(k)
	if !ok {
		return party{}, false
	}
	if w := f.word(v.First - 1); w != "it" && w != "they" || f.doc.Tokens[v.First-1].Sentence != f.doc.Tokens[k].Sentence {
		return party{}, false
	}
	for i, hi := f.actorsIn(f.sentenceBefore(k), f.sentence(k).First); i < hi; i++ {
		if m := &f.actors[i]; m.kind == actorGroup && !m.adjective {
			return f.party(i)
		}
	}
	return party{}, false
}

// subjectParty reads the actor that is the subject of the verb at token k, however far it stands: "A, which trades with X and
// backs B".
func (f *tieFinder) subjectParty(k int) (party, bool) {
	v, ok := f.verb(k)
	if !ok || v.Head != k || f.words[v.First].Lower == "to" {
		return party{}, false
	}
	s, ok := f.subjectOf(v)
	if !ok {
		return party{}, false
	}
	lo, hi := f.actorsIn(s.first, s.last)
	if lo == hi || f.actors[lo].first > s.first+1 {
		return party{}, false
	}
	return f.party(lo)
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
		if a, ok := f.left(first); ok && !f.acts(a.last, first) {
			f.add(relation, a, b, first, last)
		} else if a, ok := f.apposed(b.last); ok {
			f.add(relation, a, b, first, last)
		}
		return
	}
	b, ok := f.owner(first)
	if !ok {
		b, ok = f.possessor(first)
	}
	if !ok {
		return
	}
	if a, ok := f.apposed(last); ok {
		f.add(relation, a, b, first, last)
	} else if b.last > first {
		return
	} else if a, ok := f.left(b.first); ok && (f.between(a.last, b.first) != "" || f.word(a.last) == ",") {
		f.add(relation, a, b, first, last)
	}
}

// possessor reads whom "its" means right before the noun at token k: the one group named before in its sentence, "A said its
// armed wing, the B".
func (f *tieFinder) possessor(k int) (party, bool) {
	j := k - 1
	for j > f.sentence(k).First && f.doc.Tokens[j].Tag == language.ADJ {
		j--
	}
	if w := f.word(j); w != "its" && w != "their" && w != "whose" {
		return party{}, false
	}
	lo, hi := f.actorsIn(f.sentence(k).First, j)
	for i := hi - 1; i >= lo; i-- {
		if m := &f.actors[i]; m.kind == actorGroup {
			return f.party(i)
		}
	}
	return party{}, false
}

// acts reports whether between two tokens something is said other than what somebody is: "the police believed that
// a faction of B" tells nothing of the police's own ties.
func (f *tieFinder) acts(from, to int) bool {
	for k := from; k < to; k++ {
		v, ok := f.reading.verb(k)
		if !ok {
			continue
		}
		switch f.words[v.Head].Lemma {
		case "be", "become", "remain", "consider", "describe", "see", "regard", "know":
			k = v.Last - 1
			continue
		}
		return true
	}
	return false
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
		if b, ok := f.owner(start); ok && b.kind == actorGroup && b.last <= start && !strings.Contains(b.name, a.name) {
			return f.add(relation, a, b, b.first, last)
		}
	}
	if last < len(f.words) && f.words[last].Lower == "of" {
		if b, ok := f.right(last+1, false); ok && f.leads(b) && !strings.Contains(b.name, a.name) {
			return f.add(relation, a, b, start, b.last)
		}
	}
	return false
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
	} else if b, ok := f.possessor(first); ok && f.word(first-1) != "whose" {
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

// plainForces are words in the names of forces whose chiefs only speak for them.
var plainForces = set("police agency intelligence navy forces security service services military guard ministry")

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

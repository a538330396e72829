package coder

import (
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// A bearer is what the report says that somebody named in it is: the words, and the class of targets they tell.
type bearer struct {
	class       tocsin.TargetClass
	first, last int
	weak        bool
}

// findBearers reads the office or trade of people named in the report off the words before their names ("Mayor Aldo
// Reyes") or in apposition to them ("Aldo Reyes, mayor of Kareth,"), by the last word of the name.
func (f *figureFinder) findBearers() map[string][]bearer {
	out := map[string][]bearer{}
	for _, np := range f.doc.Nouns {
		for i := np.First; i <= np.Head; i++ {
			e, n := f.lists.target.At(f.words, i)
			if e == nil || !tocsin.TargetClass(e.Value()).Valid() {
				continue
			}
			g, _ := f.groupAt(i + n - 1)
			if h, _ := f.groupAt(i); g == nil || g.Value() == "thing" {
				g = h
			}
			if g == nil || g.Value() == "thing" || g.Has("mod") {
				continue // a place, not a person
			}
			c, last, weak, ok := f.targetClass(language.Phrase{First: np.First, Last: i + n, Head: i + n - 1})
			if !ok {
				continue
			}
			b := bearer{class: c, first: np.First, last: last, weak: weak}
			if k, ok := f.nameFrom(i + n); ok {
				f.bear(out, k, b)
			}
			if k, ok := f.nameBefore(i); ok {
				f.bear(out, k, b)
			}
			i += n - 1
		}
	}
	return out
}

// bear keeps what the report says of a name: what tells more than that somebody leads or belongs to something first,
// each class once.
func (f *figureFinder) bear(out map[string][]bearer, name int, b bearer) {
	w := f.word(name)
	if len(w) < 3 || f.roleWord(name) || slices.ContainsFunc(out[w], func(o bearer) bool { return o.class == b.class }) {
		return
	}
	out[w] = append(out[w], b)
	slices.SortStableFunc(out[w], func(a, b bearer) int {
		switch {
		case a.weak == b.weak:
			return 0
		case a.weak:
			return 1
		}
		return -1
	})
}

// borne returns what the report says of the person that a noun phrase names, or that it stands in apposition to.
func (r *reading) borne(np language.Phrase) []bearer {
	for k := np.First; k <= np.Head; k++ {
		if bs := r.bearers[r.words[k].Lower]; len(bs) > 0 && r.doc.Tokens[k].Tag == language.PROPN {
			return bs
		}
	}
	return nil
}

// alsoBorne returns what else the report says in one apposition of the person that a noun phrase names: "an official and
// leader of the party". first is where the words told already begin.
func (r *reading) alsoBorne(np language.Phrase, first int) []bearer {
	var out []bearer
	for _, b := range r.borne(np) {
		if b.first != first && r.doc.Tokens[b.first].Sentence == r.doc.Tokens[first].Sentence && (!b.weak || r.isOffice(b.last-1)) {
			out = append(out, b)
		}
	}
	return out
}

// isOffice reports whether the word at token i is a role of people, though not what of.
func (r *reading) isOffice(i int) bool {
	e, _ := r.lists.group.At(r.words, i)
	return e != nil && e.Has("role") && r.words[i].Lemma != "resident" && r.words[i].Lemma != "driver" && r.words[i].Lemma != "worker"
}

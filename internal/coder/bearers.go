package coder

import (
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
func (f *figureFinder) findBearers() map[string]bearer {
	out := map[string]bearer{}
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

// bear keeps what the report says of a name, the first that tells more than that somebody leads or belongs to something.
func (f *figureFinder) bear(out map[string]bearer, name int, b bearer) {
	w := f.word(name)
	if len(w) < 3 || f.roleWord(name) {
		return
	}
	if old, ok := out[w]; !ok || old.weak && !b.weak {
		out[w] = b
	}
}

package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// A role is what the bearer of a name is.
type role struct {
	group tocsin.Group
	armed bool
}

// findRoles reads what the bearers of names are, from a role before the name ("Mayor Aldo Reyes",
// "photographer Aldo Reyes") or after it ("Aldo Reyes, mayor of Kareth,"). A name is kept by its last
// word, under which later sentences speak of him.
func (f *figureFinder) findRoles() {
	f.roles = map[string]role{}
	for i := range f.doc.Tokens {
		e, n := f.groupAt(i)
		if e == nil || !e.Has("role") {
			continue
		}
		r := role{group: tocsin.Group(e.Value()), armed: e.Has("armed")}
		if i > 0 && r.group == tocsin.GroupCivilians {
			if nation, n := f.nationAt(i - 1); n == 1 && f.abroad(nation) {
				r.group = tocsin.GroupForeigners
			}
		}
		if last, ok := f.nameFrom(i + n); ok {
			f.setRole(last, r)
		}
		if last, ok := f.nameBefore(i); ok {
			f.setRole(last, r)
		}
	}
}

// setRole keeps the first role told of a name; a person is spoken of by the most telling one first.
func (f *figureFinder) setRole(last int, r role) {
	if w := f.word(last); len(w) > 2 && !f.roleWord(last) {
		if _, ok := f.roles[w]; !ok {
			f.roles[w] = r
		}
	}
}

// nameFrom returns the last token of the name that begins at token k, after an optional comma.
func (f *figureFinder) nameFrom(k int) (int, bool) {
	last := -1
	for j := k; j < k+5 && f.sameSentence(k-1, j) && f.doc.Tokens[j].Tag == language.PROPN && f.isCapital(j) && !f.roleWord(j); j++ {
		last = j
	}
	return last, last >= 0
}

// nameBefore returns the last token of the name that ends before a role in apposition at token i.
func (f *figureFinder) nameBefore(i int) (int, bool) {
	k := i - 1
	for k > i-6 && k >= 0 && f.sameSentence(k, i) && f.word(k) != "," {
		if t := f.doc.Tokens[k].Tag; t == language.VERB || t == language.AUX || t == language.ADP || t == language.CCONJ {
			return 0, false
		}
		k--
	}
	if k <= 0 || f.word(k) != "," || !f.sameSentence(k-1, i) {
		return 0, false
	}
	if f.doc.Tokens[k-1].Tag == language.PROPN && f.isCapital(k-1) && k >= 2 && f.doc.Tokens[k-2].Tag == language.PROPN {
		return k - 1, true
	}
	return 0, false
}

// roleWord reports whether token k is a word for people or things rather than part of a name.
func (f *figureFinder) roleWord(k int) bool {
	e, _ := f.groupAt(k)
	return e != nil || f.namesNation(k)
}

// findNames reads the last words of full names, by which later sentences speak of their bearers.
func (f *figureFinder) findNames() {
	f.names = map[string]bool{}
	for i := 0; i < len(f.doc.Tokens); i++ {
		if f.doc.Tokens[i].Tag != language.PROPN {
			continue
		}
		if end := f.fullName(i); end > i {
			f.names[f.word(end-1)] = true
			i = end - 1
		}
	}
}

package coder

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
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
	plural   bool
	effect   tocsin.Effect // told by an adjective or by the noun itself
}

// headAt reads modifiers and noun from token k on. last == k where there is none. Of two words for
// people side by side the last is the noun ("trade union members", "police officer").
func (f *figureFinder) headAt(k int) head {
	h := head{at: -1, last: k}
	mod, nation := tocsin.Group(""), ""
	for j := k; j < len(f.doc.Tokens) && f.sameSentence(k, j) && j < k+9; {
		t := &f.doc.Tokens[j]
		if e, n := f.groupAt(j); e != nil && !f.titleWord(j, h) {
			if e.Has("mod") && !(e.Value() == "police" && !f.nounFollows(j+n)) {
				mod = tocsin.Group(e.Value())
				if h.known {
					break
				}
				h.at, h.last = j+n-1, j+n
				j += n
				continue
			}
			if e.Value() == "thing" {
				if h.known { // "policemen days later"
					break
				}
				h.at, h.last, h.thing = j+n-1, j+n, true
				j += n
				continue
			}
			if h.known && f.appositive(j, h) {
				break
			}
			if h.known && mod == "" && h.group != tocsin.GroupAll && !h.weak {
				mod = h.group
			}
			h.at, h.last, h.known, h.thing = j+n-1, j+n, true, false
			h.group, h.weak, h.armed, h.kin = tocsin.Group(e.Value()), e.Has("weak"), e.Has("armed"), e.Has("kin")
			h.plural = plural(f.doc.Tokens[h.at].Lower, f.words[h.at].Lemma)
			j += n
			continue
		}
		if e, n := f.lists.effect.At(f.words, j); e != nil {
			if j > k && h.at >= 0 || !f.nounFollows(j+n) && !e.Has("state") && !e.Has("sum") {
				if !(e.Has("sum") && h.at < 0) {
					break
				}
			}
			if e.Has("sum") {
				h.at, h.last, h.known, h.group, h.effect = j+n-1, j+n, true, tocsin.GroupAll, tocsin.Effect(e.Value())
				h.plural = plural(f.doc.Tokens[h.at].Lower, f.words[h.at].Lemma)
				j += n
				continue
			}
			if !f.nounFollows(j + n) { // "two dead", "three wounded"
				break
			}
			h.effect = tocsin.Effect(e.Value())
			j += n
			continue
		}
		if e, n := f.lists.nationality.At(f.words, j); e != nil {
			nation = e.Value()
			if h.known {
				break
			}
			h.at, h.last = j+n-1, j+n
			if strings.HasSuffix(t.Lower, "s") && t.Lower != "u.s." && t.Lower != "us" || t.Lower == "briton" || t.Lower == "spaniard" || t.Tag == language.NOUN {
				h.plural = strings.HasSuffix(t.Lower, "s")
			}
			j += n
			continue
		}
		if !modifierTag(t) {
			break
		}
		if h.known || h.thing && t.Tag != language.NOUN {
			if t.Tag == language.PROPN && h.known && f.upperName(j) { // "mayor Aldo Reyes"
				h.last = j + 1
				j++
				continue
			}
			break
		}
		if t.Tag == language.NOUN || t.Tag == language.PROPN {
			h.at, h.last, h.thing = j, j+1, false
			h.plural = plural(t.Lower, t.Lemma)
		}
		j++
	}
	f.settle(&h, mod, nation)
	return h
}

// settle decides the group of a noun from its modifiers.
func (f *figureFinder) settle(h *head, mod tocsin.Group, nation string) {
	if h.at < 0 || h.thing {
		return
	}
	if nation != "" && !h.known && f.nationAt(h.at) { // "two Mexicans"
		h.known, h.group = true, tocsin.GroupAll
	}
	if h.weak && mod != "" {
		h.group, h.weak = mod, false
		h.armed = mod == tocsin.GroupMilitants
	}
	if !h.known {
		h.group = tocsin.GroupCivilians
		return
	}
	if nation == "" || !f.abroad(nation) && f.lower(h.at) != "nationals" && f.lower(h.at) != "citizens" {
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
	if w := f.lower(k); w != "of" && w != "from" {
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
		if g := tocsin.Group(e.Value()); e.Value() != "thing" && g != tocsin.GroupAll && !(f.lower(p.head) == "leader" || f.lower(p.head) == "leaders") {
			p.group, p.known, p.armed, p.last = g, true, e.Has("armed"), j+n
		}
		return
	}
}

// titleWord reports whether the word for people at token j is part of a name that goes on: "Major
// General", "the Army of National Liberation" are read by their last word anyway, so only a possessive
// owner matters: "the mayor's bodyguard" is a bodyguard.
func (f *figureFinder) titleWord(j int, h head) bool {
	return f.lower(j+1) == "'s" || f.lower(j+1) == "’s" || f.lower(j+1) == "'" && plural(f.lower(j), f.words[j].Lemma)
}

// appositive reports whether the word at token j begins something new after a noun that was read.
func (f *figureFinder) appositive(j int, h head) bool { return j > h.last }

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

// plural reports whether a word for people is in the plural.
func plural(lower, lemma string) bool {
	switch lower {
	case "people", "personnel", "police", "crew", "staff", "children", "others", "troops":
		return true
	case "dead":
		return true
	}
	return lower != lemma || strings.HasSuffix(lower, "s") && !strings.HasSuffix(lower, "ss")
}

// isName reports whether tokens first..last are a person's name: capitalised words in a sentence that is
// not all capitals, or words known elsewhere in the text as a person's name.
func (f *figureFinder) isName(first, last int) bool {
	if _, ok := f.roles[f.lower(last-1)]; ok {
		return true
	}
	return false
}

// upperName reports whether token k is capitalised.
func (f *figureFinder) upperName(k int) bool {
	r, _ := utf8.DecodeRuneInString(f.doc.Tokens[k].Text)
	return unicode.IsUpper(r)
}

// nationAt reports whether token k names a nation or its people.
func (f *figureFinder) nationAt(k int) bool {
	e, _ := f.lists.nationality.At(f.words, k)
	return e != nil
}

// abroad reports whether a nation is not the one that the report is about.
func (f *figureFinder) abroad(nation string) bool {
	if nation == "abroad" {
		return true
	}
	last := nation[strings.LastIndexByte(nation, '_')+1:]
	return !f.lands[last]
}

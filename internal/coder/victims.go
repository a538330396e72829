package coder

import (
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// nameVictims notes for each act the names of those it was done to. Two murders of people with different names are
// two incidents, whatever else they have in common.
func (r *reading) nameVictims() {
	for j := range r.acts {
		a := &r.acts[j]
		r.nameObjects(a)
		if !a.harm && a.kind != tocsin.Kidnapping && a.kind != tocsin.Execution || a.after {
			continue
		}
		for _, np := range r.victimPhrases(a) {
			if w := r.personNamed(np); w != "" && !slices.Contains(a.victims, w) {
				a.victims = append(a.victims, w)
			}
			if r.anotherOne(np) && (a.time >= 0 || a.place >= 0) {
				a.other = true
			}
		}
	}
}

// nameObjects notes the things an act was done to, or that went off: "the attack on the convoy", "the car exploded".
func (r *reading) nameObjects(a *act) {
	nps := r.targetPhrases(a)
	if v, ok := r.verb(a.head); ok && a.kind == tocsin.Bombing && !a.noun {
		if sub, ok := r.subjectOf(v); ok {
			if np, ok := r.noun(sub.first); ok {
				nps = append(nps, np)
			}
		}
	}
	for _, np := range nps {
		t := &r.doc.Tokens[np.Head]
		e, _ := r.lists.group.At(r.words, np.Head)
		if t.Tag != language.NOUN || e != nil && e.Value() != "thing" || r.isAct(np.Head) || slices.Contains(a.objects, r.words[np.Head].Lemma) {
			continue
		}
		a.objects = append(a.objects, r.words[np.Head].Lemma)
	}
}

// sharesObject reports whether a frame tells of a thing that the acts of an incident were done to.
func (r *reading) sharesObject(f frame, in *incident) bool {
	for _, g := range in.frames {
		for _, i := range g.acts {
			for _, j := range f.acts {
				for _, w := range r.acts[j].objects {
					if slices.Contains(r.acts[i].objects, w) {
						return true
					}
				}
			}
		}
	}
	return false
}

// victimPhrases returns the noun phrases of those an act was done to, with their names in apposition and, of a noun,
// those it belongs to: "the mayor's murder".
func (r *reading) victimPhrases(a *act) []language.Phrase {
	out := r.targetPhrases(a)
	if np, ok := r.noun(a.head); ok && a.noun && a.head > np.First {
		for k := np.First + 1; k < a.head; k++ {
			if w := r.words[k].Lower; isPossessiveMark(w) || w == "'" || w == "’" {
				out = append(out, language.Phrase{First: np.First, Last: k, Head: k - 1})
			}
		}
	}
	for _, np := range slices.Clone(out) {
		if np.Last+1 < len(r.words) && r.words[np.Last].Lower == "," {
			if next, ok := r.noun(np.Last + 1); ok && next.First == np.Last+1 && r.personNamed(next) != "" && r.personNamed(np) == "" {
				out = append(out, next)
			}
		}
	}
	return out
}

// personNamed returns the last word of the name of the person that a noun phrase names, "" if it names none.
func (r *reading) personNamed(np language.Phrase) string {
	for k := np.Last - 1; k >= np.First; k-- {
		w := r.words[k].Lower
		if r.doc.Tokens[k].Tag != language.PROPN {
			continue
		}
		if _, known := r.bearers[w]; known || r.fullNames[w] {
			return w
		}
	}
	return ""
}

// anotherOne reports whether a noun phrase brings in somebody beside those told of: "another engineer", "two other
// peasants", and not just "another", "two others".
func (r *reading) anotherOne(np language.Phrase) bool {
	if r.doc.Tokens[np.Head].Tag != language.NOUN && r.doc.Tokens[np.Head].Tag != language.PROPN {
		return false
	}
	switch r.words[np.Head].Lemma {
	case "other", "others", "another", "person", "people", "man", "woman":
		return false
	}
	for k := np.First; k < np.Head; k++ {
		if w := r.words[k].Lower; w == "another" || w == "other" {
			return true
		}
	}
	return false
}

// victimsOf returns the names of the victims of an incident so far.
func (r *reading) victimsOf(in *incident) []string {
	var out []string
	for _, f := range in.frames {
		for _, j := range f.acts {
			out = append(out, r.acts[j].victims...)
		}
	}
	return out
}

// sameVictims says what the names of victims say of whether a frame tells of an incident: for it where they share one,
// against it where both have names and share none.
func (r *reading) sameVictims(f frame, in *incident) float64 {
	told := r.victimsOf(in)
	score := 0.0
	for _, j := range f.acts {
		for _, w := range r.acts[j].victims {
			if slices.Contains(told, w) {
				if r.acts[j].harm && in.kinds[0].harm {
					return 2.2 // and both tell what became of him
				}
				return 1.2
			}
			if len(told) > 0 {
				score = -2.5
			}
		}
	}
	return score
}

package coder

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// maxTargets bounds the targets of one account; more are nearly always the same ones in other words.
const maxTargets = 3

// targetsOf returns who or what was attacked: the objects of the acts' verbs, the subjects of passives and
// what follows "on", "against" or "of" after a noun, as far as the list of targets knows the words.
func (r *reading) targetsOf(in *incident) []tocsin.Target {
	var out []tocsin.Target
	add := func(np language.Phrase, harm bool) {
		c, weak, ok := r.targetClass(np)
		if !ok || len(out) == maxTargets || weak && harm {
			return // "ten people were killed" tells of victims, not of who was attacked
		}
		if k := slices.IndexFunc(out, func(t tocsin.Target) bool { return t.Class == c }); k >= 0 {
			return
		}
		if weak && len(out) > 0 {
			return
		}
		first := np.First
		for first < np.Head && (r.doc.Tokens[first].Tag == language.NUM || r.doc.Tokens[first].Tag == language.ADV || r.words[first].Lower == "at" ||
			r.words[first].Lower == "least" || r.words[first].Lower == "over" || r.words[first].Lower == "more" || r.words[first].Lower == "than") {
			first++
		}
		e := r.quote(first, np.Head+1)
		out = append(out, tocsin.Target{Class: c, Text: strings.Join(strings.Fields(e.Quote), " "), Evidence: []tocsin.Evidence{e}})
	}
	for _, f := range in.frames {
		for _, j := range f.acts {
			for _, np := range r.targetPhrases(&r.acts[j]) {
				add(np, r.acts[j].harm)
			}
		}
	}
	return out
}

// targetPhrases returns the noun phrases that an act is done to.
func (r *reading) targetPhrases(a *act) []language.Phrase {
	s := r.sentence(a.head)
	if a.noun {
		np, _ := r.noun(a.head)
		var out []language.Phrase
		for k := np.Head + 1; k < min(np.Head+4, s.Last); k++ {
			switch r.words[k].Lower {
			case "on", "against", "at", "of", "near", "outside", "targeting", "upon", "hitting", "striking":
				if t, ok := r.noun(k + 1); ok && t.First < s.Last {
					out = append(out, r.withConjuncts(t, s)...)
				}
				return out
			}
		}
		return out
	}
	v, ok := r.verb(a.head)
	if !ok {
		return nil
	}
	if v.Passive {
		if t, ok := r.nounBefore(v.First, s); ok {
			return []language.Phrase{t}
		}
		return nil
	}
	k := a.last
	if k <= v.Head {
		k = v.Head + 1
	}
	for k < s.Last && (r.doc.Tokens[k].Tag == language.ADP || r.doc.Tokens[k].Tag == language.ADV || r.doc.Tokens[k].Tag == language.PART) {
		switch r.words[k].Lower {
		case "in", "by", "during", "after", "before":
			return nil
		}
		k++
	}
	if t, ok := r.noun(k); ok && t.First < s.Last {
		return r.withConjuncts(t, s)
	}
	return nil
}

// withConjuncts returns a noun phrase and those joined to it by commas and "and".
func (r *reading) withConjuncts(np language.Phrase, s language.Sentence) []language.Phrase {
	out := []language.Phrase{np}
	for len(out) < maxTargets {
		k := out[len(out)-1].Last
		for k < s.Last && (r.words[k].Lower == "," || r.words[k].Lower == "and") {
			k++
		}
		if k == out[len(out)-1].Last {
			break
		}
		next, ok := r.noun(k)
		if !ok || next.First != k {
			break
		}
		if _, verb := r.verb(next.Last); verb {
			break // "…, police said": the next phrase is somebody's, not one more object
		}
		out = append(out, next)
	}
	return out
}

// nounBefore returns the noun phrase that is the subject of a verb group: the first of the chain of noun
// phrases joined by prepositions that ends before it.
func (r *reading) nounBefore(first int, s language.Sentence) (language.Phrase, bool) {
	found := false
	var np language.Phrase
	for k := first - 1; k >= s.First && k >= first-25; k-- {
		p, ok := r.noun(k)
		if !ok {
			switch r.doc.Tokens[k].Tag {
			case language.ADP, language.ADV, language.DET, language.PRON, language.NUM, language.ADJ, language.PUNCT:
				if r.doc.Tokens[k].Tag == language.ADP || !found || r.words[k].Lower == "," {
					continue
				}
			}
			break
		}
		np, found = p, true
		k = p.First
		if k == s.First || r.doc.Tokens[k-1].Tag != language.ADP {
			break
		}
	}
	return np, found
}

// targetClass returns the target class of a noun phrase by its words, those next to the head first.
func (r *reading) targetClass(np language.Phrase) (c tocsin.TargetClass, weak, ok bool) {
	for i := np.Head; i >= np.First; i-- {
		for k := i; k >= np.First; k-- {
			e, n := r.lists.target.At(r.words, k)
			if e == nil || k+n-1 != i {
				continue
			}
			v := tocsin.TargetClass(e.Value())
			if !v.Valid() {
				continue
			}
			if !e.Has("weak") {
				return v, false, true
			}
			if !ok {
				c, weak, ok = v, true, true
			}
		}
	}
	if !ok || weak {
		if a, found := r.actorAt(np.Head); found {
			switch a.kind {
			case actorGroup, actorClass:
				return tocsin.TargetMilitants, false, true
			case actorForce:
				return tocsin.TargetMilitary, false, true
			}
		}
		for k := np.First; k < np.Head; k++ {
			if a, found := r.actorAt(k); found && (a.kind == actorForce || a.kind == actorGroup) {
				if a.kind == actorForce {
					return tocsin.TargetMilitary, false, true
				}
				return tocsin.TargetMilitants, false, true
			}
		}
	}
	return c, weak, ok
}

// assassinationOf reports whether a prominent or office-holding person was singled out to be killed.
func (r *reading) assassinationOf(in *incident, targets []tocsin.Target) bool {
	for _, f := range in.frames {
		for _, j := range f.acts {
			a := &r.acts[j]
			if strings.HasPrefix(r.words[a.head].Lemma, "assassinat") {
				return true
			}
			for k := a.first; k < a.last; k++ {
				if strings.HasPrefix(r.words[k].Lemma, "assassinat") {
					return true
				}
			}
		}
	}
	return false
}

package coder

import (
	"slices"
	"sort"
	"strings"

	"github.com/tocsin-org/tocsin/internal/language"
)

// mendVerbs gathers the verb groups of the text, with those that the tagger takes for nouns in the present tense of
// headlines and short news: "X claims responsibility", "rebels open fire on", "the front fires two missiles".
func (r *reading) mendVerbs() {
	r.mended, r.verbs = map[int]bool{}, r.doc.Verbs
	var found []language.Phrase
	for _, s := range r.doc.Sentences {
		for k := s.First + 1; k+1 < s.Last; k++ {
			if last, ok := r.mendVerb(k, s); ok {
				found = append(found, language.Phrase{First: k, Last: last, Head: k})
				r.retag(k)
				r.splitNoun(k)
			}
		}
	}
	if len(found) == 0 {
		return
	}
	r.verbs = append(found, r.doc.Verbs...)
	sort.SliceStable(r.verbs, func(a, b int) bool { return r.verbs[a].First < r.verbs[b].First })
}

// splitNoun takes a verb out of the noun phrase that the tagger put it into: "forces arrest three men".
func (r *reading) splitNoun(k int) {
	i := sort.Search(len(r.doc.Nouns), func(i int) bool { return r.doc.Nouns[i].Last > k })
	if i == len(r.doc.Nouns) || r.doc.Nouns[i].First > k {
		return
	}
	p := r.doc.Nouns[i]
	var parts []language.Phrase
	if p.First < k {
		parts = append(parts, language.Phrase{First: p.First, Last: k, Head: k - 1, Negated: p.Negated})
	}
	if k+1 < p.Last {
		parts = append(parts, language.Phrase{First: k + 1, Last: p.Last, Head: max(p.Head, k+1)})
	}
	r.doc.Nouns = slices.Replace(r.doc.Nouns, i, i+1, parts...)
}

// retag makes the noun at token k the verb it is, for all that read the tokens later.
func (r *reading) retag(k int) {
	r.mended[k] = true
	t := &r.doc.Tokens[k]
	t.Tag, t.Form = language.VERB, language.Present
	t.Lemma = strings.TrimSuffix(t.Lower, "s")
	if l := accusing[t.Lower]; l != "" {
		t.Lemma, t.Form = l, language.Gerund
	}
	switch t.Lower {
	case "denies":
		t.Lemma = "deny"
	case "claimed":
		t.Lemma, t.Form = "claim", language.Past
	case "attributed", "ascribed":
		t.Lemma, t.Form = strings.TrimSuffix(t.Lower, "d"), language.Past
		if t.Lower == "attributed" {
			t.Lemma = "attribute"
		}
	}
	r.words[k].Tag, r.words[k].Lemma = t.Tag.String(), t.Lemma
}

// mendVerb reports whether the noun at token k is a verb, and where its group ends.
func (r *reading) mendVerb(k int, s language.Sentence) (int, bool) {
	t := &r.doc.Tokens[k]
	if _, ok := r.verb(k); !ok && claimForms[t.Lower] && responsibilityNouns[r.words[k+1].Lower] {
		return k + 1, true // whatever the tagger says: nobody has a "claimed responsibility"
	}
	if t.Tag == language.VERB || t.Tag == language.AUX || t.Tag == language.DET || t.Tag == language.PRON {
		return 0, false
	}
	if _, ok := r.verb(k); ok {
		return 0, false
	}
	base := strings.TrimSuffix(t.Lower, "s")
	if t.Lower == "denies" {
		base = "deny"
	}
	next := r.words[k+1].Lower
	switch {
	case accusing[t.Lower] != "":
		n := r.doc.Tokens[k+1].Tag
		return k + 1, n == language.PROPN || n == language.DET || n == language.PRON // "posted a message blaming X"
	case t.Lower == "hold" || t.Lower == "holds":
		return k + 1, r.canAct(k-1) && r.hasAny(k, min(k+12, s.Last), "responsible")
	case base == "state":
		return k + 1, next == "that" && r.canAct(k-1) && r.verbless(k, s) || next == "that" && r.doc.Tokens[k-1].Tag == language.PROPN
	case (t.Lower == "attributed" || t.Lower == "ascribed") && t.Tag == language.ADJ:
		return k + 1, next == "to" && r.canAct(k-1) // "an attack police attributed to X"
	case t.Lower == "suspect" || t.Lower == "suspects":
		n := r.doc.Tokens[k+1].Tag
		return k + 1, r.canAct(k-1) && r.verbless(k, s) && (n == language.PROPN || n == language.DET || next == "that" || saidNext[next]) && !r.ownedBefore(k)
	case t.Lower == "bore":
		return k + 1, (r.doc.Tokens[k-1].Tag == language.NOUN || r.doc.Tokens[k-1].Tag == language.PROPN) && r.doc.Tokens[k+1].Tag == language.DET
	case t.Lower == "cast" || t.Lower == "casts":
		return k + 1, (next == "doubt" || next == "doubts") && r.canAct(k-1)
	case blastVerbs[t.Lower]:
		return k + 1, next == "through" || next == "into" || r.doc.Tokens[k+1].Tag == language.DET // "a blast tore through"
	case saidNouns[base]:
		n := &r.doc.Tokens[k+1]
		object := (n.Tag == language.DET || n.Tag == language.NUM || next == "at") && r.verbless(k, s)
		return k + 1, r.canAct(k-1) && (saidNext[next] || next == "that" || object) && !r.ownedBefore(k)
	case base == "open" || base == "exchange":
		return k + 1, r.canAct(k-1) && (next == "fire" || next == "gunfire")
	case base == "set":
		return k + 1, r.canAct(k-1) && (next == "fire" || next == "ablaze")
	case doneNouns[base] || base == "blame":
		n := &r.doc.Tokens[k+1]
		object := n.Tag == language.NUM || n.Tag == language.DET || n.Tag == language.ADJ || next == "the" || next == "at"
		if n.Tag == language.VERB && n.Form == language.PastParticiple && k+2 < s.Last && r.doc.Tokens[k+2].Tag == language.NOUN {
			object = true // "rebels launch coordinated attacks"
		}
		if base == "arrest" && n.Tag == language.PROPN {
			object = true // "police arrest Aldo Reyes"
		}
		return k + 1, r.canAct(k-1) && object && r.verbless(k, s)
	}
	return 0, false
}

// accusing are participles of blame that the tagger takes for nouns, with their verbs.
var accusing = map[string]string{"blaming": "blame", "accusing": "accuse"}

var (
	claimForms = set("claim claims claimed")
	saidNouns  = set("doubt claim deny suspect report announce confirm")
	saidNext   = set("responsibility credit it they he she we its their")
	doneNouns  = set("fire attack bomb shell launch strike raid storm target kidnap ambush seize capture kill shot hijack arrest")
)

// canAct reports whether token k can end a subject: a name, a plural, a collective.
func (r *reading) canAct(k int) bool {
	t := &r.doc.Tokens[k]
	switch t.Tag {
	case language.PROPN:
		return true
	case language.ADJ:
		return collective[t.Lower]
	case language.NOUN:
		return t.Form == language.Plural || r.isCapital(k) || collective[t.Lower]
	}
	return isCloseBracket(t.Text)
}

var collective = set("police army military group government movement militia mob faction navy force ministry command")

// ownedBefore reports whether an owner makes the word a noun after all: "police's claim that".
func (r *reading) ownedBefore(k int) bool { return isPossessiveMark(r.words[k-1].Lower) }

// verbless reports whether the clause around token k has no verb of its own.
func (r *reading) verbless(k int, s language.Sentence) bool {
	from, to := k, k
	for from > s.First && !clauseMark[r.words[from-1].Lower] {
		from--
	}
	for to < s.Last && !clauseMark[r.words[to].Lower] {
		to++
	}
	i := sort.Search(len(r.doc.Verbs), func(i int) bool { return r.doc.Verbs[i].Last > from })
	for ; i < len(r.doc.Verbs) && r.doc.Verbs[i].First < to; i++ {
		if f := r.doc.Tokens[r.doc.Verbs[i].Head].Form; f != language.Gerund && f != language.PastParticiple {
			return false
		}
	}
	return true
}

var clauseMark = set(", ; : that when after while as who which because and but before")

// blastVerbs are pasts that the tagger takes for nouns behind "blast".
var blastVerbs = set("tore ripped shook rocked")

package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// isNounDeed reports whether token k is a noun of violence.
func (f *statementFinder) isNounDeed(k int) bool { return f.nounEntry(k) != nil }

// nounEntry returns the entry of the noun of violence at token k, nil if it is none. A word behind a preposition is a
// noun though the tagger says verb ("after clashes with").
func (f *statementFinder) nounEntry(k int) *lexicon.Entry {
	t := &f.doc.Tokens[k]
	w := f.words[k]
	if t.Tag == language.VERB {
		if t.Form == language.PastParticiple || t.Form == language.Past || f.mended[k] {
			return nil
		}
		if t.Form == language.Gerund && (k+1 >= len(f.words) || !gerundNoun[f.words[k+1].Lower]) {
			return nil
		}
		if k == 0 || f.doc.Tokens[k-1].Sentence != t.Sentence {
			if t.Form != language.Gerund {
				return nil
			}
		} else if p := f.doc.Tokens[k-1].Tag; p != language.ADP && p != language.DET && p != language.ADJ && p != language.SCONJ {
			return nil
		}
		w.Tag = "NOUN"
		if e, _ := f.lists.deed.At([]lexicon.Word{w}, 0); e != nil && (e.Value() == "noun" || e.Value() == "clash") {
			return e
		}
		return nil
	}
	e, _ := f.lists.deed.At(f.words, k)
	if e != nil && (e.Value() == "noun" || e.Value() == "clash") && t.Tag != language.AUX {
		return e
	}
	return nil
}

// gerundNoun are words behind "-ing" that make it a noun: "fighting between", "the killing of".
var gerundNoun = set("between with of in by against")

// deedNouns reads who did it off nouns of violence: "attack by X", "X's attack", "U.S. airstrikes", "clashes between X
// and Y".
func (f *statementFinder) deedNouns() {
	for k := 0; k < len(f.words); {
		e := f.nounEntry(k)
		if e == nil || f.used[k] {
			k++
			continue
		}
		n := len(strings.Fields(e.Term))
		at := k + n - 1
		k += n
		if f.unrealNoun(at) || f.onlySort(at) {
			continue
		}
		if e.Value() == "clash" {
			f.clashNoun(e, at)
			continue
		}
		if !f.byAgent(at) && !e.Has("weak") || e.Has("weak") && e.Value() == "noun" {
			f.modifierAgent(e, at)
		}
	}
}

// unrealNoun reports whether a violent noun tells of nothing done: "threat of attack", "no attack", "future attacks".
func (f *statementFinder) unrealNoun(k int) bool {
	p, ok := f.noun(k)
	if !ok {
		return false
	}
	if p.Negated {
		return true
	}
	for j := p.First; j < k; j++ {
		switch f.words[j].Lower {
		case "no", "future", "possible", "any", "further", "imminent", "potential", "planned":
			return true
		}
	}
	if k := p.First - 1; k > 0 && f.words[k].Lower == "of" && longTimes[f.words[k-1].Lower] {
		return true // "decades of conflict with X"
	}
	switch f.governor(p.First) {
	case "evidence", "proof", "indication", "suggestion":
		return f.lowerWithin(max(p.First-5, 0), p.First, "no")
	case "threat", "risk", "fear", "possibility", "threaten", "warn", "prevent", "avoid", "plan":
		return true
	}
	return false
}

// onlySort reports whether a noun of violence only says of what sort its phrase's noun is: "attack planners", "strike
// assessments".
func (f *statementFinder) onlySort(k int) bool {
	p, ok := f.noun(k)
	return ok && p.Head > k && !f.isTimeWord(p.Head) && !f.isNounDeed(p.Head) && f.doc.Tokens[p.Head].Tag == language.NOUN && !aftermath[f.words[p.Head].Lemma]
}

// aftermath are nouns behind an attack that still tell of it.
var aftermath = set("victim toll death casualty site scene wave series spree claim")

// longTimes are what a war lasts, not an incident.
var longTimes = set("decades years months weeks generations centuries")

// byAgent reads "the attack on the convoy by X" from the violent noun at token k.
func (f *statementFinder) byAgent(k int) bool {
	end := f.sentence(k).Last
	for j := k + 1; j < end && j < k+12; j++ {
		t := &f.doc.Tokens[j]
		if t.Lower == "by" || t.Lower == "from" && j == k+1 {
			if j+1 >= end {
				return false
			}
			ms, either := f.actorsOf(j+1, f.phraseFrom(j+1, end))
			c := weakest(f.hedgedIn(j-2, j), f.describedAs(k))
			if either {
				c = tocsin.Possible
			}
			for i := range ms {
				before := len(f.found)
				f.attribute(&ms[i], k, k, ms[i].last, [2]int{k, k + 1}, c)
				if len(f.found) > before && f.words[k].Lemma == "operation" && ms[i].kind == actorForce {
					f.found[before].against = true // "killed during an operation by the army"
				}
			}
			return len(ms) > 0
		}
		if t.Tag == language.PUNCT && !isOpenBracket(t.Text) && !isCloseBracket(t.Text) || t.Tag == language.VERB || t.Tag == language.AUX || relatives[t.Lower] {
			return false
		}
	}
	return false
}

// describedAs reports how certain a noun of violence is that somebody only calls so: "described as a revenge attack".
func (f *statementFinder) describedAs(k int) tocsin.Certainty {
	p, ok := f.noun(k)
	if !ok || p.First-2 < f.sentence(k).First || f.words[p.First-1].Lower != "as" {
		return tocsin.Stated
	}
	switch f.words[p.First-2].Lower {
	case "described", "seen", "regarded", "viewed":
		return tocsin.Hedged
	}
	return tocsin.Stated
}

// modifierAgent reads "X attack", "X's attack": the actor stands before the noun in its phrase.
func (f *statementFinder) modifierAgent(e *lexicon.Entry, k int) {
	p, ok := f.noun(k)
	if !ok {
		return
	}
	from, to := f.actorsIn(p.First, k)
	for i := from; i < to; i++ {
		m := f.actors[i]
		if m.last > k || m.empty || m.people && m.kind != actorForce || m.kind == actorClass && m.body && m.last-m.first == 1 {
			continue
		}
		owner := m.last < len(f.words) && isPossessiveMark(f.words[m.last].Lower)
		if !owner && m.last < k && f.interrupted(m.last, k) {
			continue
		}
		switch m.kind {
		case actorState:
			if !m.adjective {
				continue
			}
			if w, _ := f.entry(f.lists.state, m.first); w != nil && w.Has("capital") {
				continue
			}
			if !stateDeeds[f.words[k].Lemma] && !owner || m.country == "PS" {
				continue // "a Palestinian attack" is by people, not by the authority
			}
		case actorForce:
			// "military operations" is a sort of operation; "Kenyan army operation", "coalition airstrike" tell whose.
			if !stateDeeds[f.words[k].Lemma] && !owner || m.bare {
				continue
			}
		case actorGroup, actorClass, actorSpeaker:
			if e.Has("weak") && !owner && !launched[f.words[k].Lemma] {
				continue
			}
		default:
			continue
		}
		if m.kind == actorClass && genericAttack(f.words[m.head].Lemma) {
			continue // "a terrorist attack" is a sort of attack, not its author
		}
		m.certainty = weakest(m.certainty, f.hedgedIn(p.First, m.first))
		if m.kind == actorClass && f.doc.Tokens[m.head].Form == language.Singular && !strings.HasSuffix(m.name, "s") && !owner {
			m.name += "s" // "rebel attacks" are the rebels'
		}
		f.attribute(&m, k, m.first, k+1, [2]int{k, k + 1}, tocsin.Stated)
		return
	}
}

// genericAttack reports whether a class before "attack" only says what sort of attack it is.
func genericAttack(name string) bool {
	switch name {
	case "terrorist", "extremist", "suicide", "jihadist", "sniper", "mob", "gang", "guerrilla", "militant", "separatist":
		return true
	}
	return false
}

// interrupted reports whether a word stands between an actor and its noun that takes the noun from it: a target
// ("Taliban convoy attack").
func (f *statementFinder) interrupted(first, last int) bool {
	for k := first; k < last; k++ {
		t := &f.doc.Tokens[k]
		if t.Tag == language.NOUN && !meansNouns[t.Lemma] {
			if e, _ := f.lists.weapon.At(f.words, k); e == nil {
				return true
			}
		}
	}
	return false
}

var (
	meansNouns = set("suicide drone missile rocket car truck bomb mortar artillery air counterterrorism counter-terrorism ground terror terrorist precision")
	stateDeeds = set("airstrike strike raid shelling bombardment bombing attack offensive incursion operation missile drone siege invasion ambush assault killing involvement")
	launched   = set("missile rocket drone")
)

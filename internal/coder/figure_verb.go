package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// event records "the murder of two nuns", "deaths of all 33 militants", and reports whether there were any.
func (f *figureFinder) event(t trigger) bool {
	k := t.last
	if t.entry.Term == "life" && !f.takesLives(t.first) {
		return false
	}
	if f.word(k) == "[" || f.word(k) == "(" {
		k++
	}
	for n := 0; n < 4 && f.word(k) != "of" && (f.isTimeWordAt(k) || f.word(k) == "on" || f.numberOf(k) >= 0); n++ {
		k++ // "the murder on 26 February of the mayor"
	}
	if f.word(k) != "of" {
		return f.owned(t)
	}
	if len(f.doc.Tokens[t.first].Lower) < 4 || f.doc.Tokens[t.first].Form == language.Past {
		return false
	}
	list := f.objects(k + 1)
	f.addList(t, list, true)
	return len(list) > 0
}

// takesLives reports whether the word "lives" at token i is the object of "claimed", "took" or "cost".
func (f *figureFinder) takesLives(i int) bool {
	for k := i - 1; k >= 0 && k > i-4; k-- {
		switch f.words[k].Lemma {
		case "claim", "take", "cost":
			return true
		}
	}
	return false
}

// isTimeWordAt reports whether token k, which may lie outside the text, belongs to a date or time.
func (f *figureFinder) isTimeWordAt(k int) bool { return k < len(f.words) && f.isTimeWord(k) }

// owned records whom a noun belongs to: "the mayor's death", "Reyes's murder".
func (f *figureFinder) owned(t trigger) bool {
	if k := t.first - 1; k <= 0 || !isPossessiveMark(f.word(k)) || f.doc.Tokens[t.first].Tag == language.VERB {
		return false
	}
	m := int(f.at[t.first-2]) - 1
	if m < 0 || f.people[m].last != t.first-1 && f.people[m].last != t.first {
		return false
	}
	if p := f.people[m]; p.low != 1 || p.high != 1 || p.none {
		return false
	}
	f.add(t, m, f.people[m].first, t.last)
	return true
}

// verb records the object of an active verb or the subject of a passive one.
func (f *figureFinder) verb(t *trigger) {
	tok := &f.doc.Tokens[t.first]
	if f.hypothetical(*t) {
		return
	}
	noun := tok.Tag == language.NOUN && !strings.HasSuffix(tok.Lower, "ed")
	passive := f.passive(t.first)
	if !passive {
		k := f.both(t)
		if list := f.objects(f.skipAdverbs(k)); len(list) > 0 {
			if f.fatal(f.people[list[len(list)-1]].last) {
				t.effect, t.firm = tocsin.Killed, false
			}
			f.addList(*t, list, true)
			return
		}
		if tok.Form == language.Gerund || tok.Form == language.Present || tok.Form == language.Base || len(tok.Lower) < 3 {
			return
		}
		if noun || !f.closes(t.last) || f.agent(t.first) {
			return
		}
	} else {
		f.both(t)
	}
	f.subject(*t)
}

// fatal reports whether the words behind the object of a verb say that it died: "hacked 17 villagers to death", "burned
// them alive".
func (f *figureFinder) fatal(k int) bool {
	return f.word(k) == "to" && f.word(k+1) == "death" || f.word(k) == "alive"
}

// agent reports whether the verb at token i has its doer before it as "who": "those who killed".
func (f *figureFinder) agent(i int) bool {
	switch f.word(f.groupStart(i) - 1) {
	case "who", "which", "that":
		return true
	}
	return false
}

// closes reports whether a participle at the end of which token k stands has no object of its own: what
// follows is a mark, a preposition or an adverb.
func (f *figureFinder) closes(k int) bool {
	if k >= len(f.doc.Tokens) || !f.sameSentence(k-1, k) {
		return true
	}
	if f.isTimeWord(k) {
		return true
	}
	switch f.doc.Tokens[k].Tag {
	case language.PUNCT, language.ADP, language.ADV, language.CCONJ, language.SCONJ, language.PRON, language.AUX, language.VERB:
		return true
	}
	return f.numberOf(k) < 0 && f.at[k] == 0 && f.doc.Tokens[k].Tag != language.DET
}

// upToMany reports whether the subject before a verb group at token k is bounded above only: "as many as 30 people may
// have died" is a figure from 0.
func (f *figureFinder) upToMany(k int) bool {
	m := int(f.at[max(k-1, 0)]) - 1
	return m >= 0 && f.people[m].counted && f.people[m].low == 0 && f.people[m].last == k
}

// both turns "killed and wounded", "killed or injured" into the sum of the two, and returns the token after.
func (f *figureFinder) both(t *trigger) int {
	if t.effect != tocsin.Killed && t.effect != tocsin.Injured && t.effect != tocsin.KilledOrInjured {
		return t.last
	}
	w := f.word(t.last)
	if w != "and" && w != "or" {
		return t.last
	}
	e, n := f.lists.effect.At(f.words, t.last+1)
	if e == nil {
		return t.last
	}
	other := tocsin.Effect(e.Value())
	if t.effect == tocsin.KilledOrInjured && other != "" { // "shot and wounded"
		t.effect, t.firm = other, false
	}
	if other == t.effect { // "shot and killed", "injured and hospitalised"
		return t.last + 1 + n
	}
	if other != tocsin.Killed && other != tocsin.Injured {
		return t.last
	}
	t.effect, t.last = tocsin.KilledOrInjured, t.last+1+n
	return t.last
}

// skipAdverbs returns the first token from k on that is no adverb: "killed instantly two people".
func (f *figureFinder) skipAdverbs(k int) int {
	for k < len(f.doc.Tokens) && f.doc.Tokens[k].Tag == language.ADV && f.at[k] == 0 || f.word(k) == "dead" && f.at[k] == 0 {
		k++
	}
	return k
}

// passive reports whether the verb at token i has an auxiliary that makes it passive.
func (f *figureFinder) passive(i int) bool {
	if p, ok := f.reading.verb(i); ok && p.Passive {
		return true
	}
	for k := i - 1; k >= 0 && k > i-5; k-- {
		switch f.word(k) {
		case "was", "were", "been", "is", "are", "being", "be", "get", "got":
			return true
		case "not", "n't", "also", "had", "has", "have":
			continue
		}
		if f.doc.Tokens[k].Tag != language.ADV {
			return false
		}
	}
	return false
}

// hypothetical reports whether a verb tells of what did not or may not happen: "could kill", "wanted to
// kill", "did not kill".
func (f *figureFinder) hypothetical(t trigger) bool {
	if p, ok := f.reading.verb(t.first); ok && (p.Modal || p.Negated) {
		return p.Negated || !f.upToMany(p.First)
	}
	for k := t.first - 1; k >= 0 && k > t.first-5; k-- {
		switch f.word(k) {
		case "to":
			return f.word(k+1) != "have"
		case "could", "might", "would", "will", "can", "should", "must", "shall", "may", "'ll", "not", "n't", "never":
			return true
		case "be", "have", "been", "also", "was", "were":
			continue
		}
		if f.doc.Tokens[k].Tag != language.ADV {
			return false
		}
	}
	return false
}

package coder

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// A figureMention is a casualty figure as it stands in the text, before it is given to an account.
type figureMention struct {
	tocsin.Figure
	first, last int // tokens of the evidence, half-open
	// cause is the token of the act or verb that did the harm ("blast" in "the blast killed two"), -1 where
	// the text does not say.
	cause int
	// several is set where the figure is said to cover more than one incident ("the two explosions left …").
	several bool
	// total is set where the words say that it sums up ("in all", "a total of").
	total bool
	// armed is set where the words name members of an armed group: they are militants unless they turn out
	// to be the attackers of the incident that the figure is given to.
	armed bool
	// named is set where the figure is one person by name, role or pronoun, so that two mentions of the same
	// death are easily counted as two.
	named bool
	// repeats is set where an earlier mention has the same effect, group and number.
	repeats bool
	// statistic is set where the words count over a stretch of time or a whole war ("since 2009", "this
	// year"): such a figure belongs to no incident. [reading.figures] leaves them out.
	statistic bool
}

// figures finds all casualty figures, in text order.
func (r *reading) figures() []figureMention {
	f := &figureFinder{reading: r}
	f.index()
	f.findPeople()
	for i := 0; i < len(r.doc.Tokens); {
		e, n := r.lists.effect.At(r.words, i)
		if e == nil || e.Value() == "none" {
			i += max(n, 1)
			continue
		}
		i = f.trigger(e, i, i+n)
	}
	f.findFates()
	f.findTolls()
	f.findNone()
	return f.finish()
}

// A figureFinder holds what is known of a report while its casualty figures are sought: who is counted
// where, and the words that say what happened to them.
type figureFinder struct {
	*reading
	numberAt []int           // index of the number that begins at a token, -1
	people   []people        // in text order
	at       []int32         // index+1 of the mention of people that a token stands in
	roles    map[string]role // what the bearers of names are, by the last word of the name
	names    map[string]bool // last words of names of two and more words
	found    []figureMention
}

// index prepares the look-ups by token.
func (f *figureFinder) index() {
	f.numberAt = make([]int, len(f.doc.Tokens)+1)
	for i := range f.numberAt {
		f.numberAt[i] = -1
	}
	for k, n := range f.doc.Numbers {
		f.numberAt[n.First] = k
	}
	f.words = f.singulars()
	f.findRoles()
	f.findNames()
}

// singulars returns the words with a singular for those plurals that the tagger took for names, as it does in
// texts all in capitals.
func (f *figureFinder) singulars() []lexicon.Word {
	words := slices.Clone(f.words)
	for i := range words {
		w := &words[i]
		if w.Lemma != w.Lower || w.Tag == "VERB" || w.Tag == "AUX" {
			continue
		}
		switch {
		case strings.HasSuffix(w.Lower, "men") && len(w.Lower) > 4:
			w.Lemma = strings.TrimSuffix(w.Lower, "men") + "man"
		case strings.HasSuffix(w.Lower, "ies") && len(w.Lower) > 4:
			w.Lemma = strings.TrimSuffix(w.Lower, "ies") + "y"
		case strings.HasSuffix(w.Lower, "s") && !strings.HasSuffix(w.Lower, "ss") && len(w.Lower) > 3:
			w.Lemma = strings.TrimSuffix(w.Lower, "s")
		}
	}
	return words
}

// A trigger is one word or phrase that says what happened, with its effect.
type trigger struct {
	entry       *lexicon.Entry
	first, last int
	effect      tocsin.Effect
	firm        bool // the effect is told only when the object is plainly people
}

// trigger finds who the effect at tokens first..last is said of, and returns the token after what it read.
func (f *figureFinder) trigger(e *lexicon.Entry, first, last int) int {
	t := trigger{entry: e, first: first, last: last, effect: tocsin.Effect(e.Value()), firm: e.Has("person")}
	f.apply(&t)
	return t.last
}

// apply records what a trigger tells.
func (f *figureFinder) apply(t *trigger) {
	e, first := t.entry, t.first
	if k := f.at[first]; k != 0 && f.people[k-1].effect != "" && !e.Has("event") {
		if p := f.people[k-1]; p.counted || p.head != first { // "two dead soldiers", "17 fatalities"
			f.attributive(*t, int(k)-1)
			return
		}
	}
	if e.Has("event") && f.event(*t) {
		return
	}
	if f.named(*t) {
		return
	}
	if k := f.at[first]; k != 0 && f.people[k-1].effect != "" {
		f.attributive(*t, int(k)-1)
		return
	}
	switch {
	case e.Has("does"):
		f.verb(t)
	case e.Has("adjoined"):
		if m := int(f.at[max(first-1, 0)]) - 1; m >= 0 && f.people[m].last == first {
			f.addList(*t, f.listEnding(m), false)
		}
	case e.Has("happens"), e.Has("state"):
		f.subject(*t)
	}
}

// attributive records "two dead soldiers" and "17 fatalities".
func (f *figureFinder) attributive(t trigger, k int) {
	p := f.people[k]
	if p.plural || p.none || !p.counted && !f.indefinite(p) {
		return // "the wounded man" is known from before
	}
	f.add(t, k, p.first, p.last)
	f.parts(t, k, p.last)
}

// indefinite reports whether a mention brings in somebody new: "a dead policeman", "another dead".
func (f *figureFinder) indefinite(p people) bool {
	w := f.lower(p.first)
	return w == "a" || w == "an" || w == "another"
}

// event records "the murder of two nuns", "deaths of all 33 militants", and reports whether there were any.
func (f *figureFinder) event(t trigger) bool {
	k := t.last
	if t.entry.Term == "life" && !f.takesLives(t.first) {
		return false
	}
	if f.lower(k) == "[" || f.lower(k) == "(" {
		k++
	}
	for n := 0; n < 4 && f.lower(k) != "of" && (f.isTimeWordAt(k) || f.lower(k) == "on" || f.numberOf(k) >= 0); n++ {
		k++ // "the murder on 26 February of the mayor"
	}
	if f.lower(k) != "of" {
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

func (f *figureFinder) isTimeWordAt(k int) bool { return k < len(f.words) && f.isTimeWord(k) }

// owned records whom a noun belongs to: "the mayor's death", "Reyes's murder".
func (f *figureFinder) owned(t trigger) bool {
	if k := t.first - 1; k <= 0 || !isPossessiveMark(f.lower(k)) || f.doc.Tokens[t.first].Tag == language.VERB {
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

// agent reports whether the verb at token i has its doer before it as "who": "those who killed".
func (f *figureFinder) agent(i int) bool {
	switch f.lower(f.groupStart(i) - 1) {
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
	case language.PUNCT, language.ADP, language.ADV, language.CCONJ, language.SCONJ, language.PRON:
		return true
	case language.AUX:
		return true
	case language.VERB:
		return f.doc.Tokens[k].Form == language.Gerund || f.doc.Tokens[k].Tag == language.VERB
	}
	return f.numberOf(k) < 0 && f.at[k] == 0 && f.doc.Tokens[k].Tag != language.DET
}

// both turns "killed and wounded", "killed or injured" into the sum of the two, and returns the token after.
func (f *figureFinder) both(t *trigger) int {
	if t.effect != tocsin.Killed && t.effect != tocsin.Injured && t.effect != tocsin.KilledOrInjured {
		return t.last
	}
	w := f.lower(t.last)
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

func (f *figureFinder) skipAdverbs(k int) int {
	for k < len(f.doc.Tokens) && f.doc.Tokens[k].Tag == language.ADV && f.at[k] == 0 || f.lower(k) == "dead" && f.at[k] == 0 {
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
		switch f.lower(k) {
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
		return true
	}
	for k := t.first - 1; k >= 0 && k > t.first-5; k-- {
		switch f.lower(k) {
		case "to":
			return f.lower(k+1) != "have"
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

// objects reads the list of people that begins at token k.
func (f *figureFinder) objects(k int) []int {
	var list []int
	sure := 0 // how much of the list is closed by "and" or numbers
	for {
		m, ok := f.starting(k)
		if !ok || !f.sameSentence(k-1, k) || len(list) > 0 && f.hasOwnVerb(m) {
			break
		}
		p := f.people[m]
		comma := f.lower(k-1) == ","
		if n := len(list); n > 0 && comma && f.apposed(list[n-1], m) {
			f.inherit(list[n-1], m)
		} else {
			list = append(list, m)
			if !comma || p.counted {
				sure = len(list)
			}
		}
		next := f.separator(p.last)
		if next < 0 {
			next = f.pastPreposition(p.last)
		}
		if next < 0 {
			break
		}
		k = next
	}
	if len(list) > 0 {
		sure = max(sure, 1)
	}
	return list[:sure]
}

// apposed reports whether mention m, after a comma, says who the person before it is: "Aldo Reyes, a
// policeman,".
func (f *figureFinder) apposed(before, m int) bool {
	p, q := f.people[before], f.people[m]
	return p.named && p.low == 1 && p.high == 1 && q.low == 1 && q.high == 1 && !q.counted && !q.named
}

// inherit gives a named person the group of the apposition.
func (f *figureFinder) inherit(named, m int) {
	if p := &f.people[named]; !p.known {
		p.group, p.known, p.armed = f.people[m].group, true, f.people[m].armed
	}
}

// separator returns the token after "," "and" ", and" "as well as" that goes on a list from token k,
// -1 if there is none.
func (f *figureFinder) separator(k int) int {
	if end := f.closing(k); end > k {
		k = end
	}
	start := k
	if f.lower(k) == "," {
		k++
	}
	switch f.lower(k) {
	case "and", "plus", "&":
		k++
	case "along", "together":
		if f.lower(k+1) == "with" {
			k += 2
		}
	case "as":
		if f.lower(k+1) == "well" && f.lower(k+2) == "as" {
			k += 3
		}
	}
	if k == start {
		return -1
	}
	return k
}

// closing returns the token after the bracket that closes the one at token k, k if none is open there.
func (f *figureFinder) closing(k int) int {
	if w := f.lower(k); w != "(" && w != "[" {
		return k
	}
	for j := k + 1; j < k+16 && f.sameSentence(k, j); j++ {
		if w := f.lower(j); w == ")" || w == "]" {
			return j + 1
		}
	}
	return k
}

// pastPreposition goes on a list over "from Spain", "in the car": to a separator before another mention
// with a number or article.
func (f *figureFinder) pastPreposition(k int) int {
	switch f.lower(k) {
	case "from", "of", "in", "at", "aboard", "near", "on":
	default:
		return -1
	}
	for j := k + 1; j < k+8 && f.sameSentence(k, j); j++ {
		if next := f.separator(j); next >= 0 {
			if m, ok := f.starting(next); ok && (f.people[m].counted || f.people[m].low == 1 && !f.people[m].named) {
				return next
			}
			if f.lower(j) != "," {
				return -1
			}
			continue
		}
		switch f.doc.Tokens[j].Tag {
		case language.NOUN, language.PROPN, language.ADJ, language.DET, language.NUM, language.ADP, language.PRON, language.PART:
		default:
			return -1
		}
	}
	return -1
}

// hasOwnVerb reports whether a mention is the subject of what follows, so that it does not go on the list
// before it: "killed two and three others were hurt".
func (f *figureFinder) hasOwnVerb(m int) bool {
	k := f.skipAdverbs(f.people[m].last)
	if !f.sameSentence(f.people[m].first, k) {
		return false
	}
	if t := &f.doc.Tokens[k]; t.Tag == language.AUX {
		return true
	}
	if f.lower(k) == "and" || f.lower(k) == "," {
		return false
	}
	e, _ := f.lists.effect.At(f.words, k)
	return e != nil && !e.Has("event") || e != nil && f.lower(k+1) != "of"
}

// subject records who a passive or intransitive verb or an adjective is said of: the nearest mention of
// people to its left, with the list that it ends.
func (f *figureFinder) subject(t trigger) {
	if f.hypothetical(t) {
		return
	}
	k := f.groupStart(t.first)
	m := f.subjectBefore(k, k == t.first)
	if t.firm && m >= 0 && !f.isSubject(m, k) {
		return // "the report on the attack was released"
	}
	if m < 0 {
		m = f.understood(k)
	}
	if m < 0 {
		return
	}
	list := f.listEnding(m)
	if p := f.people[m]; len(list) == 1 && (p.low == 1 && p.high == 1 && !p.counted && (f.says(k, t.first, "were") || f.says(k, t.first, "are")) ||
		p.low > 1 && p.counted && f.says(k, t.first, "was")) {
		return // the verb does not agree: it is said of others, who were not understood
	}
	f.addList(t, list, false)
	k = t.last
	for n := 0; n < 4 && k < len(f.words) && (f.isTimeWord(k) || f.doc.Tokens[k].Tag == language.ADV || f.lower(k) == "on"); n++ {
		k++ // "were wounded today, including three officers"
	}
	f.parts(t, m, k)
	f.alongWith(t)
	if f.lower(t.last) == "," && f.lower(t.last+1) == "as" && (f.lower(t.last+2) == "were" || f.lower(t.last+2) == "was") {
		f.addList(t, f.objects(t.last+3), true) // "90 were wounded, as were two soldiers"
	}
}

// alongWith records those named after the verb: "was killed on Friday along with two of his guards".
func (f *figureFinder) alongWith(t trigger) {
	for k := t.last; k < t.last+16 && f.sameSentence(t.first, k); k++ {
		if w := f.lower(k); (w == "along" || w == "together") && f.lower(k+1) == "with" {
			f.addList(t, f.objects(k+2), true)
			return
		}
	}
}

// isSubject reports whether mention m stands in the noun phrase that the verb group at token k is said of,
// where that can be told.
func (f *figureFinder) isSubject(m, k int) bool {
	v, ok := f.reading.verb(k)
	if !ok || f.lower(f.people[m].last) == "who" {
		return true
	}
	s, ok := f.subjectOf(v)
	return !ok || s.first < f.people[m].last && f.people[m].first < s.last
}

// groupStart returns the first token of the auxiliaries and adverbs before the verb or adjective at token k.
func (f *figureFinder) groupStart(k int) int {
	if p, ok := f.reading.verb(k); ok {
		k = p.First
	}
	for k > 0 && f.sameSentence(k-1, k) && f.at[k-1] == 0 {
		t := &f.doc.Tokens[k-1]
		if t.Tag != language.AUX && t.Tag != language.ADV && t.Lower != "found" && t.Lower != "left" && t.Lower != "reported" && t.Lower != "confirmed" {
			break
		}
		k--
	}
	return k
}

// understood finds the subject of "before being killed", which stands at the head of the sentence.
func (f *figureFinder) understood(k int) int {
	if f.lower(k) != "being" || f.lower(k-1) != "before" && f.lower(k-1) != "after" {
		return -1
	}
	s := f.sentence(k)
	for i := s.First; i < k; i++ {
		if m := int(f.at[i]) - 1; m >= 0 {
			if p := f.people[m]; p.low == 1 && p.high == 1 && !p.none {
				return m
			}
			return -1
		}
	}
	return -1
}

// subjectBefore walks left from token k to the mention of people that is the subject of what begins
// there, -1 if the clause has none. Without an auxiliary ("three people killed") the mention must stand
// before it whatever governs it.
func (f *figureFinder) subjectBefore(k int, reduced bool) int {
	for j := k - 1; j >= 0 && f.sameSentence(j, k); j-- {
		if m := int(f.at[j]) - 1; m >= 0 {
			p := f.people[m]
			if p.sum {
				return -1
			}
			if f.ofThem(p) { // "six priests, five of them foreigners, who were killed"
				j = p.first
				continue
			}
			before := f.lower(p.first - 1)
			who := f.lower(p.last)
			if who == "," {
				who = f.lower(p.last + 1)
			}
			switch {
			case p.plural && before == ",": // "two men, members of the guard, were killed"
				j = p.first - 1
				continue
			case before == "by" || before == "including" || before == "them" || before == "whom":
				j = p.first
				continue
			case who == "who" || who == "that" || reduced && p.last == k:
				return m
			case p.first > 0 && f.sameSentence(p.first-1, p.first) && f.doc.Tokens[p.first-1].Tag == language.ADP:
				j = p.first
				continue
			case f.isObject(m):
				return -1
			}
			return m
		}
		if !f.passes(&j) {
			return -1
		}
	}
	return -1
}

// passes reports whether the search for a subject may go on left over token j; over a relative clause it
// goes in one step.
func (f *figureFinder) passes(j *int) bool {
	t := &f.doc.Tokens[*j]
	switch t.Lower {
	case "who", "which", "that", "also":
		return true
	case "many", "some", "most", "numerous", "none":
		return false // "and many injured": no figure
	case ")":
		for k := *j - 1; k >= 0 && k > *j-16 && f.sameSentence(k, *j); k-- {
			if f.lower(k) == "(" {
				*j = k
				return true
			}
		}
	case "--", "—", "–":
		for k := *j - 1; k >= 0 && k > *j-25 && f.sameSentence(k, *j); k-- {
			if f.lower(k) == t.Lower { // over what stands between dashes
				*j = k
				return true
			}
		}
		return false
	case "and":
		if v, ok := f.reading.verb(*j - 1); ok && v.Last == *j { // "was kidnapped and killed"
			*j = v.First
		} else if f.doc.Tokens[max(*j-1, 0)].Tag == language.ADJ && f.groupStart(*j-1) < *j-1 { // "was shot and killed"
			*j = f.groupStart(*j - 1)
		}
		return true
	case "text", "excerpt", "report":
		return f.lower(*j+1) != "]"
	case ";", ":", "when", "while", "after", "but", "as":
		return false
	}
	if t.Tag == language.VERB && *j > 0 && f.at[*j-1] != 0 && *j+1 < len(f.doc.Tokens) && f.doc.Tokens[*j+1].Tag == language.ADP {
		return true // "33 soldiers detained for days have been released"
	}
	if t.Tag != language.AUX && (t.Tag != language.VERB || t.Form == language.Gerund || t.Form == language.PastParticiple) {
		return true
	}
	if who, ok := f.relative(*j); ok {
		*j = who
		return true
	}
	return false
}

// relative returns the token of the relative pronoun whose clause the verb at token j belongs to.
func (f *figureFinder) relative(j int) (int, bool) {
	v, ok := f.reading.verb(j)
	if !ok {
		return 0, false
	}
	for k := v.First - 1; k >= 0 && k >= v.First-2; k-- {
		switch f.lower(k) {
		case "who", "which", "that":
			return k, true
		}
	}
	return 0, false
}

// isObject reports whether a mention follows a verb that harms, and so is its object and not the subject
// of a later one.
func (f *figureFinder) isObject(m int) bool {
	k := f.people[m].first - 1
	for k >= 0 && f.doc.Tokens[k].Tag == language.ADV {
		k--
	}
	if k < 0 || !f.sameSentence(k, f.people[m].first) {
		return false
	}
	low := f.sentence(k).First
	for n := len(f.found) - 1; n >= 0 && f.found[n].first >= low; n-- {
		if g := &f.found[n]; g.first < f.people[m].first && f.people[m].last <= g.last {
			return true
		}
	}
	return false
}

// listEnding returns the mentions of the list whose last is m, in text order. A list needs an "and" before
// its last: "according to the mayor, six people" is none.
func (f *figureFinder) listEnding(m int) []int {
	list := []int{m}
	for m > 0 {
		p, q := f.people[m-1], f.people[m]
		next := f.separator(p.last)
		if next != q.first {
			next = f.pastPreposition(p.last)
		}
		if next != q.first || len(list) == 1 && f.lower(q.first-1) == "," || f.isObject(m-1) || f.lower(p.first-1) == "including" || p.sum {
			break
		}
		m--
		list = append(list, m)
	}
	slices.Reverse(list)
	return list
}

// addList records one effect for each mention of a list, and for the parts named after it.
func (f *figureFinder) addList(t trigger, list []int, object bool) {
	for n, m := range list {
		p := f.people[m]
		first, last := p.first, p.last
		if n == 0 {
			first = min(first, t.first)
			if object || t.last <= p.first {
				last = max(last, t.last)
			}
		}
		if n == len(list)-1 && t.first >= p.last {
			last = t.last
		}
		if t.first < p.first && n > 0 {
			first = p.first
		}
		f.add(t, m, first, last)
	}
	if n := len(list); n > 0 {
		f.parts(t, list[n-1], f.people[list[n-1]].last)
		f.each(t, list[n-1])
	}
}

// each records the second half of "two each from the coast guard and the police".
func (f *figureFinder) each(t trigger, m int) {
	p := f.people[m]
	k := p.last
	if f.lower(p.last) != "and" || !f.says(p.first, p.last, "each") {
		return
	}
	for k++; f.determiner(k); k++ {
	}
	e, n := f.groupAt(k)
	if e == nil || e.Value() == "thing" {
		return
	}
	p.group, p.last = tocsin.Group(e.Value()), k+n
	f.people = append(f.people, p)
	f.add(t, len(f.people)-1, p.first, p.last)
}

// says reports whether a word stands in tokens first..last.
func (f *figureFinder) says(first, last int, word string) bool {
	for k := first; k < last; k++ {
		if f.lower(k) == word {
			return true
		}
	}
	return false
}

// parts records what "including", "among them" and "six of them" at token k single out of mention m.
func (f *figureFinder) parts(t trigger, m, k int) {
	if w := f.lower(k); w == "," || w == "(" || w == "-" || w == "–" || w == "—" || w == "--" || w == ":" {
		k++
	}
	switch f.lower(k) {
	case "including", "includes":
		k++
	case "among":
		if f.lower(k+1) != "them" && f.lower(k+1) != "whom" {
			return
		}
		k += 2
		if f.lower(k) == "were" || f.lower(k) == "was" {
			k++
		}
	default:
		q, ok := f.starting(k)
		if !ok || q == m || !f.ofThem(f.people[q]) && !(f.lower(k-1) == "(" && f.people[q].counted) {
			return
		}
	}
	for n, q := range f.objects(k) {
		p := f.people[q]
		if p.plural || p.none || p.group == f.people[m].group && p.group != tocsin.GroupAll {
			continue
		}
		first := p.first
		if n == 0 {
			first = k - 1
			if f.lower(k-1) != "including" {
				first = k
			}
		}
		f.add(t, q, first, p.last)
		if p.group == tocsin.GroupAttackers && len(f.found) > 1 {
			yes := true
			for g := range f.found {
				if f.found[g].first <= f.people[m].first && f.people[m].last <= f.found[g].last {
					f.found[g].IncludesAttackers = &yes
				}
			}
		}
	}
}

// ofThem reports whether a mention is a part by its own words: "six of them children".
func (f *figureFinder) ofThem(p people) bool {
	for k := p.first; k < p.last; k++ {
		if w := f.lower(k); w == "them" || w == "whom" {
			return !p.bare
		}
	}
	return false
}

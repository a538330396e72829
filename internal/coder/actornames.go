package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/language"
)

// A learned name is that of an organisation no list knows and no word of which tells that it is armed: the report shows
// it by what it says of it ("police blamed the League of the North", "fighters of the Kanu Network").
type learned struct {
	words []string // as the text has them
}

// learnNames reads the names of organisations off the places where only an author of violence can stand: who is blamed
// or accused of it, who claims it, whose fighters they are, and what stands beside "a group".
func (r *reading) learnNames() {
	r.learned = map[string][]learned{}
	for _, v := range r.verbs {
		if r.sentence(v.Head).Upper {
			continue
		}
		switch r.words[v.Head].Lemma {
		case "blame", "accuse", "suspect":
			r.learnAccused(v)
		case "attribute", "ascribe":
			if to := r.linkAfter(v, "to"); to > 0 {
				r.learnAt(to+1, true)
			}
		case "put", "lay", "place", "pin", "cast":
			if on := r.linkAfter(v, "on"); on > 0 && r.hasAny(v.Last, on, "blame", "responsibility") {
				r.learnAt(on+1, true)
			}
		case "point":
			if at := r.linkAfter(v, "at"); at > 0 && r.hasAny(v.Last, at, "finger", "fingers") {
				r.learnAt(at+1, true)
			}
		case "finger":
			r.learnAt(v.Last, true)
		case "fall", "focus":
			if on := r.linkAfter(v, "on"); on > 0 {
				if sub, ok := r.subjectOf(v); ok && r.hasAny(sub.first, sub.last, "suspicion", "suspicions", "blame") {
					r.learnAt(on+1, true)
				}
			}
		case "link", "affiliate", "associate":
			if sub, ok := r.subjectOf(v); ok && v.Passive && v.Last+1 < len(r.words) && r.attackersIn(sub.first, sub.last) {
				r.learnAt(v.Last+1, true)
			}
		case "claim":
			r.learnClaimant(v)
		case "say":
			if k := v.Last; k+2 < len(r.words) && (r.words[k].Lower == "it" || r.words[k].Lower == "they") && r.words[k+1].Lemma == "be" && (r.words[k+2].Lower == "behind" || r.words[k+2].Lower == "responsible") {
				r.learnSubject(v)
			}
		case "take", "deny", "admit", "accept":
			if r.hasAny(v.Last, min(v.Last+3, len(r.words)), "responsibility", "credit", "involvement") {
				r.learnSubject(v)
			}
		}
	}
	for k := range r.words {
		e, n := r.entry(r.lists.class, k)
		if e == nil {
			continue
		}
		switch e.Value() {
		case "armed", "member", "body", "weak", "empty":
			r.learnBeside(k, n, e.Value())
		}
	}
}

// learnAccused learns from "S blamed the X", "the X was blamed", "blamed on the X", "accused the X of killing".
func (r *reading) learnAccused(v language.Phrase) {
	if v.Modal || v.Negated {
		return
	}
	blame := r.words[v.Head].Lemma == "blame"
	if on := r.linkAfter(v, "on"); on > 0 && blame {
		r.learnAt(on+1, true)
		return
	}
	if r.passive(v) {
		if sub, ok := r.subjectOf(v); ok && (blame || v.Last >= len(r.words) || r.doc.Tokens[v.Last].Tag == language.PUNCT || r.deedWithin(v.Last, v.Last+7)) {
			r.learnRun(sub.first, sub.last)
		}
		return
	}
	last, ok := r.properRun(v.Last)
	if !ok {
		// "accused the party's youth wing, the X"
		if end := r.phraseFrom(v.Last, r.sentence(v.Head).Last); end > v.Last && end+1 < len(r.words) && r.words[end].Lower == "," && r.words[end+1].Lower == "the" {
			if e, _ := r.entry(r.lists.class, end-1); e != nil && (e.Value() == "body" || outfits[r.words[end-1].Lemma]) {
				r.learnAt(end+1, true)
			}
		}
		return
	}
	if next := r.word(last); next == "of" || next == "for" || next == "in" {
		if !r.deedWithin(last+1, last+8) {
			return // of a blackout, of corruption
		}
	} else if !blame && r.words[v.Head].Lemma != "suspect" {
		return
	}
	r.learnAt(v.Last, true)
}

// learnClaimant learns from "X claimed responsibility", "the attack was claimed by X".
func (r *reading) learnClaimant(v language.Phrase) {
	if r.passive(v) {
		if first, last, ok := r.agentBy(v); ok {
			r.learnRun(first, last)
		}
		return
	}
	if r.hasAny(v.Last, min(v.Last+3, len(r.words)), "responsibility", "credit", "attack", "attacks", "bombing", "killing", "killings") {
		r.learnSubject(v)
	}
}

// learnSubject learns the subject of a verb.
func (r *reading) learnSubject(v language.Phrase) {
	if sub, ok := r.subjectOf(v); ok {
		r.learnRun(sub.first, sub.last)
	}
}

// learnRun learns each name of a phrase that an article makes an organisation's: "the Dawn Council and the Palm League".
func (r *reading) learnRun(first, last int) {
	for k := first; k < last; k++ {
		if k == first || r.words[k-1].Lower == "and" || r.words[k-1].Lower == "or" {
			r.learnAt(k, true)
		}
	}
}

// learnBeside learns from the words beside a class word at tokens k..k+n: "fighters of the X", "X militants", "a group,
// the X,".
func (r *reading) learnBeside(k, n int, value string) {
	next := k + n
	if r.sentence(k).Upper {
		if value == "body" && next+1 < len(r.words) && r.words[next].Lower == "," && r.introduced(k) {
			r.learnUpper(next + 1)
		}
		if value == "armed" && next+1 < len(r.words) && r.words[next].Lower == "of" {
			r.learnExplained(next + 1)
		}
		return
	}
	armed := value == "armed" || value == "weak" && r.qualifiedWeak(k)
	if next+1 < len(r.words) && value != "empty" {
		switch r.words[next].Lower {
		case "of", "from":
			if armed || value == "member" && (r.hedgedBefore(k) || r.attackersBefore(k)) {
				r.learnAt(next+1, r.words[next].Lower == "from")
			}
		case "belonging", "loyal":
			if r.words[next+1].Lower == "to" {
				r.learnAt(next+2, true)
			}
		case ",":
			if (value == "body" || value == "armed") && r.introduced(k) {
				r.learnAt(next+1, false)
			}
		default:
			if (value == "body" || value == "armed" && r.doc.Tokens[k].Form != language.Plural) && r.namesBeside(k) {
				r.learnAt(next, false) // "the group X", "the militant sect X"
			}
		}
	}
	if value == "armed" && r.doc.Tokens[k].Form == language.Plural {
		first := k
		for first > 0 && r.properWord(first-1) && r.doc.Tokens[first-1].Sentence == r.doc.Tokens[k].Sentence {
			first--
		}
		first = r.trimLead(first, k)
		for first < k && r.words[first].Tag != "PROPN" && first == r.sentence(k).First {
			first++ // the capital of a sentence's first word tells nothing
		}
		if k-first >= 2 {
			r.learn(first, k)
		}
	}
}

// namesBeside reports whether the words before the noun of a body at token k leave it an armed one, so that a name right
// behind it is its name: "the group X", "the Islamist sect X", but not "the rights group X".
func (r *reading) namesBeside(k int) bool {
	if k+1 >= len(r.words) || !r.isCapital(k+1) || r.doc.Tokens[k+1].Tag == language.PUNCT || r.isTimeWord(k+1) || r.words[k].Lower == "cell" || r.words[k].Lower == "wing" || r.words[k].Lower == "column" {
		return false
	}
	for j := k - 1; j >= 0 && j > k-5; j-- {
		w := r.words[j].Lower
		if w == "the" || w == "a" || w == "an" {
			return true
		}
		e, _ := r.entry(r.lists.class, j)
		if e == nil && !leadWords[w] && !bodySorts[w] {
			if s, _ := r.entry(r.lists.state, j); s == nil {
				return false
			}
		}
	}
	return false
}

// bodySorts are adjectives of armed bodies that are no classes of people.
var bodySorts = set("radical extremist islamic jihadist rebel separatist insurgent militant armed guerrilla terrorist terror hardline hard-line shadowy obscure outlawed banned secessionist basque kurdish catholic protestant dissident republican nationalist paramilitary splinter")

// learnUpper learns the name in apposition at token k of a sentence all in capitals: "AN UNKNOWN GROUP, THE X BRIGADE,".
func (r *reading) learnUpper(k int) {
	if r.words[k].Lower == "the" {
		k++
	}
	last := k
	for last < r.sentence(min(k, len(r.words)-1)).Last && last < k+6 && r.nameWord(last, true) {
		last++
	}
	if last-k >= 2 && last < len(r.words) && r.words[last].Lower == "," {
		r.learnAs(k, last, true)
	}
}

// learnExplained learns the name at token k of a sentence all in capitals whose abbreviation follows in brackets:
// "GUERRILLAS OF THE X UNIT (XYU)".
func (r *reading) learnExplained(k int) {
	if r.words[k].Lower == "the" {
		k++
	}
	last := k
	for last+2 < len(r.words) && last < k+9 && (r.nameWord(last, true) || last > k && smallWords[r.words[last].Lower]) {
		last++
	}
	if last-k >= 2 && last+2 < len(r.words) && isOpenBracket(r.doc.Tokens[last].Text) && isShort(r.doc.Tokens[last+1].Text) && isCloseBracket(r.doc.Tokens[last+2].Text) {
		r.learnAs(k, last, true)
	}
}

// qualifiedWeak reports whether "men" or "people" at token k are armed or unknown ones, or stand alone as doers:
// "hooded men from the X".
func (r *reading) qualifiedWeak(k int) bool {
	e, _ := r.entry(r.lists.class, max(k-1, 0))
	return e != nil && e.Value() == "qualifier"
}

// hedgedBefore reports whether a doubt stands before token k: "suspected members", "alleged members".
func (r *reading) hedgedBefore(k int) bool { return k > 0 && isHedge(r.words[k-1].Lower) }

// attackersBefore reports whether the words at token k are what attackers are said to be: "the gunmen were members".
func (r *reading) attackersBefore(k int) bool {
	low := r.sentence(k).First
	if k-1 <= low || r.words[k-1].Lemma != "be" {
		return false
	}
	return r.attackersIn(low, k-1)
}

// attackersIn reports whether tokens first..last name those who did it.
func (r *reading) attackersIn(first, last int) bool {
	for k := first; k < last; k++ {
		if e, _ := r.entry(r.lists.class, k); e != nil && (e.Value() == "empty" || e.Value() == "suspect" || e.Value() == "armed") {
			return true
		}
	}
	return false
}

// introduced reports whether the noun at token k is told for the first time, so that a name after it is its name: "a
// little-known group, the X," and "two groups, the X and the Y,".
func (r *reading) introduced(k int) bool {
	for j := k - 1; j >= 0 && j > k-5; j-- {
		switch w := r.words[j].Lower; {
		case w == "a" || w == "an" || r.doc.Tokens[j].Tag == language.NUM:
			return true
		case r.doc.Tokens[j].Tag == language.ADJ || leadWords[w] || r.doc.Tokens[j].Tag == language.NOUN || r.doc.Tokens[j].Tag == language.VERB || r.doc.Tokens[j].Tag == language.ADV:
		default:
			return w == "the" && k+2 < len(r.words) && r.words[k+2].Lower == "the"
		}
	}
	return false
}

// linkAfter returns the token of a preposition within a few words behind a verb, 0 if there is none.
func (r *reading) linkAfter(v language.Phrase, word string) int {
	for k := v.Last; k+1 < len(r.words) && k < v.Last+8 && r.words[k].Lower != "," && r.doc.Tokens[k].Sentence == r.doc.Tokens[v.Head].Sentence; k++ {
		if r.words[k].Lower == word {
			return k
		}
	}
	return 0
}

// deedWithin reports whether tokens from..to, within the sentence, tell of violence.
func (r *reading) deedWithin(from, to int) bool {
	if from >= len(r.words) {
		return false
	}
	for k := from; k < min(to, r.sentence(from).Last); k++ {
		if e, _ := r.lists.deed.At(r.words, k); e != nil && (!e.Has("weak") || e.Value() == "runs") {
			return true
		}
		if e, _ := r.lists.weapon.At(r.words, k); e != nil {
			return true
		}
	}
	return false
}

// learnAt learns the name that begins at token k, after an article, which article tells where the name alone could be a
// person's or a place's.
func (r *reading) learnAt(k int, article bool) {
	for k < len(r.words) && (r.words[k].Lower == "both" || isOpenQuote(r.doc.Tokens[k].Text)) {
		k++
	}
	if k >= len(r.words) {
		return
	}
	if j := r.afterLead(k); j > k {
		k, article = j, false // "the rebel X", "the little-known X"
	}
	the := r.words[k].Lower == "the" || k > 0 && r.words[k-1].Lower == "the"
	if article && !the {
		return
	}
	last, ok := r.properRun(k)
	if !ok {
		return
	}
	if r.words[k].Lower == "the" {
		k++
	}
	if last < len(r.words) && r.doc.Tokens[last].Tag == language.NOUN && r.doc.Tokens[last].Sentence == r.doc.Tokens[k].Sentence && !bodies[r.words[last].Lower] {
		if !outfits[r.words[last].Lemma] {
			return // "the Fulani herders": the name only says which
		}
		last++ // "the New Order cartel"
	}
	r.learn(k, last)
	// "the Dawn Front and the Palm League"
	if last+1 < len(r.words) && (r.words[last].Lower == "and" || r.words[last].Lower == "or") && r.words[last+1].Lower == "the" {
		r.learnAt(last+1, article)
	}
}

// afterLead returns the token after an article and small words that say what sort of group a name is: "the rebel",
// "the little-known". It is k where there are none.
func (r *reading) afterLead(k int) int {
	j := k
	if articles[r.words[j].Lower] {
		j++
	}
	first := j
	for j < len(r.words) && !r.isCapital(j) {
		if e, n := r.entry(r.lists.class, j); e != nil && (e.Value() == "armed" || e.Value() == "body") {
			j += n
		} else if leadWords[r.words[j].Lower] || newNames[r.words[j].Lower] {
			j++
		} else {
			break
		}
	}
	if j == first || j >= len(r.words) || !r.isCapital(j) {
		return k
	}
	return j
}

// newNames are words before a name that the report tells for the first time: "a previously unknown X".
var newNames = set("previously hitherto unknown obscure shadowy unheard-of new newly-formed then")

// properWord reports whether token k can be a word of an organisation's name.
func (r *reading) properWord(k int) bool {
	t := &r.doc.Tokens[k]
	if !r.isCapital(k) || barred[t.Lower] || r.isTimeWord(k) {
		return false
	}
	switch t.Tag {
	case language.PUNCT, language.PRON, language.DET, language.AUX, language.ADP, language.SCONJ, language.CCONJ:
		return false
	}
	return true
}

// properRun returns the end of the name that begins at token k, over its article and the small words inside it.
func (r *reading) properRun(k int) (int, bool) {
	if k < len(r.words) && r.words[k].Lower == "the" {
		k++
	}
	if k >= len(r.words) {
		return k, false
	}
	s, first := r.sentence(k), k
	if r.doc.Tokens[k].Tag == language.NUM && k+1 < s.Last && r.properWord(k+1) {
		k++ // "400 Mawozo"
	}
	for k < s.Last {
		switch {
		case r.properWord(k):
			k++
		case isPossessiveMark(r.words[k].Lower) && k > first && k+1 < s.Last && (groupNouns[r.words[k+1].Lower] || groupWords[r.words[k+1].Lower]) && r.isCapital(k+1):
			k += 2 // "Workers' Party"
		case k > first && smallWords[r.words[k].Lower] && r.words[k].Lower != "and" && r.words[k].Lower != "in" && r.words[k].Lower != "on" && r.words[k].Lower != "by" && r.words[k].Lower != "to" && r.words[k].Lower != "a":
			j := k + 1
			if j < s.Last && r.words[j].Lower == "the" {
				j++
			}
			if j >= s.Last || !r.properWord(j) {
				return k, true
			}
			k = j + 1
		default:
			return k, k > first
		}
	}
	return k, k > first
}

// learn notes the name at tokens first..last, unless it is a place's, a state's, an office's or already known.
func (r *reading) learn(first, last int) { r.learnAs(first, last, false) }

// learnAs is learn, for a name that the report itself calls a group's where told is set: it may end as a force's does.
func (r *reading) learnAs(first, last int, told bool) {
	if first >= last || last-first > 8 {
		return
	}
	for k := first; k < last; k++ {
		if r.startsGroup(k) {
			return
		}
		if e, n := r.entry(r.lists.force, k); e != nil && !r.namedFor(k+n, last) && !(told && k > first) {
			return
		}
		if e, n := r.entry(r.lists.channel, k); e != nil && (n > 1 || last-first == 1) {
			return
		}
		if e, n := r.entry(r.lists.role, k); e != nil && (e.Value() == "authority" || n > 1 || last-first == 1) && !groupNouns[r.words[k].Lower] && !bodies[r.words[k].Lower] && !councils[r.words[k].Lower] {
			return
		}
		if e, n := r.entry(r.lists.state, k); e != nil && k == first && k+n >= last {
			return
		}
	}
	name := r.spaced(first, last)
	if len(r.gaz.Lookup(name)) > 0 {
		return
	}
	if _, ok := r.gaz.Demonym(name); ok {
		return
	}
	l := learned{}
	for k := first; k < last; k++ {
		l.words = append(l.words, r.doc.Tokens[k].Text)
	}
	key := strings.ToLower(l.words[0])
	for _, o := range r.learned[key] {
		if strings.Join(o.words, " ") == strings.Join(l.words, " ") {
			return
		}
	}
	r.learned[key] = append(r.learned[key], l)
}

// outfits are armed bodies whose name ends in what they are.
var outfits = set("cartel gang militia network faction sect mafia syndicate brigade front")

// councils are bodies that rule an armed group as well as a state.
var councils = set("council committee command network")

// namedFor reports whether a name goes on from token k as no state's does: "Army of the Northern Coast", but "Army of
// Iraq".
func (r *reading) namedFor(k, last int) bool {
	if k+1 >= last || r.words[k].Lower != "of" && r.words[k].Lower != "for" {
		return false
	}
	k++
	if r.words[k].Lower == "the" && k+1 < last {
		k++
	}
	e, _ := r.entry(r.lists.state, k)
	if e != nil || r.words[k].Lower == "republic" {
		return false
	}
	refs := r.gaz.Lookup(r.spaced(k, last))
	return len(refs) == 0 || r.gaz.Place(refs[0]).Class != gazetteer.Country
}

// learnedName returns how many tokens the longest learned name takes that begins at token i, 0 if none does.
func (r *reading) learnedName(i int) int {
	best := 0
	for _, l := range r.learned[r.words[i].Lower] {
		n := len(l.words)
		if n <= best || i+n > len(r.words) {
			continue
		}
		for j, w := range l.words {
			if r.doc.Tokens[i+j].Text != w {
				n = 0
				break
			}
		}
		best = max(best, n)
	}
	return best
}

// shapeless reports whether a learned name at tokens i..i+n is not better read by its shape, which may take more of it.
func (r *reading) shapeless(i, n int) bool {
	last, ok := r.capitalRun(i)
	return !ok || last <= i+n || !r.namesGroup(i, last)
}

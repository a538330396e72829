package coder

import (
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// A subject is who a verb says it of.
type subject struct {
	first, last int  // tokens of the noun phrase with what hangs on it ("terrorists of the X"), half-open
	end         int  // end of everything between the subject and its verb: appositions, relative clauses
	relative    bool // found through "who" or "which"
}

// subjectOf finds the subject of a verb group to its left, over adverbs, dates, appositions and relative clauses.
// Without a parser this is the nearest noun phrase that no preposition governs.
func (r *reading) subjectOf(v language.Phrase) (subject, bool) {
	low := r.sentence(v.Head).First
	if e, n := r.entry(r.lists.armedGroup, v.First); e != nil && v.First+n <= v.Head {
		return subject{first: v.First, last: v.First + n, end: v.First + n}, true // "IS", taken for a form of "be"
	}
	k := r.skipLeft(v.First-1, low)
	if k < low {
		return subject{}, false
	}
	s := subject{end: v.First}
	ts := r.doc.Tokens
	if ts[k].Tag == language.CCONJ && k > low && (ts[v.Head].Form != language.Base || r.presentBefore(k, low)) && ts[v.Head].Form != language.Gerund {
		if sub, ok := r.sharedSubject(k, low); ok {
			return sub, true // "X denied it and said"
		}
	}
	switch w := ts[k].Lower; {
	case relatives[w] && k > low:
		s.relative = true
		k--
		if ts[k].Lower == "," || isCloseBracket(ts[k].Text) {
			k = r.skipLeft(k-1, low)
		}
	case w == "," && k > low && v.First == v.Head && ts[v.Head].Form == language.PastParticiple && thoughtOf[r.words[v.Head].Lemma] && r.passive(v):
		k-- // "the attackers, believed to be": what a participle behind a comma is said of stands before it
	case w == "," || w == "-" || w == "--" || w == "–" || w == "—":
		open := r.openingComma(k, low)
		if w == "," && ts[v.Head].Form == language.Past && r.verbsListed(max(open, low), k) {
			if sub, ok := r.sharedSubject(k, low); ok {
				return sub, true // "entered a shop, took a knife, ran outside"
			}
		}
		if open <= low {
			return subject{}, false
		}
		k = r.skipLeft(open-1, low)
		if k > low && ts[k].Tag == language.CCONJ {
			return r.sharedSubject(k, low) // "denied it and, instead, blamed"
		}
	}
	if k < low {
		return s, false
	}
	if j, ok := r.beforeRelative(k, low); ok {
		k = j
	}
	for {
		if s.first, s.last = r.nounGroup(k, low); s.first >= s.last {
			return s, false
		}
		if t, ok := r.clauseHead(s, low); ok {
			return t, true
		}
		if j, ok := r.reducedHead(s, low); ok && !s.relative {
			k = j
			continue // "leaflets left at the scene said" is the leaflets
		}
		if s.relative || s.first <= low || ts[s.first-1].Lower != "by" {
			return s, true
		}
		// "a bomb planted by X killed", "an attack by X killed": X is the agent, the subject stands before it.
		k = r.skipLeft(s.first-2, low)
		for k > low && particles[ts[k].Lower] {
			k--
		}
		if g, ok := r.verb(max(k, low)); ok && g.First > low {
			k = r.skipLeft(g.First-1, low)
		}
		if k > low && ts[k].Lower == "," {
			k--
		}
		if k < low {
			return subject{}, false
		}
	}
}

// thoughtOf are participles that tell what somebody is held to be.
var thoughtOf = set("believe suspect think presume identify describe link affiliate")

// clauseHead returns the noun that a relative clause without commas belongs to where a phrase is only the object of that
// clause's verb: "a gunman who had praised X" is the gunman.
func (r *reading) clauseHead(s subject, low int) (subject, bool) {
	k := s.first - 1
	for k > low && (r.doc.Tokens[k].Tag == language.DET || r.doc.Tokens[k].Tag == language.ADV) {
		k--
	}
	v, ok := r.verb(max(k, low))
	if !ok || k <= low || v.First-2 < low || r.passive(v) {
		return s, false
	}
	j := v.First - 1
	if v.First == v.Head && r.doc.Tokens[v.Head].Form == language.Gerund && r.doc.Tokens[j].Tag == language.NOUN {
		head := subject{end: s.end} // "a man wearing a vest entered" is the man
		head.first, head.last = r.nounGroup(j, low)
		return head, head.first < head.last
	}
	for j > low && r.doc.Tokens[j].Tag == language.ADV {
		j--
	}
	if w := r.words[j].Lower; w != "who" && w != "which" && w != "that" || r.doc.Tokens[j-1].Tag != language.NOUN {
		return s, false
	}
	head := subject{end: s.end}
	head.first, head.last = r.nounGroup(j-1, low)
	return head, head.first < head.last
}

// beforeRelative returns the noun before a relative clause that ends in its verb at token k, right before the main verb: "a
// source who asked not to be named blamed".
func (r *reading) beforeRelative(k, low int) (int, bool) {
	if _, in := r.noun(k); in || r.doc.Tokens[k].Tag != language.VERB {
		return 0, false
	}
	for j := k - 1; j > low && j > k-10; j-- {
		switch w := r.words[j].Lower; {
		case w == "who" || w == "which":
			if _, in := r.noun(j - 1); in {
				return j - 1, true
			}
			return 0, false
		case r.doc.Tokens[j].Tag == language.PUNCT || r.doc.Tokens[j].Tag == language.CCONJ:
			return 0, false
		}
	}
	return 0, false
}

// reducedHead returns the noun before a participle whose place or manner a phrase only is: "leaflets left at the scene", "a
// source speaking on condition of anonymity".
func (r *reading) reducedHead(s subject, low int) (int, bool) {
	k := s.first - 1
	if k-2 < low || r.doc.Tokens[k].Tag != language.ADP || r.words[k].Lower == "by" || r.words[k].Lower == "as" || timeLinks[r.words[k].Lower] {
		return 0, false
	}
	g, ok := r.verb(k - 1)
	if !ok || g.Last != k || g.First != g.Head || g.First-1 < low {
		return 0, false
	}
	switch t := &r.doc.Tokens[g.Head]; t.Form {
	case language.Gerund, language.PastParticiple:
	case language.Past:
		if !issued[r.words[g.Head].Lemma] && r.words[g.Head].Lemma != "leave" && r.words[g.Head].Lemma != "find" {
			return 0, false
		}
	default:
		return 0, false
	}
	if t := r.doc.Tokens[g.First-1].Tag; t != language.NOUN && t != language.PROPN {
		return 0, false
	}
	return g.First - 1, true
}

var particles = set("out up off down over")

var relatives = set("who which that whom")

// skipLeft goes left from token k over adverbs, dates, quotes and brackets that stand between subject and verb.
func (r *reading) skipLeft(k, low int) int {
	ts := r.doc.Tokens
	for k >= low {
		t := &ts[k]
		switch {
		case t.Tag == language.ADV || adverbials[t.Lower]:
			k--
		case r.isTimeWord(k):
			k--
			for k >= low && (ts[k].Tag == language.ADP || timeLeads[ts[k].Lower] || ts[k].Tag == language.NUM || r.isTimeWord(k)) {
				k--
			}
		case isCloseBracket(t.Text):
			j := k
			for j > low && !isOpenBracket(ts[j].Text) {
				j--
			}
			if j == low {
				return k
			}
			k = j - 1
		case isCloseQuote(t.Text) || isOpenQuote(t.Text):
			k--
		default:
			return k
		}
	}
	return k
}

var (
	adverbials = set("also later earlier then meanwhile however reportedly allegedly apparently yet ever subsequently initially immediately has have had not n't n’t again once both each all himself herself itself themselves")
	timeLeads  = set("last this next early late on the since until in of")
	timeWords  = set("today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec jan. feb. aug. sept. oct. nov. dec. morning afternoon evening night week month year noon midnight weekend time times hours days")
)

// isTimeWord reports whether token k belongs to a date or time.
func (r *reading) isTimeWord(k int) bool {
	w := r.words[k].Lower
	return timeWords[w] && (w != "may" && w != "march" || r.doc.Tokens[k].Tag == language.PROPN) && (w != "time" || k > 0 && timeLeads[r.words[k-1].Lower])
}

// openingComma returns the comma that opens what the comma at token k closes: the nearest earlier one of the
// sentence, over a list's commas.
func (r *reading) openingComma(k, low int) int {
	mark := r.words[k].Lower
	for j := k - 1; j > low; j-- {
		if r.words[j].Lower == mark {
			return j
		}
	}
	return -1
}

// objectAt reports whether a verb's object begins at token k.
func (r *reading) objectAt(k int) bool {
	if k >= len(r.words) {
		return false
	}
	if w := r.words[k].Lower; (w == "at" || w == "more" || w == "up") && k+1 < len(r.words) {
		n := r.words[k+1].Lower
		return n == "least" || n == "than" || n == "to"
	}
	p, ok := r.noun(k)
	return ok && p.First == k && !r.isTimeWord(p.Head)
}

// speakerOf finds the subject of a verb group, or for a participle behind a comma ("…, saying that") the subject of
// the verb before it.
func (r *reading) speakerOf(v language.Phrase) (subject, bool) {
	if r.doc.Tokens[v.Head].Form != language.Gerund || v.First != v.Head {
		return r.subjectOf(v)
	}
	s := r.sentence(v.Head)
	if v.First == s.First || r.doc.Tokens[v.First-1].Tag == language.ADP || r.doc.Tokens[v.First-1].Tag == language.AUX {
		return r.subjectOf(v)
	}
	return r.mainSubject(v)
}

// sharedSubject finds the subject of the verb that "and" at token k joins another to.
func (r *reading) sharedSubject(k, low int) (subject, bool) {
	for k--; k > low; k-- {
		g, ok := r.verb(k)
		if !ok {
			continue
		}
		if r.words[g.First].Lower == "to" && g.First > low {
			if h, in := r.verb(g.First - 1); in {
				g = h
			}
		}
		if r.doc.Tokens[g.Head].Form == language.Gerund || r.words[g.First].Lower == "to" {
			return subject{}, false
		}
		return r.subjectOf(g)
	}
	return subject{}, false
}

// verbsListed reports whether a past verb stands between two commas that opens what stands there or has its own subject
// there, so that the verb behind the second comma is one more told of that subject, and no apposition lies between.
func (r *reading) verbsListed(open, k int) bool {
	if relatives[r.words[open+1].Lower] || relatives[r.words[min(open+2, k)].Lower] {
		return false // ", for which X claimed responsibility,"
	}
	for j := open + 1; j < k; j++ {
		v, ok := r.verb(j)
		if !ok {
			continue
		}
		j = v.Last
		if v.First <= open || v.Last > k || r.doc.Tokens[v.Head].Form != language.Past || r.passive(v) || relatives[r.words[v.First-1].Lower] {
			continue
		}
		if v.First == open+1 {
			return true
		}
		if p, in := r.noun(v.First - 1); in && p.First > open {
			return true
		}
	}
	return false
}

// presentBefore reports whether the verb that "and" at token k joins another to is a plain present, so that the base form
// behind is one too: "forces raid two hideouts and kill five".
func (r *reading) presentBefore(k, low int) bool {
	for k--; k > low; k-- {
		if g, ok := r.verb(k); ok {
			return g.Last-g.First == 1 && r.doc.Tokens[g.Head].Form == language.Present
		}
	}
	return false
}

// mainSubject finds the subject of the finite verb before a participle.
func (r *reading) mainSubject(v language.Phrase) (subject, bool) {
	s := r.sentence(v.Head)
	for k := v.First - 1; k > s.First; k-- {
		g, ok := r.verb(k)
		if !ok {
			continue
		}
		k = g.First
		if issued[r.words[g.Head].Lemma] && g.First > s.First && written[r.words[g.First-1].Lemma] {
			continue // "said in a statement read on television, blaming"
		}
		if r.doc.Tokens[g.Head].Form == language.Gerund || r.passive(g) || r.words[g.First].Lower == "to" || k > s.First && relatives[r.words[k-1].Lower] {
			continue
		}
		if sub, ok := r.subjectOf(g); ok {
			sub.end = min(sub.end, g.First)
			return sub, true
		}
	}
	return subject{}, false
}

// nounGroup returns the noun phrase that ends at token k with the phrases it hangs on to its left: from "front" in
// "terrorists of the X front" it is all of it. Empty where token k is in no phrase.
func (r *reading) nounGroup(k, low int) (first, last int) {
	listed, end := r.listedEnd(k, low)
	p, ok := r.noun(k)
	if !ok {
		return listed, end
	}
	first, last = max(p.First, low), k+1
	if listed < end {
		first = min(first, listed)
		if q, in := r.noun(first); in {
			first = max(q.First, low) // "the United States Department of Defense"
		}
	}
	ts := r.doc.Tokens
	for first > low+1 {
		t := &ts[first-1]
		switch {
		case t.Tag == language.ADP && t.Lower != "by" && t.Lower != "as" && !timeLinks[t.Lower] || t.Lower == "to" && nounParticiples[r.words[first-2].Lower] || isOpenQuote(t.Text):
			j := first - 2
			if nounParticiples[r.words[j].Lower] || isCloseQuote(ts[j].Text) {
				j--
			}
			q, ok := r.noun(j)
			if !ok || q.First < low {
				return first, last
			}
			first = q.First
		case t.Lower == "allied" && ts[first-2].Tag == language.CCONJ:
			first-- // "forces and allied X militia"
		case t.Tag == language.CCONJ && t.Lower != "but":
			q, ok := r.noun(first - 2)
			if !ok || q.First < low {
				return first, last
			}
			first = q.First
		default:
			return first, last
		}
	}
	return first, last
}

// timeLinks open a clause or a time rather than go on a noun: "the pact with Y after X attacked".
var timeLinks = set("after before since until till during following despite")

// nounParticiples stand between a noun and the preposition that goes on it: "fighters armed with", "troops loyal to".
var nounParticiples = set("belonging attributed linked armed dressed disguised loyal allied based stationed clad wearing opposed")

// listedEnd returns the tokens of a listed organisation that ends at token k, where the tagger saw a verb in its name
// ("Human Rights Watch"); empty where there is none.
func (r *reading) listedEnd(k, low int) (first, last int) {
	if _, ok := r.aliases[r.words[k].Lower]; ok && r.isCapital(k) && isShort(r.doc.Tokens[k].Text) {
		return k, k + 1 // "the UP", taken for a preposition
	}
	for j := max(low, k-4); j < k; j++ {
		for _, l := range []*lexicon.List{r.lists.role, r.lists.channel, r.lists.armedGroup} {
			if e, n := r.entry(l, j); e != nil && j+n == k+1 {
				return j, k + 1
			}
		}
	}
	return k, k
}

// phraseFrom returns the end of the noun phrase that begins at token k, with the prepositional phrases that follow
// it and what "and" joins to it, up to limit.
func (r *reading) phraseFrom(k, limit int) int {
	p, ok := r.noun(k)
	if !ok {
		if from, to := r.actorsIn(k, k+1); from < to {
			return r.actors[from].last // a name the tagger takes for a verb
		}
		return k
	}
	last := p.Last
	ts := r.doc.Tokens
	for last+1 < limit {
		j := last
		if isOpenBracket(ts[j].Text) {
			for j < limit && !isCloseBracket(ts[j].Text) {
				j++
			}
			if j >= limit {
				return last
			}
			last = j + 1
			continue
		}
		if isCloseQuote(ts[j].Text) {
			last++
			continue
		}
		if !(ts[j].Tag == language.ADP && phraseLinks[ts[j].Lower] || ts[j].Lower == "and" || ts[j].Lower == "or") {
			return last
		}
		j++
		q, ok := r.noun(j)
		if !ok || q.Last > limit || q.First > j {
			return last
		}
		last = q.Last
	}
	return last
}

var phraseLinks = set("of for from in at with")

// agentBy finds the doer a passive names: the phrase after "by", close behind the verb.
func (r *reading) agentBy(v language.Phrase) (first, last int, ok bool) {
	end := r.sentence(v.Head).Last
	for k := v.Last; k < end && k < v.Last+12; k++ {
		switch t := &r.doc.Tokens[k]; {
		case t.Lower == "by":
			k++
			for k < end && (r.doc.Tokens[k].Tag == language.ADV || isOpenQuote(r.doc.Tokens[k].Text)) {
				k++
			}
			if k >= end {
				return 0, 0, false
			}
			last := r.phraseFrom(k, end)
			return k, last, last > k
		case t.Tag == language.AUX || t.Lower == ";" || t.Lower == ":" || t.Tag == language.VERB && t.Form != language.PastParticiple && t.Form != language.Gerund:
			return 0, 0, false
		case relatives[t.Lower] || t.Tag == language.SCONJ || t.Lower == "when" || t.Lower == "where":
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// nounHead returns the head of the noun phrase that token k stands in; a date that ends the phrase is not it ("the
// group today").
func (r *reading) nounHead(k int) (int, bool) {
	p, ok := r.noun(k)
	if !ok {
		return 0, false
	}
	h := p.Head
	for j := k + 1; j <= h; j++ {
		if r.mended[j] {
			h = j - 1
		}
	}
	for h > p.First && h > k && (r.isTimeWord(h) || r.doc.Tokens[h].Tag == language.NUM) {
		h--
	}
	return h, true
}

// passive reports whether a verb group is passive: with its auxiliary, or as a participle behind its noun without one
// ("a bomb planted by").
func (r *reading) passive(v language.Phrase) bool {
	if v.Passive {
		return true
	}
	for k := v.First; k < v.Head; k++ {
		if r.doc.Tokens[k].Tag == language.AUX {
			return false
		}
	}
	if n := v.Last; n < len(r.words) && r.words[n].Lower == "of" && (r.words[v.Head].Lemma == "accuse" || r.words[v.Head].Lemma == "suspect") && r.words[v.Head].Lower != r.words[v.Head].Lemma {
		return true // "a man accused of": who accuses has an object before "of"
	}
	if e, _ := r.lists.deed.At(r.words, v.Head); e != nil && e.Value() == "clash" && v.Last < len(r.words) && r.words[v.Last].Lower == "with" {
		return false // "forces clashed with X"
	}
	if r.doc.Tokens[v.Head].Form == language.PastParticiple {
		if n := v.Last; n+1 < len(r.words) && r.words[n].Lower == "and" && r.doc.Tokens[n+1].Tag == language.VERB {
			return false // "police fired and killed"
		}
		// With a pronoun before it or an object behind it the participle is a past the tagger missed.
		if v.First > 0 && r.doc.Tokens[v.First-1].Tag == language.PRON && !relatives[r.words[v.First-1].Lower] {
			return false
		}
		next := v.Last
		if next < len(r.words) && particles[r.words[next].Lower] {
			next++ // "gunned down two"
		}
		return !r.objectAt(next)
	}
	if r.doc.Tokens[v.Head].Form != language.Past || v.Last-v.First > 1 {
		return false
	}
	if v.Last < len(r.words) && r.words[v.Last].Lower == "by" {
		return true
	}
	return suffered[r.words[v.Head].Lemma] && r.objectless(v)
}

// suffered are verbs that never stand without an object: where none follows, their subject suffers it ("three soldiers
// killed in an ambush").
var suffered = set("kill wound injure capture seize abduct kidnap arrest detain destroy murder assassinate")

// objectless reports whether no object can follow a verb: a preposition of place or time, or the end of the clause.
func (r *reading) objectless(v language.Phrase) bool {
	if v.First > 0 && r.doc.Tokens[v.First-1].Tag == language.PRON {
		return false // "the attack that killed at least"
	}
	if v.Last >= r.sentence(v.Head).Last {
		return true
	}
	switch r.words[v.Last].Lower {
	case "in", "near", "during", "after", "on", "when", "while", "outside":
		return true
	}
	return r.words[v.Last].Lower == "."
}

// actorsIn returns the indexes of the actor mentions that overlap tokens first..last.
func (r *reading) actorsIn(first, last int) (from, to int) {
	lo, hi := 0, len(r.actors)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.actors[mid].last <= first {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	to = lo
	for to < len(r.actors) && r.actors[to].first < last {
		to++
	}
	return lo, to
}

// overDay returns the token after the auxiliary that stands before a day which ends at token k: "were on Sunday killed";
// k where none does.
func (r *reading) overDay(k int) int {
	j := k
	for j > 0 && r.doc.Tokens[j-1].Sentence == r.doc.Tokens[k].Sentence && r.isTimeWord(j-1) {
		j--
	}
	if j < k && j > 0 && r.word(j-1) == "on" {
		j--
	}
	if j < k && j > 0 && r.doc.Tokens[j-1].Sentence == r.doc.Tokens[k].Sentence && r.doc.Tokens[j-1].Tag == language.AUX {
		return j
	}
	return k
}

package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// An actorMention is a place in the text that names or describes somebody who acts: an armed group, a
// state or its force, a class ("gunmen"), or an organisation that speaks.
type actorMention struct {
	first, last int // tokens of the mention, half-open
	head        int // token of the head noun or last word of the name
	// name is what a record calls the actor: the full name where the report gives it anywhere ("Islamic
	// State" for a later "IS"), else the words of the mention without article.
	name string
	kind actorKind
	// country is the ISO code of the state an actor belongs to, "" if not told.
	country string
	// certainty is Hedged where the words of the mention themselves doubt who it is ("suspected rebels",
	// "a cell linked to X").
	certainty tocsin.Certainty
	// anaphor is set where the words name nobody ("the group") and name was found earlier in the text.
	anaphor bool
	// empty is set for words that say no more than that somebody did it ("the attackers"): codebook.md
	// does not count them as actors.
	empty bool
	// adjective is set for a state's adjective that stands before another noun ("Turkish airstrikes"):
	// it is an actor only through that noun.
	adjective bool
	// people is set for members of a force or nation rather than the body itself ("soldiers").
	people bool
	// body is set for nouns that can stand for any group ("the group", "a cell").
	body bool
	// bare is set for a force named by its sort alone ("the army"), whose state the report tells elsewhere.
	bare bool
	// suspect is set for a private person held or charged, whom a record never names.
	suspect bool
}

// A naming is what finding actors and sayings leaves for the look-ups after them.
type naming struct {
	aliases map[string]alias     // the report's own abbreviations, in lower case
	learned map[string][]learned // organisations that only this report tells are armed, by first word
	states  map[string]string    // ISO code → how the report names the state
	persons map[string]person    // people introduced with a role, by last name
	verbs   []language.Phrase    // verb groups, those the tagger missed with them
	mended  map[int]bool         // heads of verb groups the tagger missed
	voiceOf []int32              // for each token the innermost saying it stands in, -1 for the report's own voice
}

// An actorKind says what sort of actor a mention is.
type actorKind uint8

const (
	actorGroup     actorKind = iota + 1 // a named armed group
	actorForce                          // a state's army, police or other force
	actorState                          // a state or government itself ("Israel", "the government")
	actorClass                          // attackers by class: gunmen, militants, rebels
	actorSpeaker                        // an organisation that only speaks: monitor, news agency, NGO, ministry
	actorCivilians                      // people who are not armed: civilians, residents, protesters
)

// findActors finds all mentions of actors, in text order, not overlapping.
func (r *reading) findActors() []actorMention {
	r.mendVerbs()
	r.findAliases()
	r.learnNames()
	var found []actorMention
	for i := 0; i < len(r.words); {
		m, ok := r.actorFrom(i)
		if !ok {
			i++
			continue
		}
		if k := len(found) - 1; k >= 0 {
			m.first = max(m.first, found[k].last)
			if joined, ok := r.joinActors(found[k], m); ok {
				found[k] = joined
				i = joined.last
				continue
			}
		}
		found = append(found, m)
		i = m.last
	}
	found = r.settleActors(found)
	r.resolveAnaphors(found)
	return found
}

// settleActors drops what is no actor after all and marks what only modifies another noun ("a Taliban convoy").
func (r *reading) settleActors(ms []actorMention) []actorMention {
	kept := ms[:0]
	for i := range ms {
		m := ms[i]
		if h, ok := r.nounHead(m.head); ok && h > m.head && h >= m.last {
			// "the X military and the Y police": each is a body of its own
			joined := (m.kind == actorForce || m.kind == actorGroup) && m.last < len(r.words) && r.words[m.last].Lower == "and" && i+1 < len(ms) && ms[i+1].first <= m.last+3 && ms[i+1].last <= h+1
			named := m.kind == actorGroup && h == m.last && (bodies[r.words[h].Lower] || outfits[r.words[h].Lemma]) // "the X network"
			m.adjective = !joined && !named
		}
		if m.first > 0 && isHedge(r.words[m.first-1].Lower) {
			m.certainty = tocsin.Hedged
		}
		if m.kind == actorClass && m.body && r.lists.isMember(r, m.head) {
			continue
		}
		if m.kind == actorState && m.adjective && i+1 < len(ms) {
			if shared, ok := r.shareForce(m, ms[i+1]); ok {
				m = shared
			}
		}
		kept = append(kept, m)
	}
	return kept
}

// isMember reports whether token k is a word that needs a group beside it: "members", "leader".
func (l *lists) isMember(r *reading, k int) bool {
	e, _ := r.entry(l.class, k)
	return e != nil && e.Value() == "member"
}

// shareForce gives the first of two states the force named once for both: "Indian and Pakistani troops".
func (r *reading) shareForce(a, b actorMention) (actorMention, bool) {
	if b.kind != actorForce || r.between(a.last, b.first) != "and" || b.country == "" || b.country == a.country {
		return a, false
	}
	_, n := r.entry(r.lists.state, b.first)
	if n == 0 || b.first+n > b.head {
		return a, false
	}
	a.kind, a.adjective, a.people = actorForce, false, b.people
	a.name = r.name(a.first, a.last) + " " + r.name(b.first+n, b.head+1)
	return a, true
}

// actorFrom reads the actor that begins at token i; the most telling reading goes first.
func (r *reading) actorFrom(i int) (actorMention, bool) {
	if t := &r.doc.Tokens[i]; t.Tag == language.PUNCT && !isOpenQuote(t.Text) {
		return actorMention{}, false
	}
	if m, ok := r.listedGroup(i); ok {
		return m, true
	}
	if m, ok := r.shapedGroup(i); ok {
		return m, true
	}
	if m, ok := r.force(i); ok {
		return m, true
	}
	if m, ok := r.class(i); ok {
		return m, true
	}
	return r.state(i)
}

// entry looks a list up at token i. A term in capitals matches only capitals, and in a sentence all in
// capitals only where it cannot be an ordinary word ("IS").
func (r *reading) entry(l *lexicon.List, i int) (*lexicon.Entry, int) {
	e, n := l.At(r.words, i)
	if e == nil {
		return nil, 0
	}
	if !isAbbreviation(e.Term) {
		return e, n
	}
	for k := i; k < i+n; k++ {
		if t := r.doc.Tokens[k].Text; t != strings.ToUpper(t) {
			return nil, 0
		}
	}
	if r.sentence(i).Upper && (len(e.Term) < 3 || ordinaryInCapitals[strings.ToLower(e.Term)]) {
		return nil, 0
	}
	return e, n
}

// ordinaryInCapitals are abbreviations that are also words, so that capitals alone do not tell them.
var ordinaryInCapitals = set("us it is site let tak eta x press dawn who snap")

// isAbbreviation reports whether a term is written in capitals: "FMLN", "ISIS-K", "U.S.".
func isAbbreviation(term string) bool {
	return term != strings.ToLower(term) && term == strings.ToUpper(term)
}

// set makes a look-up of words out of a line of them.
func set(line string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(line) {
		m[w] = true
	}
	return m
}

// force reads a state's force that begins at token i: the words before its noun tell whose it is.
func (r *reading) force(i int) (actorMention, bool) {
	if !r.opensName(i) {
		return actorMention{}, false
	}
	if leadWords[r.words[i].Lower] && !r.isCapital(i) && i+1 < len(r.words) && r.isCapital(i+1) {
		if _, ok := r.shapedGroup(i + 1); ok {
			return actorMention{}, false // "the little-known Palm Brigades"
		}
	}
	m := actorMention{first: i, kind: actorForce, certainty: tocsin.Stated}
	from := i
	for k := i; k < len(r.words) && k < i+6 && r.doc.Tokens[k].Sentence == r.doc.Tokens[i].Sentence; k++ {
		if k > i && r.startsGroup(k) {
			return m, false
		}
		if e, n := r.entry(r.lists.force, k); e != nil {
			m.last, m.head, m.people = k+n, k+n-1, e.Has("weak")
			if m.country == "" {
				m.country = ownState(e)
			}
			if e.Value() == "government" {
				m.kind = actorState
			}
			break
		}
		if e, n := r.entry(r.lists.state, k); e != nil {
			if m.country != "" {
				return m, false
			}
			m.country = e.Value()
			k += n - 1
			continue
		}
		if k > i && r.doc.Tokens[k].Tag == language.NUM {
			return m, false
		}
		if isHedge(r.words[k].Lower) {
			m.certainty = tocsin.Hedged
			from = k + 1
			continue
		}
		if !r.qualifies(k) {
			return m, false
		}
	}
	if m.last == 0 || isPossessiveMark(r.words[i].Lower) {
		return m, false
	}
	// "Armed forces members", "air force planes": the noun after is part of the mention's phrase, not of its name.
	m.last = r.extendForce(m.last)
	m.head = m.last - 1
	if m.kind == actorState && m.country == "" {
		for k := m.last - 2; k > m.first; k-- {
			if isPossessiveMark(r.words[k].Lower) {
				m.first, from = k+1, k+1 // "President X's government" is the state's
				break
			}
		}
	}
	m.name = r.name(r.skipRank(from), m.last)
	if e, n := r.entry(r.lists.state, from); e != nil && m.kind == actorForce && e.Has("name") && from+n < m.last && isPossessiveMark(r.words[from+n].Lower) && r.lists.stateAdjectives[m.country] != "" {
		m.name = r.lists.stateAdjectives[m.country] + " " + r.name(from+n+1, m.last) // "Israel's military" is the Israeli military
	}
	m.last = r.skipAlias(m.last)
	return m, true
}

// ownState returns the state whose force or office a word names by itself ("Pentagon"), "" for other words.
func ownState(e *lexicon.Entry) string {
	for _, v := range e.Values {
		if len(v) == 2 && v == strings.ToUpper(v) {
			return v
		}
	}
	return ""
}

// extendForce lets a force's name run on: "Army of Iraq" does not, "Military Detachment No. 6" does.
func (r *reading) extendForce(last int) int {
	for last < len(r.words) {
		if e, n := r.entry(r.lists.force, last); e != nil {
			last += n
			continue
		}
		if t := r.words[last].Lower; (t == "no." || t == "no") && last+1 < len(r.words) && isDigits(r.words[last+1].Lower) {
			last += 2
			continue
		}
		break
	}
	return last
}

// skipRank leaves out words before a force that do not belong to its name: numbers and quantities.
func (r *reading) skipRank(i int) int {
	for i < len(r.words) && (r.doc.Tokens[i].Tag == language.NUM && !r.ordinal(i) || quantities[r.words[i].Lower] || forceLeads[r.words[i].Lower]) {
		i++
	}
	return i
}

// ordinal reports whether token i is a number that names a unit: "1st", "22nd".
func (r *reading) ordinal(i int) bool {
	w := r.words[i].Lower
	return len(w) > 2 && !isDigits(w)
}

// forceLeads are words before a force that tell nothing of whose it is.
var forceLeads = set("deadliest biggest worst latest combined same entire joint whole largest own enemy new former regular local elite special-purpose heavily heavy")

var quantities = set("several some many few dozens scores hundreds thousands more least about nearly over other another two three four five six seven eight nine ten eleven twelve half other both additional")

// opensName reports whether a name can begin at token i: a word that is no verb, article or preposition.
func (r *reading) opensName(i int) bool {
	if r.qualifies(i) {
		return true
	}
	e, _ := r.entry(r.lists.force, i)
	return e != nil
}

// qualifies reports whether token k can stand before an actor's noun and tell which: an adjective, a name.
func (r *reading) qualifies(k int) bool {
	t := &r.doc.Tokens[k]
	if r.mended[k] {
		return false
	}
	switch t.Tag {
	case language.ADJ, language.NOUN, language.PROPN, language.NUM:
		return !barred[t.Lower] || k+1 < len(r.words) && isPossessiveMark(r.words[k+1].Lower)
	case language.VERB:
		return (t.Form == language.PastParticiple || strings.HasSuffix(t.Lower, "ed")) && (isHedge(t.Lower) || modifierVerbs[t.Lower])
	case language.X:
		return true
	}
	return t.Tag == language.PART && isPossessiveMark(t.Lower) && k > 0
}

// barred are nouns and adjectives that never tell which actor it is: an actor's name does not reach over them.
var barred = set("today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december morning afternoon evening night week month year source sources spokesman spokesmen chief minister president governor mayor general colonel captain people one who that")

var modifierVerbs = set("armed masked hooded unidentified united combined so-called self-styled self-named hired uniformed disguised")

func isPossessiveMark(w string) bool { return w == "'s" || w == "’s" || w == "'" || w == "’" }

func isDigits(w string) bool { return w != "" && strings.Trim(w, "0123456789") == "" }

// state reads the state that begins at token i. A name after a preposition of place is a place.
func (r *reading) state(i int) (actorMention, bool) {
	e, n := r.entry(r.lists.state, i)
	if e == nil {
		return actorMention{}, false
	}
	m := actorMention{first: i, last: i + n, head: i + n - 1, kind: actorState, country: e.Value(), certainty: tocsin.Stated}
	switch {
	case e.Has("adjective"):
		m.adjective = true
		m.name = r.stateName(e.Value(), i, i+n)
	case e.Has("people"):
		m.people = true
		m.name = r.name(i, i+n)
	case r.isPlaceAt(i):
		return m, false
	default:
		m.name = r.name(i, i+n)
		if e.Has("capital") {
			m.name = r.stateName(e.Value(), i, i+n) // "Moscow denied"
		}
		if full := r.states[e.Value()]; isAbbreviation(e.Term) && full != "" {
			m.name = full
		}
		m.adjective = i+n < len(r.words) && isPossessiveMark(r.words[i+n].Lower) // "Somalia's rebels" are not Somalia
	}
	for k := m.last; k < len(r.words) && k <= m.last+2; k++ {
		if w := r.words[k].Lower; w == "government" || w == "regime" || w == "authorities" {
			m.last, m.head, m.adjective = k+1, k, false
			m.name = r.name(i, k+1)
			break
		} else if r.doc.Tokens[k].Tag != language.ADJ && !isPossessiveMark(w) && !strings.Contains(w, "-") {
			break
		}
	}
	return m, true
}

// isPlaceAt reports whether the name at token i is used as a place: after "in", "near", or after the comma
// of a longer place ("Nushki, Pakistan").
func (r *reading) isPlaceAt(i int) bool {
	k := i - 1
	for k >= 0 && (r.words[k].Lower == "the" || r.doc.Tokens[k].Tag == language.ADJ || placeModifiers[r.words[k].Lower]) {
		k--
	}
	if k < 0 || r.doc.Tokens[k].Sentence != r.doc.Tokens[i].Sentence {
		return false
	}
	if w := r.word(k - 1); r.words[k].Lower == "at" && (w == "finger" || w == "fingers" || w == "blame") {
		return false // "pointed a finger at Moscow"
	}
	if k == i-1 && k > 0 && r.words[k].Lower == "," && r.isCapital(k-1) {
		_, n := r.lists.state.At(r.words, i)
		return i+n >= len(r.words) || r.doc.Tokens[i+n].Tag == language.PUNCT
	}
	return placePrepositions[r.words[k].Lower]
}

// startsGroup reports whether a listed group's name begins at token k.
func (r *reading) startsGroup(k int) bool {
	if e, _ := r.entry(r.lists.armedGroup, k); e != nil {
		return true
	}
	if r.learnedName(k) > 0 {
		return true
	}
	_, ok := r.aliases[r.words[k].Lower]
	return ok && r.isCapital(k)
}

var (
	placePrepositions = set("in at near from across throughout inside outside into through around within over towards toward off")
	placeModifiers    = set("northern southern eastern western central north south east west northwestern northeastern southeastern southwestern")
)

// stateName returns the noun for a state known by its adjective: the one the report uses, else the list's first.
func (r *reading) stateName(iso string, first, last int) string {
	if n := r.states[iso]; n != "" {
		return n
	}
	if n := r.lists.stateNames[iso]; n != "" {
		return n
	}
	return r.name(first, last)
}

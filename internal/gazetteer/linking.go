package gazetteer

import (
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin/internal/language"
)

// A linking is one event and the places among which its place is sought.
type linking struct {
	doc     *language.Doc
	verb    int
	places  []Match
	govern  []string // the preposition that governs each place, "" for none
	head    []int    // the token before that preposition, or before the place; -1 for none
	passive bool     // the verb is in the passive
	locals  int      // places governed by a preposition of place
	nearest int      // the place nearest behind the verb that a preposition of place governs, or -1
}

// locative are the prepositions that say where.
var locative = wordSet("in at near on outside inside around across throughout into over off along between within toward towards to")

func (l *linking) prepare() {
	l.govern = make([]string, len(l.places))
	l.head = make([]int, len(l.places))
	for _, v := range l.doc.Verbs {
		if v.First <= l.verb && l.verb < v.Last {
			l.passive = v.Passive
		}
	}
	l.nearest = -1
	for i, p := range l.places {
		l.govern[i], l.head[i] = l.governor(p)
		if locative[l.govern[i]] {
			l.locals++
			if p.First > l.verb && l.nearest < 0 {
				l.nearest = i
			}
		}
	}
}

// governor finds the preposition before a place, over articles, adjectives and class words: "in the
// northern city of X" is governed by "in".
func (l *linking) governor(p Match) (string, int) {
	t := l.doc.Tokens
	low := 0
	if len(t) > p.First {
		low = l.doc.Sentences[t[p.First].Sentence].First
	}
	before := func(k int) int {
		if k <= low {
			return -1
		}
		return k - 1
	}
	for k := p.First - 1; k >= low && k >= p.First-9; k-- {
		w := t[k].Lower
		switch {
		case w == "of":
			if k > low && (UnitClass(t[k-1].Text) != Other || ofParts[t[k-1].Lower]) {
				k--
				continue
			}
			return w, before(k)
		case locative[w] || t[k].Tag == language.ADP || t[k].Tag == language.SCONJ:
			return w, before(k)
		case t[k].Tag == language.DET || t[k].Tag == language.ADJ || t[k].Tag == language.NUM || directions[w] || UnitClass(t[k].Text) != Other || w == "'s" || w == "’s":
		case t[k].Tag == language.NOUN && k == p.First-1 || t[k].Tag == language.PROPN && k+1 < p.First && (t[k+1].Lower == "'s" || t[k+1].Lower == "’s"):
		default:
			return "", before(p.First)
		}
	}
	return "", before(p.First)
}

// ofParts are words with which "of" names a part of the place after it.
var ofParts = wordSet("outskirts part parts center centre suburb suburbs heart north south east west edge portion streets vicinity")

// headOf is the word that the preposition, or the place without one, hangs on, as far as the word
// before it tells.
func (l *linking) headOf(p Match) (lemma, tag string) {
	for i := range l.places {
		if l.places[i].First == p.First {
			if k := l.head[i]; k >= 0 {
				return l.doc.Tokens[k].Lemma, l.doc.Tokens[k].Tag.String()
			}
		}
	}
	return "", ""
}

// path is the tags from the verb to the place, prepositions and conjunctions as words, where they
// stand close.
func (l *linking) path(p Match) string {
	from, to := l.verb+1, p.First
	if p.Last <= l.verb {
		from, to = p.Last, l.verb
	}
	if to-from > 7 {
		return ""
	}
	var b strings.Builder
	last := ""
	for k := from; k < to; k++ {
		t := &l.doc.Tokens[k]
		w := t.Tag.String()
		switch t.Tag {
		case language.ADP, language.SCONJ, language.CCONJ, language.PUNCT:
			w = t.Lower
		case language.DET, language.ADJ, language.NUM, language.ADV:
			continue
		}
		if w != last {
			b.WriteString(w)
			b.WriteByte(' ')
		}
		last = w
	}
	if b.Len() == 0 {
		return "none"
	}
	return b.String()
}

// speakers are those who speak from a place, often another than where the event was.
var speakers = wordSet(`official officials police spokesman spokeswoman minister ministry president leader diplomat source resident activist
	government authority court analyst reporter correspondent witness medic doctor officer headquarters embassy office court analysts crowd protester demonstrator`)

var months = wordSet(`january february march april may june july august september october november december jan feb aug sept oct nov dec
	monday tuesday wednesday thursday friday saturday sunday`)

// features calls add with the key of each feature of place i. The keys are hashes of readable names,
// which the file of weights spells out.
func (l *linking) features(i int, add func(uint64)) {
	l.named(i, func(parts ...string) { add(featureKey(parts)) })
}

func featureKey(parts []string) uint64 {
	h := uint64(14695981039346656037)
	for n, p := range parts {
		if n > 0 {
			h = (h ^ '|') * 1099511628211
		}
		for j := 0; j < len(p); j++ {
			h = (h ^ uint64(p[j])) * 1099511628211
		}
	}
	return h
}

func (l *linking) named(i int, add func(parts ...string)) {
	t, p := l.doc.Tokens, l.places[i]
	prep := l.govern[i]
	side := "after"
	gap := p.First - l.verb
	if p.Last <= l.verb {
		side, gap = "before", l.verb-p.Last+1
	}
	near := bucket(gap)
	verbs, saids, marks, others, clause := l.between(i)
	class := l.class(p)
	next := ""
	if p.Last < len(t) {
		next = t[p.Last].Lower
	}
	prev := ""
	if p.First > 0 {
		prev = t[p.First-1].Lower
	}
	sameSentence := t[p.First].Sentence == t[l.verb].Sentence
	add("bias")
	add("prep", prep)
	add("prep", prep, side)
	add("prep", prep, "class", class)
	add("class", class, side)
	add("dist", side, near)
	add("dist", side, near, prep)
	add("verbs", small(verbs), side)
	add("verbs", small(verbs), side, prep)
	add("said", small(saids), side)
	add("marks", small(marks), side)
	add("others", small(others), side)
	add("others", small(others), side, prep)
	add("clause", clause, side)
	add("next", next)
	add("prev", prev)
	add("verb", t[l.verb].Lemma, side)
	add("verb", t[l.verb].Lemma, prep)
	add("verb", t[l.verb].Lemma, side, prep)
	add("voice", boolean(l.passive), side, prep)
	head, headTag := l.headOf(p)
	add("head", head, prep)
	if speakers[head] {
		add("of a speaker", prep, side, small(verbs))
	}
	add("head tag", headTag, prep, side)
	add("head tag", headTag, prep, near)
	add("head is verb", boolean(l.head[i] == l.verb), prep)
	add("between", small(verbs), small(marks), small(others), side, prep)
	if verbs == 0 {
		add("bare", clause, side, prep, class)
		add("bare", near, prep, small(marks))
	}
	add("length", small(p.Last-p.First), class)
	if path := l.path(p); path != "" {
		add("path", side, path)
	}
	if p.First > 1 {
		add("prev two", t[p.First-2].Lower, prev)
	}
	if p.Last+1 < len(t) {
		add("next two", next, t[p.Last+1].Lower)
	}
	for k := min(l.verb, p.Last-1) + 1; k < max(l.verb, p.First); k++ {
		if t[k].Tag == language.VERB {
			add("over verb", t[k].Lemma, side)
		}
	}
	if l.verb > 0 {
		add("before verb", t[l.verb-1].Lower, side, prep)
	}
	if l.verb+1 < len(t) {
		add("after verb", t[l.verb+1].Tag.String(), side, prep)
	}
	if w := t[p.First].Lower; months[w] {
		add("calendar")
	}
	add("form", strconv.Itoa(int(t[l.verb].Form)), side, prep)
	add("locals", small(l.locals), boolean(locative[prep]))
	if !sameSentence {
		add("other sentence")
	}
	if l.nearest == i {
		add("nearest local")
		add("nearest local", small(verbs))
	} else if l.nearest >= 0 {
		add("another is nearest local", side, prep)
	}
	if first := l.doc.Sentences[t[p.First].Sentence].First; p.First-first <= 4 && side == "before" {
		add("begins", prep)
	}
	if p.Last < len(t) {
		switch t[p.Last].Tag {
		case language.NOUN, language.PROPN, language.ADJ:
			add("modifies", prep)
			add("modifies", t[p.Last].Lemma)
		case language.VERB, language.AUX:
			add("subject", prep, boolean(p.Last == l.verb || p.Last+1 == l.verb))
		}
	}
	l.neighbours(i, side, prep, add)
}

// neighbours tells how the place stands to the places beside it: in a chain ("Derbent, Dagestan") the
// first is the finest; in a list they stand alike.
func (l *linking) neighbours(i int, side, prep string, add func(parts ...string)) {
	if i > 0 {
		if w, ok := l.link(l.places[i-1], l.places[i]); ok {
			add("chained to", w, l.class(l.places[i]), l.class(l.places[i-1]))
			add("chained to", w, l.govern[i-1])
		}
	}
	if i+1 < len(l.places) {
		if w, ok := l.link(l.places[i], l.places[i+1]); ok {
			add("chain goes on", w, l.class(l.places[i]), l.class(l.places[i+1]))
			add("chain goes on", w, prep, side)
		}
	}
	if len(l.places) == 1 {
		add("only", prep, side)
	}
}

// link is the words between two places where they are few.
func (l *linking) link(a, b Match) (string, bool) {
	if b.First < a.Last || b.First-a.Last > 5 {
		return "", false
	}
	var words []string
	for k := a.Last; k < b.First; k++ {
		w := l.doc.Tokens[k].Lower
		if directions[w] || UnitClass(w) != Other || l.doc.Tokens[k].Tag == language.ADJ || l.doc.Tokens[k].Tag == language.DET {
			continue
		}
		words = append(words, w)
	}
	if len(words) > 2 {
		return "", false
	}
	return strings.Join(words, " "), true
}

// between counts what stands between the verb and the place: other verbs, verbs of saying, commas and
// the like, other places; and tells the first word that begins a clause there.
func (l *linking) between(i int) (verbs, saids, marks, others int, clause string) {
	p := l.places[i]
	from, to := l.verb+1, p.First
	if p.Last <= l.verb {
		from, to = p.Last, l.verb
	}
	for k := from; k < to; k++ {
		t := &l.doc.Tokens[k]
		switch t.Tag {
		case language.VERB:
			verbs++
			switch t.Lemma {
			case "say", "tell", "report", "announce", "claim", "add":
				saids++
			}
		case language.PUNCT:
			marks++
		case language.SCONJ, language.CCONJ, language.PRON:
			if clause == "" {
				clause = t.Lower
			}
		}
	}
	for j, q := range l.places {
		if j != i && q.First >= from && q.Last <= to {
			others++
		}
	}
	return verbs, saids, marks, others, clause
}

// class is the kind of the most famous bearer of the name, "name" for a name nobody knows.
func (l *linking) class(p Match) string {
	switch {
	case len(p.Refs) == 0:
		return "name"
	case p.Hint != Other:
		return p.Hint.String()
	}
	return p.Top.String()
}

func bucket(n int) string {
	switch {
	case n <= 3:
		return strconv.Itoa(n)
	case n <= 5:
		return "5"
	case n <= 8:
		return "8"
	case n <= 12:
		return "12"
	case n <= 18:
		return "18"
	case n <= 28:
		return "28"
	}
	return "far"
}

func small(n int) string { return strconv.Itoa(min(n, 3)) }

func boolean(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

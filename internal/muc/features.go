package muc

import (
	"fmt"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
	"github.com/tocsin-org/tocsin/internal/score"
)

// listNames are the word lists whose values are features.
var listNames = []string{"act", "deed", "weapon", "target", "armedgroup", "force", "class", "state", "cue", "hedge", "damage", "effect", "group"}

// A listed is what a word list says of a token: the list, and the first value (of names, none). Of an armed group it
// also has the full name.
type listed struct{ list, value, full string }

// classes looks up the words of a document in the lists and returns for each token what they say.
func classes(lists []*lexicon.List, doc *language.Doc) [][]listed {
	words := make([]lexicon.Word, len(doc.Tokens))
	for i, t := range doc.Tokens {
		words[i] = lexicon.Word{Lemma: t.Lemma, Lower: t.Lower, Tag: t.Tag.String()}
	}
	out := make([][]listed, len(words))
	for _, l := range lists {
		for i := 0; i < len(words); i++ {
			e, n := l.At(words, i)
			if e == nil {
				continue
			}
			v := e.Value()
			full := ""
			switch l.Name {
			case "armedgroup":
				v, full = "", strings.ToLower(strings.Join(e.Values, " "))
			case "state":
				v = ""
			}
			for k := i; k < i+n; k++ {
				out[k] = append(out[k], listed{l.Name, v, full})
			}
			i += n - 1
		}
	}
	return out
}

// A bag gathers features, each once.
type bag map[string]bool

func (b bag) add(parts ...string) {
	b[strings.Join(parts, "|")] = true
}

// word returns a word as features have it: names are not told apart, so that nothing is learned of anybody.
func (m *message) word(i int) string {
	t := m.tok(i)
	for _, l := range m.listed[i] {
		switch l.list {
		case "armedgroup":
			return "<group>"
		case "state":
			return "<state>"
		}
	}
	switch {
	case t.Tag == language.NUM || t.Lower[0] >= '0' && t.Lower[0] <= '9':
		return "<number>"
	case t.Tag == language.PROPN && len(m.listed[i]) == 0 && score.MUCWordClass(t.Lower) == "" && !nameWords[t.Lower]:
		return "<name>"
	}
	return t.Lower
}

func (m *message) lemma(i int) string {
	if w := m.word(i); w[0] == '<' {
		return w
	}
	return m.tok(i).Lemma
}

// wordIn returns the word at i, a mark for the edge of the sentence of another.
func (m *message) wordIn(i, near int) string {
	if i < 0 || i >= len(m.doc.Tokens) || m.tok(i).Sentence != m.tok(near).Sentence {
		return "<edge>"
	}
	return m.word(i)
}

// nameWords are nouns in names that say what is named.
var nameWords = wordSet(`front army union party movement brigade battalion university department ministry city national forces force radio committee
	association organization federation company bank hotel church press command squad squads liberation revolutionary popular police guard
	government group commandos cartel armed death people armed_forces general security military air navy civil defense democratic republic
	embassy president street avenue highway river neighborhood university airport center office institute building bridge base
	monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december`)

// The first part of a feature says what it is of:
//
//	h hl hc hct hL hLv   head: word, lemma, class and type in the lists for MUC-4, lists and values
//	m mL mh              words before the head, their lists, the last of them with the head
//	det counted bare     what begins the phrase
//	k                    what the mention is by its words: group, force, person, object, name …
//	g kg gL g2 gg rel    what it hangs from in the tree, with relation and preposition; what that hangs from
//	p1 p2 p3 n1 n2 n3    words before and after; kp, kn with what the mention is
//	lv rv lD rD          nearest verbs and words of violence to the left and right
//	s sL                 words and lists of the sentence; ks, ksL with what the mention is
//	rs rt rw rd rf rr ra where it stands in the record: sentence of an act, target, weapon, damage, figure, statement, actor
//	map                  slot in which the record's own template has it
//	hz hZ mz gz …z   the same with the group of words that a word is in, Z with the group of groups
//	D… F… C K v          of messages, frames, whose violence it was, how sure that is, ways to write an entity

// mentionFeatures adds what the words of a mention and those around it say.
func (m *message) mentionFeatures(b bag, n *mention) {
	h := n.head()
	b.add("h", m.word(h))
	b.add("hl", m.lemma(h))
	if c := score.MUCWordClass(m.tok(h).Lower); c != "" {
		kind, _, _ := strings.Cut(c, ":")
		b.add("hc", kind)
		b.add("hct", c)
	}
	like := m.cluster(h)
	b.add("hz", like.name)
	b.add("hZ", like.above)
	for _, l := range m.listed[h] {
		b.add("hL", l.list)
		b.add("hLv", l.list, l.value)
	}
	for k := n.first; k < h; k++ {
		b.add("m", m.word(k))
		b.add("mz", m.cluster(k).name)
		for _, l := range m.listed[k] {
			b.add("mL", l.list, l.value)
		}
	}
	if h > n.first {
		b.add("mh", m.word(h-1), m.word(h))
	}
	if n.start < n.first {
		b.add("det", m.tok(n.start).Lower)
		if m.tok(n.first-1).Tag == language.NUM {
			b.add("counted")
		}
	} else {
		b.add("bare")
	}
	if m.tok(h).Form == language.Plural {
		b.add("plural")
	}
	b.add("words", fmt.Sprint(min(n.last-n.first, 5)))
	if n.name {
		b.add("name")
	}
	if n.inside {
		b.add("inside", m.word(m.doc.Nouns[m.phraseAt[h]].Head))
	}
	if n.beside >= 0 {
		b.add("titleOf")
	}
	if len(n.ofs) > 0 {
		b.add("of", m.word(n.ofs[0]-1))
		b.add("hof", m.word(h), m.word(n.ofs[0]-1))
	}
	b.add("k", m.kindOf(n))
	m.treeFeatures(b, n)
	m.windowFeatures(b, n)
	m.sentenceFeatures(b, n)
	m.recordFeatures(b, n)
}

// kindOf returns what a mention is by its words: a group, a force, a person, a thing, a name.
func (m *message) kindOf(n *mention) string {
	kind := "c"
	if n.name {
		kind = "n"
	}
	for k := n.first; k < n.last; k++ {
		for _, l := range m.listed[k] {
			switch l.list {
			case "armedgroup":
				return "group"
			case "force":
				if k == n.head() {
					return "force"
				}
			}
		}
	}
	if c := score.MUCWordClass(m.tok(n.head()).Lower); c != "" {
		kind, _, _ = strings.Cut(c, ":")
	} else if n.name && nameWords[m.tok(n.head()).Lower] {
		return "org"
	}
	return kind
}

// phraseHead returns the token by which the mention hangs in the tree.
func (m *message) phraseHead(n *mention) int {
	if p := m.phraseAt[n.head()]; p >= 0 {
		return m.doc.Nouns[p].Head
	}
	return n.head()
}

// treeFeatures adds what the mention hangs from: relation, governor, preposition, and the governor's own governor.
func (m *message) treeFeatures(b bag, n *mention) {
	kind := m.kindOf(n)
	at := m.phraseHead(n)
	for range 4 { // members of a list hang from its first, names from their first word
		switch m.arcs[at].Rel {
		case "conj", "flat", "appos", "compound":
			if m.arcs[at].Head < 0 {
				return
			}
			b.add("via", m.arcs[at].Rel)
			at = m.arcs[at].Head
			continue
		}
		break
	}
	a := m.arcs[at]
	if a.Head < 0 {
		b.add("g", "root")
		return
	}
	prep := m.caseOf(at)
	g := a.Rel + "|" + prep + "|" + m.lemma(a.Head)
	b.add("g", g)
	b.add("kg", kind, g)
	like, own := m.cluster(a.Head), m.cluster(m.phraseHead(n))
	b.add("gz", a.Rel, prep, like.name)
	b.add("kgz", kind, a.Rel, prep, like.name)
	b.add("kgZ", kind, a.Rel, prep, like.above)
	b.add("hgz", own.above, a.Rel, prep, like.name)
	for _, l := range m.listed[a.Head] {
		if l.list == "deed" || l.list == "act" || l.list == "cue" {
			b.add("gL", a.Rel, prep, l.list, l.value)
			b.add("kgL", kind, a.Rel, prep, l.list, l.value)
		}
	}
	b.add("rel", a.Rel)
	up := m.arcs[a.Head]
	if up.Head >= 0 {
		b.add("gg", a.Rel, prep, m.lemma(a.Head), up.Rel, m.lemma(up.Head))
		b.add("g2", up.Rel, m.lemma(up.Head))
	}
}

// caseOf returns the preposition of a phrase by the tree.
func (m *message) caseOf(at int) string {
	for k := at - 1; k >= 0 && k > at-8 && m.tok(k).Sentence == m.tok(at).Sentence; k-- {
		if m.arcs[k].Head == at && m.arcs[k].Rel == "case" {
			return m.tok(k).Lower
		}
	}
	return ""
}

// windowFeatures adds the words before and after, and the nearest verbs.
func (m *message) windowFeatures(b bag, n *mention) {
	kind := m.kindOf(n)
	first, end := n.start, n.last
	if n.inside {
		first = n.first
	}
	if len(n.ofs) > 0 {
		end = n.ofs[len(n.ofs)-1]
	}
	p1, p2, p3 := m.wordIn(first-1, n.first), m.wordIn(first-2, n.first), m.wordIn(first-3, n.first)
	n1, n2 := m.wordIn(end, n.first), m.wordIn(end+1, n.first)
	b.add("p1", p1)
	b.add("p2", p2, p1)
	b.add("p3", p3, p2, p1)
	b.add("n1", n1)
	b.add("kp", kind, p1)
	b.add("kp2", kind, p2, p1)
	b.add("kn", kind, n1)
	b.add("kn2", kind, n1, n2)
	b.add("n2", n1, n2)
	b.add("p1n1", p1, n1)
	n3 := m.wordIn(end+2, n.first)
	b.add("n3", n1, n2, n3)
	b.add("hp", m.lemma(n.head()), p1)
	s := m.doc.Sentences[n.sentence]
	steps := 0
	for k := first - 1; k >= s.First && steps < 25; k-- {
		steps++
		if m.tok(k).Tag == language.VERB {
			b.add("lv", m.tok(k).Lemma, m.voice(k))
			b.add("klv", kind, m.tok(k).Lemma, m.voice(k))
			b.add("klz", kind, m.cluster(k).name, m.voice(k))
			b.add("lvd", m.tok(k).Lemma, m.voice(k), distance(first-k))
			break
		}
	}
	for k := end; k < s.Last && k < end+25; k++ {
		if m.tok(k).Tag == language.VERB {
			b.add("rv", m.tok(k).Lemma, m.voice(k))
			b.add("krv", kind, m.tok(k).Lemma, m.voice(k))
			b.add("krz", kind, m.cluster(k).name, m.voice(k))
			b.add("rvd", m.tok(k).Lemma, m.voice(k), distance(k-end))
			break
		}
	}
	for k := first - 1; k >= s.First && k > first-12; k-- {
		for _, l := range m.listed[k] {
			if l.list == "deed" || l.list == "act" {
				b.add("lD", l.list, l.value, m.voice(k), distance(first-k))
				b.add("klD", kind, l.list, l.value, m.voice(k))
			}
		}
	}
	for k := end; k < s.Last && k < end+12; k++ {
		for _, l := range m.listed[k] {
			if l.list == "deed" || l.list == "act" {
				b.add("rD", l.list, l.value, m.voice(k), distance(k-end))
				b.add("krD", kind, l.list, l.value, m.voice(k))
			}
		}
	}
	if i := m.phraseAt[n.head()]; i >= 0 {
		for _, j := range []int{i - 1, i + 1} {
			if j >= 0 && j < len(m.doc.Nouns) && m.tok(m.doc.Nouns[j].Head).Sentence == n.sentence {
				b.add("near", fmt.Sprint(j-i), m.lemma(m.doc.Nouns[j].Head))
			}
		}
	}
}

func distance(n int) string {
	switch {
	case n <= 2:
		return "2"
	case n <= 5:
		return "5"
	case n <= 10:
		return "10"
	}
	return "far"
}

// voice tells how a verb stands: passive, active, or by its form.
func (m *message) voice(k int) string {
	t := m.tok(k)
	if t.Tag != language.VERB {
		return "n"
	}
	if t.Form == language.PastParticiple {
		for j := k - 1; j >= 0 && j > k-4; j-- {
			if m.tok(j).Lemma == "be" {
				return "passive"
			}
			if m.tok(j).Lemma == "have" {
				return "active"
			}
		}
		return "participle"
	}
	if t.Form == language.Gerund {
		return "ing"
	}
	return "active"
}

// sentenceFeatures adds what the sentence speaks of.
func (m *message) sentenceFeatures(b bag, n *mention) {
	kind := m.kindOf(n)
	s := m.doc.Sentences[n.sentence]
	for k := s.First; k < s.Last; k++ {
		t := m.tok(k)
		if t.Tag == language.VERB || t.Tag == language.NOUN {
			b.add("s", m.lemma(k))
			b.add("ks", kind, m.lemma(k))
		}
		for _, l := range m.listed[k] {
			if l.list != "state" && l.list != "group" {
				b.add("sL", l.list, l.value)
				b.add("ksL", kind, l.list, l.value)
			}
		}
	}
	switch i := n.sentence - m.firstSentence; {
	case i <= 0:
		b.add("at", "first")
	case i <= 2:
		b.add("at", "lead")
	case i <= 6:
		b.add("at", "early")
	default:
		b.add("at", "late")
	}
}

// recordFeatures adds where the mention stands in the record.
func (m *message) recordFeatures(b bag, n *mention) {
	span := tocsin.Span{Start: m.tok(n.first).Start, End: m.tok(n.last - 1).End}
	s := m.doc.Sentences[n.sentence]
	sentence := tocsin.Span{Start: s.Start, End: s.End}
	for i := range m.record.Accounts {
		a := &m.record.Accounts[i]
		for _, e := range a.Evidence {
			if sentence.Overlaps(e.Span) {
				b.add("rs", string(a.Kind))
			}
		}
		for _, t := range a.Targets {
			if overlapsAny(t.Evidence, span) {
				b.add("rt", string(t.Class))
				b.add("rt")
			}
		}
		for _, w := range a.Weapons {
			if overlapsAny(w.Evidence, span) {
				b.add("rw", string(w.Class))
			}
		}
		for _, d := range a.Damage {
			if overlapsAny(d.Evidence, span) {
				b.add("rd", string(d.Level))
			}
		}
		for _, f := range a.Casualties {
			if overlapsAny(f.Evidence, span) {
				b.add("rf", string(f.Effect), string(f.Group))
			}
		}
		for _, st := range a.Responsibility {
			if overlapsAny(st.Evidence, span) {
				b.add("rr", string(st.Stance))
			}
			if strings.Contains(strings.ToLower(st.Actor), m.tok(n.head()).Lower) {
				b.add("ra", string(st.Stance))
			}
		}
	}
}

func overlapsAny(es []tocsin.Evidence, s tocsin.Span) bool {
	for _, e := range es {
		if s.Overlaps(e.Span) {
			return true
		}
	}
	return false
}

// entityFeatures returns what all mentions of an entity say.
func (m *message) entityFeatures(e *entity) bag {
	b := bag{}
	for _, i := range e.mentions {
		m.mentionFeatures(b, &m.mentions[i])
	}
	b.add("mentions", fmt.Sprint(min(len(e.mentions), 4)))
	if len(m.record.Accounts) == 0 {
		b.add("norecord")
	}
	kinds := map[tocsin.Kind]bool{}
	for i := range m.record.Accounts {
		kinds[m.record.Accounts[i].Kind] = true
	}
	for k := range kinds {
		b.add("rk", string(k))
	}
	texts := map[string]bool{}
	for _, i := range e.mentions {
		n := &m.mentions[i]
		for s := n.start; s < n.last; s++ {
			for _, end := range append([]int{n.last}, n.ofs...) {
				texts[score.NormalMention(m.string(s, end))] = true
			}
		}
	}
	for i := range m.mapped {
		for slot := score.MUCInstrument; slot <= score.MUCPersonDescription; slot++ {
			for _, f := range m.mapped[i].Slots[slot] {
				for _, v := range f.Values {
					if texts[score.NormalMention(v.Text)] && slot.IsString() {
						b.add("map", slot.String())
					}
				}
			}
		}
	}
	return b
}

// A source is where features of a mention come from.
type source int

const (
	ownWords source = iota
	governor
	neighbours
	sentence
	fromRecord
	sources
)

var sourceNames = [sources]string{"own words", "governor", "neighbours", "sentence", "record"}

// sourceOf returns the source of a feature by its first part.
func sourceOf(name string) source {
	p, _, _ := strings.Cut(name, "|")
	switch p {
	case "h", "hl", "hc", "hct", "hz", "hZ", "hL", "hLv", "m", "mz", "mL", "mh", "det", "counted", "bare", "plural", "words", "name", "inside", "titleOf", "of", "hof", "k", "mentions":
		return ownWords
	case "g", "kg", "gz", "kgz", "kgZ", "hgz", "gL", "kgL", "rel", "gg", "g2", "via":
		return governor
	case "s", "ks", "sL", "ksL", "at":
		return sentence
	case "rs", "rt", "rw", "rd", "rf", "rr", "ra", "rk", "map", "norecord":
		return fromRecord
	}
	return neighbours
}

// bySource returns what each source of features says for each role of an entity against none: parts of a sum.
func (g *Filler) bySource(d *prepared, e int) [sources][roles]float32 {
	var out [sources][roles]float32
	w := g.models["role"].weights
	scale := float32(d.scale(e))
	for _, f := range d.features[e] {
		if int(f+1)*int(roles) > len(w) {
			continue
		}
		row := w[int(f)*int(roles) : int(f+1)*int(roles)]
		of := &out[g.sourceOf[f]]
		for r := individual; r < roles; r++ {
			of[r] += (row[r] - row[noRole]) * scale
		}
	}
	return out
}

package muc

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/score"
)

// A message is a text of MUC-4 read: its words, its trees, its record, and the phrases that may fill slots.
type message struct {
	text     score.MUCText
	doc      *language.Doc
	arcs     []language.Arc
	record   *tocsin.Record
	mapped   []score.MUCAccountTemplate // the record written as templates
	frames   []frame
	body     int                 // the first token after the dateline
	phraseAt []int               // of each token, the index of its noun phrase, -1 for none
	listed   [][]listed          // of each token
	clusters map[string]*cluster // by word
	mentions []mention
	entities []entity

	firstSentence int // after the dateline
}

// A mention is a phrase that may be a filler. Words before first (determiners, numbers) are no part of fillers.
type mention struct {
	first, last int   // tokens, half-open; the last is the head
	start       int   // where its noun phrase begins
	ofs         []int // ends, in tokens, of the phrases with "of" that follow it, each within the next
	name        bool  // a name, not a common noun
	inside      bool  // before the head of its noun phrase
	beside      int   // the mention that this one is the title or apposition of, -1 for none
	sentence    int
}

func (m *mention) head() int { return m.last - 1 }

// An entity is the mentions of a text that seem to be of one thing.
type entity struct {
	mentions []int // indexes into message.mentions, in text order
	name     bool
}

// longestTitle is how many words of an office before a name are looked through.
const longestTitle = 8

// analyze finds the words and phrases of a message.
func (f *Filler) analyze(t score.MUCText, rec *tocsin.Record) *message {
	m := &message{text: t, doc: language.Analyze(t.Body), record: rec, clusters: f.clusters}
	m.mapped = score.AccountTemplates(t, rec, Phrases(m.doc))
	m.arcs = language.Parse(m.doc)
	if i := strings.Index(t.Body, "--"); i >= 0 && i < 200 {
		m.body, _ = slices.BinarySearchFunc(m.doc.Tokens, i, func(t language.Token, at int) int { return t.Start - at })
	}
	m.listed = classes(f.lists, m.doc)
	if m.body < len(m.doc.Tokens) {
		m.firstSentence = m.tok(m.body).Sentence
	}
	m.phraseAt = make([]int, len(m.doc.Tokens))
	for i := range m.phraseAt {
		m.phraseAt[i] = -1
	}
	for i, p := range m.doc.Nouns {
		for k := p.First; k < p.Last; k++ {
			m.phraseAt[k] = i
		}
	}
	for i := range m.doc.Nouns {
		m.addMentions(i)
	}
	m.join()
	m.frames = m.findFrames()
	return m
}

func (m *message) tok(i int) *language.Token { return &m.doc.Tokens[i] }

// lower returns a token in lower case, "" outside the sentence of another.
func (m *message) lower(i, near int) string {
	if i < 0 || i >= len(m.doc.Tokens) || m.tok(i).Sentence != m.tok(near).Sentence {
		return ""
	}
	return m.tok(i).Lower
}

// leads reports whether a token at the beginning of a phrase is no part of fillers.
func leads(t *language.Token) bool {
	switch t.Tag {
	case language.DET, language.NUM, language.PRON, language.ADV, language.PUNCT, language.SYM, language.PART:
		return true
	}
	return looseWords[t.Lower]
}

var looseWords = wordSet(`yesterday today tonight alleged suspected presumed various wounded dead killed injured murdered slain assassinated
	only least about approximately late early recently several other another certain many some unidentified more most few`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// addMentions reads the mentions in one noun phrase: the phrase, and where an office and a name stand in one, either.
func (m *message) addMentions(i int) {
	p := m.doc.Nouns[i]
	if p.First < m.body || m.tok(p.Head).Tag != language.NOUN && m.tok(p.Head).Tag != language.PROPN && m.tok(p.Head).Tag != language.ADJ && m.tok(p.Head).Tag != language.VERB {
		return
	}
	first, last := p.First, p.Head+1
	for first < last-1 && leads(m.tok(first)) {
		first++
	}
	base := mention{first: first, last: last, start: p.First, beside: -1, sentence: m.tok(first).Sentence}
	if t := m.titleEnd(first, last); t > 0 {
		title, name := base, base
		title.last, name.first = t, t
		title.beside = len(m.mentions) + 1
		name.name = true
		m.mentions = append(m.mentions, title, name)
		return
	}
	base.name = m.tok(last-1).Tag == language.PROPN && score.MUCWordClass(m.tok(last-1).Lower) == ""
	end := last
	for n, q := 0, i+1; n < 3 && q < len(m.doc.Nouns) && m.doc.Nouns[q].First == end+1 && end+1 < len(m.doc.Tokens) && m.lower(end, last-1) == "of" && m.tok(end+1).Sentence == base.sentence; n, q = n+1, q+1 {
		end = m.doc.Nouns[q].Head + 1
		base.ofs = append(base.ofs, end)
		if m.doc.Nouns[q].Last != end {
			break
		}
	}
	m.mentions = append(m.mentions, base)
	m.addInside(base)
}

// addInside reads what stands before the head of a phrase and may be a filler of its own: an instrument ("the bomb
// attack"), a name ("ABC guerrillas").
func (m *message) addInside(base mention) {
	for k := base.first; k < base.last-1; k++ {
		n := base
		n.inside, n.beside, n.ofs = true, -1, nil
		n.first, n.last, n.start = k, k+1, k
		if c := score.MUCWordClass(m.tok(k).Lower); strings.HasPrefix(c, "instrument") {
			n.name = false
			m.mentions = append(m.mentions, n)
			continue
		}
		for n.last < base.last-1 && m.nameToken(n.last) {
			n.last++
		}
		if m.nameToken(k) {
			n.name = true
			m.mentions = append(m.mentions, n)
			k = n.last - 1
		}
	}
}

// nameToken reports whether a token is part of a name.
func (m *message) nameToken(k int) bool {
	for _, l := range m.listed[k] {
		if l.list == "armedgroup" {
			return true
		}
		if l.list == "state" {
			return false
		}
	}
	return m.tok(k).Tag == language.PROPN && !strings.HasPrefix(score.MUCWordClass(m.tok(k).Lower), "person")
}

// titleEnd returns the token after the last word for a person in a phrase if names follow it, 0 else.
func (m *message) titleEnd(first, last int) int {
	if nameWords[m.tok(last-1).Lower] {
		return 0 // "Workers Front"
	}
	for t := last - 2; t >= first && t > last-2-longestTitle; t-- {
		w := strings.TrimSuffix(m.tok(t).Lower, ".")
		if !strings.HasPrefix(score.MUCWordClass(w), "person") && !titles[w] || m.tok(t).Form == language.Plural || w == "people" {
			continue
		}
		for k := t + 1; k < last; k++ {
			if m.tok(k).Tag != language.PROPN && len(m.tok(k).Lower) > 2 && m.tok(k).Tag != language.NOUN {
				return 0
			}
		}
		if m.tok(last-1).Tag != language.PROPN && m.tok(t+1).Tag != language.PROPN {
			return 0
		}
		return t + 1
	}
	return 0
}

var titles = wordSet(`dr mr mrs msgr monsignor gen col lt capt maj sgt don dona sir chief spokesman chairman rector reverend rev father fr president dean engineer subdirector chairwoman spokeswoman`)

// join groups mentions into entities.
func (m *message) join() {
	for i := range m.mentions {
		n := &m.mentions[i]
		if e := m.entityOf(n); e >= 0 {
			m.entities[e].mentions = append(m.entities[e].mentions, i)
			continue
		}
		m.entities = append(m.entities, entity{mentions: []int{i}, name: n.name})
	}
}

// entityOf returns the entity that a mention is another mention of, -1 if it is the first of one.
func (m *message) entityOf(n *mention) int {
	for i := range m.entities {
		e := &m.entities[i]
		for _, j := range e.mentions {
			o := &m.mentions[j]
			if e.name == n.name && m.same(o, n) || m.alias(o, n) {
				return i
			}
		}
	}
	return -1
}

// alias reports whether two mentions name one group: by the list of armed groups, by initials, or by the brackets that
// the second stands in right after the first.
func (m *message) alias(a, b *mention) bool {
	if x := m.group(a); x != "" && x == m.group(b) {
		return true
	}
	if m.initials(a, b) || m.initials(b, a) {
		return true
	}
	if a.sentence != b.sentence || !a.name && !b.name {
		return false
	}
	end := a.last
	if len(a.ofs) > 0 {
		end = a.ofs[len(a.ofs)-1]
	}
	if b.start != end+1 && b.start != a.last+1 || b.last >= len(m.doc.Tokens) {
		return false
	}
	open, close := m.tok(b.start-1).Lower, m.tok(b.last).Lower
	return (open == "[" || open == "(") && (close == "]" || close == ")") && m.capitals(a, b)
}

// capitals reports whether one of two mentions is a single word whose first letter begins the other or one of its words.
func (m *message) capitals(a, b *mention) bool {
	if a.last-a.first != 1 && b.last-b.first != 1 {
		return false
	}
	short, long := a, b
	if b.last-b.first == 1 {
		short, long = b, a
	}
	w := m.tok(short.head()).Lower
	for k := long.first; k < long.last; k++ {
		if m.tok(k).Lower[0] == w[0] {
			return true
		}
	}
	return false
}

// group returns the full name of the armed group that the head of a mention is part of the name of, "" if it is none.
func (m *message) group(n *mention) string {
	for _, l := range m.listed[n.head()] {
		if l.list == "armedgroup" {
			return l.full
		}
	}
	return ""
}

// same reports whether two mentions have the same head and no words that tell them apart. Of a name a part stands for
// the whole, and so do its initials.
func (m *message) same(a, b *mention) bool {
	if a.name && b.name {
		if m.tok(a.head()).Lower == m.tok(b.head()).Lower {
			return m.subset(a, b) || m.subset(b, a)
		}
		return false
	}
	if m.tok(a.head()).Lower != m.tok(b.head()).Lower || !m.subset(a, b) && !m.subset(b, a) {
		return false
	}
	if len(a.ofs) > 0 && len(b.ofs) > 0 {
		return m.tok(a.ofs[0]-1).Lower == m.tok(b.ofs[0]-1).Lower
	}
	return true
}

// subset reports whether all words of a are among those of b.
func (m *message) subset(a, b *mention) bool {
	for k := a.first; k < a.last; k++ {
		found := false
		for l := b.first; l < b.last && !found; l++ {
			found = m.tok(k).Lower == m.tok(l).Lower
		}
		if !found {
			return false
		}
	}
	return true
}

// initials reports whether a is one word made of the initials of b, with or without those of small words.
func (m *message) initials(a, b *mention) bool {
	short := m.tok(a.head()).Lower
	if a.last-a.first != 1 || len(short) < 2 {
		return false
	}
	end := b.last
	if len(b.ofs) > 0 {
		end = b.ofs[len(b.ofs)-1]
	}
	all := ""
	for k := b.first; k < end; k++ {
		if w := m.tok(k).Lower; !smallWords[w] {
			all += w[:1]
		}
	}
	return all == short
}

var smallWords = wordSet("of for the and de del la el y - 's")

// string returns the words of tokens as the text has them, blanks squeezed.
func (m *message) string(first, last int) string {
	return strings.Join(strings.Fields(m.text.Body[m.tok(first).Start:m.tok(last-1).End]), " ")
}

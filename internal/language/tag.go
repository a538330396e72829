package language

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/tocsin-org/tocsin/internal/language/tagger"
)

//go:embed model/tagger.bin
var taggerBytes []byte

// A reading is what a label of the tagger means.
type reading struct {
	tag  Tag
	form Form
}

// model reads the embedded tagger, once.
var model = sync.OnceValues(func() (*tagger.Model, []reading) {
	m, err := tagger.Read(taggerBytes)
	if err != nil {
		panic(err) // unreachable: the model is embedded, and tested
	}
	var readings []reading
	for _, l := range m.Labels() {
		r, err := parseLabel(l)
		if err != nil {
			panic(err) // unreachable: likewise
		}
		readings = append(readings, r)
	}
	return m, readings
})

// parseLabel reads a label such as "NOUN NNS" or "DET".
func parseLabel(l string) (reading, error) {
	upos, xpos, _ := strings.Cut(l, " ")
	tag, form, err := ParseTag(upos, xpos)
	return reading{tag, form}, err
}

// ParseTag reads the tags of a treebank: a universal one ("VERB") and one of the Penn Treebank ("VBN"),
// which tells the form of nouns and verbs and of nothing else.
func ParseTag(upos, xpos string) (Tag, Form, error) {
	i := slices.Index(tagNames[:], upos)
	if i < 0 {
		return X, NoForm, fmt.Errorf("no part of speech %q", upos)
	}
	switch Tag(i) {
	case NOUN, PROPN, VERB, AUX:
		return Tag(i), penn[xpos], nil
	}
	return Tag(i), NoForm, nil
}

var penn = map[string]Form{
	"NN": Singular, "NNP": Singular, "NNS": Plural, "NNPS": Plural,
	"VB": Base, "VBP": Present, "VBZ": Present, "VBD": Past, "VBN": PastParticiple, "VBG": Gerund, "MD": Modal,
}

// A tagging is the memory that tagging one text needs, used again for the next.
type tagging struct {
	words   []tagger.Word
	scratch tagger.Scratch
}

var taggings = sync.Pool{New: func() any { return new(tagging) }}

// tag writes part of speech, form and lemma into the tokens, sentence by sentence.
func tag(tokens []Token, sentences []Sentence) {
	m, readings := model()
	w := taggings.Get().(*tagging)
	defer taggings.Put(w)
	for _, s := range sentences {
		w.words = w.words[:0]
		for i := s.First; i < s.Last; i++ {
			w.words = append(w.words, tagger.Word{Text: tokens[i].Text, Lower: tokens[i].Lower})
		}
		for i, l := range m.Tag(w.words, &w.scratch) {
			t := &tokens[s.First+i]
			t.Tag, t.Form = readings[l].tag, readings[l].form
			t.Lemma = lemma(t.Lower, t.Tag, t.Form)
		}
	}
	mend(tokens)
}

// tagNames are the names of the tags, in their order.
var tagNames = [...]string{"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}

// String returns the name of a tag, as "NOUN".
func (t Tag) String() string {
	if int(t) < len(tagNames) {
		return tagNames[t]
	}
	return fmt.Sprintf("Tag(%d)", uint8(t))
}

package language

import (
	_ "embed"
	"sync"

	"github.com/tocsin-org/tocsin/internal/language/parser"
)

//go:embed model/parser.bin
var parserBytes []byte

// An Arc is the place of a token in the tree of its sentence.
type Arc struct {
	Head int    // index into Doc.Tokens of the token it hangs from; -1 for the root of the sentence
	Rel  string // relation to it, as Universal Dependencies names it: "nsubj:pass", "obl:agent"
}

// parserModel reads the embedded parser, once.
var parserModel = sync.OnceValue(func() *parser.Model {
	m, err := parser.Read(parserBytes)
	if err != nil {
		panic(err) // unreachable: the model is embedded, and tested
	}
	return m
})

// A parsing is the memory that parsing one text needs, used again for the next.
type parsing struct {
	words   []parser.Word
	scratch parser.Scratch
}

var parsings = sync.Pool{New: func() any { return new(parsing) }}

// Parse returns the arc of each token of a text, sentence by sentence; each sentence has one root.
// About one arc in five is wrong, so what is built on it should have other evidence beside it.
func Parse(d *Doc) []Arc {
	m := parserModel()
	labels := m.Labels()
	p := parsings.Get().(*parsing)
	defer parsings.Put(p)
	arcs := make([]Arc, 0, len(d.Tokens))
	for _, s := range d.Sentences {
		p.words = p.words[:0]
		for _, t := range d.Tokens[s.First:s.Last] {
			p.words = append(p.words, parser.Word{Lower: t.Lower, Pos: Pos(t.Tag, t.Form)})
		}
		for _, a := range m.Parse(p.words, &p.scratch) {
			if a.Head >= 0 {
				a.Head += s.First
			}
			arcs = append(arcs, Arc{Head: a.Head, Rel: labels[a.Label]})
		}
	}
	return arcs
}

// Pos is part of speech and form in one number, as the parser has learned it.
func Pos(tag Tag, form Form) uint16 { return uint16(tag)<<4 | uint16(form) }

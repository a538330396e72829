// Package parser finds the dependency tree of a sentence from left to right, with an averaged perceptron
// that chooses among the steps of the arc-eager system (Nivre 2003).
//
// [Read] reads a model and [Model.Parse] uses it; [Train] makes one, with the dynamic oracle of Goldberg
// and Nivre (2012), so that a parse that has gone wrong is carried on as well as can be.
//
// It stores a model as one JSON line with the labels, followed by the weights of package perceptron.
package parser

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/tocsin-org/tocsin/internal/language/perceptron"
)

// A Word is what the parser sees of a word.
type Word struct {
	Lower string // in lower case
	Pos   uint16 // part of speech with form, any numbering as long as it is that of training
}

// An Arc is the place of a word in a tree.
type Arc struct {
	Head  int // index of the word it hangs from, -1 for the root of the tree
	Label int // index into Labels
}

// A Model parses. It is read-only and safe for concurrent use.
type Model struct {
	labels  []string
	root    int // the label "root"
	spare   int // the label of words that have no better place
	weights *perceptron.Weights
}

// header is the stored form of what is not weights. Fields may be added, not changed.
type header struct {
	Labels []string `json:"labels"`
}

// Read reads a model that Train wrote.
func Read(data []byte) (*Model, error) {
	line, rest, ok := bytes.Cut(data, []byte("\n"))
	var h header
	if err := json.Unmarshal(line, &h); err != nil || !ok {
		return nil, fmt.Errorf("reading parser: head: %w", err)
	}
	w, err := perceptron.Read(rest)
	if err != nil {
		return nil, fmt.Errorf("reading parser: %w", err)
	}
	m := h.model()
	m.weights = w
	if w.Classes() != steps(len(h.Labels)) || m.root < 0 || m.spare < 0 {
		return nil, fmt.Errorf("reading parser: %d labels, weights for %d steps", len(h.Labels), w.Classes())
	}
	return m, nil
}

func (h *header) model() *Model {
	return &Model{labels: h.Labels, root: slices.Index(h.Labels, "root"), spare: slices.Index(h.Labels, "parataxis")}
}

// Labels returns the relations, which arcs give by number.
func (m *Model) Labels() []string { return m.labels }

// Parse returns the arc of each word of one sentence; exactly one hangs from nothing. The result is good
// until the scratch is used again.
func (m *Model) Parse(words []Word, s *Scratch) []Arc {
	s.start(words)
	s.scores = slices.Grow(s.scores[:0], steps(len(m.labels)))[:steps(len(m.labels))]
	for !s.done() {
		m.weights.Score(s.fill(), s.scores)
		s.take(m.best(s, func(int) bool { return true }))
	}
	return m.arcs(s)
}

// Steps are numbered: shift, reduce, and for each label an arc to the left and one to the right.
const (
	shift = iota
	reduce
	left
	right
)

// steps returns how many steps there are with so many labels.
func steps(labels int) int { return left + 2*labels }

// kindOf returns what a step does, and for arcs their label.
func kindOf(step int) (kind, label int) {
	if step < left {
		return step, 0
	}
	return left + (step-left)%2, (step - left) / 2
}

// best returns the allowed step with the highest score among those that which holds for.
func (m *Model) best(s *Scratch, which func(step int) bool) int {
	var can [4]bool
	for kind := range can {
		can[kind] = s.can(kind)
	}
	b := -1
	for step, v := range s.scores {
		kind, label := kindOf(step)
		if can[kind] && (b < 0 || v > s.scores[b]) && (kind < left || (label == m.root) == s.atEnd()) && which(step) {
			b = step
		}
	}
	return b
}

// arcs reads the tree off a finished parse. Where several words hang from nothing, the first is the root
// and the others hang from it.
func (m *Model) arcs(s *Scratch) []Arc {
	s.arcs = s.arcs[:0]
	root := -1
	for i := 1; i <= s.n; i++ {
		a := Arc{Head: int(s.head[i]) - 1, Label: int(s.label[i])}
		switch {
		case a.Head < s.n:
		case root < 0:
			root, a.Head = i-1, -1
		default:
			a.Head, a.Label = root, m.spare
		}
		s.arcs = append(s.arcs, a)
	}
	return s.arcs
}

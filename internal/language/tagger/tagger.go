// Package tagger gives each word of a sentence one of a set of labels, from left to right, with an
// averaged perceptron.
//
// [Read] reads a model and [Model.Tag] uses it; [Train] makes one. What is known of a word is its
// letters, its case and its neighbours; where a whole sentence is written in capitals, in small letters
// or as a headline, case is not looked at, so that wire copy in capitals reads like any other.
//
// It stores a model as one JSON line (labels, words with their usual labels) followed by the weights
// of package perceptron.
package tagger

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/tocsin-org/tocsin/internal/language/perceptron"
)

// A Word is what the tagger sees of a word.
type Word struct {
	Text  string
	Lower string // Text in lower case
}

// A Model tags. It is read-only and safe for concurrent use.
type Model struct {
	labels  []string
	classes map[string]uint16 // known words, normalised → class of the labels they take
	sure    []int16           // for each class, its label where there is but one, else -1
	verbal  []bool            // for each class, whether its words are always verbs
	roles   []role            // for each label
	weights *perceptron.Weights
}

// header is the stored form of what is not weights. Fields may be added, not changed.
type header struct {
	Labels []string `json:"labels"`
	// Classes lists, for each class, the labels its words take, by number, whether a word is given the
	// one label without a look, and the words.
	Classes []class `json:"classes"`
}

type class struct {
	Labels []int    `json:"labels"`
	Sure   bool     `json:"sure"`
	Words  []string `json:"words"`
}

// Read reads a model that Train wrote.
func Read(data []byte) (*Model, error) {
	line, rest, ok := bytes.Cut(data, []byte("\n"))
	var h header
	if err := json.Unmarshal(line, &h); err != nil || !ok {
		return nil, fmt.Errorf("reading tagger: head: %w", err)
	}
	w, err := perceptron.Read(rest)
	if err != nil {
		return nil, fmt.Errorf("reading tagger: %w", err)
	}
	if w.Classes() != len(h.Labels) {
		return nil, fmt.Errorf("reading tagger: %d labels, weights for %d", len(h.Labels), w.Classes())
	}
	return h.model(w), nil
}

func (h *header) model(w *perceptron.Weights) *Model {
	m := &Model{labels: h.Labels, classes: make(map[string]uint16), weights: w, sure: []int16{-1}, verbal: []bool{false}}
	for _, l := range h.Labels {
		m.roles = append(m.roles, roleOf(l))
	}
	for i, c := range h.Classes {
		sure, verbal := -1, true
		for _, l := range c.Labels {
			verbal = verbal && m.roles[l] == verb
		}
		if c.Sure {
			sure = c.Labels[0]
		}
		m.sure, m.verbal = append(m.sure, int16(sure)), append(m.verbal, verbal)
		for _, w := range c.Words {
			m.classes[w] = uint16(i + 1)
		}
	}
	return m
}

// A role is what a label does in a clause, as far as features ask.
type role uint8

const (
	noRole role = iota
	verb
	comma
	conjunction
	subordinator
)

func roleOf(label string) role {
	pos, _, _ := strings.Cut(label, " ")
	switch {
	case pos == "VERB" || pos == "AUX":
		return verb
	case pos == "CCONJ":
		return conjunction
	case pos == "SCONJ" || label == "PRON WDT" || label == "PRON WP" || label == "ADV WRB":
		return subordinator
	case label == "PUNCT ," || label == "PUNCT :":
		return comma
	}
	return noRole
}

// Labels returns the labels, which Tag gives by number.
func (m *Model) Labels() []string { return m.labels }

// A Scratch is memory that Tag uses again; the zero value is ready. It is for one goroutine.
type Scratch struct {
	seen     []seen
	labels   []uint8
	last     uint16 // label of the last verb to the left, and what came between
	scores   []int32
	features [templates]perceptron.Feature
	forget   func(norm []byte) bool // while training: whether to take a word for unknown
}

// Tag returns the label of each word of one sentence. The result is good until the scratch is used
// again.
func (m *Model) Tag(words []Word, s *Scratch) []uint8 {
	s.look(words, m)
	if len(s.scores) < len(m.labels) {
		s.scores = make([]int32, len(m.labels))
	}
	scores := s.scores[:len(m.labels)]
	for i := range words {
		if l := m.sure[s.seen[i+margin].class]; l >= 0 {
			s.put(i, uint8(l), m)
			continue
		}
		m.weights.Score(s.fill(i), scores)
		s.put(i, uint8(best(scores)), m)
	}
	return s.labels[margin : margin+len(words)]
}

// put labels word i and keeps account of the verbs of the clause.
func (s *Scratch) put(i int, label uint8, m *Model) {
	s.labels[i+margin] = label
	switch r := m.roles[label]; r {
	case noRole:
	case verb:
		s.last = uint16(label) + 1
	default:
		s.last |= 1 << (7 + r)
	}
}

// best returns the index of the highest score, the first of equals.
func best(scores []int32) int {
	b := 0
	for i, v := range scores {
		if v > scores[b] {
			b = i
		}
	}
	return b
}

// write writes a model in the form that Read reads.
func write(out io.Writer, h header, t *perceptron.Trainer) error {
	w := bufio.NewWriter(out)
	b, err := json.Marshal(h)
	if err != nil {
		return err
	}
	if _, err := w.Write(append(b, '\n')); err != nil {
		return err
	}
	if err := t.Write(w, smallWeight); err != nil {
		return err
	}
	return w.Flush()
}

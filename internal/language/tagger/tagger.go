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
	weights *perceptron.Weights
}

// header is the stored form of what is not weights. Fields may be added, not changed.
type header struct {
	Labels []string `json:"labels"`
	// Classes lists, for each class, whether its words take but one label (that label's number, else
	// -1) and its words.
	Classes []class `json:"classes"`
}

type class struct {
	Sure  int      `json:"sure"`
	Words []string `json:"words"`
}

// Read reads a model that Train wrote.
func Read(data []byte) (*Model, error) {
	line, rest, ok := bytes.Cut(data, []byte("\n"))
	var h header
	if err := json.Unmarshal(line, &h); err != nil || !ok {
		return nil, fmt.Errorf("reading tagger: head: %w", err)
	}
	w, err := perceptron.Read(bytes.NewReader(rest))
	if err != nil {
		return nil, fmt.Errorf("reading tagger: %w", err)
	}
	if w.Classes() != len(h.Labels) {
		return nil, fmt.Errorf("reading tagger: %d labels, weights for %d", len(h.Labels), w.Classes())
	}
	return h.model(w), nil
}

func (h *header) model(w *perceptron.Weights) *Model {
	m := &Model{labels: h.Labels, classes: make(map[string]uint16), weights: w, sure: []int16{-1}}
	for i, c := range h.Classes {
		m.sure = append(m.sure, int16(c.Sure))
		for _, w := range c.Words {
			m.classes[w] = uint16(i + 1)
		}
	}
	return m
}

// Labels returns the labels, which Tag gives by number.
func (m *Model) Labels() []string { return m.labels }

// A Scratch is memory that Tag uses again; the zero value is ready. It is for one goroutine.
type Scratch struct {
	seen     []seen
	labels   []uint8
	scores   []int32
	features [templates]perceptron.Feature
}

// Tag returns the label of each word of one sentence. The result is good until the scratch is used
// again.
func (m *Model) Tag(words []Word, s *Scratch) []uint8 {
	s.look(words, m.classes)
	if len(s.scores) < len(m.labels) {
		s.scores = make([]int32, len(m.labels))
	}
	scores := s.scores[:len(m.labels)]
	for i := range words {
		if l := m.sure[s.seen[i+margin].class]; l >= 0 {
			s.labels[i+margin] = uint8(l)
			continue
		}
		m.weights.Score(s.fill(i), scores)
		s.labels[i+margin] = uint8(best(scores))
	}
	return s.labels[margin : margin+len(words)]
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
	if err := t.Write(w, leastSeen, smallWeight); err != nil {
		return err
	}
	return w.Flush()
}

package tagger

import (
	"io"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"

	"github.com/tocsin-org/tocsin/internal/language/perceptron"
)

// An Example is a sentence with the label of each word.
type Example struct {
	Words  []Word
	Labels []string
}

// What training was found to do best with, on the development part.
const (
	rounds      = 8
	leastSeen   = 2   // features seen less often are forgotten
	smallWeight = 0.1 // weights smaller than this are forgotten
	knownFrom   = 4   // words seen as often are known with their usual labels
	sureFrom    = 60  // words seen as often with one label only are given it without a look
	seed        = 1988
)

// Train learns a model from examples and writes it. The same examples give the same bytes. It tells
// progress, if not nil, how many words each round got wrong.
func Train(out io.Writer, examples []Example, progress func(round, wrong, words int)) error {
	h := describe(examples)
	number := make(map[string]int)
	for i, l := range h.Labels {
		number[l] = i
	}
	m := h.model(nil)
	t := perceptron.NewTrainer(len(h.Labels))
	order := rand.New(rand.NewPCG(seed, seed))
	var s Scratch
	for round := range rounds {
		wrong, words := 0, 0
		order.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for _, e := range examples {
			wrong += learn(t, m, e, number, &s)
			words += len(e.Words)
		}
		if progress != nil {
			progress(round, wrong, words)
		}
	}
	return write(out, h, t)
}

// learn takes one sentence and returns how many words were guessed wrong. What is written to the left
// of a word while learning is what was guessed there, as it will be when tagging.
func learn(t *perceptron.Trainer, m *Model, e Example, number map[string]int, s *Scratch) int {
	s.look(e.Words, m.classes)
	scores := make([]int32, len(m.labels))
	wrong := 0
	for i := range e.Words {
		if l := m.sure[s.seen[i+margin].class]; l >= 0 {
			s.labels[i+margin] = uint8(l)
			continue
		}
		features := s.fill(i)
		t.Score(features, scores)
		guess, truth := best(scores), number[e.Labels[i]]
		t.Learn(features, truth, guess)
		if guess != truth {
			wrong++
		}
		s.labels[i+margin] = uint8(guess)
	}
	return wrong
}

// describe lists the labels and the classes of known words.
func describe(examples []Example) header {
	counts := make(map[string]map[string]int)
	labels := make(map[string]bool)
	for _, e := range examples {
		for i, w := range e.Words {
			norm := string(normalise(nil, w.Lower))
			if counts[norm] == nil {
				counts[norm] = make(map[string]int)
			}
			counts[norm][e.Labels[i]]++
			labels[e.Labels[i]] = true
		}
	}
	h := header{}
	for l := range labels {
		h.Labels = append(h.Labels, l)
	}
	slices.Sort(h.Labels)
	members := make(map[string]*class)
	for w, c := range counts {
		name, sure := usual(c)
		if name == "" {
			continue
		}
		if sure {
			name = "!" + name
		}
		if members[name] == nil {
			members[name] = &class{Sure: -1}
			if sure {
				members[name].Sure = slices.Index(h.Labels, name[1:])
			}
		}
		members[name].Words = append(members[name].Words, w)
	}
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		slices.Sort(members[name].Words)
		h.Classes = append(h.Classes, *members[name])
	}
	return h
}

// usual names the labels that a word takes in at least one case of ten, the most frequent first, and
// reports whether it takes but one.
func usual(counts map[string]int) (name string, sure bool) {
	total := 0
	var labels []string
	for l, n := range counts {
		total += n
		labels = append(labels, l)
	}
	if total < knownFrom {
		return "", false
	}
	slices.SortFunc(labels, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	if total >= sureFrom && counts[labels[0]]*1000 >= total*998 {
		return labels[0], true
	}
	kept := labels[:0]
	for _, l := range labels {
		if counts[l]*10 >= total {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, " "), false
}

package tagger

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin/internal/language/perceptron"
)

// An Example is a sentence with the label of each word.
type Example struct {
	Words  []Word
	Labels []string
	Made   bool // made up, so that no word is to be taken for sure from it
}

// What training was found to do best with, on the development part.
const (
	rounds      = 8
	leastSeen   = 3   // features seen less often in the first round are forgotten
	smallWeight = 0.1 // weights smaller than this are forgotten
	knownFrom   = 6   // words seen as often are known with their usual labels
	sureFrom    = 60  // words seen as often with one label only are given it without a look
	forgetting  = 1.0 // how readily a word is taken for unknown in training: half the time if seen so often
	seed        = 1988
)

// Train learns a model from examples and writes it. The same examples give the same bytes. It tells
// progress, if not nil, how many words each round got wrong.
func Train(out io.Writer, examples []Example, progress func(round, wrong, words int)) error {
	counts := count(examples)
	h := describe(counts, count(slices.DeleteFunc(slices.Clone(examples), func(e Example) bool { return e.Made })))
	number := make(map[string]int)
	for i, l := range h.Labels {
		number[l] = i
	}
	m := h.model(nil)
	t := perceptron.NewTrainer(len(h.Labels))
	order := rand.New(rand.NewPCG(seed, seed))
	s := Scratch{forget: func(norm []byte) bool {
		n := 0
		for _, c := range counts[string(norm)] {
			n += c
		}
		return order.Float64() < forgetting/(forgetting+float64(n))
	}}
	for round := range rounds {
		wrong, words := 0, 0
		order.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for _, e := range examples {
			wrong += learn(t, m, e, number, &s, round == 0)
			words += len(e.Words)
		}
		if round == 0 {
			t.Prune(leastSeen)
		}
		if progress != nil {
			progress(round, wrong, words)
		}
	}
	return write(out, h, t)
}

// learn takes one sentence and returns how many words were guessed wrong. What is written to the left
// of a word while learning is what was guessed there, as it will be when tagging.
func learn(t *perceptron.Trainer, m *Model, e Example, number map[string]int, s *Scratch, first bool) int {
	s.look(e.Words, m)
	scores := make([]int32, len(m.labels))
	wrong := 0
	for i := range e.Words {
		if l := m.sure[s.seen[i+margin].class]; l >= 0 {
			s.put(i, uint8(l), m)
			continue
		}
		features := s.fill(i)
		if first {
			t.See(features)
		}
		t.Score(features, scores)
		guess, truth := best(scores), number[e.Labels[i]]
		t.Learn(features, truth, guess)
		if guess != truth {
			wrong++
		}
		s.put(i, uint8(guess), m)
	}
	return wrong
}

// count counts how often each word has each label.
func count(examples []Example) map[string]map[string]int {
	counts := make(map[string]map[string]int)
	for _, e := range examples {
		for i, w := range e.Words {
			norm := string(normalise(nil, w.Lower))
			if counts[norm] == nil {
				counts[norm] = make(map[string]int)
			}
			counts[norm][e.Labels[i]]++
		}
	}
	return counts
}

// describe lists the labels and the classes of known words; real are the counts of sentences not made up.
func describe(counts, real map[string]map[string]int) header {
	labels := make(map[string]bool)
	for _, c := range counts {
		for l := range c {
			labels[l] = true
		}
	}
	h := header{Labels: slices.Sorted(maps.Keys(labels))}
	members := make(map[string]*class)
	for w, c := range counts {
		takes := usual(c)
		if len(takes) == 0 {
			continue
		}
		sure := len(takes) == 1 && isSure(real[w])
		k := class{Sure: sure}
		for _, l := range takes {
			k.Labels = append(k.Labels, slices.Index(h.Labels, l))
		}
		name := fmt.Sprint(k.Labels, sure)
		if members[name] == nil {
			members[name] = &k
		}
		members[name].Words = append(members[name].Words, w)
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		slices.Sort(members[name].Words)
		h.Classes = append(h.Classes, *members[name])
	}
	return h
}

// usual returns the labels that a word takes in at least one case of ten, the most frequent first. Of
// words seldom seen it returns none.
func usual(counts map[string]int) []string {
	takes, total := ranked(counts)
	if total < knownFrom {
		return nil
	}
	return slices.DeleteFunc(takes, func(l string) bool { return counts[l]*10 < total })
}

// isSure reports whether a word is to be given its usual label without a look.
func isSure(counts map[string]int) bool {
	takes, total := ranked(counts)
	return total >= sureFrom && counts[takes[0]]*1000 >= total*998
}

// ranked returns the labels of a word, the most frequent first, and how often it was seen.
func ranked(counts map[string]int) (labels []string, total int) {
	for l, n := range counts {
		total += n
		labels = append(labels, l)
	}
	slices.SortFunc(labels, func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
	})
	return labels, total
}

package parser

import (
	"encoding/json"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/tocsin-org/tocsin/internal/language/perceptron"
)

// An Example is a sentence with its tree.
type Example struct {
	Words  []Word
	Heads  []int // indices into Words, -1 for the root
	Labels []string
}

// What training was found to do best with, on the development part.
const (
	rounds      = 10
	exploreFrom = 1    // the round from which on the parser's own mistakes are followed
	exploreRate = 0.9  // how often
	leastSeen   = 4    // features seen less often in the first round are forgotten
	smallWeight = 1.25 // weights smaller than this are forgotten: half of the model for a thousandth of the arcs
	seed        = 1968
)

// Train learns a model from examples and writes it. The same examples give the same bytes. It tells
// progress, if not nil, how many steps each round got wrong.
func Train(out io.Writer, examples []Example, progress func(round, wrong, steps int)) error {
	return train(out, examples, smallWeight, progress)
}

// train is Train with the bound below which weights are forgotten.
func train(out io.Writer, examples []Example, small float64, progress func(round, wrong, steps int)) error {
	set := make(map[string]bool)
	for _, e := range examples {
		for _, l := range e.Labels {
			set[l] = true
		}
	}
	h := header{Labels: slices.Sorted(maps.Keys(set))}
	l := learner{model: h.model(), trainer: perceptron.NewTrainer(steps(len(h.Labels))), rand: rand.New(rand.NewPCG(seed, seed))}
	l.state.scores = make([]int32, steps(len(h.Labels)))
	for round := range rounds {
		l.round, l.wrong, l.steps = round, 0, 0
		l.rand.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for _, e := range examples {
			l.learn(e)
		}
		if round == 0 {
			l.trainer.Prune(leastSeen)
		}
		if progress != nil {
			progress(round, l.wrong, l.steps)
		}
	}
	b, err := json.Marshal(h)
	if err != nil {
		return err
	}
	if _, err := out.Write(append(b, '\n')); err != nil {
		return err
	}
	return l.trainer.Write(out, small)
}

// A learner goes through examples.
type learner struct {
	model   *Model
	trainer *perceptron.Trainer
	rand    *rand.Rand
	state   Scratch
	round   int
	wrong   int
	steps   int
	heads   []int32 // the true tree, numbered as in Scratch
	labels  []int
}

// learn parses one sentence, correcting each step that makes more of the tree unreachable than it must.
func (l *learner) learn(e Example) {
	s := &l.state
	s.start(e.Words)
	l.heads, l.labels = append(l.heads[:0], 0), append(l.labels[:0], 0)
	for i, h := range e.Heads {
		if h < 0 {
			h = s.n
		}
		l.heads = append(l.heads, int32(h)+1)
		l.labels = append(l.labels, slices.Index(l.model.labels, e.Labels[i]))
	}
	for !s.done() {
		features := s.fill()
		if l.round == 0 {
			l.trainer.See(features)
		}
		l.trainer.Score(features, s.scores)
		costs := l.costs()
		least := slices.Min(costs[:])
		guess := l.model.best(s, func(int) bool { return true })
		truth := l.model.best(s, func(step int) bool { return l.cost(step, costs) == least })
		good := l.cost(guess, costs) == least
		if good {
			truth = guess
		} else {
			l.wrong++
		}
		l.steps++
		l.trainer.Learn(features, truth, guess)
		if !good && (l.round < exploreFrom || l.rand.Float64() > exploreRate) {
			guess = truth
		}
		s.take(guess)
	}
}

// cost is the cost of a step: that of its kind, and one more for the wrong label on a right arc.
func (l *learner) cost(step int, costs [4]int) int {
	s := &l.state
	kind, label := kindOf(step)
	c := costs[kind]
	switch {
	case kind == left && l.heads[s.top()] == s.front && label != l.labels[s.top()]:
		c++
	case kind == right && l.heads[s.front] == s.top() && label != l.labels[s.front]:
		c++
	}
	return c
}

// costs returns for each kind of step how many true arcs it puts out of reach.
func (l *learner) costs() [4]int {
	s := &l.state
	costs := [4]int{math.MaxInt32, math.MaxInt32, math.MaxInt32, math.MaxInt32}
	if s.can(shift) {
		costs[shift] = l.lostBelow(s.front, 0)
	}
	if len(s.stack) == 0 {
		return costs
	}
	t := s.top()
	ahead := 0 // words not read that hang from the top of the stack
	for k := int(s.front); k <= s.n; k++ {
		if l.heads[k] == t {
			ahead++
		}
	}
	if s.can(reduce) {
		costs[reduce] = ahead
	}
	if s.can(left) {
		costs[left] = ahead
		if l.heads[t] > s.front {
			costs[left]++
		}
	}
	if s.can(right) {
		costs[right] = l.lostBelow(s.front, t)
		if l.heads[s.front] > s.front {
			costs[right]++
		}
	}
	return costs
}

// lostBelow counts the true arcs between word b and the stack that are lost once b is pushed; the arc
// from the word but is not.
func (l *learner) lostBelow(b, but int32) int {
	n := 0
	for _, k := range l.state.stack {
		if l.heads[k] == b && l.state.head[k] == 0 || l.heads[b] == k && k != but {
			n++
		}
	}
	return n
}

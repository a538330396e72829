package weigh

import (
	"math"
	"math/rand/v2"
)

// An Example is a decision with what would have been right.
type Example struct {
	Choices []Choice
	Right   []bool  // of each choice; several can be right, and one must be
	Weight  float64 // how much it counts
}

// A Recipe is how weights are learned.
type Recipe struct {
	Rounds int     // how often the examples are gone through
	Ridge  float64 // what pulls weights to nothing; the greater, the fewer the examples that are believed
	Fewest int     // in how many examples a fact must stand to get a weight
}

// Learn returns the weights under which the right choices of the examples are likeliest (a conditional log-linear model
// with a quadratic penalty, by stochastic gradients in a fixed order). The same examples give the same weights.
func Learn(examples []Example, r Recipe) Weights {
	ids, names, in := number(examples, r.Fewest)
	type fact struct {
		id    int
		value float64
	}
	coded := make([][][]fact, len(examples))
	for i, e := range examples {
		coded[i] = make([][]fact, len(e.Choices))
		for k, c := range e.Choices {
			for _, f := range c {
				if id, ok := ids[f.Name]; ok {
					coded[i][k] = append(coded[i][k], fact{id, f.Value})
				}
			}
		}
	}
	w, squares := make([]float64, len(names)), make([]float64, len(names))
	gradient := make([]float64, len(names))
	var touched []int
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(1, 2))
	mean := make([]float64, len(names)) // over the second half of the rounds, in which weights only waver
	for round := range r.Rounds {
		random.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for _, i := range order {
			e := &examples[i]
			sums := make([]float64, len(e.Choices))
			for k := range e.Choices {
				for _, f := range coded[i][k] {
					sums[k] += w[f.id] * f.value
				}
			}
			all, right := logSum(sums, nil), logSum(sums, e.Right)
			touched = touched[:0]
			for k := range e.Choices {
				p := math.Exp(sums[k] - all)
				if e.Right[k] {
					p -= math.Exp(sums[k] - right)
				}
				for _, f := range coded[i][k] {
					if gradient[f.id] == 0 {
						touched = append(touched, f.id)
					}
					gradient[f.id] += e.Weight * p * f.value
				}
			}
			for _, id := range touched {
				if gradient[id] == 0 {
					continue
				}
				g := gradient[id] + r.Ridge*w[id]/in[id] // the whole penalty in each round
				squares[id] += g * g
				w[id] -= 0.3 / (1e-3 + math.Sqrt(squares[id])) * g
				gradient[id] = 0
			}
		}
		if half := r.Rounds / 2; round >= half {
			for id := range w {
				mean[id] += w[id] / float64(r.Rounds-half)
			}
		}
	}
	out := Weights{}
	for id, name := range names {
		out[name] = mean[id]
	}
	return out
}

// number gives numbers to the facts that stand in enough examples, in the order in which they are met, and counts the
// examples.
func number(examples []Example, fewest int) (ids map[string]int, names []string, in []float64) {
	count := map[string]int{}
	var met []string
	for _, e := range examples {
		seen := map[string]bool{}
		for _, c := range e.Choices {
			for _, f := range c {
				if !seen[f.Name] {
					seen[f.Name] = true
					if count[f.Name]++; count[f.Name] == 1 {
						met = append(met, f.Name)
					}
				}
			}
		}
	}
	ids = map[string]int{}
	for _, n := range met {
		if count[n] >= fewest {
			ids[n] = len(names)
			names = append(names, n)
			in = append(in, float64(count[n]))
		}
	}
	return ids, names, in
}

// logSum returns the logarithm of the sum of exponentials, of those that are picked if any are named.
func logSum(x []float64, picked []bool) float64 {
	top := math.Inf(-1)
	for i, v := range x {
		if picked == nil || picked[i] {
			top = max(top, v)
		}
	}
	s := 0.0
	for i, v := range x {
		if picked == nil || picked[i] {
			s += math.Exp(v - top)
		}
	}
	return top + math.Log(s)
}

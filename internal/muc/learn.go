package muc

import (
	"math"
	"math/rand/v2"
)

// An example is the features of one decision and what was right.
type example struct {
	features []int32
	class    int
	scale    float64
}

// A linear model scores classes by the sums of the weights of features. Probabilities are by softmax.
type linear struct {
	classes int
	weights []float32 // of feature f and class c at f*classes+c
}

func (l *linear) scores(features []int32, out []float64) {
	clear(out)
	for _, f := range features {
		if int(f+1)*l.classes > len(l.weights) {
			continue // a feature that was not there when this was learned
		}
		w := l.weights[int(f)*l.classes : int(f+1)*l.classes]
		for c := range out {
			out[c] += float64(w[c])
		}
	}
}

// probabilities sets out to the probability of each class.
func (l *linear) probabilities(features []int32, out []float64) {
	l.scores(features, out)
	softmax(out)
}

// scaled sets out to the probability of each class where features count by a scale.
func (l *linear) scaled(features []int32, scale float64, out []float64) {
	l.scores(features, out)
	for c := range out {
		out[c] *= scale
	}
	softmax(out)
}

func softmax(s []float64) {
	top := s[0]
	for _, v := range s {
		top = max(top, v)
	}
	sum := 0.0
	for i, v := range s {
		s[i] = math.Exp(v - top)
		sum += s[i]
	}
	for i := range s {
		s[i] /= sum
	}
}

// A recipe is how a model is learned.
type recipe struct {
	epochs int
	rate   float64
	l1, l2 float64
}

// least is the smallest weight that is kept.
const least = .04

// learn fits a model to examples by adaptive gradient steps in a fixed random order, pulling weights to nothing by
// their size.
func learn(examples []example, features, classes int, r recipe) *linear {
	n := features * classes
	w := make([]float64, n)
	squares := make([]float64, n)
	average := make([]float32, n)
	random := rand.New(rand.NewPCG(1, 2))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	p := make([]float64, classes)
	for epoch := range r.epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			x := &examples[i]
			clear(p)
			for _, f := range x.features {
				for c := range p {
					p[c] += w[int(f)*classes+c] * x.scale
				}
			}
			softmax(p)
			p[x.class]--
			for _, f := range x.features {
				for c := range p {
					k := int(f)*classes + c
					g := p[c]*x.scale + r.l2*w[k]
					if g == 0 {
						continue
					}
					squares[k] += g * g
					step := r.rate / math.Sqrt(squares[k]+1e-8)
					v := w[k] - step*g
					if cut := step * r.l1; v > cut {
						v -= cut
					} else if v < -cut {
						v += cut
					} else {
						v = 0
					}
					w[k] = v
				}
			}
		}
		if epoch >= r.epochs/2 {
			for k := range w {
				average[k] += float32(w[k]) / float32(r.epochs-r.epochs/2)
			}
		}
	}
	for k, v := range average {
		if v < least && v > -least {
			average[k] = 0
		}
	}
	return &linear{classes, average}
}

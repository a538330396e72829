package gazetteer

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
)

// An Example is a text with its mentions, and which places they mean.
type Example struct {
	Context  Context
	Mentions []Mention
	Right    []func(Place) bool // for each mention; nil where the right place is not known
	Weight   float64            // of its mentions in learning; 0 is 1
}

// Learn fits the weights of the ranker to examples and returns the file that Resolve reads. The same
// examples and seed give the same weights. It is for the train command.
func (g *Gazetteer) Learn(examples []Example, seed uint64, log func(string)) ([]byte, error) {
	w := new(weights)
	scenes := make([]*scene, len(examples))
	targets := make([][][]float64, len(examples))
	for i, e := range examples {
		scenes[i] = g.newScene(e.Context, e.Mentions)
		targets[i] = scenes[i].targets(e)
		for _, p := range scenes[i].groups {
			p.probs = fameProbs(p)
		}
	}
	for pass := range 2 {
		var lessons []lesson
		next := make([][][]float64, len(scenes))
		for i, s := range scenes {
			s.tallyVotes(pass)
			next[i] = make([][]float64, len(s.groups))
			for j, p := range s.groups {
				rows := s.features(p, pass)
				next[i][j] = nil
				if targets[i][j] == nil {
					continue
				}
				weight := examples[i].Weight
				if weight == 0 {
					weight = 1
				}
				lessons = append(lessons, lesson{rows, targets[i][j], weight})
			}
		}
		loss := w.passes[pass].fit(lessons, rand.New(rand.NewPCG(seed, uint64(pass))))
		log(fmt.Sprintf("pass %d: %d names, loss %.4f", pass+1, len(lessons), loss))
		for i, s := range scenes {
			for j, p := range s.groups {
				next[i][j] = w.passes[pass].probs(s.features(p, pass))
			}
			for j, p := range s.groups {
				p.probs = next[i][j]
			}
		}
	}
	for i := range w.passes {
		w.passes[i].round()
	}
	return json.Marshal(storedWeights{Features: featureCount, Passes: w.passes[:]})
}

// targets gives for each group the share of its mentions that each candidate is right for, times the
// number of mentions; nil where none is.
func (s *scene) targets(e Example) [][]float64 {
	out := make([][]float64, len(s.groups))
	for i := range e.Mentions {
		if i >= len(e.Right) || e.Right[i] == nil {
			continue
		}
		j := s.of[i]
		p := s.groups[j]
		for k, c := range p.cands {
			if e.Right[i](s.g.Place(c.ref)) {
				if out[j] == nil {
					out[j] = make([]float64, len(p.cands))
				}
				out[j][k]++
			}
		}
	}
	return out
}

// A lesson is the candidates of a name and how right each is.
type lesson struct {
	rows   [][featureCount]float64
	target []float64
	weight float64
}

// The settings of learning, found on the half of the sets that is for learning.
const (
	epochs   = 24
	rate     = .003
	decay    = 3e-5
	batch    = 8
	maxCount = 4 // more mentions of one name in a text teach no more
)

// fit learns by gradient steps (Adam) on the logarithm of the probability that the right candidates
// have together. It returns the mean loss of the last epoch.
func (m *ranker) fit(lessons []lesson, rnd *rand.Rand) float64 {
	for k := range m.In {
		for j := range m.In[k] {
			m.In[k][j] = rnd.NormFloat64() * .15
		}
		m.Out[k] = rnd.NormFloat64() * .15
	}
	params := m.params()
	mean, square := make([]float64, len(params)), make([]float64, len(params))
	loss, step := 0.0, 0
	for epoch := range epochs {
		order := rnd.Perm(len(lessons))
		loss = 0
		lr := rate * (1 - float64(epoch)/epochs)
		for at := 0; at < len(order); at += batch {
			grad := new(ranker)
			for _, i := range order[at:min(at+batch, len(order))] {
				loss += m.backward(&lessons[i], grad)
			}
			step++
			c1, c2 := 1-math.Pow(.9, float64(step)), 1-math.Pow(.999, float64(step))
			for i, g := range grad.params() {
				d := *g/batch + decay**params[i]
				mean[i] = .9*mean[i] + .1*d
				square[i] = .999*square[i] + .001*d*d
				*params[i] -= lr * (mean[i] / c1) / (math.Sqrt(square[i]/c2) + 1e-8)
			}
		}
	}
	return loss / math.Max(1, float64(len(lessons)))
}

func (m *ranker) params() []*float64 {
	var ps []*float64
	for k := range m.In {
		for j := range m.In[k] {
			ps = append(ps, &m.In[k][j])
		}
		ps = append(ps, &m.Bias[k], &m.Out[k])
	}
	for j := range m.Line {
		ps = append(ps, &m.Line[j])
	}
	return ps
}

// backward adds the gradient of one lesson and returns its loss.
func (m *ranker) backward(l *lesson, grad *ranker) float64 {
	probs := m.probs(l.rows)
	right, total := 0.0, 0.0
	for i, t := range l.target {
		if t > 0 {
			right += probs[i]
		}
		total = math.Max(total, t)
	}
	right = math.Max(right, 1e-12)
	weight := l.weight * math.Sqrt(math.Min(total, maxCount))
	for i := range l.rows {
		d := probs[i]
		if l.target[i] > 0 {
			d -= probs[i] / right
		}
		m.backwardRow(&l.rows[i], d*weight, grad)
	}
	return -math.Log(right) * weight
}

func (m *ranker) backwardRow(f *[featureCount]float64, d float64, grad *ranker) {
	if math.Abs(d) < 1e-9 {
		return
	}
	for j, x := range f {
		grad.Line[j] += d * x
	}
	for k := range m.In {
		h := m.Bias[k]
		for j, x := range f {
			if x != 0 {
				h += m.In[k][j] * x
			}
		}
		if h <= 0 {
			continue
		}
		grad.Out[k] += d * h
		e := d * m.Out[k]
		grad.Bias[k] += e
		for j, x := range f {
			if x != 0 {
				grad.In[k][j] += e * x
			}
		}
	}
}

// round keeps four digits: more are noise, and the file is read by people.
func (m *ranker) round() {
	for _, p := range m.params() {
		*p = math.Round(*p*1e4) / 1e4
	}
}

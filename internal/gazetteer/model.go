package gazetteer

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"sync"
)

//go:embed data/weights.json
var weightsFile []byte

// hidden is the number of units between the features and the score.
const hidden = 16

// A ranker scores a candidate: score = out · max(0, in × features + bias).
type ranker struct {
	In   [hidden][featureCount]float64
	Bias [hidden]float64
	Out  [hidden]float64
	Line [featureCount]float64 // and a straight line beside the bent one
}

// weights are the rankers of the two passes.
type weights struct {
	passes [2]ranker
}

var models = sync.OnceValue(func() *weights {
	w, err := readWeights(weightsFile)
	if err != nil {
		panic(err) // unreachable: the file is embedded, and a test reads it
	}
	return w
})

// WithWeights returns a gazetteer that ranks with the weights of a file made by Learn.
func (g *Gazetteer) WithWeights(file []byte) (*Gazetteer, error) {
	w, err := readWeights(file)
	if err != nil {
		return nil, err
	}
	h := *g
	h.ranker = w
	return &h, nil
}

// storedWeights is the form of weights.json.
type storedWeights struct {
	Features int
	Passes   []ranker
}

func readWeights(b []byte) (*weights, error) {
	var s storedWeights
	if err := json.Unmarshal(b, &s); err != nil {
		return nil, fmt.Errorf("reading the weights of the ranker: %w", err)
	}
	if s.Features != featureCount || len(s.Passes) != 2 {
		return nil, fmt.Errorf("reading the weights of the ranker: %d features in %d passes, want %d in 2", s.Features, len(s.Passes), featureCount)
	}
	return &weights{passes: [2]ranker(s.Passes)}, nil
}

func (m *ranker) score(f *[featureCount]float64) float64 {
	v := 0.0
	for j := range f {
		v += m.Line[j] * f[j]
	}
	for k := range m.In {
		h := m.Bias[k]
		for j, x := range f {
			if x != 0 {
				h += m.In[k][j] * x
			}
		}
		if h > 0 {
			v += m.Out[k] * h
		}
	}
	return v
}

// probs scores all candidates and makes the scores sum to one.
func (m *ranker) probs(rows [][featureCount]float64) []float64 {
	p := make([]float64, len(rows))
	top := math.Inf(-1)
	for i := range rows {
		p[i] = m.score(&rows[i])
		top = math.Max(top, p[i])
	}
	sum := 0.0
	for i := range p {
		p[i] = math.Exp(p[i] - top)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}

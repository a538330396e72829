package resolve

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

// joinAbove is the mean log odds above which clusters of texts are one incident. Set on the tuning half of the
// gun-violence corpus, like the weights.
const joinAbove = -1.5

//go:embed text.weights
var storedWeights string

// textWeights returns the committed weights of featureNames.
var textWeights = sync.OnceValue(func() []float64 {
	w, err := parseWeights(storedWeights)
	if err != nil {
		panic(err) // unreachable: a test reads the embedded file
	}
	return w
})

// parseWeights reads lines of name, tab, weight; lines that begin with # are notes.
func parseWeights(text string) ([]float64, error) {
	w := make([]float64, 0, len(featureNames))
	for _, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, _ := strings.Cut(line, "\t")
		if len(w) == len(featureNames) || name != featureNames[len(w)] {
			return nil, fmt.Errorf("text.weights: %q is not the feature expected here", name)
		}
		x, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return nil, fmt.Errorf("text.weights: %s: %w", name, err)
		}
		w = append(w, x)
	}
	if len(w) != len(featureNames) {
		return nil, fmt.Errorf("text.weights: %d weights for %d features", len(w), len(featureNames))
	}
	return w, nil
}

// LearnTexts fits the weights to texts whose incidents people have told (incident[i] names that of text i) and
// returns them as the file text.weights has them. use says which incidents may be learnt from.
func LearnTexts(texts []Text, incident []string, use func(incident string) bool, note string) string {
	c := newCorpus(texts)
	var xs [][]float64
	var same []bool
	for _, p := range c.candidates() {
		a, b := incident[p[0]], incident[p[1]]
		if use(a) && use(b) {
			xs = append(xs, c.features(int(p[0]), int(p[1]), nil))
			same = append(same, a == b)
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "# %s\n# %d pairs\n", note, len(xs))
	for i, w := range learn(xs, same, 1) {
		fmt.Fprintf(&out, "%s\t%.4f\n", featureNames[i], w)
	}
	return out.String()
}

// learn fits a logistic model to pairs by Newton's method with a ridge; same[i] says whether pair i tells of one
// incident.
func learn(xs [][]float64, same []bool, ridge float64) []float64 {
	k := len(xs[0])
	w := make([]float64, k)
	for range 25 {
		g := make([]float64, k)
		h := make([][]float64, k)
		for a := range h {
			h[a] = make([]float64, k)
			h[a][a] = ridge
			g[a] = -ridge * w[a]
		}
		for n, x := range xs {
			p := 1 / (1 + math.Exp(-inner(w, x)))
			y := is(same[n])
			for a := range k {
				g[a] += (y - p) * x[a]
				for b := 0; b <= a; b++ {
					h[a][b] += p * (1 - p) * x[a] * x[b]
				}
			}
		}
		for a := range k {
			for b := range a {
				h[b][a] = h[a][b]
			}
		}
		step := solve(h, g)
		most := 0.0
		for a := range k {
			w[a] += step[a]
			most = max(most, math.Abs(step[a]))
		}
		if most < 1e-6 {
			break
		}
	}
	return w
}

func inner(w, x []float64) float64 {
	s := 0.0
	for i := range w {
		s += w[i] * x[i]
	}
	return s
}

// solve solves a symmetric positive system by elimination.
func solve(h [][]float64, g []float64) []float64 {
	n := len(g)
	x := append([]float64(nil), g...)
	for i := range n {
		for j := i + 1; j < n; j++ {
			f := h[j][i] / h[i][i]
			for k := i; k < n; k++ {
				h[j][k] -= f * h[i][k]
			}
			x[j] -= f * x[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for j := i + 1; j < n; j++ {
			x[i] -= h[i][j] * x[j]
		}
		x[i] /= h[i][i]
	}
	return x
}

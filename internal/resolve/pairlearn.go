package resolve

import (
	_ "embed"
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/tocsin-org/tocsin"
)

//go:embed pair.weights
var storedPairWeights string

//go:embed common.words
var storedCommon string

// pairWeights returns the committed weights of the signs.
var pairWeights = sync.OnceValue(func() *[signs]float64 {
	w, err := parsePairWeights(storedPairWeights)
	if err != nil {
		panic(err) // unreachable: a test reads the embedded file
	}
	return w
})

// commonWords are the words and names, cut and hashed, that many reports of violence have.
var commonWords = sync.OnceValue(func() map[uint32]bool {
	out := map[uint32]bool{}
	for line := range strings.Lines(storedCommon) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out[hash32(line)] = true
		}
	}
	return out
})

// parsePairWeights reads the weights of the signs of a pair. A sign that is not there weighs nothing: a new one has not
// been learnt yet.
func parsePairWeights(text string) (*[signs]float64, error) {
	var w [signs]float64
	err := readWeights(text, "pair.weights", w[:], func(k int) string { return signNames[k].name })
	return &w, err
}

// readWeights reads lines of name, tab, weight into w, in which the weight of the sign with the name name(k) has place k.
// Lines that begin with # are notes. file is named in errors.
func readWeights(text, file string, w []float64, name func(k int) string) error {
	at := make(map[string]int, len(w))
	for k := range w {
		at[name(k)] = k
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		sign, value, _ := strings.Cut(line, "\t")
		k, ok := at[sign]
		if !ok {
			return fmt.Errorf("%s: no sign is called %q", file, sign)
		}
		var err error
		if w[k], err = strconv.ParseFloat(value, 64); err != nil {
			return fmt.Errorf("%s: %s: %w", file, sign, err)
		}
	}
	return nil
}

// A PairExample is two accounts of which people said whether they tell of one incident.
type PairExample struct {
	measures [signs]float64
	offset   float64 // what is not learnt: bounds
	Same     bool
	Weight   float64 // how much it counts beside others
}

// Compared yields the pairs of accounts that a Linker compares, each once, in the order of readers, as examples that are
// yet to be told what they are.
func (l *Linker) Compared() iter.Seq2[[2]tocsin.AccountRef, PairExample] {
	return func(yield func([2]tocsin.AccountRef, PairExample) bool) {
		l.settle()
		items := make([]*item, 0, len(l.items))
		for _, it := range l.items {
			items = append(items, it)
		}
		slices.SortFunc(items, (*item).order)
		for _, it := range items {
			var near []*item
			l.blocks.near(it, func(o *item) {
				if it.order(o) < 0 && it.source != o.source {
					near = append(near, o)
				}
			})
			slices.SortFunc(near, (*item).order)
			for _, o := range near {
				var e PairExample
				v := verdict{weights: new([signs]float64), measures: &e.measures}
				v.compare(it, o)
				e.offset, e.Weight = v.odds, 1
				if !yield([2]tocsin.AccountRef{o.AccountRef, it.AccountRef}, e) {
					return
				}
			}
		}
	}
}

// LearnPairs fits the weights of the signs to examples and returns them as the file pair.weights has them: a logistic
// model with a ridge, in which a weight that would go against sense is 0, by coordinate descent.
func LearnPairs(examples []PairExample, ridge float64, note string) string {
	var w [signs]float64
	odds := make([]float64, len(examples))
	by := make([][]int32, signs) // examples in which a sign is not 0
	for i, e := range examples {
		odds[i] = e.offset
		for p, x := range e.measures {
			if x != 0 {
				by[p] = append(by[p], int32(i))
			}
		}
	}
	for range 400 {
		most := 0.0
		for p := range signs {
			g, h := 0.0, 0.0
			if p != alwaysThere {
				g, h = -ridge*w[p], ridge
			}
			for _, i := range by[p] {
				e := &examples[i]
				q := 1 / (1 + math.Exp(-odds[i]))
				x := e.measures[p]
				g += e.Weight * (is(e.Same) - q) * x
				h += e.Weight * q * (1 - q) * x * x
			}
			if h < 1e-9 {
				continue
			}
			to := w[p] + max(-1, min(1, g/h))
			if s := float64(signNames[p].way); s*to < 0 {
				to = 0
			}
			step := to - w[p]
			if step == 0 {
				continue
			}
			w[p] = to
			most = max(most, math.Abs(step))
			for _, i := range by[p] {
				odds[i] += step * examples[i].measures[p]
			}
		}
		if most < 1e-4 {
			break
		}
	}
	same := 0
	for _, e := range examples {
		if e.Same {
			same++
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "# %s\n# %d pairs, %d of one incident\n", note, len(examples), same)
	for p, x := range w {
		fmt.Fprintf(&out, "%s\t%.3f\n", signNames[p].name, x+0) // + 0: no "-0.000"
	}
	return out.String()
}

// TextCounts counts in how many accounts each word and name of their passages stands, for the list of common words.
func TextCounts(r *tocsin.Report, rec *tocsin.Record, count map[string]int) {
	for i := range rec.Accounts {
		seen := map[string]bool{}
		eachWord(r, &rec.Accounts[i], func(w word, low string) { seen[stem(low)] = true })
		for w := range seen {
			count[w]++
		}
	}
}

package gazetteer

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"

	"github.com/tocsin-org/tocsin/internal/language"
)

// A PlaceLesson is an event, the places named about it, and which of them are where it was.
type PlaceLesson struct {
	Doc    *language.Doc
	Verb   int
	Places []Match
	Right  []bool
}

// The settings of learning event places, found on the lessons themselves by leaving parts out.
const (
	placeEpochs = 12
	placeRate   = .1
	placeDecay  = .02 // of a weight each time its feature is seen
	leastSeen   = 4   // rarer features teach nothing that holds elsewhere
	leastWeight = .02 // smaller ones are not kept
)

// LearnEventPlaces fits the weights that EventPlace reads, by logistic regression, and returns their
// file. The same lessons give the same file.
func LearnEventPlaces(lessons []PlaceLesson, note string) string {
	type example struct {
		features []int
		right    float64
	}
	index := map[string]int{}
	var names []string
	var examples []example
	for _, q := range lessons {
		l := linking{doc: q.Doc, verb: q.Verb, places: q.Places}
		l.prepare()
		for i := range q.Places {
			e := example{right: truth(q.Right[i])}
			l.named(i, func(parts ...string) {
				name := strings.Join(parts, "|")
				j, ok := index[name]
				if !ok {
					j = len(names)
					index[name] = j
					names = append(names, name)
				}
				e.features = append(e.features, j)
			})
			examples = append(examples, e)
		}
	}
	seen := make([]int, len(names))
	for i := range examples {
		for _, j := range examples[i].features {
			seen[j]++
		}
	}
	for i := range examples {
		e := &examples[i]
		e.features = slices.DeleteFunc(e.features, func(j int) bool { return seen[j] < leastSeen })
	}
	w, squares := make([]float64, len(names)), make([]float64, len(names))
	rnd := rand.New(rand.NewPCG(1, 2))
	for range placeEpochs {
		for _, i := range rnd.Perm(len(examples)) {
			e := &examples[i]
			sum := 0.0
			for _, j := range e.features {
				sum += w[j]
			}
			d := 1/(1+math.Exp(-sum)) - e.right
			for _, j := range e.features {
				g := d + placeDecay*w[j]
				squares[j] += g * g
				w[j] -= placeRate * g / math.Sqrt(squares[j]+1)
			}
		}
	}
	var lines []string
	for j, name := range names {
		if math.Abs(w[j]) >= leastWeight && !strings.ContainsAny(name, "\t\n") {
			lines = append(lines, fmt.Sprintf("%s\t%.2f\n", name, w[j]))
		}
	}
	sort.Strings(lines)
	return "# " + note + "\n" + strings.Join(lines, "")
}

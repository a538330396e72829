package resolve

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
)

// OneIncident returns a Linker with coded reports that people found to tell of one incident, in which the first account
// in the news of each is tied to it, and the id of that incident, "" if no report has such an account. That they are one
// is entered as a decision.
func OneIncident(reports []*tocsin.Report, records []*tocsin.Record) (*Linker, string) {
	link := NewLinker()
	var ids []string
	for i, r := range reports {
		rec := *records[i]
		rec.Accounts = slices.DeleteFunc(slices.Clone(rec.Accounts), func(a tocsin.Account) bool { return a.Background })
		if len(rec.Accounts) == 0 {
			continue
		}
		rec.Accounts = rec.Accounts[:1]
		ids = append(ids, tocsin.AccountRef{Report: r.ID, Account: rec.Accounts[0].ID}.String())
		link.Add(r, &rec)
	}
	if len(ids) == 0 {
		return link, ""
	}
	if len(ids) > 1 {
		link.Decide(tocsin.Decision{By: "the corpus", At: time.Unix(0, 0), On: ids, What: tocsin.Merge, Why: "one incident there"})
	}
	return link, ids[0]
}

// A NumberExample is the numbers that voices give of one incident where they differ, and which of them people found to be
// true.
type NumberExample struct {
	Effect     tocsin.Effect
	candidates []candidate
	right      int // index of the true number, -1 if no voice gives it
}

// NumberExamples returns an example for each total of an incident of which the voices differ; truth holds what people
// found.
func (l *Linker) NumberExamples(id string, truth map[tocsin.Effect]int) []NumberExample {
	l.settle()
	it := l.items[id]
	if it == nil || it.cluster == nil {
		return nil
	}
	given := groupGiven(it.cluster.items)
	var out []NumberExample
	for _, e := range []tocsin.Effect{tocsin.Killed, tocsin.Injured} {
		found, known := truth[e]
		gs := counted(given[tallyKey{e, tocsin.GroupAll}])
		if !known || len(gs) == 0 {
			continue
		}
		if cs := candidates(e, gs); len(cs) > 1 {
			out = append(out, NumberExample{e, cs, slices.IndexFunc(cs, func(c candidate) bool { return c.value == found })})
		}
	}
	return out
}

// LearnNumbers fits the weights of the signs to examples and returns them as the file number.weights has them: a
// conditional logistic model, of which number of those given is right, by Newton's method with a ridge. Beside them, as
// notes, stands how often they choose rightly in the other examples, and how often weights learnt from those do in these.
func LearnNumbers(examples, others []NumberExample, ridge float64, note string) string {
	w := fitNumbers(examples, ridge)
	back := fitNumbers(others, ridge)
	var out strings.Builder
	fmt.Fprintf(&out, "# %s\n# %d choices; of the other half chosen rightly: %s; learnt from that half, of this: %s\n", note, len(examples), rightly(others, &w), rightly(examples, &back))
	for p, x := range w {
		fmt.Fprintf(&out, "%s\t%.3f\n", numberSignNames[p], x+0)
	}
	return out.String()
}

// rightly says how often weights choose the true number.
func rightly(examples []NumberExample, w *[numberSigns]float64) string {
	var parts []string
	for _, e := range []tocsin.Effect{tocsin.Killed, tocsin.Injured} {
		right, all := 0, 0
		for _, x := range examples {
			if x.Effect == e {
				all++
				if mostLikely(numberShares(x.candidates, w)) == x.right {
					right++
				}
			}
		}
		parts = append(parts, fmt.Sprintf("%s %d of %d", e, right, all))
	}
	return strings.Join(parts, ", ")
}

func fitNumbers(examples []NumberExample, ridge float64) [numberSigns]float64 {
	var w [numberSigns]float64
	for range 50 {
		g := make([]float64, numberSigns)
		h := make([][]float64, numberSigns)
		for a := range h {
			h[a] = make([]float64, numberSigns)
			h[a][a] = ridge
			g[a] = -ridge * w[a]
		}
		for _, e := range examples {
			if e.right < 0 {
				continue
			}
			shares := numberShares(e.candidates, &w)
			var mean [numberSigns]float64
			for i, c := range e.candidates {
				for a, x := range c.measures {
					mean[a] += shares[i] * x
				}
			}
			for a := range numberSigns {
				g[a] += e.candidates[e.right].measures[a] - mean[a]
				for b := range numberSigns {
					for i, c := range e.candidates {
						h[a][b] += shares[i] * (c.measures[a] - mean[a]) * (c.measures[b] - mean[b])
					}
				}
			}
		}
		most := 0.0
		for a, step := range solve(h, g) {
			w[a] += step
			most = max(most, math.Abs(step))
		}
		if most < 1e-7 {
			break
		}
	}
	return w
}

package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// zeroModel says that nothing will happen.
var zeroModel = Model{Name: "zero", Version: "1", About: "nothing happens",
	fit: func(*History) (Sampler, error) {
		return func(_, _ int, _ *rand.Rand, draws []float64) { clear(draws) }, nil
	}}

// lastModel says that the last period repeats itself, without spread.
var lastModel = Model{Name: "last", Version: "1", About: "the last known period again",
	fit: func(h *History) (Sampler, error) {
		return func(area, _ int, _ *rand.Rand, draws []float64) {
			fill(draws, math.Round(last(h.Panel.Series[area].Best)))
		}, nil
	}}

// lastPoisson spreads the last period as a Poisson count.
var lastPoisson = Model{Name: "last-poisson", Version: "1", About: "Poisson around the last known period",
	fit: func(h *History) (Sampler, error) {
		return func(area, _ int, rng *rand.Rand, draws []float64) {
			poisson(rng, last(h.Panel.Series[area].Best), draws)
		}, nil
	}}

// conflictology takes the area's last k periods as they were, each as likely.
func conflictology(k int) Model {
	return Model{Name: fmt.Sprintf("conflictology-%d", k), Version: "1",
		About: fmt.Sprintf("the area's last %d periods, each as likely", k),
		fit: func(h *History) (Sampler, error) {
			return func(area, _ int, _ *rand.Rand, draws []float64) {
				x := known(h.Panel.Series[area].Best, k)
				for i := range draws {
					draws[i] = pick(x, i, len(draws))
				}
			}, nil
		}}
}

// pick is systematic sampling: the n draws hold each value as nearly as
// possible equally often, which spares the noise of random draws.
func pick(x []float64, i, n int) float64 {
	if len(x) == 0 {
		return 0
	}
	return math.Round(x[i*len(x)/n])
}

// bootstrapPool draws from the last year of all areas together.
var bootstrapPool = Model{Name: "bootstrap", Version: "1", About: "any area's last year",
	fit: func(h *History) (Sampler, error) {
		var pool []float64
		for _, s := range h.Panel.Series {
			pool = append(pool, known(s.Best, h.Panel.Unit.PerYear())...)
		}
		return func(_, _ int, rng *rand.Rand, draws []float64) {
			clear(draws)
			for i := range draws {
				if len(pool) > 0 {
					draws[i] = math.Round(pool[rng.IntN(len(pool))])
				}
			}
		}, nil
	}}

// fading is conflictology with a memory that halves: a period counts half as
// much as the one halfLife later. It looks back sixty periods.
func fading(halfLife float64) Model {
	return Model{Name: fmt.Sprintf("fading-%g", halfLife), Version: "1",
		About: fmt.Sprintf("the area's own past, weight halving every %g periods", halfLife),
		fit: func(h *History) (Sampler, error) {
			return func(area, _ int, _ *rand.Rand, draws []float64) {
				weighted(known(h.Panel.Series[area].Best, 60), halfLife, draws)
			}, nil
		}}
}

// weighted fills draws with the values of x, latest last, in proportion to
// weights that halve every halfLife.
func weighted(x []float64, halfLife float64, draws []float64) {
	clear(draws)
	if len(x) == 0 {
		return
	}
	decay := math.Exp2(-1 / halfLife)
	total := (1 - math.Pow(decay, float64(len(x)))) / (1 - decay)
	// Walk back from the latest; cum is the weight passed so far.
	k, w, cum := len(x)-1, 1.0, 1.0
	for i := range draws {
		at := (float64(i) + .5) / float64(len(draws)) * total
		for cum < at && k > 0 {
			k, w = k-1, w*decay
			cum += w
		}
		draws[i] = math.Round(x[k])
	}
}

// known returns the last k values that are known, oldest first. Unknown values
// at the end are passed over: the state may be younger than the window.
func known(x []float64, k int) []float64 {
	tail := x[max(0, len(x)-k):]
	if !slices.ContainsFunc(tail, math.IsNaN) {
		return tail
	}
	return slices.DeleteFunc(slices.Clone(tail), math.IsNaN)
}

// last returns the last known value of the past year, or 0.
func last(x []float64) float64 {
	if k := known(x, 12); len(k) > 0 {
		return k[len(k)-1]
	}
	return 0
}

func fill(d []float64, v float64) {
	for i := range d {
		d[i] = v
	}
}

package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Draws is how many draws a forecast holds. Scores such as the ignorance score
// depend on it, so it does not vary.
const Draws = 1000

// The thresholds for which chances are given: any at all, and 25, the yearly
// number from which UCDP speaks of an active conflict and ViEWS of a month with
// conflict.
var Thresholds = [2]float64{1, 25}

// ignoranceBins are the left edges of the ViEWS bins: none, 1-2, 3-5, 6-10,
// 11-25, 26-50, 51-100, 101-250, 251-500, 501-1000, more.
var ignoranceBins = [...]float64{0, .5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5}

// CRPS is the continuous ranked probability score of draws (sorted) against y:
// mean |X-y| less half of mean |X-X'|, the latter over all pairs (divisor m²).
// It is in the unit counted; 0 is best.
func CRPS(sorted []float64, y float64) float64 {
	return crps(sorted, y, func(x float64) float64 { return x })
}

// CRPSLog is CRPS after log(1+x), which weighs a factor of two the same
// everywhere.
func CRPSLog(sorted []float64, y float64) float64 {
	return crps(sorted, log1p(y), log1p)
}

// crps goes by runs of equal draws, of which counts have few.
func crps(sorted []float64, y float64, scale func(float64) float64) float64 {
	m := float64(len(sorted))
	var dist, pair float64
	for i := 0; i < len(sorted); {
		j := i + 1
		for j < len(sorted) && sorted[j] == sorted[i] {
			j++
		}
		x, n := scale(sorted[i]), float64(j-i)
		dist += n * math.Abs(x-y)
		pair += n * (float64(i+j) - m) * x
		i = j
	}
	return max(0, dist/m-pair/(m*m))
}

// smallLogs holds log(1+n) of the counts that are most of all draws.
var smallLogs = func() (t [256]float64) {
	for i := range t {
		t[i] = math.Log1p(float64(i))
	}
	return t
}()

func log1p(x float64) float64 {
	if i := int(x); x < float64(len(smallLogs)) && float64(i) == x {
		return smallLogs[i]
	}
	return math.Log1p(x)
}

// Ignorance is -log2 of the share of sorted draws that fell into y's bin, after
// one pseudo-draw has been added to each of the eleven ViEWS bins. It is meant
// for 1000 draws; with fewer the pseudo-draws weigh more. The official code
// resamples smaller sets by Fourier transform, which we do not imitate.
func Ignorance(sorted []float64, y float64) float64 {
	b := len(ignoranceBins) - 1
	for b > 0 && y < ignoranceBins[b] {
		b--
	}
	from, _ := slices.BinarySearch(sorted, ignoranceBins[b])
	to := len(sorted)
	if b+1 < len(ignoranceBins) {
		to, _ = slices.BinarySearch(sorted, ignoranceBins[b+1])
	}
	return -math.Log2(float64(to-from+1) / float64(len(sorted)+len(ignoranceBins)))
}

// Quantile returns the q-quantile of sorted draws by linear interpolation, as
// numpy does by default and the ViEWS scorer with it.
func Quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := q * float64(len(sorted)-1)
	i := int(math.Floor(at))
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	t := at - float64(i)
	// Two forms, as in numpy, so that the result never leaves [a, b].
	a, b := sorted[i], sorted[i+1]
	if t >= .5 {
		return b - (b-a)*(1-t)
	}
	return a + (b-a)*t
}

// IntervalScore is the interval score of the central interval that holds
// 1-alpha: its width, and 2/alpha times the distance of y from it. Its mean
// over cells is the MIS (alpha .1).
func IntervalScore(sorted []float64, y, alpha float64) float64 {
	lo, hi := Quantile(sorted, alpha/2), Quantile(sorted, 1-alpha/2)
	return hi - lo + 2/alpha*(max(0, lo-y)+max(0, y-hi))
}

// Chance returns the share of sorted draws that are at least x.
func Chance(sorted []float64, x float64) float64 {
	i, _ := slices.BinarySearch(sorted, x)
	return float64(len(sorted)-i) / float64(len(sorted))
}

// A Cell is one forecast of one area and period with what came of it.
type Cell struct {
	Area, Origin, Period, Step int
	Actual                     float64
	// Active says whether anything was counted in the area in the year before
	// the origin; the two strata are reported apart, since most cells are quiet
	// and most of the score is not.
	Active         bool
	CRPS, CRPSLog  float64
	Ignorance, MIS float64
	In50, In90     bool
	PIT            float64
	Chance         [len(Thresholds)]float64
}

// score fills the scores of a cell from draws, which it sorts. u is uniform on
// [0,1) and spreads the PIT over the probability of y itself.
func (c *Cell) score(draws []float64, u float64) {
	sortDraws(draws)
	y := c.Actual
	c.CRPS = CRPS(draws, y)
	c.CRPSLog = CRPSLog(draws, y)
	c.Ignorance = Ignorance(toDraws(draws), y)
	c.MIS = IntervalScore(draws, y, .1)
	c.In50 = y >= Quantile(draws, .25) && y <= Quantile(draws, .75)
	c.In90 = y >= Quantile(draws, .05) && y <= Quantile(draws, .95)
	above, from := Chance(draws, math.Floor(y)+1), Chance(draws, math.Ceil(y))
	c.PIT = 1 - from + u*(from-above)
	for i, t := range Thresholds {
		c.Chance[i] = Chance(draws, t)
	}
}

// toDraws repeats sets of another size, as evenly as can be, to 1000 draws: the
// pseudo-draws of the ignorance score would weigh too much on them.
func toDraws(sorted []float64) []float64 {
	if len(sorted) == Draws || len(sorted) == 0 {
		return sorted
	}
	d := make([]float64, Draws)
	for i := range d {
		d[i] = sorted[i*len(sorted)/Draws]
	}
	return d
}

// sortDraws sorts. Most draws are small counts, which are sorted by counting.
func sortDraws(d []float64) {
	if slices.IsSorted(d) {
		return
	}
	const small = 1024
	var n [small]int
	for _, x := range d {
		if k := int(x); x >= 0 && x < small && float64(k) == x {
			n[k]++
			continue
		}
		slices.Sort(d)
		return
	}
	at := 0
	for k, c := range n {
		for range c {
			d[at] = float64(k)
			at++
		}
	}
}

// seeded returns a generator whose stream depends on all of its keys.
func seeded(seed uint64, keys ...uint64) *rand.Rand {
	h := seed ^ 0x9e3779b97f4a7c15
	for _, k := range keys {
		h ^= k + 0x9e3779b97f4a7c15 + h<<6 + h>>2
		h *= 0xbf58476d1ce4e5b9
		h ^= h >> 29
	}
	return rand.New(rand.NewPCG(seed, h))
}

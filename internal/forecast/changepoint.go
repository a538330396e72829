package forecast

import (
	"math"
	"slices"
)

// A Segment is a stretch of a series with one mean.
type Segment struct {
	First int     `json:"-"` // number of its first period
	Last  int     `json:"-"`
	From  string  `json:"from"`
	To    string  `json:"to"`
	Mean  float64 `json:"mean"` // per period
	// Ratio is the mean over that of the segment before, with a 90 % interval;
	// zero for the first segment.
	Ratio Range `json:"ratio"`
	// Earliest and Latest bound when it may have begun: the dates that explain
	// the two segments nearly as well (within 2.7 of twice the log-likelihood).
	Earliest string `json:"earliest,omitempty"`
	Latest   string `json:"latest,omitempty"`
}

// Settings of Segments: violence clusters, so its Poisson likelihood is divided
// by a dispersion, and a change must pay 1.5 ln n.
const (
	dispersion    = 4
	changePenalty = 1.5
)

// Segments divides a series where its mean changes, by optimal partitioning
// with pruning (PELT). Unknown periods are passed over. first is the number of
// the first period.
func Segments(x []float64, u Unit, first int) []Segment {
	n := len(x)
	sum, count := make([]float64, n+1), make([]float64, n+1)
	for i, v := range x {
		sum[i+1], count[i+1] = sum[i], count[i]
		if !math.IsNaN(v) {
			sum[i+1] += v
			count[i+1]++
		}
	}
	if count[n] == 0 {
		return nil
	}
	cost := func(a, b int) float64 { return poissonCost(sum[b]-sum[a], count[b]-count[a]) }
	penalty := changePenalty * math.Log(count[n])
	best, prev := make([]float64, n+1), make([]int, n+1)
	best[0] = -penalty
	starts := []int{0}
	for t := 1; t <= n; t++ {
		best[t] = math.Inf(1)
		for _, s := range starts {
			if c := best[s] + cost(s, t) + penalty; c < best[t] {
				best[t], prev[t] = c, s
			}
		}
		// A start that is already dearer than the best without another change
		// can never win.
		starts = append(slices.DeleteFunc(starts, func(s int) bool { return best[s]+cost(s, t) > best[t] }), t)
	}
	cuts := []int{n}
	for t := n; t > 0; t = prev[t] {
		cuts = append(cuts, prev[t])
	}
	slices.Reverse(cuts)
	segs := make([]Segment, len(cuts)-1)
	for i := range segs {
		a, b := cuts[i], cuts[i+1]
		s := Segment{First: first + a, Last: first + b - 1, From: u.Format(first + a), To: u.Format(first + b - 1),
			Mean: (sum[b] - sum[a]) / max(1, count[b]-count[a])}
		if i > 0 {
			a0 := cuts[i-1]
			s.Ratio = rateRatio(sum[a]-sum[a0], count[a]-count[a0], sum[b]-sum[a], count[b]-count[a])
			lo, hi := dateBounds(a0, a, b, cost)
			s.Earliest, s.Latest = u.Format(first+lo), u.Format(first+hi)
		}
		segs[i] = s
	}
	return segs
}

// poissonCost is minus the log-likelihood of a total over n periods at its own
// mean, less what is the same for every division, over the dispersion.
func poissonCost(total, n float64) float64 {
	if total <= 0 || n <= 0 {
		return 0
	}
	return -total * math.Log(total/n) / dispersion
}

// rateRatio compares two rates; the half added to each total keeps a silence
// from being infinitely far from anything.
func rateRatio(before, n0, after, n1 float64) Range {
	b, a := before+.5, after+.5
	r := math.Log(a / max(1, n1) / (b / max(1, n0)))
	half := 1.645 * math.Sqrt(dispersion*(1/a+1/b))
	return Range{Value: math.Exp(r), Low: math.Exp(r - half), High: math.Exp(r + half)}
}

// dateBounds widens a cut while moving it costs little.
func dateBounds(a, cut, b int, cost func(a, b int) float64) (lo, hi int) {
	const slack = 2.71 / 2
	at := func(c int) float64 { return cost(a, c) + cost(c, b) }
	limit := at(cut) + slack
	lo, hi = cut, cut
	for c := a + 1; c < b; c++ {
		if at(c) <= limit {
			lo, hi = min(lo, c), max(hi, c)
		}
	}
	return lo, hi
}

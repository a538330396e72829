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
// by a dispersion; a change must pay 1.5 ln n; and a peak of one or two periods
// is not a regime.
const (
	incidentDispersion = 4
	changePenalty      = 1.5
	shortestSegment    = 3
)

// Segments divides a series where its mean changes, by optimal partitioning
// with pruning (PELT). Unknown periods are passed over. first is the number of
// the first period. Incidents have a dispersion of 4; that of deaths, of which
// one incident may bring hundreds, is taken from the series and is no lower.
func Segments(x []float64, u Unit, t Target, first int) []Segment {
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
	c := costs{sum, count, incidentDispersion}
	if t == Deaths {
		c.dispersion = max(c.dispersion, dispersionOf(x))
	}
	cuts := c.partition()
	segs := make([]Segment, len(cuts)-1)
	for i := range segs {
		a, b := cuts[i], cuts[i+1]
		s := Segment{First: first + a, Last: first + b - 1, From: u.Format(first + a), To: u.Format(first + b - 1),
			Mean: (sum[b] - sum[a]) / max(1, count[b]-count[a])}
		if i > 0 {
			s.Ratio = c.ratio(cuts[i-1], a, b)
			lo, hi := c.bounds(cuts[i-1], a, b)
			s.Earliest, s.Latest = u.Format(first+lo), u.Format(first+hi)
		}
		segs[i] = s
	}
	return segs
}

// dispersionOf is the variance over the mean of a series whose level may move:
// from the differences of neighbours, the largest hundredth set aside, since
// those are changes and not spread.
func dispersionOf(x []float64) float64 {
	var d []float64
	for i := 1; i < len(x); i++ {
		if s := x[i] + x[i-1]; s > 0 {
			d = append(d, (x[i]-x[i-1])*(x[i]-x[i-1])/s)
		}
	}
	slices.Sort(d)
	return meanOf(d[:len(d)-len(d)/100])
}

// costs answers what a segment costs, from running totals.
type costs struct {
	sum, count []float64
	dispersion float64
}

// at is minus the log-likelihood of periods a to b-1 at their own mean, less
// what is the same for every division, over the dispersion.
func (c costs) at(a, b int) float64 {
	total, n := c.sum[b]-c.sum[a], c.count[b]-c.count[a]
	if total <= 0 || n <= 0 {
		return 0
	}
	return -total * math.Log(total/n) / c.dispersion
}

// partition returns the cuts of the cheapest division, 0 and n included.
func (c costs) partition() []int {
	n := len(c.sum) - 1
	penalty := changePenalty * math.Log(c.count[n])
	best, prev := make([]float64, n+1), make([]int, n+1)
	best[0] = -penalty
	type start struct{ at, until int }
	starts := []start{{0, math.MaxInt}}
	for t := 1; t <= n; t++ {
		best[t] = math.Inf(1)
		starts = slices.DeleteFunc(starts, func(s start) bool { return t >= s.until })
		for _, s := range starts {
			if t-s.at < shortestSegment && !(s.at == 0 && t == n) {
				continue
			}
			if v := best[s.at] + c.at(s.at, t) + penalty; v < best[t] {
				best[t], prev[t] = v, s.at
			}
		}
		// A start that is dearer than the best without another change can never
		// win, once a segment from here is long enough.
		for i, s := range starts {
			if s.until == math.MaxInt && best[s.at]+c.at(s.at, t) > best[t] {
				starts[i].until = t + shortestSegment
			}
		}
		starts = append(starts, start{t, math.MaxInt})
	}
	cuts := []int{n}
	for t := n; t > 0; t = prev[t] {
		cuts = append(cuts, prev[t])
	}
	slices.Reverse(cuts)
	return cuts
}

// ratio compares the rates either side of a cut; the half added to each total
// keeps a silence from being infinitely far from anything.
func (c costs) ratio(a, cut, b int) Range {
	before, after := c.sum[cut]-c.sum[a]+.5, c.sum[b]-c.sum[cut]+.5
	r := math.Log(after / max(1, c.count[b]-c.count[cut]) / (before / max(1, c.count[cut]-c.count[a])))
	half := 1.645 * math.Sqrt(c.dispersion*(1/after+1/before))
	return Range{Value: math.Exp(r), Low: math.Exp(r - half), High: math.Exp(r + half)}
}

// bounds widens a cut while moving it costs little.
func (c costs) bounds(a, cut, b int) (lo, hi int) {
	const slack = 2.71 / 2
	limit := c.at(a, cut) + c.at(cut, b) + slack
	lo, hi = cut, cut
	for k := a + 1; k < b; k++ {
		if c.at(a, k)+c.at(k, b) <= limit {
			lo, hi = min(lo, k), max(hi, k)
		}
	}
	return lo, hi
}

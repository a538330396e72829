package forecast

import (
	"math"
	"slices"
)

// Scores are means over cells.
type Scores struct {
	Cells     int     `json:"cells"`
	CRPS      float64 `json:"crps"`
	CRPSLog   float64 `json:"crps_log1p"`
	Ignorance float64 `json:"ign"`
	MIS       float64 `json:"mis"`
	Cover50   float64 `json:"cover50"`
	Cover90   float64 `json:"cover90"`
	// Brier is the mean squared error of the chance of at least 1 and at least 25.
	Brier [len(Thresholds)]float64 `json:"brier"`
}

// A Range is an estimate with its 90 % interval.
type Range struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// A Row is what a backtest says of one model.
type Row struct {
	Model   string `json:"model"`
	Version string `json:"version"`
	All     Scores `json:"all"`
	Active  Scores `json:"active"`
	Quiet   Scores `json:"quiet"`
	// Skill is 1 - CRPS/CRPS of the baseline: above 0 is better than the last
	// twelve periods repeated. Its interval comes from redrawing whole areas,
	// since a few of them make up most of the score.
	Skill Range `json:"skill"`
	// PIT counts the randomised probability integral transforms in ten equal
	// bins: level when calibrated, hollow when too wide, ∪ when too narrow.
	PIT [10]int `json:"pit"`
	// Reliability tells, for each threshold, how often it came when a chance in
	// each tenth was given.
	Reliability [len(Thresholds)][]Reliability `json:"reliability"`
}

// A Reliability compares given chances of one tenth with what came.
type Reliability struct {
	Given float64 `json:"given"` // mean chance given
	Came  float64 `json:"came"`  // share that came
	Cells int     `json:"cells"`
}

// Mean averages the cells that keep accepts (all if nil).
func Mean(cells []Cell, keep func(Cell) bool) Scores {
	var s Scores
	for _, c := range cells {
		if keep != nil && !keep(c) {
			continue
		}
		s.Cells++
		s.CRPS += c.CRPS
		s.CRPSLog += c.CRPSLog
		s.Ignorance += c.Ignorance
		s.MIS += c.MIS
		s.Cover50 += indicator(c.In50)
		s.Cover90 += indicator(c.In90)
		for i, t := range Thresholds {
			d := c.Chance[i] - indicator(c.Actual >= t)
			s.Brier[i] += d * d
		}
	}
	n := float64(max(1, s.Cells))
	for _, v := range []*float64{&s.CRPS, &s.CRPSLog, &s.Ignorance, &s.MIS, &s.Cover50, &s.Cover90} {
		*v /= n
	}
	for i := range s.Brier {
		s.Brier[i] /= n
	}
	return s
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// Table summarises the result, a row per model in the order given. Skill is
// against the baseline, and NaN-free: without the baseline in the result it is 0.
func (r *Result) Table() []Row {
	base := slices.IndexFunc(r.Models, func(m Model) bool { return m.Name == Baseline().Name })
	rows := make([]Row, len(r.Models))
	for i, m := range r.Models {
		cells := r.Cells[i]
		rows[i] = Row{Model: m.Name, Version: m.Version,
			All:    Mean(cells, nil),
			Active: Mean(cells, func(c Cell) bool { return c.Active }),
			Quiet:  Mean(cells, func(c Cell) bool { return !c.Active }),
			PIT:    pitCounts(cells),
		}
		for t := range Thresholds {
			rows[i].Reliability[t] = reliability(cells, t)
		}
		if base >= 0 {
			rows[i].Skill = Skill(cells, r.Cells[base], r.Plan.Seed)
		}
	}
	return rows
}

func pitCounts(cells []Cell) (n [10]int) {
	for _, c := range cells {
		n[min(9, max(0, int(c.PIT*10)))]++
	}
	return n
}

func reliability(cells []Cell, t int) []Reliability {
	var bins [10]Reliability
	for _, c := range cells {
		b := &bins[min(9, int(c.Chance[t]*10))]
		b.Cells++
		b.Given += c.Chance[t]
		b.Came += indicator(c.Actual >= Thresholds[t])
	}
	var out []Reliability
	for _, b := range bins {
		if b.Cells > 0 {
			b.Given /= float64(b.Cells)
			b.Came /= float64(b.Cells)
			out = append(out, b)
		}
	}
	return out
}

// Skill is 1 - CRPS(cells)/CRPS(base) over the same cells, with a 90 % interval
// from 2000 resamples of whole areas.
func Skill(cells, base []Cell, seed uint64) Range {
	type sums struct{ ours, theirs float64 }
	byArea := map[int]*sums{}
	var order []int
	for i, c := range cells {
		s := byArea[c.Area]
		if s == nil {
			s = new(sums)
			byArea[c.Area] = s
			order = append(order, c.Area)
		}
		s.ours += c.CRPS
		s.theirs += base[i].CRPS
	}
	ratio := func(at func(int) int) float64 {
		var a, b float64
		for i := range order {
			s := byArea[order[at(i)]]
			a, b = a+s.ours, b+s.theirs
		}
		if b == 0 {
			return indicator(a == 0) - 1
		}
		return 1 - a/b
	}
	if len(order) == 0 {
		return Range{}
	}
	out := Range{Value: ratio(func(i int) int { return i })}
	rng := seeded(seed, 0x5c111)
	boot := make([]float64, 2000)
	for k := range boot {
		boot[k] = ratio(func(int) int { return rng.IntN(len(order)) })
	}
	slices.Sort(boot)
	out.Low, out.High = Quantile(boot, .05), Quantile(boot, .95)
	if math.IsNaN(out.Low) {
		out.Low, out.High = out.Value, out.Value // unreachable: boot is never empty
	}
	return out
}

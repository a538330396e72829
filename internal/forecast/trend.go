package forecast

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"
)

// A Trend describes the past of one area.
type Trend struct {
	Area     Area      `json:"area"`
	Target   Target    `json:"target"`
	Unit     Unit      `json:"unit"`
	Segments []Segment `json:"segments"`
	// Interruption is the break of trend at the date asked for, or at the latest
	// change point; nil where there is too little on either side.
	Interruption *Interruption `json:"interruption,omitempty"`
	// Warnings name what may make a change in counting look like one in what
	// happened.
	Warnings []string `json:"warnings"`
	Vintage  Vintage  `json:"vintage"`
}

// An Interruption is an interrupted-time-series regression: a log-linear trend
// that may jump and bend at a date. It says what changed then, not why.
type Interruption struct {
	At string `json:"at"`
	// Jump is the level just after over the level the old trend led to.
	Jump Range `json:"jump"`
	// Before and After are the factors by which the trend grew in a year.
	Before Range `json:"before"`
	After  Range `json:"after"`
	// Periods looked at on either side.
	Periods [2]int `json:"periods"`
	// Dispersion is the variance over that of a Poisson count, which widens the
	// intervals.
	Dispersion float64 `json:"dispersion"`
}

// Describe finds the change points of an area, the interruption of its trend at
// period at (0: the latest change point), and what warns against reading them as
// change on the ground.
func Describe(p *Panel, area, at int) Trend {
	s := p.Series[area]
	t := Trend{Area: s.Area, Target: p.Target, Unit: p.Unit, Vintage: p.Vintage, Warnings: []string{}}
	t.Segments = Segments(s.Best, p.Unit, p.Target, p.First)
	if at == 0 && len(t.Segments) > 1 {
		at = t.Segments[len(t.Segments)-1].First
	}
	if at != 0 {
		t.Interruption = interrupt(s.Best, p.Unit, p.First, at)
	}
	t.Warnings = append(t.Warnings, p.methodBreaks(area, t.Segments)...)
	return t
}

// interrupt fits log mean = a + b·time + after·(c + d·time since) by quasi-Poisson
// regression on up to 60 periods either side.
func interrupt(x []float64, u Unit, first, at int) *Interruption {
	const side, fewest = 60, 8
	cut := at - first
	from, to := max(0, cut-side), min(len(x), cut+side)
	if cut-from < fewest || to-cut < fewest {
		return nil
	}
	year := float64(u.PerYear())
	rows, ys := [][4]float64{}, []float64{}
	for i := from; i < to; i++ {
		if math.IsNaN(x[i]) {
			continue
		}
		since := float64(i-cut) / year
		r := [4]float64{1, since, 0, 0}
		if i >= cut {
			r[2], r[3] = 1, since
		}
		rows, ys = append(rows, r), append(ys, x[i])
	}
	coef, cov, phi, ok := quasiPoisson(rows, ys)
	if !ok {
		return nil
	}
	factor := func(c [4]float64) Range {
		v, s := 0.0, 0.0
		for i := range c {
			v += c[i] * coef[i]
			for j := range c {
				s += c[i] * c[j] * cov.At(i, j)
			}
		}
		half := 1.645 * math.Sqrt(max(0, s))
		return Range{math.Exp(v), math.Exp(v - half), math.Exp(v + half)}
	}
	return &Interruption{At: u.Format(at), Jump: factor([4]float64{2: 1}), Before: factor([4]float64{1: 1}),
		After: factor([4]float64{1: 1, 3: 1}), Periods: [2]int{cut - from, to - cut}, Dispersion: phi}
}

// quasiPoisson fits a log-linear mean; the covariance is widened by the
// dispersion. ok is false when one side is empty and no trend can be had.
func quasiPoisson(rows [][4]float64, ys []float64) (coef [4]float64, cov *mat.SymDense, phi float64, ok bool) {
	coef[0] = math.Log(meanOf(ys) + .1)
	cov = mat.NewSymDense(4, nil)
	for range 50 {
		a, b := mat.NewSymDense(4, nil), mat.NewVecDense(4, nil)
		for i := range 4 {
			a.SetSym(i, i, 1e-3) // a breath of ridge: one side may be all zero
		}
		for k, r := range rows {
			eta := min(max(dot4(coef, r), -15), 15)
			mu := math.Exp(eta)
			z := eta + (ys[k]-mu)/mu
			for i := range 4 {
				b.SetVec(i, b.AtVec(i)+r[i]*mu*z)
				for j := i; j < 4; j++ {
					a.SetSym(i, j, a.At(i, j)+r[i]*mu*r[j])
				}
			}
		}
		var c mat.Cholesky
		var sol mat.VecDense
		if !c.Factorize(a) || c.SolveVecTo(&sol, b) != nil || c.InverseTo(cov) != nil {
			return coef, cov, 0, false
		}
		moved := 0.0
		for i := range coef {
			moved = max(moved, math.Abs(sol.AtVec(i)-coef[i]))
			coef[i] = sol.AtVec(i)
		}
		if moved < 1e-6 {
			ok = true
			break
		}
	}
	for k, r := range rows {
		mu := math.Exp(min(max(dot4(coef, r), -15), 15))
		phi += (ys[k] - mu) * (ys[k] - mu) / mu
	}
	phi = max(1, phi/float64(max(1, len(rows)-4)))
	cov.ScaleSym(phi, cov)
	return coef, cov, phi, ok
}

func dot4(a, b [4]float64) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] + a[3]*b[3] }

// methodBreaks warns where a change may be one of counting: where the data say
// that it changed, where many areas change at once, at the turn of a year, and
// at the end, where late reports are still missing.
func (p *Panel) methodBreaks(area int, segs []Segment) []string {
	var out []string
	for _, b := range p.Breaks {
		out = append(out, fmt.Sprintf("%s: %s", b.When, b.Text))
	}
	together := p.changesTogether(area)
	var turns []string
	for _, s := range segs[min(1, len(segs)):] {
		if n := together[s.First]; n >= max(4, len(p.Series)/10) {
			out = append(out, fmt.Sprintf("%s: %d other areas change within a %s of it, which a change of method would do", s.From, n, p.Unit))
		}
		if start := p.Unit.Start(s.First); start.Month() == 1 && start.Day() <= 7 {
			turns = append(turns, s.From)
		}
	}
	if len(turns) > 0 {
		out = append(out, strings.Join(turns, ", ")+": a change on the turn of a year, as happens when a source is coded in yearly batches")
	}
	if end := p.Unit.End(p.Last()); p.Vintage.Read.Sub(end).Hours() < 24*60 && !p.Vintage.Read.IsZero() {
		out = append(out, fmt.Sprintf("%s: the last periods were read soon after they closed; late reports may still raise them", p.Unit.Format(p.Last())))
	}
	return out
}

// changesTogether counts, for each period, the other areas with a change point
// within one period of it. It looks at no more than 400 areas.
func (p *Panel) changesTogether(area int) map[int]int {
	n := map[int]int{}
	for i, s := range p.Series[:min(400, len(p.Series))] {
		if i == area {
			continue
		}
		segs := Segments(s.Best, p.Unit, p.Target, p.First)
		var near []int
		for _, g := range segs[min(1, len(segs)):] {
			near = append(near, g.First-1, g.First, g.First+1)
		}
		slices.Sort(near)
		for _, at := range slices.Compact(near) {
			n[at]++
		}
	}
	return n
}

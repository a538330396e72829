package forecast

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// An Excitation is a fitted self-exciting count: the mean of a period is a
// background plus a share of what came before, fading exponentially, and counts
// are negative binomial around it. It describes how violence begets violence;
// as a forecast it is hardly better than the last 90 days, and worse after a
// change of regime, unless the background may drift.
type Excitation struct {
	Unit Unit `json:"unit"`
	// Background is the mean per period with no incident in memory.
	Background float64 `json:"background"`
	// Branching is how many incidents follow from one, in the mean; below 1.
	Branching Range `json:"branching"`
	// HalfLife of the excitation, in periods.
	HalfLife Range `json:"half_life"`
	// Drift is the part of the mean of the past years that the background
	// follows; 0 when the background was held constant.
	Drift float64 `json:"drift"`
	// Size is the negative binomial's r: variance = mean + mean²/r.
	Size float64 `json:"size"`
	// LogLik is the mean log-likelihood per period of what it was fitted to.
	LogLik float64 `json:"log_likelihood"`

	start float64 // memory and slow level before the first period
}

// driftDays is the half-life of the slow level a drifting background follows.
const driftDays = 365.

// fewestForExcitation is how many incidents and periods a fit needs.
const fewestForExcitation = 30

// FitExcitation fits by maximum likelihood, with intervals (90 %) from the
// curvature at the maximum. x holds counts without gaps; drift lets the
// background follow the mean of the past years.
func FitExcitation(x []float64, u Unit, drift bool) (*Excitation, error) {
	total := 0.0
	for _, v := range x {
		if math.IsNaN(v) {
			return nil, errors.New("excitation: a period is unknown")
		}
		total += v
	}
	if total < fewestForExcitation || len(x) < fewestForExcitation {
		return nil, errors.New("excitation: too few incidents")
	}
	rate := total / float64(len(x))
	e := Excitation{Unit: u, start: meanOf(x[:min(30, len(x))])}
	at := func(p []float64) Excitation { return e.with(p, drift) }
	loss := func(p []float64) float64 {
		// A weak pull keeps a flat likelihood from running away.
		pull := 0.0
		for i, v := range p {
			if i != 0 {
				pull += .001 * v * v
			}
		}
		c := at(p)
		return -c.logLik(x) + pull
	}
	init := []float64{math.Log(max(rate*.3, 1e-4)), 0, math.Log(max(1, 14/u.days())), 0}
	if drift {
		init = append(init, -1)
	}
	res, err := optimize.Minimize(optimize.Problem{Func: loss}, init,
		&optimize.Settings{FuncEvaluations: 600, Converger: &optimize.FunctionConverge{Absolute: 1e-4, Iterations: 40}},
		&optimize.NelderMead{})
	if res == nil {
		return nil, err
	}
	fit := at(res.X)
	fit.LogLik = fit.logLik(x) / float64(len(x))
	fit.intervals(res.X, loss)
	return &fit, nil
}

// with reads the parameters off the optimiser's free scale.
func (e Excitation) with(p []float64, drift bool) Excitation {
	e.Background = math.Exp(min(p[0], 20))
	e.HalfLife.Value = math.Exp(min(max(p[2], -3), 7))
	e.Size = math.Exp(min(max(p[3], -7), 9))
	a := math.Exp(min(max(p[1], -12), 12))
	if !drift {
		e.Branching.Value = a / (1 + a)
		return e
	}
	b := math.Exp(min(max(p[4], -12), 12))
	e.Branching.Value, e.Drift = a/(1+a+b), b/(1+a+b)
	return e
}

// intervals reads the spread of branching and half-life off the curvature; where
// there is none they stay unbounded: 0 to 1, and 0 to the length of a life.
func (e *Excitation) intervals(at []float64, loss func([]float64) float64) {
	n, h := &e.Branching, &e.HalfLife
	n.Low, n.High, h.Low, h.High = 0, 1, 0, math.Exp(7)
	hess := mat.NewSymDense(len(at), nil)
	fd.Hessian(hess, loss, at, &fd.Settings{Step: 1e-3})
	var chol mat.Cholesky
	if !chol.Factorize(hess) {
		return
	}
	cov := mat.NewSymDense(len(at), nil)
	if chol.InverseTo(cov) != nil {
		return
	}
	sd := func(i int) float64 { return 1.645 * math.Sqrt(max(0, cov.At(i, i))) }
	odds := n.Value / (1 - n.Value)
	share := func(o float64) float64 { return o / (1 + o) }
	n.Low, n.High = share(odds*math.Exp(-sd(1))), share(odds*math.Exp(sd(1)))
	h.Low, h.High = h.Value*math.Exp(-sd(2)), h.Value*math.Exp(sd(2))
}

// A memory is the state of an excitation after some periods.
type memory struct{ fast, slow float64 }

func (e *Excitation) begin() memory { return memory{e.start, e.start} }

// mean is the expected count of the next period.
func (e *Excitation) mean(m memory) float64 {
	return e.Background + e.Branching.Value*m.fast + e.Drift*m.slow
}

// decays are the shares of memory kept over a period.
func (e *Excitation) decays() (fast, slow float64) {
	return math.Exp2(-1 / e.HalfLife.Value), math.Exp2(-e.Unit.days() / driftDays)
}

// logLik is the log-likelihood of a series from its beginning.
func (e *Excitation) logLik(x []float64) float64 {
	ll, _ := e.follow(x, e.begin(), 0)
	return ll
}

// follow runs over counts and returns their log-likelihood from index from on,
// with the memory after the last.
func (e *Excitation) follow(x []float64, m memory, from int) (float64, memory) {
	fast, slow := e.decays()
	// Constants of the negative binomial with size r.
	r := e.Size
	ll := 0.0
	for i, y := range x {
		if i >= from {
			mu := e.mean(m)
			ll += negbinLog(y, mu, r)
		}
		m.fast = fast*m.fast + (1-fast)*y
		m.slow = slow*m.slow + (1-slow)*y
	}
	return ll, m
}

// negbinLog is the log-probability of a count. Small counts, which are most, go
// by a product instead of gamma functions.
func negbinLog(y, mu, r float64) float64 {
	ll := -r * math.Log1p(mu/r)
	if y == 0 {
		return ll
	}
	ll += y * math.Log(mu/(mu+r))
	if y <= 8 {
		p := 1.0
		for k := range int(y) {
			p *= (r + float64(k)) / float64(k+1)
		}
		return ll + math.Log(p)
	}
	a, _ := math.Lgamma(y + r)
	b, _ := math.Lgamma(r)
	c, _ := math.Lgamma(y + 1)
	return ll + a - b - c
}

// days returns the length of a period in days.
func (u Unit) days() float64 {
	switch u {
	case Week:
		return 7
	case Day:
		return 1
	}
	return 30.4375
}

func meanOf(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s / float64(max(1, len(x)))
}

package forecast

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// A Choice is a model with the backtest that chose it. Nothing after the last
// known period is looked at.
type Choice struct {
	Model  Model
	Rows   []Row // one a candidate, in the order given
	Result *Result
}

// Row returns the chosen model's row.
func (c *Choice) Row() Row {
	for _, r := range c.Rows {
		if r.Model == c.Model.Name {
			return r
		}
	}
	return Row{} // untried
}

// Candidates are the models that a choice is made among: those that were ever
// best somewhere on the development data, and the baseline. The slower ones
// join only where few areas make them cheap.
func Candidates(p *Panel) []Model {
	ms := []Model{Baseline(), conflictology(6), fading(4), negbin(6), hurdle, poolFadingHurdle}
	if p.Unit == Week && len(p.Series) <= 5 {
		ms = append(ms, excited)
	}
	return ms
}

// choiceOrigins is how many past occasions a choice looks at, and choiceGap how
// many periods lie between them.
const choiceOrigins, choiceGap = 6, 6

// fewestForChoice is how many periods a model must have to be tried on.
const fewestForChoice = 12

// Choose backtests the candidates on the occasions before last and returns the
// one with the lowest loss over all areas; a model later in the list must be
// better by half a hundredth, since the earlier are the simpler. Where the data
// are too short to try any, it is the negative binomial of the last twelve
// periods, untried: a choice without rows. Of more than 200 areas an even part is
// judged, and those wanted.
func Choose(ctx context.Context, p *Panel, candidates []Model, last int, steps []int, seed uint64, want ...int) (*Choice, error) {
	seen := p.Until(last)
	plan := choicePlan(seen, last, steps, seed)
	if len(plan.Origins) == 0 {
		return &Choice{Model: negbin(12), Result: &Result{Panel: seen, Plan: plan}}, nil
	}
	plan.Areas = someAreas(len(seen.Series), want)
	r, err := Backtest(ctx, seen, candidates, plan)
	if err != nil {
		return nil, fmt.Errorf("choosing a model: %w", err)
	}
	c := &Choice{Rows: r.Table(), Result: r}
	best := math.Inf(1)
	for i, row := range c.Rows {
		if l := row.loss(); l < best-.005 {
			best, c.Model = l, candidates[i]
		}
	}
	return c, nil
}

// loss sums up a row for a choice: the mean logarithm of four scores. CRPS and
// MIS alone are the work of a few large cells; the other two are not.
func (r Row) loss() float64 {
	l := 0.0
	for _, v := range []float64{r.All.CRPS, r.All.CRPSLog, r.All.Ignorance, r.All.MIS} {
		l += math.Log(v+1e-6) / 4
	}
	return l
}

// choicePlan spaces the occasions back from the last whose outcomes are known.
func choicePlan(p *Panel, last int, steps []int, seed uint64) Plan {
	plan := Plan{Rules: "choice", Seed: seed}
	far := steps[len(steps)-1]
	for k := range choiceOrigins {
		o := last - far - k*choiceGap
		if o-p.First+1 >= fewestForChoice {
			plan.Origins = append(plan.Origins, Origin{Last: o, Steps: steps})
		}
	}
	return plan
}

// Here returns the chosen model's row over one area alone, nil if the backtest
// has no cell of it.
func (c *Choice) Here(area int) *Row {
	own := func(x Cell) bool { return x.Area == area }
	var ours, base []Cell
	for i, m := range c.Result.Models {
		for _, x := range c.Result.Cells[i] {
			if own(x) && m.Name == c.Model.Name {
				ours = append(ours, x)
			}
			if own(x) && m.Name == Baseline().Name {
				base = append(base, x)
			}
		}
	}
	if len(ours) == 0 || len(base) != len(ours) {
		return nil
	}
	return &Row{Model: c.Model.Name, Version: c.Model.Version, All: Mean(ours, nil),
		Active: Mean(ours, func(x Cell) bool { return x.Active }), Quiet: Mean(ours, func(x Cell) bool { return !x.Active }),
		Skill: Skill(ours, base, c.Result.Plan.Seed), PIT: pitCounts(ours)}
}

// someAreas returns the areas wanted and an even part of the n there are.
func someAreas(n int, want []int) []int {
	const most = 200
	if n <= most {
		return nil
	}
	areas := slices.Clone(want)
	for k := range most {
		areas = append(areas, k*n/most)
	}
	slices.Sort(areas)
	return slices.Compact(areas)
}

// automatic is the choice itself as a model, so that a backtest can tell what
// choosing is worth: at each occasion it tries the candidates on what came
// before and goes on with the best.
func automatic() Model {
	return Model{Name: "auto", Version: "1", About: "whichever of the likely models did best before",
		fit: func(h *History) (Sampler, error) {
			c, err := Choose(context.Background(), h.Panel, Candidates(h.Panel), h.Panel.Last(), h.Steps, h.Seed)
			if err != nil {
				return nil, err
			}
			return c.Model.Fit(h)
		}}
}

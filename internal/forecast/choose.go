package forecast

import (
	"context"
	"fmt"
	"math"
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
	return Row{} // unreachable: the choice is one of the rows
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

// Choose backtests the candidates on the occasions before last and returns the
// one with the lowest CRPS over all areas; among models within a hundredth of it
// the earlier in the list, which is the simpler.
func Choose(ctx context.Context, p *Panel, candidates []Model, last int, steps []int, seed uint64) (*Choice, error) {
	seen := p.Until(last)
	plan := choicePlan(seen, last, steps, seed)
	if len(plan.Origins) == 0 {
		return nil, fmt.Errorf("choosing a model: %d periods of data are too few to try any", seen.Len())
	}
	r, err := Backtest(ctx, seen, candidates, plan)
	if err != nil {
		return nil, fmt.Errorf("choosing a model: %w", err)
	}
	c := &Choice{Rows: r.Table(), Result: r}
	low := math.Inf(1)
	for _, row := range c.Rows {
		low = min(low, row.All.CRPS)
	}
	for i, row := range c.Rows {
		if row.All.CRPS <= low*1.01 {
			c.Model = candidates[i]
			return c, nil
		}
	}
	return nil, fmt.Errorf("choosing a model: no candidate has a score") // unreachable: low is one of them
}

// choicePlan spaces the occasions back from the last whose outcomes are known.
func choicePlan(p *Panel, last int, steps []int, seed uint64) Plan {
	plan := Plan{Rules: "choice", Seed: seed}
	far := steps[len(steps)-1]
	for k := range choiceOrigins {
		o := last - far - k*choiceGap
		if o-p.First+1 >= 24 {
			plan.Origins = append(plan.Origins, Origin{Last: o, Steps: steps})
		}
	}
	return plan
}

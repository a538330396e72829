package forecast

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// An Origin is one forecasting occasion: the last known period and the steps
// forecast from it.
type Origin struct {
	Last  int
	Steps []int
}

// A Plan says which forecasts a backtest makes and judges.
type Plan struct {
	Rules   string
	Origins []Origin
	Seed    uint64
	// Areas are the areas judged, by index; nil means all. Models learn from all
	// either way.
	Areas []int
	// Progress is told after each piece of work, if not nil; it may be called
	// from several goroutines at once.
	Progress func(done, total int)
	// Keep is given the sorted draws of every scored cell, if not nil, by one
	// goroutine at a time in no particular order; it must not hold on to them.
	Keep func(m Model, c Cell, draws []float64) error
}

// ViewsRules are those of the ViEWS prediction challenge: for each year, know
// everything to October of the year before and forecast January to December,
// steps 3 to 14. Both years are included.
func ViewsRules(from, to int) Plan {
	p := Plan{Rules: "views", Seed: 1}
	for y := from; y <= to; y++ {
		p.Origins = append(p.Origins, Origin{Last: (y-1980)*12 - 2, Steps: stepRange(3, 14)})
	}
	return p
}

// PlainRules forecast 1 to steps periods ahead, starting every so many periods
// from the one before first, as long as the last step is within last.
func PlainRules(first, last, steps, every int) Plan {
	p := Plan{Rules: "plain", Seed: 1}
	for o := first - 1; o+steps <= last; o += max(1, every) {
		p.Origins = append(p.Origins, Origin{Last: o, Steps: stepRange(1, steps)})
	}
	return p
}

func stepRange(a, b int) []int {
	var s []int
	for i := a; i <= b; i++ {
		s = append(s, i)
	}
	return s
}

// A Result holds every scored cell of a backtest, by model in the order given.
type Result struct {
	Panel  *Panel
	Models []Model
	Plan   Plan
	Cells  [][]Cell
}

// Backtest fits every model at every origin to what was known then, draws, and
// scores the draws against what came. Cells without an outcome are left out.
func Backtest(ctx context.Context, p *Panel, models []Model, plan Plan) (*Result, error) {
	if len(models) == 0 || len(plan.Origins) == 0 {
		return nil, fmt.Errorf("backtest: nothing to do: %d models, %d origins", len(models), len(plan.Origins))
	}
	r := &Result{Panel: p, Models: models, Plan: plan, Cells: make([][]Cell, len(models))}
	parts := make([][][]Cell, len(plan.Origins))
	var done atomic.Int64
	keep := oneAtATime(plan.Keep)
	total := len(plan.Origins) * len(models)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, o := range plan.Origins {
		g.Go(func() error {
			h, err := NewHistory(p, o.Last, o.Steps, plan.Seed)
			if err != nil {
				return err
			}
			parts[i] = make([][]Cell, len(models))
			for j, m := range models {
				if err := ctx.Err(); err != nil {
					return err
				}
				if parts[i][j], err = m.judge(h, p, plan.Areas, keep); err != nil {
					return err
				}
				if n := done.Add(1); plan.Progress != nil {
					plan.Progress(int(n), total)
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	for _, part := range parts {
		for j, cells := range part {
			r.Cells[j] = append(r.Cells[j], cells...)
		}
	}
	if len(r.Cells[0]) == 0 {
		return nil, fmt.Errorf("backtest: the panel holds no outcome for any period asked for (it ends %s)", p.Unit.Format(p.Last()))
	}
	return r, nil
}

// judge scores one model at one origin against the panel that knows the outcome.
func (m Model) judge(h *History, p *Panel, areas []int, keep func(Model, Cell, []float64) error) ([]Cell, error) {
	s, err := m.Fit(h)
	if err != nil {
		return nil, err
	}
	origin := h.Panel.Last()
	draws := make([]float64, Draws)
	var cells []Cell
	for _, a := range orAll(areas, len(p.Series)) {
		active := isActive(h.Panel.Series[a].Best, p.Unit.PerYear())
		for _, step := range h.Steps {
			y := p.At(a, origin+step)
			if math.IsNaN(y) {
				continue
			}
			rng := m.rng(h, a, step)
			h.sample(s, a, step, rng, draws)
			c := Cell{Area: a, Origin: origin, Period: origin + step, Step: step, Actual: y, Active: active}
			c.score(draws, rng.Float64())
			cells = append(cells, c)
			if keep != nil {
				if err := keep(m, c, draws); err != nil {
					return nil, fmt.Errorf("keeping draws: %w", err)
				}
			}
		}
	}
	return cells, nil
}

func oneAtATime(keep func(Model, Cell, []float64) error) func(Model, Cell, []float64) error {
	if keep == nil {
		return nil
	}
	var mu sync.Mutex
	return func(m Model, c Cell, draws []float64) error {
		mu.Lock()
		defer mu.Unlock()
		return keep(m, c, draws)
	}
}

// orAll returns areas, or the first n numbers for nil.
func orAll(areas []int, n int) []int {
	if areas == nil {
		return stepRange(0, n-1)
	}
	return areas
}

func isActive(x []float64, k int) bool {
	for _, v := range known(x, k) {
		if v > 0 {
			return true
		}
	}
	return false
}

package forecast

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
)

// madePanel is a panel of invented areas: clusters of violence of different
// level, one quiet area, one that begins late.
func madePanel(u Unit, t Target, areas, n int) *Panel {
	p := &Panel{Unit: u, Target: t, First: u.Of(date(2000, 1, 3)), Vintage: Vintage{Name: "made", SHA256: fmt.Sprintf("%064d", 1), Read: date(2020, 1, 1)}}
	rng := rand.New(rand.NewPCG(7, 7))
	for a := range areas {
		x := make([]float64, n)
		level := math.Exp(float64(a%5)) - 1
		for i := range x {
			if rng.Float64() < .05 {
				level = math.Exp(rng.NormFloat64()*1.5) * float64(a%5)
			}
			if a > 0 {
				x[i] = poissonOne(rng, level*math.Exp(rng.NormFloat64()*.5))
			}
			if a == 2 && i < n/2 {
				x[i] = math.NaN()
			}
		}
		p.Series = append(p.Series, Series{Area: Area{ID: fmt.Sprint(a), Name: fmt.Sprintf("Area %d", a), Level: Country}, Best: x})
	}
	return p
}

// Of every model: draws are non-negative whole numbers, the same seed gives the
// same, another order of asking too, and the future is not looked at.
func TestEveryModel(t *testing.T) {
	for _, u := range []Unit{Month, Week} {
		p := madePanel(u, Incidents, 8, 130)
		last := p.Last() - 12
		future := madePanel(u, Incidents, 8, 130)
		for _, s := range future.Series {
			for i := len(s.Best) - 12; i < len(s.Best); i++ {
				s.Best[i] = 9999
			}
		}
		steps := []int{1, 3, 6}
		for _, m := range Models() {
			h, err := NewHistory(p, last, steps, 1)
			if err != nil {
				t.Fatal(err)
			}
			again, _ := NewHistory(future, last, steps, 1)
			other, _ := NewHistory(p, last, steps, 2)
			differs := false
			for a := range p.Series {
				for _, s := range steps {
					d, err := m.Draw(h, a, s)
					if err != nil {
						t.Fatal(m.Name, err)
					}
					if len(d) != Draws || !slices.IsSorted(d) {
						t.Fatalf("%s: %d draws, sorted %v", m.Name, len(d), slices.IsSorted(d))
					}
					for _, x := range d {
						if x < 0 || x != math.Trunc(x) || math.IsInf(x, 0) || math.IsNaN(x) {
							t.Fatalf("%s: draw %v", m.Name, x)
						}
					}
					// Asked again of data with another future, and in another order.
					if _, err := m.Draw(again, len(p.Series)-1-a, s); err != nil {
						t.Fatal(err)
					}
					e, err := m.Draw(again, a, s)
					if err != nil || !slices.Equal(d, e) {
						t.Fatalf("%s, area %d, step %d: other draws with another future (%v)", m.Name, a, s, err)
					}
					f, err := m.Draw(other, a, s)
					if err != nil {
						t.Fatal(err)
					}
					differs = differs || !slices.Equal(d, f)
				}
			}
			if chance := map[string]bool{"zero": true, "last": true, "fading-4": true, "fading-8": true, Baseline().Name: true, "conflictology-6": true, "conflictology-24": true}; differs == chance[m.Name] {
				t.Errorf("%s: another seed gives other draws: %v", m.Name, differs)
			}
		}
	}
}

// A silent world, one area, an area never known, and a single period.
func TestModelsOfLittleData(t *testing.T) {
	nan := math.NaN()
	for name, series := range map[string][][]float64{
		"silent": {make([]float64, 40), make([]float64, 40)}, "one area": {{1, 0, 2, 3, 0, 0, 1, 4, 2, 1, 0, 1, 3, 2, 1, 0, 0, 1, 2, 2, 1, 0, 1, 1, 3, 5, 2, 1, 0, 1}},
		"unknown": {{nan, nan, nan, nan}, {1, 2, 3, 4}}, "one period": {{3}},
	} {
		p := &Panel{Unit: Month, Target: Deaths, First: 121}
		for i, x := range series {
			p.Series = append(p.Series, Series{Area: Area{ID: fmt.Sprint(i), Name: fmt.Sprint(i), Level: Country}, Best: x})
		}
		h, err := NewHistory(p, p.Last(), []int{1, 2}, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range Models() {
			d, err := m.Draw(h, 0, 2)
			if err != nil {
				t.Logf("%s: %s: %v", name, m.Name, err)
				continue
			}
			if d[0] < 0 || math.IsNaN(d[len(d)-1]) {
				t.Errorf("%s: %s: draws from %v to %v", name, m.Name, d[0], d[len(d)-1])
			}
			if name == "silent" && d[len(d)-1] > 0 {
				t.Errorf("silent: %s sees %v", m.Name, d[len(d)-1])
			}
		}
	}
}

// Draws stay under three times what was ever seen, however steep the rise.
func TestDrawsAreCapped(t *testing.T) {
	p := madePanel(Month, Deaths, 6, 80)
	for i := range 6 {
		p.Series[3].Best[74+i] = math.Exp(float64(3 * i))
	}
	h, err := NewHistory(p, p.Last(), stepRange(1, 12), 1)
	if err != nil {
		t.Fatal(err)
	}
	limit := math.Round(3 * p.highest())
	for _, m := range Models() {
		d, err := m.Draw(h, 3, 12)
		if err != nil {
			t.Fatal(err)
		}
		if top := d[len(d)-1]; top > limit+1 {
			t.Errorf("%s: %v, above %v", m.Name, top, limit)
		}
	}
}

// Empirical models hold each value as often as it should be.
func TestEmpiricalDraws(t *testing.T) {
	p := &Panel{Unit: Month, First: 1, Series: []Series{{Area: Area{ID: "a"}, Best: []float64{50, 50, 1, 2, 3, 4, 5, 6}}}}
	h, err := NewHistory(p, 8, []int{1}, 1)
	if err != nil {
		t.Fatal(err)
	}
	d, _ := conflictology(6).Draw(h, 0, 1)
	for v := 1.; v <= 6; v++ {
		n := 0
		for _, x := range d {
			n += int(indicator(x == v))
		}
		if n < 166 || n > 167 {
			t.Errorf("value %v %d times in 1000", v, n)
		}
	}
	d, _ = fading(2).Draw(h, 0, 1)
	var n [7]int
	for _, x := range d {
		if x < 7 {
			n[int(x)]++
		}
	}
	if r := float64(n[6]) / float64(n[4]); math.Abs(r-2) > .05 {
		t.Errorf("fading by 2: %v", n)
	}
}

// Learning finds the coefficients it should: counts that double the last one.
func TestHurdleLearns(t *testing.T) {
	p := &Panel{Unit: Month, Target: Deaths, First: 1}
	for a := range 40 {
		x := make([]float64, 60)
		for i := range x {
			if a%2 == 0 {
				x[i] = float64(10 * (a + 1))
			}
		}
		p.Series = append(p.Series, Series{Area: Area{ID: fmt.Sprint(a), Level: Country}, Best: x})
	}
	h, err := NewHistory(p, p.Last(), stepRange(1, 4), 1)
	if err != nil {
		t.Fatal(err)
	}
	for a, want := range map[int]float64{0: 10, 20: 210, 1: 0, 21: 0} {
		d, err := hurdle.Draw(h, a, 2)
		if err != nil {
			t.Fatal(err)
		}
		if got := Quantile(d, .5); math.Abs(got-want) > .1*want {
			t.Errorf("area %d: median %v, want %v", a, got, want)
		}
	}
}

func TestBacktestCounts(t *testing.T) {
	p := madePanel(Month, Deaths, 6, 96) // 2000-01 to 2007-12
	var told atomic.Int64
	plan := ViewsRules(2005, 2007)
	plan.Progress = func(done, total int) {
		if total != 6 {
			t.Errorf("total %d, want 6", total)
		}
		told.Add(1)
	}
	r, err := Backtest(context.Background(), p, []Model{Baseline(), zeroModel}, plan)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(r.Cells[0]); n != 6*36 || told.Load() != 6 {
		t.Errorf("%d cells, want %d; told %d times", n, 6*36, told.Load())
	}
	for _, c := range r.Cells[0] {
		if c.Step < 3 || c.Step > 14 || c.Period != c.Origin+c.Step || Month.Start(c.Origin).Month() != 10 || Month.Start(c.Period).Year() != Month.Start(c.Origin).Year()+1 {
			t.Fatalf("%+v", c)
		}
	}
	rows := r.Table()
	if rows[0].Skill.Value != 0 || rows[1].Skill.Low > rows[1].Skill.Value || rows[1].Skill.High < rows[1].Skill.Value {
		t.Errorf("skill %+v, %+v", rows[0].Skill, rows[1].Skill)
	}
	if rows[0].All.Cells != rows[0].Active.Cells+rows[0].Quiet.Cells {
		t.Errorf("strata %d + %d of %d", rows[0].Active.Cells, rows[0].Quiet.Cells, rows[0].All.Cells)
	}
	for _, bad := range []Plan{{}, ViewsRules(2050, 2051), ViewsRules(1990, 1990)} {
		if _, err := Backtest(context.Background(), p, []Model{zeroModel}, bad); err == nil {
			t.Errorf("plan %+v: no error", bad)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Backtest(ctx, p, []Model{zeroModel}, ViewsRules(2005, 2007)); err == nil {
		t.Error("not stopped")
	}
}

// What happens after the last known period does not move a choice.
func TestChoiceIsBlindToTheFuture(t *testing.T) {
	a, b := madePanel(Month, Deaths, 8, 120), madePanel(Month, Deaths, 8, 120)
	last := a.Last() - 12
	for _, s := range b.Series {
		for i := range 12 {
			s.Best[len(s.Best)-1-i] = 500
		}
	}
	one, err := Choose(context.Background(), a, Candidates(a), last, stepRange(1, 6), 1)
	if err != nil {
		t.Fatal(err)
	}
	two, err := Choose(context.Background(), b, Candidates(b), last, stepRange(1, 6), 1)
	if err != nil {
		t.Fatal(err)
	}
	if one.Model.Name != two.Model.Name || one.Row().All != two.Row().All || one.Row().Model != one.Model.Name {
		t.Errorf("%s %+v against %s %+v", one.Model.Name, one.Row().All, two.Model.Name, two.Row().All)
	}
	for _, c := range one.Result.Cells[0] {
		if c.Period > last {
			t.Fatalf("scored %+v, after %d", c, last)
		}
	}
	if one.Here(3) == nil || one.Here(99) != nil {
		t.Error("the row of one area")
	}
	short := madePanel(Month, Deaths, 2, 14)
	if c, err := Choose(context.Background(), short, Candidates(short), short.Last(), stepRange(1, 6), 1); err != nil || len(c.Rows) != 0 || c.Model.Name != "negbin-12" || c.Here(0) != nil {
		t.Errorf("a year of data: %+v, %v; want negbin-12, untried", c, err)
	}
}

func TestNames(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range Models() {
		if seen[m.Name] || m.Version == "" || m.About == "" {
			t.Errorf("model %+v", m)
		}
		seen[m.Name] = true
		if got, err := Named(m.Name); err != nil || got.Name != m.Name {
			t.Errorf("%s: %v", m.Name, err)
		}
	}
	for _, m := range append(Candidates(madePanel(Week, Incidents, 2, 9)), Baseline()) {
		if !seen[m.Name] {
			t.Errorf("%s is not among the models", m.Name)
		}
	}
	if _, err := Named("oracle"); err == nil {
		t.Error("a model of no name")
	}
}

func BenchmarkBacktest(b *testing.B) {
	p := madePanel(Month, Deaths, 100, 200)
	for b.Loop() {
		if _, err := Backtest(context.Background(), p, []Model{Baseline(), poolFadingHurdle}, ViewsRules(2014, 2015)); err != nil {
			b.Fatal(err)
		}
	}
}

// One area's forecast with its choice of model.
func BenchmarkForecast(b *testing.B) {
	p := devPanel(b)
	for b.Loop() {
		c, err := Choose(context.Background(), p, Candidates(p), p.Last(), stepRange(1, 6), 1)
		if err != nil {
			b.Fatal(err)
		}
		h, err := NewHistory(p, p.Last(), stepRange(1, 6), 1)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Issue(h, c.Model, 0, date(2018, 1, 1)); err != nil {
			b.Fatal(err)
		}
	}
}

package forecast

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
)

// A Model is a way of forecasting, with a name and a version under which its
// forecasts are kept and judged. A change that changes draws is a new version.
type Model struct {
	Name    string
	Version string
	About   string // one line for the person who reads the table

	fit func(*History) (Sampler, error)
}

// A Sampler writes draws for the area with that index, step periods after the
// last known one: non-negative whole numbers. It may be called from several
// goroutines at once.
type Sampler func(area, step int, rng *rand.Rand, draws []float64)

// A History is what a model may look at: a panel that ends at the last known
// period, and the steps that will be asked for. Models fitted to one history
// share their parts, so that a pool costs no second fit.
type History struct {
	Panel *Panel
	Steps []int
	Seed  uint64

	mu   sync.Mutex
	fits map[string]*fitted
	once sync.Once
	past []*past
	// limit is the highest draw allowed.
	limit float64
}

type fitted struct {
	once sync.Once
	s    Sampler
	err  error
}

// NewHistory cuts the panel at the last known period.
func NewHistory(p *Panel, last int, steps []int, seed uint64) (*History, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	if len(steps) == 0 {
		return nil, fmt.Errorf("history to %s: no steps asked for", p.Unit.Format(last))
	}
	for _, s := range steps {
		if s < 1 {
			return nil, fmt.Errorf("history to %s: step %d is not after it", p.Unit.Format(last), s)
		}
	}
	cut := p.Until(last)
	if cut.Len() == 0 {
		return nil, fmt.Errorf("history to %s: the panel begins later", p.Unit.Format(last))
	}
	return &History{Panel: cut, Steps: steps, Seed: seed, fits: map[string]*fitted{}, limit: math.Round(3 * cut.highest())}, nil
}

// Fit fits the model, or returns the fit this history already has.
func (m Model) Fit(h *History) (Sampler, error) {
	key := m.Name + "@" + m.Version
	h.mu.Lock()
	f := h.fits[key]
	if f == nil {
		f = new(fitted)
		h.fits[key] = f
	}
	h.mu.Unlock()
	f.once.Do(func() {
		f.s, f.err = m.fit(h)
		if f.err != nil {
			f.err = fmt.Errorf("fitting %s to %s: %w", m.Name, h.Panel.Unit.Format(h.Panel.Last()), f.err)
		}
	})
	return f.s, f.err
}

// key numbers a model for seeding.
func (m Model) key() uint64 {
	h := fnv.New64a()
	h.Write([]byte(m.Name))
	return h.Sum64()
}

// Draw returns the model's sorted draws for one cell. The same model, panel,
// seed, area and step give the same draws.
func (m Model) Draw(h *History, area, step int) ([]float64, error) {
	s, err := m.Fit(h)
	if err != nil {
		return nil, err
	}
	d := make([]float64, Draws)
	h.sample(s, area, step, m.rng(h, area, step), d)
	sortDraws(d)
	return d, nil
}

// sample draws, and keeps draws within three times the highest count ever seen
// anywhere in the panel: an unbounded tail is catastrophic sooner or later.
func (h *History) sample(s Sampler, area, step int, rng *rand.Rand, draws []float64) {
	s(area, step, rng, draws)
	for i, x := range draws {
		draws[i] = min(x, h.limit)
	}
}

func (m Model) rng(h *History, area, step int) *rand.Rand {
	return seeded(h.Seed, m.key(), uint64(h.Panel.Last()), uint64(area), uint64(step))
}

// Pool is the equal-weight mixture of models: each gives the same share of the
// draws. Pools of unlike models are hard to beat; weights that are fitted are
// not worth their risk.
func Pool(name, version string, models ...Model) Model {
	var names []string
	for _, m := range models {
		names = append(names, m.Name)
	}
	return Model{Name: name, Version: version, About: "equal parts of " + strings.Join(names, ", "),
		fit: func(h *History) (Sampler, error) {
			parts := make([]Sampler, len(models))
			for i, m := range models {
				s, err := m.Fit(h)
				if err != nil {
					return nil, err
				}
				parts[i] = s
			}
			return func(area, step int, rng *rand.Rand, draws []float64) {
				for i, s := range parts {
					s(area, step, rng, draws[i*len(draws)/len(parts):(i+1)*len(draws)/len(parts)])
				}
			}, nil
		}}
}

// Named returns the model with this name.
func Named(name string) (Model, error) {
	var names []string
	for _, m := range Models() {
		if m.Name == name {
			return m, nil
		}
		names = append(names, m.Name)
	}
	return Model{}, fmt.Errorf("model %q: want one of %s", name, strings.Join(names, ", "))
}

// Baseline is the model every other is held against: what happened in the last
// twelve months. No entry of the 2023/24 ViEWS challenge beat it on the true
// future by CRPS.
func Baseline() Model { return conflictology(12) }

// Models returns every model, baselines first.
func Models() []Model {
	return []Model{
		zeroModel, lastModel, lastPoisson, conflictology(6), conflictology(12), conflictology(24),
		bootstrapPool, fading(4), fading(8), negbin(6), negbin(12),
		hurdle, forest, forestRatio, excited,
		Pool("pool-conflictology-hurdle", "1", conflictology(12), hurdle),
		poolFadingHurdle,
		Pool("pool-fading-negbin-hurdle", "1", fading(4), negbin(12), hurdle),
		Pool("pool-fading-hurdle-forest", "1", fading(4), hurdle, forestRatio),
		automatic(),
	}
}

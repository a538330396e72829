package forecast

import (
	"math"
	"math/rand/v2"
	"sync"
)

// excited forecasts a self-exciting count with a drifting background, by
// running it forward. Areas with too few incidents for a fit get the negative
// binomial of their last 12 periods.
var excited = Model{Name: "hawkes", Version: "1",
	About: "self-exciting count of the area, background drifting",
	fit: func(h *History) (Sampler, error) {
		fits := make([]areaExcitation, len(h.Panel.Series))
		return func(area, step int, rng *rand.Rand, draws []float64) {
			f := &fits[area]
			f.once.Do(func() { f.fit(h.Panel.Series[area].Best, h.Panel.Unit) })
			if f.e == nil {
				mean, size := moments(known(h.Panel.Series[area].Best, 12))
				drawNB(rng, mean, size, draws)
				return
			}
			for i := range draws {
				draws[i] = f.e.run(f.now, step, rng)
			}
		}, nil
	}}

// An areaExcitation is fitted when its area is first asked for: a forecast of
// one area need not wait for the others.
type areaExcitation struct {
	once sync.Once
	e    *Excitation
	now  memory
}

// excitationSpan is how many of the latest periods are fitted: ten years of
// weeks are enough, and older ones speak of another regime.
const excitationSpan = 520

func (f *areaExcitation) fit(x []float64, u Unit) {
	x = x[max(0, len(x)-excitationSpan):]
	for i := len(x) - 1; i >= 0; i-- {
		if math.IsNaN(x[i]) {
			x = x[i+1:]
			break
		}
	}
	e, err := FitExcitation(x, u, true)
	if err != nil {
		return // too few: the caller falls back
	}
	_, f.now = e.follow(x, e.begin(), len(x))
	f.e = e
}

// run simulates steps periods and returns the count of the last.
func (e *Excitation) run(m memory, steps int, rng *rand.Rand) float64 {
	fast, slow := e.decays()
	var one [1]float64
	for range steps {
		drawNB(rng, e.mean(m), e.Size, one[:])
		m.fast = fast*m.fast + (1-fast)*one[0]
		m.slow = slow*m.slow + (1-slow)*one[0]
	}
	return one[0]
}

package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"
)

// negbin is a negative binomial with the mean and variance of the area's last k
// periods. Incident counts forget fast, so six to twelve months serve a single
// area better than its whole past.
func negbin(k int) Model {
	return Model{Name: fmt.Sprintf("negbin-%d", k), Version: "1",
		About: fmt.Sprintf("negative binomial with the moments of the last %d periods", k),
		fit: func(h *History) (Sampler, error) {
			return func(area, _ int, rng *rand.Rand, draws []float64) {
				m, size := moments(known(h.Panel.Series[area].Best, k))
				drawNB(rng, m, size, draws)
			}, nil
		}}
}

// moments returns the mean and the size parameter r of a negative binomial, by
// moments: variance = mean + mean²/r. r is +Inf (Poisson) without excess.
func moments(x []float64) (mean, size float64) {
	n := float64(len(x))
	if n == 0 {
		return 0, math.Inf(1)
	}
	for _, v := range x {
		mean += v / n
	}
	var ss float64
	for _, v := range x {
		ss += (v - mean) * (v - mean)
	}
	v := mean
	if n > 1 {
		v = ss / (n - 1)
	}
	if v <= mean {
		return mean, math.Inf(1)
	}
	return mean, mean * mean / (v - mean)
}

// drawNB draws from the negative binomial as a gamma mixture of Poissons.
func drawNB(rng *rand.Rand, mean, size float64, draws []float64) {
	if math.IsInf(size, 1) || mean <= 0 {
		poisson(rng, mean, draws)
		return
	}
	g := distuv.Gamma{Alpha: size, Beta: size / mean, Src: rng}
	for i := range draws {
		draws[i] = poissonOne(rng, g.Rand())
	}
}

// poisson fills draws with Poisson counts.
func poisson(rng *rand.Rand, mean float64, draws []float64) {
	for i := range draws {
		draws[i] = poissonOne(rng, mean)
	}
}

// poissonOne draws one count. Small means go by multiplication, which beats the
// general method where most of our cells are.
func poissonOne(rng *rand.Rand, mean float64) float64 {
	switch {
	case !(mean > 0):
		return 0
	case mean < 10:
		limit, p, k := math.Exp(-mean), rng.Float64(), 0.0
		for p > limit {
			p *= rng.Float64()
			k++
		}
		return k
	}
	return distuv.Poisson{Lambda: mean, Src: rng}.Rand()
}

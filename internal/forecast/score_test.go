package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-12*max(1, math.Abs(a), math.Abs(b)) }

// Scores worked out by hand.
func TestScores(t *testing.T) {
	d := []float64{0, 0, 2, 6}
	// mean |X-3| = (3+3+1+3)/4; pairs: 2·(0+2+6+2+6+4)/16, halved.
	if got, want := CRPS(d, 3), 2.5-20./16; !near(got, want) {
		t.Errorf("CRPS %v, want %v", got, want)
	}
	if got := CRPS([]float64{5}, 7); got != 2 {
		t.Errorf("CRPS of a point is the distance: %v", got)
	}
	// Bins: two draws of 0, one in 1-2, one in 6-10; y in 1-2; 11 pseudo-draws.
	if got, want := Ignorance(d, 1), -math.Log2(2./15); !near(got, want) {
		t.Errorf("ignorance %v, want %v", got, want)
	}
	if got, want := Ignorance(d, 5000), -math.Log2(1./15); !near(got, want) {
		t.Errorf("ignorance of the unseen %v, want %v", got, want)
	}
	for q, want := range map[float64]float64{0: 0, .5: 1, 1: 6, .75: 3, .05: 0, .95: 5.4} {
		if got := Quantile(d, q); !near(got, want) {
			t.Errorf("quantile %v is %v, want %v", q, got, want)
		}
	}
	if got, want := IntervalScore(d, 10, .1), 5.4+20*4.6; !near(got, want) {
		t.Errorf("interval score %v, want %v", got, want)
	}
	for x, want := range map[float64]float64{0: 1, 1: .5, 2: .5, 3: .25, 7: 0} {
		if got := Chance(d, x); got != want {
			t.Errorf("chance of %v: %v, want %v", x, got, want)
		}
	}
}

// crpsSlow is the definition.
func crpsSlow(d []float64, y float64) float64 {
	var a, b float64
	for _, x := range d {
		a += math.Abs(x - y)
		for _, z := range d {
			b += math.Abs(x - z)
		}
	}
	n := float64(len(d))
	return a/n - b/(2*n*n)
}

// Scores of random draws: as defined, never negative, quantiles rising, and
// never better for a forecast that is moved away from what came.
func TestScoresOfRandomDraws(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		d := make([]float64, 1+rng.IntN(60))
		for i := range d {
			d[i] = math.Floor(math.Exp(rng.NormFloat64() * 3))
		}
		slices.Sort(d)
		y := math.Floor(math.Exp(rng.NormFloat64() * 3))
		if got, want := CRPS(d, y), crpsSlow(d, y); math.Abs(got-want) > 1e-9*max(1, want) || got < 0 {
			t.Fatalf("CRPS of %v at %v: %v, want %v", d, y, got, want)
		}
		if CRPSLog(d, y) < 0 || Ignorance(d, y) < 0 || IntervalScore(d, y, .1) < 0 {
			t.Fatalf("negative score of %v at %v", d, y)
		}
		last := math.Inf(-1)
		for q := 0.; q <= 1; q += .05 {
			v := Quantile(d, q)
			if v < last || v < d[0] || v > d[len(d)-1] {
				t.Fatalf("quantiles of %v fall at %v", d, q)
			}
			last = v
		}
		far := slices.Clone(d)
		for i := range far {
			far[i] += y + d[len(d)-1]
		}
		if CRPS(far, y)+1e-9 < CRPS(d, y)-max(0, y) {
			t.Fatalf("moving %v away from %v made it better", d, y)
		}
	}
}

// The PIT of a calibrated forecast is level, for counts too.
func TestPITIsLevel(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var n [10]int
	for range 5000 {
		d := make([]float64, 200)
		poisson(rng, 1.5, d)
		c := Cell{Actual: poissonOne(rng, 1.5)}
		c.score(d, rng.Float64())
		n[min(9, int(c.PIT*10))]++
	}
	for i, k := range n {
		if k < 400 || k > 600 {
			t.Errorf("tenth %d holds %d of 5000: %v", i, k, n)
		}
	}
}

// Draws of the negative binomial have the mean and variance asked for.
func TestNegativeBinomialDraws(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, c := range []struct{ mean, size float64 }{{.3, .5}, {4, 2}, {60, 3}, {60, math.Inf(1)}, {0, 1}} {
		d := make([]float64, 200_000)
		drawNB(rng, c.mean, c.size, d)
		m := meanOf(d)
		var v float64
		for _, x := range d {
			v += (x - m) * (x - m) / float64(len(d))
		}
		want := c.mean + c.mean*c.mean/c.size
		if math.Abs(m-c.mean) > .02*c.mean+.001 || math.Abs(v-want) > .05*want+.001 {
			t.Errorf("mean %v size %v: got mean %.3f variance %.3f, want %.3f", c.mean, c.size, m, v, want)
		}
	}
}

func TestNegbinLogSumsToOne(t *testing.T) {
	for _, c := range [][2]float64{{.3, .5}, {4, 2}, {30, 9}} {
		sum := 0.0
		for y := range 2000 {
			sum += math.Exp(negbinLog(float64(y), c[0], c[1]))
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("mean %v size %v: probabilities sum to %v", c[0], c[1], sum)
		}
	}
}

func BenchmarkScore(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	d := make([]float64, Draws)
	for b.Loop() {
		drawNB(rng, 5, .5, d)
		c := Cell{Actual: 3}
		c.score(d, .5)
	}
}

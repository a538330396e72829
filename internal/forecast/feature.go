package forecast

import (
	"math"
)

// A row is what a learned model is told about an area's past: the logarithms of
// the last count (0), of the means of 3, 6, 12, 24 and 60 periods (1-5), of the
// periods since the last count above 0 (9), of the highest of 12 and of 60
// (10, 11), of the fading level (13) and of the horizon (14); the shares of 6, 12
// and 60 periods with any (6-8); the swing of logarithms over 12 (12); and the
// horizon times the means of 3 and 24 (15, 16), since a high level falls back
// with time. They are of conflict history alone: they can be shown to a reader
// as the "why", and on the development data nothing more was needed.
const (
	fMean3   = 1
	fMean24  = 4
	fSince   = 9
	fFading  = 13
	fHorizon = 14
	features = 17
)

// A past answers questions about one series up to any of its periods.
// Unknown counts as nothing.
type past struct {
	x       []float64
	sum, nz []float64 // running totals, one longer than x
	lg, lg2 []float64 // of log(1+x) and its square
	since   []float64 // periods since the last count above 0, at each period
	fading  []float64 // mean with weights halving every 4 periods
	max12   []float64
	max60   []float64
}

func newPast(best []float64) *past {
	n := len(best)
	p := &past{x: make([]float64, n), sum: make([]float64, n+1), nz: make([]float64, n+1),
		lg: make([]float64, n+1), lg2: make([]float64, n+1), since: make([]float64, n), fading: make([]float64, n)}
	decay := math.Exp2(-1. / 4)
	gap, num, den := 0.0, 0.0, 0.0
	for i, v := range best {
		if math.IsNaN(v) {
			v = 0
		}
		p.x[i] = v
		l := math.Log1p(v)
		p.sum[i+1], p.nz[i+1] = p.sum[i]+v, p.nz[i]+indicator(v > 0)
		p.lg[i+1], p.lg2[i+1] = p.lg[i]+l, p.lg2[i]+l*l
		gap++
		if v > 0 {
			gap = 0
		}
		p.since[i] = gap
		num, den = num*decay+v, den*decay+1
		p.fading[i] = num / den
	}
	p.max12, p.max60 = slidingMax(p.x, 12), slidingMax(p.x, 60)
	return p
}

// slidingMax returns the highest of the last k values at each place.
func slidingMax(x []float64, k int) []float64 {
	out := make([]float64, len(x))
	var queue []int // falling values
	for i, v := range x {
		for len(queue) > 0 && x[queue[len(queue)-1]] <= v {
			queue = queue[:len(queue)-1]
		}
		queue = append(queue, i)
		if queue[0] <= i-k {
			queue = queue[1:]
		}
		out[i] = x[queue[0]]
	}
	return out
}

// mean of the k periods up to t, or of as many as there are.
func (p *past) mean(total []float64, t, k int) float64 {
	a := max(0, t+1-k)
	return (total[t+1] - total[a]) / float64(t+1-a)
}

// row writes the features of a forecast made after period index t for step h.
func (p *past) row(t, h int, out []float64) {
	out[0] = math.Log1p(p.x[t])
	for i, k := range [...]int{3, 6, 12, 24, 60} {
		out[1+i] = math.Log1p(max(0, p.mean(p.sum, t, k)))
	}
	for i, k := range [...]int{6, 12, 60} {
		out[6+i] = p.mean(p.nz, t, k)
	}
	out[fSince] = math.Log1p(min(p.since[t], 240))
	out[10], out[11] = math.Log1p(p.max12[t]), math.Log1p(p.max60[t])
	m := p.mean(p.lg, t, 12)
	out[12] = math.Sqrt(max(0, p.mean(p.lg2, t, 12)-m*m))
	out[fFading] = math.Log1p(p.fading[t])
	lh := math.Log(float64(h))
	out[fHorizon] = lh
	out[15], out[16] = lh*out[fMean3], lh*out[fMean24]
}

// quiet says whether nothing was counted in the 60 periods up to t.
func (p *past) quiet(t int) bool { return p.mean(p.nz, t, 60) == 0 }

// An example is one row to learn from: what was known and what came.
type example struct {
	area, t int
	y       float64
	weight  float64
}

// examples holds rows in one block, features values each.
type examples struct {
	list []example
	x    []float64
}

// learnFrom builds the rows of a panel's past for the steps asked. Each origin
// is paired with a part of the steps in turn, since the neighbours among them
// tell the same; of long-quiet areas a quarter is kept with fourfold weight; and
// where that still gives more than most rows, an even part of them.
func learnFrom(p *Panel, pasts []*past, steps []int, share, most int) *examples {
	var list []example
	var hs []int
	const burnIn = 12  // with less behind it a row says little
	const latest = 400 // 33 years by month, 8 by week
	n := p.Len()
	for a, s := range p.Series {
		for t := max(min(burnIn, n/2), n-latest); t < n; t++ {
			if math.IsNaN(s.Best[t]) {
				continue
			}
			weight := 1.0
			if pasts[a].quiet(t) {
				if (t+a)%4 != 0 {
					continue
				}
				weight = 4
			}
			for j, h := range steps {
				if (t+a+j)%share != 0 || t+h >= n || math.IsNaN(s.Best[t+h]) {
					continue
				}
				list, hs = append(list, example{a, t, s.Best[t+h], weight}), append(hs, h)
			}
		}
	}
	ex := &examples{list: list}
	if len(list) > most {
		ex.list = nil
		kept := hs[:0]
		for k := range most {
			i := k * len(list) / most
			ex.list, kept = append(ex.list, list[i]), append(kept, hs[i])
		}
		hs = kept
	}
	ex.x = make([]float64, features*len(ex.list))
	for i, e := range ex.list {
		pasts[e.area].row(e.t, hs[i], ex.row(i))
	}
	return ex
}

func (ex *examples) row(i int) []float64 { return ex.x[i*features : (i+1)*features] }

// pasts returns the features' source for every area, made once per history.
func (h *History) pasts() []*past {
	h.once.Do(func() {
		for _, s := range h.Panel.Series {
			h.past = append(h.past, newPast(s.Best))
		}
	})
	return h.past
}

// highest returns the highest count of the panel, on which draws are capped.
func (p *Panel) highest() float64 {
	top := 0.0
	for _, s := range p.Series {
		for _, v := range s.Best {
			if v > top {
				top = v
			}
		}
	}
	return top
}

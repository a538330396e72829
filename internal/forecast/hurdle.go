package forecast

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// hurdle asks two questions of an area's past: whether anything will be
// counted (logistic regression), and how much if so (regression of its
// logarithm). The spread around the second answer is that of the training rows
// whose answer was nearest, so a forecast of two is not given the spread of a
// forecast of two thousand.
var hurdle = Model{Name: "hurdle", Version: "1",
	About: "two regressions on the area's past, pooled over areas",
	fit: func(h *History) (Sampler, error) {
		ex := learnFrom(h.Panel, h.pasts(), h.Steps, hurdleShare, mostRows)
		m, err := fitHurdle(ex)
		if err != nil {
			return nil, err
		}
		return func(area, step int, rng *rand.Rand, draws []float64) {
			row := make([]float64, features)
			h.pasts()[area].row(h.Panel.Len()-1, step, row)
			m.draw(row, rng, draws)
		}, nil
	}}

const (
	hurdleShare = 4      // one of so many steps is learned from at each origin
	mostRows    = 60_000 // to learn from, evenly taken
	neighbours  = 800    // training rows whose errors are drawn from
)

type hurdleModel struct {
	any, much linear
	// fitted and errs are those of the positive training rows, by rising fit.
	fitted, errs []float64
}

// A linear is a fitted linear form over standardised features.
type linear struct {
	mean, scale []float64
	coef        []float64 // constant first
}

func (l linear) at(row []float64) float64 {
	v := l.coef[0]
	for i, x := range row {
		v += l.coef[i+1] * (x - l.mean[i]) * l.scale[i]
	}
	return v
}

func fitHurdle(ex *examples) (*hurdleModel, error) {
	var pos examples
	for i, e := range ex.list {
		if e.y > 0 {
			pos.list = append(pos.list, e)
			pos.x = append(pos.x, ex.row(i)...)
		}
	}
	m := new(hurdleModel)
	if len(pos.list) == 0 {
		return m, nil // nothing ever happened: the model says so
	}
	var err error
	if m.any, err = logistic(ex, 1); err != nil {
		return nil, err
	}
	if m.much, err = ridge(&pos, func(e example) float64 { return math.Log(e.y) }, 1); err != nil {
		return nil, err
	}
	order := make([]int, len(pos.list))
	fits := make([]float64, len(pos.list))
	for i := range order {
		order[i], fits[i] = i, m.much.at(pos.row(i))
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case fits[a] < fits[b]:
			return -1
		case fits[a] > fits[b]:
			return 1
		}
		return a - b
	})
	for _, i := range order {
		m.fitted = append(m.fitted, fits[i])
		m.errs = append(m.errs, math.Log(pos.list[i].y)-fits[i])
	}
	return m, nil
}

// draw writes draws for one row. The number of positive draws is the chance
// itself and not a draw of it, which spares noise.
func (m *hurdleModel) draw(row []float64, rng *rand.Rand, draws []float64) {
	clear(draws)
	if len(m.fitted) == 0 {
		return
	}
	n := float64(len(draws)) * sigmoid(m.any.at(row))
	positive := int(n)
	if rng.Float64() < n-float64(positive) {
		positive++
	}
	mu := m.much.at(row)
	at, _ := slices.BinarySearch(m.fitted, mu)
	k := min(neighbours, len(m.fitted))
	from := min(max(0, at-k/2), len(m.fitted)-k)
	// Errors are taken at even distances and not at random, for the same reason.
	u := rng.Float64()
	for i := range positive {
		e := m.errs[from+int((float64(i)+u)*float64(k)/float64(positive))]
		draws[i] = max(1, math.Round(math.Exp(mu+e)))
	}
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// standardise finds the mean and the inverse spread of every feature.
func standardise(ex *examples) (mean, scale []float64) {
	mean, scale = make([]float64, features), make([]float64, features)
	total := 0.0
	for i, e := range ex.list {
		total += e.weight
		for j, x := range ex.row(i) {
			mean[j] += e.weight * x
			scale[j] += e.weight * x * x
		}
	}
	for j := range mean {
		mean[j] /= total
		if v := scale[j]/total - mean[j]*mean[j]; v > 1e-9 {
			scale[j] = 1 / math.Sqrt(v)
		} else {
			scale[j] = 0
		}
	}
	return mean, scale
}

// design returns the standardised row with its leading constant.
func (l linear) design(row, out []float64) {
	out[0] = 1
	for j, x := range row {
		out[j+1] = (x - l.mean[j]) * l.scale[j]
	}
}

// ridge is weighted least squares with a penalty on all but the constant.
func ridge(ex *examples, response func(example) float64, penalty float64) (linear, error) {
	var l linear
	l.mean, l.scale = standardise(ex)
	n := newNormal(penalty)
	z := make([]float64, features+1)
	for i, e := range ex.list {
		l.design(ex.row(i), z)
		n.add(z, e.weight, response(e))
	}
	var err error
	l.coef, err = n.solve()
	return l, err
}

// logistic fits the chance that something is counted, by iterated weighted
// least squares with the same penalty.
func logistic(ex *examples, penalty float64) (linear, error) {
	var l linear
	l.mean, l.scale = standardise(ex)
	l.coef = make([]float64, features+1)
	const d = features + 1
	zs := make([]float64, d*len(ex.list))
	for i := range ex.list {
		l.design(ex.row(i), zs[i*d:])
	}
	for range 12 {
		n := newNormal(penalty)
		for i, e := range ex.list {
			z := zs[i*d : (i+1)*d]
			eta := 0.0
			for j, v := range z {
				eta += l.coef[j] * v
			}
			eta = min(max(eta, -12), 12)
			p := sigmoid(eta)
			w := max(p*(1-p), 1e-5)
			n.add(z, w*e.weight, eta+(indicator(e.y > 0)-p)/w)
		}
		coef, err := n.solve()
		if err != nil {
			return l, err
		}
		moved := 0.0
		for j := range coef {
			moved = max(moved, math.Abs(coef[j]-l.coef[j]))
		}
		l.coef = coef
		if moved < 1e-3 {
			break
		}
	}
	return l, nil
}

// A normal gathers the normal equations of a regression.
type normal struct {
	a [features + 1][features + 1]float64
	b [features + 1]float64
}

func newNormal(penalty float64) *normal {
	n := new(normal)
	for j := range n.a {
		n.a[j][j] = penalty
	}
	n.a[0][0] = 1e-9
	return n
}

func (n *normal) add(z []float64, w, y float64) {
	for j, v := range z {
		v *= w
		n.b[j] += v * y
		row := n.a[j][:j+1]
		for k, x := range z[:j+1] {
			row[k] += v * x
		}
	}
}

func (n *normal) solve() ([]float64, error) {
	d := len(n.b)
	s := mat.NewSymDense(d, nil)
	for j := range d {
		for k := 0; k <= j; k++ {
			s.SetSym(j, k, n.a[j][k])
		}
	}
	var c mat.Cholesky
	if !c.Factorize(s) {
		return nil, errors.New("regression without a solution")
	}
	var x mat.VecDense
	if err := c.SolveVecTo(&x, mat.NewVecDense(d, n.b[:])); err != nil {
		return nil, err
	}
	return x.RawVector().Data, nil
}

// poolFadingHurdle was best by CRPS on the development window, 2012-17, and
// beat conflictology by ignorance and interval score there.
var poolFadingHurdle = Pool("pool-fading-hurdle", "1", fading(4), hurdle)

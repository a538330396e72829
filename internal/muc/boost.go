package muc

import (
	"math"
	"math/rand/v2"
	"slices"
)

// A forest scores a decision by a sum of small trees, each of which asks a few questions about numbers with names. The
// score is a log-odds.
type forest struct {
	names []string // of the numbers
	base  float64
	trees []tree
}

// A tree is its nodes, the root first.
type tree []node

// A node asks whether a number is below a bound, or is a leaf with a value.
type node struct {
	number    int32 // index into the names, -1 for a leaf
	low, high int32 // the next node: if below, if not
	bound     float32
	value     float32
}

// score returns the log-odds of a decision by its numbers.
func (f *forest) score(x []float32) float64 {
	s := f.base
	for _, t := range f.trees {
		n := &t[0]
		for n.number >= 0 {
			if x[n.number] < n.bound {
				n = &t[n.low]
			} else {
				n = &t[n.high]
			}
		}
		s += float64(n.value)
	}
	return s
}

func (f *forest) probability(x []float32) float64 { return sigmoid(f.score(x)) }

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func logit(p float64) float64 {
	p = min(max(p, 1e-4), 1-1e-4)
	return math.Log(p / (1 - p))
}

// A growth is how a forest is learned.
type growth struct {
	trees, depth int
	rate         float64
	heavy        float64 // the least weight of examples in a leaf
	ridge        float64 // what pulls the values of leaves to nothing
	rows, cols   float64 // the share of examples and of numbers that a tree sees
}

// A row is the numbers of one decision and what was right.
type row struct {
	x     []float32
	right bool
}

// bins is into how many steps a number is cut before bounds are sought.
const bins = 48

// boost learns a forest by gradient boosting of the logistic loss, with a fixed random order.
func boost(names []string, rows []row, g growth) *forest {
	f := &forest{names: names}
	n := len(rows)
	if n == 0 {
		return f
	}
	right := 0
	for i := range rows {
		if rows[i].right {
			right++
		}
	}
	f.base = logit((float64(right) + .5) / (float64(n) + 1))
	b := newBoosting(rows, len(names), g)
	score := make([]float64, n)
	for i := range score {
		score[i] = f.base
	}
	for range g.trees {
		for i := range rows {
			p := sigmoid(score[i])
			y := 0.0
			if rows[i].right {
				y = 1
			}
			b.slope[i], b.curve[i] = p-y, p*(1-p)
		}
		t := b.grow()
		f.trees = append(f.trees, t)
		one := forest{trees: []tree{t}}
		for i := range rows {
			score[i] += one.score(rows[i].x)
		}
	}
	return f
}

// boosting is the state of learning a forest.
type boosting struct {
	growth
	random       *rand.Rand
	bounds       [][]float32 // of each number: what its steps begin with, but for the first
	steps        [][]uint8   // of each number, the step of each row
	slope, curve []float64   // of the loss, of each row
}

func newBoosting(rows []row, numbers int, g growth) *boosting {
	b := &boosting{growth: g, random: rand.New(rand.NewPCG(3, 4)), slope: make([]float64, len(rows)), curve: make([]float64, len(rows))}
	for c := range numbers {
		values := make([]float32, len(rows))
		for i := range rows {
			values[i] = rows[i].x[c]
		}
		sorted := slices.Clone(values)
		slices.Sort(sorted)
		distinct := slices.Compact(slices.Clone(sorted))
		var bounds []float32
		if len(distinct) <= bins {
			for k := 1; k < len(distinct); k++ {
				bounds = append(bounds, (distinct[k-1]+distinct[k])/2)
			}
		} else {
			for k := 1; k < bins; k++ {
				v := sorted[k*len(sorted)/bins]
				if v > sorted[0] && (len(bounds) == 0 || v > bounds[len(bounds)-1]) {
					bounds = append(bounds, v)
				}
			}
		}
		steps := make([]uint8, len(rows))
		for i, v := range values {
			k, found := slices.BinarySearch(bounds, v)
			if found {
				k++
			}
			steps[i] = uint8(k)
		}
		b.bounds, b.steps = append(b.bounds, bounds), append(b.steps, steps)
	}
	return b
}

// grow grows one tree on a random part of the rows and numbers.
func (b *boosting) grow() tree {
	var rows []int32
	for i := range b.slope {
		if b.random.Float64() < b.rows {
			rows = append(rows, int32(i))
		}
	}
	var cols []int
	for c := range b.bounds {
		if b.random.Float64() < b.cols {
			cols = append(cols, c)
		}
	}
	var t tree
	b.split(&t, rows, cols, b.depth)
	return t
}

// split adds the node for some rows to a tree, with all below it, and returns its index.
func (b *boosting) split(t *tree, rows []int32, cols []int, depth int) int32 {
	var g, h float64
	for _, i := range rows {
		g += b.slope[i]
		h += b.curve[i]
	}
	at := int32(len(*t))
	*t = append(*t, node{number: -1, value: float32(-b.rate * g / (h + b.ridge))})
	if depth == 0 || h < 2*b.heavy {
		return at
	}
	best, number, step := 1e-6, -1, 0
	for _, c := range cols {
		if len(b.bounds[c]) == 0 {
			continue
		}
		var gs, hs [bins]float64
		steps := b.steps[c]
		for _, i := range rows {
			gs[steps[i]] += b.slope[i]
			hs[steps[i]] += b.curve[i]
		}
		gl, hl := 0.0, 0.0
		for k := range b.bounds[c] {
			gl += gs[k]
			hl += hs[k]
			if hl < b.heavy || h-hl < b.heavy {
				continue
			}
			gain := gl*gl/(hl+b.ridge) + (g-gl)*(g-gl)/(h-hl+b.ridge) - g*g/(h+b.ridge)
			if gain > best {
				best, number, step = gain, c, k
			}
		}
	}
	if number < 0 {
		return at
	}
	var low, high []int32
	for _, i := range rows {
		if int(b.steps[number][i]) <= step {
			low = append(low, i)
		} else {
			high = append(high, i)
		}
	}
	l := b.split(t, low, cols, depth-1)
	r := b.split(t, high, cols, depth-1)
	(*t)[at] = node{number: int32(number), low: l, high: r, bound: b.bounds[number][step]}
	return at
}

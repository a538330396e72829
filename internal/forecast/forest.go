package forecast

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
)

// forest is a quantile regression forest: trees over the features of an area's
// past, whose leaves keep the counts that came. A draw picks a tree and one of
// its leaf's counts. It cannot say more than it has seen.
var forest = forestModel("forest", "quantile forest on the area's past, pooled over areas", false)

// forestRatio keeps in its leaves what came as a multiple of the area's level,
// so that it can follow an area to where none has been.
var forestRatio = forestModel("forest-ratio", "quantile forest of multiples of the area's level", true)

const (
	trees       = 100
	leafSize    = 8
	triedSplits = 6 // features tried at each split
	forestShare = 12
	maxBins     = 64
)

func forestModel(name, about string, ratio bool) Model {
	return Model{Name: name, Version: "1", About: about,
		fit: func(h *History) (Sampler, error) {
			ex := learnFrom(h.Panel, h.pasts(), h.Steps, min(forestShare, len(h.Steps)), mostRows)
			f, err := growForest(ex, ratio, h.Seed)
			if err != nil {
				return nil, err
			}
			return func(area, step int, rng *rand.Rand, draws []float64) {
				row := make([]float64, features)
				h.pasts()[area].row(h.Panel.Len()-1, step, row)
				f.draw(row, rng, draws)
			}, nil
		}}
}

type quantileForest struct {
	trees  []tree
	counts []float32 // response of every example
	ratio  bool
}

// A tree is nodes in one slice; members holds the examples of the leaves.
type tree struct {
	nodes   []node
	members []int32
}

// A node splits at feature < cut (children at left and left+1), or is a leaf
// (feature -1) with members[from:to].
type node struct {
	feature  int32
	left     int32
	cut      float32
	from, to int32
}

// level is the area's level a ratio is taken to.
func level(row []float64) float64 {
	return 1 + math.Expm1(row[fFading])
}

func growForest(ex *examples, ratio bool, seed uint64) (*quantileForest, error) {
	if len(ex.list) < 2*leafSize {
		return nil, errors.New("too short a past for a forest")
	}
	f := &quantileForest{trees: make([]tree, trees), counts: make([]float32, len(ex.list)), ratio: ratio}
	g := newGrower(ex)
	for i, e := range ex.list {
		f.counts[i] = float32(e.y)
		g.target[i] = float32(math.Log1p(e.y))
		if ratio {
			f.counts[i] = float32(e.y / level(ex.row(i)))
			g.target[i] = float32(math.Log1p(e.y / level(ex.row(i))))
		}
	}
	for i := range f.trees {
		f.trees[i] = g.grow(seeded(seed, 0xf0e57, uint64(i)))
	}
	return f, nil
}

func (f *quantileForest) draw(row []float64, rng *rand.Rand, draws []float64) {
	scale := 1.0
	if f.ratio {
		scale = level(row)
	}
	var leaves [trees][]int32
	for i := range f.trees {
		leaves[i] = f.trees[i].leaf(row)
	}
	for i := range draws {
		leaf := leaves[i*len(leaves)/len(draws)]
		y := float64(f.counts[leaf[rng.IntN(len(leaf))]])
		draws[i] = math.Round(y * scale)
	}
}

func (t *tree) leaf(row []float64) []int32 {
	n := t.nodes[0]
	for n.feature >= 0 {
		next := n.left
		if !(float32(row[n.feature]) < n.cut) {
			next++
		}
		n = t.nodes[next]
	}
	return t.members[n.from:n.to]
}

// A grower holds the examples in bins, one byte a feature, so that a split is
// found by counting and not by sorting.
type grower struct {
	bins   [][]uint8 // by feature, then example
	cuts   [][]float32
	target []float32
	total  float64
	cum    []float64
}

func newGrower(ex *examples) *grower {
	n := len(ex.list)
	g := &grower{target: make([]float32, n), cum: make([]float64, n)}
	for i, e := range ex.list {
		g.total += e.weight
		g.cum[i] = g.total
	}
	column := make([]float32, n)
	for j := range features {
		for i := range n {
			column[i] = float32(ex.x[i*features+j])
		}
		cuts := quantileCuts(column)
		bins := make([]uint8, n)
		for i, v := range column {
			b, found := slices.BinarySearch(cuts, v)
			if found {
				b++
			}
			bins[i] = uint8(b)
		}
		g.cuts, g.bins = append(g.cuts, cuts), append(g.bins, bins)
	}
	return g
}

// quantileCuts returns up to maxBins-1 distinct values between which the column
// is about evenly spread; value v falls in bin b when cuts[b-1] <= v < cuts[b].
func quantileCuts(column []float32) []float32 {
	s := slices.Clone(column)
	slices.Sort(s)
	s = slices.Compact(s)
	if len(s) <= maxBins {
		return s[1:]
	}
	var cuts []float32
	for b := 1; b < maxBins; b++ {
		cuts = append(cuts, s[b*len(s)/maxBins])
	}
	return slices.Compact(cuts)
}

// grow makes one tree from a weighted bootstrap sample.
func (g *grower) grow(rng *rand.Rand) tree {
	n := len(g.target)
	sample := make([]int32, n)
	for i := range sample {
		k, _ := slices.BinarySearch(g.cum, rng.Float64()*g.total)
		sample[i] = int32(min(k, n-1))
	}
	slices.Sort(sample) // neighbours in memory stay neighbours
	t := tree{members: sample, nodes: []node{{}}}
	type job struct{ at, from, to int32 }
	queue := []job{{0, 0, int32(n)}}
	spare := make([]int32, n)
	for len(queue) > 0 {
		j := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		feature, bin := g.split(sample[j.from:j.to], rng)
		if feature < 0 {
			t.nodes[j.at] = node{feature: -1, from: j.from, to: j.to}
			continue
		}
		mid := j.from + partition(sample[j.from:j.to], spare, g.bins[feature], bin)
		left := int32(len(t.nodes))
		t.nodes = append(t.nodes, node{}, node{})
		t.nodes[j.at] = node{feature: int32(feature), cut: g.cuts[feature][bin], left: left}
		queue = append(queue, job{left, j.from, mid}, job{left + 1, mid, j.to})
	}
	return t
}

// partition puts examples whose bin is at most bin first, keeping order.
func partition(s, spare []int32, bins []uint8, bin int) int32 {
	k, r := 0, 0
	for _, i := range s {
		if int(bins[i]) <= bin {
			s[k] = i
			k++
		} else {
			spare[r] = i
			r++
		}
	}
	copy(s[k:], spare[:r])
	return int32(k)
}

// split returns the feature and bin after which to cut so that the variance
// falls most, or -1 when the node is to be a leaf.
func (g *grower) split(s []int32, rng *rand.Rand) (feature, bin int) {
	feature = -1
	if len(s) < 2*leafSize {
		return
	}
	lo, hi, total := float32(math.Inf(1)), float32(math.Inf(-1)), 0.0
	for _, i := range s {
		v := g.target[i]
		lo, hi = min(lo, v), max(hi, v)
		total += float64(v)
	}
	if lo == hi {
		return
	}
	n := float64(len(s))
	best := total*total/n + 1e-9
	for range triedSplits {
		j := rng.IntN(features)
		var count [maxBins]int32
		var sum [maxBins]float64
		bins := g.bins[j]
		for _, i := range s {
			b := bins[i] & (maxBins - 1)
			count[b]++
			sum[b] += float64(g.target[i])
		}
		left, leftSum := 0.0, 0.0
		for b := range g.cuts[j] {
			left += float64(count[b])
			leftSum += sum[b]
			right := n - left
			if left < leafSize {
				continue
			}
			if right < leafSize {
				break
			}
			rest := total - leftSum
			if gain := leftSum*leftSum/left + rest*rest/right; gain > best {
				best, feature, bin = gain, j, b
			}
		}
	}
	return feature, bin
}

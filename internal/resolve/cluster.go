package resolve

import "container/heap"

// A pairScore is how likely two items tell of one incident, as log odds.
type pairScore struct {
	i, j int32
	odds float64
}

// apart is the log odds of two items that were not worth comparing.
const apart = -6.0

// averageLink joins items into clusters: again and again the two clusters whose items have the highest mean log odds,
// while that mean is above the threshold. It returns the cluster of each item, numbered by first item. The result
// does not depend on the order of pairs.
func averageLink(n int, pairs []pairScore, threshold float64) []int {
	type edge struct{ sum, known float64 }
	near := make([]map[int]edge, n)
	size := make([]int, n)
	version := make([]int, n)
	for i := range n {
		near[i], size[i] = map[int]edge{}, 1
	}
	for _, p := range pairs {
		e := edge{p.odds, 1}
		near[p.i][int(p.j)], near[p.j][int(p.i)] = e, e
	}
	mean := func(a, b int) float64 {
		e := near[a][b]
		all := float64(size[a] * size[b])
		return (e.sum + (all-e.known)*apart) / all
	}
	h := &linkHeap{}
	push := func(a, b int) {
		if m := mean(a, b); m > threshold {
			heap.Push(h, link{m, min(a, b), max(a, b), version[min(a, b)], version[max(a, b)]})
		}
	}
	for i := range n {
		for j := range near[i] {
			if i < j {
				push(i, j)
			}
		}
	}
	root := make([]int, n)
	for i := range root {
		root[i] = i
	}
	for h.Len() > 0 {
		l := heap.Pop(h).(link)
		a, b := l.a, l.b
		if root[a] != a || root[b] != b || version[a] != l.va || version[b] != l.vb {
			continue
		}
		root[b] = a
		version[a]++
		for k, e := range near[b] {
			if k == a {
				continue
			}
			old := near[a][k]
			e.sum += old.sum
			e.known += old.known
			near[a][k], near[k][a] = e, e
			delete(near[k], b)
		}
		delete(near[a], b)
		size[a] += size[b]
		near[b] = nil
		for k := range near[a] {
			push(a, k)
		}
	}
	out := make([]int, n)
	for i := range out {
		k := i
		for root[k] != k {
			k = root[k]
		}
		out[i] = k
	}
	return out
}

type link struct {
	mean   float64
	a, b   int
	va, vb int
}

type linkHeap []link

func (h linkHeap) Len() int { return len(h) }
func (h linkHeap) Less(i, j int) bool {
	if h[i].mean != h[j].mean {
		return h[i].mean > h[j].mean
	}
	if h[i].a != h[j].a {
		return h[i].a < h[j].a
	}
	return h[i].b < h[j].b
}
func (h linkHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *linkHeap) Push(x any)   { *h = append(*h, x.(link)) }
func (h *linkHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

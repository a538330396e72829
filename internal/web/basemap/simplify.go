package main

import (
	"container/heap"
	"math"
)

// simplify drops the points of a line that matter least, as Visvalingam and Whyatt do: those whose triangle with their
// neighbours is smaller than least, in square thousandths of a degree. The ends stay.
func simplify(line []point, least float64) []point {
	n := len(line)
	if n < 3 {
		return line
	}
	shrink := math.Cos(float64(line[n/2].y) / 1000 * math.Pi / 180)
	triangle := func(a, b, c int) float64 {
		p, q, r := line[a], line[b], line[c]
		return math.Abs(float64(q.x-p.x)*float64(r.y-p.y)-float64(r.x-p.x)*float64(q.y-p.y)) / 2 * shrink
	}
	prev, next, gone := make([]int, n), make([]int, n), make([]bool, n)
	var q corners
	at := make([]*corner, n)
	for i := range n {
		prev[i], next[i] = i-1, i+1
		if i > 0 && i < n-1 {
			at[i] = &corner{point: i, area: triangle(i-1, i, i+1)}
			q = append(q, at[i])
		}
	}
	for i := range q {
		q[i].index = i
	}
	heap.Init(&q)
	most := 0.0 // a point that has become small only since its neighbours went must not go before them
	for len(q) > 0 {
		c := heap.Pop(&q).(*corner)
		most = math.Max(most, c.area)
		if most >= least {
			break
		}
		i := c.point
		gone[i] = true
		next[prev[i]], prev[next[i]] = next[i], prev[i]
		for _, j := range []int{prev[i], next[i]} {
			if j > 0 && j < n-1 {
				at[j].area = math.Max(most, triangle(prev[j], j, next[j]))
				heap.Fix(&q, at[j].index)
			}
		}
	}
	out := make([]point, 0, n)
	for i, p := range line {
		if !gone[i] {
			out = append(out, p)
		}
	}
	return out
}

// A corner is a point in the queue with the area of its triangle.
type corner struct {
	point, index int
	area         float64
}

type corners []*corner

func (q corners) Len() int { return len(q) }

func (q corners) Less(i, j int) bool {
	if q[i].area != q[j].area {
		return q[i].area < q[j].area
	}
	return q[i].point < q[j].point
}

func (q corners) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}

func (q *corners) Push(x any) {
	c := x.(*corner)
	c.index = len(*q)
	*q = append(*q, c)
}

func (q *corners) Pop() any {
	old := *q
	c := old[len(old)-1]
	*q = old[:len(old)-1]
	return c
}

package main

import (
	"maps"
	"slices"
)

// A topology is all shapes as rings of arcs that neighbours share.
type topology struct {
	shapes []*shape
	rings  [][][]int // of each shape: its rings as numbers of arcs, ^n for arc n from its end to its start
	arcs   []*arc
}

// An arc is a line between two points where three areas meet, or a closed line.
type arc struct {
	points []point
	users  []int // shapes on either side
}

// newTopology cuts the rings of all shapes at the points where areas meet, as Bostock's TopoJSON does.
func newTopology(shapes []*shape) *topology {
	t := &topology{shapes: shapes, rings: make([][][]int, len(shapes))}
	junction := junctions(shapes)
	known := map[[4]point]int{} // by first, second, last but one and last point
	for i, s := range shapes {
		for _, r := range s.rings {
			var ring []int
			for _, line := range cut(r, junction) {
				n := t.arcOf(line, known)
				at := n
				if n < 0 {
					at = ^n
				}
				t.arcs[at].users = append(t.arcs[at].users, i)
				ring = append(ring, n)
			}
			t.rings[i] = append(t.rings[i], ring)
		}
	}
	return t
}

// junctions are the points whose neighbours are not the same in all rings that run through them, and those on the edge of
// the map, where outlines are cut only because the map ends there.
func junctions(shapes []*shape) map[point]bool {
	around := map[point][2]point{}
	out := map[point]bool{}
	for _, s := range shapes {
		for _, r := range s.rings {
			n := len(r) - 1
			for i := range n {
				a, b := r[(i+n-1)%n], r[(i+1)%n]
				if b.x < a.x || b.x == a.x && b.y < a.y {
					a, b = b, a
				}
				was, seen := around[r[i]]
				if seen && was != [2]point{a, b} || onEdge(r[i]) {
					out[r[i]] = true
				}
				around[r[i]] = [2]point{a, b}
			}
		}
	}
	return out
}

func onEdge(p point) bool { return p.x <= -180000 || p.x >= 180000 || p.y <= -90000 }

// cut parts a closed ring at its junctions. A ring without any is one closed line that begins at its least point.
func cut(r []point, junction map[point]bool) [][]point {
	open := r[:len(r)-1]
	start := slices.IndexFunc(open, func(p point) bool { return junction[p] })
	if start < 0 {
		start = 0
		for i, p := range open {
			if p.x < open[start].x || p.x == open[start].x && p.y < open[start].y {
				start = i
			}
		}
	}
	turned := slices.Concat(open[start:], open[:start], open[start:start+1])
	var lines [][]point
	from := 0
	for i := 1; i < len(turned); i++ {
		if junction[turned[i]] || i == len(turned)-1 {
			lines = append(lines, turned[from:i+1])
			from = i
		}
	}
	return lines
}

// arcOf returns the number of a line's arc, which is a new one unless a neighbour has brought it.
func (t *topology) arcOf(line []point, known map[[4]point]int) int {
	n := len(line)
	there := [4]point{line[0], line[1], line[n-2], line[n-1]}
	back := [4]point{line[n-1], line[n-2], line[1], line[0]}
	if i, ok := known[there]; ok && len(t.arcs[i].points) == n {
		return i
	}
	if i, ok := known[back]; ok && len(t.arcs[i].points) == n {
		return ^i
	}
	t.arcs = append(t.arcs, &arc{points: line})
	known[there] = len(t.arcs) - 1
	return len(t.arcs) - 1
}

// joined returns the outline of several shapes together: what two of them share falls away.
func (t *topology) joined(shapes []int) [][]int {
	uses := map[int]int{}
	for _, s := range shapes {
		for _, r := range t.rings[s] {
			for _, n := range r {
				uses[n]++
			}
		}
	}
	from := map[point][]int{}
	for _, n := range slices.Sorted(maps.Keys(uses)) {
		// Where outlines overlap a line can be run through more often one way than the other. As often as it is more must
		// stay, or the outline around it would not close.
		for range max(0, uses[n]-uses[^n]) {
			from[t.start(n)] = append(from[t.start(n)], n)
		}
	}
	var rings [][]int
	for _, s := range shapes { // in the order of the source, so that every run gives the same
		for _, r := range t.rings[s] {
			for _, n := range r {
				if ring := t.follow(n, from); ring != nil {
					rings = append(rings, ring)
				}
			}
		}
	}
	return rings
}

// follow takes arcs out of from, beginning with n, until they close; nil if n is not there.
func (t *topology) follow(n int, from map[point][]int) []int {
	take := func(p point, want func(int) bool) (int, bool) {
		i := slices.IndexFunc(from[p], want)
		if i < 0 {
			return 0, false
		}
		m := from[p][i]
		from[p] = slices.Delete(from[p], i, i+1)
		return m, true
	}
	if _, ok := take(t.start(n), func(m int) bool { return m == n }); !ok {
		return nil
	}
	ring := []int{n}
	for at := t.start(^n); at != t.start(n); {
		m, ok := take(at, func(int) bool { return true })
		if !ok {
			return nil // unreachable: every junction has as many lines out as in
		}
		ring = append(ring, m)
		at = t.start(^m)
	}
	return ring
}

// start is the first point of an arc in its direction.
func (t *topology) start(n int) point {
	if n < 0 {
		p := t.arcs[^n].points
		return p[len(p)-1]
	}
	return t.arcs[n].points[0]
}

// points returns the points of a ring of arcs, closed.
func pointsOf(ring []int, arcs [][]point) []point {
	var out []point
	for _, n := range ring {
		var line []point
		if n < 0 {
			line = slices.Clone(arcs[^n])
			reverse(line)
		} else {
			line = arcs[n]
		}
		if len(out) > 0 {
			line = line[1:]
		}
		out = append(out, line...)
	}
	return out
}

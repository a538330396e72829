package main

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// square returns a square with its lower left corner at x, y, with a crooked right side that a neighbour shares.
func square(x, y int32) []point {
	return []point{{x, y}, {x + 50, y}, {x + 100, y}, {x + 120, y + 30}, {x + 90, y + 60}, {x + 100, y + 100}, {x, y + 100}, {x - 10, y + 60}, {x + 20, y + 30}, {x, y}}
}

func twoNeighbours() *topology {
	return newTopology([]*shape{
		{country: "AA", of: "AA", unit: "West", rings: [][]point{square(0, 0)}},
		{country: "AA", of: "AA", unit: "East", rings: [][]point{square(100, 0)}},
		{country: "BB", of: "BB", unit: "Far", rings: [][]point{square(1000, 0)}},
	})
}

// TestNeighboursShareALine: the side between two areas is one arc, and the two have it in opposite directions.
func TestNeighboursShareALine(t *testing.T) {
	top := twoNeighbours()
	var shared []int
	for i, a := range top.arcs {
		if len(a.users) == 2 {
			shared = append(shared, i)
		}
	}
	if len(shared) != 1 || top.side(top.arcs[shared[0]]) != 'u' {
		t.Fatalf("%d shared arcs of %d", len(shared), len(top.arcs))
	}
	n := shared[0]
	if one, other := top.rings[0][0], top.rings[1][0]; slices.Contains(one, n) == slices.Contains(other, n) {
		t.Errorf("both go along the shared side in one direction: %v, %v", one, other)
	}
}

func TestJoinedDropsWhatIsShared(t *testing.T) {
	top := twoNeighbours()
	rings := top.joined([]int{0, 1})
	if len(rings) != 1 {
		t.Fatalf("%d rings, want one around both", len(rings))
	}
	lines := make([][]point, len(top.arcs))
	for i, a := range top.arcs {
		lines[i] = a.points
	}
	ring := pointsOf(rings[0], lines)
	if ring[0] != ring[len(ring)-1] {
		t.Errorf("the outline is open: %v", ring)
	}
	if got, want := area(ring), area(square(0, 0))+area(square(100, 0)); got < want*.999 || got > want*1.001 {
		t.Errorf("area %v, want that of both, %v", got, want)
	}
}

// TestHoles: an enclave is a hole of the land around it, whichever comes first.
func TestHoles(t *testing.T) {
	around := []point{{-500, -500}, {500, -500}, {500, 500}, {-500, 500}, {-500, -500}}
	hole := square(0, 0)
	reverse(hole)
	top := newTopology([]*shape{{country: "AA", of: "AA", unit: "Around", rings: [][]point{around, hole}}, {country: "BB", of: "BB", unit: "In it", rings: [][]point{square(0, 0)}}})
	lines := make([][]point, len(top.arcs))
	for i, a := range top.arcs {
		lines[i] = a.points
	}
	got := top.polygons(top.joined([]int{0}), lines, level{})
	if len(got) != 1 || len(got[0]) != 2 {
		t.Fatalf("%d polygons, want one with a hole: %v", len(got), got)
	}
	if whole := top.polygons(top.joined([]int{0, 1}), lines, level{}); len(whole) != 1 || len(whole[0]) != 1 {
		t.Errorf("together they have no hole: %v", whole)
	}
}

func TestSimplify(t *testing.T) {
	if got := simplify([]point{{0, 0}, {50, 1}, {100, 0}, {100, 100}}, 100); !slices.Equal(got, []point{{0, 0}, {100, 0}, {100, 100}}) {
		t.Errorf("got %v", got)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		line := make([]point, 2+r.IntN(40))
		for i := range line {
			line[i] = point{r.Int32N(1000), r.Int32N(1000)}
		}
		got := simplify(line, float64(r.IntN(50_000)))
		if got[0] != line[0] || got[len(got)-1] != line[len(line)-1] {
			t.Fatalf("the ends of %v moved: %v", line, got)
		}
		rest := line
		for _, p := range got {
			i := slices.Index(rest, p)
			if i < 0 {
				t.Fatalf("%v is no part of %v in order", got, line)
			}
			rest = rest[i+1:]
		}
	}
}

func TestSteps(t *testing.T) {
	got := steps([]point{{100, 200}, {101, 200}, {140, 260}}, 20)
	if !slices.Equal(got, []int32{5, 10, 2, 3}) {
		t.Errorf("got %v", got)
	}
}

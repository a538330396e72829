package main

import (
	"cmp"
	"encoding/json"
	"maps"
	"math"
	"slices"
)

// A level is how finely a file shows the world.
type level struct {
	grid   int32   // thousandths of a degree of a step
	least  float64 // triangles of a line smaller than this are dropped, square thousandths of a degree
	island float64 // so are rings, but for the largest of a unit
}

var (
	coarse = level{grid: 20, least: 5000, island: 40_000}
	fine   = level{grid: 2, least: 30, island: 300}
)

// A file is what a page reads (page/incidents/base.js). Lines are arcs, each as its first point and steps from there.
type file struct {
	Grid  float64   `json:"grid"` // degrees of a step
	Arcs  [][]int32 `json:"arcs"`
	Sides string    `json:"sides"` // what each arc parts: c land from sea, b countries, u units, - nothing that is drawn
	// Doubts are the arcs that somebody sees otherwise, by whom (topology.doubts); what is left out, nobody does.
	Doubts map[string][]int `json:"doubts,omitempty"`
	// Lands and Units are areas as polygons of rings of arcs, the outer ring first; ^n is arc n backwards.
	Lands []land `json:"lands"`
	Units []unit `json:"units"`
}

type land struct {
	Country string     `json:"country"`
	Label   [2]float64 `json:"label"`
	Box     [4]float64 `json:"box"` // west, south, east, north
	Area    [][][]int  `json:"area"`
}

type unit struct {
	Country string     `json:"country"`
	Name    string     `json:"name"`
	Label   [2]float64 `json:"label"`
	Area    [][][]int  `json:"area"`
}

// files returns the files by name.
func (t *topology) files() (map[string][]byte, error) {
	countries := map[string][]int{}
	for i, s := range t.shapes {
		countries[s.country] = append(countries[s.country], i)
	}
	names := slices.Sorted(maps.Keys(countries))
	lands, units := t.sheet(coarse), t.sheet(coarse)
	all := map[string]*sheet{"world": lands, "units": units}
	finer := t.sheet(fine)
	for _, c := range names {
		lands.addLand(c, countries[c])
		lands.addUnits(t.disputed(countries[c]))
		units.addUnits(countries[c])
		one := &sheet{t: t, level: fine, lines: finer.lines, number: map[int]int{}}
		one.addLand(c, countries[c])
		one.addUnits(countries[c])
		all[c] = one
	}
	out := map[string][]byte{}
	for name, s := range all {
		text, err := json.Marshal(s.finish())
		if err != nil {
			return nil, err
		}
		out[name+".json"] = text
	}
	return out, nil
}

// disputed returns those of some shapes of which anybody has doubts.
func (t *topology) disputed(shapes []int) []int {
	var out []int
	for _, i := range shapes {
		if len(t.shapes[i].doubts) > 0 {
			out = append(out, i)
		}
	}
	return out
}

// A sheet is a file in the making.
type sheet struct {
	file
	t      *topology
	level  level
	lines  [][]point   // the arcs of the topology as the level shows them
	number map[int]int // of those that are in the file
}

func (t *topology) sheet(l level) *sheet {
	s := &sheet{t: t, level: l, lines: make([][]point, len(t.arcs)), number: map[int]int{}}
	for i, a := range t.arcs {
		s.lines[i] = simplify(a.points, l.least)
	}
	return s
}

func (s *sheet) addLand(country string, shapes []int) {
	area := s.t.polygons(s.t.joined(shapes), s.lines, s.level)
	if len(area) > 0 {
		s.Lands = append(s.Lands, land{Country: country, Label: middle(area[0][0], s.lines), Box: box(area, s.lines), Area: s.numbered(area)})
	}
}

// addUnits adds the first-order units that some shapes make up.
func (s *sheet) addUnits(shapes []int) {
	group := map[[2]string][]int{}
	for _, i := range shapes {
		k := [2]string{s.t.shapes[i].of, s.t.shapes[i].unit}
		group[k] = append(group[k], i)
	}
	for _, k := range slices.SortedFunc(maps.Keys(group), func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) }) {
		area := s.t.polygons(s.t.joined(group[k]), s.lines, s.level)
		largest := slices.MaxFunc(group[k], func(a, b int) int { return cmp.Compare(s.t.shapes[a].area, s.t.shapes[b].area) })
		if len(area) > 0 && k[1] != "" {
			s.Units = append(s.Units, unit{Country: k[0], Name: k[1], Label: degrees(s.t.shapes[largest].label), Area: s.numbered(area)})
		}
	}
}

// finish lays out the arcs that the areas are made of.
func (s *sheet) finish() file {
	s.Grid = float64(s.level.grid) / 1000
	s.Arcs = make([][]int32, len(s.number))
	sides := make([]byte, len(s.number))
	for n, i := range s.number {
		s.Arcs[i] = steps(s.lines[n], s.level.grid)
		sides[i] = s.t.side(s.t.arcs[n])
		for _, by := range s.t.doubts(s.t.arcs[n]) {
			if s.Doubts == nil {
				s.Doubts = map[string][]int{}
			}
			s.Doubts[by] = append(s.Doubts[by], i)
		}
	}
	for _, list := range s.Doubts {
		slices.Sort(list)
	}
	s.Sides = string(sides)
	return s.file
}

// numbered gives the arcs of an area their numbers in the file.
func (s *sheet) numbered(area [][][]int) [][][]int {
	number := s.number
	out := [][][]int{}
	for _, poly := range area {
		var p [][]int
		for _, ring := range poly {
			var r []int
			for _, n := range ring {
				at := max(n, ^n)
				if _, ok := number[at]; !ok {
					number[at] = len(number)
				}
				if n < 0 {
					r = append(r, ^number[at])
				} else {
					r = append(r, number[at])
				}
			}
			p = append(p, r)
		}
		out = append(out, p)
	}
	return out
}

// polygons puts rings into polygons, the largest first: each hole with the smallest outer ring around it. Islands too small
// for the level are dropped, but for the largest.
func (t *topology) polygons(rings [][]int, lines [][]point, l level) [][][]int {
	type sized struct {
		ring   []int
		points []point
		area   float64
	}
	var outer, holes []sized
	for _, r := range rings {
		s := sized{ring: r, points: pointsOf(r, lines)}
		s.area = area(s.points)
		if s.area >= 0 {
			outer = append(outer, s)
		} else {
			holes = append(holes, s)
		}
	}
	slices.SortStableFunc(outer, func(a, b sized) int { return cmp.Compare(b.area, a.area) })
	small := func(s sized) bool { return s.area < l.island || len(s.points) < 4 }
	if len(outer) > 1 {
		outer = append(outer[:1], slices.DeleteFunc(outer[1:], small)...)
	}
	var out [][][]int
	for _, s := range outer {
		out = append(out, [][]int{s.ring})
	}
	for _, h := range holes {
		if -h.area < l.island || len(h.points) < 4 {
			continue
		}
		for i := len(out) - 1; i >= 0; i-- {
			if inside(outer[i].points, h.points) {
				out[i] = append(out[i], h.ring)
				break
			}
		}
	}
	return out
}

// inside reports whether most of the points of a ring lie in another. They may touch.
func inside(outer, ring []point) bool {
	in := 0
	for _, p := range ring {
		odd := false
		for i := range len(outer) - 1 {
			a, b := outer[i], outer[i+1]
			if (a.y > p.y) != (b.y > p.y) && float64(p.x) < float64(b.x-a.x)*float64(p.y-a.y)/float64(b.y-a.y)+float64(a.x) {
				odd = !odd
			}
		}
		if odd {
			in++
		}
	}
	return 2*in > len(ring)
}

// side says what an arc parts.
func (t *topology) side(a *arc) byte {
	if onEdge(a.points[0]) && onEdge(a.points[len(a.points)-1]) && len(a.points) == 2 {
		return '-' // the map ends here, the land does not
	}
	if len(a.users) < 2 {
		return 'c'
	}
	x, y := t.shapes[a.users[0]], t.shapes[a.users[1]]
	switch {
	case x.country != y.country:
		return 'b'
	case x.of != y.of || x.unit != y.unit:
		return 'u'
	}
	return '-' // within a unit
}

// steps writes a line as its first point and the steps from there, in steps of a grid.
func steps(line []point, grid int32) []int32 {
	round := func(v int32) int32 { return int32(math.Round(float64(v) / float64(grid))) }
	var out []int32
	var x, y int32
	for i, p := range line {
		px, py := round(p.x), round(p.y)
		if i > 0 && px == x && py == y && i < len(line)-1 {
			continue
		}
		out = append(out, px-x, py-y)
		x, y = px, py
	}
	return out
}

func degrees(p point) [2]float64 { return [2]float64{float64(p.x) / 1000, float64(p.y) / 1000} }

// middle is the centre of gravity of a ring.
func middle(ring []int, lines [][]point) [2]float64 {
	var x, y, sum float64
	p := pointsOf(ring, lines)
	for i := range len(p) - 1 {
		w := float64(p[i].x)*float64(p[i+1].y) - float64(p[i+1].x)*float64(p[i].y)
		x += float64(p[i].x+p[i+1].x) * w
		y += float64(p[i].y+p[i+1].y) * w
		sum += w
	}
	if sum == 0 {
		return degrees(p[0])
	}
	tenth := func(v float64) float64 { return math.Round(v/3/sum/100) / 10 }
	return [2]float64{tenth(x), tenth(y)}
}

// box is the least rectangle around an area.
func box(area [][][]int, lines [][]point) [4]float64 {
	b := [4]float64{180, 90, -180, -90}
	for _, poly := range area {
		for _, p := range pointsOf(poly[0], lines) {
			d := degrees(p)
			b = [4]float64{math.Min(b[0], d[0]), math.Min(b[1], d[1]), math.Max(b[2], d[0]), math.Max(b[3], d[1])}
		}
	}
	return b
}

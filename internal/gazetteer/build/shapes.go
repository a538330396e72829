package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"sort"

	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/gazetteer/bundle"
)

// A shapeFeature is a unit of Natural Earth as GeoJSON.
type shapeFeature struct {
	Properties map[string]any `json:"properties"`
	Geometry   struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

func (f *shapeFeature) text(key string) string {
	s, _ := f.Properties[key].(string)
	return s
}

func (f *shapeFeature) number(key string) float64 {
	n, _ := f.Properties[key].(float64)
	return n
}

// A shape is the area of a first-order unit, or of a part of one.
type shape struct {
	unit     *place
	joined   bool // by id or code, not only by the towns inside
	iso      string
	lat, lon float64
	rings    [][][2]float64
	box      [4]float64 // least and greatest latitude and longitude
}

// joinShapes finds the unit of each shape, by GeoNames id, by GeoNames code, or else by the towns
// inside it, and gives the units the shape's names in other languages.
func (w *world) joinShapes(features []shapeFeature) []*shape {
	var shapes []*shape
	var byID, byCode, byTowns, lost int
	grid := w.townGrid()
	for i := range features {
		f := &features[i]
		s := &shape{iso: f.text("iso_a2"), lat: f.number("latitude"), lon: f.number("longitude"), rings: rings(f)}
		s.box[0], s.box[1], s.box[2], s.box[3] = bounds(s.rings)
		if u := w.byID[int(f.number("gn_id"))]; u != nil && u.class == gazetteer.Province {
			s.unit, s.joined = u, true
			byID++
		} else if u := w.byCode[f.text("gn_a1_code")]; u != nil && u.class == gazetteer.Province {
			s.unit, s.joined = u, true
			byCode++
		} else if u := grid.mostCommonUnit(s); u != nil {
			s.unit = u
			byTowns++
		} else {
			lost++
		}
		if s.joined {
			for _, key := range []string{"name", "name_en", "woe_name", "gn_name"} {
				if n := f.text(key); n != "" && keepName(n) {
					s.unit.alt = append(s.unit.alt, n)
				}
			}
			for _, key := range []string{"name_ar", "name_fa", "name_ru", "name_uk", "name_ur", "name_es", "name_fr", "name_de", "name_pt", "name_tr", "name_id"} {
				if n := f.text(key); n != "" && keepName(n) {
					s.unit.alt = append(s.unit.alt, n)
				}
			}
		}
		shapes = append(shapes, s)
	}
	fmt.Printf("shapes: joined by id %d, by code %d, by towns %d, not %d\n", byID, byCode, byTowns, lost)
	return shapes
}

func rings(f *shapeFeature) [][][2]float64 {
	var polys [][][][2]float64
	if f.Geometry.Type == "Polygon" {
		var p [][][2]float64
		if json.Unmarshal(f.Geometry.Coordinates, &p) == nil {
			polys = append(polys, p)
		}
	} else if json.Unmarshal(f.Geometry.Coordinates, &polys) != nil {
		return nil
	}
	var out [][][2]float64
	for _, p := range polys {
		out = append(out, p...)
	}
	return out
}

// A townGrid holds towns by whole degrees.
type townGrid map[[2]int][]*place

func (w *world) townGrid() townGrid {
	g := townGrid{}
	for _, p := range w.places {
		if p.class == gazetteer.Settlement && p.adm1 != nil {
			k := [2]int{int(math.Floor(p.lat)), int(math.Floor(p.lon))}
			g[k] = append(g[k], p)
		}
	}
	return g
}

// purity is the share of its towns that must lie in one unit for a shape to be taken as that unit's.
const purity = .85

func (g townGrid) mostCommonUnit(s *shape) *place {
	count := map[*place]int{}
	minLat, minLon, maxLat, maxLon := bounds(s.rings)
	for lat := int(math.Floor(minLat)); lat <= int(maxLat)+1; lat++ {
		for lon := int(math.Floor(minLon)); lon <= int(maxLon)+1; lon++ {
			for _, t := range g[[2]int{lat, lon}] {
				if inside(s.rings, t.lon, t.lat) {
					count[t.adm1]++
				}
			}
		}
	}
	var best *place
	towns := 0
	for u, n := range count {
		towns += n
		if best == nil || n > count[best] || n == count[best] && u.code < best.code {
			best = u
		}
	}
	if best != nil && float64(count[best]) < purity*float64(towns) {
		return nil // an old unit that has been split since
	}
	return best
}

func bounds(rings [][][2]float64) (minLat, minLon, maxLat, maxLon float64) {
	minLat, minLon, maxLat, maxLon = 90, 180, -90, -180
	for _, r := range rings {
		for _, p := range r {
			minLon, maxLon = math.Min(minLon, p[0]), math.Max(maxLon, p[0])
			minLat, maxLat = math.Min(minLat, p[1]), math.Max(maxLat, p[1])
		}
	}
	return
}

// inside is the even-odd rule over all rings, so that holes count as outside.
func inside(rings [][][2]float64, x, y float64) bool {
	in := false
	for _, r := range rings {
		for i, j := 0, len(r)-1; i < len(r); j, i = i, i+1 {
			if (r[i][1] > y) != (r[j][1] > y) && x < (r[j][0]-r[i][0])*(y-r[i][1])/(r[j][1]-r[i][1])+r[i][0] {
				in = !in
			}
		}
	}
	return in
}

// tolerance is how far, in degrees, a simplified outline may stray from the source.
const tolerance = .01

// shapeSections lays out the outlines: for each shape its unit, its number of rings, and for each
// ring its number of points and the steps between them in thousandths of a degree.
func (w *world) shapeSections(shapes []*shape) bundle.Sections {
	var b []byte
	points, kept := 0, 0
	sort.SliceStable(shapes, func(i, j int) bool { return refPlus1(shapes[i].unit) < refPlus1(shapes[j].unit) })
	for _, s := range shapes {
		if s.unit == nil {
			continue
		}
		var out [][][2]float64
		for _, r := range s.rings {
			points += len(r)
			if r = simplify(r, tolerance); len(r) >= 4 {
				out = append(out, r)
				kept += len(r)
			}
		}
		if len(out) == 0 {
			continue
		}
		b = binary.AppendUvarint(b, uint64(refPlus1(s.unit)))
		b = binary.AppendUvarint(b, uint64(len(out)))
		for _, r := range out {
			b = binary.AppendUvarint(b, uint64(len(r)))
			x, y := int64(0), int64(0)
			for _, p := range r {
				nx, ny := int64(math.Round(p[0]*1000)), int64(math.Round(p[1]*1000))
				b = binary.AppendVarint(b, nx-x)
				b = binary.AppendVarint(b, ny-y)
				x, y = nx, ny
			}
		}
	}
	fmt.Printf("outlines: %d of %d points kept\n", kept, points)
	return bundle.Sections{"shapes": b}
}

// simplify is the method of Douglas and Peucker.
func simplify(r [][2]float64, tol float64) [][2]float64 {
	if len(r) < 4 {
		return r
	}
	keep := make([]bool, len(r))
	keep[0], keep[len(r)-1] = true, true
	// A closed ring begins where it ends: cut it at its far point first.
	far, best := 0, 0.0
	for i := range r {
		if d := math.Hypot(r[i][0]-r[0][0], r[i][1]-r[0][1]); d > best {
			far, best = i, d
		}
	}
	keep[far] = true
	var cut func(a, b int)
	cut = func(a, b int) {
		at, worst := -1, tol
		for i := a + 1; i < b; i++ {
			if d := distanceToSegment(r[i], r[a], r[b]); d > worst {
				at, worst = i, d
			}
		}
		if at > 0 {
			keep[at] = true
			cut(a, at)
			cut(at, b)
		}
	}
	cut(0, far)
	cut(far, len(r)-1)
	var out [][2]float64
	for i, k := range keep {
		if k {
			out = append(out, r[i])
		}
	}
	return out
}

func distanceToSegment(p, a, b [2]float64) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	l := dx*dx + dy*dy
	t := 0.0
	if l > 0 {
		t = math.Max(0, math.Min(1, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/l))
	}
	return math.Hypot(p[0]-a[0]-t*dx, p[1]-a[1]-t*dy)
}

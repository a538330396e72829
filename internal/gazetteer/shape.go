package gazetteer

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"
	"sync"

	"github.com/tocsin-org/tocsin/internal/gazetteer/bundle"
)

//go:embed data/shapes.bin.zst
var shapesFile []byte

// An Outline is the area of a first-order unit, or of a part of one. A point is inside where a line
// from it crosses the rings an odd number of times, so holes need no mark.
type Outline struct {
	Unit                           Ref
	MinLat, MinLon, MaxLat, MaxLon float64
	Rings                          [][]Point
}

// A Point is a place on the globe in degrees, WGS 84.
type Point struct{ Lat, Lon float32 }

// outlines are unpacked at the first question that needs them.
var outlines = sync.OnceValues(func() ([]Outline, error) { return readOutlines(shapesFile) })

func readOutlines(file []byte) ([]Outline, error) {
	s, err := bundle.Unpack(file)
	if err != nil {
		return nil, fmt.Errorf("loading the outlines: %w", err)
	}
	var all []Outline
	r := reader{b: s["shapes"]}
	for len(r.b) > 0 && !r.bad {
		o := Outline{Unit: Ref(r.uint()) - 1, MinLat: 90, MinLon: 180, MaxLat: -90, MaxLon: -180}
		rings := r.uint()
		if rings > uint64(len(r.b)) {
			r.bad = true
		}
		for range rings {
			n := r.uint()
			if r.bad || n > uint64(len(r.b)) {
				r.bad = true
				break
			}
			ring := make([]Point, n)
			var x, y int64
			for i := range ring {
				x += r.int()
				y += r.int()
				lon, lat := float64(x)/1000, float64(y)/1000
				ring[i] = Point{Lat: float32(lat), Lon: float32(lon)}
				o.MinLat, o.MaxLat = math.Min(o.MinLat, lat), math.Max(o.MaxLat, lat)
				o.MinLon, o.MaxLon = math.Min(o.MinLon, lon), math.Max(o.MaxLon, lon)
			}
			o.Rings = append(o.Rings, ring)
		}
		all = append(all, o)
	}
	if r.bad {
		return nil, fmt.Errorf("loading the outlines: cut short after %d", len(all))
	}
	return all, nil
}

// A reader takes varints off the front of bytes, and notes when they end too soon.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) uint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) int() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

// Outlines returns the areas of the first-order units, for maps. They must not be changed.
func (g *Gazetteer) Outlines() ([]Outline, error) { return outlines() }

// ADM1At returns the first-order unit that the point lies in. Within about a kilometre of a border
// it may be the neighbour, for the outlines are simplified; at sea there is none. Where the outlines
// are older than the units, as in a province that was split, it is the unit of the nearest town. The
// outlines show who administers the land, not who claims it.
func (g *Gazetteer) ADM1At(lat, lon float64) (Place, bool) {
	all, err := outlines()
	if err != nil {
		return g.Place(None), false
	}
	for i := range all {
		o := &all[i]
		if lat >= o.MinLat && lat <= o.MaxLat && lon >= o.MinLon && lon <= o.MaxLon && o.contains(lat, lon) {
			return g.Place(o.Unit), true
		}
	}
	if town, km, ok := g.Nearest(lat, lon); ok && km < 40 && town.Adm1Ref >= 0 {
		return g.Place(town.Adm1Ref), true
	}
	return g.Place(None), false
}

func (o *Outline) contains(lat, lon float64) bool {
	x, y := float32(lon), float32(lat)
	in := false
	for _, r := range o.Rings {
		for i, j := 0, len(r)-1; i < len(r); j, i = i, i+1 {
			if (r[i].Lat > y) != (r[j].Lat > y) && x < (r[j].Lon-r[i].Lon)*(y-r[i].Lat)/(r[j].Lat-r[i].Lat)+r[i].Lon {
				in = !in
			}
		}
	}
	return in
}

// Distance is the length in kilometres of the shortest way over the globe.
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	const earthRadius, degree = 6371.0, math.Pi / 180
	a := math.Sin((lat2 - lat1) * degree / 2)
	b := math.Sin((lon2 - lon1) * degree / 2)
	h := a*a + math.Cos(lat1*degree)*math.Cos(lat2*degree)*b*b
	return 2 * earthRadius * math.Asin(math.Min(1, math.Sqrt(h)))
}

// nearTowns finds settlements by whole degrees.
type nearTowns map[[2]int16][]Ref

func (g *Gazetteer) makeNearTowns() nearTowns {
	m := nearTowns{}
	for i := range g.n {
		if g.classOf(Ref(i)) == Settlement {
			lat, lon := g.point(Ref(i))
			k := [2]int16{int16(math.Floor(lat)), int16(math.Floor(lon))}
			m[k] = append(m[k], Ref(i))
		}
	}
	return m
}

// Nearest returns the settlement of the embedded gazetteer nearest to the point, and how many
// kilometres away it is, where there is one within about a degree.
func (g *Gazetteer) Nearest(lat, lon float64) (Place, float64, bool) {
	towns := g.towns()
	best, least := None, math.Inf(1)
	for a := -1; a <= 1; a++ {
		for b := -1; b <= 1; b++ {
			for _, r := range towns[[2]int16{int16(math.Floor(lat)) + int16(a), int16(math.Floor(lon)) + int16(b)}] {
				y, x := g.point(r)
				if d := Distance(lat, lon, y, x); d < least {
					best, least = r, d
				}
			}
		}
	}
	return g.Place(best), least, best != None
}

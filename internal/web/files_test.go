package web

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
)

// packed is how many bytes go over the wire for a file.
func packed(t *testing.T, f *files, name string) int {
	t.Helper()
	b, ok := f.bytes[name]
	if !ok {
		if b, ok = f.bytes[name+".gz"]; !ok {
			t.Fatalf("no file %s", name)
		}
		return len(b)
	}
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

// TestSizes holds what a page loads to what a slow line bears: 600 KB for the map, 60 KB for any other.
func TestSizes(t *testing.T) {
	f, err := readFiles()
	if err != nil {
		t.Fatal(err)
	}
	shared, drawn := 0, map[string]int{}
	for name := range f.bytes {
		switch {
		case strings.HasPrefix(name, "build/shared-"), !strings.Contains(name, "/"):
			shared += packed(t, f, name)
		case strings.HasPrefix(name, "page/"):
			page := strings.SplitN(name, "/", 3)[1]
			drawn[page] += packed(t, f, name)
		}
	}
	for _, name := range []string{"build/map.js", "build/map.css", "build/map-worker.js", "build/chart.js", "build/chart.css"} {
		drawn["incidents"] += packed(t, f, name)
	}
	for page, n := range drawn {
		most := 60_000
		if page == "incidents" {
			most = 600_000
		}
		if n+shared > most {
			t.Errorf("page %s loads %d bytes of scripts and styles, want at most %d", page, n+shared, most)
		}
	}
	if drawn["incidents"] < 300_000 {
		t.Errorf("only %d bytes counted for the map", drawn["incidents"])
	}
	// What the map draws first, and the whole of it.
	if n := packed(t, f, "map/world.json"); n > 150_000 {
		t.Errorf("the world takes %d bytes", n)
	}
	whole := 0
	for name, b := range f.bytes {
		if strings.HasPrefix(name, "map/") {
			whole += len(b)
		}
	}
	if whole > 2_500_000 {
		t.Errorf("the map takes %d bytes of the program", whole)
	}
}

// TestBaseMap reads every file of the map: all arcs that areas name exist, and the border of a country is closed.
func TestBaseMap(t *testing.T) {
	h := newServer(t, nil)
	f, err := readFiles()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for name := range f.bytes {
		name, ok := strings.CutSuffix(name, ".gz")
		if !ok {
			continue
		}
		n++
		w := get(t, h, f.address(name))
		var m struct {
			Grid  float64
			Arcs  [][]int
			Sides string
			Lands []struct {
				Country string
				Area    [][][]int
			}
			Units []struct {
				Country, Name string
				Area          [][][]int
			}
		}
		if err := json.Unmarshal(w.Body.Bytes(), &m); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(m.Sides) != len(m.Arcs) || len(m.Lands)+len(m.Units) == 0 {
			t.Errorf("%s: %d arcs with %d sides, %d lands, %d units", name, len(m.Arcs), len(m.Sides), len(m.Lands), len(m.Units))
		}
		ends := func(i int) (from, to [2]int) {
			a := m.Arcs[max(i, ^i)]
			from = [2]int{a[0], a[1]}
			for k := 0; k < len(a); k += 2 {
				to[0] += a[k]
				to[1] += a[k+1]
			}
			if i < 0 {
				return to, from
			}
			return from, to
		}
		for _, l := range m.Lands {
			for _, polygon := range l.Area {
				for _, ring := range polygon {
					first, at := ends(ring[0])
					for _, i := range ring[1:] {
						from, to := ends(i)
						if from != at {
							t.Fatalf("%s: the outline of %s is broken", name, l.Country)
						}
						at = to
					}
					if at != first {
						t.Fatalf("%s: the outline of %s is open", name, l.Country)
					}
				}
			}
		}
		for _, u := range m.Units {
			for _, polygon := range u.Area {
				for _, ring := range polygon {
					for _, i := range ring {
						if max(i, ^i) >= len(m.Arcs) {
							t.Fatalf("%s: %s names arc %d of %d", name, u.Name, i, len(m.Arcs))
						}
					}
				}
			}
		}
	}
	if n < 200 {
		t.Errorf("only %d files", n)
	}
}

// TestPackedFiles: a browser that takes gzip gets a packed file as it is kept.
func TestPackedFiles(t *testing.T) {
	h := newServer(t, nil)
	f, err := readFiles()
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("GET", "http://localhost"+f.address("map/world.json"), nil)
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Header().Get("Content-Encoding") != "gzip" || w.Header().Get("Content-Type") != "application/json" {
		t.Fatalf("headers %v", w.Header())
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil || !json.Valid(b) {
		t.Errorf("%d bytes that are no JSON: %v", len(b), err)
	}
}

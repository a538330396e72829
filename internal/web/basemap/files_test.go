package main

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestJoinedClosesOverlaps: of outlines that overlap nothing is lost, though a line is run through twice the same way.
func TestJoinedClosesOverlaps(t *testing.T) {
	top := newTopology([]*shape{
		{country: "AA", of: "AA", unit: "West", rings: [][]point{square(0, 0)}},
		{country: "AA", of: "AA", unit: "West again", rings: [][]point{square(0, 0)}},
		{country: "AA", of: "AA", unit: "East", rings: [][]point{square(100, 0)}},
	})
	lines := make([][]point, len(top.arcs))
	for i, a := range top.arcs {
		lines[i] = a.points
	}
	total := 0.0
	for _, r := range top.joined([]int{0, 1, 2}) {
		ring := pointsOf(r, lines)
		if ring[0] != ring[len(ring)-1] {
			t.Errorf("the outline is open: %v", ring)
		}
		total += area(ring)
	}
	if want := 2*area(square(0, 0)) + area(square(100, 0)); total < want*.999 || total > want*1.001 {
		t.Errorf("area %v, want that of all, %v", total, want)
	}
}

// TestNoCountryIsMissing: what lies in the repository shows each country, in the world and in its own file.
func TestNoCountryIsMissing(t *testing.T) {
	const folder = "../static/map"
	read := func(name string) (f file) {
		in, err := os.Open(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		z, err := gzip.NewReader(in)
		if err == nil {
			err = json.NewDecoder(z).Decode(&f)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return f
	}
	shown := map[string]bool{}
	for _, l := range read("world.json.gz").Lands {
		shown[l.Country] = len(l.Area) > 0
	}
	names, err := filepath.Glob(filepath.Join(folder, "??.json.gz"))
	if err != nil || len(names) < 200 {
		t.Fatalf("%d countries: %v", len(names), err)
	}
	for _, name := range names {
		country, _, _ := strings.Cut(filepath.Base(name), ".")
		if !shown[country] {
			t.Errorf("the world does not show %s", country)
		}
		if f := read(filepath.Base(name)); len(f.Lands) != 1 || len(f.Lands[0].Area) == 0 {
			t.Errorf("%s shows no land", name)
		}
	}
}

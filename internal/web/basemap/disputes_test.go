package main

import (
	"encoding/json"
	"slices"
	"testing"
)

func TestDoubts(t *testing.T) {
	for _, c := range []struct {
		name, json string
		want       []string
	}{
		{"of no dispute", `{"iso_a2": "AA", "adm0_a3": "AAA", "sov_a3": "AAA", "iso_3166_2": "AA-01"}`, nil},
		{"governments that see it otherwise", `{"iso_a2": "AA", "adm0_a3": "AAA", "sov_a3": "AAA", "iso_3166_2": "AA-01", "FCLASS_CC": "Unrecognized", "FCLASS_BB": "Admin-2", "FCLASS_DD": null, "FCLASS_TLC": "Unrecognized"}`, []string{"BB", "CC"}},
		{"listed with another country", `{"iso_a2": "AA", "adm0_a3": "AAA", "sov_a3": "AAA", "iso_3166_2": "BB-43"}`, []string{"BB", "ISO"}},
		{"a dependency, listed with its country", `{"iso_a2": "AA", "adm0_a3": "AAA", "sov_a3": "BB1", "iso_3166_2": "BB-AA"}`, nil},
		{"a country of its own alone", `{"iso_a2": "AA", "adm0_a3": "NNN", "sov_a3": "NNN", "iso_3166_2": "-99-X01~"}`, []string{"ISO"}},
		{"leased land", `{"iso_a2": "AA", "adm0_a3": "LLL", "sov_a3": "AA1", "iso_3166_2": "-99-X02~"}`, nil},
		{"held by another", `{"iso_a2": "PP", "adm0_a3": "PPP", "sov_a3": "OOO", "iso_3166_2": "PP-01"}`, []string{"*"}},
	} {
		var p properties
		if err := json.Unmarshal([]byte(c.json), &p); err != nil {
			t.Fatal(err)
		}
		if got := p.doubts(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestDoubtsOfLines: a line is in doubt where it parts what somebody sees otherwise from what nobody does. Within what is
// in doubt it is not, but for borders of countries; a coast never is.
func TestDoubtsOfLines(t *testing.T) {
	for _, c := range []struct {
		name string
		west *shape
		east *shape
		want []string
	}{
		{"nothing in doubt", &shape{country: "AA", of: "AA", unit: "West"}, &shape{country: "AA", of: "AA", unit: "East"}, nil},
		{"one unit", &shape{country: "AA", of: "AA", unit: "West", doubts: []string{"CC"}}, &shape{country: "AA", of: "AA", unit: "East"}, []string{"CC"}},
		{"two units alike", &shape{country: "AA", of: "AA", unit: "West", doubts: []string{"CC"}}, &shape{country: "AA", of: "AA", unit: "East", doubts: []string{"CC", "DD"}}, []string{"DD"}},
		{"a border of two", &shape{country: "AA", of: "AA", unit: "West", doubts: []string{"CC"}}, &shape{country: "BB", of: "BB", unit: "East", doubts: []string{"CC"}}, []string{"CC"}},
	} {
		c.west.rings, c.east.rings = [][]point{square(0, 0)}, [][]point{square(100, 0)}
		top := newTopology([]*shape{c.west, c.east})
		lines := 0
		for _, a := range top.arcs {
			got := top.doubts(a)
			if len(a.users) < 2 {
				if got != nil {
					t.Errorf("%s: a coast is doubted by %v", c.name, got)
				}
				continue
			}
			lines++
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		}
		if lines != 1 {
			t.Errorf("%s: %d lines between the two", c.name, lines)
		}
	}
}

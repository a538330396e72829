package coder

import (
	"strings"
	"testing"
)

func TestDamages(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The bomb destroyed two vehicles.", "destroyed: two vehicles"},
		{"The blast damaged a restaurant and shattered windows.", "damaged: a restaurant; damaged: windows"},
		{"Rebels blew up a power pylon near Kareth.", "destroyed: a power pylon"},
		{"Two of the houses were destroyed.", "destroyed: Two of the houses"},
		{"The church was badly damaged by the explosion.", "damaged: The church"},
		{"A mob set fire to the consulate and to three cars.", "damaged: the consulate; damaged: three cars"},
		{"The whole building collapsed.", "destroyed: The whole building"},
		{"The rocket caused damage to the mosque.", "damaged: the mosque"},
		{"The raid ended with the destruction of a bridge.", "destroyed: a bridge"},
		{"The strike destroyed a tunnel, two trucks and a fuel depot.", "destroyed: a tunnel; destroyed: two trucks; destroyed: a fuel depot"},
		{"Militants torched a school.", "destroyed: a school"},
		{"Gunmen burned down 12 homes.", "destroyed: 12 homes"},
		{"At least six telephone booths were destroyed.", "destroyed: At least six telephone booths"},
		{"The fire gutted one of the warehouses of the port.", "destroyed: one of the warehouses of the port"},
		{"The attackers vandalised the temple.", "damaged: the temple"},
		{"The embassy was not damaged.", "none: The embassy"},
		{"A mine destroyed the tanker on the road to Oruma.", "destroyed: the tanker"},
		// no damage to things
		{"The blast destroyed his career.", ""},
		{"They wanted to destroy the bridge.", ""},
		{"The bomb could destroy a building.", ""},
		{"The army destroyed the enemy.", ""},
		{"The talks collapsed on Friday.", ""},
		{"Police did not damage the car.", ""},
	} {
		var got []string
		for _, d := range readText(t, c.text).damages() {
			got = append(got, string(d.Level)+": "+d.Text)
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}

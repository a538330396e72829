package resolve

import (
	"testing"

	"github.com/tocsin-org/tocsin"
)

func TestIsState(t *testing.T) {
	for actor, want := range map[string]bool{
		"Turkish army": true, "the Turkish army": true, "Armed Forces of the Philippines": true, "Russia": true, "Cuban government": true, "Government of Peru": true,
		"police": true, "Israel's army": true, "Nigerian Air Force": true,
		"Islamic State": false, "Boko Haram": false, "Free Syrian Army": false, "Lord's Resistance Army": false, "Rapid Support Forces": false,
		"local militants": false, "a suspect": false, "": false, "Russian militants": false, "Colombia’s National Liberation Army": false,
	} {
		if got := IsState(actor); got != want {
			t.Errorf("%q is a state's: %v, want %v", actor, got, want)
		}
	}
}

func TestOneCamp(t *testing.T) {
	day := tocsin.Date{Year: 2016, Month: 3, Day: 29}
	for _, c := range []struct {
		a, b string
		on   tocsin.Date
		want bool
	}{
		{"ISIS", "the Islamic State", tocsin.Date{}, true},
		{"Boko Haram", "Islamic State", day, true},
		{"Boko Haram", "Islamic State", tocsin.Date{Year: 2013, Month: 1, Day: 1}, false},
		{"Boko Haram", "Islamic State", tocsin.Date{}, false},
		{"Boko Haram", "Al-Shabaab", day, false},
	} {
		if got := NamingOf(nil).OneCamp(c.a, c.b, c.on); got != c.want {
			t.Errorf("%s and %s on %v: %v, want %v", c.a, c.b, c.on, got, c.want)
		}
	}
}

package lexicon

import (
	"strings"
	"testing"
)

func TestEveryEmbeddedListParses(t *testing.T) {
	names, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range names {
		if _, err := Load(strings.TrimSuffix(f.Name(), ".txt")); err != nil {
			t.Error(err)
		}
	}
}

func TestAtTakesTheLongestMatch(t *testing.T) {
	l, err := Parse("t", strings.NewReader("bomb = bomb\ncar bomb = vehicle_bomb # why\nfire:VERB = act\n"))
	if err != nil {
		t.Fatal(err)
	}
	words := []Word{{"a", "a", "DET"}, {"car", "car", "NOUN"}, {"bomb", "bombs", "NOUN"}, {"fire", "fire", "NOUN"}, {"fire", "fired", "VERB"}}
	for _, c := range []struct {
		i, n int
		want string
	}{{1, 2, "vehicle_bomb"}, {2, 1, "bomb"}, {3, 0, ""}, {4, 1, "act"}} {
		e, n := l.At(words, c.i)
		got := ""
		if e != nil {
			got = e.Value()
		}
		if n != c.n || got != c.want {
			t.Errorf("At(%d) = %q, %d; want %q, %d", c.i, got, n, c.want, c.n)
		}
	}
	if e := l.Get("car bomb"); e == nil || e.Reason != "why" {
		t.Errorf("Get(car bomb) = %+v", e)
	}
}

func TestPossessivesMatchAsTextsHaveThem(t *testing.T) {
	l, err := Parse("t", strings.NewReader("new people's army = group\n"))
	if err != nil {
		t.Fatal(err)
	}
	words := []Word{{"new", "new", "ADJ"}, {"people", "people", "NOUN"}, {"'s", "'s", "PART"}, {"army", "army", "NOUN"}}
	if e, n := l.At(words, 0); e == nil || n != 4 {
		t.Errorf("At(0) = %v, %d; want an entry over 4 words", e, n)
	}
}

func TestFaultyLinesNameThemselves(t *testing.T) {
	for _, bad := range []string{"no equals sign", "= value", ":VERB = x"} {
		if _, err := Parse("bad", strings.NewReader("ok = 1\n"+bad)); err == nil || !strings.Contains(err.Error(), "bad, line 2") {
			t.Errorf("Parse(%q): error %v does not name list and line", bad, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("car bomb = vehicle_bomb # why\n")
	f.Fuzz(func(t *testing.T, s string) {
		l, err := Parse("fuzz", strings.NewReader(s))
		if err != nil {
			return
		}
		for _, e := range l.Entries() {
			if l.Get(strings.ToLower(e.Term)) == nil {
				t.Errorf("entry %q is not found again", e.Term)
			}
		}
	})
}

func TestSettingWeightsAreNumbers(t *testing.T) {
	l, err := Load("setting")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range l.Entries() {
		if v := e.Value(); v != "1" && v != "2" {
			t.Errorf("%s: weight %q is neither 1 nor 2", e.Term, v)
		}
	}
}

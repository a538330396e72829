package resolve

import (
	"math"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
)

// TestStoredPairWeights: each sign has a weight, and none goes against sense.
func TestStoredPairWeights(t *testing.T) {
	w, err := parsePairWeights(storedPairWeights)
	if err != nil {
		t.Fatal(err)
	}
	for p, s := range signNames {
		if !strings.Contains(storedPairWeights, "\n"+s.name+"\t") {
			t.Errorf("%q has no weight: learn them again", s.name)
		}
		if float64(s.way)*w[p] < 0 {
			t.Errorf("%q weighs %v", s.name, w[p])
		}
	}
	if _, err := parsePairWeights("same twon\t1\n"); err == nil {
		t.Error("a sign that is none is taken")
	}
	if n := len(commonWords()); n < 500 {
		t.Errorf("%d common words", n)
	}
}

// TestReasonsAddUp: the reasons that people read are what the odds are made of.
func TestReasonsAddUp(t *testing.T) {
	l := NewLinker()
	for c := range invent.Reports(60, 1, 21) {
		l.Add(c.Report, c.Record)
	}
	var items []*item
	for _, it := range l.items {
		items = append(items, it)
	}
	for i, a := range items {
		for _, b := range items[i+1:] {
			sum := pairWeights()[alwaysThere]
			for _, r := range reasons(a, b) {
				sum += r.Weight
			}
			if math.Abs(sum-odds(a, b)) > 0.2 { // reasons are rounded, and the least are left out
				t.Fatalf("%s and %s: reasons add up to %.2f, odds are %.2f", a, b, sum, odds(a, b))
			}
		}
	}
}

// TestLearnPairs: what tells gets weight, and a weight never goes against sense.
func TestLearnPairs(t *testing.T) {
	var es []PairExample
	for i := range 400 {
		e := PairExample{Same: i%4 == 0, Weight: 1}
		e.measures[alwaysThere] = 1
		if e.Same != (i%20 == 0) {
			e.measures[namesRare] = 1 // tells, but not always
		}
		if !e.Same && i%3 == 0 {
			e.measures[sameTown] = 1 // here a town speaks against, which is no sense
		}
		es = append(es, e)
	}
	w, err := parsePairWeights(LearnPairs(es, 1, "test"))
	if err != nil {
		t.Fatal(err)
	}
	if w[namesRare] < 1 || w[sameTown] != 0 || w[alwaysThere] >= 0 {
		t.Errorf("rare names %v, same town %v, bias %v", w[namesRare], w[sameTown], w[alwaysThere])
	}
}

func TestSaysDay(t *testing.T) {
	for quote, want := range map[string]bool{"on Tuesday night": true, "3 May": true, "the day before": true, "killed": false, "a drone strike": false} {
		if saysDay(quote) != want {
			t.Errorf("%q: %v", quote, !want)
		}
	}
}

// TestNextDaysStrike: in a war of one strike like another each day, two lines on two days are two acts, whatever they
// share; a later line that tells of a toll that has risen is the same act.
func TestNextDaysStrike(t *testing.T) {
	day := func(n int) tocsin.Date { return tocsin.Date{Year: 2024, Month: 3, Day: n} }
	add := func(l *Linker, id string, published int, text string, w tocsin.When, low int) {
		a := tocsin.Account{
			ID: "a1", Kind: tocsin.AirStrike, Stage: tocsin.Accomplished, When: w,
			Where:      tocsin.Where{Country: "XK", Adm1: "Lowland", Settlement: "Brodec", Precision: tocsin.PlaceSettlement},
			Targets:    tocsin.List[tocsin.Target]{{Class: tocsin.TargetCivilians}},
			Casualties: tocsin.List[tocsin.Figure]{{Effect: tocsin.Killed, Group: tocsin.GroupAll, Low: low, High: &low}},
		}
		a.Evidence = append(a.Evidence, tocsin.Quote(text, 0, len(text)))
		l.Add(&tocsin.Report{ID: id, Outlet: "Outlet " + id, Published: day(published), Text: text}, &tocsin.Record{Accounts: []tocsin.Account{a}})
	}
	at := func(n int, words string) tocsin.When {
		return tocsin.When{Start: day(n), End: day(n), Precision: tocsin.DateDay, Evidence: tocsin.List[tocsin.Evidence]{{Quote: words}}}
	}
	l := NewLinker()
	add(l, "r1", 4, "Air strikes on Brodec kill 12 people.", at(4, "kill"), 12)
	add(l, "r2", 5, "Air strikes on Brodec kill 31 people.", at(5, "kill"), 31)
	if n := len(l.Incidents(View{})); n != 2 {
		t.Errorf("%d incidents of the strikes of two days", n)
	}
	l = NewLinker()
	add(l, "r1", 4, "Air strikes on Brodec kill 12 people.", at(4, "kill"), 12)
	add(l, "r2", 5, "The death toll of yesterday's air strikes on Brodec rises to 15.", at(4, "yesterday"), 15)
	if n := len(l.Incidents(View{})); n != 1 {
		t.Errorf("%d incidents of a strike whose toll rose", n)
	}
}

package resolve

import (
	"testing"

	"github.com/tocsin-org/tocsin/internal/resolve/invent"
)

// TestTraitsCompareAlike: accounts read from their traits are compared as they are themselves, whatever the comparison
// looks at. That two reports are copies does not stand in them: copies are read whole.
func TestTraitsCompareAlike(t *testing.T) {
	l := NewLinker()
	for c := range invent.Reports(150, 1, 12) {
		l.Add(c.Report, c.Record)
	}
	l.settle()
	pairs, apart := 0, 0
	for _, s := range l.sources {
		text, err := s.traits()
		if err != nil {
			t.Fatal(err)
		}
		stubs, err := readTraits(text)
		if err != nil || len(stubs) != len(s.items) {
			t.Fatalf("%s: %d accounts of %d (%v)", s.report.ID, len(stubs), len(s.items), err)
		}
		for _, o := range l.items {
			if len(o.source.copies) > 0 || o.source == s {
				continue
			}
			far := true
			for _, it := range s.items {
				far = far && it.dated && o.dated && gap(it, o) > maxGap
			}
			// A report of several acts may have one of them before and one after, and is then read.
			if got := tooFar([]*item{o}, text); got != far && (got || len(s.items) < 2) {
				t.Fatalf("%s and %s: too far apart by their traits: %t, by themselves: %t", o, s.report.ID, got, far)
			}
			if far {
				apart++
			}
			for i, it := range s.items {
				pairs++
				if got, want := odds(o, stubs[i]), odds(o, it); got != want {
					t.Fatalf("%s and %s: %v by their traits, %v by themselves", o, it, got, want)
				}
			}
		}
	}
	if pairs < 5000 || apart < 1000 {
		t.Errorf("only %d pairs, %d of them far apart", pairs, apart)
	}
}

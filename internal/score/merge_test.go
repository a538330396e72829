package score

import (
	"math"
	"strings"
	"testing"
)

// TestClustersByHand checks each score against figures worked out by hand for the textbook case
// gold {a b c} {d e} {f}, predicted {a b} {c d e} {f}.
func TestClustersByHand(t *testing.T) {
	gold := []string{"1", "1", "1", "2", "2", "3"}
	pred := []string{"x", "x", "y", "y", "y", "z"}
	c := CompareClusters(gold, pred)
	near := func(name string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("%s = %v, want %v", name, got, want)
		}
	}
	near("B3 precision", c.B3.Precision, (1+1+1./3+2./3+2./3+1)/6)
	near("B3 recall", c.B3.Recall, (2./3+2./3+1./3+1+1+1)/6)
	near("MUC precision", c.MUC.Precision, 2./3) // links 1+2, broken 0+1
	near("MUC recall", c.MUC.Recall, 2./3)
	near("CEAF-e", c.CEAFe.F1, (2*2./5+2*2./5+1)/3)
	near("pairs precision", c.Pairs.Precision, 2./4)
	near("pairs recall", c.Pairs.Recall, 2./4)
	near("LEA recall", c.LEA.Recall, (3*(1./3)+2*1+1)/6)
	near("LEA precision", c.LEA.Precision, (2*1+3*(1./3)+1)/6)
}

func TestPerfectAndTrivialClusters(t *testing.T) {
	gold := []string{"1", "1", "2", "3", "3", "3"}
	if c := CompareClusters(gold, []string{"a", "a", "b", "c", "c", "c"}); c.CoNLL != 1 || c.LEA.F1 != 1 || c.Pairs.F1 != 1 {
		t.Errorf("the same clusters under other names score %+v", c)
	}
	if c := CompareClusters(gold, []string{"a", "b", "c", "d", "e", "f"}); c.MUC.F1 != 0 || c.Pairs.F1 != 0 || c.B3.Precision != 1 {
		t.Errorf("all alone: %+v", c)
	}
}

func TestParseMergeTexts(t *testing.T) {
	texts, err := ParseMergeTexts(strings.NewReader(`{"id":"1","incident":"x","title":"T","dct":"2024-01-01","text":"t"}` + "\n\n" +
		`{"id":"1","incident":"x"}` + "\n" + `{"id":"2","incident":"y"}`))
	if err != nil || len(texts) != 2 || texts[0].Title != "T" {
		t.Fatalf("got %+v, %v", texts, err)
	}
	if _, err := ParseMergeTexts(strings.NewReader(`{"id":"1","incident":"x"}` + "\n{broken")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("a broken line gives %v", err)
	}
}

func FuzzParseMergeTexts(f *testing.F) {
	f.Add(`{"id":"1","incident":"x"}`)
	f.Fuzz(func(t *testing.T, s string) {
		texts, err := ParseMergeTexts(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, x := range texts {
			if x.ID == "" || x.Incident == "" {
				t.Errorf("a document without id or incident: %+v", x)
			}
		}
	})
}

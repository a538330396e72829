package timex_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/timex"
)

// goldReport is what these tests read of a report coded by people.
type goldReport struct {
	ID        string
	Text      string
	Published tocsin.Date
	Record    struct {
		Accounts []struct {
			When struct {
				Start, End tocsin.Date
				Precision  tocsin.DatePrecision
				Evidence   []string
			}
		}
	}
}

func readGold(t testing.TB) []goldReport {
	t.Helper()
	if testing.Short() {
		t.Skip("measures whole sets of texts")
	}
	paths, _ := filepath.Glob("../../../shared/data/gold/*.json")
	if len(paths) == 0 {
		t.Skip("no coded reports at hand")
	}
	var out []goldReport
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		var r goldReport
		if err := json.Unmarshal(b, &r); err != nil {
			t.Fatalf("reading %s: %v", p, err)
		}
		out = append(out, r)
	}
	return out
}

// TestGoldEvidence measures how often the words that people gave as the evidence of a date hold an
// expression, and how often its days are theirs. Accounts whose evidence names no time are told apart
// by having no expression and a precision of day: they took the publication date.
func TestGoldEvidence(t *testing.T) {
	var quotes, found, exact, overlap, dated int
	for _, r := range readGold(t) {
		exprs := timex.Find(language.Analyze(r.Text), r.Published)
		for _, a := range r.Record.Accounts {
			for _, q := range a.When.Evidence {
				at := strings.Index(r.Text, q)
				if at < 0 {
					continue
				}
				quotes++
				best := -1
				for i, e := range exprs {
					if e.Start < at+len(q) && at < e.End && (best < 0 || e.Known() && !exprs[best].Known()) {
						best = i
					}
				}
				if best < 0 {
					if !a.When.Start.Before(r.Published) && !r.Published.Before(a.When.End) {
						continue
					}
					t.Logf("MISS %s %s %s..%s %q", r.ID, r.Published, a.When.Start, a.When.End, q)
					continue
				}
				found++
				if a.When.Start.IsZero() {
					continue
				}
				dated++
				e := timex.ClampPast(exprs[best], r.Published)
				switch {
				case e.From == a.When.Start && e.To == a.When.End:
					exact++
					overlap++
				default:
					if e.Known() && !e.To.Before(a.When.Start) && !a.When.End.Before(e.From) {
						overlap++
					}
					t.Logf("DIFF %s %s %s..%s %q got %q %s..%s %s fut=%v", r.ID, r.Published, a.When.Start, a.When.End, q, r.Text[e.Start:e.End], e.From, e.To, e.Rule, e.Future)
				}
			}
		}
	}
	t.Logf("quotes %d, with an expression %d; dated %d, exact %d (%.3f), overlapping %d (%.3f)", quotes, found, dated, exact, float64(exact)/float64(dated), overlap, float64(overlap)/float64(dated))
	if float64(exact) < .75*float64(dated) {
		t.Errorf("%d of %d expressions have the days of the record", exact, dated)
	}
}

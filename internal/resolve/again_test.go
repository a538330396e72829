package resolve

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
)

// TestConcludeAgain: an incident concluded from its own reports alone is the one of the whole ledger, on any day and by any
// rule.
func TestConcludeAgain(t *testing.T) {
	l, err := ledger.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "again.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for c := range invent.Reports(120, 1, 3) {
		if _, err := l.AppendReadings(t.Context(), []ledger.Reading{{Document: &tocsin.Document{Name: c.Report.ID}, Report: c.Report, Record: c.Record, Coder: "machine/1"}}); err != nil {
			t.Fatal(err)
		}
	}
	whole, err := FromLedger(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	several, gone := 0, 0
	for _, inc := range whole.Incidents(View{}) {
		if len(inc.Accounts) < 2 {
			continue
		}
		several++
		var refs []tocsin.AccountRef
		var reports []string
		for _, a := range inc.Accounts {
			refs, reports = append(refs, a.AccountRef), append(reports, a.Report)
		}
		part, err := FromReports(t.Context(), l, reports)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range []View{{}, {Rule: RuleUCDP}, {AsOf: inc.Accounts[0].Published}, {AsOf: inc.Accounts[0].Published.Add(-1)}} {
			got, want := part.Conclude(refs, v), whole.Incident(inc.ID, v)
			if want == nil {
				gone++
			}
			g, err := json.MarshalIndent(got, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			w, err := json.MarshalIndent(want, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			same(t, inc.ID, string(g), string(w))
		}
	}
	if several < 5 || gone < several {
		t.Errorf("only %d incidents of several accounts, %d not known the day before", several, gone)
	}
	if part, err := FromReports(t.Context(), l, []string{"nowhere"}); err != nil || part.Record("nowhere") != nil || part.Conclude([]tocsin.AccountRef{{Report: "nowhere", Account: "a1"}}, View{}) != nil {
		t.Errorf("a report that is not there: %v", err)
	}
	if r := slices.Collect(invent.Reports(1, 1, 3))[0].Report.ID; whole.Record(r) == nil {
		t.Errorf("no record of %s", r)
	}
}

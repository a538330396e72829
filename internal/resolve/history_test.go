package resolve_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
	"github.com/tocsin-org/tocsin/internal/sqldb/sqldbtest"
)

// TestHistory: what was known of an incident on a day, from its own reports alone, is what the whole ledger gives.
func TestHistory(t *testing.T) {
	ctx := t.Context()
	l, err := ledger.Open(ctx, sqldbtest.SQLite(t))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	cs := slices.Collect(invent.Reports(300, 1, 5))
	var rs []ledger.Reading
	for _, c := range cs {
		rs = append(rs, ledger.Reading{Document: &tocsin.Document{Name: c.Report.ID, Bytes: []byte(c.Report.Text)}, Report: c.Report, Record: c.Record, Coder: "invented/1"})
	}
	if _, err := l.AppendReadings(ctx, rs); err != nil {
		t.Fatal(err)
	}
	enter := func(what tocsin.DecisionAction, on ...string) {
		d := tocsin.Decision{By: "a", At: time.Date(2026, 1, 1, 0, 0, len(on), 0, time.UTC), On: on, What: what, Why: "b"}
		if err := resolve.Enter(ctx, l, d); err != nil {
			t.Fatal(err)
		}
	}
	enter(tocsin.Retract, cs[3].Report.ID)
	enter(tocsin.Merge, cs[5].Report.ID+":a1", cs[90].Report.ID+":a1")
	link, err := resolve.FromLedger(ctx, l)
	if err != nil {
		t.Fatal(err)
	}
	days := 0
	for _, inc := range link.Incidents(resolve.View{})[:80] {
		moments, err := resolve.History(ctx, l, inc, resolve.RuleGTD)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range moments {
			days++
			want := link.Incident(inc.ID, resolve.View{AsOf: m.Day, Rule: resolve.RuleGTD})
			if d := cmp.Diff(want, m.Incident); d != "" {
				t.Fatalf("%s on %s (-ledger +history):\n%s", inc.ID, m.Day, d)
			}
		}
	}
	if days < 120 {
		t.Errorf("only %d days", days)
	}
}

package ledger_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/ledger/ledgertest"
	"github.com/tocsin-org/tocsin/internal/sqldb/sqldbtest"
)

func TestMain(m *testing.M) {
	ledgertest.Child()
	os.Exit(m.Run())
}

func TestLedger(t *testing.T) { sqldbtest.Each(t, ledgertest.Run) }

// BenchmarkAppend appends decisions, 500 a transaction.
func BenchmarkAppend(b *testing.B) {
	l := benchLedger(b)
	n := 0
	for b.Loop() {
		drafts := make([]ledger.Draft, 500)
		for i := range drafts {
			n++
			drafts[i] = ledger.Draft{Kind: ledger.Decision, Key: fmt.Sprint(n), Body: map[string]string{"what": "accept", "why": strings.Repeat("x", 300)}}
		}
		if _, err := l.Append(b.Context(), drafts...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "entries/s")
}

// BenchmarkReadings appends documents with report and record, 100 a transaction.
func BenchmarkReadings(b *testing.B) {
	l := benchLedger(b)
	n := 0
	for b.Loop() {
		rs := make([]ledger.Reading, 100)
		for i := range rs {
			n++
			text := strings.Repeat(fmt.Sprintf("Police in town %d said that three people were hurt. ", n), 60)
			rs[i] = ledger.Reading{
				Document: &tocsin.Document{Name: fmt.Sprint(n), Bytes: []byte(text)},
				Report:   &tocsin.Report{ID: fmt.Sprint(n), Text: text},
				Record:   &tocsin.Record{},
				Coder:    "coder/bench-1",
			}
		}
		if _, err := l.AppendReadings(b.Context(), rs); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "reports/s")
}

func benchLedger(b *testing.B) *ledger.Ledger {
	l, err := ledger.Open(b.Context(), "sqlite:"+filepath.Join(b.TempDir(), "ledger.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	return l
}

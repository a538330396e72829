package ledger_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/ledger/ledgertest"
	"github.com/tocsin-org/tocsin/internal/sqldb"
)

func TestMain(m *testing.M) {
	ledgertest.Child()
	os.Exit(m.Run())
}

func TestSQLite(t *testing.T) {
	ledgertest.Run(t, func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "ledger.db") })
}

// TestPostgres runs where TOCSIN_TEST_POSTGRES names a database. Every test has a schema of its own.
func TestPostgres(t *testing.T) {
	base := os.Getenv("TOCSIN_TEST_POSTGRES")
	if base == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("TOCSIN_TEST_POSTGRES is not set, and in CI it must be")
		}
		t.Skip("TOCSIN_TEST_POSTGRES is not set")
	}
	n := 0
	ledgertest.Run(t, func(t *testing.T) string {
		n++
		schema := fmt.Sprintf("ledger_test_%d_%d", os.Getpid(), n)
		inBase(t, base, `create schema `+schema)
		t.Cleanup(func() { inBase(t, base, `drop schema `+schema+` cascade`) })
		u, err := url.Parse(base)
		if err != nil {
			t.Fatal(err)
		}
		q := u.Query()
		q.Set("search_path", schema)
		u.RawQuery = q.Encode()
		return u.String()
	})
}

func inBase(t *testing.T, base, statement string) {
	t.Helper()
	db, err := sqldb.Open(context.Background(), base)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Write(context.Background(), func(tx *sql.Tx) error {
		_, err := tx.Exec(statement)
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

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

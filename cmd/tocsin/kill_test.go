package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-org/tocsin/internal/ledger"
)

// TestKilledWhileReading kills the program while it reads, without warning and at several moments, and
// starts it again: in the end every report is in the ledger once and the chain is whole.
func TestKilledWhileReading(t *testing.T) {
	skipUnderRace(t)
	reports, kills := 2000, 5
	if testing.Short() {
		reports, kills = 300, 2
	}
	dir := t.TempDir()
	input, db := filepath.Join(dir, "reports.jsonl"), "sqlite:"+filepath.Join(dir, "ledger.db")
	writeReports(t, input, reports)
	read := func() *exec.Cmd {
		return exec.Command("tocsin", "read", "--out", filepath.Join(dir, "out"), "--db", db, input)
	}
	for i := range kills {
		cmd := read()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		waitForEntries(t, db, int64(i+1)*int64(reports)/int64(kills+1))
		if err := cmd.Process.Kill(); err != nil { // SIGKILL; an error if it has come to its end already
			t.Log(err)
		}
		cmd.Wait()
		checkLedger(t, db, -1)
	}
	if out, err := read().CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	checkLedger(t, db, reports)
}

func writeReports(t *testing.T, path string, n int) {
	t.Helper()
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"r%04d","url":"https://post.example/%d","outlet":"Kareth Post","title":"Report %d","published":"2024-03-02","language":"en","text":"A bomb killed %d people in the town of Kareth on Friday, police said. The Dawn Front said that it was behind the attack. It was the attack number %d of this year."}`+"\n", i, i, i, i%7+2, i)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

// waitForEntries waits until the ledger has n entries.
func waitForEntries(t *testing.T, db string, n int64) {
	t.Helper()
	l, err := ledger.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for deadline := time.Now().Add(time.Minute); ; {
		last, err := l.Last(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if last.Seq >= n {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d entries after a minute, want %d", last.Seq, n)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// checkLedger verifies the ledger and that its reports, each with its record, are there once; want is how
// many there must be, or -1.
func checkLedger(t *testing.T, db string, want int) {
	t.Helper()
	l, err := ledger.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	check, err := l.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if check.Breach != nil {
		t.Fatalf("breach: %s", check.Breach)
	}
	seen := map[ledger.Kind]map[string]bool{ledger.Document: {}, ledger.Report: {}, ledger.Record: {}}
	for e, err := range l.After(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind == ledger.Report && strings.ContainsAny(e.Key, "@~") {
			t.Errorf("a report was taken for a second one: %s", e.Key)
		}
		seen[e.Kind][e.Key] = true
	}
	n := len(seen[ledger.Report])
	if len(seen[ledger.Record]) != n || len(seen[ledger.Document]) != n || check.Entries != int64(3*n) {
		t.Errorf("%d documents, %d reports, %d records in %d entries", len(seen[ledger.Document]), n, len(seen[ledger.Record]), check.Entries)
	}
	if want >= 0 && n != want {
		t.Errorf("%d reports, want %d", n, want)
	}
}

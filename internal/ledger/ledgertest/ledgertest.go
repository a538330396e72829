// Package ledgertest is what every ledger must do.
//
// A test of an engine calls [Run] with the database it is to run on, and its TestMain calls [Child]
// first: the suite kills processes of its own while they append.
package ledgertest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/sqldb"
)

// Run runs the suite. fresh returns the name of an empty database, as sqldb.Open takes it, which is
// removed when its test ends.
func Run(t *testing.T, fresh func(t *testing.T) (spec string)) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, spec string)
	}{
		{"append and read", appendAndRead},
		{"the same key twice", sameKeyTwice},
		{"conflict appends nothing", conflict},
		{"writers and a follower", writersAndFollower},
		{"followers wake", followersWake},
		{"the database refuses changes", guards},
		{"cursors", cursors},
		{"keys sort by byte", collation},
		{"restart", restart},
		{"tampering is found", tampering},
		{"readings", readings},
		{"revisions and copies", revisions},
		{"forgetting", forgetting},
		{"killed while appending", killed},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, fresh(t)) })
	}
}

func open(t *testing.T, spec string) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(t.Context(), spec)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

type note struct {
	Text string `json:"text"`
}

func draft(key, text string) ledger.Draft {
	return ledger.Draft{Kind: ledger.Decision, Key: key, Body: note{text}}
}

func mustAppend(t *testing.T, l *ledger.Ledger, drafts ...ledger.Draft) []ledger.Entry {
	t.Helper()
	es, err := l.Append(t.Context(), drafts...)
	if err != nil {
		t.Fatal(err)
	}
	return es
}

func all(t *testing.T, l *ledger.Ledger, seq int64, kinds ...ledger.Kind) []ledger.Entry {
	t.Helper()
	var out []ledger.Entry
	for e, err := range l.After(t.Context(), seq, kinds...) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

// whole fails the test unless the ledger verifies and has n entries.
func whole(t *testing.T, l *ledger.Ledger, n int64) {
	t.Helper()
	c, err := l.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if c.Breach != nil {
		t.Fatalf("breach: %s", c.Breach)
	}
	if n >= 0 && c.Entries != n {
		t.Fatalf("%d entries, want %d", c.Entries, n)
	}
}

func appendAndRead(t *testing.T, spec string) {
	l := open(t, spec)
	at := time.Date(2024, 3, 2, 10, 0, 0, 123456789, time.FixedZone("", 3600))
	l.Now = func() time.Time { return at }
	if e, err := l.Last(t.Context()); err != nil || e.Seq != 0 {
		t.Errorf("last of an empty ledger: %v, %v", e, err)
	}
	es := mustAppend(t, l, draft("a", "one <b> & Ω"), ledger.Draft{Kind: ledger.Actor, Key: "a", Body: note{"another kind"}})
	es = append(es, mustAppend(t, l, draft("b", "three"))...)
	if got, want := es[0].At, at.UTC().Truncate(time.Microsecond); !got.Equal(want) {
		t.Errorf("at %v, want %v", got, want)
	}
	if got, want := string(es[0].Body), `{"text":"one <b> & Ω"}`; got != want {
		t.Errorf("body %s, want %s", got, want)
	}
	if diff := cmp.Diff(es, all(t, l, 0)); diff != "" {
		t.Errorf("read is not what was appended (-appended +read):\n%s", diff)
	}
	if diff := cmp.Diff(es[1:2], all(t, l, 0, ledger.Actor, ledger.Tie)); diff != "" {
		t.Errorf("of one kind:\n%s", diff)
	}
	if diff := cmp.Diff(es[2:], all(t, l, es[1].Seq)); diff != "" {
		t.Errorf("after the second:\n%s", diff)
	}
	got, err := l.Get(t.Context(), ledger.Decision, "b")
	if diff := cmp.Diff(es[2], got); err != nil || diff != "" {
		t.Errorf("get: %v\n%s", err, diff)
	}
	if _, err := l.Get(t.Context(), ledger.Decision, "c"); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("get of nothing: %v", err)
	}
	if last, err := l.Last(t.Context()); err != nil || last.Seq != 3 {
		t.Errorf("last: %v, %v", last, err)
	}
	if _, err := l.Append(t.Context(), ledger.Draft{Kind: ledger.Decision}); err == nil {
		t.Error("an entry without a key was appended")
	}
	many := make([]ledger.Draft, 1203) // more than two pages
	for i := range many {
		many[i] = draft(fmt.Sprint("many", i), "x")
	}
	mustAppend(t, l, many...)
	if n := len(all(t, l, 0)); n != 1206 {
		t.Errorf("%d entries, want 1206", n)
	}
	whole(t, l, 1206)
}

func sameKeyTwice(t *testing.T, spec string) {
	l := open(t, spec)
	first := mustAppend(t, l, draft("a", "x"), draft("b", "y"))
	second := mustAppend(t, l, draft("c", "z"), draft("a", "x"), draft("c", "z"))
	if diff := cmp.Diff(first[0], second[1]); diff != "" {
		t.Errorf("a second append is not the first entry:\n%s", diff)
	}
	if second[0].Seq != second[2].Seq {
		t.Errorf("one key twice in a batch has numbers %d and %d", second[0].Seq, second[2].Seq)
	}
	whole(t, l, 3)
}

func conflict(t *testing.T, spec string) {
	l := open(t, spec)
	mustAppend(t, l, draft("a", "x"))
	if _, err := l.Append(t.Context(), draft("b", "new"), draft("a", "other")); !errors.Is(err, ledger.ErrConflict) {
		t.Errorf("got %v, want ErrConflict", err)
	}
	whole(t, l, 1)
}

func writersAndFollower(t *testing.T, spec string) {
	const writers, each = 8, 25
	l, other := open(t, spec), open(t, spec) // two handles, as two processes have them
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	seen := make(chan []int64, 1)
	go func() {
		var seqs []int64
		for e, err := range other.Follow(ctx, 0) {
			if err != nil {
				t.Error(err)
				break
			}
			if seqs = append(seqs, e.Seq); len(seqs) == writers*each {
				break
			}
		}
		seen <- seqs
	}()
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			to := []*ledger.Ledger{l, other}[w%2]
			for i := range each {
				if _, err := to.Append(ctx, draft(fmt.Sprintf("%d-%d", w, i), "x")); err != nil {
					t.Errorf("writer %d: %v", w, err)
					return
				}
			}
		})
	}
	wg.Wait()
	seqs := <-seen
	for i, s := range seqs {
		if s != int64(i+1) {
			t.Fatalf("the follower saw %d as its entry %d", s, i+1)
		}
	}
	if len(seqs) != writers*each {
		t.Errorf("the follower saw %d entries", len(seqs))
	}
	whole(t, l, writers*each)
}

func followersWake(t *testing.T, spec string) {
	l := open(t, spec)
	ctx, stop := context.WithCancel(t.Context())
	got := make(chan string)
	go func() {
		defer close(got)
		for e, err := range l.Follow(ctx, 0, ledger.Decision) {
			if err != nil {
				t.Error(err)
				return
			}
			got <- e.Key
		}
	}()
	for _, key := range []string{"a", "b"} {
		mustAppend(t, l, draft(key, "x"))
		if k := <-got; k != key {
			t.Errorf("got %s, want %s", k, key)
		}
	}
	stop()
	if k, ok := <-got; ok {
		t.Errorf("got %s after the end", k)
	}
}

// raw opens the database beneath the ledger's back.
func raw(t *testing.T, spec string, statements ...string) error {
	t.Helper()
	db, err := sqldb.Open(t.Context(), spec)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	return db.Write(t.Context(), func(tx *sql.Tx) error {
		for _, s := range statements {
			if _, err := tx.ExecContext(t.Context(), s); err != nil {
				return err
			}
		}
		return nil
	})
}

func guards(t *testing.T, spec string) {
	l := open(t, spec)
	mustRead(t, l, reading("a", "https://news.example/a", "A text."))
	for _, s := range []string{
		`update entries set body = '{}'`, `update entries set seq = seq + 10`, `delete from entries where seq = 1`,
		`update reports set revision = 9`, `delete from reports`, `update bodies set hash = 'x'`,
	} {
		if err := raw(t, spec, s); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", s, err)
		}
	}
	whole(t, l, 3)
}

func cursors(t *testing.T, spec string) {
	l := open(t, spec)
	at := func(name string) int64 {
		t.Helper()
		n, err := l.Cursor(t.Context(), name)
		if err != nil {
			t.Error(err)
		}
		return n
	}
	for _, step := range []struct {
		name      string
		to, after int64
	}{
		{"coder/rules-1", 5, 5}, {"coder/rules-1", 9, 9}, {"coder/rules-1", 7, 9}, {"coder/rules-2", 1, 1},
	} {
		if err := l.Advance(t.Context(), step.name, step.to); err != nil {
			t.Error(err)
		}
		if got := at(step.name); got != step.after {
			t.Errorf("%s moved to %d stands at %d, want %d", step.name, step.to, got, step.after)
		}
	}
	if got := at("coder/rules-3"); got != 0 {
		t.Errorf("a new version stands at %d", got)
	}
	for _, bad := range []string{"", "coder", "/1", "coder/"} {
		if _, err := l.Cursor(t.Context(), bad); err == nil {
			t.Errorf("cursor %q has no version and was taken", bad)
		}
		if err := l.Advance(t.Context(), bad, 1); err == nil {
			t.Errorf("cursor %q has no version and was moved", bad)
		}
	}
}

func collation(t *testing.T, spec string) {
	l := open(t, spec)
	keys := []string{"Z", "a", "ä", "B", "a b", "a-b", "a!"}
	for _, k := range keys {
		mustAppend(t, l, draft(k, "x"))
	}
	db, err := sqldb.Open(t.Context(), spec)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Read().QueryContext(t.Context(), `select key from entries order by key`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var got []string
	for rows.Next() {
		var k string
		if err := rows.Scan(&k); err != nil {
			t.Fatal(err)
		}
		got = append(got, k)
	}
	slices.Sort(keys)
	if !slices.Equal(got, keys) {
		t.Errorf("sorted %q, want %q", got, keys)
	}
}

func restart(t *testing.T, spec string) {
	l := open(t, spec)
	first := mustAppend(t, l, draft("a", "x"))
	if err := l.Advance(t.Context(), "coder/1", 1); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = open(t, spec)
	second := mustAppend(t, l, draft("b", "y"))
	if second[0].Prev != first[0].Hash {
		t.Error("the chain does not go on after a restart")
	}
	if n, err := l.Cursor(t.Context(), "coder/1"); err != nil || n != 1 {
		t.Errorf("cursor after a restart: %d, %v", n, err)
	}
	whole(t, l, 2)
}

// childSpec is set in the environment of a child process that is to append to this ledger until it is
// killed.
const childSpec = "TOCSIN_TEST_LEDGER_CHILD"

// Child makes this process the appending child of a test, if it was started as one; it then does not
// return. TestMain calls it first.
func Child() {
	spec := os.Getenv(childSpec)
	if spec == "" {
		return
	}
	ctx := context.Background()
	l, err := ledger.Open(ctx, spec)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for i := 0; ; i += 5 {
		if _, err := l.AppendReadings(ctx, childReadings(i, 5)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(i + 5)
	}
}

func childReadings(from, n int) []ledger.Reading {
	var out []ledger.Reading
	for i := from; i < from+n; i++ {
		out = append(out, reading(fmt.Sprint("r", i), "", strings.Repeat(fmt.Sprintf("Text %d. ", i), 50)))
	}
	return out
}

func killed(t *testing.T, spec string) {
	open(t, spec).Close()
	for range 3 { // each child starts from the beginning and finds what the one before it left
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childSpec+"="+spec)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		buf := make([]byte, 4)
		if _, err := out.Read(buf); err != nil { // wait for the first batch
			t.Errorf("the child appended nothing: %v", err)
		}
		time.Sleep(60 * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil { // SIGKILL
			t.Fatal(err)
		}
		cmd.Wait()
	}
	l := open(t, spec)
	n := len(all(t, l, 0, ledger.Report))
	if n == 0 || n%5 != 0 {
		t.Errorf("%d reports: batches of 5 are not whole", n)
	}
	whole(t, l, int64(3*n))
	if _, err := l.AppendReadings(t.Context(), childReadings(0, n+5)); err != nil {
		t.Fatal(err)
	}
	whole(t, l, int64(3*(n+5)))
}

package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tocsin-org/tocsin/internal/sqldb"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tocsin": main})
}

// TestScripts runs testdata/script/*.txtar: each is a story of commands and what they print.
func TestScripts(t *testing.T) {
	skipUnderRace(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("TZ", "UTC")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"sql": runSQL, "undo-listed": undoListed},
	})
}

// runSQL runs statements on a database beneath the program's back: sql DB STATEMENT…
func runSQL(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: sql PATH STATEMENT...")
	}
	ctx := context.Background()
	db, err := sqldb.Open(ctx, "sqlite:"+ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	err = db.Write(ctx, func(tx *sql.Tx) error {
		for _, s := range args[1:] {
			if _, err := tx.Exec(s); err != nil {
				return err
			}
		}
		return nil
	})
	if neg {
		if err == nil {
			ts.Fatalf("the database took it")
		}
		ts.Logf("%v", err)
		return
	}
	ts.Check(err)
}

// undoListed takes back every decision that 'tocsin decide list --json' has written to a file.
func undoListed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: undo-listed FILE")
	}
	undo := []string{"decide", "undo", "--by", "A. Reader", "--why", "all of it"}
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		var d struct {
			ID string `json:"id"`
		}
		ts.Check(json.Unmarshal([]byte(line), &d))
		undo = append(undo, d.ID)
	}
	ts.Check(ts.Exec("tocsin", undo...))
}

// skipUnderRace skips tests that start the program very often: under the race detector each start takes
// seconds. ./check runs them without it; what is concurrent here has tests of its own.
func skipUnderRace(t *testing.T) {
	t.Helper()
	if raceDetector {
		t.Skip("starts the program too often for the race detector")
	}
}

// TestRunWithoutArguments prints help and does nothing else.
func TestRunWithoutArguments(t *testing.T) {
	var out, errs writes
	if code := run(t.Context(), nil, stdio{In: os.Stdin, Out: &out, Err: &errs}); code != exitOK || len(out) == 0 || len(errs) != 0 {
		t.Errorf("exit code %d, %d bytes out, %q", code, len(out), errs)
	}
}

type writes []byte

func (w *writes) Write(b []byte) (int, error) {
	*w = append(*w, b...)
	return len(b), nil
}

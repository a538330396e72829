package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

func fresh(t *testing.T) *DB {
	t.Helper()
	db, err := Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "odd name?#%.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func files(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

func count(t *testing.T, db *DB, query string) int {
	t.Helper()
	var n int
	if err := db.Read().QueryRowContext(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text")
	if err := os.WriteFile(text, []byte(strings.Repeat("no database ", 100)), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, spec := range []string{"", "x.db", "sqlite:", "sqlite:" + dir, "sqlite:" + text, "sqlite:" + dir + "/no/such/folder.db", "mysql://x"} {
		if db, err := Open(t.Context(), spec); err == nil {
			db.Close()
			t.Errorf("%q was opened", spec)
		} else if !strings.Contains(err.Error(), "opening database") {
			t.Errorf("%q: %v", spec, err)
		}
	}
}

func TestPasswordsAreNotShown(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err := Open(ctx, "postgres://reader:secret@127.0.0.1:1/db")
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("%v", err)
	}
}

func TestMigrate(t *testing.T) {
	db := fresh(t)
	first := files("001-a.sql", `create table a (n bigint); insert into a values (1)`, "002-b-postgres.sql", `no such thing`, "002-b-sqlite.sql", `insert into a values (2)`)
	for range 2 { // the second time there is nothing to do
		if err := db.Migrate(t.Context(), "test", first); err != nil {
			t.Fatal(err)
		}
	}
	if n := count(t, db, `select sum(n) from a`); n != 3 {
		t.Errorf("sum %d, want 3", n)
	}
	// A later file that fails leaves nothing behind; mended, it is applied.
	bad := files("001-a.sql", "", "003-c.sql", `insert into a values (3)`, "004-d.sql", `insert into no_such_table values (1)`)
	if err := db.Migrate(t.Context(), "test", bad); err == nil || !strings.Contains(err.Error(), "004-d.sql") {
		t.Errorf("%v", err)
	}
	if n := count(t, db, `select sum(n) from a`); n != 3 {
		t.Errorf("a failed migration left something behind: sum %d", n)
	}
	bad["004-d.sql"].Data = []byte(`insert into a values (4)`)
	if err := db.Migrate(t.Context(), "test", bad); err != nil {
		t.Fatal(err)
	}
	// Another package's files of the same names are others.
	if err := db.Migrate(t.Context(), "other", files("001-a.sql", `insert into a values (10)`)); err != nil {
		t.Fatal(err)
	}
	if n := count(t, db, `select sum(n) from a`); n != 20 {
		t.Errorf("sum %d, want 20", n)
	}
}

func TestMigrateTogether(t *testing.T) {
	spec := "sqlite:" + filepath.Join(t.TempDir(), "x.db")
	folder := files("001-a.sql", `create table a (n bigint)`, "002-a.sql", `insert into a values (1)`)
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			db, err := Open(t.Context(), spec)
			if err != nil {
				t.Error(err)
				return
			}
			defer db.Close()
			if err := db.Migrate(t.Context(), "test", folder); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	db, err := Open(t.Context(), spec)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if n := count(t, db, `select count(*) from a`); n != 1 {
		t.Errorf("applied %d times", n)
	}
}

func TestWriteRollsBack(t *testing.T) {
	db := fresh(t)
	if err := db.Migrate(t.Context(), "test", files("1.sql", `create table a (n bigint)`)); err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	err := db.Write(t.Context(), func(tx *sql.Tx) error {
		if _, err := tx.Exec(`insert into a values ($1)`, 1); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) || count(t, db, `select count(*) from a`) != 0 {
		t.Errorf("%v", err)
	}
	if _, err := db.Read().Exec(`insert into a values (1)`); err == nil {
		t.Error("the handle for reading wrote")
	}
}

// TestSettings holds what makes concurrent writers safe.
func TestSettings(t *testing.T) {
	db := fresh(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "busy_timeout": "10000", "synchronous": "1", "foreign_keys": "1"} {
		var got string
		err := db.Write(t.Context(), func(tx *sql.Tx) error { return tx.QueryRow(`pragma ` + pragma).Scan(&got) })
		if err != nil || got != want {
			t.Errorf("%s is %s (%v), want %s", pragma, got, err, want)
		}
	}
	if n := db.rw.Stats().MaxOpenConnections; n != 1 {
		t.Errorf("%d writing connections", n)
	}
	if got := fmt.Sprint(db.Engine()); got != "sqlite" {
		t.Error(got)
	}
}

// Package sqldbtest gives tests an empty database on each engine.
package sqldbtest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/tocsin-org/tocsin/internal/sqldb"
)

// Each runs a test on SQLite and, where TOCSIN_TEST_POSTGRES names a database, on PostgreSQL. fresh returns the spec of
// a database, or of a schema, that is empty and is gone after the test that asked for it. In CI both must run.
func Each(t *testing.T, test func(t *testing.T, fresh func(*testing.T) string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite) })
	t.Run("postgres", func(t *testing.T) {
		if os.Getenv("TOCSIN_TEST_POSTGRES") == "" {
			if os.Getenv("CI") != "" {
				t.Fatal("TOCSIN_TEST_POSTGRES is not set, and in CI it must be")
			}
			t.Skip("TOCSIN_TEST_POSTGRES is not set")
		}
		test(t, postgres)
	})
}

// SQLite returns the spec of a new SQLite database.
func SQLite(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "test.db") }

var schemas atomic.Int64

func postgres(t *testing.T) string {
	t.Helper()
	base := os.Getenv("TOCSIN_TEST_POSTGRES")
	schema := fmt.Sprintf("test_%d_%d", os.Getpid(), schemas.Add(1))
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
}

func inBase(t *testing.T, base, statement string) {
	t.Helper()
	ctx := context.Background() // the test's own is over when it cleans up
	db, err := sqldb.Open(ctx, base)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec(statement)
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

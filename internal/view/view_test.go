package view_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/tocsin-org/tocsin/internal/sqldb"
	"github.com/tocsin-org/tocsin/internal/view/viewtest"
)

func TestSQLite(t *testing.T) {
	viewtest.Run(t, func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "view.db") })
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
	viewtest.Run(t, func(t *testing.T) string {
		n++
		schema := fmt.Sprintf("view_test_%d_%d", os.Getpid(), n)
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

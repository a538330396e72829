// Package sqldb opens sqlite:PATH or postgres://…, applies migrations, knows the few words in which the
// two differ.
//
// A [DB] has two handles. Write runs one transaction at a time and never meets "database is locked":
// SQLite has a single writing connection whose transactions are immediate, with a write-ahead log and a
// busy timeout for other processes. Read is a pool for queries, which do not wait for the writer.
//
// SQL is one text with $1 … $n for both engines. Where they must part, a migration's file name says so
// (-sqlite, -postgres). It stores one table of its own, migrations(name, at): which files have been
// applied.
package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"runtime"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // driver "pgx"
	_ "modernc.org/sqlite"             // driver "sqlite"
)

// A dialect is the whole difference between the engines as far as Go code is concerned.
type dialect struct {
	name   string // also the suffix of migration files that only this engine reads
	driver string // of database/sql
	lock   string // first statement of a writing transaction, "" where beginning it locks
}

var (
	sqlite   = dialect{name: "sqlite", driver: "sqlite"}
	postgres = dialect{name: "postgres", driver: "pgx", lock: "select pg_advisory_xact_lock(1953457011)"}
)

// A DB is an open database. It is safe for concurrent use.
type DB struct {
	dialect dialect
	rw, ro  *sql.DB
}

// Open opens the database that spec names: sqlite:PATH, created if it does not exist, or a
// postgres:// URL.
func Open(ctx context.Context, spec string) (*DB, error) {
	db, err := open(spec)
	if err != nil {
		return nil, fmt.Errorf("opening database %s: %w", redact(spec), err)
	}
	for _, h := range []*sql.DB{db.rw, db.ro} {
		if err := h.PingContext(ctx); err != nil {
			db.Close()
			return nil, fmt.Errorf("opening database %s: %w", redact(spec), err)
		}
	}
	return db, nil
}

func open(spec string) (*DB, error) {
	switch {
	case strings.HasPrefix(spec, "sqlite:"):
		return openSQLite(strings.TrimPrefix(spec, "sqlite:"))
	case strings.HasPrefix(spec, "postgres://"), strings.HasPrefix(spec, "postgresql://"):
		return openPostgres(spec)
	}
	return nil, errors.New("want sqlite:PATH or postgres://USER@HOST/NAME")
}

func openSQLite(path string) (*DB, error) {
	if path == "" {
		return nil, errors.New("sqlite: has no path")
	}
	if st, err := os.Stat(path); err == nil && st.IsDir() {
		return nil, errors.New("is a directory")
	}
	// Immediate transactions take the write lock when they begin. Deferred ones take it at the first
	// write and then fail at once, whatever the timeout, if another connection wrote in between.
	const always = "_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)"
	name := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + always
	// Pages held in memory, in KiB: with the engine's own two megabytes, writing to tables of a hundred thousand rows
	// reads and writes the same pages again and again. The log is written back in steps of 8192 pages for the same reason.
	rw, err := sql.Open(sqlite.driver, name+"&_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=cache_size(-131072)&_pragma=wal_autocheckpoint(8192)")
	if err != nil {
		return nil, err
	}
	rw.SetMaxOpenConns(1)
	// The file must exist before a read-only handle can open it.
	if err := rw.Ping(); err != nil {
		rw.Close()
		return nil, err
	}
	// Readers map the file (the engine maps two gigabytes of it at most): to copy each page through a cache of their own took
	// more than to look in it.
	ro, err := sql.Open(sqlite.driver, name+"&mode=ro&_pragma=cache_size(-16384)&_pragma=mmap_size(17179869184)")
	if err != nil {
		rw.Close()
		return nil, err
	}
	// As many as read at once wait for none, and those that rest keep their pages: with database/sql's two, most queries of
	// twenty readers opened a connection of their own.
	ro.SetMaxOpenConns(max(16, 4*runtime.GOMAXPROCS(0)))
	ro.SetMaxIdleConns(max(16, 4*runtime.GOMAXPROCS(0)))
	return &DB{sqlite, rw, ro}, nil
}

func openPostgres(spec string) (*DB, error) {
	rw, err := sql.Open(postgres.driver, spec)
	if err != nil {
		return nil, err
	}
	rw.SetMaxOpenConns(4)
	ro, err := sql.Open(postgres.driver, spec)
	if err != nil {
		rw.Close()
		return nil, err
	}
	ro.SetMaxOpenConns(16)
	ro.SetMaxIdleConns(16)
	return &DB{postgres, rw, ro}, nil
}

// redact hides the password of a URL.
func redact(spec string) string {
	if u, err := url.Parse(spec); err == nil && u.User != nil {
		return u.Redacted()
	}
	return spec
}

// Engine returns "sqlite" or "postgres".
func (db *DB) Engine() string { return db.dialect.name }

// Read returns the handle for queries.
func (db *DB) Read() *sql.DB { return db.ro }

// Write runs f in a transaction that no other writer overlaps, in this process or another. It commits
// if f returns nil and rolls back otherwise.
func (db *DB) Write(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := db.rw.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("beginning a transaction: %w", err)
	}
	defer tx.Rollback() // after Commit this does nothing
	if db.dialect.lock != "" {
		if _, err := tx.ExecContext(ctx, db.dialect.lock); err != nil {
			return fmt.Errorf("taking the write lock: %w", err)
		}
	}
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("committing: %w", err)
	}
	return nil
}

// Close closes both handles.
func (db *DB) Close() error {
	return errors.Join(db.ro.Close(), db.rw.Close())
}

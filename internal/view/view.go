// Package view is tables rebuilt from the ledger and the questions asked of them.
//
// Nothing in it is a fact of its own: every row follows from the ledger, and the tables can be emptied and made again.
// Whoever follows the ledger hands [View.Apply] what each stretch of it changes; readers ask [View.Incidents],
// [View.Facets], [View.Marks], [View.Timeline], [View.Reports], [View.Actors], [View.Outlets], and [View.Incident] for one
// incident in full.
//
// What lists and counts need of an incident or a report (some two hundred bytes) is held in memory from the first such
// question on, in columns: filters, facets and clusters of a hundred thousand incidents are then a matter of a few
// milliseconds, and both engines answer alike. A change makes a new table of the old one and the rows written since; what is
// found for a question is kept until then. What this View applies is seen by every question asked after it; what another process applies,
// within a tenth of a second. Words of texts are looked up in the engine's full-text index,
// and whole incidents read when they are shown.
//
// # What it stores
//
//	view_meta       version, seq, change, making: how far the tables are
//	view_incidents  one row an incident: what it is looked for by, and its summary
//	view_counted    what counts of incidents need of each
//	view_bodies     the incidents in full, compressed
//	view_search     the words of their reports
//	view_accounts   which incident an account tells of
//	view_reports    one row a report
//	view_actors     which actors an incident names
//	view_gone       numbers of incidents that are no more
//	view_keys       what reports are compared by
package view

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/tocsin-org/tocsin/internal/sqldb"
)

//go:embed migrations/*.sql
var migrations embed.FS

// A View is the stored view of a ledger. It is safe for concurrent use, and several processes can have the same one
// open.
type View struct {
	// CountryName turns a country's code into the name it is found by. It can be set before the first Apply; without it
	// a country is found by its code.
	CountryName func(code string) string

	db    *sqldb.DB
	owned bool // Close closes db

	mu     sync.Mutex // held while the table is brought up to date
	held   atomic.Pointer[table]
	reader *rowReader   // of held, guarded by mu
	looked atomic.Int64 // when it was last seen to be up to date, in nanoseconds since 1970
}

// Open opens the view in the database that spec names (see sqldb.Open), making its tables if there are none.
func Open(ctx context.Context, spec string) (*View, error) {
	db, err := sqldb.Open(ctx, spec)
	if err != nil {
		return nil, err
	}
	v, err := New(ctx, db)
	if err != nil {
		db.Close()
		return nil, err
	}
	v.owned = true
	return v, nil
}

// New returns the view in an open database, which stays the caller's to close.
func New(ctx context.Context, db *sqldb.DB) (*View, error) {
	folder, err := fs.Sub(migrations, "migrations")
	if err == nil {
		err = db.Migrate(ctx, "view", folder)
	}
	if err != nil {
		return nil, fmt.Errorf("opening the view: %w", err)
	}
	return &View{db: db, CountryName: func(code string) string { return code }}, nil
}

// Close closes the database if Open opened it.
func (v *View) Close() error {
	if v.owned {
		return v.db.Close()
	}
	return nil
}

// Position returns the number of the last entry of the ledger that the tables take in, 0 if they are empty or were made
// by another version of what concludes.
func (v *View) Position(ctx context.Context, version string) (int64, error) {
	m, err := readMeta(ctx, v.db.Read())
	if err != nil {
		return 0, fmt.Errorf("reading the state of the view: %w", err)
	}
	if m["version"] != version {
		return 0, nil
	}
	return number(m["seq"]), nil
}

// Size returns how many incidents and reports there are.
func (v *View) Size(ctx context.Context) (incidents, reports int, err error) {
	row := v.db.Read().QueryRowContext(ctx, `select (select count(*) from view_incidents), (select count(*) from view_reports)`)
	if err := row.Scan(&incidents, &reports); err != nil {
		return 0, 0, fmt.Errorf("counting the view: %w", err)
	}
	return incidents, reports, nil
}

// A querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func readMeta(ctx context.Context, q querier) (map[string]string, error) {
	rows, err := q.QueryContext(ctx, `select name, value from view_meta`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return nil, err
		}
		out[name] = value
	}
	return out, rows.Err()
}

func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64) // we wrote it; "" is 0
	return n
}

// collect reads all rows of a query.
func collect[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		x, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, rows.Err()
}

// Package ledger is the append-only ledger: Entry, Append, After, Follow; one struct over SQLite or
// PostgreSQL.
//
// Everything tocsin knows is an [Entry]: the documents received, the reports read from them, the records
// coded, the decisions of people, what was forecast. An entry is never changed or deleted, which the
// database itself refuses; what corrects an entry is a later entry. Entries are numbered 1, 2, 3, …
// without gaps and chained by hash: each covers the one before it, and [Ledger.Verify] walks the chain.
//
// A stage keeps its place with a cursor:
//
//	at, err := l.Cursor(ctx, "coder/rules-7")
//	for e, err := range l.After(ctx, at, ledger.Report) {
//		…  // append what follows from e
//		err = l.Advance(ctx, "coder/rules-7", e.Seq)
//	}
//
// The cursor's name holds the version of what does the work, so that a new version starts over. Appending
// the same key twice is a no-op, so a crash between the append and the cursor costs a repeat and not a
// duplicate.
//
// # What it stores
//
//	entries  seq, kind, key, at, body (JSON), prev, hash; (kind, key) is unique
//	         document    <SHA-256 of the bytes> <name>        what was received, and why it could not be read
//	         report      <id of the report>                    all but the text, which is a body
//	         record      <id of the report> <coder's version>  what one coder made of it
//	         retraction  body <hash>                           a body was removed, and why
//	         decision, actor, tie, forecast                    keys as their stages define them
//	bodies   bytes as received and texts of reports, compressed, under their SHA-256
//	reports  id, address, text hash, revision: which texts an address has had
//	cursors  name, seq
package ledger

import (
	"bytes"
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"github.com/tocsin-org/tocsin/internal/sqldb"
)

// ErrConflict is returned for an entry whose kind and key are in the ledger with another body.
var ErrConflict = errors.New("the ledger holds another entry under this key")

// ErrNotFound is returned for what is not in the ledger.
var ErrNotFound = errors.New("not in the ledger")

// A Kind says what an entry tells of. Kinds are never reused; a new meaning is a new kind.
type Kind string

// The kinds of entries.
const (
	Document   Kind = "document"   // bytes were received
	Report     Kind = "report"     // a document was read as a report
	Record     Kind = "record"     // a report was coded
	Decision   Kind = "decision"   // a person merged, split, accepted, corrected
	Actor      Kind = "actor"      // an actor was described
	Tie        Kind = "tie"        // a tie between actors was established
	Forecast   Kind = "forecast"   // a forecast was made
	Retraction Kind = "retraction" // an earlier entry or body no longer stands
)

// Kinds lists the kinds of entries.
var Kinds = []Kind{Document, Report, Record, Decision, Actor, Tie, Forecast, Retraction}

// An Entry is one fact in the ledger.
type Entry struct {
	Seq  int64           `json:"seq"` // its number, from 1
	Kind Kind            `json:"kind"`
	Key  string          `json:"key"` // unique within the kind
	At   time.Time       `json:"at"`  // when it was appended, UTC, to the microsecond
	Body json.RawMessage `json:"body"`
	Prev string          `json:"prev"` // hash of the entry before, "" for the first
	Hash string          `json:"hash"` // SHA-256 over all of the above
}

// A Draft is an entry to be appended.
type Draft struct {
	Kind Kind
	Key  string
	Body any // encoded as JSON
}

//go:embed migrations/*.sql
var migrations embed.FS

// A Ledger is an open ledger. It is safe for concurrent use, and several processes can have the same
// ledger open.
type Ledger struct {
	// Now is the clock. It can be replaced before the first append.
	Now func() time.Time

	db     *sqldb.DB
	mu     sync.Mutex
	change chan struct{} // closed at the next append in this process
	people struct {
		sync.Mutex
		seq  int64
		keys []string // of records by people up to seq
	}
}

// Open opens the ledger in the database that spec names (see sqldb.Open), making its tables if there are
// none.
func Open(ctx context.Context, spec string) (*Ledger, error) {
	db, err := sqldb.Open(ctx, spec)
	if err != nil {
		return nil, err
	}
	folder, err := fs.Sub(migrations, "migrations")
	if err == nil {
		err = db.Migrate(ctx, "ledger", folder)
	}
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("opening the ledger: %w", err)
	}
	return &Ledger{Now: time.Now, db: db, change: make(chan struct{})}, nil
}

// DB returns the database, for tables beside the ledger that are made from it.
func (l *Ledger) DB() *sqldb.DB { return l.db }

// Close closes the database.
func (l *Ledger) Close() error { return l.db.Close() }

// Append appends the drafts in one transaction, all or none, and returns their entries. A draft whose
// kind and key are in the ledger already with the same body is not appended again: the entry that is
// there is returned. With another body the error is ErrConflict and nothing is appended.
func (l *Ledger) Append(ctx context.Context, drafts ...Draft) ([]Entry, error) {
	entries, err := encode(drafts)
	if err != nil {
		return nil, err
	}
	err = l.write(ctx, func(w *writer) error {
		for i, e := range entries {
			if entries[i], err = w.append(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return entries, nil
}

func encode(drafts []Draft) ([]Entry, error) {
	out := make([]Entry, len(drafts))
	for i, d := range drafts {
		body, err := encodeBody(d.Body)
		if err != nil {
			return nil, fmt.Errorf("encoding %s %s: %w", d.Kind, d.Key, err)
		}
		out[i] = Entry{Kind: d.Kind, Key: d.Key, Body: body}
	}
	return out, nil
}

// encodeBody writes v as compact JSON, without the HTML escapes that only bloat it.
func encodeBody(v any) (json.RawMessage, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// A writer appends within one transaction and knows the last entry.
type writer struct {
	ctx  context.Context
	tx   *sql.Tx
	last Entry // only Seq and Hash
	now  time.Time
	n    int // entries appended
}

// write runs f in a writing transaction and wakes followers if it appended anything.
func (l *Ledger) write(ctx context.Context, f func(*writer) error) error {
	appended := false
	err := l.db.Write(ctx, func(tx *sql.Tx) error {
		w := &writer{ctx: ctx, tx: tx, now: l.Now().UTC().Truncate(time.Microsecond)}
		// The transaction excludes other writers, so the last number is the last until it commits, and
		// numbers become visible in their order. A sequence of the database would not give that.
		row := tx.QueryRowContext(ctx, `select seq, hash from entries order by seq desc limit 1`)
		if err := row.Scan(&w.last.Seq, &w.last.Hash); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("reading the end of the ledger: %w", err)
		}
		err := f(w)
		appended = w.n > 0
		return err
	})
	if err != nil {
		return fmt.Errorf("appending to the ledger: %w", err)
	}
	if appended {
		l.mu.Lock()
		close(l.change)
		l.change = make(chan struct{})
		l.mu.Unlock()
	}
	return nil
}

// append appends e, or returns the entry that has its kind and key.
func (w *writer) append(e Entry) (Entry, error) {
	if e.Kind == "" || e.Key == "" {
		return Entry{}, fmt.Errorf("an entry needs a kind and a key, not %q and %q", e.Kind, e.Key)
	}
	old, err := scanEntry(w.tx.QueryRowContext(w.ctx, entryColumns+` where kind = $1 and key = $2`, string(e.Kind), e.Key))
	switch {
	case err == nil && bytes.Equal(old.Body, e.Body):
		return old, nil
	case err == nil:
		return Entry{}, fmt.Errorf("%s %s: %w", e.Kind, e.Key, ErrConflict)
	case !errors.Is(err, sql.ErrNoRows):
		return Entry{}, fmt.Errorf("looking for %s %s: %w", e.Kind, e.Key, err)
	}
	e.At = w.now
	e = link(w.last, e)
	_, err = w.tx.ExecContext(w.ctx, `insert into entries (seq, kind, key, at, body, prev, hash) values ($1, $2, $3, $4, $5, $6, $7)`,
		e.Seq, string(e.Kind), e.Key, stamp(e.At), string(e.Body), e.Prev, e.Hash)
	if err != nil {
		return Entry{}, fmt.Errorf("%s %s: %w", e.Kind, e.Key, err)
	}
	w.last = e
	w.n++
	return e, nil
}

const entryColumns = `select seq, kind, key, at, body, prev, hash from entries`

type row interface{ Scan(...any) error }

func scanEntry(r row) (Entry, error) {
	var e Entry
	var kind, at, body string
	if err := r.Scan(&e.Seq, &kind, &e.Key, &at, &body, &e.Prev, &e.Hash); err != nil {
		return Entry{}, err
	}
	e.Kind, e.Body = Kind(kind), json.RawMessage(body)
	t, err := time.Parse(stampLayout, at)
	if err != nil {
		// The text in the database is not one that append wrote. The zero time keeps the rest readable and
		// fails the hash, so Verify names the entry.
		return e, nil
	}
	e.At = t
	return e, nil
}

// stampLayout is RFC 3339 with exactly six decimals: as text it sorts by time, and it reads back to what
// was written.
const stampLayout = "2006-01-02T15:04:05.000000Z"

func stamp(t time.Time) string { return t.UTC().Format(stampLayout) }

// Engine returns "sqlite" or "postgres".
func (l *Ledger) Engine() string { return l.db.Engine() }

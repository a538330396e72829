package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
)

// page is how many entries are read at a time. Between two pages no query is open, so a reader may take
// as long as it likes over an entry and may append meanwhile.
const page = 500

// poll is how soon a follower sees entries that another process appended.
const poll = 100 * time.Millisecond

// Get returns the entry of that kind and key, or ErrNotFound.
func (l *Ledger) Get(ctx context.Context, kind Kind, key string) (Entry, error) {
	e, err := scanEntry(l.db.Read().QueryRowContext(ctx, entryColumns+` where kind = $1 and key = $2`, string(kind), key))
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return Entry{}, fmt.Errorf("reading %s %s: %w", kind, key, err)
	}
	return e, nil
}

// Last returns the last entry, of the given kinds or of all, or the zero Entry if there is none.
func (l *Ledger) Last(ctx context.Context, kinds ...Kind) (Entry, error) {
	where, args := ofKinds(kinds, nil)
	e, err := scanEntry(l.db.Read().QueryRowContext(ctx, entryColumns+strings.Replace(where, " and", " where", 1)+` order by seq desc limit 1`, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return Entry{}, nil
	}
	if err != nil {
		return Entry{}, fmt.Errorf("reading the end of the ledger: %w", err)
	}
	return e, nil
}

// After yields the entries numbered above seq in order, of the given kinds or of all, until it has
// reached the end of the ledger. An error is yielded once and ends it.
func (l *Ledger) After(ctx context.Context, seq int64, kinds ...Kind) iter.Seq2[Entry, error] {
	return paged(func(last Entry) ([]Entry, error) { return l.page(ctx, max(seq, last.Seq), kinds) })
}

// paged yields the entries of page after page, until one is not full. read returns the page behind an entry, the first
// behind none.
func paged(read func(last Entry) ([]Entry, error)) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for last := (Entry{}); ; {
			entries, err := read(last)
			if err != nil {
				yield(Entry{}, err)
				return
			}
			for _, e := range entries {
				if !yield(e, nil) {
					return
				}
				last = e
			}
			if len(entries) < page {
				return
			}
		}
	}
}

// Numbered returns the entries with those numbers, in the order of the numbers.
func (l *Ledger) Numbered(ctx context.Context, seqs ...int64) ([]Entry, error) {
	var out []Entry
	for part := range slices.Chunk(slices.Sorted(slices.Values(seqs)), page) {
		marks, args := make([]string, len(part)), make([]any, len(part))
		for i, n := range part {
			marks[i], args[i] = fmt.Sprintf("$%d", i+1), n
		}
		entries, err := l.entries(ctx, ` where seq in (`+strings.Join(marks, ", ")+`) order by seq`, args...)
		if err != nil {
			return nil, fmt.Errorf("reading entries of the ledger: %w", err)
		}
		out = append(out, entries...)
	}
	return out, nil
}

// All yields all entries of a kind, ordered by key. Of a kind that few entries have it is faster than After, which passes
// over all others. An error is yielded once and ends it.
func (l *Ledger) All(ctx context.Context, kind Kind) iter.Seq2[Entry, error] {
	return paged(func(last Entry) ([]Entry, error) {
		entries, err := l.entries(ctx, ` where kind = $1 and key > $2 order by key`, string(kind), last.Key)
		if err != nil {
			return nil, fmt.Errorf("reading the ledger's entries of kind %s: %w", kind, err)
		}
		return entries, nil
	})
}

// Unread yields the documents numbered above seq that could not be read, in order. The database looks through the bodies,
// which is faster than reading them all where there are few.
func (l *Ledger) Unread(ctx context.Context, seq int64) iter.Seq2[Entry, error] {
	return paged(func(last Entry) ([]Entry, error) {
		entries, err := l.entries(ctx, ` where seq > $1 and (kind || '') = $2 and body like $3 order by seq`, max(seq, last.Seq), string(Document), `%"error":%`)
		if err != nil {
			return nil, fmt.Errorf("reading documents that could not be read: %w", err)
		}
		return entries, nil
	})
}

// Follow is After that does not end: it waits for what is appended, by this process or another, until
// ctx is done. The end of ctx ends it without an error.
func (l *Ledger) Follow(ctx context.Context, seq int64, kinds ...Kind) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for ctx.Err() == nil {
			l.mu.Lock()
			change := l.change // taken before reading: an append after it is not missed
			l.mu.Unlock()
			for e, err := range l.After(ctx, seq, kinds...) {
				if err != nil && ctx.Err() != nil {
					return
				}
				if !yield(e, err) || err != nil {
					return
				}
				seq = e.Seq
			}
			select {
			case <-change:
			case <-time.After(poll):
			case <-ctx.Done():
			}
		}
	}
}

// page reads the next entries after seq.
func (l *Ledger) page(ctx context.Context, seq int64, kinds []Kind) ([]Entry, error) {
	where, args := ofKinds(kinds, []any{seq})
	out, err := l.entries(ctx, ` where seq > $1`+where+` order by seq`, args...)
	if err != nil {
		return nil, fmt.Errorf("reading the ledger after %d: %w", seq, err)
	}
	return out, nil
}

// ofKinds returns the condition that an entry is of one of the kinds, "" for all, and its arguments after those given.
func ofKinds(kinds []Kind, args []any) (string, []any) {
	if len(kinds) == 0 {
		return "", args
	}
	marks := make([]string, len(kinds))
	for i, k := range kinds {
		args = append(args, string(k))
		marks[i] = fmt.Sprintf("$%d", len(args))
	}
	// Not the column itself: SQLite would then gather all entries of the kinds, however few are asked for, and sort them.
	return ` and (kind || '') in (` + strings.Join(marks, ", ") + `)`, args
}

// entries reads a page of entries.
func (l *Ledger) entries(ctx context.Context, where string, args ...any) ([]Entry, error) {
	rows, err := l.db.Read().QueryContext(ctx, entryColumns+where+fmt.Sprintf(` limit %d`, page), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Entry
	for rows.Next() {
		e, err := scanEntry(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, rows.Err()
}

// Cursor returns how far the reader of that name has come, 0 if it has not begun.
func (l *Ledger) Cursor(ctx context.Context, name string) (int64, error) {
	if err := checkCursor(name); err != nil {
		return 0, err
	}
	var seq int64
	err := l.db.Read().QueryRowContext(ctx, `select seq from cursors where name = $1`, name).Scan(&seq)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("reading cursor %s: %w", name, err)
	}
	return seq, nil
}

// Advance moves the cursor to seq. It never moves it back: of two readers that share a name the one
// ahead counts.
func (l *Ledger) Advance(ctx context.Context, name string, seq int64) error {
	if err := checkCursor(name); err != nil {
		return err
	}
	return l.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `insert into cursors (name, seq) values ($1, $2)
			on conflict (name) do update set seq = excluded.seq where excluded.seq > cursors.seq`, name, seq)
		if err != nil {
			return fmt.Errorf("moving cursor %s: %w", name, err)
		}
		return nil
	})
}

// checkCursor refuses a name without a version: improving a stage must not leave its old work standing
// as if it were new.
func checkCursor(name string) error {
	stage, version, ok := strings.Cut(name, "/")
	if !ok || stage == "" || version == "" {
		return fmt.Errorf("cursor %q: want STAGE/VERSION", name)
	}
	return nil
}

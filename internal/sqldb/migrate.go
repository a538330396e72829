package sqldb

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"
)

// Migrate applies the .sql files of the folder that have not been applied yet, in the order of their
// names, in one transaction. Migrations only go forward: a file that was applied is never read again,
// so it must not be edited. owner tells the files of one package from those of another. A file whose
// name ends in -sqlite.sql or -postgres.sql is read by that engine only.
func (db *DB) Migrate(ctx context.Context, owner string, folder fs.FS) error {
	files, err := fs.Glob(folder, "*.sql") // sorted
	if err != nil {
		return fmt.Errorf("migrations of %s: %w", owner, err)
	}
	pending, err := db.pending(ctx, owner, files)
	if err != nil {
		return fmt.Errorf("migrations of %s: %w", owner, err)
	}
	if len(pending) == 0 {
		return nil
	}
	return db.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `create table if not exists migrations (name text not null primary key, at text not null)`); err != nil {
			return fmt.Errorf("migrations of %s: %w", owner, err)
		}
		for _, f := range pending {
			if err := apply(ctx, tx, owner, folder, f); err != nil {
				return fmt.Errorf("migration %s of %s: %w", f, owner, err)
			}
		}
		return nil
	})
}

// pending returns the files for this engine that are not in the table of migrations. It only reads, so
// that opening an up-to-date database does not wait for a writer.
func (db *DB) pending(ctx context.Context, owner string, files []string) ([]string, error) {
	done := map[string]bool{}
	if db.hasMigrations(ctx) {
		rows, err := db.ro.QueryContext(ctx, `select name from migrations`)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return nil, err
			}
			done[name] = true
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
	}
	var out []string
	for _, f := range files {
		if db.reads(f) && !done[owner+"/"+f] {
			out = append(out, f)
		}
	}
	return out, nil
}

func (db *DB) hasMigrations(ctx context.Context) bool {
	var n int
	return db.ro.QueryRowContext(ctx, `select count(*) from migrations`).Scan(&n) == nil
}

// reads reports whether the file is for this engine.
func (db *DB) reads(file string) bool {
	base := strings.TrimSuffix(path.Base(file), ".sql")
	for _, d := range []dialect{sqlite, postgres} {
		if strings.HasSuffix(base, "-"+d.name) {
			return d.name == db.dialect.name
		}
	}
	return true
}

func apply(ctx context.Context, tx *sql.Tx, owner string, folder fs.FS, file string) error {
	name := owner + "/" + file
	// Another process may have applied it since pending looked.
	var n int
	if err := tx.QueryRowContext(ctx, `select count(*) from migrations where name = $1`, name).Scan(&n); err != nil || n > 0 {
		return err
	}
	text, err := fs.ReadFile(folder, file)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into migrations (name, at) values ($1, $2)`, name, time.Now().UTC().Format(time.RFC3339))
	return err
}

package ledger

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// maxBody bounds what a body may unpack to: far above the largest document that is read, far below what
// a forged body could ask for.
const maxBody = 1 << 28

// Both are safe for concurrent use and neither can fail with these options.
var (
	packer, _   = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithLowerEncoderMem(true))
	unpacker, _ = zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxBody))
)

// A body is a large content with its name.
type body struct{ hash, packed string }

func pack(content []byte) body {
	sum := sha256.Sum256(content)
	return body{hex.EncodeToString(sum[:]), string(packer.EncodeAll(content, nil))}
}

// unpack returns the content if it has the hash.
func unpack(hash string, packed []byte) ([]byte, error) {
	content, err := unpacker.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("body %s: %w", hash, err)
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != hash {
		return nil, fmt.Errorf("body %s: content does not have this hash", hash)
	}
	return content, nil
}

// keepBody stores the body unless it is there, or was removed: what was to be forgotten does not come
// back because somebody reads it again.
func (w *writer) keepBody(b body) error {
	var forgotten int
	err := w.tx.QueryRowContext(w.ctx, `select count(*) from entries where kind = $1 and key = $2`, string(Retraction), forgetKey(b.hash)).Scan(&forgotten)
	if err != nil {
		return fmt.Errorf("storing body %s: %w", b.hash, err)
	}
	if forgotten > 0 {
		return nil
	}
	_, err = w.tx.ExecContext(w.ctx, `insert into bodies (hash, data) values ($1, $2) on conflict (hash) do nothing`, b.hash, []byte(b.packed))
	if err != nil {
		return fmt.Errorf("storing body %s: %w", b.hash, err)
	}
	return nil
}

// Body returns the content with that SHA-256 (hex): bytes as received, or a report's text. It is
// ErrNotFound if it was never stored or has been removed.
func (l *Ledger) Body(ctx context.Context, hash string) ([]byte, error) {
	var packed []byte
	err := l.db.Read().QueryRowContext(ctx, `select data from bodies where hash = $1`, hash).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("reading body %s: %w", hash, err)
	}
	return unpack(hash, packed)
}

// A retraction is the stored form of a Retraction. Fields may be added.
type retraction struct {
	Of   string `json:"of"` // "body <hash>"
	Why  string `json:"why"`
	By   string `json:"by"`
	Gone bool   `json:"gone"` // the content was removed from the database
}

// Forget removes a body from the database, by law or wish, and enters that, by whom and why. The entries
// that name the body stay.
func (l *Ledger) Forget(ctx context.Context, hash, by, why string) error {
	of := forgetKey(hash)
	entries, err := encode([]Draft{{Retraction, of, retraction{of, why, by, true}}})
	if err != nil {
		return err
	}
	return l.write(ctx, func(w *writer) error {
		res, err := w.tx.ExecContext(ctx, `delete from bodies where hash = $1`, hash)
		if err != nil {
			return fmt.Errorf("removing body %s: %w", hash, err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return fmt.Errorf("removing body %s: %w", hash, errors.Join(ErrNotFound, err))
		}
		_, err = w.keep(entries[0])
		return err
	})
}

// ReadRetraction returns the hash of the body that an entry of kind Retraction tells was removed, "" for another.
func ReadRetraction(e Entry) (hash string, err error) {
	var r retraction
	if err := json.Unmarshal(e.Body, &r); err != nil {
		return "", fmt.Errorf("retraction %s: %w", e.Key, err)
	}
	hash, _ = strings.CutPrefix(r.Of, forgetKey(""))
	return hash, nil
}

func forgetKey(hash string) string { return "body " + hash }

package people

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Scope says what a program may do with a token.
type Scope string

// The values of Scope.
const (
	ScopeRead   Scope = "read"   // what a reader may
	ScopeReview Scope = "review" // what the user may, but never what only an admin may
)

// Scopes lists the values of Scope.
var Scopes = []Scope{ScopeRead, ScopeReview}

// Valid reports whether the value is in the list.
func (s Scope) Valid() bool { return slices.Contains(Scopes, s) }

// role returns the role that a token of this scope gives to a user of the role u.
func (s Scope) role(u Role) Role {
	switch {
	case s != ScopeReview:
		return Reader
	case u == Admin:
		return Editor
	}
	return u
}

// TokenPrefix opens every token of a program, so that it is known for one where it has leaked to.
const TokenPrefix = "tocsin_"

// A Token is the right of a program to act for a user. The secret itself is kept by the program only.
type Token struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"` // the user's
	Scope   Scope     `json:"scope"`
	Label   string    `json:"label"` // what it is for
	Made    time.Time `json:"made"`
	Expires time.Time `json:"expires"`
}

// MakeToken makes a token that ends after the time given and returns its secret, which cannot be shown again.
func (p *People) MakeToken(ctx context.Context, name string, scope Scope, label string, lasts time.Duration) (string, Token, error) {
	if !scope.Valid() {
		return "", Token{}, fmt.Errorf("scope %q: want read or review", scope)
	}
	if lasts <= 0 {
		return "", Token{}, errors.New("a token must end some day")
	}
	sec := secret(TokenPrefix)
	now := p.now()
	t := Token{ID: hashOf(sec)[:12], Name: foldName(name), Scope: scope, Label: label, Made: now, Expires: now.Add(lasts)}
	err := p.db.Write(ctx, func(tx *sql.Tx) error {
		u, _, err := p.user(ctx, tx, t.Name)
		if err != nil {
			return err
		}
		if scope == ScopeReview && !u.Role.May(Coder) {
			return fmt.Errorf("a %s cannot review", u.Role)
		}
		_, err = tx.ExecContext(ctx, `insert into tokens (id, hash, name, scope, label, made, expires) values ($1, $2, $3, $4, $5, $6, $7)`,
			t.ID, hashOf(sec), t.Name, string(scope), label, stamp(t.Made), stamp(t.Expires))
		return err
	})
	if err != nil {
		return "", Token{}, fmt.Errorf("making a token for %s: %w", t.Name, err)
	}
	return sec, t, nil
}

// Tokens returns the tokens that have not been revoked, by user and time.
func (p *People) Tokens(ctx context.Context) ([]Token, error) {
	rows, err := p.db.Read().QueryContext(ctx, `select id, name, scope, label, made, expires from tokens`)
	if err != nil {
		return nil, fmt.Errorf("listing tokens: %w", err)
	}
	defer rows.Close()
	var out []Token
	for rows.Next() {
		var t Token
		var scope, made, expires string
		if err := rows.Scan(&t.ID, &t.Name, &scope, &t.Label, &made, &expires); err != nil {
			return nil, fmt.Errorf("listing tokens: %w", err)
		}
		t.Scope, t.Made, t.Expires = Scope(scope), unstamp(made), unstamp(expires)
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b Token) int {
		if c := strings.Compare(a.Name, b.Name); c != 0 {
			return c
		}
		if c := a.Made.Compare(b.Made); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out, rows.Err()
}

// Revoke ends a token by its id.
func (p *People) Revoke(ctx context.Context, id string) error {
	err := p.db.Write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `delete from tokens where id = $1`, id)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, errors.New("no such token"))
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("revoking token %s: %w", id, err)
	}
	return nil
}

// Token returns who acts by the secret of a token, or ErrDenied.
func (p *People) Token(ctx context.Context, secret string) (Identity, error) {
	if !strings.HasPrefix(secret, TokenPrefix) {
		return Identity{}, ErrDenied
	}
	id := Identity{Program: true}
	var role, scope, expires string
	err := p.db.Read().QueryRowContext(ctx, `select u.name, u.role, t.scope, t.expires from tokens t join users u on u.name = t.name where t.hash = $1 and u.removed = ''`, hashOf(secret)).
		Scan(&id.Name, &role, &scope, &expires)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !p.now().Before(unstamp(expires)) {
		return Identity{}, ErrDenied
	}
	if err != nil {
		return Identity{}, fmt.Errorf("looking for a token: %w", err)
	}
	id.Role = Scope(scope).role(Role(role))
	return id, nil
}

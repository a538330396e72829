package people

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// How long a session lasts, and how often a name or an address may fail before it has to wait. An address has more:
// a whole desk may sit behind one. Who knows a name can keep its owner out for a while; sessions that are open stay.
const (
	SessionLength  = 7 * 24 * time.Hour
	limitWindow    = 15 * time.Minute
	limitName      = 10
	limitAddress   = 30
	signinsKept    = 365 * 24 * time.Hour
	maxAddressText = 64
)

// An Outcome says how an attempt to sign in ended.
type Outcome string

// The values of Outcome.
const (
	SignedIn Outcome = "signed in"
	Wrong    Outcome = "wrong"   // name or password
	Refused  Outcome = "refused" // too many had failed; recorded once a window for a name and address
)

// A Signin is one attempt to sign in.
type Signin struct {
	At time.Time `json:"at"`
	// Name is the user's, or for a name that no user has "unknown:" and a short hash: people type passwords into
	// the wrong field.
	Name    string  `json:"name"`
	Address string  `json:"address"`
	Outcome Outcome `json:"outcome"`
}

// SignIn checks a name and password and begins a session, whose token it returns. The address is that of the caller's
// machine, without port. The error is ErrDenied, ErrTooMany or ErrBusy if it is the caller's.
func (p *People) SignIn(ctx context.Context, name, password, address string) (token string, id Identity, err error) {
	name = foldName(name)
	if len(address) > maxAddressText {
		address = address[:maxAddressText]
	}
	u, stored, err := p.user(ctx, p.db.Read(), name)
	known := err == nil
	if err != nil && !errors.Is(err, ErrNotFound) {
		return "", Identity{}, fmt.Errorf("signing in: %w", err)
	}
	if !known {
		u.Name, stored = unknownName(name), nobody
	}
	attempt, err := p.begin(ctx, u.Name, address)
	if err != nil {
		return "", Identity{}, err
	}
	if err := p.acquire(ctx); err != nil {
		return "", Identity{}, err
	}
	ok := matches(stored, password) && known
	p.release()
	if !ok {
		return "", Identity{}, ErrDenied
	}
	token = secret("")
	now := p.now()
	err = p.db.Write(ctx, func(tx *sql.Tx) error {
		// The user may have been removed or have got another password while this was hashed.
		if _, current, err := p.user(ctx, tx, name); err != nil || current != stored {
			return errors.Join(err, ErrDenied)
		}
		if _, err := tx.ExecContext(ctx, `update signins set outcome = $2 where id = $1`, attempt, string(SignedIn)); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `delete from sessions where expires < $1`, stamp(now)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `insert into sessions (hash, name, begun, expires) values ($1, $2, $3, $4)`, hashOf(token), u.Name, stamp(now), stamp(now.Add(SessionLength)))
		return err
	})
	if err != nil {
		return "", Identity{}, fmt.Errorf("signing in: %w", err)
	}
	return token, Identity{Name: u.Name, Role: u.Role}, nil
}

// begin enters an attempt as wrong, which it is until the password is found right, so that attempts made at once
// count one another. It returns the attempt's id, or ErrTooMany.
func (p *People) begin(ctx context.Context, name, address string) (id string, err error) {
	now := p.now()
	// Whoever keeps trying costs a query, not a transaction that others wait for.
	tooMany, told, err := p.overLimit(ctx, p.db.Read(), name, address, now)
	if err != nil {
		return "", fmt.Errorf("signing in: %w", err)
	}
	if tooMany && told {
		return "", ErrTooMany
	}
	id = secret("")
	err = p.db.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `delete from signins where at < $1`, stamp(now.Add(-signinsKept))); err != nil {
			return err
		}
		tooMany, told, err = p.overLimit(ctx, tx, name, address, now)
		if err != nil || tooMany && told {
			return err
		}
		outcome := Wrong
		if tooMany {
			outcome = Refused
		}
		_, err := tx.ExecContext(ctx, `insert into signins (id, at, name, address, outcome) values ($1, $2, $3, $4, $5)`, id, stamp(now), name, address, string(outcome))
		return err
	})
	switch {
	case err != nil:
		return "", fmt.Errorf("signing in: %w", err)
	case tooMany:
		return "", ErrTooMany
	}
	return id, nil
}

// overLimit reports whether the name or the address has failed too often of late, and whether it was recorded that
// they are refused.
func (p *People) overLimit(ctx context.Context, q queryer, name, address string, now time.Time) (tooMany, told bool, err error) {
	var byName, byAddress, refused int
	row := q.QueryRowContext(ctx, `select
		(select count(*) from signins where name = $1 and outcome = $4 and at > $3),
		(select count(*) from signins where address = $2 and outcome = $4 and at > $3),
		(select count(*) from signins where name = $1 and address = $2 and outcome = $5 and at > $3)`,
		name, address, stamp(now.Add(-limitWindow)), string(Wrong), string(Refused))
	err = row.Scan(&byName, &byAddress, &refused)
	return byName >= limitName || byAddress >= limitAddress, refused > 0, err
}

// unknownName stands for a name that no user has.
func unknownName(name string) string { return "unknown:" + hashOf(name)[:8] }

type queryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// user returns a user who may sign in, and the stored form of the password.
func (p *People) user(ctx context.Context, q queryer, name string) (u User, password string, err error) {
	var role, added string
	err = q.QueryRowContext(ctx, `select name, role, added, password from users where name = $1 and removed = ''`, name).Scan(&u.Name, &role, &added, &password)
	if errors.Is(err, sql.ErrNoRows) {
		return User{}, "", ErrNotFound
	}
	u.Role, u.Added = Role(role), unstamp(added)
	return u, password, err
}

// Session returns who holds the token of a session, or ErrDenied.
func (p *People) Session(ctx context.Context, token string) (Identity, error) {
	var id Identity
	var role, expires string
	err := p.db.Read().QueryRowContext(ctx, `select u.name, u.role, s.expires from sessions s join users u on u.name = s.name where s.hash = $1 and u.removed = ''`, hashOf(token)).
		Scan(&id.Name, &role, &expires)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !p.now().Before(unstamp(expires)) {
		return Identity{}, ErrDenied
	}
	if err != nil {
		return Identity{}, fmt.Errorf("looking for a session: %w", err)
	}
	id.Role = Role(role)
	return id, nil
}

// SignOut ends a session. An unknown one has ended already.
func (p *People) SignOut(ctx context.Context, token string) error {
	return p.end(ctx, `delete from sessions where hash = $1`, hashOf(token))
}

// SignOutAll ends all sessions of a user.
func (p *People) SignOutAll(ctx context.Context, name string) error {
	return p.end(ctx, `delete from sessions where name = $1`, foldName(name))
}

func (p *People) end(ctx context.Context, statement, arg string) error {
	err := p.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, statement, arg)
		return err
	})
	if err != nil {
		return fmt.Errorf("signing out: %w", err)
	}
	return nil
}

// Signins returns the attempts to sign in, the latest first, at most limit.
func (p *People) Signins(ctx context.Context, limit int) ([]Signin, error) {
	rows, err := p.db.Read().QueryContext(ctx, `select at, name, address, outcome from signins order by at desc, id limit $1`, limit)
	if err != nil {
		return nil, fmt.Errorf("listing sign-ins: %w", err)
	}
	defer rows.Close()
	var out []Signin
	for rows.Next() {
		var s Signin
		var at, outcome string
		if err := rows.Scan(&at, &s.Name, &s.Address, &outcome); err != nil {
			return nil, fmt.Errorf("listing sign-ins: %w", err)
		}
		s.At, s.Outcome = unstamp(at), Outcome(outcome)
		out = append(out, s)
	}
	return out, rows.Err()
}

// secret returns 256 random bits as text behind a prefix.
func secret(prefix string) string {
	b := make([]byte, 32)
	rand.Read(b) // never fails
	return prefix + base64.RawURLEncoding.EncodeToString(b)
}

// hashOf returns the SHA-256 of a secret. Secrets are random, so a fast hash without salt does; the look-up by hash
// tells nothing of the secret by its timing.
func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

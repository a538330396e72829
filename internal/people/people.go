// Package people says who may use the workbench, and keeps who signed in.
//
// A [User] has a name, a [Role] and a password. Signing in with them gives a session, a token that a browser holds;
// programs hold a token that a person made for them and that can do no more than its [Scope]. Both lead to an
// [Identity], whose role is the user's own as it is now:
//
//	token, id, err := p.SignIn(ctx, name, password, address)
//	id, err = p.Session(ctx, token)
//	id, err = p.Token(ctx, secret)
//
// Every attempt to sign in is kept, and the limits on attempts are counted from what is kept, so they hold over
// restarts and for several servers on one database.
//
// # What it stores
//
// In the database of the ledger, in tables of its own:
//
//	users     name, role, hash of the password (argon2id), added, removed
//	sessions  SHA-256 of the token, name, begun, expires
//	tokens    id, SHA-256 of the token, name, scope, label, made, expires
//	signins   at, name, address, outcome; for a year
//
// Passwords and tokens are stored nowhere.
package people

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin/internal/sqldb"
)

// What can be wrong with a request of a person.
var (
	ErrNotFound = errors.New("no such user")
	ErrTaken    = errors.New("the name is taken")
	// ErrDenied is returned for a wrong name or password alike, and for a session or token that is unknown, ended
	// or of a removed user.
	ErrDenied = errors.New("not signed in")
	// ErrTooMany is returned when a name or an address has failed too often to be let try again now.
	ErrTooMany = errors.New("too many attempts to sign in; try again in a quarter of an hour")
	// ErrBusy is returned when so many sign in at once that this one would wait too long.
	ErrBusy = errors.New("too many are signing in at this moment; try again")
)

// A Role says what a user may do. Each role may do all that the ones before it may.
type Role string

// The values of Role.
const (
	Reader Role = "reader" // see everything
	Coder  Role = "coder"  // decide: accept, correct, merge, split, undo what is one's own
	Editor Role = "editor" // adjudicate and undo what others decided
	Admin  Role = "admin"  // see who signed in
)

// Roles lists the values of Role, the least first.
var Roles = []Role{Reader, Coder, Editor, Admin}

// Valid reports whether the value is in the list.
func (r Role) Valid() bool { return slices.Contains(Roles, r) }

// May reports whether the role may do what needs the role given. No role may do nothing.
func (r Role) May(needed Role) bool {
	i, j := slices.Index(Roles, r), slices.Index(Roles, needed)
	return i >= 0 && j >= 0 && i >= j
}

// A User is somebody who may sign in.
type User struct {
	Name  string    `json:"name"`
	Role  Role      `json:"role"`
	Added time.Time `json:"added"`
}

// An Identity is who makes a request.
type Identity struct {
	Name string
	Role Role
	// Program is set where a token made for a program was used.
	Program bool
}

//go:embed migrations/*.sql
var migrations embed.FS

// People is the open register. It is safe for concurrent use, and several processes can have it open.
type People struct {
	// Now is the clock. It can be replaced before first use.
	Now func() time.Time

	db      *sqldb.DB
	owned   bool          // Close closes db
	hashing chan struct{} // holds one for each password that is being hashed
}

// hashedAtOnce bounds the memory (19 MiB each) and the time that strangers can make us spend on passwords.
const hashedAtOnce = 2

// Open opens the register in the database that spec names (see sqldb.Open), making its tables if there are none.
func Open(ctx context.Context, spec string) (*People, error) {
	db, err := sqldb.Open(ctx, spec)
	if err != nil {
		return nil, err
	}
	p, err := New(ctx, db)
	if err != nil {
		db.Close()
		return nil, err
	}
	p.owned = true
	return p, nil
}

// New returns the register in an open database, which stays the caller's to close.
func New(ctx context.Context, db *sqldb.DB) (*People, error) {
	folder, err := fs.Sub(migrations, "migrations")
	if err == nil {
		err = db.Migrate(ctx, "people", folder)
	}
	if err != nil {
		return nil, fmt.Errorf("opening the register of users: %w", err)
	}
	return &People{Now: time.Now, db: db, hashing: make(chan struct{}, hashedAtOnce)}, nil
}

// Close closes the database if Open opened it.
func (p *People) Close() error {
	if p.owned {
		return p.db.Close()
	}
	return nil
}

// A name stands in the ledger as who decided, and in addresses, so it has no blanks and no look of markup.
var nameForm = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}\p{M}._@-]{0,63}$`)

// foldName returns the form in which a name is stored: A.Reader and a.reader are one.
func foldName(name string) string { return strings.ToLower(normalise(strings.TrimSpace(name))) }

// Add enters a user. The name of a user who was removed is taken as well, because decisions in the ledger bear it.
func (p *People) Add(ctx context.Context, name string, role Role, password string) (User, error) {
	u := User{Name: foldName(name), Role: role, Added: p.now()}
	switch {
	case !nameForm.MatchString(u.Name):
		return User{}, fmt.Errorf("name %q: want letters, digits and . _ @ -, at most 64", name)
	case !role.Valid():
		return User{}, fmt.Errorf("role %q: want reader, coder, editor or admin", role)
	}
	hash, err := p.hash(ctx, password)
	if err != nil {
		return User{}, err
	}
	err = p.db.Write(ctx, func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, `select count(*) from users where name = $1`, u.Name).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return ErrTaken
		}
		_, err := tx.ExecContext(ctx, `insert into users (name, role, password, added, removed) values ($1, $2, $3, $4, '')`, u.Name, string(role), hash, stamp(u.Added))
		return err
	})
	if err != nil {
		return User{}, fmt.Errorf("adding user %s: %w", u.Name, err)
	}
	return u, nil
}

// Users returns the users who may sign in, by name.
func (p *People) Users(ctx context.Context) ([]User, error) {
	rows, err := p.db.Read().QueryContext(ctx, `select name, role, added from users where removed = ''`)
	if err != nil {
		return nil, fmt.Errorf("listing users: %w", err)
	}
	defer rows.Close()
	var out []User
	for rows.Next() {
		var u User
		var role, added string
		if err := rows.Scan(&u.Name, &role, &added); err != nil {
			return nil, fmt.Errorf("listing users: %w", err)
		}
		u.Role, u.Added = Role(role), unstamp(added)
		out = append(out, u)
	}
	// The engines sort text each in its own way.
	slices.SortFunc(out, func(a, b User) int { return strings.Compare(a.Name, b.Name) })
	return out, rows.Err()
}

// Remove ends a user's right to sign in, and all sessions and tokens at once.
func (p *People) Remove(ctx context.Context, name string) error {
	return p.change(ctx, "removing", name, true, `update users set removed = $2 where name = $1 and removed = ''`, stamp(p.now()))
}

// SetPassword gives a user another password and ends all sessions. Tokens of programs stay.
func (p *People) SetPassword(ctx context.Context, name, password string) error {
	hash, err := p.hash(ctx, password)
	if err != nil {
		return err
	}
	if err := p.change(ctx, "setting the password of", name, false, `update users set password = $2 where name = $1 and removed = ''`, hash); err != nil {
		return err
	}
	return p.SignOutAll(ctx, name)
}

// SetRole gives a user another role, at once also in sessions and tokens that are open.
func (p *People) SetRole(ctx context.Context, name string, role Role) error {
	if !role.Valid() {
		return fmt.Errorf("role %q: want reader, coder, editor or admin", role)
	}
	return p.change(ctx, "changing the role of", name, false, `update users set role = $2 where name = $1 and removed = ''`, string(role))
}

// change runs an update that must meet one user, and with end set ends all that is signed in.
func (p *People) change(ctx context.Context, doing, name string, end bool, update, value string) error {
	name = foldName(name)
	err := p.db.Write(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, update, name, value)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, ErrNotFound)
		}
		if !end {
			return nil
		}
		for _, del := range []string{`delete from sessions where name = $1`, `delete from tokens where name = $1`} {
			if _, err := tx.ExecContext(ctx, del, name); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s %s: %w", doing, name, err)
	}
	return nil
}

func (p *People) now() time.Time { return p.Now().UTC().Truncate(time.Microsecond) }

// stampLayout sorts by time as text.
const stampLayout = "2006-01-02T15:04:05.000000Z"

func stamp(t time.Time) string { return t.UTC().Format(stampLayout) }

// unstamp reads what stamp wrote; anything else, "" among it, is the zero time.
func unstamp(s string) time.Time {
	t, _ := time.Parse(stampLayout, s)
	return t
}

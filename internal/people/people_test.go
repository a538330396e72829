package people_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tocsin-org/tocsin/internal/people"
	"github.com/tocsin-org/tocsin/internal/sqldb"
	"github.com/tocsin-org/tocsin/internal/sqldb/sqldbtest"
)

const password = "correct horse, 3 staples"

// A clock is a time that tests move.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// A desk is a register with one user of each role.
type desk struct {
	*people.People
	*clock
	spec string
}

func open(t *testing.T, spec string) *people.People {
	t.Helper()
	p, err := people.Open(t.Context(), spec)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

func (d *desk) mustSignIn(t *testing.T, name string) string {
	t.Helper()
	token, _, err := d.SignIn(t.Context(), name, password, "192.0.2.1")
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func denied(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, people.ErrDenied) {
		t.Errorf("%s: %v, want %v", what, err, people.ErrDenied)
	}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestPeople(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, fresh func(*testing.T) string) {
		for name, test := range map[string]func(*testing.T, *desk){
			"users":                     users,
			"signing in and out":        signingIn,
			"names are one in any case": foldedNames,
			"roles change at once":      rolesChange,
			"a new password ends all":   newPassword,
			"removed":                   removed,
			"sessions end":              sessionsEnd,
			"tokens":                    tokens,
			"limit by name":             limitByName,
			"limit by address":          limitByAddress,
			"limit at once":             limitAtOnce,
			"audit":                     audit,
			"nothing secret is stored":  nothingSecret,
			"restart":                   restart,
		} {
			t.Run(name, func(t *testing.T) {
				spec := fresh(t)
				d := &desk{open(t, spec), &clock{t: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}, spec}
				d.People.Now = d.clock.Now
				for _, r := range []people.Role{people.Reader, people.Admin} {
					_, err := d.Add(t.Context(), "A."+string(r), r, password)
					ok(t, err)
				}
				test(t, d)
			})
		}
	})
}

// Now settles which of the embedded two is meant.
func (d *desk) Now() time.Time { return d.clock.Now() }

func users(t *testing.T, d *desk) {
	list, err := d.Users(t.Context())
	ok(t, err)
	if got := fmt.Sprint(list); got != "[{a.admin admin 2026-03-01 09:00:00 +0000 UTC} {a.reader reader 2026-03-01 09:00:00 +0000 UTC}]" {
		t.Error(got)
	}
	for _, c := range []struct{ name, role, password, want string }{
		{"A.READER", "coder", password, "taken"},
		{"", "coder", password, "want letters"},
		{"a b", "coder", password, "want letters"},
		{"<b>", "coder", password, "want letters"},
		{strings.Repeat("a", 65), "coder", password, "want letters"},
		{"new", "owner", password, "want reader, coder, editor or admin"},
		{"new", "", password, "want reader, coder, editor or admin"},
		{"new", "coder", "short", "want at least 12"},
		{"new", "coder", strings.Repeat("ä", 257), "want at most 256"},
		{"new", "coder", "\xff" + password, "not text"},
	} {
		if _, err := d.Add(t.Context(), c.name, people.Role(c.role), c.password); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q, %q: %v, want %s", c.name, c.role, err, c.want)
		}
	}
	for _, err := range []error{d.Remove(t.Context(), "new"), d.SetRole(t.Context(), "new", people.Coder), d.SetPassword(t.Context(), "new", password)} {
		if !errors.Is(err, people.ErrNotFound) {
			t.Error(err)
		}
	}
}

func signingIn(t *testing.T, d *desk) {
	token, id, err := d.SignIn(t.Context(), "a.reader", password, "192.0.2.1")
	ok(t, err)
	want := people.Identity{Name: "a.reader", Role: people.Reader}
	if got, err := d.Session(t.Context(), token); err != nil || got != want || id != want {
		t.Errorf("%v and %v, %v", id, got, err)
	}
	for _, other := range []string{"", token[1:], token + "x", strings.ToLower(token)} {
		_, err := d.Session(t.Context(), other)
		denied(t, other, err)
	}
	_, err = d.Token(t.Context(), token)
	denied(t, "a session as a token", err)
	other := d.mustSignIn(t, "a.reader")
	ok(t, d.SignOut(t.Context(), token))
	ok(t, d.SignOut(t.Context(), token))
	_, err = d.Session(t.Context(), token)
	denied(t, "after signing out", err)
	if _, err = d.Session(t.Context(), other); err != nil {
		t.Errorf("another session of the user ended too: %v", err)
	}
	_, _, err = d.SignIn(t.Context(), "a.reader", password+"!", "192.0.2.1")
	denied(t, "a wrong password", err)
	_, _, err = d.SignIn(t.Context(), "nobody", password, "192.0.2.1")
	denied(t, "a wrong name", err)
	_, _, err = d.SignIn(t.Context(), "", "", "")
	denied(t, "nothing", err)
}

// foldedNames: a person types the name in any case, and é as one rune or two.
func foldedNames(t *testing.T, d *desk) {
	_, err := d.Add(t.Context(), "Ren\u00e9", people.Coder, "na\u00efve but long enough")
	ok(t, err)
	_, id, err := d.SignIn(t.Context(), " RENE\u0301 ", "nai\u0308ve but long enough", "192.0.2.1")
	if err != nil || id.Name != "ren\u00e9" {
		t.Errorf("%v, %v", id, err)
	}
}

func rolesChange(t *testing.T, d *desk) {
	token := d.mustSignIn(t, "a.reader")
	ok(t, d.SetRole(t.Context(), "a.reader", people.Editor))
	if id, err := d.Session(t.Context(), token); err != nil || id.Role != people.Editor {
		t.Errorf("%v, %v", id, err)
	}
	if err := d.SetRole(t.Context(), "a.reader", "owner"); err == nil {
		t.Error("there is no role owner")
	}
}

func newPassword(t *testing.T, d *desk) {
	token := d.mustSignIn(t, "a.reader")
	_, prog, err := makeToken(t, d, "a.reader", people.ScopeRead)
	ok(t, err)
	ok(t, d.SetPassword(t.Context(), "a.reader", "another long password"))
	_, err = d.Session(t.Context(), token)
	denied(t, "a session from before", err)
	_, _, err = d.SignIn(t.Context(), "a.reader", password, "192.0.2.1")
	denied(t, "the old password", err)
	_, _, err = d.SignIn(t.Context(), "a.reader", "another long password", "192.0.2.1")
	ok(t, err)
	if list, err := d.Tokens(t.Context()); err != nil || len(list) != 1 || list[0].ID != prog.ID {
		t.Errorf("tokens of programs: %v, %v", list, err)
	}
	if err := d.SetPassword(t.Context(), "a.reader", "short"); err == nil {
		t.Error("a short password was taken")
	}
}

func removed(t *testing.T, d *desk) {
	token := d.mustSignIn(t, "a.reader")
	secret, _, err := makeToken(t, d, "a.reader", people.ScopeRead)
	ok(t, err)
	ok(t, d.Remove(t.Context(), "A.Reader"))
	_, err = d.Session(t.Context(), token)
	denied(t, "session", err)
	_, err = d.Token(t.Context(), secret)
	denied(t, "token", err)
	_, _, err = d.SignIn(t.Context(), "a.reader", password, "192.0.2.1")
	denied(t, "signing in", err)
	if list, _ := d.Users(t.Context()); len(list) != 1 {
		t.Errorf("users %v", list)
	}
	if _, err := d.Add(t.Context(), "a.reader", people.Admin, password); !errors.Is(err, people.ErrTaken) {
		t.Errorf("the name of a removed user: %v", err)
	}
	if err := d.Remove(t.Context(), "a.reader"); !errors.Is(err, people.ErrNotFound) {
		t.Errorf("removed again: %v", err)
	}
}

func sessionsEnd(t *testing.T, d *desk) {
	token := d.mustSignIn(t, "a.admin")
	d.add(people.SessionLength - time.Second)
	if _, err := d.Session(t.Context(), token); err != nil {
		t.Error(err)
	}
	d.add(time.Second)
	_, err := d.Session(t.Context(), token)
	denied(t, "at its end", err)
	d.add(time.Second)
	d.mustSignIn(t, "a.admin") // clears away what has ended
	db, err := sqldb.Open(t.Context(), d.spec)
	ok(t, err)
	defer db.Close()
	var n int
	ok(t, db.Read().QueryRow(`select count(*) from sessions`).Scan(&n))
	if n != 1 {
		t.Errorf("%d sessions are kept", n)
	}
}

func makeToken(t *testing.T, d *desk, name string, scope people.Scope) (string, people.Token, error) {
	return d.MakeToken(t.Context(), name, scope, "for a test", time.Hour)
}

func tokens(t *testing.T, d *desk) {
	read, _, err := makeToken(t, d, "A.Admin", people.ScopeRead)
	ok(t, err)
	review, tok, err := makeToken(t, d, "a.admin", people.ScopeReview)
	ok(t, err)
	if !strings.HasPrefix(read, people.TokenPrefix) || read == review {
		t.Errorf("%s and %s", read, review)
	}
	for secret, want := range map[string]people.Identity{
		read:   {Name: "a.admin", Role: people.Reader, Program: true},
		review: {Name: "a.admin", Role: people.Editor, Program: true},
	} {
		if got, err := d.Token(t.Context(), secret); err != nil || got != want {
			t.Errorf("%v, %v, want %v", got, err, want)
		}
	}
	if _, _, err := makeToken(t, d, "a.reader", people.ScopeReview); err == nil {
		t.Error("a reader has a token to review with")
	}
	if _, _, err := makeToken(t, d, "nobody", people.ScopeRead); !errors.Is(err, people.ErrNotFound) {
		t.Error(err)
	}
	if _, _, err := makeToken(t, d, "a.admin", "write"); err == nil {
		t.Error("there is no scope write")
	}
	if _, _, err := d.MakeToken(t.Context(), "a.admin", people.ScopeRead, "", 0); err == nil {
		t.Error("a token without end")
	}
	// A token can do no more than its user, whatever it was made for.
	ok(t, d.SetRole(t.Context(), "a.admin", people.Reader))
	if got, err := d.Token(t.Context(), review); err != nil || got.Role != people.Reader {
		t.Errorf("%v, %v", got, err)
	}
	ok(t, d.Revoke(t.Context(), tok.ID))
	_, err = d.Token(t.Context(), review)
	denied(t, "revoked", err)
	if err := d.Revoke(t.Context(), tok.ID); err == nil {
		t.Error("revoked twice")
	}
	_, err = d.Session(t.Context(), read)
	denied(t, "a token as a session", err)
	d.add(time.Hour)
	_, err = d.Token(t.Context(), read)
	denied(t, "ended", err)
}

// fail tries a wrong password.
func fail(t *testing.T, d *desk, name, address string) error {
	t.Helper()
	_, _, err := d.SignIn(t.Context(), name, "wrong", address)
	return err
}

func limitByName(t *testing.T, d *desk) {
	for _, name := range []string{"a.reader", "nobody"} { // a name that nobody has behaves alike
		for i := range 10 {
			denied(t, "in time", fail(t, d, name, fmt.Sprint("192.0.2.", i)))
		}
		if err := fail(t, d, name, "192.0.2.99"); !errors.Is(err, people.ErrTooMany) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := d.SignIn(t.Context(), "a.reader", password, "192.0.2.99"); !errors.Is(err, people.ErrTooMany) {
		t.Errorf("the right password: %v", err)
	}
	d.mustSignIn(t, "a.admin")
	d.add(15 * time.Minute)
	d.mustSignIn(t, "a.reader")
	// Success does not count against a name.
	for range 11 {
		d.mustSignIn(t, "a.reader")
	}
}

func limitByAddress(t *testing.T, d *desk) {
	for i := range 30 {
		denied(t, "in time", fail(t, d, fmt.Sprint("name", i), "192.0.2.1"))
	}
	if _, _, err := d.SignIn(t.Context(), "a.reader", password, "192.0.2.1"); !errors.Is(err, people.ErrTooMany) {
		t.Error(err)
	}
	if _, _, err := d.SignIn(t.Context(), "a.reader", password, "192.0.2.2"); err != nil {
		t.Error(err)
	}
}

// limitAtOnce: attempts made at the same moment count one another.
func limitAtOnce(t *testing.T, d *desk) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var wrong, refused int
	for range 16 {
		wg.Go(func() {
			_, _, err := d.SignIn(t.Context(), "a.reader", "wrong", "192.0.2.1")
			mu.Lock()
			defer mu.Unlock()
			switch {
			case errors.Is(err, people.ErrDenied), errors.Is(err, people.ErrBusy):
				wrong++
			case errors.Is(err, people.ErrTooMany):
				refused++
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if wrong != 10 || refused != 6 {
		t.Errorf("%d were tried, %d refused", wrong, refused)
	}
}

func audit(t *testing.T, d *desk) {
	d.mustSignIn(t, "a.reader")
	d.add(time.Minute)
	denied(t, "wrong", fail(t, d, "A.Reader", "2001:db8::1"))
	d.add(time.Minute)
	denied(t, "unknown", fail(t, d, "correct horse, typed here", "192.0.2.1"))
	list, err := d.Signins(t.Context(), 10)
	ok(t, err)
	var got strings.Builder
	for _, s := range list {
		fmt.Fprintln(&got, s.At.Format(time.TimeOnly), s.Name, s.Address, s.Outcome)
	}
	if want := "09:02:00 unknown:fe83aae7 192.0.2.1 wrong\n09:01:00 a.reader 2001:db8::1 wrong\n09:00:00 a.reader 192.0.2.1 signed in\n"; got.String() != want {
		t.Errorf("got\n%swant\n%s", &got, want)
	}
	for range 12 {
		fail(t, d, "a.reader", "192.0.2.7")
	}
	list, err = d.Signins(t.Context(), 100)
	ok(t, err)
	n := 0
	for _, s := range list {
		if s.Outcome == people.Refused {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d refusals recorded, want one a window", n)
	}
	d.add(366 * 24 * time.Hour)
	d.mustSignIn(t, "a.reader")
	if list, _ := d.Signins(t.Context(), 100); len(list) != 1 {
		t.Errorf("%d are kept after a year", len(list))
	}
}

// nothingSecret: neither passwords nor tokens stand in the database.
func nothingSecret(t *testing.T, d *desk) {
	session := d.mustSignIn(t, "a.admin")
	secret, _, err := makeToken(t, d, "a.admin", people.ScopeReview)
	ok(t, err)
	db, err := sqldb.Open(t.Context(), d.spec)
	ok(t, err)
	defer db.Close()
	var all strings.Builder
	for _, q := range []string{
		`select name || ' ' || password from users`, `select hash || ' ' || name from sessions`,
		`select id || ' ' || hash || ' ' || label from tokens`, `select name || ' ' || address from signins`,
	} {
		texts(t, db, q, &all)
	}
	if !strings.Contains(all.String(), "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("not hashed as expected: %s", &all)
	}
	for _, s := range []string{password, session, secret, strings.TrimPrefix(secret, people.TokenPrefix)} {
		if strings.Contains(all.String(), s) {
			t.Errorf("%q is stored", s)
		}
	}
}

func texts(t *testing.T, db *sqldb.DB, query string, into *strings.Builder) {
	t.Helper()
	rows, err := db.Read().Query(query)
	ok(t, err)
	defer rows.Close()
	for rows.Next() {
		var s string
		ok(t, rows.Scan(&s))
		fmt.Fprintln(into, s)
	}
	ok(t, rows.Err())
}

func restart(t *testing.T, d *desk) {
	token := d.mustSignIn(t, "a.reader")
	for range 10 {
		fail(t, d, "a.admin", "192.0.2.1")
	}
	again := open(t, d.spec)
	again.Now = d.clock.Now
	if _, err := again.Session(t.Context(), token); err != nil {
		t.Error(err)
	}
	if _, _, err := again.SignIn(t.Context(), "a.admin", password, "192.0.2.2"); !errors.Is(err, people.ErrTooMany) {
		t.Errorf("the limit is forgotten: %v", err)
	}
}

func TestRoles(t *testing.T) {
	for i, r := range people.Roles {
		for j, needed := range people.Roles {
			if got := r.May(needed); got != (i >= j) {
				t.Errorf("%s may what needs %s: %v", r, needed, got)
			}
		}
		if r.May("") || people.Role("").May(r) {
			t.Errorf("%s and no role", r)
		}
	}
}

// TestStoredPasswords: a stored form that was not written by us matches nothing, and never takes more memory than a
// machine has.
func TestStoredPasswords(t *testing.T) {
	spec := sqldbtest.SQLite(t)
	p := open(t, spec)
	_, err := p.Add(t.Context(), "a", people.Reader, password)
	ok(t, err)
	db, err := sqldb.Open(t.Context(), spec)
	ok(t, err)
	defer db.Close()
	for _, stored := range []string{"", password, "$argon2id$v=19$m=4294967295,t=2,p=1$AAAA$AAAA", "$argon2id$v=19$m=19456,t=0,p=1$AAAA$AAAA", "$argon2id$v=19$m=19456,t=2,p=1$AAAA$", "$argon2id$v=18$m=8,t=2,p=1$AAAA$AAAA", "$argon2id$v=19$m=8,t=2,p=1$A!$AAAA", "$argon2i$v=19$m=8,t=2,p=1$AAAA$AAAA"} {
		ok(t, db.Write(t.Context(), func(tx *sql.Tx) error {
			_, err := tx.Exec(`update users set password = $1`, stored)
			return err
		}))
		for _, try := range []string{"", password, stored} {
			_, _, err := p.SignIn(context.Background(), "a", try, fmt.Sprint(len(stored)))
			if !errors.Is(err, people.ErrDenied) && !errors.Is(err, people.ErrTooMany) {
				t.Errorf("%q opens with %q: %v", stored, try, err)
			}
		}
	}
}

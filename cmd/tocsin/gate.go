package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/people"
	"github.com/tocsin-org/tocsin/internal/web"
)

// A gate lets those in whom the register knows.
type gate struct{ *people.People }

// SignIn begins a session.
func (g gate) SignIn(ctx context.Context, name, password, address string) (string, error) {
	token, _, err := g.People.SignIn(ctx, name, password, address)
	for known, said := range map[error]error{people.ErrDenied: web.ErrWrong, people.ErrTooMany: web.ErrTooMany, people.ErrBusy: web.ErrBusy} {
		if errors.Is(err, known) {
			return "", said
		}
	}
	return token, err
}

// Session returns who holds the token of a session.
func (g gate) Session(ctx context.Context, token string) (web.Person, error) {
	return personOf(g.People.Session(ctx, token))
}

// Token returns who acts by a program's token.
func (g gate) Token(ctx context.Context, secret string) (web.Person, error) {
	return personOf(g.People.Token(ctx, secret))
}

func personOf(id people.Identity, err error) (web.Person, error) {
	if errors.Is(err, people.ErrDenied) {
		return web.Person{}, nil
	}
	role, ok := web.ParseRole(string(id.Role))
	if err == nil && !ok {
		err = fmt.Errorf("the workbench has no role %q", id.Role) // unreachable: a test compares the lists
	}
	return web.Person{Name: id.Name, Role: role}, err
}

// Users returns who may sign in.
func (g gate) Users(ctx context.Context) ([]web.User, error) {
	users, err := g.People.Users(ctx)
	var out []web.User
	for _, u := range users {
		role, _ := web.ParseRole(string(u.Role))
		out = append(out, web.User{Name: u.Name, Role: role, Added: u.Added})
	}
	return out, err
}

// SignIns returns the latest attempts to sign in.
func (g gate) SignIns(ctx context.Context, limit int) ([]web.SignIn, error) {
	list, err := g.Signins(ctx, limit)
	var out []web.SignIn
	for _, a := range list {
		out = append(out, web.SignIn{At: a.At, Name: a.Name, Address: a.Address, Outcome: string(a.Outcome)})
	}
	return out, err
}

// admit says who may in at an address: on this machine whoever reaches it, elsewhere only those with accounts, over TLS.
// It returns the listener to serve and the scheme of its addresses, and closes it where nobody can be let in.
func (c *serveCommand) admit(ctx context.Context, l *ledger.Ledger, on net.Listener, config *web.Config) (net.Listener, string, error) {
	serve, scheme, err := c.secure(on)
	if err == nil {
		config.Gate, err = c.gate(ctx, l, on.Addr())
		config.Proxy = c.Proxy
	}
	if err != nil {
		on.Close()
	}
	return serve, scheme, err
}

// gate returns the gate of an address, nil where whoever reaches it may in.
func (c *serveCommand) gate(ctx context.Context, l *ledger.Ledger, at net.Addr) (web.Gate, error) {
	tcp, ok := at.(*net.TCPAddr)
	local := ok && tcp.IP.IsLoopback()
	if local && !c.SignIn && !c.Proxy {
		return nil, nil
	}
	p, err := people.New(ctx, l.DB())
	if err != nil {
		return nil, err
	}
	users, err := p.Users(ctx)
	switch {
	case err != nil:
		return nil, err
	case len(users) == 0:
		return nil, usagef("--addr %s: accounts are demanded here and there are none; make one with 'tocsin user add NAME --role admin'", c.Addr)
	case !local && c.Cert == "" && !c.Proxy && !c.Plain:
		return nil, usagef("--addr %s: passwords would cross the network readable; give --cert and --key, or --proxy behind one that serves TLS, or --plain where you trust the network", c.Addr)
	}
	return gate{p}, nil
}

// secure puts TLS on a listener if a certificate is given.
func (c *serveCommand) secure(on net.Listener) (net.Listener, string, error) {
	if c.Cert == "" && c.Key == "" {
		return on, "http", nil
	}
	cert, err := tls.LoadX509KeyPair(c.Cert, c.Key)
	if err != nil {
		return on, "", fmt.Errorf("reading --cert and --key: %w", err)
	}
	return tls.NewListener(on, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}), "https", nil
}

// camps tells which actors are of one camp on a day.
func (b *workbench) camps(ctx context.Context) (func(x, y string, on tocsin.Date) bool, error) {
	names, err := b.naming(ctx)
	return names.OneCamp, err
}

package web

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// A Gate knows who may use the workbench.
type Gate interface {
	// SignIn checks a name and password and begins a session. The error is ErrWrong, ErrTooMany or ErrBusy if it is not
	// the server's. address is that of the caller's machine.
	SignIn(ctx context.Context, name, password, address string) (token string, err error)
	// Session returns who holds the token of a session, and Token who acts by a program's token; the zero Person for
	// nobody.
	Session(ctx context.Context, token string) (Person, error)
	Token(ctx context.Context, secret string) (Person, error)
	SignOut(ctx context.Context, token string) error
	// Users and SignIns are for whoever looks after people: all users, and the latest attempts to sign in.
	Users(ctx context.Context) ([]User, error)
	SignIns(ctx context.Context, limit int) ([]SignIn, error)
}

// A User is somebody who may sign in.
type User struct {
	Name  string
	Role  Role
	Added time.Time
}

// A SignIn is an attempt to sign in.
type SignIn struct {
	At                     time.Time
	Name, Address, Outcome string
}

// What can be wrong with an attempt to sign in.
var (
	ErrWrong   = errors.New("the name or the password is wrong")
	ErrTooMany = errors.New("too many attempts: try again in a quarter of an hour")
	ErrBusy    = errors.New("too many are signing in at this moment: try again")
)

// who returns the person behind a request; the zero Person for nobody known. A program's token comes first: a request
// that brings one is never answered for somebody else whose cookie it has as well.
func (s *Server) who(r *http.Request) (Person, error) {
	if s.Gate == nil {
		if !isLocal(r.Host) {
			return Person{}, errHost
		}
		return Person{Name: s.User, Role: Admin}, nil
	}
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, secret, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return Person{}, nil
		}
		return s.Gate.Token(r.Context(), strings.TrimSpace(secret))
	}
	if c, err := r.Cookie(s.cookieName(r)); err == nil {
		return s.Gate.Session(r.Context(), c.Value)
	}
	return Person{}, nil
}

// isLocal reports whether a host, as a request names it, is this machine. Where nobody signs in, a page of a stranger
// whose name leads to this machine must not be answered: the browser would let it read everything.
func isLocal(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(name)
	return err == nil && ip.IsLoopback()
}

// secure reports whether the request came over TLS, to us or to the proxy in front of us.
func (s *Server) secure(r *http.Request) bool { return r.TLS != nil || s.Proxy }

// addressOf returns the address of the caller's machine. Behind a proxy it is the last that the proxy names: those before
// it are what the caller says.
func (s *Server) addressOf(r *http.Request) string {
	if s.Proxy {
		forwarded := strings.Join(r.Header.Values("X-Forwarded-For"), ",")
		if ip, err := netip.ParseAddr(strings.TrimSpace(forwarded[strings.LastIndexByte(forwarded, ',')+1:])); err == nil {
			return ip.Unmap().String()
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// cookieName is the name of the cookie of sessions. With the prefix a browser takes it only from this host, over TLS.
func (s *Server) cookieName(r *http.Request) string {
	if s.secure(r) {
		return "__Host-tocsin"
	}
	return "tocsin"
}

// setSession gives the browser the token of a session, or takes it away if it is "". It lasts until the browser closes;
// the register ends it earlier if it must.
func (s *Server) setSession(w http.ResponseWriter, r *http.Request, token string) {
	c := &http.Cookie{Name: s.cookieName(r), Value: token, Path: "/", HttpOnly: true, Secure: s.secure(r), SameSite: http.SameSiteLaxMode}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

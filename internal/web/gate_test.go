package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A fakeGate knows one person for each role: who signs in as the role's name, with the password "right". The token of a
// session is "session-ROLE", that of a program "program-ROLE".
type fakeGate struct{ asked *[]string }

func (g fakeGate) SignIn(_ context.Context, name, password, address string) (string, error) {
	if g.asked != nil {
		*g.asked = append(*g.asked, address)
	}
	switch {
	case name == "busy":
		return "", ErrBusy
	case name == "often":
		return "", fmt.Errorf("signing in: %w", ErrTooMany)
	case password != "right":
		return "", ErrWrong
	}
	return "session-" + name, nil
}

func (g fakeGate) person(token, prefix string) (Person, error) {
	name, ok := strings.CutPrefix(token, prefix)
	role, known := ParseRole(name)
	if !ok || !known {
		return Person{}, nil
	}
	return Person{Name: "a." + name, Role: role}, nil
}

func (g fakeGate) Session(_ context.Context, token string) (Person, error) {
	return g.person(token, "session-")
}

func (g fakeGate) Token(_ context.Context, secret string) (Person, error) {
	return g.person(secret, "program-")
}

func (g fakeGate) SignOut(context.Context, string) error { return nil }

func (g fakeGate) Users(context.Context) ([]User, error) {
	return []User{{Name: hostile, Role: Coder, Added: time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)}}, nil
}

func (g fakeGate) SignIns(context.Context, int) ([]SignIn, error) {
	return []SignIn{{At: time.Date(2024, 3, 1, 9, 30, 0, 0, time.UTC), Name: hostile, Address: hostile, Outcome: "wrong"}}, nil
}

// gated is a server that demands accounts.
func gated(t *testing.T, change func(*Config)) http.Handler {
	t.Helper()
	return newServer(t, func(c *Config) {
		*c = fullOf("Kareth").config()
		c.Gate = fakeGate{}
		if change != nil {
			change(c)
		}
	})
}

// An ask is a request that tests make.
type ask struct {
	method, address string
	cookie, token   string
	form            url.Values
	header          map[string]string
}

func (a ask) of(h http.Handler) *httptest.ResponseRecorder {
	method := a.method
	if method == "" {
		method = "GET"
	}
	r := httptest.NewRequest(method, "http://desk.example"+a.address, strings.NewReader(a.form.Encode()))
	if a.form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if a.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "tocsin", Value: a.cookie})
	}
	if a.token != "" {
		r.Header.Set("Authorization", "Bearer "+a.token)
	}
	for k, v := range a.header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

var parameter = regexp.MustCompile(`\{[a-z]+\}`)

// addressOf is an address that a route answers.
func addressOf(rt route) string {
	return parameter.ReplaceAllString(strings.Replace(rt.path, "{$}", "", 1), "x")
}

// keptOut reports whether an answer is that of somebody who may not.
func keptOut(w *httptest.ResponseRecorder) bool {
	return w.Code == http.StatusForbidden || w.Code == http.StatusUnauthorized || w.Code == http.StatusSeeOther && strings.HasPrefix(w.Header().Get("Location"), "/sign-in")
}

// TestRoles tries every route with every role, by session and by token: below the role it demands nobody gets in.
func TestRoles(t *testing.T) {
	h := gated(t, nil)
	s := &Server{Config: fake{}.config()}
	for role := Anyone; role <= Admin; role++ {
		for _, rt := range s.routes() {
			for _, a := range []ask{{cookie: "session-" + role.String()}, {token: "program-" + role.String()}} {
				a.method, a.address = rt.method, addressOf(rt)
				if a.address == "/sign-in" && rt.method == "POST" {
					a.form = url.Values{"name": {"reader"}, "password": {"right"}}
				}
				w := a.of(h)
				if keptOut(w) != (role < rt.role) {
					t.Errorf("%s %s as %s: status %d, needs %s", rt.method, rt.path, role, w.Code, rt.role)
				}
			}
		}
	}
}

// TestRoutes holds the whole table: an address that is added or changes its role is seen here.
func TestRoutes(t *testing.T) {
	s := &Server{Config: fake{}.config()}
	for _, rt := range s.routes() {
		if rt.role == Anyone {
			switch rt.method + " " + rt.path {
			case "GET /static/", "GET /sign-in", "POST /sign-in", "POST /sign-out":
			default:
				t.Errorf("%s %s is open to anyone", rt.method, rt.path)
			}
		}
		if rt.method != "GET" && rt.role < Coder && rt.path != "/sign-in" && rt.path != "/sign-out" {
			t.Errorf("%s %s changes something and is open to a %s", rt.method, rt.path, rt.role)
		}
	}
}

func TestSigningIn(t *testing.T) {
	h := gated(t, nil)
	// Whoever is not known is sent to the form and, once signed in, to where they wanted to go.
	w := ask{address: "/actors?q=x"}.of(h)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/sign-in?to=%2Factors%3Fq%3Dx" {
		t.Fatalf("%d, %s", w.Code, w.Header().Get("Location"))
	}
	w = ask{address: w.Header().Get("Location")}.of(h)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `name="to" value="/actors?q=x"`) {
		t.Errorf("%d, %s", w.Code, w.Body)
	}
	balanced(t, w.Body.String())
	if strings.Contains(w.Body.String(), "<nav") {
		t.Error("a stranger is shown the way around")
	}
	w = ask{method: "POST", address: "/sign-in", form: url.Values{"name": {"coder"}, "password": {"right"}, "to": {"/actors?q=x"}}}.of(h)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/actors?q=x" {
		t.Errorf("%d, %s", w.Code, w.Header().Get("Location"))
	}
	if got, want := w.Header().Get("Set-Cookie"), "tocsin=session-coder; Path=/; HttpOnly; SameSite=Lax"; got != want {
		t.Errorf("cookie %s, want %s", got, want)
	}
	w = ask{address: "/actors", cookie: "session-coder"}.of(h)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Sign out a.coder") {
		t.Errorf("%d, %s", w.Code, w.Body)
	}
	w = ask{address: "/sign-in?to=/reports", cookie: "session-coder"}.of(h)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/reports" {
		t.Errorf("signed in already: %d, %s", w.Code, w.Header().Get("Location"))
	}
	w = ask{method: "POST", address: "/sign-out", cookie: "session-coder"}.of(h)
	if w.Code != http.StatusSeeOther || !strings.Contains(w.Header().Get("Set-Cookie"), "tocsin=; Path=/; Max-Age=0") {
		t.Errorf("%d, %s", w.Code, w.Header())
	}
}

func TestSigningInRefused(t *testing.T) {
	h := gated(t, nil)
	for name, want := range map[string]int{"coder": http.StatusUnauthorized, hostile: http.StatusUnauthorized, "often": http.StatusTooManyRequests, "busy": http.StatusServiceUnavailable} {
		w := ask{method: "POST", address: "/sign-in", form: url.Values{"name": {name}, "password": {"wrong"}, "to": {hostile}}}.of(h)
		if w.Code != want || w.Header().Get("Set-Cookie") != "" || !strings.Contains(w.Body.String(), `role="alert"`) {
			t.Errorf("%s: %d, %s", name, w.Code, w.Header())
		}
		if strings.Contains(w.Body.String(), "wrong\"") || strings.Contains(w.Body.String(), "<script>alert") {
			t.Errorf("%s: the page shows what it must not", name)
		}
		balanced(t, w.Body.String())
	}
	// A program's token that is not known is an error, whatever cookie comes with it.
	if w := (ask{address: "/actors", cookie: "session-admin", token: "nothing"}).of(h); !keptOut(w) {
		t.Errorf("a wrong token: %d", w.Code)
	}
	if w := (ask{address: "/actors", cookie: "session-admin", header: map[string]string{"Authorization": "Basic eDp5"}}).of(h); !keptOut(w) {
		t.Errorf("another scheme: %d", w.Code)
	}
}

// TestLocalPaths: after signing in nobody is sent to another host.
func TestLocalPaths(t *testing.T) {
	for to, want := range map[string]string{
		"/actors?q=x": "/actors?q=x", "": "/", "//evil.example": "/", "/\\evil.example": "/", "https://evil.example": "/", "javascript:alert(1)": "/", "/\t/evil.example": "/", "evil": "/",
	} {
		if got := localPath(to); got != want {
			t.Errorf("%q leads to %q, want %q", to, got, want)
		}
	}
}

// TestOtherSites: a page of another site can neither sign somebody in nor change anything with their cookie.
func TestOtherSites(t *testing.T) {
	h := gated(t, nil)
	for _, header := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "same-site"}} {
		for _, address := range []string{"/sign-in", "/sign-out", "/forecast"} {
			w := ask{method: "POST", address: address, cookie: "session-admin", header: header, form: url.Values{}}.of(h)
			if w.Code != http.StatusForbidden {
				t.Errorf("%s with %v: status %d", address, header, w.Code)
			}
		}
	}
}

// TestSingleUser: where nobody signs in, only this machine's names are answered, or a stranger's page whose name leads
// here could read everything.
func TestSingleUser(t *testing.T) {
	h := newServer(t, nil)
	for host, want := range map[string]int{
		"localhost:8077": 200, "127.0.0.1:8077": 200, "[::1]:8077": 200, "127.1.2.3": 200, "tocsin.localhost": 200, "LOCALHOST.": 200,
		"evil.example": 421, "localhost.evil.example": 421, "127.0.0.1.evil.example": 421, "192.0.2.1:8077": 421, "0.0.0.0": 421,
	} {
		r := httptest.NewRequest("GET", "/help", nil)
		r.Host = host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: status %d, want %d", host, w.Code, want)
		}
	}
	if w := get(t, h, "/people"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "nobody signs in") {
		t.Errorf("%d", w.Code)
	}
	if w := get(t, h, "/sign-in"); w.Code != http.StatusSeeOther {
		t.Errorf("there is nothing to sign in to: %d", w.Code)
	}
}

// TestBehindProxy: with TLS in front cookies are for TLS alone, and the address is the one that the proxy saw.
func TestBehindProxy(t *testing.T) {
	var asked []string
	h := gated(t, func(c *Config) { c.Proxy, c.Gate = true, fakeGate{&asked} })
	w := ask{method: "POST", address: "/sign-in", form: url.Values{"name": {"coder"}, "password": {"right"}}, header: map[string]string{"X-Forwarded-For": "203.0.113.9, 2001:db8::1"}}.of(h)
	if got, want := w.Header().Get("Set-Cookie"), "__Host-tocsin=session-coder; Path=/; HttpOnly; Secure; SameSite=Lax"; got != want {
		t.Errorf("cookie %s, want %s", got, want)
	}
	if w.Header().Get("Strict-Transport-Security") == "" {
		t.Error("browsers are not told to stay with TLS")
	}
	ask{method: "POST", address: "/sign-in", form: url.Values{}, header: map[string]string{"X-Forwarded-For": "nonsense"}}.of(h)
	if w := (ask{address: "/actors", cookie: "session-coder"}).of(h); !keptOut(w) {
		t.Error("a cookie without the prefix is taken")
	}
	plain := gated(t, func(c *Config) { c.Gate = fakeGate{&asked} })
	ask{method: "POST", address: "/sign-in", form: url.Values{}, header: map[string]string{"X-Forwarded-For": "203.0.113.9"}}.of(plain)
	if got := strings.Join(asked, " "); got != "2001:db8::1 192.0.2.1 192.0.2.1" {
		t.Errorf("addresses %s", got)
	}
}

func TestPeoplePage(t *testing.T) {
	w := ask{address: "/people", cookie: "session-admin"}.of(gated(t, nil))
	if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "<script>alert") || !strings.Contains(w.Body.String(), "2024-03-01 09:30:00") {
		t.Errorf("%d, %s", w.Code, w.Body)
	}
	balanced(t, w.Body.String())
}

// TestHeaders: what keeps a page from running or loading what is not ours is on every answer.
func TestHeaders(t *testing.T) {
	h := gated(t, nil)
	s := &Server{Config: fake{}.config()}
	for _, rt := range s.routes() {
		for _, cookie := range []string{"", "session-admin"} {
			w := ask{method: rt.method, address: addressOf(rt), cookie: cookie}.of(h)
			csp := w.Header().Get("Content-Security-Policy")
			for _, want := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'"} {
				if !strings.Contains(csp, want) {
					t.Errorf("%s %s: no %s", rt.method, rt.path, want)
				}
			}
			if strings.Contains(csp, "unsafe") || w.Header().Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s %s: %s", rt.method, rt.path, w.Header())
			}
			if !strings.HasPrefix(rt.path, "/static/") && strings.Contains(w.Header().Get("Cache-Control"), "public") {
				t.Errorf("%s %s may be kept by others", rt.method, rt.path)
			}
		}
	}
}

package source

import (
	"compress/gzip"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// web starts a small web: address path → handler, one server for every host name. The fetcher it returns
// resolves all names to that server and otherwise checks addresses as it always does.
func web(t *testing.T, pages map[string]http.HandlerFunc) *Fetcher {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range pages {
		mux.HandleFunc(path, h)
	}
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	f := &Fetcher{Delay: time.Microsecond, Timeout: 5 * time.Second}
	f.init()
	f.client.Transport.(*http.Transport).DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, srv.Listener.Addr().String())
	}
	return f
}

func text(media, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		fmt.Fprint(w, body)
	}
}

func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func TestFetch(t *testing.T) {
	var agent string
	f := web(t, map[string]http.HandlerFunc{
		"/a": func(w http.ResponseWriter, r *http.Request) {
			agent = r.UserAgent()
			w.Header().Set("Content-Type", "text/html; charset=windows-1251")
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			fmt.Fprint(z, "<p>Page a")
			z.Close()
		},
		"/moved": redirect("http://other.example/a"),
	})
	p, err := f.Fetch(t.Context(), "http://news.example/moved#top")
	if err != nil {
		t.Fatal(err)
	}
	if p.URL != "http://other.example/a" || string(p.Body) != "<p>Page a" || p.Media != "text/html; charset=windows-1251" || p.Got.IsZero() {
		t.Errorf("got %+v", p)
	}
	if !strings.HasPrefix(agent, "tocsin/") {
		t.Errorf("User-Agent %q", agent)
	}
}

// TestFetchRefused asks for what must not be fetched, or cannot be. Each error names the address and says why.
func TestFetchRefused(t *testing.T) {
	pages := map[string]http.HandlerFunc{
		"/robots.txt": text("text/plain", "User-agent: *\nDisallow: /secret\n\nUser-agent: tocsin\nDisallow: /private"),
		"/private/a":  text("text/html", "not for us"),
		"/secret/a":   text("text/html", "not for others"),
		"/missing":    status(http.StatusNotFound),
		"/metadata":   redirect("http://169.254.169.254/latest/meta-data/"),
		"/inside":     redirect("http://[::ffff:10.0.0.1]/"),
		"/port":       redirect("http://news.example:6379/"),
		"/file":       redirect("file:///etc/passwd"),
		"/round":      redirect("/round"),
		"/to-private": redirect("/private/a"),
		"/nowhere":    status(http.StatusFound),
		"/later": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(429)
		},
		"/large":       text("text/html", strings.Repeat("x", 3000)),
		"/unpacked":    func(w http.ResponseWriter, _ *http.Request) { zipTo(w, strings.Repeat("x", 1<<20)) },
		"/slow":        func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"/hosts/{any}": status(http.StatusNoContent),
	}
	f := web(t, pages)
	f.Limit, f.Timeout = 2000, time.Second
	for address, want := range map[string]string{
		"http://news.example/private/a":  "robots.txt asks not to fetch",
		"http://news.example/to-private": "robots.txt asks not to fetch",
		"http://news.example/missing":    "answered 404 Not Found",
		"http://news.example/hosts/x":    "answered 204",
		"http://news.example/metadata":   "169.254.169.254 is not a public address",
		"http://news.example/inside":     "not a public address",
		"http://news.example/port":       "port 6379",
		"http://news.example/file":       `"file" addresses are not fetched`,
		"http://news.example/round":      "more than 5 redirects",
		"http://news.example/nowhere":    "without a new address",
		"http://news.example/large":      "larger than 2000 bytes",
		"http://news.example/unpacked":   "larger than 2000 bytes",
		"http://slow.example/slow":       "no full answer in time",
		"http://127.0.0.1/":              "not a public address",
		"http://127.0.0.1:8080/":         "port 8080",
		"http://[::1]/":                  "not a public address",
		"http://192.168.1.1/admin":       "not a public address",
		"http://100.64.0.1/":             "not a public address",
		"gopher://news.example/":         `"gopher" addresses`,
		"http:///a":                      "no host",
		"http://later.example/later":     "asks to wait 1h0m0s",
		"http://news.example/%zz":        "not an address",
	} {
		_, err := f.Fetch(t.Context(), address)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), address) {
			t.Errorf("Fetch(%s) = %v, want %q", address, err, want)
		}
	}
	if _, err := f.Fetch(t.Context(), "http://later.example/other"); err == nil || !strings.Contains(err.Error(), "not to be called") {
		t.Errorf("a host that asked to wait was asked again: %v", err)
	}
	if _, err := f.Fetch(t.Context(), "http://news.example/secret/a"); err != nil {
		t.Errorf("rules for others were applied to us: %v", err)
	}
}

func zipTo(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	fmt.Fprint(z, body)
	z.Close()
}

// TestDialGuard uses the real dialer: a name that leads inside is refused after it is resolved.
func TestDialGuard(t *testing.T) {
	f := &Fetcher{Timeout: 3 * time.Second}
	if _, err := f.Fetch(t.Context(), "http://localhost/"); err == nil || !strings.Contains(err.Error(), "not public") {
		t.Errorf("Fetch of localhost: %v", err)
	}
}

func TestAllowPrivate(t *testing.T) {
	srv := httptest.NewServer(text("text/plain", "inside"))
	defer srv.Close()
	f := &Fetcher{Delay: time.Microsecond, AllowPrivate: true}
	if p, err := f.Fetch(t.Context(), srv.URL); err != nil || string(p.Body) != "inside" {
		t.Errorf("got %v, %v", p, err)
	}
}

func TestRobots(t *testing.T) {
	for _, c := range []struct {
		name   string
		robots http.HandlerFunc
		want   string // in the error; "" if the page is fetched
	}{
		{"missing", status(http.StatusNotFound), ""},
		{"forbidden", status(http.StatusForbidden), ""},
		{"failing", status(http.StatusInternalServerError), "robots.txt: answered 500"},
		{"busy", status(http.StatusServiceUnavailable), "robots.txt: answered 503"},
		{"empty", text("text/plain", ""), ""},
		{"a page instead", text("text/html", "<html><p>Not found"), ""},
		{"moved", redirect("http://other.example/rules"), "robots.txt asks"},
		{"moved for ever", redirect("/robots.txt"), ""},
		{"moved inside", redirect("http://10.0.0.1/robots.txt"), "robots.txt: 10.0.0.1 is not a public address"},
		{"by query", text("text/plain", "User-agent: *\nDisallow: /page?print=1"), "robots.txt asks"},
		{"root only", text("text/plain", "User-agent: *\nDisallow: /$"), ""},
		{"all", text("text/plain", "User-agent: *\nDisallow: /"), "robots.txt asks"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := web(t, map[string]http.HandlerFunc{"/robots.txt": c.robots, "/page": text("text/html", "<p>x"),
				"/rules": text("text/plain", "User-agent: *\nDisallow: /page")})
			_, err := f.Fetch(t.Context(), "http://news.example/page?print=1")
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestRobotsReadOnce(t *testing.T) {
	var asked atomic.Int32
	f := web(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, r *http.Request) { asked.Add(1); w.WriteHeader(404) },
		"/":           text("text/html", "<p>x"),
	})
	for _, a := range []string{"http://a.example/1", "http://a.example/2", "http://b.example/1", "http://A.example/3"} {
		if _, err := f.Fetch(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	if asked.Load() != 2 {
		t.Errorf("robots.txt was asked for %d times for two hosts", asked.Load())
	}
}

func TestRetryAfter(t *testing.T) {
	var asked atomic.Int32
	f := web(t, map[string]http.HandlerFunc{"/busy": func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) < 3 {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(w, "at last")
	}})
	if p, err := f.Fetch(t.Context(), "http://news.example/busy"); err != nil || string(p.Body) != "at last" {
		t.Errorf("got %v, %v", p, err)
	}
	now := time.Date(2024, 3, 2, 12, 0, 0, 0, time.UTC)
	for header, want := range map[string]time.Duration{"7": 7 * time.Second, "": 10 * time.Second, "soon": 10 * time.Second,
		"-3": 10 * time.Second, "Sat, 02 Mar 2024 12:00:30 GMT": 30 * time.Second, "Sat, 02 Mar 2024 11:00:00 GMT": 0} {
		if got := retryAfter(header, now); got != want {
			t.Errorf("retryAfter(%q) = %s, want %s", header, got, want)
		}
	}
}

func TestDelay(t *testing.T) {
	f := web(t, map[string]http.HandlerFunc{"/": text("text/html", "<p>x")})
	f.Delay = 60 * time.Millisecond
	start := time.Now()
	for _, a := range []string{"http://a.example/1", "http://a.example/2", "http://a.example/3"} {
		if _, err := f.Fetch(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(start); took < 2*f.Delay {
		t.Errorf("three pages of one host in %s", took)
	}
}

func TestAddresses(t *testing.T) {
	f := web(t, map[string]http.HandlerFunc{
		"/2024/blast.html": text("text/html", "<p>Blast"),
		"/feed.jsonl":      text("application/octet-stream", "{\"id\":\"one\"}\n{\"text\":\"two\"}\n"),
		"/note":            text("text/plain; charset=utf-8", "A note"),
		"/photo":           text("image/png", "\x89PNG\r\n\x1a\n\x00\x00"),
		"/short":           redirect("http://long.example/note"),
	})
	docs, errs := read(t, Options{Fetcher: f}, "http://news.example/2024/blast.html?utm_source=x", "http://news.example/feed.jsonl",
		"http://news.example/note", "http://news.example/photo", "http://s.example/short")
	want := []string{
		"news.example-blast-" + shortHash("http://news.example/2024/blast.html") + " html <p>Blast",
		"one json {\"id\":\"one\"}",
		"feed-2 json {\"text\":\"two\"}",
		"news.example-note-" + shortHash("http://news.example/note") + " text A note",
		"long.example-note-" + shortHash("http://long.example/note") + " text A note",
	}
	if diff := cmp.Diff(want, docs); diff != "" {
		t.Error(diff)
	}
	if len(errs) != 1 || !strings.Contains(errs[0], "http://news.example/photo: not a text but image/png") {
		t.Errorf("errors %q", errs)
	}
	for d, err := range Documents(t.Context(), []string{"http://s.example/short"}, Options{Fetcher: f}) {
		if err != nil || len(d.Problems) != 1 || !strings.Contains(d.Problems[0].Text, "redirected from") || d.URL != "http://long.example/note" {
			t.Errorf("got %+v, %v", d, err)
		}
	}
}

package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"github.com/klauspost/compress/gzip"

	"github.com/tocsin-org/tocsin"
)

// Config joins the workbench to the rest. All fields that are interfaces must be set unless they say otherwise.
type Config struct {
	Incidents incidentFinder
	Teller    incidentTeller
	Actors    actorFinder
	Sources   sourceFinder
	Outlooks  outlooker
	Review    reviewer
	// Gate says who asks. Nil is the single-user mode: whoever reaches the server may do all, under the name User. It is
	// for a loopback address alone, and the caller sees to that.
	Gate  Gate
	Proxy bool // a proxy in front serves TLS and names the caller's address last in X-Forwarded-For
	Demo  bool // the ledger is one of invented reports, and every page says so
	// Camps returns what tells exports which actors are of one camp on a day, and IsState which are a state's; see
	// exchange.About. Both may be nil.
	Camps   func(ctx context.Context) (func(a, b string, on tocsin.Date) bool, error)
	IsState func(actor string) bool
	User    string // name under which decisions are entered in single-user mode
	// Version is shown in the footer and names the built files, so that browsers may keep them.
	Version string
	Log     *slog.Logger // nil logs nothing
	Now     func() time.Time
}

// A Server is the workbench.
type Server struct {
	Config
	pages map[string]page
	files *files
	api   *api
}

// maxBody bounds what a request may send.
const maxBody = 1 << 20

// New returns the handler of the workbench.
func New(c Config) (http.Handler, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	s := &Server{Config: c}
	var err error
	if s.files, err = readFiles(); err != nil {
		return nil, err
	}
	if s.pages, err = s.parsePages(); err != nil {
		return nil, err
	}
	if s.api, err = s.newAPI(); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	for _, rt := range s.routes() {
		mux.Handle(rt.method+" "+rt.path, s.guard(rt))
	}
	cross := http.NewCrossOriginProtection()
	// The fastest level: pages and lists are small, and processors are scarcer here than the network.
	zip, err := gzhttp.NewWrapper(gzhttp.CompressionLevel(gzip.BestSpeed))
	if err != nil {
		return nil, err
	}
	return s.headers(newTurns().handler(zip(cross.Handler(mux)))), nil
}

// Serve answers requests until the context ends, and lets those under way finish.
func Serve(ctx context.Context, l net.Listener, c Config) error {
	h, err := New(c)
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return srv.Shutdown(end)
}

// headers sets what every answer carries.
func (s *Server) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		if s.secure(r) {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// guard lets a request through to a route if whoever asks has the role for it.
func (s *Server) guard(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, err := s.who(r)
		switch {
		case err != nil:
		case who.Role < rt.role:
			err = errForbidden
			if who.Role == Anyone {
				err = errSignIn
			}
		default:
			err = safely(rt.handle, w, r.WithContext(context.WithValue(r.Context(), personKey{}, who)))
		}
		if err != nil && !errors.Is(err, context.Canceled) {
			s.fail(w, r, who, err)
		}
	})
}

// safely turns a panic into an error with its stack, so that a fault of one page is told and logged as any other.
func safely(handle func(http.ResponseWriter, *http.Request) error, w http.ResponseWriter, r *http.Request) (err error) {
	defer func() {
		p := recover()
		if p == http.ErrAbortHandler { // a download breaks off, and must be seen to
			panic(p)
		}
		if p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return handle(w, r)
}

type personKey struct{}

// person returns who asks.
func person(r *http.Request) Person {
	p, _ := r.Context().Value(personKey{}).(Person)
	return p
}

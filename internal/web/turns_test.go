package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestTurns: few questions are answered at once, all of them in the end, and none waits for ever for a turn.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const takes = 10 * time.Millisecond
		turns := newTurns()
		var now, most atomic.Int32
		h := turns.handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if n := now.Add(1); n > most.Load() {
				most.Store(n)
			}
			time.Sleep(takes)
			now.Add(-1)
			w.Header().Set("X-Of", r.URL.Path)
			w.WriteHeader(http.StatusTeapot)
			io.WriteString(w, "answer")
		}))
		ask := func(method, path string) *httptest.ResponseRecorder {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(method, path, nil))
			return w
		}
		var all sync.WaitGroup
		for range 3 * cap(turns) {
			all.Go(func() {
				w := ask("GET", "/v1/me")
				if w.Code != http.StatusTeapot || w.Body.String() != "answer" || w.Header().Get("X-Of") != "/v1/me" {
					t.Errorf("got %d %q %v", w.Code, w.Body, w.Header())
				}
			})
		}
		all.Wait()
		if int(most.Load()) != cap(turns) {
			t.Errorf("%d at once, not %d", most.Load(), cap(turns))
		}

		for range cap(turns) {
			turns <- struct{}{} // taken by what takes long
		}
		for _, c := range []struct {
			method, path string
			waits        time.Duration
		}{{"GET", "/", turnWait}, {"POST", "/review/accept", 0}, {"GET", "/static/x.css", 0}, {"GET", "/v1/incidents.csv", 0}} {
			began := time.Now()
			ask(c.method, c.path)
			if got := time.Since(began); got != c.waits+takes {
				t.Errorf("%s %s took %v, not %v", c.method, c.path, got, c.waits+takes)
			}
		}
		if len(turns) != cap(turns) {
			t.Errorf("whoever had no turn ended %d", cap(turns)-len(turns))
		}
	})
}

// TestTurnEndsWithPanic: an answer that breaks off gives its turn back.
func TestTurnEndsWithPanic(t *testing.T) {
	turns := newTurns()
	h := turns.handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	func() {
		defer func() {
			if p := recover(); p != http.ErrAbortHandler {
				t.Errorf("recovered %v", p)
			}
		}()
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", strings.NewReader("")))
	}()
	if len(turns) != 0 {
		t.Errorf("%d turns are still taken", len(turns))
	}
}

package web

import (
	"net/http"
	"runtime"
	"strings"
	"time"
)

// Turns let few questions be answered at once, in the order in which they came. Answers are made of memory and processors
// alone: if twenty are made at once on two processors, each takes as long as all twenty, and a short one as long as a long
// one; one after the other, each is done when its turn comes and the median waits half as long.
type turns chan struct{}

// turnWait is how long a question waits at most: should all turns go to what takes long, others are answered beside it.
const turnWait = 100 * time.Millisecond

func newTurns() turns { return make(turns, 1+runtime.GOMAXPROCS(0)) }

// take waits for a turn and returns what ends it.
func (t turns) take(r *http.Request) (end func()) {
	select {
	case t <- struct{}{}:
		return t.end
	default:
	}
	timer := time.NewTimer(turnWait)
	defer timer.Stop()
	select { // whoever waits longest is let through first
	case t <- struct{}{}:
		return t.end
	case <-timer.C:
	case <-r.Context().Done():
	}
	return func() {}
}

func (t turns) end() { <-t }

// handler answers questions by turns. The turn is over when the answer is made and packed: a slow network holds up nobody.
// What is changed, and what is sent as it is made, has no turn.
func (t turns) handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || isExport(r.URL.Path) || strings.HasPrefix(r.URL.Path, "/static/") {
			next.ServeHTTP(w, r)
			return
		}
		b := &buffered{ResponseWriter: w, status: http.StatusOK}
		func() {
			defer t.take(r)()
			next.ServeHTTP(b, r)
		}()
		w.WriteHeader(b.status)
		w.Write(b.body.Bytes()) // whoever asked may have gone
	})
}

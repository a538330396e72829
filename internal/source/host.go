package source

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
	"golang.org/x/time/rate"
)

// hosts remembers, for each server, when it may be asked again and what its robots.txt says.
type hosts struct {
	mu sync.Mutex
	m  map[string]*host
}

// A host is one server: scheme, name and port, as robots.txt has it.
type host struct {
	limiter *rate.Limiter
	mu      sync.Mutex
	until   time.Time // not to be asked before
	robots  *robotstxt.Group
	refusal error // why nothing of it may be fetched
	read    time.Time
}

// robotsAge is how long an answer to robots.txt holds (RFC 9309, 2.4).
const robotsAge = 24 * time.Hour

// robotsSize is the part of a robots.txt that is read (RFC 9309, 2.5).
const robotsSize = 500 << 10

func (hs *hosts) of(u *url.URL, delay time.Duration) *host {
	hs.mu.Lock()
	defer hs.mu.Unlock()
	if hs.m == nil {
		hs.m = map[string]*host{}
	}
	key := u.Scheme + "://" + strings.ToLower(u.Host)
	if hs.m[key] == nil {
		hs.m[key] = &host{limiter: rate.NewLimiter(rate.Every(delay), 1)}
	}
	return hs.m[key]
}

// wait returns when the host may be asked.
func (h *host) wait(ctx context.Context) error {
	if err := h.limiter.Wait(ctx); err != nil {
		return err
	}
	h.mu.Lock()
	pause := time.Until(h.until)
	h.mu.Unlock()
	if pause <= 0 {
		return nil
	}
	if pause > longestWait {
		return fmt.Errorf("the server asks not to be called for %s", pause.Round(time.Second))
	}
	select {
	case <-time.After(pause):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// rest keeps everyone from asking the host for a while.
func (h *host) rest(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if until := time.Now().Add(d); until.After(h.until) {
		h.until = until
	}
}

// slow lets at most one request through every d.
func (h *host) slow(d, usual time.Duration) {
	if d > usual {
		h.limiter.SetLimit(rate.Every(min(d, longestWait)))
	}
}

// allowed asks the host's robots.txt whether an address may be fetched.
func (f *Fetcher) allowed(ctx context.Context, u *url.URL) error {
	h := f.hosts.of(u, f.Delay)
	group, refusal := f.robots(ctx, h, u)
	if refusal != nil {
		return refusal
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !group.Test(path) {
		return errors.New("robots.txt asks not to fetch this page")
	}
	return nil
}

// robots returns what applies to us in a host's robots.txt. A missing file allows everything; a server that
// fails allows nothing (RFC 9309, 2.3.1).
func (f *Fetcher) robots(ctx context.Context, h *host, u *url.URL) (*robotstxt.Group, error) {
	h.mu.Lock()
	if !h.read.IsZero() && time.Since(h.read) < robotsAge {
		defer h.mu.Unlock()
		return h.robots, h.refusal
	}
	h.mu.Unlock()

	group, refusal := f.readRobots(ctx, u)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	h.mu.Lock()
	h.robots, h.refusal, h.read = group, refusal, time.Now()
	h.mu.Unlock()
	if group != nil {
		h.slow(group.CrawlDelay, f.Delay)
	}
	return group, refusal
}

func (f *Fetcher) readRobots(ctx context.Context, u *url.URL) (*robotstxt.Group, error) {
	status, body, err := f.getRobots(ctx, &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"})
	if err != nil {
		return nil, fmt.Errorf("robots.txt: %w", plainURLError(err))
	}
	data, err := robotstxt.FromStatusAndBytes(status, body)
	if err != nil {
		// A file that cannot be parsed at all says nothing; what little can be parsed, the library takes.
		data, _ = robotstxt.FromStatusAndBytes(404, nil)
	}
	agent, _, _ := strings.Cut(f.Agent, "/")
	return data.FindGroup(strings.ToLower(agent)), nil
}

// getRobots follows redirects as for a page, but asks no robots.txt on the way.
func (f *Fetcher) getRobots(ctx context.Context, u *url.URL) (status int, body []byte, err error) {
	for range mostRedirects + 1 {
		p, next, err := f.get(ctx, u, robotsSize)
		var se *statusError
		switch {
		case errors.As(err, &se) && se.code < 500:
			return se.code, nil, nil
		case err != nil:
			return 0, nil, err
		case next == "":
			return 200, p.Body, nil
		}
		to, err := u.Parse(next)
		if err != nil {
			return 0, nil, fmt.Errorf("redirected to %q, which is no address", next)
		}
		if u, err = f.checked(to.String()); err != nil {
			return 0, nil, err
		}
	}
	return 404, nil, nil // more redirects than are followed count as no file (RFC 9309, 2.3.1.2)
}

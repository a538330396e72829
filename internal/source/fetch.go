package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"code.dny.dev/ssrf"

	"github.com/tocsin-org/tocsin"
)

// The manners of a Fetcher unless it says otherwise.
const (
	defaultAgent   = "tocsin/1.0 (+https://github.com/tocsin-org/tocsin)"
	defaultDelay   = 2 * time.Second
	defaultTimeout = 45 * time.Second
	mostRedirects  = 5
	longestWait    = time.Minute // of a Retry-After or Crawl-delay that is waited for
)

// A Fetcher fetches pages from the open web, politely and without being led into the network it runs in:
// http and https on their own ports; no private, loopback, link-local or metadata address, checked after
// the name is resolved and again at every redirect; at most five redirects; no proxy; robots.txt obeyed;
// a pause between requests to one host; Retry-After honoured; a limit on time and, after decompression, on
// size.
//
// A Fetcher is safe for use by several goroutines. Its fields must not change after its first use.
type Fetcher struct {
	Agent   string        // User-Agent header; its first word is what robots.txt is asked for
	Delay   time.Duration // pause between two requests to one host; 0 is two seconds
	Timeout time.Duration // of one page with its redirects, pauses not counted; 0 is 45 seconds
	Limit   int64         // greatest size in bytes after decompression; 0 is DefaultLimit
	Now     func() time.Time

	// AllowPrivate lets the fetcher reach every address and port, this machine's own included: for tests,
	// and for archives inside one's own network.
	AllowPrivate bool

	once   sync.Once
	client *http.Client
	hosts  hosts
}

// A Page is what an address answered.
type Page struct {
	URL   string // where it was found in the end, after redirects
	Media string // its Content-Type
	Body  []byte // after decompression
	Got   time.Time
}

func (f *Fetcher) init() {
	f.once.Do(func() {
		if f.Agent == "" {
			f.Agent = defaultAgent
		}
		if f.Delay == 0 {
			f.Delay = defaultDelay
		}
		if f.Timeout == 0 {
			f.Timeout = defaultTimeout
		}
		if f.Limit == 0 {
			f.Limit = DefaultLimit
		}
		if f.Now == nil {
			f.Now = time.Now
		}
		dialer := &net.Dialer{Timeout: 15 * time.Second}
		if !f.AllowPrivate {
			dialer.Control = ssrf.New().Safe
		}
		f.client = &http.Client{
			Transport: &http.Transport{
				Proxy:                  nil, // a proxy would resolve names for us, unchecked
				DialContext:            dialer.DialContext,
				ForceAttemptHTTP2:      true,
				TLSHandshakeTimeout:    15 * time.Second,
				ResponseHeaderTimeout:  30 * time.Second,
				MaxResponseHeaderBytes: 256 << 10,
				MaxIdleConnsPerHost:    1,
				IdleConnTimeout:        30 * time.Second,
			},
			// Redirects are followed by hand, so that each hop passes the same checks as the first.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	})
}

// Fetch gets the page at an address. The error says which address, and what stood in the way.
func (f *Fetcher) Fetch(ctx context.Context, address string) (*Page, error) {
	f.init()
	p, err := f.follow(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("fetching %s: %w", address, plainURLError(err))
	}
	return p, nil
}

func (f *Fetcher) follow(ctx context.Context, address string) (*Page, error) {
	for hop := 0; ; hop++ {
		u, err := f.checked(address)
		if err != nil {
			return nil, err
		}
		if err := f.allowed(ctx, u); err != nil {
			return nil, err
		}
		p, next, err := f.getPatiently(ctx, u)
		if err != nil || next == "" {
			return p, err
		}
		if hop == mostRedirects {
			return nil, fmt.Errorf("more than %d redirects", mostRedirects)
		}
		to, err := u.Parse(next)
		if err != nil {
			return nil, fmt.Errorf("redirected to %q, which is no address", next)
		}
		address = to.String()
	}
}

// checked parses an address that may be fetched. Numbers are refused here already where they are private:
// the dialer would too, but robots.txt would be asked for first.
func (f *Fetcher) checked(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("not an address")
	}
	u.Scheme, u.Fragment, u.User = strings.ToLower(u.Scheme), "", nil
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("%q addresses are not fetched, only http and https", u.Scheme)
	case u.Hostname() == "":
		return nil, errors.New("no host in the address")
	case f.AllowPrivate:
		return u, nil
	case u.Port() != "" && u.Port() != "80" && u.Port() != "443":
		return nil, fmt.Errorf("port %s: only 80 and 443 are fetched from", u.Port())
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil {
		if ssrf.New().SafeAddr(ip) != nil {
			return nil, fmt.Errorf("%s is not a public address", ip)
		}
	}
	return u, nil
}

// getPatiently gets one address; where the server asks to come back later, it does, once or twice.
func (f *Fetcher) getPatiently(ctx context.Context, u *url.URL) (page *Page, next string, err error) {
	h := f.hosts.of(u, f.Delay)
	for try := 0; ; try++ {
		if err := h.wait(ctx); err != nil {
			return nil, "", err
		}
		page, next, err = f.get(ctx, u, f.Limit)
		var later *laterError
		if !errors.As(err, &later) {
			return page, next, err
		}
		h.rest(later.wait)
		if later.wait > longestWait || try == 2 {
			return nil, "", err
		}
	}
}

// get makes one request. next is the address of a redirect.
func (f *Fetcher) get(ctx context.Context, u *url.URL, limit int64) (page *Page, next string, err error) {
	ctx, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, "", err
	}
	req.Header.Set("User-Agent", f.Agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,text/plain,application/json;q=0.9,*/*;q=0.1")
	// The transport asks for gzip and undoes it by itself as long as we do not set Accept-Encoding, so the
	// limit below counts bytes after decompression.
	res, err := f.client.Do(req)
	if err != nil {
		return nil, "", err
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusServiceUnavailable:
		return nil, "", &laterError{res.Status, retryAfter(res.Header.Get("Retry-After"), f.Now())}
	case isRedirect(res.StatusCode):
		if next = res.Header.Get("Location"); next == "" {
			return nil, "", fmt.Errorf("answered %s without a new address", res.Status)
		}
		return nil, next, nil
	case res.StatusCode != http.StatusOK:
		return nil, "", &statusError{res.StatusCode, res.Status}
	case res.ContentLength > limit:
		return nil, "", tooLarge(limit)
	}
	body, err := readUpTo(res.Body, limit)
	if err != nil {
		return nil, "", err
	}
	return &Page{u.String(), res.Header.Get("Content-Type"), body, f.Now().UTC().Truncate(time.Second)}, "", nil
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// A statusError is an answer other than 200.
type statusError struct {
	code   int
	status string
}

func (e *statusError) Error() string { return "answered " + e.status }

// A laterError is a server's wish to be asked again later.
type laterError struct {
	status string
	wait   time.Duration
}

func (e *laterError) Error() string {
	return fmt.Sprintf("answered %s: asks to wait %s", e.status, e.wait)
}

// retryAfter reads a Retry-After header, seconds or a date; without a readable one it is ten seconds.
func retryAfter(header string, now time.Time) time.Duration {
	if s, err := strconv.Atoi(strings.TrimSpace(header)); err == nil && s >= 0 && s < 1<<30 {
		return time.Duration(s) * time.Second
	}
	if t, err := http.ParseTime(header); err == nil {
		return max(0, t.Sub(now).Round(time.Second))
	}
	return 10 * time.Second
}

// plainURLError drops what net/http puts before an error: the method and the address, which we name.
func plainURLError(err error) error {
	var ue *url.Error
	if errors.As(err, &ue) {
		err = ue.Err
	}
	if errors.Is(err, ssrf.ErrProhibitedIP) {
		return errors.New("the name leads to an address that is not public")
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return errors.New("no full answer in time")
	}
	return err
}

// address reads the documents at an address.
func (r *run) address(address string) bool {
	if r.Fetcher == nil {
		return r.fail(fmt.Errorf("%s: addresses are not fetched here", address))
	}
	p, err := r.Fetcher.Fetch(r.ctx, address)
	if err != nil {
		return r.fail(err)
	}
	o := origin{name: address, media: p.Media, url: p.URL, got: p.Got}
	if u, err := url.Parse(p.URL); err == nil && strings.Trim(u.Path, "/") != "" {
		o.file = path.Base(u.Path)
	}
	if tocsin.Host(p.URL) != tocsin.Host(address) {
		o.notes = []tocsin.Problem{{Path: "url", Text: "redirected from " + address}}
	}
	return r.stream(bytes.NewReader(p.Body), o)
}

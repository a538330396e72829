package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/tocsin-org/tocsin"
)

// hostile is text that strangers may send: no page may run or load any of it.
const hostile = `<script>alert(1)</script><img src=//evil.example/x onerror=alert(2)>"'><svg/onload=alert(3)>{{.}}javascript:alert(4)`

func newServer(t *testing.T, change func(*Config)) http.Handler {
	t.Helper()
	c := fake{}.config()
	if change != nil {
		change(&c)
	}
	h, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(t *testing.T, h http.Handler, address string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost"+address, nil))
	return w
}

// void lists the elements that have no end, or need none.
var void = map[string]bool{"meta": true, "link": true, "input": true, "br": true, "img": true, "hr": true, "col": true, "option": true}

// balanced fails the test if a page's tags do not close in order, or if it holds a script or a handler that is not ours.
func balanced(t *testing.T, page string) {
	t.Helper()
	var open []string
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		typ := z.Next()
		if typ == html.ErrorToken {
			break
		}
		tok := z.Token()
		switch typ {
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, a := range tok.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					t.Errorf("<%s %s=%q>: the content security policy forbids it", tok.Data, a.Key, a.Val)
				}
				if v := strings.ToLower(strings.TrimSpace(a.Val)); (a.Key == "href" || a.Key == "src" || a.Key == "action") && (strings.HasPrefix(v, "javascript:") || a.Key == "src" && !strings.HasPrefix(v, "/static/")) {
					t.Errorf("<%s %s=%q>", tok.Data, a.Key, a.Val)
				}
			}
			if typ == html.StartTagToken && !void[tok.Data] {
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			if void[tok.Data] {
				continue
			}
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Fatalf("</%s> closes %v", tok.Data, open)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("not closed: %v", open)
	}
}

// addresses are those of all pages.
var addresses = []string{
	"/", "/?q=" + url.QueryEscape(hostile) + "&place=" + url.QueryEscape(hostile), "/help", "/method", "/actors", "/actors/x", "/actors/x?on=2024-03-01", "/actors/ties",
	"/reports/x", "/reports/x?queue&done=d1", "/reports/x/revisions", "/reports/x/code", "/reports/x/code?from=" + url.QueryEscape(tocsin.PersonCoder("somebody")), "/reports/x/codings", "/review", "/review/decisions", "/review/agreement",
	"/incidents/x", "/incidents/x?asof=2024-03-03&rule=ucdp", "/incidents/x?asof=2020-01-01",
	"/sources", "/reports", "/reports?q=" + url.QueryEscape(hostile), "/forecast", "/forecast?area=x", "/forecast/record",
}

// TestPages runs every page with an empty, a full and a hostile value.
func TestPages(t *testing.T) {
	for name, f := range map[string]fake{"empty": {}, "full": fullOf("Kareth"), "hostile": fullOf(hostile)} {
		h := newServer(t, func(c *Config) { *c = f.config() })
		for _, address := range addresses {
			w := get(t, h, address)
			if w.Code != http.StatusOK && !(name == "empty" && w.Code == http.StatusNotFound) {
				t.Errorf("%s, %s: status %d", name, address, w.Code)
			}
			if strings.Contains(w.Body.String(), "<script>alert") || strings.Contains(w.Body.String(), "<img src=//evil") {
				t.Errorf("%s, %s: strangers' text stands in the page as it came", name, address)
			}
			balanced(t, w.Body.String())
		}
	}
}

// TestMarks: the map's own question narrows by what it shows, unless the query has a box of its own.
func TestMarks(t *testing.T) {
	f := fullOf("Kareth")
	h := newServer(t, func(c *Config) { *c = f.config() })
	w := get(t, h, "/map/marks?zoom=3&view=10,20,30,40&kind=bombing")
	var got tocsin.Marks
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(f.marks, got); diff != "" {
		t.Error(diff)
	}
	for address, want := range map[string]string{
		"/map/marks?zoom=3&view=10,20,30,40":                  "10,20,30,40",
		"/map/marks?zoom=3&view=170,-20,-170,20":              "170,-20,-170,20",
		"/map/marks?zoom=3&view=10,20,30,40&bbox=11,21,12,22": "11,21,12,22",
		"/map/marks?zoom=3":                                   "",
	} {
		asked := &asking{fake: f}
		if w := get(t, newServer(t, func(c *Config) { *c = f.config(); c.Incidents = asked }), address); w.Code != http.StatusOK {
			t.Errorf("%s: status %d", address, w.Code)
		}
		if got := Encode(asked.query).Get("bbox"); got != want {
			t.Errorf("%s asks for the box %q, want %q", address, got, want)
		}
	}
	for _, address := range []string{"/map/marks", "/map/marks?zoom=NaN", "/map/marks?zoom=25", "/map/marks?zoom=1&view=1,2,3", "/map/marks?zoom=1&from=x"} {
		if w := get(t, h, address); w.Code != http.StatusBadRequest {
			t.Errorf("%s: status %d", address, w.Code)
		}
	}
}

// An asking notes what the map was asked.
type asking struct {
	fake
	query tocsin.Query
}

func (a *asking) Marks(ctx context.Context, q tocsin.Query, zoom float64) (tocsin.Marks, error) {
	a.query = q
	return a.fake.Marks(ctx, q, zoom)
}

// TestTimelineUnit: a timeline has bars that are wide enough to see, and one that is short is not a single bar.
func TestTimelineUnit(t *testing.T) {
	for months, want := range map[int]string{0: "day", 1: "day", 4: "day", 5: "week", 32: "week", 33: "month", 260: "month", 261: "year"} {
		f := spanning{months: months}
		s := &Server{Config: Config{Incidents: f}}
		bins, unit, err := s.timeline(t.Context(), tocsin.Query{})
		if err != nil || unit != want || len(bins) != months {
			t.Errorf("%d months: %d bins of a %s, %v; want a %s", months, len(bins), unit, err, want)
		}
	}
}

// A spanning has incidents in so many months.
type spanning struct {
	fake
	months int
}

func (s spanning) Timeline(context.Context, tocsin.Query, string) ([]tocsin.Bin, error) {
	return make([]tocsin.Bin, s.months), nil
}

// TestChips: each filter in force is shown with the address that takes it away and leaves the rest.
func TestChips(t *testing.T) {
	got := map[string]string{}
	q := tocsin.Query{Text: "market", Country: "RU", Adm1: "Dagestan", Kinds: []tocsin.Kind{tocsin.Bombing, tocsin.Clash}, Killed: 3, Cursor: "x"}
	for _, c := range choices(q) {
		got[c.Name+" "+c.Value] = c.Without
	}
	want := map[string]string{
		"words market":      "/?adm1=Dagestan&country=RU&killed=3&kind=bombing&kind=clash",
		"country Russia":    "/?killed=3&kind=bombing&kind=clash&q=market",
		"province Dagestan": "/?country=RU&killed=3&kind=bombing&kind=clash&q=market",
		"kind bombing":      "/?adm1=Dagestan&country=RU&killed=3&kind=clash&q=market",
		"kind clash":        "/?adm1=Dagestan&country=RU&killed=3&kind=bombing&q=market",
		"killed at least 3": "/?adm1=Dagestan&country=RU&kind=bombing&kind=clash&q=market",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(choices(tocsin.Query{Sort: "killed", Limit: 3})) != 0 {
		t.Error("an order is no filter")
	}
}

// TestDownloads: the links at the foot of the list ask for what the list shows, and not for its page.
func TestDownloads(t *testing.T) {
	f := fullOf("Kareth")
	body := get(t, newServer(t, func(c *Config) { *c = f.config() }), "/?kind=bombing&from=2024-01-01&cursor=abc").Body.String()
	for _, format := range []string{"csv", "json", "geojson"} {
		if want := `href="/v1/incidents.` + format + `?from=2024-01-01&amp;kind=bombing"`; !strings.Contains(body, want) {
			t.Errorf("no link %s", want)
		}
	}
	if !strings.Contains(body, "8 with a point, 2 known to a province, 5 without a place finer than a country") {
		t.Error("the list does not say how exactly places are known")
	}
}

// TestUnknownIsAWord: a number that nobody gives is not shown as 0.
func TestUnknownIsAWord(t *testing.T) {
	f := fullOf("Kareth")
	f.summaries[0].Killed = nil
	body := get(t, newServer(t, func(c *Config) { *c = f.config() }), "/").Body.String()
	if !strings.Contains(body, `<span class="n">unknown</span> <span class="unit">killed</span>`) {
		t.Error("an unknown number of killed is not said as unknown")
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		err  error
		want int
	}{
		{fmt.Errorf("incident x: %w", tocsin.ErrNotFound), http.StatusNotFound},
		{badRequest("no"), http.StatusBadRequest},
		{errors.New("disk full"), http.StatusInternalServerError},
	} {
		w := get(t, newServer(t, func(cfg *Config) { *cfg = fake{err: c.err}.config() }), "/")
		if w.Code != c.want {
			t.Errorf("%v: status %d, want %d", c.err, w.Code, c.want)
		}
		if c.want == http.StatusInternalServerError && strings.Contains(w.Body.String(), "disk full") {
			t.Error("what went wrong inside is shown outside")
		}
	}
	if w := get(t, newServer(t, nil), "/?from=tomorrow"); w.Code != http.StatusBadRequest {
		t.Errorf("a day that is none: status %d", w.Code)
	}
	if w := get(t, newServer(t, nil), "/nowhere"); w.Code != http.StatusNotFound {
		t.Errorf("an address that leads nowhere: status %d", w.Code)
	}
}

func TestParseQueryRoundTrip(t *testing.T) {
	day := tocsin.Date{Year: 2024, Month: 3, Day: 1}
	want := tocsin.Query{
		Text: "market", Place: "Kareth", Country: "RU", Adm1: "Dagestan", Box: &tocsin.Box{West: 170, South: -10.5, East: -170, North: 20}, From: day, To: day.Add(3),
		Kinds: []tocsin.Kind{tocsin.Bombing, tocsin.Kidnapping}, Actor: "Dawn Front", Claim: tocsin.ClaimContested, Review: tocsin.ReviewAccepted, Outlet: "Post", Killed: 3,
		Sort: "killed", Asc: true, Cursor: "abc", Limit: 20,
	}
	got, err := ParseQuery(Encode(want))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// FuzzQuery: whatever an address holds, it is a question that reads back as itself, or an error that is the asker's.
func FuzzQuery(f *testing.F) {
	f.Add("q=market&place=Kareth&from=2024-03-01&kind=bombing,kidnapping&bbox=1,2,3,4&order=asc")
	f.Add("q=%ff&kind=&limit=-1&bbox=,,,")
	f.Fuzz(func(t *testing.T, raw string) {
		v, err := url.ParseQuery(raw)
		if err != nil {
			return
		}
		q, err := ParseQuery(v)
		if err != nil {
			var bad badRequest
			if !errors.As(err, &bad) {
				t.Fatalf("%q: %v", raw, err)
			}
			return
		}
		again, err := ParseQuery(Encode(q))
		if err != nil {
			t.Fatalf("%q: reads as %+v, which does not read back: %v", raw, q, err)
		}
		if diff := cmp.Diff(q, again); diff != "" {
			t.Fatalf("%q:\n%s", raw, diff)
		}
	})
}

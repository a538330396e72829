package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-org/tocsin"
)

var update = flag.Bool("update", false, "write the golden files and the description of the API anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

// asked are addresses of the API, one at least for each operation, with the names of their golden files.
var asked = map[string]string{
	"incidents":          "/v1/incidents?country=RU&kind=bombing&limit=5",
	"incident":           "/v1/incidents/post:a1?asof=2024-03-05&rule=gtd",
	"history":            "/v1/incidents/post:a1/history",
	"accounts":           "/v1/incidents/post:a1/accounts",
	"facets":             "/v1/facets?country=RU&claim=&review=&kind=&from=", // a form sends empty ones too
	"marks":              "/v1/marks?zoom=5",
	"timeline":           "/v1/timeline?unit=week",
	"reports":            "/v1/reports?q=market",
	"queue":              "/v1/queue",
	"report":             "/v1/reports/post",
	"outlets":            "/v1/outlets",
	"actors":             "/v1/actors?q=dawn",
	"actor":              "/v1/actors/Dawn%20Front?on=2024-03-01",
	"ties":               "/v1/ties?on=2024-03-01",
	"areas":              "/v1/areas?level=country",
	"trend":              "/v1/trend?area=RU",
	"forecast":           "/v1/forecast?area=RU&target=deaths&unit=week&horizon=3",
	"record":             "/v1/forecast/record",
	"decisions":          "/v1/decisions?limit=5",
	"me":                 "/v1/me",
	"export-json":        "/v1/incidents.json",
	"export-jsonl":       "/v1/incidents.jsonl",
	"export-csv":         "/v1/incidents.csv?licence=CC%20BY%204.0",
	"export-geojson":     "/v1/incidents.geojson",
	"export-gtd":         "/v1/incidents.gtd.csv",
	"export-acled":       "/v1/incidents.acled.csv",
	"export-ucdp":        "/v1/incidents.ucdp.csv",
	"error-not-found":    "/v1/nothing",
	"error-bad-query":    "/v1/incidents?from=tomorrow",
	"error-bad-kind":     "/v1/incidents?kind=picnic",
	"error-not-in-list":  "/v1/timeline?unit=century",
	"error-finer":        "/v1/forecast?area=RU&unit=day",
	"error-bad-licence":  "/v1/incidents.csv?from=x",
	"error-without-area": "/v1/trend",
}

// TestAnswers: what each operation of the API answers.
func TestAnswers(t *testing.T) {
	f := fullOf("Kareth")
	h := newServer(t, func(c *Config) {
		*c = f.config()
		c.Now = func() time.Time { return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC) }
	})
	for name, address := range asked {
		w := get(t, h, address)
		got := fmt.Sprintf("GET %s\n%d %s\n\n", address, w.Code, w.Header().Get("Content-Type"))
		if strings.HasSuffix(w.Header().Get("Content-Type"), "json") && w.Header().Get("Content-Type") != "application/geo+json" {
			var b bytes.Buffer
			if err := json.Indent(&b, w.Body.Bytes(), "", " "); err != nil {
				t.Errorf("%s: %v: %s", address, err, w.Body)
			}
			got += b.String()
		} else {
			got += w.Body.String()
		}
		golden(t, filepath.Join("testdata", "api", name+".golden"), got)
	}
	// Every operation that reads has its address above.
	s := &Server{Config: f.config()}
	for _, o := range s.operations() {
		if o.method == "GET" && !slices.ContainsFunc(addressesOf(asked), func(a string) bool { return matches(o.path, a) }) {
			t.Errorf("no answer of %s is held", o.path)
		}
	}
}

func addressesOf(m map[string]string) []string {
	var out []string
	for _, a := range m {
		path, _, _ := strings.Cut(a, "?")
		out = append(out, path)
	}
	return out
}

// matches reports whether a path with parameters answers an address.
func matches(path, address string) bool {
	p, a := strings.Split(path, "/"), strings.Split(address, "/")
	return len(p) == len(a) && !slices.ContainsFunc(p, func(s string) bool {
		i := slices.Index(p, s)
		return s != a[i] && !strings.HasPrefix(s, "{")
	})
}

// TestOpenAPI: the description that is committed is the one that is served, and says of every operation of the table
// what it is and nothing of any other.
func TestOpenAPI(t *testing.T) {
	w := get(t, newServer(t, nil), "/v1/openapi.json")
	golden(t, "openapi.json", w.Body.String())
	var doc struct {
		OpenAPI string `json:"openapi"`
		Paths   map[string]map[string]struct {
			Summary, OperationID, Description string
			Responses                         map[string]any
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil || !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Fatalf("%v, %s", err, doc.OpenAPI)
	}
	s := &Server{Config: fake{}.config()}
	n := 0
	for _, o := range s.operations() {
		d, ok := doc.Paths[o.path][strings.ToLower(o.method)]
		if !ok || d.Summary == "" || d.Responses["200"] == nil || !strings.Contains(d.Description, "Needs the role "+o.role.String()) {
			t.Errorf("%s %s is not described: %+v", o.method, o.path, d)
		}
	}
	for _, item := range doc.Paths {
		n += len(item)
	}
	if n != len(s.operations()) {
		t.Errorf("%d operations are described, there are %d", n, len(s.operations()))
	}
	for _, bad := range []string{"$schema", "unpkg", "jsdelivr"} {
		if strings.Contains(w.Body.String(), bad) {
			t.Errorf("the description holds %s", bad)
		}
	}
	// Every part of an address that can be chosen is described.
	var described struct {
		Paths map[string]map[string]struct{ Parameters []struct{ Name, In string } }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &described); err != nil {
		t.Fatal(err)
	}
	parametersOf := func(path string) map[string]string {
		out := map[string]string{}
		for _, p := range described.Paths[path]["get"].Parameters {
			out[p.Name] = p.In
		}
		return out
	}
	for path := range described.Paths {
		for _, m := range parameter.FindAllString(path, -1) {
			if parametersOf(path)[strings.Trim(m, "{}")] != "path" && path != "/v1/decisions" {
				t.Errorf("%s: %s is not described", path, m)
			}
		}
	}
	query := tocsin.Query{Text: "x", Place: "x", Country: "RU", Adm1: "x", Box: &tocsin.Box{}, From: march, To: march, Kinds: tocsin.Kinds, Actor: "x", Claim: "claimed", Review: "machine", Outlet: "x", Killed: 1, Sort: "when", Asc: true, Cursor: "x", Limit: 1}
	for name := range Encode(query) {
		for _, path := range []string{"/v1/incidents", "/v1/facets", "/v1/timeline", "/v1/marks", "/v1/incidents.csv"} {
			onPage := slices.Contains([]string{"sort", "order", "cursor", "limit"}, name)
			if parametersOf(path)[name] != "query" && (!onPage || path == "/v1/incidents") {
				t.Errorf("%s: %s is not described", path, name)
			}
		}
	}
	// Lists of the codebook in it are the codebook's.
	for name, want := range map[string][]string{"claim": text(tocsin.ClaimStates), "review": text(tocsin.ReviewStates), "kind": text(tocsin.Kinds), "what": text(tocsin.DecisionActions)} {
		for _, got := range enumsOf(w.Body.Bytes(), name) {
			slices.Sort(got)
			if want := slices.Sorted(slices.Values(want)); !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", name, got, want)
			}
		}
		if name != "kind" && len(enumsOf(w.Body.Bytes(), name)) == 0 {
			t.Errorf("no list of the values of %s", name)
		}
	}
	// What may be null is said to be: a number that nobody gives.
	var summary struct {
		Components struct {
			Schemas map[string]struct {
				Properties map[string]struct{ AnyOf []map[string]string }
			}
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &summary); err != nil || len(summary.Components.Schemas["Summary"].Properties["killed"].AnyOf) != 2 {
		t.Errorf("killed of a summary: %v, %+v", err, summary.Components.Schemas["Summary"].Properties["killed"])
	}
}

func text[T ~string](values []T) []string {
	var out []string
	for _, v := range values {
		out = append(out, string(v))
	}
	return out
}

// enumsOf returns the lists of values that parameters and properties of a name have.
func enumsOf(doc []byte, name string) [][]string {
	var out [][]string
	var walk func(v any)
	take := func(schema any) {
		m, _ := schema.(map[string]any)
		list, _ := m["enum"].([]any)
		var values []string
		for _, x := range list {
			values = append(values, fmt.Sprint(x))
		}
		if len(values) > 0 {
			out = append(out, values)
		}
	}
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if v["name"] == name {
				take(v["schema"])
			}
			if p, ok := v["properties"].(map[string]any); ok {
				take(p[name])
			}
			for _, x := range v {
				walk(x)
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	var v any
	if json.Unmarshal(doc, &v) == nil {
		walk(v)
	}
	return out
}

// TestDocs: the page about the API names every operation and loads nothing from elsewhere.
func TestDocs(t *testing.T) {
	w := get(t, newServer(t, nil), "/docs")
	s := &Server{Config: fake{}.config()}
	for _, o := range s.operations() {
		if !strings.Contains(w.Body.String(), "<code>"+o.method+" "+o.path+"</code>") {
			t.Errorf("nothing about %s %s", o.method, o.path)
		}
	}
	balanced(t, w.Body.String())
}

func TestETag(t *testing.T) {
	h := newServer(t, func(c *Config) { *c = fullOf("Kareth").config() })
	w := get(t, h, "/v1/incidents")
	tag := w.Header().Get("ETag")
	if tag == "" || w.Code != http.StatusOK {
		t.Fatalf("%d, tag %q", w.Code, tag)
	}
	for header, want := range map[string]int{tag: 304, `W/` + tag: 304, `"x", ` + tag: 304, "*": 304, `"x"`: 200, "": 200} {
		r := httptest.NewRequest("GET", "http://localhost/v1/incidents", nil)
		r.Header.Set("If-None-Match", header)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want || want == 304 && w.Body.Len() > 0 {
			t.Errorf("%s: status %d, want %d, %d bytes", header, w.Code, want, w.Body.Len())
		}
	}
	if tag := get(t, h, "/v1/incidents?from=x").Header().Get("ETag"); tag != "" {
		t.Errorf("an error has the tag %s", tag)
	}
	other := newServer(t, func(c *Config) { *c = fullOf("Elsewhere").config() })
	if get(t, other, "/v1/incidents").Header().Get("ETag") == tag {
		t.Error("another answer has the same tag")
	}
}

// TestErrorsOfAPI: errors are as RFC 9457 has them, and what went wrong inside is not shown.
func TestErrorsOfAPI(t *testing.T) {
	for _, c := range []struct {
		ask  ask
		fake fake
		want int
	}{
		{ask{address: "/v1/incidents"}, fake{}, 401},
		{ask{address: "/v1/incidents", token: "nothing"}, fake{}, 401},
		{ask{method: "POST", address: "/v1/decisions", token: "program-reader"}, fake{}, 403},
		{ask{method: "POST", address: "/v1/forecast", token: "program-reader"}, fake{}, 403},
		{ask{address: "/v1/incidents/x", token: "program-reader"}, fake{}, 404},
		{ask{address: "/v1/nowhere", token: "program-reader"}, fake{}, 404},
		{ask{address: "/v1/incidents?limit=501", token: "program-reader"}, fake{}, 400},
		{ask{address: "/v1/incidents", token: "program-reader"}, fake{err: fmt.Errorf("cursor: %w", tocsin.ErrQuery)}, 400},
		{ask{address: "/v1/incidents", token: "program-reader"}, fake{err: errors.New("disk full")}, 500},
		{ask{address: "/v1/forecast?area=x&horizon=99", token: "program-reader"}, fake{}, 422},
	} {
		h := newServer(t, func(cfg *Config) {
			*cfg = c.fake.config()
			cfg.Gate = fakeGate{}
		})
		w := c.ask.of(h)
		var p struct {
			Status        int
			Title, Detail string
		}
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != c.want || p.Status != c.want || p.Title == "" || p.Detail == "" || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s %s: status %d, want %d: %s %s", c.ask.method, c.ask.address, w.Code, c.want, w.Header().Get("Content-Type"), w.Body)
		}
		if strings.Contains(w.Body.String(), "disk full") {
			t.Error("what went wrong inside is shown outside")
		}
		if (c.want == 401) != (w.Header().Get("WWW-Authenticate") != "") {
			t.Errorf("%d with WWW-Authenticate %q", w.Code, w.Header().Get("WWW-Authenticate"))
		}
	}
}

// TestIssueByAPI: a forecast is issued of what the body names, with what it leaves out filled in.
func TestIssueByAPI(t *testing.T) {
	var asked []OutlookQuery
	f := fullOf("Kareth")
	f.issued = &asked
	h := newServer(t, func(c *Config) { *c = f.config(); c.Gate = fakeGate{} })
	post := func(body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "http://desk.example/v1/forecast", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer program-editor")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	if w := post(`{"area": "RU", "target": "deaths"}`); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"periods"`) {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	if want := (OutlookQuery{Area: "RU", Level: "country", Target: "deaths", Unit: "month", Horizon: 6}); len(asked) != 1 || asked[0] != want {
		t.Errorf("issued %+v, want %+v", asked, want)
	}
	for _, body := range []string{`{"area": ""}`, `{"area": "RU", "unit": "day"}`, `{"area": "RU", "level": "town"}`, `{"area": "RU", "horizon": 99}`, `{`} {
		if w := post(body); w.Code < 400 || w.Code >= 500 {
			t.Errorf("%s: status %d", body, w.Code)
		}
	}
	if len(asked) != 1 {
		t.Errorf("issued %+v", asked[1:])
	}
}

// decide sends a decision.
func decide(h http.Handler, token string, body map[string]any) *httptest.ResponseRecorder {
	b, _ := json.Marshal(body)
	r := httptest.NewRequest("POST", "http://desk.example/v1/decisions", bytes.NewReader(b))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestDeciding: who may decide what, and that what was decided bears the name of who did.
func TestDeciding(t *testing.T) {
	own := tocsin.Decision{By: "a.coder", At: march.Time(), On: []string{"x"}, What: tocsin.Correct, Why: "y"}
	others := own
	others.By = "a.editor"
	var entered []tocsin.Decision
	f := fullOf("Kareth")
	f.entered, f.decided = &entered, []tocsin.Decision{own, others}
	h := newServer(t, func(c *Config) {
		*c = f.config()
		c.Gate = fakeGate{}
	})
	for _, what := range tocsin.DecisionActions {
		on := []string{"Kareth:a1", "other:a1"}
		if what == tocsin.Correct {
			on = on[:1]
		}
		if what == tocsin.Undo {
			on = []string{others.ID()}
		}
		body := map[string]any{"what": what, "on": on, "why": "because", "path": "kind", "value": "clash"}
		for role, want := range map[string]int{"reader": 403, "coder": 403, "editor": 200, "admin": 200} {
			if what == tocsin.Correct && role == "coder" {
				want = 200
			}
			entered = nil
			w := decide(h, "program-"+role, body)
			if w.Code != want || (want == 200) != (len(entered) == 1) {
				t.Errorf("%s as %s: status %d, want %d: %s", what, role, w.Code, want, w.Body)
			}
			if len(entered) == 1 && (entered[0].By != "a."+role || entered[0].What != what || entered[0].Why != "because") {
				t.Errorf("%s as %s: %+v", what, role, entered[0])
			}
		}
	}
	if w := decide(h, "program-coder", map[string]any{"what": "undo", "on": []string{own.ID()}, "why": "mine"}); w.Code != 200 {
		t.Errorf("taking back one's own: %d, %s", w.Code, w.Body)
	}
	if w := decide(h, "program-editor", map[string]any{"what": "undo", "on": []string{"d000"}, "why": "x"}); w.Code != 404 {
		t.Errorf("taking back what there is not: %d", w.Code)
	}
	for name, body := range map[string]map[string]any{
		"no action":      {"what": "delete", "on": []string{"x"}, "why": "y"},
		"no reason":      {"what": "accept", "on": []string{"x"}},
		"nothing":        {"what": "accept", "on": []string{}, "why": "y"},
		"unknown field":  {"what": "accept", "on": []string{"x"}, "why": "y", "by": "somebody else"},
		"empty id":       {"what": "accept", "on": []string{""}, "why": "y"},
		"evidence":       {"what": "correct", "on": []string{"Kareth:a1"}, "why": "y", "path": "kind", "value": "clash", "evidence": []map[string]int{{"start": 5, "end": 1 << 30}}},
		"two to correct": {"what": "correct", "on": []string{"a", "b"}, "why": "y", "path": "kind"},
	} {
		entered = nil
		if w := decide(h, "program-admin", body); w.Code < 400 || w.Code >= 500 || len(entered) > 0 {
			t.Errorf("%s: status %d, %d entered", name, w.Code, len(entered))
		}
	}
	entered = nil
	w := decide(h, "program-coder", map[string]any{"what": "correct", "on": []string{"Kareth:a1"}, "why": "y", "path": "kind", "value": "clash", "evidence": []map[string]int{{"start": 0, "end": 3}}})
	if w.Code != 200 || len(entered) != 1 || len(entered[0].Correction.Evidence) != 1 || entered[0].Correction.Evidence[0].Quote != f.sheet.Report.Text[:3] || string(entered[0].Correction.Value) != `"clash"` {
		t.Errorf("%d, %s, %+v", w.Code, w.Body, entered)
	}
}

// TestOtherSitesAndAPI: a page of another site cannot decide with somebody's cookie.
func TestOtherSitesAndAPI(t *testing.T) {
	h := gated(t, nil)
	w := ask{method: "POST", address: "/v1/decisions", cookie: "session-editor", header: map[string]string{"Origin": "https://evil.example", "Content-Type": "application/json"}}.of(h)
	if w.Code != http.StatusForbidden {
		t.Errorf("status %d", w.Code)
	}
}

// TestHostileAPI: strangers' text is data in every answer, and no answer of JSON can be taken for a page.
func TestHostileAPI(t *testing.T) {
	h := newServer(t, func(c *Config) { *c = fullOf(hostile).config() })
	for _, address := range asked {
		for _, a := range []string{address, address + map[bool]string{true: "&", false: "?"}[strings.Contains(address, "?")] + "q=" + url.QueryEscape(hostile)} {
			w := get(t, h, a)
			typ := w.Header().Get("Content-Type")
			if strings.Contains(typ, "html") || w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Code >= 500 {
				t.Errorf("%s: status %d, %s", a, w.Code, typ)
			}
			if strings.Contains(typ, "json") && !strings.Contains(typ, "jsonl") && !json.Valid(w.Body.Bytes()) {
				t.Errorf("%s: no JSON: %s", a, w.Body)
			}
			if isExport(address) && w.Code == 200 && !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
				t.Errorf("%s is not a download", a)
			}
		}
	}
}

// TestBrokenExport: what breaks off is seen to be broken off, and is not taken for the whole.
func TestBrokenExport(t *testing.T) {
	f := fullOf("Kareth")
	f.err = errors.New("disk full")
	srv := httptest.NewServer(newServer(t, func(c *Config) { *c = f.config() }))
	defer srv.Close()
	res, err := http.Get(srv.URL + "/v1/incidents.csv")
	if err == nil {
		var b bytes.Buffer
		_, err = b.ReadFrom(res.Body)
		res.Body.Close()
	}
	if err == nil {
		t.Error("a broken export ends as if it were whole")
	}
}

// FuzzAPI: whatever an address asks, the API answers with data or with the asker's error.
func FuzzAPI(f *testing.F) {
	c := fullOf("Kareth").config()
	h, err := New(c)
	if err != nil {
		f.Fatal(err)
	}
	for _, a := range asked {
		path, query, _ := strings.Cut(a, "?")
		f.Add(path, query)
	}
	f.Fuzz(func(t *testing.T, path, query string) {
		if !strings.HasPrefix(path, "/v1/") {
			path = "/v1/" + path
		}
		u := &url.URL{Path: path, RawQuery: query}
		r, err := http.NewRequestWithContext(context.Background(), "GET", "http://localhost"+u.String(), nil)
		if err != nil {
			return
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code >= 500 || strings.Contains(w.Header().Get("Content-Type"), "html") && w.Code != http.StatusMovedPermanently && w.Code != http.StatusTemporaryRedirect {
			t.Fatalf("%s?%s: status %d, %s", path, query, w.Code, w.Body)
		}
	})
}

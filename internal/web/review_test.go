package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/tocsin-org/tocsin"
)

// post sends a form.
func post(t *testing.T, h http.Handler, address string, v url.Values) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest("POST", address, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// as answers for a person of a role, whose name is "a." and the role.
func as(h http.Handler, role Role) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Authorization", "Bearer program-"+role.String())
		h.ServeHTTP(w, r)
	})
}

// deciding serves a full fake to somebody of a role, and tells what was decided.
func deciding(t *testing.T, role Role) (http.Handler, *[]tocsin.Decision) {
	t.Helper()
	var ds []tocsin.Decision
	f := fullOf("Kareth")
	f.entered = &ds
	return as(newServer(t, func(c *Config) { *c = f.config(); c.Gate = fakeGate{} }), role), &ds
}

func TestDecideByForm(t *testing.T) {
	h, ds := deciding(t, Editor)
	for _, c := range []struct {
		address string
		form    url.Values
		what    tocsin.DecisionAction
		on      []string
	}{
		{"/review/accept", url.Values{"on": {"i:a1"}}, tocsin.Accept, []string{"i:a1"}},
		{"/review/merge", url.Values{"on": {"r:a1"}, "with": {"i:a1", ""}}, tocsin.Merge, []string{"r:a1", "i:a1"}},
		{"/review/split", url.Values{"on": {"r:a1"}}, tocsin.Split, []string{"r:a1"}},
		{"/review/retract", url.Values{"on": {"r:a1"}}, tocsin.Retract, []string{"r:a1"}},
		{"/review/reject", url.Values{"on": {"r:a1"}, "path": {"targets[0]"}, "why": {"not the target"}}, tocsin.Correct, []string{"r:a1"}},
		{"/review/adjudicate", url.Values{"on": {"r"}, "coder": {"machine"}}, tocsin.Adjudicate, []string{"r"}},
	} {
		*ds = nil
		c.form.Set("back", "/reports/x?queue")
		c.form.Set("at", "v-a1-kind")
		w := post(t, h, c.address, c.form)
		if w.Code != http.StatusSeeOther {
			t.Errorf("%s: status %d", c.address, w.Code)
			continue
		}
		if len(*ds) != 1 || (*ds)[0].What != c.what || !slices.Equal((*ds)[0].On, c.on) || (*ds)[0].By != "a.editor" || (*ds)[0].Why == "" {
			t.Errorf("%s: entered %+v", c.address, *ds)
			continue
		}
		if to := w.Header().Get("Location"); !strings.HasPrefix(to, "/reports/x?done="+(*ds)[0].ID()) || !strings.HasSuffix(to, "#v-a1-kind") {
			t.Errorf("%s leads to %s", c.address, to)
		}
	}
	if w := post(t, h, "/review/accept", url.Values{}); w.Code != http.StatusBadRequest {
		t.Errorf("a form about nothing: status %d", w.Code)
	}
	for _, back := range []string{"https://evil.example/", "//evil.example/", `/\evil.example`, "javascript:alert(1)"} {
		w := post(t, h, "/review/accept", url.Values{"on": {"i:a1"}, "back": {back}})
		if to := w.Header().Get("Location"); !strings.HasPrefix(to, "/review?") {
			t.Errorf("back to %q leads to %q", back, to)
		}
	}
}

func TestCorrectByForm(t *testing.T) {
	h, ds := deciding(t, Coder)
	figure := url.Values{
		"on": {"r:a1"}, "path": {"casualties[0]"}, "effect": {"injured"}, "group": {"police"}, "low": {"3"}, "high": {""}, "voice.type": {"authority"}, "voice.speaker": {"police"}, "voice.via": {"TASS; SITE"},
		"includes_attackers": {"no"}, "shared_with": {"a2 a3"}, "evidence": {"Kareth\nand after 🜂"}, "spans": {"8-14 15-27"},
	}
	if w := post(t, h, "/review/correct", figure); w.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	c := (*ds)[0].Correction
	want := `{"effect":"injured","group":"police","low":3,"high":null,"shared_with":["a2","a3"],"voice":{"speaker":"police","type":"authority","via":["TASS","SITE"]},"includes_attackers":false,"evidence":[]}`
	if string(c.Value) != want {
		t.Errorf("%s\nnot\n%s", c.Value, want)
	}
	text := sheetOf("Kareth").Report.Text
	if len(c.Evidence) != 2 || !c.Evidence[0].Holds(text) || !c.Evidence[1].Holds(text) || c.Evidence[1].Quote != "and after 🜂" {
		t.Errorf("%+v", c.Evidence)
	}
	// Words chosen at their second place stay there; written by hand, the first is taken.
	second := url.Values{"on": {"r:a1"}, "path": {"targets"}, "class": {"police"}, "evidence": {"Kareth"}, "spans": {"28-34"}}
	post(t, h, "/review/correct", second)
	second.Set("spans", "")
	post(t, h, "/review/correct", second)
	if a, b := (*ds)[1].Correction.Evidence[0], (*ds)[2].Correction.Evidence[0]; a.Start <= b.Start || !a.Holds(text) || !b.Holds(text) {
		t.Errorf("%+v %+v", a, b)
	}
	// What stands beside accounts is the report's.
	tie := url.Values{
		"on": {"urn:r"}, "path": {"ties"}, "from": {"Kareth Front"}, "relation": {"split_from"}, "to": {"Kareth Army"}, "start": {"2014-11"}, "status": {"hedged"},
		"voice.type": {"expert"}, "evidence": {"Kareth"},
	}
	if w := post(t, h, "/review/correct", tie); w.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	want = `{"from":"Kareth Front","relation":"split_from","to":"Kareth Army","start":"2014-11","end":"","status":"hedged","voice":{"speaker":"","type":"expert","via":[]},"evidence":[]}`
	if d := (*ds)[3]; string(d.Correction.Value) != want || d.On[0] != "urn:r" || len(d.Correction.Evidence) != 1 {
		t.Errorf("%+v", d)
	}
	for name, change := range map[string]func(url.Values){
		"no number":       func(v url.Values) { v.Set("low", "many") },
		"words not there": func(v url.Values) { v.Set("evidence", "nine dead") },
		"no such path":    func(v url.Values) { v.Set("path", "colour") },
	} {
		v := url.Values{}
		for k, x := range figure {
			v[k] = slices.Clone(x)
		}
		change(v)
		if w := post(t, h, "/review/correct", v); w.Code != http.StatusBadRequest {
			t.Errorf("%s: status %d", name, w.Code)
		}
	}
	if w := post(t, h, "/review/correct", url.Values{"on": {"r:a1"}, "path": {"when"}, "start": {"soon"}}); w.Code != http.StatusBadRequest {
		t.Errorf("a day that is none: status %d", w.Code)
	}
}

// TestUndoIsOnesOwn: a coder takes back what they decided, an editor also what others did.
func TestUndoIsOnesOwn(t *testing.T) {
	f := fullOf("Kareth")
	mine, other := f.decided[0], f.decided[0]
	mine.By, other.By = "a.coder", "somebody else"
	f.decided = []tocsin.Decision{mine, other}
	for role, want := range map[Role][2]int{Coder: {http.StatusSeeOther, http.StatusForbidden}, Editor: {http.StatusSeeOther, http.StatusSeeOther}} {
		h := as(newServer(t, func(c *Config) { *c = f.config(); c.Gate = fakeGate{} }), role)
		for i, d := range f.decided {
			if w := post(t, h, "/review/undo", url.Values{"on": {d.ID()}}); w.Code != want[i] {
				t.Errorf("%s takes back the decision of %s: status %d", role, d.By, w.Code)
			}
		}
	}
}

// TestCodeByForm enters a record button by button, as a person without scripts would.
func TestCodeByForm(t *testing.T) {
	f := fullOf("Kareth")
	f.coded = &tocsin.Record{}
	h := as(newServer(t, func(c *Config) { *c = f.config(); c.Gate = fakeGate{} }), Coder)
	page := get(t, h, "/reports/x/code").Body.String()
	if strings.Contains(page, "rules-1") || strings.Contains(page, `value="bombing" selected`) {
		t.Error("the page shows what the machine coded")
	}
	send := func(v url.Values, act string) url.Values {
		t.Helper()
		v.Set("act", act)
		w := post(t, h, "/reports/x/code", v)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: status %d", act, w.Code)
		}
		balanced(t, w.Body.String())
		return fieldsIn(t, w.Body.String())
	}
	v := send(url.Values{}, "add")
	v = send(v, "add 0 casualties")
	v = send(v, "add 0 weapons")
	v = send(v, "drop 0 weapons 0")
	v = send(v, "add ties")
	v = send(v, "add assessments")
	v = send(v, "add designations")
	v = send(v, "drop assessments 0")
	v.Set("r.ties.0.from", "Kareth Front")
	v.Set("r.ties.0.to", "Kareth Army")
	v.Set("r.ties.0.start", "soon")
	v.Set("r.ties.0.evidence", "Kareth")
	v.Set("r.designations.0.actor", "Kareth Front")
	v.Set("r.designations.0.label", "Kareth")
	v.Set("r.designations.0.evidence", "Kareth")
	v.Set("a0.kind.value", "riot")
	v.Set("a0.kind.evidence", "Kareth")
	v.Set("a0.casualties.0.low", "2")
	v.Set("a0.casualties.0.high", "2")
	v.Set("a0.casualties.0.evidence", "nine dead")
	v = send(v, "enter")
	if v.Get("a0.kind.value") != "riot" || v.Get("a0.casualties.0.low") != "2" || v.Get("a0.casualties.0.evidence") != "nine dead" {
		t.Fatalf("what was entered is lost: %v", v)
	}
	if len(f.coded.Accounts) != 0 {
		t.Fatal("a record without its words was entered")
	}
	v.Set("a0.casualties.0.evidence", "and after")
	v = send(v, "enter")
	if v.Get("r.ties.0.from") != "Kareth Front" || v.Get("r.ties.0.start") != "soon" || len(f.coded.Accounts) != 0 {
		t.Fatalf("a tie from %q on was entered, or lost: %v", "soon", v)
	}
	v.Set("r.ties.0.start", "2014")
	v.Set("act", "enter")
	if w := post(t, h, "/reports/x/code", v); w.Code != http.StatusSeeOther {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	a := f.coded.Accounts[0]
	if a.Kind != tocsin.Riot || len(a.Weapons) != 0 || len(a.Casualties) != 1 || a.Casualties[0].Low != 2 || len(f.coded.Problems(f.sheet.Report.Text)) != 0 {
		t.Errorf("%+v", a)
	}
	if rec := f.coded; len(rec.Ties) != 1 || rec.Ties[0].Start != "2014" || len(rec.Assessments) != 0 || len(rec.Designations) != 1 || rec.Designations[0].Label != "Kareth" {
		t.Errorf("beside the account: %+v", rec)
	}
	for _, act := range []string{"drop 7", "add 0 colours", "drop 0 weapons 9", "add colours", "drop ties 3", "drop ties", "drop", "drop 0 ties 0", "sing"} {
		v.Set("act", act)
		if w := post(t, h, "/reports/x/code", v); w.Code != http.StatusBadRequest {
			t.Errorf("%s: status %d", act, w.Code)
		}
	}
}

// TestEvidenceIsMarked: every quote of the record stands in the text as a mark, and leads to it.
func TestEvidenceIsMarked(t *testing.T) {
	page := get(t, newServer(t, func(c *Config) { *c = fullOf("Kareth").config() }), "/reports/x").Body.String()
	for _, want := range []string{
		`<mark id="e8" class="perpetrator hedged" data-values="v-a1-kind v-a1-when v-a1-where v-a1-weapons-0 v-a1-targets-0 v-a1-casualties-0 v-a1-damage-0 v-a1-responsibility-0 r-ties-0 r-assessments-0 r-designations-0"`,
		`href="#e8">“Kareth”</a>`,
		`decided by Kareth, 1 Mar 2024: Kareth; coded was: riot`,
		`do not stand in the text where they should`,
		`<a href="#v-a1-where">where</a>: Kareth`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	got := textIn(t, page, "text")
	if want := sheetOf("Kareth").Report.Text; got != want {
		t.Errorf("the text on the page is %q, not %q: offsets would not hold", got, want)
	}
}

// TestHostileTextOnThePage: the marked text is the report's to the last character, whatever stands in it.
func TestHostileTextOnThePage(t *testing.T) {
	page := get(t, newServer(t, func(c *Config) { *c = fullOf(hostile).config() }), "/reports/x").Body.String()
	if got, want := textIn(t, page, "text"), sheetOf(hostile).Report.Text; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

// fieldsIn returns what a browser would send back of a page's forms, buttons left out.
func fieldsIn(t *testing.T, page string) url.Values {
	t.Helper()
	v := url.Values{}
	each(t, page, func(n *html.Node) {
		name := attr(n, "name")
		if name == "" {
			return
		}
		switch n.Data {
		case "input":
			if typ := attr(n, "type"); typ != "search" && typ != "radio" {
				v.Add(name, attr(n, "value"))
			}
		case "textarea":
			v.Add(name, content(n))
		case "select":
			for o := n.FirstChild; o != nil; o = o.NextSibling {
				if o.Data == "option" && (hasAttr(o, "selected") || !v.Has(name)) {
					v.Set(name, attr(o, "value"))
				}
			}
		}
	})
	return v
}

// textIn returns the text of the element with an id.
func textIn(t *testing.T, page, id string) string {
	t.Helper()
	var out string
	each(t, page, func(n *html.Node) {
		if attr(n, "id") == id {
			out = content(n)
		}
	})
	return out
}

func each(t *testing.T, page string, f func(*html.Node)) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			f(n)
		}
	}
}

func content(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// Where decisions are read, accounts are named by outlet, day and place, and not by number.
func TestDecisionsNameAccounts(t *testing.T) {
	f := fullOf("Kareth")
	f.decided = []tocsin.Decision{
		{By: "A. Reader", At: march.Time(), On: []string{"r1:a1", "r2:a2"}, What: tocsin.Merge, Why: "one bomb"},
		{By: "A. Reader", At: march.Time(), On: []string{"r3:a1", tocsin.SplitMark, "r4:a1", "r5:a1"}, What: tocsin.Split, Why: "two bombs", Undone: "d7"},
	}
	h := newServer(t, func(c *Config) { *c = f.config() })
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost/review/decisions", nil))
	for _, want := range []string{
		"A. Reader: merge Outlet of r1:a1, 1 Mar 2024, Kareth; Outlet of r2:a2, 1 Mar 2024, Kareth – one bomb",
		"A. Reader: split Outlet of r3:a1, 1 Mar 2024, Kareth from Outlet of r4:a1, 1 Mar 2024, Kareth; Outlet of r5:a1, 1 Mar 2024, Kareth – two bombs",
	} {
		if !strings.Contains(html.UnescapeString(w.Body.String()), want) {
			t.Errorf("no %q in %s", want, w.Body)
		}
	}
}

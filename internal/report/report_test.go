package report

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-org/tocsin"
)

// doc returns a document of the given form.
func doc(format tocsin.Format, body string) *tocsin.Document {
	return &tocsin.Document{ID: "kareth", Name: "kareth.test", Format: format, Bytes: []byte(body)}
}

func make1(t *testing.T, d *tocsin.Document) *tocsin.Report {
	t.Helper()
	r, err := Make(d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// hasProblem reports whether one of the report's problems is at path and holds the words.
func hasProblem(r *tocsin.Report, path, words string) bool {
	for _, p := range r.Problems {
		if p.Path == path && strings.Contains(p.Text, words) {
			return true
		}
	}
	return false
}

func TestMakeJSON(t *testing.T) {
	const body = `{"id":"k1","url":"https://news.example/k","outlet":"The Kareth Post","title":"Blast in Kareth",
		"byline":"A. Writer","published":"2024-03-02T08:00:00Z","language":"en-GB","text":"  Two died.\n\nPolice said so. \n","record":{"x":1}}`
	got := make1(t, doc(tocsin.JSON, body))
	want := tocsin.Report{ID: "kareth", URL: "https://news.example/k", Outlet: "The Kareth Post", Title: "Blast in Kareth",
		Byline: []string{"A. Writer"}, Language: "en", Published: tocsin.Date{Year: 2024, Month: 3, Day: 2}, PublishedFrom: "given",
		Text: "  Two died.\n\nPolice said so. \n", Capture: doc(tocsin.JSON, body).Capture(), Media: "application/json", Revision: 1}
	if diff := cmp.Diff(want, *got); diff != "" {
		t.Error(diff)
	}
}

func TestMakeJSONFields(t *testing.T) {
	for _, c := range []struct {
		name, body string
		check      func(*tocsin.Report) bool
	}{
		{"byline list", `{"text":"a","byline":["A. One"," ","B. Two"]}`, func(r *tocsin.Report) bool { return len(r.Byline) == 2 }},
		{"byline null", `{"text":"a","byline":null}`, func(r *tocsin.Report) bool { return r.Byline != nil && len(r.Byline) == 0 }},
		{"written date", `{"text":"a","published":"2 March 2024"}`, func(r *tocsin.Report) bool { return r.Published.String() == "2024-03-02" }},
		{"bad date", `{"text":"a","published":"soon"}`, func(r *tocsin.Report) bool {
			return r.Published.IsZero() && hasProblem(r, "published", `"soon" is not a date`)
		}},
		{"no date", `{"text":"a"}`, func(r *tocsin.Report) bool { return hasProblem(r, "published", "not known") }},
		{"outlet from address", `{"text":"a","url":"https://www.kareth.example/x"}`, func(r *tocsin.Report) bool { return r.Outlet == "kareth.example" }},
		{"bare title in capitals", `{"text":"a","TITLE":"B"}`, func(r *tocsin.Report) bool { return r.Title == "B" }},
		{"CRLF and NUL", `{"text":"a\r\nb\u0000c\rd"}`, func(r *tocsin.Report) bool { return r.Text == "a\nbc\nd" }},
		{"decomposed", `{"text":"Kare\u0301th"}`, func(r *tocsin.Report) bool { return r.Text == "Kar\u00e9th" }},
		{"broken UTF-8", "{\"text\":\"a\xffb\"}", func(r *tocsin.Report) bool { return r.Text == "a\uFFFDb" && hasProblem(r, "text", "UTF-8") }},
		{"byte order mark", "\xef\xbb\xbf{\"text\":\"a\"}", func(r *tocsin.Report) bool { return r.Text == "a" }},
		{"empty text", `{"text":""}`, func(r *tocsin.Report) bool { return hasProblem(r, "text", "no text") }},
		{"UTF-16", "\xff\xfe{\x00\"\x00t\x00e\x00x\x00t\x00\"\x00:\x00\"\x00a\x00\"\x00}\x00", func(r *tocsin.Report) bool { return r.Text == "a" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if r := make1(t, doc(tocsin.JSON, c.body)); !c.check(r) {
				t.Errorf("got %+v", r)
			}
		})
	}
}

func TestMakeErrors(t *testing.T) {
	for _, body := range []string{`{"text":`, `[]`, `{"text":7}`, `nothing`} {
		if _, err := Make(doc(tocsin.JSON, body)); err == nil || !strings.Contains(err.Error(), "kareth.test") {
			t.Errorf("Make(%s) = %v, want an error that names the document", body, err)
		}
	}
	r := make1(t, doc(tocsin.HTML, " \n"))
	if !hasProblem(r, "text", "empty") {
		t.Errorf("no problem recorded for an empty document: %v", r.Problems)
	}
}

func TestTold(t *testing.T) {
	told := tocsin.Told{URL: "https://told.example/1", Outlet: "Told", Title: "Told title", Published: tocsin.Date{Year: 2020, Month: 1, Day: 2}}
	stated := doc(tocsin.Text, "outlet: Stated\npublished: 2021-05-06\n\nA headline of the text\n\nSome text.\n")
	stated.Told = told
	r := make1(t, stated)
	if r.Outlet != "Stated" || r.Published.String() != "2021-05-06" {
		t.Errorf("what the document states must win: %+v", r)
	}
	if r.URL != told.URL || r.Title != "Told title" {
		t.Errorf("what the user says must win over what is guessed: %+v", r)
	}
}

// TestGoldText reads real coded documents, where they are at hand: their offsets hold only if no byte moves.
func TestGoldText(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/gold/*.json")
	if len(files) == 0 {
		t.Skip("no development data here")
	}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var want struct{ Text, Published, Title string }
		if err := json.Unmarshal(body, &want); err != nil {
			t.Fatal(err)
		}
		r := make1(t, &tocsin.Document{ID: "x", Name: f, Format: tocsin.JSON, Bytes: body})
		if r.Text != want.Text || r.Published.String() != want.Published {
			t.Errorf("%s: the text or date is not as given", f)
		}
		if r.Language != "en" {
			t.Errorf("%s: language %q", f, r.Language)
		}
	}
}

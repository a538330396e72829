package report

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/tocsin-org/tocsin"
)

// TestExamples reads the reports that come with the program: each is whole, and says of itself that it is a
// sample.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("../../examples/*/*.*")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d examples, %v", len(files), err)
	}
	formats := map[string]tocsin.Format{".html": tocsin.HTML, ".txt": tocsin.Text, ".md": tocsin.Markdown}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(body), "Sample report written for tocsin; facts from public reporting; outlet invented.") {
			t.Errorf("%s does not say that it is a sample", f)
		}
		r := make1(t, &tocsin.Document{ID: "x", Name: f, Format: formats[filepath.Ext(f)], Bytes: body})
		if len(r.Problems) > 0 || r.Title == "" || r.Outlet == "" || r.URL == "" || r.Published.IsZero() || r.Language != "en" || len(r.Byline) > 1 {
			t.Errorf("%s: %+v", f, r)
		}
		if words := len(strings.Fields(r.Text)); words < 130 || words > 420 {
			t.Errorf("%s has %d words", f, words)
		}
		if strings.Contains(r.Text, "Sample report") || strings.Contains(r.Text, "More from") {
			t.Errorf("%s: more than the article was read:\n%s", f, r.Text)
		}
		t.Logf("%s %s %q %q\n%s", r.Published, r.Outlet, r.Title, r.Byline, r.Text)
	}
}

// TestMakeConcurrently makes the same reports from several goroutines: the libraries for pages must not share
// what they change, and every answer must be the same.
func TestMakeConcurrently(t *testing.T) {
	files, _ := filepath.Glob("../../examples/*/*.html")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, f := range files {
				body, err := os.ReadFile(f)
				if err != nil {
					t.Error(err)
					return
				}
				d := &tocsin.Document{ID: "x", Name: f, Format: tocsin.HTML, Bytes: body}
				a, errA := Make(d)
				b, errB := Make(d)
				if errA != nil || errB != nil || a.TextHash() != b.TextHash() || a.Title != b.Title || a.Published != b.Published {
					t.Errorf("%s: %v, %v, or not the same twice", f, errA, errB)
				}
			}
		})
	}
	wg.Wait()
}

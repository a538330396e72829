package report

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/tools/txtar"

	"github.com/tocsin-org/tocsin"
)

var update = flag.Bool("update", false, "rewrite the expected reports of the corpus")

// TestCorpus reads each document of corpus/report and compares the report with the one below it.
func TestCorpus(t *testing.T) {
	files, err := filepath.Glob("../../corpus/report/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Comment) == 0 {
				t.Error("the first lines do not say what the case is for")
			}
			r, err := Make(caseDocument(t, a))
			if err != nil {
				t.Fatal(err)
			}
			got := []txtar.File{{Name: "report.txt", Data: []byte(shown(r))}}
			if len(r.Problems) > 0 {
				got = append(got, txtar.File{Name: "problems.txt", Data: []byte(shownProblems(r))})
			}
			if *update {
				a.Files = append(a.Files[:1], got...)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(byName(a.Files[1:]), byName(got)); diff != "" {
				t.Errorf("report differs (-want +got):\n%s", diff)
			}
		})
	}
}

func byName(files []txtar.File) map[string]string {
	m := map[string]string{}
	for _, f := range files {
		m[f.Name] = string(f.Data)
	}
	return m
}

// caseDocument returns the document of a case: its first file, "page.html", "page.txt", "page.md" or
// "page.json"; with a charset in its name ("page.windows-1251.html") its bytes are put into that first.
func caseDocument(t *testing.T, a *txtar.Archive) *tocsin.Document {
	t.Helper()
	page := a.Files[0]
	formats := map[string]tocsin.Format{".html": tocsin.HTML, ".txt": tocsin.Text, ".md": tocsin.Markdown, ".json": tocsin.JSON}
	ext := filepath.Ext(page.Name)
	d := &tocsin.Document{ID: "case", Name: page.Name, Format: formats[ext], Bytes: page.Data, Got: time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)}
	label := strings.TrimPrefix(strings.TrimSuffix(strings.TrimPrefix(page.Name, "page"), ext), ".")
	if label == "" {
		return d
	}
	e, _ := charset.Lookup(label)
	if label == "utf-16" {
		e = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	}
	if e == nil {
		t.Fatalf("no charset %q", label)
	}
	b, err := e.NewEncoder().Bytes(page.Data)
	if err != nil {
		t.Fatal(err)
	}
	d.Bytes = b
	return d
}

// shown returns a report in the form of a text with a header.
func shown(r *tocsin.Report) string {
	var b strings.Builder
	for _, f := range []field{{"url", r.URL}, {"outlet", r.Outlet}, {"title", r.Title}, {"byline", strings.Join(r.Byline, "; ")},
		{"published", strings.TrimSpace(r.Published.String() + " " + r.PublishedFrom)}, {"language", r.Language}} {
		fmt.Fprintf(&b, "%s: %s\n", f.key, f.value)
	}
	return strings.ReplaceAll(b.String(), ": \n", ":\n") + "\n" + strings.TrimRight(r.Text, "\n") + "\n"
}

func shownProblems(r *tocsin.Report) string {
	var b strings.Builder
	for _, p := range r.Problems {
		fmt.Fprintln(&b, p)
	}
	return b.String()
}

package source_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/report"
	"github.com/tocsin-org/tocsin/internal/source"
)

// TestFaultyFolder reads a folder of everything that goes wrong in practice, all the way to reports: each
// fault is an error that names its file or a recorded problem, and the good files are read.
func TestFaultyFolder(t *testing.T) {
	dir := t.TempDir()
	put := func(name string, body []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const story = "<p>A bomb exploded on Friday at the market of Kareth, killing two people and wounding five others, police said. " +
		"The blast went off shortly before noon, when the stalls were full. Nobody has said that it was behind the attack.</p>"
	russian, err := charmap.Windows1251.NewEncoder().Bytes([]byte("<html><title>Взрыв в Карете</title><body><article><p>В пятницу на рынке " +
		"взорвалась бомба, погибли два человека, ещё пятеро ранены, сообщила полиция. Ответственность за взрыв никто на себя не взял.</p></article>"))
	if err != nil {
		t.Fatal(err)
	}
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	for range 64 {
		z.Write(make([]byte, 1<<20))
	}
	z.Close()
	put("00-good.txt", []byte("published: 2024-03-02\n\nA bomb exploded on Friday at the market of Kareth.\n"))
	put("10-broken.html", []byte("<html><body><table><tr><td>"+story+"<p>Unclosed <b>bold <i>both</b> <a href=\"x>"))
	put("20-empty.html", nil)
	put("30-large.html", bytes.Repeat([]byte(story), 50<<20/len(story)))
	put("40-bomb.txt.gz", bomb.Bytes())
	put("50-binary.txt", bytes.Repeat([]byte{0x7f, 'E', 'L', 'F', 0, 1, 2, 0}, 100))
	put("60-invalid.txt", []byte("A bomb exploded in Kar\xc3\xa9th, a caf\xc3\xa9 and a caf\xff were hit, polic\xc3\xa9 said.\n"))
	put("70-cyrillic.html", russian)
	put("80-deep.html", []byte(strings.Repeat("<div>", 3000)+story))
	put("90-broken.jsonl", []byte("{\"id\":\"first\",\"text\":\"A\"}\n{\"id\":\n{\"id\":\"third\",\"text\":7}\n{\"id\":\"fourth\",\"text\":\"D\"}\n"))
	put("99-good.html", []byte("<html><body><article>"+story+"</article>"))

	reports := map[string]*tocsin.Report{}
	var errs []string
	for d, err := range source.Documents(t.Context(), []string{dir}, source.Options{}) {
		if err == nil {
			var r *tocsin.Report
			if r, err = report.Make(d); err == nil {
				reports[r.ID] = r
				continue
			}
		}
		errs = append(errs, err.Error())
	}
	for id, want := range map[string]struct{ text, problem string }{
		"00-good":     {"A bomb exploded", ""},
		"10-broken":   {"killing two people", "published"},
		"20-empty":    {"", "text: the document is empty"},
		"60-invalid":  {"caf\uFFFD were hit", "text: 1 places are not valid UTF-8"},
		"70-cyrillic": {"взорвалась бомба", "text: not valid UTF-8 and no charset is stated: read as windows-1251"},
		"80-deep":     {"killing two people", "text: the page cannot be parsed"},
		"first":       {"A", ""},
		"fourth":      {"D", ""},
		"99-good":     {"killing two people", ""},
	} {
		r := reports[id]
		if r == nil {
			t.Errorf("%s was not read", id)
			continue
		}
		found := want.problem == ""
		for _, p := range r.Problems {
			found = found || strings.HasPrefix(p.String(), want.problem)
		}
		if !strings.Contains(r.Text, want.text) || !found {
			t.Errorf("%s: %q with problems %v, want %q and %q", id, r.Text, r.Problems, want.text, want.problem)
		}
	}
	wantErrors := []string{"30-large.html: larger than 10 MiB", "40-bomb.txt.gz: not a text", "50-binary.txt: not a text",
		"90-broken.jsonl:2: not a JSON document", "90-broken.jsonl:3: "}
	if len(errs) != len(wantErrors) {
		t.Fatalf("errors %q", errs)
	}
	for i, want := range wantErrors {
		if !strings.Contains(errs[i], filepath.Join(dir, want)) {
			t.Errorf("error %q, want %q", errs[i], want)
		}
	}
}

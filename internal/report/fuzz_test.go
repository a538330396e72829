package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/tools/txtar"

	"github.com/tocsin-org/tocsin"
)

// FuzzExtract reads any bytes in every format. Make must not panic, and the text must have the form that
// evidence counts bytes of, which a second cleaning does not change.
func FuzzExtract(f *testing.F) {
	cases, _ := filepath.Glob("../../corpus/report/*/*.txtar")
	for _, c := range cases {
		a, err := txtar.ParseFile(c)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(a.Files[0].Data, "text/html")
	}
	f.Add([]byte("<p>\xcf\xf0\xe8\xe2\xe5\xf2"), "text/html; charset=windows-1251")
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00a\x00"), "")
	f.Add([]byte("---\ntitle: a\n---\r\n\rb\x00\u0085e\u0301"), "")
	f.Add([]byte(strings.Repeat("<div>", 600)+"deep"), "")
	f.Add([]byte(`<script type="application/ld+json">{"@type":["NewsArticle"],"author":[[{"name":1}]],"publisher":{"@id":{}}}</script>`), "")
	f.Add([]byte(`{"text":"\ud800e\u0301","byline":[null],"published":"0000-00-00"}`), "")
	formats := []tocsin.Format{tocsin.HTML, tocsin.Text, tocsin.Markdown, tocsin.JSON}
	f.Fuzz(func(t *testing.T, body []byte, media string) {
		for _, format := range formats {
			r, err := Make(&tocsin.Document{ID: "x", Name: "fuzz", Format: format, Bytes: body, Media: media})
			if err != nil {
				continue
			}
			for name, s := range map[string]string{"text": r.Text, "title": r.Title, "outlet": r.Outlet} {
				if !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) || strings.ContainsFunc(s, isControl) {
					t.Fatalf("%s as %s is not clean: %q", name, format, s)
				}
			}
			if again, n := clean(r.Text); again != r.Text || n != 0 {
				t.Fatalf("cleaning is not settled: %q then %q", r.Text, again)
			}
			if r.Byline == nil || !r.Published.IsZero() && r.PublishedFrom == "" {
				t.Fatalf("%+v", r)
			}
		}
	})
}

func BenchmarkMakePage(b *testing.B) {
	files, _ := filepath.Glob("../../examples/*/*.html")
	bench(b, files, tocsin.HTML)
}

func BenchmarkMakeText(b *testing.B) {
	files, _ := filepath.Glob("../../examples/*/*.txt")
	bench(b, files, tocsin.Text)
}

func BenchmarkMakeJSON(b *testing.B) {
	text := strings.Repeat("A bomb exploded on Friday at the market of Kareth, killing two people, police said. ", 35) // 500 words
	d := doc(tocsin.JSON, `{"id":"k","title":"Blast","published":"2024-03-02","outlet":"The Kareth Post","text":"`+text+`"}`)
	b.SetBytes(int64(len(d.Bytes)))
	for b.Loop() {
		if _, err := Make(d); err != nil {
			b.Fatal(err)
		}
	}
}

func bench(b *testing.B, files []string, format tocsin.Format) {
	var docs []*tocsin.Document
	total := 0
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		docs = append(docs, doc(format, string(body)))
		total += len(body)
	}
	b.SetBytes(int64(total / len(docs)))
	n := 0
	for b.Loop() {
		if _, err := Make(docs[n%len(docs)]); err != nil {
			b.Fatal(err)
		}
		n++
	}
}

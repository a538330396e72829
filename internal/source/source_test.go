package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-org/tocsin"
)

// read returns "id format bytes" of each document of the inputs, and the errors.
func read(t *testing.T, o Options, inputs ...string) (docs, errs []string) {
	t.Helper()
	for d, err := range Documents(t.Context(), inputs, o) {
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		docs = append(docs, fmt.Sprintf("%s %s %.20s", d.ID, d.Format, bytes.TrimSpace(d.Bytes)))
	}
	return docs, errs
}

// write puts files into a folder of the test's own and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func zipped(content string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(content))
	w.Close()
	return b.String()
}

func TestFolder(t *testing.T) {
	dir := write(t, map[string]string{
		"b.txt":             "Text b",
		"a.html":            "<html><p>Page a",
		"sub/c.md":          "# Note c",
		"sub/b.txt":         "Another b",
		"d.json":            `{"id":"given/../id","text":"d"}`,
		"e.jsonl":           "{\"id\":\"e1\"}\n\n{\"text\":\"no id\"}\nbroken\n{\"url\":\"https://news.example/2024/blast.html\"}",
		"f.txt.gz":          zipped("Text f"),
		"g.jsonl.gz":        zipped("{\"id\":\"g1\"}\n{\"id\":\"E1\"}\n"),
		"h":                 "<!DOCTYPE html><p>no ending",
		"i.json":            "{\"id\": \"i1\"}\n{\"id\": \"i2\"}\n",
		"j.json":            `[{"id":"j1"},{"id":7}]`,
		"empty.txt":         "",
		".hidden/x.txt":     "hidden",
		".hidden.txt":       "hidden",
		"README.md":         "about the folder",
		"embed.go":          "package reports",
		"a_files/style.css": "p { }",
		"style.css":         "p { }",
		"photo.jpg":         "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01",
		"bytes.txt":         strings.Repeat("\x00\x01\x02\x03", 40),
		"broken.txt.gz":     zipped("Text that is cut short")[:20],
		"deep.json":         "{\n \"id\": \"pretty\",\n \"text\": \"x\"\n}\n",
	})
	docs, errs := read(t, Options{}, dir)
	want := []string{
		"a html <html><p>Page a",
		"b text Text b",
		"given-..-id json {\"id\":\"given/../id\",",
		"pretty json {\n \"id\": \"pretty\",\n ",
		"e1 json {\"id\":\"e1\"}",
		"e-3 json {\"text\":\"no id\"}",
		"news.example-blast-" + shortHash("https://news.example/2024/blast.html") + " json {\"url\":\"https://news",
		"empty text ",
		"f text Text f",
		"g1 json {\"id\":\"g1\"}",
		"E1-2 json {\"id\":\"E1\"}",
		"h html <!DOCTYPE html><p>no",
		"i1 json {\"id\": \"i1\"}",
		"i2 json {\"id\": \"i2\"}",
		"j1 json {\"id\":\"j1\"}",
		"7 json {\"id\":7}",
		"b-2 text Another b",
		"c markdown # Note c",
	}
	if diff := cmp.Diff(want, docs); diff != "" {
		t.Error(diff)
	}
	wantErrors := []string{"broken.txt.gz: gzip: ", "bytes.txt: not a text but binary data", "e.jsonl:4: not a JSON document: ",
		"photo.jpg: not a text but image/jpeg", "style.css: .css files are not read"}
	if len(errs) != len(wantErrors) {
		t.Fatalf("got errors %q", errs)
	}
	for i, w := range wantErrors {
		if !strings.HasPrefix(errs[i], filepath.Join(dir, w)) {
			t.Errorf("error %q, want it to begin with %q", errs[i], w)
		}
	}
}

func TestLinks(t *testing.T) {
	outside := write(t, map[string]string{"secret.txt": "outside"})
	dir := write(t, map[string]string{"a.txt": "inside"})
	for name, to := range map[string]string{"out.txt": filepath.Join(outside, "secret.txt"), "in.txt": "a.txt", "folder": outside} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	docs, errs := read(t, Options{}, dir)
	if len(docs) != 1 || len(errs) != 2 {
		t.Errorf("got %q and errors %q", docs, errs)
	}
}

func TestInputs(t *testing.T) {
	dir := write(t, map[string]string{"a.txt": "Text a"})
	missing := filepath.Join(dir, "missing.txt")
	docs, errs := read(t, Options{Stdin: strings.NewReader("Text from a pipe")}, "-", missing, "https://news.example/", filepath.Join(dir, "a.txt"))
	if diff := cmp.Diff([]string{"stdin text Text from a pipe", "a text Text a"}, docs); diff != "" {
		t.Error(diff)
	}
	if len(errs) != 2 || !strings.Contains(errs[0], missing) || !strings.Contains(errs[1], "https://news.example/") {
		t.Errorf("errors %q", errs)
	}
}

func TestCancelled(t *testing.T) {
	dir := write(t, map[string]string{"a.txt": "a", "b.txt": "b"})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	n := 0
	for _, err := range Documents(ctx, []string{dir, dir}, Options{}) {
		n++
		last = err
		cancel()
	}
	if n != 2 || last != context.Canceled {
		t.Errorf("%d yields, last %v", n, last)
	}
}

func TestDocument(t *testing.T) {
	dir := write(t, map[string]string{"a.txt": "Text a"})
	told := tocsin.Told{Outlet: "The Kareth Post"}
	for d, err := range Documents(t.Context(), []string{dir}, Options{Told: told}) {
		if err != nil {
			t.Fatal(err)
		}
		if d.Told != told || d.Name != filepath.Join(dir, "a.txt") || d.Got.IsZero() || d.Got.Location().String() != "UTC" {
			t.Errorf("got %+v", d)
		}
	}
}

// TestFaults reads what no program wants to be given, each between two good files.
func TestFaults(t *testing.T) {
	const limit = 64 << 10
	bomb := zipped(strings.Repeat("\x20", 1<<20))
	endless := zipped(strings.Repeat("{\"text\":\"\"}\n", 1<<20))
	dir := write(t, map[string]string{
		"00-good.txt":      "Good",
		"10-large.html":    "<p>" + strings.Repeat("large ", limit),
		"20-bomb.html.gz":  bomb,
		"30-endless.jsonl": endless,
		"40-lines.jsonl":   "{\"id\":\"short\"}\n{\"text\":\"" + strings.Repeat("x", limit) + "\"}\n{\"id\":\"after\"}\n",
		"50-large.json":    "{\"text\":\"" + strings.Repeat("x", limit) + "\"}",
		"99-good.txt":      "Good",
	})
	var docs []string
	var errs []string
	for d, err := range Documents(t.Context(), []string{dir}, Options{Limit: limit}) {
		if err != nil {
			errs = append(errs, err.Error())
		} else if !strings.HasPrefix(d.ID, "30-") {
			docs = append(docs, d.ID)
		}
	}
	if diff := cmp.Diff([]string{"00-good", "short", "after", "99-good"}, docs); diff != "" {
		t.Error(diff)
	}
	for i, want := range []string{"10-large.html: larger than", "20-bomb.html.gz: larger than", "30-endless.jsonl:",
		"40-lines.jsonl:2: larger than", "50-large.json: larger than"} {
		if i >= len(errs) || !strings.HasPrefix(errs[i], filepath.Join(dir, want)) {
			t.Fatalf("errors %q, want one with %q", errs, want)
		}
	}
	if !strings.Contains(errs[2], "200-fold") {
		t.Errorf("lines without end: %s", errs[2])
	}
}

func TestSafeName(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"DEV-MUC3-0001 (NOSC)", "DEV-MUC3-0001--NOSC"},
		{"../../etc/passwd", "etc-passwd"},
		{`..\..\x`, "x"},
		{"", "report"}, {"...", "report"},
		{"con", "_con"}, {"NUL.txt", "_NUL.txt"},
		{"взрыв 1", "взрыв-1"},
		{"a\x00b\xff", "a-b"},
		{strings.Repeat("я", 200), strings.Repeat("я", 55) + "-" + shortHash(strings.Repeat("я", 200))},
	} {
		got := safeName(c.in)
		if got != c.want {
			t.Errorf("safeName(%q) = %q, want %q", c.in, got, c.want)
		}
		if len(got) > longestID || filepath.Base(got) != got {
			t.Errorf("safeName(%q) = %q is not safe", c.in, got)
		}
	}
}

func TestUniqueIDs(t *testing.T) {
	s := newIDs()
	var got []string
	for _, name := range []string{"a", "A", "a", "a-2", "a-3", "a"} {
		got = append(got, s.unique(name))
	}
	if diff := cmp.Diff([]string{"a", "A-2", "a-3", "a-2-2", "a-3-2", "a-4"}, got); diff != "" {
		t.Error(diff)
	}
}

// BenchmarkLines reads 2,000 reports of some 500 words from one file of JSON lines.
func BenchmarkLines(b *testing.B) {
	text := strings.Repeat("A bomb exploded on Friday at the market of Kareth, killing two people, police said. ", 35)
	var lines strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&lines, "{\"id\":\"k%d\",\"outlet\":\"The Kareth Post\",\"text\":%q}\n", i, text)
	}
	file := filepath.Join(b.TempDir(), "reports.jsonl")
	if err := os.WriteFile(file, []byte(lines.String()), 0o644); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(lines.Len()))
	for b.Loop() {
		n := 0
		for _, err := range Documents(b.Context(), []string{file}, Options{}) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != 2000 {
			b.Fatal(n)
		}
	}
}

package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzRead gives the reader any bytes under any name. It must not panic, must not yield more than the limit,
// and must give each document an id that is a file name of its own.
func FuzzRead(f *testing.F) {
	for name, content := range map[string]string{
		"a.json":     `{"id":"a","text":"x"}`,
		"b.jsonl":    "{\"id\":\"a\"}\n{\"id\":\"a\"}\n\nbroken\n",
		"c.html":     "<html><p>Page",
		"d.txt.gz":   zipped("Text"),
		"e.jsonl.gz": zipped("{\"id\":\"../x\"}\n"),
		"f":          "\xff\xfeT\x00e\x00x\x00t\x00",
		"g.json":     `[{"id":1},{"id":"con"},[]]`,
		"h.json":     "{\n\"id\": \"h\"}\n{\n\"id\": \"i\"}",
		"i.md":       "# Note",
		"j.txt":      "\x00\x01\x02",
	} {
		f.Add(name, []byte(content))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		name = safeName(name)
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, content, 0o644); err != nil {
			t.Skip(err)
		}
		defer os.Remove(file)
		const limit = 1 << 16
		seen := map[string]bool{}
		n := 0
		for d, err := range Documents(t.Context(), []string{file}, Options{Limit: limit}) {
			if n++; n > 1<<12 {
				break
			}
			if err != nil {
				if !strings.Contains(err.Error(), name) {
					t.Fatalf("the error does not name the file: %v", err)
				}
				continue
			}
			key := strings.ToLower(d.ID)
			if seen[key] || filepath.Base(d.ID) != d.ID || d.ID == "" || d.ID[0] == '.' || len(d.ID) > longestID+8 || !utf8.ValidString(d.ID) {
				t.Fatalf("id %q", d.ID)
			}
			seen[key] = true
			if len(d.Bytes) > limit {
				t.Fatalf("%d bytes", len(d.Bytes))
			}
		}
	})
}

package web

import (
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// FuzzUTF16: whatever stands in a text, a range that a browser names is the range of bytes with the same words.
func FuzzUTF16(f *testing.F) {
	f.Add("a bomb in Kareth", 2, 6)
	f.Add("взрыв 🜂 у рынка", 6, 8)
	f.Add("🜂", 1, 2)
	f.Add("", 0, 0)
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		if !utf8.ValidString(text) {
			return
		}
		units := utf16.Encode([]rune(text))
		start, end, ok := bytesOf(text, from, to)
		if from < 0 || to < from || to > len(units) {
			if ok {
				t.Fatalf("%q[%d:%d] is taken", text, from, to)
			}
			return
		}
		cut := func(at int) bool { return at > 0 && at < len(units) && units[at] >= 0xdc00 && units[at] < 0xe000 }
		if ok == (cut(from) || cut(to)) {
			t.Fatalf("%q[%d:%d]: %v", text, from, to, ok)
		}
		if !ok {
			return
		}
		if got, want := text[start:end], string(utf16.Decode(units[from:to])); got != want {
			t.Fatalf("%q[%d:%d] is %q, not %q", text, from, to, got, want)
		}
		if unitsOf(text, start) != from || unitsOf(text, end) != to {
			t.Fatalf("%q: %d:%d and back", text, from, to)
		}
	})
}

package web

import (
	"strings"
	"testing"
)

func join(parts []stretch, changed bool) string {
	var b strings.Builder
	for _, p := range parts {
		if p.Changed == changed {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestDifferences(t *testing.T) {
	for _, c := range []struct{ a, b, left, right string }{
		{"", "", "", ""},
		{"the same", "the same", "", ""},
		{"Two people died.", "Three people died.", "Two", "Three"},
		{"Two people died.", "Two people died. Police blame nobody.", "", " Police blame nobody."},
		{"a b c d e", "a c d x e", "b ", "x "},
		{"all old", "", "all old", ""},
	} {
		left, right := differences(c.a, c.b)
		if got := join(left, true); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(c.left, " ", "") {
			t.Errorf("%q → %q: left %q", c.a, c.b, got)
		}
		if got := join(right, true); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(c.right, " ", "") {
			t.Errorf("%q → %q: right %q", c.a, c.b, got)
		}
	}
}

// FuzzDifferences: both sides together are the texts, and what is not marked is the same on both.
func FuzzDifferences(f *testing.F) {
	f.Add("Two people died in the blast.", "Three people were killed in a blast, police said.")
	f.Add("a b a b a", "b a b")
	f.Fuzz(func(t *testing.T, a, b string) {
		left, right := differences(a, b)
		whole := func(parts []stretch) string {
			var s strings.Builder
			for _, p := range parts {
				s.WriteString(p.Text)
			}
			return s.String()
		}
		if whole(left) != a || whole(right) != b {
			t.Fatalf("%q, %q: not whole", a, b)
		}
		if join(left, false) != join(right, false) {
			t.Fatalf("%q, %q: %q and %q are not marked", a, b, join(left, false), join(right, false))
		}
	})
}

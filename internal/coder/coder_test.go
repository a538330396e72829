package coder

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tocsin-org/tocsin"
)

func TestShortened(t *testing.T) {
	for _, c := range []struct {
		name, text string
		most       int
		want       string
	}{
		{"short enough", "one two", 7, "one two"},
		{"at a line", "one two\nthree four five", 15, "one two"},
		{"at a word", "one two three", 9, "one two"},
		{"no place near", "abcdefghij", 4, "abcd"},
		{"inside a character", "абвгд", 5, "аб"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rep := &tocsin.Report{ID: "r", Text: c.text}
			got := shortened(rep, c.most).Text
			if got != c.want || !utf8.ValidString(got) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if rep.Text != c.text {
				t.Errorf("the report was changed to %q", rep.Text)
			}
		})
	}
}

func TestCodeTellsWhatOfALongReportIsCoded(t *testing.T) {
	if testing.Short() {
		t.Skip("codes half a megabyte")
	}
	rep := &tocsin.Report{ID: "r", Language: "en", Text: strings.Repeat("The council met and spoke of roads.\n", mostText/30)}
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	rec, err := c.Code(t.Context(), rep)
	if err != nil {
		t.Fatal(err)
	}
	if len(rec.Notes) != 1 || rec.Notes[0].Path != "report.text" {
		t.Errorf("notes %v, want one on report.text", rec.Notes)
	}
}

package source

import (
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
)

func TestFormatOf(t *testing.T) {
	for _, c := range []struct {
		file, media, head string
		want              tocsin.Format
		err               string
	}{
		{"a.html", "", "anything", tocsin.HTML, ""},
		{"a.HTM.gz", "", "anything", tocsin.HTML, ""},
		{"a.txt", "", "A text", tocsin.Text, ""},
		{"a.txt", "", "\n<!DOCTYPE html><p>", tocsin.HTML, ""},
		{"a.md", "", "<b>Bold</b> start", tocsin.Markdown, ""},
		{"a", "", "\xef\xbb\xbf<html>", tocsin.HTML, ""},
		{"a", "", "<?xml version=\"1.0\"?><html xmlns=\"x\">", tocsin.HTML, ""},
		{"a", "", " {\"id\": 1}", tocsin.JSON, ""},
		{"a", "", "{brace} starts a text", tocsin.Text, ""},
		{"a", "", "", tocsin.Text, ""},
		{"story.php", "text/html; charset=utf-8", "x", tocsin.HTML, ""},
		{"story.php", "", "<html>", tocsin.HTML, ""},
		{"feed", "application/x-ndjson", "{}", jsonLines, ""},
		{"a.txt", "", "BM is a word here", tocsin.Text, ""},
		{"a.txt", "", "\xcf\xf0\xe8\xe2\xe5\xf2", tocsin.Text, ""},
		{"a.txt", "", "one stray \x01 in a long text" + strings.Repeat(" and so on", 10), tocsin.Text, ""},
		{"a.txt", "", "\xff\xfeT\x00e\x00", tocsin.Text, ""},
		{"a.txt", "", "T\x00h\x00e\x00 \x00b\x00o\x00m\x00b\x00 \x00w\x00a\x00s\x00", tocsin.Text, ""},
		{"a.pdf", "", "%PDF-1.7\n1 0 obj", "", "application/pdf"},
		{"a.txt", "", "%PDF-1.7\n1 0 obj", "", "application/pdf"},
		{"a.txt", "", "PK\x03\x04\x14\x00\x00", "", "application/zip"},
		{"a.txt", "text/html", "\x7fELF\x02\x01\x01\x00\x00", "", "binary data"},
		{"a.csv", "", "a,b", "", ".csv files are not read"},
	} {
		got, err := formatOf(c.file, c.media, []byte(c.head))
		if got != c.want || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("formatOf(%q, %q, %.20q) = %q, %v; want %q, %q", c.file, c.media, c.head, got, err, c.want, c.err)
		}
	}
}

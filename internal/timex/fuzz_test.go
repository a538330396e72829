package timex_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/timex"
)

// FuzzFind checks what holds for any text: spans lie inside it in order, tokens and bytes agree, and an
// interval does not end before it begins.
func FuzzFind(f *testing.F) {
	for _, c := range cases {
		f.Add(c.text, "2016-03-31")
	}
	f.Add("KARETH, 31 FEB 89 (RADIO) -- on 0/0/0000 at 99:99 p.m., 9999-99-99, the 31st of", "")
	f.Add("in the past 9999999999 years and 9999 centuries ago, the 21st century BC", "0001-01-01")
	f.Fuzz(func(t *testing.T, text, day string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		published, err := tocsin.ParseDate(day)
		if err != nil {
			published = tocsin.Date{}
		}
		doc := language.Analyze(text)
		exprs := timex.Find(doc, published)
		last := 0
		for i, e := range exprs {
			if e.Start < last || e.End <= e.Start || e.End > len(text) {
				t.Fatalf("expression %d at %d-%d after %d in %d bytes", i, e.Start, e.End, last, len(text))
			}
			last = e.End
			if e.First < 0 || e.Last < e.First || e.Last > len(doc.Tokens) {
				t.Fatalf("expression %d has tokens %d-%d of %d", i, e.First, e.Last, len(doc.Tokens))
			}
			if e.Known() && e.To.Before(e.From) {
				t.Fatalf("%q is %s to %s", text[e.Start:e.End], e.From, e.To)
			}
			if e.Value == "" || e.Rule == "" {
				t.Fatalf("%q has value %q by rule %q", text[e.Start:e.End], e.Value, e.Rule)
			}
			if c := timex.ClampPast(e, published); c.Known() && !published.IsZero() && !e.Future && published.Before(c.To) {
				t.Fatalf("%q is kept until %s though published %s", text[e.Start:e.End], c.To, published)
			}
		}
		for i := range doc.Tokens {
			if a := timex.Attach(doc, exprs, i); a.Expr >= len(exprs) || a.Confidence < 0 || a.Confidence > 1 {
				t.Fatalf("attached %+v", a)
			}
		}
		if d, ok := timex.ReadDateline(doc, published); ok && (d.PlaceEnd > len(text) || d.End < d.PlaceEnd || d.End > len(text) || text[d.PlaceStart:d.PlaceEnd] != d.Place) {
			t.Fatalf("dateline %+v", d)
		}
	})
}

// BenchmarkFind measures the finder on top of a text already analysed.
func BenchmarkFind(b *testing.B) {
	var all strings.Builder
	for all.Len() < 100_000 {
		for _, c := range cases {
			all.WriteString(c.text)
			all.WriteString(" Residents of the district said that they had heard heavy gunfire near the market and the road out of town.\n")
		}
	}
	doc := language.Analyze(all.String())
	published := tocsin.Date{Year: 2016, Month: 3, Day: 31}
	b.SetBytes(int64(all.Len()))
	for b.Loop() {
		timex.Find(doc, published)
	}
}

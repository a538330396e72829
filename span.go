package tocsin

import (
	"encoding/json"
	"fmt"
	"strings"
)

// A Span is a half-open range of bytes of a report's text (UTF-8, NFC).
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Overlaps reports whether the two ranges share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Evidence is a span with the words it covers, repeated so that a mismatch with the stored text is
// caught at once. Evidence read from a bare JSON string (the form of gold records) has its quote only,
// and Start and End -1 until [Evidence.Locate] finds it.
type Evidence struct {
	Span
	Quote string `json:"quote"`
}

// Quote returns the evidence that covers text[start:end].
func Quote(text string, start, end int) Evidence {
	return Evidence{Span{start, end}, text[start:end]}
}

// UnmarshalJSON accepts both forms of codebook.md: an object with offsets, and a bare quote.
func (e *Evidence) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		e.Span = Span{-1, -1}
		return json.Unmarshal(b, &e.Quote)
	}
	type object Evidence // without this method
	return json.Unmarshal(b, (*object)(e))
}

// Holds reports whether the text has exactly the quoted words at the span.
func (e Evidence) Holds(text string) bool {
	return 0 <= e.Start && e.Start <= e.End && e.End <= len(text) && text[e.Start:e.End] == e.Quote
}

// Locate returns e with the offsets of the first occurrence of its quote, if it has none yet, and
// whether the quote stands in the text.
func (e Evidence) Locate(text string) (Evidence, bool) {
	if e.Start >= 0 {
		return e, e.Holds(text)
	}
	i := strings.Index(text, e.Quote)
	if i < 0 {
		return e, false
	}
	return Quote(text, i, i+len(e.Quote)), true
}

func (e Evidence) String() string { return fmt.Sprintf("%q", e.Quote) }

package report

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// clean returns the text in the form that evidence counts bytes of: valid UTF-8, NFC, lines ending in "\n",
// no control characters but tab and line end. repaired is the number of places where bytes were no
// characters. A text of that form comes back as it is.
func clean(text string) (cleaned string, repaired int) {
	if !utf8.ValidString(text) {
		repaired = invalidRuns(text)
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	if strings.ContainsFunc(text, isControl) {
		text = withoutControls(text)
	}
	text = strings.TrimPrefix(text, "\uFEFF")
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	return text, repaired
}

// isControl reports whether r must not stand in a text. Tab and line end may.
func isControl(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' || 0x7f <= r && r < 0xa0
}

// withoutControls drops control characters; those that end a line or page become "\n".
func withoutControls(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r' || r == '\f' || r == '\v' || r == 0x85:
			return '\n'
		case isControl(r):
			return -1
		}
		return r
	}, text)
}

// invalidRuns counts the runs of bytes that are no UTF-8.
func invalidRuns(text string) int {
	n, bad := 0, false
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		invalid := r == utf8.RuneError && size == 1
		if invalid && !bad {
			n++
		}
		bad = invalid
		text = text[size:]
	}
	return n
}

// setText makes the report's text of a document's text, and says what had to be repaired.
func (m *making) setText(text string) {
	cleaned, repaired := clean(text)
	if repaired > 0 {
		m.note("text", "%d places are not valid UTF-8; they are shown as \uFFFD", repaired)
	}
	m.report.Text = cleaned
}

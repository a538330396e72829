package main

import (
	"io"
	"os"
	"strings"

	"github.com/mattn/go-runewidth"
	"golang.org/x/term"
)

// Widths of what is printed, in columns: of pipes, and the bounds for terminals.
const (
	pipeWidth = 100
	minWidth  = 60
	maxWidth  = 120
)

// isTerminal reports whether w writes to a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// widthOf returns how wide lines written to w may be.
func widthOf(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil {
			return min(max(columns, minWidth), maxWidth)
		}
	}
	return pipeWidth
}

// A style is how a piece of text looks on a terminal.
type style string

// The styles. They only repeat what the words say.
const (
	plain   style = ""
	strong  style = "1"
	faint   style = "2"
	heading style = "1;36"
	warning style = "33"
)

func (p *printer) styled(s style, text string) string {
	if !p.colour || s == plain || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

// inert returns text from outside in one line, without characters that would steer a terminal or turn
// the direction of what follows.
func inert(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
			b.WriteByte(' ')
		case r < 0x20, 0x7f <= r && r < 0xa0, 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069:
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// wrap cuts text into lines of at most width columns, at blanks where it can.
func wrap(text string, width int) []string {
	var lines []string
	line, used := "", 0
	flush := func() {
		if line != "" {
			lines = append(lines, line)
		}
		line, used = "", 0
	}
	for _, word := range strings.Fields(text) {
		n := runewidth.StringWidth(word)
		if used > 0 && used+1+n <= width {
			line += " " + word
			used += 1 + n
			continue
		}
		flush()
		for n > width { // an address, or a script without blanks
			head := runewidth.Truncate(word, width, "")
			if head == "" { // unreachable: widths are far above two columns
				break
			}
			lines = append(lines, head)
			word = word[len(head):]
			n = runewidth.StringWidth(word)
		}
		line, used = word, n
	}
	flush()
	return lines
}

// pad fills text up to width columns.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-runewidth.StringWidth(text)))
}

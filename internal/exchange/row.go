package exchange

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode"

	"github.com/tocsin-org/tocsin"
)

// A row is one line of a table, filled by the names of its columns.
type row struct {
	index map[string]int
	cells []string
}

// writeRows writes a table with its header. fill fills the row of an incident, or says why it has none.
func writeRows(w io.Writer, columns []string, incidents iter.Seq2[*tocsin.Incident, error], fill func(*tocsin.Incident, row) (leftOut string, err error)) (Result, error) {
	var res Result
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return res, err
	}
	index := map[string]int{}
	for i, c := range columns {
		index[c] = i
	}
	for inc, err := range incidents {
		if err != nil {
			return res, err
		}
		r := row{index, make([]string, len(columns))}
		why, err := fill(inc, r)
		if err != nil {
			return res, fmt.Errorf("incident %s: %w", inc.ID, err)
		}
		if why != "" {
			res.leaveOut(why)
			continue
		}
		if err := out.Write(r.cells); err != nil {
			return res, err
		}
		res.Written++
	}
	out.Flush()
	return res, out.Error()
}

// set writes a cell whose text is our own: a code, a number, a day.
func (r row) set(column, value string) {
	i, ok := r.index[column]
	if !ok {
		panic("no column " + column) // unreachable: tests fill every row
	}
	r.cells[i] = value
}

// text writes a cell of words from outside.
func (r row) text(column, value string) { r.set(column, cell(value)) }

// number writes a whole number.
func (r row) number(column string, n int) { r.set(column, strconv.Itoa(n)) }

// count writes a number that may be unknown: blank then, never zero.
func (r row) count(column string, n *int) {
	if n != nil {
		r.number(column, *n)
	}
}

// flag writes 1 or 0.
func (r row) flag(column string, v bool) {
	if v {
		r.set(column, "1")
	} else {
		r.set(column, "0")
	}
}

// degrees writes a coordinate; blank where there is none.
func (r row) degrees(column string, v *float64) {
	if v != nil {
		r.set(column, strconv.FormatFloat(*v, 'f', -1, 64))
	}
}

// cell makes words from outside safe in a table: in one line, without characters that steer a terminal or turn the
// direction of what follows, and with a ' before what a spreadsheet would run as a formula.
func cell(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.TrimSpace(s)
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}

// joined writes several texts into one cell. A text that holds the separator gets a comma instead.
func joined(texts []string, sep string) string {
	var out []string
	for _, t := range texts {
		if t = strings.TrimSpace(strings.ReplaceAll(t, strings.TrimSpace(sep), ",")); t != "" {
			out = append(out, t)
		}
	}
	return strings.Join(out, sep)
}

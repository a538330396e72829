package report

import (
	"strings"
	"unicode/utf8"

	"github.com/tocsin-org/tocsin"
)

// plain reads plain text and Markdown.
func (m *making) plain() {
	text := strings.TrimPrefix(m.decode(), "\uFEFF")
	header, body := splitHeader(text)
	for _, f := range header {
		m.state(f.key, f.value)
	}
	m.setText(body)
	m.guess.title = titleLine(m.report.Text, m.doc.Format)
}

// A field is one line of a text's header.
type field struct{ key, value string }

// headerKeys are the keys of a text's header and the fields they mean.
var headerKeys = map[string]string{
	"url": "url", "link": "url", "source_url": "url",
	"outlet": "outlet", "publisher": "outlet", "source": "outlet",
	"title": "title", "headline": "title",
	"byline": "byline", "author": "byline", "authors": "byline", "by": "byline",
	"published": "published", "date": "published",
	"language": "language", "lang": "language",
	"note": "", // a remark, read by people only
}

// splitHeader separates the header of a text from its body. A header between lines "---" may hold unknown
// keys; one without must have known keys only, and an empty line after it, since texts have colons too.
func splitHeader(text string) (header []field, body string) {
	rest, fenced := strings.CutPrefix(strings.ReplaceAll(firstLines(text), "\r\n", "\n"), "---\n")
	used := 0
	for line := range strings.SplitAfterSeq(rest, "\n") {
		used += len(line)
		trimmed := strings.TrimSpace(line)
		switch {
		case fenced && trimmed == "---", !fenced && trimmed == "" && len(header) > 0:
			if len(header) == 0 {
				return nil, text
			}
			return header, afterHeader(text, fenced, used)
		case !strings.HasSuffix(line, "\n"):
			return nil, text // no end of the header in sight
		case fenced && (trimmed == "" || trimmed[0] == '#' || trimmed[0] == '-'):
			if item, ok := strings.CutPrefix(trimmed, "- "); ok && len(header) > 0 {
				last := &header[len(header)-1]
				last.value = strings.TrimPrefix(last.value+"; "+unquoted(item), "; ")
			}
			continue
		}
		key, value, found := strings.Cut(trimmed, ":")
		known, isKey := headerKeys[strings.ToLower(strings.TrimSpace(key))]
		switch {
		case found && isKey:
			header = append(header, field{known, unquoted(strings.TrimSpace(value))})
		case !fenced:
			return nil, text
		case found:
			header = append(header, field{"", ""})
		}
	}
	return nil, text
}

// firstLines returns as much of a text as a header may take.
func firstLines(text string) string {
	const most = 4096
	if len(text) <= most {
		return text
	}
	return text[:most]
}

// afterHeader returns the text behind its header and the empty lines after it. used counts bytes of the
// header with "\n" line ends, the text may have "\r\n".
func afterHeader(text string, fenced bool, used int) string {
	if fenced {
		used += len("---\n")
	}
	for i := 0; i < len(text); i++ {
		if used == 0 {
			return strings.TrimLeft(text[i:], "\r\n")
		}
		if text[i] != '\r' || i+1 >= len(text) || text[i+1] != '\n' {
			used--
		}
	}
	return ""
}

// unquoted drops the quotes or brackets YAML puts around a value.
func unquoted(s string) string {
	if n := len(s); n >= 2 && (s[0] == '"' && s[n-1] == '"' || s[0] == '\'' && s[n-1] == '\'' || s[0] == '[' && s[n-1] == ']') {
		return s[1 : n-1]
	}
	return s
}

// state takes a field that the document states of itself.
func (m *making) state(key, value string) {
	r := m.report
	switch key {
	case "url":
		r.URL = first(value, r.URL)
	case "outlet":
		r.Outlet = value
	case "title":
		r.Title = value
	case "byline":
		r.Byline = names(strings.FieldsFunc(value, func(c rune) bool { return c == ';' || c == ',' }))
	case "published":
		m.setPublished(value)
	case "language":
		r.Language = languageCode(value)
	}
}

// longestTitle is the greatest number of characters of a line that may be a headline.
const longestTitle = 160

// titleLine returns the headline a text begins with: a Markdown heading among its first lines, or a first
// line that is short, has no full stop at its end and is set off by an empty line. A dateline ("PARIS, 3
// May -- …") ends a sentence, so it is none.
func titleLine(text string, format tocsin.Format) string {
	text = strings.TrimLeft(text, " \t\n")
	line, rest, more := strings.Cut(text, "\n")
	line = strings.TrimSpace(line)
	if format == tocsin.Markdown {
		if heading := strings.TrimLeft(line, "#"); heading != line && strings.HasPrefix(heading, " ") {
			return strings.TrimSpace(strings.Trim(heading, "# "))
		}
		if under, _, _ := strings.Cut(rest, "\n"); len(under) >= 3 && strings.Trim(under, "=") == "" {
			return line
		}
	}
	setOff := more && strings.HasPrefix(strings.TrimLeft(rest, " \t"), "\n")
	if !setOff || strings.TrimSpace(rest) == "" || utf8.RuneCountInString(line) > longestTitle || strings.HasSuffix(line, ".") {
		return ""
	}
	return line
}

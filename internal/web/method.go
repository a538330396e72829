package web

import (
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/doc"
)

// The page on method: the codebook in force, how accounts are tied, how forecasts are made. They are the texts of doc/, which
// the program cannot be built without.

// A methodText is one of them.
type methodText struct {
	Name string // of its place on the page
	Head string
	Text template.HTML
}

var methodTexts = []methodText{
	{"coding", "How reports are coded: codebook " + tocsin.CodebookVersion, markdown(doc.Codebook)},
	{"merging", "How accounts are tied and values chosen", markdown(doc.Merging)},
	{"forecasts", "How forecasts are made", markdown(doc.Forecast)},
}

func (s *Server) method(w http.ResponseWriter, r *http.Request) error {
	return s.show(w, r, "method", frame{Title: "Method", Nav: "help", Body: methodTexts})
}

var (
	bold      = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	code      = regexp.MustCompile("`([^`]+)`")
	link      = regexp.MustCompile(`\[([^\]]+)\]\(([^)]+)\)`)
	numbered  = regexp.MustCompile(`^\d+\. `)
	tableRule = regexp.MustCompile(`^\|[-:| ]+\|$`)
)

// markdown renders what our own texts use of Markdown: headings, paragraphs, lists, tables, blocks of code; bold, code and
// links within a line. Their first heading is left out, and others go down by one. Links lead to other texts of doc/, which
// are not served, so that their words stay alone.
func markdown(text string) template.HTML {
	var out strings.Builder
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); {
		from := i
		is := func(f func(string) bool) bool { // takes the lines that fit
			for i < len(lines) && f(lines[i]) {
				i++
			}
			return i > from
		}
		prefix := func(p string) func(string) bool { return func(l string) bool { return strings.HasPrefix(l, p) } }
		switch l := lines[i]; {
		case strings.TrimSpace(l) == "":
			i++
		case strings.HasPrefix(l, "```"):
			for i++; i < len(lines) && !strings.HasPrefix(lines[i], "```"); i++ {
			}
			fmt.Fprintf(&out, "<pre><code>%s</code></pre>\n", template.HTMLEscapeString(strings.Join(lines[from+1:min(i, len(lines))], "\n")))
			i++
		case strings.HasPrefix(l, "# "):
			i++
		case strings.HasPrefix(l, "#"):
			i++
			level := min(6, strings.IndexByte(l, ' ')+1)
			fmt.Fprintf(&out, "<h%d>%s</h%[1]d>\n", level, inline(strings.TrimLeft(l, "# ")))
		case is(prefix("|")):
			table(&out, lines[from:i])
		case strings.HasPrefix(l, "- ") || numbered.MatchString(l):
			tag := map[bool]string{true: "ul", false: "ol"}[strings.HasPrefix(l, "- ")]
			var items []string
			for ; i < len(lines) && strings.TrimSpace(lines[i]) != ""; i++ {
				item := strings.TrimPrefix(lines[i], "- ")
				if tag == "ol" {
					item = numbered.ReplaceAllString(lines[i], "")
				}
				if item == lines[i] && len(items) > 0 { // it goes on
					items[len(items)-1] += " " + strings.TrimSpace(item)
					continue
				}
				items = append(items, item)
			}
			fmt.Fprintf(&out, "<%s>", tag)
			for _, item := range items {
				fmt.Fprintf(&out, "<li>%s</li>", inline(item))
			}
			fmt.Fprintf(&out, "</%s>\n", tag)
		default:
			for i++; i < len(lines) && strings.TrimSpace(lines[i]) != "" && !strings.HasPrefix(lines[i], "|") && !strings.HasPrefix(lines[i], "- "); i++ {
			}
			fmt.Fprintf(&out, "<p>%s</p>\n", inline(strings.Join(lines[from:i], " ")))
		}
	}
	return template.HTML(out.String()) // of our own texts, escaped
}

// inline renders what stands within a line.
func inline(s string) string {
	s = template.HTMLEscapeString(s)
	s = link.ReplaceAllString(s, "$1")
	s = code.ReplaceAllString(s, "<code>$1</code>")
	return bold.ReplaceAllString(s, "<b>$1</b>")
}

func table(out *strings.Builder, lines []string) {
	out.WriteString(`<div class="scroll" tabindex="0"><table>`)
	for i, l := range lines {
		if tableRule.MatchString(l) {
			continue
		}
		tag := map[bool]string{true: `th scope="col"`, false: "td"}[i == 0]
		out.WriteString("<tr>")
		for cell := range strings.SplitSeq(strings.Trim(l, "|"), "|") {
			fmt.Fprintf(out, "<%s>%s</%s>", tag, inline(strings.TrimSpace(cell)), tag[:2])
		}
		out.WriteString("</tr>")
	}
	out.WriteString("</table></div>\n")
}

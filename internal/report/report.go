// Package report turns a raw document into a Report: main text, title, date, outlet, language.
//
// [Make] is a pure function of the document, safe to call from many goroutines: pages take about 15 ms each,
// so a program that reads many runs it in a pool. Make never refuses what it can read in part. What went
// wrong (bytes that are no text, a date nobody gives, a page without an article) is a problem of the report.
//
// # The text
//
// Evidence counts bytes of Report.Text, so the text is fixed here and never changed again: UTF-8 whatever
// the source's charset, NFC, lines ending in "\n", no control characters. A text that has this form
// already is kept byte for byte, blanks at its ends included.
//
//   - Of a JSON document it is the field "text".
//   - Of plain text and Markdown it is the file without its header (see below); headlines, links and
//     emphasis stay as written, so that what is quoted can be found in the file.
//   - Of a page it is the article's paragraphs, one empty line between two. The headline is the title
//     and not part of the text.
//
// # Headers of text files
//
// A text may begin with lines "key: value", up to the first empty line or between two lines "---". The keys
// are url, outlet, title, byline (author), published (date), language (lang), and note, which is a remark for
// people. Such a file says these of itself; otherwise a short first line set off from the text, or a Markdown heading, is its title.
package report

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// Make reads a raw document. Its error says that the document is not what it is said to be at all (JSON
// that cannot be parsed); everything less is among the report's problems.
func Make(d *tocsin.Document) (*tocsin.Report, error) {
	m := &making{doc: d, report: &tocsin.Report{
		ID: d.ID, URL: d.URL, Byline: []string{}, Capture: d.Capture(), Captured: d.Got, Media: mediaOf(d), Revision: 1,
		Problems: append([]tocsin.Problem(nil), d.Problems...),
	}}
	var err error
	switch {
	case len(bytes.TrimSpace(d.Bytes)) == 0:
		m.note("text", "the document is empty")
	case d.Format == tocsin.JSON:
		err = m.json()
	case d.Format == tocsin.HTML:
		err = m.html()
	case d.Format == tocsin.Text, d.Format == tocsin.Markdown:
		m.plain()
	default:
		err = fmt.Errorf("no such format: %q", d.Format)
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", d.Name, err)
	}
	m.finish()
	return m.report, nil
}

// A making is a report in the making. Fields of the report that are set while it is read come from the
// document's own statements; guess holds what is only read off it.
type making struct {
	doc    *tocsin.Document
	report *tocsin.Report
	guess  guess
	asked  string // language a page declares, "" if none
}

// A guess is what was read off a document that does not state it.
type guess struct {
	url, outlet, title string
	byline             []string
	published          tocsin.Date
	publishedFrom      string
}

func (m *making) note(path, format string, args ...any) {
	m.report.Problems = append(m.report.Problems, tocsin.Problem{Path: path, Text: fmt.Sprintf(format, args...)})
}

// finish fills what the document does not state: from what the user told, else from what was read off it.
func (m *making) finish() {
	r, told, g := m.report, m.doc.Told, m.guess
	r.URL = first(r.URL, told.URL, g.url)
	r.Outlet = oneLine(first(r.Outlet, told.Outlet, g.outlet, tocsin.Host(r.URL)))
	r.Title = oneLine(first(r.Title, told.Title, g.title))
	if len(r.Byline) == 0 {
		r.Byline = append(r.Byline, g.byline...)
	}
	switch {
	case !r.Published.IsZero():
		r.PublishedFrom = "given"
	case !told.Published.IsZero():
		r.Published, r.PublishedFrom = told.Published, "given"
	case !g.published.IsZero():
		r.Published, r.PublishedFrom = g.published, g.publishedFrom
	default:
		r.Published, r.PublishedFrom = dateline(r.Text)
	}
	if r.Published.IsZero() && r.Text != "" {
		m.note("published", "the day of publication is not known: words like \"Tuesday\" cannot be dated")
	}
	if r.Language == "" {
		r.Language = language(r.Text, m.asked)
	}
	if strings.TrimSpace(r.Text) == "" && len(bytes.TrimSpace(m.doc.Bytes)) > 0 {
		m.note("text", "no text was found in the document")
	}
}

func first(values ...string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}

// oneLine returns a value in one line with single blanks.
func oneLine(s string) string {
	s, _ = clean(s)
	return strings.Join(strings.Fields(s), " ")
}

// mediaOf returns the media type a document was read as, without parameters.
func mediaOf(d *tocsin.Document) string {
	switch d.Format {
	case tocsin.HTML:
		return "text/html"
	case tocsin.JSON:
		return "application/json"
	case tocsin.Markdown:
		return "text/markdown"
	}
	return "text/plain"
}

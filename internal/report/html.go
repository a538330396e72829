package report

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/tocsin-org/tocsin"
)

// Limits of the search for a page's article. News pages have a few thousand elements and some 20 kB of text;
// the search takes time with the square of some of these, so beyond the limits all text of the page is taken.
const (
	mostElements  = 40_000
	mostText      = 1 << 20 // bytes
	longestSearch = 10 * time.Second
	littleText    = 250 // characters; shorter texts are often the lead before a paywall, or no article
)

// html reads a page.
func (m *making) html() error {
	source := m.decode()
	page, err := html.Parse(strings.NewReader(source))
	if err != nil {
		// Only pages nested deeper than any author means to are refused by the parser.
		m.note("text", "the page cannot be parsed (%v): all text outside its tags is taken", err)
		m.setText(tokenText(source))
		return nil
	}
	if text := measure(page).text; text < len(source)/50 {
		mended := withoutOpenQuotes(source)
		if again, err := html.Parse(strings.NewReader(mended)); err == nil && measure(again).text > 2*text {
			m.note("text", "a quotation mark in the page's tags is never closed; it is read without")
			source, page = mended, again
		}
	}
	facts := readMeta(page)
	m.guess = facts.guess(m.report.URL)
	m.asked = facts.language
	if facts.paid {
		m.note("text", "the page says that it is not free to read: the text may be cut short")
	}
	body := m.article(source, page, facts)
	m.setText(withoutHeadline(body, m.guess.title))
	if n := utf8.RuneCountInString(m.report.Text); n > 0 && n < littleText {
		m.note("text", "only %d characters of text were found on the page", n)
	}
	return nil
}

// article returns the text of a page's article, or all its text where no article is found.
func (m *making) article(source string, page *html.Node, facts *pageFacts) string {
	if size := measure(page); size.elements > mostElements || size.text > mostText {
		m.note("text", "the page is too large to find its article in (%d elements): all its text is taken", size.elements)
		return blockText(page)
	}
	read, err := within(longestSearch, func() (tocsin.Date, error) { return m.readPageDate(page) })
	if errors.Is(err, errTooLong) {
		page, _ = html.Parse(strings.NewReader(source)) // the search is still at work on the other
	}
	m.setPageDate(facts.stated(), read)
	dropNoscript(page)
	found, err := within(longestSearch, func() (*trafilatura.ExtractResult, error) {
		return extract(page, first(m.report.URL, m.guess.url))
	})
	if err == nil {
		m.guess.title = first(m.guess.title, found.Metadata.Title)
		if len(m.guess.byline) == 0 {
			m.guess.byline = names(strings.Split(found.Metadata.Author, ";"))
		}
		body, whole := articleText(page, found.ContentNode)
		if !whole {
			body = blockText(found.ContentNode)
		}
		if strings.TrimSpace(body) != "" {
			return body
		}
		err = errors.New("it is empty")
	}
	m.note("text", "no article found (%v): all text of the page is taken", err)
	// Parsed anew: a search that ran out of time may still be at work on the page.
	if page, err = html.Parse(strings.NewReader(source)); err != nil {
		return "" // unreachable: it was parsed before
	}
	return blockText(page)
}

// dropNoscript removes what a page shows where scripts do not run. The parser keeps it as text with its tags
// in it, and so would the article.
func dropNoscript(page *html.Node) {
	var found []*html.Node
	for n := range page.Descendants() {
		if n.DataAtom == atom.Noscript && n.Parent != nil {
			found = append(found, n)
		}
	}
	for _, n := range found {
		n.Parent.RemoveChild(n)
	}
}

// tag finds what looks like a tag, without regard for quotation marks.
var tag = regexp.MustCompile(`<[a-zA-Z/][^<>]*>`)

// withoutOpenQuotes drops the quotation marks of tags that have an odd number of them. A parser reads on to
// the next mark, which may be at the end of the page, and the text between is lost.
func withoutOpenQuotes(source string) string {
	return tag.ReplaceAllStringFunc(source, func(t string) string {
		if strings.Count(t, `"`)%2 == 1 {
			return strings.ReplaceAll(t, `"`, "")
		}
		return t
	})
}

// extract finds the article of a page.
func extract(page *html.Node, address string) (*trafilatura.ExtractResult, error) {
	o := trafilatura.Options{EnableFallback: true, ExcludeComments: true,
		// The date is read on its own, with its origin; an answer given beforehand saves a second search.
		HtmlDateOverride: &htmldate.Result{}}
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		o.OriginalURL = u
	}
	return trafilatura.ExtractDocument(page, o)
}

var errTooLong = errors.New("the search took too long")

// within runs a search of one of the libraries for pages. They have panicked and run on for minutes on odd
// pages, so they may do neither here; a search that is given up ends by itself later.
func within[T any](limit time.Duration, search func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		var a answer
		defer func() {
			if p := recover(); p != nil {
				a.err = fmt.Errorf("the search broke off: %v", p)
			}
			done <- a
		}()
		a.value, a.err = search()
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case a := <-done:
		return a.value, a.err
	case <-timer.C:
		return *new(T), errTooLong
	}
}

// withoutHeadline drops a first paragraph that is the headline: it is the title, and not part of the text.
func withoutHeadline(text, title string) string {
	line, rest, found := strings.Cut(text, "\n\n")
	if found && title != "" && strings.EqualFold(oneLine(line), oneLine(title)) {
		return rest
	}
	return text
}

type pageSize struct{ elements, text int }

func measure(n *html.Node) (size pageSize) {
	for c := range n.Descendants() {
		switch {
		case c.Type == html.ElementNode:
			size.elements++
		case c.Type == html.TextNode && c.Parent != nil && !invisible[c.Parent.DataAtom]:
			size.text += len(c.Data)
		}
	}
	return size
}

// invisible are elements whose text no reader sees.
var invisible = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Head: true, atom.Title: true, atom.Template: true,
	atom.Noscript: true, atom.Iframe: true, atom.Object: true, atom.Svg: true, atom.Select: true, atom.Textarea: true, atom.Button: true}

// paragraphs are elements that stand apart from what is before and behind them.
var paragraphs = map[atom.Atom]bool{atom.P: true, atom.Div: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true,
	atom.H5: true, atom.H6: true, atom.Blockquote: true, atom.Ul: true, atom.Ol: true, atom.Dl: true, atom.Table: true,
	atom.Section: true, atom.Article: true, atom.Header: true, atom.Footer: true, atom.Main: true, atom.Nav: true, atom.Aside: true,
	atom.Figure: true, atom.Figcaption: true, atom.Pre: true, atom.Hr: true, atom.Form: true, atom.Body: true, atom.Address: true,
	atom.Details: true, atom.Summary: true}

// lines are elements that begin a new line.
var lines = map[atom.Atom]bool{atom.Li: true, atom.Tr: true, atom.Dt: true, atom.Dd: true, atom.Caption: true}

// blockText returns the text under a node as a reader sees it: paragraphs with an empty line between, the
// items of a list and rows of a table a line each, blanks as one.
func blockText(n *html.Node) string {
	var b textBuilder
	b.walk(n)
	return b.String()
}

// A textBuilder writes words, and between them the widest of the gaps asked for since the last word.
type textBuilder struct {
	strings.Builder
	gap   string
	ended bool                // the last character ended a sentence
	only  map[*html.Node]bool // the text nodes to write; nil: all
}

func (b *textBuilder) walk(n *html.Node) {
	if n == nil {
		return
	}
	gap := ""
	switch {
	case n.Type == html.TextNode:
		if b.only == nil || b.only[n] {
			b.words(n.Data)
		}
		return
	case n.Type == html.CommentNode || invisible[n.DataAtom] || isFootnoteMark(n):
		return
	case n.Type != html.ElementNode:
	case n.DataAtom == atom.Br:
		b.lineBreak()
		return
	case paragraphs[n.DataAtom]:
		gap = "\n\n"
	case lines[n.DataAtom]:
		gap = "\n"
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th:
		gap = " "
	}
	b.apart(gap)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.walk(c)
	}
	b.apart(gap)
}

// apart asks for a gap before the next word.
func (b *textBuilder) apart(gap string) {
	if len(gap) > len(b.gap) || gap == "\n" && b.gap == " " {
		b.gap = gap
	}
}

var footnoteMark = regexp.MustCompile(`^\s*\[?\d{1,3}\]?\s*$`)

// isFootnoteMark reports whether an element is a raised number, which would grow together with the word
// before it ("said1").
func isFootnoteMark(n *html.Node) bool {
	return n.DataAtom == atom.Sup && footnoteMark.MatchString(nodeText(n))
}

// lineBreak asks for a new line, and after another one for a new paragraph: pages set them that way.
func (b *textBuilder) lineBreak() {
	if b.gap == "\n" {
		b.gap = "\n\n"
	}
	b.apart("\n")
}

// words writes the text of one node with every run of blanks as one. A no-break space is a blank here: it is
// there for the look of a page, and "3 killed" should be found whichever it is.
func (b *textBuilder) words(text string) {
	for i, r := range text {
		switch r {
		case ' ', '\t', '\n', '\r', '\f', '\u00a0':
			b.apart(" ")
			continue
		}
		// Sentences in elements that are set apart by their look alone would grow together.
		if i == 0 && b.ended && unicode.IsUpper(r) {
			b.apart(" ")
		}
		if b.Len() > 0 {
			b.WriteString(b.gap)
		}
		b.gap = ""
		b.WriteRune(r)
		b.ended = r == '.' || r == '!' || r == '?' || r == '”'
	}
}

// tokenText returns the text outside tags of a page that has no tree.
func tokenText(source string) string {
	var b textBuilder
	z := html.NewTokenizer(strings.NewReader(source))
	var hidden atom.Atom // the invisible element we are in
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if hidden == 0 {
				b.words(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			if a == atom.Script || a == atom.Style || a == atom.Title {
				hidden = a
			}
			if paragraphs[a] {
				b.apart("\n\n")
			} else if lines[a] {
				b.apart("\n")
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); atom.Lookup(name) == hidden {
				hidden = 0
			}
		}
	}
}

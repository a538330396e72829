package report

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/tocsin-org/tocsin"
)

// pageFacts is what a page states of itself for machines, and the headings it shows to people.
type pageFacts struct {
	meta      map[string][]string // contents of <meta>, by lower-case name or property
	canonical string
	language  string // of <html lang>
	titleTag  string
	headings  []string          // of <h1>
	article   ldArticle         // of JSON-LD
	ldNames   map[string]string // names of things in JSON-LD, by "@id"
	paid      bool              // the page says that it is not free to read
}

// An ldArticle is what JSON-LD says of the article on a page (schema.org/NewsArticle).
type ldArticle struct {
	found                                  bool
	headline, url, published, outlet, lang string
	byline                                 []string
}

func readMeta(page *html.Node) *pageFacts {
	f := &pageFacts{meta: map[string][]string{}, ldNames: map[string]string{}}
	var scripts []string
	for n := range page.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			f.language = first(attribute(n, "lang"), attribute(n, "xml:lang"), f.language)
		case atom.Meta:
			key := strings.ToLower(first(attribute(n, "property"), attribute(n, "name"), attribute(n, "itemprop")))
			if content := strings.TrimSpace(attribute(n, "content")); key != "" && content != "" {
				f.meta[key] = append(f.meta[key], content)
			}
		case atom.Link:
			if f.canonical == "" && strings.EqualFold(attribute(n, "rel"), "canonical") {
				f.canonical = strings.TrimSpace(attribute(n, "href"))
			}
		case atom.Title:
			if f.titleTag == "" && n.Parent != nil && n.Parent.DataAtom == atom.Head {
				f.titleTag = blockTextOf(n)
			}
		case atom.H1:
			if text := oneLine(blockText(n)); text != "" {
				f.headings = append(f.headings, text)
			}
		case atom.Script:
			if strings.Contains(strings.ToLower(attribute(n, "type")), "ld+json") && n.FirstChild != nil {
				scripts = append(scripts, n.FirstChild.Data)
			}
		}
	}
	for _, s := range scripts {
		f.readLD(s)
	}
	return f
}

// blockTextOf returns the text of an element that is itself invisible.
func blockTextOf(n *html.Node) string {
	if n.FirstChild == nil {
		return ""
	}
	return oneLine(n.FirstChild.Data)
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key || a.Namespace != "" && a.Namespace+":"+a.Key == key {
			return a.Val
		}
	}
	return ""
}

// get returns the first content of the first of the meta names that the page has.
func (f *pageFacts) get(keys ...string) string {
	for _, k := range keys {
		if v := f.meta[k]; len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

// readLD takes the article out of one JSON-LD script. What is no JSON is left aside: it is common.
func (f *pageFacts) readLD(script string) {
	var v any
	if json.Unmarshal([]byte(strings.TrimSpace(script)), &v) == nil {
		f.nameLD(v, 0)
		f.walkLD(v, 0)
	}
}

// nameLD notes the names of things that others refer to by "@id".
func (f *pageFacts) nameLD(v any, depth int) {
	if depth > 4 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			f.nameLD(e, depth+1)
		}
	case map[string]any:
		id, _ := v["@id"].(string)
		if name, ok := v["name"].(string); ok && id != "" {
			f.ldNames[id] = name
		}
		for _, e := range v {
			f.nameLD(e, depth+1)
		}
	}
}

// walkLD looks for articles in JSON-LD: the value itself, a list, or the "@graph" of a site.
func (f *pageFacts) walkLD(v any, depth int) {
	if depth > 4 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			f.walkLD(e, depth+1)
		}
	case map[string]any:
		if isArticle(v) {
			f.takeLD(v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			f.walkLD(v[key], depth+1)
		}
	}
}

func isArticle(v map[string]any) bool {
	return slices.ContainsFunc(texts(v["@type"]), func(t string) bool {
		return strings.HasSuffix(t, "Article") || t == "BlogPosting" || t == "LiveBlogPosting" || t == "Report" || t == "AnalysisNewsArticle"
	})
}

// takeLD takes what is not known yet: the first article of a page is its own, later ones are often teasers.
func (f *pageFacts) takeLD(v map[string]any) {
	free := strings.ToLower(firstText(v["isAccessibleForFree"]))
	if b, ok := v["isAccessibleForFree"].(bool); ok && !b || free == "false" {
		f.paid = true
	}
	if f.article.found {
		return
	}
	f.article = ldArticle{
		found:     true,
		headline:  unescaped(firstText(v["headline"])),
		url:       first(firstText(v["url"]), addressOf(v["mainEntityOfPage"])),
		published: first(firstText(v["datePublished"]), firstText(v["dateCreated"])),
		outlet:    unescaped(first(f.named(v["publisher"])...)),
		lang:      firstText(v["inLanguage"]),
	}
	// Encyclopedias put the subject's description into "headline" and show its name.
	if name := unescaped(firstText(v["name"])); f.article.headline == "" || slices.Contains(f.headings, name) {
		f.article.headline = name
	}
	for _, name := range f.named(v["author"]) {
		f.article.byline = append(f.article.byline, unescaped(name))
	}
}

// named returns the names in a JSON-LD value, its own or those that its "@id" stands for.
func (f *pageFacts) named(v any) []string {
	switch v := v.(type) {
	case map[string]any:
		if id, ok := v["@id"].(string); ok && f.ldNames[id] != "" {
			return []string{f.ldNames[id]}
		}
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, f.named(e)...)
		}
		return all
	}
	return texts(v)
}

// addressOf returns the address that stands for a page in JSON-LD.
func addressOf(v any) string {
	if m, ok := v.(map[string]any); ok {
		v = m["@id"]
	}
	s, _ := v.(string)
	return s
}

// texts returns the strings in a JSON-LD value: itself, the name of a thing, those of a list.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case map[string]any:
		for _, key := range []string{"name", "@value"} {
			if s, ok := v[key].(string); ok {
				return []string{s}
			}
		}
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, texts(e)...)
		}
		return all
	}
	return nil
}

func firstText(v any) string {
	if all := texts(v); len(all) > 0 {
		return strings.TrimSpace(all[0])
	}
	return ""
}

// unescaped undoes HTML escapes, which many systems leave in their JSON-LD.
func unescaped(s string) string { return oneLine(html.UnescapeString(s)) }

// guess returns what the page says of itself. address is where it was fetched from, "" if unknown.
func (f *pageFacts) guess(address string) guess {
	g := guess{
		url:    absolute(address, f.canonical, f.get("og:url"), f.article.url),
		outlet: first(f.article.outlet, f.get("og:site_name"), f.get("application-name", "dc.publisher", "publisher")),
	}
	if isURL(g.outlet) {
		g.outlet = ""
	}
	g.title = f.title(g.outlet, tocsin.Host(first(address, g.url)))
	g.byline = byNames(f.article.byline)
	for _, key := range []string{"author", "article:author", "dc.creator", "byl", "parsely-author"} {
		if len(g.byline) == 0 {
			g.byline = byNames(f.meta[key])
		}
	}
	g.byline = slices.DeleteFunc(g.byline, func(n string) bool { return strings.EqualFold(n, g.outlet) })
	f.language = first(f.language, f.article.lang, f.get("og:locale", "content-language"))
	return g
}

// byNames returns the names among bylines: no addresses, no "By".
func byNames(list []string) []string {
	out := []string{}
	for _, n := range names(list) {
		if strings.HasPrefix(n, "By ") || strings.HasPrefix(n, "by ") {
			n = n[3:]
		}
		if !isURL(n) && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

func isURL(s string) bool { return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") }

// absolute returns the first of the addresses that is one, seen from the address of the page.
func absolute(page string, candidates ...string) string {
	base, err := url.Parse(page)
	if err != nil {
		base = &url.URL{}
	}
	for _, c := range candidates {
		if u, err := base.Parse(strings.TrimSpace(c)); err == nil && c != "" && u.Host != "" && isURL(u.String()) {
			return u.String()
		}
	}
	return ""
}

// title returns the page's headline: what its JSON-LD says, else its social title, else its only main
// heading, else its <title>; all without the name of the site.
func (f *pageFacts) title(outlet, host string) string {
	site := []string{nameLetters(outlet), nameLetters(host), nameLetters(strings.SplitN(host, ".", 2)[0])}
	if t := f.article.headline; t != "" {
		return f.withoutSite(t, site)
	}
	if t := oneLine(f.get("og:title", "twitter:title", "dc.title", "headline")); t != "" {
		return f.withoutSite(t, site)
	}
	if len(f.headings) == 1 {
		return f.headings[0]
	}
	return f.withoutSite(f.titleTag, site)
}

// withoutSite cuts the name of the site off a title: one of its names on either side of a bar or dash, and
// what follows the last of them where the rest is a heading of the page or, behind a bar, where it is short.
func (f *pageFacts) withoutSite(title string, names []string) string {
	isName := func(s string) bool { l := nameLetters(s); return l != "" && slices.Contains(names, l) }
	for _, sep := range []string{" | ", " — ", " – ", " - ", " :: ", " « ", " • "} {
		if before, rest, found := strings.Cut(title, sep); found && isName(before) {
			return rest
		}
		i := strings.LastIndex(title, sep)
		if i <= 0 {
			continue
		}
		rest, last := strings.TrimSpace(title[:i]), strings.TrimSpace(title[i+len(sep):])
		heading := slices.ContainsFunc(f.headings, func(h string) bool { return strings.EqualFold(h, rest) })
		short := sep == " | " && len(strings.Fields(last)) <= 4 && len(strings.Fields(rest)) >= 4
		if heading || short || isName(last) {
			return rest
		}
	}
	return title
}

// nameLetters returns the letters and digits of a name in lower case, so that "St.Galler Tagblatt" and its
// other spellings are equal.
func nameLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// stated returns the day of publication that the page states for machines.
func (f *pageFacts) stated() tocsin.Date {
	for _, s := range []string{f.article.published, f.get("article:published_time", "og:published_time", "datepublished",
		"dc.date.issued", "dcterms.issued", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "dc.date", "date")} {
		if day, err := tocsin.ParseDate(strings.TrimSpace(s)); err == nil && !day.IsZero() {
			return day
		}
		if day := writtenDate(s); !day.IsZero() {
			return day
		}
	}
	return tocsin.Date{}
}

package report

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func facts(t *testing.T, page string) *pageFacts {
	t.Helper()
	n, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return readMeta(n)
}

func TestPageTitle(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{`<title>Two die in Kareth blast</title>`, "Two die in Kareth blast"},
		{`<title>Two die in Kareth blast | Kareth Post</title>`, "Two die in Kareth blast"},
		{`<title>Kareth | Post</title>`, "Kareth | Post"},
		{`<title>Blast in Kareth - two die</title>`, "Blast in Kareth - two die"},
		{`<title>Blast in Kareth - Post</title><h1>Blast in Kareth</h1>`, "Blast in Kareth"},
		{`<title>x</title><h1> Blast in
			<b>Kareth</b></h1>`, "Blast in Kareth"},
		{`<title>Blast in Kareth - x</title><h1>Menu</h1><h1>Blast in Kareth</h1>`, "Blast in Kareth"},
		{`<meta property="og:site_name" content="The Kareth Post"><meta property="og:title" content="Two die – The Kareth Post">`, "Two die"},
		{`<meta property="og:site_name" content="The Kareth Post"><title>the kareth post: home</title><meta name="twitter:title" content="THE KARETH POST | Two die">`, "Two die"},
		{`<link rel="canonical" href="https://www.karethpost.example/1"><meta property="og:title" content="Two die - KarethPost">`, "Two die"},
		{`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Two &amp; more die"}</script>`, "Two & more die"},
		{`<script type="application/ld+json">[{"@type":"WebPage","name":"Home"},{"@type":["ReportageNewsArticle"],"headline":"Two die"}]</script>`, "Two die"},
		{`<script type="application/ld+json">{"@type":"Article","name":"Kareth","headline":"town in the north"}</script><h1>Kareth</h1>`, "Kareth"},
		{`<script type="application/ld+json">{"@type":"NewsArticle",</script><title>Two die</title>`, "Two die"},
		{``, ""},
	} {
		if got := facts(t, c.page).guess("").title; got != c.want {
			t.Errorf("title of %s is %q, want %q", c.page, got, c.want)
		}
	}
}

func TestPageFacts(t *testing.T) {
	f := facts(t, `<html xml:lang="fr"><head>
		<meta name="author" content="https://www.social.example/anawriter"><meta name="byl" content="By Ana Writer">
		<meta property="og:url" content="/2024/03/02/blast"><meta itemprop="datePublished" content="2 March 2024"></head>`)
	g := f.guess("https://kareth.example/amp/blast")
	if g.url != "https://kareth.example/2024/03/02/blast" || len(g.byline) != 1 || g.byline[0] != "Ana Writer" || f.stated().String() != "2024-03-02" || f.language != "fr" {
		t.Errorf("got %+v, %s, %q", g, f.stated(), f.language)
	}
	f = facts(t, `<script type="application/ld+json">{"@graph":[{"@id":"#o","@type":"Organization","name":"The Kareth Post"},{"@id":"#p","name":"Ana Writer"},
		{"@type":"NewsArticle","author":[{"@id":"#p"},"Ben Scribe",{"name":"The Kareth Post"}],"publisher":[{"@id":"#o"}],"hasPart":{"isAccessibleForFree":false},
		"isAccessibleForFree":false,"mainEntityOfPage":{"@id":"https://kareth.example/b"}}]}</script>`)
	g = f.guess("")
	if g.outlet != "The Kareth Post" || strings.Join(g.byline, ";") != "Ana Writer;Ben Scribe" || g.url != "https://kareth.example/b" || !f.paid {
		t.Errorf("got %+v, paid %v", g, f.paid)
	}
}

func TestAddressDate(t *testing.T) {
	for in, want := range map[string]string{
		"https://news.example/2016/03/31/is-claims": "2016-03-31",
		"https://news.example/2016/3/1":             "2016-03-01",
		"https://news.example/a-2016-03-31":         "",
		"https://news.example/2016-03-31-blast":     "2016-03-31",
		"https://news.example/2016/13/31/":          "",
		"https://news.example/":                     "",
	} {
		if got := addressDate(in).String(); got != want {
			t.Errorf("addressDate(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWrittenDate(t *testing.T) {
	for in, want := range map[string]string{
		"Thursday, 31 March 2016":    "2016-03-31",
		"March 31st, 2016, 10:00":    "2016-03-31",
		"Sept. 3, 2020":              "2020-09-03",
		"3 JAN 90":                   "1990-01-03",
		"2016-02-30":                 "",
		"30 February 2016":           "",
		"2016-03-31 or 1 April 2016": "2016-03-31",
		"maybe 3 2016":               "",
		"":                           "",
	} {
		if got := writtenDate(in).String(); got != want {
			t.Errorf("writtenDate(%q) = %q, want %q", in, got, want)
		}
	}
}

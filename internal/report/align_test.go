package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

func parsed(t *testing.T, page string) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestArticleText(t *testing.T) {
	const a, b, c = "A bomb exploded on Friday at the market of Kareth, police said.", "Two people were killed and five wounded, two of them badly.", "Nobody has said that it was behind the attack so far."
	for _, x := range []struct {
		name, page, article, want string
	}{
		{"items of a list run together", "<ul><li>" + a + "<li>" + b + "</ul>", "<p>" + a + b, a + "\n" + b},
		{"a lead twice on the page", "<div>" + b + "</div><p>" + a + "</p><p>" + b + "</p><p>" + c, "<p>" + a + b + c, a + "\n\n" + b + "\n\n" + c},
		{"an article given twice", "<p>" + a + "</p><p>" + b, "<p>" + a + b + "<p>" + a + b, a + "\n\n" + b},
		{"short pieces beside long ones", "<p>Home</p><h2>Kareth</h2><p>" + a + " <b>More</b> " + b + "</p><p>Home", "<p>Kareth" + a + "More" + b, "Kareth\n\n" + a + " More " + b},
		{"a word lost in a sentence", "<p>" + a + " On <time>May 3</time> it rained.", "<p>" + a + " On it rained.", a + " On May 3 it rained."},
		{"nothing of it", "<p>" + a, "<p>" + b + c, ""},
		{"half of it", "<p>" + a, "<p>" + a + c, ""},
		{"empty", "<p>" + a, "<p>", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			got, ok := articleText(parsed(t, x.page), parsed(t, x.article))
			if got != x.want || ok != (x.want != "") {
				t.Errorf("got %q, %v; want %q", got, ok, x.want)
			}
		})
	}
}

// TestArticleTextTime keeps the search for pieces from taking time with the square of a page's size.
func TestArticleTextTime(t *testing.T) {
	var page strings.Builder
	for i := range 15000 {
		fmt.Fprintf(&page, "<p>Paragraph %d of a very long page that nobody will ever read to its end.</p>", i)
	}
	p := parsed(t, page.String())
	start := time.Now()
	articleText(p, p)
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("took %s", took)
	}
}

func TestWithin(t *testing.T) {
	if got, err := within(time.Second, func() (int, error) { return 7, nil }); got != 7 || err != nil {
		t.Errorf("got %d, %v", got, err)
	}
	if _, err := within(time.Second, func() (int, error) { panic("odd page") }); err == nil || !strings.Contains(err.Error(), "odd page") {
		t.Errorf("a panic gives %v", err)
	}
	release := make(chan bool)
	defer close(release)
	if _, err := within(time.Millisecond, func() (int, error) { <-release; return 7, nil }); err != errTooLong {
		t.Errorf("a search without end gives %v", err)
	}
}

package report

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The search for the article tells which words of a page are the article's, but its own tree runs the items
// of lists and short paragraphs together ("police said.The device"). So the text is taken from the page
// itself: those of its pieces of text that the article has, with the gaps the page has between them.

// anchorLength is how many letters make a piece of text stand for itself: shorter ones ("Home", "police said")
// are found in places where they do not belong.
const anchorLength = 32

// mostLost is the part of the article, one in so many, that may be missing in the page; with more the
// article's own tree is the better text.
const mostLost = 30

// A piece is one text node of a page.
type piece struct {
	node    *html.Node
	letters string // without blanks
	at      int    // place of the letters in the article's, -1 if it is no part of it
}

// articleText returns the text of the page's pieces that make up the article, or false where too much of the
// article is not found in them.
func articleText(page, article *html.Node) (string, bool) {
	want := letters(nodeText(article))
	pieces := visiblePieces(page)
	covered := align(pieces, want)
	lost := len(want) - covered
	if lost > 0 && covered > 0 {
		lost = min(lost, len(withoutAnchors(want, pieces)))
	}
	if len(want) == 0 || lost > len(want)/mostLost {
		return "", false
	}
	whole := wholeParagraphs(pieces)
	b := textBuilder{only: map[*html.Node]bool{}}
	for _, p := range pieces {
		b.only[p.node] = p.at >= 0 || whole[paragraphOf(p.node)]
	}
	b.walk(page)
	return b.String(), true
}

// withoutAnchors returns what is left of want without the long pieces, wherever they stand in it: the search
// gives some articles twice over.
func withoutAnchors(want string, pieces []piece) string {
	for _, p := range pieces {
		if p.at >= 0 && len(p.letters) >= anchorLength {
			want = strings.ReplaceAll(want, p.letters, "")
		}
	}
	return want
}

// wholeParagraphs returns the paragraphs that are the article's as a whole: those that hold a long piece of
// it, or a quarter of whose letters are in it. The search drops elements like <time> out of the middle of
// sentences, and what follows them too.
func wholeParagraphs(pieces []piece) map[*html.Node]bool {
	type share struct {
		taken, all int
		long       bool
	}
	shares := map[*html.Node]share{}
	for _, p := range pieces {
		s := shares[paragraphOf(p.node)]
		s.all += len(p.letters)
		if p.at >= 0 {
			s.taken += len(p.letters)
			s.long = s.long || len(p.letters) >= anchorLength
		}
		shares[paragraphOf(p.node)] = s
	}
	whole := map[*html.Node]bool{}
	for n, s := range shares {
		whole[n] = s.long || s.taken >= anchorLength/2 && 4*s.taken >= s.all
	}
	return whole
}

// align finds the pieces of want, in order, and returns how much of want they cover. Long pieces are placed
// first; short ones count only where they fill the room beside one that is placed.
func align(pieces []piece, want string) (covered int) {
	var long []int // indexes of pieces that stand in want
	next := 0      // where the last one ends: mostly the following one stands right there
	for i := range pieces {
		p := &pieces[i]
		p.at = -1
		if len(p.letters) < anchorLength {
			continue
		}
		at := 0
		if !strings.HasPrefix(want[next:], p.letters) {
			at = strings.Index(want, p.letters) - next
		}
		if next+at >= 0 {
			long = append(long, i)
			next += at + len(p.letters)
		}
	}
	if len(long) > mostAnchors {
		return 0
	}
	anchors := heaviestRun(pieces, long, want)
	if len(anchors) == 0 {
		return 0
	}
	for _, i := range anchors {
		covered += len(pieces[i].letters)
	}
	covered += fillBefore(pieces[:anchors[0]], want[:pieces[anchors[0]].at])
	for n, i := range anchors {
		next, end := len(pieces), len(want)
		if n+1 < len(anchors) {
			next, end = anchors[n+1], pieces[anchors[n+1]].at
		}
		from := pieces[i].at + len(pieces[i].letters)
		covered += fillAfter(pieces[i+1:next], want[from:end], from)
	}
	return covered
}

// mostAnchors and mostPlaces bound the work below: a page with more long pieces than the first is no news, and
// a piece that stands in the article more often than the second is no landmark there.
const (
	mostAnchors = 2000
	mostPlaces  = 8
)

// heaviestRun places long pieces in want so that they follow each other there as on the page and cover as
// much as they can: a lead that stands on the page twice must not push the rest aside.
func heaviestRun(pieces []piece, long []int, want string) []int {
	type state struct{ start, end, weight, before int }
	best := make([]state, len(long))
	top := -1
	for k, i := range long {
		own := len(pieces[i].letters)
		at := places(want, pieces[i].letters)
		best[k] = state{at[0], at[0] + own, own, -1}
		for j := range k {
			if best[j].weight+own <= best[k].weight {
				continue
			}
			if n, _ := slices.BinarySearch(at, best[j].end); n < len(at) {
				best[k] = state{at[n], at[n] + own, best[j].weight + own, j}
			}
		}
		if top < 0 || best[k].weight > best[top].weight {
			top = k
		}
	}
	var run []int
	for k := top; k >= 0; k = best[k].before {
		pieces[long[k]].at = best[k].start
		run = append(run, long[k])
	}
	slices.Reverse(run)
	return run
}

// places returns where s stands in want, in order, the first few times.
func places(want, s string) []int {
	var at []int
	for from := 0; len(at) < mostPlaces; {
		i := strings.Index(want[from:], s)
		if i < 0 {
			break
		}
		at = append(at, from+i)
		from += i + len(s)
	}
	return at
}

// fillAfter places the pieces that follow each other from the start of room, and returns what they cover.
// from is where room begins in the whole.
func fillAfter(pieces []piece, room string, from int) (covered int) {
	for i := range pieces {
		if p := &pieces[i]; p.letters != "" && strings.HasPrefix(room[covered:], p.letters) {
			p.at = from + covered
			covered += len(p.letters)
		}
	}
	return covered
}

// fillBefore places the pieces that lead up to the end of room, the last first.
func fillBefore(pieces []piece, room string) (covered int) {
	for i := len(pieces) - 1; i >= 0; i-- {
		if p := &pieces[i]; p.letters != "" && strings.HasSuffix(room[:len(room)-covered], p.letters) {
			covered += len(p.letters)
			p.at = len(room) - covered
		}
	}
	return covered
}

// visiblePieces returns the text nodes of a page that a reader sees, in order.
func visiblePieces(n *html.Node) []piece {
	var all []piece
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			if l := letters(n.Data); l != "" {
				all = append(all, piece{node: n, letters: l})
			}
			return
		case n.Type == html.CommentNode || invisible[n.DataAtom]:
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return all
}

// nodeText returns all text under a node as it stands.
func nodeText(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// paragraphOf returns the nearest element around a node that stands apart from its neighbours.
func paragraphOf(n *html.Node) *html.Node {
	for n.Parent != nil && !paragraphs[n.DataAtom] && !lines[n.DataAtom] && n.DataAtom != atom.Td {
		n = n.Parent
	}
	return n
}

// letters returns a text without blanks.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

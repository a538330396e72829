// Package resolve decides which records tell of the same incident, who claims or blames whom, and who an actor is at a
// date.
//
// [Texts] groups reports by their words alone, by a small model of pairs learnt from a public corpus and average
// linkage: what a report says of place and day is not needed, so it serves reports in bulk before they are coded.
//
// A [Linker] takes coded reports and the decisions of people, in any order, and ties their accounts to incidents. Two
// accounts are compared if place and day allow it (blocks), weighed with reasons that a person can read (pair.go), and
// joined by average linkage; what only tells history goes to the incident that fits. [Linker.Incidents] then concludes:
// figures by a [Rule] (fusion.go), statements in time order and what they make likely (claims.go). Reports that copy one
// another, or credit one agency, have one vote (copies.go, credit.go).
//
// It stores nothing but the decisions, as entries of the ledger (ledger.go): incidents are computed.
package resolve

import (
	"math"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-org/tocsin"
)

// A Text is a report as far as the words of it tell which other reports are about the same incident.
type Text struct {
	ID    string
	Title string
	Date  tocsin.Date // day of publication, zero if not known
	Body  string
}

// Limits of what is read of a text: pages carry comments and teasers of other stories at their end.
const (
	maxBody  = 6000 // bytes
	leadSize = 900  // bytes of the body that hold its news
	rareDF   = 150  // a term in more texts than this proposes no pair
	nearDays = 10   // texts published this near each other are compared on few shared words
	farDays  = 700  // texts published farther apart are not compared
)

// How much rarity (summed inverse document frequencies) two texts must share to be compared.
const (
	nearShared = 7.0
	farShared  = 22.0
)

// Texts groups texts by incident: it returns the number of the group of each text. Groups are numbered by their
// first text; the grouping does not depend on the order of the texts.
func Texts(texts []Text) []int {
	c := newCorpus(texts)
	w := textWeights()
	var pairs []pairScore
	var x []float64
	for _, p := range c.candidates() {
		x = c.features(int(p[0]), int(p[1]), x)
		pairs = append(pairs, pairScore{p[0], p[1], max(inner(w, x), -8)})
	}
	return averageLink(len(texts), pairs, joinAbove)
}

// A bag is a text as weighted terms and names.
type bag struct {
	date   tocsin.Date
	terms  []term // by id
	norm   float64
	title  []term
	tnorm  float64
	lead   []term // of title and lead
	lnorm  float64
	capit  []term // capitalised words of title and lead: who and where
	cnorm  float64
	names  []int32 // ids of capitalised pairs of words, sorted
	ages   []int32 // "27-year-old", street numbers: numbers that tell one person or place, sorted
	rareID []int32 // terms rare enough to propose pairs
}

type term struct {
	id int32
	w  float64
}

// A corpus is texts made comparable: what is rare is known only from all of them.
type corpus struct {
	bags []bag
	df   []int32
	n    float64
}

// newCorpus reads the texts.
func newCorpus(texts []Text) *corpus {
	type raw struct {
		count, title map[int32]int
		lead         map[int32]int
		capital      map[int32]bool
		names, ages  map[int32]bool
	}
	ids := map[string]int32{}
	var df []int32
	id := func(s string) int32 {
		k, ok := ids[s]
		if !ok {
			k = int32(len(df))
			ids[s] = k
			df = append(df, 0)
		}
		return k
	}
	raws := make([]raw, len(texts))
	for i, t := range texts {
		r := raw{map[int32]int{}, map[int32]int{}, map[int32]int{}, map[int32]bool{}, map[int32]bool{}, map[int32]bool{}}
		body := t.Body
		if len(body) > maxBody {
			body = body[:maxBody]
		}
		for part, text := range []string{t.Title, body} {
			prev, prevCapital := "", false
			for w := range wordsOf(text) {
				low := strings.ToLower(w.text)
				capital := w.capital && !w.first
				k := id(low)
				r.count[k]++
				if part == 0 || w.at < leadSize {
					r.lead[k]++
				}
				if part == 0 {
					r.count[k]++
					r.title[k]++
				}
				if capital {
					r.capital[k] = true
				}
				if w.capital && prevCapital && !w.first {
					r.names[id(prev+"_"+low)] = true
				}
				if unicode.IsDigit(rune(low[0])) && len(low) > 1 {
					r.ages[id("#"+low)] = true
				}
				prev, prevCapital = low, w.capital
			}
		}
		raws[i] = r
		for k := range r.count {
			df[k]++
		}
		for k := range r.names {
			df[k]++
		}
		for k := range r.ages {
			df[k]++
		}
	}
	c := &corpus{bags: make([]bag, len(texts)), df: df, n: float64(len(texts))}
	for i, r := range raws {
		b := bag{date: texts[i].Date}
		for k, n := range r.count {
			w := (1 + math.Log(float64(n))) * c.idf(k)
			if r.capital[k] {
				w *= 1.6 // names tell incidents apart
			}
			b.terms = append(b.terms, term{k, w})
			if df[k] > 1 && df[k] <= rareDF {
				b.rareID = append(b.rareID, k)
			}
		}
		for k, n := range r.title {
			b.title = append(b.title, term{k, float64(n) * c.idf(k)})
		}
		for k, n := range r.lead {
			w := (1 + math.Log(float64(n))) * c.idf(k)
			b.lead = append(b.lead, term{k, w})
			if r.capital[k] {
				b.capit = append(b.capit, term{k, w})
			}
		}
		b.norm, b.tnorm = finish(b.terms), finish(b.title)
		b.lnorm, b.cnorm = finish(b.lead), finish(b.capit)
		for k := range r.names {
			if df[k] > 1 && df[k] <= rareDF {
				b.names = append(b.names, k)
				b.rareID = append(b.rareID, k)
			}
		}
		for k := range r.ages {
			if df[k] > 1 {
				b.ages = append(b.ages, k)
			}
		}
		slices.Sort(b.names)
		slices.Sort(b.ages)
		slices.Sort(b.rareID)
		c.bags[i] = b
	}
	return c
}

func (c *corpus) idf(k int32) float64 { return math.Log(c.n / float64(c.df[k])) }

// finish sorts terms by id and returns their norm.
func finish(ts []term) float64 {
	sort.Slice(ts, func(i, j int) bool { return ts[i].id < ts[j].id })
	sum := 0.0
	for _, t := range ts {
		sum += t.w * t.w
	}
	return math.Sqrt(sum)
}

type word struct {
	text    string
	capital bool
	first   bool // of its sentence
	at      int  // byte
}

// wordsOf yields the words of a text: letters and digits, with hyphens and apostrophes inside.
func wordsOf(text string) func(func(word) bool) {
	return func(yield func(word) bool) {
		first := true
		for i := 0; i < len(text); {
			r, n := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				if r == '.' || r == '!' || r == '?' || r == '\n' {
					first = true
				}
				i += n
				continue
			}
			start := i
			for i < len(text) {
				r, n := utf8.DecodeRuneInString(text[i:])
				if unicode.IsLetter(r) || unicode.IsDigit(r) {
					i += n
					continue
				}
				if next, _ := utf8.DecodeRuneInString(text[i+n:]); (r == '-' || r == '\'' || r == '’') && unicode.IsLetter(next) {
					i += n
					continue
				}
				break
			}
			c, _ := utf8.DecodeRuneInString(text[start:])
			if !yield(word{text[start:i], unicode.IsUpper(c), first, start}) {
				return
			}
			first = false
		}
	}
}

// candidates returns the pairs of texts worth comparing: near in time and sharing a rare word, in order.
func (c *corpus) candidates() [][2]int32 {
	index := map[int32][]int32{}
	for i := range c.bags {
		for _, k := range c.bags[i].rareID {
			index[k] = append(index[k], int32(i))
		}
	}
	var out [][2]int32
	shared := make(map[int32]float64)
	for i := range c.bags {
		clear(shared)
		for _, k := range c.bags[i].rareID {
			w := c.idf(k)
			for _, j := range index[k] {
				if j > int32(i) {
					shared[j] += w
				}
			}
		}
		var js []int32
		for j, w := range shared {
			d := c.days(i, int(j))
			if w > nearShared && d <= nearDays || w > farShared && d <= farDays {
				js = append(js, j)
			}
		}
		slices.Sort(js)
		for _, j := range js {
			out = append(out, [2]int32{int32(i), j})
		}
	}
	return out
}

// days returns how many days lie between two texts, 0 where a date is not known.
func (c *corpus) days(i, j int) int {
	a, b := c.bags[i].date, c.bags[j].date
	if a.IsZero() || b.IsZero() {
		return 0
	}
	d := a.Sub(b)
	if d < 0 {
		d = -d
	}
	return d
}

// featureNames names the features of a pair of texts, for people who read weights.
var featureNames = []string{"bias", "cosine", "cosine2", "title", "rare share", "names", "best name", "names x cosine", "numbers", "day 1", "day 2", "days 3-5", "days 6-10", "days 11-30", "days over 30", "cosine x far", "lead", "capitals", "capitals x near",
	"cosine x near", "lead x capitals", "names x near", "best number", "title x capitals", "short", "capitals in both", "best name x far"}

// features returns what speaks for and against two texts telling of one incident.
func (c *corpus) features(i, j int, x []float64) []float64 {
	a, b := &c.bags[i], &c.bags[j]
	cos := dot(a.terms, b.terms) / (a.norm*b.norm + 1e-9)
	title := dot(a.title, b.title) / (a.tnorm*b.tnorm + 1e-9)
	lead := dot(a.lead, b.lead) / (a.lnorm*b.lnorm + 1e-9)
	capit := dot(a.capit, b.capit) / (a.cnorm*b.cnorm + 1e-9)
	names, best := 0.0, 0.0
	for _, k := range common(a.names, b.names) {
		w := c.idf(k) / math.Log(c.n+1)
		names += w * w
		best = max(best, w)
	}
	rare := 0.0
	for _, k := range common(a.rareID, b.rareID) {
		rare += c.idf(k)
	}
	least := min(c.weight(a.rareID), c.weight(b.rareID))
	numbers, bestNumber := 0.0, 0.0
	for _, k := range common(a.ages, b.ages) {
		w := c.idf(k) / math.Log(c.n+1)
		numbers += w
		bestNumber = max(bestNumber, w)
	}
	d := c.days(i, j)
	x = append(x[:0], 1, cos, cos*cos, title, rare/(least+1), math.Log1p(names), best, math.Log1p(names)*cos, math.Log1p(numbers),
		is(d == 1), is(d == 2), is(d >= 3 && d <= 5), is(d >= 6 && d <= 10), is(d >= 11 && d <= 30), is(d > 30), cos*is(d > 10), lead, capit, capit*is(d <= 2),
		cos*is(d <= 2), lead*capit, math.Log1p(names)*is(d <= 2), bestNumber, title*capit, is(len(a.terms) < 60 || len(b.terms) < 60),
		math.Log1p(c.sharedWeight(a.capit, b.capit)), best*is(d > 10))
	return x
}

func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func (c *corpus) weight(ids []int32) float64 {
	sum := 0.0
	for _, k := range ids {
		sum += c.idf(k)
	}
	return sum
}

// sharedWeight sums the rarity of the terms that two lists share.
func (c *corpus) sharedWeight(a, b []term) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].id < b[j].id:
			i++
		case a[i].id > b[j].id:
			j++
		default:
			sum += c.idf(a[i].id) / math.Log(c.n+1)
			i++
			j++
		}
	}
	return sum
}

func dot(a, b []term) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].id < b[j].id:
			i++
		case a[i].id > b[j].id:
			j++
		default:
			sum += a[i].w * b[j].w
			i++
			j++
		}
	}
	return sum
}

// common returns what two sorted lists share.
func common(a, b []int32) []int32 {
	var out []int32
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			out = append(out, a[i])
			i++
			j++
		}
	}
	return out
}

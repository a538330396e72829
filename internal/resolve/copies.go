package resolve

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// Copies: the same text under several names. An agency's story is printed by many; counting each print as a witness
// of its own is how wrong numbers come to have majorities (Azzalini et al. 2019). Nothing is dropped: a copy with a
// changed number is a later version by the same origin.

const (
	shingleWords = 4   // words in a row that are compared
	sketchSize   = 256 // least hashes kept of a text: exact for short texts, within .03 for long ones
	// briefShingles is below how many shingles a text must be alike in all to be a copy.
	briefShingles = 30
	copyShare     = 0.6 // Jaccard similarity of shingles from which two texts are copies (merging.md §3)

	// Two texts are compared if they agree on one of bandCount bands of bandRows minima: of pairs at .6 three in a
	// hundred are missed, at .7 none in a hundred. A simhash within six bits, the usual first look, misses most copies
	// that were shortened by a fifth.
	bandCount = 14
	bandRows  = 3
	minimaOf  = bandCount * bandRows
)

// hash32 hashes a text the same way on every machine and in every run (FNV-1a): results may not depend on a seed.
func hash32(parts ...string) uint32 {
	h := uint32(2166136261)
	for _, s := range parts {
		for i := range len(s) {
			h = (h ^ uint32(s[i])) * 16777619
		}
		h = (h ^ 0xff) * 16777619
	}
	// FNV leaves the high bits of short texts alike; the buckets below need all of them.
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

// permutations reorder hashes, each in its own way: xor, then an odd factor.
var permutations = func() (p [minimaOf][2]uint32) {
	x := uint32(0x2545f491)
	for i := range p {
		for j := range p[i] {
			x ^= x << 13
			x ^= x >> 17
			x ^= x << 5
			p[i][j] = x | uint32(j)
		}
	}
	return p
}()

// A sketch is a text made comparable with others: least hashes of its shingles, and bands to look copies up by.
type sketch struct {
	least []uint32 // sorted
	whole bool     // least holds all hashes of the text
	bands [bandCount]uint32
}

// sketchOf reads a text. Of fewer than shingleWords words there is nothing to compare.
func sketchOf(text string) sketch {
	var words []string
	for w := range wordsOf(text) {
		words = append(words, strings.ToLower(w.text))
	}
	var minima [minimaOf]uint32
	for i := range minima {
		minima[i] = ^uint32(0)
	}
	var all []uint32
	for i := 0; i+shingleWords <= len(words); i++ {
		h := hash32(words[i : i+shingleWords]...)
		all = append(all, h)
		for k := range minima {
			minima[k] = min(minima[k], (h^permutations[k][0])*permutations[k][1])
		}
	}
	slices.Sort(all)
	all = slices.Clone(slices.Compact(all)) // without the room it grew in
	s := sketch{least: all, whole: len(all) <= sketchSize}
	if !s.whole {
		s.least = slices.Clone(all[:sketchSize])
	}
	if len(all) == 0 {
		return s
	}
	for b := range bandCount {
		s.bands[b] = uint32(b) + 1
		for r := range bandRows {
			s.bands[b] = s.bands[b]*0x9e3779b1 ^ minima[b*bandRows+r]
		}
	}
	return s
}

// share returns the Jaccard similarity of two texts' shingles, estimated from the least hashes of both where they are
// long.
func (s *sketch) share(o *sketch) float64 {
	if len(s.least) == 0 || len(o.least) == 0 {
		return 0
	}
	limit := ^uint32(0) // up to here both lists are complete
	if !s.whole {
		limit = s.least[len(s.least)-1]
	}
	if !o.whole {
		limit = min(limit, o.least[len(o.least)-1])
	}
	both, any := 0, 0
	for i, j := 0, 0; i < len(s.least) || j < len(o.least); {
		var h uint32
		switch {
		case j == len(o.least) || i < len(s.least) && s.least[i] < o.least[j]:
			h = s.least[i]
			i++
		case i == len(s.least) || s.least[i] > o.least[j]:
			h = o.least[j]
			j++
		default:
			h = s.least[i]
			if h <= limit {
				both++
			}
			i++
			j++
		}
		if h > limit {
			break
		}
		any++
	}
	if any == 0 {
		return 0
	}
	return float64(both) / float64(any)
}

// A source is a report as far as origins matter.
type source struct {
	report *tocsin.Report
	record *tocsin.Record // that which counts, with the corrections laid on it
	coder  string         // who coded it, see tocsin.CoderName
	fixed  string         // by what decisions it is as it is
	coded  []coding       // all records there are, one of each coder
	credit string         // agency that it credits
	sketch sketch
	copies []*source // whose text is nearly the same
	items  []*item   // its accounts
}

// before orders sources by day of publication, then id: the first of a copy group is taken as its origin.
func (s *source) before(o *source) int {
	return cmp.Or(compareDays(s.report.Published, o.report.Published), cmp.Compare(s.report.ID, o.report.ID))
}

// compareDays orders days; an unknown day comes last.
func compareDays(a, b tocsin.Date) int {
	switch {
	case a == b:
		return 0
	case a.IsZero():
		return 1
	case b.IsZero() || a.Before(b):
		return -1
	}
	return 1
}

// first returns the earliest report of the copy group, s itself if there is no other.
func (s *source) first() *source {
	seen := map[*source]bool{s: true}
	best := s
	for queue := []*source{s}; len(queue) > 0; {
		x := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if x.before(best) < 0 {
			best = x
		}
		for _, c := range x.copies {
			if !seen[c] {
				seen[c] = true
				queue = append(queue, c)
			}
		}
	}
	return best
}

// origin names whose story it is: the agency that the first of its copies credits, or that report's publisher.
func (s *source) origin() string {
	f := s.first()
	if f.credit != "" {
		return f.credit
	}
	if s.credit != "" { // a copy that came before what it was copied from, by a day that one of them has wrong
		return s.credit
	}
	return publisher(f.report)
}

// publisher names who published a report, as well as can be told.
func publisher(r *tocsin.Report) string {
	switch {
	case r.Outlet != "":
		return r.Outlet
	case tocsin.Host(r.URL) != "":
		return tocsin.Host(r.URL)
	}
	return r.ID
}

// A copyIndex finds the copies of a text. Copies are looked for within a month or two of publication: agencies' stories
// are printed within days, and what reads alike a year later is boilerplate. Each report stands in fourteen lists, most of
// which hold no other, so the lists are chains through one slice.
type copyIndex struct {
	heads   map[copyKey]int32 // place in nodes of the first of a list, plus one
	nodes   []copyNode
	spare   []int32 // places in nodes that are free
	sources []*source
	free    []int32 // places in sources that are free
}

type copyNode struct{ source, next int32 } // next is a place plus one, 0 at the end

// A copyKey is the hash of a band and a month of 30 days since 1970, undated for reports without a day.
type copyKey uint64

func copyKeyOf(band uint32, month int) copyKey {
	return copyKey(hash64("copy").with(uint64(band)).with(uint64(month)))
}

func (s *source) copyMonth() int {
	if s.report.Published.IsZero() {
		return undated
	}
	return dayNumber(s.report.Published) / 30
}

// nearMonths are the months in which copies of s are looked for.
func (s *source) nearMonths() []int {
	month := s.copyMonth()
	if month == undated {
		return []int{month}
	}
	return []int{month - 1, month, month + 1}
}

// add enters s and ties it to its copies.
func (x *copyIndex) add(s *source) {
	if len(s.sketch.least) == 0 {
		return
	}
	if x.heads == nil {
		x.heads = map[copyKey]int32{}
	}
	at := taken(&x.free, &x.sources, s)
	seen := map[*source]bool{s: true}
	month, near := s.copyMonth(), s.nearMonths()
	for _, b := range s.sketch.bands {
		for _, m := range near {
			for n := x.heads[copyKeyOf(b, m)]; n > 0; n = x.nodes[n-1].next {
				o := x.sources[x.nodes[n-1].source]
				if seen[o] {
					continue
				}
				seen[o] = true
				if s.sketch.share(&o.sketch) >= needed(len(s.sketch.least), len(o.sketch.least)) {
					s.copies = append(s.copies, o)
					o.copies = append(o.copies, s)
				}
			}
		}
		k := copyKeyOf(b, month)
		x.heads[k] = taken(&x.spare, &x.nodes, copyNode{at, x.heads[k]}) + 1
	}
}

// taken puts x in a free place of a list, or at its end.
func taken[T any](free *[]int32, list *[]T, x T) int32 {
	if n := len(*free); n > 0 {
		at := (*free)[n-1]
		*free, (*list)[at] = (*free)[:n-1], x
		return at
	}
	*list = append(*list, x)
	return int32(len(*list) - 1)
}

// needed returns from which share two texts of so many shingles are copies. A line or two on another day's strike differs
// from this day's in little but the number.
func needed(n, m int) float64 {
	if min(n, m) < briefShingles {
		return 1
	}
	return copyShare
}

// remove takes s out.
func (x *copyIndex) remove(s *source) {
	at := int32(-1)
	for _, b := range s.sketch.bands {
		k := copyKeyOf(b, s.copyMonth())
		for before, n := int32(0), x.heads[k]; n > 0; before, n = n, x.nodes[n-1].next {
			node := x.nodes[n-1]
			if x.sources[node.source] != s {
				continue
			}
			switch {
			case before > 0:
				x.nodes[before-1].next = node.next
			case node.next > 0:
				x.heads[k] = node.next
			default:
				delete(x.heads, k)
			}
			at, x.spare = node.source, append(x.spare, n-1)
			break
		}
	}
	if at >= 0 {
		x.sources[at], x.free = nil, append(x.free, at)
	}
	for _, o := range s.copies {
		o.copies = slices.DeleteFunc(o.copies, func(o *source) bool { return o == s })
	}
	s.copies = nil
}

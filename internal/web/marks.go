package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// A piece is a stretch of a report's text: with the values that rest on it, or bare.
type piece struct {
	ID        string // of the stretch, "" where nothing rests on it
	Text      string
	Values    string // ids of the values that rest on it, parted by blanks
	Label     string // what they are
	Hue       string // of the first voice among them
	Certainty string // of the first statement among them
	Graphic   bool   // it is veiled, see graphicWords
}

// pieces parts a text at the ends of all evidence, and of what is veiled. It gives each value the id of the first stretch that it rests on.
func pieces(text string, values []*value) []piece {
	ends := []int{0, len(text)}
	for _, v := range values {
		for _, e := range v.Evidence {
			if e.Holds(text) && e.Start < e.End {
				ends = append(ends, e.Start, e.End)
			}
		}
	}
	veiled := graphicSentences(text)
	for _, v := range veiled {
		ends = append(ends, v[0], v[1])
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	over := make([][]*value, len(ends)) // values that rest on the stretch after each end
	for _, v := range values {
		for _, e := range v.Evidence {
			if !e.Holds(text) {
				continue
			}
			for i, _ := slices.BinarySearch(ends, e.Start); i < len(ends) && ends[i] < e.End; i++ {
				if !slices.Contains(over[i], v) {
					over[i] = append(over[i], v)
				}
			}
		}
	}
	var out []piece
	for i := range len(ends) - 1 {
		p := piece{Text: text[ends[i]:ends[i+1]]}
		p.Graphic = slices.ContainsFunc(veiled, func(v [2]int) bool { return v[0] <= ends[i] && ends[i] < v[1] })
		if len(over[i]) > 0 {
			p.ID = fmt.Sprintf("e%d", ends[i])
			var ids, labels []string
			for _, v := range over[i] {
				ids = append(ids, v.ID)
				if !slices.Contains(labels, v.Label) {
					labels = append(labels, v.Label)
				}
				if p.Hue == "" {
					p.Hue = v.Hue
				}
				if p.Certainty == "" {
					p.Certainty = v.Certainty
				}
			}
			p.Values, p.Label = strings.Join(ids, " "), strings.Join(labels, ", ")
		}
		out = append(out, p)
	}
	for _, v := range values {
		for _, e := range v.Evidence {
			if e.Holds(text) && e.Start < e.End {
				v.Quotes = append(v.Quotes, quote{At: fmt.Sprintf("e%d", e.Start), Text: e.Quote})
			} else {
				v.Problems = append(v.Problems, fmt.Sprintf("the words %q do not stand in the text where they should", e.Quote))
			}
		}
	}
	return out
}

// A quote is what a value rests on, and where in the page it stands.
type quote struct{ At, Text string }

// A value is one thing that a record says, with what the page needs to show, mark and change it.
type value struct {
	ID        string // in the page
	On        string // the account's or report's id
	At        string // what it stands in on the page
	Path      string // as decisions name it: "kind", "casualties[1]"
	Label     string
	Text      string
	Hue       string // of its voice, "" if none is its own
	Letter    string
	Stance    tocsin.Stance
	Certainty string
	Evidence  []tocsin.Evidence
	Quotes    []quote
	Problems  []string
	Decided   *tocsin.Decided
	Was       string // what was coded before a person decided, in words
	Fields    []field
	List      bool // can be rejected
	Unknown   bool
}

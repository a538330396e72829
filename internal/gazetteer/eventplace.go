package gazetteer

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/tocsin-org/tocsin/internal/language"
)

//go:embed data/eventplace.txt
var eventPlaceFile string

// EventPlace returns which of the places named in the text is where the event of the verb was, as an
// index into places, and how likely that is; -1 where none is likely enough. The verb is a token of the
// document, or the noun of an event ("attack"); First and Last of the places count its tokens.
func EventPlace(doc *language.Doc, verb int, places []Match) (int, float64) {
	scores := EventPlaceScores(doc, verb, places)
	best := -1
	for _, i := range ChosenPlaces(scores) {
		if best < 0 || scores[i] > scores[best] {
			best = i
		}
	}
	if best < 0 {
		return -1, 0
	}
	return best, scores[best]
}

// Of the scores: the likeliest place is taken from leastLikely on, since most events have one; others
// beside it ("in Gao and Kidal") only where they are likelier than not.
const (
	leastLikely = .35
	alsoLikely  = .5
)

// ChosenPlaces returns the indexes of the places that the scores of EventPlaceScores speak for.
func ChosenPlaces(scores []float64) []int {
	top := -1
	for i, p := range scores {
		if top < 0 || p > scores[top] {
			top = i
		}
	}
	var out []int
	for i, p := range scores {
		if p > alsoLikely || i == top && p > leastLikely {
			out = append(out, i)
		}
	}
	return out
}

// EventPlaceScores returns for each place how likely it is where the event of the verb was. An event
// may have several.
func EventPlaceScores(doc *language.Doc, verb int, places []Match) []float64 {
	return eventPlaces().Scores(doc, verb, places)
}

// An EventPlaceModel holds the weights of the features, by the hash of their names.
type EventPlaceModel map[uint64]float32

// Scores is EventPlaceScores with these weights.
func (m EventPlaceModel) Scores(doc *language.Doc, verb int, places []Match) []float64 {
	out := make([]float64, len(places))
	l := linking{doc: doc, verb: verb, places: places}
	l.prepare()
	for i := range places {
		sum := 0.0
		l.features(i, func(key uint64) { sum += float64(m[key]) })
		out[i] = 1 / (1 + math.Exp(-sum))
	}
	return out
}

// PlaceSpans returns the words of a document that may name a place: those the gazetteer knows, and
// other proper nouns, whose Refs are empty. First and Last count the tokens of the document.
func (g *Gazetteer) PlaceSpans(doc *language.Doc) []Match {
	words := make([]string, len(doc.Tokens))
	for i := range doc.Tokens {
		words[i] = doc.Tokens[i].Text
	}
	var out []Match
	for _, s := range doc.Sentences {
		known := g.Scan(words[s.First:s.Last])
		at := s.First
		for _, m := range known {
			m.First, m.Last, m.OuterFirst, m.OuterLast = m.First+s.First, m.Last+s.First, m.OuterFirst+s.First, m.OuterLast+s.First
			m.First, m.Last = growName(doc, s, m.First, m.Last)
			if m.First < at {
				continue // the words before have taken it in
			}
			out = append(out, properRuns(doc, at, m.First)...)
			if isNameAt(doc, m.First, m.Last) {
				out = append(out, m)
			}
			at = m.Last
		}
		out = append(out, properRuns(doc, at, s.Last)...)
	}
	return out
}

// growName takes in the proper nouns beside a known name: "Khan" of "Khan Touman" is part of a longer
// name that the gazetteer does not know.
func growName(doc *language.Doc, s language.Sentence, first, last int) (int, int) {
	proper := func(i int) bool {
		return doc.Tokens[i].Tag == language.PROPN && isCapitalized(doc.Tokens[i].Text) && !months[doc.Tokens[i].Lower] && UnitClass(doc.Tokens[i].Text) == Other && !directions[doc.Tokens[i].Lower]
	}
	for last < s.Last && proper(last) {
		last++
	}
	return first, last
}

func isNameAt(doc *language.Doc, first, last int) bool {
	for i := first; i < last; i++ {
		if t := doc.Tokens[i].Tag; t == language.PROPN || t == language.NOUN || t == language.X {
			return true
		}
	}
	return last-first > 1
}

// properRuns returns the runs of proper nouns between two tokens.
func properRuns(doc *language.Doc, from, to int) []Match {
	var out []Match
	for i := from; i < to; i++ {
		if doc.Tokens[i].Tag != language.PROPN || !beginsName(doc.Tokens[i].Text) {
			continue
		}
		j := i + 1
		if months[doc.Tokens[i].Lower] {
			continue
		}
		for j < to && (doc.Tokens[j].Tag == language.PROPN && !months[doc.Tokens[j].Lower] || doc.Tokens[j].Text == "-" && j+1 < to && doc.Tokens[j+1].Tag == language.PROPN) {
			j++
		}
		out = append(out, Match{First: i, Last: j, OuterFirst: i, OuterLast: j})
		i = j
	}
	return out
}

var eventPlaces = sync.OnceValue(func() EventPlaceModel {
	m, err := ReadEventPlaces(eventPlaceFile)
	if err != nil {
		panic(err) // unreachable: the file is embedded, and a test reads it
	}
	return m
})

// ReadEventPlaces reads the file that LearnEventPlaces makes: lines of a feature's name, a tab and its
// weight.
func ReadEventPlaces(file string) (EventPlaceModel, error) {
	m := EventPlaceModel{}
	for line := range strings.Lines(file) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") || line == "" {
			continue
		}
		name, num, ok := strings.Cut(line, "\t")
		w, err := strconv.ParseFloat(num, 32)
		if !ok || err != nil {
			return nil, fmt.Errorf("reading the weights of event places: line %q is bad", line)
		}
		m[featureKey(strings.Split(name, "|"))] = float32(w)
	}
	return m, nil
}

package main

import (
	"fmt"
	"os"

	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/score"
)

const eventsNote = "Weights of the features of event places, learned from A. Halterman's event_location data (2019, MIT licence)."

// link fits the linker of events and places, and reports on the sentences that were kept apart.
func link(path, out string) error {
	g, err := gazetteer.Load()
	if err != nil {
		return err
	}
	sentences, err := score.ReadEventSentences(path)
	if err != nil {
		return err
	}
	var lessons []gazetteer.PlaceLesson
	var kept, learned []score.EventSentence
	for _, s := range sentences {
		if score.InKeptFifth(s.Text) {
			kept = append(kept, s)
			continue
		}
		learned = append(learned, s)
		if l, ok := lesson(g, s); ok {
			lessons = append(lessons, l)
		}
	}
	file := gazetteer.LearnEventPlaces(lessons, eventsNote)
	if err := os.WriteFile(out, []byte(file), 0o644); err != nil {
		return err
	}
	m, err := gazetteer.ReadEventPlaces(file)
	if err != nil {
		return err
	}
	oracle := func(s score.EventSentence) [][2]int {
		l, _ := lesson(g, s)
		var spans [][2]int
		for i, right := range l.Right {
			if right {
				spans = append(spans, span(l.Doc, l.Places[i]))
			}
		}
		return spans
	}
	for _, part := range []struct {
		name      string
		sentences []score.EventSentence
	}{{"learned", learned}, {"kept", kept}} {
		fmt.Printf("%s, best that the candidates allow: %s\n", part.name, show(score.EventPlaces(part.sentences, oracle)))
		s := score.EventPlaces(part.sentences, func(s score.EventSentence) [][2]int {
			l, ok := lesson(g, s)
			if !ok {
				return nil
			}
			var spans [][2]int
			for _, i := range gazetteer.ChosenPlaces(m.Scores(l.Doc, l.Verb, l.Places)) {
				spans = append(spans, span(l.Doc, l.Places[i]))
			}
			return spans
		})
		fmt.Printf("%s: %s\n", part.name, show(s))
	}
	return nil
}

func show(s score.EventPlaceScore) string {
	return fmt.Sprintf("P %.3f R %.3f F1 %.3f, exact %.3f of %d sentences, %d with a place", s.Precision, s.Recall, s.F1, s.Exact, s.Sentences, s.WithPlace)
}

// lesson analyses a sentence and marks the candidates that its places overlap.
func lesson(g *gazetteer.Gazetteer, s score.EventSentence) (gazetteer.PlaceLesson, bool) {
	l := gazetteer.PlaceLesson{Doc: language.Analyze(s.Text), Verb: -1}
	for i, t := range l.Doc.Tokens {
		if t.Start < s.Verb[1] && s.Verb[0] < t.End {
			l.Verb = i
			break
		}
	}
	if l.Verb < 0 {
		return l, false
	}
	l.Places = g.PlaceSpans(l.Doc)
	for _, p := range l.Places {
		at := span(l.Doc, p)
		right := false
		for _, gold := range s.Places {
			right = right || at[0] < gold[1] && gold[0] < at[1]
		}
		l.Right = append(l.Right, right)
	}
	return l, true
}

func span(doc *language.Doc, m gazetteer.Match) [2]int {
	return [2]int{doc.Tokens[m.First].Start, doc.Tokens[m.Last-1].End}
}

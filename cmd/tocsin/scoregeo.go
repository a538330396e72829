package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/score"
)

type scoreGeo struct {
	File string `arg:"" help:"LGL, TR-News or GeoVirus XML, or event-location JSON lines; plain or .gz."`
	Part string `enum:"all,held,learn" default:"all" help:"Which texts: all, or the part kept for reporting (half of the toponym texts, a fifth of the event sentences), or the rest (${default})."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// Help teaches how to use the command.
func (scoreGeo) Help() string {
	return `Toponyms marked by people are resolved and compared: Acc@161 is the share within 161 km or with the same GeoNames id, of all
marked toponyms that have a place; one that is not found is wrong. A file of event sentences asks for the words that
say where an event was, counted by tokens.

  tocsin score geo lgl.xml --part held
  tocsin score geo event-location.jsonl.gz --part held`
}

// Run scores places.
func (c *scoreGeo) Run(s stdio) error {
	g, err := gazetteer.Load()
	if err != nil {
		return err
	}
	if strings.Contains(c.File, ".jsonl") {
		return c.eventPlaces(s, g)
	}
	texts, err := score.ReadToponyms(c.File)
	if err != nil {
		return err
	}
	var part []score.ToponymText
	for _, t := range texts {
		if c.Part == "all" || score.InTestHalf(t.ID) == (c.Part == "held") {
			part = append(part, t)
		}
	}
	result := score.Toponyms(part, func(t score.ToponymText) []score.ToponymAnswer { return resolveToponyms(g, t) })
	if c.JSON {
		return writeIndented(s, result)
	}
	_, err = fmt.Fprintf(s.Out, `%d texts, %d toponyms with a place (%d without are not counted), %d without an answer
Acc@161 km     %.4f
exact id       %.4f  of %d
country        %.4f  of %d
mean error     %.0f km, median %.0f km, AUC %.4f
`, result.Texts, result.Toponyms, result.Unplaced, result.Missing, result.Acc161, result.ExactID, result.WithID, result.CountryAccuracy, result.WithCountry,
		result.MeanErrorKM, result.MedianErrorKM, result.AUC)
	return err
}

// resolveToponyms answers for the marked toponyms of a text.
func resolveToponyms(g *gazetteer.Gazetteer, t score.ToponymText) []score.ToponymAnswer {
	mentions := make([]gazetteer.Mention, len(t.Toponyms))
	for i, p := range t.Toponyms {
		mentions[i] = gazetteer.Mention{Text: t.Text[p.Start:p.End], Start: p.Start, End: p.End}
	}
	var out []score.ToponymAnswer
	for _, r := range g.Resolve(gazetteer.Context{Text: t.Text}, mentions) {
		p := r.Place
		a := score.ToponymAnswer{Known: p.Ref >= 0, ID: p.ID, Lat: p.Lat, Lon: p.Lon, HasPoint: p.HasPoint, Name: p.Name,
			Area: p.Class == gazetteer.Country || p.Class == gazetteer.Province || p.Class == gazetteer.Region}
		if land, ok := g.Country(p.Country); ok {
			a.CountryID = land.ID
		}
		out = append(out, a)
	}
	return out
}

// eventPlaces scores which words say where an event was.
func (c *scoreGeo) eventPlaces(s stdio, g *gazetteer.Gazetteer) error {
	sentences, err := score.ReadEventSentences(c.File)
	if err != nil {
		return err
	}
	var part []score.EventSentence
	for _, e := range sentences {
		if c.Part == "all" || score.InKeptFifth(e.Text) == (c.Part == "held") {
			part = append(part, e)
		}
	}
	result := score.EventPlaces(part, func(e score.EventSentence) [][2]int { return linkEvent(g, e) })
	if c.JSON {
		return writeIndented(s, result)
	}
	_, err = fmt.Fprintf(s.Out, "%d sentences, %d with a place\ntokens P %.4f  R %.4f  F1 %.4f   %d/%d/%d\nwhole sentences right %.4f\n",
		result.Sentences, result.WithPlace, result.Precision, result.Recall, result.F1, result.Right, result.Found, result.Tokens, result.Exact)
	return err
}

// linkEvent returns the spans that say where the event of a sentence was.
func linkEvent(g *gazetteer.Gazetteer, e score.EventSentence) [][2]int {
	doc := language.Analyze(e.Text)
	verb := -1
	for i, tok := range doc.Tokens {
		if tok.Start < e.Verb[1] && e.Verb[0] < tok.End {
			verb = i
			break
		}
	}
	if verb < 0 {
		return nil
	}
	places := g.PlaceSpans(doc)
	var spans [][2]int
	for _, i := range gazetteer.ChosenPlaces(gazetteer.EventPlaceScores(doc, verb, places)) {
		spans = append(spans, [2]int{doc.Tokens[places[i].First].Start, doc.Tokens[places[i].Last-1].End})
	}
	return spans
}

// writeIndented prints a value as JSON for people and programs.
func writeIndented(s stdio, v any) error {
	e := json.NewEncoder(s.Out)
	e.SetIndent("", " ")
	return e.Encode(v)
}

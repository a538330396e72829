package gazetteer_test

import (
	"os"
	"testing"

	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/score"
)

// The figures below hold what the ranker and the linker reach on the parts of the sets they did not
// learn from, less a margin. The sets are not in the repository; without them the tests are skipped.
const geoData = "../../../shared/data/geo/"

func TestToponymFigures(t *testing.T) {
	if testing.Short() {
		t.Skip("reads two sets")
	}
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file  string
		least float64
	}{{"lgl.xml", .86}, {"GeoVirus.xml", .86}} {
		if _, err := os.Stat(geoData + c.file); err != nil {
			t.Skip("no " + geoData + c.file)
		}
		texts, err := score.ReadToponyms(geoData + c.file)
		if err != nil {
			t.Fatal(err)
		}
		var held []score.ToponymText
		for _, x := range texts {
			if score.InTestHalf(x.ID) {
				held = append(held, x)
			}
		}
		s := score.Toponyms(held, func(x score.ToponymText) []score.ToponymAnswer { return resolveMarked(g, x) })
		t.Logf("%s: %+v", c.file, s)
		if s.Acc161 < c.least {
			t.Errorf("%s: Acc@161 %.3f on the test half, want at least %.3f", c.file, s.Acc161, c.least)
		}
	}
}

func resolveMarked(g *gazetteer.Gazetteer, x score.ToponymText) []score.ToponymAnswer {
	mentions := make([]gazetteer.Mention, len(x.Toponyms))
	for i, p := range x.Toponyms {
		mentions[i] = gazetteer.Mention{Text: x.Text[p.Start:p.End], Start: p.Start, End: p.End}
	}
	var out []score.ToponymAnswer
	for _, r := range g.Resolve(gazetteer.Context{Text: x.Text}, mentions) {
		p := r.Place
		out = append(out, score.ToponymAnswer{Known: p.Ref >= 0, ID: p.ID, Lat: p.Lat, Lon: p.Lon, HasPoint: p.HasPoint, Name: p.Name})
	}
	return out
}

func TestEventPlaceFigures(t *testing.T) {
	const file = geoData + "event-location-dev.jsonl.gz"
	if testing.Short() {
		t.Skip("reads a set")
	}
	if _, err := os.Stat(file); err != nil {
		t.Skip("no " + file)
	}
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	sentences, err := score.ReadEventSentences(file)
	if err != nil {
		t.Fatal(err)
	}
	var kept []score.EventSentence
	for _, s := range sentences {
		if score.InKeptFifth(s.Text) {
			kept = append(kept, s)
		}
	}
	s := score.EventPlaces(kept, func(e score.EventSentence) [][2]int {
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
	})
	t.Logf("%+v", s)
	if s.F1 < .725 {
		t.Errorf("token F1 %.3f on the kept fifth, want at least .725", s.F1)
	}
}

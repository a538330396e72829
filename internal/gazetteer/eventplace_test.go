package gazetteer

import (
	"os"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin/internal/language"
)

// TestEventPlace asks where the event of a word was, in sentences that name other places too.
func TestEventPlace(t *testing.T) {
	g := loaded(t)
	for _, c := range []struct{ text, verb, want string }{
		{"Gunmen killed five people in Mosul on Tuesday.", "killed", "Mosul"},
		{"A bomb exploded near a market in Maiduguri, Nigeria, killing nine.", "exploded", "Maiduguri"},
		{"Officials in London condemned the attack, which killed five people in Kandahar on Monday.", "killed", "Kandahar"},
		{"In Mogadishu, a car bomb wounded four soldiers.", "wounded", "Mogadishu"},
		{"The rebels shelled the town of Sirte for hours.", "shelled", "Sirte"},
		{"The president said that five soldiers had died.", "died", ""},
		{"Police in Berlin said that two men were killed in Damascus.", "killed", "Damascus"},
	} {
		doc := language.Analyze(c.text)
		verb := -1
		for i, tok := range doc.Tokens {
			if tok.Text == c.verb {
				verb = i
			}
		}
		places := g.PlaceSpans(doc)
		got := ""
		if i, _ := EventPlace(doc, verb, places); i >= 0 {
			got = c.text[doc.Tokens[places[i].First].Start:doc.Tokens[places[i].Last-1].End]
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q (%v)", c.text, got, c.want, EventPlaceScores(doc, verb, places))
		}
	}
}

func TestEventPlaceOfNothing(t *testing.T) {
	doc := language.Analyze("Fighting went on.")
	if i, p := EventPlace(doc, 0, nil); i != -1 || p != 0 {
		t.Errorf("got %d, %v", i, p)
	}
}

func TestEmbeddedWeights(t *testing.T) {
	if _, err := readWeights(weightsFile); err != nil {
		t.Error(err)
	}
	if m, err := ReadEventPlaces(eventPlaceFile); err != nil || len(m) < 1000 {
		t.Errorf("%d features, %v", len(m), err)
	}
	if _, err := ReadEventPlaces("prep|in\tmany\n"); err == nil {
		t.Error("a bad line gave no error")
	}
	if _, err := readWeights([]byte(`{"Features": 3}`)); err == nil {
		t.Error("weights of another size gave no error")
	}
}

// TestLearnIsRepeatable: the same drills and seed give the same weights.
func TestLearnIsRepeatable(t *testing.T) {
	if testing.Short() {
		t.Skip("learns twice")
	}
	g := loaded(t)
	var files [2]string
	for i := range files {
		b, err := g.Learn(g.Drills(60, 3), 1, func(string) {})
		if err != nil {
			t.Fatal(err)
		}
		files[i] = string(b)
	}
	if files[0] != files[1] {
		t.Error("learning twice gave two files")
	}
}

// TestSourcesOfTheBundle: the text files that people edit hold what the builder reads, line by line.
func TestSourcesOfTheBundle(t *testing.T) {
	for name, fields := range map[string]int{"countries.txt": 8, "regions.txt": 6, "names.txt": 2, "places.txt": 7, "places-ged.txt": 7, "adm1.txt": 2, "seats.txt": 3} {
		b, err := os.ReadFile("data/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(string(b), "\n") {
			if line != "" && line[0] != '#' && strings.Count(line, "|") != fields-1 {
				t.Errorf("%s:%d: %d fields, want %d: %s", name, n+1, strings.Count(line, "|")+1, fields, line)
			}
		}
	}
}

func BenchmarkEventPlace(b *testing.B) {
	g := loaded(b)
	doc := language.Analyze("Officials in London condemned the attack, which killed five people in Kandahar, Afghanistan, on Monday, and said that Pakistan should do more.")
	places := g.PlaceSpans(doc)
	b.ReportAllocs()
	for b.Loop() {
		EventPlace(doc, 8, places)
	}
}

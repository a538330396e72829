package timex_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/score"
	"github.com/tocsin-org/tocsin/internal/timex"
)

// timeData is the folder of marked texts; tests that need it skip where it is absent.
const timeData = "../../../shared/data/time"

func readTimes(t testing.TB, folder string) []score.TimeText {
	t.Helper()
	if testing.Short() {
		t.Skip("measures whole sets of texts")
	}
	dir := filepath.Join(timeData, folder)
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no marked texts at hand")
	}
	texts, err := score.ReadTimeFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func spans(text score.TimeText) []score.TimeSpan {
	created := text.Created
	if text.History {
		created = tocsin.Date{}
	}
	var out []score.TimeSpan
	for _, e := range timex.Find(language.Analyze(text.Text), created) {
		out = append(out, score.TimeSpan{Start: e.Start, End: e.End, Type: e.Type.String(), Value: e.Value})
	}
	return out
}

// TestHeldOutTimeML holds the figures on the fifth of the TimeML texts that nothing was developed on.
func TestHeldOutTimeML(t *testing.T) {
	var held []score.TimeText
	for _, text := range readTimes(t, "TBAQ-cleaned") {
		if score.HeldTime(text.Name) {
			held = append(held, text)
		}
	}
	checkFigures(t, score.Times(held, spans), map[string]float64{"strict": .82, "relaxed": .90, "value": .76})
}

// TestWikiWars holds the figures on histories, whose years must be carried along.
func TestWikiWars(t *testing.T) {
	checkFigures(t, score.Times(readTimes(t, "wikiwars/keyinline"), spans), map[string]float64{"relaxed": .5})
}

func checkFigures(t *testing.T, s *score.TimeScores, bars map[string]float64) {
	t.Helper()
	for _, l := range s.Total.Lines() {
		t.Logf("%-8s P %.3f R %.3f F1 %.3f (%d of %d found, %d marked)", l.Name, l.Precision(), l.Recall(), l.F1(), l.Correct, l.Predicted, l.Gold)
		if bar, ok := bars[l.Name]; ok && l.F1() < bar {
			t.Errorf("%s F1 is %.3f, below %.3f", l.Name, l.F1(), bar)
		}
	}
}

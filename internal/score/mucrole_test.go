package score

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
)

// A modernCase is one document of a run of a modern system.
type modernCase struct {
	gold, predicted []MUCRoleTemplate
}

// modernRun reads gold and predictions of the 200 documents of the test.
func modernRun(t *testing.T, system string) []modernCase {
	t.Helper()
	kind := "gtt"
	if system == "grit" {
		kind = "grit"
	}
	var predictions map[string]struct {
		Templates json.RawMessage `json:"pred_templates"`
		Extracts  json.RawMessage `json:"pred_extracts"`
	}
	if err := json.Unmarshal([]byte(mucFile(t, "scorer-check/modern/"+system+"-predictions.json")), &predictions); err != nil {
		t.Fatal(err)
	}
	var out []modernCase
	for line := range strings.Lines(mucFile(t, "scorer-check/modern/"+kind+"-test-gold.jsonl")) {
		var doc struct {
			ID        string          `json:"docid"`
			Templates json.RawMessage `json:"templates"`
			Extracts  json.RawMessage `json:"extracts"`
		}
		if err := json.Unmarshal([]byte(line), &doc); err != nil {
			t.Fatal(err)
		}
		p := predictions[fmt.Sprintf("%c%s", doc.ID[3], doc.ID[len(doc.ID)-4:])]
		if kind == "grit" {
			doc.Templates, p.Templates = wrapList(doc.Extracts), wrapList(p.Extracts)
		}
		gold, err := ReadRoleTemplates(doc.Templates)
		if err != nil {
			t.Fatal(err)
		}
		predicted, err := ReadRoleTemplates(p.Templates)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, modernCase{gold, predicted})
	}
	if len(out) != 200 {
		t.Fatalf("%d documents", len(out))
	}
	return out
}

func wrapList(m json.RawMessage) json.RawMessage {
	return json.RawMessage("[" + string(m) + "]")
}

func wantPercent(t *testing.T, what string, r MUCRatio, p, recall, f float64) {
	t.Helper()
	for _, c := range [][2]float64{{r.Precision(), p}, {r.Recall(), recall}, {r.F1(), f}} {
		if c[1] > 0 && math.Abs(100*c[0]-c[1]) > 0.0051 {
			t.Errorf("%s: P %.2f R %.2f F %.2f, want %.2f %.2f %.2f", what, 100*r.Precision(), 100*r.Recall(), 100*r.F1(), p, recall, f)
			return
		}
	}
}

// TestCEAFREE reproduces the published score of GRIT.
func TestCEAFREE(t *testing.T) {
	var s MUCRoleScore
	for _, c := range modernRun(t, "grit") {
		s.Add(CEAFREE(c.gold[0], c.predicted[0]))
	}
	wantPercent(t, "GRIT", s.Total(), 64.19, 47.36, 54.50)
	for i, f := range []float64{49.55, 51.85, 48.98, 67.84, 59.13} {
		wantPercent(t, "GRIT "+MUCRoles[i], s.Roles[i], 0, 0, f)
	}
}

// TestGTTScore reproduces the published scores of three systems.
func TestGTTScore(t *testing.T) {
	for _, c := range []struct {
		system        string
		p, recall, f1 float64
	}{{"gtt", 61.69, 42.36, 50.23}, {"tempgen", 63.66, 37.44, 47.15}, {"iterx", 60.92, 46.92, 53.01}} {
		var s MUCRoleScore
		for _, d := range modernRun(t, c.system) {
			s.Add(GTTScore(d.gold, d.predicted))
		}
		wantPercent(t, c.system, s.Total(), c.p, c.recall, c.f1)
	}
}

package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-org/tocsin"
)

// goldReport is a small report with everything that is scored.
const goldReport = `{"id": "one", "text": "A bomb killed two policemen in Kareth on Friday. The Dawn Front said it did it.\n\nAnalysts expect more. Dawn Front is a branch of the League, which Karland calls terrorist.",
"record": {"report": {"relevant": true},
 "accounts": [{"id": "a1", "kind": "bombing", "stage": "accomplished", "background": false, "suicide": "apparent",
  "when": {"start": "2024-03-01", "end": "2024-03-01", "precision": "day", "evidence": ["on Friday"]},
  "where": {"text": "Kareth", "country": "KA", "adm1": "North", "adm2": "", "settlement": "Kareth", "lat": 10, "lon": 20, "precision": "settlement", "evidence": ["Kareth"]},
  "weapons": [{"class": "bomb", "evidence": ["A bomb"]}], "targets": [{"class": "police", "text": "two policemen", "evidence": ["two policemen"]}],
  "casualties": [{"effect": "killed", "group": "police", "low": 2, "high": 2, "shared_with": [], "voice": {"type": "report"}, "evidence": ["killed two policemen"]}],
  "damage": [], "responsibility": [{"stance": "claim", "actor": "Dawn Front", "certainty": "stated", "voice": {"speaker": "Dawn Front", "type": "perpetrator"}, "evidence": ["The Dawn Front said it did it"]}]}],
 "ties": [{"from": "Dawn Front", "relation": "branch_of", "to": "League", "evidence": ["Dawn Front is a branch of the League"]}],
 "assessments": [{"type": "prediction", "evidence": ["Analysts expect more"]}],
 "designations": [{"actor": "League", "label": "terrorist", "by": "Karland", "evidence": ["Karland calls terrorist"]}]}}`

func scoreOne(t *testing.T, gold, pred string) map[string]Line {
	t.Helper()
	var g goldFile
	if err := json.Unmarshal([]byte(gold), &g); err != nil {
		t.Fatal(err)
	}
	p := g.Record
	if pred != "" {
		p = record{}
		if err := json.Unmarshal([]byte(pred), &p); err != nil {
			t.Fatal(err)
		}
	}
	var tally Tally
	scoreRecord(&tally, &g.Record, &p, *g.Text)
	out := map[string]Line{}
	for _, l := range tally.Lines() {
		out[l.Name] = l
	}
	return out
}

func TestGoldAgainstItself(t *testing.T) {
	lines := scoreOne(t, goldReport, "")
	for _, l := range lines {
		if l.Correct != l.Gold || l.Correct != l.Predicted || l.Gold == 0 {
			t.Errorf("%s: %d/%d/%d", l.Name, l.Correct, l.Predicted, l.Gold)
		}
	}
	if len(lines) != 24 {
		t.Errorf("%d measures, want 24", len(lines))
	}
}

func TestSpoiledPredictions(t *testing.T) {
	spoil := func(from, to string) string {
		t.Helper()
		var g struct{ Record json.RawMessage }
		if err := json.Unmarshal([]byte(goldReport), &g); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(g.Record), from) {
			t.Fatalf("no %s in the record", from)
		}
		return strings.Replace(string(g.Record), from, to, 1)
	}
	for _, c := range []struct {
		name, from, to string
		wrong          []string
	}{
		{"kind", `"kind": "bombing"`, `"kind": "clash"`, []string{"kind"}},
		{"alias", `"actor": "Dawn Front"`, `"actor": "the Dawn Front group"`, nil},
		{"other actor", `"actor": "Dawn Front"`, `"actor": "Dusk League"`, []string{"responsibility", "responsibility certainty", "responsibility voice"}},
		{"voice of claim", `"type": "perpetrator"`, `"type": "authority"`, []string{"responsibility voice"}},
		{"hedged", `"certainty": "stated"`, `"certainty": "hedged"`, []string{"responsibility certainty"}},
		{"open above", `"high": 2`, `"high": null`, []string{"figures exact"}},
		{"other number", `"low": 2`, `"low": 1`, []string{"figures effect+low", "figures exact", "figures voice"}},
		{"wider date", `"end": "2024-03-01"`, `"end": "2024-03-03"`, []string{"date exact"}},
		{"no such date", `"start": "2024-03-01", "end": "2024-03-01"`, `"start": "2024", "end": null`, []string{"date exact", "date overlap"}},
		{"town near by", `"settlement": "Kareth", "lat": 10`, `"settlement": "Karel", "lat": 10.1`, nil},
		{"town far off", `"settlement": "Kareth", "lat": 10`, `"settlement": "Karel", "lat": 11`, []string{"place"}},
		{"misquoted", `"A bomb"`, `{"start": 0, "end": 6, "quote": "a bomb"}`, []string{"quotes verbatim"}},
		{"beyond the text", `"A bomb"`, `{"start": 7000, "end": 7006, "quote": "A bomb"}`, []string{"quotes verbatim"}},
		{"prediction elsewhere", `"Analysts expect more"`, `"A bomb"`, []string{"assessments"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var wrong []string
			for name, l := range scoreOne(t, goldReport, spoil(c.from, c.to)) {
				if l.Correct != l.Gold {
					wrong = append(wrong, name)
				}
			}
			slices.Sort(wrong)
			if diff := cmp.Diff(c.wrong, wrong); diff != "" {
				t.Errorf("measures with a fault (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEmptyPrediction(t *testing.T) {
	for name, l := range scoreOne(t, goldReport, "{}") {
		if l.Correct != 0 || l.Predicted != 0 {
			t.Errorf("%s: %+v", name, l)
		}
	}
}

func TestRecordTyped(t *testing.T) {
	var g struct {
		Text   string
		Record tocsin.Record
	}
	if err := json.Unmarshal([]byte(goldReport), &g); err != nil {
		t.Fatal(err)
	}
	var tally Tally
	if err := Record(&tally, &g.Record, &g.Record, g.Text); err != nil {
		t.Fatal(err)
	}
	if l := tally.Line("figures exact"); l.F1() != 1 {
		t.Errorf("%+v", l)
	}
}

func TestSameName(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"ISIS", "Islamic State", true},
		{"Daesh", "the Islamic State group", true},
		{"al-Qa'ida", "Al Qaeda", true},
		{"Al-Shabab", "al Shabaab militants", true},
		{"PKK", "Kurdistan Workers' Party (PKK)", true},
		{"Força Jovem", "forca jovem", true},
		{"Islamic State", "Islamic Jihad", false},
		{"police", "Dagestan police", true},
		{"army", "army of the northern coast of Karland", false},
		{"", "", true},
		{"", "x", false},
		{"the group", "militants", true},
		{"ЩisЩ", "islamic state", false},
	} {
		if got := sameName(c.a, c.b); got != c.want {
			t.Errorf("sameName(%q, %q) = %v", c.a, c.b, got)
		}
		if got := sameName(c.b, c.a); got != c.want {
			t.Errorf("sameName(%q, %q) = %v", c.b, c.a, got)
		}
	}
}

// TestAssign compares with the best of all assignments, tried one by one.
func TestAssign(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		n, m := rng.IntN(5)+1, rng.IntN(5)+1
		w := make([][]float64, n)
		for i := range w {
			w[i] = make([]float64, m)
			for j := range w[i] {
				w[i][j] = float64(rng.IntN(4))
			}
		}
		sum := 0.0
		for _, p := range assign(w) {
			sum += w[p[0]][p[1]]
		}
		if best := bestSum(w, 0, make([]bool, m)); sum != best {
			t.Fatalf("sum %v, best %v: %v", sum, best, w)
		}
	}
}

func bestSum(w [][]float64, row int, used []bool) float64 {
	if row == len(w) {
		return 0
	}
	best := bestSum(w, row+1, used)
	for j := range used {
		if !used[j] {
			used[j] = true
			best = max(best, w[row][j]+bestSum(w, row+1, used))
			used[j] = false
		}
	}
	return best
}

// TestReferenceScorer compares every line with those of the reference scorer, on spoiled copies of the
// small gold record above and, where the development data is there, of all of its gold records.
func TestReferenceScorer(t *testing.T) {
	script, err := filepath.Abs("../../../shared/tools/score_records.py")
	if err != nil {
		t.Fatal(err)
	}
	python, err := exec.LookPath("python3")
	if _, statErr := os.Stat(script); err != nil || statErr != nil {
		t.Skip("needs python3 and the reference scorer")
	}
	small := t.TempDir()
	for i := range 20 {
		if err := os.WriteFile(filepath.Join(small, fmt.Sprintf("r%02d.json", i)), []byte(goldReport), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, gold := range []string{small, "../../../shared/data/gold"} {
		if _, err := os.Stat(gold); err != nil {
			continue
		}
		seeds := uint64(4)
		if testing.Short() {
			seeds = 2
		}
		for seed := range seeds {
			pred := t.TempDir()
			spoilFolder(t, gold, pred, rand.New(rand.NewPCG(seed, 7)), float64(seed)*.08)
			for _, perReport := range []bool{seed%2 == 1} {
				args := []string{script, gold, pred}
				if perReport {
					args = append(args, "--per-report")
				}
				want, err := exec.Command(python, args...).Output()
				if err != nil {
					t.Fatal(err)
				}
				s, err := RecordFolders(gold, pred, "")
				if err != nil {
					t.Fatal(err)
				}
				var got bytes.Buffer
				if perReport {
					s.WriteReports(&got)
				}
				s.WriteText(&got)
				if diff := cmp.Diff(string(want), got.String()); diff != "" {
					t.Errorf("%s, seed %d (-reference +ours):\n%s", gold, seed, diff)
				}
			}
		}
	}
}

// spoilFolder writes spoiled copies of the gold records: values changed or dropped at the given rate,
// accounts in another order, quotes with offsets, now and then no prediction at all.
func spoilFolder(t *testing.T, gold, pred string, rng *rand.Rand, rate float64) {
	t.Helper()
	names, err := jsonFiles(gold)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if rng.Float64() < rate/5 {
			continue
		}
		b, err := os.ReadFile(filepath.Join(gold, name))
		if err != nil {
			t.Fatal(err)
		}
		var g struct {
			Text   string `json:"text"`
			Record any    `json:"record"`
		}
		if err := json.Unmarshal(b, &g); err != nil {
			t.Fatal(err)
		}
		out := spoil(g.Record, "", g.Text, rng, rate)
		if rng.Float64() < .5 {
			out = map[string]any{"record": out}
		}
		if b, err = json.Marshal(out); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(pred, name), b, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

var otherWords = []string{"", "settlement", "province", "bombing", "clash", "killed", "stated", "authority", "2024-03-01", "2025-02-10", "Islamic State (IS)", "the Taliban", "claim"}

func spoil(v any, field, text string, rng *rand.Rand, rate float64) any {
	hit := rng.Float64() < rate
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out[k] = spoil(v[k], k, text, rng, rate)
		}
		return out
	case []any:
		out := []any{}
		for _, x := range v {
			if rng.Float64() >= rate {
				out = append(out, spoil(x, field, text, rng, rate))
			}
		}
		if hit {
			rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		}
		if hit && len(out) > 0 {
			out = append(out, out[0])
		}
		return out
	case string:
		if field == "evidence" && rng.Float64() < .5 {
			start := strings.Index(text, v)
			if start >= 0 && !hit {
				return map[string]any{"start": start, "end": start + len(v), "quote": v}
			}
		}
		if hit && field != "evidence" {
			return otherWords[rng.IntN(len(otherWords))]
		}
		return v
	case float64:
		if hit {
			return v + float64(rng.IntN(3)-1)
		}
	case bool:
		return v != hit
	}
	return v
}

func TestFoldersThatAreNone(t *testing.T) {
	empty := t.TempDir()
	for _, c := range [][2]string{{"no-such", empty}, {empty, "no-such"}, {empty, empty}} {
		if _, err := RecordFolders(c[0], c[1], ""); err == nil {
			t.Errorf("%v was scored", c)
		}
	}
}

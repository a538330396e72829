package score

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const mucData = "../../../shared/data/muc4/"

// mucFile reads a file of the corpus, which is not part of the repository.
func mucFile(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(mucData + name)
	if os.IsNotExist(err) {
		t.Skip("no MUC-4 data here")
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// reportedRow reads a row of an official report of 1992.
func reportedRow(t *testing.T, report, row string) MUCCount {
	t.Helper()
	at := strings.LastIndex(report, "\n"+row)
	if at < 0 {
		t.Fatalf("no row %q", row)
	}
	line, _, _ := strings.Cut(report[at+1+len(row):], "\n")
	var n []int
	for _, f := range regexp.MustCompile(`\d+`).FindAllString(line, -1) {
		v, err := strconv.Atoi(f)
		if err != nil {
			t.Fatal(err)
		}
		n = append(n, v)
	}
	return MUCCount{Correct: n[2], Partial: n[3], Incorrect: n[4], Spurious: n[7], Missing: n[8], NonCommital: n[9]}
}

// TestOfficialReports reproduces the score reports of 1992 with the histories of adjudication.
func TestOfficialReports(t *testing.T) {
	if testing.Short() {
		t.Skip("scores 34 runs")
	}
	within1, runs := 0, 0
	for _, set := range []string{"tst3", "tst4"} {
		upper := strings.ToUpper(set)
		key := ParseMUCTemplates(mucFile(t, "scorer-check/"+set+"/key-"+set+".v2"))
		historyFile := map[string]string{"tst3": "final-history-nrad.tst3", "tst4": "final-cumulative-hist.tst4"}[set]
		history, err := ParseMUCHistory(mucFile(t, "scorer-check/official-1992/"+upper+"/"+historyFile))
		if err != nil {
			t.Fatal(err)
		}
		pattern := mucData + "scorer-check/official-1992/TST3/*/response.tst3"
		if set == "tst4" {
			pattern = mucData + "scorer-check/official-1992/TST4/*-response.tst4"
		}
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			report := strings.Replace(name, "response.tst3", "scores.tst3-pass1.nrad", 1)
			report = strings.Replace(report, "response.tst4", "scores-pass1.tst4.nrad", 1)
			text, err := os.ReadFile(report)
			if err != nil {
				t.Fatal(err)
			}
			want := reportedRow(t, string(text), "ALL TEMPLATES")
			body, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s := ScoreMUC(key, ParseMUCTemplates(string(body)), history)
			got := s.Total()
			off := math.Abs(100*got.F1() - 100*want.F1())
			runs++
			if off <= 1 {
				within1++
			}
			if off > 2 {
				t.Errorf("%s: F %.2f, reported %.2f: %+v, %+v", name, 100*got.F1(), 100*want.F1(), got, want)
			}
		}
	}
	if runs != 34 || 2*within1 < runs {
		t.Errorf("%d of %d runs within 1", within1, runs)
	}
}

// TestAutomatic scores the best run of 1992 without anybody's verdicts.
func TestAutomatic(t *testing.T) {
	for set, want := range map[string]float64{"tst3": 51.98, "tst4": 52.87} {
		key := ParseMUCTemplates(mucFile(t, "scorer-check/"+set+"/key-"+set+".v2"))
		run := map[string]string{"tst3": "TST3/GE/response.tst3", "tst4": "TST4/ge-response.tst4"}[set]
		s := ScoreMUC(key, ParseMUCTemplates(mucFile(t, "scorer-check/official-1992/"+run)), nil)
		if got := 100 * s.Total().F1(); math.Abs(got-want) > 0.25 {
			t.Errorf("%s: F %.2f, want %.2f", set, got, want)
		}
	}
}

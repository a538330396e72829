package forecast

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// sharedData returns the path of a file of development data kept beside the
// repository, or skips.
func sharedData(tb testing.TB, name string) string {
	tb.Helper()
	path := filepath.Join("..", "..", "..", "shared", "data", name)
	if _, err := os.Stat(path); err != nil {
		tb.Skip("no development data: " + path)
	}
	return path
}

func readDrawsFile(t *testing.T, path string) map[CellKey][]float64 {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := ReadDraws(f, path, ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func readScores(t *testing.T, path string) map[CellKey]float64 {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[CellKey]float64{}
	for _, r := range rows[1:] {
		m, _ := strconv.Atoi(r[0])
		c, _ := strconv.Atoi(r[1])
		out[CellKey{c, m}], _ = strconv.ParseFloat(r[2], 64)
	}
	return out
}

// The scorer gives the official scores of the official benchmarks, cell by cell.
func TestScorerAgainstOfficial(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 2.3 million draws")
	}
	dir := sharedData(t, "forecast/scorer-check")
	actual := readDrawsFile(t, filepath.Join(dir, "cm_actuals_2018.csv"))
	for _, b := range []struct {
		draws, scores  string
		crps, ign, mis float64 // ign 0: the official one is resampled and not ours to imitate
	}{
		{"bm_conflictology_cm_2018.parquet", "bm_conflictology", 14.4829, 0, 186.554},
		{"bm_last_cm_2018.parquet", "bm_last_historical_poisson", 20.1735, 1.19844, 380.623},
	} {
		draws := readDrawsFile(t, filepath.Join(dir, b.draws))
		if len(draws) != 2292 {
			t.Errorf("%s: %d cells, want 2292", b.draws, len(draws))
		}
		var sum [3]float64
		for i, name := range []string{"crps", "ign", "mis"} {
			if name == "ign" && b.ign == 0 {
				continue
			}
			official := readScores(t, filepath.Join(dir, b.scores+"-"+name+"-2018.csv"))
			worst := 0.0
			for k, d := range draws {
				sortDraws(d)
				y := actual[k][0]
				got := [3]float64{CRPS(d, y), Ignorance(d, y), IntervalScore(d, y, .1)}[i]
				sum[i] += got / 2292
				worst = max(worst, math.Abs(got-official[k]))
			}
			t.Logf("%s %s: mean %.6g, largest difference %.2g", b.scores, name, sum[i], worst)
			if worst > 1e-9 {
				t.Errorf("%s %s: differs by %g", b.scores, name, worst)
			}
		}
		if b.ign == 0 {
			// Evenly repeated to 1000 draws it scores .741; the official .640 is an
			// effect of the Fourier resampling of 12 draws.
			scored, err := ScoreDraws(draws, actual)
			if err != nil {
				t.Fatal(err)
			}
			mean := 0.0
			for _, c := range scored {
				mean += c.Cell.Ignorance / float64(len(scored))
			}
			if math.Abs(mean-.741) > .005 {
				t.Errorf("%s: ignorance of repeated draws %.4f, want .741", b.scores, mean)
			}
		}
		for i, want := range []float64{b.crps, b.ign, b.mis} {
			if want != 0 && math.Abs(sum[i]-want) > 5e-4*max(1, want/100) {
				t.Errorf("%s: mean %d is %g, want %g", b.scores, i, sum[i], want)
			}
		}
	}
}

func devPanel(tb testing.TB) *Panel {
	tb.Helper()
	p, err := ReadPanelFile(sharedData(tb, "forecast/country-month-state-based-1990-2017.csv.gz"), ReadOptions{})
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// The protocol is right: conflictology on 2012-17 scores as it should.
func TestConflictologyGolden(t *testing.T) {
	p := devPanel(t)
	r, err := Backtest(context.Background(), p, []Model{Baseline()}, ViewsRules(2012, 2017))
	if err != nil {
		t.Fatal(err)
	}
	row := r.Table()[0]
	if row.All.Cells != 13752 || math.Abs(row.All.CRPS-19.80) > .05 {
		t.Errorf("%d cells, CRPS %.3f; want 13752 and 19.80", row.All.Cells, row.All.CRPS)
	}
	if row.Quiet.Cells != 11004 || math.Abs(row.Quiet.CRPS-.620) > .005 || math.Abs(row.Active.CRPS-96.58) > .3 {
		t.Errorf("quiet %d cells %.3f, active %.2f; want 11004, .620 and 96.58", row.Quiet.Cells, row.Quiet.CRPS, row.Active.CRPS)
	}
}

// The chosen model on the development window: below conflictology by every
// score, with a skill whose interval is above zero, and calibrated.
func TestChosenModelGolden(t *testing.T) {
	if testing.Short() {
		t.Skip("fits six windows")
	}
	p := devPanel(t)
	r, err := Backtest(context.Background(), p, []Model{Baseline(), poolFadingHurdle}, ViewsRules(2012, 2017))
	if err != nil {
		t.Fatal(err)
	}
	auto, err := Backtest(context.Background(), p, []Model{Baseline(), automatic()}, ViewsRules(2016, 2017))
	if err != nil {
		t.Fatal(err)
	}
	if row := auto.Table()[1]; row.Skill.Low <= 0 {
		t.Errorf("chosen anew at every occasion: CRPS %.3f, skill %+v", row.All.CRPS, row.Skill)
	}
	base, row := r.Table()[0], r.Table()[1]
	t.Logf("CRPS %.3f, ignorance %.4f, MIS %.1f, skill %+v, active coverage %.3f", row.All.CRPS, row.All.Ignorance, row.All.MIS, row.Skill, row.Active.Cover90)
	if row.All.CRPS > 19 || row.All.Ignorance > base.All.Ignorance || row.All.MIS > base.All.MIS || row.Skill.Low <= 0 {
		t.Errorf("CRPS %.3f (19), ignorance %.4f (%.4f), MIS %.1f (%.1f), skill %+v", row.All.CRPS, row.All.Ignorance, base.All.Ignorance, row.All.MIS, base.All.MIS, row.Skill)
	}
	if c := row.Active.Cover90; c < .88 || c > .97 {
		t.Errorf("the 90 %% interval covers %.3f on active areas", c)
	}
}

// Incident counts on a window that no choice was made on: below the negative
// binomial by moments of six months.
func TestIncidentCountsGolden(t *testing.T) {
	p, err := Tally(eventFile(t), ReadOptions{Target: Incidents})
	if err != nil {
		t.Fatal(err)
	}
	for _, plan := range []Plan{ViewsRules(2015, 2017), PlainRules(Month.Of(date(2015, 1, 1)), p.Last(), 12, 6)} {
		r, err := Backtest(context.Background(), p, []Model{negbin(6), poolFadingHurdle}, plan)
		if err != nil {
			t.Fatal(err)
		}
		nb, row := r.Table()[0], r.Table()[1]
		t.Logf("%s: negbin-6 %.4f, pool %.4f, active coverage %.3f", plan.Rules, nb.All.CRPS, row.All.CRPS, row.Active.Cover90)
		if row.All.CRPS >= nb.All.CRPS {
			t.Errorf("%s rules: CRPS %.4f, negbin-6 %.4f", plan.Rules, row.All.CRPS, nb.All.CRPS)
		}
		if c := row.Active.Cover90; c < .88 || c > .97 {
			t.Errorf("%s rules: the 90 %% interval covers %.3f on active areas", plan.Rules, c)
		}
	}
}

package forecast

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

// Draws written by a backtest are read back and score as they did.
func TestDrawsRoundTrip(t *testing.T) {
	p := madePanel(Month, Deaths, 4, 96)
	var file bytes.Buffer
	w := NewDrawWriter(&file)
	plan := ViewsRules(2006, 2007)
	plan.Keep = func(m Model, c Cell, draws []float64) error { return w.Write(p.Series[c.Area].Area, c, draws) }
	r, err := Backtest(context.Background(), p, []Model{fading(4)}, plan)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	draws, err := ReadDraws(bytes.NewReader(file.Bytes()), "d", ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	outcomes := map[CellKey][]float64{}
	for _, c := range r.Cells[0] {
		outcomes[CellKey{c.Area, c.Period}] = []float64{c.Actual}
	}
	scored, err := ScoreDraws(draws, outcomes)
	if err != nil || len(scored) != len(r.Cells[0]) {
		t.Fatalf("%d cells of %d, %v", len(scored), len(r.Cells[0]), err)
	}
	var cells []Cell
	for _, s := range scored {
		cells = append(cells, s.Cell)
	}
	if got, want := Mean(cells, nil), Mean(r.Cells[0], nil); !near(got.CRPS, want.CRPS) || !near(got.Ignorance, want.Ignorance) || !near(got.MIS, want.MIS) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if _, err := ScoreDraws(draws, map[CellKey][]float64{{99, 1}: {1}}); err == nil {
		t.Error("outcomes without draws were scored")
	}
	if err := w.Write(Area{ID: "North"}, Cell{}, nil); err == nil {
		t.Error("an area without number was written")
	}
	broken := errors.New("disk full")
	plan.Keep = func(Model, Cell, []float64) error { return broken }
	if _, err := Backtest(context.Background(), p, []Model{zeroModel}, plan); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}

func TestJoinAndEstimate(t *testing.T) {
	p, err := ReadPanel(strings.NewReader("area,period,count,low,high\nNorth,2017-01,2,1,3\nNorth,2017-02,,,\nSouth,2017-01,5,5,9\nSouth,2017-02,1,0,1\n"), "c", ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	high, err := p.Estimate("high")
	if err != nil || high.Series[0].Best[0] != 3 || p.Series[0].Best[0] != 2 {
		t.Errorf("%+v, %v", high, err)
	}
	i, err := p.Area("Both = North+south")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := p.Area("Both = North+south"); err != nil || again != i {
		t.Errorf("joined again: %d, %v", again, err)
	}
	for _, name := range []string{"Both=North+East", "Nor", "=North", ""} {
		if _, err := p.Area(name); err == nil {
			t.Errorf("area %q was found", name)
		}
	}
	s := p.Series[i]
	if s.Area.Level != Region || s.Best[0] != 7 || !(s.Best[1] != s.Best[1]) || s.Low[0] != 6 || s.High[0] != 12 {
		t.Errorf("%+v", s)
	}
	plain, err := ReadPanel(strings.NewReader(viewsTable), "c", ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plain.Estimate("low"); err == nil {
		t.Error("low estimates of a table that has none")
	}
}

// A toldSource yields given incidents.
type toldSource struct {
	list []Incident
	err  error
}

func (s toldSource) Incidents(context.Context) ([]Incident, Vintage, error) {
	return s.list, Vintage{Name: "ledger", SHA256: "aa"}, s.err
}

func TestCount(t *testing.T) {
	src := toldSource{list: []Incident{{ID: "1", Start: date(2017, 1, 2), End: date(2017, 1, 2), Country: "Karesia", Best: 4, Low: 4, High: 4}}}
	p, err := Count(context.Background(), src, ReadOptions{Target: Incidents, Unit: Week})
	if err != nil || p.Vintage.Last != "2017-W01" || p.Vintage.SHA256 != "aa" || !slices.Equal(p.Series[0].Best, []float64{1}) {
		t.Errorf("%+v, %v", p, err)
	}
	if d := p.Daily(0); len(d) != 7 || d[0] != 1 {
		t.Errorf("daily %v", d)
	}
	if _, err := Count(context.Background(), toldSource{err: errors.New("gone")}, ReadOptions{}); err == nil {
		t.Error("no error")
	}
	if _, err := Count(context.Background(), toldSource{}, ReadOptions{}); err == nil || !strings.Contains(err.Error(), "ledger") {
		t.Errorf("error %v", err)
	}
}

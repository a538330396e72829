package forecast

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/parquet-go/parquet-go"
)

// A CellKey names a country and month as ViEWS files do.
type CellKey struct{ CountryID, MonthID int }

// ReadDraws reads the draws of someone else's forecast in the form of the ViEWS
// challenge (month_id, country_id, outcome and a draw number; csv or parquet),
// so that it can be scored beside ours. A file of outcomes has one row a cell.
func ReadDraws(r io.Reader, name string, opt ReadOptions) (map[CellKey][]float64, error) {
	t, err := openTable(r, opt)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	country, month, value := t.column("country_id"), t.column("month_id"), t.column("outcome", "value", "ged_sb")
	if country < 0 || month < 0 || value < 0 {
		return nil, fmt.Errorf("reading %s: want columns country_id, month_id and outcome", name)
	}
	cells := map[CellKey][]float64{}
	var fault error
	err = t.each(func(row []string) {
		c, err1 := strconv.Atoi(wholeID(cell(row, country)))
		m, err2 := strconv.Atoi(wholeID(cell(row, month)))
		v, err3 := strconv.ParseFloat(cell(row, value), 64)
		if err1 != nil || err2 != nil || err3 != nil {
			fault = fmt.Errorf("row %d: country %q, month %q, outcome %q", t.row, cell(row, country), cell(row, month), cell(row, value))
			return
		}
		k := CellKey{c, m}
		cells[k] = append(cells[k], v)
	})
	if err == nil {
		err = fault
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return cells, nil
}

// A drawRow is one draw in the form of the ViEWS challenge.
type drawRow struct {
	Month   int64 `parquet:"month_id,delta"`
	Country int64 `parquet:"country_id,delta"`
	Draw    int32 `parquet:"draw,delta"`
	Outcome int64 `parquet:"outcome,delta"`
}

// A DrawWriter writes the draws of a backtest as parquet in the form of the
// ViEWS challenge (month_id, country_id, draw, outcome), so that others can score
// them.
type DrawWriter struct {
	w    *parquet.GenericWriter[drawRow]
	rows []drawRow
}

// NewDrawWriter returns a writer; Close ends the file.
func NewDrawWriter(w io.Writer) *DrawWriter {
	return &DrawWriter{w: parquet.NewGenericWriter[drawRow](w, parquet.Compression(&parquet.Zstd))}
}

// Write writes the draws of one cell. The area's id must be a number.
func (d *DrawWriter) Write(a Area, c Cell, draws []float64) error {
	id, err := strconv.ParseInt(a.ID, 10, 64)
	if err != nil {
		return fmt.Errorf("area %s has no number: draws are written for country-month tables", a.Name)
	}
	d.rows = d.rows[:0]
	for i, x := range draws {
		d.rows = append(d.rows, drawRow{int64(c.Period), id, int32(i), int64(x)})
	}
	_, err = d.w.Write(d.rows)
	return err
}

// Close writes the end of the file.
func (d *DrawWriter) Close() error { return d.w.Close() }

// A CellScore is the score of somebody's draws for one cell.
type CellScore struct {
	CellKey
	Cell Cell
}

// ScoreDraws scores draws against outcomes, a cell for each outcome that has
// draws, by month and country. Sets of other than 1000 draws are repeated to that
// for the ignorance score and used as they are for the others.
func ScoreDraws(draws, outcomes map[CellKey][]float64) ([]CellScore, error) {
	var out []CellScore
	for k, y := range outcomes {
		d := slices.Clone(draws[k])
		if len(d) == 0 {
			continue
		}
		if len(y) != 1 {
			return nil, fmt.Errorf("country %d, month %d has %d outcomes", k.CountryID, k.MonthID, len(y))
		}
		c := Cell{Actual: y[0], Period: k.MonthID}
		c.score(d, .5)
		out = append(out, CellScore{k, c})
	}
	if len(out) == 0 {
		return nil, errors.New("no outcome has draws")
	}
	slices.SortFunc(out, func(a, b CellScore) int {
		return cmp.Or(cmp.Compare(a.MonthID, b.MonthID), cmp.Compare(a.CountryID, b.CountryID))
	})
	return out, nil
}

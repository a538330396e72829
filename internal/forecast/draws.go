package forecast

import (
	"fmt"
	"io"
	"strconv"
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

package forecast

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A gatherer collects counts by area and period until the extent is known.
type gatherer struct {
	areas  map[string]int
	series []Area
	values []map[int][3]float64 // low, best, high by period
	first  int
	last   int
	any    bool
}

// add puts one count in its place, and reports whether the place was free.
func (g *gatherer) add(a Area, period int, v [3]float64) (bool, error) {
	i, ok := g.areas[a.ID]
	if !ok {
		if len(g.series) >= maxAreas {
			return false, fmt.Errorf("more than %d areas", maxAreas)
		}
		if g.areas == nil {
			g.areas = map[string]int{}
		}
		i = len(g.series)
		g.areas[a.ID] = i
		g.series = append(g.series, a)
		g.values = append(g.values, map[int][3]float64{})
	}
	if _, taken := g.values[i][period]; taken {
		return false, nil
	}
	g.values[i][period] = v
	if !g.any {
		g.first, g.last, g.any = period, period, true
	}
	g.first, g.last = min(g.first, period), max(g.last, period)
	if g.last-g.first >= maxPeriods {
		return false, fmt.Errorf("periods %d to %d: more than %d", g.first, g.last, maxPeriods)
	}
	return true, nil
}

// panel lays the counts out, with absent for places without a row.
func (g *gatherer) panel(u Unit, t Target, absent float64, bounded bool) (*Panel, error) {
	if !g.any {
		return nil, errors.New("no row could be read")
	}
	n := g.last - g.first + 1
	if n*len(g.series) > maxValues {
		return nil, fmt.Errorf("%d areas over %d periods: too large", len(g.series), n)
	}
	p := &Panel{Unit: u, Target: t, First: g.first}
	for i, a := range g.series {
		s := Series{Area: a, Best: fullOf(n, absent)}
		if bounded {
			s.Low, s.High = fullOf(n, absent), fullOf(n, absent)
		}
		for period, v := range g.values[i] {
			s.Best[period-g.first] = v[1]
			if bounded {
				s.Low[period-g.first], s.High[period-g.first] = v[0], v[2]
			}
		}
		p.Series = append(p.Series, s)
	}
	slices.SortStableFunc(p.Series, func(a, b Series) int { return compareID(a.Area.ID, b.Area.ID) })
	return p, nil
}

func fullOf(n int, v float64) []float64 {
	x := make([]float64, n)
	if v != 0 {
		fill(x, v)
	}
	return x
}

// compareID orders numbers as numbers and the rest as text.
func compareID(a, b string) int {
	x, err1 := strconv.Atoi(a)
	y, err2 := strconv.Atoi(b)
	if err1 == nil && err2 == nil {
		return cmp.Compare(x, y)
	}
	return cmp.Compare(a, b)
}

// readCountryMonths reads a table as ViEWS makes it. A blank count is unknown
// (the state did not exist), and so is a missing row.
func readCountryMonths(t *table, opt ReadOptions) (*Panel, error) {
	if opt.Unit != "" && opt.Unit != Month {
		return nil, fmt.Errorf("a table by month cannot be read by %s", opt.Unit)
	}
	if opt.Target == Incidents && opt.Column == "" {
		return nil, errors.New("this table counts deaths; name the column that counts incidents")
	}
	value := t.column(strings.ToLower(opt.Column))
	if opt.Column == "" {
		value = t.column("ged_sb", "ged_sb_best_sum_nokgi", "outcome", "value")
	}
	if value < 0 {
		return nil, fmt.Errorf("no column %q with counts", cmp.Or(opt.Column, "ged_sb"))
	}
	id, name := t.column("country_id"), t.column("name", "country_name", "country", "isoab")
	month, y, m := t.column("month_id"), t.column("year"), t.column("month")
	var g gatherer
	var fault error
	err := t.each(func(row []string) {
		if fault != nil {
			return
		}
		period, err := monthOf(cell(row, month), cell(row, y), cell(row, m))
		if err != nil {
			t.problems.add("row %d: %v", t.row, err)
			if period == 0 {
				return
			}
		}
		v, err := parseCount(cell(row, value))
		if err != nil {
			t.problems.add("row %d: %v", t.row, err)
			return
		}
		a := Area{ID: wholeID(cell(row, id)), Name: cell(row, name), Level: Country}
		if a.ID == "" {
			t.problems.add("row %d: no country_id", t.row)
			return
		}
		if a.Name == "" {
			a.Name = a.ID
		}
		free, err := g.add(a, period, [3]float64{v, v, v})
		fault = err
		if !free && err == nil {
			t.problems.add("row %d: %s %s is stated twice; the first is kept", t.row, a.Name, Month.Format(period))
		}
	})
	if err := errors.Join(err, fault); err != nil {
		return nil, err
	}
	return g.panel(Month, cmp.Or(opt.Target, Deaths), math.NaN(), false)
}

// monthOf prefers month_id: a public panel has its dates wrong by a year. It
// returns both a number and an error when the two disagree.
func monthOf(id, year, month string) (int, error) {
	y, err1 := strconv.Atoi(year)
	m, err2 := strconv.Atoi(month)
	dated := err1 == nil && err2 == nil && m >= 1 && m <= 12 && checkYear(y) == nil
	n, err := strconv.ParseFloat(id, 64)
	switch {
	case id == "" && dated:
		return (y-1980)*12 + m, nil
	case err != nil || n != math.Trunc(n) || math.Abs(n) > 3000:
		return 0, fmt.Errorf("month_id %q, year %q, month %q: no month", id, year, month)
	case dated && int(n) != (y-1980)*12+m:
		return int(n), fmt.Errorf("month_id %s is %s, but year and month say %d-%02d; month_id is kept", id, Month.Format(int(n)), y, m)
	}
	return int(n), nil
}

// wholeID undoes the ".0" that tables give to numbers.
func wholeID(s string) string { return strings.TrimSuffix(s, ".0") }

// parseCount reads a count; blank and NaN are unknown.
func parseCount(s string) (float64, error) {
	switch strings.ToLower(s) {
	case "", "na", "nan", "null", "none":
		return math.NaN(), nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || v < 0 || v > maxCount {
		return 0, fmt.Errorf("count %q: not a count", s)
	}
	return v, nil
}

// readPlain reads area,period,count with optional low and high. A blank count
// is unknown; an area-period without a row is zero, since such tables list what
// happened.
func readPlain(t *table, opt ReadOptions) (*Panel, error) {
	area, period := t.column("area"), t.column("period")
	value := t.column(cmp.Or(strings.ToLower(opt.Column), "count"), "value")
	low, high := t.column("low"), t.column("high")
	if value < 0 {
		return nil, errors.New("no column count beside area and period")
	}
	level := cmp.Or(opt.Level, Country)
	unit := opt.Unit
	var g gatherer
	var fault error
	err := t.each(func(row []string) {
		if fault != nil {
			return
		}
		name, when := cell(row, area), cell(row, period)
		if unit == "" {
			unit = Month
			if strings.Contains(strings.ToUpper(when), "-W") {
				unit = Week
			}
		}
		n, err := unit.Parse(when)
		if err != nil {
			t.problems.add("row %d: %v", t.row, err)
			return
		}
		best, err := parseCount(cell(row, value))
		if err != nil {
			t.problems.add("row %d: %v", t.row, err)
			return
		}
		v := [3]float64{best, best, best}
		for i, c := range []int{low, -1, high} {
			if x, err := parseCount(cell(row, c)); err == nil && !math.IsNaN(x) {
				v[i] = x
			}
		}
		a := Area{ID: name, Name: name, Level: level}
		if name == "" || CheckGrain(a, Month) != nil {
			t.problems.add("row %d: area %q: want a first-order unit or larger", t.row, name)
			return
		}
		free, err := g.add(a, n, v)
		fault = err
		if !free && err == nil {
			t.problems.add("row %d: %s %s is stated twice; the first is kept", t.row, name, when)
		}
	})
	if err := errors.Join(err, fault); err != nil {
		return nil, err
	}
	p, err := g.panel(unit, cmp.Or(opt.Target, Incidents), 0, low >= 0 && high >= 0)
	if err == nil {
		held := 0
		for _, m := range g.values {
			held += len(m)
		}
		if n := p.Len()*len(p.Series) - held; n > 0 {
			p.Problems = append(p.Problems, fmt.Sprintf("%d area-periods have no row and count as zero", n))
		}
	}
	return p, err
}

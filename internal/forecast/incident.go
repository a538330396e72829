package forecast

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// An Incident is what a count needs to know about one incident.
type Incident struct {
	ID         string
	Start, End time.Time // first and last day it may have happened
	Country    string
	FirstOrder string // province or the like; "" when only the country is known
	// Type is UCDP's type of violence (1 state-based, 2 non-state, 3 one-sided),
	// 0 when not said.
	Type            int
	Low, Best, High float64 // deaths
	NoToll          bool    // it is not known how many died, which is not none
	Lat, Long       float64
	// WherePrec and DatePrec are UCDP's precision codes, 1 exact, 0 not said.
	WherePrec, DatePrec int
}

// gedColumns is the order of the 49 columns of UCDP GED and Candidate files, for
// those that come without a header.
var gedColumns = strings.Fields(`id relid year active_year code_status type_of_violence
	conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name
	side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources
	source_article source_office source_date source_headline source_original where_prec
	where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid
	country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b
	deaths_civilians deaths_unknown best high low gwnoa gwnob`)

// readIncidents reads UCDP rows. Names of columns differ between releases:
// best_est up to 17.x, shapefile names cut at ten letters, and so on.
func readIncidents(t *table) ([]Incident, error) {
	id := t.column("id", "event_id", "event_id_cnty")
	start, end := t.column("date_start", "date", "event_date"), t.column("date_end")
	country, first := t.column("country", "country_name"), t.column("adm_1", "adm1", "admin1")
	kind := t.column("type_of_violence", "type_of_vi", "type")
	best := t.column("best", "best_est", "best_death", "best_estimate", "fatalities")
	low, high := t.column("low", "low_est", "low_death", "low_estimate"), t.column("high", "high_est", "high_death", "high_estimate")
	lat, long := t.column("latitude", "lat"), t.column("longitude", "long", "lon")
	where, date := t.column("where_prec", "where_prec_code", "geo_precision"), t.column("date_prec", "time_precision")
	for name, c := range map[string]int{"date_start": start, "country": country, "best": best} {
		if c < 0 {
			return nil, fmt.Errorf("no column %s: neither country-month counts, area,period,count, nor UCDP incidents", name)
		}
	}
	var list []Incident
	seen := map[string]bool{}
	err := t.each(func(row []string) {
		in := Incident{ID: cell(row, id), Country: cell(row, country), FirstOrder: cell(row, first)}
		var err error
		if in.Start, err = parseDate(cell(row, start)); err != nil {
			t.problems.add("row %d: %v", t.row, err)
			return
		}
		in.End = in.Start
		if s := cell(row, end); s != "" {
			if in.End, err = parseDate(s); err != nil || in.End.Before(in.Start) {
				t.problems.add("row %d: ends %q, begins %s; the beginning is kept", t.row, s, in.Start.Format(time.DateOnly))
				in.End = in.Start
			}
		}
		if err := in.setDeaths(cell(row, low), cell(row, best), cell(row, high)); err != nil {
			t.problems.add("row %d: %v", t.row, err)
			return
		}
		if in.Country == "" {
			t.problems.add("row %d: no country", t.row)
			return
		}
		if in.ID != "" && seen[in.ID] {
			t.problems.add("row %d: id %s is stated twice; the first is kept", t.row, in.ID)
			return
		}
		seen[in.ID] = true
		in.Type, _ = strconv.Atoi(cell(row, kind))
		in.Lat, _ = strconv.ParseFloat(cell(row, lat), 64)
		in.Long, _ = strconv.ParseFloat(cell(row, long), 64)
		in.WherePrec, _ = strconv.Atoi(cell(row, where))
		in.DatePrec, _ = strconv.Atoi(cell(row, date))
		list = append(list, in)
	})
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, errors.New("no incident could be read")
	}
	return list, nil
}

// setDeaths reads the three estimates; a missing bound is the best estimate.
func (in *Incident) setDeaths(low, best, high string) error {
	v, err := parseCount(best)
	if err != nil {
		return fmt.Errorf("best estimate: %w", err)
	}
	if !(v >= 0) {
		return errors.New("no best estimate of deaths")
	}
	in.Low, in.Best, in.High = v, v, v
	if x, err := parseCount(low); err == nil && x <= v {
		in.Low = x
	}
	if x, err := parseCount(high); err == nil && x >= v {
		in.High = x
	}
	return nil
}

// parseDate reads the day of a date such as 2023-10-02 or 2023-10-02
// 00:00:00.000.
func parseDate(s string) (time.Time, error) {
	day, _, _ := strings.Cut(strings.ReplaceAll(s, "T", " "), " ")
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return t, fmt.Errorf("date %q: want a form such as 2023-10-02", s)
	}
	return t, checkYear(t.Year())
}

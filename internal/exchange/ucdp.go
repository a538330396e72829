package exchange

import (
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// The UCDP Georeferenced Event Dataset (Uppsala Conflict Data Program, CC BY 4.0): 49 columns as version 23 has them.
var ucdpColumns = strings.Split("id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob", ",")

func (a About) ucdpRow(inc *tocsin.Incident, r row) (string, error) {
	dateCode, ok := UCDPDatePrecision(inc.When.Precision)
	if !ok {
		return "no date is known", nil
	}
	placeCode, ok := UCDPWherePrecision(inc.Where)
	if !ok {
		return "no place is known", nil
	}
	dead := withAttackers(inc, tocsin.Killed)
	if dead == nil || *dead == 0 {
		return "nobody is said to have died: UCDP holds events with deaths", nil
	}
	h := fnv.New64a()
	h.Write([]byte(inc.ID))
	r.set("id", strconv.FormatUint(h.Sum64()>>11, 10)) // 53 bits: whole in any program
	r.text("relid", inc.ID)
	r.number("year", inc.When.Start.Year)
	r.set("code_status", "tocsin: "+string(inc.Review))
	a.ucdpSides(inc, *dead, r)
	ucdpSources(inc, r)
	w := inc.Where
	r.number("where_prec", placeCode)
	for _, s := range []string{w.Settlement, w.Adm2, w.Adm1, wording.Country(w.Country)} {
		if s != "" {
			r.text("where_coordinates", s)
			break
		}
	}
	r.text("where_description", w.Text)
	r.text("adm_1", w.Adm1)
	r.text("adm_2", w.Adm2)
	r.degrees("latitude", w.Lat)
	r.degrees("longitude", w.Lon)
	if w.Lat != nil && w.Lon != nil {
		r.set("geom_wkt", fmt.Sprintf("POINT (%s %s)", strconv.FormatFloat(*w.Lon, 'f', -1, 64), strconv.FormatFloat(*w.Lat, 'f', -1, 64)))
		r.number("priogrid_gid", priogrid(*w.Lat, *w.Lon))
	}
	r.text("country", wording.Country(w.Country))
	r.set("region", regionOf(w.Country, ucdpRegions))
	r.set("event_clarity", "1")
	r.number("date_prec", dateCode)
	r.set("date_start", inc.When.Start.String()+" 00:00:00.000")
	r.set("date_end", inc.When.End.String()+" 00:00:00.000")
	return "", nil
}

// ucdpSides writes the type of violence, the sides and the deaths. A side that cannot be told stays blank, and its
// deaths are unknown ones; the four numbers add up to the best.
func (a About) ucdpSides(inc *tocsin.Incident, dead int, r row) {
	government := ""
	if inc.Where.Country != "" {
		government = "Government of " + wording.Country(inc.Where.Country)
	}
	ps := parties(inc)
	author, state := "", false
	if len(ps) > 0 {
		author = quoted(ps[0].actor)
		state = a.State != nil && a.State(ps[0].actor)
	}
	forces := slices.ContainsFunc(inc.Targets, func(t tocsin.TargetClass) bool {
		return slices.Contains([]tocsin.TargetClass{tocsin.TargetPolice, tocsin.TargetMilitary, tocsin.TargetOtherSecurity}, t)
	})
	groups := slices.Contains(inc.Targets, tocsin.TargetMilitants) || slices.Contains(inc.Targets, tocsin.TargetMilitia)
	typ, sideA, sideB := "", "", ""
	switch {
	case state && groups: // the state's forces against a group
		typ, sideA = "1", government
		if len(ps) > 1 && (a.State == nil || !a.State(ps[1].actor)) {
			sideB = quoted(ps[1].actor)
		}
	case forces && author != "" && !state && a.State != nil:
		typ, sideA, sideB = "1", government, author
	case groups && author != "" && a.State != nil:
		typ, sideA = "2", author
		if len(ps) > 1 {
			sideB = quoted(ps[1].actor)
		}
	case !forces && !groups && anyTarget(inc, unarmed) && author != "":
		typ, sideA, sideB = "3", author, "Civilians"
	}
	r.set("type_of_violence", typ)
	r.text("side_a", sideA)
	r.text("side_b", sideB)
	if sideA != "" && sideB != "" {
		r.text("dyad_name", sideA+" - "+sideB)
	}
	sum := func(groups ...tocsin.Group) int {
		n := 0
		for _, g := range groups {
			if b := best(inc, tocsin.Killed, g); b != nil {
				n += *b
			}
		}
		return n
	}
	inForces := sum(tocsin.GroupMilitary, tocsin.GroupPolice, tocsin.GroupSecurityForces)
	inGroup := sum(tocsin.GroupAttackers, tocsin.GroupMilitants)
	civil := sum(tocsin.GroupCivilians, tocsin.GroupOfficials)
	onA, onB := 0, 0
	switch typ {
	case "1":
		onA, onB = inForces, inGroup
	case "3":
		onA = sum(tocsin.GroupAttackers)
	}
	if onA+onB+civil > dead { // voices that do not agree: no split is given
		onA, onB, civil = 0, 0, 0
	}
	r.number("deaths_a", onA)
	r.number("deaths_b", onB)
	r.number("deaths_civilians", civil)
	r.number("deaths_unknown", dead-onA-onB-civil)
	r.number("best", dead)
	low, high := dead, &dead
	if t := tallyOf(inc, tocsin.Killed, tocsin.GroupAll); t != nil {
		low = min(t.Low, dead)
		high = t.High // nil where the voices leave it open
		if high != nil {
			h := max(*high, dead)
			high = &h
		}
	}
	r.number("low", low)
	r.count("high", high)
}

// ucdpSources writes the reports, in parallel lists parted by semicolons.
func ucdpSources(inc *tocsin.Incident, r row) {
	reps := reportsOf(inc)
	var articles, offices, dates, titles []string
	for _, rep := range reps {
		part := func(s string) string { return strings.ReplaceAll(cell(s), ";", ",") }
		offices = append(offices, part(rep.Outlet))
		dates = append(dates, rep.Published.String())
		titles = append(titles, part(rep.Title))
		articles = append(articles, `"`+strings.ReplaceAll(part(rep.Outlet)+","+rep.Published.String()+","+part(rep.Title), `"`, "'")+`"`)
	}
	r.number("number_of_sources", len(reps))
	r.text("source_article", strings.Join(articles, ";"))
	r.text("source_office", strings.Join(offices, ";"))
	r.text("source_date", strings.Join(dates, ";"))
	r.text("source_headline", strings.Join(titles, ";"))
	var said []string
	if t := tallyOf(inc, tocsin.Killed, tocsin.GroupAll); t != nil {
		for _, v := range t.Voices {
			if s := wording.Voice(v.Voice); v.Status == tocsin.TallyCounted && !slices.Contains(said, s) {
				said = append(said, s)
			}
		}
	}
	r.text("source_original", joined(said, "; "))
}

// priogrid returns the cell of half a degree that a point is in, numbered from the south-west by rows of 720.
func priogrid(lat, lon float64) int {
	line := min(int(math.Floor((lat+90)*2)), 359)
	column := min(int(math.Floor((lon+180)*2)), 719)
	return line*720 + column + 1
}

func formatUnix(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }

package web

import (
	"context"
	"encoding/json"
	"iter"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// An incidentFinder answers the workbench's questions about incidents.
type incidentFinder interface {
	Incidents(ctx context.Context, q tocsin.Query) (tocsin.Page[tocsin.Summary], error)
	Facets(ctx context.Context, q tocsin.Query) (tocsin.Facets, error)
	// Each yields the incidents of a query in full, whatever its cursor and limit.
	Each(ctx context.Context, q tocsin.Query) iter.Seq2[*tocsin.Incident, error]
	// Marks returns what the map draws at a zoom level. The query's box narrows the points and not the areas.
	Marks(ctx context.Context, q tocsin.Query, zoom float64) (tocsin.Marks, error)
	// Timeline counts incidents by "day", "week", "month" or "year", without gaps.
	Timeline(ctx context.Context, q tocsin.Query, unit string) ([]tocsin.Bin, error)
}

// incidentsBody is what the page of incidents shows.
type incidentsBody struct {
	Query  tocsin.Query
	Page   tocsin.Page[tocsin.Summary]
	Facets tocsin.Facets
	Path   string
	Chosen []chosen
	Kinds  []choice // with those chosen that no incident has
	Unit   string   // of the bins
	Bins   []tocsin.Bin
	Placed placed
	Whole  url.Values // the query without its page, for downloads
}

// Download returns where the incidents of the whole query are to be had in a format.
func (b incidentsBody) Download(format string) string {
	return strings.TrimSuffix("/v1/incidents."+format+"?"+b.Whole.Encode(), "?")
}

// A chosen is a filter in force and the address without it.
type chosen struct {
	Name, Value string
	Without     string
}

// A choice is a value of a facet and whether it is chosen.
type choice struct {
	tocsin.Facet
	On bool
}

// placed counts incidents by how exactly their place is known, so that nobody takes the map for the whole.
type placed struct {
	Points, Areas, Unplaced int
}

// incidents lists the incidents that an address asks for, with what the map and the timeline are drawn from.
func (s *Server) incidents(w http.ResponseWriter, r *http.Request) error {
	q, err := ParseQuery(r.URL.Query())
	if err != nil {
		return err
	}
	b := incidentsBody{Query: q, Path: r.URL.RequestURI(), Chosen: choices(q), Whole: whole(q)}
	ctx := r.Context()
	if b.Page, err = s.Incidents.Incidents(ctx, q); err != nil {
		return err
	}
	if b.Facets, err = s.Incidents.Facets(ctx, q); err != nil {
		return err
	}
	b.Kinds = kindChoices(q, b.Facets.Kinds)
	if b.Bins, b.Unit, err = s.timeline(ctx, q); err != nil {
		return err
	}
	m, err := s.Incidents.Marks(ctx, q, 0)
	if err != nil {
		return err
	}
	b.Placed = countPlaced(m)
	return s.show(w, r, "incidents", frame{Title: "Incidents", Nav: "incidents", Body: b})
}

// timeline returns the bins of a query in the unit that gives a legible number of bars.
func (s *Server) timeline(ctx context.Context, q tocsin.Query) ([]tocsin.Bin, string, error) {
	const few = 130 // bars of a few pixels on the width of a map
	months, err := s.Incidents.Timeline(ctx, q, "month")
	if err != nil {
		return nil, "", err
	}
	unit := "month"
	switch n := len(months); {
	case n <= 4:
		unit = "day"
	case n*4 <= few:
		unit = "week"
	case n > 2*few:
		unit = "year"
	}
	if unit == "month" {
		return months, unit, nil
	}
	bins, err := s.Incidents.Timeline(ctx, q, unit)
	return bins, unit, err
}

// marks answers the map: what it draws where it looks, as JSON. Besides a query's names, zoom is the map's zoom level and
// view what it shows, as a box; a query's own box comes first.
func (s *Server) marks(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	q, err := ParseQuery(v)
	if err != nil {
		return err
	}
	zoom, err := strconv.ParseFloat(v.Get("zoom"), 64)
	if err != nil || !(zoom >= 0 && zoom <= 24) {
		return badRequest("zoom: want a number from 0 to 24")
	}
	if view := v.Get("view"); view != "" && q.Box == nil {
		if q.Box, err = boxOf(view); err != nil {
			return err
		}
	}
	m, err := s.Incidents.Marks(r.Context(), q, zoom)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-cache")
	return json.NewEncoder(w).Encode(m)
}

func countPlaced(m tocsin.Marks) placed {
	p := placed{Unplaced: m.Unplaced}
	for _, x := range m.Points {
		p.Points += x.N
	}
	for _, x := range m.Areas {
		p.Areas += x.N
	}
	return p
}

// whole is a query's address without the page that is shown.
func whole(q tocsin.Query) url.Values {
	q.Cursor, q.Limit = "", 0
	return Encode(q)
}

// choices lists the filters in force, in the order of the form.
func choices(q tocsin.Query) []chosen {
	all := whole(q)
	var out []chosen
	add := func(name, value string, keys ...string) {
		if value == "" {
			return
		}
		without := url.Values{}
		for k, v := range all {
			if !slices.Contains(keys, k) {
				without[k] = v
			}
		}
		out = append(out, chosen{Name: name, Value: value, Without: address(without)})
	}
	add("words", q.Text, "q")
	add("place", q.Place, "place")
	add("country", wording.Country(q.Country), "country", "adm1")
	add("province", q.Adm1, "adm1")
	if q.Box != nil {
		add("map", boxWords(*q.Box), "bbox")
	}
	add("from", q.From.String(), "from")
	add("to", q.To.String(), "to")
	for _, k := range q.Kinds {
		rest := url.Values{}
		for name, v := range all {
			if name != "kind" {
				rest[name] = v
			}
		}
		for _, other := range q.Kinds {
			if other != k {
				rest.Add("kind", string(other))
			}
		}
		out = append(out, chosen{Name: "kind", Value: wording.Value(k), Without: address(rest)})
	}
	add("weapon", wording.Value(q.Weapon), "weapon")
	add("target", wording.Value(q.Target), "target")
	add("actor", q.Actor, "actor")
	add("claim", wording.Value(q.Claim), "claim")
	add("review", wording.Value(q.Review), "review")
	add("outlet", q.Outlet, "outlet")
	if q.Killed > 0 {
		add("killed", "at least "+strconv.Itoa(q.Killed), "killed")
	}
	return out
}

func address(v url.Values) string {
	if len(v) == 0 {
		return "/"
	}
	return "/?" + v.Encode()
}

// boxWords says a box in whole degrees, or tenths of a small one.
func boxWords(b tocsin.Box) string {
	decimals := 0
	if math.Abs(b.North-b.South) < 3 {
		decimals = 1
	}
	side := func(v float64, plus, minus string) string {
		if v < 0 {
			plus = minus
		}
		return strconv.FormatFloat(math.Abs(v), 'f', decimals, 64) + "° " + plus
	}
	return side(b.South, "N", "S") + " to " + side(b.North, "N", "S") + ", " + side(b.West, "E", "W") + " to " + side(b.East, "E", "W")
}

// kindChoices are the kinds that incidents have and those that are chosen.
func kindChoices(q tocsin.Query, facets []tocsin.Facet) []choice {
	var out []choice
	for _, f := range facets {
		out = append(out, choice{f, slices.Contains(q.Kinds, tocsin.Kind(f.Value))})
	}
	for _, k := range q.Kinds {
		if !slices.ContainsFunc(facets, func(f tocsin.Facet) bool { return f.Value == string(k) }) {
			out = append(out, choice{tocsin.Facet{Value: string(k)}, true})
		}
	}
	return out
}

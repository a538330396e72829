package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/tocsin-org/tocsin"
)

// An outlooker counts, describes and forecasts.
type outlooker interface {
	// Areas lists the areas of a level that have counts, those with most first.
	Areas(ctx context.Context, level string) ([]Area, error)
	// Outlook describes an area's counts and carries them forward, without entering anything.
	Outlook(ctx context.Context, q OutlookQuery) (*Outlook, error)
	// Issue enters the forecast that Outlook shows into the ledger, to be scored when its periods close.
	Issue(ctx context.Context, q OutlookQuery) (tocsin.Forecast, error)
	// Record tells how issued forecasts and predictions have done.
	Record(ctx context.Context) ([]Standing, error)
}

// An OutlookQuery asks for an area's past and prospects.
type OutlookQuery struct {
	Area    string // id or name
	Level   string // country or first-order; nothing finer is forecast
	Target  string // incidents or deaths
	Unit    string // month or week; nothing shorter is forecast
	Horizon int    // periods ahead, 1 to 24
}

// An Area is a place with counts.
type Area struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Level string `json:"level"`
	N     int    `json:"n"` // incidents counted
}

// An Outlook is an area's past and prospects, with what keeps a reader from taking a forecast for more than it is.
type Outlook struct {
	Forecast tocsin.Forecast   `json:"forecast"`
	History  []Point           `json:"history"`
	Past     []tocsin.Forecast `json:"past"`     // issued earlier, of the same counts
	Segments []Segment         `json:"segments"` // stretches between change points
	Notes    []Note            `json:"notes"`    // base rate, model, skill, calibration, record, why
	Warnings []string          `json:"warnings"` // what may make a change of counting look like one on the ground
	Problems []string          `json:"problems"` // what was left out of the counts
	Notice   string            `json:"notice"`
}

// A Point is the count of a period, nil if it is not known.
type Point struct {
	Period string   `json:"period"`
	Count  *float64 `json:"count"`
}

// A Segment is a stretch of periods without a change of level.
type Segment struct {
	From   string  `json:"from"`
	To     string  `json:"to"`
	Mean   float64 `json:"mean"`
	Change string  `json:"change"` // against the stretch before, "" for the first
}

// A Note is a labelled line of words.
type Note struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

// A Standing is how the forecasts of one model or voice for one area have done. Scores are means over closed periods.
type Standing struct {
	By       string  `json:"by"`
	Area     string  `json:"area"`
	Name     string  `json:"name"`
	Target   string  `json:"target"`
	Unit     string  `json:"unit"`
	Hindcast bool    `json:"hindcast"` // its periods were over when it was issued
	Issued   int     `json:"issued"`
	Open     int     `json:"open"`
	Closed   int     `json:"closed"`
	Brier    float64 `json:"brier"`
	CRPS     float64 `json:"crps,omitempty"`
	Base     float64 `json:"base_crps,omitempty"`
	Skill    float64 `json:"skill,omitempty"`
	IGN      float64 `json:"ign,omitempty"`
	Cover50  float64 `json:"cover50,omitempty"`
	Cover90  float64 `json:"cover90,omitempty"`
}

// DefaultHorizon is how many periods ahead are forecast if nothing is said.
const DefaultHorizon = 6

// ParseOutlookQuery reads area, level, target, by and horizon from the query of an address.
func ParseOutlookQuery(v url.Values) (OutlookQuery, error) {
	q := OutlookQuery{Area: clip(v.Get("area")), Level: v.Get("level"), Target: v.Get("target"), Unit: v.Get("by")}
	for _, c := range []struct {
		name string
		at   *string
		one  []string
	}{{"level", &q.Level, []string{"country", "first-order"}}, {"target", &q.Target, []string{"incidents", "deaths"}}, {"by", &q.Unit, []string{"month", "week"}}} {
		if *c.at == "" {
			*c.at = c.one[0]
		}
		if !slices.Contains(c.one, *c.at) {
			return q, badRequest(fmt.Sprintf("%s: want %s or %s; nothing finer is forecast", c.name, c.one[0], c.one[1]))
		}
	}
	var err error
	if q.Horizon, err = countOf(v, "horizon", 24); err != nil {
		return q, err
	}
	if q.Horizon == 0 {
		q.Horizon = DefaultHorizon
	}
	return q, nil
}

// forecastBody is what the page of forecasts shows.
type forecastBody struct {
	Query   OutlookQuery
	Areas   []Area
	Outlook *Outlook
	Chart   fan
	Issued  bool // just now
}

// forecastPage shows an area's past and prospects, or which areas there are.
func (s *Server) forecastPage(w http.ResponseWriter, r *http.Request) error {
	q, err := ParseOutlookQuery(r.URL.Query())
	if err != nil {
		return err
	}
	b := forecastBody{Query: q, Issued: r.URL.Query().Has("issued")}
	if b.Areas, err = s.Outlooks.Areas(r.Context(), q.Level); err != nil {
		return err
	}
	title := "Forecast"
	if q.Area != "" {
		if b.Outlook, err = s.Outlooks.Outlook(r.Context(), q); err != nil {
			return err
		}
		b.Chart = fanOf(b.Outlook)
		title = b.Outlook.Forecast.Name + ", " + title
	}
	return s.show(w, r, "forecast", frame{Title: title, Nav: "forecast", Body: b})
}

// issueForecast enters the forecast that the page shows.
func (s *Server) issueForecast(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return badRequest("the form could not be read")
	}
	q, err := ParseOutlookQuery(r.PostForm)
	if err != nil {
		return err
	}
	if _, err := s.Outlooks.Issue(r.Context(), q); err != nil {
		return err
	}
	v := url.Values{"area": {q.Area}, "level": {q.Level}, "target": {q.Target}, "by": {q.Unit}, "horizon": {fmt.Sprint(q.Horizon)}, "issued": {"1"}}
	http.Redirect(w, r, "/forecast?"+v.Encode(), http.StatusSeeOther)
	return nil
}

// forecastRecord shows how forecasts and predictions have done.
func (s *Server) forecastRecord(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Outlooks.Record(r.Context())
	if err != nil {
		return err
	}
	return s.show(w, r, "record", frame{Title: "Record of forecasts", Nav: "forecast", Body: list})
}

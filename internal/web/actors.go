package web

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// An actorFinder answers the workbench's questions about actors.
type actorFinder interface {
	Actors(ctx context.Context, text, cursor string, limit int) (tocsin.Page[tocsin.ActorSummary], error)
	// Actor returns what is known of an actor on a day, of all days if the day is zero. An actor that nothing tells of is
	// tocsin.ErrNotFound.
	Actor(ctx context.Context, name string, on tocsin.Date) (*Profile, error)
	// Ties returns the ties between all actors that were in force on a day, or ever if the day is zero.
	Ties(ctx context.Context, on tocsin.Date) ([]SourcedTie, error)
}

// A SourcedTie is a tie between two actors and where it is from: a published source, or a report of the ledger.
type SourcedTie struct {
	tocsin.Tie
	Source string      `json:"source"`
	Report string      `json:"report,omitempty"`
	Known  tocsin.Date `json:"known,omitzero"` // of a tie told by a report: its day
}

// A SourcedDesignation is a label that somebody gave an actor, as a report or a list tells it.
type SourcedDesignation struct {
	tocsin.Designation
	Start  string      `json:"start,omitempty"` // of a list: partial ISO dates
	End    string      `json:"end,omitempty"`
	Source string      `json:"source"`
	Report string      `json:"report,omitempty"`
	Known  tocsin.Date `json:"known,omitzero"`
}

// A Profile is what is known of an actor. It is for comparison: likeness is no evidence of who did something.
type Profile struct {
	Name         string               `json:"name"`
	Names        []string             `json:"names"` // other names of it
	On           tocsin.Date          `json:"on,omitzero"`
	Ties         []SourcedTie         `json:"ties"` // all that begin by On, also those that ended
	Designations []SourcedDesignation `json:"designations"`
	Claimed      int                  `json:"claimed"`
	Attributed   int                  `json:"attributed"` // and not claimed
	Denied       int                  `json:"denied"`
	Contested    int                  `json:"contested"`
	Kinds        []Share              `json:"kinds"`
	Weapons      []Share              `json:"weapons"`
	Targets      []Share              `json:"targets"`
	Countries    []Share              `json:"countries"`
	Days         []tocsin.Date        `json:"days"` // of its incidents
}

// A Share is how many incidents of an actor have a value, beside how many of all incidents have it.
type Share struct {
	Value string  `json:"value"`
	N     int     `json:"n"`
	Share float64 `json:"share"` // of the actor's incidents, 0 to 1
	All   float64 `json:"all"`   // of all actors' incidents, -1 if it is not counted
}

// actorsBody is what the page of actors shows.
type actorsBody struct {
	Text string
	Page tocsin.Page[tocsin.ActorSummary]
	Path string
}

// actors lists the actors that anybody names as responsible.
func (s *Server) actors(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	b := actorsBody{Text: clip(v.Get("q")), Path: r.URL.RequestURI()}
	var err error
	if b.Page, err = s.Actors.Actors(r.Context(), b.Text, v.Get("cursor"), 100); err != nil {
		return err
	}
	return s.show(w, r, "actors", frame{Title: "Actors", Nav: "actors", Body: b})
}

// actorBody is what the page of one actor shows.
type actorBody struct {
	*Profile
	Lanes     lanes
	Incidents tocsin.Page[tocsin.Summary]
}

// actor shows what is known of one actor.
func (s *Server) actor(w http.ResponseWriter, r *http.Request) error {
	on, err := dateOf(r.URL.Query(), "on")
	if err != nil {
		return err
	}
	b := actorBody{}
	name := r.PathValue("name")
	if b.Profile, err = s.Actors.Actor(r.Context(), name, on); err != nil {
		return err
	}
	if b.Incidents, err = s.Incidents.Incidents(r.Context(), tocsin.Query{Actor: b.Name, To: on, Limit: 20}); err != nil {
		return err
	}
	b.Lanes = lanesOf(b.Profile)
	return s.show(w, r, "actor", frame{Title: b.Name, Nav: "actors", Body: b})
}

// tiesBody is what the page of the graph of ties shows.
type tiesBody struct {
	On   tocsin.Date
	Ties []SourcedTie
}

// ties shows who is tied to whom.
func (s *Server) ties(w http.ResponseWriter, r *http.Request) error {
	b, err := s.tiesOf(r)
	if err != nil {
		return err
	}
	return s.show(w, r, "ties", frame{Title: "Ties between actors", Nav: "actors", Body: b})
}

// tiesJSON is what the graph of ties is drawn from.
func (s *Server) tiesJSON(w http.ResponseWriter, r *http.Request) error {
	b, err := s.tiesOf(r)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(b.Ties)
}

func (s *Server) tiesOf(r *http.Request) (b tiesBody, err error) {
	if b.On, err = dateOf(r.URL.Query(), "on"); err != nil {
		return b, err
	}
	b.Ties, err = s.Actors.Ties(r.Context(), b.On)
	return b, err
}

// lanes is the geometry of an actor's time: a lane for each tie and designation, and one for its incidents.
type lanes struct {
	Width, Height float64
	Left, Right   float64
	Years         []fanTick
	Rows          []lane
	Ticks         string // strokes of incidents, as a path has them
}

type lane struct {
	Y, X, W float64
	Label   string
	Open    bool // goes on as far as is known
	Undated bool
	Class   string // relation, or designation
}

const laneHeight = 22

// lanesOf lays out an actor's time.
func lanesOf(p *Profile) lanes {
	l := lanes{Width: 880, Left: 8, Right: 872}
	first, last := 9999, 0
	see := func(year int) {
		if year > 0 {
			first, last = min(first, year), max(last, year)
		}
	}
	for _, t := range p.Ties {
		see(yearOf(t.Start))
		see(yearOf(t.End))
	}
	for _, d := range p.Days {
		see(d.Year)
	}
	if last == 0 {
		return l
	}
	last++
	first = max(first, last-60)
	x := func(year float64) float64 {
		return l.Left + (l.Right-l.Left)*(min(max(year, float64(first)), float64(last))-float64(first))/float64(last-first)
	}
	ties := slices.Clone(p.Ties)
	slices.SortStableFunc(ties, func(a, b SourcedTie) int { return strings.Compare(a.Start, b.Start) })
	y := 24.0
	for _, t := range ties {
		from, to := fraction(t.Start), fraction(t.End)
		other := t.To
		if strings.EqualFold(other, p.Name) {
			other = t.From
		}
		row := lane{Y: y, Label: strings.ReplaceAll(string(t.Relation), "_", " ") + " – " + other, Class: string(t.Relation), Undated: from == 0, Open: to == 0}
		if from == 0 {
			from = float64(first)
		}
		if to == 0 {
			to = float64(last)
		}
		row.X = x(from)
		row.W = max(3, x(to)-row.X)
		l.Rows = append(l.Rows, row)
		y += laneHeight
	}
	l.Height = y + 28
	l.Ticks = strokes(p.Days, y+4, l.Height, x)
	every := max(1, (last-first)/12)
	for yr := first; yr < last; yr += every {
		l.Years = append(l.Years, fanTick{x(float64(yr)), strconv.Itoa(yr)})
	}
	return l
}

// strokes draws a stroke for each day in order. Thousands of them are one path, and those that would lie within half a unit
// of each other one stroke.
func strokes(days []tocsin.Date, top, bottom float64, x func(year float64) float64) string {
	var path []byte
	last := -1.0
	for i, d := range days {
		if i > 0 && d == days[i-1] {
			continue
		}
		at := math.Round(2*x(float64(d.Year)+float64(d.Month-1)/12+float64(d.Day-1)/366)) / 2
		if at == last {
			continue
		}
		last = at
		path = fmt.Appendf(path, "M%g %gV%g", at, top, bottom)
	}
	return string(path)
}

// yearOf returns the year of a partial date, 0 if there is none.
func yearOf(s string) int {
	if len(s) < 4 {
		return 0
	}
	y, err := strconv.Atoi(s[:4])
	if err != nil || y < 1 {
		return 0
	}
	return y
}

// fraction returns a partial date as years and parts of one, 0 if there is none.
func fraction(s string) float64 {
	y := float64(yearOf(s))
	if y == 0 {
		return 0
	}
	var month, day int
	if len(s) >= 7 {
		fmt.Sscanf(s[5:7], "%d", &month)
	}
	if len(s) >= 10 {
		fmt.Sscanf(s[8:10], "%d", &day)
	}
	return y + float64(max(month-1, 0))/12 + float64(max(day-1, 0))/366
}

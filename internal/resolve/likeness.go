package resolve

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// A Likeness is how an incident resembles what is said of an actor. It is for comparison and is no evidence of who did
// it: many actors do alike, and what is known of an actor is what others say of it.
type Likeness struct {
	Incident *tocsin.Incident
	// Score is the sum of the reasons: how much more often the like is said of the actor than of anybody, as a
	// logarithm, and how near the actor's nearest incident is.
	Score   float64
	Reasons []tocsin.Reason // the weightiest first
}

// Alike returns the incidents that most resemble those of an actor, the most alike first, at most n. own are the
// incidents that the actor claims or that somebody attributes to it; all are those compared, own among them, which are
// left out. Without own there is nothing to compare with.
func Alike(own, all []*tocsin.Incident, n int) []Likeness {
	if len(own) == 0 {
		return nil
	}
	near := own[max(0, len(own)-mostNear):]
	mine := map[string]bool{}
	for _, inc := range own {
		mine[inc.ID] = true
	}
	of, among := habitsOf(own), habitsOf(all)
	var out []Likeness
	for _, inc := range all {
		if mine[inc.ID] {
			continue
		}
		l := Likeness{Incident: inc}
		of.compare(&l, among)
		l.nearest(near)
		slices.SortStableFunc(l.Reasons, func(a, b tocsin.Reason) int {
			return cmp.Or(cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)), cmp.Compare(a.Text, b.Text))
		})
		if l.Score > 0 {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b Likeness) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Incident.ID, b.Incident.ID))
	})
	return out[:min(n, len(out))]
}

// habits are how many incidents have a value.
type habits struct {
	n                       float64
	kinds, weapons, targets map[string]float64
}

func habitsOf(incs []*tocsin.Incident) habits {
	h := habits{float64(len(incs)), map[string]float64{}, map[string]float64{}, map[string]float64{}}
	for _, inc := range incs {
		h.kinds[string(inc.Kind)]++
		for _, w := range inc.Weapons {
			h.weapons[string(w)]++
		}
		for _, t := range inc.Targets {
			h.targets[string(t)]++
		}
	}
	return h
}

// mostNear bounds to how many of the actor's incidents, the last given, each other is measured in place and time.
const mostNear = 500

// few is how many incidents a share is held to rest on beforehand: of three incidents nothing is a habit.
const few = 5

// compare weighs what an incident has against how often the actor's incidents and all incidents have it.
func (h habits) compare(l *Likeness, all habits) {
	weigh := func(what, value string, own, any float64) {
		base := (any + 1) / (all.n + 2)
		share := (own + few*base) / (h.n + few)
		if w := math.Log(share / base); math.Abs(w) >= 0.05 {
			l.add(w, "%s: %s is %.0f%% of the actor's incidents, %.0f%% of all", what, strings.ReplaceAll(value, "_", " "), 100*own/h.n, 100*any/max(all.n, 1))
		}
	}
	weigh("kind", string(l.Incident.Kind), h.kinds[string(l.Incident.Kind)], all.kinds[string(l.Incident.Kind)])
	for _, w := range l.Incident.Weapons {
		weigh("weapon", string(w), h.weapons[string(w)], all.weapons[string(w)])
	}
	for _, t := range l.Incident.Targets {
		weigh("target", string(t), h.targets[string(t)], all.targets[string(t)])
	}
}

func (l *Likeness) add(weight float64, format string, args ...any) {
	l.Score += weight
	l.Reasons = append(l.Reasons, tocsin.Reason{Text: fmt.Sprintf(format, args...), Weight: round3(weight)})
}

// nearest weighs how near the nearest of the actor's incidents is in place and in time: 2 for the same place, less by one
// for each tenfold distance beyond 10 km; 1 for the same days, less by one for each tenfold beyond 30 days.
func (l *Likeness) nearest(own []*tocsin.Incident) {
	w := l.Incident.Where
	best, days := math.Inf(1), math.Inf(1)
	sameCountry := false
	for _, o := range own {
		sameCountry = sameCountry || w.Country != "" && o.Where.Country == w.Country
		if w.Lat != nil && w.Lon != nil && o.Where.Lat != nil && o.Where.Lon != nil {
			best = min(best, km(*w.Lat, *w.Lon, *o.Where.Lat, *o.Where.Lon))
		}
		if !l.Incident.When.Start.IsZero() && !o.When.Start.IsZero() {
			days = min(days, math.Abs(float64(l.Incident.When.Start.Sub(o.When.Start))))
		}
	}
	switch {
	case !math.IsInf(best, 1):
		l.add(2-max(0, math.Log10(best/10)), "%.0f km from the nearest of the actor's incidents", best)
	case sameCountry:
		l.add(0.5, "in a country of the actor's incidents")
	case w.Country != "":
		l.add(-1, "in a country where no incident is said of the actor")
	}
	if !math.IsInf(days, 1) {
		l.add(1-max(0, math.Log10((days+1)/30)), "%.0f days from the nearest of the actor's incidents", days)
	}
}

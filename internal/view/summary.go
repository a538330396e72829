package view

import (
	"math"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// maxSaid is how many statements a summary holds.
const maxSaid = 4

// summarize returns what lists say of an incident.
func summarize(c *tocsin.Concluded) tocsin.Summary {
	inc := c.Incident
	s := tocsin.Summary{
		ID: inc.ID, Kind: inc.Kind, Stage: inc.Stage, When: inc.When, Where: inc.Where, Killed: rangeOf(inc, tocsin.Killed), Injured: rangeOf(inc, tocsin.Injured),
		Claim: c.Claim, Review: inc.Review, Accounts: len(inc.Accounts), Disputes: len(inc.Disputes),
	}
	s.When.Evidence, s.Where.Evidence = nil, nil
	reports, origins := map[string]bool{}, map[string]bool{}
	for _, a := range inc.Accounts {
		reports[a.Report], origins[a.Origin] = true, true
		if !a.Published.IsZero() && (s.Known.IsZero() || a.Published.Before(s.Known)) {
			s.Known = a.Published
		}
	}
	s.Reports, s.Origins = len(reports), len(origins)
	seen := map[string]bool{}
	for _, said := range inc.Statements {
		key := string(said.Stance) + " " + strings.ToLower(said.Actor)
		if seen[key] || len(s.Said) == maxSaid {
			continue
		}
		seen[key] = true
		said.Evidence = nil
		s.Said = append(s.Said, said)
	}
	return s
}

// rangeOf returns the number of all people who came to that harm, nil if no account tells it.
func rangeOf(inc *tocsin.Incident, e tocsin.Effect) *tocsin.Range {
	for _, f := range inc.Figures {
		if f.Effect == e && f.Group == tocsin.GroupAll {
			return &tocsin.Range{Best: f.Best, Low: f.Low, High: f.High}
		}
	}
	return nil
}

// A toll is a number killed with its bounds; nil where it is not known, of high also where it is open above.
type toll struct{ low, best, high *int }

// tollOf returns the number killed for counts: the total; without one, the dead are at least those of the largest group.
func tollOf(inc *tocsin.Incident) toll {
	var out toll
	for _, t := range inc.Figures {
		if t.Effect == tocsin.Killed && t.Best != nil {
			if out.best == nil || *t.Best > *out.best {
				out = toll{&t.Low, t.Best, t.High}
			}
			if t.Group == tocsin.GroupAll {
				break // it comes first
			}
		}
	}
	return out
}

// reviewed reports whether people have looked at the incident since the last of its reports came.
func reviewed(c *tocsin.Concluded) bool {
	for _, d := range c.Incident.Decisions {
		if d.Undone == "" && d.What != tocsin.Undo && !c.Entered.After(d.At) {
			return true
		}
	}
	return false
}

// weightOf says how much hangs on an incident: 1 for itself, one more for each doubling of the dead, 1 if somebody claims
// it or is blamed, and 1 if a single origin carries it, so that no other report can put an error right.
func weightOf(s *tocsin.Summary, inc *tocsin.Incident) float64 {
	w := 1.0
	if s.Killed != nil {
		n := s.Killed.Low
		if s.Killed.Best != nil {
			n = *s.Killed.Best
		}
		w += math.Log2(1 + float64(n))
	}
	for _, st := range inc.Statements {
		if st.Stance == tocsin.StanceClaim || st.Stance == tocsin.StanceAttribution {
			w++
			break
		}
	}
	if s.Origins == 1 {
		w++
	}
	return w
}

// How doubtful a coding is by what stands in it: each is the chance, by judgement, that a reviewer would mend something.
// They are joined as independent chances, 1 − Π(1 − d).
const (
	doubtProblem  = 0.1
	doubtHedged   = 0.05
	doubtPossible = 0.1
	doubtDispute  = 0.1
	maxDisputes   = 5
)

var placeDoubt = map[tocsin.PlacePrecision]float64{
	tocsin.PlaceDistrict: 0.05, tocsin.PlaceProvince: 0.15, tocsin.PlaceArea: 0.15, tocsin.PlaceSeaOrAir: 0.1, tocsin.PlaceCountry: 0.3, tocsin.PlaceUnknown: 0.4,
}

var dateDoubt = map[tocsin.DatePrecision]float64{
	tocsin.DateDays: 0.05, tocsin.DateWeek: 0.1, tocsin.DateMonth: 0.2, tocsin.DateYear: 0.3, tocsin.DateUnknown: 0.4,
}

// codingDoubt returns the doubt that a record shows by itself: its problems, hedged statements, and the least exact place
// and day among its news.
func codingDoubt(r *tocsin.Coded) float64 {
	sure := math.Pow(1-doubtProblem, float64(len(problemsOf(r))))
	if r.Record == nil {
		return 1 - sure
	}
	place, date := 0.0, 0.0
	for _, a := range r.Record.Accounts {
		for _, s := range a.Responsibility {
			switch s.Certainty {
			case tocsin.Hedged:
				sure *= 1 - doubtHedged
			case tocsin.Possible:
				sure *= 1 - doubtPossible
			}
		}
		if !a.Background {
			place, date = max(place, placeDoubt[a.Where.Precision]), max(date, dateDoubt[a.When.Precision])
		}
	}
	return 1 - sure*(1-place)*(1-date)
}

func problemsOf(r *tocsin.Coded) []tocsin.Problem {
	if r.Record == nil {
		return r.Report.Problems
	}
	return r.Record.Notes
}

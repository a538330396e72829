package forecast

import (
	"fmt"
	"math"
	"strings"
)

// A BaseRate is how things usually are in an area: what any forecast should be
// read against.
type BaseRate struct {
	Periods int     `json:"periods"` // looked back over, at most 60
	Mean    float64 `json:"mean"`
	// Any and Many are the shares of periods with at least 1 and at least 25.
	Any  float64 `json:"any"`
	Many float64 `json:"many"`
}

// Base returns the base rate of an area over its last 60 known periods.
func (p *Panel) Base(area int) BaseRate {
	x := known(p.Series[area].Best, 60)
	b := BaseRate{Periods: len(x)}
	n := float64(max(1, len(x)))
	for _, v := range x {
		b.Mean += v / n
		b.Any += indicator(v >= Thresholds[0]) / n
		b.Many += indicator(v >= Thresholds[1]) / n
	}
	return b
}

// A Why says what a forecast rests on, for the reader.
type Why struct {
	Last   float64 `json:"last"`
	Mean3  float64 `json:"mean3"`
	Mean12 float64 `json:"mean12"`
	Mean60 float64 `json:"mean60"`
	Any12  float64 `json:"any12"`  // share of the last 12 periods with any
	Since  int     `json:"since"`  // periods since the last count above 0
	Max12  float64 `json:"max12"`  // highest of the last 12
	Fading float64 `json:"fading"` // mean with weights halving every 4 periods
	// Changes are the latest change points, at most two, newest first.
	Changes    []Segment   `json:"changes,omitempty"`
	Excitation *Excitation `json:"excitation,omitempty"`
}

// Explain gathers what is known of an area at the end of the panel. The
// excitation is nil where there are too few incidents; daily may hold daily
// counts to fit it to, or nil to use the panel's own.
func Explain(p *Panel, area int, daily []float64) Why {
	best := p.Series[area].Best
	past, t := newPast(best), p.Len()-1
	w := Why{Last: past.x[t], Mean3: past.mean(past.sum, t, 3), Mean12: past.mean(past.sum, t, 12), Mean60: past.mean(past.sum, t, 60),
		Any12: past.mean(past.nz, t, 12), Since: int(past.since[t]), Max12: past.max12[t], Fading: past.fading[t]}
	segs := Segments(best, p.Unit, p.Target, p.First)
	for i := len(segs) - 1; i > 0 && len(w.Changes) < 2; i-- {
		w.Changes = append(w.Changes, segs[i])
	}
	x, u := known(best, excitationSpan), p.Unit
	if daily != nil {
		x, u = daily, Day
	}
	if daily != nil || p.Target == Incidents && u == Week {
		w.Excitation, _ = FitExcitation(x, u, true) // nil: too few to say
	}
	return w
}

// Lines tells the why in a few lines.
func (w Why) Lines(u Unit, t Target) []string {
	out := []string{fmt.Sprintf("history: last %s %s, mean of 3 %s, of 12 %s, of 60 %s; %.0f %% of the last 12 had any; highest %s",
		u, number(w.Last), number(w.Mean3), number(w.Mean12), number(w.Mean60), 100*w.Any12, number(w.Max12))}
	if w.Since > 0 {
		out[0] += fmt.Sprintf("; none for %d %ss", w.Since, u)
	}
	var changes []string
	for _, s := range w.Changes {
		changes = append(changes, fmt.Sprintf("%s (%s)", s.From, Times(s.Ratio)))
	}
	if len(changes) == 0 {
		changes = []string{"none found"}
	}
	out = append(out, "change points: "+strings.Join(changes, ", before that "))
	if e := w.Excitation; e != nil {
		out = append(out, fmt.Sprintf("excitation: one incident is followed by %.2f more in the mean (90 %% %.2f-%.2f), half of them within %s %ss (%s-%s)",
			e.Branching.Value, e.Branching.Low, e.Branching.High, number(e.HalfLife.Value), e.Unit, number(e.HalfLife.Low), number(e.HalfLife.High)))
	} else {
		out = append(out, fmt.Sprintf("excitation: not fitted (needs incidents by day or week, and %d of them)", fewestForExcitation))
	}
	return out
}

// Times writes a ratio as a factor with its interval.
func Times(r Range) string {
	return fmt.Sprintf("× %s, 90 %% %s-%s", number(r.Value), number(r.Low), number(r.High))
}

// number writes a figure with as many digits as it deserves.
func number(v float64) string {
	switch a := math.Abs(v); {
	case a >= 10 || v == math.Trunc(v):
		return fmt.Sprintf("%.0f", v)
	case a >= 1:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

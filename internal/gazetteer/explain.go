package gazetteer

import (
	"fmt"
	"sort"
)

// An Explained is a candidate for a name with the reasons that speak for and against it.
type Explained struct {
	Place Place    `json:"place"`
	Score float64  `json:"score"` // how likely it is the one meant, 0 to 1
	Why   []string `json:"why"`
}

// Explain weighs a mention as Resolve does and tells, for at most limit candidates, what was weighed:
// for the person who wonders why a name went where it went.
func (g *Gazetteer) Explain(ctx Context, mentions []Mention, of, limit int) []Explained {
	if of < 0 || of >= len(mentions) {
		return nil
	}
	s := g.newScene(ctx, mentions)
	w := g.ranker
	if w == nil {
		w = models()
	}
	s.run(w)
	p := s.groups[s.of[of]]
	rows := s.features(p, 1)
	order := make([]int, len(p.cands))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return p.probs[order[a]] > p.probs[order[b]] })
	var out []Explained
	for _, i := range order[:min(limit, len(order))] {
		out = append(out, Explained{Place: g.Place(p.cands[i].ref), Score: p.probs[i], Why: s.reasons(p, &p.cands[i], &rows[i])})
	}
	return out
}

// reasons puts the features that matter to a reader into words.
func (s *scene) reasons(p *group, c *cand, f *[featureCount]float64) []string {
	var why []string
	say := func(when bool, format string, args ...any) {
		if when {
			why = append(why, fmt.Sprintf(format, args...))
		}
	}
	country := c.country
	if q, ok := s.g.Country(c.country); ok {
		country = q.Name
	}
	say(c.main, "this is its own name")
	say(!c.main && c.distance == 0, "this is another of its names")
	say(c.distance > 0, "its name is spelled %d letters differently", c.distance)
	say(f[17] > 0, "the text calls it a %s", c.class)
	say(f[18] > 0 && f[17] == 0, "the text calls the place something other than a %s", c.class)
	say(f[20] > 0 || f[22] > 0, "the text says that it lies where this one does")
	say(f[21] > 0 || f[23] > 0, "the text says that it lies elsewhere")
	say(f[32] > .5, "%s is named in the text", country)
	say(f[28] > .5, "its first-order unit is named in the text")
	say(f[33] > 0, "the people of %s are named in the text", country)
	say(f[24] > .5, "most other places of the text lie in %s", country)
	say(f[24] < .05 && len(s.groups) > 1 && c.class != Country, "no other place of the text lies in %s", country)
	say(f[38] > .3, "a place of the text is near")
	say(c.flags&FlagCapital != 0, "seat of the country")
	say(c.flags&FlagCapital == 0 && c.flags&FlagSeat1 != 0, "seat of the first-order unit")
	say(c.pop > 0, "population %d", int(c.pop))
	say(s.prior != nil && s.prior(c.country) > 1, "reports of violence often speak of %s", country)
	say(f[35] > 0, "the source mostly writes about %s", country)
	return why
}

package gazetteer

import (
	"math"
	"sort"
	"strings"
)

// A Mention is a place named in a text.
type Mention struct {
	Text       string
	Start, End int      // bytes of Context.Text, half-open; both 0 where there is no text
	Hint       Class    // what the text says it is; Other to let Resolve read the words beside it
	Parents    []string // what the text says it lies in ("Dagestan"), besides what Resolve reads itself
}

// A Context is what surrounds the mentions.
type Context struct {
	Text    string // the report's text
	Country string // ISO 3166-1 alpha-2 of the country the source mostly writes about; "" where not known
}

// A Resolved is what a mention means.
type Resolved struct {
	Place Place   // its Ref is None where nothing bears the name
	Score float64 // how likely it is the right one of the candidates, 0 to 1
	// Fallback tells that the gazetteer does not know the place, or not within the unit the text
	// names, and Place is that unit instead: right, but less precise than the text.
	Fallback   bool
	Candidates []Candidate // likeliest first, at most five
}

// A Candidate is a place that a mention may mean.
type Candidate struct {
	Ref   Ref
	Score float64
}

// maxCandidates bounds how many places of one name are weighed.
const maxCandidates = 120

// A scene is a text being resolved: its mentions gathered by name, because a name seldom means two
// places in one text, and what they say together.
type scene struct {
	g        *Gazetteer
	groups   []*group
	of       []int // group of each mention
	demonyms map[string]float64
	country  string

	votes1, votes2 tally
}

// A group is the mentions of one name.
type group struct {
	key      string
	cands    []cand
	mentions int
	first    int
	hint     [Region + 1]float64 // how often the words beside it say each class
	parents  []Ref               // units and countries named as what it lies in
	children int                 // how often another name is said to lie in it
	dateline bool
	fuzzy    bool
	probs    []float64
}

// A cand is a candidate with what the features need, read once.
type cand struct {
	ref      Ref
	main     bool
	class    Class
	country  string
	adm1     Ref
	adm2     Ref
	lat, lon float64
	cosLat   float64
	point    bool
	pop      float64
	alts     float64
	flags    uint32
	distance int // letters off, of a fuzzy name
}

// Resolve says which place each mention means, in two passes. The first weighs the candidates of
// each name by what they are and by what is named beside them; it settles the countries and
// first-order units. The second weighs them again with those, and with the places near them.
func (g *Gazetteer) Resolve(ctx Context, mentions []Mention) []Resolved {
	s := g.newScene(ctx, mentions)
	w := g.ranker
	if w == nil {
		w = models()
	}
	s.run(w)
	out := make([]Resolved, len(mentions))
	for i := range mentions {
		out[i] = s.answer(i)
	}
	return out
}

// run gives every group its probabilities.
func (s *scene) run(m *weights) {
	for _, p := range s.groups {
		p.probs = fameProbs(p)
	}
	for pass := range 2 {
		s.tallyVotes(pass)
		next := make([][]float64, len(s.groups))
		for i, p := range s.groups {
			next[i] = m.passes[pass].probs(s.features(p, pass))
		}
		for i, p := range s.groups {
			p.probs = next[i]
		}
	}
}

func (s *scene) answer(i int) Resolved {
	p := s.groups[s.of[i]]
	r := Resolved{Place: s.g.Place(None)}
	if len(p.cands) > 0 {
		order := make([]int, len(p.cands))
		for j := range order {
			order[j] = j
		}
		sort.SliceStable(order, func(a, b int) bool { return p.probs[order[a]] > p.probs[order[b]] })
		best := order[0]
		r.Place, r.Score = s.g.Place(p.cands[best].ref), p.probs[best]
		for _, j := range order[:min(5, len(order))] {
			r.Candidates = append(r.Candidates, Candidate{Ref: p.cands[j].ref, Score: p.probs[j]})
		}
	}
	return s.fallBack(p, r)
}

// fallBack puts the unit that the text names in the place of a settlement that the gazetteer does not
// know there: an unknown village in a known district is somewhere in the district.
func (s *scene) fallBack(p *group, r Resolved) Resolved {
	if len(p.parents) == 0 || r.Place.Ref >= 0 && (!p.fuzzy || s.liesIn(r.Place, p.parents)) {
		return r
	}
	unit := None
	for _, q := range p.parents {
		c := s.g.classOf(q)
		if unit < 0 || finer(c, s.g.classOf(unit)) {
			unit = q
		}
	}
	if c := s.g.classOf(unit); c == Country || c == Region {
		return r // a country says too little to stand for a village
	}
	return Resolved{Place: s.g.Place(unit), Score: r.Score, Fallback: true, Candidates: r.Candidates}
}

func finer(a, b Class) bool {
	rank := [...]int{Settlement: 0, District: 1, Province: 2, Other: 3, Region: 4, Country: 5}
	return rank[a] < rank[b]
}

func (s *scene) liesIn(p Place, parents []Ref) bool {
	for _, q := range parents {
		if p.Adm1Ref == q || p.Adm2Ref == q || s.g.classOf(q) == Country && s.g.countryOf(q) == p.Country {
			return true
		}
	}
	return false
}

// newScene gathers the mentions and finds their candidates, hints and parents.
func (g *Gazetteer) newScene(ctx Context, mentions []Mention) *scene {
	s := &scene{g: g, of: make([]int, len(mentions)), country: ctx.Country, demonyms: g.demonymsIn(ctx.Text)}
	byKey := map[string]int{}
	parents := make([][]string, len(mentions))
	for i, m := range mentions {
		name, rest, _ := strings.Cut(m.Text, ",")
		if rest != "" {
			parents[i] = append(parents[i], rest)
		}
		parents[i] = append(parents[i], m.Parents...)
		clean := Clean(name)
		key := Fold(name)
		j, seen := byKey[key]
		if !seen {
			j = len(s.groups)
			byKey[key] = j
			p := &group{key: key, first: m.Start}
			g.findCandidates(p, name, clean)
			s.groups = append(s.groups, p)
		}
		s.of[i] = j
		p := s.groups[j]
		p.mentions++
		hint := m.Hint
		if hint == Other {
			hint = clean.Hint
		}
		if hint == Other {
			hint = hintAround(ctx.Text, m)
		}
		if hint != Other {
			p.hint[hint]++
		}
		p.dateline = p.dateline || m.End > 0 && isDateline(ctx.Text, m)
	}
	s.findParents(ctx.Text, mentions, parents)
	return s
}

// findCandidates looks the name up: as written, without class words, without words of direction,
// and only then by likeness.
func (g *Gazetteer) findCandidates(p *group, name string, clean Cleaned) {
	hits := g.Hits(strings.TrimSpace(trimPossessive(strings.TrimSpace(name))))
	if Fold(clean.Name) != p.key {
		hits = mergeHits(hits, g.Hits(clean.Name))
	}
	if len(hits) == 0 {
		hits = g.Hits(withoutDirection(clean.Name))
	}
	if len(hits) == 0 {
		for _, n := range g.Fuzzy(clean.Name) {
			p.fuzzy = true
			c := g.makeCand(n.Hit)
			c.distance = n.Distance
			p.cands = append(p.cands, c)
		}
		return
	}
	if len(hits) > maxCandidates {
		hits = hits[:maxCandidates]
	}
	for _, h := range hits {
		p.cands = append(p.cands, g.makeCand(h))
	}
}

func mergeHits(a, b []Hit) []Hit {
	for _, h := range b {
		have := false
		for i := range a {
			if a[i].Ref == h.Ref {
				a[i].Main = a[i].Main || h.Main
				have = true
			}
		}
		if !have {
			a = append(a, h)
		}
	}
	return a
}

func (g *Gazetteer) makeCand(h Hit) cand {
	c := cand{ref: h.Ref, main: h.Main, class: g.classOf(h.Ref), country: g.countryOf(h.Ref), adm1: g.adm1Of(h.Ref), adm2: g.adm2Of(h.Ref)}
	c.lat, c.lon = g.point(h.Ref)
	c.cosLat = math.Cos(c.lat * math.Pi / 180)
	if int(h.Ref) >= g.n {
		p := &g.over.places[int(h.Ref)-g.n]
		c.pop, c.alts, c.point = float64(p.Population), float64(p.AltNames), p.HasPoint
		return c
	}
	c.pop, c.alts = float64(g.pop.At(int(h.Ref))), float64(g.alts.At(int(h.Ref)))
	c.flags = g.flags.At(int(h.Ref))
	c.point = c.flags&FlagPoint != 0
	return c
}

// fameProbs is what is thought of the candidates before anything of the text is known.
func fameProbs(p *group) []float64 {
	probs := make([]float64, len(p.cands))
	sum := 0.0
	for i, c := range p.cands {
		f := math.Sqrt(c.pop+2000*c.alts) + 1
		switch c.class {
		case Country:
			f += 4000
		case Province, Region:
			f += 1000
		}
		if !c.main {
			f /= 3
		}
		probs[i] = f
		sum += f
	}
	for i := range probs {
		probs[i] /= sum
	}
	return probs
}

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
	// Prior says how likely the text is to speak of a country before anything of it is read; only the
	// proportions count. nil is no preference. For news of political violence it is ConflictPrior.
	Prior func(country string) float64
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
	mentions []Mention
	hints    []Class // what the words beside each mention say it is
	holds    [][]int // the groups that each mention is said to hold
	demonyms map[string]float64
	country  string
	prior    func(country string) float64

	votes1 tally
}

// A group is the mentions of one name.
type group struct {
	key      string
	cands    []cand
	mentions int
	spans    [][2]int            // of the mentions
	hint     [Region + 1]float64 // how often the words beside it say each class
	parents  []Ref               // units and countries named as what it lies in
	given    []Ref               // those of them that came with a mention
	holders  []int               // the groups the others come from
	strong   bool                // the parents are beyond doubt: given, or of a kind that no list has
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
		p.probs = s.weigh(p, fameProbs(p))
	}
	for pass := range 2 {
		s.tallyVotes(pass)
		next := make([][]float64, len(s.groups))
		for i, p := range s.groups {
			next[i] = s.weigh(p, m.passes[pass].probs(s.features(p, pass)))
		}
		for i, p := range s.groups {
			p.probs = next[i]
		}
	}
}

// outside is what is left of the probability of a candidate outside the unit that the text firmly
// names, where others lie inside.
const outside = .02

// weigh brings in the prior, and what the text says beyond doubt.
func (s *scene) weigh(p *group, probs []float64) []float64 {
	if len(probs) < 2 {
		return probs
	}
	in := make([]bool, len(probs))
	any := false
	if p.strong {
		country, unit := s.parentKinds(p)
		for i, c := range p.cands {
			in[i] = country.holds(c) || unit.holds(c)
			any = any || in[i]
		}
	}
	sum := 0.0
	for i := range probs {
		if c := p.cands[i].country; c != "" && s.prior != nil {
			probs[i] *= s.prior(c)
		}
		if any && !in[i] {
			probs[i] *= outside
		}
		sum += probs[i]
	}
	if sum > 0 {
		for i := range probs {
			probs[i] /= sum
		}
	}
	return probs
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
		best := s.twin(i, p, order[0])
		r.Place, r.Score = s.g.Place(p.cands[best].ref), p.probs[best]
		if best != order[0] {
			r.Score += p.probs[order[0]] // the name is settled; only its kind was not
		}
		for _, j := range order[:min(5, len(order))] {
			r.Candidates = append(r.Candidates, Candidate{Ref: p.cands[j].ref, Score: p.probs[j]})
		}
		r.Score *= s.plausible(p, &p.cands[best])
	}
	return s.fallBack(p, r)
}

// twin chooses between a town and the unit of the same name that it lies in ("Aleppo", "Gao"): the
// unit where the words beside the mention say so or another place is said to lie in it, else the
// town, for things happen in towns.
func (s *scene) twin(i int, p *group, best int) int {
	b := &p.cands[best]
	wantUnit := s.hints[i] == Province || s.hints[i] == District || s.hints[i] == Other && s.holdsTown(i, p)
	switch b.class {
	case Province, District:
		if wantUnit {
			return s.otherUnit(i, p, best)
		}
		town, pop := best, -1.0
		for j, c := range p.cands {
			inside := b.class == Province && c.adm1 == b.ref || b.class == District && (c.adm2 == b.ref || c.adm1 == b.adm1 && c.adm2 < 0)
			if c.class == Settlement && inside && c.pop > pop && (c.pop > 5000 || c.flags&(FlagCapital|FlagSeat1|FlagSeat2) != 0 || b.class == District) {
				town, pop = j, c.pop
			}
		}
		return town
	case Settlement:
		if j := s.larger(i, p, best); j >= 0 {
			return j
		}
		if !wantUnit || s.hints[i] == Other && b.flags&FlagCapital != 0 {
			return best
		}
		for j, c := range p.cands {
			if c.class == s.hints[i] && (c.ref == b.adm1 || c.ref == b.adm2) || s.hints[i] == Other && c.class == Province && c.ref == b.adm1 {
				return j
			}
		}
		for j, c := range p.cands {
			if c.class == District && c.ref == b.adm2 || c.class == Province && c.ref == b.adm1 {
				return j
			}
		}
	}
	return best
}

// larger returns the first-order unit that a bare name stands for where town and unit each have a longer name of their own
// (Gaza City, Gaza Strip) and no word beside the mention says town: the town keeps its "City" to be told from it. It is -1
// elsewhere.
func (s *scene) larger(i int, p *group, best int) int {
	b := &p.cands[best]
	if s.hints[i] != Other || Fold(s.g.Place(b.ref).Name) != p.key+" city" {
		return -1
	}
	for j, c := range p.cands {
		if c.class == Province && c.ref == b.adm1 && strings.HasPrefix(Fold(s.g.Place(c.ref).Name), p.key+" ") {
			return j
		}
	}
	return -1
}

// holdsTown tells whether a mention is said to hold a town that is not beside the town of its own name:
// what is in Hodeidah with the port of Hodeidah is the city.
func (s *scene) holdsTown(i int, p *group) bool {
	for _, j := range s.holds[i] {
		q := s.groups[j]
		if len(q.cands) == 0 {
			return true // a place that the gazetteer does not know: hardly a quarter of a town
		}
		c := &q.cands[q.best()]
		if c.class == District {
			return true
		}
		if c.class != Settlement || c.flags&FlagQuarter != 0 || !c.point {
			continue
		}
		beside := false
		for k := range p.cands {
			d := &p.cands[k]
			beside = beside || d.class == Settlement && d.point && Distance(c.lat, c.lon, d.lat, d.lon) < 15
		}
		if !beside {
			return true
		}
	}
	return false
}

// otherUnit is the unit of the kind that the words say, where the best is of another kind and holds
// it or lies in it.
func (s *scene) otherUnit(i int, p *group, best int) int {
	b := &p.cands[best]
	if s.hints[i] == Other || b.class == s.hints[i] {
		return best
	}
	for j, c := range p.cands {
		if c.class == s.hints[i] && c.adm1 == b.adm1 {
			return j
		}
	}
	return best
}

// plausible lowers the score of a little-known place in a country that nothing else in the text
// speaks of, while the text speaks of others: likely a namesake of a village the gazetteer lacks.
func (s *scene) plausible(p *group, c *cand) float64 {
	if c.class != Settlement && c.class != District || c.pop > 100_000 || c.flags&(FlagCapital|FlagSeat1) != 0 {
		return 1
	}
	t := &s.votes1
	t.add(s, p, -1)
	defer t.add(s, p, 1)
	other := 0.0
	for country, v := range t.country {
		if country != c.country {
			other += v
		}
	}
	for country, n := range s.demonyms {
		if country == c.country {
			return 1
		}
		other += n
	}
	if own := t.country[c.country]; own > .25 || other < .8 {
		return 1
	}
	return .2
}

// fallBack puts the unit that the text names in the place of a settlement that the gazetteer does not
// know there: an unknown village in a known district is somewhere in the district.
func (s *scene) fallBack(p *group, r Resolved) Resolved {
	known := r.Place.Ref >= 0
	if known && r.Place.Class != Settlement && r.Place.Class != District || len(p.parents) == 0 {
		return r
	}
	if known && (s.liesIn(r.Place, p.parents) || r.Place.Capital || !p.fuzzy && !p.strong) {
		return r
	}
	unit := s.holder(p)
	if unit < 0 {
		if known {
			r.Score *= .3 // it lies outside the country that the text names, which alone says too little
		}
		return r
	}
	score := r.Score
	if !known {
		score = 1
	}
	return Resolved{Place: s.g.Place(unit), Score: score, Fallback: true, Candidates: r.Candidates}
}

// holder is the finest first- or second-order unit that the group's name is said to lie in, or None.
func (s *scene) holder(p *group) Ref {
	unit := None
	try := func(q Ref) {
		if c := s.g.classOf(q); (c == Province || c == District) && (unit < 0 || finer(c, s.g.classOf(unit))) {
			unit = q
		}
	}
	for _, q := range p.given {
		if unit < 0 {
			try(q) // the most famous bearer of a name that came with the mention
		}
	}
	for _, j := range p.holders {
		q := s.groups[j]
		best, most := -1, 0.0
		for i, c := range q.cands {
			if (c.class == Province || c.class == District || c.class == Country) && q.probs[i]+q.hint[c.class] > most {
				best, most = i, q.probs[i]+q.hint[c.class]
			}
		}
		if best >= 0 {
			try(q.cands[best].ref)
		}
	}
	return unit
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
	s := &scene{g: g, of: make([]int, len(mentions)), mentions: mentions, hints: make([]Class, len(mentions)), holds: make([][]int, len(mentions)), country: ctx.Country, prior: ctx.Prior, demonyms: g.demonymsIn(ctx.Text)}
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
			p := &group{key: key}
			g.findCandidates(p, name, clean)
			s.groups = append(s.groups, p)
		}
		s.of[i] = j
		p := s.groups[j]
		p.mentions++
		p.spans = append(p.spans, [2]int{m.Start, m.End})
		hint := m.Hint
		if hint == Other {
			hint = clean.Hint
		}
		if hint == Other {
			hint = hintAround(ctx.Text, m)
		}
		s.hints[i] = hint
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
	if r, ok := g.demonyms[p.key]; ok {
		hits = mergeHits([]Hit{{Ref: r, Main: true}}, hits)
	}
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
		c.pop, c.alts, c.point, c.flags = float64(p.Population), float64(p.AltNames), p.HasPoint, p.flags()
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

package gazetteer

import "math"

// A tally is the share of the other names that lie in each country and unit.
type tally struct {
	country map[string]float64
	adm1    map[Ref]float64
	adm2    map[Ref]float64
	named   map[Ref]float64 // countries, units and regions that are named themselves
	total   float64
}

func newTally() tally {
	return tally{map[string]float64{}, map[Ref]float64{}, map[Ref]float64{}, map[Ref]float64{}, 0}
}

func (t *tally) add(s *scene, p *group, sign float64) {
	for i, c := range p.cands {
		w := p.probs[i]
		if w < .002 {
			continue
		}
		w *= sign
		if c.class == Region {
			countries, units := s.g.Extent(c.ref)
			for _, cc := range countries {
				t.country[cc] += w / float64(len(countries))
			}
			for _, u := range units {
				t.adm1[u] += w
			}
			t.named[c.ref] += w
			continue
		}
		t.country[c.country] += w
		if c.adm1 >= 0 {
			t.adm1[c.adm1] += w
		}
		if c.adm2 >= 0 {
			t.adm2[c.adm2] += w
		}
		if c.class == Country || c.class == Province || c.class == District {
			t.named[c.ref] += w
		}
	}
	if len(p.cands) > 0 {
		t.total += sign
	}
}

func (s *scene) tallyVotes(int) {
	s.votes1 = newTally()
	for _, p := range s.groups {
		s.votes1.add(s, p, 1)
	}
}

// featureCount is the number of features of a candidate.
const featureCount = 54

// features gives each candidate of the group its numbers. All are about 0 to 1, some below 0.
func (s *scene) features(p *group, pass int) [][featureCount]float64 {
	rows := make([][featureCount]float64, len(p.cands))
	if len(p.cands) == 0 {
		return rows
	}
	t := &s.votes1
	t.add(s, p, -1)
	defer t.add(s, p, 1)
	others := math.Max(t.total, 1)
	maxCountry := 0.0
	for _, v := range t.country {
		maxCountry = math.Max(maxCountry, v)
	}
	topPop, topAlts := 0.0, 0.0
	hasClass := [Region + 1]bool{}
	for _, c := range p.cands {
		topPop = math.Max(topPop, math.Log1p(c.pop))
		topAlts = math.Max(topAlts, math.Log1p(c.alts))
		hasClass[c.class] = true
	}
	hints := 0.0
	for _, h := range p.hint {
		hints += h
	}
	demonyms := 0.0
	for _, n := range s.demonyms {
		demonyms += n
	}
	var country, adm1 parentKinds
	country, adm1 = s.parentKinds(p)
	near := s.near(p)
	for i, c := range p.cands {
		f := &rows[i]
		f[0] = 1
		f[1+c.class] = 1 // 1..6
		f[7] = math.Log1p(c.alts) / 5.5
		f[8] = math.Log1p(c.pop) / 16
		f[9] = truth(c.pop == 0 && c.class == Settlement)
		f[10] = truth(c.main)
		f[11] = (topPop - math.Log1p(c.pop)) / 16 * truth(c.class == Settlement)
		f[12] = (topAlts - math.Log1p(c.alts)) / 5.5
		f[13] = truth(c.flags&FlagCapital != 0)
		f[14] = truth(c.flags&FlagSeat1 != 0)
		f[15] = truth(c.flags&FlagSeat2 != 0)
		f[16] = truth(c.flags&FlagQuarter != 0)
		if hints > 0 {
			f[17] = p.hint[c.class] / hints
			f[18] = truth(p.hint[c.class] == 0)
			// A reporter's province is often our district and the other way round.
			f[19] = (p.hint[Province]*truth(c.class == District) + p.hint[District]*truth(c.class == Province)) / hints
		}
		if country.any {
			f[20] = truth(country.holds(c))
			f[21] = truth(!country.holds(c) && (!adm1.any || !adm1.holds(c)))
		}
		if adm1.any {
			f[22] = truth(adm1.holds(c))
			f[23] = truth(!adm1.holds(c) && (!country.any || !country.holds(c)))
		}
		f[24] = t.country[c.country] / others
		f[25] = truth(maxCountry > 0 && t.country[c.country] >= maxCountry-1e-9)
		if c.adm1 >= 0 && c.class != Province {
			f[26] = t.adm1[c.adm1] / others
			f[27] = math.Min(1, t.adm1[c.adm1])
			f[28] = math.Min(1, t.named[c.adm1])
		}
		if c.class == Province {
			f[29] = t.adm1[c.adm1] / others
			f[30] = math.Min(1, t.adm1[c.adm1])
		}
		if c.adm2 >= 0 {
			f[31] = math.Min(1, t.adm2[c.adm2])
		}
		if r, ok := s.g.byISO[c.country]; ok && c.class != Country {
			f[32] = math.Min(1, t.named[r])
		}
		if demonyms > 0 {
			f[33] = s.demonyms[c.country] / demonyms
			f[34] = math.Min(1, s.demonyms[c.country]/3)
		}
		f[35] = truth(s.country != "" && c.country == s.country)
		if pass > 0 {
			f[36], f[37], f[38] = s.distances(p, &c)
		}
		f[39] = truth(hasClass[Settlement] && c.class == District)
		f[40] = truth(hasClass[Province] && c.class == Settlement)
		f[41] = math.Min(1, float64(p.children)/2) * truth(c.class == Country || c.class == Province || c.class == Region)
		f[42] = math.Min(1, float64(p.children)/2) * truth(c.class == Settlement)
		f[43] = float64(min(c.distance, 3)) / 3
		f[44] = truth(p.dateline) * truth(c.class == Settlement)
		f[45] = 1 / float64(len(p.cands))
		f[46] = truth(i == 0)
		f[47] = f[8] * f[24]
		if near.mentions > 0 {
			f[48] = near.share[c.country] / near.mentions
			f[49] = closeness(near.country, c.country)
			f[50] = truth(near.nearest != "" && near.nearest == c.country)
			if c.adm1 >= 0 && c.class != Province {
				f[51] = closeness(near.adm1, c.adm1)
			}
		}
		f[52] = f[7] * truth(!c.main)
		f[53] = f[24] * f[7]
	}
	return rows
}

// A nearness is what the other mentions most likely mean, by how near to the group's they stand in
// the text.
type nearness struct {
	mentions float64            // how many there are
	share    map[string]float64 // of them by country
	country  map[string]int     // least number of bytes to one in the country
	adm1     map[Ref]int        // and in the unit
	nearest  string             // the country named nearest
}

func (s *scene) near(p *group) nearness {
	n := nearness{share: map[string]float64{}, country: map[string]int{}, adm1: map[Ref]int{}}
	least := math.MaxInt
	for i, m := range s.mentions {
		q := s.groups[s.of[i]]
		if q == p || len(q.cands) == 0 {
			continue
		}
		c := &q.cands[q.best()]
		if c.country == "" {
			continue
		}
		n.mentions++
		n.share[c.country]++
		gap := p.gap(m)
		if have, ok := n.country[c.country]; !ok || gap < have {
			n.country[c.country] = gap
		}
		if have, ok := n.adm1[c.adm1]; c.adm1 >= 0 && (!ok || gap < have) {
			n.adm1[c.adm1] = gap
		}
		if c.class == Country && gap < least {
			least, n.nearest = gap, c.country
		}
	}
	return n
}

// gap is the number of bytes between a mention and the nearest of the group's.
func (p *group) gap(m Mention) int {
	least := math.MaxInt32
	for _, at := range p.spans {
		switch {
		case at[1] <= m.Start:
			least = min(least, m.Start-at[1])
		case m.End <= at[0]:
			least = min(least, at[0]-m.End)
		default:
			least = 0
		}
	}
	return least
}

func (p *group) best() int {
	best := 0
	for i := range p.probs {
		if p.probs[i] > p.probs[best] {
			best = i
		}
	}
	return best
}

func closeness[K comparable](gaps map[K]int, k K) float64 {
	gap, ok := gaps[k]
	if !ok {
		return 0
	}
	return math.Exp(-float64(gap) / 80)
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// parentKinds are the parents of a group that are of one kind.
type parentKinds struct {
	any       bool
	units     []Ref
	countries []string
}

func (k *parentKinds) holds(c cand) bool {
	for _, u := range k.units {
		if (c.adm1 == u || c.adm2 == u) && c.ref != u {
			return true
		}
	}
	for _, cc := range k.countries {
		if cc == c.country && c.class != Country {
			return true
		}
	}
	return false
}

func (s *scene) parentKinds(p *group) (country, unit parentKinds) {
	for _, q := range p.parents {
		switch s.g.classOf(q) {
		case Country:
			country.any = true
			country.countries = append(country.countries, s.g.countryOf(q))
		case Region:
			countries, units := s.g.Extent(q)
			country.any = country.any || len(countries) > 0
			country.countries = append(country.countries, countries...)
			unit.units = append(unit.units, units...)
			unit.any = unit.any || len(units) > 0
		default:
			unit.any = true
			unit.units = append(unit.units, q)
		}
	}
	return country, unit
}

// distances weighs how near the candidate lies to what the other names most likely mean: the mean
// over them of a kernel of 500 km and of one of 60 km, and the latter for the nearest.
func (s *scene) distances(p *group, c *cand) (near, close, nearest float64) {
	if !c.point || c.class == Country {
		return 0, 0, 0
	}
	n := 0.0
	for _, q := range s.groups {
		if q == p || len(q.cands) == 0 {
			continue
		}
		best := q.best()
		o := &q.cands[best]
		if !o.point || o.class == Country || o.class == Region {
			continue
		}
		n++
		dLat := c.lat - o.lat
		dLon := math.Abs(c.lon - o.lon)
		if dLon > 180 {
			dLon = 360 - dLon
		}
		dLon *= (c.cosLat + o.cosLat) / 2
		d := 111.2 * math.Sqrt(dLat*dLat+dLon*dLon)
		w := q.probs[best]
		k60 := w * math.Exp(-d/60)
		near += w * math.Exp(-d/500)
		close += k60
		nearest = math.Max(nearest, k60)
	}
	if n == 0 {
		return 0, 0, 0
	}
	return near / n, close / n, nearest
}

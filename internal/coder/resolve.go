package coder

import (
	"math"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/language"
)

// A countryVote says how much a report speaks of each country: by its name, its people, its dateline.
type countryVote map[string]float64

// demonym reports whether token i is a word for the people of a place ("Somali").
func (r *reading) demonym(i int) bool {
	_, ok := r.gaz.Demonym(r.doc.Tokens[i].Text)
	return ok
}

// voteCountries counts the countries that the report speaks of. It is the context in which a name that
// many places bear is read.
func (r *reading) voteCountries(names []placeName) countryVote {
	v := countryVote{}
	for _, n := range names {
		if len(n.Refs) == 0 || n.First < r.bodyStart {
			continue // what the dateline names counts below
		}
		switch p := r.gaz.Place(n.Refs[0]); p.Class {
		case gazetteer.Country:
			if r.inModifier(n) {
				v[p.Country] += 0.5 // "U.S. convoy", "the UK minister"
			} else {
				v[p.Country] += 2
			}
		case gazetteer.Province:
			v[p.Country]++
		case gazetteer.Settlement:
			if p.Capital || p.Population > 500000 {
				v[p.Country]++
			}
		}
	}
	for i := r.bodyStart; i < len(r.doc.Tokens); i++ {
		t := &r.doc.Tokens[i]
		if t.Tag != language.ADJ && t.Tag != language.PROPN && t.Tag != language.NOUN || t.Text[0] < 'A' || t.Text[0] > 'Z' {
			continue
		}
		if p, ok := r.gaz.Demonym(t.Text); ok && p.Country != "" {
			v[p.Country]++
		}
	}
	if p, ok := r.filedFrom(); ok {
		v[p.Country] += 4
		r.dateTown = r.bareTown(placeName{Match: gazetteer.Match{Refs: r.gaz.Lookup(r.datePlace)}}, p)
	}
	return v
}

// filedFrom returns the place of the dateline, which may stand with the unit or country that it lies in ("JOS, Nigeria").
func (r *reading) filedFrom() (gazetteer.Place, bool) {
	refs := r.gaz.Lookup(r.datePlace)
	name, unit, whole := strings.Cut(r.datePlace, ",")
	if len(refs) == 0 && whole {
		refs = r.gaz.Lookup(strings.TrimSpace(name))
		for _, u := range r.gaz.Lookup(strings.TrimSpace(unit)) {
			outer := r.gaz.Place(u)
			for _, ref := range refs {
				if p := r.gaz.Place(ref); r.encloses(outer, p) {
					return p, true
				}
			}
			if outer.Class == gazetteer.Country || outer.Class == gazetteer.Province {
				return outer, true // a town on no map
			}
		}
	}
	if len(refs) == 0 {
		return gazetteer.Place{}, false
	}
	return r.gaz.Place(refs[0]), true
}

// inModifier reports whether a name stands before the head of its noun phrase.
func (r *reading) inModifier(n placeName) bool {
	np, ok := r.noun(n.Last - 1)
	return ok && np.Head >= n.Last
}

// resolveNames decides which place each name means, and whether it is one at all.
func (r *reading) resolveNames(names []placeName) {
	votes := r.voteCountries(names)
	r.countries = votes
	most := 0.0
	for _, v := range votes {
		most = max(most, v)
	}
	mentions := make([]gazetteer.Mention, len(names))
	for i := range names {
		n := &names[i]
		mentions[i] = gazetteer.Mention{Text: r.text[r.doc.Tokens[n.First].Start:r.doc.Tokens[n.Last-1].End],
			Start: r.doc.Tokens[n.First].Start, End: r.doc.Tokens[n.Last-1].End, Hint: n.Hint}
	}
	for i, res := range r.gaz.Resolve(gazetteer.Context{Text: r.text, Prior: gazetteer.ConflictPrior}, mentions) {
		n := &names[i]
		if res.Place.Ref == gazetteer.None {
			continue
		}
		n.place = r.ofClass(n, r.inContext(res, n, votes, most))
		n.ok = !farNamesake(n.place, votes, most) && (r.plausible(n, votes, most) || res.Score > 0.6 && n.place.Population > 10000 && r.located(n))
		if n.ok {
			n.place = r.bareTown(*n, n.place)
		}
	}
	r.shareUnits(names)
}

// shareUnits reads a bare name as the unit that the report elsewhere calls so ("Sagaing" after "the Sagaing region",
// "Pattani" in "Pattani's Sai Buri district"), unless it also calls it a town.
func (r *reading) shareUnits(names []placeName) {
	units := map[string]gazetteer.Place{}
	from := map[string]int{} // first token of the name where it is called a unit
	towns := map[string]bool{}
	for i := range names {
		n := &names[i]
		key := r.nameKey(n)
		switch {
		case !n.ok:
		case n.Hint == gazetteer.Settlement:
			towns[key] = true
		case n.Hint != gazetteer.Other && (n.place.Class == gazetteer.Province || n.place.Class == gazetteer.District):
			if _, ok := units[key]; !ok {
				from[key] = n.First
			}
			units[key] = n.place
		case n.Hint == gazetteer.Other && i+1 < len(names) && isPossessiveMark(r.word(n.Last)) && names[i+1].First-n.Last <= 2 && names[i+1].place.Class == gazetteer.District:
			for _, ref := range n.Refs {
				if p := r.gaz.Place(ref); names[i+1].ok && p.Class == gazetteer.Province && r.encloses(p, names[i+1].place) {
					units[key] = p
				}
			}
		}
	}
	for i := range names {
		n := &names[i]
		if u, ok := units[r.nameKey(n)]; ok && !towns[r.nameKey(n)] && n.ok && n.Hint == gazetteer.Other && n.place.Class == gazetteer.Settlement && !n.place.Capital && n.First >= from[r.nameKey(n)] {
			n.place = u
		}
	}
}

// nameKey returns the name without a class word behind it, in lower case where it stands in the text.
func (r *reading) nameKey(n *placeName) string {
	if n.Last == n.First {
		return r.datePlace // the name of the dateline, which is no match in the text
	}
	last := n.Last - 1
	if last > n.First && n.Hint != gazetteer.Other && gazetteer.UnitClass(r.doc.Tokens[last].Text) == n.Hint {
		last--
	}
	return strings.ToLower(r.text[r.doc.Tokens[n.First].Start:r.doc.Tokens[last].End])
}

// ownDistrict reports whether a place is a second-order unit of the very name: what its country calls a province may be
// one in the gazetteer ("Bukidnon").
func ownDistrict(p gazetteer.Place, name string) bool {
	return p.Class == gazetteer.District && gazetteer.Fold(p.Name) == name
}

// inContext takes, of the likeliest candidates, the one that also lies where the report is set: the ranker was
// taught on local news of one country and leans to it.
func (r *reading) inContext(res gazetteer.Resolved, n *placeName, votes countryVote, most float64) gazetteer.Place {
	name, hint := gazetteer.Fold(r.nameKey(n)), n.Hint
	province := hint == gazetteer.Province && (r.words[n.OuterFirst].Lemma == "province" || r.words[n.OuterLast-1].Lemma == "province")
	best, score := res.Place, -1.0
	other := slices.ContainsFunc(res.Candidates, func(c gazetteer.Candidate) bool { return ownDistrict(r.gaz.Place(c.Ref), name) })
	for _, c := range res.Candidates {
		p := r.gaz.Place(c.Ref)
		s := c.Score + 0.05*math.Log10(float64(p.Population)+1)
		if most > 0 {
			s += 0.5 * votes[p.Country] / most
		}
		if hint != gazetteer.Other && p.Class != hint && !(province && ownDistrict(p, name)) {
			s--
		}
		if province && p.Class == gazetteer.Province && other && gazetteer.Fold(p.Name) != name {
			s-- // it only once bore the name of what is now called so
		}
		if s > score {
			best, score = p, s
		}
	}
	return best
}

// ofClass takes the unit that the class word beside a name says ("the state of Kaduna") where the name was read as
// the town in it.
func (r *reading) ofClass(n *placeName, p gazetteer.Place) gazetteer.Place {
	if n.Hint == gazetteer.Other || p.Class == n.Hint || p.Class == gazetteer.District && n.Hint == gazetteer.Province {
		return p // what is called a province may be a second-order unit in the gazetteer
	}
	for _, ref := range n.Refs {
		if q := r.gaz.Place(ref); q.Class == n.Hint && q.Country == p.Country {
			return q
		}
	}
	if p.Class == gazetteer.Settlement && n.Hint == gazetteer.Province {
		for _, ref := range n.Refs {
			if q := r.gaz.Place(ref); q.Class == gazetteer.District && q.Adm1Ref == p.Adm1Ref {
				return q // "Beni territory"
			}
		}
	}
	return p
}

// located reports whether a name stands where a place is named: behind "in", "at", "near" or the like, in a text
// whose capitals tell names.
func (r *reading) located(n *placeName) bool {
	s := r.sentence(n.First)
	if s.Upper || n.OuterFirst == s.First {
		return false
	}
	switch r.words[n.OuterFirst-1].Lower {
	case "in", "at", "near", "outside", "of", "around", "from", "to":
		return true
	}
	return false
}

// farNamesake reports whether a town or district lies in a country that the report hardly speaks of, so that it most
// likely shares its name with one on no map: news says where a place is that lies far from all else it tells of.
func farNamesake(p gazetteer.Place, votes countryVote, most float64) bool {
	return (p.Class == gazetteer.Settlement || p.Class == gazetteer.District) && !p.Capital && p.Population < 300000 && most >= 4 && votes[p.Country] < most/8
}

// plausible reports whether a name is a place at all: a small place far from all that the report speaks of
// is nearly always a person's name or a common word.
func (r *reading) plausible(n *placeName, votes countryVote, most float64) bool {
	p := n.place
	if p.Class == gazetteer.Country || p.Class == gazetteer.Region || p.Class == gazetteer.Province {
		return true
	}
	if p.Class == gazetteer.Settlement && n.Hint == gazetteer.Other && !p.Capital && votes[p.Country] <= 1 && most >= 4 && gazetteer.Fold(p.Name) != gazetteer.Fold(r.nameKey(n)) {
		return false // "Madina" of a report on the Congo is not the city of that name in Arabia
	}
	// In capitals nearly any word can be some small town's name: it must lie where the report is set.
	if r.sentence(n.First).Upper && p.Population < 200000 && (votes[p.Country] < most/2 || gazetteer.UnitClass(r.doc.Tokens[n.First].Text) != gazetteer.Other) {
		return false
	}
	return votes[p.Country] > 0 || p.Population > 300000 || p.Capital || n.Hint != gazetteer.Other
}

// capitals returns mentions of the capital that do not name it: "in this capital", "the Salvadoran
// capital".
func (r *reading) capitals() []placeMention {
	var out []placeMention
	for i := range r.words {
		if r.words[i].Lemma != "capital" || r.doc.Tokens[i].Tag != language.NOUN && r.doc.Tokens[i].Tag != language.PROPN {
			continue
		}
		np, ok := r.noun(i)
		if !ok || np.Head != i && r.words[np.Head].Lemma != "city" {
			continue
		}
		country := r.mainCountry()
		named, this := false, false
		for k := np.First; k < i; k++ {
			if p, ok := r.gaz.Demonym(r.doc.Tokens[k].Text); ok && p.Country != "" {
				country, named = p.Country, true
			}
			if isPossessiveMark(r.word(k + 1)) {
				if refs := r.gaz.Lookup(r.doc.Tokens[k].Text); len(refs) > 0 && r.gaz.Place(refs[0]).Class == gazetteer.Country {
					country, named = r.gaz.Place(refs[0]).Country, true // "in Iraq's capital"
				}
			}
			switch r.words[k].Lower {
			case "this":
				named, this = true, true
			case "the", "country", "nation":
				named = true
			case "regional", "provincial", "state", "district":
				country = ""
			}
		}
		// "the capital, Tunis" and "the capital of Tunisia" name it.
		if i+1 < len(r.words) && (r.words[i+1].Lower == "of" || r.doc.Tokens[i+1].Tag == language.PROPN) || country == "" || !named {
			continue
		}
		if i+2 < len(r.words) && r.words[i+1].Lower == "," && r.doc.Tokens[i+2].Tag == language.PROPN {
			continue
		}
		p, ok := r.capitalOf(country)
		if this && r.dateTown.Class == gazetteer.Settlement {
			p, ok = r.dateTown, true // where the report was filed
		}
		if !ok {
			continue
		}
		lat, lon := p.Lat, p.Lon
		m := placeMention{first: np.First, last: np.Last, from: np.First, where: tocsin.Where{
			Country: country, Adm1: p.Adm1, Settlement: p.Name, Lat: &lat, Lon: &lon, Precision: tocsin.PlaceSettlement}}
		r.readOrientation(&m)
		m.where.Text = r.text[r.doc.Tokens[m.from].Start:r.doc.Tokens[i].End]
		m.where.Evidence = []tocsin.Evidence{r.quote(m.from, i+1)}
		out = append(out, m)
	}
	return out
}

// mainCountry returns the country the report speaks of most, "" if of none; the alphabet breaks ties, so
// that the same report always gives the same.
func (r *reading) mainCountry() string { return r.countries.most() }

// most returns the country with the most votes.
func (v countryVote) most() string {
	best := ""
	for c, n := range v {
		if best == "" || n > v[best] || n == v[best] && c < best {
			best = c
		}
	}
	return best
}

// capitalOf returns the seat of a country.
func (r *reading) capitalOf(country string) (gazetteer.Place, bool) {
	p, ok := r.capital()[country]
	return p, ok
}

package coder

import (
	"math"

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
		if len(n.Refs) == 0 {
			continue
		}
		switch p := r.gaz.Place(n.Refs[0]); p.Class {
		case gazetteer.Country:
			v[p.Country] += 2
		case gazetteer.Province:
			v[p.Country]++
		case gazetteer.Settlement:
			if p.Capital || p.Population > 500000 {
				v[p.Country]++
			}
		}
	}
	for i := range r.doc.Tokens {
		t := &r.doc.Tokens[i]
		if t.Tag != language.ADJ && t.Tag != language.PROPN && t.Tag != language.NOUN || t.Text[0] < 'A' || t.Text[0] > 'Z' {
			continue
		}
		if p, ok := r.gaz.Demonym(t.Text); ok && p.Country != "" {
			v[p.Country]++
		}
	}
	if r.datePlace != "" {
		for _, ref := range r.gaz.Lookup(r.datePlace) {
			v[r.gaz.Place(ref).Country] += 4
			break
		}
	}
	return v
}

// resolveNames decides which place each name means, and whether it is one at all.
func (r *reading) resolveNames(names []placeName) {
	votes := r.voteCountries(names)
	r.countries = votes
	most := 0.0
	for _, v := range votes {
		most = max(most, v)
	}
	for i := range names {
		n := &names[i]
		score := 0.0
		for rank, ref := range n.Refs {
			if rank == 12 {
				break
			}
			p := r.gaz.Place(ref)
			s := r.placeFit(p, n, rank, votes, names, i)
			// In capitals nearly any word can be some small town's name: it must lie where the report is set.
			if upper := r.sentence(n.First).Upper; upper && p.Class == gazetteer.Settlement && p.Population < 200000 &&
				(votes[p.Country] < most/2 || gazetteer.UnitClass(r.doc.Tokens[n.First].Text) != gazetteer.Other) {
				continue
			}
			if !n.ok || s > score {
				n.ok, n.place, score = true, p, s
			}
		}
		if n.ok && score < 0 {
			n.ok = false
		}
		if n.ok {
			n.place = r.bareTown(*n, n.place)
		}
	}
}

// placeFit scores a candidate for a name: the class its words say, a unit named beside it that holds it,
// the countries the report speaks of, its size and fame. Below 0 it is not to be taken: a small place far
// from all that the report speaks of is nearly always a person's name or a common word.
func (r *reading) placeFit(p gazetteer.Place, n *placeName, rank int, votes countryVote, names []placeName, i int) float64 {
	s := -1.0 - 0.15*float64(rank)
	if n.Hint != gazetteer.Other {
		if p.Class == n.Hint {
			s += 2
		} else {
			s -= 0.5
		}
	}
	if p.Class == gazetteer.Country || p.Class == gazetteer.Region {
		return s + 4
	}
	if v := votes[p.Country]; v > 0 {
		s += 1 + math.Min(v, 6)/3
	}
	if p.Population > 0 {
		s += math.Log10(float64(p.Population)) / 6
	}
	if p.Class == gazetteer.Province {
		s += 0.8
	}
	if p.Population > 300000 || p.Capital {
		s += 0.6
	}
	for k := max(0, i-1); k <= min(len(names)-1, i+2); k++ {
		if k == i || len(names[k].Refs) == 0 || r.doc.Tokens[names[k].First].Sentence != r.doc.Tokens[n.First].Sentence {
			continue
		}
		if gap := names[k].First - n.Last; gap > 6 || gap < -8 {
			continue
		}
		for _, ref := range names[k].Refs[:min(3, len(names[k].Refs))] {
			if r.encloses(r.gaz.Place(ref), p) {
				s += 1.5
				break
			}
		}
	}
	return s
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
		if !ok || np.Head != i {
			continue
		}
		country := r.mainCountry()
		named := false
		for k := np.First; k < i; k++ {
			if p, ok := r.gaz.Demonym(r.doc.Tokens[k].Text); ok && p.Country != "" {
				country, named = p.Country, true
			}
			switch r.words[k].Lower {
			case "this", "the", "country", "nation":
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
		if !ok {
			continue
		}
		lat, lon := p.Lat, p.Lon
		out = append(out, placeMention{first: np.First, last: np.Last, from: np.First, where: tocsin.Where{
			Text: r.text[r.doc.Tokens[np.First].Start:r.doc.Tokens[i].End], Country: country, Adm1: p.Adm1, Settlement: p.Name, Lat: &lat, Lon: &lon,
			Precision: tocsin.PlaceSettlement, Evidence: []tocsin.Evidence{r.quote(np.First, i+1)}}})
	}
	return out
}

// mainCountry returns the country the report speaks of most, "" if of none; the alphabet breaks ties, so
// that the same report always gives the same.
func (r *reading) mainCountry() string {
	best := ""
	for c, v := range r.countries {
		if best == "" || v > r.countries[best] || v == r.countries[best] && c < best {
			best = c
		}
	}
	return best
}

// capitalOf returns the seat of a country.
func (r *reading) capitalOf(country string) (gazetteer.Place, bool) {
	p, ok := r.capital[country]
	return p, ok
}

// findCapitals indexes the seats of all countries.
func findCapitals(g *gazetteer.Gazetteer) map[string]gazetteer.Place {
	out := map[string]gazetteer.Place{}
	for i := range g.Len() {
		if p := g.Place(gazetteer.Ref(i)); p.Capital && p.Class == gazetteer.Settlement && out[p.Country].Population <= p.Population {
			out[p.Country] = p
		}
	}
	return out
}

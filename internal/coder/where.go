package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// onlyProvince returns the first-order unit of a country that all places in it which the report names lie in, "" if
// there are several or none: where a village that is on no map most likely is.
func (r *reading) onlyProvince(country string) string {
	only := ""
	for i := range r.places {
		p := &r.places[i]
		switch {
		case p.context || p.where.Country != country || p.where.Adm1 == "" || p.where.Adm1 == only:
		case only != "":
			return ""
		default:
			only = p.where.Adm1
		}
	}
	return only
}

// inTown reports whether a sentence tells a place in a town, but not of which: "on Ancash Street", "at the university".
// News names the town where it is another than that of its dateline.
func (r *reading) inTown(s language.Sentence) bool {
	for k := s.First + 1; k < s.Last; k++ {
		switch r.words[k].Lower {
		case "street", "avenue", "boulevard", "neighborhood", "neighbourhood", "neighborhoods", "barrio", "university", "campus":
			return true
		}
	}
	return false
}

// atSeat returns the capital as the place of what a sentence tells of a house of state that stands there and nowhere
// else: "near the parliament", "300 metres from Government House".
func (r *reading) atSeat(s language.Sentence) (tocsin.Where, bool) {
	for k := s.First + 1; k < s.Last; k++ {
		last := k + 1
		switch w := r.words[k].Lower; {
		case w == "parliament":
		case last < s.Last && (w == "presidential" || w == "national") && r.words[last].Lower == "palace",
			last < s.Last && w == "government" && r.words[last].Lower == "house":
			last++
		default:
			continue
		}
		at := k - 1
		if r.words[at].Lower == "the" {
			at--
		}
		if at < s.First {
			continue
		}
		switch r.words[at].Lower {
		case "in", "at", "near", "outside", "inside", "of", "from", "on", "into":
		default:
			continue
		}
		p, ok := r.capitalOf(r.setting.Country)
		if !ok {
			return tocsin.Where{}, false
		}
		lat, lon := p.Lat, p.Lon
		e := r.quote(k, last)
		return tocsin.Where{Text: e.Quote, Country: p.Country, Adm1: p.Adm1, Adm2: p.Adm2, Settlement: plainName(p.Name), Lat: &lat, Lon: &lon,
			Precision: tocsin.PlaceSettlement, Evidence: []tocsin.Evidence{e}}, true
	}
	return tocsin.Where{}, false
}

// settingCountry returns the country in which what the report tells most likely was: where it names places and what it
// says things are "in" count for more than a country that acts or is spoken to. "" if the report speaks of none.
func (r *reading) settingCountry() string {
	votes := countryVote{}
	for i := range r.places {
		p := &r.places[i]
		switch {
		case p.where.Country == "":
		case p.context && p.first < r.bodyStart:
			votes[p.where.Country] += 2
		case p.where.Precision == tocsin.PlaceCountry && !p.office:
			switch {
			case r.insideWord(p.from-1) || r.word(p.from-1) == "across" || r.word(p.from-1) == ",":
				votes[p.where.Country] += 1.5
			case !p.context && !r.actsOrIsActedOn(p):
				votes[p.where.Country] += 1
			default:
				votes[p.where.Country] += 0.25
			}
		default:
			votes[p.where.Country] += 1.5
		}
	}
	for i := r.bodyStart; i < len(r.doc.Tokens); i++ {
		if t := r.doc.Tokens[i].Text; t[0] >= 'A' && t[0] <= 'Z' {
			if p, ok := r.gaz.Demonym(t); ok && p.Country != "" {
				votes[p.Country] += 0.75
			}
		}
	}
	return votes.most()
}

// actsOrIsActedOn reports whether a country is the subject or the object of a verb beside it: "India said", "accuses
// India of".
func (r *reading) actsOrIsActedOn(p *placeMention) bool {
	if v, ok := r.verb(p.last); ok && v.First == p.last {
		return true
	}
	k := p.from - 1
	if r.word(k) == "the" {
		k--
	}
	_, ok := r.verb(k)
	return ok && k >= 0
}

// findSetting returns the country that the report is set in, with the first words that name it or a place
// in it as evidence.
func (r *reading) findSetting() tocsin.Where {
	c := r.settingCountry()
	if c == "" {
		return tocsin.Where{}
	}
	w := tocsin.Where{Country: c, Precision: tocsin.PlaceCountry}
	for i := range r.places {
		if p := r.places[i].where; p.Country == c {
			w.Text, w.Evidence = p.Text, p.Evidence
			if p.Precision == tocsin.PlaceCountry {
				break
			}
		}
	}
	if w.Text != "" {
		return w
	}
	for i := range r.doc.Tokens {
		if p, ok := r.gaz.Demonym(r.doc.Tokens[i].Text); ok && p.Country == c {
			w.Text, w.Evidence = r.doc.Tokens[i].Text, []tocsin.Evidence{r.quote(i, i+1)}
			break
		}
	}
	return w
}

package coder

import "github.com/tocsin-org/tocsin"

// whereOf returns where an incident was: the place attached to its acts, else one that its sentences name,
// else the dateline's or the country that the report speaks of most.
func (r *reading) whereOf(in *incident) tocsin.Where {
	i := in.place
	if i < 0 {
		for _, s := range in.sentences() {
			if j := r.attachPlace(r.doc.Sentences[s].First); j >= 0 {
				i = j
				break
			}
		}
	}
	var w tocsin.Where
	if i >= 0 {
		w = r.places[i].where
	} else {
		w = r.setting
	}
	if w.Precision == "" {
		w.Precision = tocsin.PlaceUnknown
	}
	if w.Country == "" && r.setting.Country != "" && w.Precision != tocsin.PlaceSeaOrAir {
		w.Country = r.setting.Country
	}
	return w
}

// findSetting returns the country that the report is set in: the one that most of its places lie in, the
// earliest of those that tie.
func (r *reading) findSetting() tocsin.Where {
	votes := map[string]int{}
	for i := range r.places {
		votes[r.places[i].where.Country]++
	}
	best, n := -1, 0
	for i := range r.places {
		if c := r.places[i].where.Country; c != "" && votes[c] > n {
			best, n = i, votes[c]
		}
	}
	if best < 0 {
		return tocsin.Where{}
	}
	p := r.places[best].where
	return tocsin.Where{Text: p.Text, Country: p.Country, Precision: tocsin.PlaceCountry, Evidence: p.Evidence}
}

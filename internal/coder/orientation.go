package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// readOrientation reads the words before a place that say how the event lies to it: "near Derbent" is
// within about 25 km, "northern Mali" is an area, "the road to Gao" and "the border with" are areas, "off
// the coast of" is the sea. (codebook.md, where.precision)
func (r *reading) readOrientation(m *placeMention) {
	s := r.sentence(m.first)
	if k := m.last; k < s.Last {
		switch r.words[k].Lemma {
		case "border", "frontier", "highway", "road", "river", "corridor", "volcano", "mountain", "hill", "forest", "lake", "desert":
			m.last = k + 1
			r.toArea(m)
			return
		}
	}
	for k := m.first - 1; k >= s.First && k >= m.first-7; k-- {
		w := r.words[k]
		switch {
		case w.Lower == "near" || w.Lower == "outside" || w.Lemma == "outskirt" || w.Lower == "outskirts" || w.Lemma == "vicinity" || w.Lemma == "suburb":
			m.from = k
			if m.where.Precision == tocsin.PlaceSettlement {
				m.where.Precision = tocsin.PlaceNear
			}
			return
		case direction[w.Lower]:
			m.from = k
			if k+1 < m.first && r.words[k+1].Lower == "of" && m.where.Precision == tocsin.PlaceSettlement {
				m.where.Precision = tocsin.PlaceNear // "just south of Makhachkala"
				m.oriented = true
				return
			}
			if r.wholeUnit(m) {
				return // "the eastern province of Bingol"
			}
			if m.where.Precision == tocsin.PlaceCountry || m.where.Precision == tocsin.PlaceProvince {
				r.toArea(m)
				return
			}
		case w.Lemma == "border" || w.Lemma == "highway" || w.Lemma == "road" || w.Lemma == "between" || w.Lemma == "frontier":
			if k < m.first-4 {
				return
			}
			m.from = k
			r.toArea(m)
			return
		case w.Lower == "off" && m.where.Precision != tocsin.PlaceArea && !cutting[r.words[max(k-1, 0)].Lemma]:
			m.from = k
			r.toSea(m) // "boats off Mullaitivu"
			return
		case w.Lemma == "coast" || w.Lemma == "sea" || w.Lemma == "gulf" || w.Lemma == "strait" || w.Lemma == "water":
			if k < m.first-3 {
				return
			}
			m.from = k
			r.toSea(m)
			return
		case w.Lemma == "kilometer" || w.Lemma == "kilometre" || w.Lemma == "km" || w.Lemma == "mile":
			m.from = k
			far := 0
			if k > s.First {
				for _, n := range r.doc.Numbers {
					if n.Last == k {
						m.from, far = n.First, n.Low
					}
				}
			}
			if w.Lemma == "mile" {
				far = far * 8 / 5
			}
			if m.where.Precision == tocsin.PlaceSettlement {
				m.where.Precision = tocsin.PlaceNear
				if far > nearKM && m.where.Adm1 != "" {
					// Too far for the town to stand for the place: the unit is what is certain.
					m.where.Precision = tocsin.PlaceProvince
					m.where.Settlement, m.where.Adm2, m.where.Lat, m.where.Lon = "", "", nil, nil
				}
			}
			return
		case w.Lower == "," && k > s.First && r.words[k-1].Lemma == "capital":
		case w.Lower == "and" && r.betweenBefore(k, s):
			m.from = k
			r.toArea(m)
			return
		case w.Lower == "of" || w.Lower == "the" || w.Lower == "to" || w.Lower == "from" || w.Lower == "with" || w.Lower == "just" ||
			w.Lower == "city" || w.Lower == "town" || w.Lower == "village" || w.Lower == "district" || w.Lower == "island" || w.Lower == "islands" || w.Lower == "'s" || w.Lower == "capital" ||
			r.doc.Tokens[k].Tag == language.ADJ:
		default:
			return
		}
	}
}

// cutting are verbs that make of "off" no place: "cut off the town".
var cutting = set("cut seal set shut close fend ward drive hold pay take block cordon wall fence kick call fight")

// wholeUnit reports whether the phrase calls its place a province or the like before its name, so that a direction in
// front says where that lies: "the eastern province of X".
func (r *reading) wholeUnit(m *placeMention) bool {
	if m.where.Precision != tocsin.PlaceProvince || m.first+2 >= m.last || r.words[m.first+1].Lower != "of" {
		return false
	}
	switch r.words[m.first].Lower {
	case "province", "state", "department", "governorate", "oblast", "prefecture":
		return true
	}
	return false
}

// nearKM is how far from a town an event may be for the town to stand for its place (codebook.md, "near").
const nearKM = 25

// betweenBefore reports whether "between" stands a few words before token k: "the road between X and Y".
func (r *reading) betweenBefore(k int, s language.Sentence) bool {
	for j := k - 1; j >= s.First && j >= k-5; j-- {
		if r.words[j].Lower == "between" {
			return true
		}
	}
	return false
}

// toArea makes a mention an area: it keeps the country and, of a province, its name.
func (r *reading) toArea(m *placeMention) {
	m.where.Precision = tocsin.PlaceArea
	m.where.Settlement, m.where.Adm2 = "", ""
	m.where.Lat, m.where.Lon = nil, nil
}

// toSea makes a mention the sea off a coast: of the place only the country is left.
func (r *reading) toSea(m *placeMention) {
	m.where.Precision = tocsin.PlaceSeaOrAir
	m.where.Settlement, m.where.Adm1, m.where.Adm2, m.where.Lat, m.where.Lon = "", "", "", nil, nil
}

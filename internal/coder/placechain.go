package coder

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/language"
)

// chained reports whether the second name stands inside which the first is: "Derbent, Dagestan",
// "Jolo in Mindanao", "Dagestan's Derbent" read the other way round.
func (r *reading) chained(a, b placeName) bool {
	if !a.ok || !b.ok || r.doc.Tokens[a.First].Sentence != r.doc.Tokens[b.First].Sentence {
		return false
	}
	from, to := a.OuterLast, b.OuterFirst
	if to < from { // "Afghanistan's province of Takhar": the class word belongs to either
		from, to = a.Last, b.First
	}
	if to-from > 5 || to < from {
		return false
	}
	comma, owns := false, false
	for k := from; k < to; k++ {
		switch r.words[k].Lower {
		case ",":
			comma = true
		case "'s", "’s":
			owns = true
		case "in", "of", "the", "(":
		default:
			t := r.doc.Tokens[k].Tag
			inside := k > from && (t == language.ADJ || t == language.NUM || direction[r.words[k].Lower])
			if !inside && !unitNoun[r.words[k].Lemma] && !placeTail[r.words[k].Lower] {
				return false
			}
		}
	}
	return r.encloses(b.place, a.place) || r.encloses(a.place, b.place) && (owns || !comma)
}

// plainName takes off a name the marks of transliteration that no newspaper prints ("Imphāl"), and leaves the accents
// of languages that have them.
func plainName(name string) string {
	decomposed := norm.NFD.String(name)
	kept := strings.Map(func(c rune) rune {
		switch c {
		case '\u0304', '\u0323', '\u0331', '\u02bf', '\u02be', '\u02bc', '\u2018':
			return -1
		}
		return c
	}, decomposed)
	return norm.NFC.String(kept)
}

// unitNoun holds the nouns that may stand between a place and the one it lies in ("Dagestan's second city,
// Derbent", "Afghanistan's province of Takhar").
var unitNoun = map[string]bool{
	"city": true, "town": true, "village": true, "province": true, "district": true, "department": true, "state": true, "country": true,
	"capital": true, "area": true, "region": true, "republic": true, "border": true, "municipality": true, "suburb": true, "governorate": true,
	"refugee": true, "camp": true, "community": true, "local": true, "government": true,
}

// encloses reports whether the first place is a unit that the second lies in.
func (r *reading) encloses(outer, inner gazetteer.Place) bool {
	if outer.Ref == inner.Ref {
		return false
	}
	switch outer.Class {
	case gazetteer.Country:
		return inner.Class != gazetteer.Country && (inner.Country == outer.Country || inner.Country == "")
	case gazetteer.Province:
		return inner.Class < gazetteer.Province && inner.Adm1Ref == outer.Ref
	case gazetteer.District:
		return inner.Class == gazetteer.Settlement && (inner.Adm2Ref == outer.Ref || inner.Adm1Ref == outer.Adm1Ref)
	case gazetteer.Region:
		return inner.Class != gazetteer.Region && inner.Class != gazetteer.Country
	}
	return outer.Class == gazetteer.Settlement && inner.Class == gazetteer.Settlement && inner.Quarter && inner.Adm1Ref == outer.Adm1Ref
}

// mention makes one mention of a chain of names: its place is the finest of them.
func (r *reading) mention(chain []placeName) (placeMention, bool) {
	best := -1
	for i, n := range chain {
		if n.ok && (best < 0 || fineness(n.place.Class) < fineness(chain[best].place.Class)) {
			best = i
		}
	}
	if best < 0 {
		return placeMention{}, false
	}
	if n := len(chain); n > 1 && chain[n-1].Hint != gazetteer.Other && chain[n-1].Hint != gazetteer.Settlement {
		if w := r.word(chain[n-1].OuterFirst - 1); (w == "'s" || w == "’s") && chain[n-1].place.Class == gazetteer.District {
			best = n - 1 // "Pattani's Sai Buri district" is the district, though Pattani be a town too
		}
	}
	if r.saysDistrictOf(chain) {
		best = 0
	}
	p := chain[best].place
	m := placeMention{first: chain[0].OuterFirst, last: chain[len(chain)-1].OuterLast}
	if first, seat, ok := r.seatOf(chain, p); ok {
		m.first, p = first, seat
	}
	m.from, m.quarter = m.first, p.Quarter
	m.where = tocsin.Where{Country: p.Country}
	if p.Class != gazetteer.Country && p.Class != gazetteer.Region {
		m.where.Adm1 = p.Adm1
	}
	switch p.Class {
	case gazetteer.Country:
		m.where.Precision = tocsin.PlaceCountry
	case gazetteer.Province:
		m.where.Precision = tocsin.PlaceProvince
		if r.saysTown(chain[best]) {
			m.where.Precision, m.where.Settlement = tocsin.PlaceSettlement, plainName(p.Name)
		}
	case gazetteer.District:
		m.where.Precision, m.where.Adm2 = tocsin.PlaceDistrict, p.Adm2
	case gazetteer.Region, gazetteer.Other:
		m.where.Precision = tocsin.PlaceArea
		for _, w := range r.words[m.first:m.last] {
			switch w.Lower {
			case "strait", "gulf", "sea", "ocean", "channel", "atlantic", "pacific", "mediterranean":
				m.where.Precision, m.where.Country = tocsin.PlaceSeaOrAir, ""
			}
		}
	default:
		if q, ok := r.districtOfVillages(chain[best], p); ok && len(chain) > 0 && best == 0 {
			p = q
			m.where.Precision, m.where.Adm2 = tocsin.PlaceDistrict, p.Adm2
			break
		}
		if n := chain[best]; n.Hint == gazetteer.District && r.saysDistrict(n) && !p.Quarter && (p.Adm2 != "" || r.words[n.OuterLast-1].Lemma == "jurisdiction") {
			m.where.Precision, m.where.Adm2 = tocsin.PlaceDistrict, p.Adm2 // its seat is all that the gazetteer knows by the name
			if p.Adm2 == "" {
				m.where.Adm2 = plainName(p.Name)
			}
			break
		}
		m.where.Precision, m.where.Settlement, m.where.Adm2 = tocsin.PlaceSettlement, plainName(p.Name), p.Adm2
	}
	for _, n := range chain {
		if m.where.Country == "" && n.place.Class == gazetteer.Country {
			m.where.Country = n.place.Country
		}
	}
	if p.HasPoint && (p.Class == gazetteer.Settlement || p.Class == gazetteer.District) {
		lat, lon := p.Lat, p.Lon
		m.where.Lat, m.where.Lon = &lat, &lon
	}
	if r.words[m.first].Lemma == "suburb" && m.where.Precision == tocsin.PlaceSettlement {
		m.where.Precision = tocsin.PlaceNear // an unnamed suburb
	}
	r.readOrientation(&m)
	text := r.text[r.doc.Tokens[m.from].Start:r.doc.Tokens[m.last-1].End]
	m.where.Text = strings.Join(strings.Fields(text), " ")
	m.where.Evidence = []tocsin.Evidence{r.quote(m.from, m.last)}
	return m, true
}

// saysDistrictOf reports whether a chain is a district and what it lies in by its own words, though a town bears the
// name of the latter: "the Jibia local government area of Katsina".
func (r *reading) saysDistrictOf(chain []placeName) bool {
	if len(chain) != 2 || chain[0].place.Class != gazetteer.District || chain[0].Hint != gazetteer.District || chain[1].place.Quarter {
		return false
	}
	k := chain[0].OuterLast
	for unitNoun[r.word(k)] {
		k++ // "local government area"
	}
	switch r.word(k) {
	case "of", "in", ",":
		return k > chain[0].Last
	}
	return false
}

// districtOfVillages returns the district that bears the name of a town where the text tells of villages in it: "two
// villages in Kaiama".
func (r *reading) districtOfVillages(n placeName, p gazetteer.Place) (gazetteer.Place, bool) {
	k := n.OuterFirst - 1
	if k < 1 || r.words[k].Lower != "in" && r.words[k].Lower != "of" {
		return p, false
	}
	switch r.words[k-1].Lower {
	case "villages", "communities", "settlements", "hamlets", "towns":
	default:
		return p, false
	}
	for _, ref := range n.Refs {
		if q := r.gaz.Place(ref); q.Class == gazetteer.District && q.Country == p.Country && q.Adm1Ref == p.Adm1Ref {
			return q, true
		}
	}
	return p, false
}

// saysTown reports whether the text calls a name that only a unit bears a town: "the town of Boumerdes".
func (r *reading) saysTown(n placeName) bool {
	if n.Hint != gazetteer.Settlement || n.OuterFirst == n.First {
		return false
	}
	switch r.words[n.OuterFirst].Lemma {
	case "town", "city", "village":
		return true
	}
	return false
}

// seatOf returns the town that "the capital of Antioquia" means, and where the words begin.
func (r *reading) seatOf(chain []placeName, p gazetteer.Place) (int, gazetteer.Place, bool) {
	k := chain[0].OuterFirst - 1
	if p.Class == gazetteer.Settlement && chain[0].OuterFirst < chain[0].First && r.words[chain[0].OuterFirst].Lemma == "capital" {
		// The class word was taken for one of the name: "the capital of Jalisco" is of the unit.
		k = chain[0].First - 1
		for _, ref := range chain[0].Refs {
			if q := r.gaz.Place(ref); q.Class == gazetteer.Province && q.Country == p.Country {
				p = q
			}
		}
	}
	if len(chain) > 2 || p.Class != gazetteer.Province || k < 1 || r.words[k].Lower != "of" || r.words[k-1].Lemma != "capital" || r.sentence(k).First == k {
		return 0, p, false
	}
	seat, ok := r.seats()[p.Ref]
	return k - 1, seat, ok
}

// saysDistrict reports whether the class word beside a name is one of second-order units only: "area" and "zone" are
// said of parts of towns too.
func (r *reading) saysDistrict(n placeName) bool {
	for _, w := range r.words[n.OuterFirst:n.OuterLast] {
		switch w.Lemma {
		case "district", "municipality", "county", "commune", "subdistrict", "tehsil", "jurisdiction", "upazila", "woreda", "cercle":
			return true
		}
	}
	return false
}

// fineness orders classes from the finest.
func fineness(c gazetteer.Class) int {
	switch c {
	case gazetteer.Settlement:
		return 0
	case gazetteer.District:
		return 1
	case gazetteer.Province:
		return 2
	case gazetteer.Other:
		return 3
	case gazetteer.Region:
		return 4
	}
	return 5
}

// bareTown takes the town for a name without a class word that a unit and its chief town share
// ("Damascus", "Islamabad"): news that means the unit says so.
func (r *reading) bareTown(n placeName, p gazetteer.Place) gazetteer.Place {
	if n.Hint != gazetteer.Other || p.Class != gazetteer.Province && p.Class != gazetteer.District {
		return p
	}
	key := gazetteer.Fold(r.nameKey(&n))
	for _, ref := range n.Refs {
		q := r.gaz.Place(ref)
		if gazetteer.Fold(p.Name) == key && gazetteer.Fold(q.Name) != key {
			continue // Basilan is the island, though its chief town was once called so
		}
		if q.Class == gazetteer.Settlement && q.Country == p.Country && (q.Seat || q.Capital || q.Population > 100000) {
			return q
		}
	}
	return p
}

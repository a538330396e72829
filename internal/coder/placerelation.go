package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
)

// The ways in which two places can stand to each other.
type placeRelation uint8

const (
	placeOpen   placeRelation = iota // nothing known against or for it
	placeSame                        // the same finest unit
	placeWithin                      // one inside the other
	placeApart                       // different units of the same order
)

// comparePlaces says how place mentions i and j stand to each other.
func (r *reading) comparePlaces(i, j int) placeRelation {
	a, b := r.places[i].where, r.places[j].where
	if a.Country != "" && b.Country != "" && a.Country != b.Country {
		return placeApart
	}
	if a.Country == "" || b.Country == "" {
		return placeOpen
	}
	if a.Adm1 != "" && b.Adm1 != "" && a.Adm1 != b.Adm1 {
		return placeApart
	}
	if a.Settlement != "" && b.Settlement != "" {
		if a.Settlement == b.Settlement {
			return placeSame
		}
		if r.places[i].quarter != r.places[j].quarter && a.Adm1 != "" && a.Adm1 == b.Adm1 {
			return placeWithin // a quarter and its town
		}
		return placeApart
	}
	if a.Adm2 != "" && b.Adm2 != "" && a.Settlement == "" && b.Settlement == "" {
		if a.Adm2 == b.Adm2 {
			return placeSame
		}
		return placeApart
	}
	if a.Adm2 != "" && b.Adm2 != "" && a.Adm2 != b.Adm2 && (a.Precision == tocsin.PlaceDistrict || b.Precision == tocsin.PlaceDistrict) {
		town, district := a.Settlement, b.Adm2
		if town == "" {
			town, district = b.Settlement, a.Adm2
		}
		if !strings.HasPrefix(district, town) {
			return placeApart // a town of another district
		}
	}
	if a.Precision == b.Precision && (a.Precision == tocsin.PlaceProvince || a.Precision == tocsin.PlaceCountry) {
		return placeSame
	}
	return placeWithin
}

// placesApart reports whether two place mentions cannot be of one incident.
func (r *reading) placesApart(i, j int) bool { return r.comparePlaces(i, j) == placeApart }

// finerPlace reports whether mention i is a finer place than mention j.
func (r *reading) finerPlace(i, j int) bool {
	if rel := r.comparePlaces(i, j); rel == placeApart || rel == placeSame && r.places[j].where.Precision == tocsin.PlaceNear {
		return false
	}
	return placeRank(r.places[i].where.Precision) < placeRank(r.places[j].where.Precision)
}

func placeRank(p tocsin.PlacePrecision) int {
	switch p {
	case tocsin.PlaceSettlement:
		return 0
	case tocsin.PlaceNear:
		return 1
	case tocsin.PlaceDistrict:
		return 2
	case tocsin.PlaceProvince:
		return 3
	case tocsin.PlaceSeaOrAir, tocsin.PlaceArea:
		return 4
	case tocsin.PlaceCountry:
		return 5
	}
	return 6
}

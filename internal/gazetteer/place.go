package gazetteer

import "fmt"

// A Class is what kind of place a place is.
type Class uint8

// The classes. Their numbers are stored in the embedded bundle.
const (
	Other      Class = iota // none of the below, or not known
	Settlement              // a city, town, village or quarter
	District                // a second-order unit: rayon, county, cercle, department
	Province                // a first-order unit: province, state, governorate, oblast
	Country                 // a country or territory with a code of its own
	Region                  // an area people name that is no unit: "North Caucasus", a sea, a continent
)

var classNames = [...]string{"other", "settlement", "district", "province", "country", "region"}

// String returns the class in lower case.
func (c Class) String() string {
	if int(c) < len(classNames) {
		return classNames[c]
	}
	return fmt.Sprintf("class %d", c)
}

// MarshalText writes the class as String does, so that JSON shows words.
func (c Class) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// A Ref is a place of one Gazetteer. It is only good with the Gazetteer that gave it.
type Ref int32

// None is no place.
const None Ref = -1

// A Place is what the gazetteer knows of a place.
type Place struct {
	Ref        Ref     `json:"-"`
	ID         int     `json:"id"` // GeoNames id; below zero where GeoNames has none
	Name       string  `json:"name"`
	Class      Class   `json:"class"`
	Country    string  `json:"country"`        // ISO 3166-1 alpha-2 of who administers it; "" for seas and continents
	Code       string  `json:"code,omitempty"` // GeoNames code of a unit ("RU.17"), ISO code of a country
	Adm1       string  `json:"adm1"`           // English short name of the first-order unit; its own for a Province
	Adm1Ref    Ref     `json:"-"`              // that unit, or None
	Adm2       string  `json:"adm2"`           // name of the second-order unit; its own for a District
	Adm2Ref    Ref     `json:"-"`              // that unit, or None
	Lat        float64 `json:"lat"`            // degrees, WGS 84: a settlement, the seat or middle of a unit
	Lon        float64 `json:"lon"`
	HasPoint   bool    `json:"has_point"`
	Population int     `json:"population"`        // 0 where not known
	AltNames   int     `json:"alt_names"`         // how many other names it has, up to 255: a measure of fame
	Capital    bool    `json:"capital,omitempty"` // the seat of a country
	Seat       bool    `json:"seat,omitempty"`    // the seat of a first-order unit
	Quarter    bool    `json:"quarter,omitempty"` // a part of a settlement
}

// The bits of the stored flags.
const (
	FlagPoint   = 1 << iota // it has a point
	FlagCapital             // the seat of a country
	FlagSeat1               // the seat of a first-order unit
	FlagSeat2               // the seat of a lower unit
	FlagQuarter             // a part of a settlement
)

// The stored degrees: hundred-thousandths, shifted to be whole numbers without sign.
const (
	DegreeScale = 1e5
	LatShift    = 90
	LonShift    = 180
)

// flags gives the place's flags as they are stored.
func (p *Place) flags() uint32 {
	var f uint32
	for _, b := range []struct {
		on  bool
		bit uint32
	}{{p.HasPoint, FlagPoint}, {p.Capital, FlagCapital}, {p.Seat, FlagSeat1}, {p.Quarter, FlagQuarter}} {
		if b.on {
			f |= b.bit
		}
	}
	return f
}

package gazetteer

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/tocsin-org/tocsin/internal/gazetteer/bundle"
)

//go:embed data/places.bin.zst
var placesFile []byte

// A Gazetteer answers questions about places. It is safe for concurrent use.
type Gazetteer struct {
	n        int
	id       bundle.Column
	class    bundle.Column
	country  bundle.Column
	adm1     bundle.Column // ref + 1 of the first-order unit, 0 for none
	adm2     bundle.Column // ref + 1 of the second-order unit, 0 for none
	lat, lon bundle.Column
	pop      bundle.Column
	alts     bundle.Column
	flags    bundle.Column
	display  bundle.Strings
	codes    bundle.Strings
	names    *bundle.Names
	first    bundle.First // what names can begin with

	isos     []string       // by the number in the country column; isos[0] is ""
	byISO    map[string]Ref // country places
	byCode   func() map[string]Ref
	byID     func() map[int]Ref
	regions  map[Ref]extent
	demonyms map[string]Ref
	loose    func() *looseIndex
	towns    func() nearTowns

	ranker *weights // instead of the embedded ones, or nil
	over   *overlay // what a dump added, or nil
}

// An extent is the countries and first-order units that a region lies in.
type extent struct {
	countries []string
	units     []Ref
}

var loadOnce = sync.OnceValues(func() (*Gazetteer, error) { return open(placesFile) })

// Load returns the embedded gazetteer. It is unpacked at the first call and shared by all.
func Load() (*Gazetteer, error) { return loadOnce() }

// open unpacks a bundle.
func open(file []byte) (*Gazetteer, error) {
	s, err := bundle.Unpack(file)
	if err != nil {
		return nil, fmt.Errorf("loading the gazetteer: %w", err)
	}
	g := &Gazetteer{
		display: bundle.OpenStrings(s["display"]),
		codes:   bundle.OpenStrings(s["codes"]),
		isos:    strings.Fields(string(s["isos"])),
	}
	g.isos = append([]string{""}, g.isos...)
	g.n = g.display.Len()
	if g.codes.Len() != g.n {
		return nil, fmt.Errorf("loading the gazetteer: %d names but %d codes", g.n, g.codes.Len())
	}
	for _, c := range []struct {
		name string
		to   *bundle.Column
	}{
		{"id", &g.id}, {"class", &g.class}, {"country", &g.country}, {"adm1", &g.adm1}, {"adm2", &g.adm2},
		{"lat", &g.lat}, {"lon", &g.lon}, {"pop", &g.pop}, {"alts", &g.alts}, {"flags", &g.flags},
	} {
		if *c.to, err = bundle.OpenColumn(s[c.name], g.n); err != nil {
			return nil, fmt.Errorf("loading the gazetteer: %s: %w", c.name, err)
		}
	}
	if g.names, err = bundle.OpenNames(s["keys"], s["postings"]); err != nil {
		return nil, fmt.Errorf("loading the gazetteer: %w", err)
	}
	if g.first, err = bundle.OpenFirst(s["first"]); err != nil {
		return nil, fmt.Errorf("loading the gazetteer: %w", err)
	}
	if err := g.readSmallTables(s); err != nil {
		return nil, fmt.Errorf("loading the gazetteer: %w", err)
	}
	g.byID = sync.OnceValue(g.indexIDs)
	g.byCode = sync.OnceValue(g.indexCodes)
	g.towns = sync.OnceValue(g.makeNearTowns)
	g.loose = sync.OnceValue(g.makeLooseIndex)
	return g, nil
}

// readSmallTables reads what is kept as lines of text: the places that are countries, the extents
// of regions and the demonyms.
func (g *Gazetteer) readSmallTables(s bundle.Sections) error {
	g.byISO = map[string]Ref{}
	g.regions = map[Ref]extent{}
	g.demonyms = map[string]Ref{}
	for line := range strings.Lines(string(s["countryplaces"])) {
		var iso string
		var ref int
		if _, err := fmt.Sscanf(line, "%s %d", &iso, &ref); err != nil || ref < 0 || ref >= g.n {
			return fmt.Errorf("country line %q is bad", line)
		}
		g.byISO[iso] = Ref(ref)
	}
	for line := range strings.Lines(string(s["regions"])) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "|")
		if len(f) != 3 {
			return fmt.Errorf("region line %q is bad", line)
		}
		var ref int
		if _, err := fmt.Sscan(f[0], &ref); err != nil || ref < 0 || ref >= g.n {
			return fmt.Errorf("region line %q is bad", line)
		}
		var e extent
		if f[1] != "" {
			e.countries = strings.Split(f[1], ",")
		}
		for u := range strings.FieldsSeq(f[2]) {
			var unit int
			if _, err := fmt.Sscan(u, &unit); err != nil || unit < 0 || unit >= g.n {
				return fmt.Errorf("region line %q is bad", line)
			}
			e.units = append(e.units, Ref(unit))
		}
		g.regions[Ref(ref)] = e
	}
	for line := range strings.Lines(string(s["demonyms"])) {
		word, num, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "|")
		var ref int
		if _, err := fmt.Sscan(num, &ref); err != nil || ref < 0 || ref >= g.n {
			return fmt.Errorf("demonym line %q is bad", line)
		}
		g.demonyms[word] = Ref(ref)
	}
	return nil
}

func (g *Gazetteer) indexCodes() map[string]Ref {
	m := map[string]Ref{}
	for i := range g.n {
		if c := g.codes.At(i); len(c) > 0 {
			m[string(c)] = Ref(i)
		}
	}
	return m
}

// Len returns the number of places.
func (g *Gazetteer) Len() int {
	if g.over != nil {
		return g.n + len(g.over.places)
	}
	return g.n
}

// Place returns what is known of the place. An unknown Ref gives the zero Place with Ref None.
func (g *Gazetteer) Place(r Ref) Place {
	i := int(r)
	if i >= g.n && g.over != nil && i < g.n+len(g.over.places) {
		return g.over.places[i-g.n]
	}
	if i < 0 || i >= g.n {
		return Place{Ref: None, Adm1Ref: None, Adm2Ref: None}
	}
	flags := g.flags.At(i)
	p := Place{
		Ref:        r,
		ID:         int(int32(g.id.At(i))),
		Name:       string(g.display.At(i)),
		Class:      g.classOf(r),
		Country:    g.isos[g.country.At(i)],
		Code:       string(g.codes.At(i)),
		Adm1Ref:    g.adm1Of(r),
		Adm2Ref:    g.adm2Of(r),
		HasPoint:   flags&FlagPoint != 0,
		Population: int(g.pop.At(i)),
		AltNames:   int(g.alts.At(i)),
		Capital:    flags&FlagCapital != 0,
		Seat:       flags&FlagSeat1 != 0,
		Quarter:    flags&FlagQuarter != 0,
	}
	p.Lat, p.Lon = g.point(r)
	if p.Adm1Ref >= 0 {
		p.Adm1 = string(g.display.At(int(p.Adm1Ref)))
	}
	if p.Adm2Ref >= 0 {
		p.Adm2 = string(g.display.At(int(p.Adm2Ref)))
	}
	return p
}

func (g *Gazetteer) classOf(r Ref) Class {
	if int(r) >= g.n {
		return g.over.places[int(r)-g.n].Class
	}
	return Class(g.class.At(int(r)))
}

func (g *Gazetteer) adm1Of(r Ref) Ref {
	if int(r) >= g.n {
		return g.over.places[int(r)-g.n].Adm1Ref
	}
	return Ref(g.adm1.At(int(r))) - 1
}

func (g *Gazetteer) adm2Of(r Ref) Ref {
	if int(r) >= g.n {
		return g.over.places[int(r)-g.n].Adm2Ref
	}
	return Ref(g.adm2.At(int(r))) - 1
}

func (g *Gazetteer) point(r Ref) (lat, lon float64) {
	if int(r) >= g.n {
		p := &g.over.places[int(r)-g.n]
		return p.Lat, p.Lon
	}
	// Whole numbers, so that the decimals of the source come out as they went in.
	lat = float64(int(g.lat.At(int(r)))-LatShift*DegreeScale) / DegreeScale
	lon = float64(int(g.lon.At(int(r)))-LonShift*DegreeScale) / DegreeScale
	return lat, lon
}

// Country returns the country with the ISO 3166-1 alpha-2 code.
func (g *Gazetteer) Country(iso string) (Place, bool) {
	r, ok := g.byISO[iso]
	if !ok {
		return g.Place(None), false
	}
	return g.Place(r), true
}

// Capitals returns the seat of each country by its ISO code: of two seats the larger.
func (g *Gazetteer) Capitals() map[string]Place {
	largest := map[string]Ref{}
	for i := range g.n {
		if g.flags.At(i)&FlagCapital == 0 || Class(g.class.At(i)) != Settlement {
			continue
		}
		c := g.isos[g.country.At(i)]
		if have, ok := largest[c]; !ok || g.pop.At(int(have)) < g.pop.At(i) {
			largest[c] = Ref(i)
		}
	}
	out := make(map[string]Place, len(largest))
	for c, r := range largest {
		out[c] = g.Place(r)
	}
	return out
}

// Seats returns the seat of each first-order unit: of two seats the larger.
func (g *Gazetteer) Seats() map[Ref]Place {
	largest := map[Ref]Ref{}
	for i := range g.n {
		if g.flags.At(i)&(FlagSeat1|FlagCapital) == 0 || Class(g.class.At(i)) != Settlement {
			continue
		}
		unit := g.adm1Of(Ref(i))
		if have, ok := largest[unit]; unit >= 0 && (!ok || g.pop.At(int(have)) < g.pop.At(i)) {
			largest[unit] = Ref(i)
		}
	}
	out := make(map[Ref]Place, len(largest))
	for unit, r := range largest {
		out[unit] = g.Place(r)
	}
	return out
}

// Unit returns the unit with the GeoNames code: "RU.17" for Dagestan.
func (g *Gazetteer) Unit(code string) (Place, bool) {
	r, ok := g.byCode()[code]
	if !ok {
		return g.Place(None), false
	}
	return g.Place(r), true
}

// Extent returns the countries that a region lies in, the first of them administering most of it,
// and the first-order units that are wholly or mostly inside it. For any other place it is the
// place's country and unit.
func (g *Gazetteer) Extent(r Ref) (countries []string, units []Ref) {
	if e, ok := g.regions[r]; ok {
		return e.countries, e.units
	}
	p := g.Place(r)
	if p.Country != "" {
		countries = []string{p.Country}
	}
	if p.Adm1Ref >= 0 {
		units = []Ref{p.Adm1Ref}
	}
	return countries, units
}

// Demonym returns the country, unit or region whose people or things the word names: "Dagestani",
// "Iraqis", "Saudi". A demonym is context for places, never the place of an incident.
func (g *Gazetteer) Demonym(word string) (Place, bool) {
	r, ok := g.demonyms[Fold(word)]
	if !ok {
		return g.Place(None), false
	}
	return g.Place(r), true
}

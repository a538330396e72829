package main

import (
	"fmt"
	"hash/fnv"
	"math"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/tocsin-org/tocsin/internal/gazetteer"
)

// A place is one entry in the making.
type place struct {
	id         int
	name       string
	class      gazetteer.Class
	cc         string
	code       string // of a unit or country
	adm1, adm2 *place
	lat, lon   float64
	point      bool
	pop        int
	rawAlts    int
	flags      uint32
	main, alt  []string // names, not yet folded
	units      []*place // of a region
	countries  []string // of a region
	index      int
}

// A world is all places in the making, with what is needed to find them.
type world struct {
	places []*place
	byID   map[int]*place
	byCode map[string]*place // units and countries
	towns  map[*place][]*place
	inAdm2 map[*place][]*place
	taken  map[string][]*place // settlements by country and folded name
}

func newWorld() *world {
	return &world{byID: map[int]*place{}, byCode: map[string]*place{}, towns: map[*place][]*place{}, inAdm2: map[*place][]*place{}, taken: map[string][]*place{}}
}

func (w *world) add(p *place) {
	if p.id == 0 {
		p.id = ownID(p.cc + "|" + p.code + "|" + p.name + fmt.Sprintf("|%.2f|%.2f", p.lat, p.lon))
	}
	w.places = append(w.places, p)
	if _, taken := w.byID[p.id]; !taken {
		w.byID[p.id] = p
	}
	if p.code != "" {
		w.byCode[p.code] = p
	}
}

// ownID is a number below zero for a place without a GeoNames id, the same in every build.
func ownID(key string) int {
	h := fnv.New32a()
	h.Write([]byte(key))
	return -int(h.Sum32()&0x7ffffffe) - 1
}

func (w *world) addCountries(rows [][]string) {
	for _, f := range rows {
		p := &place{name: f[2], class: gazetteer.Country, cc: f[0], code: f[0], point: true, flags: gazetteer.FlagPoint}
		p.id, _ = strconv.Atoi(f[1])
		p.pop, _ = strconv.Atoi(f[4])
		p.lat, _ = strconv.ParseFloat(f[5], 64)
		p.lon, _ = strconv.ParseFloat(f[6], 64)
		p.main = []string{f[2]}
		if f[7] != "" {
			p.alt = strings.Split(f[7], ";")
		}
		p.alt = append(p.alt, countryNames(f[0])...)
		p.rawAlts = 200
		w.add(p)
	}
}

// addTowns adds the settlements: those of the full rows first, then those only newer lists hold.
func (w *world) addTowns(src *sources) {
	for _, r := range src.cities {
		p := &place{id: r.id, name: r.name, class: gazetteer.Settlement, cc: r.cc, lat: r.lat, lon: r.lon, point: true, pop: r.pop, rawAlts: len(r.alts), flags: gazetteer.FlagPoint}
		p.adm1 = w.byCode[r.cc+"."+r.adm1]
		p.adm2 = w.byCode[r.cc+"."+r.adm1+"."+r.adm2]
		switch r.fcode {
		case "PPLC":
			p.flags |= gazetteer.FlagCapital | gazetteer.FlagSeat1
		case "PPLA":
			p.flags |= gazetteer.FlagSeat1
		case "PPLG":
			// The seat of a government that is not in the capital: La Paz, The Hague. Of the rest of the
			// class, buildings and old seats, none is a town of this size.
			if r.pop >= 100_000 {
				p.flags |= gazetteer.FlagCapital | gazetteer.FlagSeat1
			}
		case "PPLA2", "PPLA3", "PPLA4":
			p.flags |= gazetteer.FlagSeat2
		case "PPLX":
			p.flags |= gazetteer.FlagQuarter
		case "PPLH", "PPLCH", "PPLQ", "PPLW":
			p.pop = 0
		}
		p.main = []string{r.name, r.ascii}
		for _, a := range r.alts {
			if keepName(a) {
				p.alt = append(p.alt, a)
			}
		}
		w.addTown(p)
	}
	for _, r := range src.extra {
		if _, have := w.byID[r.id]; have {
			continue
		}
		p := &place{id: r.id, name: r.name, class: gazetteer.Settlement, cc: r.country, lat: r.lat, lon: r.lon, point: true, pop: r.pop, flags: gazetteer.FlagPoint, main: []string{r.name}}
		if r.unit > 0 && r.unit <= len(src.units) {
			u := w.byCode[src.units[r.unit-1].code]
			if u != nil && u.class == gazetteer.District {
				p.adm1, p.adm2 = u.adm1, u
			} else {
				p.adm1 = u
			}
		}
		w.addTown(p)
	}
	for _, r := range src.towns {
		lat, _ := strconv.ParseFloat(r.Lat, 64)
		lon, _ := strconv.ParseFloat(r.Lng, 64)
		if w.hasTown(r.Country, r.Name, lat, lon) {
			continue
		}
		p := &place{name: r.Name, class: gazetteer.Settlement, cc: r.Country, lat: lat, lon: lon, point: true, flags: gazetteer.FlagPoint, main: []string{r.Name}}
		p.adm1 = w.byCode[r.Country+"."+r.Admin1]
		p.adm2 = w.byCode[r.Country+"."+r.Admin1+"."+r.Admin2]
		w.addTown(p)
	}
}

func (w *world) addTown(p *place) {
	w.add(p)
	w.towns[p.adm1] = append(w.towns[p.adm1], p)
	if p.adm2 != nil {
		w.inAdm2[p.adm2] = append(w.inAdm2[p.adm2], p)
	}
	seen := map[string]bool{}
	for _, n := range append(append([]string{}, p.main...), p.alt...) {
		k := p.cc + gazetteer.Fold(n)
		if !seen[k] {
			seen[k] = true
			w.taken[k] = append(w.taken[k], p)
		}
	}
}

func (w *world) hasTown(cc, name string, lat, lon float64) bool {
	for _, p := range w.taken[cc+gazetteer.Fold(name)] {
		if math.Abs(p.lat-lat) < .06 && math.Abs(p.lon-lon) < .06 {
			return true
		}
	}
	return false
}

// addOwnPlaces adds the places of the text files. A unit that is not given is the one whose shape
// holds the point. A given one that the shapes gainsay is told: a mistake, or a place at a border.
func (w *world) addOwnPlaces(rows [][]string, shapes []*shape) error {
	had := 0
	for _, f := range rows {
		name, _, _ := strings.Cut(f[0], " (")
		p := &place{name: name, cc: f[1], class: gazetteer.Settlement, point: true, flags: gazetteer.FlagPoint, main: []string{name}}
		var err1, err2 error
		p.lat, err1 = strconv.ParseFloat(f[4], 64)
		p.lon, err2 = strconv.ParseFloat(f[5], 64)
		if err1 != nil || err2 != nil {
			return fmt.Errorf("places: %s: bad point", f[0])
		}
		u := unitAt(shapes, p.lat, p.lon)
		p.adm1 = w.byCode[f[2]]
		switch {
		case p.adm1 != nil:
			if u != nil && u != p.adm1 {
				fmt.Printf("places: %s lies by its point in %s (%s), not in %s\n", f[0], u.code, u.name, f[2])
			}
		case f[2] != "":
			return fmt.Errorf("places: %s: no unit %s", f[0], f[2])
		case u != nil && (f[1] == "" || u.cc == f[1]):
			p.adm1 = u
		default:
			p.adm1 = w.nearestUnit(f[1], p.lat, p.lon)
		}
		if p.adm1 != nil {
			p.cc = p.adm1.cc
		}
		if p.cc == "" {
			fmt.Println("places: no unit for", f[0])
			continue
		}
		if f[6] != "" {
			p.main = append(p.main, strings.Split(f[6], ";")...)
		}
		p.rawAlts = 2 + len(p.main) // as known as a small town: the files are for places in the news
		if t := w.townNear(p); t != nil {
			had++
			t.alt = append(t.alt, p.main...)
			if f[1] != "" {
				t.name = name // chosen by hand: as the news writes it
			}
			continue
		}
		w.addTown(p)
	}
	fmt.Printf("own places: %d, of which the sources had %d\n", len(rows), had)
	return nil
}

// nearestUnit is the unit of the nearest town, of the country where one is given.
func (w *world) nearestUnit(cc string, lat, lon float64) *place {
	var best *place
	least := 1.0
	for _, t := range w.places {
		if t.class != gazetteer.Settlement || t.adm1 == nil || cc != "" && t.cc != cc {
			continue
		}
		if d := math.Hypot(t.lat-lat, t.lon-lon); d < least {
			best, least = t.adm1, d
		}
	}
	return best
}

// fillUnits gives the towns that the sources have in no unit the one whose shape holds them.
func (w *world) fillUnits(shapes []*shape) {
	filled, left := 0, 0
	for _, t := range w.places {
		if t.class != gazetteer.Settlement || t.adm1 != nil {
			continue
		}
		if u := unitAt(shapes, t.lat, t.lon); u != nil && u.cc == t.cc {
			t.adm1 = u
		} else {
			t.adm1 = w.nearestUnit(t.cc, t.lat, t.lon)
		}
		if t.adm1 != nil {
			filled++
			w.towns[t.adm1] = append(w.towns[t.adm1], t)
		} else {
			left++
		}
	}
	fmt.Printf("towns without a unit: %d found by place, %d left\n", filled, left)
}

func (w *world) townNear(p *place) *place {
	for _, n := range p.main {
		for _, t := range w.taken[p.cc+gazetteer.Fold(n)] {
			if math.Abs(t.lat-p.lat) < .15 && math.Abs(t.lon-p.lon) < .15 {
				return t
			}
		}
	}
	return nil
}

func unitAt(shapes []*shape, lat, lon float64) *place {
	for _, s := range shapes {
		if s.unit != nil && lat >= s.box[0] && lon >= s.box[1] && lat <= s.box[2] && lon <= s.box[3] && inside(s.rings, lon, lat) {
			return s.unit
		}
	}
	return nil
}

func (w *world) addRegions(rows [][]string) {
	for _, f := range rows {
		name := strings.TrimSuffix(strings.TrimSuffix(f[0], " Region"), " Continent")
		if strings.HasPrefix(f[0], "Kurdistan ") || strings.HasPrefix(f[0], "Sahel ") {
			name = f[0]
		}
		p := &place{name: name, class: gazetteer.Region, code: "region:" + gazetteer.Fold(f[0]), point: true, flags: gazetteer.FlagPoint, main: []string{name}, rawAlts: 30}
		if f[1] != "" {
			p.countries = strings.Split(f[1], ",")
			p.cc = p.countries[0]
		}
		for c := range strings.SplitSeq(f[2], ",") {
			if c == "" {
				continue
			}
			u := w.byCode[c]
			if u == nil {
				fmt.Println("regions.txt: no unit", c, "for", f[0])
				continue
			}
			p.units = append(p.units, u)
		}
		if len(p.units) == 1 {
			p.adm1 = p.units[0]
		}
		p.lat, _ = strconv.ParseFloat(f[3], 64)
		p.lon, _ = strconv.ParseFloat(f[4], 64)
		if f[5] != "" {
			p.alt = strings.Split(f[5], ";")
		}
		w.add(p)
	}
}

func (w *world) addMoreNames(rows [][]string) {
	for _, f := range rows {
		p := w.byCode[f[0]]
		if p == nil {
			id, _ := strconv.Atoi(f[0])
			p = w.byID[id]
		}
		if p == nil {
			fmt.Println("names.txt: no place", f[0], f[1])
			continue
		}
		names := strings.Split(f[1], ";")
		if seat := w.namesakeSeat(p); seat != nil {
			for _, n := range names {
				if strings.Count(n, " ") < 2 && strings.ToUpper(n) != n {
					seat.alt = append(seat.alt, n)
				}
			}
		}
		p.main = append(p.main, names...)
		if p.class == gazetteer.Settlement {
			p.name = names[0]
		}
	}
}

// namesakeSeat is the seat of a first-order unit that bears its name: what the news calls the one it
// calls the other.
func (w *world) namesakeSeat(u *place) *place {
	if u.class != gazetteer.Province {
		return nil
	}
	for _, t := range w.towns[u] {
		if t.flags&gazetteer.FlagSeat1 == 0 {
			continue
		}
		for _, n := range append(append([]string{}, t.main...), t.alt...) {
			if k := gazetteer.Fold(n); k == gazetteer.Fold(u.name) {
				return t
			}
		}
	}
	return nil
}

// order puts places that lie together next to each other, which packs best, and numbers them.
func (w *world) order() {
	rank := func(p *place) string {
		a1, a2 := "", ""
		if p.adm1 != nil {
			a1 = p.adm1.code
		}
		if p.adm2 != nil {
			a2 = p.adm2.code
		}
		return p.cc + "\x00" + a1 + "\x00" + a2 + "\x00" + strconv.Itoa(9-int(p.class)) + p.name
	}
	keys := make(map[*place]string, len(w.places))
	for _, p := range w.places {
		keys[p] = rank(p)
	}
	sort.SliceStable(w.places, func(i, j int) bool { return keys[w.places[i]] < keys[w.places[j]] })
	for i, p := range w.places {
		p.index = i
	}
}

// keepName tells of an alternate name worth keeping: in Latin, Cyrillic or Arabic letters, not a
// code of an airport, and not a romanised ideograph (those begin in lower case).
func keepName(n string) bool {
	if len(n) > 60 || len(n) < 2 {
		return false
	}
	upper, letters := 0, 0
	for i, r := range n {
		switch {
		case unicode.Is(unicode.Latin, r):
			if i == 0 && unicode.IsLower(r) {
				return false
			}
		case unicode.Is(unicode.Cyrillic, r), unicode.Is(unicode.Arabic, r), unicode.IsDigit(r), unicode.IsPunct(r), r == ' ', unicode.Is(unicode.Mn, r), unicode.Is(unicode.Lm, r), r == '`', r == '´':
		default:
			return false
		}
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	return letters > 1 && (upper < letters || letters > 4)
}

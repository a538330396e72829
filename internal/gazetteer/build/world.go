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
	places  []*place
	byID    map[int]*place
	byCode  map[string]*place // units and countries
	towns   map[*place][]*place
	inAdm2  map[*place][]*place
	taken   map[string][]*place // settlements by country and folded name
	english map[string]string
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
		case "PPLA2", "PPLA3", "PPLA4", "PPLG":
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

func (w *world) addOwnPlaces(rows [][]string) error {
	for _, f := range rows {
		p := &place{name: f[0], class: gazetteer.Settlement, point: true, flags: gazetteer.FlagPoint, main: []string{f[0]}}
		p.adm1 = w.byCode[f[1]]
		if p.adm1 == nil {
			return fmt.Errorf("places.txt: %s: no unit %q", f[0], f[1])
		}
		p.cc = p.adm1.cc
		var err1, err2 error
		p.lat, err1 = strconv.ParseFloat(f[3], 64)
		p.lon, err2 = strconv.ParseFloat(f[4], 64)
		if err1 != nil || err2 != nil {
			return fmt.Errorf("places.txt: %s: bad point", f[0])
		}
		if f[5] != "" {
			p.alt = strings.Split(f[5], ";")
		}
		p.rawAlts = 3 + len(p.alt) // as known as a town with a few names: the file is for towns in the news
		if w.hasTown(p.cc, p.name, p.lat, p.lon) {
			fmt.Println("places.txt: the sources hold", p.name)
			continue
		}
		if f[2] != "" {
			want := gazetteer.Fold(f[2])
			for _, u := range w.places {
				if u.class == gazetteer.District && u.adm1 == p.adm1 && hasKey(u, want) {
					p.adm2 = u
					break
				}
			}
			if p.adm2 == nil {
				fmt.Println("places.txt: no district", f[2], "for", p.name)
			}
		}
		w.addTown(p)
	}
	return nil
}

func hasKey(u *place, want string) bool {
	for _, n := range append(append([]string{}, u.main...), u.alt...) {
		if gazetteer.Fold(n) == want {
			return true
		}
		for _, k := range gazetteer.UnitKeys(n) {
			if k == want {
				return true
			}
		}
	}
	return false
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
		p.main = append(p.main, strings.Split(f[1], ";")...)
	}
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

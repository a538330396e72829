package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/tocsin-org/tocsin/internal/gazetteer"
)

// countryNames gives a country's names in the languages whose news is read most.
func countryNames(iso string) []string {
	region, err := language.ParseRegion(iso)
	if err != nil {
		return nil
	}
	var names []string
	for _, tag := range []language.Tag{language.English, language.Russian, language.Ukrainian, language.Arabic, language.Persian, language.Spanish, language.French, language.Portuguese, language.German, language.Turkish} {
		if n := display.Regions(tag).Name(region); n != "" && n != iso && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

// addUnits adds the first-order units, then the second-order ones that lie in them.
func (w *world) addUnits(src *sources, h *hand) {
	for _, level := range []int{1, 2} {
		for _, r := range src.units {
			if r.code == "" || strings.Count(r.code, ".") != level {
				continue
			}
			p := &place{id: r.id, name: r.name, cc: r.code[:2], code: r.code, rawAlts: len(r.alts), main: []string{r.name}}
			for _, a := range r.alts {
				if keepName(a) {
					p.alt = append(p.alt, a)
				}
			}
			if level == 1 {
				p.class = gazetteer.Province
				p.adm1 = p
				p.rawAlts += 20
				if e := src.english[r.code]; e != "" {
					p.name = e
					p.main = append(p.main, e)
				}
				if e := h.english[r.code]; e != "" {
					p.name = e
					p.main = append(p.main, e)
				}
			} else {
				p.class = gazetteer.District
				p.adm2 = p
				p.adm1 = w.byCode[r.code[:strings.LastIndexByte(r.code, '.')]]
				if p.adm1 == nil {
					continue
				}
			}
			if w.byCode[r.code] == nil {
				w.add(p)
			}
		}
	}
	for code, e := range src.english {
		if w.byCode[code] == nil && w.byCode[code[:2]] != nil {
			p := &place{name: e, cc: code[:2], code: code, class: gazetteer.Province, rawAlts: 20, main: []string{e}}
			p.adm1 = p
			w.add(p)
		}
	}
	for code := range h.english {
		if w.byCode[code] == nil {
			fmt.Println("adm1.txt: no unit", code)
		}
	}
	w.shortenNames(h.english)
}

// shortenNames gives first-order units their short English names: "Borno State" is Borno. Where the
// short name is another unit's of the country (Moscow and Moscow Oblast) the long one stays.
func (w *world) shortenNames(given map[string]string) {
	names := map[string]int{}
	short := map[*place]string{}
	for _, p := range w.places {
		if p.class != gazetteer.Province {
			continue
		}
		s := p.name
		if given[p.code] == "" {
			s = shortUnit(p.name)
		}
		short[p] = s
		names[p.cc+"|"+gazetteer.Fold(s)]++
	}
	for p, s := range short {
		s = strings.TrimLeft(s, "'‘’ʿʾ`")
		if names[p.cc+"|"+gazetteer.Fold(s)] == 1 {
			p.main = append(p.main, s)
			p.name = s
		}
	}
}

var unitEnds = []string{" Department", " State", " Region", " Province", " Governorate", " Oblast", " oblast", " Krai", " Kray", " Republic", " Voivodeship", " District", " County", " Prefecture", " Area", " Division", " Municipality", " Parish", " Emirate", " Wilaya"}
var unitStarts = []string{"Republic of ", "State of ", "Departamento de ", "Departamento del ", "Provincia de ", "Province of ", "Estado de ", "Region of ", "Muhafazat ", "Région de ", "Région du ", "Wilaya de "}

func shortUnit(name string) string {
	for _, end := range unitEnds {
		if s, ok := strings.CutSuffix(name, end); ok && len(s) > 3 && s != "Free" && s != "Capital" && s != "National Capital" && !strings.HasSuffix(s, " and") {
			name = s
			break
		}
	}
	for _, start := range unitStarts {
		if s, ok := strings.CutPrefix(name, start); ok && len(s) > 3 {
			return s
		}
	}
	return name
}

// placeUnits gives units their points: a second-order unit its seat, or else the middle of its
// towns; a first-order unit the middle of its shape, or else of its towns.
func (w *world) placeUnits(shapes []*shape, seats [][]string) {
	for _, s := range shapes {
		if u := s.unit; u != nil && !u.point && s.joined {
			setPoint(u, s.lat, s.lon)
		}
	}
	byKey := map[*place]map[string]*place{}
	for adm1, towns := range w.towns {
		m := map[string]*place{}
		for _, t := range towns {
			for _, n := range append(append([]string{}, t.main...), t.alt...) {
				k := gazetteer.Fold(n)
				if have := m[k]; have == nil || have.pop < t.pop {
					m[k] = t
				}
			}
		}
		byKey[adm1] = m
	}
	for _, f := range seats {
		w.setSeat(f, byKey)
	}
	var named, means, none int
	for _, u := range w.places {
		if u.point || u.class != gazetteer.District && u.class != gazetteer.Province {
			continue
		}
		if u.class == gazetteer.Province {
			if lat, lon, ok := middle(w.towns[u]); ok {
				setPoint(u, lat, lon)
			}
			continue
		}
		if t := w.seat(u, byKey[u.adm1]); t != nil {
			named++
			setPoint(u, t.lat, t.lon)
			if t.adm2 == nil && t.flags&gazetteer.FlagCapital == 0 {
				t.adm2 = u // the seat of a district lies in it
			}
		} else if lat, lon, ok := middle(w.inAdm2[u]); ok {
			means++
			setPoint(u, lat, lon)
		} else {
			none++
		}
	}
	fmt.Printf("second-order units: point of the seat %d, middle of towns %d, none %d\n", named, means, none)
}

// setSeat gives a district the point of the town that a line of seats.txt names.
func (w *world) setSeat(f []string, byKey map[*place]map[string]*place) {
	adm1 := w.byCode[f[0]]
	want := gazetteer.Fold(f[1])
	for _, u := range w.places {
		if u.class != gazetteer.District || u.adm1 != adm1 || !hasKey(u, want) {
			continue
		}
		t := byKey[adm1][gazetteer.Fold(f[2])]
		if t == nil {
			fmt.Println("seats.txt: no town", f[2], "in", f[0])
			return
		}
		setPoint(u, t.lat, t.lon)
		if t.adm2 == nil {
			t.adm2 = u
		}
		return
	}
	fmt.Println("seats.txt: no district", f[1], "in", f[0])
}

// seat finds the town that a second-order unit is run from or named after.
func (w *world) seat(u *place, byKey map[string]*place) *place {
	var best *place
	for _, t := range w.inAdm2[u] {
		if t.flags&(gazetteer.FlagSeat1|gazetteer.FlagSeat2) != 0 && (best == nil || t.pop > best.pop) {
			best = t
		}
	}
	if best != nil {
		return best
	}
	for _, n := range append(append([]string{}, u.main...), u.alt...) {
		for _, k := range append(gazetteer.UnitKeys(n), gazetteer.Fold(n)) {
			t := byKey[k]
			if t != nil && (t.adm2 == nil || t.adm2 == u) && (best == nil || t.pop > best.pop) {
				best = t
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

func setPoint(p *place, lat, lon float64) {
	p.lat, p.lon, p.point = lat, lon, true
	p.flags |= gazetteer.FlagPoint
}

// middle is the mean point of places, good enough away from the date line, where units are small.
func middle(ps []*place) (lat, lon float64, ok bool) {
	if len(ps) == 0 {
		return 0, 0, false
	}
	for _, p := range ps {
		lat += p.lat
		lon += p.lon
	}
	n := float64(len(ps))
	return math.Round(lat/n*1e5) / 1e5, math.Round(lon/n*1e5) / 1e5, true
}

// hasKey tells whether a folded name is one that the unit is looked up by.
func hasKey(u *place, want string) bool {
	_, ok := keysOf(u)[want]
	return ok
}

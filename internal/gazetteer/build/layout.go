package main

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/gazetteer/bundle"
)

// sections lays the ordered places out.
func (w *world) sections(demonyms [][]string) (bundle.Sections, error) {
	n := len(w.places)
	cols := map[string][]uint32{}
	for _, c := range []string{"id", "class", "country", "adm1", "adm2", "lat", "lon", "pop", "alts", "flags"} {
		cols[c] = make([]uint32, n)
	}
	isoNumber := map[string]uint32{}
	var isos, display, codes []string
	names := map[string][]bundle.Posting{}
	for i, p := range w.places {
		if p.cc != "" && isoNumber[p.cc] == 0 {
			isos = append(isos, p.cc)
			isoNumber[p.cc] = uint32(len(isos))
		}
		cols["id"][i] = uint32(int32(p.id))
		cols["class"][i] = uint32(p.class)
		cols["country"][i] = isoNumber[p.cc]
		cols["adm1"][i] = refPlus1(p.adm1)
		cols["adm2"][i] = refPlus1(p.adm2)
		cols["lat"][i] = uint32(math.Round((p.lat + gazetteer.LatShift) * gazetteer.DegreeScale))
		cols["lon"][i] = uint32(math.Round((p.lon + gazetteer.LonShift) * gazetteer.DegreeScale))
		cols["pop"][i] = uint32(max(p.pop, 0))
		cols["alts"][i] = uint32(min(p.rawAlts, 255))
		cols["flags"][i] = p.flags
		if strings.ContainsAny(p.name, "\n|") {
			return nil, fmt.Errorf("%q: a name with a bar or line feed", p.name)
		}
		display = append(display, p.name)
		codes = append(codes, p.code)
		for k, main := range keysOf(p) {
			names[k] = append(names[k], bundle.Posting{Place: i, Main: main})
		}
	}
	s := bundle.Sections{
		"isos":          []byte(strings.Join(isos, " ")),
		"display":       bundle.MakeStrings(display),
		"codes":         bundle.MakeStrings(codes),
		"countryplaces": w.countryLines(),
		"regions":       w.regionLines(),
		"demonyms":      w.demonymLines(demonyms),
	}
	for name, col := range cols {
		s[name] = bundle.MakeColumn(col)
	}
	s["first"] = bundle.MakeFirst(names)
	s["keys"], s["postings"] = bundle.MakeNames(names)
	fmt.Printf("%d places, %d names\n", n, len(names))
	return s, nil
}

func refPlus1(p *place) uint32 {
	if p == nil {
		return 0
	}
	return uint32(p.index + 1)
}

// keysOf gives the folded names of a place, and of each whether it is one of its own names.
func keysOf(p *place) map[string]bool {
	keys := map[string]bool{}
	add := func(k string, main bool) {
		if k != "" && len(k) <= 80 {
			keys[k] = keys[k] || main
		}
	}
	for _, n := range p.main {
		add(gazetteer.Fold(n), true)
		for _, k := range spellings(p.cc, gazetteer.Fold(n)) {
			add(k, false)
		}
		if p.class == gazetteer.District || p.class == gazetteer.Province {
			for _, k := range gazetteer.UnitKeys(n) {
				add(k, p.class == gazetteer.Province)
			}
		}
	}
	for _, n := range p.alt {
		add(gazetteer.Fold(n), false)
		for _, k := range spellings(p.cc, gazetteer.Fold(n)) {
			add(k, false)
		}
		if p.class == gazetteer.District || p.class == gazetteer.Province {
			for _, k := range gazetteer.UnitKeys(n) {
				add(k, false)
			}
		}
	}
	return keys
}

func (w *world) countryLines() []byte {
	var b strings.Builder
	for i, p := range w.places {
		if p.class == gazetteer.Country {
			fmt.Fprintf(&b, "%s %d\n", p.cc, i)
		}
	}
	return []byte(b.String())
}

func (w *world) regionLines() []byte {
	var b strings.Builder
	for i, p := range w.places {
		if p.class == gazetteer.Region {
			var units []string
			for _, u := range p.units {
				units = append(units, fmt.Sprint(u.index))
			}
			fmt.Fprintf(&b, "%d|%s|%s\n", i, strings.Join(p.countries, ","), strings.Join(units, " "))
		}
	}
	return []byte(b.String())
}

// demonymLines finds the place each demonym belongs to: the country of the name, or else the
// first-order unit or region.
func (w *world) demonymLines(rows [][]string) []byte {
	named := map[string]*place{}
	better := func(a, b *place) bool { // a over b
		rank := map[gazetteer.Class]int{gazetteer.Country: 3, gazetteer.Region: 2, gazetteer.Province: 1}
		if rank[a.class] != rank[b.class] {
			return rank[a.class] > rank[b.class]
		}
		return a.rawAlts > b.rawAlts
	}
	for _, p := range w.places {
		if p.class != gazetteer.Country && p.class != gazetteer.Province && p.class != gazetteer.Region {
			continue
		}
		for k := range keysOf(p) {
			if have := named[k]; have == nil || better(p, have) {
				named[k] = p
			}
		}
	}
	words := map[string]int{}
	for _, r := range rows {
		if len(r) < 2 {
			continue
		}
		p := named[gazetteer.Fold(r[0])]
		if p == nil {
			fmt.Println("demonyms: no place", r[0])
			continue
		}
		for _, d := range r[1:] {
			if k := gazetteer.Fold(d); k != "" {
				if _, have := words[k]; !have {
					words[k] = p.index
				}
			}
		}
	}
	var lines []string
	for k, i := range words {
		lines = append(lines, fmt.Sprintf("%s|%d\n", k, i))
	}
	sort.Strings(lines)
	return []byte(strings.Join(lines, ""))
}

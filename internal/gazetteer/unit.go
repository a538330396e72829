package gazetteer

import "strings"

// unitWords are the words that say what kind of unit a name belongs to, in the languages of the
// sources, folded. They stand before or after the name and are left out by writers.
var unitWords = map[string]Class{
	"district": District, "districts": District, "rayon": District, "raion": District, "county": District, "counties": District,
	"cercle":       District,
	"municipality": District, "municipio": District, "municipal": District, "municipalidad": District, "canton": District,
	"subdistrict": District, "tehsil": District, "taluk": District, "taluka": District, "tahsil": District, "upazila": District,
	"division": District, "subdivision": District, "commune": District, "comune": District, "kabupaten": District, "kota": District,
	"arrondissement": District, "okrug": District, "parish": District, "powiat": District, "landkreis": District,
	"kreis": District, "ilcesi": District, "nahiyah": District, "qada": District, "qadaa": District, "caza": District,
	"woreda": District, "zone": District, "borough": District, "circunscricao": District, "distrito": District,
	"partido": District, "shahrestan": District, "mudiriyat": District, "lga": District, "mintaqat": District,
	"jurisdiction": District, "sub": District, "local": District, "government": District, "area": District, "agency": District,
	// A department is a first-order unit in Latin America, where most reports with the word come from.
	"departments": Province, "governorates": Province, "regions": Province, "municipalities": District,
	"department": Province, "departement": Province, "departamento": Province,
	"province": Province, "provinces": Province, "provincia": Province, "provincial": Province, "region": Province, "governorate": Province,
	"muhafazat": Province, "oblast": Province, "kray": Province, "krai": Province, "state": Province, "states": Province, "prefecture": Province,
	"republic": Province, "respublika": Province, "voivodeship": Province, "wilaya": Province, "wilayat": Province,
	"emirate": Province, "estado": Province, "mintaqah": Province, "ostan": Province, "territory": Province,
	"city": Settlement, "town": Settlement, "village": Settlement, "town's": Settlement, "hamlet": Settlement, "settlement": Settlement,
	"gorod": Settlement, "gorodskoy": Settlement, "ciudad": Settlement, "suburb": Settlement, "neighborhood": Settlement, "neighbourhood": Settlement,
	"port": Settlement, "capital": Settlement, "township": Settlement, "villages": Settlement, "towns": Settlement, "cities": Settlement,
	"megacity": Settlement, "metropolis": Settlement, "camp": Settlement,
}

// UnitClass returns the class of place that a word names ("district", "oblast", "village"), or Other.
func UnitClass(word string) Class { return unitWords[Fold(word)] }

var linkWords = map[string]bool{"de": true, "di": true, "del": true, "of": true, "do": true, "da": true, "d": true, "des": true, "du": true, "dos": true, "della": true}

// UnitKeys returns the folded forms under which a unit of the given name is looked up besides the
// name itself: without its class word ("Mopti Cercle", "Cercle de Mopti": "mopti"), and, for an
// adjective of a Russian district, the names that it can be made of ("Karabudakhkentskiy Rayon":
// "karabudakhkent").
func UnitKeys(name string) []string {
	full := Fold(name)
	words := strings.Fields(full)
	for len(words) > 1 && unitWords[words[len(words)-1]] != Other {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && unitWords[words[0]] != Other {
		words = words[1:]
		for len(words) > 1 && linkWords[words[0]] {
			words = words[1:]
		}
	}
	var keys []string
	add := func(k string) {
		if len(k) >= 3 && k != full {
			for _, have := range keys {
				if have == k {
					return
				}
			}
			keys = append(keys, k)
		}
	}
	bare := strings.Join(words, " ")
	add(bare)
	for _, stem := range adjectiveStems(bare) {
		add(stem)
	}
	return keys
}

// adjectiveStems undoes the ending of a Russian adjective of place, in Latin or Cyrillic letters. It is
// generous: a stem that names nothing is never asked for.
func adjectiveStems(k string) []string {
	for _, end := range []string{"skiy", "skii", "skij", "sky", "ский"} {
		stem, ok := strings.CutSuffix(k, end)
		if !ok || len(stem) < 3 {
			continue
		}
		cyrillic := end == "ский"
		stems := []string{stem}
		for _, link := range []string{"ov", "ev", "in", "ов", "ев", "ин"} {
			if s, ok := strings.CutSuffix(stem, link); ok && len(s) >= 3 {
				stems = append(stems, s)
			}
		}
		if cyrillic {
			return append(stems, stem+"ск")
		}
		return append(stems, stem+"sk", strings.TrimSuffix(k, end)+"skoye", stem+"a")
	}
	return nil
}

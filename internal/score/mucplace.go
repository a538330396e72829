package score

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// country returns the country of an account: its own, or where it says no place, or only that of the dateline, the
// one of the nine that the text names most.
func (m *mucMapper) country(a *tocsin.Account) string {
	if mucCountries[a.Where.Country] != "" || a.Where.Country != "" && a.Where.Text != "" && !m.inDateline(a.Where.Evidence) {
		return a.Where.Country
	}
	return m.mostNamed()
}

// mostNamed returns the one of the nine countries that the text names most, "" if it names none.
func (m *mucMapper) mostNamed() string {
	best, most := "", 0
	for iso, name := range mucCountries {
		n := strings.Count(m.upper, name) + strings.Count(m.upper, mucAdjectives[iso])
		if n > most || n == most && n > 0 && iso < best {
			best, most = iso, n
		}
	}
	return best
}

// mucAdjectives begin the words for what is of a country.
var mucAdjectives = map[string]string{"SV": "SALVADORAN", "GT": "GUATEMALAN", "HN": "HONDURAN", "AR": "ARGENTINE", "BO": "BOLIVIAN", "CL": "CHILEAN",
	"CO": "COLOMBIAN", "EC": "ECUADOR", "PE": "PERUVIAN"}

// inDateline reports whether evidence stands in the dateline, which says where a report was written.
func (m *mucMapper) inDateline(es []tocsin.Evidence) bool {
	end := strings.Index(m.text, "--")
	return !slices.ContainsFunc(es, func(e tocsin.Evidence) bool { return e.Start > end })
}

const mucKindWords = `(CITY|TOWN|VILLAGE|MUNICIPALITY|NEIGHBORHOOD|DISTRICT|CANTON|JURISDICTION|HAMLET)`

var (
	mucKindBefore = regexp.MustCompile(mucKindWords + ` OF$`)
	mucKindAfter  = regexp.MustCompile(`^,? ` + mucKindWords + `\b`)
)

// place writes the chain of places, from the country down.
func (m *mucMapper) place(a *tocsin.Account, country string) string {
	w := a.Where
	chain := []string{country}
	unit := upperASCII(w.Adm1)
	switch w.Precision {
	case tocsin.PlaceProvince:
		if unit != "" {
			chain = append(chain, unit+" ("+mucUnit(country)+")")
		}
	case tocsin.PlaceSettlement, tocsin.PlaceNear, tocsin.PlaceDistrict:
		name := upperASCII(cmp.Or(w.Settlement, w.Adm2))
		if name == "" {
			break
		}
		kind := m.placeKind(name)
		if name == m.dateTown() {
			kind = "CITY"
		}
		if kind == "NEIGHBORHOOD" || kind == "DISTRICT" {
			if city := cmp.Or(m.cityOf(name, upperASCII(w.Adm2)), m.dateTown()); city != "" {
				chain = append(chain, city+" (CITY)")
				kind = "NEIGHBORHOOD"
			}
		} else if unit != "" && m.unitNamed(name, unit) {
			chain = append(chain, unit+" ("+mucUnit(country)+")")
		}
		chain = append(chain, name+" ("+kind+")")
	}
	return strings.Join(chain, ": ")
}

// cityOf returns the district that a quarter lies in if the text names it.
func (m *mucMapper) cityOf(quarter, district string) string {
	if district == "" || district == quarter || !strings.Contains(m.upper, district) {
		return ""
	}
	return district
}

// dateTown returns the town of the dateline, "" for one outside the nine countries.
func (m *mucMapper) dateTown() string {
	town, _, _ := strings.Cut(m.upper, ",")
	if strings.ContainsAny(town, "(.") || len(town) > 30 || town == "CLANDESTINE" || town == "NO CITY" {
		return ""
	}
	return town
}

// unitNamed reports whether the text names the first-order unit soon after a place in it.
func (m *mucMapper) unitNamed(name, unit string) bool {
	for at := 0; ; {
		i := strings.Index(m.upper[at:], name)
		if i < 0 {
			return false
		}
		at += i + len(name)
		after := m.upper[at:min(len(m.upper), at+70)]
		if strings.Contains(after, unit+" DEPARTMENT") || strings.Contains(after, "DEPARTMENT OF "+unit) || strings.Contains(after, unit+" PROVINCE") {
			return true
		}
	}
}

// mucUnit is what the first-order units of a country are called.
func mucUnit(country string) string {
	switch country {
	case "ARGENTINA", "ECUADOR":
		return "PROVINCE"
	case "CHILE":
		return "REGION"
	}
	return "DEPARTMENT"
}

// placeKind returns the kind of place that the text calls a name, a city where it calls it nothing.
func (m *mucMapper) placeKind(name string) string {
	for at := 0; ; {
		i := strings.Index(m.upper[at:], name)
		if i < 0 {
			return "CITY"
		}
		before, after := strings.TrimSuffix(m.upper[max(0, at+i-30):at+i], " "), m.upper[at+i+len(name):min(len(m.upper), at+i+len(name)+20)]
		at += i + len(name)
		if k := mucKindBefore.FindStringSubmatch(before); k != nil {
			return k[1]
		}
		if k := mucKindAfter.FindStringSubmatch(after); k != nil {
			return k[1]
		}
	}
}

var foldASCII = strings.NewReplacer("Á", "A", "É", "E", "Í", "I", "Ó", "O", "Ú", "U", "Ñ", "N", "Ü", "U", "Ä", "A", "Ö", "O")

func upperASCII(s string) string { return foldASCII.Replace(strings.ToUpper(s)) }

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// MUCCountry returns the name of a country as MUC-4 has it, by its ISO 3166-1 code, "" of one that MUC-4 does not ask for.
func MUCCountry(iso string) string { return mucCountries[iso] }

// MUCDefaults fills place and day of an incident of which a text says neither: the country it names most, and at the
// latest the day of its dateline.
func MUCDefaults(t MUCText, to *MUCTemplate) {
	m := mucMapper{text: t.Body, day: t.Date, upper: strings.ToUpper(squeeze(t.Body))}
	to.Add(MUCLocation, nil, mucCountries[m.mostNamed()])
	to.Add(MUCDate, nil, m.date(tocsin.When{}))
}

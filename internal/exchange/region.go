package exchange

import (
	"strings"

	"golang.org/x/text/language"
)

// The regions of the other systems, from the regions that the United Nations keep for statistics (M49) and the countries
// that each system puts elsewhere. Their own numbers of countries (GTD, Gleditsch and Ward) are not written.

// m49 are groups of M49.
var m49 = map[string]language.Region{}

func init() {
	for _, code := range []string{"005", "009", "011", "013", "014", "015", "017", "018", "019", "029", "030", "034", "035", "142", "143", "145", "150", "155", "154", "039", "151", "002"} {
		m49[code] = language.MustParseRegion(code)
	}
}

// regionOf returns the region of the first rule that fits a country: a rule names a region, then M49 groups or countries.
func regionOf(country string, rules [][2]string) string {
	r, err := language.ParseRegion(country)
	if err != nil {
		return ""
	}
	for _, rule := range rules {
		for _, part := range strings.Fields(rule[1]) {
			if part == country || m49[part] != (language.Region{}) && m49[part].Contains(r) {
				return rule[0]
			}
		}
	}
	return ""
}

// gtdRegions are the twelve regions of the GTD, by number.
var gtdRegions = [][2]string{
	{"1", "US CA MX"},
	{"2", "013 029"},
	{"3", "005"},
	{"7", "143 AM AZ GE"},
	{"6", "AF BD BT IN MV MU NP PK LK"},
	{"4", "030"},
	{"5", "035"},
	{"9", "AL BA BG BY CZ EE HR HU LT LV MD ME MK PL RO RS RU SI SK UA XK"},
	{"8", "150 CY"},
	{"11", "SD"},
	{"10", "145 015 IR"},
	{"11", "002"},
	{"12", "009"},
}

var gtdRegionNames = map[string]string{
	"1": "North America", "2": "Central America & Caribbean", "3": "South America", "4": "East Asia", "5": "Southeast Asia", "6": "South Asia",
	"7": "Central Asia", "8": "Western Europe", "9": "Eastern Europe", "10": "Middle East & North Africa", "11": "Sub-Saharan Africa", "12": "Australasia & Oceania",
}

// acledRegions are the regions of ACLED.
var acledRegions = [][2]string{
	{"North America", "US CA MX"},
	{"Central America", "013"},
	{"Caribbean", "029"},
	{"South America", "005"},
	{"Caucasus and Central Asia", "143 AM AZ GE AF"},
	{"Middle East", "IR 145"},
	{"South Asia", "034"},
	{"East Asia", "030"},
	{"Southeast Asia", "035"},
	{"Northern Africa", "015"},
	{"Western Africa", "011"},
	{"Middle Africa", "017"},
	{"Eastern Africa", "014"},
	{"Southern Africa", "018"},
	{"Europe", "150"},
	{"Oceania", "009"},
}

// ucdpRegions are the five regions of UCDP.
var ucdpRegions = [][2]string{
	{"Middle East", "BH EG IR IQ IL JO KW LB OM PS QA SA SY TR AE YE CY"},
	{"Africa", "002"},
	{"Americas", "019"},
	{"Europe", "150 AM AZ GE"},
	{"Asia", "142 009"},
}

// isoNumber returns the numeric ISO 3166-1 code of a country, which M49 shares; 0 where there is none.
func isoNumber(country string) int {
	r, err := language.ParseRegion(country)
	if err != nil || !r.IsCountry() || country == "XK" { // Kosovo has none of its own
		return 0
	}
	return r.M49()
}

package tocsin

// A Where is the place of an incident: the finest unit that is certain.
type Where struct {
	Text       string         `json:"text"`    // the report's words
	Country    string         `json:"country"` // ISO 3166-1 alpha-2 of who administers it
	Adm1       string         `json:"adm1"`    // first-order unit
	Adm2       string         `json:"adm2"`    // second-order unit
	Settlement string         `json:"settlement"`
	Lat        *float64       `json:"lat"` // degrees, WGS 84; nil for provinces and countries: maps draw the area
	Lon        *float64       `json:"lon"`
	Precision  PlacePrecision `json:"precision"`
	Evidence   List[Evidence] `json:"evidence"`
}

// Problems returns what is not as the codebook says. Country, units and point may be computed, so only
// a place in the report's own words needs evidence.
func (w Where) Problems(text string) []Problem {
	var ps problems
	ps.addIf(!w.Precision.Valid(), "precision", "%q is not a precision of places", w.Precision)
	ps.addIf(w.Country != "" && !isAlpha2(w.Country), "country", "%q is not an ISO 3166-1 alpha-2 code", w.Country)
	ps.addIf((w.Lat == nil) != (w.Lon == nil), "lat", "lat and lon go together")
	if w.Lat != nil && w.Lon != nil {
		ps.addIf(*w.Lat < -90 || *w.Lat > 90 || *w.Lon < -180 || *w.Lon > 180, "lat", "%v, %v is not on the globe", *w.Lat, *w.Lon)
		ps.addIf(w.Precision == PlaceProvince || w.Precision == PlaceCountry, "lat", "a %s has no point", w.Precision)
	}
	ps.within("", evidenceProblems(w.Evidence, text, w.Text != ""))
	return ps
}

func isAlpha2(s string) bool {
	return len(s) == 2 && 'A' <= s[0] && s[0] <= 'Z' && 'A' <= s[1] && s[1] <= 'Z'
}

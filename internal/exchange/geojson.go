package exchange

import (
	"io"
	"iter"

	"github.com/tocsin-org/tocsin"
)

// A feature is one incident in GeoJSON (RFC 7946). Only a settlement, or what lies near one, has a point; a district or
// a province is named in the properties and has no geometry, because a point would say more than is known.
type feature struct {
	Type       string     `json:"type"`
	ID         string     `json:"id"`
	Geometry   *point     `json:"geometry"`
	Properties properties `json:"properties"`
}

type point struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude, latitude
}

type properties struct {
	Headline       string                          `json:"headline"`
	Kind           tocsin.Kind                     `json:"kind"`
	Stage          tocsin.Stage                    `json:"stage"`
	Suicide        tocsin.Suicide                  `json:"suicide"`
	DateStart      tocsin.Date                     `json:"date_start"`
	DateEnd        tocsin.Date                     `json:"date_end"`
	DatePrecision  tocsin.DatePrecision            `json:"date_precision"`
	Country        string                          `json:"country"`
	Adm1           string                          `json:"adm1"`
	Adm2           string                          `json:"adm2"`
	Settlement     string                          `json:"settlement"`
	PlacePrecision tocsin.PlacePrecision           `json:"place_precision"`
	Weapons        tocsin.List[tocsin.WeaponClass] `json:"weapons"`
	Targets        tocsin.List[tocsin.TargetClass] `json:"targets"`
	Killed         *tocsin.Range                   `json:"killed"`  // null: unknown
	Injured        *tocsin.Range                   `json:"injured"` // null: unknown
	Statements     tocsin.List[string]             `json:"statements"`
	Reports        int                             `json:"reports"`
	Outlets        tocsin.List[string]             `json:"outlets"`
	Review         tocsin.ReviewState              `json:"review"`
}

func featureOf(inc *tocsin.Incident) feature {
	w := inc.Where
	f := feature{Type: "Feature", ID: inc.ID, Properties: properties{
		Headline: headline(inc), Kind: inc.Kind, Stage: inc.Stage, Suicide: inc.Suicide,
		DateStart: inc.When.Start, DateEnd: inc.When.End, DatePrecision: inc.When.Precision,
		Country: w.Country, Adm1: w.Adm1, Adm2: w.Adm2, Settlement: w.Settlement, PlacePrecision: w.Precision,
		Weapons: inc.Weapons, Targets: inc.Targets, Killed: rangeOf(inc, tocsin.Killed), Injured: rangeOf(inc, tocsin.Injured),
		Statements: statements(inc), Reports: len(reportsOf(inc)), Outlets: outlets(inc), Review: inc.Review,
	}}
	if hasPoint(w) {
		f.Geometry = &point{"Point", [2]float64{*w.Lon, *w.Lat}}
	}
	return f
}

func rangeOf(inc *tocsin.Incident, e tocsin.Effect) *tocsin.Range {
	if t := tallyOf(inc, e, tocsin.GroupAll); t != nil {
		return &tocsin.Range{Best: t.Best, Low: t.Low, High: t.High}
	}
	return nil
}

// writeGeoJSON writes a FeatureCollection as it goes, with what it is in a foreign member "export".
func writeGeoJSON(w io.Writer, about About, incidents iter.Seq2[*tocsin.Incident, error]) (Result, error) {
	return writeList(w, about, "features", incidents, func(inc *tocsin.Incident) any { return featureOf(inc) }, `"type":"FeatureCollection"`)
}

package score

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// A CodedReport is a report that people coded, for learning from it.
type CodedReport struct {
	Report *tocsin.Report
	gold   record
}

// ReadCoded reads a folder of gold records, <id>.json files {"url", "title", "published", "text", "record"}, in the order
// of their names.
func ReadCoded(dir string) ([]CodedReport, error) {
	names, err := jsonFiles(dir)
	if err != nil {
		return nil, err
	}
	var out []CodedReport
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		var g struct {
			URL, Title, Published, Text string
			Record                      record
		}
		if err := json.Unmarshal(b, &g); err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Join(dir, name), err)
		}
		day, _ := tocsin.ParseDate(g.Published) // a day that cannot be read is not known
		out = append(out, CodedReport{&tocsin.Report{ID: name[:len(name)-len(".json")], URL: g.URL, Title: g.Title, Text: g.Text, Published: day, Language: "en"}, g.Record})
	}
	return out, nil
}

// Pairs returns for each account of a record the index of the gold account that scoring pairs it with, -1 for none.
func (c *CodedReport) Pairs(rec *tocsin.Record) ([]int, error) {
	p, err := loosen(rec)
	if err != nil {
		return nil, err
	}
	return pairAccounts(c.gold.Accounts, p.Accounts, sentencesOf(c.Report.Text)), nil
}

// A PlaceAgreement says in what a place agrees with that of a gold account. What neither gives is no agreement.
type PlaceAgreement struct{ Country, Adm1, Place, Precision bool }

// Place compares a place with that of gold account i.
func (c *CodedReport) Place(i int, w *tocsin.Where) PlaceAgreement {
	g := c.gold.Accounts[i].Where
	if g == nil {
		return PlaceAgreement{}
	}
	p := &where{Country: w.Country, Adm1: w.Adm1, Adm2: w.Adm2, Settlement: w.Settlement, Lat: w.Lat, Lon: w.Lon, Precision: string(w.Precision)}
	return PlaceAgreement{
		Country:   g.Country == p.Country,
		Adm1:      g.Adm1 == p.Adm1 || g.Adm1 != "" && p.Adm1 != "" && sameName(g.Adm1, p.Adm1),
		Place:     samePlace(g, p),
		Precision: g.Precision == p.Precision,
	}
}

// Targets returns the classes of the targets of gold account i.
func (c *CodedReport) Targets(i int) []string { return classes(c.gold.Accounts[i].Targets) }

// Weapons returns the classes of the weapons of gold account i.
func (c *CodedReport) Weapons(i int) []string { return classes(c.gold.Accounts[i].Weapons) }

func classes(list []classed) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.Class)
	}
	return out
}

// A CodedAssessment is an assessment of a coded report.
type CodedAssessment struct {
	Type  string   // "assessment" or "prediction"
	Spans [][2]int // bytes of the report's text where its evidence stands, half-open
}

// Assessments returns the gold assessments. Words that stand in the text more than once are those that stand first, as in
// scoring.
func (c *CodedReport) Assessments() []CodedAssessment {
	var out []CodedAssessment
	for _, a := range c.gold.Assessments {
		g := CodedAssessment{Type: a.Type}
		for _, e := range a.Evidence {
			if i := strings.Index(c.Report.Text, e.Quote); i >= 0 && e.Quote != "" {
				g.Spans = append(g.Spans, [2]int{i, i + len(e.Quote)})
			}
		}
		out = append(out, g)
	}
	return out
}

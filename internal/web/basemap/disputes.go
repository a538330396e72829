package main

import (
	"encoding/json"
	"slices"
	"strings"
)

// Properties are what Natural Earth says of a unit.
type properties struct {
	Country   string  `json:"iso_a2"`
	Name      string  `json:"name"`
	NameEn    string  `json:"name_en"`
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	Code      string  `json:"iso_3166_2"`
	Part      string  `json:"adm0_a3"` // who holds it
	Sovereign string  `json:"sov_a3"`

	Views map[string]string `json:"-"` // by government, what its point of view makes of the unit, where that is not what Natural Earth makes of it
}

func (p *properties) UnmarshalJSON(b []byte) error {
	type plain properties
	if err := json.Unmarshal(b, (*plain)(p)); err != nil {
		return err
	}
	var all map[string]any
	if err := json.Unmarshal(b, &all); err != nil {
		return err
	}
	p.Views = map[string]string{}
	for name, value := range all {
		// TLC is Natural Earth's own list of countries of the first rank, and nobody's view.
		if by, ok := strings.CutPrefix(name, "FCLASS_"); ok && by != "TLC" {
			if text, ok := value.(string); ok && text != "" {
				p.Views[by] = text
			}
		}
	}
	return nil
}

// Who sees a unit otherwise is a country's code, or one of these.
const (
	byISO   = "ISO" // the list of ISO 3166
	byOther = "*"   // not told whom
)

// doubts returns who sees a unit otherwise than that it belongs to whom Natural Earth shows it with: the governments whose
// point of view its column says so of; the ISO, and the country that it lists the unit with, where that is another; the ISO
// where it knows no such country; nobody named where Natural Earth holds somebody else to be sovereign. It does not tell
// whose it is in their view: Natural Earth's sets of borders by point of view are in no package.
func (p *properties) doubts() []string {
	by := map[string]bool{}
	for view := range p.Views {
		by[view] = true
	}
	lister, _, _ := strings.Cut(p.Code, "-")
	dependent := strings.HasSuffix(p.Sovereign, "1") // such codes stand for a country with what depends on it
	switch {
	case dependent: // the list may name it with that country
	case len(lister) == 2 && lister != p.Country:
		by[lister], by[byISO] = true, true
	case lister == "" && p.Sovereign == p.Part: // "-99-…": a unit without a code, sovereign in its own eyes
		by[byISO] = true
	}
	if p.Sovereign != p.Part && !dependent && p.Sovereign != "" {
		by[byOther] = true
	}
	var out []string
	for view := range by {
		out = append(out, view)
	}
	slices.Sort(out)
	return out
}

// doubts returns who sees a line otherwise: who has doubts of one side alone, or of both sides of a border between countries.
// A coast is none.
func (t *topology) doubts(a *arc) []string {
	side := t.side(a)
	if side != 'b' && side != 'u' {
		return nil
	}
	x, y := t.shapes[a.users[0]].doubts, t.shapes[a.users[1]].doubts
	var out []string
	for _, view := range slices.Concat(x, y) {
		if side == 'b' || slices.Contains(x, view) != slices.Contains(y, view) {
			out = append(out, view)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

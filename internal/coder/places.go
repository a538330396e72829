package coder

import (
	"slices"

	"github.com/tocsin-org/tocsin"
)

// A placeMention is a phrase that names where something is: one name, or a chain of names each inside
// the next ("Karabudakhkent district, Dagestan").
type placeMention struct {
	first, last int // tokens of the phrase from its first name, half-open
	from        int // first token with the words before it that belong to it: "near", "the outskirts of"
	where       tocsin.Where
	context     bool // tells where the report is set rather than where an act was: dateline, nationality
	quarter     bool // a part of a town
	dateline    bool // heads the report with a colon, as papers do that write of their own town
	office      bool // tells whose office or home somebody has, which leaves its country for a place
	oriented    bool // only tells in which direction from it: another place that holds the event goes before it
}

// findPlaces finds the places that the text names, in text order.
func (r *reading) findPlaces() []placeMention {
	var names []placeName
	r.surnames = r.findSurnames()
	for s := range r.doc.Sentences {
		names = append(names, r.namesIn(r.doc.Sentences[s])...)
	}
	r.shareHints(names)
	r.resolveNames(names)
	names = slices.DeleteFunc(names, func(n placeName) bool { return !n.ok })
	r.dropElsewhere(names)
	names = slices.DeleteFunc(names, func(n placeName) bool { return !n.ok })
	var out []placeMention
	for i := 0; i < len(names); {
		n := 1
		for i+n < len(names) && r.chained(names[i+n-1], names[i+n]) {
			n++
		}
		if m, ok := r.mention(names[i : i+n]); ok {
			m.context = r.modifies(m) || r.speaks(m) || r.ofSpeaker(m) || r.isGoal(m) || m.where.Country == "" && m.where.Precision == tocsin.PlaceArea && !r.insideWord(m.from-1) && r.word(m.from-1) != "across"
			if !m.context && r.ofOffice(m) {
				m.office = true
				m.where = tocsin.Where{Country: m.where.Country, Precision: tocsin.PlaceCountry, Text: m.where.Text, Evidence: m.where.Evidence}
			}
			r.addUnknown(&m)
			if r.headsReport(m) {
				m.context = true
				m.dateline = len(out) == 0 && r.word(m.last) == ":"
			}
			out = append(out, m)
		}
		i += n
	}
	out = append(out, r.capitals()...)
	out = r.addParts(out)
	out = r.addVillages(out)
	slices.SortStableFunc(out, func(a, b placeMention) int { return a.first - b.first })
	for i := 1; i < len(out); i++ {
		// "Cantarranas outside the capital": the second place only tells where the first lies.
		if a, b := &out[i-1], &out[i]; b.where.Precision == tocsin.PlaceNear && (b.from == a.last || b.from == a.last+1 && r.word(a.last) == ",") {
			b.oriented = true
		}
	}
	r.readRoutes(out)
	return out
}

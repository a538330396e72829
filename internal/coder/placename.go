package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/language"
)

// shareHints gives the class word of a list to all its names: "the Harnai and Panjgur districts".
func (r *reading) shareHints(names []placeName) {
	for i := len(names) - 1; i > 0; i-- {
		a, b := &names[i-1], &names[i]
		if b.Hint == gazetteer.Other || b.OuterLast == b.Last || a.Hint != gazetteer.Other || b.First-a.Last != 1 && b.First-a.Last != 2 {
			continue
		}
		if w := r.words[b.First-1].Lower; (w == "and" || w == ",") && strings.HasSuffix(r.words[b.OuterLast-1].Lower, "s") {
			a.Hint = b.Hint
		}
	}
	for i := 1; i < len(names); i++ {
		// "the departments of Pasco, Junin, and Huanuco"
		a, b := &names[i-1], &names[i]
		if a.Hint == gazetteer.Other || b.Hint != gazetteer.Other || b.First-a.Last < 1 || b.First-a.Last > 2 {
			continue
		}
		if w := r.words[b.First-1].Lower; (w == "and" || w == ",") && (i > 1 && names[i-2].Hint == a.Hint && a.OuterFirst == a.First && a.OuterLast == a.Last && a.First-names[i-2].Last <= 2 || a.OuterFirst < a.First && strings.HasSuffix(r.words[a.OuterFirst].Lower, "s")) {
			b.Hint = a.Hint
		}
	}
}

// dropElsewhere takes out a name resolved to a place that is not in the unit the text says it lies in ("Woro
// in Kwara State" where the gazetteer knows a Woro elsewhere only), so that the name is read as a settlement
// it does not know.
func (r *reading) dropElsewhere(names []placeName) {
	for i := 0; i+1 < len(names); i++ {
		a, b := &names[i], &names[i+1]
		if a.ok && b.ok && isPossessiveMark(r.word(a.Last)) && b.First == a.Last+1 && b.place.Class == gazetteer.Settlement && b.place.Country != a.place.Country && a.place.Country != "" {
			b.ok = false // "Baghdad's Aden roundabout": of the same name, and elsewhere
			continue
		}
		if !a.ok || !b.ok || a.place.Class != gazetteer.Settlement || b.place.Class != gazetteer.Country && b.place.Class != gazetteer.Province {
			continue
		}
		if !r.saidInside(a, b) || r.encloses(b.place, a.place) {
			continue
		}
		if a.place.Population < 300000 && !a.place.Capital {
			a.ok = false
		}
	}
}

// saidInside reports whether the second name follows the first as that of what it lies in: "Woro in Kwara State", "the
// Gara region of northern Iraq".
func (r *reading) saidInside(a, b *placeName) bool {
	gap := b.OuterFirst - a.OuterLast
	if gap < 1 || gap > 3 {
		return false
	}
	switch r.words[a.OuterLast].Lower {
	case ",", "in":
	case "of":
		if a.Hint == gazetteer.Other {
			return false
		}
	default:
		return false
	}
	for k := a.OuterLast + 1; k < b.OuterFirst; k++ {
		if r.words[k].Lower != "the" && r.words[k].Lower != "in" && !direction[r.words[k].Lower] {
			return false
		}
	}
	return true
}

// A placeName is one name of a place in the text.
type placeName struct {
	gazetteer.Match // First.. count tokens of the document
	place           gazetteer.Place
	ok              bool
}

// namesIn returns the names of places in a sentence that are names there: not parts of a person's or an
// organisation's name.
func (r *reading) namesIn(s language.Sentence) []placeName {
	if s.First == s.Last {
		return nil
	}
	texts := make([]string, 0, s.Last-s.First)
	for _, t := range r.doc.Tokens[s.First:s.Last] {
		texts = append(texts, t.Text)
	}
	var out []placeName
	for _, m := range r.gaz.Scan(texts) {
		m.First, m.Last, m.OuterFirst, m.OuterLast = m.First+s.First, m.Last+s.First, m.OuterFirst+s.First, m.OuterLast+s.First
		if m.OuterFirst < m.First && r.words[m.OuterFirst].Lower == "area" {
			m.Hint = gazetteer.Other // a part of the place, of whatever kind
		}
		if k := m.First - 1; k >= s.First && m.OuterFirst == m.First && r.doc.Tokens[k].Text == "County" {
			m.Hint, m.OuterFirst = gazetteer.District, k // "County Armagh"
		}
		if r.isPlaceName(m, s) {
			out = append(out, placeName{Match: m})
		}
	}
	return out
}

// isPlaceName reports whether a match is a place where it stands.
func (r *reading) isPlaceName(m gazetteer.Match, s language.Sentence) bool {
	if a, ok := r.actorAt(m.First); ok && a.kind != actorState && (m.Last < a.last || m.First > a.first) {
		return false // "Islamic State of Iraq", "Army of Colombia" speak of somebody
	} else if ok && a.kind == actorGroup && !r.insideWord(m.OuterFirst-1) && m.Hint == gazetteer.Other {
		return false // a group that some village is named like
	}
	if m.Last-m.First == 1 && m.Top == gazetteer.Settlement && m.Hint == gazetteer.Other && r.surnames[r.words[m.First].Lower] && !r.insideWord(m.OuterFirst-1) {
		return false // "Hernandez", who was called Enrique Hernandez before
	}
	if k := m.OuterLast; k > m.Last && k < s.Last && institution[r.words[k].Lower] && r.doc.Tokens[k].Tag == language.PROPN {
		return false // "Yuksekova State Hospital"
	}
	if m.Last-m.First == 1 && len(r.doc.Tokens[m.First].Text) <= 2 && r.words[m.First].Lower != "us" && r.words[m.First].Lower != "uk" {
		return false
	}
	if m.Last-m.First == 1 && gazetteer.UnitClass(r.doc.Tokens[m.First].Text) != gazetteer.Other {
		return false // "the capital", "the City": a class word, whatever else bears it
	}
	if m.Last-m.First == 1 && m.First > s.First && r.words[m.First].Lower == "hall" && gazetteer.UnitClass(r.doc.Tokens[m.First-1].Text) == gazetteer.Settlement {
		return false // "City Hall"
	}
	if r.inTime(m.First, m.Last) {
		return false // "at Christmas", whatever town bears the name
	}
	if r.inAddress(m, s) || m.Last-m.First > 1 && r.doc.Tokens[m.Last-1].Text == "city" {
		return false // "the Florida city" is in Florida
	}
	proper := false
	for k := m.First; k < m.Last; k++ {
		if r.doc.Tokens[k].Tag == language.PROPN {
			proper = true
		}
	}
	if !proper && !s.Upper && !r.standsAsPlace(m, s) {
		return false
	}
	if s.Upper && m.Last-m.First == 1 {
		// In capitals a common word is no name unless its setting says so.
		if r.doc.Tokens[m.First].Tag != language.PROPN && !r.surelyPlace(m) {
			return false
		}
		if len(r.doc.Tokens[m.First].Text) < 4 {
			return false
		}
	}
	// Next to another proper noun that is no class word it is part of a longer name, usually a person's.
	if k := m.First - 1; k >= s.First && m.OuterFirst == m.First && r.doc.Tokens[k].Tag == language.PROPN &&
		gazetteer.UnitClass(r.doc.Tokens[k].Text) == gazetteer.Other && !direction[r.words[k].Lower] && r.doc.Tokens[k].Text[0] != '\'' && !r.demonym(k) {
		return false
	}
	if k := m.Last; k < s.Last && m.OuterLast == m.Last && r.doc.Tokens[k].Tag == language.PROPN && !placeTail[r.words[k].Lower] && !(s.Upper && r.isAct(k)) {
		return false
	}
	return true
}

// standsAsPlace reports whether a capitalised word that reads like a common one stands where only a place does: "in
// Reading, Berkshire".
func (r *reading) standsAsPlace(m gazetteer.Match, s language.Sentence) bool {
	if m.First == s.First || m.OuterFirst != m.First || !r.insideWord(m.First-1) || m.Last >= s.Last {
		return false
	}
	next := r.doc.Tokens[m.Last]
	return next.Lower == "," && m.Last+1 < s.Last && r.doc.Tokens[m.Last+1].Tag == language.PROPN
}

// leastTown is the population from which a name in a text in capitals is taken for the town behind "in" or "near",
// whatever part of speech it was read as.
const leastTown = 20000

// surelyPlace reports whether a word in a text in capitals is a place by the class word beside it or by a word of place
// before it.
func (r *reading) surelyPlace(m gazetteer.Match) bool {
	if gazetteer.UnitClass(r.doc.Tokens[m.First].Text) != gazetteer.Other {
		return false
	}
	if m.OuterFirst < m.First && m.Hint != gazetteer.Other {
		return true // "THE DISTRICT OF X"
	}
	if m.OuterFirst != m.First || m.First == 0 || r.isAct(m.First) {
		return false
	}
	switch r.words[m.First-1].Lower {
	case "in", "near", "outside", "off":
		p := r.gaz.Place(m.Refs[0])
		return p.Class == gazetteer.Settlement && (p.Population >= leastTown || p.Capital || p.Seat)
	}
	return false
}

// inAddress reports whether a name is part of that of a street or of a house of learning, wherever these are: "Ancash
// Street", "between San Diego and Arturo Prat streets", "the University of Chile".
func (r *reading) inAddress(m gazetteer.Match, s language.Sentence) bool {
	if k := m.First - 2; k >= s.First && r.words[k+1].Lower == "of" {
		switch r.words[k].Lower {
		case "university", "bank":
			return true
		}
	}
	for k := m.Last; k < s.Last && k <= m.Last+4; k++ {
		switch r.words[k].Lower {
		case "street", "avenue", "boulevard":
			return k == m.Last
		case "streets", "avenues":
			return true
		case "and":
			continue
		}
		if t := r.doc.Tokens[k].Tag; t != language.PROPN && t != language.NOUN && t != language.ADJ {
			return false
		}
	}
	return false
}

// insideWord reports whether token k puts what follows inside or beside a place: "in", "near".
func (r *reading) insideWord(k int) bool {
	switch r.word(k) {
	case "in", "at", "near", "outside", "around", "inside":
		return true
	}
	return false
}

// findSurnames notes the last words of names of two words and more that are no class word or part of a place, so that
// the word alone is known later for the same person.
func (r *reading) findSurnames() map[string]bool {
	found := map[string]bool{}
	for k := 1; k < len(r.words); k++ {
		t, before := &r.doc.Tokens[k], &r.doc.Tokens[k-1]
		if t.Tag != language.PROPN || before.Tag != language.PROPN || t.Sentence != before.Sentence || r.sentence(k).Upper || len(before.Text) < 3 {
			continue
		}
		if k+1 < len(r.words) && r.doc.Tokens[k+1].Tag == language.PROPN || direction[before.Lower] || r.demonym(k-1) || gazetteer.UnitClass(before.Text) != gazetteer.Other {
			continue
		}
		found[t.Lower] = true
	}
	return found
}

// institution holds what a unit's name stands in the name of: "Kano State Hospital".
var institution = map[string]bool{"hospital": true, "university": true, "college": true, "police": true, "school": true, "court": true, "prison": true}

// direction holds words that stand before a place and tell a part of it.
var direction = map[string]bool{
	"north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true, "eastern": true, "western": true,
	"northeast": true, "northwest": true, "southeast": true, "southwest": true, "northeastern": true, "northwestern": true,
	"southeastern": true, "southwestern": true, "central": true, "upper": true, "lower": true, "north-eastern": true, "north-western": true,
	"south-eastern": true, "south-western": true, "downtown": true, "mainland": true, "rural": true, "far": true,
}

// placeTail holds proper nouns that may follow the name of a place and leave it one.
var placeTail = map[string]bool{
	"airport": true, "mosque": true, "church": true, "cathedral": true, "hospital": true, "prison": true, "hotel": true,
	"market": true, "road": true, "highway": true, "bridge": true, "square": true, "base": true, "embassy": true, "area": true,
	"international": true, "park": true, "station": true, "port": true, "camp": true, "river": true, "valley": true, "mountains": true,
	"border": true, "zone": true, "farm": true, "hill": true, "volcano": true, "dam": true, "lake": true, "refinery": true, "crossing": true,
	"gate": true, "palace": true, "stadium": true, "university": true, "forest": true, "monday": true, "tuesday": true, "wednesday": true,
	"thursday": true, "friday": true, "saturday": true, "sunday": true, "central": true,
}

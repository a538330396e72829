package coder

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/language"
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

// The ways in which two places can stand to each other.
type placeRelation uint8

const (
	placeOpen   placeRelation = iota // nothing known against or for it
	placeSame                        // the same finest unit
	placeWithin                      // one inside the other
	placeApart                       // different units of the same order
)

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

// headsReport reports whether a place stands in the dateline: what is cut off as one, or a name with a colon with
// which the text begins ("Kabul: A bomb ...").
func (r *reading) headsReport(m placeMention) bool {
	if m.first < r.bodyStart {
		return true
	}
	if m.first != 0 || m.last >= len(r.words) {
		return false
	}
	switch r.word(m.last) {
	case ":", "--", "—", "–":
		return true
	}
	return r.word(m.last-1) == "--"
}

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

// chained reports whether the second name stands inside which the first is: "Derbent, Dagestan",
// "Jolo in Mindanao", "Dagestan's Derbent" read the other way round.
func (r *reading) chained(a, b placeName) bool {
	if !a.ok || !b.ok || r.doc.Tokens[a.First].Sentence != r.doc.Tokens[b.First].Sentence {
		return false
	}
	from, to := a.OuterLast, b.OuterFirst
	if to < from { // "Afghanistan's province of Takhar": the class word belongs to either
		from, to = a.Last, b.First
	}
	if to-from > 5 || to < from {
		return false
	}
	comma, owns := false, false
	for k := from; k < to; k++ {
		switch r.words[k].Lower {
		case ",":
			comma = true
		case "'s", "’s":
			owns = true
		case "in", "of", "the", "(":
		default:
			t := r.doc.Tokens[k].Tag
			inside := k > from && (t == language.ADJ || t == language.NUM || direction[r.words[k].Lower])
			if !inside && !unitNoun[r.words[k].Lemma] && !placeTail[r.words[k].Lower] {
				return false
			}
		}
	}
	return r.encloses(b.place, a.place) || r.encloses(a.place, b.place) && (owns || !comma)
}

// plainName takes off a name the marks of transliteration that no newspaper prints ("Imphāl"), and leaves the accents
// of languages that have them.
func plainName(name string) string {
	decomposed := norm.NFD.String(name)
	kept := strings.Map(func(c rune) rune {
		switch c {
		case '\u0304', '\u0323', '\u0331', '\u02bf', '\u02be', '\u02bc', '\u2018':
			return -1
		}
		return c
	}, decomposed)
	return norm.NFC.String(kept)
}

// unitNoun holds the nouns that may stand between a place and the one it lies in ("Dagestan's second city,
// Derbent", "Afghanistan's province of Takhar").
var unitNoun = map[string]bool{
	"city": true, "town": true, "village": true, "province": true, "district": true, "department": true, "state": true, "country": true,
	"capital": true, "area": true, "region": true, "republic": true, "border": true, "municipality": true, "suburb": true, "governorate": true,
	"refugee": true, "camp": true, "community": true, "local": true, "government": true,
}

// encloses reports whether the first place is a unit that the second lies in.
func (r *reading) encloses(outer, inner gazetteer.Place) bool {
	if outer.Ref == inner.Ref {
		return false
	}
	switch outer.Class {
	case gazetteer.Country:
		return inner.Class != gazetteer.Country && (inner.Country == outer.Country || inner.Country == "")
	case gazetteer.Province:
		return inner.Class < gazetteer.Province && inner.Adm1Ref == outer.Ref
	case gazetteer.District:
		return inner.Class == gazetteer.Settlement && (inner.Adm2Ref == outer.Ref || inner.Adm1Ref == outer.Adm1Ref)
	case gazetteer.Region:
		return inner.Class != gazetteer.Region && inner.Class != gazetteer.Country
	}
	return outer.Class == gazetteer.Settlement && inner.Class == gazetteer.Settlement && inner.Quarter && inner.Adm1Ref == outer.Adm1Ref
}

// mention makes one mention of a chain of names: its place is the finest of them.
func (r *reading) mention(chain []placeName) (placeMention, bool) {
	best := -1
	for i, n := range chain {
		if n.ok && (best < 0 || fineness(n.place.Class) < fineness(chain[best].place.Class)) {
			best = i
		}
	}
	if best < 0 {
		return placeMention{}, false
	}
	if n := len(chain); n > 1 && chain[n-1].Hint != gazetteer.Other && chain[n-1].Hint != gazetteer.Settlement {
		if w := r.word(chain[n-1].OuterFirst - 1); (w == "'s" || w == "’s") && chain[n-1].place.Class == gazetteer.District {
			best = n - 1 // "Pattani's Sai Buri district" is the district, though Pattani be a town too
		}
	}
	if r.saysDistrictOf(chain) {
		best = 0
	}
	p := chain[best].place
	m := placeMention{first: chain[0].OuterFirst, last: chain[len(chain)-1].OuterLast}
	if first, seat, ok := r.seatOf(chain, p); ok {
		m.first, p = first, seat
	}
	m.from, m.quarter = m.first, p.Quarter
	m.where = tocsin.Where{Country: p.Country}
	if p.Class != gazetteer.Country && p.Class != gazetteer.Region {
		m.where.Adm1 = p.Adm1
	}
	switch p.Class {
	case gazetteer.Country:
		m.where.Precision = tocsin.PlaceCountry
	case gazetteer.Province:
		m.where.Precision = tocsin.PlaceProvince
		if r.saysTown(chain[best]) {
			m.where.Precision, m.where.Settlement = tocsin.PlaceSettlement, plainName(p.Name)
		}
	case gazetteer.District:
		m.where.Precision, m.where.Adm2 = tocsin.PlaceDistrict, p.Adm2
	case gazetteer.Region, gazetteer.Other:
		m.where.Precision = tocsin.PlaceArea
		for _, w := range r.words[m.first:m.last] {
			switch w.Lower {
			case "strait", "gulf", "sea", "ocean", "channel", "atlantic", "pacific", "mediterranean":
				m.where.Precision, m.where.Country = tocsin.PlaceSeaOrAir, ""
			}
		}
	default:
		if q, ok := r.districtOfVillages(chain[best], p); ok && len(chain) > 0 && best == 0 {
			p = q
			m.where.Precision, m.where.Adm2 = tocsin.PlaceDistrict, p.Adm2
			break
		}
		if n := chain[best]; n.Hint == gazetteer.District && r.saysDistrict(n) && !p.Quarter && (p.Adm2 != "" || r.words[n.OuterLast-1].Lemma == "jurisdiction") {
			m.where.Precision, m.where.Adm2 = tocsin.PlaceDistrict, p.Adm2 // its seat is all that the gazetteer knows by the name
			if p.Adm2 == "" {
				m.where.Adm2 = plainName(p.Name)
			}
			break
		}
		m.where.Precision, m.where.Settlement, m.where.Adm2 = tocsin.PlaceSettlement, plainName(p.Name), p.Adm2
	}
	for _, n := range chain {
		if m.where.Country == "" && n.place.Class == gazetteer.Country {
			m.where.Country = n.place.Country
		}
	}
	if p.HasPoint && (p.Class == gazetteer.Settlement || p.Class == gazetteer.District) {
		lat, lon := p.Lat, p.Lon
		m.where.Lat, m.where.Lon = &lat, &lon
	}
	if r.words[m.first].Lemma == "suburb" && m.where.Precision == tocsin.PlaceSettlement {
		m.where.Precision = tocsin.PlaceNear // an unnamed suburb
	}
	r.readOrientation(&m)
	text := r.text[r.doc.Tokens[m.from].Start:r.doc.Tokens[m.last-1].End]
	m.where.Text = strings.Join(strings.Fields(text), " ")
	m.where.Evidence = []tocsin.Evidence{r.quote(m.from, m.last)}
	return m, true
}

// saysDistrictOf reports whether a chain is a district and what it lies in by its own words, though a town bears the
// name of the latter: "the Jibia local government area of Katsina".
func (r *reading) saysDistrictOf(chain []placeName) bool {
	if len(chain) != 2 || chain[0].place.Class != gazetteer.District || chain[0].Hint != gazetteer.District || chain[1].place.Quarter {
		return false
	}
	k := chain[0].OuterLast
	for unitNoun[r.word(k)] {
		k++ // "local government area"
	}
	switch r.word(k) {
	case "of", "in", ",":
		return k > chain[0].Last
	}
	return false
}

// districtOfVillages returns the district that bears the name of a town where the text tells of villages in it: "two
// villages in Kaiama".
func (r *reading) districtOfVillages(n placeName, p gazetteer.Place) (gazetteer.Place, bool) {
	k := n.OuterFirst - 1
	if k < 1 || r.words[k].Lower != "in" && r.words[k].Lower != "of" {
		return p, false
	}
	switch r.words[k-1].Lower {
	case "villages", "communities", "settlements", "hamlets", "towns":
	default:
		return p, false
	}
	for _, ref := range n.Refs {
		if q := r.gaz.Place(ref); q.Class == gazetteer.District && q.Country == p.Country && q.Adm1Ref == p.Adm1Ref {
			return q, true
		}
	}
	return p, false
}

// saysTown reports whether the text calls a name that only a unit bears a town: "the town of Boumerdes".
func (r *reading) saysTown(n placeName) bool {
	if n.Hint != gazetteer.Settlement || n.OuterFirst == n.First {
		return false
	}
	switch r.words[n.OuterFirst].Lemma {
	case "town", "city", "village":
		return true
	}
	return false
}

// seatOf returns the town that "the capital of Antioquia" means, and where the words begin.
func (r *reading) seatOf(chain []placeName, p gazetteer.Place) (int, gazetteer.Place, bool) {
	k := chain[0].OuterFirst - 1
	if p.Class == gazetteer.Settlement && chain[0].OuterFirst < chain[0].First && r.words[chain[0].OuterFirst].Lemma == "capital" {
		// The class word was taken for one of the name: "the capital of Jalisco" is of the unit.
		k = chain[0].First - 1
		for _, ref := range chain[0].Refs {
			if q := r.gaz.Place(ref); q.Class == gazetteer.Province && q.Country == p.Country {
				p = q
			}
		}
	}
	if len(chain) > 2 || p.Class != gazetteer.Province || k < 1 || r.words[k].Lower != "of" || r.words[k-1].Lemma != "capital" || r.sentence(k).First == k {
		return 0, p, false
	}
	seat, ok := r.seats()[p.Ref]
	return k - 1, seat, ok
}

// saysDistrict reports whether the class word beside a name is one of second-order units only: "area" and "zone" are
// said of parts of towns too.
func (r *reading) saysDistrict(n placeName) bool {
	for _, w := range r.words[n.OuterFirst:n.OuterLast] {
		switch w.Lemma {
		case "district", "municipality", "county", "commune", "subdistrict", "tehsil", "jurisdiction", "upazila", "woreda", "cercle":
			return true
		}
	}
	return false
}

// speaks reports whether a place stands for its government: "a charge Tehran denies".
func (r *reading) speaks(m placeMention) bool {
	if m.from > 0 && (r.insideWord(m.from-1) || r.insideWord(m.from)) {
		return false
	}
	v, ok := r.verb(m.last)
	if !ok || v.First != m.last {
		return false
	}
	e, _ := r.lists.cue.At(r.words, v.Head)
	return e != nil
}

// ofSpeaker reports whether a place is where somebody speaks from or to: "a military spokesman in Kiev, …, said", "told
// reporters on Friday in Kafanchan that".
func (r *reading) ofSpeaker(m placeMention) bool {
	k := m.from - 1
	s := r.sentence(m.first)
	if k <= s.First || r.words[k].Lower != "in" && r.words[k].Lower != "at" {
		return false
	}
	switch r.words[k-1].Lemma {
	case "spokesman", "spokeswoman", "spokesperson", "correspondent", "reporter":
		return true
	case "journalist", "newsman":
		return k-2 > s.First && r.words[k-2].Lemma == "tell"
	}
	for j := k - 1; j >= s.First && j >= k-6; j-- {
		if r.words[j].Lemma == "tell" {
			return m.last < s.Last && r.words[m.last].Lower == "that" && !r.isAct(j)
		}
	}
	return false
}

// isGoal reports whether a place is only where somebody was going or came from: "on its way to Karachi", "while
// heading to Arbinda".
func (r *reading) isGoal(m placeMention) bool {
	k := m.from - 1
	s := r.sentence(m.first)
	if k-1 <= s.First {
		return false
	}
	verb := r.words[k-1]
	switch r.words[k].Lower {
	case "to", "for", "towards", "toward":
		switch verb.Lemma {
		case "way", "route", "bind", "bound", "head", "travel", "journey":
			return true
		}
		return verb.Lower == "en-route" || verb.Lower == "driving"
	case "from":
		return verb.Lower == "returning" || verb.Lower == "coming"
	}
	return false
}

// modifies reports whether a country or unit only tells whose somebody or something is ("U.S. convoy", "the UK
// minister"), which says nothing of where.
func (r *reading) modifies(m placeMention) bool {
	if m.where.Precision != tocsin.PlaceCountry && m.where.Precision != tocsin.PlaceArea {
		return false
	}
	np, ok := r.noun(m.last - 1)
	if !ok || np.Head < m.last {
		return false
	}
	switch r.words[np.Head].Lemma {
	case "capital", "city", "town", "province", "state", "region", "area", "border", "coast", "territory", "side", "district":
		return false
	}
	return true
}

// ofOffice reports whether a place only tells whose office or home somebody has: "the mayor of Achi", "Apartado mayor
// Diana Cordoba", "Mosul police", "a resident of Garissa". Of where an act was it tells the country at most.
func (r *reading) ofOffice(m placeMention) bool {
	if m.where.Country == "" {
		return false
	}
	if m.where.Precision != tocsin.PlaceSettlement && m.where.Precision != tocsin.PlaceDistrict {
		return false
	}
	if k := m.from - 1; k > 0 && r.words[k].Lower == "of" && officeNouns[r.words[k-1].Lemma] && !r.isAct(k-1) {
		return true
	}
	return m.last < r.sentence(m.first).Last && officeNouns[r.words[m.last].Lemma] && !r.insideWord(m.from-1)
}

// officeNouns holds whom a place may only tell the office or home of.
var officeNouns = map[string]bool{
	"mayor": true, "governor": true, "bishop": true, "archbishop": true, "police": true, "judge": true, "prosecutor": true, "resident": true,
	"native": true, "senator": true, "councillor": true, "councilman": true, "cartel": true, "prefect": true, "emir": true,
}

// fineness orders classes from the finest.
func fineness(c gazetteer.Class) int {
	switch c {
	case gazetteer.Settlement:
		return 0
	case gazetteer.District:
		return 1
	case gazetteer.Province:
		return 2
	case gazetteer.Other:
		return 3
	case gazetteer.Region:
		return 4
	}
	return 5
}

// readOrientation reads the words before a place that say how the event lies to it: "near Derbent" is
// within about 25 km, "northern Mali" is an area, "the road to Gao" and "the border with" are areas, "off
// the coast of" is the sea. (codebook.md, where.precision)
func (r *reading) readOrientation(m *placeMention) {
	s := r.sentence(m.first)
	if k := m.last; k < s.Last {
		switch r.words[k].Lemma {
		case "border", "frontier", "highway", "road", "river", "corridor", "volcano", "mountain", "hill", "forest", "lake", "desert":
			m.last = k + 1
			r.toArea(m)
			return
		}
	}
	for k := m.first - 1; k >= s.First && k >= m.first-7; k-- {
		w := r.words[k]
		switch {
		case w.Lower == "near" || w.Lower == "outside" || w.Lemma == "outskirt" || w.Lower == "outskirts" || w.Lemma == "vicinity" || w.Lemma == "suburb":
			m.from = k
			if m.where.Precision == tocsin.PlaceSettlement {
				m.where.Precision = tocsin.PlaceNear
			}
			return
		case direction[w.Lower]:
			m.from = k
			if k+1 < m.first && r.words[k+1].Lower == "of" && m.where.Precision == tocsin.PlaceSettlement {
				m.where.Precision = tocsin.PlaceNear // "just south of Makhachkala"
				m.oriented = true
				return
			}
			if r.wholeUnit(m) {
				return // "the eastern province of Bingol"
			}
			if m.where.Precision == tocsin.PlaceCountry || m.where.Precision == tocsin.PlaceProvince {
				r.toArea(m)
				return
			}
		case w.Lemma == "border" || w.Lemma == "highway" || w.Lemma == "road" || w.Lemma == "between" || w.Lemma == "frontier":
			if k < m.first-4 {
				return
			}
			m.from = k
			r.toArea(m)
			return
		case w.Lower == "off" && m.where.Precision != tocsin.PlaceArea && !cutting[r.words[max(k-1, 0)].Lemma]:
			m.from = k
			r.toSea(m) // "boats off Mullaitivu"
			return
		case w.Lemma == "coast" || w.Lemma == "sea" || w.Lemma == "gulf" || w.Lemma == "strait" || w.Lemma == "water":
			if k < m.first-3 {
				return
			}
			m.from = k
			r.toSea(m)
			return
		case w.Lemma == "kilometer" || w.Lemma == "kilometre" || w.Lemma == "km" || w.Lemma == "mile":
			m.from = k
			far := 0
			if k > s.First {
				for _, n := range r.doc.Numbers {
					if n.Last == k {
						m.from, far = n.First, n.Low
					}
				}
			}
			if w.Lemma == "mile" {
				far = far * 8 / 5
			}
			if m.where.Precision == tocsin.PlaceSettlement {
				m.where.Precision = tocsin.PlaceNear
				if far > nearKM && m.where.Adm1 != "" {
					// Too far for the town to stand for the place: the unit is what is certain.
					m.where.Precision = tocsin.PlaceProvince
					m.where.Settlement, m.where.Adm2, m.where.Lat, m.where.Lon = "", "", nil, nil
				}
			}
			return
		case w.Lower == "," && k > s.First && r.words[k-1].Lemma == "capital":
		case w.Lower == "and" && r.betweenBefore(k, s):
			m.from = k
			r.toArea(m)
			return
		case w.Lower == "of" || w.Lower == "the" || w.Lower == "to" || w.Lower == "from" || w.Lower == "with" || w.Lower == "just" ||
			w.Lower == "city" || w.Lower == "town" || w.Lower == "village" || w.Lower == "district" || w.Lower == "island" || w.Lower == "islands" || w.Lower == "'s" || w.Lower == "capital" ||
			r.doc.Tokens[k].Tag == language.ADJ:
		default:
			return
		}
	}
}

// cutting are verbs that make of "off" no place: "cut off the town".
var cutting = set("cut seal set shut close fend ward drive hold pay take block cordon wall fence kick call fight")

// wholeUnit reports whether the phrase calls its place a province or the like before its name, so that a direction in
// front says where that lies: "the eastern province of X".
func (r *reading) wholeUnit(m *placeMention) bool {
	if m.where.Precision != tocsin.PlaceProvince || m.first+2 >= m.last || r.words[m.first+1].Lower != "of" {
		return false
	}
	switch r.words[m.first].Lower {
	case "province", "state", "department", "governorate", "oblast", "prefecture":
		return true
	}
	return false
}

// nearKM is how far from a town an event may be for the town to stand for its place (codebook.md, "near").
const nearKM = 25

// betweenBefore reports whether "between" stands a few words before token k: "the road between X and Y".
func (r *reading) betweenBefore(k int, s language.Sentence) bool {
	for j := k - 1; j >= s.First && j >= k-5; j-- {
		if r.words[j].Lower == "between" {
			return true
		}
	}
	return false
}

// toArea makes a mention an area: it keeps the country and, of a province, its name.
func (r *reading) toArea(m *placeMention) {
	m.where.Precision = tocsin.PlaceArea
	m.where.Settlement, m.where.Adm2 = "", ""
	m.where.Lat, m.where.Lon = nil, nil
}

// toSea makes a mention the sea off a coast: of the place only the country is left.
func (r *reading) toSea(m *placeMention) {
	m.where.Precision = tocsin.PlaceSeaOrAir
	m.where.Settlement, m.where.Adm1, m.where.Adm2, m.where.Lat, m.where.Lon = "", "", "", nil, nil
}

// comparePlaces says how place mentions i and j stand to each other.
func (r *reading) comparePlaces(i, j int) placeRelation {
	a, b := r.places[i].where, r.places[j].where
	if a.Country != "" && b.Country != "" && a.Country != b.Country {
		return placeApart
	}
	if a.Country == "" || b.Country == "" {
		return placeOpen
	}
	if a.Adm1 != "" && b.Adm1 != "" && a.Adm1 != b.Adm1 {
		return placeApart
	}
	if a.Settlement != "" && b.Settlement != "" {
		if a.Settlement == b.Settlement {
			return placeSame
		}
		if r.places[i].quarter != r.places[j].quarter && a.Adm1 != "" && a.Adm1 == b.Adm1 {
			return placeWithin // a quarter and its town
		}
		return placeApart
	}
	if a.Adm2 != "" && b.Adm2 != "" && a.Settlement == "" && b.Settlement == "" {
		if a.Adm2 == b.Adm2 {
			return placeSame
		}
		return placeApart
	}
	if a.Adm2 != "" && b.Adm2 != "" && a.Adm2 != b.Adm2 && (a.Precision == tocsin.PlaceDistrict || b.Precision == tocsin.PlaceDistrict) {
		town, district := a.Settlement, b.Adm2
		if town == "" {
			town, district = b.Settlement, a.Adm2
		}
		if !strings.HasPrefix(district, town) {
			return placeApart // a town of another district
		}
	}
	if a.Precision == b.Precision && (a.Precision == tocsin.PlaceProvince || a.Precision == tocsin.PlaceCountry) {
		return placeSame
	}
	return placeWithin
}

// placesApart reports whether two place mentions cannot be of one incident.
func (r *reading) placesApart(i, j int) bool { return r.comparePlaces(i, j) == placeApart }

// finerPlace reports whether mention i is a finer place than mention j.
func (r *reading) finerPlace(i, j int) bool {
	if rel := r.comparePlaces(i, j); rel == placeApart || rel == placeSame && r.places[j].where.Precision == tocsin.PlaceNear {
		return false
	}
	return placeRank(r.places[i].where.Precision) < placeRank(r.places[j].where.Precision)
}

func placeRank(p tocsin.PlacePrecision) int {
	switch p {
	case tocsin.PlaceSettlement:
		return 0
	case tocsin.PlaceNear:
		return 1
	case tocsin.PlaceDistrict:
		return 2
	case tocsin.PlaceProvince:
		return 3
	case tocsin.PlaceSeaOrAir, tocsin.PlaceArea:
		return 4
	case tocsin.PlaceCountry:
		return 5
	}
	return 6
}

// bareTown takes the town for a name without a class word that a unit and its chief town share
// ("Damascus", "Islamabad"): news that means the unit says so.
func (r *reading) bareTown(n placeName, p gazetteer.Place) gazetteer.Place {
	if n.Hint != gazetteer.Other || p.Class != gazetteer.Province && p.Class != gazetteer.District {
		return p
	}
	for _, ref := range n.Refs {
		q := r.gaz.Place(ref)
		if q.Class == gazetteer.Settlement && q.Country == p.Country && (q.Seat || q.Capital || q.Population > 100000) {
			return q
		}
	}
	return p
}

package coder

import (
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// whereOf returns where an incident was: the place attached to its acts, else one that its sentences name,
// else the dateline's or the country that the report speaks of most.
func (r *reading) whereOf(in *incident) tocsin.Where {
	i := in.place
	for n, s := range in.sentences() {
		if i < 0 && n < 3 {
			if i = r.attachPlace(r.doc.Sentences[s].First); i < 0 {
				if j := r.likeliestPlace(r.headIn(in, s), leastPlace-1.5); j >= 0 && !r.onlyCountry(j) {
					i = j
				}
			}
			if i >= 0 && r.ofFreeing(i) {
				i = -1
			}
		}
		if i < 0 && n < 2 && r.inTown(r.doc.Sentences[s]) {
			i = r.datelineTown()
		}
	}
	seat, atSeat := tocsin.Where{}, false
	if i < 0 {
		seat, atSeat = r.atSeat(r.doc.Sentences[in.frames[0].sent])
	}
	if i < 0 && !atSeat && !(in.background && in.when != nil && in.when.precision != tocsin.DateDay && in.when.precision != tocsin.DateDays) {
		i = r.placeBefore(in)
	}
	w := r.setting
	if i >= 0 {
		w = r.places[i].where
		if all, ok := r.commonUnit(i); ok && in.wave == 0 {
			w = all
		}
	} else if atSeat {
		w = seat
	} else if named, ok := r.unlisted(in.frames[0]); ok {
		w = named
	} else if i = r.datelinePlace(); i >= 0 {
		w = r.places[i].where
	}
	if w.Precision == "" {
		w.Precision = tocsin.PlaceUnknown
	}
	if w.Country == "" && r.setting.Country != "" && w.Precision != tocsin.PlaceSeaOrAir {
		w.Country = r.setting.Country
	}
	if w.Adm1 == "" && w.Settlement != "" {
		w.Adm1 = r.onlyProvince(w.Country)
	}
	return w
}

// headIn returns the token of an incident's first act in a sentence.
func (r *reading) headIn(in *incident, sent int) int {
	for _, f := range in.frames {
		if f.sent == sent {
			return r.acts[f.acts[0]].head
		}
	}
	return r.doc.Sentences[sent].First
}

// onlyProvince returns the first-order unit of a country that all places in it which the report names lie in, "" if
// there are several or none: where a village that is on no map most likely is.
func (r *reading) onlyProvince(country string) string {
	only := ""
	for i := range r.places {
		p := &r.places[i]
		switch {
		case p.context || p.where.Country != country || p.where.Adm1 == "" || p.where.Adm1 == only:
		case only != "":
			return ""
		default:
			only = p.where.Adm1
		}
	}
	return only
}

// unlisted returns the place that the sentence of the first act names behind it, where the gazetteer knows no such
// place: "a bomb exploded at a market in Kareth". It is what the report says, if on no map.
func (r *reading) unlisted(f frame) (tocsin.Where, bool) {
	s := r.doc.Sentences[f.sent]
	if s.Upper {
		return tocsin.Where{}, false
	}
	for k := f.first + 1; k < s.Last; k++ {
		switch r.words[k-1].Lower {
		case "in", "at", "near", "outside":
		default:
			continue
		}
		last := k
		for last < s.Last && last < k+3 && r.doc.Tokens[last].Tag == language.PROPN && r.isCapital(last) {
			last++
		}
		if last == k || last < s.Last && (isPossessiveMark(r.word(last)) || r.doc.Tokens[last].Tag == language.NOUN || r.doc.Tokens[last].Tag == language.PROPN) {
			continue
		}
		if _, actor := r.actorAt(k); actor || r.inTime(k, last) {
			continue
		}
		if e, _ := r.lists.target.At(r.words, last-1); e != nil {
			continue // "at Al Noor Mosque" is a building
		}
		if i := slices.IndexFunc(r.places, func(p placeMention) bool { return p.first < last && k < p.last }); i >= 0 {
			return r.places[i].where, true // a place after all, if not one of the main acts
		}
		e := r.quote(k, last)
		w := tocsin.Where{Text: e.Quote, Settlement: e.Quote, Precision: tocsin.PlaceSettlement, Evidence: []tocsin.Evidence{e}}
		if at := r.words[k-1].Lower; at == "near" || at == "outside" {
			w.Precision = tocsin.PlaceNear
		}
		return w, true
	}
	return tocsin.Where{}, false
}

// datelinePlace returns the town that heads the report with a colon where the text names no other place than countries,
// -1 otherwise. News agencies, who write a dash, file from the capital what was anywhere.
func (r *reading) datelinePlace() int {
	at := -1
	for i := range r.places {
		p := &r.places[i]
		switch {
		case p.dateline && p.where.Country == r.setting.Country && at < 0:
			at = i
		case !p.dateline && placeRank(p.where.Precision) < placeRank(tocsin.PlaceCountry) && (at < 0 || r.comparePlaces(at, i) != placeSame):
			return -1
		}
	}
	return at
}

// inTown reports whether a sentence tells a place in a town, but not of which: "on Ancash Street", "at the university".
// News names the town where it is another than that of its dateline.
func (r *reading) inTown(s language.Sentence) bool {
	for k := s.First + 1; k < s.Last; k++ {
		switch r.words[k].Lower {
		case "street", "avenue", "boulevard", "neighborhood", "neighbourhood", "neighborhoods", "barrio", "university", "campus":
			return true
		}
	}
	return false
}

// atSeat returns the capital as the place of what a sentence tells of a house of state that stands there and nowhere
// else: "near the parliament", "300 metres from Government House".
func (r *reading) atSeat(s language.Sentence) (tocsin.Where, bool) {
	for k := s.First + 1; k < s.Last; k++ {
		last := k + 1
		switch w := r.words[k].Lower; {
		case w == "parliament":
		case last < s.Last && (w == "presidential" || w == "national") && r.words[last].Lower == "palace",
			last < s.Last && w == "government" && r.words[last].Lower == "house":
			last++
		default:
			continue
		}
		at := k - 1
		if r.words[at].Lower == "the" {
			at--
		}
		if at < s.First {
			continue
		}
		switch r.words[at].Lower {
		case "in", "at", "near", "outside", "inside", "of", "from", "on", "into":
		default:
			continue
		}
		p, ok := r.capitalOf(r.setting.Country)
		if !ok {
			return tocsin.Where{}, false
		}
		lat, lon := p.Lat, p.Lon
		e := r.quote(k, last)
		return tocsin.Where{Text: e.Quote, Country: p.Country, Adm1: p.Adm1, Adm2: p.Adm2, Settlement: plainName(p.Name), Lat: &lat, Lon: &lon,
			Precision: tocsin.PlaceSettlement, Evidence: []tocsin.Evidence{e}}, true
	}
	return tocsin.Where{}, false
}

// datelineTown returns the town that the dateline names, if it lies in the country that the report is set in, -1
// otherwise.
func (r *reading) datelineTown() int {
	if len(r.places) == 0 || r.places[0].first >= r.bodyStart || r.places[0].where.Settlement == "" || r.places[0].where.Country != r.setting.Country {
		return -1
	}
	return 0
}

// placeBefore returns the place told last in the two sentences before an incident's first act, if it lies in the
// country the report is set in and nothing of another day was there, -1 otherwise.
func (r *reading) placeBefore(in *incident) int {
	token := in.frames[0].first
	sent := r.doc.Tokens[token].Sentence
	for i := len(r.places) - 1; i >= 0; i-- {
		p := &r.places[i]
		if p.first >= token || p.context {
			continue
		}
		if sent-r.doc.Tokens[p.first].Sentence > 2 {
			return -1
		}
		if p.where.Country == r.setting.Country && placeRank(p.where.Precision) <= placeRank(tocsin.PlaceProvince) && p.first >= r.bodyStart && !r.ofFreeing(i) {
			if r.ofOtherDay(i, in) {
				return -1
			}
			return i
		}
	}
	return -1
}

// ofOtherDay reports whether a place was told of an act on another day than the incident's.
func (r *reading) ofOtherDay(place int, in *incident) bool {
	for j := range r.acts {
		if a := &r.acts[j]; a.place == place && a.time >= 0 && in.when != nil {
			if d := r.dayOf(a.time); d != nil && (in.when.start.Sub(d.end) > 1 || d.start.Sub(in.when.end) > 1) {
				return true
			}
		}
	}
	return false
}

// settingCountry returns the country in which what the report tells most likely was: where it names places and what it
// says things are "in" count for more than a country that acts or is spoken to. "" if the report speaks of none.
func (r *reading) settingCountry() string {
	votes := countryVote{}
	for i := range r.places {
		p := &r.places[i]
		switch {
		case p.where.Country == "":
		case p.context && p.first < r.bodyStart:
			votes[p.where.Country] += 2
		case p.where.Precision == tocsin.PlaceCountry && !p.office:
			switch {
			case r.insideWord(p.from-1) || r.word(p.from-1) == "across" || r.word(p.from-1) == ",":
				votes[p.where.Country] += 1.5
			case !p.context && !r.actsOrIsActedOn(p):
				votes[p.where.Country] += 1
			default:
				votes[p.where.Country] += 0.25
			}
		default:
			votes[p.where.Country] += 1.5
		}
	}
	for i := r.bodyStart; i < len(r.doc.Tokens); i++ {
		if t := r.doc.Tokens[i].Text; t[0] >= 'A' && t[0] <= 'Z' {
			if p, ok := r.gaz.Demonym(t); ok && p.Country != "" {
				votes[p.Country] += 0.75
			}
		}
	}
	return votes.most()
}

// actsOrIsActedOn reports whether a country is the subject or the object of a verb beside it: "India said", "accuses
// India of".
func (r *reading) actsOrIsActedOn(p *placeMention) bool {
	if v, ok := r.verb(p.last); ok && v.First == p.last {
		return true
	}
	k := p.from - 1
	if r.word(k) == "the" {
		k--
	}
	_, ok := r.verb(k)
	return ok && k >= 0
}

// findSetting returns the country that the report is set in, with the first words that name it or a place
// in it as evidence.
func (r *reading) findSetting() tocsin.Where {
	c := r.settingCountry()
	if c == "" {
		return tocsin.Where{}
	}
	w := tocsin.Where{Country: c, Precision: tocsin.PlaceCountry}
	for i := range r.places {
		if p := r.places[i].where; p.Country == c {
			w.Text, w.Evidence = p.Text, p.Evidence
			if p.Precision == tocsin.PlaceCountry {
				break
			}
		}
	}
	if w.Text != "" {
		return w
	}
	for i := range r.doc.Tokens {
		if p, ok := r.gaz.Demonym(r.doc.Tokens[i].Text); ok && p.Country == c {
			w.Text, w.Evidence = r.doc.Tokens[i].Text, []tocsin.Evidence{r.quote(i, i+1)}
			break
		}
	}
	return w
}

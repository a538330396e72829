package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// whereOf returns where an incident was: the place attached to its acts, else one that its sentences name,
// else the dateline's or the country that the report speaks of most.
func (r *reading) whereOf(in *incident) tocsin.Where {
	i := in.place
	if i < 0 {
		for _, s := range in.sentences() {
			if j := r.attachPlace(r.doc.Sentences[s].First); j >= 0 {
				i = j
				break
			}
		}
	}
	if i < 0 {
		i = r.placeBefore(in.frames[0].first)
	}
	w := r.setting
	if i >= 0 {
		w = r.places[i].where
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

// placeBefore returns the place told last in the two sentences before a token, if it lies in the country
// the report is set in, -1 otherwise.
func (r *reading) placeBefore(token int) int {
	sent := r.doc.Tokens[token].Sentence
	for i := len(r.places) - 1; i >= 0; i-- {
		p := &r.places[i]
		if p.first >= token || p.context {
			continue
		}
		if sent-r.doc.Tokens[p.first].Sentence > 2 {
			return -1
		}
		if p.where.Country == r.setting.Country && placeRank(p.where.Precision) <= placeRank(tocsin.PlaceProvince) && p.first >= r.bodyStart {
			return i
		}
	}
	return -1
}

// findSetting returns the country that the report is set in, with the first words that name it or a place
// in it as evidence.
func (r *reading) findSetting() tocsin.Where {
	c := r.mainCountry()
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

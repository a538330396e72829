package coder

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/language"
)

// parts returns mentions of a part of the country that name no place: "in the country's restive northeast", "the
// eastern part of the country", "the Honduran northern mountain region".
func (r *reading) parts() []placeMention {
	main := r.mainCountry()
	var out []placeMention
	for i := range r.words {
		if !direction[r.words[i].Lower] {
			continue
		}
		s := r.sentence(i)
		first, last, country := r.partOf(i, s, main)
		if country == "" {
			continue
		}
		m := placeMention{first: first, last: last, from: first, where: tocsin.Where{Country: country, Precision: tocsin.PlaceArea}}
		m.where.Text = strings.Join(strings.Fields(r.text[r.doc.Tokens[first].Start:r.doc.Tokens[last-1].End]), " ")
		m.where.Evidence = []tocsin.Evidence{r.quote(first, last)}
		if n := len(out); n == 0 || out[n-1].last <= first {
			out = append(out, m)
		}
	}
	return out
}

// addParts adds the parts of countries to the places named, where they share no words with one.
func (r *reading) addParts(known []placeMention) []placeMention {
	out := known
	for _, m := range r.parts() {
		if !slices.ContainsFunc(known, func(p placeMention) bool { return p.from < m.last && m.first < p.last }) {
			out = append(out, m)
		}
	}
	return out
}

// partOf returns the phrase around a word of direction that speaks of a part of a country, and the country; "" where it
// speaks of none.
func (r *reading) partOf(i int, s language.Sentence, main string) (first, last int, country string) {
	last = i + 1
	for last < s.Last && (direction[r.words[last].Lower] || r.words[last].Lower == "and" || r.words[last].Lemma == "mountain" || r.words[last].Lemma == "border" || r.words[last].Lemma == "coastal") {
		last++
	}
	word := "" // the noun that the direction stands before
	if last < s.Last {
		switch r.words[last].Lemma {
		case "part", "region", "area":
			word = r.words[last].Lemma
			last++
		}
	}
	if last+2 < s.Last && r.words[last].Lower == "of" && r.words[last+1].Lower == "the" && (r.words[last+2].Lower == "country" || r.words[last+2].Lower == "nation") {
		return r.phraseStart(i, s), last + 3, main
	}
	k := i - 1
	for k > s.First && k > i-3 && r.doc.Tokens[k].Tag == language.ADJ && !r.demonym(k) {
		k-- // "the country's restive north-east"
	}
	if k <= s.First {
		return 0, 0, ""
	}
	if isPossessiveMark(r.words[k].Lower) && (r.words[k-1].Lower == "country" || r.words[k-1].Lower == "nation") && last < s.Last && r.doc.Tokens[last].Tag != language.NOUN && r.doc.Tokens[last].Tag != language.PROPN {
		return r.phraseStart(k-1, s), last, main
	}
	if word == "" {
		return 0, 0, ""
	}
	if p, ok := r.gaz.Demonym(r.doc.Tokens[k].Text); ok && p.Country != "" && p.Class == gazetteer.Country {
		return r.phraseStart(k, s), last, p.Country
	}
	return 0, 0, ""
}

// phraseStart returns the token of the article before token i, or i.
func (r *reading) phraseStart(i int, s language.Sentence) int {
	if i > s.First && r.words[i-1].Lower == "the" {
		return i - 1
	}
	return i
}

// readRoutes makes areas of the places between which somebody was on the way: a train "travelling from Quetta to
// Peshawar" is in neither.
func (r *reading) readRoutes(ps []placeMention) {
	for i := 1; i < len(ps); i++ {
		a, b := &ps[i-1], &ps[i]
		s := r.sentence(b.first)
		if a.first <= s.First+1 || b.first-a.last != 1 || r.words[a.last].Lower != "to" || r.words[a.from-1].Lower != "from" || a.from != a.first {
			continue
		}
		onWay := false
		for k := max(s.First, a.from-6); k < a.from-1; k++ {
			onWay = onWay || wayWords[r.words[k].Lemma]
		}
		if !onWay {
			continue
		}
		from := a.from - 1
		if a.where.Country != b.where.Country {
			b.where.Country = ""
		}
		if a.where.Adm1 != b.where.Adm1 {
			b.where.Adm1 = ""
		}
		r.toArea(b)
		b.first, b.from = from, from
		b.where.Text = strings.Join(strings.Fields(r.text[r.doc.Tokens[from].Start:r.doc.Tokens[b.last-1].End]), " ")
		b.where.Evidence = []tocsin.Evidence{r.quote(from, b.last)}
		a.context = true
	}
}

// wayWords are words of going from one place to another.
var wayWords = map[string]bool{
	"travel": true, "train": true, "bus": true, "minibus": true, "truck": true, "lorry": true, "convoy": true, "road": true, "highway": true, "route": true,
	"drive": true, "head": true, "ride": true, "way": true, "journey": true, "vehicle": true, "car": true, "express": true, "passenger": true,
}

// commonUnit returns the place of an act told of several places in one list: what they have in common is certain
// ("attacks in Borno and Adamawa", "two villages in Kanam and Wase, Plateau State").
func (r *reading) commonUnit(i int) (tocsin.Where, bool) {
	list := []int{i}
	for j := i; j+1 < len(r.places) && r.joined(j, j+1); j++ {
		list = append(list, j+1)
	}
	for j := i; j > 0 && r.joined(j-1, j); j-- {
		list = slices.Insert(list, 0, j-1)
	}
	if len(list) < 2 {
		return tocsin.Where{}, false
	}
	a, b := &r.places[list[0]], &r.places[list[len(list)-1]]
	w := tocsin.Where{Country: a.where.Country, Adm1: a.where.Adm1, Precision: tocsin.PlaceProvince}
	for _, j := range list[1:] {
		if p := r.places[j].where; p.Adm1 != w.Adm1 || p.Precision == tocsin.PlaceProvince {
			w.Adm1, w.Precision = "", tocsin.PlaceArea
		}
	}
	if w.Adm1 == "" {
		w.Precision = tocsin.PlaceArea
	}
	w.Text = strings.Join(strings.Fields(r.text[r.doc.Tokens[a.from].Start:r.doc.Tokens[b.last-1].End]), " ")
	w.Evidence = []tocsin.Evidence{r.quote(a.from, b.last)}
	return w, true
}

// inList reports whether a first-order unit is told in one list with others.
func (r *reading) inList(i int) bool {
	if r.places[i].where.Precision != tocsin.PlaceProvince {
		return false
	}
	return i > 0 && r.joined(i-1, i) || i+1 < len(r.places) && r.joined(i, i+1)
}

// joined reports whether two place mentions that follow each other are towns or units of one kind in one country,
// joined by a comma or "and".
func (r *reading) joined(i, j int) bool {
	a, b := &r.places[i], &r.places[j]
	if a.context || b.context || a.where.Country == "" || a.where.Country != b.where.Country {
		return false
	}
	if rel := r.comparePlaces(i, j); rel != placeApart && (rel != placeWithin || a.where.Adm2 == b.where.Adm2) {
		return false
	}
	if a.where.Precision != b.where.Precision && (a.where.Adm1 != b.where.Adm1 || max(placeRank(a.where.Precision), placeRank(b.where.Precision)) > placeRank(tocsin.PlaceDistrict)) {
		return false
	}
	switch a.where.Precision {
	case tocsin.PlaceSettlement, tocsin.PlaceDistrict, tocsin.PlaceProvince:
	default:
		return false
	}
	gap := b.first - a.last
	if gap < 1 || gap > 3 || r.doc.Tokens[a.first].Sentence != r.doc.Tokens[b.first].Sentence {
		return false
	}
	and := false
	for k := a.last; k < b.first; k++ {
		switch r.words[k].Lower {
		case "and":
			and = true
		case ",", "the", "in":
		default:
			return false
		}
	}
	return and || a.where.Precision == tocsin.PlaceProvince
}

package coder

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// addUnknown reads a settlement that the gazetteer does not know from the words before a unit it does
// ("in Fambita, Niger"): the place is that settlement, its units are known, its point is not.
func (r *reading) addUnknown(m *placeMention) {
	s := r.sentence(m.first)
	if m.where.Settlement != "" || s.Upper || m.from != m.first && m.where.Precision != tocsin.PlaceArea {
		return
	}
	k := m.from - 1
	if k <= s.First || r.words[k].Lower != "," && !(r.words[k].Lower == "in" && r.doc.Tokens[k-1].Tag == language.PROPN) {
		return
	}
	last := k
	first := last
	for first > s.First && (r.doc.Tokens[first-1].Tag == language.PROPN || r.words[first-1].Lower == "-") {
		first--
	}
	if first == last || first == s.First || last-first > 4 {
		return
	}
	if _, ok := r.actorAt(first); ok || r.inTime(first, last) {
		return
	}
	switch r.words[last-1].Lower {
	case "tv", "television", "radio", "news", "agency", "times", "post", "court":
		return // "Al-Masirah TV in Yemen" is who says so
	}
	switch r.words[first-1].Lower {
	case "in", "at", "near", "outside", "of", "on", "to":
	default:
		return
	}
	if e, _ := r.lists.target.At(r.words, last-1); e != nil {
		return // "at Al Noor Mosque, …" is a building
	}
	m.where.Settlement = r.text[r.doc.Tokens[first].Start:r.doc.Tokens[last-1].End]
	m.where.Precision = tocsin.PlaceSettlement
	m.where.Lat, m.where.Lon = nil, nil
	m.first, m.from = first, first
	m.context = false
	r.readOrientation(m)
	first = m.from
	m.where.Text = strings.Join(strings.Fields(r.text[r.doc.Tokens[first].Start:r.doc.Tokens[m.last-1].End]), " ")
	m.where.Evidence = []tocsin.Evidence{r.quote(first, m.last)}
}

// inTime reports whether a time expression shares a token with first..last.
func (r *reading) inTime(first, last int) bool {
	for i := range r.times {
		if r.times[i].First >= last {
			break
		}
		if r.times[i].Last > first {
			return true
		}
	}
	return false
}

// addVillages adds mentions of settlements that the gazetteer does not know and the text calls so: "the village of
// Dakasoye", "Gora Gan village". The unit they lie in is that of a place named behind them, if any.
func (r *reading) addVillages(known []placeMention) []placeMention {
	out := known
	for i := range r.words {
		switch r.words[i].Lemma {
		case "camp":
			if i == 0 || r.words[i-1].Lower != "refugee" {
				continue
			}
		case "village", "town", "settlement", "community", "hamlet", "neighborhood", "neighbourhood", "suburb", "township":
		default:
			continue
		}
		s := r.sentence(i)
		first, last := r.placeNameAfter(i, s)
		if f, l := r.placeNameBefore(i, s); first == last || f < l && overlaps(known, first, last) {
			first, last = f, l // "Toyanar village of Bijapur district"
		}
		if first == last || overlaps(known, first, last) {
			continue
		}
		if k := min(first, i) - 1; r.word(k) == "and" && r.betweenBefore(k, s) {
			continue // "between X and Y villages" is in neither
		}
		if _, actor := r.actorAt(first); actor || r.inTime(first, last) {
			continue
		}
		m := placeMention{first: min(first, i), last: max(last, i+1), from: min(first, i)}
		switch r.words[i].Lemma {
		case "neighborhood", "neighbourhood", "suburb":
			m.quarter = true
		}
		name := r.doc.Text[r.doc.Tokens[first].Start:r.doc.Tokens[last-1].End]
		m.where = tocsin.Where{Settlement: strings.Join(strings.Fields(name), " "), Precision: tocsin.PlaceSettlement}
		for j := range out {
			p := &out[j]
			if p.first >= m.last && p.first < s.Last && p.first-m.last <= 4 && p.where.Country != "" {
				m.where.Country, m.where.Adm1, m.where.Adm2 = p.where.Country, p.where.Adm1, p.where.Adm2
				if m.quarter && p.where.Settlement != "" {
					m.where.Adm2, m.where.Lat, m.where.Lon = p.where.Adm2, p.where.Lat, p.where.Lon
				}
				if r.onlyContains(m.last, p, m.quarter) {
					p.context = true // it only says where the village lies
				}
				break
			}
		}
		m.where.Text = strings.Join(strings.Fields(r.doc.Text[r.doc.Tokens[m.first].Start:r.doc.Tokens[m.last-1].End]), " ")
		m.where.Evidence = []tocsin.Evidence{r.quote(m.first, m.last)}
		out = append(out, m)
	}
	return out
}

// onlyContains reports whether a unit, or of a quarter its town, stands behind a village that ends at token k as what that lies in: "Kirtawa
// village in Katsina state".
func (r *reading) onlyContains(k int, unit *placeMention, quarter bool) bool {
	if placeRank(unit.where.Precision) <= placeRank(tocsin.PlaceNear) && !quarter {
		return false
	}
	for ; k < unit.from; k++ {
		switch r.words[k].Lower {
		case "in", "of", ",", "the":
		default:
			return false
		}
	}
	return true
}

// overlaps reports whether one of the places shares a token with first..last.
func overlaps(places []placeMention, first, last int) bool {
	return slices.ContainsFunc(places, func(p placeMention) bool { return p.first < last && first < p.last })
}

// placeNameAfter returns the name in "village of X", "settlement called X", equal bounds if there is none.
func (r *reading) placeNameAfter(i int, s language.Sentence) (first, last int) {
	if i+2 >= s.Last || r.words[i+1].Lower != "of" && r.words[i+1].Lower != "called" && r.words[i+1].Lower != "named" {
		return 0, 0
	}
	first = i + 2
	for last = first; last < s.Last && last < first+4 && r.looksNamed(last); last++ {
	}
	return first, last
}

// placeNameBefore returns the name in "X village", equal bounds if there is none.
func (r *reading) placeNameBefore(i int, s language.Sentence) (first, last int) {
	end := i
	if end > s.First && r.words[end-1].Lower == "refugee" {
		end--
	}
	for first = end; first > s.First && first > end-4 && first-1 > s.First && r.looksNamed(first-1) && !r.demonym(first-1); first-- {
	}
	return first, end
}

// looksNamed reports whether token k is a proper noun, or one that only its capital shows to be.
func (r *reading) looksNamed(k int) bool {
	switch t := &r.doc.Tokens[k]; t.Tag {
	case language.PROPN:
		return true
	case language.NOUN, language.ADJ, language.X:
		return r.isCapital(k) && !r.sentence(k).Upper
	}
	return false
}

// unlistedNames returns the names behind a word of place that the gazetteer does not know: settlements without units.
func (r *reading) unlistedNames() []placeMention {
	var out []placeMention
	for _, s := range r.doc.Sentences {
		if s.Upper {
			continue
		}
		for k := s.First + 1; k < s.Last; k++ {
			if !r.insideWord(k-1) || r.doc.Tokens[k].Tag != language.PROPN || !r.isCapital(k) {
				continue
			}
			last := k
			for last < s.Last && last < k+3 && r.doc.Tokens[last].Tag == language.PROPN && r.isCapital(last) {
				last++
			}
			if last < s.Last && (isPossessiveMark(r.word(last)) || r.doc.Tokens[last].Tag == language.NOUN || r.doc.Tokens[last].Tag == language.PROPN) {
				continue
			}
			if _, actor := r.actorAt(k); actor || r.inTime(k, last) || overlaps(r.places, k, last) || r.surnames[r.words[last-1].Lower] {
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
			out = append(out, placeMention{first: k, last: last, from: k, where: w})
		}
	}
	return out
}

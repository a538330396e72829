package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/language"
)

// attachPlace returns the place mention that tells where the act at token head was, -1 if none in its
// sentence does.
func (r *reading) attachPlace(head int) int { return r.likeliestPlace(head, leastPlace) }

// leastPlace is the score from which a place is taken for that of an act.
const leastPlace = -1.5

// likeliestPlace returns the place mention of a sentence that fits an act best, -1 if none reaches the least score.
func (r *reading) likeliestPlace(head int, least float64) int {
	s := r.sentence(head)
	var at []int
	var spans []gazetteer.Match
	for i := range r.places {
		p := &r.places[i]
		if p.first >= s.Last {
			break
		}
		if p.first < s.First || p.context {
			continue
		}
		at = append(at, i)
		spans = append(spans, gazetteer.Match{First: p.first, Last: p.last, Refs: []gazetteer.Ref{0}, Top: classOfPrecision(p.where.Precision)})
	}
	best, score := -1, 0.0
	for k, likely := range gazetteer.EventPlaceScores(r.doc, head, spans) {
		c := r.placeScore(&r.places[at[k]], head, s) + learnedWeight*(likely-0.35)
		if best < 0 || c > score {
			best, score = at[k], c
		}
	}
	if best >= 0 && score < least {
		return -1
	}
	return best
}

// learnedWeight is how much the learned likelihood of a place counts beside the rules of placeScore.
const learnedWeight = 1.5

// classOfPrecision gives the kind of place that a precision speaks of.
func classOfPrecision(p tocsin.PlacePrecision) gazetteer.Class {
	switch p {
	case tocsin.PlaceSettlement, tocsin.PlaceNear:
		return gazetteer.Settlement
	case tocsin.PlaceDistrict:
		return gazetteer.District
	case tocsin.PlaceProvince:
		return gazetteer.Province
	case tocsin.PlaceCountry:
		return gazetteer.Country
	}
	return gazetteer.Region
}

// elsewhereVerbs are verbs whose place is that of something else than the act.
var elsewhereVerbs = map[string]bool{
	"issue": true, "publish": true, "base": true, "bear": true, "arrest": true, "detain": true, "meet": true, "speak": true, "sign": true, "headquarter": true,
	"visit": true, "release": true, "say": true, "bury": true, "hospitalize": true, "treat": true,
}

// placeScore says how well a place of the sentence fits an act: after it, with a preposition of place,
// near, and nothing else between that it could belong to.
func (r *reading) placeScore(p *placeMention, head int, s language.Sentence) float64 {
	score := 0.0
	prep := ""
	if p.from > s.First {
		k := p.from - 1
		for k > s.First && (r.doc.Tokens[k].Tag == language.DET || r.doc.Tokens[k].Tag == language.ADJ || r.words[k].Lemma == "city" ||
			r.words[k].Lemma == "town" || r.words[k].Lemma == "village" || r.words[k].Lemma == "province" || r.words[k].Lemma == "district" || r.words[k].Lower == "of") {
			k--
		}
		prep = r.words[k].Lower
	}
	if w := r.words[p.from].Lower; w == "near" || w == "outside" {
		prep = w
	}
	switch prep {
	case "in", "at", "near", "on", "outside", "across", "inside", "around", "throughout":
		score += 1.5
	case "of", "off", "between", "to":
		score += 0.3
	case "from", "by", "with", "against", "for":
		score -= 1
	}
	if p.last < s.Last {
		if w := r.words[p.last].Lower; w == "'s" || w == "’s" {
			score -= 0.5
		}
	}
	// A country that acts or is named beside something is no place of the event; one with "in" before it is.
	if p.where.Precision == tocsin.PlaceCountry && !p.office {
		if prep == "" || score <= 0 {
			score -= 0.8
		}
		if _, ok := r.verb(p.last); ok && p.last < s.Last {
			score--
		}
	}
	if k := p.from - 2; k > head && prep != "" && elsewhereVerbs[r.words[k].Lemma] {
		score -= 1.5
	}
	dist := p.first - head
	if dist < 0 {
		score -= 0.4
		dist = -dist
	}
	score -= 0.06 * float64(min(dist, 40))
	from, to := min(head, p.first), max(head, p.first)
	for k := from + 1; k < to; k++ {
		switch r.doc.Tokens[k].Tag {
		case language.VERB:
			score -= 0.35
		case language.PUNCT:
			if w := r.words[k].Lower; w == ";" || w == "\"" || w == "”" || w == "“" {
				score -= 0.4
			}
		}
	}
	if np, ok := r.noun(head); ok && p.last <= head && np.First <= p.first && p.where.Precision != tocsin.PlaceCountry && p.where.Precision != tocsin.PlaceArea {
		score += 1.5 // "the Palmyra attack"
	}
	if r.isStruck(p, head) {
		score += 2 // "raided Gakurdi village"
	}
	if p.oriented {
		score--
		if r.insideWord(p.from) {
			score-- // "the village of X, near Y"
		}
	}
	score -= 0.15 * float64(placeRank(p.where.Precision))
	return score
}

// isStruck reports whether a settlement is what the act at token head was done to: the object of its verb, or its subject
// in the passive.
func (r *reading) isStruck(p *placeMention, head int) bool {
	if p.where.Precision != tocsin.PlaceSettlement {
		return false
	}
	v, ok := r.verb(head)
	if !ok {
		return false
	}
	if v.Passive {
		return p.last == v.First && (p.from == 0 || r.doc.Tokens[p.from-1].Tag != language.ADP)
	}
	k := v.Last
	if r.word(k) == "the" {
		k++
	}
	return p.from == k || p.first == k
}

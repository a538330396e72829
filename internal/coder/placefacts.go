package coder

import (
	"math"
	"slices"
	"strconv"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/weigh"
)

// weighOption notes what speaks for and against an option.
func (r *reading) weighOption(o *placeOption, all []placeOption, v *incidentView) {
	c := &o.facts
	if o.as != "" {
		c.Add(o.as)
		c.AddIf(v.background, o.as+", of the past")
	}
	level := string(o.where.Precision)
	c.Add(level)
	c.AddIf(v.background, level+", of the past")
	c.AddIf(o.where.Country != "" && o.where.Country != r.setting.Country, "not in the country of the report")
	p := o.main
	if v.when != nil && v.background && v.when.precision != tocsin.DateDay && v.when.precision != tocsin.DateDays {
		c.Add("on a day not known, " + level)
	}
	if p == nil {
		return
	}
	rel, _ := r.placeFrom(p, v)
	link := r.placeLink(p)
	c.Add(rel)
	dateline := p.dateline || p.first < r.bodyStart
	if !dateline {
		c.Add(rel + ", " + link)
		c.Add(level + ", " + link)
	}
	c.Add(rel + ", " + level)
	c.AddIf(v.background, rel+", of the past")
	if p.context && !dateline {
		c.Add("said of something else")
		c.Add(rel + ", said of something else")
	}
	if dateline {
		c.AddIf(v.place < 0, rel+", told with no place")
		c.AddIf(slices.ContainsFunc(v.told, r.saysHere), rel+", it happened here")
		c.AddIf(r.inTown(r.doc.Sentences[v.frames[0].sent]), rel+", a street or campus is told of")
		c.AddIf(!slices.ContainsFunc(all, func(b placeOption) bool {
			return b.main != nil && b.main != p && placeRank(b.where.Precision) < placeRank(tocsin.PlaceCountry)
		}), rel+", the only place named")
	}
	c.AddIf(p.office, "of an office")
	sent := r.doc.Tokens[p.first].Sentence
	if sent != v.frames[0].sent && !slices.Contains(v.told, sent) {
		for j := range v.others {
			if r.doc.Tokens[r.acts[j].head].Sentence == sent {
				c.Add("in a sentence of another incident")
				break
			}
		}
	}
	c.AddIf(slices.ContainsFunc(o.mentions, func(p *placeMention) bool {
		return r.doc.Tokens[p.first].Sentence == r.leadSentence() && p.first >= r.bodyStart && !p.dateline
	}), "named in the lead, "+level)
	c.AddIf(r.opensAnother(v.frames[0].sent), "not of another told with it, "+rel)
	c.AddIf(r.inTown(r.doc.Sentences[v.frames[0].sent]), "a street or campus is told of, "+level)
	if v.when != nil && v.background && v.when.precision != tocsin.DateDay && v.when.precision != tocsin.DateDays {
		c.Add("on a day not known, " + rel)
	}
	c.AddIf(p.oriented, "tells a direction")
	c.AddIf(p.quarter, "a quarter")
	beside := r.besideAct(p, v)
	if beside != "" {
		c.Add(beside)
		c.Add(beside + ", " + level)
	} else if !slices.Contains(v.told, r.doc.Tokens[p.first].Sentence) {
		c.AddIf(!r.tellsAct(r.doc.Tokens[p.first].Sentence), rel+", where no act is told")
	}
	words, likely, near := math.Inf(-1), 0.0, 1<<20
	for _, f := range v.frames {
		s := r.doc.Sentences[f.sent]
		if p.first < s.First || p.first >= s.Last || dateline {
			continue
		}
		for _, j := range f.acts {
			a := &r.acts[j]
			words = max(words, r.placeScore(p, a.head, s))
			likely = max(likely, r.likelyPlaces(a.head)[p])
			c.AddIf(j == f.acts[0] && p.first < a.first, "before the act")
			near = min(near, abs(p.first-a.head))
		}
	}
	if !math.IsInf(words, -1) {
		*c = append(*c, weigh.Fact{Name: "fit of the words", Value: words / 3}, weigh.Fact{Name: "likelihood in the sentence", Value: likely}, weigh.Fact{Name: "words between it and the act", Value: math.Log(1+float64(near)) / 3})
	}
	c.Add("named " + strconv.Itoa(min(len(o.mentions), 3)) + " times")
	if v.place >= 0 {
		told := &r.places[v.place]
		switch {
		case slices.Contains(o.mentions, told):
			c.Add("the place it was told with")
			c.Add("the place it was told with, " + level)
		case !within(&o.where, &told.where) && !within(&told.where, &o.where):
			c.Add("apart from the place it was told with")
		case placeRank(o.where.Precision) < placeRank(told.where.Precision):
			c.Add("finer than the place it was told with")
			c.Add("finer than the place it was told with, " + rel)
			c.Add("finer than the place it was told with, " + link)
		case placeRank(o.where.Precision) > placeRank(told.where.Precision):
			c.Add("less fine than the place it was told with")
		}
	} else {
		c.Add("told with no place, " + rel)
		c.Add("told with no place, " + level)
	}
	for _, in := range v.rest {
		if in.place >= 0 && slices.Contains(o.mentions, &r.places[in.place]) {
			if in == v.before {
				c.Add("the place of the incident before")
			} else {
				c.Add("the place of another incident")
			}
			break
		}
	}
	finer := ""
	for k := range all {
		b := &all[k]
		if b.main == nil || b == o || placeRank(b.where.Precision) >= placeRank(o.where.Precision) || !within(&b.where, &o.where) {
			continue
		}
		finer = "a finer place in it is named"
		if !b.main.context && slices.Contains(v.told, r.doc.Tokens[b.main.first].Sentence) {
			finer = "a finer place in it is named with it"
			break
		}
	}
	c.AddIf(finer != "", finer)
}

// saysHere reports whether a sentence tells of where it was written: "at the station here".
func (r *reading) saysHere(n int) bool {
	s := r.doc.Sentences[n]
	for k := s.First + 1; k < s.Last; k++ {
		if r.words[k].Lower == "here" && (r.doc.Tokens[k-1].Tag == language.NOUN || r.doc.Tokens[k-1].Tag == language.PROPN || r.doc.Tokens[k-1].Tag == language.VERB) {
			return true
		}
	}
	return false
}

// within reports whether a finer place lies in another.
func within(a, b *tocsin.Where) bool {
	return a.Country == b.Country && (b.Adm1 == "" || a.Adm1 == b.Adm1) && (b.Adm2 == "" || a.Adm2 == b.Adm2)
}

// placeFrom says where a mention stands from the sentences that tell of an incident, and how close.
func (r *reading) placeFrom(p *placeMention, v *incidentView) (string, float64) {
	sent := r.doc.Tokens[p.first].Sentence
	switch {
	case p.dateline:
		return "in the dateline of a paper", 0
	case p.first < r.bodyStart:
		return "in the dateline", 0
	}
	if sent == v.frames[0].sent {
		return "in the first sentence", 10
	}
	if slices.Contains(v.told, sent) {
		return "in a later sentence of it", 8
	}
	gap := 1 << 20 // to the nearest sentence of it, negative behind
	for _, s := range v.told {
		if d := s - sent; abs(d) < abs(gap) {
			gap = d
		}
	}
	close := 6 - float64(abs(gap))
	switch {
	case gap == 1:
		return "in the sentence before", close
	case gap == 2:
		return "two sentences before", close
	case gap > 2 && gap <= 5:
		return "some sentences before", close
	case gap > 5:
		return "far before", close
	case gap == -1:
		return "in the sentence behind", close
	case gap == -2:
		return "two sentences behind", close
	}
	return "far behind", close
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// placeLink says by what word a mention is joined to the words before it.
func (r *reading) placeLink(p *placeMention) string {
	s := r.sentence(p.first)
	if w := r.word(p.last); isPossessiveMark(w) {
		return "owning"
	}
	switch r.word(p.from) {
	case "near", "outside", "around":
		return "behind in"
	}
words:
	for k := p.from - 1; k >= s.First; k-- {
		switch w := r.words[k].Lower; w {
		case "in", "at", "inside", "near", "outside", "around", "on", "across", "throughout":
			return "behind in"
		case "of":
			if t := r.words[max(k-1, s.First)].Lemma; unitNoun[t] {
				continue
			}
			return "behind of"
		case "from":
			return "behind from"
		case "to", "into", "towards", "toward":
			return "behind to"
		case "by", "with", "against", "for", "between", "and":
			return "behind " + w
		}
		if t := r.doc.Tokens[k].Tag; t != language.DET && t != language.ADJ && !unitNoun[r.words[k].Lemma] {
			break words
		}
	}
	if p.from == s.First {
		return "at the head"
	}
	return "bare"
}

// likelyPlaces returns how likely the learned weights of sentences hold each place of the sentence of an act, if it is not
// said of something else, for that of the act.
func (r *reading) likelyPlaces(head int) map[*placeMention]float64 {
	if found, ok := r.likely[head]; ok {
		return found
	}
	s := r.sentence(head)
	var spans []gazetteer.Match
	var of []*placeMention
	for _, ps := range [][]placeMention{r.places, r.onNoMap} {
		for i := range ps {
			if p := &ps[i]; p.first >= s.First && p.first < s.Last && !p.context {
				of = append(of, p)
				spans = append(spans, gazetteer.Match{First: p.first, Last: p.last, Refs: []gazetteer.Ref{0}, Top: classOfPrecision(p.where.Precision)})
			}
		}
	}
	found := map[*placeMention]float64{}
	for i, x := range gazetteer.EventPlaceScores(r.doc, head, spans) {
		found[of[i]] = x
	}
	if r.likely == nil {
		r.likely = map[int]map[*placeMention]float64{}
	}
	r.likely[head] = found
	return found
}

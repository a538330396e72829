package coder

import (
	"github.com/tocsin-org/tocsin"
)

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

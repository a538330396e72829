package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
)

// nameForces completes forces and governments that the text names by their sort alone ("the army", "soldiers"): with
// the name of a force of that sort told elsewhere, else with the adjective of the state the report is set in
// (codebook.md: "Turkish army").
func (r *reading) nameForces() {
	named := map[string]int{} // sort → the mention that tells whose
	for i := range r.actors {
		m := &r.actors[i]
		if m.kind != actorForce && m.kind != actorState || m.country == "" {
			continue
		}
		if s := r.forceSort(m); s != "" {
			if k, ok := named[s]; !ok || r.actors[k].people && !m.people {
				named[s] = i
			}
		}
	}
	home := r.homeAdjective()
	for i := range r.actors {
		m := &r.actors[i]
		if m.country != "" || !r.bareForce(m) {
			continue
		}
		m.bare = true
		s := r.forceSort(m)
		if c, ok := r.speakersForce(m); ok && c != r.setting.Country {
			m.name, m.country = r.lists.stateAdjectives[c]+" "+strings.ToLower(m.name), c
			continue
		}
		if k, ok := named[s]; ok && (r.actors[k].country == r.setting.Country || r.setting.Country == "") {
			if !m.people || !r.actors[k].people {
				m.name = r.actors[k].name
			}
			m.country = r.actors[k].country
			continue
		}
		if o, ok := r.onlyForeign(s, i); ok {
			m.name, m.country = o.name, o.country
			continue
		}
		if home != "" {
			m.name, m.country = home+" "+strings.ToLower(m.name), r.setting.Country
		}
	}
}

// onlyForeign returns the one force of a sort that the report has named before mention i, of another state than the one it is
// set in, where it names none of that state's: "the Israeli military … the army" in a report from Gaza.
func (r *reading) onlyForeign(sort string, i int) (*actorMention, bool) {
	if sort != "military" {
		return nil, false
	}
	var only *actorMention
	for k := range r.actors[:i] {
		o := &r.actors[k]
		if o.kind != actorForce || o.bare || o.country == "" || o.adjective || r.forceSort(o) != sort {
			continue
		}
		if o.country == r.setting.Country || only != nil && only.country != o.country {
			return nil, false
		}
		if only == nil || only.people && !o.people {
			only = o
		}
	}
	return only, only != nil
}

// speakersForce returns the state of the military that says what a mention stands in: "the Israeli army said troops had
// fired".
func (r *reading) speakersForce(m *actorMention) (string, bool) {
	if m.first >= len(r.voiceOf) || r.voiceOf[m.first] < 0 {
		return "", false
	}
	s := &r.sayings[r.voiceOf[m.first]]
	if s.voice.Type != tocsin.VoiceAuthority || s.sourceFirst <= m.first && m.first < s.sourceLast {
		return "", false
	}
	from, to := r.actorsIn(s.sourceFirst, s.sourceLast)
	for ; from < to; from++ {
		o := &r.actors[from]
		if o.kind == actorForce && !o.people && o.country != "" && !o.bare && r.forceSort(o) == "military" && r.lists.stateAdjectives[o.country] != "" {
			return o.country, r.forceSort(m) == "military"
		}
	}
	return "", false
}

// forceSort returns what sort of force a mention is: military, police, government …
func (r *reading) forceSort(m *actorMention) string {
	for k := m.head; k >= m.first; k-- {
		if e, n := r.entry(r.lists.force, k); e != nil && k+n <= m.last {
			return e.Value()
		}
	}
	return ""
}

// bareForce reports whether a mention is nothing but the words of one entry of the list ("army", "security forces"), so
// that it does not say whose.
func (r *reading) bareForce(m *actorMention) bool {
	if m.kind != actorForce && m.kind != actorState || m.anaphor || m.certainty == tocsin.Hedged {
		return false
	}
	first := m.first
	for first < m.last && (quantities[r.words[first].Lower] || r.doc.Tokens[first].Text != "" && isDigits(r.words[first].Lower)) {
		first++
	}
	if first >= m.last {
		return false
	}
	e, n := r.entry(r.lists.force, first)
	if e == nil || isAbbreviation(e.Term) || strings.Contains(e.Term, "coalition") || e.Term == "regime" {
		return false
	}
	for first += n; first < m.last; first += n {
		if e, n = r.entry(r.lists.force, first); e == nil {
			return false
		}
	}
	return true
}

// homeAdjective returns the adjective of the state that the report is set in, "" if it is not known.
func (r *reading) homeAdjective() string {
	if r.setting.Country == "" {
		return ""
	}
	if a := r.lists.stateAdjectives[r.setting.Country]; a != "" {
		return a
	}
	return r.lists.stateNames[r.setting.Country] // "Hong Kong police"
}

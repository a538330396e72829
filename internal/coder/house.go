package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// houseState returns the state whose authority published the report itself ("U.S. Central Command"), "" where the outlet
// is no authority or does not say whose. What such a report tells of its own forces they claim; all else it tells stands
// on the report's word as in any other.
func (r *reading) houseState() string {
	if strings.HasSuffix(strings.ToLower(r.report.Outlet), ".mil") {
		return "US" // no other state's forces publish there
	}
	var words []lexicon.Word
	for _, w := range strings.Fields(r.report.Outlet) {
		lower := strings.ToLower(w)
		words = append(words, lexicon.Word{Lemma: lower, Lower: lower, Tag: "PROPN"})
	}
	office, country := false, ""
	for k := range words {
		if e, _ := r.lists.role.At(words, k); e != nil && e.Value() == string(tocsin.VoiceAuthority) {
			office = true
			if c := ownState(e); c != "" && country == "" {
				country = c
			}
		}
		if e, _ := r.lists.channel.At(words, k); e != nil {
			return "" // a state's radio is not the state
		}
		if e, _ := r.lists.state.At(words, k); e != nil {
			country = e.Value()
		}
	}
	if !office {
		return ""
	}
	return country
}

// ownHouse reports whether an actor is of the state whose authority published the report.
func (f *statementFinder) ownHouse(m *actorMention) bool {
	if f.house == "" || m.kind != actorForce && m.kind != actorState {
		return false
	}
	return m.country == f.house || f.house == "US" && m.country == "" && (f.words[m.head].Lower == "coalition" || f.lowerWithin(m.first, m.last, "coalition", "cjtf-oir"))
}

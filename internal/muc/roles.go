package muc

import (
	"fmt"
	"strings"

	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/score"
)

// A role is what an entity is to an incident.
type role int

const (
	noRole role = iota
	individual
	organization
	object
	human
	instrument
	roles
)

var roleNames = [roles]string{"none", "individual", "organization", "object", "human", "instrument"}

// slots are the slots whose fillers have a role.
var roleSlots = [roles][]score.MUCSlot{
	individual:   {score.MUCPerpetrator},
	organization: {score.MUCOrganization},
	object:       {score.MUCObject},
	human:        {score.MUCPersonName, score.MUCPersonDescription},
	instrument:   {score.MUCInstrument},
}

// A variant is one way to write a mention as a filler: from a first word, to the head or over phrases with "of".
type variant struct {
	mention    int
	first, end int
	ofs        int // how many phrases with "of" are in it
	text       string
}

// variants returns the ways to write an entity, each text once.
func (m *message) variants(e *entity) []variant {
	var out []variant
	seen := map[string]bool{}
	for _, i := range e.mentions {
		n := &m.mentions[i]
		for o := 0; o <= len(n.ofs); o++ {
			end := n.last
			if o > 0 {
				end = n.ofs[o-1]
			}
			for s := n.start; s < n.last; s++ {
				t := m.string(s, end)
				if k := score.NormalMention(t); k != "" && !seen[k] {
					seen[k] = true
					out = append(out, variant{i, s, end, o, t})
				}
			}
		}
	}
	return out
}

// variantFeatures says what may tell a good way to write an entity of a role from others.
func (m *message) variantFeatures(r role, v variant, all []variant, e *entity) bag {
	b := bag{}
	n := &m.mentions[v.mention]
	rn := roleNames[r]
	if n.name {
		rn += "n"
	}
	add := func(parts ...string) {
		b.add(append([]string{"v", rn}, parts...)...)
	}
	add("len", fmt.Sprint(min(v.end-v.first, 6)))
	add("ofs", fmt.Sprint(v.ofs), fmt.Sprint(len(n.ofs)))
	if v.ofs > 0 {
		h := m.tok(n.head()).Lower
		add("ofh", h)
		last := v.end - 1
		add("ofl", m.word(last))
		if c := score.MUCWordClass(m.tok(last).Lower); c != "" {
			kind, _, _ := strings.Cut(c, ":")
			add("oflc", kind)
		}
		add("oft", m.tok(last).Tag.String())
	} else if len(n.ofs) > 0 {
		add("noofh", m.tok(n.head()).Lower)
		add("nooft", m.tok(n.ofs[0]-1).Tag.String())
		add("noofl", m.word(n.ofs[0]-1))
	}
	add("first", m.word(v.first))
	add("firstTag", m.tok(v.first).Tag.String())
	for _, l := range m.listed[v.first] {
		add("firstL", l.list, l.value)
	}
	if v.first > n.start {
		add("cut", m.word(v.first-1))
		add("cutTag", m.tok(v.first-1).Tag.String(), m.tok(v.first).Tag.String())
		for _, l := range m.listed[v.first-1] {
			add("cutL", l.list, l.value)
		}
	} else {
		add("whole")
	}
	if v.first < n.first {
		add("det")
	}
	if v.first == n.first {
		add("atFirst")
	}
	if n.inside {
		add("inside")
	}
	if v.mention == e.mentions[0] {
		add("firstMention")
	}
	longest := true
	for _, o := range all {
		if o.end-o.first > v.end-v.first {
			longest = false
		}
	}
	if longest {
		add("longest")
	}
	if m.tok(v.first).Tag == language.PROPN && m.tok(v.end-1).Tag == language.PROPN {
		add("names")
	}
	return b
}

// filled maps, for one role in one template, each filler to the entities that may be it. An entity whose own words are
// the filler's comes before one of which only a part of the words is.
func (m *message) filledBy(f score.MUCFiller) []int {
	texts := map[string]bool{}
	for _, v := range f.Texts() {
		texts[score.NormalMention(v)] = true
	}
	var exact, part []int
	for i := range m.entities {
		e := &m.entities[i]
		isExact, isPart := false, false
		for _, j := range e.mentions {
			n := &m.mentions[j]
			for o := 0; o <= len(n.ofs); o++ {
				end := n.last
				if o > 0 {
					end = n.ofs[o-1]
				}
				if texts[score.NormalMention(m.string(n.first, end))] || texts[score.NormalMention(m.string(n.start, end))] {
					isExact = true
				} else {
					for s := n.first; s < n.last && !isPart; s++ {
						isPart = texts[score.NormalMention(m.string(s, end))]
					}
				}
			}
		}
		if isExact {
			exact = append(exact, i)
		} else if isPart {
			part = append(part, i)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return part
}

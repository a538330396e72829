package score

import "strings"

// A mucPair is a key template and a response template that are compared.
type mucPair struct {
	key, response *MUCTemplate
	history       MUCHistory
}

// mucIdentifying are the slots of which one must agree, at least in part, before two templates may be paired.
var mucIdentifying = []MUCSlot{MUCObject, MUCObjectType, MUCPersonName, MUCPersonDescription, MUCPersonType, MUCPerpetrator, MUCOrganization}

// allowed reports whether the two may be paired: they agree at least in part on the type of incident and on one
// of the identifying slots, or all of these are blank in both.
func (p mucPair) allowed() bool {
	if c := p.slot(MUCType); c.Correct+c.Partial == 0 {
		return false
	}
	blank := true
	for _, s := range mucIdentifying {
		if len(p.key.Slots[s])+len(p.response.Slots[s]) > 0 {
			blank = false
		}
		if c := p.slot(s); c.Correct+c.Partial > 0 || s.form() == mucString && p.shareWord(s) {
			return true
		}
	}
	return blank
}

func (p mucPair) shareWord(s MUCSlot) bool {
	for _, k := range p.key.Slots[s] {
		for _, r := range p.response.Slots[s] {
			for _, a := range k.Values {
				for _, b := range r.Values {
					if mucShareWord(a.Text, b.Text) {
						return true
					}
				}
			}
		}
	}
	return false
}

func (p mucPair) recall() float64 {
	var sum MUCCount
	for slot := MUCDate; slot < mucSlots; slot++ {
		sum.add(p.slot(slot))
	}
	return sum.Recall()
}

// slot counts the verdicts on one slot.
func (p mucPair) slot(s MUCSlot) MUCCount {
	c, _ := p.compare(s)
	return c
}

// compare counts the verdicts on one slot, and tells which key filler each response filler wholly stands for, -1
// for none.
func (p mucPair) compare(s MUCSlot) (MUCCount, []int) {
	key, response := p.key.Slots[s], p.response.Slots[s]
	var c MUCCount
	if len(response) == 0 {
		for _, k := range key {
			if !k.Optional {
				c.Missing++
			}
		}
		if c.Missing == 0 {
			c.NonCommital++
		}
		return c, nil
	}
	m := mucMatch{pair: p, slot: s, key: key, response: response, keyTaken: make([]bool, len(key)), done: make([]bool, len(response))}
	m.whole = make([]int, len(response))
	for i := range m.whole {
		m.whole[i] = -1
	}
	m.equal(&c)
	m.partial(&c)
	m.adjudicated(&c)
	m.left(&c)
	return c, m.whole
}

// A mucMatch pairs the fillers of one slot.
type mucMatch struct {
	pair          mucPair
	slot          MUCSlot
	key, response []MUCFiller
	keyTaken      []bool
	done          []bool // of the response
	whole         []int  // of the response: the key filler it wholly stands for
}

func (m *mucMatch) take(i, j int) { m.done[i], m.keyTaken[j] = true, true }

// equal pairs fillers that are the same.
func (m *mucMatch) equal(c *MUCCount) {
	for i, r := range m.response {
		for j, k := range m.key {
			if !m.done[i] && !m.keyTaken[j] && m.pair.agreement(m.slot, k, r) == 2 {
				m.take(i, j)
				m.whole[i] = j
				c.Correct++
			}
		}
	}
}

// partial pairs fillers that the program of 1992 gave half credit without asking anybody.
func (m *mucMatch) partial(c *MUCCount) {
	for i, r := range m.response {
		for j, k := range m.key {
			if !m.done[i] && !m.keyTaken[j] && m.pair.agreement(m.slot, k, r) == 1 {
				m.take(i, j)
				c.Partial++
			}
		}
	}
}

// adjudicated pairs fillers as people said. A partial verdict may spread a response filler over several key
// fillers: each of them then counts.
func (m *mucMatch) adjudicated(c *MUCCount) {
	verdicts := m.pair.history.verdicts(m.pair.key, m.slot)
	if len(verdicts) == 0 {
		return
	}
	for i, r := range m.response {
		if m.done[i] {
			continue
		}
		canonical := mucCanonical(m.slot, r)
		for _, v := range verdicts {
			if v.response != canonical || m.done[i] {
				continue
			}
			for _, want := range v.keys {
				for j, k := range m.key {
					if m.keyTaken[j] || !sameMUCFiller(m.slot, k, want) {
						continue
					}
					m.take(i, j)
					if v.match {
						m.whole[i] = j
						c.Correct++
					} else {
						c.Partial++
					}
					break
				}
			}
		}
	}
}

// left pairs what is left as incorrect, required key fillers first; what then remains is spurious or missing.
func (m *mucMatch) left(c *MUCCount) {
	free := 0
	for _, done := range m.done {
		if !done {
			free++
		}
	}
	for _, optional := range []bool{false, true} {
		for j, k := range m.key {
			switch {
			case m.keyTaken[j] || k.Optional != optional:
			case free > 0:
				free--
				c.Incorrect++
			case !optional:
				c.Missing++
			}
		}
	}
	c.Spurious += free
}

// sameMUCFiller reports whether a filler of the key is the one that a history names: they share a value, and a
// tag where both have tags.
func sameMUCFiller(slot MUCSlot, k, want MUCFiller) bool {
	for _, a := range k.Values {
		for _, b := range want.Values {
			if squeezed(mucNormal(slot, a.Text)) == squeezed(b.Text) && (len(a.Tags) == 0 || len(b.Tags) == 0 || shareText(a.Tags, b.Tags)) {
				return true
			}
		}
	}
	return false
}

func squeezed(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), "")) }

func shareText(as, bs []string) bool {
	for _, a := range as {
		for _, b := range bs {
			if squeezed(a) == squeezed(b) {
				return true
			}
		}
	}
	return false
}

// agreement returns 2 for fillers that are the same, 1 for those that get half credit, 0 for others.
func (p mucPair) agreement(slot MUCSlot, k, r MUCFiller) int {
	best := 0
	for _, a := range k.Values {
		for _, b := range r.Values {
			best = max(best, p.valueAgreement(slot, a, b))
		}
	}
	return best
}

func (p mucPair) valueAgreement(slot MUCSlot, k, r MUCValue) int {
	switch slot.form() {
	case mucString:
		if mucCore(k.Text) == mucCore(r.Text) && p.tagsAgree(slot, k.Tags, r.Tags) {
			return 2
		}
	case mucPlace:
		if k.Text == r.Text {
			return 2
		}
		if country, _, _ := strings.Cut(k.Text, ":"); country == r.Text {
			return 1
		}
	case mucDay:
		if k.Text == r.Text {
			return 2
		}
	case mucNumber:
		if mucNormal(slot, k.Text) == mucNormal(slot, r.Text) && p.tagsAgree(slot, k.Tags, r.Tags) {
			return 2
		}
	case mucSet:
		if k.Text == r.Text {
			if p.tagsAgree(slot, k.Tags, r.Tags) {
				return 2
			}
			return 1
		}
		if MUCBroader(slot, r.Text, k.Text) {
			return 1
		}
	}
	return 0
}

// tagsAgree reports whether a tag of the response names what the key's tag names: it is one of the key's
// alternatives, or people accepted it for the slot that tags refer to.
func (p mucPair) tagsAgree(slot MUCSlot, key, response []string) bool {
	if len(key) == 0 || len(response) == 0 {
		return len(key) == len(response)
	}
	for _, a := range key {
		for _, b := range response {
			if mucCore(a) == mucCore(b) {
				return true
			}
		}
	}
	for _, refer := range slot.refers() {
		for _, v := range p.history.verdicts(p.key, refer) {
			if !v.match {
				continue
			}
			for _, b := range response {
				if v.response == mucCanonical(refer, MUCFiller{Values: []MUCValue{{Text: b}}}) && len(v.keys) > 0 && shareText(v.keys[0].Texts(), key) {
					return true
				}
			}
		}
	}
	return false
}

// confidenceGiven counts the confidences of organisations that the response has right: equal to the key's as
// correct, others, blank ones too, as incorrect.
func (p mucPair) confidenceGiven() MUCCount {
	var c MUCCount
	_, whole := p.compare(MUCOrganization)
	for i, j := range whole {
		if j < 0 {
			continue
		}
		key := taggedFiller(p.key.Slots[MUCConfidence], p.key.Slots[MUCOrganization][j].Texts())
		if key == nil {
			continue
		}
		response := taggedFiller(p.response.Slots[MUCConfidence], p.response.Slots[MUCOrganization][i].Texts())
		if response != nil && shareText(key.Texts(), response.Texts()) {
			c.Correct++
		} else {
			c.Incorrect++
		}
	}
	return c
}

// taggedFiller returns the filler with a tag among the names, or nil.
func taggedFiller(fs []MUCFiller, names []string) *MUCFiller {
	for i := range fs {
		for _, v := range fs[i].Values {
			if shareText(v.Tags, names) {
				return &fs[i]
			}
		}
	}
	return nil
}

package score

// A MUCCount counts the verdicts on the fillers of a slot.
type MUCCount struct {
	Correct     int `json:"correct"`
	Partial     int `json:"partial"`
	Incorrect   int `json:"incorrect"`
	Spurious    int `json:"spurious"`    // of the response, where the key is blank or has none left
	Missing     int `json:"missing"`     // of the key, where the response is blank or has none left
	NonCommital int `json:"noncommital"` // slots blank in both
}

func (c *MUCCount) add(d MUCCount) {
	c.Correct += d.Correct
	c.Partial += d.Partial
	c.Incorrect += d.Incorrect
	c.Spurious += d.Spurious
	c.Missing += d.Missing
	c.NonCommital += d.NonCommital
}

// Possible returns the number of fillers the key has, of optional ones only those that a response filler took.
func (c MUCCount) Possible() int { return c.Correct + c.Partial + c.Incorrect + c.Missing }

// Actual returns the number of fillers of the response.
func (c MUCCount) Actual() int { return c.Correct + c.Partial + c.Incorrect + c.Spurious }

func (c MUCCount) credit() float64 { return float64(c.Correct) + float64(c.Partial)/2 }

// Recall returns the share of possible fillers that are right, partial ones by half, 0 if there are none.
func (c MUCCount) Recall() float64 { return quotient(c.credit(), float64(c.Possible())) }

// Precision returns the share of actual fillers that are right, partial ones by half, 0 if there are none.
func (c MUCCount) Precision() float64 { return quotient(c.credit(), float64(c.Actual())) }

// F1 returns the harmonic mean of recall and precision.
func (c MUCCount) F1() float64 { return harmonic(c.Precision(), c.Recall()) }

func quotient(n, of float64) float64 {
	if of == 0 {
		return 0
	}
	return n / of
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// A MUCScore is the official score of MUC-4: the verdicts by slot. Slots of key templates that no response
// template took count as missing, those of response templates that no key template took as spurious: the row the
// official reports call ALL TEMPLATES.
type MUCScore struct {
	Slots [mucSlots]MUCCount // the first is not used; the second counts templates
	// ConfidenceGiven counts, of the organisation confidences in paired templates, how many were right where the
	// organisation itself was, wholly, as correct, the rest as incorrect.
	ConfidenceGiven MUCCount
}

// Total returns the sum over all slots but that which counts templates.
func (s *MUCScore) Total() MUCCount {
	var sum MUCCount
	for slot := MUCDate; slot < mucSlots; slot++ {
		sum.add(s.Slots[slot])
	}
	return sum
}

// Add adds the verdicts of another score.
func (s *MUCScore) Add(o *MUCScore) {
	for i := range s.Slots {
		s.Slots[i].add(o.Slots[i])
	}
	s.ConfidenceGiven.add(o.ConfidenceGiven)
}

// ScoreMUC compares response templates with key templates by the rules of MUC-4 (1992). Only messages of the key
// count. Without a history nobody's credit is in the score.
func ScoreMUC(key, response []MUCTemplate, history MUCHistory) MUCScore {
	var total MUCScore
	for _, m := range MUCMessages(key) {
		one := ScoreMUCMessage(ofMessage(key, m), ofMessage(response, m), history)
		total.Add(&one)
	}
	return total
}

// MUCMessages returns the ids of the messages that templates are of, in order.
func MUCMessages(ts []MUCTemplate) []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range ts {
		if !seen[t.Message] {
			seen[t.Message] = true
			out = append(out, t.Message)
		}
	}
	return out
}

// ofMessage returns the templates of a message that hold an incident.
func ofMessage(ts []MUCTemplate, message string) []*MUCTemplate {
	var out []*MUCTemplate
	for i := range ts {
		if ts[i].Message == message && !ts[i].Irrelevant {
			out = append(out, &ts[i])
		}
	}
	return out
}

// ScoreMUCMessage compares the templates of one message.
func ScoreMUCMessage(key, response []*MUCTemplate, history MUCHistory) MUCScore {
	var out MUCScore
	pairs := MapMUC(key, response, history)
	taken := make([]bool, len(response))
	for i, k := range key {
		j := pairs[i]
		if j < 0 {
			if !k.Optional {
				out.missing(k)
			}
			continue
		}
		taken[j] = true
		out.paired(k, response[j], history)
	}
	for j, r := range response {
		if !taken[j] {
			out.spurious(r)
		}
	}
	if len(key) == 0 && len(response) == 0 {
		out.Slots[MUCTemplateID].NonCommital++
	}
	return out
}

func (s *MUCScore) paired(k, r *MUCTemplate, history MUCHistory) {
	s.Slots[MUCTemplateID].Correct++
	p := mucPair{k, r, history}
	for slot := MUCDate; slot < mucSlots; slot++ {
		s.Slots[slot].add(p.slot(slot))
	}
	s.ConfidenceGiven.add(p.confidenceGiven())
}

func (s *MUCScore) missing(k *MUCTemplate) {
	s.Slots[MUCTemplateID].Missing++
	for slot := MUCDate; slot < mucSlots; slot++ {
		n := 0
		for _, f := range k.Slots[slot] {
			if !f.Optional {
				n++
			}
		}
		s.Slots[slot].Missing += n
		if n == 0 {
			s.Slots[slot].NonCommital++
		}
	}
}

func (s *MUCScore) spurious(r *MUCTemplate) {
	s.Slots[MUCTemplateID].Spurious++
	for slot := MUCDate; slot < mucSlots; slot++ {
		s.Slots[slot].Spurious += len(r.Slots[slot])
		if len(r.Slots[slot]) == 0 {
			s.Slots[slot].NonCommital++
		}
	}
}

// MapMUC pairs the templates of a message: of all pairs allowed, the one with the highest recall first, while
// both are free, of equals the last. It returns for each key template the index of its response template, or -1.
func MapMUC(key, response []*MUCTemplate, history MUCHistory) []int {
	out := make([]int, len(key))
	for i := range out {
		out[i] = -1
	}
	recall := make([][]float64, len(key))
	for i, k := range key {
		recall[i] = make([]float64, len(response))
		for j, r := range response {
			p := mucPair{k, r, history}
			recall[i][j] = -1
			if p.allowed() {
				recall[i][j] = p.recall()
			}
		}
	}
	taken := make([]bool, len(response))
	for {
		best, bi, bj := -1.0, -1, -1
		for i := range key {
			for j := range response {
				if out[i] < 0 && !taken[j] && recall[i][j] >= max(best, 0) {
					best, bi, bj = recall[i][j], i, j
				}
			}
		}
		if bi < 0 {
			return out
		}
		out[bi], taken[bj] = bj, true
	}
}

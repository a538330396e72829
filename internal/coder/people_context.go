package coder

import (
	"github.com/tocsin-org/tocsin"
)

// inContext gives people named by a word that says only whose they are the group of those told of before: three colleagues
// of a policeman are policemen, the jawans of a police party too.
func (f *figureFinder) inContext() {
	for m := range f.people {
		p := &f.people[m]
		if p.head >= len(f.words) {
			continue
		}
		switch f.words[p.head].Lemma {
		case "colleague", "comrade", "companion":
			for n := m - 1; n >= 0 && f.doc.Tokens[f.people[n].first].Sentence >= f.doc.Tokens[p.first].Sentence-1; n-- {
				if q := &f.people[n]; q.known && q.group != "" && q.group != tocsin.GroupAll && !q.kin && !q.none {
					p.group, p.armed = q.group, q.armed
					break
				}
			}
		case "jawan", "personnel", "trooper":
			if f.modified(p) {
				continue
			}
			for n := m - 1; n >= 0; n-- {
				if q := &f.people[n]; q.counted && ofForce(q.group) {
					p.group = q.group
					break
				}
			}
		}
	}
}

// modified reports whether a word before or behind the noun of a mention tells of what force it is.
func (f *figureFinder) modified(p *people) bool {
	for k := p.first; k < p.last; k++ {
		if e, _ := f.groupAt(k); e != nil && k != p.head && e.Value() != "thing" {
			return true
		}
	}
	return false
}

// ofForce reports whether a group is a state's armed force.
func ofForce(g tocsin.Group) bool {
	return g == tocsin.GroupPolice || g == tocsin.GroupMilitary || g == tocsin.GroupSecurityForces
}

// ranks are words that a police force and an army share: "in the" force decides.
var ranks = set("general colonel major captain lieutenant sergeant corporal private officer guard")

// attacked reports whether a relative clause behind a mention that ends at token k says that it made the attack: "who had
// opened fire on a convoy".
func (f *figureFinder) attacked(k int) bool {
	if f.word(k) == "," {
		k++
	}
	if w := f.word(k); w != "who" && w != "that" {
		return false
	}
	for j := k + 1; j < k+4 && f.sameSentence(k, j); j++ {
		switch f.words[j].Lemma {
		case "have", "just", "also", "allegedly":
			continue
		case "open":
			return f.word(j+1) == "fire"
		case "attack", "fire", "storm", "ambush", "shoot", "lob", "hurl", "strike", "target":
			return true
		}
		break
	}
	return false
}

// heldToPlan reports whether an apposition behind a name that ends at token k says that its bearer is held to be behind
// attacks: ", the man suspected of planning the bombing".
func (f *figureFinder) heldToPlan(k int) bool {
	if f.word(k) != "," {
		return false
	}
	for j := k + 1; j < k+9 && f.sameSentence(k, j); j++ {
		switch f.word(j) {
		case ",", ";", ".":
			return false
		case "mastermind", "ringleader":
			return true
		case "suspected", "accused", "blamed", "wanted", "believed", "thought", "said":
			for i := j + 1; i < j+7 && f.sameSentence(k, i); i++ {
				switch f.words[i].Lemma {
				case "plan", "planning", "mastermind", "organise", "organize", "orchestrate", "behind", "plot", "order", "lead":
					return true
				}
			}
			return f.word(j) == "wanted"
		}
	}
	return false
}

// ofMilitant reports whether people told as somebody's own ("his bodyguards") are those of a militant just told of.
func (f *figureFinder) ofMilitant(p people) bool {
	if l := f.words[p.head].Lemma; l != "bodyguard" && l != "guard" && l != "aide" && l != "companion" {
		return false
	}
	if !f.says(p.first, p.head, "his") && !f.says(p.first, p.head, "their") {
		return false
	}
	for i := len(f.found) - 1; i >= 0; i-- {
		g := &f.found[i]
		if f.doc.Tokens[p.first].Sentence-f.doc.Tokens[g.first].Sentence > 1 {
			return false
		}
		if g.Low == 1 && g.named {
			return g.Group == tocsin.GroupMilitants
		}
	}
	return false
}

package score

import (
	"fmt"
	"strings"
)

// A MUCSlot is the number of a slot of a MUC-4 template, as its label begins.
type MUCSlot int

// The slots of a MUC-4 template.
const (
	MUCMessage MUCSlot = iota
	MUCTemplateID
	MUCDate
	MUCLocation
	MUCType
	MUCStage
	MUCInstrument
	MUCInstrumentType
	MUCCategory
	MUCPerpetrator
	MUCOrganization
	MUCConfidence
	MUCObject
	MUCObjectType
	MUCObjectNumber
	MUCObjectNation
	MUCObjectEffect
	MUCObjectTotal
	MUCPersonName
	MUCPersonDescription
	MUCPersonType
	MUCPersonNumber
	MUCPersonNation
	MUCPersonEffect
	MUCPersonTotal
	mucSlots
)

// mucSlotNames are the names the official reports of 1992 print for the slots.
var mucSlotNames = [mucSlots]string{
	"message", "template-id", "inc-date", "inc-loc", "inc-type", "inc-stage", "inc-instr-id", "inc-instr-type",
	"perp-inc-cat", "perp-ind-id", "perp-org-id", "perp-org-conf",
	"phys-tgt-id", "phys-tgt-type", "phys-tgt-num", "phys-tgt-nation", "phys-tgt-effect", "phys-tgt-total-num",
	"hum-tgt-name", "hum-tgt-desc", "hum-tgt-type", "hum-tgt-num", "hum-tgt-nation", "hum-tgt-effect", "hum-tgt-total-num",
}

// String returns the name under which the official reports print the slot.
func (s MUCSlot) String() string {
	if s < 0 || s >= mucSlots {
		return fmt.Sprintf("slot %d", int(s))
	}
	return mucSlotNames[s]
}

// A mucForm is how the fillers of a slot are written and compared.
type mucForm int

const (
	mucString mucForm = iota // words of the text, in quotation marks
	mucSet                   // a value of a closed list
	mucNumber
	mucDay
	mucPlace
)

func (s MUCSlot) form() mucForm {
	switch s {
	case MUCInstrument, MUCPerpetrator, MUCOrganization, MUCObject, MUCPersonName, MUCPersonDescription:
		return mucString
	case MUCDate:
		return mucDay
	case MUCLocation:
		return mucPlace
	case MUCObjectNumber, MUCObjectTotal, MUCPersonNumber, MUCPersonTotal:
		return mucNumber
	}
	return mucSet
}

// refers returns the slots whose fillers the cross-reference tags of a slot name, none for a slot without tags.
func (s MUCSlot) refers() []MUCSlot {
	switch s {
	case MUCInstrumentType:
		return []MUCSlot{MUCInstrument}
	case MUCConfidence:
		return []MUCSlot{MUCOrganization}
	case MUCObjectType, MUCObjectNumber, MUCObjectNation, MUCObjectEffect:
		return []MUCSlot{MUCObject}
	case MUCPersonDescription:
		return []MUCSlot{MUCPersonName}
	case MUCPersonType, MUCPersonNumber, MUCPersonNation, MUCPersonEffect:
		return []MUCSlot{MUCPersonName, MUCPersonDescription}
	}
	return nil
}

// mucBroader holds, for each value of a set list that lies under another, the one above it.
var mucBroader = map[MUCSlot]map[string]string{
	MUCType: {"ARSON": "ATTACK", "BOMBING": "ATTACK", "KIDNAPPING": "ATTACK", "HIJACKING": "ATTACK", "ROBBERY": "ATTACK", "FORCED WORK STOPPAGE": "ATTACK"},
	MUCInstrumentType: {"MACHINE GUN": "GUN", "MORTAR": "GUN", "HANDGUN": "GUN", "RIFLE": "GUN",
		"BOMB": "EXPLOSIVE", "VEHICLE BOMB": "BOMB", "DYNAMITE": "BOMB", "MINE": "BOMB", "AERIAL BOMB": "BOMB",
		"GRENADE": "EXPLOSIVE", "MOLOTOV COCKTAIL": "EXPLOSIVE", "MISSILE": "PROJECTILE", "ROCKET": "PROJECTILE"},
	MUCConfidence:   {"SUSPECTED OR ACCUSED BY AUTHORITIES": "SUSPECTED OR ACCUSED"},
	MUCObjectType:   {"GOVERNMENT OFFICE OR RESIDENCE": "POLITICAL FIGURE OFFICE OR RESIDENCE"},
	MUCObjectEffect: {"SOME DAMAGE": "DESTROYED"},
	MUCPersonType: {"GOVERNMENT OFFICIAL": "POLITICAL FIGURE", "FORMER GOVERNMENT OFFICIAL": "GOVERNMENT OFFICIAL",
		"FORMER ACTIVE MILITARY": "ACTIVE MILITARY"},
	MUCPersonEffect: {"NO INJURY OR DEATH": "NO INJURY"},
}

// MUCBroader reports whether a value lies anywhere above another in a slot's set list. NO INJURY OR DEATH lies
// under both NO INJURY and NO DEATH.
func MUCBroader(s MUCSlot, value, than string) bool {
	if s == MUCPersonEffect && value == "NO DEATH" && than == "NO INJURY OR DEATH" {
		return true
	}
	for up := mucBroader[s][than]; up != ""; up = mucBroader[s][up] {
		if up == value {
			return true
		}
	}
	return false
}

// A MUCTemplate is one incident of a message as MUC-4 keys and responses write it.
type MUCTemplate struct {
	Message    string // "TST1-MUC3-0001"
	ID         string // "1", "2", …; "*" says that the message holds no incident
	Optional   bool   // a response need not have it
	Slots      [mucSlots][]MUCFiller
	Irrelevant bool // ID is "*"
}

// A MUCFiller is one filler of a slot: alternatives of which any is right.
type MUCFiller struct {
	Optional bool // a response need not have it
	Values   []MUCValue
}

// A MUCValue is one way to fill: the words without quotation marks, a value of a set list, a number, a date or a
// place, and the alternative strings it refers to in another slot.
type MUCValue struct {
	Text string
	Tags []string
}

// Texts returns the alternatives of a filler without their tags.
func (f MUCFiller) Texts() []string {
	out := make([]string, len(f.Values))
	for i, v := range f.Values {
		out[i] = v.Text
	}
	return out
}

// mucPremodifiers are words that do not count at the head of a string filler.
var mucPremodifiers = wordSet(`a the an this that these those one two three four five six seven eight nine ten
	1 2 3 4 5 6 7 8 9 10 more most many several some all few any another other certain of`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// mucCore returns a string filler without premodifiers, blanks squeezed, in lower case.
func mucCore(s string) string {
	words := strings.Fields(strings.ToLower(s))
	kept := words[:0:0]
	for _, w := range words {
		if !mucPremodifiers[w] {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		kept = words
	}
	return strings.Join(kept, " ")
}

// mucShareWord reports whether two strings have a word in common that is no premodifier.
func mucShareWord(a, b string) bool {
	words := wordSet(strings.ToLower(a))
	for _, w := range strings.Fields(strings.ToLower(b)) {
		if words[w] && !mucPremodifiers[w] {
			return true
		}
	}
	return false
}

// IsString reports whether the fillers of a slot are words of the text.
func (s MUCSlot) IsString() bool { return s.form() == mucString }

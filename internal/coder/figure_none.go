package coder

import (
	"github.com/tocsin-org/tocsin"
)

// findNone finds sentences that say that nobody was harmed: "no casualties", "no one was hurt", "did not
// cause any injuries", "without loss of life".
func (f *figureFinder) findNone() {
	for i := range f.doc.Tokens {
		effect, n := f.harmNoun(i)
		if effect == "" || !f.denied(i) {
			continue
		}
		first, last := i, i+n
		for first > 0 && f.sameSentence(first-1, i) && i-first < 6 {
			if w := f.word(first - 1); w == "no" || w == "not" || w == "without" || w == "any" || w == "n't" {
				first--
				continue
			}
			if w := f.word(first - 2); w == "no" || w == "without" {
				first--
				continue
			}
			break
		}
		if f.word(i+n) == "were" || f.word(i+n) == "have" {
			last++
		}
		group := f.noneOf(first, i, i+n)
		effects := []tocsin.Effect{effect}
		if effect == tocsin.KilledOrInjured {
			effects = []tocsin.Effect{tocsin.Killed, tocsin.Injured}
		}
		for _, e := range effects {
			zero := 0
			g := figureMention{first: first, last: last, cause: i}
			g.Effect, g.Group, g.Low, g.High = e, group, 0, &zero
			f.found = append(f.found, g)
		}
	}
}

// noneOf returns whom the noun of harm at tokens noun..last is denied of: "no civilian casualties", "no casualties on the
// rebels' side", "no casualties among the troops". Of an armed group they are the attackers.
func (f *figureFinder) noneOf(first, noun, last int) tocsin.Group {
	if f.says(first, noun, "civilian") {
		return tocsin.GroupCivilians
	}
	for k := last; k < last+6 && f.sameSentence(noun, k); k++ {
		switch f.word(k) {
		case "among", "on":
		case ",", ";", ".", "and", "but", "in", "from":
			return tocsin.GroupAll
		default:
			continue
		}
		j := k + 1
		for f.determiner(j) {
			j++
		}
		e, _ := f.groupAt(j)
		if e == nil || e.Value() == "thing" {
			return tocsin.GroupAll
		}
		switch g := tocsin.Group(e.Value()); g {
		case tocsin.GroupMilitants:
			return tocsin.GroupAttackers
		case tocsin.GroupMilitary, tocsin.GroupPolice, tocsin.GroupSecurityForces, tocsin.GroupCivilians:
			return g
		}
		return tocsin.GroupAll
	}
	return tocsin.GroupAll
}

// harmNoun returns what the noun at token i says was not suffered.
func (f *figureFinder) harmNoun(i int) (tocsin.Effect, int) {
	switch f.word(i) {
	case "casualties", "casualty", "victims":
		return tocsin.KilledOrInjured, 1
	case "injuries", "injury", "injured", "wounded":
		return tocsin.Injured, 1
	case "deaths", "fatalities", "death":
		return tocsin.Killed, 1
	case "loss":
		if f.word(i+1) == "of" && (f.word(i+2) == "life" || f.word(i+2) == "lives") {
			return tocsin.Killed, 3
		}
	case "personal", "human":
		if w := f.word(i + 1); w == "damage" || w == "losses" || w == "loss" {
			return tocsin.KilledOrInjured, 2
		}
	}
	return "", 0
}

// denied reports whether "no", "without", "not … any" governs the noun at token i: "no deaths or injuries",
// "no injuries or damage".
func (f *figureFinder) denied(i int) bool {
	for k := i - 1; k >= 0 && k > i-8 && f.sameSentence(k, i); k-- {
		switch f.word(k) {
		case "no", "without":
			return true
		case "any":
			for j := k - 1; j >= 0 && j > k-7 && f.sameSentence(j, i); j-- {
				if w := f.word(j); w == "not" || w == "n't" || w == "no" || w == "without" || w == "nor" {
					return true
				}
			}
			return false
		case "immediate", "reported", "confirmed", "known", "serious", "or", "and", "nor", "of", "reports", "report", "major", "further",
			"deaths", "injuries", "casualties", "fatalities", "property", "damage", "civilian", "loss", "life", "material", "personal":
		default:
			return false
		}
	}
	return false
}

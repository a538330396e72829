package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// sitePhrases returns the noun phrases that say at what a blast or shell struck: "exploded near the embassy",
// "a bomb planted in front of the ministry"; and those that say what it hit or damaged. What an air strike was near is
// only where it was.
func (r *reading) sitePhrases(a *act) (sites, hit []language.Phrase) {
	s := r.sentence(a.head)
	for k := a.last; k < min(s.Last-1, a.last+14); k++ {
		struck := false
		switch r.words[k].Lower {
		case "at", "near", "outside", "inside", "in", "beside", "opposite", "under":
			if a.kind == tocsin.AirStrike {
				continue
			}
		case "of":
			if a.kind == tocsin.AirStrike || !facing[r.words[k-1].Lower] {
				continue
			}
		case "to":
			if !fastened[r.words[k-1].Lemma] && !fastened[r.words[k-1].Lower] {
				continue
			}
		case "against", "on":
		default:
			switch r.words[k].Lemma {
			case "hit", "strike", "destroy", "damage", "target", "rip":
				struck = true
			case "after", "before", "while", "when", "who":
				return sites, hit
			default:
				continue
			}
		}
		if np, ok := r.noun(r.skipCount(k+1, s.Last)); ok && np.First > k {
			if struck {
				hit = append(hit, np)
			} else {
				sites = append(sites, np)
			}
		}
	}
	return sites, hit
}

// facing are words before "of" that say beside or in what something stands.
var facing = set("front side outside inside gate gates entrance premises headquarters courtyard middle vicinity")

// fastened are words before "to" that say on or beside what a bomb was.
var fastened = set("attach attached fix fixed stick stuck fasten fastened strap tie tied rig close next")

// skipCount returns the first token from k on that does not only count or measure what follows.
func (r *reading) skipCount(k, end int) int {
	for k < end {
		if _, ok := r.noun(k); ok || !r.isCount(k) && r.words[k].Lower != "as" && r.words[k].Lower != "many" && r.words[k].Lower != "several" {
			break
		}
		k++
	}
	return k
}

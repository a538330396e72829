package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// findLost finds the dead of a side that it is said to have lost: "the outfit lost eight cadres", "we lost two men",
// "the loss of 30 men".
func (f *figureFinder) findLost() {
	for i := range f.doc.Tokens {
		k := -1
		switch {
		case f.words[i].Lemma == "lose" && f.doc.Tokens[i].Tag == language.VERB:
			if t := (trigger{first: i, last: i + 1}); f.hypothetical(t) || f.passive(i) {
				continue
			}
			k = f.skipAdverbs(i + 1)
		case f.word(i) == "loss" && f.word(i+1) == "of":
			k = i + 2
		default:
			continue
		}
		for _, m := range f.objects(k) {
			p := &f.people[m]
			if !p.counted || p.kin || p.sum || f.word(p.last) == "to" || !p.known && !p.bare {
				continue
			}
			if p.bare && (f.sameSentence(i, p.last) && f.doc.Tokens[p.last].Tag != language.PUNCT || f.sideOf(i) == tocsin.GroupAll) {
				continue // "lost three" of its own, and no more said
			}
			switch p.group {
			case tocsin.GroupAll:
				p.group, p.armed = f.sideOf(i), false
			case tocsin.GroupMilitary, tocsin.GroupPolice, tocsin.GroupSecurityForces, tocsin.GroupMilitants:
			default:
				continue
			}
			f.add(trigger{first: i, last: i + 1, effect: tocsin.Killed}, m, i, p.last)
		}
	}
}

// sideOf returns the group that the men of a side are of whose loss token k tells: that of the force or armed group named
// last before it in its sentence, or, of "we", of the speaker.
func (f *figureFinder) sideOf(k int) tocsin.Group {
	first := f.sentence(k).First
	if sy := f.sayingAt(k); sy != nil && (f.word(k-1) == "we" || f.word(k-2) == "we") {
		if sy.voice.Type == tocsin.VoicePerpetrator {
			return tocsin.GroupMilitants
		}
		if sy.voice.Type == tocsin.VoiceAuthority {
			for j := sy.sourceFirst; j < sy.sourceLast; j++ {
				if f.word(j) == "police" {
					return tocsin.GroupPolice
				}
			}
			return tocsin.GroupMilitary
		}
	}
	for j := k - 1; j >= first; j-- {
		if e, _ := f.groupAt(j); e != nil {
			switch g := tocsin.Group(e.Value()); g {
			case tocsin.GroupMilitary, tocsin.GroupPolice, tocsin.GroupSecurityForces, tocsin.GroupMilitants:
				return g
			}
		}
		if a, ok := f.actorAt(j); ok {
			switch a.kind {
			case actorGroup, actorClass:
				return tocsin.GroupMilitants
			case actorForce:
				return tocsin.GroupMilitary
			}
		}
	}
	return tocsin.GroupAll
}

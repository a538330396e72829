package coder

import (
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// kindOf returns the kind of an incident: the most frequent exact kind of its acts, the earliest of those
// that tie; without one what its weapons tell; else armed_attack, or operation where a state's force acts.
func (r *reading) kindOf(in *incident, weapons []tocsin.Weapon, all []*incident, before int) tocsin.Kind {
	votes := map[tocsin.Kind]float64{}
	loose := map[tocsin.Kind]float64{} // what general words alone gave a kind
	var order []tocsin.Kind
	onlyGeneral := true
	for n, f := range in.frames {
		for _, j := range f.acts {
			a := &r.acts[j]
			if a.harm || a.after || !a.noun && r.shotByForce(a.head, tocsin.Firearm) {
				continue
			}
			// "The attack" says little, and yet more than a loose "fighting" or "operation" beside it.
			w := 1.0
			switch {
			case a.general:
				w = 0.4
			case a.weak && (a.kind == tocsin.Clash || a.state):
				w = 0.3
			case a.weak && !a.used:
				w = 0.6
			}
			if n == 0 {
				w *= 1.5
			}
			onlyGeneral = onlyGeneral && (a.general || a.kind != tocsin.ArmedAttack)
			if votes[a.kind] == 0 {
				order = append(order, a.kind)
			}
			if a.general {
				if votes[a.kind] == 0 {
					votes[a.kind], loose[a.kind] = w, w
				}
				continue // said often, it says no more
			}
			votes[a.kind] += w - loose[a.kind]
			loose[a.kind] = 0
		}
	}
	has := func(c tocsin.WeaponClass) bool {
		return slices.ContainsFunc(weapons, func(w tocsin.Weapon) bool { return w.Class == c })
	}
	if votes[tocsin.AirStrike] > 0 && (has(tocsin.Aircraft) || has(tocsin.Drone)) {
		votes[tocsin.AirStrike] += votes[tocsin.Bombing] // the bombings are the aircraft's
		votes[tocsin.Bombing] = 0
	}
	best := tocsin.Kind("")
	for _, k := range order {
		if best == "" || votes[k] > votes[best] {
			best = k
		}
	}
	if best == tocsin.Kidnapping && in.frees() && r.forceRaids(in) {
		return tocsin.Operation // hostages freed in a raid
	}
	if best == tocsin.ArmedAttack && has(tocsin.ChemicalOrBiological) && onlyGeneral {
		return tocsin.OtherKind
	}
	if best == tocsin.ArmedAttack && votes[tocsin.Clash] >= 1 {
		best = tocsin.Clash // those who shot were shot at
	}
	if (best == "" || best == tocsin.ArmedAttack) && r.heldElsewhere(in, all) {
		return tocsin.Execution
	}
	if best != "" && votes[best] < 1 && r.murders(in) {
		switch best {
		case tocsin.Operation, tocsin.Bombing, tocsin.Arson:
			return tocsin.ArmedAttack // what assassins did is only called an operation; what they blew up or burned is beside it
		}
	}
	switch {
	case votes[tocsin.Riot] >= 1 && best != tocsin.Bombing:
		return tocsin.Riot
	case (best == tocsin.Execution || best == tocsin.ArmedAttack || best == tocsin.Clash) && r.forceRaids(in):
		return tocsin.Operation // an alleged massacre in a raid, too (codebook.md, kind)
	case best == tocsin.Shelling && has(tocsin.Drone) && r.droneFires(in):
		return tocsin.AirStrike
	case has(tocsin.SuicideBomb) || has(tocsin.VehicleBomb):
		if best != tocsin.Kidnapping && best != tocsin.Hijacking && best != tocsin.AirStrike {
			return tocsin.Bombing
		}
	case (best == tocsin.Bombing || best == tocsin.Shelling || best == "" || best == tocsin.ArmedAttack) && (has(tocsin.Aircraft) || has(tocsin.Drone)):
		if !has(tocsin.Firearm) && !has(tocsin.RocketOrMissile) || best == tocsin.Bombing {
			return tocsin.AirStrike
		}
	case best == tocsin.AirStrike && !has(tocsin.Aircraft) && !has(tocsin.Drone) && (has(tocsin.RocketOrMissile) || has(tocsin.MortarOrArtillery)):
		return tocsin.Shelling
	}
	if best == tocsin.ArmedAttack && r.takenFromForce(in) {
		return tocsin.Clash
	}
	if best != "" && !(best == tocsin.ArmedAttack && onlyGeneral) {
		return best
	}
	for _, w := range weapons {
		switch w.Class {
		case tocsin.Bomb, tocsin.MineOrRoadsideBomb, tocsin.Grenade:
			return tocsin.Bombing
		case tocsin.RocketOrMissile, tocsin.MortarOrArtillery:
			return tocsin.Shelling
		case tocsin.Blade, tocsin.Vehicle, tocsin.BluntOrHands:
			return tocsin.Assault
		case tocsin.Incendiary:
			return tocsin.Arson
		}
	}
	if r.heldBefore(in, all[:before]) {
		return tocsin.Execution
	}
	if r.byForce(in) {
		return tocsin.Operation
	}
	return tocsin.ArmedAttack
}

// frees reports whether an incident holds the end of a kidnapping.
func (in *incident) frees() bool {
	return slices.ContainsFunc(in.kinds, func(k kind) bool { return k.after && k.kind == tocsin.Kidnapping })
}

// murders reports whether an incident is told as murder, which forces that carry out an operation are not said to do.
func (r *reading) murders(in *incident) bool {
	for _, f := range in.frames {
		for _, j := range f.acts {
			switch r.words[r.acts[j].head].Lemma {
			case "murder", "assassinate", "assassination", "massacre":
				return true
			}
		}
	}
	return false
}

// takenFromForce reports whether an incident is a place taken by one armed side from another: fighting, though
// the words do not say so.
func (r *reading) takenFromForce(in *incident) bool {
	f := in.frames[0]
	switch r.words[r.acts[f.acts[0]].head].Lemma {
	case "seize", "capture", "overrun", "recapture", "retake":
	default:
		return false
	}
	s := r.doc.Sentences[f.sent]
	sides := map[string]bool{}
	for _, a := range r.actors {
		if a.first >= s.First && a.last <= s.Last && (a.kind == actorGroup || a.kind == actorForce) {
			sides[a.name] = true
		}
	}
	return len(sides) > 1
}

// heldBefore reports whether the report told before that somebody was taken, and now only that somebody was
// killed: killing a captive is execution.
func (r *reading) heldBefore(in *incident, before []*incident) bool {
	for _, k := range in.kinds {
		if !k.harm {
			return false
		}
	}
	for _, b := range before {
		if b.background == in.background && len(b.kinds) > 0 && b.kinds[0].kind == tocsin.Kidnapping && in.frames[0].sent-b.frames[0].sent <= 8 &&
			(in.place < 0 || b.place < 0 || !r.placesApart(in.place, b.place)) {
			return true
		}
	}
	return false
}

// heldElsewhere reports whether the report tells anywhere that somebody by the name of one of the dead was taken.
func (r *reading) heldElsewhere(in *incident, all []*incident) bool {
	if !slices.ContainsFunc(in.kinds, func(k kind) bool { return k.harm && !k.weak }) {
		return false
	}
	names := r.victimsOf(in)
	for _, o := range all {
		if o == in || len(o.kinds) == 0 || o.kinds[0].kind != tocsin.Kidnapping {
			continue
		}
		for _, w := range r.victimsOf(o) {
			if slices.Contains(names, w) {
				return true
			}
		}
	}
	return false
}

// forceRaids reports whether a raid or operation is told with a state's force before it in its sentence as the one that
// acts.
func (r *reading) forceRaids(in *incident) bool {
	for _, f := range in.frames {
		for _, j := range f.acts {
			a := &r.acts[j]
			switch r.words[a.head].Lemma {
			case "raid", "operation", "sweep":
			default:
				continue
			}
			if !a.plural && r.forceOwns(a) {
				return true
			}
			s := r.sentence(a.head)
			for _, v := range r.doc.Verbs {
				if v.First < s.First || v.Passive {
					continue
				}
				if v.First >= a.first && a.noun || v.First > a.head {
					break
				}
				if act, ok := r.actorBefore(v.First); ok && act.kind == actorForce {
					return true
				}
				break
			}
		}
	}
	return false
}

// forceOwns reports whether a noun names the state or force whose act it is: "an Israeli raid", "a raid by special
// forces".
func (r *reading) forceOwns(a *act) bool {
	np, ok := r.noun(a.head)
	if !ok {
		return false
	}
	for _, m := range r.actors {
		if m.kind != actorForce && m.kind != actorState {
			continue
		}
		if m.first >= np.First && m.last <= a.head || m.first > np.Last && m.first <= np.Last+3 && r.words[np.Last].Lower == "by" {
			return true
		}
	}
	return false
}

// droneFires reports whether a drone is what fires in a sentence of the incident ("a drone fired two missiles").
func (r *reading) droneFires(in *incident) bool {
	for _, n := range in.sentences() {
		s := r.doc.Sentences[n]
		for k := s.First; k < s.Last; k++ {
			if r.words[k].Lemma != "drone" {
				continue
			}
			for j := k + 1; j < min(k+4, s.Last); j++ {
				if w := r.words[j].Lemma; w == "fire" || w == "launch" || w == "drop" {
					return true
				}
			}
		}
	}
	return false
}

// byForce reports whether the acts of an incident are done by a state's force: one is the subject of the verb.
func (r *reading) byForce(in *incident) bool {
	for _, f := range in.frames {
		for _, j := range f.acts {
			a := &r.acts[j]
			if a.weak || a.noun || r.doc.Tokens[a.head].Form == language.PastParticiple {
				continue
			}
			if v, ok := r.verb(a.head); ok && !v.Passive {
				if r.forceDoes(v) {
					return true
				}
			}
		}
	}
	return false
}

// forceDoes reports whether the subject of a verb is a state's force.
func (r *reading) forceDoes(v language.Phrase) bool {
	sub, ok := r.subjectOf(v)
	if !ok {
		return false
	}
	from, to := r.actorsIn(sub.first, sub.last)
	return from < to && r.actors[to-1].kind == actorForce
}

// actorBefore returns the actor that ends nearest before a verb group in its sentence.
func (r *reading) actorBefore(first int) (actorMention, bool) {
	s := r.sentence(first)
	for k := len(r.actors) - 1; k >= 0; k-- {
		if a := r.actors[k]; a.last <= first {
			return a, a.first >= s.First
		}
	}
	return actorMention{}, false
}

// actorAt returns the actor mention that token i stands in.
func (r *reading) actorAt(i int) (actorMention, bool) {
	lo, hi := 0, len(r.actors)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.actors[mid].last <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.actors) && r.actors[lo].first <= i {
		return r.actors[lo], true
	}
	return actorMention{}, false
}

// suicideOf returns whether the attacker died by intent: as the words say, apparent where they are hedged.
func (r *reading) suicideOf(in *incident) tocsin.Suicide {
	out := tocsin.SuicideNo
	for _, n := range in.sentences() {
		s := r.doc.Sentences[n]
		for k := s.First; k < s.Last; k++ {
			w := r.words[k].Lower
			if w != "suicide" && w != "kamikaze" && !(w == "himself" || w == "herself" || w == "themselves") {
				continue
			}
			if w[len(w)-1] == 'f' || w == "themselves" {
				if !(k > s.First && r.words[k-1].Lemma == "blow" || k+1 < s.Last && r.words[k+1].Lower == "up") {
					continue
				}
			} else if k+1 < s.Last && (r.words[k+1].Lemma == "drone" || r.words[k+1].Lemma == "note") {
				continue
			}
			out = tocsin.SuicideYes
			for h := max(s.First, k-5); h < k; h++ {
				switch r.words[h].Lemma {
				case "apparent", "apparently", "suspect", "suspected", "possible", "appear", "seem", "believe", "alleged", "likely", "presumed":
					return tocsin.SuicideApparent
				}
			}
		}
	}
	return out
}

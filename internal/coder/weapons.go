package coder

import (
	"slices"

	"github.com/tocsin-org/tocsin"
)

// weaponsOf returns the weapon classes that the sentences of an incident name, each once, in text order.
// A class that a more exact one covers is left out ("bomb" beside "car bomb").
func (r *reading) weaponsOf(in *incident) []tocsin.Weapon {
	var out []tocsin.Weapon
	general := map[tocsin.WeaponClass]bool{}
	told := in.sentences()
	for _, n := range r.followed(told) {
		s := r.doc.Sentences[n]
		own := slices.Contains(told, n)
		for i := s.First; i < s.Last; {
			e, m := r.lists.weapon.At(r.words, i)
			if e == nil {
				i++
				continue
			}
			c := tocsin.WeaponClass(e.Value())
			if c.Valid() && (!e.Has("weak") || r.nearAct(in, n, i) && r.canUse(in, c)) && (!own || r.ownsToken(in, i)) {
				k := slices.IndexFunc(out, func(w tocsin.Weapon) bool { return w.Class == c })
				switch {
				case k < 0:
					out = append(out, tocsin.Weapon{Class: c, Evidence: []tocsin.Evidence{r.quote(i, i+m)}})
					general[c] = e.Has("general")
				default:
					general[c] = general[c] && e.Has("general")
				}
			}
			i += m
		}
	}
	if exactExplosive(out) {
		out = slices.DeleteFunc(out, func(w tocsin.Weapon) bool { return w.Class == tocsin.Bomb && general[tocsin.Bomb] })
	}
	if slices.ContainsFunc(out, func(w tocsin.Weapon) bool { return w.Class == tocsin.Drone }) {
		out = slices.DeleteFunc(out, func(w tocsin.Weapon) bool { return w.Class == tocsin.Aircraft && general[tocsin.Aircraft] })
	}
	return out
}

// followed returns sentences and, behind each, the next one where no act is told: what goes on about the act
// before it ("The bomb was placed on a motorcycle").
func (r *reading) followed(told []int) []int {
	var out []int
	for _, n := range told {
		out = append(out, n)
		if m := n + 1; m < len(r.doc.Sentences) && !slices.Contains(told, m) && !r.tellsAct(m) {
			out = append(out, m)
		}
	}
	return out
}

// tellsAct reports whether a real act stands in sentence n.
func (r *reading) tellsAct(n int) bool {
	for j := range r.acts {
		if a := &r.acts[j]; !a.unreal && r.doc.Tokens[a.head].Sentence == n {
			return true
		}
	}
	return false
}

// canUse reports whether a class of weapon whose words prove nothing by themselves fits the acts: aircraft also
// carry people, vehicles drive.
func (r *reading) canUse(in *incident, c tocsin.WeaponClass) bool {
	if c != tocsin.Aircraft {
		return true
	}
	for _, k := range in.kinds {
		if k.kind == tocsin.AirStrike || k.kind == tocsin.Bombing || k.kind == tocsin.Shelling {
			return true
		}
	}
	return false
}

// exactExplosive reports whether one of the classes says more exactly than "bomb" what exploded.
func exactExplosive(ws []tocsin.Weapon) bool {
	return slices.ContainsFunc(ws, func(w tocsin.Weapon) bool {
		switch w.Class {
		case tocsin.VehicleBomb, tocsin.SuicideBomb, tocsin.MineOrRoadsideBomb, tocsin.Grenade, tocsin.Aircraft, tocsin.Drone,
			tocsin.RocketOrMissile, tocsin.MortarOrArtillery:
			return true
		}
		return false
	})
}

// nearAct reports whether an act of the incident stands in sentence n close enough to token i that a
// weapon word there belongs to it.
func (r *reading) nearAct(in *incident, n, i int) bool {
	for _, f := range in.frames {
		if f.sent != n {
			continue
		}
		for _, j := range f.acts {
			if d := r.acts[j].head - i; -14 < d && d < 14 {
				return true
			}
		}
	}
	return false
}

// ownsToken reports whether token i of a shared sentence is nearer to this incident's acts than to those
// of another.
func (r *reading) ownsToken(in *incident, i int) bool {
	sent := r.doc.Tokens[i].Sentence
	own, other := 1<<30, 1<<30
	mine := map[int]bool{}
	for _, f := range in.frames {
		if f.sent == sent {
			for _, j := range f.acts {
				mine[j] = true
			}
		}
	}
	for j := range r.acts {
		a := &r.acts[j]
		if r.doc.Tokens[a.head].Sentence != sent || a.unreal {
			continue
		}
		d := a.head - i
		if d < 0 {
			d = -d
		}
		if mine[j] {
			own = min(own, d)
		} else {
			other = min(other, d)
		}
	}
	return own <= other
}

package coder

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
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
			gen := e.Has("general")
			if c == tocsin.Bomb && r.besideRoad(i, i+m, s) {
				c, gen = tocsin.MineOrRoadsideBomb, false
			}
			if c.Valid() && !r.unused(i, i+m, c) && (!e.Has("weak") || r.nearAct(in, n, i) && r.canUse(in, c, i)) && (!own || r.ownsToken(in, i)) {
				k := slices.IndexFunc(out, func(w tocsin.Weapon) bool { return w.Class == c })
				switch {
				case k < 0:
					out = append(out, tocsin.Weapon{Class: c, Evidence: []tocsin.Evidence{r.quote(i, i+m)}})
					general[c] = gen
					out = r.mannedToo(out, i, i+m)
				default:
					general[c] = general[c] && gen
				}
			}
			i += m
		}
		if first, last, ok := r.vehicleBomb(s); ok && (!own || r.ownsToken(in, first)) {
			if !slices.ContainsFunc(out, func(w tocsin.Weapon) bool { return w.Class == tocsin.VehicleBomb }) {
				out = append(out, tocsin.Weapon{Class: tocsin.VehicleBomb, Evidence: []tocsin.Evidence{r.quote(first, last)}})
			}
		}
	}
	if slices.ContainsFunc(out, func(w tocsin.Weapon) bool { return w.Class == tocsin.VehicleBomb }) {
		out = slices.DeleteFunc(out, func(w tocsin.Weapon) bool {
			return w.Class == tocsin.SuicideBomb || w.Class == tocsin.Vehicle // the one is worn or carried (codebook.md), the other rams
		})
	}
	if slices.ContainsFunc(out, func(w tocsin.Weapon) bool { return w.Class == tocsin.Blade || w.Class == tocsin.Vehicle }) && r.onlyAttackerShot(in) {
		out = slices.DeleteFunc(out, func(w tocsin.Weapon) bool { return w.Class == tocsin.Firearm })
	}
	if exactExplosive(out) {
		out = slices.DeleteFunc(out, func(w tocsin.Weapon) bool { return w.Class == tocsin.Bomb && general[tocsin.Bomb] })
	}
	if slices.ContainsFunc(out, func(w tocsin.Weapon) bool { return w.Class == tocsin.Drone }) {
		out = slices.DeleteFunc(out, func(w tocsin.Weapon) bool { return w.Class == tocsin.Aircraft && general[tocsin.Aircraft] })
	}
	return out
}

// besideRoad reports whether the words behind a bomb at tokens first..last say that it lay in or beside a road: "a bomb
// hidden under the road", "charges that went off on the highway".
func (r *reading) besideRoad(first, last int, s language.Sentence) bool {
	if r.doc.Tokens[first].Tag != language.NOUN {
		return false
	}
	k := last
	if k < s.Last && (r.words[k].Lower == "that" || r.words[k].Lower == "which") {
		k++
	}
	laid := false
	for ; k < min(last+5, s.Last) && !laid; k++ {
		switch r.words[k].Lemma {
		case "hide", "bury", "plant", "lay", "place", "conceal", "detonate", "set":
			laid = r.doc.Tokens[k].Tag == language.VERB || r.doc.Tokens[k].Tag == language.ADJ
		case "be", "have", "off", "remotely":
		default:
			return false
		}
	}
	if !laid || k+1 >= s.Last {
		return false
	}
	switch r.words[k].Lower {
	case "under", "beneath", "on", "in", "beside", "by", "along", "at", "underneath":
	default:
		return false
	}
	for k++; k < s.Last && (r.doc.Tokens[k].Tag == language.DET || r.doc.Tokens[k].Tag == language.ADJ || r.words[k].Lower == "side" || r.words[k].Lower == "of"); k++ {
	}
	if k >= s.Last {
		return false
	}
	switch r.words[k].Lemma {
	case "road", "roadside", "highway", "track", "culvert", "route", "motorway":
		return true
	}
	return false
}

// coalMine reports whether a mine at token i is one that is worked: miners or coal stand with it.
func (r *reading) coalMine(i int) bool {
	s := r.sentence(i)
	for k := s.First; k < s.Last; k++ {
		switch r.words[k].Lemma {
		case "miner", "coal", "colliery", "gold", "copper":
			return true
		}
	}
	return false
}

// unused reports whether the weapon that tokens first..last name was not fired or set off here: it was seized or
// destroyed, or, firearms, found.
func (r *reading) unused(first, last int, c tocsin.WeaponClass) bool {
	if _, ok := r.verb(first); ok {
		return r.shotByForce(first, c)
	}
	if np, ok := r.noun(first); ok {
		for k := np.First; k < first; k++ {
			switch r.words[k].Lower {
			case "fake", "hoax", "dummy", "toy", "imitation", "replica":
				return true
			}
		}
	}
	s := r.sentence(first)
	taken := func(v language.Phrase) bool {
		switch r.words[v.Head].Lemma {
		case "seize", "confiscate", "destroy", "surrender":
			return true
		case "find", "recover", "discover", "capture":
			return c == tocsin.Firearm || c == tocsin.Grenade || c == tocsin.MortarOrArtillery
		}
		return false
	}
	for k := first - 1; k >= s.First; k-- { // the verb whose object it is, over the list before it
		if v, ok := r.verb(k); ok {
			if !v.Passive && taken(v) {
				return true
			}
			break
		}
		if t := r.doc.Tokens[k].Tag; t == language.ADP && r.words[k].Lower != "of" || t == language.PUNCT && r.words[k].Lower != "," || t == language.SCONJ {
			break
		}
	}
	for k := last; k < s.Last; k++ { // the passive whose subject it is
		if v, ok := r.verb(k); ok {
			return v.Passive && taken(v)
		}
		if t := r.doc.Tokens[k].Tag; t == language.ADP && r.words[k].Lower != "of" || t == language.PUNCT && r.words[k].Lower != "," || t == language.SCONJ {
			break
		}
	}
	return false
}

// shotByForce reports whether the verb at token i tells that an attacker was shot, which says nothing of what the
// attack was made with.
func (r *reading) shotByForce(i int, c tocsin.WeaponClass) bool {
	v, ok := r.verb(i)
	if !ok || c != tocsin.Firearm {
		return false
	}
	if w := r.word(v.Last); !v.Passive && (w == "him" || w == "her" || w == "them") && r.forceDoes(v) {
		return true
	}
	var victim language.Phrase
	if v.Passive {
		sub, ok := r.subjectOf(v)
		if !ok {
			return false
		}
		victim, ok = r.noun(sub.first)
		if !ok {
			return false
		}
	} else if victim, ok = r.noun(v.Last); !ok || victim.First != v.Last {
		return false
	}
	e, _ := r.lists.group.At(r.words, victim.Head)
	return e != nil && e.Value() == string(tocsin.GroupAttackers) && r.words[victim.Head].Lemma != "gunman"
}

// onlyAttackerShot reports whether all that an incident tells of shots is that one man was shot: who came with a knife is
// stopped so.
func (r *reading) onlyAttackerShot(in *incident) bool {
	for _, n := range in.sentences() {
		s := r.doc.Sentences[n]
		for i := s.First; i < s.Last; i++ {
			e, _ := r.lists.weapon.At(r.words, i)
			if e == nil || e.Value() != string(tocsin.Firearm) || e.Has("weak") {
				continue
			}
			v, ok := r.verb(i)
			if !ok || r.words[v.Head].Lemma != "shoot" || !v.Passive && !r.forceDoes(v) {
				return false
			}
			if v.Passive {
				sub, ok := r.subjectOf(v)
				if !ok || r.doc.Tokens[sub.last-1].Form == language.Plural {
					return false
				}
			}
		}
	}
	return true
}

// vehicleBomb finds words of a sentence that tell of a vehicle made a bomb: "a van packed with explosives", "a bomb on
// a motorcycle", "a car exploded", "a suicide bomber rammed his truck".
func (r *reading) vehicleBomb(s language.Sentence) (first, last int, ok bool) {
	for i := s.First; i < s.Last; i++ {
		switch l := r.words[i].Lemma; {
		case laden[r.words[i].Lower] || laden[l]:
			if k, v := r.vehicleNear(i-6, i), r.explosiveNear(i+1, i+4, s); k >= s.First && v > 0 && r.words[i+1].Lower == "with" {
				return k, v + 1, true
			}
		case strings.HasPrefix(l, "explosive") && i+2 < s.Last || strings.HasPrefix(l, "bomb-"):
			for k := i + 1; k < min(i+4, s.Last); k++ { // "explosive-laden vehicle"
				if vehicles[r.words[k].Lemma] && (k == i+1 && strings.Contains(l, "-") || k > i+1 && laden[r.words[k-1].Lower]) {
					return i, k + 1, true
				}
			}
		case placed[r.words[i].Lower]:
			if k, v := r.explosiveBefore(i, s), r.indefiniteVehicle(i+1, s); k >= 0 && v > 0 {
				return k, v + 1, true
			}
		case vehicles[l]:
			if r.blowsUp(i, s) {
				return i, i + 1, true
			}
		}
	}
	return 0, 0, false
}

var (
	vehicles = set("car van truck lorry motorcycle motorbike motorcyle vehicle humvee minibus taxi jeep tanker pickup ambulance sedan tractor minivan scooter rickshaw bicycle bike suv boat")
	laden    = set("packed laden filled loaded rigged stuffed crammed fitted")
	placed   = set("hidden planted placed concealed rigged left mounted strapped attached fitted loaded inside aboard")
)

// vehicleNear returns the last vehicle named in tokens from..to, -1 if none is.
func (r *reading) vehicleNear(from, to int) int {
	for k := to - 1; k >= max(from, 0); k-- {
		if vehicles[r.words[k].Lemma] {
			return k
		}
	}
	return -1
}

// explosiveNear returns the first token of from..to that names explosives, 0 if none does.
func (r *reading) explosiveNear(from, to int, s language.Sentence) int {
	for k := from; k < min(to, s.Last); k++ {
		switch r.words[k].Lemma {
		case "explosive", "explosives", "bomb", "dynamite", "tnt":
			return k
		}
	}
	return 0
}

// explosiveBefore returns the token of the bomb that is the subject or object before token i, -1 if none is.
func (r *reading) explosiveBefore(i int, s language.Sentence) int {
	for k := i - 1; k >= s.First && k > i-7; k-- {
		switch r.words[k].Lemma {
		case "bomb", "explosive", "explosives", "device", "dynamite", "charge":
			return k
		}
		if t := r.doc.Tokens[k].Tag; t == language.PUNCT {
			break
		}
	}
	return -1
}

// indefiniteVehicle returns the token of "a motorcycle", "a parked car" from token i on, 0 if none stands there: a
// bomb under somebody's own car is no car bomb.
func (r *reading) indefiniteVehicle(i int, s language.Sentence) int {
	for k := i; k < min(i+3, s.Last); k++ {
		if w := r.words[k].Lower; w != "a" && w != "an" && w != "another" {
			continue
		}
		for j := k + 1; j < min(k+4, s.Last); j++ {
			if vehicles[r.words[j].Lemma] {
				if j+1 < s.Last && r.words[j+1].Lower == "of" {
					return 0
				}
				return j
			}
		}
	}
	return 0
}

// blowsUp reports whether the vehicle at token i goes off by itself, or is set off by a suicide bomber.
func (r *reading) blowsUp(i int, s language.Sentence) bool {
	np, ok := r.noun(i)
	if !ok || np.Head != i {
		return false
	}
	for k := np.Last; k < min(np.Last+2, s.Last); k++ {
		v, ok := r.verb(k)
		if !ok {
			continue
		}
		switch l := r.words[v.Head].Lemma; {
		case v.Passive || v.Negated || v.Modal:
		case l == "explode", l == "detonate":
			return true
		case l == "blow" && v.Last+1 < s.Last && r.words[v.Last].Lower == "up" && r.doc.Tokens[v.Last+1].Tag != language.DET:
			return true
		}
		return false
	}
	if v, ok := r.verb(max(np.First-1, s.First)); ok || r.words[max(np.First-1, s.First)].Lower == "up" {
		if !ok {
			v, ok = r.verb(max(np.First-2, s.First))
		}
		switch r.words[v.Head].Lemma {
		case "ram", "drive", "crash", "detonate", "blow", "explode":
			for k := s.First; ok && k < v.First; k++ {
				if r.words[k].Lower == "suicide" {
					return true
				}
			}
		}
	}
	return false
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
// carry people; they are a weapon where bombs fall, or where they are what attacks.
func (r *reading) canUse(in *incident, c tocsin.WeaponClass, i int) bool {
	if c == tocsin.MineOrRoadsideBomb && r.words[i].Lemma == "mine" && r.coalMine(i) {
		return false
	}
	if l := r.words[i].Lemma; l == "drive" || l == "ram" {
		return r.nearAct(in, r.doc.Tokens[i].Sentence, i) && r.isActHead(i)
	}
	if c != tocsin.Aircraft {
		return true
	}
	for _, k := range in.kinds {
		if k.kind == tocsin.AirStrike || k.kind == tocsin.Bombing || k.kind == tocsin.Shelling {
			return true
		}
	}
	np, ok := r.noun(i)
	if !ok {
		return false
	}
	if np.First > 0 && r.words[np.First-1].Lower == "by" {
		return true
	}
	for _, f := range in.frames {
		for _, j := range f.acts {
			v, ok := r.verb(r.acts[j].head)
			if !ok || v.Passive || r.acts[j].noun {
				continue
			}
			if sub, ok := r.subjectOf(v); ok && sub.first <= i && i < sub.last {
				return true
			}
		}
	}
	return false
}

// isActHead reports whether token i is the head of an act.
func (r *reading) isActHead(i int) bool {
	return slices.ContainsFunc(r.acts, func(a act) bool { return a.head == i })
}

// fromTheAir adds to the weapons of an air strike the aircraft that the report names, where the sentences that tell of
// it only call it a strike.
func (r *reading) fromTheAir(ws []tocsin.Weapon) []tocsin.Weapon {
	if slices.ContainsFunc(ws, func(w tocsin.Weapon) bool { return w.Class == tocsin.Aircraft || w.Class == tocsin.Drone }) {
		return ws
	}
	for i := 0; i < len(r.words); {
		e, n := r.lists.weapon.At(r.words, i)
		if e == nil {
			i++
			continue
		}
		if c := tocsin.WeaponClass(e.Value()); c == tocsin.Aircraft || c == tocsin.Drone {
			return r.mannedToo(append(ws, tocsin.Weapon{Class: c, Evidence: []tocsin.Evidence{r.quote(i, i+n)}}), i, i+n)
		}
		i += n
	}
	return ws
}

// mannedToo adds aircraft to the drones that tokens first..last name where they share the noun: "fighter and remotely
// piloted aircraft".
func (r *reading) mannedToo(ws []tocsin.Weapon, first, last int) []tocsin.Weapon {
	if ws[len(ws)-1].Class != tocsin.Drone || r.words[last-1].Lemma != "aircraft" || r.word(first-1) != "and" || first < 2 {
		return ws
	}
	switch t := r.doc.Tokens[first-2].Tag; {
	case t != language.NOUN && t != language.ADJ && t != language.PUNCT, slices.ContainsFunc(ws, func(w tocsin.Weapon) bool { return w.Class == tocsin.Aircraft }):
		return ws
	}
	return append(ws, tocsin.Weapon{Class: tocsin.Aircraft, Evidence: []tocsin.Evidence{r.quote(first-2, last)}})
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

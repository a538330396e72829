package coder

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// An act is a word or phrase that tells of violence: the trigger of an incident.
type act struct {
	first, last int // tokens, half-open
	head        int // the token that carries the meaning: "killed", "bombing"
	kind        tocsin.Kind
	harm        bool // tells what happened to people, not how
	general     bool // tells of violence of any kind
	weak        bool // counts only with support
	after       bool // points at an act that is over
	state       bool // usually the act of a state's force
	used        bool // a thing that is told to have been thrown, fired or set off
	means       bool // only what another act was done with: "with missiles"

	noun     bool         // a noun ("the attack") rather than a verb
	definite bool         // a noun that points at something told or known: "the attack", "this", "Sunday's"
	plural   bool         // "attacks"
	counted  bool         // a plural noun with a number
	count    int          // of a plural noun: how many incidents the words name, 0 if not said
	ordinal  int          // 1 for "the first blast", 2 for "the second", 0
	other    bool         // "another", "a separate", "earlier": an incident apart from those told so far
	unreal   bool         // negated, foretold, feared, conditional: no incident
	stage    tocsin.Stage // accomplished unless the words around say otherwise
	victims  []string     // last words of the names of those it was done to
	objects  []string     // nouns of the things it was done to, or that went off
	time     int          // index into reading.times of the expression attached to it, -1
	place    int          // index into reading.places of the place attached to it, -1
}

// findActs finds the acts of violence that the text tells of, in text order.
func (r *reading) findActs() []act {
	var acts []act
	for i := 0; i < len(r.words); {
		e, n := r.lists.act.At(r.words, i)
		if e == nil {
			if a, ok := r.ordinalAct(acts, i); ok {
				acts = append(acts, a)
			}
			i++
			continue
		}
		if e.Value() != "none" {
			if a, ok := r.actAt(e, i, i+n); ok {
				if n == 1 && a.noun && a.definite && r.words[a.head].Lemma == "strike" && slices.ContainsFunc(acts, func(b act) bool { return b.kind == tocsin.OtherKind }) {
					a.kind = tocsin.OtherKind // "the strike", of an armed strike told before
				}
				acts = append(acts, a)
			}
		}
		i += n
	}
	return acts
}

// ordinalAct reads "the first", "the second", "the other" as the subject of a verb, where several acts were named
// together a little before: "The two explosions … The first went off on Tuesday."
func (r *reading) ordinalAct(before []act, i int) (act, bool) {
	n := 0
	switch r.words[i].Lower {
	case "first":
		n = 1
	case "second", "other":
		n = 2
	case "third":
		n = 3
	}
	if n == 0 || i == 0 || r.words[i-1].Lower != "the" || i+1 >= len(r.words) {
		return act{}, false
	}
	v, ok := r.verb(i + 1)
	if !ok || v.First != i+1 || r.doc.Tokens[v.First].Form == language.PastParticiple && v.First == v.Head {
		return act{}, false
	}
	for j := len(before) - 1; j >= 0; j-- {
		b := &before[j]
		gap := r.doc.Tokens[i].Sentence - r.doc.Tokens[b.head].Sentence
		if gap > 4 {
			break
		}
		if gap > 0 && b.noun && b.plural && !b.unreal {
			return act{first: i - 1, last: i + 1, head: i, kind: b.kind, general: b.general, noun: true, definite: true, ordinal: n,
				stage: tocsin.Accomplished, time: -1, place: -1}, true
		}
	}
	return act{}, false
}

// actAt reads one act from a match of the list of acts. It reports false where the words around show
// that it is no act: a name ("Attack on Titan"), the thing itself at rest ("missiles were displayed").
func (r *reading) actAt(e *lexicon.Entry, first, last int) (act, bool) {
	a := act{first: first, last: last, head: first, kind: tocsin.Kind(e.Value()), stage: tocsin.Accomplished, time: -1, place: -1}
	a.harm, a.general, a.weak, a.after, a.state = e.Has("harm"), e.Has("general"), e.Has("weak"), e.Has("after"), e.Has("state")
	for k := first; k < last; k++ {
		if t := r.doc.Tokens[k].Tag; t == language.VERB || (t == language.NOUN && r.doc.Tokens[a.head].Tag != language.VERB) {
			a.head = k
			if t == language.VERB {
				break
			}
		}
	}
	if r.words[a.head].Lemma == "rescue" && last < len(r.words) && rescuers[r.words[last].Lemma] {
		return a, false
	}
	np, inNoun := r.noun(a.head)
	vg, inVerb := r.verb(a.head)
	a.noun = inNoun && !inVerb
	if a.harm && r.counted(first) {
		return a, false // "the number of injured" is a figure
	}
	switch {
	case a.noun:
		// A modifier is no act of its own unless its head is about one: "attack helicopter", "sabotage war"
		// against "bomb attack", "kidnapping victims".
		if np.Head >= last && !r.isAct(np.Head) && !aboutAct[r.words[np.Head].Lemma] && !r.gerund(a.head, np) {
			return a, false
		}
		if a.weak && r.inName(a.head, np) {
			return a, false
		}
		r.readActNoun(&a, np)
	case inVerb:
		a.unreal = vg.Negated || vg.Modal
		if a.harm || a.general {
			a.unreal = a.unreal || r.habitual(first)
		}
		a.stage = r.stageBefore(vg.First)
		if r.unrealBefore(vg.First) {
			a.unreal = true
		}
	}
	if a.noun && a.weak && (a.kind == tocsin.Bombing || a.kind == tocsin.Shelling) && r.found(np) {
		return a, false // what was found or seized did not go off
	}
	if a.noun && (a.kind == tocsin.Bombing || a.kind == tocsin.Shelling) {
		switch how := r.handled(np); {
		case disarmed[how]:
			a.stage = tocsin.Foiled
		case used[how]:
			a.used = true
		}
		if v, ok := r.verb(np.Last); ok && a.weak && !v.Passive && !v.Negated && strikes[r.words[v.Head].Lemma] {
			a.used = true // "shells hit the airport"
		}
	}
	if l := r.words[a.head].Lemma; inVerb && (l == "drive" || l == "ram" || l == "plow" || l == "plough") {
		at := r.drivesAt(vg)
		if l == "drive" && !at {
			return a, false
		}
		a.weak = a.weak && !at
	}
	if inVerb && r.words[a.head].Lemma == "bomb" && r.stateDoes(vg) {
		a.kind = tocsin.AirStrike
	}
	if a.kind == tocsin.AirStrike && a.weak && !a.noun && !r.fromAir(a.head) {
		a.kind, a.general = tocsin.ArmedAttack, true // storms, gunmen and strikers strike, too
	}
	if a.kind == tocsin.Execution && strings.HasPrefix(r.words[a.head].Lemma, "behead") && !r.captives() {
		a.kind = tocsin.Assault // with a blade; execution is the killing of captives (codebook.md, kind)
	}
	if l := r.words[a.head].Lemma; (l == "seize" || l == "capture") && !a.noun {
		if r.takesPeople(&a) {
			a.kind, a.weak = tocsin.Kidnapping, false
		} else if r.takesCraft(&a) {
			a.kind = tocsin.Hijacking
		}
	}
	if a.after && a.kind == tocsin.Kidnapping && inVerb && !vg.Passive && !r.freesPeople(vg) {
		return a, false // "released a statement"
	}
	if a.noun && a.weak && !a.general && np.First > 0 {
		// "with missiles": what another act was done with has no place and day of its own.
		w := r.words[np.First-1].Lower
		a.means = w == "with" || w == "using"
	}
	if r.words[a.head].Lemma == "hostage" && r.heldNear(a.head) {
		a.weak = false // "are holding seven persons hostage"
	}
	if last-first == 2 && r.words[first].Lemma == "bomb" && r.words[first+1].Lemma == "threat" {
		a.stage = tocsin.Threatened
	}
	if a.stage == tocsin.Accomplished && r.failsAfter(a.last) {
		a.stage = tocsin.Attempted
	}
	if a.stage == tocsin.Accomplished {
		switch r.words[a.head].Lemma {
		case "foil", "thwart", "defuse", "deactivate":
			a.stage = tocsin.Foiled
		}
	}
	return a, true
}

// gerund reports whether the word at token i, taken for a modifier, is a verb that the rest of its phrase is the object
// of: "of bombing Kareth".
func (r *reading) gerund(i int, np language.Phrase) bool {
	if i != np.First || i == 0 || !strings.HasSuffix(r.words[i].Lower, "ing") || r.words[np.Head].Tag != "PROPN" {
		return false
	}
	switch r.words[i-1].Lower {
	case "of", "for", "after", "before", "by":
		return true
	}
	return false
}

// drivesAt reports whether a verb of driving has people for its goal: "drove his car into a crowd".
func (r *reading) drivesAt(v language.Phrase) bool {
	s := r.sentence(v.Head)
	for k := v.Last; k < min(v.Last+8, s.Last-1); k++ {
		if w := r.words[k].Lower; w != "into" && w != "at" && w != "through" {
			continue
		}
		for j := k + 1; j < min(k+6, s.Last); j++ {
			if e, _ := r.lists.group.At(r.words, j); e != nil && e.Value() != "thing" || r.words[j].Lemma == "crowd" {
				return true
			}
		}
		return false
	}
	return false
}

// counted reports whether a word of harm at token i stands for those whose number is told: "the number of injured".
func (r *reading) counted(i int) bool {
	for i > 0 && (r.words[i-1].Lower == "the" || r.words[i-1].Lower == "those" || r.words[i-1].Lower == "people") {
		i--
	}
	return i > 1 && r.words[i-1].Lower == "of" && r.words[i-2].Lower == "number"
}

var (
	disarmed = set("defuse disarm deactivate dismantle intercept safe")
	used     = set("set detonate explode trigger plant lay hurl throw lob toss fire launch activate")
	strikes  = set("hit strike land fall explode slam rain")
)

// handled returns the lemma of the verb that a noun phrase is the object of, or the subject of in the passive: what was
// done with a bomb or shell. "Made safe a bomb" is "safe".
func (r *reading) handled(np language.Phrase) string {
	s := r.sentence(np.First)
	if k := np.First - 1; k > s.First {
		if w := r.words[k].Lower; w == "off" || w == "safe" || w == "at" {
			if w == "safe" {
				return w
			}
			k--
		}
		if v, ok := r.verb(k); ok && !v.Passive {
			return r.words[v.Head].Lemma
		}
	}
	if v, ok := r.verb(np.Last); ok && np.Last < s.Last && v.Passive {
		return r.words[v.Head].Lemma
	}
	return ""
}

// found reports whether a noun phrase is what was found or seized: the object of the verb before it, over a list.
func (r *reading) found(np language.Phrase) bool {
	s := r.sentence(np.First)
	for k := np.First - 1; k >= s.First; k-- {
		if v, ok := r.verb(k); ok {
			switch r.words[v.Head].Lemma {
			case "find", "seize", "confiscate", "recover", "discover", "display":
				return !v.Passive && r.words[np.Head].Lemma != "bomb"
			}
			return false
		}
		if t := r.doc.Tokens[k].Tag; t == language.ADP && r.words[k].Lower != "of" || t == language.PUNCT && r.words[k].Lower != "," || t == language.SCONJ {
			return false
		}
	}
	return false
}

// stateDoes reports whether a state, its force or its aircraft is the subject of a verb, or accused of it ("accuses
// Thailand of bombing").
func (r *reading) stateDoes(v language.Phrase) bool {
	sub, ok := r.subjectOf(v)
	if !ok || v.Passive {
		return false
	}
	if np, ok := r.noun(sub.first); ok && airMeans[r.words[np.Head].Lemma] && np.Last <= sub.last {
		return true
	}
	from, to := r.actorsIn(sub.first, sub.last)
	if from == to {
		return false
	}
	k := r.actors[to-1].kind
	return (k == actorForce || k == actorState) && !strings.Contains(strings.ToLower(r.actors[to-1].name), "police")
}

// rescuers are whom "rescue" before them names, and tells of no act.
var rescuers = map[string]bool{"worker": true, "team": true, "official": true, "service": true, "crew": true, "source": true}

// fromAir reports whether a sentence names what strikes from the air or afar, or the state or force that does.
func (r *reading) fromAir(i int) bool {
	s := r.sentence(i)
	for k := s.First; k < s.Last; k++ {
		if airMeans[r.words[k].Lemma] {
			return true
		}
	}
	for _, a := range r.actors {
		if a.first >= s.First && a.last <= i && (a.kind == actorForce || a.kind == actorState) {
			return true
		}
	}
	return false
}

// airMeans holds what a strike is made with.
var airMeans = map[string]bool{
	"air": true, "aircraft": true, "airplane": true, "plane": true, "warplane": true, "jet": true, "drone": true, "uav": true, "helicopter": true,
	"missile": true, "rocket": true, "airstrike": true, "bombardment": true, "shell": true, "projectile": true, "artillery": true,
}

// captives reports whether the report speaks of people held.
func (r *reading) captives() bool {
	return slices.ContainsFunc(r.words, func(w lexicon.Word) bool {
		switch w.Lemma {
		case "captive", "hostage", "prisoner", "abduct", "abduction", "kidnap", "kidnapping", "capture", "captor", "ransom", "execute":
			return true
		}
		return false
	})
}

// aboutAct holds heads of phrases whose modifier names an act that was.
var aboutAct = map[string]bool{
	"victim": true, "scene": true, "site": true, "suspect": true, "case": true, "incident": true, "attempt": true, "survivor": true,
	"plot": true, "spree": true, "rampage": true, "wound": true, "fire": true, "wave": true, "series": true, "string": true, "event": true,
	"action": true, "device": true, "crisis": true, "situation": true, "mission": true, "night": true, "morning": true, "yesterday": true,
}

// inName reports whether a capitalised word stands inside a longer name ("Maritime Trade Operations").
func (r *reading) inName(i int, np language.Phrase) bool {
	if r.doc.Tokens[i].Tag != language.PROPN || r.sentence(i).Upper {
		return false
	}
	return i > np.First && r.doc.Tokens[i-1].Tag == language.PROPN || i+1 < np.Last && r.doc.Tokens[i+1].Tag == language.PROPN
}

// isAct reports whether token i is a word of the list of acts by itself.
func (r *reading) isAct(i int) bool {
	e, _ := r.lists.act.At(r.words, i)
	return e != nil && e.Value() != "none"
}

// readActNoun reads the determiners and modifiers of a noun that names an act.
func (r *reading) readActNoun(a *act, np language.Phrase) {
	head := r.doc.Tokens[np.Head]
	a.plural = head.Form == language.Plural
	indefinite := false
	for k := np.First; k < np.Head; k++ {
		w := r.words[k]
		switch w.Lower {
		case "the", "this", "that", "these", "those", "both", "his", "her", "their", "its", "'s", "’s", "'", "’":
			a.definite = true
		case "a", "an", "some", "several", "any", "more", "new", "fresh":
			indefinite = true
		case "no":
			a.unreal = true
		case "another", "other", "separate", "similar", "earlier", "previous", "past", "recent", "subsequent":
			a.other = w.Lower != "recent" && !(w.Lower == "separate" && a.plural) // these are apart from each other
		case "first":
			a.ordinal = 1
		case "second":
			a.ordinal = 2
		case "third":
			a.ordinal = 3
		case "twin", "double":
			a.count, a.plural = 2, true
		case "attempted", "failed", "botched", "unsuccessful":
			a.stage = tocsin.Attempted
		case "foiled", "thwarted", "planned":
			a.stage = tocsin.Foiled
		case "threatened", "possible", "potential", "future", "imminent":
			a.unreal = true
		}
	}
	if a.plural && np.First < np.Head && r.words[np.First].Lower == "both" {
		a.count = 2
	}
	if indefinite {
		a.definite = false
	}
	for _, n := range r.doc.Numbers {
		if !r.inTime(n.First, n.Last) && n.First >= np.First && n.Last <= np.Head+1 && a.plural && n.Low > 1 {
			a.counted = true
			if !things[r.words[np.Head].Lemma] {
				a.count = n.Low
			}
		}
	}
	if r.words[a.head].Lemma == "attempt" || (np.Head+1 < len(r.words) && r.words[np.Head].Lemma == "attempt") {
		a.stage = tocsin.Attempted
	}
	if a.plural && !a.definite && r.riskBefore(np.First) {
		a.unreal = true
	}
	if !a.definite && !a.counted && (a.plural || np.First == np.Head) && r.habitual(a.head) || !a.definite && r.plannedAfter(np) {
		a.unreal = true
	}
	if k := np.First - 2; k > 0 && (r.words[k+1].Lower == "was" || r.words[k+1].Lower == "were") && (r.words[k-1].Lemma == "think" || r.words[k-1].Lemma == "fear") {
		a.unreal = true // "we thought it was a bomb"
	}
	switch r.governor(np.First) {
	case "amount":
		a.unreal = true // "homicide not amounting to murder"
	case "threat", "risk", "fear", "possibility", "danger", "threaten", "warn", "plot", "prevent", "avoid", "against", "plan":
		if a.noun && !a.definite {
			a.unreal = true
		}
	}
}

// habitual reports whether a sentence says that what it tells of is done again and again: "frequently carry out attacks",
// "has for years been wracked by kidnapping".
func (r *reading) habitual(at int) bool {
	s := r.sentence(at)
	for k := max(s.First, at-12); k < at; k++ {
		switch r.words[k].Lower {
		case "frequently", "regularly", "often", "routinely", "repeatedly", "periodically", "usually", "typically", "sporadically":
			return true
		case "for", "in":
			if w := r.word(k + 1); (w == "years" || w == "decades") && r.words[k].Lower == "for" || w == "recent" && (r.word(k+2) == "years" || r.word(k+2) == "months") {
				return true
			}
		}
	}
	return false
}

// plannedAfter reports whether a noun of an act is the subject of a verb that says it was only planned: "an attack had
// been planned for this week".
func (r *reading) plannedAfter(np language.Phrase) bool {
	v, ok := r.verb(np.Last)
	if !ok || !v.Passive {
		return false
	}
	switch r.words[v.Head].Lemma {
	case "plan", "plot", "prevent", "avert":
		return true
	}
	return false
}

// things holds nouns of acts that stand for what was used or taken: their number is not that of the acts.
var things = map[string]bool{
	"bomb": true, "explosive": true, "device": true, "grenade": true, "mine": true, "landmine": true, "missile": true, "rocket": true, "shell": true,
	"round": true, "hostage": true, "captive": true, "projectile": true, "charge": true, "ied": true, "bomber": true, "victim": true, "attacker": true,
}

// takesPeople reports whether the object of a verb of taking is people who are not armed.
func (r *reading) takesPeople(a *act) bool {
	v, ok := r.verb(a.head)
	if !ok || v.Passive {
		return false
	}
	np, ok := r.noun(v.Last)
	if !ok || np.First != v.Last {
		return false
	}
	c, _, weak, ok := r.targetClass(np)
	switch c {
	case tocsin.TargetCivilians, tocsin.TargetJournalists, tocsin.TargetAidWorkers, tocsin.TargetReligious:
		return ok && !weak && r.doc.Tokens[np.Head].Tag == language.NOUN && isPerson[r.words[np.Head].Lemma]
	}
	return false
}

// takesCraft reports whether what a verb of taking takes is a ship or an aircraft: its object, or its subject in the
// passive.
func (r *reading) takesCraft(a *act) bool {
	v, ok := r.verb(a.head)
	if !ok {
		return false
	}
	for _, np := range r.objectOf(v) {
		for k := np.First; k <= np.Head; k++ {
			switch r.words[k].Lemma {
			case "ship", "tanker", "vessel", "boat", "freighter", "ferry", "trawler", "yacht", "airliner", "plane", "carrier", "tugboat", "dhow":
				return true
			}
		}
	}
	return false
}

// objectOf returns the noun phrase that a verb is done to, if one is found.
func (r *reading) objectOf(v language.Phrase) []language.Phrase {
	if v.Passive {
		if sub, ok := r.subjectOf(v); ok {
			if np, ok := r.noun(sub.first); ok {
				return []language.Phrase{np}
			}
		}
		return nil
	}
	if np, ok := r.noun(r.skipCount(v.Last, r.sentence(v.Head).Last)); ok {
		return []language.Phrase{np}
	}
	return nil
}

// freesPeople reports whether the object of a verb of releasing can be people: a word for them, a name, a pronoun or a
// number.
func (r *reading) freesPeople(v language.Phrase) bool {
	k := r.skipCount(v.Last, r.sentence(v.Head).Last)
	np, ok := r.noun(k)
	if !ok {
		return true
	}
	for i := np.First; i <= np.Head; i++ {
		if e, _ := r.lists.group.At(r.words, i); e != nil && e.Value() != "thing" || r.doc.Tokens[i].Tag == language.NUM || r.doc.Tokens[i].Tag == language.PRON {
			return true
		}
	}
	return r.doc.Tokens[np.Head].Tag == language.PROPN
}

// isPerson holds nouns for people that the list of targets files beside buildings and crowds.
var isPerson = map[string]bool{
	"civilian": true, "villager": true, "resident": true, "peasant": true, "farmer": true, "woman": true, "child": true, "boy": true, "girl": true,
	"student": true, "tourist": true, "passenger": true, "fisherman": true, "miner": true, "herder": true, "journalist": true, "reporter": true,
	"worker": true, "priest": true, "nun": true, "missionary": true, "pilgrim": true, "citizen": true,
}

// heldNear reports whether somebody is said to take or hold the hostage at token i.
func (r *reading) heldNear(i int) bool {
	s := r.sentence(i)
	for k := max(s.First, i-8); k < min(s.Last, i+4); k++ {
		switch r.words[k].Lemma {
		case "take", "hold", "seize", "keep":
			return true
		}
	}
	return false
}

// failsAfter reports whether the words behind an act say that it came to nothing: "but it failed to explode",
// "did not go off".
func (r *reading) failsAfter(from int) bool {
	s := r.sentence(from - 1)
	for k := from; k+2 < s.Last; k++ {
		if r.words[k].Lemma == "fail" && r.words[k+1].Lower == "to" {
			switch r.words[k+2].Lemma {
			case "explode", "detonate", "go":
				return true
			}
		}
		if n := r.words[k].Lower; (n == "not" || n == "n't") && (r.words[k+1].Lemma == "explode" || r.words[k+1].Lemma == "detonate" || r.words[k+1].Lemma == "go" && r.words[k+2].Lower == "off") {
			return true
		}
	}
	return false
}

// governor returns the lemma of the word that a phrase beginning at token i depends on: the noun or verb
// before its preposition ("threat of an attack", "plot to bomb").
func (r *reading) governor(i int) string {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		switch r.doc.Tokens[k].Tag {
		case language.ADP, language.PART, language.DET:
			if r.words[k].Lower == "against" {
				return "against"
			}
			continue
		case language.NOUN, language.VERB, language.PROPN:
			return r.words[k].Lemma
		}
		return ""
	}
	return ""
}

// riskBefore reports whether a bare plural hangs on a word of danger a little before it ("the risk of kidnapping and
// of attacks").
func (r *reading) riskBefore(i int) bool {
	s := r.sentence(i)
	for k := i - 1; k >= s.First && k >= i-7; k-- {
		switch r.words[k].Lemma {
		case "risk", "danger", "threat", "fear":
			return true
		}
	}
	return false
}

// stageBefore reads how far an act went from the words before its verb: "attempted to kill", "foiled a
// plot to bomb", "threatened to attack".
func (r *reading) stageBefore(first int) tocsin.Stage {
	s := r.sentence(first)
	for k := first - 1; k >= s.First && k >= first-4; k-- {
		switch r.words[k].Lemma {
		case "attempt", "try":
			return tocsin.Attempted
		case "foil", "thwart", "prevent", "plot", "plan", "plotting", "planning", "intend":
			return tocsin.Foiled
		case "threaten", "threat", "vow":
			return tocsin.Threatened
		}
		if t := r.doc.Tokens[k].Tag; t == language.PUNCT || t == language.CCONJ {
			break
		}
	}
	return tocsin.Accomplished
}

// unrealBefore reports whether the words before a verb make it no fact: "if", "whether", "would", "in order
// to", "to" after a verb of wanting.
func (r *reading) unrealBefore(first int) bool {
	s := r.sentence(first)
	for k := first - 1; k >= s.First && k >= first-3; k-- {
		switch r.words[k].Lower {
		case "if", "unless", "would", "could", "might", "may", "should", "can", "will":
			return true
		case "to":
			if k > s.First {
				switch r.words[k-1].Lemma {
				case "want", "order", "able", "likely", "continue", "call", "urge", "need", "vow", "pledge", "threaten", "ready", "prepare":
					return true
				}
			}
		}
	}
	return false
}

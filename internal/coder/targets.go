package coder

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// maxTargets bounds the targets of one account; more are nearly always the same ones in other words.
const maxTargets = 3

// toldTargets returns who or what was attacked: the objects of the acts' verbs, the subjects of passives, what
// follows "on", "against" or "of" after a noun, what stands where a bomb went off; of a clash the two sides;
// where these only say where or in what, who was hurt there, or is counted as hurt; and where the syntax tells nothing,
// the office or building that the sentences of the acts name.
func (r *reading) toldTargets(ins []*incident, i int, kind tocsin.Kind) []tocsin.Target {
	in := ins[i]
	var out, loose []tocsin.Target // those a word tells by itself, and those told by words like "vehicle"
	add := func(np language.Phrase, strongOnly bool) {
		c, first, last, weak, ok := r.targetAt(np)
		if weak && r.isOffice(last-1) {
			weak = false // "a leader of the party": what of, the report tells
		}
		if !ok || weak && strongOnly || r.isAttacker(np) {
			return // "ten people were killed" tells of victims, not of who was attacked
		}
		for _, b := range r.alsoBorne(np, first) {
			out = appendTarget(out, r.target(b.class, b.first, b.last))
		}
		t := r.target(c, first, last)
		if weak {
			loose = appendTarget(loose, t)
		} else {
			out = appendTarget(out, t)
		}
	}
	for _, f := range in.frames {
		for _, j := range f.acts {
			a := &r.acts[j]
			if a.harm {
				continue
			}
			for _, np := range r.targetPhrases(a) {
				add(np, false)
			}
			if a.kind == tocsin.Bombing || a.kind == tocsin.Shelling || a.kind == tocsin.AirStrike {
				sites, hit := r.sitePhrases(a)
				for _, np := range sites {
					if c, _, _, _, _ := r.targetAt(np); c != tocsin.TargetCivilians {
						add(np, true) // "in the village" says where
					}
				}
				for _, np := range hit {
					add(np, false)
				}
			}
		}
	}
	if len(out) == 1 && unspecific(out[0]) {
		if counted := r.targetsCounted(ins, i, kind); len(counted) > 0 && armedClass(counted[0].Class) {
			out = counted
		}
	}
	if len(out) == 0 {
		for _, np := range r.hurtIn(in) {
			if c, _, _, _, _ := r.targetAt(np); c != tocsin.TargetMilitants || forceful(kind) {
				add(np, true) // who was hurt is who was attacked, where the text names nobody else; the attackers die, too
			}
		}
	}
	if kind == tocsin.Clash {
		for _, t := range r.sides(in) {
			out = appendTarget(out, r.target(t.class, t.first, t.last))
		}
	}
	if len(out) == 0 && kind != tocsin.Clash {
		out = r.targetsCounted(ins, i, kind)
	}
	if len(out) == 0 && len(loose) > 0 {
		return loose[:1]
	}
	if len(out) == 0 {
		for _, np := range r.namedInSentences(in) {
			if c, _, _, _, _ := r.targetAt(np); !armedClass(c) {
				add(np, true)
			}
		}
	}
	return out
}

// appendTarget adds a target to a list unless its class is there or the list is full.
func appendTarget(ts []tocsin.Target, t tocsin.Target) []tocsin.Target {
	if len(ts) == maxTargets || slices.ContainsFunc(ts, func(o tocsin.Target) bool { return o.Class == t.Class }) {
		return ts
	}
	return append(ts, t)
}

// target makes a target of tokens first..last, without the count and date before its noun.
func (r *reading) target(c tocsin.TargetClass, first, last int) tocsin.Target {
	for first < last-1 && (r.isCount(first) || r.inTime(first, first+1)) {
		first++
	}
	e := r.quote(first, last)
	return tocsin.Target{Class: c, Text: strings.Join(strings.Fields(e.Quote), " "), Evidence: []tocsin.Evidence{e}}
}

// hurtIn returns the noun phrases of those whom the acts of an incident killed, hurt or took.
func (r *reading) hurtIn(in *incident) []language.Phrase {
	var out []language.Phrase
	for _, f := range in.frames {
		for _, j := range f.acts {
			if a := &r.acts[j]; a.harm {
				out = append(out, r.targetPhrases(a)...)
			}
		}
	}
	return out
}

// targetsCounted returns as targets those whom the casualty figures of an incident count: civilians only where nobody
// else was hurt, armed groups where a force acted against them.
func (r *reading) targetsCounted(ins []*incident, i int, kind tocsin.Kind) []tocsin.Target {
	var out, civilians []tocsin.Target
	for n := range r.figs {
		f := &r.figs[n]
		switch f.Effect {
		case tocsin.Killed, tocsin.Injured, tocsin.KilledOrInjured, tocsin.Abducted:
		default:
			continue
		}
		if f.High != nil && *f.High == 0 || r.inSum(f.first) || r.owner(ins, f.first, f.cause) != i {
			continue
		}
		c, ok := classOfGroup(f.Group)
		if !ok || c == tocsin.TargetMilitants && !forceful(kind) {
			continue
		}
		if f.whoLast <= f.whoFirst {
			continue
		}
		t := r.target(c, f.whoFirst, f.whoLast)
		if np, ok := r.noun(f.whoLast - 1); ok && !armedClass(c) {
			if told, first, last, weak, ok := r.targetAt(np); ok && !weak && !armedClass(told) {
				t = r.target(told, first, last)
			}
		}
		if t.Class == tocsin.TargetCivilians {
			civilians = appendTarget(civilians, t)
		} else {
			out = appendTarget(out, t)
		}
	}
	if len(out) == 0 {
		return civilians
	}
	return out
}

// unspecific reports whether the words of a target tell of some force and not of which.
func unspecific(t tocsin.Target) bool {
	w := strings.Fields(strings.ToLower(t.Text))
	for i := 0; i+1 < len(w); i++ {
		if w[i] == "security" {
			switch w[i+1] {
			case "force", "forces", "personnel", "officer", "officers", "men", "troops":
				return true
			}
		}
	}
	return false
}

// classOfGroup returns the class of targets that people of a group are; those of no told group and attackers are none.
func classOfGroup(g tocsin.Group) (tocsin.TargetClass, bool) {
	switch g {
	case tocsin.GroupPolice:
		return tocsin.TargetPolice, true
	case tocsin.GroupMilitary:
		return tocsin.TargetMilitary, true
	case tocsin.GroupSecurityForces:
		return tocsin.TargetOtherSecurity, true
	case tocsin.GroupOfficials:
		return tocsin.TargetGovernment, true
	case tocsin.GroupCivilians, tocsin.GroupWomen, tocsin.GroupChildren, tocsin.GroupForeigners:
		return tocsin.TargetCivilians, true
	case tocsin.GroupMilitants:
		return tocsin.TargetMilitants, true
	}
	return "", false
}

// targetAt returns the class of what a noun phrase names, and the words that tell it. Where the phrase itself tells
// little, what it belongs to does ("the residence of the president", "members of the tribe"), or the office or trade
// that the report gives the person it names. A name is never among the words returned: it is a private person's.
func (r *reading) targetAt(np language.Phrase) (c tocsin.TargetClass, first, last int, weak, ok bool) {
	c, last, weak, ok = r.targetClass(np)
	first = np.First
	if l := r.words[np.Head].Lemma; (l == "head" || l == "chief") && np.Last < len(r.words) && r.words[np.Last].Lower == "of" {
		if of, found := r.noun(np.Last + 1); found && governed[r.words[of.Head].Lemma] {
			return tocsin.TargetGovernment, np.First, np.Last, false, true // "the head of a village"
		}
	}
	if e, _ := r.lists.group.At(r.words, np.Head); e != nil && e.Has("kin") {
		return tocsin.TargetCivilians, first, np.Head + 1, false, true // also where an official's (codebook.md)
	}
	if ok && !weak {
		return c, first, last, weak, ok
	}
	if k := np.Last; k+1 < len(r.words) && (r.words[k].Lower == "of" || r.words[k].Lower == "belonging" && r.words[k+1].Lower == "to" || r.words[k].Lower == "carrying" || weak && r.words[k].Lower == "with") {
		k++
		if r.words[k].Lower == "to" {
			k++
		}
		if of, found := r.noun(k); found && of.First == k {
			if c, last, weak, ok := r.targetClass(of); ok && (!weak || r.isOffice(last-1)) {
				return c, of.First, last, false, ok
			}
		}
	}
	if ok && (r.words[np.First].Lower == "his" || r.words[np.First].Lower == "her" || r.words[np.First].Lower == "their") {
		if c, first, last, ok := r.ownerBefore(np.First); ok {
			return c, first, last, false, true
		}
	}
	if bs := r.borne(np); len(bs) > 0 {
		return bs[0].class, bs[0].first, bs[0].last, bs[0].weak, true
	}
	return c, first, last, weak, ok
}

// governed are places that have a head of their own.
var governed = set("village hamlet district county municipality town city commune subdistrict")

// ownerBefore returns the class of the people that "his" or "their" at token k stands for: those named first in the
// sentence, where they are no source.
func (r *reading) ownerBefore(k int) (c tocsin.TargetClass, first, last int, ok bool) {
	for i := r.sentence(k).First; i < k; i++ {
		np, found := r.noun(i)
		if !found {
			continue
		}
		i = np.Last - 1
		c, last, weak, ok := r.targetClass(np)
		if g, _ := r.lists.group.At(r.words, np.Head); ok && !weak && !r.isSource(np) && !r.isAttacker(np) && (g == nil || g.Value() != "thing") {
			return c, np.First, last, true
		}
	}
	return "", 0, 0, false
}

// isCount reports whether token i only counts what follows: "at least 20", "over 30", "both".
func (r *reading) isCount(i int) bool {
	switch r.doc.Tokens[i].Tag {
	case language.NUM, language.ADV:
		return true
	}
	switch r.words[i].Lower {
	case "dead", "at", "least", "over", "more", "than", "about", "some", "up", "to":
		return true
	}
	return false
}

// isAttacker reports whether a phrase names the attack or who made it rather than who suffered it.
func (r *reading) isAttacker(np language.Phrase) bool {
	switch r.words[np.Head].Lemma {
	case "attacker", "perpetrator", "assailant", "bomber", "gunman", "kidnapper", "suspect", "cell":
		return true
	}
	if e, _ := r.lists.act.At(r.words, np.Head); e != nil && e.Value() != "none" {
		return true
	}
	e, _ := r.lists.weapon.At(r.words, np.Head)
	return e != nil && !e.Has("weak")
}

// A side is a party to a fight as a target.
type side struct {
	class       tocsin.TargetClass
	first, last int
}

// sides returns the two sides of a clash as targets: armed groups as militants, a state's forces as military.
func (r *reading) sides(in *incident) []side {
	var out []side
	for _, n := range in.sentences() {
		s := r.doc.Sentences[n]
		for _, a := range r.actors {
			if a.first >= s.Last {
				break
			}
			if a.first < s.First {
				continue
			}
			c := tocsin.TargetClass("")
			switch a.kind {
			case actorGroup, actorClass:
				c = tocsin.TargetMilitants
			case actorForce:
				c = tocsin.TargetMilitary
			default:
				continue
			}
			np, inNoun := r.noun(a.head)
			if inNoun && (a.kind == actorClass && r.isAttacker(np) || r.isSource(np)) {
				continue // "a terrorist attack"; who tells of the fight is not for that a side
			}
			if inNoun {
				if told, _, weak, ok := r.targetClass(np); ok && !weak && armedClass(told) {
					c = told
				}
			}
			out = append(out, side{c, a.first, a.last})
		}
		if len(out) > 1 {
			break
		}
	}
	return out
}

// armedClass reports whether a class of targets bears arms.
func armedClass(c tocsin.TargetClass) bool {
	switch c {
	case tocsin.TargetMilitary, tocsin.TargetPolice, tocsin.TargetOtherSecurity, tocsin.TargetMilitants, tocsin.TargetMilitia:
		return true
	}
	return false
}

// namedInSentences returns the noun phrases of the sentences that tell of an incident, those nearest to its
// acts first, without what is said to have done it or to speak of it.
func (r *reading) namedInSentences(in *incident) []language.Phrase {
	var out []language.Phrase
	for n, sent := range in.sentences() {
		if n == 2 {
			break
		}
		s := r.doc.Sentences[sent]
		for _, np := range r.doc.Nouns {
			if np.First >= s.Last {
				break
			}
			if np.First < s.First || np.First > s.First && (r.words[np.First-1].Lower == "by" || r.words[np.First-1].Lower == "to") {
				continue
			}
			if v, ok := r.verb(np.Last); ok && np.Last < s.Last && !v.Passive || r.isSource(np) {
				continue // it acts or speaks
			}
			out = append(out, np)
		}
	}
	return out
}

// isSource reports whether a noun phrase is the source of something said.
func (r *reading) isSource(np language.Phrase) bool {
	for i := range r.sayings {
		if sy := &r.sayings[i]; sy.sourceFirst < np.Last && np.First < sy.sourceLast {
			return true
		}
	}
	return false
}

// targetPhrases returns the noun phrases that an act is done to.
func (r *reading) targetPhrases(a *act) []language.Phrase {
	s := r.sentence(a.head)
	if a.noun {
		np, _ := r.noun(a.head)
		var out []language.Phrase
		for k := np.Head + 1; k < min(np.Head+4, s.Last); k++ {
			if v, ok := r.verb(k); ok && k > np.Head+1 || ok && r.words[v.Head].Lemma == "blame" {
				break // "an ambush blamed on rebels"
			}
			switch r.words[k].Lower {
			case "on", "against", "at", "of", "near", "outside", "targeting", "upon", "hitting", "striking":
				if t, ok := r.noun(k + 1); ok && t.First < s.Last {
					out = append(out, r.withConjuncts(t, s)...)
				}
				return out
			}
		}
		return append(out, r.struckBy(np, s)...)
	}
	v, ok := r.verb(a.head)
	if !ok {
		return nil
	}
	if v.Passive {
		if sub, ok := r.subjectOf(v); ok {
			if t, ok := r.noun(sub.first); ok {
				return r.conjunctsTo(t, s, v.First)
			}
		}
		if t, ok := r.nounBefore(v.First, s); ok {
			return []language.Phrase{t}
		}
		return nil
	}
	if k := r.overDay(v.First); k < v.First && !v.Passive {
		if t, ok := r.nounBefore(k-1, s); ok {
			return []language.Phrase{t} // "three officers were on Sunday killed"
		}
	}
	if !v.Passive && (a.harm || a.kind == tocsin.Kidnapping) && v.First > s.First && v.Last < s.Last && r.doc.Tokens[v.Last].Tag == language.ADP && r.doc.Tokens[v.Head].Form == language.PastParticiple {
		if np, ok := r.noun(v.First - 1); ok && np.Last == v.First && !r.isAttacker(np) {
			return []language.Phrase{np} // "two priests kidnapped in Kareth were freed"
		}
	}
	if l := r.words[a.head].Lemma; l == "drive" || l == "ram" || l == "plow" || l == "plough" {
		for k := v.Last; k < min(v.Last+8, s.Last-1); k++ {
			if w := r.words[k].Lower; w == "into" || w == "at" || w == "through" {
				if t, ok := r.noun(r.skipCount(k+1, s.Last)); ok && t.First < s.Last {
					return r.withConjuncts(t, s)
				}
			}
		}
	}
	if l := r.words[a.head].Lemma; l == "hit" || l == "strike" {
		if np, ok := r.noun(v.Last); ok {
			if e, _ := r.lists.weapon.At(r.words, np.Head); e != nil && e.Value() == string(tocsin.MineOrRoadsideBomb) {
				if t, ok := r.nounBefore(v.First, s); ok {
					return []language.Phrase{t} // "a convoy hit a landmine"
				}
			}
		}
	}
	switch r.words[a.head].Lemma {
	case "seize", "capture", "overrun":
		if t, ok := r.noun(r.skipCount(v.Last, s.Last)); ok && t.First < s.Last {
			if c, _, weak, ok := r.targetClass(t); ok && !weak && armedClass(c) {
				return []language.Phrase{t} // "overran an army base"
			}
		}
		return nil
	case "explode", "die", "clash", "detonate":
		return nil
	}
	k := a.last
	if k <= v.Head {
		k = v.Head + 1
	}
	for k < s.Last && (r.doc.Tokens[k].Tag == language.ADP || r.doc.Tokens[k].Tag == language.ADV || r.doc.Tokens[k].Tag == language.PART) {
		switch r.words[k].Lower {
		case "in", "by", "during", "after", "before":
			return nil
		}
		k++
	}
	if t, ok := r.noun(r.skipCount(k, s.Last)); ok && t.First < s.Last {
		return r.withConjuncts(t, s)
	}
	return nil
}

// struckBy returns the noun phrases that an attack named as the subject of a verb struck ("the strikes engaged three
// columns"), that are said to have been its target, or that escaped it.
func (r *reading) struckBy(np language.Phrase, s language.Sentence) []language.Phrase {
	if v, ok := r.verb(np.Last); ok && np.Last < s.Last && !v.Passive && !v.Negated {
		switch r.words[v.Head].Lemma {
		case "hit", "strike", "target", "engage", "destroy", "damage", "disable", "suppress", "level", "devastate", "rip", "kill", "wound", "injure":
			if t, ok := r.noun(r.skipCount(v.Last, s.Last)); ok && t.First < s.Last {
				return r.withConjuncts(t, s)
			}
		}
	}
	if v, ok := r.verb(max(np.First-1, s.First)); ok && !v.Passive {
		switch r.words[v.Head].Lemma {
		case "survive", "escape", "dodge":
			if sub, ok := r.subjectOf(v); ok {
				if t, ok := r.noun(sub.first); ok {
					return []language.Phrase{t}
				}
			}
		}
	}
	if k := np.First; k-2 >= s.First && r.words[k-1].Lower == "of" && r.words[k-2].Lemma == "target" {
		for j := k - 3; j >= s.First && j > k-6; j-- {
			if v, ok := r.verb(j); ok || r.words[j].Lemma == "be" {
				if !ok {
					v = language.Phrase{First: j, Last: j + 1, Head: j}
				}
				if t, ok := r.nounBefore(v.First, s); ok {
					return []language.Phrase{t}
				}
			}
		}
	}
	return nil
}

// withConjuncts returns a noun phrase and those joined to it by commas and "and".
func (r *reading) withConjuncts(np language.Phrase, s language.Sentence) []language.Phrase {
	return r.conjunctsTo(np, s, -1)
}

// conjunctsTo returns a noun phrase and those joined to it, the last of which may stand before the verb at token own,
// which all of them are said of.
func (r *reading) conjunctsTo(np language.Phrase, s language.Sentence, own int) []language.Phrase {
	out := []language.Phrase{np}
	for len(out) < maxTargets {
		k := out[len(out)-1].Last
		for k < s.Last && (r.words[k].Lower == "," || r.words[k].Lower == "and") {
			k++
		}
		if k == out[len(out)-1].Last {
			break
		}
		k = r.skipCount(k, s.Last)
		next, ok := r.noun(k)
		if !ok || next.First != k {
			break
		}
		if v, verb := r.verb(next.Last); verb && v.First != own {
			break // "…, police said": the next phrase is somebody's, not one more object
		}
		out = append(out, next)
	}
	return out
}

// nounBefore returns the noun phrase that is the subject of a verb group: the first of the chain of noun
// phrases joined by prepositions that ends before it.
func (r *reading) nounBefore(first int, s language.Sentence) (language.Phrase, bool) {
	found := false
	var np language.Phrase
	for k := first - 1; k >= s.First && k >= first-25; k-- {
		p, ok := r.noun(k)
		if !ok {
			switch r.doc.Tokens[k].Tag {
			case language.ADP, language.ADV, language.DET, language.PRON, language.NUM, language.ADJ, language.PUNCT:
				if r.doc.Tokens[k].Tag == language.ADP || !found || r.words[k].Lower == "," {
					continue
				}
			}
			break
		}
		k = p.First
		if k > s.First && r.words[k-1].Lower == "by" {
			continue
		}
		np, found = p, true
		if k == s.First || r.doc.Tokens[k-1].Tag != language.ADP {
			break
		}
	}
	return np, found
}

// targetClass returns the target class of a noun phrase by its words, those next to the head first, and the
// end of the word that tells it.
func (r *reading) targetClass(np language.Phrase) (c tocsin.TargetClass, last int, weak, ok bool) {
	if e, n := r.lists.target.At(r.words, np.Head); e != nil && n > 1 && !e.Has("weak") && tocsin.TargetClass(e.Value()).Valid() {
		return tocsin.TargetClass(e.Value()), np.Head + n, false, true // "an opposition member of parliament"
	}
	for i := np.Head; i >= np.First; i-- {
		for k := np.First; k <= i; k++ { // the longest term that ends here
			e, n := r.lists.target.At(r.words, k)
			if e == nil || k+n-1 != i {
				continue
			}
			v := tocsin.TargetClass(e.Value())
			if !v.Valid() {
				continue
			}
			if a, found := r.actorAt(i); found && a.kind == actorGroup && n == 1 && v != tocsin.TargetMilitia && v != tocsin.TargetMilitants {
				break // "the People's Army" is what its list says it is
			}
			if !e.Has("weak") {
				return v, i + 1, false, true
			}
			if !ok {
				c, last, weak, ok = v, i+1, true, true
			}
			break
		}
	}
	for k := np.Head; k >= np.First; k-- {
		a, found := r.actorAt(k)
		if !found || a.empty || a.body || a.adjective && a.kind != actorGroup {
			continue
		}
		switch a.kind {
		case actorGroup, actorClass:
			return tocsin.TargetMilitants, r.withNouns(a.last, np.Head), false, true
		case actorForce:
			return tocsin.TargetMilitary, r.withNouns(a.last, np.Head), false, true
		}
	}
	if !ok {
		return r.groupClass(np)
	}
	return c, last, weak, ok
}

// groupClass returns the target class of a noun phrase by its words for people and forces ("a CRPF party", "a ranger").
func (r *reading) groupClass(np language.Phrase) (c tocsin.TargetClass, last int, weak, ok bool) {
	for i := np.Head; i >= np.First; i-- {
		e, n := r.lists.group.At(r.words, i)
		if e == nil || e.Value() == "thing" || e.Has("weak") || e.Has("armed") {
			continue
		}
		if c, ok := classOfGroup(tocsin.Group(e.Value())); ok && (armedClass(c) || i == np.Head && !e.Has("mod")) {
			return c, max(i+n, np.Head+1), false, true
		}
	}
	return "", 0, false, false
}

// withNouns returns the end of the common nouns that follow token last up to head ("… Army insurgents"), before
// any name.
func (r *reading) withNouns(last, head int) int {
	for last <= head && r.doc.Tokens[last].Tag == language.NOUN {
		last++
	}
	return last
}

// assassinationOf reports whether a prominent or office-holding person was singled out to be killed.
func (r *reading) assassinationOf(in *incident, targets []tocsin.Target) bool {
	for _, f := range in.frames {
		for _, j := range f.acts {
			a := &r.acts[j]
			if strings.HasPrefix(r.words[a.head].Lemma, "assassinat") {
				return true
			}
			for k := a.first; k < a.last; k++ {
				if strings.HasPrefix(r.words[k].Lemma, "assassinat") {
					return true
				}
			}
			if a.noun || a.kind == tocsin.Kidnapping || !a.harm && a.kind != tocsin.ArmedAttack && a.kind != tocsin.Bombing {
				continue
			}
			for _, np := range r.targetPhrases(a) {
				if r.doc.Tokens[np.Head].Form != language.Plural && r.isOfficeHolder(np) {
					return true
				}
			}
		}
	}
	return false
}

// isOfficeHolder reports whether a phrase names one person by an office or a public role.
func (r *reading) isOfficeHolder(np language.Phrase) bool {
	for k := np.First; k <= np.Head; k++ {
		switch r.words[k].Lower {
		case "mayor", "minister", "president", "governor", "senator", "judge", "magistrate", "prosecutor", "politician", "candidate", "councillor",
			"councilor", "lawmaker", "legislator", "ambassador", "bishop", "archbishop", "commander", "attorney", "congressman", "rector":
			return true
		}
	}
	return false
}

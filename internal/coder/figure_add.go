package coder

import (
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// add records one figure: effect of the trigger, people m, evidence first..last.
func (f *figureFinder) add(t trigger, m, first, last int) {
	p := f.people[m]
	if p.plural && !f.openPlural(t, p) || (t.firm && !p.known) || (!p.known && !p.counted && !p.named) {
		return
	}
	g := figureMention{first: first, last: last, cause: t.first, armed: p.armed, named: p.named}
	g.Effect, g.Group, g.Low = t.effect, p.group, p.low
	if e, _ := f.groupAt(p.head); e != nil && p.known && !p.bare && !p.sum {
		g.whoFirst, g.whoLast = p.first, p.head+1
	}
	if p.high >= 0 {
		high := p.high
		g.High = &high
	}
	if p.named && p.group == "" || p.named && !p.known || p.named && p.bare {
		f.resolve(&g, p)
	}
	if g.Group == "" {
		g.Group = tocsin.GroupAll
	}
	if g.Group == tocsin.GroupMilitants && g.armed && f.attacked(p.last) {
		g.Group, g.armed = tocsin.GroupAttackers, false
	}
	if f.ofMilitant(p) {
		g.Group = tocsin.GroupMilitants
	}
	if p.none {
		if g.Effect != tocsin.Killed && g.Effect != tocsin.Injured && g.Effect != tocsin.KilledOrInjured {
			return // "no one has been arrested" is no figure
		}
		if k := f.skipAdverbs(p.last); f.says(p.last, t.first, "seriously") || f.says(p.last, t.first, "critically") || f.says(p.last, t.first, "badly") || f.word(k) == "of" && f.afterArticle(k+2) {
			return // some were, if not badly; "none of the wounded were …"
		}
		zero := 0
		g.Low, g.High = 0, &zero
	}
	if p.named && f.heldToPlan(p.last) {
		g.Group, g.armed = tocsin.GroupMilitants, false
	}
	if f.looseBody(g, p) {
		return
	}
	f.adjust(&g, p)
	if g.Effect == tocsin.KilledOrInjured && p.low == 1 && p.high == 1 {
		if f.words[t.first].Lemma == "shoot" { // what became of him is told elsewhere
			return
		}
		g.Effect = tocsin.Injured // had it been worse, the report would say so
	}
	if g.Effect == tocsin.Released && f.fromPrison(t.last) {
		return
	}
	g.statistic = f.statistic(first, last) || p.low >= 1000 && f.perfect(t.first) || p.low >= 100 && f.ofCampaign(first)
	f.found = append(f.found, g)
	if l := f.words[t.first].Lemma; p.none && g.Effect == tocsin.Injured && l == "harm" {
		g.Effect = tocsin.Killed // nobody was harmed: nor killed
		f.found = append(f.found, g)
	}
}

// looseBody reports whether one body is spoken of after the dead were counted, and not found: "a note pinned to one body".
func (f *figureFinder) looseBody(g figureMention, p people) bool {
	if f.word(p.first-1) == "over" && f.word(p.first) == "one" {
		return true // "fighting over one dead body"
	}
	if l := f.words[p.head].Lemma; l != "body" && l != "corpse" || p.low != 1 || p.high != 1 || len(f.found) == 0 || f.word(p.last) == "of" {
		return false
	}
	s := f.sentence(g.first)
	for k := s.First; k < s.Last; k++ {
		switch f.words[k].Lemma {
		case "find", "recover", "discover", "retrieve", "receive", "identify":
			return false
		}
	}
	return true
}

// fromPrison reports whether a release is that of a convict: "from prison", "on bail".
func (f *figureFinder) fromPrison(k int) bool {
	if w := f.word(k); w != "from" && w != "on" {
		return false
	}
	switch f.word(k + 1) {
	case "prison", "jail", "bail", "parole", "detention", "hospital":
		return true
	}
	return false
}

// openPlural reports whether a plural without a number counts as two or more.
func (f *figureFinder) openPlural(t trigger, p people) bool {
	return f.word(p.first) == "those" && p.last == p.first+1
}

// adjust applies what an effect says about the group: who is arrested for an attack is an attacker; a
// soldier "captured" or "detained" is abducted.
func (f *figureFinder) adjust(g *figureMention, p people) {
	switch g.Effect {
	case tocsin.Arrested:
		switch g.Group {
		case tocsin.GroupMilitary, tocsin.GroupPolice, tocsin.GroupSecurityForces:
			if e, _ := f.lists.effect.At(f.words, g.cause); e != nil && !e.Has("event") {
				g.Effect = tocsin.Abducted
				return
			}
		case tocsin.GroupCivilians:
			if p.kin {
				g.Group = tocsin.GroupOther
				return
			}
			if p.known && (p.low != 1 || unarmed[f.words[p.head].Lemma]) {
				return
			}
		case tocsin.GroupWomen, tocsin.GroupChildren, tocsin.GroupOfficials, tocsin.GroupOther:
			return
		case tocsin.GroupMilitants:
			if g.armed {
				return // attackers where the account is of an attack, see in
			}
		}
		if p.bare && f.word(p.last-1) == "others" {
			return
		}
		if f.word(p.last-1) == "others" {
			return
		}
		g.Group, g.armed = tocsin.GroupAttackers, false
	}
}

// unarmed are civilians who are arrested for what they are, not for an attack.
var unarmed = set("journalist reporter photographer editor lawyer activist politician candidate priest nun bishop student protester demonstrator professor")

// resolve gives a named person the role that the text tells of elsewhere, a pronoun that of the person
// last spoken of.
func (f *figureFinder) resolve(g *figureMention, p people) {
	if f.doc.Tokens[p.head].Tag == language.PRON || p.head == p.first && (f.word(p.head) == "he" || f.word(p.head) == "she" || f.word(p.head) == "him") {
		for m := int(f.at[p.first]) - 2; m >= 0; m-- {
			q := f.people[m]
			if f.doc.Tokens[q.first].Sentence < f.doc.Tokens[p.first].Sentence-3 {
				break
			}
			if f.byPolice(p.first) {
				break
			}
			if q.low != 1 || q.high != 1 || q.none || q.counted || q.bare {
				continue
			}
			if role, ok := f.roles[f.word(q.last-1)]; ok && q.named {
				g.Group, g.armed = role.group, role.armed
				return
			}
			if q.known && q.group != "" {
				g.Group, g.armed = q.group, q.armed
				return
			}
			if q.named && !q.known {
				break
			}
		}
		g.Group = tocsin.GroupAll
		if g.Effect == tocsin.Killed && f.byPolice(p.first) {
			g.Group, g.named = tocsin.GroupAttackers, false
		}
		return
	}
	if role, ok := f.roles[f.word(p.last-1)]; ok {
		g.Group, g.armed = role.group, role.armed
	} else if g.Group == "" || !p.known {
		g.Group = tocsin.GroupCivilians // somebody without office or arms, as far as the report tells
	}
}

// byPolice reports whether the police are told of as acting before token k of its sentence: whom they
// shoot without more words is the attacker.
func (f *figureFinder) byPolice(k int) bool {
	for i := f.sentence(k).First; i < k; i++ {
		if w := f.word(i); w == "police" || w == "officers" || w == "policemen" {
			return true
		}
	}
	return false
}

// statistic reports whether a figure counts over a stretch of time or a whole war.
func (f *figureFinder) statistic(first, last int) bool {
	s := f.sentence(first)
	if n := f.word(first - 1); f.found != nil && n == "the" && f.word(first-2) == "for" && f.word(first-3) == "responsible" {
		return true // a reckoning of all somebody has done
	}
	for k := s.First; k < s.Last; k++ {
		switch f.word(k) {
		case "since":
			if n := f.numberOf(k + 1); n >= 0 && f.doc.Numbers[n].Low > 1900 && f.doc.Numbers[n].Low < 2100 {
				return true
			}
			if f.word(k+1) == "the" && (f.word(k+2) == "start" || f.word(k+2) == "beginning" || f.word(k+2) == "outbreak") {
				return true
			}
		case "year", "decade", "month", "years", "decades", "months":
			switch f.word(k - 1) {
			case "per", "every", "each", "past":
				return true
			case "this":
				if w := f.word(k - 2); w != "earlier" && w != "late" && w != "later" && w != "early" && w != "in" {
					return true
				}
			}
			if n := f.numberBefore(k); n >= 0 {
				switch f.word(f.doc.Numbers[n].First - 1) {
				case "last", "past", "over", "of":
					return f.word(k+1) != "old" && f.word(k+1) != "ago"
				}
			}
		case "time":
			if w := f.word(k - 1); k < first && (w == "first" || w == "second" || w == "third") && f.word(k+1) == "that" {
				return true
			}
		case "war", "conflict", "insurgency", "campaign", "violence", "unrest", "uprising", "rebellion":
			if f.reportsToll(k) && k < first {
				return true
			}
		}
	}
	return false
}

// ofCampaign reports whether a figure of hundreds is told of a campaign or of attacks without a day: "killed more than 800
// people in its armed struggle".
func (f *figureFinder) ofCampaign(first int) bool {
	s := f.sentence(first)
	told := false
	for k := s.First; k < s.Last; k++ {
		switch f.word(k) {
		case "campaign", "struggle", "insurgency", "war", "conflict", "decades", "fight":
			told = told || f.doc.Tokens[k].Tag == language.NOUN
		case "attacks", "bombings", "killings", "massacres":
			told = told || k < first
		case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "two", "both", "three", "twin":
			return false
		}
	}
	return told && f.doc.Tokens[first].Sentence > 1
}

// perfect reports whether the verb at token i is in the perfect ("have died"): with thousands of people it sums
// up more than one incident.
func (f *figureFinder) perfect(i int) bool {
	v, ok := f.reading.verb(i)
	return ok && (f.says(v.First, i, "have") || f.says(v.First, i, "has"))
}

// numberBefore returns the index of the number that ends just before token k, -1 if none does.
func (f *figureFinder) numberBefore(k int) int {
	for j := k - 1; j >= 0 && j >= k-3; j-- {
		if n := f.numberAt[j]; n >= 0 && f.doc.Numbers[n].Last == k {
			return n
		}
	}
	return -1
}

// reportsToll reports whether the noun at token k is the subject of a verb in the perfect ("the war has
// killed"): a sum over its whole length.
func (f *figureFinder) reportsToll(k int) bool {
	for j := k + 1; j < k+8 && f.sameSentence(k, j); j++ {
		switch f.word(j) {
		case "has", "have":
			return true
		case ".", ";":
			return false
		}
	}
	return false
}

// in returns the figure as it stands in an account: members of armed groups killed in an attack that is not
// aimed at them are its attackers.
func (g figureMention) in(a *tocsin.Account) tocsin.Figure {
	f := g.Figure
	if !g.armed || f.Group != tocsin.GroupMilitants {
		return f
	}
	switch a.Kind {
	case tocsin.Bombing, tocsin.ArmedAttack, tocsin.Hijacking, tocsin.Assault:
	default:
		return f
	}
	for _, t := range a.Targets {
		if t.Class == tocsin.TargetMilitants || t.Class == tocsin.TargetMilitia {
			return f
		}
	}
	f.Group = tocsin.GroupAttackers
	return f
}

// finish gives every figure its voice, cause and evidence and puts them in text order without those that
// are statistics.
func (f *figureFinder) finish() []figureMention {
	kept := f.found[:0]
	for i, g := range f.found {
		if g.statistic || g.named && g.Group == tocsin.GroupAll && f.toldOtherwise(i) {
			continue
		}
		g.Voice = f.figureVoice(&g)
		if g.Voice.Via == nil {
			g.Voice.Via = []string{}
		}
		g.SharedWith = []string{}
		g.Evidence = []tocsin.Evidence{f.quote(g.first, g.last)}
		f.setCause(&g)
		kept = append(kept, g)
	}
	slices.SortStableFunc(kept, func(a, b figureMention) int { return a.first - b.first })
	for i := range kept {
		for j := range i {
			if kept[i].Same(kept[j].Figure) {
				kept[i].repeats = true
				break
			}
		}
	}
	return kept
}

// toldOtherwise reports whether the harm to one person of unknown group is told again with the group.
func (f *figureFinder) toldOtherwise(i int) bool {
	for j, h := range f.found {
		if j != i && h.Effect == f.found[i].Effect && h.Low == 1 && h.High != nil && *h.High == 1 && h.Group != tocsin.GroupAll {
			return true
		}
	}
	return false
}

// planned reports whether an act at token k is what somebody is held to have planned, and not what is told: "the man
// suspected of planning the attack".
func (f *figureFinder) planned(k int) bool {
	for j := k - 1; j >= 0 && j > k-7 && f.sameSentence(j, k); j-- {
		switch f.words[j].Lemma {
		case "plan", "planning", "mastermind", "masterminding", "orchestrate", "plot", "behind":
			return true
		}
	}
	return false
}

// setCause looks for the act that did the harm: the noun before the verb, or after the people.
func (f *figureFinder) setCause(g *figureMention) {
	s := f.sentence(g.cause)
	best, distance := -1, 1<<30
	for _, a := range f.acts {
		if a.head < s.First || a.head >= s.Last || !a.noun || f.planned(a.head) {
			continue
		}
		d := g.first - a.head
		if d < 0 {
			d = a.head - g.last + 1
		}
		if d < distance {
			best, distance = a.head, d
		}
	}
	if best >= 0 {
		g.cause = best
	}
	for k := max(s.First, g.cause-4); k < g.cause; k++ {
		switch f.word(k) {
		case "two", "three", "four", "five", "both", "all", "several", "twin":
			g.several = g.several || f.words[g.cause].Tag == "NOUN" && f.doc.Tokens[g.cause].Form == language.Plural
		}
	}
	for k := max(s.First, g.first-3); k < g.last; k++ {
		if w := f.word(k); w == "total" || w == "altogether" {
			g.total = true
		}
	}
}

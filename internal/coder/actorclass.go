package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// class reads attackers told by class from token i: the qualifying words, then the noun ("unidentified armed men").
func (r *reading) class(i int) (actorMention, bool) {
	m := actorMention{first: i, kind: actorClass, certainty: tocsin.Stated}
	qualified, from := false, i
	for k := i; k < len(r.words) && k < i+6 && r.doc.Tokens[k].Sentence == r.doc.Tokens[i].Sentence; k++ {
		e, n := r.entry(r.lists.class, k)
		if e != nil && k > r.sentence(k).First && r.isCapital(k) && !r.sentence(k).Upper && k+n < len(r.words) && r.isCapital(k+n) && r.doc.Tokens[k+n].Tag == language.PROPN && e.Value() == "armed" && qualified {
			return m, false // "a previously unknown Anarchist Night Patrol": a name
		}
		if e != nil && e.Value() != "qualifier" {
			return r.classNoun(m, e.Value(), from, k, n, qualified)
		}
		w := r.words[k].Lower
		if r.startsGroup(k) || k > from && r.doc.Tokens[k].Tag == language.NUM {
			break
		}
		qualified = qualified || e != nil
		if isHedge(w) {
			m.certainty = tocsin.Hedged
			if k == from {
				from = k + 1
			}
			continue
		}
		if k == from && (r.doc.Tokens[k].Tag == language.NUM || quantities[w]) {
			from = k + 1
			continue
		}
		if e == nil && !r.qualifies(k) {
			break
		}
	}
	return m, false
}

// classNoun makes the mention whose noun stands at tokens k..k+n.
func (r *reading) classNoun(m actorMention, value string, from, k, n int, qualified bool) (actorMention, bool) {
	m.last, m.head = k+n, k+n-1
	if value == "body" || value == "member" || value == "weak" {
		// "militant group", "rebel forces members": the noun before tells the class.
		for j := m.first; j < k; j++ {
			if e, _ := r.entry(r.lists.class, j); e != nil && e.Value() == "armed" {
				value = "armed"
			}
		}
	}
	switch value {
	case "weak":
		for j := from; j < k && !qualified; j++ {
			e, _ := r.entry(r.lists.state, j)
			qualified = e != nil && stateMembers[r.words[k].Lemma]
		}
		if !qualified {
			return m, false
		}
	case "member":
		m.body = true
	case "body":
		m.body = !qualified
		if first, last, ok := r.selfNamed(m.last); ok {
			m.kind, m.body, m.name, m.last, m.head = actorGroup, false, r.name(first, last), last, last-1
			return m, true
		}
		if first, ok := r.bodyName(from, k); ok {
			m.kind, m.body, m.certainty = actorGroup, false, tocsin.Stated
			m.name = r.name(first, m.last)
			if r.sentence(k).Upper {
				m.name = r.name(first, k) + " " + r.words[k].Lower
			}
			return m, true
		}
	case "armed":
		if e, _ := r.entry(r.lists.class, k); e != nil && strings.HasPrefix(e.Term, "gang") {
			if first, last, ok := r.selfNamed(m.last); ok {
				m.kind, m.name, m.last, m.head = actorGroup, r.name(first, last), last, last-1
				return m, true
			}
		}
	case "empty":
		m.empty = true
	case "suspect":
		m.suspect = true
		if r.words[k].Lower == "accused" && (k == 0 || r.words[k-1].Lower != "the" || r.doc.Tokens[min(k+1, len(r.words)-1)].Lower == "of") {
			return m, false // a verb or participle
		}
	}
	m.name = r.className(from, m.last)
	return m, true
}

// selfNamed reads the name after "a group calling itself", "a faction known as": capitalised words, in quotes or not.
func (r *reading) selfNamed(k int) (first, last int, ok bool) {
	if k+2 >= len(r.words) {
		return 0, 0, false
	}
	switch a, b := r.words[k].Lower, r.words[k+1].Lower; {
	case (a == "calling" || a == "naming") && b == "itself", a == "known" && b == "as":
		k += 2
	case a == "that" && b == "calls" || a == "which" && b == "calls":
		k += 3
	case a == "called" || a == "named":
		k++
	default:
		return 0, 0, false
	}
	for k < len(r.words) && (r.words[k].Lower == "the" || isOpenQuote(r.doc.Tokens[k].Text)) {
		k++
	}
	first = k
	for k < len(r.words) && r.doc.Tokens[k].Sentence == r.doc.Tokens[first].Sentence && k < first+8 {
		if r.isCapital(k) && r.doc.Tokens[k].Tag != language.PUNCT && (!r.sentence(k).Upper || r.doc.Tokens[k].Tag != language.VERB && r.doc.Tokens[k].Tag != language.AUX) {
			k++
			continue
		}
		if smallWords[r.words[k].Lower] && k > first && k+1 < len(r.words) && (r.isCapital(k+1) || r.words[k+1].Lower == "the") && r.words[k].Lower != "in" && r.words[k].Lower != "on" && r.words[k].Lower != "by" && r.words[k].Lower != "to" {
			k++
			continue
		}
		break
	}
	if k > first && k < len(r.words) && isCloseQuote(r.doc.Tokens[k].Text) {
		return first, k, true
	}
	return first, k, k > first && first < len(r.words)
}

// stateMembers are people who do a state's work: with its adjective they are its actors ("Saudi agents").
var stateMembers = set("agent operative official officer")

// bodyName reads a name before "group" or "faction" that no list knows: capitalised ("the Maute group"), or set apart
// by "self-styled" and the like. It returns where the name begins.
func (r *reading) bodyName(from, k int) (int, bool) {
	first, styled := from, false
	for first < k && (leadWords[r.words[first].Lower] || isHedge(r.words[first].Lower)) {
		styled = styled || strings.HasPrefix(r.words[first].Lower, "self-") || r.words[first].Lower == "so-called"
		first++
	}
	if first >= k || r.isCapital(k) && !styled && !r.sentence(k).Upper {
		return 0, false // "the Kareth group", but "Volta Group" is a company
	}
	for j := first; j < k; j++ {
		if e, _ := r.entry(r.lists.state, j); e != nil {
			return 0, false
		}
		if e, _ := r.entry(r.lists.class, j); e != nil && !styled {
			return 0, false
		}
		if !r.isCapital(j) || r.doc.Tokens[j].Tag == language.ADJ && !styled || j == r.sentence(j).First && !styled {
			return 0, false
		}
		if r.sentence(j).Upper && !styled && r.doc.Tokens[j].Tag != language.PROPN {
			return 0, false
		}
	}
	return first, true
}

// className writes a class as a record has it: lower case but for the names in it.
func (r *reading) className(first, last int) string {
	if first >= last {
		first = last - 1
	}
	if !r.sentence(first).Upper {
		s := r.spaced(first, last)
		if e, _ := r.entry(r.lists.class, first); r.sentence(first).First == first && e != nil {
			s = strings.ToLower(s[:1]) + s[1:]
		}
		return s
	}
	var b strings.Builder
	for k := first; k < last; k++ {
		if k > first && r.doc.Tokens[k].Start > r.doc.Tokens[k-1].End {
			b.WriteByte(' ')
		}
		if e, _ := r.entry(r.lists.state, k); e != nil || r.isAcronym(&r.doc.Tokens[k]) {
			b.WriteString(r.recase(k, true))
		} else {
			b.WriteString(r.words[k].Lower)
		}
	}
	return b.String()
}

// joinActors makes one mention of two that stand together and tell of one actor: "ELN guerrillas", "guerrillas of the
// ELN", "the militant group Hamas".
func (r *reading) joinActors(a, b actorMention) (actorMention, bool) {
	between := r.between(a.last, b.first)
	if (a.kind == actorClass && (r.lists.isBody(r, a.head) || outfits[r.words[a.head].Lemma]) || a.kind == actorGroup && (a.certainty == tocsin.Hedged || r.hasAny(a.first, a.last, "wing", "branch", "arm", "offshoot", "affiliate", "faction"))) && b.kind == actorGroup && r.apposed(a, b) {
		if a.kind == actorGroup {
			b.first = a.first // "X's armed wing, the Y": it is Y
			return b, true
		}
		between = "" // "a little-known group, X", "a group linked to Y, the X,"
	}
	switch {
	case a.kind == actorGroup && a.certainty == tocsin.Hedged && b.kind == actorGroup && between == "":
		b.first = a.first // "the Qaeda-linked X": X did it, whoever it is close to
		return b, true
	case a.kind == actorClass && b.kind == actorClass && between == "" && b.first == a.last:
		j := joined(a, b, r.className(a.first, b.last))
		j.head, j.body = b.head, false
		return j, true
	case a.kind == actorGroup && (b.kind == actorClass || b.kind == actorForce && b.people) && between == "" && !r.quoteBetween(a.last, b.first):
		j := joined(a, b, a.name)
		if r.words[b.head].Lemma == "dissident" {
			j.name += " dissidents"
		}
		return j, true
	case a.suspect || b.suspect:
		return a, false
	case (a.kind == actorClass) && b.kind == actorGroup && classLinks[r.plainLink(a.last, b.first, between)]:
		j := joined(a, b, b.name)
		if r.hasAny(a.first, a.last, "sympathizers", "sympathisers", "supporters", "followers") {
			j.name, j.certainty = r.className(a.first, b.last), tocsin.Hedged // close to X, and not X
		}
		if r.hasAny(a.first, a.last, "dissident", "dissidents") {
			last := b.first
			if r.words[last-1].Lower == "the" {
				last--
			}
			j.name = r.className(a.first, last) + " " + b.name // those who left X are not X
		}
		if hedgedLinks[between] {
			j.certainty = tocsin.Hedged
		}
		return j, true
	case a.kind == actorClass && b.kind == actorForce && between == "of the" && a.body:
		return joined(a, b, b.name), true
	case a.kind == actorClass && b.kind == actorSpeaker && classLinks[r.plainLink(a.last, b.first, between)]:
		j := joined(a, b, b.name)
		j.kind, j.head = actorSpeaker, b.head
		return j, true
	case a.kind == actorForce && a.people && (b.kind == actorForce || b.kind == actorState && !b.adjective) && peopleLinks[between]:
		return joined(a, b, b.name), true
	case a.kind == actorForce && b.kind == actorClass && b.body && between == "":
		return joined(a, b, a.name), true
	case a.kind == actorState && a.adjective && b.kind == actorGroup && between == "":
		b.first = a.first
		return b, true
	case a.kind == actorState && a.adjective && (b.kind == actorForce || b.kind == actorClass) && between == "":
		j := joined(a, b, "")
		j.name, j.country = r.name(a.first, b.head+1), a.country
		if b.kind == actorClass {
			j.name = r.className(a.first, b.last)
		}
		j.kind, j.adjective, j.body = b.kind, false, b.body
		return j, true
	}
	return a, false
}

// apposed reports whether a name follows in apposition: ", X" or ", the X,".
func (r *reading) apposed(a, b actorMention) bool {
	if b.first == a.last+1 && r.words[a.last].Lower == "," {
		return a.kind == actorClass || b.last < len(r.words) && r.words[b.last].Lower == ","
	}
	return b.first == a.last+2 && r.words[a.last].Lower == "," && r.words[a.last+1].Lower == "the" && b.last < len(r.words) && r.words[b.last].Lower == ","
}

// isBody reports whether token k is a noun that can stand for any group.
func (l *lists) isBody(r *reading, k int) bool {
	e, _ := r.entry(l.class, k)
	return e != nil && e.Value() == "body"
}

// plainLink returns the words between two mentions without what only describes the second: "from the local" is "from
// the".
func (r *reading) plainLink(last, first int, between string) string {
	if between == "" || between == "…" {
		return between
	}
	var words []string
	for k := last; k < first; k++ {
		if t := &r.doc.Tokens[k]; t.Tag != language.PUNCT && t.Tag != language.ADJ && !leadWords[t.Lower] {
			words = append(words, t.Lower)
		}
	}
	return strings.Join(words, " ")
}

// joined covers both mentions and takes the kind of the one that has the name.
func joined(a, b actorMention, name string) actorMention {
	j := a
	if b.kind == actorGroup || b.kind == actorForce && (a.kind == actorClass || a.kind == actorForce) || a.kind == actorState || b.kind == actorState {
		j = b
	}
	j.first, j.last, j.name = a.first, b.last, name
	j.empty, j.body, j.suspect = false, false, false
	if a.certainty == tocsin.Hedged || b.certainty == tocsin.Hedged {
		j.certainty = tocsin.Hedged
	}
	j.people = a.people || b.people
	j.adjective = b.adjective
	return j
}

var (
	classLinks = map[string]bool{"": true, "of": true, "of the": true, "from": true, "from the": true, "belonging to": true, "belonging to the": true,
		"the": true, "with": true, "with the": true, "loyal to": true, "loyal to the": true, "of the so-called": true, "linked to": true, "linked to the": true, "affiliated with": true, "affiliated with the": true,
		"associated with": true, "associated with the": true, "allegedly associated with the": true, "also belonging to the": true, "called": true, "called the": true, "known as": true, "known as the": true, "of the leftist": true, "named": true}
	peopleLinks = map[string]bool{"of": true, "of the": true, "from": true, "from the": true, "of either": true, "of either the": true}
	hedgedLinks = map[string]bool{"linked to": true, "linked to the": true, "affiliated with": true, "affiliated with the": true,
		"associated with": true, "associated with the": true, "allegedly associated with the": true}
)

// between returns the words between two mentions in lower case, commas and quotes left out; something that cannot
// link them where there are too many.
func (r *reading) between(last, first int) string {
	if first < last {
		return ""
	}
	if first-last > 5 || first >= len(r.words) || r.doc.Tokens[first].Sentence != r.doc.Tokens[max(last-1, 0)].Sentence {
		return "…"
	}
	var b strings.Builder
	for k := last; k < first; k++ {
		if r.doc.Tokens[k].Tag == language.PUNCT {
			if r.words[k].Lower == "," && b.Len() == 0 && k+1 < first {
				continue
			}
			if isOpenQuote(r.doc.Tokens[k].Text) || isCloseQuote(r.doc.Tokens[k].Text) {
				continue
			}
			return "…"
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(r.words[k].Lower)
	}
	return b.String()
}

func (r *reading) quoteBetween(last, first int) bool {
	for k := last; k < first; k++ {
		if r.doc.Tokens[k].Tag == language.PUNCT && !isCloseQuote(r.doc.Tokens[k].Text) {
			return true
		}
	}
	return false
}

// organised are classes that mean one organisation where a report names only one: "the guerrillas".
var organised = set("guerrilla guerilla rebel insurgent")

// resolveAnaphors finds who "the group" and "the rebels" are: the group named last before, as a reader takes it.
func (r *reading) resolveAnaphors(ms []actorMention) {
	only := onlyGroup(ms)
	last := -1
	for i := range ms {
		m := &ms[i]
		switch {
		case m.kind == actorGroup:
			if last = i; r.contrasted(m) {
				last = -1
			}
		case m.kind == actorClass && only != "" && organised[r.words[m.head].Lemma] && (m.adjective || r.knownClass(m) || r.ofState(m)):
			m.name, m.kind, m.anaphor = only, actorGroup, true
		case m.kind == actorClass && last >= 0 && r.refersBack(m):
			if r.doc.Tokens[m.first].Sentence-r.doc.Tokens[ms[last].first].Sentence > anaphorReach {
				continue
			}
			m.name, m.kind, m.anaphor = ms[last].name, actorGroup, true
			m.body = false
		}
	}
}

// contrasted reports whether a group is named for what others are not: "their style differs from X", "unlike X".
func (r *reading) contrasted(m *actorMention) bool {
	k := m.first - 1
	if k >= 0 && articles[r.words[k].Lower] {
		k--
	}
	if k < 0 {
		return false
	}
	return r.words[k].Lower == "unlike" || k > 0 && r.words[k].Lower == "from" && (r.words[k-1].Lemma == "differ" || r.words[k-1].Lower == "different" || r.words[k-1].Lower == "distinct")
}

// onlyGroup returns the name of the one armed group a report names, "" where it names none or several.
func onlyGroup(ms []actorMention) string {
	name := ""
	for i := range ms {
		if ms[i].kind != actorGroup {
			continue
		}
		if name != "" && name != ms[i].name {
			return ""
		}
		name = ms[i].name
	}
	return name
}

// knownClass reports whether an article makes a class known: "the guerrillas".
func (r *reading) knownClass(m *actorMention) bool {
	return m.first > 0 && (r.words[m.first-1].Lower == "the" || r.words[m.first-1].Lower == "these")
}

// ofState reports whether a state's adjective makes a class known: "Salvadoran guerrillas".
func (r *reading) ofState(m *actorMention) bool {
	e, _ := r.entry(r.lists.state, m.first)
	return e != nil
}

// anaphorReach is how many sentences back "the group" may refer: a page of wire text.
const anaphorReach = 6

// refersBack reports whether a class is told as one already known: "the group", "this movement", "the rebels".
func (r *reading) refersBack(m *actorMention) bool {
	if m.empty || m.suspect || m.first == 0 {
		return false
	}
	switch r.words[m.first-1].Lower {
	case "the", "this", "these", "same":
	default:
		return false
	}
	if m.body {
		e, _ := r.entry(r.lists.class, m.head)
		return m.last-m.first <= 2 && e != nil && e.Value() == "body"
	}
	if r.doc.Tokens[m.head].Form != language.Plural && strings.HasSuffix(r.words[m.head].Lower, "man") {
		return false // "the gunman" is one man, whosever he is
	}
	return m.last-m.first <= 2
}

// isHedge reports whether a word before a noun doubts it: "suspected rebels".
func isHedge(w string) bool { return hedgeWords[w] }

var hedgeWords = set("suspected alleged presumed purported apparent supposed reputed apparently allegedly presumably")

package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// suspects reads private persons held, charged or named for an attack: the record says "a suspect".
func (f *statementFinder) suspects() {
	for _, v := range f.verbs {
		end := f.sentence(v.Head).Last
		lemma := f.words[v.Head].Lemma
		if v.Negated || v.Modal {
			continue
		}
		c := tocsin.Hedged
		k := v.Last
		switch lemma {
		case "suspect", "accuse":
			if !f.passive(v) || k >= end || f.words[k].Lower != "of" && f.words[k].Lower != "in" && f.words[k].Lower != "by" {
				continue
			}
		case "arrest", "detain", "charge", "indict":
		case "convict", "sentence":
			if v.First == v.Head && f.passive(v) {
				continue // "a man convicted of assaults": an older deed
			}
			c = tocsin.Stated
		case "plead":
			f.pleads(v, end)
			continue
		default:
			continue
		}
		object := f.suspectedOf(k, end, lemma)
		if object[0] == object[1] && (lemma == "arrest" || lemma == "detain") && f.holdsSuspect(v, end) {
			object = [2]int{v.Head, v.Head + 1} // "police arrested the attacker"
		}
		if object[0] == object[1] || f.used[object[0]] {
			continue
		}
		voice, _ := f.voiceAt(v.First)
		if s := f.sayingAt(v.First); s != nil && s.cue == v.Head {
			voice = tocsin.ReportVoice()
		}
		if !f.passive(v) {
			if sub, ok := f.subjectOf(v); ok {
				if vs := f.accusers(sub); len(vs) > 0 && vs[0].Type == tocsin.VoiceAuthority {
					voice = vs[0]
				} else {
					continue
				}
			}
		}
		if first, last, ok := f.agentBy(v); ok && last <= object[0] {
			if vs := f.accusers(subject{first: first, last: last, end: last}); len(vs) > 0 {
				voice = vs[0]
			}
		}
		if holder, ok := f.holder(v); ok && voice.Type == tocsin.VoiceReport {
			voice = holder
		}
		if f.namedInstead(v) {
			continue
		}
		s := statementMention{first: v.First, last: min(end, object[1]), objectFirst: object[0], objectLast: object[1]}
		s.Stance, s.Actor, s.Voice, s.Certainty = tocsin.StanceAttribution, f.heldAs(v, end), voice, c
		f.add(s)
	}
}

// heldAs returns what a record calls those held: "a suspect", but of soldiers and policemen their force, and of members
// their group.
func (f *statementFinder) heldAs(v language.Phrase, end int) string {
	first, last := v.Last, f.phraseFrom(min(v.Last, end-1), end)
	if f.passive(v) {
		sub, ok := f.subjectOf(v)
		if !ok {
			return "a suspect"
		}
		first, last = sub.first, max(sub.last, sub.end)
	}
	from, to := f.actorsIn(first, last)
	for ; from < to; from++ {
		if m := &f.actors[from]; (m.kind == actorForce || m.kind == actorGroup) && !m.adjective && !m.anaphor && (m.people || m.last-m.first > 1 && f.membersAt(m.first, m.last)) {
			return m.name
		}
	}
	return "a suspect"
}

// membersAt reports whether tokens first..last tell of people of an organisation and not of it.
func (f *statementFinder) membersAt(first, last int) bool {
	for k := first; k < last; k++ {
		if e, _ := f.entry(f.lists.class, k); e != nil && (e.Value() == "member" || e.Value() == "armed") {
			return true
		}
	}
	return false
}

// groupsAttackers reads "six X attackers", "the X suicide bomber": whose attackers they were is said by the way.
func (f *statementFinder) groupsAttackers() {
	for i := range f.actors {
		m := f.actors[i]
		if m.kind != actorGroup || m.anaphor || f.sentence(m.head).Upper {
			continue
		}
		e, _ := f.entry(f.lists.class, m.head)
		if e == nil || e.Value() != "empty" || m.adjective {
			continue
		}
		f.attribute(&m, m.head, m.first, m.last, [2]int{m.head, m.head}, tocsin.Stated)
	}
}

// holdsSuspect reports whether who is held is told as the one who did it: "the attacker", "two suspects", or a man "after"
// the deed.
func (f *statementFinder) holdsSuspect(v language.Phrase, end int) bool {
	first, last := v.Last, f.phraseFrom(min(v.Last, end-1), end)
	if f.passive(v) {
		sub, ok := f.subjectOf(v)
		if !ok {
			return false
		}
		first, last = sub.first, sub.last
	}
	from, to := f.actorsIn(first, last)
	for ; from < to; from++ {
		if m := &f.actors[from]; m.suspect || m.empty || m.kind == actorClass && f.words[m.head].Lower == "gunman" {
			return true
		}
	}
	if p, ok := f.noun(first); !ok || !privateNouns[f.words[p.Head].Lemma] {
		return false
	}
	for k := v.Last; k < end && k < v.Last+4; k++ {
		if f.words[k].Lower == "after" {
			return f.violent(k, min(end, k+20))
		}
	}
	return false
}

// holder returns who holds those that a participle says are suspected: "police arrested three men suspected of".
func (f *statementFinder) holder(v language.Phrase) (tocsin.Voice, bool) {
	if l := f.words[v.Head].Lemma; l != "suspect" && l != "accuse" {
		return tocsin.Voice{}, false
	}
	for k := v.First - 1; k > f.sentence(v.Head).First; k-- {
		l := f.words[k].Lemma
		if l != "arrest" && l != "detain" && l != "capture" {
			continue
		}
		g, ok := f.verb(k)
		if !ok || f.passive(g) {
			return tocsin.Voice{}, false
		}
		sub, ok := f.subjectOf(g)
		if !ok {
			return tocsin.Voice{}, false
		}
		vs := f.accusers(sub)
		return firstVoice(vs)
	}
	return tocsin.Voice{}, false
}

func firstVoice(vs []tocsin.Voice) (tocsin.Voice, bool) {
	if len(vs) == 0 {
		return tocsin.Voice{}, false
	}
	return vs[0], true
}

// namedInstead reports whether those suspected are an organisation, which then stands for itself.
func (f *statementFinder) namedInstead(v language.Phrase) bool {
	if l := f.words[v.Head].Lemma; l != "suspect" && l != "accuse" {
		return false
	}
	sub, ok := f.subjectOf(v)
	if !ok {
		return false
	}
	ms, _ := f.actorsOf(sub.first, sub.last)
	for i := range ms {
		if ms[i].kind == actorGroup || ms[i].kind == actorState {
			return true
		}
	}
	from, to := f.actorsIn(v.Last, min(f.sentence(v.Head).Last, v.Last+4))
	return from < to && !v.Passive && f.actors[from].kind != actorClass
}

// suspectedOf returns the deed that a person is held for: "on suspicion of", "in connection with", "of having", "with
// murder".
func (f *statementFinder) suspectedOf(k, end int, lemma string) [2]int {
	for j := k; j < end && j < k+20; j++ {
		w := f.words[j].Lower
		link := w == "of" || w == "with" || w == "for" || w == "over" || w == "in" && j+1 < end && (f.words[j+1].Lower == "connection" || f.words[j+1].Lower == "relation") || w == "suspicion"
		if !link {
			continue
		}
		if j+1 < end && abetting[f.words[j+1].Lemma] && !f.lowerWithin(j+1, j+2, "plotting", "planning") {
			if from, to := f.actorsIn(j+2, min(end, j+5)); from < to {
				break // "for helping the gunmen who"
			}
		}
		for i := j + 1; i < end && i < j+12; i++ {
			if e, _ := f.lists.deed.At(f.words, i); e != nil && e.Value() != "runs" && e.Value() != "take" && e.Value() != "clash" && (!e.Has("weak") || e.Value() == "does" && f.armsWithin(i+1, min(end, i+4))) && e.Term != "release" && e.Term != "free" {
				return [2]int{i, i + 1}
			}
			if w := f.words[i].Lower; w == "." || w == ";" || w == "," {
				break
			}
		}
	}
	return [2]int{k, k}
}

// armsWithin reports whether tokens from..to name a weapon: "planting the bombs".
func (f *statementFinder) armsWithin(from, to int) bool {
	for k := from; k < to; k++ {
		if e, _ := f.lists.weapon.At(f.words, k); e != nil {
			return true
		}
	}
	return false
}

// pleads reads a guilty plea: the suspect's own claim.
func (f *statementFinder) pleads(v language.Phrase, end int) {
	if !f.lowerWithin(v.Last, min(end, v.Last+3), "guilty") {
		return
	}
	s := statementMention{first: v.First, last: min(end, v.Last+2)}
	s.Stance, s.Actor, s.Certainty = tocsin.StanceClaim, "a suspect", tocsin.Stated
	s.Voice = tocsin.Voice{Speaker: "a suspect", Type: tocsin.VoicePerpetrator, Via: []string{}}
	f.add(s)
}

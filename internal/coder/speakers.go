package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// A person is somebody the report introduces with a role: "Colonel X", "Y, an analyst".
type person struct {
	kind    tocsin.VoiceType
	speaker string
	country string // ISO code of the state he speaks for, "" if not told
}

// findPeople notes the people whom the report introduces with a role, by last name, so that a later bare name has it.
func (r *reading) findPeople() map[string]person {
	found := map[string]person{}
	for i := range r.words {
		e, n := r.entry(r.lists.role, i)
		if e == nil || e.Has("office") {
			continue
		}
		p, ok := r.noun(i + n - 1)
		if !ok {
			continue
		}
		// "Interior Minister Joachim B": names follow the role in one phrase.
		if last := r.lastName(i+n, p.Last); last != "" && e.Has("title") {
			r.introduce(found, last, p.First, p.Last)
			continue
		}
		// "the general manager of X, Dr Ali bin T,": the name follows its role
		if end := r.phraseFrom(p.First, r.sentence(i).Last); end+1 < len(r.words) && r.words[end].Lower == "," && i+n <= end {
			if q, ok := r.noun(end + 1); ok && q.First == end+1 {
				if last := r.lastName(q.First, q.Last); last != "" && r.doc.Tokens[q.Head].Tag == language.PROPN {
					r.introduce(found, last, p.First, q.Last)
				}
			}
		}
		// "Arnel V, spokesman of X", "Mariusz C, a police officer"
		if k := p.First - 1; k > 0 && r.words[k].Lower == "," {
			q, ok := r.noun(k - 1)
			if ok && q.Last == k {
				if last := r.lastName(q.First, q.Last); last != "" {
					r.introduce(found, last, p.First, r.phraseFrom(p.First, r.sentence(i).Last))
				}
			}
		}
	}
	return found
}

// introduce notes the role told by tokens first..last for a last name.
func (r *reading) introduce(found map[string]person, name string, first, last int) {
	if _, ok := found[name]; ok {
		return
	}
	if kind, ok := r.roleIn(first, last); ok {
		found[name] = person{kind, r.speakerName(first, last, kind), r.stateOf(first, last)}
	}
}

// stateOf returns the state that the words of a speaker tell: its name or adjective, or an office that only one has.
func (r *reading) stateOf(first, last int) string {
	for k := first; k < last; k++ {
		if e, _ := r.entry(r.lists.state, k); e != nil {
			return e.Value()
		}
		if e, _ := r.entry(r.lists.role, k); e != nil && ownState(e) != "" {
			return ownState(e)
		}
		if e, _ := r.entry(r.lists.force, k); e != nil && ownState(e) != "" {
			return ownState(e)
		}
	}
	return ""
}

// lastName returns the last word of a personal name that fills tokens first..last, in lower case, or "".
func (r *reading) lastName(first, last int) string {
	for last > first && r.isTimeWord(last-1) {
		last--
	}
	if first >= last || last-first > 5 {
		return ""
	}
	for k := first; k < last; k++ {
		t := &r.doc.Tokens[k]
		if t.Tag != language.PROPN && t.Tag != language.NOUN && !smallWords[t.Lower] || !r.isCapital(k) && !smallWords[t.Lower] {
			return ""
		}
		if e, _ := r.entry(r.lists.role, k); e != nil {
			return ""
		}
	}
	return r.words[last-1].Lower
}

// voiceOfSubject returns the voice of the speaker named at a subject, false where it cannot speak (a bomb, an
// attack).
func (f *sayingFinder) voiceOfSubject(s subject) (tocsin.Voice, bool) {
	if v, ok := f.pronounVoice(s); ok {
		return v, v.Type != ""
	}
	end := max(s.last, s.end)
	if s.relative {
		end = s.last
	}
	kind, ok := f.roleIn(s.first, s.last)
	if !ok || kind == tocsin.VoiceOther {
		if k, more := f.roleIn(s.first, end); more {
			kind, ok = k, true // "a communique released by the army"
		}
	}
	for k := s.first + 1; k < s.last; k++ {
		if f.words[k].Lower == "and" {
			if first, is := f.roleIn(s.first, k); is && first != tocsin.VoiceOther && kind != tocsin.VoicePerpetrator {
				kind, ok = first, true // of two who say it the first counts
			}
			break
		}
	}
	head := s.last - 1
	if p, in := f.noun(s.first); in {
		head = p.Head
	}
	name := f.words[head].Lower
	if p, known := f.people[name]; known && f.lastName(s.first, min(head+1, s.last)) != "" {
		if !ok || kind == tocsin.VoiceOther {
			return tocsin.Voice{Speaker: p.speaker, Type: p.kind}, true
		}
	}
	if !ok {
		if v, known := f.definiteVoice(s, head); known {
			return v, true
		}
		if a, named := f.aliases[name]; named && f.isCapital(head) {
			return tocsin.Voice{Speaker: a.name, Type: tocsin.VoiceOther}, true
		}
		if !f.canSpeak(head) {
			return tocsin.Voice{}, false
		}
		kind = tocsin.VoiceOther
	} else if kind == tocsin.VoiceOther {
		if v, known := f.definiteVoice(s, head); known {
			return v, true
		}
	} else if v, known := f.sameMonitor(s, head, kind); known {
		return v, true
	}
	return tocsin.Voice{Speaker: f.speakerName(s.first, end, kind), Type: kind}, true
}

// pronounVoice resolves "he added", "it said", "the source added": whoever spoke last. The type is empty where nobody
// did.
func (f *sayingFinder) pronounVoice(s subject) (tocsin.Voice, bool) {
	if s.last-s.first != 1 {
		return tocsin.Voice{}, false
	}
	switch f.words[s.first].Lower {
	case "he", "she", "it", "they", "who", "which":
	case "i", "we", "you", "this", "that", "what", "there", "these", "those", "nobody", "none":
		return tocsin.Voice{}, true
	default:
		return tocsin.Voice{}, false
	}
	if v, ok := f.lastActorBefore(s.first); ok {
		return v, true
	}
	if f.last > 0 {
		v := f.found[f.last-1].voice
		v.Via = append([]string{}, v.Via...)
		return v, true
	}
	return tocsin.Voice{}, true
}

// lastActorBefore finds the speaker a pronoun means where the clause before tells of an armed group: "they also
// claimed". Pronouns of persons mean the last speaker instead.
func (f *sayingFinder) lastActorBefore(k int) (tocsin.Voice, bool) {
	w := f.words[k].Lower
	if w != "they" && w != "it" {
		return tocsin.Voice{}, false
	}
	if f.last > 0 {
		// who spoke in the sentence before goes on: "X said …. It added"
		if s := &f.found[f.last-1]; f.doc.Tokens[k].Sentence-f.doc.Tokens[s.cue].Sentence == 1 && s.voice.Type == tocsin.VoicePerpetrator && s.sourceFirst < s.sourceLast {
			v := s.voice
			v.Via = append([]string{}, v.Via...)
			return v, true
		}
	}
	from, to := f.actorsIn(f.sentenceBefore(k), k)
	for i := from; i < to; i++ {
		m := &f.actors[i]
		if m.adjective || m.kind != actorGroup && m.kind != actorForce && m.kind != actorState || w == "it" && m.people {
			continue
		}
		v, ok := f.voiceOfActor(m)
		return v, ok
	}
	return tocsin.Voice{}, false
}

// sentenceBefore returns the first token of the sentence before token k's, within the same text.
func (r *reading) sentenceBefore(k int) int {
	if s := r.doc.Tokens[k].Sentence; s > 0 {
		return r.doc.Sentences[s-1].First
	}
	return 0
}

// definiteVoice resolves a role told as known, without an organisation: "the source", "the spokesman".
func (f *sayingFinder) definiteVoice(s subject, head int) (tocsin.Voice, bool) {
	if f.last == 0 || s.last-s.first > 3 {
		return tocsin.Voice{}, false
	}
	switch f.words[s.first].Lower {
	case "the", "this", "that", "same":
	default:
		if s.first == 0 || f.words[s.first-1].Lower != "the" {
			return tocsin.Voice{}, false
		}
	}
	e, _ := f.entry(f.lists.role, head)
	if e == nil || !e.Has("public") && e.Value() != "other" {
		return tocsin.Voice{}, false
	}
	v := f.found[f.last-1].voice
	v.Via = append([]string{}, v.Via...)
	return v, true
}

// sameMonitor resolves a monitor told as known: "the Britain-based monitor", "the watchdog" is the one that spoke last.
func (f *sayingFinder) sameMonitor(s subject, head int, kind tocsin.VoiceType) (tocsin.Voice, bool) {
	if kind != tocsin.VoiceMonitor || f.words[s.first].Lower != "the" || !monitors[f.words[head].Lower] {
		return tocsin.Voice{}, false
	}
	for k := s.first + 1; k < head; k++ {
		if f.isCapital(k) && !strings.Contains(f.words[k].Lower, "-based") {
			return tocsin.Voice{}, false
		}
	}
	for i := len(f.found) - 1; i >= 0; i-- {
		if v := f.found[i].voice; v.Type == tocsin.VoiceMonitor && f.found[i].cue < s.first {
			v.Via = append([]string{}, v.Via...)
			return v, true
		}
	}
	return tocsin.Voice{}, false
}

var monitors = set("monitor watchdog observatory group network organisation organization agency")

// canSpeak reports whether a noun without a role can be a speaker: a name, or a person.
func (f *sayingFinder) canSpeak(head int) bool {
	t := &f.doc.Tokens[head]
	if e, _ := f.lists.deed.At(f.words, head); e != nil {
		return false
	}
	if w, _ := f.lists.weapon.At(f.words, head); w != nil || f.isTimeWord(head) {
		return false
	}
	return t.Tag == language.PROPN && f.isCapital(head) || t.Tag == language.NOUN && !silentNouns[t.Lemma]
}

// silentNouns are subjects of verbs of saying that name no speaker: "the evidence indicated", "the year noted".
var silentNouns = set("responsibility credit rubble evidence thing way fact result sign number toll figure damage incident event situation one part place measure decision effort")

// voiceOfActor returns the voice of an actor that speaks for itself.
func (r *reading) voiceOfActor(m *actorMention) (tocsin.Voice, bool) {
	switch {
	case m.empty || m.suspect:
		return tocsin.Voice{}, false
	case m.kind == actorGroup || m.kind == actorClass:
		return tocsin.Voice{Speaker: m.name, Type: tocsin.VoicePerpetrator}, true
	case m.kind == actorForce || m.kind == actorState:
		return tocsin.Voice{Speaker: m.name, Type: tocsin.VoiceAuthority}, true
	}
	return tocsin.Voice{}, false
}

// precedence orders the roles found in one phrase: a hospital's director is a witness, a police doctor too, an
// official of the UN a monitor.
var precedence = []tocsin.VoiceType{tocsin.VoicePerpetrator, tocsin.VoiceExpert, tocsin.VoiceMonitor, tocsin.VoiceMedia, tocsin.VoiceWitness, tocsin.VoiceVictim, tocsin.VoiceAuthority, tocsin.VoiceOther}

// roleIn returns the type of voice that the words of a phrase tell.
func (r *reading) roleIn(first, last int) (tocsin.VoiceType, bool) {
	seen := map[tocsin.VoiceType]bool{}
	for k := first; k < last; {
		e, n := r.entry(r.lists.role, k)
		if e != nil && e.Value() == string(tocsin.VoiceVictim) && r.isCapital(k) && !r.sentence(k).Upper && k > r.sentence(k).First {
			e = nil // "Sons of the Valley" is a name
		}
		if e == nil || e.Has("weak") && !r.isCapital(k) || e.Value() == "monitor" && e.Term == "site" && r.doc.Tokens[k].Text != "SITE" {
			if c, m := r.entry(r.lists.channel, k); c != nil && !c.Has("weak") {
				switch c.Value() {
				case "agency", "outlet":
					seen[tocsin.VoiceMedia] = true
				case "monitor":
					seen[tocsin.VoiceMonitor] = true
				case "claim":
					seen[tocsin.VoicePerpetrator] = true
				}
				k += m
				continue
			}
			k++
			continue
		}
		if !e.Has("rank") || r.namedAfter(k+n, last) {
			seen[tocsin.VoiceType(e.Value())] = true
		}
		k += n
	}
	from, to := r.actorsIn(first, last)
	for i := from; i < to; i++ {
		m := &r.actors[i]
		switch {
		case m.empty || m.suspect || m.body && m.kind == actorClass:
		case m.kind == actorGroup && m.certainty == tocsin.Stated && (!m.adjective || !seen[tocsin.VoiceAuthority]):
			if !seen[tocsin.VoiceExpert] {
				seen[tocsin.VoicePerpetrator] = true
			}
		case m.kind == actorClass && (!m.adjective || r.publicAt(m.last)) && r.armedClass(m):
			seen[tocsin.VoicePerpetrator] = true
		case m.kind == actorForce:
			seen[tocsin.VoiceAuthority] = true
		case m.kind == actorState && !m.adjective && !m.people:
			seen[tocsin.VoiceAuthority] = true
		}
	}
	if !seen[tocsin.VoicePerpetrator] && seen[tocsin.VoiceOther] {
		for k := first; k+1 < last; k++ {
			if r.doc.Tokens[k].Tag == language.ADJ && armedSorts[r.words[k].Lower] && r.publicAt(k+1) {
				return tocsin.VoicePerpetrator, true // "separatist leaders", "a rebel spokesman"
			}
		}
	}
	for _, t := range precedence {
		if seen[t] {
			return t, true
		}
	}
	return "", false
}

// armedSorts are adjectives that make a leader or spokesman one of an armed side.
var armedSorts = set("separatist rebel insurgent militant guerrilla jihadist secessionist paramilitary")

// publicAt reports whether a spokesman's word stands at token k: "a rebel spokesperson".
func (r *reading) publicAt(k int) bool {
	if k >= len(r.words) {
		return false
	}
	e, _ := r.entry(r.lists.role, k)
	return e != nil && e.Has("public")
}

// armedClass reports whether a class mention is of armed people, not of any "group" or "members".
func (r *reading) armedClass(m *actorMention) bool {
	e, _ := r.entry(r.lists.class, m.head)
	return e != nil && e.Value() == "armed" || m.anaphor
}

// namedAfter reports whether a personal name follows a rank: "general" and "major" are also plain adjectives.
func (r *reading) namedAfter(k, last int) bool {
	return k < last && r.isCapital(k) && (r.doc.Tokens[k].Tag == language.PROPN || r.doc.Tokens[k].Tag == language.NOUN)
}

// speakerName writes who speaks: the words of the phrase without article; of witnesses and victims, and of others who
// are introduced by what they are, that alone, since private persons are not named.
func (r *reading) speakerName(first, last int, kind tocsin.VoiceType) string {
	for first < last && (articles[r.words[first].Lower] || r.doc.Tokens[first].Tag == language.PUNCT) {
		first++
	}
	end := first
	for end < last && end < first+speakerWords && !endsSpeaker(r.words[end].Lower) && !(r.words[end].Lower == "," && r.word(end+1) == "with") {
		end++
	}
	for end > first+1 && (r.doc.Tokens[end-1].Tag == language.PUNCT && !r.isCapital(end-1) || r.doc.Tokens[end-1].Tag == language.ADP || r.doc.Tokens[end-1].Tag == language.DET || r.doc.Tokens[end-1].Tag == language.ADV || r.isTimeWord(end-1) && !(r.words[end-1].Lower == "times" && r.isCapital(end-1))) {
		end--
	}
	if first >= end {
		return ""
	}
	if from, to := r.actorsIn(first, end); kind == tocsin.VoicePerpetrator && from < to && r.actors[from].kind == actorGroup {
		return r.actors[from].name
	}
	if kind == tocsin.VoiceWitness || kind == tocsin.VoiceVictim {
		for k := first; k < end; k++ {
			if e, n := r.entry(r.lists.role, k); e != nil && e.Value() == string(kind) {
				return strings.ToLower(r.spaced(k, k+n))
			}
		}
	}
	if kind == tocsin.VoiceOther {
		first = r.afterOwnName(first, end)
	}
	return strings.Join(strings.Fields(r.name(first, end)), " ")
}

// afterOwnName returns the first token of "farmer" in "Mark Hall, a farmer", first where a phrase is no such apposition.
func (r *reading) afterOwnName(first, end int) int {
	k := first
	for k < end && r.doc.Tokens[k].Tag == language.PROPN && r.isCapital(k) {
		k++
	}
	if k-first < 2 || k+2 >= end || r.word(k) != "," || r.word(k+1) != "a" && r.word(k+1) != "an" {
		return first
	}
	if lo, hi := r.actorsIn(first, k); lo < hi {
		return first // an organisation
	}
	return k + 2
}

// speakerWords is how many words of a long description a speaker's name keeps.
const speakerWords = 14

var articles = set("the a an some other its their his her")

func endsSpeaker(w string) bool {
	return relatives[w] || w == ";" || w == "said" || w == "(" || w == "["
}

// channelsIn returns the channels named in tokens first..last: agencies, outlets, letters.
func (r *reading) channelsIn(first, last int) []string {
	var found []string
	for k := first; k < last; {
		e, n := r.entry(r.lists.channel, k)
		if e == nil || e.Has("weak") || e.Value() == "hearer" {
			k++
			continue
		}
		name := r.name(k, k+n)
		if e.Value() == "medium" && !(r.isCapital(k) && !r.sentence(k).Upper && r.doc.Tokens[k].Tag == language.PROPN) {
			name = strings.ToLower(r.spaced(k, k+n)) // but "Telegram" is a name
		}
		found = append(found, name)
		k += n
	}
	return found
}

// channelName is the name of a channel given as a phrase.
func (r *reading) channelName(first, last int) string {
	if c := r.channelsIn(first, last); len(c) > 0 {
		return c[0]
	}
	return r.speakerName(first, last, tocsin.VoiceOther)
}

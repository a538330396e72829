package coder

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// assessments finds judgements and predictions about actors and violence, with their voices. Which sentences hold one, or
// one of each, is decided by learned weights (judging.go).
func (r *reading) assessments() []tocsin.Assessment {
	var found []tocsin.Assessment
	for n, s := range r.doc.Sentences {
		if r.counterfactual(s) {
			continue
		}
		cue, cued := r.cueOf(s)
		judges, foretells := r.judging.choose(r.judgedBy(n, cue, cued), r.roomForBoth(s))
		if foretells {
			found = append(found, r.assessment(r.wordsOf(s, cue, cued, true, judges), s))
		}
		if judges {
			found = append(found, r.assessment(r.wordsOf(s, cue, cued, false, foretells), s))
		}
	}
	return found
}

// wordsOf returns the words that a sentence judges or foretells in: the cue, where there is one and it is not the other's,
// else the verb of what is to come or of what is, else whatever is said.
func (r *reading) wordsOf(s language.Sentence, cue judgement, cued, foretells, both bool) judgement {
	if cued && (!both || cue.prediction == foretells) {
		cue.prediction, cue.apart = foretells, both
		return cue
	}
	v, ok := r.contentVerb(s, foretells)
	if !ok {
		v, ok = r.contentVerb(s, !foretells)
	}
	if !ok {
		v = language.Phrase{First: s.First, Last: s.First + 1}
	}
	return judgement{first: v.First, last: min(v.Last, s.Last), class: "said", prediction: foretells, apart: both}
}

// cueOf returns the words of a sentence that most likely judge or foretell, by the word list and by who speaks.
func (r *reading) cueOf(s language.Sentence) (judgement, bool) {
	j, ok := r.judgementIn(s)
	if !ok || !j.prediction {
		if k, prospect := r.prospectIn(s); prospect {
			return k, true
		}
	}
	if !ok {
		j, ok = r.expertIn(s)
	}
	return j, ok
}

// A judgement is the words that judge, in one sentence.
type judgement struct {
	first, last int // tokens of the cue, half-open
	class       string
	prediction  bool
	apart       bool // the sentence also holds the other sort: a conjunction parts them
}

// judgementIn finds the cue of a sentence.
func (r *reading) judgementIn(s language.Sentence) (judgement, bool) {
	best, ok := judgement{}, false
	deed := -1 // not looked for yet
	for i := s.First; i < s.Last; {
		e, n := r.lists.assessment.At(r.words, i)
		if e == nil {
			i++
			continue
		}
		if e.Has("deed") && e.Value() != "deed" && deed < 0 {
			deed = 0
			if r.tellsOfViolence(s) {
				deed = 1
			}
		}
		if j := (judgement{first: i, last: i + n, class: e.Value()}); r.judges(e, &j, s, deed == 1) {
			if !ok || j.prediction && !best.prediction {
				best, ok = j, true
			}
		}
		i += n
	}
	return best, ok
}

// prospectIn finds a future modal ("may", "could", "likely to", "expects … to") that somebody quoted says of an armed actor or
// of violence: the codebook makes a prediction of it. An expert is taken at every such word, a fighter at "will"; of others it
// must be said of armed actors, since officials speak of what they themselves will do.
func (r *reading) prospectIn(s language.Sentence) (judgement, bool) {
	for i := s.First; i < s.Last; i++ {
		v, ok := r.verb(i)
		if !ok || v.Head >= s.Last {
			continue
		}
		i = max(i, v.Last-1)
		at, sure, ok := r.future(v, s)
		if !ok || r.conditional(v.First, s) {
			continue
		}
		voice, _ := r.voiceAt(at)
		holds := false
		switch voice.Type {
		case tocsin.VoiceExpert:
			holds = true
		case tocsin.VoicePerpetrator, tocsin.VoiceRival:
			holds = sure && !v.Negated
		case tocsin.VoiceMonitor, tocsin.VoiceAuthority, tocsin.VoiceOther:
			holds = sure && !v.Negated && (r.subjectFights(v) && r.concernsViolence(s) || r.passive(v) && harmVerbs[r.words[v.Head].Lemma])
		}
		if holds && !r.tollIn(s) {
			return judgement{first: at, last: max(at+1, v.Last), class: "will", prediction: true}, true
		}
	}
	return judgement{}, false
}

// harmVerbs in the passive say what will be done to somebody.
var harmVerbs = set("attack hit strike target kill bomb wipe defeat destroy crush eliminate")

// tollIn reports whether a sentence speaks of a toll: that it may rise foretells nothing.
func (r *reading) tollIn(s language.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if w := r.words[i].Lower; w == "toll" || w == "injuries" || w == "wounded" {
			return true
		}
	}
	return false
}

// subjectFights reports whether a verb is said of a group or a class of fighters, or of "they".
func (r *reading) subjectFights(v language.Phrase) bool {
	return r.word(v.First-1) == "they" || r.subjectIs(v, actorGroup, actorClass)
}

// subjectIs reports whether the subject of a verb names an actor of one of some kinds.
func (r *reading) subjectIs(v language.Phrase, kinds ...actorKind) bool {
	s, ok := r.subjectOf(v)
	if !ok {
		return false
	}
	lo, hi := r.actorsIn(s.first, s.last)
	return slices.ContainsFunc(r.actors[lo:hi], func(m actorMention) bool { return slices.Contains(kinds, m.kind) })
}

// foreseeing are verbs whose content is what is to come.
var foreseeing = set("expect predict foresee anticipate forecast")

// future returns a token of what a verb phrase says is to come, and whether it is said without a "may". "Could have" and
// the like are of the past; "would" is "will" where somebody's words are told and not quoted.
func (r *reading) future(v language.Phrase, s language.Sentence) (at int, sure, ok bool) {
	for k := v.First; k < v.Head; k++ {
		if w := r.words[k].Lower; w == "have" || w == "been" {
			return 0, false, false
		}
	}
	for k := v.First; k < v.Head; k++ {
		switch r.words[k].Lower {
		case "will", "'ll", "’ll", "would":
			return v.Head, r.words[k].Lower != "would", true
		case "may", "might", "could":
			return v.Head, false, r.words[v.Head].Lemma != "be"
		}
	}
	switch {
	case r.words[v.Head].Lemma == "be" && v.Last < s.Last && (r.words[v.Last].Lower == "likely" || r.words[v.Last].Lower == "set" && r.word(v.Last+1) == "to" || r.words[v.Last].Lower == "poised"):
		return v.Last, true, true
	case foreseeing[r.words[v.Head].Lemma] && !r.passive(v) && v.Last < s.Last:
		return v.Last, true, true
	}
	return 0, false, false
}

// expertIn takes what an expert says of the present, or of armed actors and violence, for a judgement: to judge is what
// experts are asked for. What happened is told as an incident.
func (r *reading) expertIn(s language.Sentence) (judgement, bool) {
	if s.Last-s.First < 5 || r.tollIn(s) {
		return judgement{}, false
	}
	for i := s.First; i < s.Last; i++ {
		v, ok := r.verb(i)
		if !ok || v.Head >= s.Last {
			continue
		}
		i = max(i, v.Last-1)
		if voice, _ := r.voiceAt(v.Head); voice.Type != tocsin.VoiceExpert {
			continue
		}
		form := r.doc.Tokens[v.First].Form
		if form == language.Gerund || r.words[v.First].Lower == "to" || form == language.Past && (r.headsAct(v.Head) || !r.concernsViolence(s)) {
			continue
		}
		return judgement{first: v.First, last: v.Last, class: "expert"}, true
	}
	return judgement{}, false
}

// headsAct reports whether an act is told by token k.
func (r *reading) headsAct(k int) bool {
	for i := range r.acts {
		if r.acts[i].head == k {
			return true
		}
	}
	return false
}

// judges reports whether a cue holds where it stands.
func (r *reading) judges(e *lexicon.Entry, j *judgement, s language.Sentence, deed bool) bool {
	if e.Value() != "deed" && e.Has("deed") && !deed {
		return false
	}
	if r.conditional(j.first, s) {
		return false
	}
	voice, _ := r.voiceAt(j.first)
	said := voice.Type != tocsin.VoiceReport
	if e.Has("said") && !said {
		return false
	}
	switch e.Value() {
	case "motive":
		return r.tellsOfViolence(s) || said
	case "aim":
		return r.subjectActs(j.first, said)
	case "trend":
		return r.concernsViolence(s)
	case "strength":
		return r.namesFighters(s) || said && r.concernsViolence(s)
	case "growth":
		return r.activityGrows(j.first)
	case "warning":
		j.class, j.prediction = "vow", true
		return r.warns(j.first)
	case "fear":
		return true
	case "will", "vow":
		j.prediction = true
		return r.concernsViolence(s) && !r.negatedAt(j.first)
	case "deed":
		j.prediction = true
		return r.foretold(j.first, said)
	}
	return false
}

// activities are what grows or falls where a trend is told.
var activities = set(`attack violence killing massacre incident abduction kidnapping bombing raid shooting ambush clash assassination arson crime
	extortion terrorism insecurity sabotage explosion`)

// activityGrows reports whether the verb at token i is said of violence: "attacks have doubled", "the number of killings rose".
func (r *reading) activityGrows(i int) bool {
	v, ok := r.verb(i)
	if !ok {
		return false
	}
	s, ok := r.subjectOf(v)
	if !ok {
		return false
	}
	grows := false
	for k := s.first; k < s.last; k++ {
		switch w := r.words[k].Lower; {
		case w == "toll" || w == "killed" || w == "dead" || w == "deaths" || w == "injured" || w == "wounded":
			return false // a toll that rises is no trend
		case activities[r.words[k].Lemma]:
			grows = true
		}
	}
	return grows
}

// warns reports whether the verb at token i is a fighter's warning to do or leave something: "warned traders to leave".
func (r *reading) warns(i int) bool {
	v, ok := r.verb(i)
	if !ok || v.Negated || r.passive(v) {
		return false
	}
	if voice, _ := r.voiceAt(i); voice.Type != tocsin.VoicePerpetrator && !r.subjectFights(v) {
		return false
	}
	for k := v.Last; k < len(r.words) && k < v.Last+8 && r.words[k].Lower != "."; k++ {
		if w := r.words[k].Lower; w == "to" || w == "against" || w == "that" {
			return true
		}
	}
	return false
}

// conditional reports whether token i stands in a clause begun with "if" or "whether".
func (r *reading) conditional(i int, s language.Sentence) bool {
	for k := i - 1; k >= s.First && i-k < 12; k-- {
		switch w := r.words[k].Lower; {
		case w == "if" || w == "whether":
			return true
		case w == ",":
			return false
		}
	}
	return false
}

// tellsOfViolence reports whether an act stands in a sentence.
func (r *reading) tellsOfViolence(s language.Sentence) bool {
	for i := range r.acts {
		if a := r.acts[i].head; s.First <= a && a < s.Last {
			return true
		}
	}
	return false
}

// violenceWords speak of violence without telling of an act.
var violenceWords = set(`violence violent attacks attack terrorism terrorist terrorists terror sabotage war insurgency guerrilla guerrillas
	militancy militants conflict unrest bombings killings kidnappings fighting hostilities security strike strikes target targets force
	threat threats aggression revenge blood`)

// concernsViolence reports whether a sentence speaks of violence or of those who use it.
func (r *reading) concernsViolence(s language.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if violenceWords[r.words[i].Lower] {
			return true
		}
	}
	return r.namesFighters(s) || r.tellsOfViolence(s)
}

// namesFighters reports whether a sentence names an armed group, a force or a class of attackers.
func (r *reading) namesFighters(s language.Sentence) bool {
	lo, hi := r.actorsIn(s.First, s.Last)
	for _, m := range r.actors[lo:hi] {
		if m.kind == actorGroup || m.kind == actorForce || m.kind == actorClass {
			return true
		}
	}
	for i := s.First; i < s.Last; i++ {
		if w := r.words[i].Lower; w == "terrorist" || w == "terrorists" || w == "terrorism" || w == "attackers" {
			return true
		}
	}
	return false
}

// subjectActs reports whether the verb at token i is said of an armed actor, or by a voice of "they".
func (r *reading) subjectActs(i int, said bool) bool {
	v, ok := r.verb(i)
	if !ok {
		return false
	}
	if w := r.word(v.First - 1); said && (w == "they" || w == "it" || w == "who" || w == "we") {
		return true
	}
	return r.subjectIs(v, actorGroup, actorClass) || said && r.subjectIs(v, actorForce)
}

// negatedAt reports whether the verb at token i is negated; in "will not allow" the cue holds the "not" itself.
func (r *reading) negatedAt(i int) bool {
	v, ok := r.verb(i)
	return ok && v.Negated && r.words[i].Lower != "will" && r.words[i].Lower != "would"
}

// foretold reports whether a verb of violence at token i stands after "will" or "going to" and is said of the
// speaker's own side or of an armed actor.
func (r *reading) foretold(i int, said bool) bool {
	v, ok := r.verb(i)
	if !ok || v.Passive {
		return false
	}
	will := false
	for k := v.First; k < i; k++ {
		switch r.words[k].Lower {
		case "will", "'ll", "would", "shall":
			will = true
		case "have":
			return false
		}
	}
	if !will {
		return false
	}
	if w := r.word(v.First - 1); said && (w == "we" || w == "i" || w == "they" || w == "it") {
		return true
	}
	s, ok := r.subjectOf(v)
	if !ok {
		return false
	}
	lo, hi := r.actorsIn(s.first, s.last)
	return lo < hi
}

// assessment makes the record of a judgement.
func (r *reading) assessment(j judgement, s language.Sentence) tocsin.Assessment {
	first, last := r.clauseAround(j, s)
	voice, _ := r.voiceAt(j.first)
	if j.class == "vow" && voice.Type == tocsin.VoiceReport {
		voice = r.vower(j.first, voice)
	}
	if voice.Via == nil {
		voice.Via = []string{}
	}
	a := tocsin.Assessment{Type: tocsin.Judgement, Voice: voice, About: r.about(j, s), Summary: r.gist(first, last)}
	a.Evidence = []tocsin.Evidence{r.quote(first, last)}
	if j.prediction {
		a.Type = tocsin.Prediction
		a.Start = r.published.String()
		a.End = r.foretoldUntil(s)
	}
	return a
}

// vower makes whoever threatens the voice of the threat.
func (r *reading) vower(i int, voice tocsin.Voice) tocsin.Voice {
	v, ok := r.verb(i)
	if !ok {
		return voice
	}
	s, ok := r.subjectOf(v)
	if !ok {
		return voice
	}
	lo, hi := r.actorsIn(s.first, s.last)
	if lo == hi || r.actors[lo].name == "" {
		return voice
	}
	return tocsin.Voice{Speaker: r.actors[lo].name, Type: tocsin.VoicePerpetrator}
}

// longestEvidence is how many tokens the quoted words of a judgement have at most.
const longestEvidence = 24

// clauseAround returns the tokens of the clause that a cue stands in, cut to a length that can be read.
func (r *reading) clauseAround(j judgement, s language.Sentence) (first, last int) {
	first, last = j.first, j.last
	for first > s.First && j.first-first < longestEvidence/2 && !r.endsClause(first-1) && !(j.apart && r.doc.Tokens[first-1].Tag == language.CCONJ) {
		first--
	}
	for last < s.Last && last-first < longestEvidence && !r.endsClause(last) && !(j.apart && r.doc.Tokens[last].Tag == language.CCONJ) {
		last++
	}
	for first < j.first && (r.doc.Tokens[first].Tag == language.CCONJ || r.doc.Tokens[first].Tag == language.SCONJ || r.words[first].Lower == "that") {
		first++
	}
	return first, last
}

// endsClause reports whether token k is a mark that parts clauses.
func (r *reading) endsClause(k int) bool {
	t := &r.doc.Tokens[k]
	return t.Tag == language.PUNCT && t.Text != "-" && t.Text != "'" && t.Text != "." || t.Text == "." && t.End-t.Start == 1 && k+1 == r.sentence(k).Last
}

// gist writes the words of a clause as one line, in ordinary letters where the text is in capitals.
func (r *reading) gist(first, last int) string {
	if !r.sentence(first).Upper {
		return strings.Join(strings.Fields(r.spaced(first, last)), " ")
	}
	var b strings.Builder
	for k := first; k < last; k++ {
		t := &r.doc.Tokens[k]
		if k > first && t.Start > r.doc.Tokens[k-1].End {
			b.WriteByte(' ')
		}
		if lo, hi := r.actorsIn(k, k+1); lo < hi || t.Tag == language.PROPN {
			b.WriteString(r.recase(k, false))
		} else {
			b.WriteString(t.Lower)
		}
	}
	return b.String()
}

// about names whom or what a judgement is about: the actor nearest to it in its sentence, else violence in the
// place of the sentence.
func (r *reading) about(j judgement, s language.Sentence) string {
	lo, hi := r.actorsIn(s.First, s.Last)
	best, distance := "", 1<<30
	for _, m := range r.actors[lo:hi] {
		if m.name == "" || m.kind == actorSpeaker || m.kind == actorCivilians || m.suspect || m.empty {
			continue
		}
		d := j.first - m.head
		if d < 0 {
			d = 2 * -d // a subject stands before its verb
		}
		if d < distance {
			best, distance = m.name, d
		}
	}
	what := map[string]string{"motive": "motive of ", "aim": "aims of ", "strength": "strength of ", "vow": "threat by "}[j.class]
	if best != "" {
		return what + best
	}
	for _, p := range r.places {
		if s.First <= p.first && p.first < s.Last {
			if name := firstOf(p.where.Settlement, p.where.Adm2, p.where.Adm1); name != "" {
				return "violence in " + name
			}
		}
	}
	return "violence"
}

// firstOf returns the first text that is not empty.
func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// foretoldUntil returns the day until which a prediction speaks, "" if it does not say.
func (r *reading) foretoldUntil(s language.Sentence) string {
	for _, t := range r.times {
		if s.First <= t.First && t.First < s.Last {
			if d := tocsin.Date(t.To); !d.IsZero() && r.published.Before(d) {
				return d.String()
			}
		}
	}
	return ""
}

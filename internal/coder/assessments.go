package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// assessments finds judgements and predictions about actors and violence, with their voices. A sentence
// gives at most one of them: the first prediction, else the first judgement.
func (r *reading) assessments() []tocsin.Assessment {
	var found []tocsin.Assessment
	for _, s := range r.doc.Sentences {
		if j, ok := r.judgementIn(s); ok {
			found = append(found, r.assessment(j, s))
		}
	}
	return found
}

// A judgement is the words that judge, in one sentence.
type judgement struct {
	first, last int // tokens of the cue, half-open
	class       string
	prediction  bool
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
		return r.namesFighters(s)
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
	s, ok := r.subjectOf(v)
	if !ok {
		return false
	}
	lo, hi := r.actorsIn(s.first, s.last)
	for _, m := range r.actors[lo:hi] {
		if m.kind == actorGroup || m.kind == actorClass || m.kind == actorForce && said {
			return true
		}
	}
	return false
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
	for first > s.First && j.first-first < longestEvidence/2 && !r.endsClause(first-1) {
		first--
	}
	for last < s.Last && last-first < longestEvidence && !r.endsClause(last) {
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

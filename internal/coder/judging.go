package coder

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/weigh"
)

//go:embed judgements.weights
var judgementWeights string

// Before a fact, in judgements.weights, stands what it speaks for.
const (
	judges   = "judges: "    // the sentence holds a judgement
	foretell = "foretells: " // it holds a prediction
)

// judging are the learned weights by which a sentence is taken for a judgement, a prediction or neither.
type judging struct{ judges, foretells weigh.Weights }

// newJudging parts weights by what they speak for.
func newJudging(w weigh.Weights) judging {
	j := judging{weigh.Weights{}, weigh.Weights{}}
	for name, x := range w {
		if fact, ok := strings.CutPrefix(name, judges); ok {
			j.judges[fact] = x
		} else if fact, ok := strings.CutPrefix(name, foretell); ok {
			j.foretells[fact] = x
		}
	}
	return j
}

// both is how far the odds of a judgement and of a prediction must lie above those of neither for a sentence to hold both.
const both = 0.5

// choose decides on a sentence by what holds of it: whether it judges and whether it foretells. Neither has the sum 0. It
// can do both where it has room for them, a verb for each.
func (j *judging) choose(facts weigh.Choice, room bool) (judges, foretells bool) {
	a, p := j.judges.Sum(facts), j.foretells.Sum(facts)
	if room && min(a, p) > both {
		return true, true
	}
	return a > max(p, 0), p > 0 && p >= a
}

// A JudgedSentence is a sentence with what is known of it before it is decided whether it judges or foretells, for
// learning how.
type JudgedSentence struct {
	Start, End int // bytes
	Facts      weigh.Choice
	Room       bool // for a judgement and a prediction beside it
}

// JudgedSentences returns the sentences of a report on which is decided.
func (c *Coder) JudgedSentences(rep *tocsin.Report) []JudgedSentence {
	r := c.read(shortened(rep, mostText))
	var out []JudgedSentence
	for i, s := range r.doc.Sentences {
		if r.counterfactual(s) {
			continue
		}
		cue, ok := r.cueOf(s)
		out = append(out, JudgedSentence{s.Start, s.End, r.judgedBy(i, cue, ok), r.roomForBoth(s)})
	}
	return out
}

// Judged returns what is decided on a sentence by weights: "assessment", "prediction", both or nothing.
func (s *JudgedSentence) Judged(w weigh.Weights) []string {
	j := newJudging(w)
	var kinds []string
	judges, foretells := j.choose(s.Facts, s.Room)
	if judges {
		kinds = append(kinds, string(tocsin.Judgement))
	}
	if foretells {
		kinds = append(kinds, string(tocsin.Prediction))
	}
	return kinds
}

// JudgementChoices returns the choices on a sentence: neither, a judgement, a prediction.
func JudgementChoices(facts weigh.Choice) []weigh.Choice {
	choices := make([]weigh.Choice, 3)
	for _, f := range facts {
		choices[1] = append(choices[1], weigh.Fact{Name: judges + f.Name, Value: f.Value})
		choices[2] = append(choices[2], weigh.Fact{Name: foretell + f.Name, Value: f.Value})
	}
	return choices
}

// WithJudgements returns a coder that finds assessments by other weights.
func (c *Coder) WithJudgements(w weigh.Weights) *Coder {
	out := *c
	out.judging = newJudging(w)
	return &out
}

// roomForBoth reports whether a sentence speaks of what is to come in one verb and of what is in another.
func (r *reading) roomForBoth(s language.Sentence) bool {
	_, will := r.contentVerb(s, true)
	_, is := r.contentVerb(s, false)
	return will && is
}

// contentVerb returns the first finite verb of what is said in a sentence that speaks of what is to come, or of what is.
func (r *reading) contentVerb(s language.Sentence, toCome bool) (language.Phrase, bool) {
	for i := s.First; i < s.Last; i++ {
		v, ok := r.verb(i)
		if !ok || v.Head >= s.Last || v.First < s.First {
			continue
		}
		i = max(i, v.Last-1)
		if r.cues[v.Head] || r.words[v.First].Lower == "to" || r.doc.Tokens[v.First].Form == language.Gerund {
			continue
		}
		if _, _, will := r.future(v, s); will == toCome {
			return v, true
		}
	}
	return language.Phrase{}, false
}

// counterfactual reports whether a sentence says what would be if something were so that is not: that tells of no trend and
// foretells nothing.
func (r *reading) counterfactual(s language.Sentence) bool {
	if r.word(s.First) != "if" || r.quotedAt(s.First) {
		return false
	}
	for i := s.First; i < s.Last; i++ {
		if r.words[i].Lower == "would" && !r.quotedAt(i) {
			return true
		}
	}
	return false
}

// judgedBy returns what holds of sentence n that bears on whether it judges or foretells.
func (r *reading) judgedBy(n int, cue judgement, cued bool) weigh.Choice {
	s := r.doc.Sentences[n]
	var c weigh.Choice
	c.Add("sentence")
	if cued {
		kind := "cue"
		if cue.prediction {
			kind = "cue of things to come"
		}
		c.Add(kind)
		c.Add("cue: " + cue.class)
	}
	sp := r.speaking(s)
	c.Add("voice: " + sp.kind)
	c.AddIf(sp.quoted, "quoted")
	c.AddIf(sp.quoted, "quoted, voice: "+sp.kind)
	if sp.cue != "" {
		c.Add("cue verb: " + sp.cue)
	}
	c.AddIf(sp.hedged, "hedged by the speaker")
	c.AddIf(n == 0, "headline or first sentence")
	c.AddIf(sp.kind == "report" && r.voiceBefore(n) != "report", "report, after a speaker")
	c.AddIf(sp.kind != "report" && sp.goesOn, "the speaker goes on")
	switch l := s.Last - s.First; {
	case l < 6:
		c.Add("short")
	case l > 40:
		c.Add("long")
	}
	r.judgedByVerbs(&c, s, sp.kind)
	act := r.tellsOfViolence(s)
	c.AddIf(act, "tells of an act")
	c.AddIf(act, "tells of an act, voice: "+sp.kind)
	c.AddIf(!act && r.concernsViolence(s), "of violence, no act")
	c.AddIf(!r.concernsViolence(s), "not of violence")
	c.AddIf(r.namesFighters(s), "names fighters")
	c.AddIf(r.tollIn(s), "a toll")
	lo, _ := slices.BinarySearch(r.figureTokens, s.First)
	c.AddIf(lo < len(r.figureTokens) && r.figureTokens[lo] < s.Last, "a figure of harm")
	r.judgedByWords(&c, s, sp.kind)
	return c
}

// A speaking is who speaks in most of a sentence, and how.
type speaking struct {
	kind   string // type of voice
	quoted bool   // in words quoted, mostly
	goesOn bool   // without being named in the sentence
	hedged bool
	cue    string // lemma of the verb of saying, where it stands in the sentence
}

func (r *reading) speaking(s language.Sentence) speaking {
	counts := map[*saying]int{}
	for i := s.First; i < s.Last; i++ {
		counts[r.sayingAt(i)]++
	}
	var best *saying
	most := 0
	for i := s.First; i < s.Last; i++ { // in text order, so that ties are decided alike each time
		if g := r.sayingAt(i); g != nil && counts[g] > most {
			best, most = g, counts[g]
		}
	}
	if best == nil || most < 4 && most*3 < s.Last-s.First {
		return speaking{kind: "report"}
	}
	sp := speaking{kind: string(best.voice.Type), hedged: best.certainty == tocsin.Hedged, goesOn: best.cue < s.First || best.cue >= s.Last}
	if !sp.goesOn {
		sp.cue = r.words[best.cue].Lemma
	}
	in := 0
	for i := s.First; i < s.Last; i++ {
		if r.quotedAt(i) {
			in++
		}
	}
	sp.quoted = 2*in > most
	return sp
}

// quotedAt reports whether token k stands between quotation marks.
func (r *reading) quotedAt(k int) bool {
	i, at := slices.BinarySearchFunc(r.quotations, k, func(q quotation, k int) int { return cmp.Compare(q.open, k) })
	return !at && i > 0 && k < r.quotations[i-1].close
}

// voiceBefore returns the type of voice of the sentence before sentence n.
func (r *reading) voiceBefore(n int) string {
	if n == 0 {
		return "report"
	}
	return r.speaking(r.doc.Sentences[n-1]).kind
}

// judgedByVerbs adds what the verbs of a sentence say of time and likelihood.
func (r *reading) judgedByVerbs(c *weigh.Choice, s language.Sentence, voice string) {
	first := true
	for i := s.First; i < s.Last; i++ {
		v, ok := r.verb(i)
		if !ok || v.Head >= s.Last {
			continue
		}
		i = max(i, v.Last-1)
		if r.cues[v.Head] {
			continue // who says it is not what is said
		}
		if _, sure, ok := r.future(v, s); ok {
			kind := "may be"
			if sure {
				kind = "will be"
			}
			c.Add("verb of what " + kind)
			c.Add("verb of what " + kind + ", voice: " + voice)
			c.AddIf(r.conditional(v.First, s), "verb of what "+kind+", on a condition")
			c.AddIf(r.subjectFights(v), "verb of what "+kind+", of fighters")
		}
		c.AddIf(v.Negated, "negated")
		if !first || r.words[v.First].Lower == "to" {
			continue
		}
		first = false
		tense := r.tense(v)
		c.Add("tense: " + tense)
		c.Add("tense: " + tense + ", voice: " + voice)
		c.AddIf(r.headsAct(v.Head), "the first verb tells of an act")
		c.AddIf(r.words[v.Head].Lemma == "be", "is something")
		c.AddIf(r.subjectFights(v), "said of fighters")
	}
}

// tense says of what time a verb phrase speaks.
func (r *reading) tense(v language.Phrase) string {
	for k := v.First; k < v.Head; k++ {
		switch r.words[k].Lower {
		case "has", "have", "'ve", "’ve":
			return "perfect"
		case "had":
			return "past perfect"
		case "is", "are", "'s", "'re", "’s", "’re", "am":
			return "present"
		case "was", "were":
			return "past"
		case "will", "would", "may", "might", "could", "can", "should", "must", "shall":
			return r.words[k].Lower
		}
	}
	switch r.doc.Tokens[v.Head].Form {
	case language.Past:
		return "past"
	case language.PastParticiple, language.Gerund:
		return "participle"
	}
	if w := r.words[v.Head].Lower; w == "was" || w == "were" {
		return "past"
	}
	return "present"
}

// judgedByWords adds the words of a sentence but for names, numbers and who says it, each once, and what the word list of
// judgements makes of them.
func (r *reading) judgedByWords(c *weigh.Choice, s language.Sentence, voice string) {
	from := len(*c)
	once := func(name string) {
		if !slices.ContainsFunc((*c)[from:], func(f weigh.Fact) bool { return f.Name == name }) {
			c.Add(name)
		}
	}
	for i := s.First; i < s.Last; i++ {
		if e, _ := r.lists.assessment.At(r.words, i); e != nil && !r.conditional(i, s) {
			once("words of " + e.Value())
			once("words of " + e.Value() + ", voice: " + voice)
		}
		if e, _ := r.lists.judging.At(r.words, i); e != nil && !r.cues[i] {
			once("of " + e.Value())
			once("of " + e.Value() + ", voice: " + voice)
			if voiced, _ := r.voiceAt(i); voiced.Type == tocsin.VoiceReport {
				once("of " + e.Value() + ", in the report's words")
			}
		}
		t := &r.doc.Tokens[i]
		switch t.Tag {
		case language.VERB, language.ADJ, language.ADV, language.AUX, language.PRON, language.SCONJ, language.DET, language.PART:
			if !r.cues[i] {
				once("word: " + r.words[i].Lemma)
			}
		}
		if t.Text == "?" {
			once("a question")
		}
	}
	for _, t := range r.times {
		if s.First <= t.First && t.First < s.Last {
			if d := tocsin.Date(t.To); !d.IsZero() && r.published.Before(d) {
				once("a time to come")
			}
		}
	}
}

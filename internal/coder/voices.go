package coder

import (
	"sort"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// A saying is one stretch of text that stands on somebody's say-so: source, cue, content (merging.md §2).
type saying struct {
	first, last int // tokens of the content, half-open
	cue         int // token of the cue ("said", "according")
	voice       tocsin.Voice
	certainty   tocsin.Certainty // what the cue does to its content: said states, believed hedges
	when        tocsin.Date      // day of the saying, zero if not told
	// sourceFirst, sourceLast are the tokens that name who speaks, half-open; equal where nobody is named.
	sourceFirst, sourceLast int
	denies                  bool // the speaker says that the content is not so
	unsaid                  bool // the speaker does not say the content: "did not say that", "has not denied that"
}

// findSayings finds who says what, in text order of the content; nested sayings follow the one they stand in.
func (r *reading) findSayings() []saying {
	r.persons = r.findPeople()
	r.quotations = r.findQuotes()
	f := sayingFinder{reading: r, people: r.persons, quotes: r.quotations}
	for _, s := range r.doc.Sentences {
		f.sentence(s)
	}
	f.fillQuotes()
	f.chain()
	r.sayings = f.found
	r.cues = make(map[int]bool, len(f.found))
	for i := range f.found {
		r.cues[f.found[i].cue] = true
	}
	r.indexVoices()
	return r.sayings
}

// A sayingFinder goes through a report sentence by sentence and remembers who spoke.
type sayingFinder struct {
	*reading
	people map[string]person // by last name, in lower case
	quotes []quotation
	found  []saying
	last   int // the saying found last whose speaker can go on ("he added"), index+1
}

// A quotation is a stretch between quotation marks.
type quotation struct{ open, close int } // tokens of the marks

// sentence finds the sayings whose cue stands in a sentence.
func (f *sayingFinder) sentence(s language.Sentence) {
	for i := s.First; i < s.Last; i++ {
		switch w := f.words[i].Lower; {
		case w == "according" && i+1 < s.Last && f.words[i+1].Lower == "to":
			f.according(i, i+2, s)
		case (w == "citing" || w == "quoting") && i+1 < s.Last:
			f.citing(i, s)
		}
	}
	lo := sort.Search(len(f.verbs), func(k int) bool { return f.verbs[k].First >= s.First })
	for ; lo < len(f.verbs) && f.verbs[lo].First < s.Last; lo++ {
		v := f.verbs[lo]
		e, _ := f.lists.cue.At(f.words, v.Head)
		if e == nil || v.Modal && !v.Passive { // "could not confirm", "will announce"
			continue
		}
		c := cue{v: v, class: e.Value(), weak: e.Has("weak"), clause: e.Has("clause"), told: e.Has("told"), certainty: tocsin.Stated}
		if e.Has("hedged") {
			c.certainty = tocsin.Hedged
		}
		if v.Passive || c.class == "believe" && (f.reading.passive(v) || f.believedTo(v, s)) {
			f.passive(c, s)
		} else {
			f.active(c, s)
		}
	}
	f.bracketed(s)
	f.headed(s)
}

// believedTo reports whether a verb of believing is a participle: "gunmen believed to be members of X".
func (f *sayingFinder) believedTo(v language.Phrase, s language.Sentence) bool {
	return v.First == v.Head && v.Last < s.Last && f.words[v.Last].Lower == "to"
}

// A cue is a verb of saying with what its list tells of it.
type cue struct {
	v                  language.Phrase
	class              string
	weak, clause, told bool
	certainty          tocsin.Certainty
}

// add notes a saying.
func (f *sayingFinder) add(s saying) {
	if s.first >= s.last {
		return
	}
	if s.voice.Via == nil {
		s.voice.Via = []string{}
	}
	f.found = append(f.found, s)
	if s.voice.Type != tocsin.VoiceReport {
		f.last = len(f.found)
	}
}

// active reads a cue with a speaker as its subject: "S said that C", "C, S said", ""C," said S".
func (f *sayingFinder) active(c cue, s language.Sentence) {
	if c.weak && c.class == "report" && f.cites(c, s) {
		return
	}
	if c.class == "accuse" || c.class == "condemn" {
		f.accusation(c, s)
		return
	}
	told := false
	if f.words[c.v.First].Lower == "to" {
		if _, told = f.toldBefore(c.v); !told {
			return
		}
	}
	if f.doc.Tokens[c.v.Head].Form == language.Gerund && !f.afterSpeaker(c.v.First, s) {
		return
	}
	if k := c.v.First - 1; k > s.First && issued[f.words[c.v.Head].Lemma] && c.v.First == c.v.Head && written[f.words[k].Lemma] && f.doc.Tokens[c.v.Head].Form != language.Present {
		return // "a statement posted on Telegram": whose it is stands before
	}
	if f.inverted(c, s) {
		return
	}
	sub, ok := f.speakerOf(c.v)
	if told {
		sub, ok = f.toldBefore(c.v)
	}
	if !ok {
		return
	}
	voice, ok := f.voiceOfSubject(sub)
	if !ok {
		return
	}
	rest, hearer := f.afterCue(c, s)
	if c.class == "claim" && !f.clauseAt(rest, s) && !f.colonAt(rest, s) {
		if left, _ := f.leftContent(sub.first, s); left < 0 {
			return // "claimed responsibility for an attack that killed two": who counts the dead is the report
		}
	}
	voice.Via = append(voice.Via, hearer...)
	if w := f.words[s.First].Lower; (w == "in" || w == "on" || w == "through" || w == "via") && sub.first > s.First {
		for _, ch := range f.channelsIn(s.First, sub.first) {
			voice.Via = appendNew(voice.Via, ch) // "In a text message to reporters, X said"
		}
	}
	out := saying{cue: c.v.Head, voice: voice, certainty: c.certainty, when: f.dayNear(sub.first, rest, s), sourceFirst: sub.first, sourceLast: sub.end, denies: c.class == "deny" && !c.v.Negated, unsaid: c.v.Negated}
	left, parenthetical := f.leftContent(sub.first, s)
	if f.doc.Tokens[c.v.Head].Form == language.Gerund && c.v.First == c.v.Head {
		left, parenthetical = -1, false
	}
	right := f.rightContent(rest, s)
	thatFollows := rest < s.Last && (f.words[rest].Lower == "that" || isOpenQuote(f.doc.Tokens[rest].Text))
	if (c.weak || c.clause) && !thatFollows && !(c.weak && left >= 0 && f.words[max(sub.first-1, 0)].Lower == ",") {
		if !(c.weak && f.colonAt(rest, s)) {
			return
		}
	}
	if left < 0 && parenthetical && rest < s.Last && f.words[rest].Lower == "," && !thatFollows {
		left = s.First // "The blast, police said, killed two"
	}
	switch {
	case f.colonAt(rest, s):
		out.first, out.last = f.afterColon(rest, s)
		f.add(out)
	case left >= 0 && parenthetical && rest < s.Last && f.words[rest].Lower == "," && !thatFollows:
		out.first, out.last = left, s.Last
		f.add(out)
	case left >= 0 && (!right || isCloseQuote(f.doc.Tokens[max(sub.first-1, 0)].Text)):
		out.first, out.last = left, sub.first
		f.add(out)
		if right {
			out.first, out.last = rest, s.Last
			f.add(out)
		}
	case left >= 0 && parenthetical && !thatFollows && f.onlyAdverbs(rest, s):
		out.first, out.last = left, sub.first
		f.add(out)
	case right:
		out.first, out.last = rest, f.contentEnd(rest, s)
		f.add(out)
	}
}

// cites reads "X quoted Y as saying C": Y speaks, X is the channel.
func (f *sayingFinder) cites(c cue, s language.Sentence) bool {
	for k := c.v.Last; k+1 < s.Last && k < c.v.Last+25; k++ {
		if f.words[k].Lower != "as" || f.words[k+1].Lemma != "say" && f.words[k+1].Lemma != "tell" {
			continue
		}
		voice, ok := f.voiceOfSubject(subject{first: c.v.Last, last: f.phraseFrom(c.v.Last, k), end: k})
		if !ok {
			return false
		}
		if sub, in := f.subjectOf(c.v); in {
			voice.Via = appendNew(voice.Via, f.channelName(sub.first, sub.end))
		}
		f.add(saying{first: min(k+2, s.Last), last: s.Last, cue: c.v.Head, voice: voice, certainty: tocsin.Stated, sourceFirst: c.v.Last, sourceLast: k})
		return true
	}
	return false
}

// afterSpeaker reports whether a participle cue follows its speaker's own clause: ", saying that".
func (f *sayingFinder) afterSpeaker(k int, s language.Sentence) bool {
	return k > s.First && f.words[k-1].Lower == ","
}

// inverted reads ""C," said S" and "C, said S": nothing but a comma or a quotation mark stands before the cue.
func (f *sayingFinder) inverted(c cue, s language.Sentence) bool {
	k := c.v.First - 1
	if k < s.First || c.v.Last >= s.Last || c.told || f.doc.Tokens[c.v.Head].Form == language.Gerund {
		return false
	}
	if w := f.doc.Tokens[k].Text; w != "," && !isCloseQuote(w) {
		return false
	}
	if !isCloseQuote(f.doc.Tokens[k].Text) && !f.hasVerb(s.First, k) {
		return false
	}
	j := c.v.Last
	for j < s.Last && f.doc.Tokens[j].Tag == language.ADV {
		j++
	}
	p, ok := f.noun(j)
	if !ok || p.First < c.v.First || objects[f.words[j].Lower] {
		return false
	}
	end := f.sourceEnd(j, s)
	n := f.phraseFrom(p.First, s.Last)
	for n < s.Last && f.doc.Tokens[n].Tag == language.ADV {
		n++ // "said his ward alone had received"
	}
	if n < s.Last && (f.doc.Tokens[n].Tag == language.VERB && f.doc.Tokens[n].Form != language.PastParticiple || f.doc.Tokens[n].Tag == language.AUX) && !isCloseQuote(f.doc.Tokens[k].Text) {
		return false // "The rebels, who deny it, said the army was": what follows is the content
	}
	sub := subject{first: p.First, last: f.phraseFrom(p.First, s.Last), end: end}
	voice, ok := f.voiceOfSubject(sub)
	if !ok {
		return false
	}
	f.add(saying{first: s.First, last: c.v.First, cue: c.v.Head, voice: voice, certainty: c.certainty, when: f.dayNear(c.v.First, end, s), sourceFirst: sub.first, sourceLast: end})
	return true
}

// objects are pronouns that, behind a verb of saying, are what it says of: "two groups, X and Y, claimed it".
var objects = set("it this that them him her these those")

// sourceEnd returns where a speaker named after the cue ends, appositions included.
func (f *sayingFinder) sourceEnd(k int, s language.Sentence) int {
	for ; k < s.Last; k++ {
		switch w := f.doc.Tokens[k].Text; {
		case w == ";" || w == "." || w == ":" || isOpenQuote(w) || isCloseQuote(w):
			return k
		case f.doc.Tokens[k].Tag == language.VERB || f.doc.Tokens[k].Tag == language.SCONJ || f.words[k].Lower == "but":
			return k
		}
	}
	return k
}

// afterCue goes over what may stand between a cue and its content: the hearer of "told", dates, "in a statement". It
// returns where the content would begin and the channels told.
func (f *sayingFinder) afterCue(c cue, s language.Sentence) (int, []string) {
	k := c.v.Last
	var via []string
	if c.told && k < s.Last {
		if p, ok := f.noun(k); ok && p.First >= c.v.Last-1 {
			end := f.phraseFrom(p.First, s.Last)
			via = f.channelsIn(k, end)
			k = end
		}
	}
	for k < s.Last {
		t := &f.doc.Tokens[k]
		switch {
		case t.Tag == language.ADV || f.isTimeWord(k) && t.Tag != language.VERB:
			k++
		case (t.Lower == "in" || t.Lower == "on" || t.Lower == "at" || t.Lower == "to" || t.Lower == "through" || t.Lower == "during" || t.Lower == "via" || t.Lower == "by") && k+1 < s.Last:
			p, ok := f.noun(k + 1)
			if !ok {
				return k, via
			}
			via = append(via, f.channelsIn(k, p.Last)...)
			k = p.Last
			if k < s.Last && issued[f.words[k].Lemma] && f.words[k].Lower != f.words[k].Lemma {
				k++ // "in a statement posted on its website"
			}
		default:
			return k, via
		}
	}
	return k, via
}

// written are what can be posted.
var written = set("statement message video communique tweet post letter audio recording")

// issued are what is done with a statement before it is quoted.
var issued = set("post publish release issue send email broadcast carry circulate share see obtain read")

// leftContent returns where the content to the left of a speaker begins, -1 where there is none; and whether the
// speaker is set off by a comma.
func (f *sayingFinder) leftContent(source int, s language.Sentence) (int, bool) {
	k := source - 1
	for k >= s.First && (f.words[k].Lower == "the" || f.words[k].Lower == "a" || f.words[k].Lower == "an") {
		k--
	}
	if k <= s.First {
		return -1, false
	}
	w := f.doc.Tokens[k].Text
	switch {
	case isCloseQuote(w):
		return s.First, false
	case w == "," || w == "--" || w == "—" || w == "–":
		if f.hasFinite(s.First, k) && !subordinators[f.words[s.First].Lower] {
			return f.clauseStart(k, s), true
		}
		return -1, !f.isTimeWord(k - 1)
	}
	return -1, false
}

var subordinators = set("when while after before although though if as since because")

// clauseStart returns where the clause that ends before token k begins: after the last semicolon.
func (f *sayingFinder) clauseStart(k int, s language.Sentence) int {
	for j := k - 1; j > s.First; j-- {
		if f.words[j].Lower == ";" {
			return j + 1
		}
	}
	return s.First
}

// rightContent reports whether a clause follows from token k on.
func (f *sayingFinder) rightContent(k int, s language.Sentence) bool {
	if k >= s.Last {
		return false
	}
	switch w := f.doc.Tokens[k].Text; {
	case w == "," || w == "." || w == ";" || isCloseQuote(w) && !isOpenQuote(w):
		return false
	case f.words[k].Lower == "that" || isOpenQuote(w):
		return true
	}
	return f.hasVerb(k, s.Last) || f.hasNoun(k, s.Last)
}

// clauseAt reports whether a clause begins at token k: "that", or a phrase with its verb right behind it.
func (f *sayingFinder) clauseAt(k int, s language.Sentence) bool {
	if k >= s.Last {
		return false
	}
	if f.words[k].Lower == "that" || isOpenQuote(f.doc.Tokens[k].Text) || f.words[k].Lower == "to" {
		return true
	}
	if f.objectAt(k) && f.doc.Tokens[k].Tag == language.ADP {
		k += 2 // "at least", "more than"
	}
	end := f.phraseFrom(min(k, s.Last-1), s.Last)
	for end < s.Last && f.doc.Tokens[end].Tag == language.ADV {
		end++
	}
	if end >= s.Last {
		return false
	}
	v, ok := f.verb(end)
	return ok && v.First == end && f.doc.Tokens[v.Head].Form != language.Gerund && !(f.doc.Tokens[v.Head].Form == language.PastParticiple && f.reading.passive(v) && !v.Passive)
}

// contentEnd returns where the content that begins at token k ends: the sentence's end, or a semicolon.
func (f *sayingFinder) contentEnd(k int, s language.Sentence) int {
	depth := false
	for j := k; j < s.Last; j++ {
		switch w := f.doc.Tokens[j].Text; {
		case isOpenQuote(w) && !depth:
			depth = true
		case isCloseQuote(w):
			depth = false
		case w == ";" && !depth:
			return j
		case w == "," && !depth && j+2 < s.Last && f.words[j+1].Lower == "however" && f.words[j+2].Lower == ",":
			return j // "denied it, however, a report found": the report goes on
		}
	}
	return s.Last
}

// colonAt reports whether a colon stands at token k, content after it.
func (f *sayingFinder) colonAt(k int, s language.Sentence) bool {
	return k < s.Last && f.words[k].Lower == ":"
}

// afterColon returns the content after the colon at token k: the rest of its sentence; a quotation to its end; and
// where a statement is printed after its speaker's line ("Minister X said:"), the rest of the report.
func (f *sayingFinder) afterColon(k int, s language.Sentence) (int, int) {
	if k+1 < s.Last {
		return k + 1, s.Last
	}
	if k+1 < len(f.words) {
		if q := f.quoteAt(k + 1); q != nil {
			return q.open, q.close + 1
		}
		return k + 1, len(f.words)
	}
	return k, k
}

// hasFinite reports whether a clause with its own verb stands in tokens from..to: not a participle, not an infinitive.
func (f *sayingFinder) hasFinite(from, to int) bool {
	k := sort.Search(len(f.verbs), func(k int) bool { return f.verbs[k].Last > from })
	for ; k < len(f.verbs) && f.verbs[k].First < to; k++ {
		v := f.verbs[k]
		if t := &f.doc.Tokens[v.Head]; f.words[v.First].Lower == "to" || t.Form == language.Gerund && v.First == v.Head || t.Form == language.PastParticiple && v.First == v.Head && f.reading.passive(v) && !(v.Last < to && motions[f.words[v.Last].Lower]) {
			continue
		}
		return true
	}
	return false
}

// motions are prepositions that make a past of what looks like a participle: "a shell slammed into a house".
var motions = set("into onto through")

func (f *sayingFinder) hasVerb(from, to int) bool {
	k := sort.Search(len(f.verbs), func(k int) bool { return f.verbs[k].Last > from })
	return k < len(f.verbs) && f.verbs[k].First < to
}

func (f *sayingFinder) hasNoun(from, to int) bool {
	k := sort.Search(len(f.doc.Nouns), func(k int) bool { return f.doc.Nouns[k].Last > from })
	return k < len(f.doc.Nouns) && f.doc.Nouns[k].First < to && !f.isTimeWord(f.doc.Nouns[k].Head)
}

// onlyAdverbs reports whether nothing but dates and adverbs follows token k before a mark.
func (f *sayingFinder) onlyAdverbs(k int, s language.Sentence) bool {
	return !f.hasVerb(k, s.Last)
}

// dayNear returns the day of a saying where a date stands between its source and its content.
func (f *sayingFinder) dayNear(from, to int, s language.Sentence) tocsin.Date {
	lo := sort.Search(len(f.times), func(k int) bool { return f.times[k].Last > from })
	for ; lo < len(f.times) && f.times[lo].First < min(to, s.Last); lo++ {
		if e := f.times[lo]; e.Known() && e.From == e.To {
			return tocsin.Date(e.From)
		}
	}
	return tocsin.Date{}
}

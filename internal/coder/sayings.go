package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// passive reads cues in the passive: "it was reported that C", "X is believed to VP", "X was quoted as saying C by S",
// "he was told by S that C". Who says it is mostly left open: then the report says it, and believes or suspects
// where the cue does.
func (f *sayingFinder) passive(c cue, s language.Sentence) {
	if c.class == "accuse" || c.class == "condemn" || c.class == "warn" || c.class == "deny" {
		return
	}
	k := c.v.Last
	if c.weak && !(k < s.Last && (f.words[k].Lower == "that" || f.words[k].Lower == "as")) {
		return
	}
	out := saying{cue: c.v.Head, voice: tocsin.ReportVoice(), certainty: c.certainty}
	sub, hasSubject := f.subjectOf(c.v)
	if hasSubject && k+1 < s.Last && f.words[k].Lower == "as" && f.words[k+1].Lemma == "say" {
		f.quoted(c, sub, s)
		return
	}
	if first, last, ok := f.agentBy(c.v); ok && first <= k+3 {
		if v, ok := f.voiceOfSubject(subject{first: first, last: last, end: last}); ok {
			out.voice, out.sourceFirst, out.sourceLast = v, first, last
			k = last
		}
	}
	k, _ = f.afterCue(cue{v: language.Phrase{Last: k}}, s)
	if k >= s.Last {
		return
	}
	switch w := f.words[k].Lower; {
	case w == "that":
		out.first, out.last = k, f.contentEnd(k, s)
	case w == "to" && hasSubject && c.class != "say" || f.words[k].Lemma == "have" || w == "to":
		// "X is said to be behind": by hearsay, whatever the verb
		out.first, out.last = c.v.Last, f.clauseEnd(k, s)
		if hasSubject {
			out.first = sub.first
		}
		if out.voice.Type == tocsin.VoiceReport {
			out.certainty = tocsin.Hedged
		}
	default:
		return
	}
	f.add(out)
}

// quoted reads "X was quoted as saying C by Y": X speaks, Y is the channel.
func (f *sayingFinder) quoted(c cue, sub subject, s language.Sentence) {
	voice, ok := f.voiceOfSubject(sub)
	if !ok {
		return
	}
	out := saying{cue: c.v.Head, voice: voice, certainty: tocsin.Stated, sourceFirst: sub.first, sourceLast: sub.end}
	for k := c.v.Last; k+1 < s.Last; k++ {
		if f.words[k].Lower == "by" {
			out.voice.Via = append(out.voice.Via, f.channelName(k+1, f.phraseFrom(k+1, s.Last)))
			break
		}
	}
	if left, _ := f.leftContent(sub.first, s); left >= 0 {
		out.first, out.last = left, sub.first
	} else {
		out.first, out.last = min(c.v.Last+2, s.Last), s.Last
	}
	f.add(out)
}

// clauseEnd returns where the clause from token k on ends: at a comma with a new subject, or the sentence's end.
func (f *sayingFinder) clauseEnd(k int, s language.Sentence) int {
	for j := k; j+1 < s.Last; j++ {
		if w := f.words[j].Lower; w == ";" || w == "," && clauseOpeners[f.words[j+1].Lower] {
			return j
		}
	}
	return s.Last
}

var clauseOpeners = set("but while although though whereas and")

// accusation reads "S accused X of C" and "S blamed X for C": the content is what follows, on S's say-so.
func (f *sayingFinder) accusation(c cue, s language.Sentence) {
	if c.class == "condemn" || f.words[c.v.First].Lower == "to" {
		return
	}
	sub, ok := f.speakerOf(c.v)
	if !ok {
		return
	}
	voice, ok := f.voiceOfSubject(sub)
	if !ok {
		return
	}
	f.add(saying{first: c.v.Last, last: f.clauseEnd(c.v.Last, s), cue: c.v.Head, voice: voice, certainty: tocsin.Stated,
		when: f.dayNear(sub.first, c.v.Last+3, s), sourceFirst: sub.first, sourceLast: sub.end})
}

// according reads "according to S, C" and "C, according to S".
func (f *sayingFinder) according(at, k int, s language.Sentence) {
	if k >= s.Last {
		return
	}
	end := f.accordingEnd(k, s)
	voice, ok := f.voiceOfSubject(subject{first: k, last: end, end: end})
	if !ok {
		return
	}
	out := saying{cue: at, voice: voice, certainty: tocsin.Stated, sourceFirst: k, sourceLast: end}
	before := at - 1
	if before >= s.First && f.words[before].Lower == "," {
		before--
	}
	switch {
	case before < s.First:
		out.first, out.last = min(end+1, s.Last), s.Last
	case relatives[f.words[before].Lower]:
		out.first, out.last = before, s.Last
	default:
		out.first, out.last = f.clauseStart(at, s), s.Last
		if end >= s.Last-1 {
			out.last = at
		}
	}
	f.add(out)
}

// accordingEnd returns where the source after "according to" ends: at the comma before the content, over an
// apposition.
func (f *sayingFinder) accordingEnd(k int, s language.Sentence) int {
	j := k
	for j < s.Last {
		w := f.doc.Tokens[j].Text
		if w == "." || w == ";" || isOpenQuote(w) || w == "," && !f.apposition(j, s) {
			return j
		}
		if t := &f.doc.Tokens[j]; j > k && t.Tag == language.VERB && (t.Form == language.Past || t.Form == language.Present) || t.Tag == language.AUX && j > k {
			return max(k+1, f.phraseFrom(k, s.Last))
		}
		j++
	}
	return j
}

// apposition reports whether the comma at token k opens a role of the one named before it: ", spokesman for X,".
func (f *sayingFinder) apposition(k int, s language.Sentence) bool {
	if k+1 >= s.Last || f.doc.Tokens[k+1].Tag == language.ADP {
		return false
	}
	for j := k + 1; j < s.Last && j < k+12; j++ {
		if w := f.words[j].Lower; w == "," || w == "." {
			return false
		}
		if f.doc.Tokens[j].Tag == language.VERB || f.doc.Tokens[j].Tag == language.AUX {
			return false
		}
		if e, _ := f.entry(f.lists.role, j); e != nil {
			return f.closedBefore(j, s)
		}
	}
	return false
}

// closedBefore reports whether a mark comes after token k before any verb.
func (f *sayingFinder) closedBefore(k int, s language.Sentence) bool {
	for j := k; j < s.Last; j++ {
		if w := f.words[j].Lower; w == "," || w == "." || w == ";" {
			return true
		}
		if t := &f.doc.Tokens[j]; t.Tag == language.AUX || t.Tag == language.VERB && (t.Form != language.PastParticiple || f.objectAt(j+1)) {
			return false
		}
	}
	return true
}

// citing reads "…, citing S": what the sentence says stands on S's word, and who cites is the channel.
func (f *sayingFinder) citing(k int, s language.Sentence) {
	end := f.phraseFrom(k+1, s.Last)
	voice, ok := f.voiceOfSubject(subject{first: k + 1, last: end, end: end})
	if !ok || end <= k+1 || voice.Type == tocsin.VoiceOther {
		return
	}
	f.add(saying{first: s.First, last: k, cue: k, voice: voice, certainty: tocsin.Stated, sourceFirst: k + 1, sourceLast: end})
}

// headed reads a headline that names its source before a colon: "Police: Three killed in a bombing".
func (f *sayingFinder) headed(s language.Sentence) {
	for k := s.First + 1; k < s.Last-2 && k < s.First+6; k++ {
		if f.words[k].Lower != ":" {
			if f.doc.Tokens[k].Tag == language.VERB || f.doc.Tokens[k].Tag == language.PUNCT {
				return
			}
			continue
		}
		kind, ok := f.roleIn(s.First, k)
		if !ok || kind == tocsin.VoiceOther || kind == tocsin.VoicePerpetrator || !f.hasVerb(k, s.Last) || !f.hasRole(s.First, k) {
			return // "BAGHDAD: …" is where it was written
		}
		f.add(saying{first: k + 1, last: s.Last, cue: k, certainty: tocsin.Stated, sourceFirst: s.First, sourceLast: k,
			voice: tocsin.Voice{Speaker: f.speakerName(s.First, k, kind), Type: kind}})
		return
	}
}

// hasRole reports whether tokens first..last hold a word for who speaks, and not only a name.
func (f *sayingFinder) hasRole(first, last int) bool {
	for k := first; k < last; k++ {
		if e, _ := f.entry(f.lists.role, k); e != nil {
			return true
		}
	}
	return false
}

// bracketed reads the wire form `[NAME] "…"`: an editor names who speaks before the quotation.
func (f *sayingFinder) bracketed(s language.Sentence) {
	k := s.First
	if !isOpenBracket(f.doc.Tokens[k].Text) || k+3 >= len(f.words) {
		return
	}
	j := k + 1
	for j < s.Last && j < k+6 && !isCloseBracket(f.doc.Tokens[j].Text) {
		j++
	}
	if j >= s.Last || j+1 >= len(f.words) || !isOpenQuote(f.doc.Tokens[j+1].Text) {
		return
	}
	voice, ok := f.voiceOfSubject(subject{first: k + 1, last: j, end: j})
	if !ok {
		return
	}
	if q := f.quoteAt(j + 1); q != nil {
		f.add(saying{first: q.open, last: q.close + 1, cue: k, voice: voice, certainty: tocsin.Stated, sourceFirst: k + 1, sourceLast: j})
	}
}

// findQuotes pairs the quotation marks of the text. A straight mark opens where a space stands before it. A quotation
// that a paragraph opens again without having closed it goes on.
func (r *reading) findQuotes() []quotation {
	var found []quotation
	open := -1
	for i := range r.doc.Tokens {
		t := &r.doc.Tokens[i]
		switch {
		case t.Text == `"`:
			opens := t.Start == 0 || strings.ContainsRune(" \n\t([-", rune(r.text[t.Start-1]))
			if open < 0 && opens {
				open = i
			} else if open >= 0 && !opens {
				found = append(found, quotation{open, i})
				open = -1
			}
		case isOpenQuote(t.Text):
			if open < 0 {
				open = i
			}
		case isCloseQuote(t.Text) && open >= 0:
			found = append(found, quotation{open, i})
			open = -1
		}
		if open >= 0 && i-open > longestQuote {
			open = -1 // a mark that was never closed
		}
	}
	return found
}

// longestQuote is how many tokens a quotation may run before its opening mark is taken for a stray one.
const longestQuote = 400

// quoteAt returns the quotation that token k opens or stands in, nil if none.
func (f *sayingFinder) quoteAt(k int) *quotation {
	lo, hi := 0, len(f.quotes)
	for lo < hi {
		mid := (lo + hi) / 2
		if f.quotes[mid].close < k {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(f.quotes) && f.quotes[lo].open <= k {
		return &f.quotes[lo]
	}
	return nil
}

// fillQuotes lets a saying that holds part of a quotation hold all of it, and gives a quotation without a cue to
// whoever spoke last before it.
func (f *sayingFinder) fillQuotes() {
	held := make(map[int]bool) // by opening mark
	for i := range f.found {
		s := &f.found[i]
		for _, end := range [2]int{s.first, s.last - 1} {
			if q := f.quoteAt(end); q != nil && q.open < q.close {
				s.first, s.last = min(s.first, q.open), max(s.last, q.close+1)
			}
		}
	}
	for i := range f.found {
		for _, q := range f.quotesIn(f.found[i].first, f.found[i].last) {
			held[q.open] = true
		}
	}
	for _, q := range f.quotes {
		if held[q.open] || q.close-q.open < shortQuote {
			continue
		}
		if v, sub, ok := f.colonSpeaker(q.open); ok {
			f.found = append(f.found, saying{first: q.open, last: q.close + 1, cue: max(q.open-1, 0), voice: v, certainty: tocsin.Stated, sourceFirst: sub.first, sourceLast: sub.last})
			continue
		}
		if s := f.speakerBefore(q.open); s != nil {
			next := *s
			next.first, next.last, next.certainty, next.denies = q.open, q.close+1, tocsin.Stated, false
			f.found = append(f.found, next)
		}
	}
}

// colonSpeaker returns who speaks in a quotation behind a colon where no verb of saying stands before it: the subject of
// its sentence ("the ministry justified the strike: "…"").
func (f *sayingFinder) colonSpeaker(open int) (tocsin.Voice, subject, bool) {
	if open == 0 || f.words[open-1].Lower != ":" {
		return tocsin.Voice{}, subject{}, false
	}
	s := f.reading.sentence(open - 1)
	for k := s.First; k < open; k++ {
		v, ok := f.verb(k)
		if !ok {
			continue
		}
		k = v.Last
		if f.words[v.First].Lower == "to" || f.reading.passive(v) || f.doc.Tokens[v.Head].Form == language.Gerund {
			continue
		}
		sub, ok := f.subjectOf(v)
		if !ok {
			continue
		}
		kind, ok := f.roleIn(sub.first, sub.last)
		if !ok || kind == tocsin.VoiceOther {
			continue
		}
		return tocsin.Voice{Speaker: f.speakerName(sub.first, sub.last, kind), Type: kind, Via: []string{}}, sub, true
	}
	return tocsin.Voice{}, subject{}, false
}

// shortQuote is how many tokens a quotation has at least that is somebody's sentence and not a word set apart.
const shortQuote = 6

func (f *sayingFinder) quotesIn(first, last int) []quotation {
	var in []quotation
	for k := first; k < last; {
		q := f.quoteAt(k)
		if q == nil {
			lo := 0
			for lo < len(f.quotes) && f.quotes[lo].open < k {
				lo++
			}
			if lo == len(f.quotes) || f.quotes[lo].open >= last {
				break
			}
			q = &f.quotes[lo]
		}
		in = append(in, *q)
		k = q.close + 1
	}
	return in
}

// speakerBefore returns the saying whose cue stands last before token k, within two sentences.
func (f *sayingFinder) speakerBefore(k int) *saying {
	var best *saying
	for i := range f.found {
		s := &f.found[i]
		if s.cue < k && s.voice.Type != tocsin.VoiceReport && (best == nil || s.cue > best.cue) && f.doc.Tokens[k].Sentence-f.doc.Tokens[s.cue].Sentence <= 2 {
			best = s
		}
	}
	return best
}

// chain gives each saying the channels it came through: who is said to have said it, when that is a channel, stands
// behind it (nearest to the speaker first).
func (f *sayingFinder) chain() {
	for i := range f.found {
		in := &f.found[i]
		for k := range f.found {
			out := &f.found[k]
			if k == i || out.first > in.cue || in.cue >= out.last || out.voice.Speaker == "" || out.voice.Speaker == in.voice.Speaker {
				continue
			}
			if in.voice.Type == tocsin.VoiceReport {
				// "officials said it is believed": they believe it
				in.voice = out.voice
			} else if out.voice.Type == tocsin.VoiceMedia || out.voice.Type == tocsin.VoiceMonitor || in.voice.Type == tocsin.VoicePerpetrator {
				in.voice.Via = appendNew(in.voice.Via, out.voice.Speaker)
			}
			break
		}
	}
}

// appendNew appends a name unless it is there.
func appendNew(list []string, name string) []string {
	for _, have := range list {
		if have == name {
			return list
		}
	}
	return append(list[:len(list):len(list)], name)
}

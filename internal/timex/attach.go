package timex

import (
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// An Attachment is the expression that dates an event.
type Attachment struct {
	Expr       int     // index into the expressions, -1 for none
	Confidence float64 // 0 to 1
	Rule       string  // why this one
}

// Attach finds the expression that dates the event whose trigger word is the given token: a verb
// ("killed") or a noun ("attack"). Only expressions of the trigger's sentence that could date an event
// count; among them those that no other verb governs come before the rest, and the nearest wins. So in
// "the attack, on Tuesday, came a week after the vote" Tuesday dates the attack.
//
// Without one in the sentence the result is -1: whether the sentence before, or the publication date,
// serves instead is for the caller, who knows whether the act is the news.
func Attach(doc *language.Doc, exprs []Expr, trigger int) Attachment {
	best := Attachment{Expr: -1}
	if trigger < 0 || trigger >= len(doc.Tokens) {
		return best
	}
	a := attacher{doc: doc, sent: doc.Sentences[doc.Tokens[trigger].Sentence], trigger: trigger}
	for i := range exprs {
		e := &exprs[i]
		if e.First < a.sent.First || e.First >= a.sent.Last {
			continue
		}
		var c float64
		var rule string
		switch {
		case datesEvents(e):
			c, rule = a.fit(e)
		case e.Type == DurationType && a.measures(e):
			c, rule = .55, RuleMeasured
		}
		if c > best.Confidence && c >= leastConfidence {
			best = Attachment{i, c, rule}
		}
	}
	return best
}

// leastConfidence is what an expression must reach to be attached at all. Below it lie those that a verb of
// speech or another noun governs.
const leastConfidence = .25

// RuleMeasured is the rule of an attached duration without days: it says how long the event took, and
// [CountBack] gives its days where it is going on or just over.
const RuleMeasured = "measured"

// measures reports whether a duration is the length of the event: "the 24-hour siege", "three days of
// fighting", "detained for three days".
func (a *attacher) measures(e *Expr) bool {
	toks := a.doc.Tokens
	next := func(i int) string {
		if i < len(toks) {
			return toks[i].Lower
		}
		return ""
	}
	gap := a.trigger - e.Last
	switch {
	case gap >= 0 && gap <= 2 && strings.Contains(e.text(a.doc), "-"):
		return !a.verbBetween(e.Last, a.trigger)
	case gap >= 1 && gap <= 3 && next(e.Last) == "of":
		return !a.verbBetween(e.Last, a.trigger)
	case e.First > a.trigger && e.First-a.trigger <= 2 && next(e.First-1) == "for":
		return true
	}
	return false
}

func (e *Expr) text(doc *language.Doc) string { return doc.Text[e.Start:e.End] }

// datesEvents reports whether an expression can say when something happened.
func datesEvents(e *Expr) bool {
	switch {
	case e.Type == SetType, e.Rule == RuleDateline:
		return false
	case e.Type == DurationType:
		return e.Known()
	}
	return true
}

// An attacher weighs expressions against one trigger.
type attacher struct {
	doc     *language.Doc
	sent    language.Sentence
	trigger int
}

// fit says how well an expression dates the trigger, and by which rule.
func (a *attacher) fit(e *Expr) (float64, string) {
	toks := a.doc.Tokens
	if e.First <= a.trigger && a.trigger < e.Last {
		return 0, ""
	}
	lo, hi := e.Last, a.trigger
	after := e.First > a.trigger
	if after {
		lo, hi = a.trigger+1, e.First
	}
	distance := hi - lo
	near := 1 / (1 + float64(distance)/12)
	// "Tuesday's attack", "last week's bombing", "the February attacks".
	noun := toks[a.trigger].Tag == language.NOUN || toks[a.trigger].Tag == language.PROPN
	if !after && noun && (distance == 0 || distance <= 4 && a.modifies(e)) && !a.phraseEnds(lo, hi) {
		return .97, "modifier"
	}
	if a.modifies(e) {
		// "in response to yesterday's attack", "for the December 2025 attack": it dates that noun alone.
		return .05, "modifier of another noun"
	}
	if a.governedByOrder(e) {
		// "a week after the attack": the expression counts from the trigger and does not date it.
		return 0, ""
	}
	verbs := a.verbsBetween(lo, hi)
	if a.contrast(lo, hi) {
		return .2, "of the other clause"
	}
	switch {
	case verbs == 0 && after && a.ordered(lo, hi):
		return .40 + .1*near, "after a word of order"
	case verbs == 0 && after && a.clauseBreak(lo, hi) == 0:
		return .80 + .15*near, "same clause"
	case verbs == 0 && after:
		return .70 + .15*near, "same clause, set off"
	case verbs == 0 && lo < hi && toks[lo].Tag == language.VERB:
		// "police on Thursday arrested two men over the bombing"
		return .6 + .1*near, "before, over a verb"
	case verbs == 0:
		return .72 + .15*near, "before, same clause"
	}
	if after && a.causedBy(lo, hi) {
		// "is attacked in the wake of strikes that went on until yesterday"
		return .1, "of the event before"
	}
	// A fronted date ("On Tuesday, gunmen stormed …") dates every verb that goes on from it.
	if !after && a.fronted(e) && !a.reportsBetween(lo, hi) {
		return .62 + .1*near, "fronted"
	}
	// Verbs of speech stand between an event and the date of the speech: "killed two, police said on
	// Tuesday" dates the saying.
	if after && a.spoken(e) {
		return .12 * near, "governed by speech"
	}
	if after && noun && verbs == 1 && !a.subordinate(lo, hi) {
		// "The attack took place on Tuesday", "The bombing killed two on Tuesday": the noun's own verb.
		return .66 + .1*near, "verb of the noun"
	}
	return (.3 + .1*near) / float64(verbs), "other verb between"
}

// modifies reports whether the expression stands inside a noun phrase whose head it dates, before that head.
func (a *attacher) modifies(e *Expr) bool {
	toks := a.doc.Tokens
	if e.Last >= len(toks) || e.First == 0 || a.trigger < e.Last && a.trigger >= e.First {
		return false
	}
	if a.possessive(e) {
		return true
	}
	// "the August 2017 rally": an article before it, which it does not own, and a noun behind it.
	if toks[e.First-1].Tag != language.DET || strings.HasPrefix(strings.ToLower(e.text(a.doc)), "the ") {
		return false
	}
	switch toks[e.Last].Tag {
	case language.NOUN, language.PROPN, language.ADJ:
		return true
	}
	return false
}

// possessive reports whether "'s" follows the expression.
func (a *attacher) possessive(e *Expr) bool {
	text := a.doc.Text[e.End:]
	for _, p := range []string{"'s", "’s", "'S", "’S", "s'", "s’", "'", "’"} {
		if len(text) >= len(p) && text[:len(p)] == p {
			return true
		}
	}
	return false
}

// governedByOrder reports whether a word of order stands between the expression and the trigger that
// follows it closely: "two days after the attack", "since the bombing".
func (a *attacher) governedByOrder(e *Expr) bool {
	if e.First > a.trigger || a.trigger-e.Last > 6 {
		return false
	}
	for t := e.Last; t < a.trigger; t++ {
		switch a.doc.Tokens[t].Lower {
		case "after", "before", "following", "since", "until", "from":
			return !a.verbBetween(e.Last, t)
		}
	}
	switch a.doc.Tokens[max(e.Last-1, 0)].Lower {
	case "after", "before", "later", "earlier":
		return a.doc.Tokens[e.Last-1].Lower != "earlier" && a.doc.Tokens[e.Last-1].Lower != "later"
	}
	return false
}

func (a *attacher) verbBetween(lo, hi int) bool { return a.verbsBetween(lo, hi) > 0 }

// verbsBetween counts the verbs with a life of their own between two tokens: auxiliaries of the trigger
// and participles that modify do not count.
func (a *attacher) verbsBetween(lo, hi int) int {
	n := 0
	toks := a.doc.Tokens
	for t := lo; t < hi; t++ {
		if toks[t].Tag != language.VERB {
			continue
		}
		switch toks[t].Form {
		case language.Past, language.Present, language.NoForm:
			n++
		case language.PastParticiple:
			if t > 0 && toks[t-1].Tag == language.AUX {
				n++
			}
		}
	}
	return n
}

// clauseBreak counts the marks between two tokens that may end a clause.
func (a *attacher) clauseBreak(lo, hi int) int {
	n := 0
	for t := lo; t < hi; t++ {
		switch a.doc.Tokens[t].Text {
		case ",", ";", ":", "—", "--", "-":
			n++
		}
	}
	return n
}

// phraseEnds reports whether a verb, a preposition or a mark between two tokens ends the noun phrase.
func (a *attacher) phraseEnds(lo, hi int) bool {
	for t := lo; t < hi; t++ {
		switch a.doc.Tokens[t].Tag {
		case language.ADP, language.VERB, language.AUX, language.CCONJ, language.SCONJ, language.PRON:
			return true
		case language.PUNCT:
			if a.doc.Tokens[t].Text != "-" {
				return true
			}
		}
	}
	return false
}

// ordered reports whether a word between two tokens begins the telling of another event: "killed in a raid
// in the wake of the bombing on Tuesday".
func (a *attacher) ordered(lo, hi int) bool {
	for t := lo; t < hi; t++ {
		switch a.doc.Tokens[t].Lower {
		case "after", "before", "following", "since", "wake", "response", "retaliation", "revenge", "when", "amid", "until", "aftermath", "anniversary":
			return true
		}
	}
	return false
}

// contrast reports whether a word between two tokens sets two tellings side by side: "was hurt in a blast, while on
// April 4 a man died".
func (a *attacher) contrast(lo, hi int) bool {
	for t := lo; t < hi; t++ {
		if w := a.doc.Tokens[t].Lower; w == "while" && t > lo && a.doc.Tokens[t-1].Lower == "," || w == "whereas" {
			return true
		}
	}
	return false
}

// causedBy reports whether a word between two tokens begins the telling of what the event before it answered.
func (a *attacher) causedBy(lo, hi int) bool {
	for t := lo; t < hi; t++ {
		switch a.doc.Tokens[t].Lower {
		case "wake", "response", "retaliation", "revenge", "aftermath", "anniversary":
			return true
		}
	}
	return false
}

// fronted reports whether the expression opens the sentence, save for a preposition or a stage.
func (a *attacher) fronted(e *Expr) bool { return e.First-a.sent.First <= 2 }

// reportsBetween reports whether a verb of speech stands between, which begins another story.
func (a *attacher) reportsBetween(lo, hi int) bool {
	for t := lo; t < hi; t++ {
		if speech(a.doc.Tokens[t].Lemma) && a.doc.Tokens[t].Tag == language.VERB {
			return true
		}
	}
	return false
}

// spoken reports whether the nearest verb before the expression is one of speech.
func (a *attacher) spoken(e *Expr) bool {
	for t := e.First - 1; t > a.trigger; t-- {
		if a.doc.Tokens[t].Tag == language.VERB {
			return speech(a.doc.Tokens[t].Lemma)
		}
	}
	return false
}

// subordinate reports whether a clause of its own begins between two tokens.
func (a *attacher) subordinate(lo, hi int) bool {
	for t := lo; t < hi; t++ {
		switch a.doc.Tokens[t].Lower {
		case "who", "which", "that", "after", "before", "when", "while", "because", "although", "but":
			return true
		}
	}
	return false
}

// speech reports whether a verb tells of saying.
func speech(lemma string) bool {
	switch lemma {
	case "say", "tell", "report", "announce", "state", "add", "claim", "confirm", "declare", "warn", "deny", "condemn", "vow", "admit", "note", "explain", "reveal", "blame", "accuse":
		return true
	}
	return false
}

// ClampPast keeps the interval of an event that the report tells as past from reaching beyond the day
// the report was published: its end is cut, and an interval wholly after that day becomes unknown.
// Expressions marked Future, and reports without a date, are left as they are.
func ClampPast(e Expr, published Date) Expr {
	if published.IsZero() || e.Future || !e.Known() || !published.Before(e.To) {
		return e
	}
	if published.Before(e.From) {
		e.From, e.To = Date{}, published
		e.Precision = tocsin.DateUnknown
		return e
	}
	e.To = published
	e.Precision = precision(e.From, e.To)
	return e
}

// CountBack gives a duration the days that it takes when it ends on the given day: "three days of
// fighting" in a report of the 8th are the 6th to the 8th, and 24 hours reach into the day before. It is
// for durations that the text ties to what is going on or just over; others keep no days.
func CountBack(e Expr, end Date) Expr {
	n, u, ok := durationDays(e.Value)
	if e.Type != DurationType || e.Known() || end.IsZero() || !ok {
		return e
	}
	back := n - 1
	if u == 'H' {
		back = (n + 23) / 24
	}
	e.From, e.To = end.Add(-back), end
	e.Precision = precision(e.From, e.To)
	return e
}

// CountBefore gives the duration of "two days after the attack" the days of what it was after, where what came after it
// was on the base day. Weeks are seldom meant to the day, months and years not at all.
func CountBefore(e Expr, base Date) Expr {
	s := e.Value
	if e.Type != DurationType || e.Known() || base.IsZero() || len(s) < 3 || s[0] != 'P' {
		return e
	}
	n, unit, ok := durationDays(s)
	switch {
	case ok && unit == 'H':
		e.From, e.To = base.Add(-((n + 23) / 24)), base
	case ok && s[len(s)-1] == 'W':
		e.From, e.To = base.Add(-n-1), base.Add(-n+1)
	case ok && s == "PXD":
		e.From, e.To = base.Add(-n), base.Add(-1)
	case ok:
		e.From = base.Add(-n)
		e.To = e.From
	case s[len(s)-1] == 'M' && s[1] != 'T' || s[len(s)-1] == 'Y':
		n, err := strconv.Atoi(s[1 : len(s)-1])
		if err != nil || n < 1 || n > 100 {
			return e
		}
		if s[len(s)-1] == 'Y' {
			e.From, e.To = newDate(base.Year-n, 1, 1), newDate(base.Year-n, 12, 31)
			break
		}
		at := addMonths(base, -n)
		e.From, e.To = newDate(at.Year, int(at.Month), 1), newDate(at.Year, int(at.Month), daysIn(at.Year, int(at.Month)))
	default:
		return e
	}
	if e.Mod == "LESS_THAN" {
		e.To = base
	}
	e.Precision = precision(e.From, e.To)
	return e
}

// durationDays reads "P3D", "PT24H", "P2W" as a number of days, or of hours.
func durationDays(value string) (n int, u byte, ok bool) {
	s := value
	if len(s) < 3 || s[0] != 'P' {
		return 0, 0, false
	}
	u = s[len(s)-1]
	clock := s[1] == 'T'
	s = s[1 : len(s)-1]
	if clock {
		s = s[1:]
	}
	if s == "X" && u == 'D' {
		// Several days: the codebook's week at most.
		return 7, u, true
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' || i > 3 {
			return 0, 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	switch {
	case n == 0:
		return 0, 0, false
	case clock:
		return n, u, u == 'H'
	case u == 'W':
		return n * 7, 'D', true
	}
	return n, u, u == 'D'
}

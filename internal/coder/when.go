package coder

import (
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/timex"
)

// longAgoDays is how far back a day lies that is no news any more, unless it opens the report.
const longAgoDays = 10

// dayOf returns the interval that time expression i means, nil where it means none.
func (r *reading) dayOf(i int) *day {
	e := r.times[i]
	if e.Type == timex.DurationType {
		// "Three days of fighting" end with the report; what took longer than a week is no one incident.
		e = timex.CountBack(e, r.published)
		if !e.Known() || e.To.Sub(e.From) > 7 {
			return nil
		}
	}
	e = timex.ClampPast(e, r.published)
	d := &day{start: tocsin.Date(e.From), end: tocsin.Date(e.To), precision: tocsin.DatePrecision(e.Precision), expr: i}
	if d.start.IsZero() && d.end.IsZero() || d.end.Before(d.start) {
		return nil
	}
	if !d.precision.Valid() {
		d.precision = tocsin.DateUnknown
	}
	if d.start.IsZero() {
		return nil
	}
	return d
}

// daysApart reports whether two time expressions mean intervals without a common day.
func (r *reading) daysApart(i, j int) bool {
	a, b := r.dayOf(i), r.dayOf(j)
	return a != nil && b != nil && !a.start.IsZero() && !b.start.IsZero() && !overlap(a, b)
}

func overlap(a, b *day) bool { return !b.end.Before(a.start) && !a.end.Before(b.start) }

// finerDay reports whether a says more exactly than b when something was, and agrees with it.
func finerDay(a, b *day) bool {
	if b.start.IsZero() {
		return !a.start.IsZero()
	}
	return !a.start.IsZero() && overlap(a, b) && a.end.Sub(a.start) < b.end.Sub(b.start)
}

// longAgo reports whether an interval ended so long before publication that it is no news.
func (r *reading) longAgo(d *day) bool {
	return !r.published.IsZero() && !d.end.IsZero() && r.published.Sub(d.end) > longAgoDays
}

// whenOf returns when an incident was. The news of a dated report without time words happened on the
// publication date; background without any is unknown (codebook.md, when.precision).
func (r *reading) whenOf(in *incident) tocsin.When {
	w := tocsin.When{Precision: tocsin.DateUnknown}
	if in.when != nil {
		w.Start, w.End, w.Precision = in.when.start, in.when.end, in.when.precision
		if in.when.expr >= 0 && r.goesOn(in) && !r.published.IsZero() && w.Start.Before(r.published) {
			w.End, w.Precision = r.published, precisionOf(w.Start, r.published)
		}
		if w.Precision == tocsin.DateUnknown || w.Start.IsZero() {
			w.Start, w.Precision = tocsin.Date{}, tocsin.DateUnknown
		}
		if in.when.expr >= 0 {
			e := &r.times[in.when.expr]
			w.Evidence = []tocsin.Evidence{r.quote(e.First, e.Last)}
		}
		return w
	}
	if in.freed != nil {
		// Taken at the latest on the day they were freed.
		w.End = in.freed.end
		e := &r.times[in.freed.expr]
		w.Evidence = []tocsin.Evidence{r.quote(e.First, e.Last)}
		return w
	}
	a := &r.acts[in.frames[0].acts[0]]
	w.Evidence = []tocsin.Evidence{r.quote(a.first, a.last)}
	if r.published.IsZero() {
		return w
	}
	w.End = r.published
	if !in.background {
		w.Start, w.Precision = r.published, tocsin.DateDay
	}
	return w
}

// dateActs attaches to each act the time expression that dates it. An expression beside a word of saying
// ("said on Monday") dates the saying.
func (r *reading) dateActs() {
	said := map[int]bool{}
	for _, s := range r.sayings {
		for i := range r.times {
			e := &r.times[i]
			if gap := e.First - s.cue; gap >= 1 && gap <= 3 && r.doc.Tokens[e.First].Sentence == r.doc.Tokens[s.cue].Sentence && r.word(s.cue+1) != "that" && r.word(e.First-1) != "for" || s.cue-e.Last >= 0 && s.cue-e.Last < 1 {
				said[i] = true
			}
		}
	}
	for j := range r.acts {
		if a := &r.acts[j]; a.after {
			for i := range r.times {
				e := &r.times[i]
				if gap := e.First - a.last; gap >= 0 && gap <= 2 && e.First < r.sentence(a.head).Last && (gap == 0 || r.words[e.First-1].Lower != "for") {
					said[i] = true // "claimed responsibility on Wednesday"
				}
				if e.Last <= a.first && r.words[a.head].Lemma == "claim" && r.sentence(e.First) == r.sentence(a.head) && !r.verbBetween(e.Last, a.head) {
					said[i] = true // "on Wednesday the group claimed responsibility"
				}
			}
		}
	}
	for i := range r.times {
		if r.inRelative(i) || r.datesSaying(i) || r.datesClaim(i) || r.ofToll(i) {
			said[i] = true
		}
	}
	var events []timex.Expr
	var index []int
	for i, e := range r.times {
		if !said[i] {
			events = append(events, e)
			index = append(index, i)
		}
	}
	for i := range r.acts {
		r.acts[i].time = -1
		if r.frees(&r.acts[i]) {
			r.acts[i].time = r.timeBehind(r.acts[i].last)
			continue
		}
		if a := timex.Attach(r.doc, events, r.acts[i].head); a.Expr >= 0 && !r.onlyClock(index[a.Expr], i) && !r.datesAnother(index[a.Expr], r.acts[i].first) {
			r.acts[i].time = index[a.Expr]
			r.acts[i].unreal = r.acts[i].unreal || r.toCome(index[a.Expr])
		}
	}
	r.leaveToClaim()
	r.leaveToEnd()
	r.dateForegoing()
}

// leaveToEnd takes from what somebody brought to an end a day that stands before the verb of ending: "on Thursday ended a
// siege".
func (r *reading) leaveToEnd() {
	for i := range r.acts {
		a := &r.acts[i]
		np, ok := r.noun(a.head)
		if !a.noun || !ok || a.time < 0 || np.First == 0 || r.times[a.time].First >= np.First {
			continue
		}
		if v, ok := r.verb(np.First - 1); ok && !v.Passive {
			switch r.words[v.Head].Lemma {
			case "end", "lift", "break", "suspend", "halt", "condemn", "denounce", "mourn", "investigate", "probe":
				a.time = -1
			}
		}
	}
}

// onlyClock reports whether a time expression is the hour of a day that another sentence named, if any did: "The
// shooting began at 10:39 a.m." Which day that was, the act told before it knows better.
func (r *reading) onlyClock(i, act int) bool {
	if !r.acts[act].definite && !r.datedBefore(act) {
		return false
	}
	e := &r.times[i]
	switch e.Rule {
	case "clock", "clock-zone-pair", "bare-clock":
	default:
		return false
	}
	s := r.sentence(e.First)
	return !slices.ContainsFunc(r.times, func(o timex.Expr) bool {
		return o.First >= s.First && o.First < s.Last && o.Type == timex.DateType && o.Known() && o.Rule != "units-later"
	})
}

// datedBefore reports whether an act before another, in a sentence before, has a day.
func (r *reading) datedBefore(act int) bool {
	for j := act - 1; j >= 0; j-- {
		if a := &r.acts[j]; a.time >= 0 && a.head < r.sentence(r.acts[act].head).First {
			return true
		}
	}
	return false
}

// datesAnother reports whether a time expression stands right behind a verb that is no act and a word of order parts it
// from an act behind it: "agreed on Nov 7 to resume talks after an attack".
func (r *reading) datesAnother(i, act int) bool {
	e := &r.times[i]
	s := r.sentence(e.First)
	if e.Last > act || e.First <= s.First+1 {
		return false
	}
	k := e.First - 1
	if r.doc.Tokens[k].Tag == language.ADP {
		k--
	}
	v, ok := r.verb(k)
	if !ok || r.isAct(v.Head) || happens[r.words[v.Head].Lemma] {
		return false
	}
	for k := e.Last; k < act; k++ {
		switch r.words[k].Lower {
		case "after", "following", "since", "over", "that":
			return true
		}
	}
	return false
}

// happens are verbs whose time is that of their subject, which tells of the act.
var happens = set("happen occur come take be have follow begin start go break erupt last")

// leaveToClaim takes from what a group claims a day that stands before the claim: "In a letter of Tuesday the group
// claimed responsibility for the attack".
func (r *reading) leaveToClaim() {
	for i := range r.acts {
		claim := &r.acts[i]
		if !claim.after || r.words[claim.head].Lemma != "claim" {
			continue
		}
		for j := i + 1; j < len(r.acts); j++ {
			a := &r.acts[j]
			if a.first-claim.last > 6 || a.first >= r.sentence(claim.head).Last {
				break
			}
			if a.noun && a.definite && a.time >= 0 && r.times[a.time].Last <= claim.first {
				a.time = -1
			}
		}
	}
}

// ofToll reports whether a time expression tells when a toll was counted, not when people died: "the death toll rose to
// 92 on Tuesday".
func (r *reading) ofToll(i int) bool {
	e := &r.times[i]
	s := r.sentence(e.First)
	for k := e.First - 1; k > s.First && k >= e.First-8; k-- {
		if r.isAct(k) {
			return false
		}
		switch r.words[k].Lemma {
		case "rise", "climb", "reach", "stand", "increase", "jump", "grow":
		default:
			continue
		}
		for j := k - 1; j >= s.First; j-- {
			if r.words[j].Lemma == "toll" {
				return true
			}
		}
		return false
	}
	return false
}

// joinRanges makes one expression of the two of a range: "between 8 and 14 May".
func (r *reading) joinRanges() {
	for i := 0; i+1 < len(r.times); i++ {
		a, b := &r.times[i], &r.times[i+1]
		if a.First == 0 || b.First-a.Last != 1 || !a.Known() || !b.Known() || a.From != a.To || b.From != b.To || !a.From.Before(b.From) {
			continue
		}
		first, word := r.words[a.First-1].Lower, r.words[a.Last].Lower
		if !(first == "between" && word == "and" || first == "from" && (word == "to" || word == "until" || word == "till")) {
			continue
		}
		a.To, a.Last, a.End = b.To, b.Last, b.End
		a.Precision = precisionOf(tocsin.Date(a.From), tocsin.Date(a.To))
		r.times = slices.Delete(r.times, i+1, i+2)
	}
}

// ruleForegoing marks the time expression that dates what something came so long after.
const ruleForegoing = "before what came after"

// dateForegoing gives what something came "two days after" its day, counted back from the day of what came after it.
func (r *reading) dateForegoing() {
	for i := range r.times {
		e := &r.times[i]
		if e.Type != timex.DurationType || e.Known() || r.word(e.Last) != "after" {
			continue
		}
		s := r.sentence(e.First)
		var counted timex.Expr
		for j := range r.acts {
			a := &r.acts[j]
			if a.after || a.head < e.Last || a.head >= s.Last || e.First <= s.First+1 && r.commaBetween(e.Last, a.first) || a.time >= 0 && r.times[a.time].First > e.Last {
				continue
			}
			if counted.Value == "" {
				if a.head-e.Last > 14 {
					break
				}
				if counted = timex.CountBefore(*e, timex.Date(r.dayAt(e.First, s))); !counted.Known() {
					break
				}
				counted.Type, counted.Rule = timex.DateType, ruleForegoing
			}
			a.time = i
		}
		if counted.Known() {
			*e = counted
		}
	}
}

// commaBetween reports whether a comma stands between two tokens: what follows it is told of the main clause ("a week
// after the talks, troops killed 13 rebels").
func (r *reading) commaBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if r.words[k].Lower == "," {
			return true
		}
	}
	return false
}

// dayAt returns the day that the text speaks of at a token: of the expression before it in the sentence, else of the
// act dated last in the sentences before, else of publication.
func (r *reading) dayAt(token int, s language.Sentence) tocsin.Date {
	for i := len(r.times) - 1; i >= 0; i-- {
		if e := &r.times[i]; e.Last <= token && e.First >= s.First && e.Known() && e.From == e.To && e.Rule != timex.RuleDateline {
			return tocsin.Date(e.From)
		}
	}
	for j := len(r.acts) - 1; j >= 0; j-- {
		a := &r.acts[j]
		if a.head >= s.First || a.time < 0 {
			continue
		}
		if r.doc.Tokens[s.First].Sentence-r.doc.Tokens[a.head].Sentence > 4 {
			break
		}
		if d := r.dayOf(a.time); d != nil && d.start == d.end {
			return d.start
		}
	}
	return r.published
}

// datesSaying reports whether a time expression stands between a verb that is no act and its "that": "repeated on
// Wednesday that …" dates the repeating.
func (r *reading) datesSaying(i int) bool {
	e := &r.times[i]
	s := r.sentence(e.First)
	if e.Last >= s.Last || r.words[e.Last].Lower != "that" {
		return false
	}
	for k := e.First - 1; k >= s.First && k >= e.First-6; k-- {
		if v, ok := r.verb(k); ok {
			if w := r.words[v.Head].Lemma; w == "say" || w == "announce" || w == "write" || w == "state" || w == "report" {
				return true // "said in a statement on Wednesday that"
			}
			break
		}
	}
	k := e.First - 1
	if k > s.First && r.doc.Tokens[k].Tag == language.ADP {
		k--
	}
	v, ok := r.verb(max(k, s.First))
	return ok && v.Last == k+1 && !r.isAct(v.Head)
}

// datesClaim reports whether a time expression dates the claim of an act by the channel named before it: "claimed the
// attack through its agency on Wednesday".
func (r *reading) datesClaim(i int) bool {
	e := &r.times[i]
	s := r.sentence(e.First)
	channel := false
	for k := e.First - 1; k > s.First; k-- {
		w := r.words[k].Lower
		channel = channel || w == "through" || w == "via"
		if v, ok := r.verb(k); ok {
			return channel && r.words[v.Head].Lemma == "claim" && !v.Passive
		}
	}
	return false
}

// verbBetween reports whether a verb stands between token i and the verb group of token k.
func (r *reading) verbBetween(i, k int) bool {
	if v, ok := r.verb(k); ok {
		k = v.First
	}
	for ; i < k; i++ {
		if _, ok := r.verb(i); ok {
			return true
		}
	}
	return false
}

// frees reports whether an act is the end of a kidnapping: its day and place are not those of the taking.
func (r *reading) frees(a *act) bool {
	if !a.after {
		return false
	}
	switch r.words[a.head].Lemma {
	case "release", "free", "rescue", "liberate", "escape":
		return true
	}
	return false
}

// ofFreeing reports whether a place was told of the freeing of captives, or of where a body was found.
func (r *reading) ofFreeing(place int) bool {
	if k := r.places[place].from - 2; k >= 0 && r.words[k].Lower == "found" {
		return true
	}
	return slices.ContainsFunc(r.acts, func(a act) bool { return a.place == place && r.frees(&a) })
}

// leaveToFreeing takes from a kidnapping the day and the place that stand behind the verb of freeing that follows it:
// "policemen kidnapped by rebels were released on Sunday in Granada".
func (r *reading) leaveToFreeing() {
	for i := range r.acts {
		free := &r.acts[i]
		if !r.frees(free) {
			continue
		}
		for j := range r.acts[:i] {
			a := &r.acts[j]
			if a.kind != tocsin.Kidnapping || r.doc.Tokens[a.head].Sentence != r.doc.Tokens[free.head].Sentence {
				continue
			}
			if a.time >= 0 && a.time == free.time && r.times[a.time].First > free.head {
				a.time = -1
			}
			if a.place >= 0 && a.place == free.place && r.places[a.place].first > free.head {
				a.place = -1
			}
		}
	}
	for i := range r.acts {
		a := &r.acts[i]
		if a.kind != tocsin.Kidnapping || a.place < 0 {
			continue
		}
		for k := a.last; k < r.places[a.place].first; k++ {
			if r.words[k].Lower == "found" {
				a.place = -1 // where a body was found is not where the living were taken
				break
			}
		}
	}
}

// timeBehind returns the time expression that stands right behind a verb that ends at a token, -1 if none does.
func (r *reading) timeBehind(last int) int {
	return slices.IndexFunc(r.times, func(e timex.Expr) bool {
		return e.First >= last && e.First-last <= 2 && r.doc.Tokens[e.First].Sentence == r.doc.Tokens[last-1].Sentence
	})
}

// shareDays gives news told without a day that of the news told before it: what a report of Sunday tells of Saturday
// goes on with Saturday ("In another incident, ...").
func (r *reading) shareDays(ins []*incident) {
	for i, in := range ins {
		if in.when != nil || in.background || in.freed != nil {
			continue
		}
		if i == 0 {
			in.when = r.dayBefore(in)
			continue
		}
		if r.numbered(in) > 1 {
			in.when, in.background = ins[i-1].when, ins[i-1].background
			continue
		}
		for k := i - 1; k >= 0; k-- {
			if d := ins[k].when; !ins[k].background && d != nil && d.precision == tocsin.DateDay && r.published.Sub(d.end) <= newsDaysLater {
				in.when = d
				break
			}
		}
	}
}

// numbered returns the number of "the second attack" of an incident told so first, 0 of any other.
func (r *reading) numbered(in *incident) int {
	for _, j := range in.frames[0].acts {
		if n := r.acts[j].ordinal; n > 0 {
			return n
		}
	}
	return 0
}

// dayBefore returns the day that the sentence before an incident names where the incident is told by a noun that points
// back at it: "Police fired at a crowd on Tuesday. The shooting ...". It is nil where there is none.
func (r *reading) dayBefore(in *incident) *day {
	f := in.frames[0]
	if !r.definite(f) || f.sent == 0 {
		return nil
	}
	s := r.doc.Sentences[f.sent-1]
	for i := range r.times {
		if e := &r.times[i]; e.First >= max(s.First, r.bodyStart) && e.First < s.Last && e.Type != timex.DurationType && e.Rule != timex.RuleDateline {
			if d := r.dayOf(i); d != nil && d.precision == tocsin.DateDay && r.published.Sub(d.end) <= newsDaysLater && !d.end.Before(d.start) {
				return d
			}
		}
	}
	return nil
}

// toCome reports whether a time expression means days after the report: what is to happen then has not happened.
func (r *reading) toCome(i int) bool {
	e := timex.ClampPast(r.times[i], r.published)
	return e.Type != timex.DurationType && e.Known() && !r.published.IsZero() && e.From.Sub(timex.Date(r.published)) > 1
}

// inRelative reports whether a time expression stands in a relative clause about somebody, whose verb is no act:
// "the group, which pledged allegiance in March, …".
func (r *reading) inRelative(i int) bool {
	e := &r.times[i]
	s := r.sentence(e.First)
	for k := e.First - 1; k >= s.First && k >= e.First-12; k-- {
		if r.words[k].Lower == "," {
			return false
		}
		v, ok := r.verb(k)
		if !ok {
			continue
		}
		for j := v.First; j < v.Last; j++ {
			if r.isAct(j) {
				return false
			}
		}
		if v.First > s.First {
			switch r.words[v.First-1].Lower {
			case "which", "who":
				k := v.First - 2
				if k > s.First && r.words[k].Lower == "," {
					k--
				}
				return k >= s.First && !r.isAct(k) // "the fighting, which broke out on Sunday"
			}
		}
		return false
	}
	return false
}

// goesOn reports whether an incident has lasted since its day and still does: "have been holding hostages since
// Friday".
func (r *reading) goesOn(in *incident) bool {
	e := &r.times[in.when.expr]
	if e.First == r.sentence(e.First).First || r.words[e.First-1].Lower != "since" {
		return false
	}
	for _, j := range in.frames[0].acts {
		if r.acts[j].kindLasts() {
			return true
		}
	}
	return false
}

// precisionOf returns the precision of an interval by its length (codebook.md, when.precision).
func precisionOf(start, end tocsin.Date) tocsin.DatePrecision {
	switch n := end.Sub(start) + 1; {
	case n <= 1:
		return tocsin.DateDay
	case n <= 6:
		return tocsin.DateDays
	case n == 7:
		return tocsin.DateWeek
	case n <= 31:
		return tocsin.DateMonth
	case n <= 366:
		return tocsin.DateYear
	}
	return tocsin.DateUnknown
}

package timex

import (
	"strconv"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// A resolver turns senses into days, in document order.
type resolver struct {
	scan   *scan
	pub    Date   // publication, or the dateline's day; zero in a text without either
	anchor string // what pub is

	datelineEnd int // the atom after the dateline, 0 without one

	out []Expr
	// The last expression that fixed days: its index (-1 for none), its days and its size; and the last
	// that named a single day.
	last             int
	lastFrom, lastTo Date
	lastUnit         unit
	lastDay          int
	lastDayFrom      Date
	// The last quarter that was named, for reports that compare quarters.
	quarterFrom Date
	quarterAt   int
}

// days is what a sense was resolved to.
type days struct {
	from, to Date
	unit     unit   // the size of what was named
	value    string // where it is not made from from and unit
	anchor   string
}

// Find gives the time expressions of a text in order, none overlapping another, each resolved as far as
// its words allow. The publication date may be zero: then the date in the text's own dateline serves,
// and without one, dates are completed from those before them, as in a history.
func Find(doc *language.Doc, published Date) []Expr {
	s := newScan(doc)
	found := s.mentions()
	r := &resolver{scan: s, pub: published, anchor: AnchorPublication, last: -1, lastDay: -1}
	if d, end, ok := s.dateline(published); ok {
		r.datelineEnd = end
		if published.IsZero() && !d.Date.IsZero() {
			r.pub, r.anchor = d.Date, AnchorDateline
		}
	}
	if r.pub.IsZero() {
		r.dateOverReport(found)
	}
	r.out = make([]Expr, 0, len(found))
	for i := range found {
		r.add(&found[i], found[i+1:])
	}
	return r.out
}

// dateOverReport takes the day that stands alone on one of the first lines as the day of publication.
func (r *resolver) dateOverReport(found []mention) {
	s := r.scan
	for i := range found {
		m := &found[i]
		if sn := &m.sense; sn.how == byDay && sn.year != 0 && s.alone(m.first, m.end) {
			if d := newDate(sn.year, sn.month, sn.day); onCalendar(d) && s.line(m.first) < datelineLines {
				r.pub, r.anchor = d, AnchorDateline
			}
			return
		}
	}
}

func (r *resolver) add(m *mention, rest []mention) {
	s, sn := r.scan, &m.sense
	e := Expr{
		Start: int(s.atoms[m.first].start), End: int(s.atoms[m.end-1].end),
		Type: sn.typ, Mod: sn.mod, Rule: allRules[m.rule].name,
	}
	e.First, e.Last = s.tokens(m.first, m.end)
	if sn.year == 0 && len(rest) > 0 {
		r.borrowYear(m, &rest[0])
	}
	t := s.tenseAt(m.first, m.end)
	if sn.how == byWday && s.is(m.end, apostropheWord) && t == future {
		// "Wednesday's ruling" has been given, whatever will be done about it.
		t = past
	}
	d := r.resolve(sn, t, m)
	if sn.eve && !d.from.IsZero() {
		d = wholeDay(d.from.Add(-1), d.anchor)
	}
	if sn.morrow && !d.from.IsZero() {
		d = wholeDay(d.from.Add(1), d.anchor)
	}
	if sn.stage != 0 && e.Mod == "" {
		e.Mod = stageMod(sn.stage)
	}
	e.From, e.To = d.from, d.to
	e.Anchor = d.anchor
	e.Value = d.value
	if e.Value == "" {
		e.Value = value(d.from, d.unit)
	}
	if sn.part != 0 && sn.hour == 0 && d.value == "" && sn.how != bySet {
		e.Value += partValue(sn.part)
	}
	if sn.hour > 0 && !d.from.IsZero() {
		e.Value += "T" + clock(sn.hour-1, sn.minute)
	}
	e.narrow(sn, d, r.pub)
	if m.end <= r.datelineEnd || e.From == r.pub && e.Known() && s.alone(m.first, m.end) {
		e.Rule = RuleDateline
	}
	e.Precision = precision(e.From, e.To)
	e.Future = (t == future || t == deadline) && (e.To.IsZero() || r.pub.IsZero() || !e.To.Before(r.pub))
	if !d.from.IsZero() && sn.typ != SetType && sn.typ != DurationType {
		if (sn.how != byShift || sn.unit <= day) && !r.aside(sn, d.from, e.First) {
			r.remember(d, e.Future)
		}
		if sn.how == byQuarter && sn.ordinal > 0 && (r.pub.IsZero() || d.to.Before(r.pub)) {
			r.quarterFrom, r.quarterAt = d.from, len(r.out)
		}
	}
	r.out = append(r.out, e)
}

// remember makes days the anchor for what comes after them. A day still to come ("he will appear in court
// on Friday") is none for what happened.
func (r *resolver) remember(d days, ahead bool) {
	if ahead && !r.pub.IsZero() && r.pub.Before(d.from) {
		return
	}
	r.last, r.lastFrom, r.lastTo, r.lastUnit = len(r.out), d.from, d.to, d.unit
	if d.unit <= day {
		r.lastDay, r.lastDayFrom = len(r.out), d.from
	}
}

// aside reports whether a year is mentioned in passing in a history: years away from what is told, and
// not at the head of its sentence. The story goes on from where it was.
func (r *resolver) aside(sn *sense, from Date, token int) bool {
	if !r.pub.IsZero() || r.last < 0 || sn.how != byYear && sn.how != byDecade && sn.how != byCentury {
		return false
	}
	if token >= len(r.scan.doc.Tokens) {
		return false
	}
	away := from.Year - r.lastFrom.Year
	return (away > 3 || away < -3) && token-r.scan.doc.Sentences[r.scan.doc.Tokens[token].Sentence].First > 2
}

// alone reports whether nothing but the atoms stands on their line, as the day over a report does.
func (s *scan) alone(first, end int) bool {
	return (first == 0 || s.newLine(first)) && (end >= len(s.atoms) || s.newLine(end))
}

// tokens gives the tokens that the atoms touch.
func (s *scan) tokens(first, end int) (from, to int) {
	from = int(s.atoms[first].token)
	to = min(int(s.atoms[end-1].token)+1, len(s.doc.Tokens))
	return min(from, to), to
}

// borrowYear completes "28 April" in "from 28 April to 3 May 1989" and "March" in "March and April 1989".
func (r *resolver) borrowYear(m, next *mention) {
	s := r.scan
	if next.sense.year == 0 || m.sense.how != byDay && m.sense.how != byMonth || next.sense.how != byDay && next.sense.how != byMonth || m.sense.relSet {
		return
	}
	if next.first-m.end > 2 {
		return
	}
	for i := m.end; i < next.first; i++ {
		switch s.atoms[i].word {
		case andWord, toWord, orWord, hyphenWord, untilWord, throughWord, commaWord:
		default:
			if !s.is(i, theWord) {
				return
			}
		}
	}
	m.sense.year = next.sense.year
	if m.sense.how == byDay && m.sense.month == 0 {
		m.sense.month = next.sense.month
	}
}

// resolve asks the calendar. The zero days mean that the words fix none.
func (r *resolver) resolve(sn *sense, t tense, m *mention) days {
	switch sn.how {
	case byValue:
		return days{value: sn.value}
	case byDuration:
		return days{value: period(sn.n, sn.half, sn.unit)}
	case bySpan:
		return r.span(sn)
	case bySet:
		return days{value: setValue(sn)}
	case byDay:
		return r.day(sn, t)
	case byMonth:
		return r.month(sn, t)
	case byYear:
		if sn.bc {
			return days{value: "BC" + fourDigitYear(sn.year)}
		}
		return days{newDate(sn.year, 1, 1), newDate(sn.year, 12, 31), year, "", ""}
	case byDecade:
		return days{newDate(sn.year, 1, 1), newDate(sn.year+9, 12, 31), decade, "", ""}
	case byCentury:
		if sn.bc {
			return days{value: "BC" + string(appendPadded(nil, sn.ordinal-1, 2))}
		}
		y := (sn.ordinal - 1) * 100
		return days{newDate(max(y, 1), 1, 1), newDate(y+99, 12, 31), century, string(appendPadded(nil, sn.ordinal-1, 2)), ""}
	case byWday:
		return r.weekday(sn, t)
	case byShift:
		return r.shift(sn)
	case byUnit:
		return r.relUnit(sn, t)
	case bySeason:
		return r.season(sn, t)
	case byQuarter:
		return r.quarter(sn, t)
	case byHalf:
		return r.half(sn)
	case byFeast:
		return r.feast(sn, t)
	case byPart:
		return r.part(sn)
	}
	return days{value: "XXXX-XX-XX"}
}

// from is the day that an expression counts from, with the name of that anchor: the expression before
// where the words look back to it, else publication.
func (r *resolver) from(back bool) (Date, string) {
	if (back || r.pub.IsZero()) && r.last >= 0 {
		return r.lastFrom, strconv.Itoa(r.last)
	}
	if r.pub.IsZero() {
		return Date{}, ""
	}
	return r.pub, r.anchor
}

// fromDay is like from, for what counts in days and hours from an expression before: that must be a single
// day, or lie around one that was named before it. It answers false where no such day is known.
func (r *resolver) fromDay() (Date, string, bool) {
	switch {
	case r.last < 0:
		base, anchor := r.from(false)
		return base, anchor, !base.IsZero()
	case r.lastUnit <= day:
		return r.lastFrom, strconv.Itoa(r.last), true
	case r.lastDay >= 0 && !r.lastDayFrom.Before(r.lastFrom) && !r.lastTo.Before(r.lastDayFrom):
		return r.lastDayFrom, strconv.Itoa(r.lastDay), true
	}
	return Date{}, "", false
}

// wholeDay is the result for one day.
func wholeDay(d Date, anchor string) days { return days{d, d, day, "", anchor} }

// part resolves "yesterday", "this morning", "last night", "overnight", "10 p.m.".
func (r *resolver) part(sn *sense) days {
	base, anchor := r.from(sn.back)
	if sn.back && r.lastUnit > day && anchor != r.anchor && !r.pub.IsZero() {
		if d, a, ok := r.fromDay(); ok {
			base, anchor = d, a
		} else {
			base, anchor = r.pub, r.anchor
		}
	}
	if base.IsZero() {
		if sn.part == 0 && sn.hour == 0 {
			return days{value: "XXXX-XX-XX"}
		}
		v := "XXXX-XX-XX" + partValue(sn.part)
		if sn.hour > 0 {
			v = "XXXX-XX-XXT" + clock(sn.hour-1, sn.minute)
		}
		return days{value: v}
	}
	out := wholeDay(base.Add(sn.n), anchor)
	if sn.toDay < 0 {
		out.to = out.from.Add(1)
	}
	return out
}

// narrow cuts the interval to its early, middle or late part, and "earlier this month" to what lies
// before publication.
func (e *Expr) narrow(sn *sense, d days, pub Date) {
	if d.from.IsZero() {
		return
	}
	if sn.upTo < 0 && !pub.IsZero() && !pub.Before(e.From) && pub.Before(e.To) {
		e.To = pub
		if d.unit == week && e.From.Before(pub) {
			e.To = pub.Add(-1) // who says so on Friday means no Friday
		}
		e.Mod = "START"
		return
	}
	if sn.upTo > 0 {
		e.Mod = "END"
		if !pub.IsZero() && e.From.Before(pub) && !e.To.Before(pub) {
			e.From = pub
		}
		return
	}
	if sn.stage == 0 || d.unit == day {
		return
	}
	first, second := thirds(e.From, e.To, d.unit)
	switch sn.stage {
	case 1:
		e.To = first
	case 2:
		e.From, e.To = first.Add(1), second
	case 3:
		e.From = second.Add(1)
	}
}

// thirds gives the last days of the first and second part of an interval: the 10th and the 20th of a
// month, as the codebook has it; four months of a year, four, three and three years of a decade; else
// thirds of its length.
func thirds(from, to Date, u unit) (first, second Date) {
	switch u {
	case month:
		return newDate(from.Year, int(from.Month), 10), newDate(from.Year, int(from.Month), 20)
	case year:
		return newDate(from.Year, 4, 30), newDate(from.Year, 8, 31)
	case decade:
		return newDate(from.Year+3, 12, 31), newDate(from.Year+6, 12, 31)
	}
	n := to.Sub(from) + 1
	return from.Add((n+2)/3 - 1), from.Add((2*n+2)/3 - 1)
}

// precision names the length of an interval.
func precision(from, to Date) tocsin.DatePrecision {
	if from.IsZero() || to.IsZero() {
		return tocsin.DateUnknown
	}
	switch n := to.Sub(from) + 1; {
	case n == 1:
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

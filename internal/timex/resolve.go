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
	// The last expression that fixed days: its index, its first day and its size.
	last     int
	lastFrom Date
	lastUnit unit
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
	r := &resolver{scan: s, pub: published, anchor: AnchorPublication, last: -1}
	if d, end, ok := s.dateline(published); ok {
		r.datelineEnd = end
		if published.IsZero() && !d.Date.IsZero() {
			r.pub, r.anchor = d.Date, AnchorDateline
		}
	}
	r.out = make([]Expr, 0, len(found))
	for i := range found {
		r.add(&found[i], found[i+1:])
	}
	return r.out
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
			r.last, r.lastFrom, r.lastUnit = len(r.out), d.from, d.unit
		}
		if sn.how == byQuarter && sn.ordinal > 0 && (r.pub.IsZero() || d.to.Before(r.pub)) {
			r.quarterFrom, r.quarterAt = d.from, len(r.out)
		}
	}
	r.out = append(r.out, e)
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

// wholeDay is the result for one day.
func wholeDay(d Date, anchor string) days { return days{d, d, day, "", anchor} }

func (r *resolver) day(sn *sense, t tense) days {
	y, mo, anchor := sn.year, sn.month, ""
	switch {
	case y != 0:
	case sn.relSet || sn.back:
		base, a := r.from(sn.back)
		if base.IsZero() {
			return days{value: "XXXX-" + string(appendPadded(appendPadded(nil, mo, 2), 0, 0))}
		}
		y, anchor = base.Year+sn.rel, a
	case mo == 0:
		base, a := r.from(true)
		if base.IsZero() {
			return days{value: "XXXX-XX-" + string(appendPadded(nil, sn.day, 2))}
		}
		return wholeDay(r.dayOfMonth(sn, base, t), a)
	default:
		y, anchor = r.yearOf(mo, sn.day, t, sn.weekday)
		if y == 0 {
			return days{value: "XXXX-" + string(appendPadded(nil, mo, 2)) + "-" + string(appendPadded(nil, sn.day, 2))}
		}
	}
	d := newDate(y, mo, min(sn.day, daysIn(y, mo)))
	if sn.unit == week {
		return days{monday(d), monday(d).Add(6), week, "", anchor}
	}
	out := wholeDay(d, anchor)
	if sn.toDay > sn.day {
		out.to = newDate(y, mo, min(sn.toDay, daysIn(y, mo)))
		out.value = d.String() + "/" + out.to.String()
	}
	if sn.toDay < 0 {
		out.to = d.Add(1)
		out.value = d.String() + "/" + out.to.String()
	}
	return out
}

// dayOfMonth resolves "the 14th": in the month spoken of, or the one before where that would be later
// than the report.
func (r *resolver) dayOfMonth(sn *sense, base Date, t tense) Date {
	y, m := base.Year, int(base.Month)
	for range 12 {
		d := newDate(y, m, sn.day)
		late := !r.pub.IsZero() && r.pub.Before(d) && t != future
		if onCalendar(d) && !late && (sn.weekday == 0 || weekday(d) == sn.weekday) {
			return d
		}
		y, m = monthAfter(y, m, -1)
	}
	return newDate(base.Year, int(base.Month), min(sn.day, daysIn(base.Year, int(base.Month))))
}

// yearOf finds the year of a day whose year is not said (day 0 stands for a whole month). News means
// the nearest one on the side that the tense points to; a history goes on from the year it is in.
func (r *resolver) yearOf(mo, dayOfMonth int, t tense, wday int) (int, string) {
	if r.pub.IsZero() {
		if r.last < 0 {
			return 0, ""
		}
		return r.nextYear(mo), strconv.Itoa(r.last)
	}
	y := r.pub.Year
	d := newDate(y, mo, max(dayOfMonth, 1))
	if wday != 0 && dayOfMonth != 0 {
		// The weekday settles it.
		for _, c := range []int{y, y - 1, y + 1} {
			if c := newDate(c, mo, dayOfMonth); onCalendar(c) && weekday(c) == wday {
				return c.Year, r.anchor
			}
		}
	}
	// News writes the year of what is more than some months away, so the nearest date is the rule and the
	// tense decides between neighbours.
	ahead, behind := 120, -240
	switch t {
	case past:
		ahead, behind = 45, -330
		if dayOfMonth == 0 {
			ahead = 15
		}
	case future:
		ahead, behind = 300, -60
	case deadline:
		ahead = 250
	}
	switch distance := d.Sub(r.pub); {
	case distance > ahead:
		y--
	case distance < behind && t != past:
		y++
	}
	return y, r.anchor
}

// nextYear is the year of a month in a history: the year it is in, or the one after where the months
// have run past December.
func (r *resolver) nextYear(mo int) int {
	y, m := r.lastFrom.Year, int(r.lastFrom.Month)
	if r.lastUnit >= year && r.lastUnit != season && r.lastUnit != half {
		return y
	}
	if m-mo >= 8 {
		return y + 1
	}
	return y
}

func (r *resolver) month(sn *sense, t tense) days {
	d := r.wholeMonth(sn, t)
	if sn.weekOf == 0 && sn.halfOf == 0 || d.from.IsZero() {
		return d
	}
	if sn.halfOf == 1 {
		d.to = d.from.Add(14)
		return d
	}
	if sn.halfOf == 2 {
		d.value, d.from = value(d.from, month), d.from.Add(15)
		return d
	}
	// The first week is days 1-7, and so on; the last is the last seven days.
	d.value = value(d.from, month)
	if sn.weekOf == lastWeek {
		d.from = d.to.Add(-6)
	} else {
		d.from = d.from.Add(7 * (sn.weekOf - 1))
		d.to = d.from.Add(6)
	}
	d.unit = week
	return d
}

func (r *resolver) wholeMonth(sn *sense, t tense) days {
	y, anchor := sn.year, ""
	switch {
	case y != 0:
	case sn.back:
		base, a := r.from(true)
		y, anchor = base.Year, a
	case sn.relSet:
		base, a := r.from(false)
		if base.IsZero() {
			return days{value: "XXXX-" + string(appendPadded(nil, sn.month, 2))}
		}
		y, anchor = base.Year, a
		switch {
		case sn.ofYear:
			y += sn.rel
		case sn.rel < 0 && sn.month >= int(base.Month):
			y--
		case sn.rel > 0 && sn.month <= int(base.Month):
			y++
		}
	default:
		y, anchor = r.yearOf(sn.month, 0, t, 0)
	}
	if y == 0 {
		return days{value: "XXXX-" + string(appendPadded(nil, sn.month, 2))}
	}
	return days{newDate(y, sn.month, 1), newDate(y, sn.month, daysIn(y, sn.month)), month, "", anchor}
}

// weekday resolves a bare day of the week to the nearest one on or before publication, in the future
// tense to the nearest after it; "last" is one to seven days back, "next" one to seven ahead.
func (r *resolver) weekday(sn *sense, t tense) days {
	base, anchor := r.from(sn.back)
	if base.IsZero() {
		return days{value: "XXXX-WXX-" + strconv.Itoa(sn.weekday)}
	}
	back := floorMod(weekday(base)-sn.weekday, 7)
	n := -back
	switch {
	case sn.relSet && sn.rel < 0:
		if back == 0 {
			n = -7
		}
	case sn.relSet && sn.rel > 0:
		n = 7 - back
	case (t == future || t == deadline) && back != 0 && !sn.back:
		n = 7 - back
	}
	d := base.Add(n)
	out := wholeDay(d, anchor)
	if sn.toDay < 0 {
		out.to = d.Add(1)
	}
	return out
}

// shift moves n units from the anchor. Days stay days; weeks, months and years come out as wide as the
// unit, since "two weeks ago" is said of any day about then.
func (r *resolver) shift(sn *sense) days {
	base, anchor := r.from(sn.back)
	switch {
	case sn.month != 0 && sn.day != 0:
		d := r.day(&sense{year: sn.year, month: sn.month, day: sn.day}, noTense)
		base, anchor = d.from, ""
	case sn.weekday != 0:
		base = r.weekday(&sense{weekday: sn.weekday}, noTense).from
	case sn.ordinal != 0:
		base = base.Add(sn.ordinal)
	}
	if base.IsZero() {
		if sn.n < 0 {
			return days{value: "PAST_REF"}
		}
		return days{value: "FUTURE_REF"}
	}
	if sn.unit == year && sn.n == -1 && !r.quarterFrom.IsZero() {
		// A report of earnings compares with the same quarter a year ago.
		return r.lastQuarter(-1)
	}
	// Counted from a wide expression, the result cannot be finer than it.
	size := sn.unit
	if sn.back && r.last >= 0 && r.lastUnit > size && anchor != r.anchor {
		size = r.lastUnit
	}
	if size == decade || size == century {
		// "A decade ago" is said of a year.
		size = year
	}
	exact := sn.weekday != 0 || sn.month != 0 || sn.ordinal != 0
	return r.move(base, sn.n, sn.unit, size, anchor, exact)
}

// move goes n units from a day and gives the unit around the day reached; exact keeps the day.
func (r *resolver) move(base Date, n int, u, size unit, anchor string, exact bool) days {
	var d Date
	switch u {
	case second, minute:
		return days{base, base, day, "", anchor}
	case hour:
		// Hours from a day without a clock: within the day, or the day that many hours reach back to.
		return wholeDay(base.Add(n/24), anchor)
	case day:
		d = base.Add(n)
	case week:
		d = base.Add(7 * n)
	case fortnight:
		d, size = base.Add(14*n), week
	case weekend:
		d = base.Add(7 * n)
	case month:
		d = addMonths(base, n)
	case quarter:
		d = addMonths(base, 3*n)
	case year:
		d = addMonths(base, 12*n)
	case decade:
		d = addMonths(base, 120*n)
	case century:
		d = addMonths(base, 1200*n)
	default:
		d = addMonths(base, 12000*n)
	}
	if exact {
		return wholeDay(d, anchor)
	}
	return around(d, size, anchor)
}

// around is the unit of the calendar that a day lies in.
func around(d Date, u unit, anchor string) days {
	switch u {
	case week, fortnight:
		return days{monday(d), monday(d).Add(6), week, "", anchor}
	case weekend:
		return days{monday(d).Add(5), monday(d).Add(6), weekend, "", anchor}
	case month:
		return days{newDate(d.Year, int(d.Month), 1), newDate(d.Year, int(d.Month), daysIn(d.Year, int(d.Month))), month, "", anchor}
	case quarter:
		return quarterOf(d.Year, (int(d.Month)-1)/3+1, anchor)
	case year, season, half:
		return days{newDate(d.Year, 1, 1), newDate(d.Year, 12, 31), year, "", anchor}
	case decade:
		y := d.Year / 10 * 10
		return days{newDate(y, 1, 1), newDate(y+9, 12, 31), decade, "", anchor}
	case century, millennium:
		y := d.Year / 100 * 100
		return days{newDate(max(y, 1), 1, 1), newDate(y+99, 12, 31), century, "", anchor}
	}
	return wholeDay(d, anchor)
}

func (r *resolver) relUnit(sn *sense, t tense) days {
	base, anchor := r.from(sn.back)
	if base.IsZero() {
		return days{value: [...]string{"PAST_REF", "PRESENT_REF", "FUTURE_REF"}[sn.rel+1]}
	}
	size := sn.unit
	if sn.back && r.last >= 0 && anchor != r.anchor && r.lastUnit > size {
		if sn.rel == 0 {
			// "that day" after a month was named: the day is not known.
			size = r.lastUnit
		}
	}
	if sn.unit == weekend && sn.ordinal == 1 && (t == future || weekday(base) >= 6) {
		// "Over the weekend" is the one that passed, unless it is still to come or going on.
		return r.move(base, 0, week, weekend, anchor, false)
	}
	if sn.unit == weekend && sn.rel == 0 && weekday(base) <= 2 && t == past {
		return r.move(base, -1, week, weekend, anchor, false)
	}
	out := r.move(base, sn.rel, sn.unit, size, anchor, false)
	if sn.weekday != 0 {
		out = wholeDay(out.from.Add(sn.weekday-1), anchor)
	}
	return out
}

// seasonMonth is the first month of spring, summer, autumn, winter in the north.
var seasonMonth = [...]int{0, 3, 6, 9, 12}
var seasonName = [...]string{"", "SP", "SU", "FA", "WI"}

func (r *resolver) season(sn *sense, t tense) days {
	y, anchor := sn.year, ""
	if y == 0 {
		base, a := r.from(false)
		if base.IsZero() {
			return days{value: "XXXX-" + seasonName[sn.ordinal]}
		}
		y, anchor = base.Year, a
		start := newDate(y, seasonMonth[sn.ordinal], 1)
		begun := !base.Before(start)
		ended := !base.Before(addMonths(start, 3))
		switch {
		case sn.relSet && sn.rel < 0 && !ended, !sn.relSet && !begun && t == past:
			y--
		case sn.relSet && sn.rel > 0 && begun, !sn.relSet && ended && t == future:
			y++
		}
		if sn.ordinal == 4 && sn.relSet && sn.rel == 0 && base.Month <= 2 {
			y--
		}
	}
	from := newDate(y, seasonMonth[sn.ordinal], 1)
	return days{from, addMonths(from, 3).Add(-1), season, fourDigitYear(y) + "-" + seasonName[sn.ordinal], anchor}
}

func (r *resolver) quarter(sn *sense, t tense) days {
	if sn.ordinal == 0 {
		return r.lastQuarter(sn.rel)
	}
	y, anchor := sn.year, ""
	if y == 0 {
		base, a := r.from(false)
		if base.IsZero() {
			return days{value: "XXXX-Q" + strconv.Itoa(sn.ordinal)}
		}
		y, anchor = base.Year, a
		start := newDate(y, sn.ordinal*3-2, 1)
		switch {
		case sn.relSet:
			y += sn.rel
		case base.Before(start) && t == past, start.Sub(base) > 183:
			y--
		case t == future && base.Sub(start) > 270:
			y++
		}
	}
	return quarterOf(y, sn.ordinal, anchor)
}

// lastQuarter is the quarter named last, or else the last that had ended on publication, moved by years.
func (r *resolver) lastQuarter(years int) days {
	from, anchor := r.quarterFrom, strconv.Itoa(r.quarterAt)
	if from.IsZero() {
		if r.pub.IsZero() {
			return days{value: "XXXX-QX"}
		}
		from, anchor = addMonths(r.pub, -3), r.anchor
	}
	return quarterOf(from.Year+years, (int(from.Month)-1)/3+1, anchor)
}

func quarterOf(y, q int, anchor string) days {
	from := newDate(y, q*3-2, 1)
	return days{from, addMonths(from, 3).Add(-1), quarter, "", anchor}
}

func (r *resolver) half(sn *sense) days {
	y, anchor := sn.year, ""
	if y == 0 {
		base, a := r.from(sn.back)
		if base.IsZero() {
			return days{value: "XXXX-H" + strconv.Itoa(sn.ordinal)}
		}
		y, anchor = base.Year+sn.rel, a
	}
	from := newDate(y, sn.ordinal*6-5, 1)
	return days{from, addMonths(from, 6).Add(-1), half, fourDigitYear(y) + "-H" + strconv.Itoa(sn.ordinal), anchor}
}

// feast takes the feast nearest to publication on the side that the tense points to.
func (r *resolver) feast(sn *sense, t tense) days {
	f := &feasts[sn.feast-1]
	pick := func(d Date, anchor string) days {
		out := wholeDay(d, anchor)
		out.to = d.Add(f.days - 1)
		if f.days == 7 && weekday(d) == 1 {
			out.unit = week
		}
		return out
	}
	if sn.year != 0 {
		if ds := f.in(sn.year); len(ds) > 0 {
			return pick(ds[0], "")
		}
		return days{value: "XXXX-XX-XX"}
	}
	base, anchor := r.from(false)
	var before, after Date
	if !base.IsZero() {
		for y := base.Year - 1; y <= base.Year+1; y++ {
			for _, d := range f.in(y) {
				if !base.Before(d) {
					before = d
				} else if after.IsZero() {
					after = d
				}
			}
		}
	}
	switch {
	case before.IsZero() || after.IsZero():
		return days{value: "XXXX-XX-XX"}
	case sn.relSet && sn.rel > 0, t == future && base.Sub(before) >= f.days, !sn.relSet && t != past && after.Sub(base) < 60 && base.Sub(before) > 60:
		return pick(after, anchor)
	}
	return pick(before, anchor)
}

// part resolves "yesterday", "this morning", "last night", "overnight", "10 p.m.".
func (r *resolver) part(sn *sense) days {
	base, anchor := r.from(sn.back)
	if sn.back && r.lastUnit > day && anchor != r.anchor && !r.pub.IsZero() {
		base, anchor = r.pub, r.anchor
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

// span resolves "the past three months": n units up to publication. Hours reach into the day before
// from any clock, so the last 24 of them are two days.
func (r *resolver) span(sn *sense) days {
	out := days{value: period(sn.n, sn.half, sn.unit)}
	base, anchor := r.from(false)
	if base.IsZero() || sn.rel == 0 || r.pub.IsZero() {
		return out
	}
	n := sn.n
	switch {
	case n == manyX && sn.unit != hour:
		return out
	case sn.unit == hour && n == manyX:
		n = 24
	}
	var far Date
	switch sn.unit {
	case minute, second:
		far = base
	case hour:
		far = base.Add(sn.rel * ((n + 23) / 24))
	default:
		far = r.move(base, sn.rel*n, sn.unit, day, anchor, true).from
		if sn.unit >= week {
			// Seven days that end today begin six days ago.
			far = far.Add(-sn.rel)
		}
	}
	out.anchor = anchor
	out.from, out.to = base, far
	if far.Before(base) {
		out.from, out.to = far, base
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
// month, as the codebook has it, else thirds of its length.
func thirds(from, to Date, u unit) (first, second Date) {
	switch u {
	case month:
		return newDate(from.Year, int(from.Month), 10), newDate(from.Year, int(from.Month), 20)
	case year:
		return newDate(from.Year, 4, 30), newDate(from.Year, 8, 31)
	}
	n := to.Sub(from) + 1
	return from.Add(n/3 - 1 + boolInt(n%3 > 0)), from.Add(2*n/3 - 1 + boolInt(n%3 > 0))
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
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

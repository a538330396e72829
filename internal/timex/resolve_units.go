package timex

import (
	"strconv"
)

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
	if sn.back && sn.unit <= day && r.lastUnit > day {
		d, a, ok := r.fromDay()
		switch {
		case ok:
			base, anchor = d, a
		case sn.unit < day:
			base = Date{}
		}
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
	if sn.back && r.last >= 0 && r.lastUnit > size && anchor == strconv.Itoa(r.last) {
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
	if sn.back && sn.unit == day && r.lastUnit > day {
		d, a, ok := r.fromDay()
		switch {
		case ok:
			base, anchor = d, a
		case sn.rel < 0 && !r.pub.IsZero():
			base, anchor = r.pub, r.anchor
		}
	}
	if sn.back && r.last >= 0 && anchor == strconv.Itoa(r.last) && r.lastUnit > size {
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
		if sn.unit >= week || n > 1 {
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

package timex

import (
	"strconv"
)

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

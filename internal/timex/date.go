package timex

import (
	"fmt"
	"strconv"
	"time"
)

// A Date is a day of the Gregorian calendar, with no clock and no zone. The zero Date means unknown.
type Date struct {
	Year, Month, Day int
}

// ParseDate reads "2016-03-29".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return Date{}, fmt.Errorf("reading date %q: %w", s, err)
	}
	return DateOf(t), nil
}

// DateOf is the day of t in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, int(m), d}
}

// IsZero reports whether d is the unknown date.
func (d Date) IsZero() bool { return d == Date{} }

// String gives "2016-03-29", and "" for the unknown date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	var b [10]byte
	out := appendPadded(b[:0], d.Year, 4)
	out = append(out, '-')
	out = appendPadded(out, d.Month, 2)
	out = append(out, '-')
	out = appendPadded(out, d.Day, 2)
	return string(out)
}

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool {
	if d.Year != e.Year {
		return d.Year < e.Year
	}
	if d.Month != e.Month {
		return d.Month < e.Month
	}
	return d.Day < e.Day
}

// AddDays is the day n days after d, before it where n is negative.
func (d Date) AddDays(n int) Date { return dateOfNumber(d.number() + n) }

// AddMonths is the same day n months later, or the last day of that month where it has no such day.
func (d Date) AddMonths(n int) Date {
	m := d.Year*12 + d.Month - 1 + n
	y, mo := floorDiv(m, 12), floorMod(m, 12)+1
	return Date{y, mo, min(d.Day, daysIn(y, mo))}
}

// DaysUntil is the number of days from d to e.
func (d Date) DaysUntil(e Date) int { return e.number() - d.number() }

// Weekday is 1 for Monday to 7 for Sunday, as ISO 8601 counts them.
func (d Date) Weekday() int { return floorMod(d.number()+3, 7) + 1 }

// ISOWeek is the ISO 8601 week of d and the year that the week belongs to.
func (d Date) ISOWeek() (year, week int) {
	thursday := d.AddDays(4 - d.Weekday())
	return thursday.Year, (Date{thursday.Year, 1, 1}.DaysUntil(thursday))/7 + 1
}

// number counts days from 1 January 1970. The year is moved to begin in March, so that the leap day
// comes last.
func (d Date) number() int {
	y, m := d.Year, d.Month
	if m <= 2 {
		y--
	}
	era := floorDiv(y, 400)
	yearOfEra := y - era*400
	dayOfYear := (153*floorMod(m+9, 12)+2)/5 + d.Day - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return era*146097 + dayOfEra - 719468
}

func dateOfNumber(n int) Date {
	n += 719468
	era := floorDiv(n, 146097)
	dayOfEra := n - era*146097
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	mp := (5*dayOfYear + 2) / 153
	d := Date{yearOfEra + era*400, mp + 3, dayOfYear - (153*mp+2)/5 + 1}
	if d.Month > 12 {
		d.Month -= 12
		d.Year++
	}
	return d
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// valid reports whether the calendar has the day.
func (d Date) valid() bool {
	return d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

func monday(d Date) Date { return d.AddDays(1 - d.Weekday()) }

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int) int { return a - floorDiv(a, b)*b }

func appendPadded(b []byte, n, width int) []byte {
	s := strconv.Itoa(n)
	for i := len(s); i < width; i++ {
		b = append(b, '0')
	}
	return append(b, s...)
}

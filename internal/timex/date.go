package timex

import (
	"strconv"
	"time"

	"github.com/tocsin-org/tocsin"
)

// A Date is a civil day of the codebook's vocabulary; the zero Date means unknown.
type Date = tocsin.Date

func newDate(year, month, day int) Date { return Date{Year: year, Month: time.Month(month), Day: day} }

// addMonths is the same day n months later, or the last day of that month where it has no such day.
func addMonths(d Date, n int) Date {
	y, m := monthAfter(d.Year, int(d.Month), n)
	return newDate(y, m, min(d.Day, daysIn(y, m)))
}

func monthAfter(year, month, n int) (int, int) {
	m := year*12 + month - 1 + n
	return floorDiv(m, 12), floorMod(m, 12) + 1
}

// weekday is 1 for Monday to 7 for Sunday, as ISO 8601 counts them.
func weekday(d Date) int { return (int(d.Weekday())+6)%7 + 1 }

// monday is the first day of the week of d.
func monday(d Date) Date { return d.Add(1 - weekday(d)) }

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

// onCalendar reports whether there is such a day.
func onCalendar(d Date) bool {
	return d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= daysIn(d.Year, int(d.Month))
}

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

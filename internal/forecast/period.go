package forecast

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Unit is the length of a period.
type Unit string

// The units. Days exist for fitting excitation only: nothing is issued by day.
const (
	Month Unit = "month"
	Week  Unit = "week"
	Day   Unit = "day"
)

// weekZero is the Monday before week 1, so that week 1 is ISO week 1980-W01.
var weekZero = time.Date(1979, 12, 24, 0, 0, 0, 0, time.UTC)

// dayZero is the day before day 1, 1980-01-01.
var dayZero = time.Date(1979, 12, 31, 0, 0, 0, 0, time.UTC)

// ParseUnit reads "month", "week" or "day".
func ParseUnit(s string) (Unit, error) {
	switch u := Unit(strings.ToLower(strings.TrimSpace(s))); u {
	case Month, Week, Day:
		return u, nil
	}
	return "", fmt.Errorf("unit %q: want month, week or day", s)
}

// Of returns the number of the period that holds t (by its UTC date). Month 1 is
// January 1980, as in ViEWS data; week 1 is ISO week 1980-W01; day 1 is
// 1980-01-01. Earlier periods have numbers below 1.
func (u Unit) Of(t time.Time) int {
	t = t.UTC()
	switch u {
	case Week:
		return floorDiv(daysBetween(weekZero, t), 7)
	case Day:
		return daysBetween(dayZero, t)
	}
	return (t.Year()-1980)*12 + int(t.Month())
}

// Start returns the first instant of a period.
func (u Unit) Start(id int) time.Time {
	switch u {
	case Week:
		return weekZero.AddDate(0, 0, 7*id)
	case Day:
		return dayZero.AddDate(0, 0, id)
	}
	return time.Date(1980, time.Month(id), 1, 0, 0, 0, 0, time.UTC)
}

// End returns the first instant after a period.
func (u Unit) End(id int) time.Time { return u.Start(id + 1) }

// PerYear returns how many periods a year holds, roughly.
func (u Unit) PerYear() int {
	switch u {
	case Week:
		return 52
	case Day:
		return 365
	}
	return 12
}

// Format writes a period as 2017-10, 2017-W43 or 2017-10-26.
func (u Unit) Format(id int) string {
	s := u.Start(id)
	switch u {
	case Week:
		y, w := s.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w)
	case Day:
		return s.Format(time.DateOnly)
	}
	return s.Format("2006-01")
}

// Parse reads what Format writes; it also takes a full date, which stands for
// the period that holds it.
func (u Unit) Parse(s string) (int, error) {
	s = strings.TrimSpace(s)
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return u.Of(t), checkYear(t.Year())
	}
	if u == Week {
		year, week, ok := strings.Cut(strings.ToUpper(s), "-W")
		y, err1 := strconv.Atoi(year)
		w, err2 := strconv.Atoi(week)
		if !ok || err1 != nil || err2 != nil || w < 1 || w > 53 || checkYear(y) != nil {
			return 0, fmt.Errorf("week %q: want a form such as 2017-W43", s)
		}
		// 4 January is always in ISO week 1.
		id := u.Of(time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC)) + w - 1
		if got, _ := u.Start(id).AddDate(0, 0, 3).ISOWeek(); got != y {
			return 0, fmt.Errorf("week %q: that year has no week %d", s, w)
		}
		return id, nil
	}
	for _, layout := range []string{"2006-01", "2006-1"} {
		if t, err := time.Parse(layout, s); err == nil && u == Month {
			return u.Of(t), checkYear(t.Year())
		}
	}
	return 0, fmt.Errorf("%s %q: not understood", u, s)
}

// checkYear keeps a mistyped year from making a panel of a million periods.
func checkYear(y int) error {
	if y < 1800 || y > 2200 {
		return fmt.Errorf("year %d: outside 1800-2200", y)
	}
	return nil
}

func daysBetween(a, b time.Time) int {
	return floorDiv(int(b.Unix()-a.Unix()), 86400)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

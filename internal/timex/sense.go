package timex

import "strconv"

// A sense is what the words of one expression say before the calendar is asked: "a Tuesday", "the month
// before the one that passes". The resolver turns it into days.
type sense struct {
	typ    Type
	how    how
	eve    bool // the day before
	morrow bool // the day after
	skip   bool // the words are no time expression though they look like one ("35-year-old")
	start  int  // atom where the expression begins if not with the match
	end    int  // atom where it ends if not with the match

	year, month, day int // what is named of a date; 0 for what is not
	weekday          int
	ordinal          int // which quarter, half, century
	feast            int // one more than its index
	bc               bool

	n      int  // how many units to move, or how many the duration has; manyX for "several"
	half   bool // and a half
	unit   unit // the unit moved by or named
	rel    int  // -1 last, 0 this, 1 next; meaningful with relSet
	relSet bool
	ofYear bool // rel speaks of the year, as in "October last year"
	back   bool // counted from the expression before, not from publication

	part         int // 1 morning … of the word table
	hour, minute int // hour is one more than the hour
	zone         int
	zoneSet      bool

	stage int    // 1 early, 2 mid, 3 late
	upTo  int    // -1 "earlier this month": up to publication; 1 "later this month": after it
	mod   string // modifier of the value
	value string // where the words give it whole: PAST_REF, P2D

	toDay  int // the end of a range of days; -1 for the day after the first
	halfOf int // which half of the month
	weekOf int // which week of the month, 1 to 4 or lastWeek
}

// lastWeek is the weekOf of "the last week of August".
const lastWeek = 5

// A how says how a sense is resolved.
type how uint8

const (
	byValue   how = iota // the value is given; no days
	byDay                // year, month, day, of which some are missing
	byMonth              // month of a year
	byYear               // year
	byDecade             // year is the first of the decade
	byCentury            // ordinal is the century
	byWday               // a day of the week
	byShift              // n units from the anchor
	byUnit               // last, this, next unit
	bySeason
	byQuarter
	byHalf
	byFeast
	byPart     // a part of the day of publication, or of the day before in "last night"
	byDuration // n units, no days
	bySpan     // the last or next n units: a duration whose days are known
	bySet
)

// unitLetter is the letter of a unit in a TIMEX3 period and what to multiply by.
func unitLetter(u unit) (prefix, letter string, times int) {
	switch u {
	case second:
		return "PT", "S", 1
	case minute:
		return "PT", "M", 1
	case hour:
		return "PT", "H", 1
	case day:
		return "P", "D", 1
	case week:
		return "P", "W", 1
	case fortnight:
		return "P", "W", 2
	case weekend:
		return "P", "WE", 1
	case month:
		return "P", "M", 1
	case quarter:
		return "P", "Q", 1
	case year:
		return "P", "Y", 1
	case decade:
		return "P", "Y", 10
	case century:
		return "P", "Y", 100
	case millennium:
		return "P", "Y", 1000
	}
	return "P", "D", 1
}

// period is the TIMEX3 value of n units, "P2D", "PTXH".
func period(n int, half bool, u unit) string {
	prefix, letter, times := unitLetter(u)
	if half {
		switch u {
		case year:
			return "P" + strconv.Itoa(n) + "Y6M"
		case hour:
			return "PT" + strconv.Itoa(n) + "H30M"
		}
	}
	if n == manyX {
		return prefix + "X" + letter
	}
	return prefix + strconv.Itoa(n*times) + letter
}

// approxMod names the modifier of an approximate number.
func approxMod(approx int) string {
	return [...]string{"", "APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"}[approx]
}

func stageMod(stage int) string { return [...]string{"", "START", "MID", "END"}[stage] }

// partValue is the ending of a value for a part of the day.
func partValue(part int) string {
	return [...]string{"", "TMO", "TAF", "TEV", "TNI", "T12:00", "T24:00", "TDT"}[part]
}

package timex

import (
	"strings"

	"github.com/tocsin-org/tocsin/internal/language"
)

// Dates that name a place in the calendar: days, months, years, decades, centuries.
var calendarRules = []rule{
	{"iso-day", `DIGITS4 - JOINED DIGITS2 - JOINED DIGITSB`, buildISODay},
	{"dotted-day", `DIGITS2 . JOINED DIGITSB . JOINED DIGITS4`, buildDayFirst},
	{"dashed-day", `DIGITS2 - JOINED DIGITSB - JOINED DIGITS4`, buildDayFirst},
	{"slashed-day", `DIGITS2 / JOINED DIGITSB / JOINED (DIGITS4|YY)`, buildSlashedDay},
	{"month-day", `(WDAY ,?)? (the? STAGE -? (of|in|on)?)? MONTH DAY (,? YEAR)?`, buildMonthDay},
	{"day-month", `(WDAY (, the?|the)?)? (the? STAGE (of|on)?)? (the)? DAY (of|day of)? MONTH (,? YEAR)?`, buildDayMonth},
	{"day-month-short-year", `(WDAY ,?)? DAY MONTH YY`, buildShortYear},
	{"month-day-range", `MONTH DAY (-|to|through|until) DAY2 (,? YEAR)?`, buildDayRange},
	{"day-range-month", `(the)? DAY (-|to|through|until) (the)? DAY2 (of)? MONTH (,? YEAR)?`, buildDayRange},
	{"night-between-days", `the? night (of|between|from) (the)? DAY (-|to|and|/|into) (the)? DAY2 (of)? MONTH (,? YEAR)?`, buildNightRange},
	{"night-between-month-days", `the? night (of|between|from) MONTH DAY (-|to|and|/|into) (MONTH2)? DAY2 (,? YEAR)?`, buildNightRange},
	{"day-list", `(the)? DAY (and|,|or|and on|, and) (the)? DAY2 (of)? MONTH (,? YEAR)?`, buildFirstOfList},
	{"weekday-nth", `WDAY ,? the? (NTH|DAY)`, buildWeekdayNth},
	{"nth", `the NTH`, buildNth},
	{"part-of-day-month", `(the)? (STAGE|early hours of the|STAGE in the|STAGE on the)? PART (of|on)? (the)? DAY (of)? MONTH (,? YEAR)?`, buildPartDay},
	{"part-of-month-day", `(the)? (STAGE|early hours of the|STAGE in the|STAGE on the)? PART (of|on)? (WDAY ,?)? MONTH DAY (,? YEAR)?`, buildPartDay},
	{"month-day-part", `MONTH DAY PART`, buildPartDay},
	{"day-month-part", `(the)? DAY MONTH PART`, buildDayMonthPart},
	{"month-year", `(the? STAGE -? (of)?)? MONTH (,|of|in)? YEAR`, buildMonthYear},
	{"month", `(the? STAGE -? (of)?)? (the month of)? MONTH`, buildMonth},
	{"rel-month", `(the? STAGE -?)? (the)? REL (STAGE -?)? MONTH`, buildMonth},
	{"week-of-month", `(the)? (ORD|last|final) week (of|in) MONTH (,? (of)? YEAR)?`, buildWeekOfMonth},
	{"days-of-month", `(the)? (first|last|final|early|closing|opening) days of MONTH (,? (of)? YEAR)?`, buildDaysOfMonth},
	{"half-of-month", `(the)? (first|second|last|latter) half of MONTH (,? (of)? YEAR)?`, buildHalfOfMonth},
	{"month-of-rel-year", `(STAGE -?)? MONTH (of)? (the)? (REL year|that year|the same year)`, buildMonthOfYear},
	{"day-month-of-rel-year", `DAY MONTH (of)? (the)? (REL year|that year|the same year)`, buildDayMonthOfYear},
	{"rel-month-day", `REL MONTH DAY`, buildRelMonthDay},
	{"rel-weekday-date", `(the|this)? REL? WDAY ,? (MONTH DAY|DAY MONTH) (,? YEAR)?`, buildDayMonth},
	{"list-day", `DAY`, buildListDay},
	{"year", `(the? (year|years) | fiscal year? | calendar year? | the? STAGE -? (of|in)? (the year)? | STAGE - | the? (first|last) part of)? YEAR`, buildYear},
	{"year-bc", `(the)? (STAGE)? (DIGITS2|DIGITS4|NUM) BC`, buildYearBC},
	{"decade", `(the)? (STAGE -? (of the)?|(first|last|second) half of the)? DECADE`, buildDecade},
	{"century", `(the)? (STAGE -?)? ORD -? century (BC)?`, buildCentury},
	{"event-day", `DIGITS2 / JOINED DIGITSB`, buildEventDay},
	{"may-day", `may day`, buildMayDay},
}

func dateSense(c *captures) sense {
	return sense{typ: DateType, how: byDay, year: c.year, month: c.month, day: c.day, weekday: c.weekday, stage: 0}
}

func buildISODay(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byDay, year: c.year, month: c.num, day: c.num2}
	return sn, onCalendar(newDate(sn.year, sn.month, sn.day)) && !s.joinedDigits(end)
}

// buildDayFirst reads "29.03.2016", where the day always comes first.
func buildDayFirst(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byDay, year: c.year, month: c.num2, day: c.num}
	return sn, onCalendar(newDate(sn.year, sn.month, sn.day)) && !s.joinedDigits(end)
}

// joinedDigits reports whether the number goes on at atom i, as in "2016-03-29-17".
func (s *scan) joinedDigits(i int) bool {
	return s.joined(i) && (s.atoms[i].kind == digits || s.is(i, hyphenWord) || s.is(i, slashWord))
}

// buildSlashedDay reads the month first, as American agencies write, unless it can only be the day.
func buildSlashedDay(s *scan, i, end int, c *captures) (sense, bool) {
	m, d := c.num, c.num2
	if m > 12 {
		m, d = d, m
	}
	sn := sense{how: byDay, year: c.year, month: m, day: d}
	return sn, onCalendar(newDate(sn.year, m, d)) && !s.joinedDigits(end)
}

func buildMonthDay(s *scan, i, end int, c *captures) (sense, bool) {
	sn := dateSense(c)
	sn.stage = c.stage
	if c.day == 0 || c.day > daysIn(2000, c.month) {
		return sn, false
	}
	if s.startsFrom(i) {
		return sn, false
	}
	if c.year == 0 && s.names(end) {
		return sense{skip: true}, true
	}
	if c.year == 0 && s.countsNoun(end) && s.atoms[end-1].kind == digits && (s.startsClause(i) || s.isVerbToo(i)) {
		return sn, false
	}
	return sn, !s.isMarching(i)
}

// startsFrom reports whether an expression would open with the verb of "beginning in 2010", "ending on 3
// May", which is no part of the month or year.
func (s *scan) startsFrom(i int) bool {
	switch s.atoms[i].word {
	case beginningWord, startWord, endWord, middleWord:
		return !s.is(i+1, ofWord) && !s.is(i+1, hyphenWord)
	}
	return false
}

// names reports whether the word at atom i makes a name of the date before it: armed movements are called
// after days ("the 23 March Movement"), and so are brigades.
func (s *scan) names(i int) bool {
	switch s.lower(i) {
	case "movement", "brigade", "brigades", "organization", "organisation", "battalion", "alliance":
		return true
	}
	return false
}

// paper reports whether the word at atom i makes a paper of the weekday before it.
func (s *scan) paper(i int) bool {
	switch s.lower(i) {
	case "times", "telegraph", "herald", "mail", "post", "tribune", "independent", "observer":
		return s.text(i)[0] < 'a'
	}
	return false
}

// lower is the atom in lower case.
func (s *scan) lower(i int) string { return strings.ToLower(s.text(i)) }

// countsNoun reports whether the atom is a plural noun, so that the number before it counts something:
// "In March 20 people died".
func (s *scan) countsNoun(i int) bool {
	return i < len(s.atoms) && s.atoms[i].kind == letters && s.tag(i) == language.NOUN && s.form(i) == language.Plural && !s.has(i, clUnits)
}

// startsClause reports whether atom i follows "in", after which a month stands without a day.
func (s *scan) startsClause(i int) bool { return i > 0 && s.is(i-1, inWord) }

func buildDayMonth(s *scan, i, end int, c *captures) (sense, bool) {
	sn := dateSense(c)
	if s.is(end-1, yearWord) {
		sn.rel, sn.relSet = c.rel, c.relSet == 1
		sn.back = c.relSet == 0
	}
	if c.day == 0 || c.day > daysIn(2000, c.month) {
		return sn, false
	}
	if s.startsFrom(i) {
		return sn, false
	}
	if c.year == 0 && s.names(end) {
		return sense{skip: true}, true
	}
	// "the second March on the capital": an ordinal word before a march is no day.
	if s.isMarching(end-1) && c.year == 0 && s.atoms[end-2].kind == letters && s.afterSuffix(max(end-3, 0)) != end-1 {
		return sn, false
	}
	sn.stage = 0
	return sn, true
}

// isVerbToo reports whether atom i is a month that is also a verb: "MARCH 20 KILOMETRES".
func (s *scan) isVerbToo(i int) bool { return s.is(i, marchWord) || s.is(i, mayWord) }

// isMarching reports whether atom i is "march" or "may" written as a common word.
func (s *scan) isMarching(i int) bool {
	return (s.is(i, marchWord) || s.is(i, mayWord)) && s.text(i)[0] >= 'a'
}

// buildMonthOfYear reads "October this year": the month alone, in the year that the rest tells; "this
// year" is read again as an expression of its own.
func buildMonthOfYear(s *scan, i, end int, c *captures) (sense, bool) {
	sn, ok := buildMonth(s, i, end, c)
	sn.ofYear = true
	if sn.back {
		return sn, ok
	}
	for sn.end = end - 2; !s.has(sn.end-1, clMonth) && !s.is(sn.end-1, stopWord); {
		sn.end--
	}
	return sn, ok
}

func buildDayMonthOfYear(s *scan, i, end int, c *captures) (sense, bool) {
	sn, ok := buildDayMonth(s, i, end, c)
	if sn.back {
		return sn, ok
	}
	for sn.end = end - 2; !s.has(sn.end-1, clMonth) && !s.is(sn.end-1, stopWord); {
		sn.end--
	}
	return sn, ok
}

// buildRelMonthDay reads the day of "last Oct. 23"; the word before it only tells the year.
func buildRelMonthDay(s *scan, i, end int, c *captures) (sense, bool) {
	sn := dateSense(c)
	sn.start = i + 1
	return sn, c.day <= daysIn(2000, c.month)
}

// buildListDay reads the "25" of "April 24 and 25".
func buildListDay(s *scan, i, end int, c *captures) (sense, bool) {
	sn := dateSense(c)
	j := i - 1
	if s.is(j, theWord) {
		j--
	}
	if !s.is(j, andWord) && !s.is(j, orWord) || j < 2 || s.atoms[j-1].kind != digits {
		return sn, false
	}
	at := j - 2
	if s.is(at, stopWord) {
		at--
	}
	if !s.has(at, clMonth) || s.countsNoun(end) || s.has(end, clMonth) || s.atoms[end-1].kind != digits {
		return sn, false
	}
	sn.month = s.value(at, clMonth)
	return sn, sn.day > int(s.atoms[j-1].num) && sn.day <= daysIn(2000, sn.month)
}

func buildShortYear(s *scan, i, end int, c *captures) (sense, bool) {
	sn := dateSense(c)
	next := s.text(end)
	closed := next == "" || next == "(" || next == "[" || next == "-" || next == "—" || next == ")" || next == "]" || next == "."
	return sn, c.day <= daysIn(2000, c.month) && closed
}

func buildDayRange(s *scan, i, end int, c *captures) (sense, bool) {
	sn := dateSense(c)
	sn.toDay = c.day2
	return sn, c.day < c.day2 && c.day2 <= daysIn(2000, c.month)
}

// buildWeekOfMonth reads "the last week of August", "the first week of March 2015".
func buildWeekOfMonth(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byMonth, year: c.year, month: c.month, weekOf: c.ordinal}
	if c.ordinal == 0 {
		sn.weekOf = lastWeek
	}
	return sn, sn.weekOf <= lastWeek
}

// buildDaysOfMonth reads "the first days of May" as early May.
func buildDaysOfMonth(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byMonth, year: c.year, month: c.month, stage: 1}
	switch s.text(i + 1)[0] | 0x20 {
	case 'l', 'c':
		sn.stage = 3
	}
	if s.is(i, lastWord) || s.is(i+1, lastWord) || s.is(i+1, finalWord) || s.is(i, finalWord) {
		sn.stage = 3
	}
	return sn, true
}

// buildHalfOfMonth reads "the first half of May".
func buildHalfOfMonth(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byMonth, year: c.year, month: c.month, halfOf: 1}
	if s.is(i, theWord) {
		i++
	}
	if !s.is(i, firstWord) {
		sn.halfOf = 2
	}
	return sn, true
}

func buildNightRange(s *scan, i, end int, c *captures) (sense, bool) {
	if c.month2 != 0 && c.month2 != c.month || c.day2 == 1 {
		// The night into the first of the next month.
		sn := dateSense(c)
		sn.typ, sn.part, sn.toDay = TimeType, 4, -1
		return sn, c.day2 == 1 && c.day >= 28 && c.day <= daysIn(2000, c.month)
	}
	sn, ok := buildDayRange(s, i, end, c)
	sn.typ, sn.part = TimeType, 4
	return sn, ok
}

// buildFirstOfList reads the first day of "12 and 13 February" and leaves the rest to be read as the
// second, since each day may date another event.
func buildFirstOfList(s *scan, i, end int, c *captures) (sense, bool) {
	sn := dateSense(c)
	j := i
	if s.is(j, theWord) {
		j++
	}
	sn.end = s.afterSuffix(j)
	return sn, c.day != c.day2 && s.atoms[j].kind == digits && max(c.day, c.day2) <= daysIn(2000, c.month)
}

func buildWeekdayNth(s *scan, i, end int, c *captures) (sense, bool) {
	sn := dateSense(c)
	if s.has(end, clMonth) || s.is(end, ofWord) || s.has(end, clUnit|clUnits) {
		return sn, false
	}
	return sn, s.atoms[end-1].kind == letters && s.atoms[end-2].kind == digits
}

func buildNth(s *scan, i, end int, c *captures) (sense, bool) {
	if s.is(end, hyphenWord) || s.has(end, clUnit|clUnits|clPart) || s.is(end, centuryWord) || s.is(end, ofWord) && !s.has(end+1, clMonth) {
		return sense{}, false
	}
	// "the 14th victim": a noun behind it makes it an ordinal.
	switch s.tag(end) {
	case language.NOUN, language.ADJ, language.PROPN, language.NUM:
		if end < len(s.atoms) && s.atoms[end].kind != mark {
			return sense{}, false
		}
	}
	return dateSense(c), s.is(i-1, onWord) || s.is(i-1, untilWord) || s.is(i-1, byWord) || s.is(i-1, sinceWord)
}

// buildDayMonthPart reads "3 March night", which leaves the article to the noun behind it.
func buildDayMonthPart(s *scan, i, end int, c *captures) (sense, bool) {
	sn, ok := buildPartDay(s, i, end, c)
	if s.is(i, theWord) {
		sn.start = i + 1
	}
	return sn, ok
}

func buildPartDay(s *scan, i, end int, c *captures) (sense, bool) {
	sn := dateSense(c)
	sn.typ, sn.part, sn.stage = TimeType, c.part, c.stage
	return sn, c.day != 0 && c.day <= daysIn(2000, c.month)
}

func buildMonthYear(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byMonth, year: c.year, month: c.month, stage: c.stage}
	return sn, !s.startsFrom(i)
}

// buildMonth reads a month with no year. May, March and August are words of their own too, and so is
// any month where all letters are capitals.
func buildMonth(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byMonth, month: c.month, stage: c.stage, rel: c.rel, relSet: c.relSet == 1}
	at := end - 1
	for at > i && !s.has(at, clMonth) {
		at--
	}
	if s.is(end-1, yearWord) && c.relSet == 0 {
		sn.back = true
	}
	if s.is(i-1, blackWord) || s.names(end) || s.startsFrom(i) {
		return sn, false
	}
	sn.start = s.afterArticle(i)
	return sn, s.isMonth(at, i)
}

// afterArticle is where "the late-November" begins without its article, as TimeML marks it; 0 where there
// is no hyphen and the article belongs to the expression.
func (s *scan) afterArticle(i int) int {
	if (s.is(i, theWord) || s.is(i, aWord) || s.is(i, anWord)) && s.is(i+2, hyphenWord) {
		return i + 1
	}
	return 0
}

// isMonth reports whether the month word at an atom is one, in an expression that starts at first.
func (s *scan) isMonth(at, first int) bool {
	w := s.atoms[at].word
	written := s.text(at)
	lower := written[0] >= 'a'
	if lower {
		return false
	}
	if s.has(at, clAbbrev) && !s.is(at+1, stopWord) && len(written) <= 4 && !s.has(first, clStage|clRel) {
		// "Jan", "Mar", "Dec" without a stop are names as often as months.
		return first < at || s.afterPreposition(at)
	}
	switch w {
	case mayWord, marchWord, augustWord, aprilWord, juneWord:
		if first < at {
			return true
		}
		if w == marchWord && s.is(at-1, theWord) && s.tag(at+1) == language.NOUN {
			return true
		}
		if w == aprilWord || w == juneWord || w == augustWord {
			return s.tag(at+1) != language.PROPN || s.afterPreposition(at)
		}
		return s.afterPreposition(at)
	}
	return true
}

// afterPreposition reports whether a word that leads to a date stands before atom i.
func (s *scan) afterPreposition(i int) bool {
	if i == 0 {
		return false
	}
	switch s.atoms[i-1].word {
	case inWord, sinceWord, untilWord, byWord, ofWord, betweenWord, fromWord, throughWord, duringWord, beforeWord, afterWord, tillWord:
		return true
	case andWord, toWord, orWord, hyphenWord:
		return s.has(i-2, clMonth) || s.is(i-2, stopWord) && s.has(i-3, clMonth)
	}
	return s.has(i-1, clRel|clStage)
}

// buildYear reads four digits as a year unless they count or number something.
func buildYear(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byYear, year: c.year, stage: c.stage}
	at := end - 1
	if s.startsFrom(i) {
		return sn, false
	}
	if s.atoms[at].kind != digits || end-i > 1 {
		return sn, s.atoms[at].kind == digits || c.year >= 1900
	}
	if s.is(at-1, apostropheWord) && at-1 >= i {
		return sn, !s.has(end, clUnits)
	}
	if c.year < 1500 && !s.afterPreposition(at) || c.year > 2059 {
		return sn, false
	}
	if i > 0 {
		switch s.text(i - 1) {
		case "$", "£", "€", "#", "@", "-", "/":
			if s.text(i-1) != "-" || !s.atoms[max(i-2, 0)].isYear() {
				return sn, s.text(i-1) == "-" && (s.is(i-2, postWord) || s.is(i-2, preWord))
			}
		}
		switch s.atoms[i-1].word {
		case atWord, aboutWord, approximatelyWord, aroundWord, overWord, thanWord, leastWord, nearlyWord, numberWord:
			return sn, false
		}
	}
	if s.joined(end) {
		switch s.text(end) {
		case "%", "/", "-":
			if !(s.is(end, hyphenWord) && end+1 < len(s.atoms) && s.atoms[end+1].kind == digits) {
				return sn, s.is(end, hyphenWord)
			}
		}
		if s.atoms[end].kind == letters {
			return sn, false
		}
	}
	if s.has(end, clUnits) || s.is(end, hoursWord) || s.has(end, clZone) || s.is(end, gmtWord) {
		return sn, false
	}
	if s.tag(i-1) == language.VERB && (s.tag(end) == language.PROPN || s.tag(end) == language.NOUN || s.tag(end) == language.ADJ) && end < len(s.atoms) && s.atoms[end].kind == letters {
		return sn, false
	}
	if s.countsNoun(end) && !s.afterPreposition(i) && !s.is(i-1, theWord) {
		return sn, false
	}
	return sn, true
}

func (a *atom) isYear() bool {
	return a.kind == digits && a.digits == 4 && a.num >= 1000 && a.num <= 2100
}

func buildYearBC(s *scan, i, end int, c *captures) (sense, bool) {
	y := c.year
	if y == 0 {
		y = c.num
	}
	return sense{how: byYear, year: y, bc: true, stage: c.stage}, y > 0
}

func buildDecade(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byDecade, year: c.decade, stage: c.stage}
	// "in his fifties" is an age.
	if i > 0 && s.has(end-1, clDecade) {
		switch s.text(i - 1) {
		case "his", "her", "their", "its", "my", "HIS", "HER", "THEIR", "ITS":
			return sn, false
		}
	}
	return sn, true
}

func buildCentury(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{how: byCentury, ordinal: c.ordinal, stage: c.stage, bc: c.bc}, c.ordinal <= 21
}

// buildEventDay reads "9/11" and "26/11", the only dates that are written so in running text.
func buildEventDay(s *scan, i, end int, c *captures) (sense, bool) {
	if s.joinedDigits(end) {
		return sense{}, false
	}
	switch {
	case c.num == 9 && c.num2 == 11:
		return sense{how: byDay, year: 2001, month: 9, day: 11}, true
	case c.num == 26 && c.num2 == 11:
		return sense{how: byDay, year: 2008, month: 11, day: 26}, true
	}
	return sense{}, false
}

func buildMayDay(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{how: byDay, month: 5, day: 1}, s.text(i)[0] < 'a' && s.text(i + 1)[0] < 'a'
}

var (
	inWord, onWord, byWord, fromWord          = wordNumber("in"), wordNumber("on"), wordNumber("by"), wordNumber("from")
	sinceWord, untilWord, tillWord            = wordNumber("since"), wordNumber("until"), wordNumber("till")
	betweenWord, throughWord, duringWord      = wordNumber("between"), wordNumber("through"), wordNumber("during")
	beforeWord, afterWord                     = wordNumber("before"), wordNumber("after")
	mayWord, marchWord, augustWord            = wordNumber("may"), wordNumber("march"), wordNumber("august")
	aprilWord, juneWord                       = wordNumber("april"), wordNumber("june")
	endWord                                   = wordNumber("end")
	yearWord, centuryWord                     = wordNumber("year"), wordNumber("century")
	aboutWord, approximatelyWord, aroundWord  = wordNumber("about"), wordNumber("approximately"), wordNumber("around")
	overWord, nearlyWord, numberWord, gmtWord = wordNumber("over"), wordNumber("nearly"), wordNumber("number"), wordNumber("gmt")
	postWord, preWord                         = wordNumber("post"), wordNumber("pre")
)

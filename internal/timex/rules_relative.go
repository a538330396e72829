package timex

import "github.com/tocsin-org/tocsin/internal/language"

// Expressions counted from the day of publication or from a day named before.
var relativeRules = []rule{
	{"deictic", `(STAGE|earlier|later|STAGE on)? (today|yesterday|tomorrow)`, buildDeictic},
	{"deictic-part", `(STAGE|earlier)? (yesterday|tomorrow|today) (STAGE)? PART`, buildDeictic},
	{"tonight", `(later|early|late)? tonight`, buildTonight},
	{"day-before-yesterday", `(the)? day (before yesterday|after tomorrow)`, buildBeyond},
	{"weekday", `(STAGE|STAGE on)? WDAY`, buildWeekday},
	{"rel-weekday", `(STAGE)? (the)? (REL|that)? (REL)? WDAY`, buildWeekday},
	{"weekday-part", `(STAGE|the STAGE)? (REL)? WDAY (STAGE)? (PART|overnight)`, buildWeekday},
	{"part-of-weekday", `(the)? (STAGE|early hours of (the)?|STAGE in the|STAGE hours of)? PART (of|on) (REL)? WDAY`, buildWeekday},
	{"hours-of-weekday", `(the)? STAGE hours (of|on) (REL)? WDAY PART?`, buildWeekday},
	{"weekday-night-range", `(overnight|night of|the night of|the night between|the night|late) (from|on)? (WDAY|WDAY PART) (to|into|and|-|and early|to early|/) (early)? WDAY2 (PART)?`, buildWeekdayNights},
	{"overnight", `overnight`, buildOvernight},
	{"overnight-weekday", `overnight (on|into)? WDAY`, buildOvernightWeekday},
	{"last-night", `(STAGE)? (last|this|that|the same|the next|the following|the previous|that same) (STAGE)? PART`, buildRelPart},
	{"hours-of-part", `(the)? STAGE hours (of|this) (this|last)? (PART|today|yesterday)`, buildRelPart},
	{"the-part", `(the|one) (STAGE -?)? PART`, buildThePart},
	{"stage-part", `(STAGE -? | later) (in the|this|that)? PART`, buildThePart},
	{"rel-unit", `(the)? REL (REL|calendar|fiscal|full|same)? UNIT`, buildRelUnit},
	{"that-unit", `(that|the same|same|that same|the very same) UNIT`, buildThatUnit},
	{"stage-rel-unit", `(the? STAGE (of|in)?|earlier|later|sometime|the (first|last|latter) half of) (the)? (REL|that|the same) UNIT`, buildRelUnit},
	{"earlier-in-unit", `earlier (on)? in the UNIT`, buildRelUnit},
	{"stage-unit", `(the (end|middle|beginning|start) of the UNIT | (year|month) (-|' s)? end)`, buildStageUnit},
	{"weekend", `the weekend`, buildTheWeekend},
	{"weekday-of-week", `(the)? WDAY (of)? (last|this|next) week`, buildWeekdayOfWeek},
	{"week-of", `the week (of|beginning|starting|ending)? (MONTH DAY|DAY (of)? MONTH) (,? YEAR)?`, buildWeekOf},
	{"units-ago", `(APPROX)? NUM UNIT (or so)? (ago|back)`, buildAgo},
	{"units-or-units-ago", `(APPROX)? NUM (or|to|-) NUM2 UNIT ago`, buildAgo},
	{"vague-ago", `UNITS ago`, buildVagueAgo},
	{"units-earlier", `(APPROX|just|only)? NUM UNIT (earlier|before|previously|beforehand|prior)`, buildEarlier},
	{"units-later", `(APPROX|just|only|some)? NUM UNIT (later|after|afterward|afterwards|after that)`, buildLater},
	{"units-later-vague", `(UNITS|moments|shortly) (later|earlier|afterward|afterwards)`, buildVagueLater},
	{"units-from-now", `(APPROX)? NUM UNIT from now`, buildFromNow},
	{"units-before-day", `(APPROX)? NUM UNIT (before|after|from) (WDAY|today|tomorrow|yesterday|that|MONTH DAY|DAY MONTH) (,? YEAR)?`, buildFromDay},
	{"unit-ago-weekday", `(a week|one week) (ago|from) (on)? (WDAY|today|tomorrow)`, buildFromDay},
	{"the-unit-before", `the (day|week|month|year|night) (before|earlier|after|afterward)`, buildUnitBefore},
	{"eve", `the? eve of (the)? (DAY (of)? MONTH|MONTH DAY|FEAST|WDAY) (,? YEAR)?`, buildEve},
	{"past-units", `(APPROX)? (over|in|during|within)? the REL (NUM (-)? UNIT | UNITS)`, buildPastUnits},
	{"bare-past-units", `REL NUM (-)? UNIT`, buildPastUnits},
}

func buildDeictic(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byPart, stage: c.stage, part: c.part}
	for j := i; j < end; j++ {
		if s.has(j, clDeictic) {
			sn.n = s.value(j, clDeictic)
		}
	}
	if sn.part != 0 {
		sn.typ = TimeType
	}
	return sn, true
}

func buildTonight(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{typ: TimeType, how: byPart, part: 4}, true
}

func buildBeyond(s *scan, i, end int, c *captures) (sense, bool) {
	n := 2
	if s.is(end-2, beforeWord) {
		n = -2
	}
	return sense{how: byPart, n: n}, true
}

// buildWeekday reads a day of the week. Short forms are words too ("sun", "sat", "wed"), and so they
// need a capital and, alone, a stop or a word before that leads to a day. Several at a time make a
// recurrence: "on Tuesdays".
func buildWeekday(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byWday, weekday: c.weekday, stage: c.stage, part: c.part, rel: c.rel, relSet: c.relSet == 1}
	at := i
	for !s.has(at, clWeekday) {
		at++
	}
	written := s.text(at)
	if written[0] >= 'a' {
		return sn, false
	}
	if s.is(i, thatWord) || s.is(at-1, previousWord) || s.is(at-1, followingWord) || s.is(at-1, precedingWord) {
		sn.back = true
	}
	if len(written) <= 4 && s.has(at, clAbbrev) && !(s.is(at+1, stopWord) && s.joined(at+1)) && !s.is(at-1, onWord) && !(s.is(at+1, commaWord) && (s.has(at+2, clMonth) || s.atoms[min(at+2, len(s.atoms)-1)].kind == digits)) {
		return sn, false
	}
	if len(written) <= 4 && s.has(at, clAbbrev) && !s.is(at+1, stopWord) && s.tag(at+1) == language.PROPN && !s.has(at+1, clMonth) {
		// "Mon State" is a place.
		return sn, false
	}
	if len(written) <= 4 && s.allCapitals(at) && !s.is(at-1, onWord) {
		return sn, false
	}
	if len(written) == 3 && s.is(at+1, stopWord) && s.endsSentence(at+1) {
		return sn, false
	}
	if sn.part != 0 {
		sn.typ = TimeType
	}
	if written[len(written)-1]|0x20 == 's' && len(written) > 5 || s.has(end-1, clPart) && end-1 > at && s.text(end - 1)[len(s.text(end-1))-1]|0x20 == 's' {
		return sense{typ: SetType, how: bySet, weekday: c.weekday, part: c.part}, true
	}
	if s.is(end-1, overnightWord) {
		sn.typ, sn.part = TimeType, 4
	}
	if s.has(i, clEvery) {
		return sn, false
	}
	// "Good Friday" and "Black Saturday" are read as feasts, or as names.
	if at > 0 && s.is(at-1, blackWord) || s.is(at-1, bloodyWord) {
		return sn, false
	}
	if s.is(i, theWord) && end == i+2 || s.paper(end) {
		return sn, false
	}
	return sn, true
}

func buildWeekdayNights(s *scan, i, end int, c *captures) (sense, bool) {
	next := c.weekday%7 + 1
	return sense{typ: TimeType, how: byWday, weekday: c.weekday, part: 4, toDay: -1}, c.weekday2 == next
}

func buildOvernight(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{typ: TimeType, how: byPart, n: -1, part: 4, toDay: -1}, !s.is(i+1, hyphenWord) && s.tag(i) != language.NOUN
}

func buildOvernightWeekday(s *scan, i, end int, c *captures) (sense, bool) {
	if s.is(i+1, intoWord) {
		return sense{typ: TimeType, how: byWday, weekday: (c.weekday+5)%7 + 1, part: 4, toDay: -1}, true
	}
	return sense{typ: TimeType, how: byWday, weekday: c.weekday, part: 4}, true
}

// buildRelPart reads "last night", "this morning", "that evening", "the next morning".
func buildRelPart(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{typ: TimeType, how: byPart, part: c.part, stage: c.stage}
	for j := i; j < end; j++ {
		switch s.atoms[j].word {
		case lastWord, yesterdayWord:
			sn.n = -1
			if s.is(j, lastWord) && c.part == 1 {
				return sn, false
			}
		case previousWord:
			sn.n, sn.back = -1, true
		case thatWord, sameWord:
			sn.back = true
		case nextWord, followingWord:
			sn.n, sn.back = 1, true
		}
	}
	if sn.part == 0 {
		sn.part = 1
	}
	return sn, sn.part <= 4 || sn.n == 0 && sn.part <= 6
}

// buildThePart reads "the morning", "early in the evening": a part of the day that is being told of.
func buildThePart(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{typ: TimeType, how: byPart, part: c.part, stage: c.stage, back: true}
	before := s.is(i-1, inWord) || s.is(i-1, duringWord) || s.is(i-1, byWord)
	if s.has(i, clStage) || s.is(i, laterWord) {
		sn.back = !s.is(end-2, thisWord)
		return sn, c.part <= 4 && c.stage != 0 || s.is(i, laterWord) && end-i > 2
	}
	return sn, before && c.part <= 4 && !s.is(end, ofWord)
}

// buildRelUnit reads "last week", "the following month", "early next year", "earlier this month".
func buildRelUnit(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byUnit, unit: c.unit, rel: c.rel, relSet: true, stage: c.stage}
	if c.plural || c.unit < day {
		return sn, false
	}
	// "This Week" with a capital is the name of a programme.
	if w := s.text(end - 1)[0]; w < 'a' && !s.allCapitals(end-1) {
		return sn, false
	}
	past := false
	for j := i; j < end; j++ {
		switch s.atoms[j].word {
		case earlierWord:
			sn.upTo = -1
		case laterWord:
			sn.upTo = 1
		case previousWord, precedingWord, followingWord, sameWord, thatWord:
			sn.back = true
		case pastWord:
			past = true
		case firstWord:
			sn.stage = 1
		case latterWord:
			sn.stage = 3
		case lastWord:
			if s.is(j+1, halfWord) {
				sn.stage = 3
			}
		}
	}
	if c.relSet == 0 {
		sn.rel = 0
	}
	if s.is(i, theWord) && end-i == 3 {
		switch {
		case s.is(i+1, nextWord) && c.unit <= weekend:
			sn.back = c.unit == day
		case s.is(i+1, lastWord), past:
			// "the past year" reaches up to today.
			return sense{typ: DurationType, how: bySpan, n: 1, unit: c.unit, rel: -1}, true
		case s.is(i+1, presentWord):
			return sn, false
		}
	}
	if past && c.unit == day {
		return sn, false
	}
	if s.is(i, lastWord) && c.unit == day {
		return sn, false
	}
	return sn, true
}

func buildThatUnit(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byUnit, unit: c.unit, relSet: true, back: true}
	return sn, !c.plural && c.unit >= day && (c.unit != second)
}

func buildStageUnit(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byUnit, unit: c.unit, relSet: true, stage: 3}
	switch {
	case s.is(i, yearWord):
		sn.unit = year
	case s.is(i, monthWord):
		sn.unit = month
	case s.is(i+1, middleWord):
		sn.stage = 2
	case s.is(i+1, beginningWord), s.is(i+1, startWord):
		sn.stage = 1
	}
	if s.is(i, yearWord) && s.is(i+1, hyphenWord) && !s.joined(i+1) {
		return sn, false
	}
	return sn, !c.plural && sn.unit >= week
}

func buildTheWeekend(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{how: byUnit, unit: weekend, rel: -1, relSet: true, ordinal: 1}, true
}

func buildWeekdayOfWeek(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byUnit, unit: week, weekday: c.weekday, relSet: true}
	for j := i; j < end; j++ {
		if s.has(j, clRel) {
			sn.rel = s.value(j, clRel)
		}
	}
	return sn, true
}

func buildWeekOf(s *scan, i, end int, c *captures) (sense, bool) {
	sn := dateSense(c)
	sn.unit = week
	return sn, c.day <= daysIn(2000, c.month)
}

func buildAgo(s *scan, i, end int, c *captures) (sense, bool) {
	if c.num == manyX {
		return sense{how: byValue, value: "PAST_REF"}, c.unit >= minute
	}
	sn := sense{how: byShift, n: -c.num, unit: c.unit, mod: approxMod(c.approx)}
	if s.is(end-2, soWord) {
		sn.mod = "APPROX"
	}
	return sn, c.num > 0
}

func buildVagueAgo(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{how: byValue, value: "PAST_REF"}, true
}

func buildEarlier(s *scan, i, end int, c *captures) (sense, bool) {
	if c.num == manyX {
		return sense{how: byValue, value: "PAST_REF"}, true
	}
	// "two days before the vote" counts from the vote; its day is seldom known.
	sn := sense{how: byShift, n: -c.num, unit: c.unit, back: true, mod: approxMod(c.approx)}
	if s.is(end-1, beforeWord) && !s.endsClause(end) {
		return durationOf(c), c.num > 0
	}
	return sn, c.num > 0
}

func buildLater(s *scan, i, end int, c *captures) (sense, bool) {
	if c.num == manyX {
		return sense{how: byValue, value: "FUTURE_REF"}, s.is(end-1, laterWord)
	}
	sn := sense{how: byShift, n: c.num, unit: c.unit, back: true, mod: approxMod(c.approx)}
	if s.is(end-1, afterWord) && !s.endsClause(end) {
		return durationOf(c), c.num > 0
	}
	return sn, c.num > 0
}

// buildVagueLater reads "hours later", which is still the day spoken of, and "days later", which is none.
func buildVagueLater(s *scan, i, end int, c *captures) (sense, bool) {
	switch {
	case c.unit == 0, c.unit <= hour:
		return sense{typ: TimeType, how: byShift, unit: hour, back: true}, true
	case s.is(end-1, earlierWord):
		return sense{how: byValue, value: "PAST_REF"}, true
	}
	return sense{how: byValue, value: "FUTURE_REF"}, true
}

// durationOf is the "two days" of "two days after the vote": an expression that ends before its last
// word.
func durationOf(c *captures) sense {
	sn := sense{typ: DurationType, how: byDuration, n: c.num, unit: c.unit, mod: approxMod(c.approx)}
	sn.end = c.numAt + 1
	return sn
}

// endsClause reports whether a clause ends before atom i.
func (s *scan) endsClause(i int) bool {
	return i >= len(s.atoms) || s.atoms[i].kind == mark && !s.is(i, apostropheWord) && !s.is(i, hyphenWord)
}

func buildFromNow(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{how: byShift, n: c.num, unit: c.unit, mod: approxMod(c.approx)}, c.num > 0
}

// buildFromDay reads "two days before Monday".
func buildFromDay(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byShift, n: c.num, unit: c.unit, weekday: c.weekday, year: c.year, month: c.month, day: c.day}
	if c.unit == 0 {
		sn.n, sn.unit = 1, week
	}
	for j := i; j < end; j++ {
		switch s.atoms[j].word {
		case beforeWord, agoWord:
			sn.n = -sn.n
		case thatWord:
			sn.back = true
		}
		if s.has(j, clDeictic) {
			sn.ordinal = s.value(j, clDeictic)
		}
	}
	return sn, c.num != manyX && c.unit != hour && c.unit != minute
}

func buildUnitBefore(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byShift, n: -1, back: true}
	switch s.text(i + 1)[0] | 0x20 {
	case 'd':
		sn.unit = day
	case 'w':
		sn.unit = week
	case 'm':
		sn.unit = month
	case 'y':
		sn.unit = year
	case 'n':
		sn.unit, sn.part = day, 4
	}
	if s.is(end-1, afterWord) || s.is(end-1, afterwardWord) {
		sn.n = 1
	}
	return sn, s.endsClause(end) || s.tag(end) == language.CCONJ || s.tag(end) == language.ADP
}

func buildEve(s *scan, i, end int, c *captures) (sense, bool) {
	sn := dateSense(c)
	switch {
	case c.day != 0:
		if c.day > daysIn(2000, c.month) {
			return sn, false
		}
	case c.feast != 0:
		sn.how, sn.feast = byFeast, c.feast
	default:
		sn.how = byWday
	}
	sn.eve = true
	return sn, true
}

// buildPastUnits reads "the past three months", "the next few days": how long, and also which days.
func buildPastUnits(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{typ: DurationType, how: bySpan, n: c.num, unit: c.unit, rel: c.rel, mod: approxMod(c.approx)}
	if c.num == 0 && c.plural {
		sn.n = manyX
	}
	if s.has(i, clApprox) && !s.is(i, overWord) {
		return sn, true
	}
	switch s.atoms[i].word {
	case inWord, duringWord, withinWord, overWord:
		return sn, false
	}
	return sn, true
}

var (
	overnightWord, blackWord, bloodyWord        = wordNumber("overnight"), wordNumber("black"), wordNumber("bloody")
	yesterdayWord, previousWord, sameWord       = wordNumber("yesterday"), wordNumber("previous"), wordNumber("same")
	nextWord, followingWord, laterWord          = wordNumber("next"), wordNumber("following"), wordNumber("later")
	earlierWord, precedingWord, pastWord        = wordNumber("earlier"), wordNumber("preceding"), wordNumber("past")
	latterWord, halfWord, presentWord, thisWord = wordNumber("latter"), wordNumber("half"), wordNumber("present"), wordNumber("this")
	monthWord, middleWord, beginningWord        = wordNumber("month"), wordNumber("middle"), wordNumber("beginning")
	startWord, soWord, agoWord, withinWord      = wordNumber("start"), wordNumber("so"), wordNumber("ago"), wordNumber("within")
	intoWord, finalWord                         = wordNumber("into"), wordNumber("final")
	afterwardWord                               = wordNumber("afterward")
)

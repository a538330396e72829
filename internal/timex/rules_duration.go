package timex

import "github.com/tocsin-org/tocsin/internal/language"

// How long: durations have no days of their own.
var durationRules = []rule{
	{"age", `(REL)? NUM -? (year|years) -? (old|olds)`, buildSkip},
	{"fraction", `(APPROX)? (NUM|a)? -? quarters`, buildFraction},
	{"months-old", `NUM - UNIT - old`, buildUnitLong},
	{"units", `(APPROX)? NUM (-)? (more|full|straight|consecutive|further|whole|trading|working|additional)? UNIT`, buildUnits},
	{"the-units", `the (first|last|latest|final|year - earlier|year - ago)? NUM UNITS`, buildUnits},
	{"units-to-units", `(APPROX)? NUM (to|-|or) NUM2 (more)? (-)? UNIT`, buildUnitsToUnits},
	{"half-unit", `half (a|an)? -? UNIT`, buildHalfUnit},
	{"bare-units", `(the)? UNITS`, buildBareUnits},
	{"units-of-each-other", `within NUM UNITS of (each other|one another)`, buildEachOther},
	{"unit-long", `a? (NUM -)? UNIT - long`, buildUnitLong},
	{"the-year", `the (full|fiscal|latest fiscal)? year`, buildTheYear},
	{"units-around", `(hours|days|weeks|months|years)`, buildUnitsAround},
}

// buildFraction passes over "three-quarters" of something.
func buildFraction(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{skip: true}, (c.num == 3 || s.is(end-2, hyphenWord)) && (s.is(end, ofWord) || s.is(end-2, hyphenWord))
}

func buildSkip(s *scan, i, end int, c *captures) (sense, bool) { return sense{skip: true}, true }

func buildUnits(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{typ: DurationType, how: byDuration, n: c.num, half: c.half, unit: c.unit, mod: approxMod(c.approx)}
	if c.num == 0 {
		return sn, false
	}
	if s.is(i, aboutWord) || s.is(i, overWord) && c.num != 1 || c.approx == atLeast && c.num == manyX {
		// TimeML leaves these words out of the expression, unlike "nearly".
		sn.start = i + 1
		if c.approx == atLeast {
			sn.start++
		}
	}
	if s.is(end-2, hyphenWord) && (s.is(i, aWord) || s.is(i, anWord)) {
		sn.start = i + 1
	}
	// "$5 a week" and "twice a day" are recurrences; "a second bomb" is no time.
	article := s.is(end-2, aWord) || s.is(end-2, anWord)
	if article {
		if c.unit == second || c.plural {
			return sn, c.plural
		}
		if s.ratedBefore(end - 2) {
			return sense{typ: SetType, how: bySet, n: 1, unit: c.unit, end: end}, i == end-2
		}
	}
	if c.unit == second && !c.plural && !s.is(end-2, hyphenWord) {
		return sn, false
	}
	if c.unit == quarter && !c.plural && c.num != 1 && !s.is(end-2, hyphenWord) {
		return sn, false
	}
	if c.unit == minute && !c.plural && c.num == 1 && article {
		return sn, s.tag(end) != language.NOUN
	}
	return sn, true
}

// ratedBefore reports whether the article at atom i follows a number, a sum or "times", as in "$5 a week".
func (s *scan) ratedBefore(i int) bool {
	if i == 0 {
		return false
	}
	switch s.text(i - 1) {
	case "times", "twice", "once", "percent", "cents", "barrels", "dollars", "people", "interviews", "hours", "days", "million", "billion":
		return true
	}
	return s.atoms[i-1].kind == digits || s.countsNoun(i-1) && i > 1 && (s.tag(i-2) == language.NUM || s.has(i-2, clNumber))
}

func buildUnitsToUnits(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{typ: DurationType, how: byDuration, n: c.num, unit: c.unit, mod: "APPROX"}
	return sn, c.num > 0 && c.num2 > c.num
}

func buildHalfUnit(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{typ: DurationType, how: byValue}
	switch c.unit {
	case hour:
		sn.value = "PT30M"
	case day:
		sn.value = "PT12H"
	case year:
		sn.value = "P6M"
	case century:
		sn.value = "P50Y"
	case decade:
		sn.value = "P5Y"
	default:
		return sn, false
	}
	return sn, true
}

// buildBareUnits reads "years", "for weeks", "the weeks ahead".
func buildBareUnits(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{typ: DurationType, how: byDuration, n: manyX, unit: c.unit}
	if c.unit < hour || c.unit == quarter || c.unit == weekend {
		return sn, false
	}
	if s.is(i, theWord) {
		return sn, false
	}
	switch s.atoms[max(i-1, 0)].word {
	case forWord, inWord, withinWord, duringWord, afterWord, ofWord, takeWord:
		return sn, i > 0 && !s.is(end, ofWord)
	}
	return sn, false
}

func buildEachOther(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{typ: DurationType, how: byDuration, n: c.num, unit: c.unit, mod: "EQUAL_OR_LESS", end: c.numAt + 1}, c.num > 0
}

func buildUnitLong(s *scan, i, end int, c *captures) (sense, bool) {
	n := c.num
	if n == 0 {
		n = 1
		if c.plural {
			n = manyX
		}
	}
	sn := sense{typ: DurationType, how: byDuration, n: n, unit: c.unit}
	if s.is(i, aWord) {
		sn.start = i + 1
	}
	return sn, true
}

// buildTheYear reads "for the year", "for the year ended July 2": the year reported on.
func buildTheYear(s *scan, i, end int, c *captures) (sense, bool) {
	if s.is(end, endedWord) || s.is(end, endingWord) {
		return sense{typ: DurationType, how: byDuration, n: 1, unit: year}, true
	}
	sn := sense{how: byUnit, unit: year, relSet: true}
	if s.is(i+1, latestWord) {
		sn.rel = -1
	}
	return sn, s.is(i-1, forWord) && (s.is(end, commaWord) || s.is(end, stopWord) || s.is(end, ofWord)) || s.is(i+1, latestWord) || s.is(i+1, fullWord)
}

// buildUnitsAround reads "days" in "the days before the vote": days that the event fixes, not the words.
func buildUnitsAround(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{typ: DurationType, how: byDuration, n: manyX, unit: unit(s.value(i, clUnits))}
	around := s.is(end, beforeWord) || s.is(end, afterWord)
	return sn, around && (s.is(i-1, theWord) || s.tag(i-1) != language.ADJ && s.tag(i-1) != language.NUM && s.tag(i-1) != language.NOUN)
}

var (
	forWord, takeWord     = wordNumber("for"), wordNumber("take")
	endedWord, endingWord = wordNumber("ended"), wordNumber("ending")
	latestWord, fullWord  = wordNumber("latest"), wordNumber("full")
)

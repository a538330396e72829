package timex

import "github.com/tocsin-org/tocsin/internal/language"

// Again and again.
var setRules = []rule{
	{"every-unit", `(almost|nearly)? (every|each) (single|other)? UNIT`, buildEveryUnit},
	{"every-weekday", `(almost|nearly)? (every|each) (other)? WDAY (PART)?`, buildEveryWeekday},
	{"every-month", `(every|each) (MONTH|SEASON|PART)`, buildEveryMonth},
	{"every-units", `(every|each) NUM UNITS`, buildEveryUnits},
	{"frequency", `(twice)? (daily|weekly|monthly|hourly|yearly|annually)`, buildFrequency},
	{"per-unit", `(per) UNIT`, buildPerUnit},
}

func buildEveryUnit(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{typ: SetType, how: bySet, n: 1, unit: c.unit}
	if s.has(i, clApprox) {
		sn.end = 0
		return sn, false
	}
	return sn, !c.plural && c.unit >= minute && !(c.unit == second)
}

func buildEveryWeekday(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{typ: SetType, how: bySet, weekday: c.weekday, part: c.part}, !s.has(i, clApprox)
}

func buildEveryMonth(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{typ: SetType, how: bySet, month: c.month, ordinal: c.season, part: c.part}, true
}

func buildEveryUnits(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{typ: SetType, how: bySet, n: c.num, unit: c.unit}, c.num > 0
}

func buildFrequency(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{typ: SetType, how: bySet, n: 1}
	switch s.text(end - 1)[0] | 0x20 {
	case 'h':
		sn.unit = hour
	case 'd':
		sn.unit = day
	case 'w':
		sn.unit = week
	case 'm':
		sn.unit = month
	default:
		sn.unit = year
	}
	// "The Daily Star" is a paper.
	w := s.text(end - 1)
	return sn, (w[0] >= 'a' || s.allCapitals(end-1) || i == 0) && (s.tag(end) != language.PROPN || s.allCapitals(end-1))
}

func buildPerUnit(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{typ: SetType, how: bySet, n: 1, unit: c.unit}, !c.plural && c.unit >= minute
}

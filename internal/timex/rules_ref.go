package timex

import "github.com/tocsin-org/tocsin/internal/language"

// Words that point to the past, the present or the future and fix no day.
var refRules = []rule{
	{"present", `(now|right now|currently|at present|nowadays|these days|the present)`, buildPresent},
	{"current", `current`, buildPresent},
	{"past", `(recently|more recently|most recently|the past|the recent past)`, buildPast},
	{"recent", `recent UNITS (and UNITS)?`, buildRecent},
	{"future", `(the future|the near future|the short term|the near term|as soon as possible)`, buildFuture},
	{"bare-future", `future`, buildBareFuture},
	{"coming-units", `(the)? coming UNITS`, buildComing},
}

func buildPresent(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byValue, value: "PRESENT_REF"}
	if s.is(i, presentWord) || s.is(i, theWord) && s.tag(end) != language.PUNCT {
		return sn, false
	}
	return sn, true
}

func buildPast(s *scan, i, end int, c *captures) (sense, bool) {
	if s.is(i, theWord) {
		switch s.tag(end) {
		case language.NOUN, language.ADJ, language.NUM, language.PROPN:
			return sense{}, false
		}
	}
	return sense{how: byValue, value: "PAST_REF"}, true
}

func buildRecent(s *scan, i, end int, c *captures) (sense, bool) {
	if c.unit >= year {
		return sense{how: byValue, value: "PAST_REF"}, true
	}
	return sense{typ: DurationType, how: byDuration, n: manyX, unit: c.unit}, true
}

func buildFuture(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{how: byValue, value: "FUTURE_REF"}, true
}

func buildBareFuture(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{how: byValue, value: "FUTURE_REF"}, s.tag(i) == language.ADJ
}

func buildComing(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{typ: DurationType, how: bySpan, n: manyX, unit: c.unit, rel: 1}, true
}

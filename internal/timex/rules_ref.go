package timex

import "github.com/tocsin-org/tocsin/internal/language"

// Words that point to the past, the present or the future and fix no day.
var refRules = []rule{
	{"present", `(now|right now|currently|at present|nowadays|these days|the present)`, buildPresent},
	{"current", `current`, buildPresent},
	{"past", `(recently|more recently|most recently|previously|formerly|the past|the recent past)`, buildPast},
	{"recent", `(the)? (most)? recent (UNITS)?`, buildRecent},
	{"future", `(soon|the future|the near future|the foreseeable future|the short term|the near term|as soon as possible|shortly)`, buildFuture},
	{"bare-future", `future`, buildBareFuture},
	{"coming-units", `(the)? coming UNITS`, buildComing},
	{"that-time", `(that time|the time|that moment|that point)`, buildThatTime},
}

func buildPresent(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byValue, value: "PRESENT_REF"}
	if s.is(i, presentWord) || s.is(i, theWord) && s.tag(end) != language.PUNCT {
		return sn, false
	}
	if s.is(i, nowWord) && s.is(end, thatWord) {
		return sn, false
	}
	return sn, true
}

func buildPast(s *scan, i, end int, c *captures) (sense, bool) {
	if s.is(i, theWord) && (s.atoms[min(end, len(s.atoms)-1)].kind != mark && !s.is(end, andWord) && end < len(s.atoms)) {
		return sense{}, false
	}
	if s.is(i, formerlyWord) {
		return sense{}, false
	}
	return sense{how: byValue, value: "PAST_REF"}, true
}

func buildRecent(s *scan, i, end int, c *captures) (sense, bool) {
	if c.plural {
		return sense{how: byValue, value: "PAST_REF"}, true
	}
	return sense{how: byValue, value: "PAST_REF"}, end == i+1
}

func buildFuture(s *scan, i, end int, c *captures) (sense, bool) {
	if s.is(i, shortlyWord) {
		return sense{}, false
	}
	if s.is(i, soonWord) && s.is(end, afterWord) || s.is(i, soonWord) && s.is(i-1, asWord) {
		return sense{}, false
	}
	return sense{how: byValue, value: "FUTURE_REF"}, true
}

func buildBareFuture(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{how: byValue, value: "FUTURE_REF"}, s.tag(i) == language.ADJ
}

func buildComing(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{typ: DurationType, how: bySpan, n: manyX, unit: c.unit, rel: 1}, true
}

func buildThatTime(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{}, false
}

var (
	nowWord, formerlyWord, shortlyWord = wordNumber("now"), wordNumber("formerly"), wordNumber("shortly")
	soonWord, asWord                   = wordNumber("soon"), wordNumber("as")
)

package timex

import "github.com/tocsin-org/tocsin/internal/language"

// Parts of years: seasons, quarters, halves; and feasts.
var seasonRules = []rule{
	{"season", `(the)? (STAGE -? (of)? (the)?)? SEASON`, buildSeason},
	{"season-year", `(the)? (STAGE -? (of)? (the)?)? SEASON (of|,)? YEAR`, buildSeason},
	{"year-season", `(the)? YEAR SEASON`, buildSeason},
	{"rel-season", `(the)? (STAGE)? REL (STAGE|past)? SEASON`, buildSeason},
	{"season-of-rel-year", `(the)? (STAGE)? SEASON (of)? REL year`, buildSeason},
	{"quarter", `(the)? (fiscal -? | YEAR)? ORD -? (fiscal)? quarter`, buildQuarter},
	{"quarter-year", `(the)? (fiscal -?)? ORD -? (fiscal)? quarter (of (fiscal)?)? (YEAR|REL year|the year)`, buildQuarter},
	{"rel-year-quarter", `REL year ' s ORD -? quarter`, buildQuarter},
	{"year-ago-quarter", `(the)? (comparable|same|corresponding)? year - (ago|earlier) (fiscal)? ORD -? quarter`, buildYearAgoQuarter},
	{"named-quarter", `(the)? (latest|comparable|corresponding|year - ago|year - earlier|comparable year - ago|comparable year - earlier|corresponding year - earlier)  (quarter|period|fiscal quarter) (REL year|a year ago|a year earlier)?`, buildNamedQuarter},
	{"rel-year-period", `REL year ' s (quarter|period)`, buildNamedQuarter},
	{"the-quarter", `the quarter`, buildNamedQuarter},
	{"year-ago", `year - (ago|earlier)`, buildNamedQuarter},
	{"half-year", `(the)? (first|second|last|latter) half of (YEAR|REL year|the year|that year)`, buildHalf},
	{"feast", `(REL)? (the)? FEAST`, buildFeast},
	{"feast-year", `(the)? FEAST (of|,)? YEAR`, buildFeast},
	{"year-feast", `YEAR FEAST`, buildFeast},
	{"games-year", `(the)? YEAR (summer|winter) (olympics|olympic|games)`, buildGames},
}

// buildSeason reads a season. "Spring" and "fall" are so often verbs and wells that they need a word of
// time before them or a year after.
func buildSeason(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: bySeason, ordinal: c.season, year: c.year, stage: c.stage, rel: c.rel, relSet: c.relSet == 1}
	if c.year != 0 || sn.relSet {
		return sn, true
	}
	at := end - 1
	switch {
	case s.tag(at) == language.VERB || s.is(end, ofWord) || s.is(at, fallWord) && s.is(end, inWord):
		return sn, false
	case s.is(at, fallWord) || s.is(at, springWord):
		return sn, c.stage != 0 || (s.is(i, theWord) || s.afterPreposition(i)) && (s.is(i-1, inWord) || s.is(i-1, duringWord) || s.is(i-1, sinceWord))
	}
	return sn, s.tag(end) != language.PROPN
}

func buildQuarter(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byQuarter, ordinal: c.ordinal, year: c.year, rel: c.rel, relSet: c.relSet == 1}
	if s.is(i, theWord) && s.is(end-2, hyphenWord) {
		sn.start = i + 1
	}
	return sn, c.ordinal >= 1 && c.ordinal <= 4
}

func buildYearAgoQuarter(s *scan, i, end int, c *captures) (sense, bool) {
	return sense{how: byQuarter, ordinal: c.ordinal, rel: -1, relSet: true}, c.ordinal >= 1 && c.ordinal <= 4
}

// buildNamedQuarter reads "the latest quarter", "the year-ago period", "year-earlier": reports of earnings
// speak of the quarter named last, or of the same a year before.
func buildNamedQuarter(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byQuarter, relSet: true}
	for j := i; j < end; j++ {
		if s.is(j, yearWord) {
			sn.rel = -1
		}
	}
	return sn, true
}

func buildHalf(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byHalf, ordinal: 1, year: c.year, rel: c.rel, relSet: c.relSet == 1}
	j := i
	if s.is(j, theWord) {
		j++
	}
	if !s.is(j, firstWord) {
		sn.ordinal = 2
	}
	sn.back = s.is(end-2, thatWord)
	return sn, true
}

func buildFeast(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byFeast, feast: c.feast, year: c.year, rel: c.rel, relSet: c.relSet == 1}
	// "Ashura Hall", "Christmas Island": a name behind it makes it one.
	return sn, s.tag(end) != language.PROPN || end >= len(s.atoms) || s.atoms[end].kind != letters || s.allCapitals(end)
}

// allCapitals reports whether atom i stands in a sentence of capitals, where they tell nothing.
func (s *scan) allCapitals(i int) bool {
	if i >= len(s.atoms) || int(s.atoms[i].token) >= len(s.doc.Tokens) {
		return false
	}
	return s.doc.Sentences[s.doc.Tokens[s.atoms[i].token].Sentence].Upper
}

func buildGames(s *scan, i, end int, c *captures) (sense, bool) {
	sn := sense{how: byYear, year: c.year, end: i + 1}
	if s.is(i, theWord) {
		sn.end++
	}
	return sn, true
}

var (
	fallWord, springWord, firstWord, thatWord = wordNumber("fall"), wordNumber("spring"), wordNumber("first"), wordNumber("that")
)

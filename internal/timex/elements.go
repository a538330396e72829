package timex

import "slices"

// An element of a pattern reads the words that begin at an atom, notes what they mean in the captures
// and returns the atom after them, or -1. The class says which words it can begin with, so that a rule
// is not tried in vain; digits and marks are told by their kind.
type element struct {
	read   func(s *scan, i int, c *captures) int
	first  class
	digits bool   // it can begin with a run of digits
	words  string // further words it can begin with

	wordSet  []int32 // the numbers of words
	anywhere bool    // it takes no atom of its own
}

// Captures are what the elements of one match read. Zero means not read.
type captures struct {
	month, month2     int
	weekday, weekday2 int
	day, day2         int
	year, year2       int
	num, num2         int  // numbers; manyX where the words leave it open
	numAt             int  // the atom after the number
	half              bool // the number was "2 1/2"
	unit, unit2       unit // of the first and second UNIT
	plural            bool // the first UNIT was in the plural
	ordinal           int
	part              int
	season            int
	stage             int
	approx            int
	rel, relSet       int
	every             int
	freq              unit
	hour, minute      int // hour is one more than the hour, so that 0 is not read
	zone, zoneSet     int
	feast             int // one more than the index of the feast
	decade            int // 1990
	bc                bool
}

// manyX is the number of "several", "a few", "some".
const manyX = -1

// A unit of time, from seconds up.
type unit uint8

// The numbers are those of the word tables.
const (
	noUnit unit = iota
	second
	minute
	hour
	day
	week
	fortnight
	weekend
	month
	quarter
	year
	decade
	century
	millennium
	season // only as the size of an interval
	half   // likewise, half a year
)

var elements = makeElements()

func makeElements() map[string]element {
	set := func(c class, put func(*captures, int)) element {
		return element{first: c, read: func(s *scan, i int, cs *captures) int {
			if !s.has(i, c) {
				return -1
			}
			put(cs, s.value(i, c))
			return s.afterStop(i)
		}}
	}
	return map[string]element{
		"MONTH":   set(clMonth, func(c *captures, v int) { c.month = v }),
		"MONTH2":  set(clMonth, func(c *captures, v int) { c.month2 = v }),
		"WDAY":    set(clWeekday, func(c *captures, v int) { c.weekday = v }),
		"WDAY2":   set(clWeekday, func(c *captures, v int) { c.weekday2 = v }),
		"PART":    set(clPart, func(c *captures, v int) { c.part = v }),
		"SEASON":  set(clSeason, func(c *captures, v int) { c.season = v }),
		"STAGE":   set(clStage, func(c *captures, v int) { c.stage = v }),
		"REL":     set(clRel, func(c *captures, v int) { c.rel, c.relSet = v, 1 }),
		"EVERY":   set(clEvery, func(c *captures, v int) { c.every = v }),
		"FREQ":    set(clFreq, func(c *captures, v int) { c.freq = unit(v) }),
		"UNIT":    {first: clUnit | clUnits, read: readUnit(func(c *captures, u unit, p bool) { c.unit, c.plural = u, p })},
		"UNIT2":   {first: clUnit | clUnits, read: readUnit(func(c *captures, u unit, p bool) { c.unit2 = u })},
		"UNITS":   {first: clUnits, read: readUnits},
		"DAY":     {read: readDay(func(c *captures, v int) { c.day = v }), digits: true, first: clOrdinal | clNumber},
		"DAY2":    {read: readDay(func(c *captures, v int) { c.day2 = v }), digits: true, first: clOrdinal | clNumber},
		"NTH":     {read: readNth, digits: true},
		"ORD":     {read: readOrdinal, digits: true, first: clOrdinal},
		"YEAR":    {read: readYear(func(c *captures, v int) { c.year = v }), digits: true, words: "' nineteen eighteen two", first: clNumber},
		"YEAR2":   {read: readYear(func(c *captures, v int) { c.year2 = v }), digits: true, words: "'", first: clNumber},
		"YY":      {read: readShortYear, digits: true},
		"NUM":     {read: readNumber(func(c *captures, v, at int) { c.num, c.numAt = v, at }), digits: true, first: clNumber, words: "a an few several many couple some dozen dozens tens hundreds thousands"},
		"NUM2":    {read: readNumber(func(c *captures, v, at int) { c.num2 = v }), digits: true, first: clNumber, words: "a an few several many couple some dozen"},
		"APPROX":  {read: readApprox, first: clApprox, words: "more less at no up as"},
		"CLOCK":   {read: readClock, digits: true, first: clNumber},
		"ZONE":    {read: readZone, first: clZone, words: "local"},
		"FEAST":   {read: readFeast, first: clFeast},
		"DECADE":  {read: readDecade, digits: true, first: clDecade, words: "' nineteen eighteen"},
		"BC":      {read: readBC, words: "bc bce b"},
		"OPEN":    {read: readMark("(", "["), words: "( ["},
		"CLOSE":   {read: readMark(")", "]"), words: ") ]"},
		"JOINED":  {read: readJoined, anywhere: true},
		"DIGITS4": {read: readFour, digits: true},
		"DIGITS2": {read: readTwo(func(c *captures, v int) { c.num = v }), digits: true},
		"DIGITSB": {read: readTwo(func(c *captures, v int) { c.num2 = v }), digits: true},
	}
}

// readMark reads one of the marks; brackets cannot be written in a pattern.
func readMark(marks ...string) func(*scan, int, *captures) int {
	return func(s *scan, i int, c *captures) int {
		if slices.Contains(marks, s.text(i)) {
			return i + 1
		}
		return -1
	}
}

// afterStop is the atom after i and after the full stop of an abbreviation.
func (s *scan) afterStop(i int) int {
	if s.has(i, clAbbrev) && s.is(i+1, stopWord) && s.joined(i+1) && !s.endsSentence(i+1) {
		return i + 2
	}
	return i + 1
}

// endsSentence reports whether the mark at atom i is the last of its sentence, so that the full stop of
// "last Tues." belongs to the sentence.
func (s *scan) endsSentence(i int) bool { return i+1 >= len(s.atoms) }

func readUnit(put func(*captures, unit, bool)) func(*scan, int, *captures) int {
	return func(s *scan, i int, c *captures) int {
		switch {
		case s.has(i, clUnits):
			put(c, unit(s.value(i, clUnits)), true)
		case s.has(i, clUnit):
			put(c, unit(s.value(i, clUnit)), false)
		default:
			return -1
		}
		return i + 1
	}
}

func readUnits(s *scan, i int, c *captures) int {
	if !s.has(i, clUnits) {
		return -1
	}
	c.unit, c.plural = unit(s.value(i, clUnits)), true
	return i + 1
}

// readJoined takes nothing and demands that no space stands here: "3-5" but not "3 - 5".
func readJoined(s *scan, i int, c *captures) int {
	if s.joined(i) {
		return i
	}
	return -1
}

// What an approximate number says, as TIMEX3 modifiers.
const (
	exactly = iota
	roughly // APPROX
	above   // MORE_THAN
	below   // LESS_THAN
	atLeast // EQUAL_OR_MORE
	atMost  // EQUAL_OR_LESS
)

// readApprox reads "about", "more than", "at least", "no more than", "up to", "as little as".
func readApprox(s *scan, i int, c *captures) int {
	two := func(second int32) bool { return s.is(i+1, second) }
	switch w := s.atoms[i].word; {
	case s.has(i, clApprox):
		c.approx = []int{0, roughly, above, below}[s.value(i, clApprox)]
		return i + 1
	case w == moreWord && two(thanWord):
		c.approx = above
	case w == lessWord && two(thanWord):
		c.approx = below
	case w == atWord && two(leastWord):
		c.approx = atLeast
	case w == atWord && two(mostWord), w == upWord && two(toWord):
		c.approx = atMost
	case w == noWord && two(moreWord) && s.is(i+2, thanWord):
		c.approx = atMost
		return i + 3
	case w == noWord && two(lessWord) && s.is(i+2, thanWord):
		c.approx = atLeast
		return i + 3
	default:
		return -1
	}
	return i + 2
}

// readClock reads a time of day: "10:30 p.m.", "2 pm", "22:00", "1915 hours", "0150 GMT", "ten a.m.".
// A bare number is none, and four digits are one only with a zone or "hours" behind them.
func readClock(s *scan, i int, c *captures) int {
	if i >= len(s.atoms) {
		return -1
	}
	h, m, end := 0, 0, i+1
	bare := true
	switch a := &s.atoms[i]; {
	case a.kind == digits && a.digits <= 2:
		h = int(a.num)
		if (s.text(i+1) == ":" || s.text(i+1) == "." || s.is(i+1, hWord)) && s.joined(i+1) && s.joined(i+2) && i+2 < len(s.atoms) && s.atoms[i+2].digits == 2 {
			m, end = int(s.atoms[i+2].num), i+3
			bare = s.text(i+1) != ":"
			// The seconds of "14:05:20" are no concern of ours.
			if s.text(end) == ":" && s.joined(end) && s.joined(end+1) && end+1 < len(s.atoms) && s.atoms[end+1].digits == 2 {
				end += 2
			}
		}
	case a.kind == digits && a.digits == 4:
		h, m = int(a.num)/100, int(a.num)%100
	case s.has(i, clNumber) && s.value(i, clNumber) <= 12:
		h = s.value(i, clNumber)
	default:
		return -1
	}
	if half, after := s.halfOfDay(end); after >= 0 {
		if h < 1 || h > 12 {
			return -1
		}
		h = h%12 + half
		end, bare = after, false
	} else if s.is(end, oWord) && s.is(end+1, apostropheWord) && s.is(end+2, clockWord) {
		end, bare = end+3, false
	} else if s.is(end, hoursWord) && s.atoms[i].digits == 4 {
		end, bare = end+1, false
	} else if s.is(end, localWord) && s.is(end+1, timeWord) && s.atoms[i].kind == digits {
		bare = false
	} else if s.has(end, clZone) && s.atoms[i].kind == digits && !s.has(end, clMonth) {
		bare = false
	}
	if bare || h > 24 || m > 59 {
		return -1
	}
	c.hour, c.minute = h+1, m
	return end
}

// halfOfDay reads "a.m.", "pm" and gives the hours to add.
func (s *scan) halfOfDay(i int) (add, end int) {
	switch {
	case s.is(i, amWord):
		return 0, i + 1
	case s.is(i, pmWord):
		return 12, i + 1
	case (s.is(i, aWord) || s.is(i, pWord)) && s.is(i+1, stopWord) && s.is(i+2, mWord) && s.joined(i+1) && s.joined(i+2):
		if s.is(i, pWord) {
			add = 12
		}
		end = i + 3
		if s.is(end, stopWord) && s.joined(end) && end+1 < len(s.atoms) {
			end++
		}
		return add, end
	}
	return 0, -1
}

// readZone reads "GMT", "EST", "local time".
func readZone(s *scan, i int, c *captures) int {
	if s.is(i, localWord) && s.is(i+1, timeWord) {
		return i + 2
	}
	if !s.has(i, clZone) {
		return -1
	}
	c.zone, c.zoneSet = s.value(i, clZone), 1
	return i + 1
}

// readFeast reads the name of a feast, the longest that fits.
func readFeast(s *scan, i int, c *captures) int {
	best := -1
	for f, names := range feastWords {
		for _, name := range names {
			j := 0
			for j < len(name) && s.is(i+j, name[j]) {
				j++
			}
			if j == len(name) && i+j > best {
				best, c.feast = i+j, f+1
			}
		}
	}
	return best
}

// Words that the readers above name.
var (
	stopWord, hyphenWord, apostropheWord     = wordNumber("."), wordNumber("-"), wordNumber("'")
	commaWord, slashWord                     = wordNumber(","), wordNumber("/")
	stWord, ndWord, rdWord, thWord           = wordNumber("st"), wordNumber("nd"), wordNumber("rd"), wordNumber("th")
	aWord, anWord, theWord                   = wordNumber("a"), wordNumber("an"), wordNumber("the")
	andWord, ofWord, orWord                  = wordNumber("and"), wordNumber("of"), wordNumber("or")
	fewWord, severalWord, manyWord, someWord = wordNumber("few"), wordNumber("several"), wordNumber("many"), wordNumber("some")
	coupleWord, dozenWord                    = wordNumber("couple"), wordNumber("dozen")
	dozensWord, tensWord                     = wordNumber("dozens"), wordNumber("tens")
	hundredsWord, thousandsWord              = wordNumber("hundreds"), wordNumber("thousands")
	moreWord, lessWord, thanWord             = wordNumber("more"), wordNumber("less"), wordNumber("than")
	atWord, leastWord, mostWord              = wordNumber("at"), wordNumber("least"), wordNumber("most")
	noWord, upWord, toWord                   = wordNumber("no"), wordNumber("up"), wordNumber("to")
	amWord, pmWord, pWord, mWord, hWord      = wordNumber("am"), wordNumber("pm"), wordNumber("p"), wordNumber("m"), wordNumber("h")
	oWord, clockWord, hoursWord              = wordNumber("o"), wordNumber("clock"), wordNumber("hours")
	localWord, timeWord                      = wordNumber("local"), wordNumber("time")
	sWord, bWord, cWord, bcWord, bceWord     = wordNumber("s"), wordNumber("b"), wordNumber("c"), wordNumber("bc"), wordNumber("bce")
)

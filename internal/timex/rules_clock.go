package timex

// Times of day.
var clockRules = []rule{
	{"clock", `(APPROX|shortly (before|after)|just (before|after))? CLOCK ZONE?`, buildClock},
	{"clock-zone-pair", `(APPROX)? (CLOCK|DIGITS4) (ZONE)? OPEN (CLOCK|DIGITS4) ZONE CLOSE`, buildClockPair},
	{"clock-zone-pair-day", `(APPROX)? (CLOCK|DIGITS4) (ZONE)? OPEN (CLOCK|DIGITS4) ZONE (on)? (DAY MONTH|MONTH DAY|WDAY) CLOSE`, buildClockPair},
	{"clock-day", `(APPROX)? CLOCK (ZONE|OPEN (CLOCK|DIGITS4) ZONE CLOSE)? ,? (on)? (REL)? WDAY`, buildClock},
	{"clock-date", `(APPROX)? CLOCK (ZONE|OPEN (CLOCK|DIGITS4) ZONE CLOSE)? ,? (on)? (WDAY ,?)? (MONTH DAY|the? DAY (of)? MONTH) (,? YEAR)?`, buildClock},
	{"clock-deictic", `(APPROX)? CLOCK (ZONE|OPEN (CLOCK|DIGITS4) ZONE CLOSE)? ,? (this PART|today|yesterday|tomorrow|tonight|in the PART|last night)`, buildClockDeictic},
	{"bare-clock", `DIGITS4 (hours|hrs)?`, buildBareClock},
	{"bare-clock-deictic", `(APPROX)? DIGITS4 (OPEN DIGITS4 ZONE CLOSE)? (this PART|today|yesterday|tomorrow|tonight|last night)`, buildClockDeictic},
	{"bare-clock-day", `(APPROX)? DIGITS4 (OPEN DIGITS4 ZONE CLOSE)? (on)? (WDAY|the? DAY MONTH (,? YEAR)?)`, buildBareClockDay},
	{"hour-in-part", `(APPROX)? NUM in the PART`, buildHourInPart},
	{"day-clock", `(REL)? WDAY (at|around|, at) (APPROX)? CLOCK ZONE?`, buildClock},
	{"date-clock", `(WDAY ,?)? (MONTH DAY|DAY (of)? MONTH) (,? YEAR)? (at|around|, at) (APPROX)? CLOCK ZONE?`, buildClock},
	{"deictic-clock", `(today|yesterday|tomorrow|this PART|last night) (at|around|, at) (APPROX)? CLOCK ZONE?`, buildClockDeictic},
	{"noon", `(APPROX)? (the)? (STAGE -?)? (noon|midday|midnight)`, buildNoon},
	{"noon-day", `(APPROX)? (noon|midday|midnight) (on)? (REL)? (WDAY|the? DAY MONTH|MONTH DAY)`, buildNoon},
}

// clockSense is a time on the day that the rest of the captures name, or on the day spoken of.
func clockSense(c *captures) sense {
	sn := sense{typ: TimeType, how: byPart, hour: c.hour, minute: c.minute, zone: c.zone, zoneSet: c.zoneSet == 1, mod: approxMod(c.approx)}
	switch {
	case c.day != 0:
		sn.how, sn.year, sn.month, sn.day, sn.weekday = byDay, c.year, c.month, c.day, c.weekday
	case c.weekday != 0:
		sn.how, sn.weekday, sn.rel, sn.relSet = byWday, c.weekday, c.rel, c.relSet == 1
	default:
		sn.back = true
	}
	return sn
}

// buildClock reads a time of day and perhaps its day. Of two times, "10:35 a.m. (0735 GMT)", the first is
// the local one.
func buildClock(s *scan, i, end int, c *captures) (sense, bool) {
	if h, m, ok := s.hourOf(i, end); ok && s.hasBracket(i, end) {
		c.hour, c.minute = h+1, m
	}
	return clockSense(c), c.hour > 0
}

// hasBracket reports whether a bracket opens between two atoms.
func (s *scan) hasBracket(i, end int) bool {
	for ; i < end; i++ {
		if s.is(i, bracketWord) || s.is(i, squareWord) {
			return true
		}
	}
	return false
}

// fourDigits reads the hour out of 1915 where CLOCK has not read one.
func fourDigits(c *captures) bool {
	if c.hour > 0 {
		return true
	}
	h, m := c.year/100, c.year%100
	c.hour, c.minute, c.year = h+1, m, 0
	return h <= 24 && m <= 59
}

// buildClockPair reads the local time of "1915 [2115 GMT]". Where the day stands with the time of
// Greenwich, "2335 [0335 GMT on 12 January]", the local day may be the one before or after.
func buildClockPair(s *scan, i, end int, c *captures) (sense, bool) {
	open := i
	for s.text(open) != "[" && s.text(open) != "(" {
		open++
	}
	local, localMinute, ok := s.hourOf(i, open)
	zone, _, ok2 := s.hourOf(open+1, end)
	if !ok || !ok2 {
		return sense{}, false
	}
	pair := *c
	pair.hour, pair.minute, pair.year, pair.zoneSet = local+1, localMinute, 0, 0
	sn := clockSense(&pair)
	if c.day != 0 || c.weekday != 0 {
		sn.eve = local-zone > 12
		sn.morrow = zone-local > 12
	}
	return sn, true
}

// hourOf reads the first time of day between two atoms.
func (s *scan) hourOf(i, end int) (h, m int, ok bool) {
	for ; i < end; i++ {
		var c captures
		if readClock(s, i, &c) >= 0 {
			return c.hour - 1, c.minute, true
		}
		if s.atoms[i].digits == 4 {
			n := int(s.atoms[i].num)
			return n / 100, n % 100, n/100 <= 24 && n%100 <= 59
		}
	}
	return 0, 0, false
}

func buildBareClock(s *scan, i, end int, c *captures) (sense, bool) {
	at := s.is(i-1, atWord) || s.is(i-1, aroundWord) && s.is(i-2, atWord) || s.is(i-1, approximatelyWord) && s.is(i-2, atWord) || s.is(i-1, aboutWord) && s.is(i-2, atWord)
	if !at && end == i+1 || s.joinedDigits(end) || s.partOfNumber(i) || s.countsNoun(end) {
		return sense{}, false
	}
	ok := fourDigits(c)
	return clockSense(c), ok
}

func buildBareClockDay(s *scan, i, end int, c *captures) (sense, bool) {
	j := i
	for j < end && s.atoms[j].digits != 4 {
		j++
	}
	y := c.year
	c.year = int(s.atoms[j].num)
	c.hour = 0
	if s.atoms[j].num >= 1900 && s.atoms[j].num < 2060 && !s.is(i-1, atWord) && s.atoms[i].kind == digits {
		return sense{}, false
	}
	ok := fourDigits(c)
	if y != int(s.atoms[j].num) {
		c.year = y
	}
	return clockSense(c), ok
}

func buildClockDeictic(s *scan, i, end int, c *captures) (sense, bool) {
	for j := i; j < end && c.hour == 0; j++ {
		if s.atoms[j].digits == 4 {
			c.year = int(s.atoms[j].num)
			break
		}
	}
	if h, m, ok := s.hourOf(i, end); ok && s.hasBracket(i, end) {
		c.hour, c.minute = h+1, m
	}
	if !fourDigits(c) {
		return sense{}, false
	}
	sn := clockSense(c)
	sn.year, sn.back = 0, false
	for j := i; j < end; j++ {
		switch {
		case s.has(j, clDeictic):
			if v := s.value(j, clDeictic); v != 10 {
				sn.n = v
			}
		case s.is(j, lastWord):
			sn.n = -1
		}
	}
	sn.back = s.is(end-3, inWord)
	return afternoon(sn, c.part), true
}

// afternoon moves the hour of "four in the afternoon" past noon.
func afternoon(sn sense, part int) sense {
	if part >= 2 && part <= 4 && sn.hour > 1 && sn.hour <= 12 {
		sn.hour += 12
	}
	return sn
}

func buildHourInPart(s *scan, i, end int, c *captures) (sense, bool) {
	if c.num < 1 || c.num > 12 {
		return sense{}, false
	}
	c.hour = c.num + 1
	return afternoon(clockSense(c), c.part), true
}

func buildNoon(s *scan, i, end int, c *captures) (sense, bool) {
	c.hour = 13
	for j := i; j < end; j++ {
		if s.is(j, midnightWord) {
			c.hour = 25
		}
	}
	return clockSense(c), true
}

var midnightWord, lastWord = wordNumber("midnight"), wordNumber("last")

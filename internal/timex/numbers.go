package timex

// readDay reads a day of the month: "3", "3rd", "third", "twenty-third".
func readDay(put func(*captures, int)) func(*scan, int, *captures) int {
	return func(s *scan, i int, c *captures) int {
		if i < len(s.atoms) && s.atoms[i].kind == digits {
			n := s.atoms[i].num
			if n < 1 || n > 31 || s.atoms[i].digits > 2 || s.partOfNumber(i) {
				return -1
			}
			put(c, int(n))
			return s.afterSuffix(i)
		}
		v, end := s.ordinalWord(i)
		if end < 0 || v > 31 {
			return -1
		}
		put(c, v)
		return end
	}
}

// readNth reads a day with its ending, "14th", as in "on the 14th".
func readNth(s *scan, i int, c *captures) int {
	if i >= len(s.atoms) || s.atoms[i].kind != digits || s.atoms[i].num < 1 || s.atoms[i].num > 31 {
		return -1
	}
	end := s.afterSuffix(i)
	if end == i+1 {
		return -1
	}
	c.day = int(s.atoms[i].num)
	return end
}

// readOrdinal reads "first", "21st", "twenty-first".
func readOrdinal(s *scan, i int, c *captures) int {
	if i < len(s.atoms) && s.atoms[i].kind == digits {
		end := s.afterSuffix(i)
		if end == i+1 || s.atoms[i].num < 1 {
			return -1
		}
		c.ordinal = int(s.atoms[i].num)
		return end
	}
	v, end := s.ordinalWord(i)
	if end >= 0 {
		c.ordinal = v
	}
	return end
}

// ordinalWord reads "third" or "twenty-third" at atom i.
func (s *scan) ordinalWord(i int) (value, end int) {
	if s.has(i, clOrdinal) {
		return s.value(i, clOrdinal), i + 1
	}
	if !s.has(i, clNumber) {
		return 0, -1
	}
	tens := s.value(i, clNumber)
	if tens < 20 || tens > 90 {
		return 0, -1
	}
	j := i + 1
	if s.is(j, hyphenWord) {
		j++
	}
	if s.has(j, clOrdinal) && s.value(j, clOrdinal) < 10 {
		return tens + s.value(j, clOrdinal), j + 1
	}
	return 0, -1
}

// afterSuffix is the atom after the number at i and the "st", "nd", "rd" or "th" joined to it.
func (s *scan) afterSuffix(i int) int {
	if s.joined(i + 1) {
		switch s.atoms[i+1].word {
		case stWord, ndWord, rdWord, thWord:
			return i + 2
		}
	}
	return i + 1
}

// partOfNumber reports whether the digits at atom i are a piece of a longer number or sum: "$3", "3.5",
// "1,500", "3%".
func (s *scan) partOfNumber(i int) bool {
	if i > 0 && s.joined(i) {
		switch s.text(i - 1) {
		case "$", "£", "€", "#":
			return true
		case ".", ",", ":":
			if i > 1 && s.atoms[i-2].kind == digits && s.joined(i-1) {
				return true
			}
		}
	}
	if s.joined(i + 1) {
		switch s.text(i + 1) {
		case "%":
			return true
		case ".", ",":
			return i+2 < len(s.atoms) && s.joined(i+2) && s.atoms[i+2].kind == digits
		}
	}
	return false
}

// readYear reads "1998", "'98", "nineteen ninety-eight", "two thousand (and) three".
func readYear(put func(*captures, int)) func(*scan, int, *captures) int {
	return func(s *scan, i int, c *captures) int {
		if i >= len(s.atoms) {
			return -1
		}
		if s.atoms[i].kind == digits {
			n := s.atoms[i].num
			if s.atoms[i].digits != 4 || n < 1000 || n > 2100 || s.partOfNumber(i) {
				return -1
			}
			put(c, int(n))
			return i + 1
		}
		if s.is(i, apostropheWord) {
			if i+1 >= len(s.atoms) || s.atoms[i+1].digits != 2 || !s.joined(i+1) {
				return -1
			}
			put(c, fullYear(int(s.atoms[i+1].num)))
			return i + 2
		}
		v, end := s.spelledYear(i)
		if end >= 0 {
			put(c, v)
		}
		return end
	}
}

// spelledYear reads a year as a speaker says it.
func (s *scan) spelledYear(i int) (year, end int) {
	if !s.has(i, clNumber) {
		return 0, -1
	}
	switch head := s.value(i, clNumber); head {
	case 18, 19, 20:
		n, end := s.smallNumber(i + 1)
		if end < 0 || n < 10 {
			return 0, -1
		}
		return head*100 + n, end
	case 2:
		if !s.has(i+1, clNumber) || s.value(i+1, clNumber) != 1000 {
			return 0, -1
		}
		j := i + 2
		if s.is(j, andWord) {
			j++
		}
		if n, end := s.smallNumber(j); end >= 0 && n < 100 {
			return 2000 + n, end
		}
		return 2000, i + 2
	}
	return 0, -1
}

// readShortYear reads the two digits of the year in "15 FEB 89".
func readShortYear(s *scan, i int, c *captures) int {
	if i >= len(s.atoms) || s.atoms[i].kind != digits || s.atoms[i].digits != 2 || s.partOfNumber(i) {
		return -1
	}
	c.year = fullYear(int(s.atoms[i].num))
	return i + 1
}

// fullYear puts two digits into the hundred years that end in 2039.
func fullYear(n int) int {
	if n < 40 {
		return 2000 + n
	}
	return 1900 + n
}

// smallNumber reads number words below a hundred: "six", "twenty", "ninety-six".
func (s *scan) smallNumber(i int) (value, end int) {
	if !s.has(i, clNumber) {
		return 0, -1
	}
	v := s.value(i, clNumber)
	if v >= 100 {
		return 0, -1
	}
	if v < 20 {
		return v, i + 1
	}
	j := i + 1
	if s.is(j, hyphenWord) {
		j++
	}
	if s.has(j, clNumber) {
		if n := s.value(j, clNumber); n > 0 && n < 10 {
			return v + n, j + 1
		}
	}
	return v, i + 1
}

// readNumber reads how many: "3", "twenty four", "a hundred", "a few", "a couple of", "dozens of".
func readNumber(put func(c *captures, v, at int)) func(*scan, int, *captures) int {
	return func(s *scan, i int, c *captures) int {
		v, end := s.number(i)
		if end >= 0 && s.atoms[i].kind == digits && s.text(end) == "1" && s.text(end+1) == "/" && s.text(end+2) == "2" {
			c.half = true
			end += 3
		}
		if end >= 0 {
			put(c, v, end)
		}
		return end
	}
}

func (s *scan) number(i int) (value, end int) {
	if i >= len(s.atoms) {
		return 0, -1
	}
	if s.atoms[i].kind == digits {
		if s.atoms[i].num < 0 || s.partOfNumber(i) || s.atoms[i].digits > 4 {
			return 0, -1
		}
		return int(s.atoms[i].num), i + 1
	}
	j := i
	article := s.is(i, aWord) || s.is(i, anWord)
	if article {
		j++
	}
	switch s.atoms[min(j, len(s.atoms)-1)].word {
	case fewWord, severalWord, manyWord, someWord:
		return manyX, s.afterOf(j + 1)
	case coupleWord:
		return 2, s.afterOf(j + 1)
	case dozenWord:
		return 12, s.afterOf(j + 1)
	case dozensWord, tensWord, hundredsWord, thousandsWord:
		return manyX, s.afterOf(j + 1)
	}
	n, end := s.smallNumber(j)
	if end < 0 {
		if !article || !s.has(j, clNumber) {
			if article {
				return 1, j
			}
			return 0, -1
		}
		n, end = 1, j
	} else if article {
		return 1, j
	}
	for s.has(end, clNumber) {
		scale := s.value(end, clNumber)
		if scale != 100 && scale != 1000 {
			break
		}
		n *= scale
		end++
		next := end
		if s.is(next, andWord) {
			next++
		}
		if more, after := s.smallNumber(next); after >= 0 {
			n += more
			end = after
		}
	}
	return n, end
}

func (s *scan) afterOf(i int) int {
	if s.is(i, ofWord) {
		return i + 1
	}
	return i
}

// readDecade reads "1990s", "1990's", "'90s", "nineties", "nineteen nineties".
func readDecade(s *scan, i int, c *captures) int {
	hundreds := 1900
	if s.is(i, apostropheWord) {
		i++
	} else if s.has(i, clNumber) && (s.value(i, clNumber) == 18 || s.value(i, clNumber) == 19) {
		hundreds = 100 * s.value(i, clNumber)
		i++
	}
	if s.has(i, clDecade) {
		c.decade = hundreds + s.value(i, clDecade)
		return i + 1
	}
	if i >= len(s.atoms) || s.atoms[i].kind != digits || s.atoms[i].num%10 != 0 {
		return -1
	}
	n := int(s.atoms[i].num)
	switch s.atoms[i].digits {
	case 4:
		if n < 1000 || n > 2090 {
			return -1
		}
	case 2:
		n += 1900
	default:
		return -1
	}
	end := i + 1
	if s.is(end, apostropheWord) && s.joined(end) {
		end++
	}
	if !s.is(end, sWord) || !s.joined(end) {
		return -1
	}
	c.decade = n
	return end + 1
}

func readBC(s *scan, i int, c *captures) int {
	c.bc = true
	switch s.atoms[min(i, len(s.atoms)-1)].word {
	case bcWord, bceWord:
		return min(i+1, len(s.atoms))
	case bWord:
		if s.is(i+1, stopWord) && s.is(i+2, cWord) {
			if s.is(i+3, stopWord) && s.joined(i+3) {
				return i + 4
			}
			return i + 3
		}
	}
	return -1
}

// readFour reads the four digits of the year in "2016-03-29".
func readFour(s *scan, i int, c *captures) int {
	if i >= len(s.atoms) || s.atoms[i].digits != 4 {
		return -1
	}
	c.year = int(s.atoms[i].num)
	return i + 1
}

func readTwo(put func(*captures, int)) func(*scan, int, *captures) int {
	return func(s *scan, i int, c *captures) int {
		if i >= len(s.atoms) || s.atoms[i].kind != digits || s.atoms[i].digits > 2 {
			return -1
		}
		put(c, int(s.atoms[i].num))
		return i + 1
	}
}

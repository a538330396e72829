package timex

import (
	"unicode/utf8"

	"github.com/tocsin-org/tocsin/internal/language"
)

// A Dateline is how an agency report opens: the place it was filed from, the day, the agency.
type Dateline struct {
	PlaceStart, PlaceEnd int    // bytes of the place, half-open
	Place                string // the place as written
	Date                 Date   // zero where the dateline gives no day
	End                  int    // byte where the dateline ends and the story begins
}

// datelineReach is how many atoms a dateline can have. The longest in the texts seen names a town, a
// country, a day and the full name of a radio station.
const datelineReach = 32

// ReadDateline reads "MOGADISHU, March 3 (Reuters) —" or "BOGOTA, 15 FEB 89 (RADIO) --" at the head of
// a paragraph near the start of the text. A day without a year takes the year that puts it nearest to
// the publication date. The second result is false where the text has no dateline.
func ReadDateline(doc *language.Doc, published Date) (Dateline, bool) {
	return datelineOf(newScan(doc), published)
}

// datelineLines is how many lines from the start are tried: a headline or two may stand above.
const datelineLines = 8

func datelineOf(s *scan, published Date) (Dateline, bool) {
	d, _, ok := s.dateline(published)
	return d, ok
}

// dateline also gives the atom after the dateline.
func (s *scan) dateline(published Date) (Dateline, int, bool) {
	lines := 0
	for i := range s.atoms {
		if i > 0 && !s.newLine(i) {
			continue
		}
		if lines++; lines > datelineLines {
			break
		}
		if d, end, ok := s.datelineAt(i, published); ok {
			return d, end, true
		}
	}
	return Dateline{}, 0, false
}

// line counts the lines with text before that of atom i.
func (s *scan) line(i int) int {
	n := 0
	for ; i > 0; i-- {
		if s.newLine(i) {
			n++
		}
	}
	return n
}

// newLine reports whether a line break stands before atom i.
func (s *scan) newLine(i int) bool {
	if !s.atoms[i].spaced {
		return false
	}
	for j := int(s.atoms[i-1].end); j < int(s.atoms[i].start); j++ {
		if s.doc.Text[j] == '\n' {
			return true
		}
	}
	return false
}

// datelineAt reads a dateline at atom i: a place that begins in capitals, perhaps a day, perhaps an
// agency in brackets, and a dash or a colon. One of day and agency must be there, or the place be all capitals.
func (s *scan) datelineAt(i int, published Date) (Dateline, int, bool) {
	limit := min(i+datelineReach, len(s.atoms))
	placeEnd := i
	var d Dateline
	sawDay, sawAgency := false, false
	j := i
	for j < limit {
		switch {
		case s.is(j, bracketWord) || s.is(j, squareWord):
			for j < limit && !s.is(j, unbracketWord) && !s.is(j, unsquareWord) {
				j++
			}
			j++
			sawAgency = true
		case j > i && (s.isDash(j) || s.is(j, colonWord) && (sawDay || s.capitals(i, placeEnd)) && !s.allCapitals(i)):
			end := j + 1
			for s.isDash(end) {
				end++
			}
			capitals := s.capitals(i, placeEnd)
			if placeEnd == i || !sawDay && !sawAgency && !(capitals && !s.allCapitals(i)) || !sawAgency && !capitals {
				return d, 0, false
			}
			d.PlaceStart, d.PlaceEnd = int(s.atoms[i].start), int(s.atoms[placeEnd-1].end)
			d.Place = s.doc.Text[d.PlaceStart:d.PlaceEnd]
			d.End = int(s.atoms[end-1].end)
			return d, end, true
		case j > i && (s.is(j, commaWord) || s.is(j, stopWord) || s.is(j, slashWord)):
			j++
		default:
			if end, day, ok := s.datelineDay(j, published); ok && j > i {
				d.Date = day
				sawDay = true
				j = end
				continue
			}
			if sawDay || sawAgency || s.atoms[j].kind != letters && !s.is(j, hyphenWord) && !s.is(j, apostropheWord) || !s.capital(j) {
				return d, 0, false
			}
			j++
			placeEnd = j
		}
	}
	return d, 0, false
}

// isDash reports whether atom i is the dash that ends a dateline: "--", "—", "_", or a hyphen with space
// on both sides.
func (s *scan) isDash(i int) bool {
	if i >= len(s.atoms) || s.atoms[i].kind != mark {
		return false
	}
	switch s.text(i) {
	case "—", "–", "_", "―":
		return true
	case "-":
		return s.is(i+1, hyphenWord) || s.is(i-1, hyphenWord) || s.atoms[i].spaced && !s.joined(i+1)
	}
	return false
}

// capital reports whether the word at atom i begins with a capital, or is one of the small words inside
// names of places.
func (s *scan) capital(i int) bool {
	if s.atoms[i].kind == mark {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s.text(i))
	if r < 'a' || r > 'z' {
		return true
	}
	switch s.text(i) {
	case "al", "el", "de", "da", "do", "of", "la", "es", "s", "the", "and", "near":
		return true
	}
	return false
}

// capitals reports whether every letter from atom i to end is a capital.
func (s *scan) capitals(i, end int) bool {
	for ; i < end; i++ {
		for _, r := range s.text(i) {
			if r >= 'a' && r <= 'z' {
				return false
			}
		}
	}
	return true
}

// datelineDay reads the day of a dateline: "March 3", "15 FEB 89", "Mar 3, 2014", "2014-03-03".
func (s *scan) datelineDay(i int, published Date) (end int, d Date, ok bool) {
	for p := range datelinePatterns {
		c := captures{}
		end := datelinePatterns[p].match(s, 0, i, &c)
		if end < 0 {
			continue
		}
		if c.day == 0 && c.num2 > 0 {
			c.month, c.day = c.num, c.num2
		}
		if c.year == 0 {
			if published.IsZero() {
				return end, Date{}, true
			}
			r := resolver{scan: s, pub: published, anchor: AnchorPublication, last: -1, lastDay: -1}
			c.year, _ = r.yearOf(c.month, c.day, noTense, 0)
		}
		d := newDate(c.year, c.month, c.day)
		return end, d, onCalendar(d)
	}
	return 0, Date{}, false
}

var datelinePatterns []pattern

func compileDatelines() {
	for _, p := range []string{`DIGITS4 - DIGITS2 - DIGITSB`, `MONTH DAY ,? YEAR`, `DAY MONTH (YEAR|YY)`, `MONTH DAY`, `DAY MONTH`} {
		datelinePatterns = append(datelinePatterns, compile(p))
	}
}

var (
	bracketWord, unbracketWord = wordNumber("("), wordNumber(")")
	squareWord, unsquareWord   = wordNumber("["), wordNumber("]")
	colonWord                  = wordNumber(":")
)

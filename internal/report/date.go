package report

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	dateparser "github.com/markusmobius/go-dateparser"
	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"

	"github.com/tocsin-org/tocsin"
)

// A written date is a day with its month in letters, in either order, as news writes it.
var (
	dayMonthYear = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?\s+(` + monthNames + `)\.?,?\s+(\d{4}|\d{2})\b`)
	monthDayYear = regexp.MustCompile(`(?i)\b(` + monthNames + `)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`)
	isoDay       = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`)
)

const monthNames = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`

// writtenDate returns the first full date written in s, or the zero Date.
func writtenDate(s string) tocsin.Date {
	day, at := tocsin.Date{}, len(s)+1
	take := func(m []int, y, mo, d int) {
		if m != nil && m[0] < at {
			if found := dayOf(s[m[2*y]:m[2*y+1]], s[m[2*mo]:m[2*mo+1]], s[m[2*d]:m[2*d+1]]); !found.IsZero() {
				day, at = found, m[0]
			}
		}
	}
	take(isoDay.FindStringSubmatchIndex(s), 1, 2, 3)
	take(dayMonthYear.FindStringSubmatchIndex(s), 3, 2, 1)
	take(monthDayYear.FindStringSubmatchIndex(s), 3, 1, 2)
	return day
}

// dayOf returns the day that year, month and day of the month name, or the zero Date if there is none. A
// year of two digits is of the last century: today's news writes four.
func dayOf(year, month, day string) tocsin.Date {
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	if len(year) == 2 {
		y += 1900
	}
	m, err := strconv.Atoi(month)
	if err != nil {
		m = 1 + strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(month[:3]))/3
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || int(t.Month()) != m || y < 1900 || y > 2100 {
		return tocsin.Date{}
	}
	return tocsin.DateOf(t)
}

// dateline returns the date a text opens with and "dateline", or nothing. Two forms count: a dateline before
// the first sentence ("SAN SALVADOR, 3 JAN 90 -- …") and a line among the first that is a date and little
// else ("Published: March 31, 2016"). A date inside a sentence is of what is told, not of the telling.
func dateline(text string) (tocsin.Date, string) {
	head := strings.TrimLeft(firstLines(text), " \t\n")
	lines := 0
	for line := range strings.SplitSeq(head, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if lines++; lines > 5 {
			break
		}
		opening := line
		for _, dash := range []string{" -- ", " — ", " – ", " --", " - "} {
			if before, _, found := strings.Cut(line, dash); found {
				opening = before
				break
			}
		}
		if len(opening) > 80 || opening == line && !mostlyDate(line) {
			continue
		}
		if day := writtenDate(opening); !day.IsZero() {
			return day, "dateline"
		}
	}
	return tocsin.Date{}, ""
}

// mostlyDate reports whether a line has at most four words beside a date and a clock time.
func mostlyDate(line string) bool {
	rest := isoDay.ReplaceAllString(line, "")
	rest = monthDayYear.ReplaceAllString(rest, "")
	rest = dayMonthYear.ReplaceAllString(rest, "")
	return len(rest) < len(line) && len(strings.Fields(rest)) <= 4
}

// setPageDate takes a page's day of publication. What the page states for machines goes before what was read
// off its text or address, and the reviewer learns where the two differ or only the second is there: about
// one in nine dates read off pages is wrong.
func (m *making) setPageDate(stated, read tocsin.Date) {
	// A time in UTC falls on another day than the outlet's own calendar, which its address is made from.
	if inAddress := addressDate(first(m.report.URL, m.guess.url)); inAddress == stated.Add(1) || inAddress == stated.Add(-1) {
		stated = inAddress
	}
	day := stated
	switch {
	case stated.IsZero() && read.IsZero():
		return
	case stated.IsZero():
		day = read
		if m.report.Published.IsZero() && m.doc.Told.Published.IsZero() {
			m.note("published", "the page does not state its date; %s was read off its text or address", read)
		}
	case !read.IsZero() && (read.Sub(stated) > 1 || stated.Sub(read) > 1):
		m.note("published", "the page states %s, its text or address suggests %s", stated, read)
	}
	m.guess.published, m.guess.publishedFrom = day, "html"
}

// readPageDate asks the library for dates of pages. It has its own mind on words like "two hours ago", so it
// is told when the page was got.
func (m *making) readPageDate(page *html.Node) (tocsin.Date, error) {
	o := htmldate.Options{UseOriginalDate: true, URL: first(m.report.URL, m.guess.url)}
	if !m.doc.Got.IsZero() {
		o.DateParserConfig = &dateparser.Configuration{CurrentTime: m.doc.Got, StrictParsing: true, PreferredDateSource: dateparser.Past}
	}
	found, err := htmldate.FromDocument(page, o)
	if err != nil || found.IsZero() {
		return tocsin.Date{}, err
	}
	return tocsin.DateOf(found.DateTime), nil
}

var dayInPath = regexp.MustCompile(`/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)`)

// addressDate returns the day in an address like https://news.example/2016/03/31/…, or the zero Date.
func addressDate(address string) tocsin.Date {
	if m := dayInPath.FindStringSubmatch(address); m != nil {
		return dayOf(m[1], m[2], m[3])
	}
	return tocsin.Date{}
}

package timex

import (
	_ "embed"
	"strings"
	"time"
)

// A feast is a day or a stretch of days with a name. Fixed ones have a month and a day; those that move
// have their first days in feasts.txt, or a rule.
type feast struct {
	names  []string
	month  int // fixed day
	day    int
	days   int // how long it lasts
	offset int // days after Easter Sunday or after the weekday
	moving moving
	table  string // its line in feasts.txt
	nth    int    // which weekday of the month, for byWeekday; 5 is the last
	wday   int
}

type moving uint8

const (
	fixed moving = iota
	byEaster
	byTable
	byWeekday
)

// The feasts. Names are in lower case, as atoms: "new year ' s day".
var feasts = []feast{
	{names: []string{"christmas", "christmas day"}, month: 12, day: 25, days: 1},
	{names: []string{"christmas eve"}, month: 12, day: 24, days: 1},
	{names: []string{"boxing day"}, month: 12, day: 26, days: 1},
	{names: []string{"new year ' s day"}, month: 1, day: 1, days: 1},
	{names: []string{"new year ' s eve"}, month: 12, day: 31, days: 1},
	{names: []string{"valentine ' s day"}, month: 2, day: 14, days: 1},
	{names: []string{"may day"}, month: 5, day: 1, days: 1},
	{names: []string{"bastille day"}, month: 7, day: 14, days: 1},
	{names: []string{"halloween"}, month: 10, day: 31, days: 1},
	{names: []string{"all saints ' day"}, month: 11, day: 1, days: 1},
	{names: []string{"veterans day", "armistice day"}, month: 11, day: 11, days: 1},
	{names: []string{"nowruz", "norouz", "newroz"}, month: 3, day: 21, days: 1},
	{names: []string{"easter", "easter sunday", "easter day"}, moving: byEaster, days: 1},
	{names: []string{"good friday"}, moving: byEaster, offset: -2, days: 1},
	{names: []string{"easter monday"}, moving: byEaster, offset: 1, days: 1},
	{names: []string{"palm sunday"}, moving: byEaster, offset: -7, days: 1},
	{names: []string{"holy thursday", "maundy thursday"}, moving: byEaster, offset: -3, days: 1},
	{names: []string{"holy week", "easter week"}, moving: byEaster, offset: -6, days: 7},
	{names: []string{"ash wednesday"}, moving: byEaster, offset: -46, days: 1},
	{names: []string{"pentecost", "whit sunday"}, moving: byEaster, offset: 49, days: 1},
	{names: []string{"ramadan", "ramadhan"}, moving: byTable, table: "ramadan", days: 30},
	{names: []string{"eid al - fitr", "eid ul - fitr", "eid al fitr", "idul fitri"}, moving: byTable, table: "eid-al-fitr", days: 3},
	{names: []string{"eid al - adha", "eid ul - adha", "eid al adha", "eid - al - adha"}, moving: byTable, table: "eid-al-adha", days: 4},
	{names: []string{"eid"}, moving: byTable, table: "eid", days: 4},
	{names: []string{"ashura", "ashoura"}, moving: byTable, table: "ashura", days: 1},
	{names: []string{"arbaeen", "arba ' een"}, moving: byTable, table: "arbaeen", days: 1},
	{names: []string{"mawlid", "prophet ' s birthday"}, moving: byTable, table: "mawlid", days: 1},
	{names: []string{"passover"}, moving: byTable, table: "passover", days: 8},
	{names: []string{"yom kippur"}, moving: byTable, table: "yom-kippur", days: 1},
	{names: []string{"rosh hashanah", "rosh hashana"}, moving: byTable, table: "rosh-hashanah", days: 2},
	{names: []string{"hanukkah", "chanukah"}, moving: byTable, table: "hanukkah", days: 8},
	{names: []string{"thanksgiving", "thanksgiving day"}, moving: byWeekday, month: 11, nth: 4, wday: 4, days: 1},
	{names: []string{"election day"}, moving: byWeekday, month: 11, nth: 1, wday: 1, offset: 1, days: 1},
	{names: []string{"labor day"}, moving: byWeekday, month: 9, nth: 1, wday: 1, days: 1},
	{names: []string{"memorial day"}, moving: byWeekday, month: 5, nth: 5, wday: 1, days: 1},
}

// The first days of feasts that follow the moon. Those of Islam are by the Umm al-Qura calendar; where
// the moon is sighted the day may differ by one.
//
//go:embed feasts.txt
var feastTable string

var (
	feastDays  = map[string][]Date{}
	feastWords [][][]int32
)

func readFeasts() {
	for line := range strings.SplitSeq(strings.TrimSpace(feastTable), "\n") {
		name, days, _ := strings.Cut(line, ":")
		for _, d := range strings.Fields(days) {
			t, err := time.Parse(time.DateOnly, d)
			if err != nil {
				panic("timex: feasts.txt: " + err.Error())
			}
			feastDays[name] = append(feastDays[name], newDate(t.Year(), int(t.Month()), t.Day()))
		}
	}
	for _, f := range feasts {
		var names [][]int32
		for _, n := range f.names {
			var ws []int32
			for _, w := range strings.Fields(n) {
				ws = append(ws, wordNumber(w))
			}
			names = append(names, ws)
		}
		feastWords = append(feastWords, names)
	}
}

// in gives the first days that the feast has in a year: none outside the table, two where the shorter
// year of the moon brings it round again, or where its bare name stands for either of two ("Eid").
func (f *feast) in(year int) []Date {
	switch f.moving {
	case byEaster:
		return []Date{easterSunday(year).Add(f.offset)}
	case byTable:
		var out []Date
		for _, d := range feastDays[f.table] {
			if d.Year == year {
				out = append(out, d)
			}
		}
		return out
	case byWeekday:
		first := newDate(year, f.month, 1)
		d := first.Add(floorMod(f.wday-weekday(first), 7) + 7*(f.nth-1))
		if int(d.Month) != f.month {
			d = d.Add(-7)
		}
		return []Date{d.Add(f.offset)}
	}
	return []Date{newDate(year, f.month, f.day)}
}

// easterSunday is the Easter of the western churches, by the anonymous Gregorian reckoning.
func easterSunday(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return newDate(year, n/31, n%31+1)
}

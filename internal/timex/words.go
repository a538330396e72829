package timex

import (
	"strings"
)

// A class is a kind of word that elements read. A word may be in several, with a value in each: "second"
// is an ordinal and a unit, "may" a month here and a verb elsewhere.
type class uint32

const (
	clMonth class = 1 << iota
	clWeekday
	clUnit
	clUnits // a unit in the plural
	clNumber
	clOrdinal
	clPart
	clSeason
	clDeictic
	clStage  // early, mid, late
	clApprox // about, nearly, more than
	clRel    // last, this, next
	clEvery
	clFreq
	clZone
	clFeast
	clAbbrev // written with a full stop
	clDecade // nineties
	clHint   // words of time that only single rules know: future, eve
	clFrame  // words that never begin an expression unless one of the classes follows: the, a, in
)

// A word of the vocabulary.
type word struct {
	text    string
	classes class
	values  []classValue
}

type classValue struct {
	class class
	value int
}

func (w *word) value(c class) int {
	for _, v := range w.values {
		if v.class == c {
			return v.value
		}
	}
	return 0
}

// The vocabulary numbers every word that a rule mentions; number 0 is every other word.
var (
	words      = []word{{}}
	vocabulary = map[string]int32{}
)

// wordNumber is the number of a word, given to it on first mention. It is used only while the tables
// are read at start.
func wordNumber(text string) int32 {
	if n, ok := vocabulary[text]; ok {
		return n
	}
	n := int32(len(words))
	words = append(words, word{text: text})
	vocabulary[text] = n
	return n
}

// The words of each class with their values. A line is "value: words"; a word that ends in a full stop
// is an abbreviation, whose stop belongs to it.
var classTables = []struct {
	class class
	lines string
}{
	{clMonth, `
		1: january jan.
		2: february feb. febr.
		3: march mar.
		4: april apr.
		5: may
		6: june jun.
		7: july jul.
		8: august aug.
		9: september sept. sep.
		10: october oct.
		11: november nov.
		12: december dec.`},
	{clWeekday, `
		1: monday mon. mondays
		2: tuesday tue. tues. tuesdays
		3: wednesday wed. weds. wednesdays
		4: thursday thu. thur. thurs. thursdays
		5: friday fri. fridays
		6: saturday sat. saturdays
		7: sunday sun. sundays`},
	{clUnit, `
		1: second sec.
		2: minute min.
		3: hour hr.
		4: day
		5: week
		6: fortnight
		7: weekend
		8: month
		9: quarter
		10: year
		11: decade
		12: century
		13: millennium`},
	{clUnits, `
		1: seconds secs.
		2: minutes mins.
		3: hours hrs.
		4: days
		5: weeks
		6: fortnights
		7: weekends
		8: months
		9: quarters
		10: years yrs.
		11: decades
		12: centuries
		13: millennia`},
	{clNumber, `
		0: zero
		1: one
		2: two
		3: three
		4: four
		5: five
		6: six
		7: seven
		8: eight
		9: nine
		10: ten
		11: eleven
		12: twelve
		13: thirteen
		14: fourteen
		15: fifteen
		16: sixteen
		17: seventeen
		18: eighteen
		19: nineteen
		20: twenty
		30: thirty
		40: forty
		50: fifty
		60: sixty
		70: seventy
		80: eighty
		90: ninety
		100: hundred
		1000: thousand`},
	{clOrdinal, `
		1: first
		2: second
		3: third
		4: fourth
		5: fifth
		6: sixth
		7: seventh
		8: eighth
		9: ninth
		10: tenth
		11: eleventh
		12: twelfth
		13: thirteenth
		14: fourteenth
		15: fifteenth
		16: sixteenth
		17: seventeenth
		18: eighteenth
		19: nineteenth
		20: twentieth
		30: thirtieth`},
	{clPart, `
		1: morning mornings dawn daybreak sunrise forenoon predawn
		2: afternoon afternoons
		3: evening evenings dusk sunset
		4: night nights nightfall
		5: midday noon noontime
		6: midnight
		7: daytime daylight`},
	{clSeason, `
		1: spring springtime
		2: summer summertime
		3: autumn fall
		4: winter wintertime`},
	{clDeictic, `
		0: today
		1: tomorrow
		-1: yesterday
		10: tonight`},
	{clStage, `
		1: early beginning start
		2: mid middle
		3: late end`},
	{clApprox, `
		1: about around nearly almost roughly approximately some circa
		2: over
		3: under`},
	{clRel, `
		-1: last past previous preceding
		0: this current present
		1: next coming upcoming following`},
	{clEvery, `
		1: every each per`},
	{clFreq, `
		3: hourly
		4: daily
		5: weekly
		8: monthly
		9: quarterly
		10: yearly annually`},
	{clZone, `
		0: gmt utc z zulu wet
		60: cet bst wat
		120: cest eet cat sast
		180: msk eat ast.
		210: irst
		300: pkt
		330: ist
		-180: brt
		-240: edt clt bot
		-300: est cdt
		-360: cst mdt
		-420: mst pdt
		-480: pst`},
	{clDecade, `
		20: twenties
		30: thirties
		40: forties
		50: fifties
		60: sixties
		70: seventies
		80: eighties
		90: nineties`},
}

func init() {
	for _, t := range classTables {
		for line := range strings.SplitSeq(strings.TrimSpace(t.lines), "\n") {
			head, tail, _ := strings.Cut(line, ":")
			for _, w := range strings.Fields(tail) {
				addWord(w, t.class, atoi(head))
			}
		}
	}
	readFeasts()
	for i, f := range feasts {
		for _, name := range f.names {
			first, _, _ := strings.Cut(name, " ")
			addWord(first, clFeast, i)
		}
	}
	for _, w := range strings.Fields("the a an at in on by of since for from to as no his her its their that those these") {
		addWord(w, clFrame, 0)
	}
	for _, w := range strings.Fields("future eve half period same overnight hours term soon latest") {
		addWord(w, clHint, 0)
	}
	compileRules()
	compileDatelines()
}

func addWord(text string, c class, value int) {
	if s, ok := strings.CutSuffix(text, "."); ok {
		text = s
		c2 := clAbbrev
		n := wordNumber(text)
		words[n].classes |= c2
	}
	n := wordNumber(text)
	if words[n].classes&c == 0 {
		words[n].values = append(words[n].values, classValue{c, value})
	}
	words[n].classes |= c
}

// atoi reads a number of the tables, with its sign.
func atoi(s string) int {
	s = strings.TrimSpace(s)
	n, sign := 0, 1
	for _, r := range s {
		switch {
		case r == '-':
			sign = -1
		case r >= '0' && r <= '9':
			n = n*10 + int(r-'0')
		}
	}
	return n * sign
}

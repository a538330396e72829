package timex_test

import (
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/timex"
)

func TestAttach(t *testing.T) {
	for _, c := range []struct {
		text    string
		trigger string // the word that names the event
		want    string // the expression that dates it, "" for none
	}{
		{"Gunmen killed two guards on Tuesday.", "killed", "Tuesday"},
		{"On Tuesday gunmen killed two guards.", "killed", "Tuesday"},
		{"The attack, on Tuesday, came a week after the vote.", "attack", "Tuesday"},
		{"The attack on Tuesday came a week after the vote.", "attack", "Tuesday"},
		{"The attack took place on Tuesday.", "attack", "Tuesday"},
		{"Tuesday's attack left two dead.", "attack", "Tuesday"},
		{"Last week's bombing of the market left two dead.", "bombing", "Last week"},
		{"Two guards were killed in the attack, police said on Wednesday.", "killed", ""},
		{"Police said on Wednesday that gunmen had killed two guards on Monday.", "killed", "Monday"},
		{"Police said on Wednesday that gunmen had killed two guards on Monday.", "said", "Wednesday"},
		{"A bomb exploded in Kareth on Friday and a mayor was shot on Saturday.", "exploded", "Friday"},
		{"A bomb exploded in Kareth on Friday and a mayor was shot on Saturday.", "shot", "Saturday"},
		{"They were kidnapped on 5 January and found dead today.", "kidnapped", "5 January"},
		{"They were kidnapped on 5 January and found dead today.", "found", "today"},
		{"Mortars fall every night, and a shell killed a boy.", "killed", ""},
		{"The town was calm two days after the attack.", "attack", ""},
		{"Since the attack the town has been calm.", "attack", ""},
		{"The February attacks killed nine.", "attacks", "February"},
		{"In the past 24 hours the army shelled two villages.", "shelled", "the past 24 hours"},
		{"The 24-hour siege of the hotel ended in a fire.", "siege", "24-hour"},
		{"Three days of fighting left the town in ruins.", "fighting", "Three days"},
		{"The bomb killed two men, who had lived there for years.", "killed", ""},
		{"Jets carried out six strikes on the port in response to yesterday's attack.", "strikes", ""},
		{"Jets carried out six strikes on the port in response to yesterday's attack.", "attack", "yesterday"},
		{"Jets struck 70 targets in retaliation for the December 2015 Kareth attack.", "struck", ""},
		{"Jets struck 70 targets in retaliation for the December 2015 Kareth attack.", "attack", "December 2015"},
		{"A tanker was hit in the wake of strikes by two navies on Monday.", "hit", ""},
		{"GUERRILLAS BLEW UP A BRIDGE LAST NIGHT.", "BLEW", "LAST NIGHT"},
	} {
		t.Run(c.text+"/"+c.trigger, func(t *testing.T) {
			doc := language.Analyze(c.text)
			exprs := timex.Find(doc, date(t, published))
			a := timex.Attach(doc, exprs, token(t, doc, c.trigger))
			got := ""
			// Less than a half is a guess that callers need not take.
			if a.Expr >= 0 && a.Confidence >= .5 {
				got = c.text[exprs[a.Expr].Start:exprs[a.Expr].End]
			}
			if got != c.want {
				t.Errorf("attached %q by %q with %.2f, want %q", got, a.Rule, a.Confidence, c.want)
			}
		})
	}
}

func token(t *testing.T, doc *language.Doc, word string) int {
	t.Helper()
	for i, tok := range doc.Tokens {
		if tok.Text == word {
			return i
		}
	}
	t.Fatalf("no token %q in %q", word, doc.Text)
	return 0
}

func TestAttachAnswersForAnyToken(t *testing.T) {
	doc := language.Analyze("They came on Monday.")
	exprs := timex.Find(doc, date(t, published))
	for _, trigger := range []int{-1, len(doc.Tokens)} {
		if a := timex.Attach(doc, exprs, trigger); a.Expr != -1 {
			t.Errorf("token %d has %+v", trigger, a)
		}
	}
}

func TestClampPast(t *testing.T) {
	for _, c := range []struct {
		text     string
		from, to string
		want     tocsin.DatePrecision
	}{
		{"A teacher was killed this week.", "2016-03-28", "2016-03-31", tocsin.DateDays},
		{"A teacher was killed in March.", "2016-03-01", "2016-03-31", tocsin.DateMonth},
		{"A teacher was killed this year.", "2016-01-01", "2016-03-31", tocsin.DateYear},
		{"A teacher was killed on Tuesday.", "2016-03-29", "2016-03-29", tocsin.DateDay},
		{"A teacher was killed on 2 May 2016.", "", "2016-03-31", tocsin.DateUnknown},
		{"Talks will be held on Monday.", "2016-04-04", "2016-04-04", tocsin.DateDay},
		{"It went on for three days.", "", "", tocsin.DateUnknown},
	} {
		exprs := timex.Find(language.Analyze(c.text), date(t, published))
		if len(exprs) != 1 {
			t.Fatalf("%s: %d expressions", c.text, len(exprs))
		}
		e := timex.ClampPast(exprs[0], date(t, published))
		if e.From.String() != c.from || e.To.String() != c.to || e.Precision != c.want {
			t.Errorf("%s: %s to %s, %s; want %s to %s, %s", c.text, e.From, e.To, e.Precision, c.from, c.to, c.want)
		}
	}
}

func TestCountBack(t *testing.T) {
	for _, c := range []struct {
		text string
		from string
		want tocsin.DatePrecision
	}{
		{"The siege lasted three days.", "2016-03-29", tocsin.DateDays},
		{"Both fell within 24 hours of each other.", "2016-03-30", tocsin.DateDays},
		{"The operation took 40 hours.", "2016-03-29", tocsin.DateDays},
		{"Clashes went on for several days.", "2016-03-25", tocsin.DateWeek},
		{"Clashes went on for two weeks.", "2016-03-18", tocsin.DateMonth},
		{"Clashes went on for months.", "", tocsin.DateUnknown},
	} {
		exprs := timex.Find(language.Analyze(c.text), date(t, published))
		if len(exprs) != 1 {
			t.Fatalf("%s: %d expressions", c.text, len(exprs))
		}
		e := timex.CountBack(exprs[0], date(t, published))
		if e.From.String() != c.from || e.Precision != c.want {
			t.Errorf("%s: from %s, %s; want %s, %s", c.text, e.From, e.Precision, c.from, c.want)
		}
	}
}

func TestReadDateline(t *testing.T) {
	for _, c := range []struct {
		text  string
		place string
		date  string
		story string // how the story begins
	}{
		{"MOGADISHU, March 3 (Reuters) — Two men were killed.", "MOGADISHU", "2016-03-03", " Two men"},
		{"MOGADISHU, March 3 (Reuters) - Two men were killed.", "MOGADISHU", "2016-03-03", " Two men"},
		{"BOGOTA, 15 FEB 89 (RADIO CADENA 1) -- [TEXT] TWO MEN WERE KILLED.", "BOGOTA", "1989-02-15", " [TEXT]"},
		{"PANAMA CITY (PANAMA), 8 NOV 89 (EFE) -- TWO MEN WERE KILLED.", "PANAMA CITY", "1989-11-08", " TWO MEN"},
		{"KARETH (AP) _ Two men were killed.", "KARETH", "", " Two men"},
		{"KARETH, Northland (AP) -- Two men were killed.", "KARETH, Northland", "", " Two men"},
		{"KARETH, Dec. 29 (AFP) – Two men were killed.", "KARETH", "2015-12-29", " Two men"},
		{"KARETH — Two men were killed.", "KARETH", "", " Two men"},
		{"Two killed in Kareth\n\nKARETH, March 3, 2016 (Reuters) — Two men were killed.", "KARETH", "2016-03-03", " Two men"},
		{"Kareth (Xinhua) -- Two men were killed.", "Kareth", "", " Two men"},
		{"KARETH: Two men were killed.", "KARETH", "", " Two men"},
		{"Kareth, March 3 (Xinhua): Two men were killed.", "Kareth", "2016-03-03", " Two men"},
	} {
		d, ok := timex.ReadDateline(language.Analyze(c.text), date(t, published))
		if !ok || d.Place != c.place || d.Date.String() != c.date || !strings.HasPrefix(c.text[d.End:], c.story) {
			t.Errorf("%s: %+v, %v", c.text, d, ok)
		}
	}
	for _, text := range []string{
		"Two men were killed in Kareth on Tuesday, police said - the third such attack.",
		"Background: two men were killed.",
		"GUNMEN KILLED TWO OFFICERS - ONE OF THEM A COLONEL.",
		"The mayor (a lawyer) - shot twice - died on Friday.",
		"",
	} {
		if d, ok := timex.ReadDateline(language.Analyze(text), date(t, published)); ok {
			t.Errorf("%q has the dateline %+v", text, d)
		}
	}
}

// TestFindWithoutPublication reads dates from the text alone: its dateline, or the dates before.
func TestFindWithoutPublication(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"BOGOTA, 15 FEB 89 (RADIO) -- A BOMB EXPLODED YESTERDAY.", "15 FEB 89 DATE 1989-02-15 1989-02-15\nYESTERDAY DATE 1989-02-14 1989-02-14"},
		{"The war began in September 1939. In October the town fell, and in January it was retaken.", "September 1939 DATE 1939-09 1939-09-01 1939-09-30\nOctober DATE 1939-10 1939-10-01 1939-10-31\nJanuary DATE 1940-01 1940-01-01 1940-01-31"},
		{"The town fell on 3 May 1916. Two days later it was retaken.", "3 May 1916 DATE 1916-05-03 1916-05-03\nTwo days later DATE 1916-05-05 1916-05-05"},
		{"Two killed\n\nThursday, March 31, 2016\n\nThey died on Tuesday.", "Thursday, March 31, 2016 DATE 2016-03-31 2016-03-31\nTuesday DATE 2016-03-29 2016-03-29"},
		{"The town fell on Tuesday.", "Tuesday DATE XXXX-WXX-2"},
		{"The town fell yesterday.", "yesterday DATE XXXX-XX-XX"},
		{"The town fell in May.", "May DATE XXXX-05"},
	} {
		got := strings.Join(describe(c.text, timex.Find(language.Analyze(c.text), tocsin.Date{})), "\n")
		if got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

// TestDayOverReport tells the day above a report from the days in it.
func TestDayOverReport(t *testing.T) {
	doc := language.Analyze("Two killed in Kareth\n\nThursday, March 31, 2016\n\nTwo men were killed on Thursday.")
	var got []string
	for _, e := range timex.Find(doc, date(t, published)) {
		got = append(got, e.Rule)
	}
	if want := timex.RuleDateline + ",weekday"; strings.Join(got, ",") != want {
		t.Errorf("rules %q, want %q", strings.Join(got, ","), want)
	}
}

// TestAnchors checks that an expression says what it was counted from.
func TestAnchors(t *testing.T) {
	doc := language.Analyze("They came on Sunday. A day earlier, on March 26, 2016, a house was burnt.")
	exprs := timex.Find(doc, date(t, published))
	var got []string
	for _, e := range exprs {
		got = append(got, e.Anchor)
	}
	if want := timex.AnchorPublication + ",0,"; strings.Join(got, ",") != want {
		t.Errorf("anchors %q, want %q", strings.Join(got, ","), want)
	}
}

// TestStages checks the parts of months: days 1-10, 11-20, 21 to the end, all of precision month.
func TestStages(t *testing.T) {
	for _, c := range []struct{ words, from, to string }{
		{"early February", "2016-02-01", "2016-02-10"},
		{"mid-February", "2016-02-11", "2016-02-20"},
		{"late February", "2016-02-21", "2016-02-29"},
	} {
		exprs := timex.Find(language.Analyze("It began in "+c.words+"."), date(t, published))
		if len(exprs) != 1 || exprs[0].From.String() != c.from || exprs[0].To.String() != c.to || exprs[0].Precision != tocsin.DateMonth {
			t.Errorf("%s: %+v", c.words, exprs)
		}
	}
}

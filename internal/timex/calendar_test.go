package timex

import (
	"testing"

	"github.com/tocsin-org/tocsin"
)

func TestEasterSunday(t *testing.T) {
	for year, want := range map[int]string{1981: "1981-04-19", 1998: "1998-04-12", 2000: "2000-04-23", 2008: "2008-03-23", 2016: "2016-03-27", 2019: "2019-04-21", 2024: "2024-03-31", 2035: "2035-03-25"} {
		if got := easterSunday(year).String(); got != want {
			t.Errorf("Easter %d is %s, want %s", year, got, want)
		}
	}
}

// TestFeastTable checks that every line has its days in order, 1980 to 2035, a lunar year or so apart.
func TestFeastTable(t *testing.T) {
	for name, days := range feastDays {
		if days[0].Year != 1980 || days[len(days)-1].Year != 2035 {
			t.Errorf("%s goes from %s to %s", name, days[0], days[len(days)-1])
		}
		for i := 1; i < len(days); i++ {
			if gap := days[i].Sub(days[i-1]); gap < 60 || gap > 390 {
				t.Errorf("%s: %s is %d days after %s", name, days[i], gap, days[i-1])
			}
		}
	}
	for _, f := range feasts {
		if f.moving == byTable && len(feastDays[f.table]) == 0 {
			t.Errorf("no line %s in feasts.txt", f.table)
		}
		if f.days < 1 {
			t.Errorf("%s lasts %d days", f.names[0], f.days)
		}
	}
}

func TestFeastsByWeekday(t *testing.T) {
	for _, c := range []struct {
		name string
		year int
		want string
	}{
		{"thanksgiving", 2016, "2016-11-24"},
		{"memorial day", 2016, "2016-05-30"},
		{"labor day", 2016, "2016-09-05"},
		{"election day", 2016, "2016-11-08"},
		{"election day", 2022, "2022-11-08"},
	} {
		for i := range feasts {
			if feasts[i].names[0] != c.name {
				continue
			}
			if got := feasts[i].in(c.year)[0].String(); got != c.want {
				t.Errorf("%s %d is %s, want %s", c.name, c.year, got, c.want)
			}
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2016-01-31", 1, "2016-02-29"},
		{"2016-03-31", -1, "2016-02-29"},
		{"2016-03-31", -3, "2015-12-31"},
		{"2016-12-15", 1, "2017-01-15"},
		{"2016-02-29", 12, "2017-02-28"},
	} {
		from := mustDate(t, c.from)
		if got := addMonths(from, c.n).String(); got != c.want {
			t.Errorf("%s and %d months is %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestValueOfWeeks(t *testing.T) {
	for day, want := range map[string]string{"2016-01-01": "2015-W53", "2016-01-04": "2016-W01", "2018-12-31": "2019-W01"} {
		if got := value(monday(mustDate(t, day)), week); got != want {
			t.Errorf("the week of %s is %s, want %s", day, got, want)
		}
	}
}

func mustDate(t *testing.T, s string) Date {
	t.Helper()
	d, err := tocsin.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestPatternMistakes checks that a mistake in the tables is met at once.
func TestPatternMistakes(t *testing.T) {
	for _, bad := range []string{"(MONTH", "MONTH)", "NOELEMENT", "a (b|c"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("pattern %q was compiled", bad)
				}
			}()
			compile(bad)
		}()
	}
}

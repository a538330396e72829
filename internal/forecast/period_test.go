package forecast

import (
	"testing"
	"time"
)

func TestUnits(t *testing.T) {
	for _, c := range []struct {
		u    Unit
		text string
		id   int
	}{
		{Month, "1980-01", 1}, {Month, "1989-01", 109}, {Month, "1990-01", 121}, {Month, "2017-12", 456}, {Month, "1979-12", 0}, {Month, "1970-05", -115},
		{Week, "1980-W01", 1}, {Week, "1980-W53", 0}, {Week, "2020-W53", 2140}, {Week, "2021-W01", 2141},
		{Day, "1980-01-01", 1}, {Day, "1979-12-31", 0},
	} {
		id, err := c.u.Parse(c.text)
		if c.text == "1980-W53" {
			if err == nil {
				t.Errorf("%s: parsed as %d; 1980 had 52 weeks", c.text, id)
			}
			continue
		}
		if err != nil || id != c.id {
			t.Errorf("%s %s: %d, %v; want %d", c.u, c.text, id, err, c.id)
		}
		if got := c.u.Format(c.id); got != c.text {
			t.Errorf("%s %d: %s, want %s", c.u, c.id, got, c.text)
		}
	}
}

// Every day lies in the period that Of says, and what is written is read back.
func TestUnitsHoldTheirDays(t *testing.T) {
	for _, u := range []Unit{Month, Week, Day} {
		for d := date(1969, 12, 20); d.Year() < 2031; d = d.AddDate(0, 0, 3) {
			id := u.Of(d)
			if d.Before(u.Start(id)) || !d.Before(u.End(id)) {
				t.Fatalf("%s of %s is %d, from %s to %s", u, d, id, u.Start(id), u.End(id))
			}
			if back, err := u.Parse(u.Format(id)); err != nil || back != id {
				t.Fatalf("%s %d: written %s, read %d, %v", u, id, u.Format(id), back, err)
			}
		}
	}
	if got := Month.Of(time.Date(2017, 12, 31, 23, 30, 0, 0, time.FixedZone("", -3600))); got != 457 {
		t.Errorf("a day is that of UTC: month %d, want 457", got)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		u    Unit
		text string
	}{{Month, ""}, {Month, "2017-13"}, {Month, "17-01"}, {Month, "2017-W03"}, {Week, "2017-01"}, {Week, "2017-W54"}, {Month, "9999-01"}, {Day, "2017-02-30"}} {
		if id, err := c.u.Parse(c.text); err == nil {
			t.Errorf("%s %q: read as %d", c.u, c.text, id)
		}
	}
}

// What is read as a period is written and read back the same.
func FuzzUnitParse(f *testing.F) {
	for _, s := range []string{"2017-10", "2017-W43", "2017-10-26", "2020-W53", "", "0000-00", "２０１７-10"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, u := range []Unit{Month, Week, Day} {
			id, err := u.Parse(s)
			if err != nil {
				continue
			}
			if back, err := u.Parse(u.Format(id)); err != nil || back != id {
				t.Fatalf("%s %q is %d, written %s, read %d, %v", u, s, id, u.Format(id), back, err)
			}
		}
	})
}

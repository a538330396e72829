package resolve

import (
	"slices"
	"testing"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
)

func TestStoredTiesRead(t *testing.T) {
	ties, err := parseTies(storedTies)
	if err != nil || len(ties) < 20 {
		t.Fatal(len(ties), err)
	}
	for _, bad := range []string{"a\tpledged_to\tb\t2014\t\t", "a\tlikes\tb\t2014\t\tsource", "a b c"} {
		if _, err := parseTies(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestActorOnADay(t *testing.T) {
	l := linkerOf([]invent.Coded{saying(1, "A", "claim Boko Haram | stated | perpetrator Boko Haram"), saying(2, "B", "denial Ansaru | stated | perpetrator Ansaru")})
	ties := func(year int, month time.Month, day int) (out []string) {
		for _, x := range l.Actor("boko haram", tocsin.Date{Year: year, Month: month, Day: day}).Ties {
			out = append(out, x.From+" "+string(x.Relation)+" "+x.To)
		}
		return out
	}
	pledge := "Boko Haram pledged_to Islamic State"
	if slices.Contains(ties(2015, 3, 6), pledge) || !slices.Contains(ties(2015, 3, 7), pledge) {
		t.Error("the pledge is not dated")
	}
	rename := "Boko Haram renamed_to Islamic State West Africa Province"
	if !slices.Contains(ties(2016, 8, 3), rename) || slices.Contains(ties(2016, 8, 4), rename) {
		t.Error("the end of the new name is not dated")
	}
	a := l.Actor("Boko Haram", tocsin.Date{})
	if a.Claimed != 1 || a.Denied != 0 || len(a.Kinds) != 1 || a.Kinds[0] != (Count{"bombing", 1}) {
		t.Errorf("%+v", a)
	}
	if a := l.Actor("Boko Haram", tocsin.Date{Year: 2024, Month: 3, Day: 1}); a.Claimed != 0 {
		t.Error("the claim is known before it was made")
	}
	if a := l.Actor("Nobody's Brigade", tocsin.Date{}); len(a.Ties) != 0 || len(a.Incidents) != 0 {
		t.Errorf("%+v", a)
	}
}

func TestPartialDates(t *testing.T) {
	on := tocsin.Date{Year: 2019, Month: 3, Day: 15}
	for _, c := range []struct {
		start, end string
		want       bool
	}{{"2019-03", "", true}, {"2019-04", "", false}, {"2019", "2019", true}, {"2018", "2019-02", false}, {"", "2019-03", true}, {"2019-03-15", "2019-03-15", true}} {
		if got := inForce(tocsin.Tie{Start: c.start, End: c.end}, on); got != c.want {
			t.Errorf("%s to %s: %v", c.start, c.end, got)
		}
	}
}

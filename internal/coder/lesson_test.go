package coder

import (
	"testing"

	"github.com/tocsin-org/tocsin"
)

// TestLessons checks that what is decided of an account stands beside it: the place taken is that of the choice with the
// greatest sum.
func TestLessons(t *testing.T) {
	c := newCoder(t)
	published, _ := tocsin.ParseDate("2016-03-31")
	rec, lessons := c.Lessons(&tocsin.Report{ID: "1", Language: "en", Published: published,
		Text: "Gunmen killed four farmers in northern Nigeria on Tuesday. The attack was in the village of Dakasoye in Borno state.\n\n" +
			"A bomb wounded two policemen in Kano on Wednesday, officials said.\n"})
	if len(rec.Accounts) != 2 || len(lessons) != 2 {
		t.Fatalf("%d accounts, %d lessons, want 2 and 2", len(rec.Accounts), len(lessons))
	}
	for _, l := range lessons {
		best, _ := c.weights.place.Best(l.Places)
		if got, want := rec.Accounts[l.Account].Where.Text, l.Wheres[best].Text; got != want {
			t.Errorf("account %d was at %q, its lesson says %q", l.Account, got, want)
		}
	}
	if got := rec.Accounts[lessons[0].Account].Where.Settlement; lessons[0].Account == 0 && got != "Dakasoye" {
		t.Errorf("the farmers were killed in %q, not in the village that the second sentence names", got)
	}
}

// TestPlaceWeights checks that the embedded weights say what anyone would: a place beside the act speaks for it, one said
// of something else against it.
func TestPlaceWeights(t *testing.T) {
	w := readWeights(placeWeights)
	if w["the place it was told with"] <= 0 || w["said of something else"] >= 0 || w["likelihood in the sentence"] <= 0 {
		t.Errorf("the weights of places are none: %d facts", len(w))
	}
}

// TestTargetLessons checks that a class which the syntax of the act names weighs more than one of who did it.
func TestTargetLessons(t *testing.T) {
	c := newCoder(t)
	published, _ := tocsin.ParseDate("2016-03-31")
	_, lessons := c.Lessons(&tocsin.Report{ID: "1", Language: "en", Published: published,
		Text: "Rebels attacked a police station in Kano, Nigeria, on Wednesday, killing four officers, the army said.\n"})
	if len(lessons) != 1 {
		t.Fatalf("%d lessons, want 1", len(lessons))
	}
	sums := map[string]float64{}
	for _, o := range lessons[0].Targets {
		sums[o.Class] = c.weights.target.Sum(o.Facts)
	}
	for _, other := range []string{"militants", "military"} {
		if x, named := sums[other]; !named || sums["police"] <= x || x >= LeastTarget {
			t.Errorf("police %.2f, %s %.2f (named: %v): the police alone were attacked", sums["police"], other, x, named)
		}
	}
}

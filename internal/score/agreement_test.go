package score

import (
	"math"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
)

// table turns rows of one coder each into units; "." is no value.
func table(rows ...string) [][]string {
	var units [][]string
	for c, row := range rows {
		for i, v := range strings.Fields(row) {
			if c == 0 {
				units = append(units, make([]string, len(rows)))
			}
			if v != "." {
				units[i][c] = v
			}
		}
	}
	return units
}

// contingency turns a table of two coders into units.
func contingency(cells ...[]int) [][]string {
	var units [][]string
	for i, row := range cells {
		for j, n := range row {
			for range n {
				units = append(units, []string{string(rune('a' + i)), string(rune('a' + j))})
			}
		}
	}
	return units
}

// TestAgreementAsPublished compares with worked examples: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011),
// examples A, B and C; Gwet, the package irrCAC, data cac.raw4raters (the same as example C) and cont3x3abstractors;
// Gwet, Kappa statistic is not satisfactory (2002), 118 and 5, 2 and 0.
func TestAgreementAsPublished(t *testing.T) {
	four := table(
		"1 2 3 3 2 1 4 1 2 . . .",
		"1 2 3 3 2 2 4 1 2 5 . 3",
		". 3 3 3 2 3 4 2 2 5 1 .",
		"1 2 3 3 2 4 4 1 2 5 1 .")
	abstractors := contingency([]int{13, 0, 0}, []int{0, 20, 7}, []int{0, 4, 56})
	nominal, interval := metrics["nominal"], metrics["interval"]
	ac1 := func(units [][]string, kinds int) *float64 {
		_, v := gwet(units, kinds)
		return v
	}
	share := func(units [][]string) *float64 {
		v, _ := gwet(units, 0)
		return v
	}
	for _, c := range []struct {
		what string
		got  *float64
		want float64
		tol  float64
	}{
		{"alpha, two coders, two values", krippendorff(table("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), nominal), 0.095, .0005},
		{"alpha, two coders, five values", krippendorff(table("a a b b d c c c e d d a", "b a b b b c c c e d d d"), nominal), 0.692, .0005},
		{"alpha, four coders, values missing", krippendorff(four, nominal), 0.743, .0005},
		{"alpha, the same, interval", krippendorff(four, interval), 0.849, .0005},
		{"share, the same", share(four), 0.8181818, .0000001},
		{"AC1, the same", ac1(four, 5), 0.77544, .000005},
		{"alpha, abstractors", krippendorff(abstractors, nominal), 0.7972585, .0000001},
		{"AC1, abstractors", ac1(abstractors, 3), 0.8493305, .0000001},
		{"AC1, one value rare", ac1(contingency([]int{118, 5}, []int{2, 0}), 2), 0.9408, .00005},
	} {
		if c.got == nil || math.Abs(*c.got-c.want) > c.tol {
			t.Errorf("%s: %v, not %v", c.what, show(c.got), c.want)
		}
	}
	if krippendorff(table("1 1", "1 1"), nominal) != nil || krippendorff(table("1 2", ". ."), nominal) != nil {
		t.Error("alpha is given where it is not defined")
	}
}

func show(x *float64) any {
	if x == nil {
		return nil
	}
	return *x
}

func TestAgreements(t *testing.T) {
	text := "A bomb at a market in Kareth killed three people.\n\nGunmen shot at a bus near Velsh; the Dawn Front said it did it."
	quote := func(words string) tocsin.List[tocsin.Evidence] {
		return tocsin.List[tocsin.Evidence]{{Span: tocsin.Span{Start: -1}, Quote: words}}
	}
	day := tocsin.Date{Year: 2024, Month: 3, Day: 1}
	bomb := func(low int, kind tocsin.Kind) tocsin.Account {
		return tocsin.Account{
			ID: "a1", Kind: kind, Stage: tocsin.Accomplished, Suicide: tocsin.SuicideNo, Evidence: quote("A bomb at a market"),
			When:       tocsin.When{Start: day, End: day, Precision: tocsin.DateDay},
			Where:      tocsin.Where{Country: "XK", Settlement: "Kareth", Precision: tocsin.PlaceSettlement},
			Casualties: tocsin.List[tocsin.Figure]{{Effect: tocsin.Killed, Group: tocsin.GroupAll, Low: low, High: &low, Voice: tocsin.ReportVoice(), Evidence: quote("killed three people")}},
		}
	}
	bus := tocsin.Account{
		ID: "a2", Kind: tocsin.ArmedAttack, Stage: tocsin.Accomplished, Suicide: tocsin.SuicideNo, Evidence: quote("Gunmen shot at a bus"),
		When: tocsin.When{Start: day, End: day, Precision: tocsin.DateDay}, Where: tocsin.Where{Country: "XK", Settlement: "Velsh", Precision: tocsin.PlaceNear},
		Responsibility: tocsin.List[tocsin.Statement]{{Stance: tocsin.StanceClaim, Actor: "Dawn Front", Certainty: tocsin.Stated, Voice: tocsin.Voice{Speaker: "Dawn Front", Type: tocsin.VoicePerpetrator}, Evidence: quote("the Dawn Front said")}},
	}
	record := func(accounts ...tocsin.Account) *tocsin.Record {
		return &tocsin.Record{Report: tocsin.Heading{Relevant: true}, Accounts: accounts}
	}
	list, err := Agreements([]Coded{
		{"r1", text, []*tocsin.Record{record(bomb(3, tocsin.Bombing), bus), record(bus, bomb(2, tocsin.Bombing))}},
		{"r2", text, []*tocsin.Record{record(bomb(3, tocsin.Bombing)), record(bomb(3, tocsin.ArmedAttack), bus)}},
		{"once", text, []*tocsin.Record{record(bus)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]Agreement{}
	for _, a := range list {
		got[a.Of] = a
	}
	for _, c := range []struct {
		of    string
		units int
		share float64
	}{
		{"relevant", 2, 1}, {"number of accounts", 2, .5}, {"found by", 4, .75}, {"kind", 3, 2. / 3}, {"days", 3, 1}, {"place", 3, 1},
		{"figures", 2, .5}, {"number killed", 2, .5}, {"responsibility", 1, 1}, {"weapons", 3 * len(tocsin.WeaponClasses), 1},
	} {
		a := got[c.of]
		if a.Units != c.units || a.Share == nil || math.Abs(*a.Share-c.share) > 1e-9 {
			t.Errorf("%s: %d units, share %v; not %d, %v", c.of, a.Units, show(a.Share), c.units, c.share)
		}
	}
	if a := got["number killed"]; a.AC1 != nil || a.Metric != "interval" || a.Alpha == nil {
		t.Errorf("%+v", a)
	}
}

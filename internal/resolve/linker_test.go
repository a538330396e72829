package resolve

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
)

func linkerOf(cs []invent.Coded) *Linker {
	l := NewLinker()
	for _, c := range cs {
		l.Add(c.Report, c.Record)
	}
	return l
}

// seen returns all that readers of the incidents see, as JSON.
func seen(t *testing.T, l *Linker) string {
	t.Helper()
	b, err := json.MarshalIndent(l.Incidents(View{}), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			t.Fatalf("%s: line %d is\n%s\nnot\n%s", what, i, strings.Join(g[max(0, i-8):min(len(g), i+3)], "\n"), strings.Join(w[max(0, i-8):min(len(w), i+3)], "\n"))
		}
	}
	t.Fatalf("%s: %d lines, not %d", what, len(g), len(w))
}

func TestAnyOrderOfArrival(t *testing.T) {
	cs := slices.Collect(invent.Reports(300, 1, 1))
	want := seen(t, linkerOf(cs))
	rng := rand.New(rand.NewPCG(3, 4))
	for range 6 {
		rng.Shuffle(len(cs), func(i, j int) { cs[i], cs[j] = cs[j], cs[i] })
		same(t, "in another order", seen(t, linkerOf(cs)), want)
	}
}

func TestTwiceIsOnce(t *testing.T) {
	cs := slices.Collect(invent.Reports(200, 1, 2))
	same(t, "twice", seen(t, linkerOf(slices.Concat(cs, cs))), seen(t, linkerOf(cs)))
}

// TestRebuildIsIncremental: looking at the incidents after each report changes nothing.
func TestRebuildIsIncremental(t *testing.T) {
	cs := slices.Collect(invent.Reports(200, 1, 3))
	l := NewLinker()
	for i, c := range cs {
		l.Add(c.Report, c.Record)
		if i%3 == 0 {
			l.Incidents(View{})
		}
	}
	same(t, "step by step", seen(t, l), seen(t, linkerOf(cs)))
}

func TestRemoveUndoesAdd(t *testing.T) {
	cs := slices.Collect(invent.Reports(200, 1, 4))
	l := linkerOf(cs)
	l.Incidents(View{})
	for _, c := range cs[50:] {
		l.Remove(c.Report.ID)
	}
	same(t, "after removal", seen(t, l), seen(t, linkerOf(cs[:50])))
}

var noon = time.Date(2024, 3, 2, 12, 0, 0, 0, time.UTC)

func decision(what tocsin.DecisionAction, minute int, on ...string) tocsin.Decision {
	return tocsin.Decision{By: "a reader", At: noon.Add(time.Duration(minute) * time.Minute), On: on, What: what, Why: "seen so"}
}

func TestRetractUndoes(t *testing.T) {
	cs := slices.Collect(invent.Reports(150, 1, 5))
	l := linkerOf(cs)
	l.Incidents(View{})
	gone := cs[7].Report.ID
	l.Decide(decision(tocsin.Retract, 1, gone))
	rest := slices.DeleteFunc(slices.Clone(cs), func(c invent.Coded) bool { return c.Report.ID == gone })
	got := linkerOf(rest)
	// Copies still count as copies of what was retracted, so only the grouping is compared.
	if g, w := grouped(l), grouped(got); !slices.Equal(g, w) {
		t.Errorf("after a retraction\n%v\nnot\n%v", g, w)
	}
	l.Decide(decision(tocsin.Restore, 2, gone))
	if g, w := grouped(l), grouped(linkerOf(cs)); !slices.Equal(g, w) {
		t.Errorf("after taking it back\n%v\nnot\n%v", g, w)
	}
}

// grouped returns the accounts of each incident.
func grouped(l *Linker) []string {
	var out []string
	for _, inc := range l.Incidents(View{}) {
		var ids []string
		for _, a := range inc.Accounts {
			ids = append(ids, a.String())
		}
		out = append(out, strings.Join(ids, " "))
	}
	slices.Sort(out)
	return out
}

// TestSplitStands: whatever comes after it, and in whatever order, accounts that a person parted are never joined again.
func TestSplitStands(t *testing.T) {
	cs := slices.Collect(invent.Reports(250, 1, 6))
	l := linkerOf(cs[:120])
	var big *tocsin.Incident
	for _, inc := range l.Incidents(View{}) {
		if big == nil || len(inc.Accounts) > len(big.Accounts) {
			big = inc
		}
	}
	if len(big.Accounts) < 3 {
		t.Fatal("no incident of three accounts")
	}
	out := big.Accounts[1].String()
	on := l.Sides([]string{out})
	split := decision(tocsin.Split, 1, on...)
	l.Decide(split)
	check := func(l *Linker) {
		t.Helper()
		inc := l.Incident(out, View{})
		for _, a := range inc.Accounts {
			if slices.Contains(on[1:], a.String()) {
				t.Fatalf("%s and %s are in one incident again", out, a)
			}
		}
	}
	check(l)
	for _, c := range cs[120:] {
		l.Add(c.Report, c.Record)
	}
	check(l)
	whole := NewLinker()
	whole.Decide(split)
	for _, c := range slices.Backward(cs) {
		whole.Add(c.Report, c.Record)
	}
	check(whole)
	same(t, "the decision before the reports", seen(t, whole), seen(t, l))
}

func TestMergeStandsUntilSplit(t *testing.T) {
	cs := slices.Collect(invent.Reports(60, 3, 8))
	l := linkerOf(cs)
	a, b := "r000001:a1", l.Incidents(View{})[20].ID
	l.Decide(decision(tocsin.Merge, 1, a, b))
	if x, y := l.Incident(a, View{}), l.Incident(b, View{}); x.ID != y.ID || len(x.Decisions) != 1 {
		t.Fatalf("%s and %s are not one incident", a, b)
	}
	l.Decide(decision(tocsin.Split, 2, a, tocsin.SplitMark, b))
	if x, y := l.Incident(a, View{}), l.Incident(b, View{}); x.ID == y.ID {
		t.Errorf("the later decision does not count")
	}
	l.Decide(decision(tocsin.Accept, 3, "not there yet:a1"))
	l.Incidents(View{})
}

// TestGrouping measures linking on the invented reports. It is no measure of quality on news; it holds what was reached.
func TestGrouping(t *testing.T) {
	cs := slices.Collect(invent.Reports(2000, 2, 9))
	l := linkerOf(cs)
	truth := map[string]int{}
	for _, c := range cs {
		for i, a := range c.Record.Accounts {
			truth[tocsin.AccountRef{Report: c.Report.ID, Account: a.ID}.String()] = c.Truth[i]
		}
	}
	sizes := map[int]int{}
	for _, k := range truth {
		sizes[k]++
	}
	var right, found, all float64
	for _, inc := range l.Incidents(View{}) {
		for i, a := range inc.Accounts {
			for _, b := range inc.Accounts[i+1:] {
				found++
				if truth[a.String()] == truth[b.String()] {
					right++
				}
			}
		}
	}
	for _, n := range sizes {
		all += float64(n*(n-1)) / 2
	}
	p, r := right/found, right/all
	t.Logf("pairs: precision %.3f, recall %.3f", p, r)
	if p < 0.97 || r < 0.80 {
		t.Errorf("pairs: precision %.3f, recall %.3f", p, r)
	}
}

func TestOddsAreSymmetric(t *testing.T) {
	cs := slices.Collect(invent.Reports(150, 1, 10))
	l := linkerOf(cs)
	var items []*item
	for _, it := range l.items {
		items = append(items, it)
	}
	for i, a := range items {
		for _, b := range items[i+1:] {
			if x, y := odds(a, b), odds(b, a); x != y {
				t.Fatalf("%s and %s: %v and %v", a, b, x, y)
			}
		}
	}
}

func TestCountryAloneNeverJoins(t *testing.T) {
	l := NewLinker()
	for i := range 3 {
		day := tocsin.Date{Year: 2024, Month: 3, Day: 1}
		l.Add(&tocsin.Report{ID: fmt.Sprint("r", i), Outlet: fmt.Sprint("Outlet ", i), Published: day}, &tocsin.Record{Accounts: []tocsin.Account{{
			ID: "a1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, When: tocsin.When{Start: day, End: day, Precision: tocsin.DateDay},
			Where:   tocsin.Where{Country: "XK", Precision: tocsin.PlaceCountry},
			Weapons: tocsin.List[tocsin.Weapon]{{Class: tocsin.Bomb}}, Targets: tocsin.List[tocsin.Target]{{Class: tocsin.TargetPolice}},
		}}})
	}
	if n := len(l.Incidents(View{})); n != 3 {
		t.Errorf("%d incidents of three bombings somewhere in a country", n)
	}
}

func BenchmarkLink(b *testing.B) {
	for _, n := range []int{25_000, 50_000, 100_000, 200_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			cs := slices.Collect(invent.Reports(n, 6, 11))
			for b.Loop() {
				l := linkerOf(cs)
				b.ReportMetric(float64(len(l.Incidents(View{}))), "incidents")
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.Sys)/(1<<20), "MiB")
			}
		})
	}
}

// BenchmarkAddOne measures one new report coming to a large ledger.
func BenchmarkAddOne(b *testing.B) {
	cs := slices.Collect(invent.Reports(50_000, 6, 12))
	l := linkerOf(cs[1:])
	l.Incidents(View{})
	for b.Loop() {
		l.Remove(cs[0].Report.ID)
		l.Add(cs[0].Report, cs[0].Record)
		l.Incident(cs[0].Report.ID+":a1", View{})
	}
}

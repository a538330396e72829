// Package viewtest is what every stored view must do.
//
// A test of an engine calls [Run] with the database it is to run on. The suite fills a ledger with invented reports, has
// them linked, and compares each answer of the view with what follows from the incidents themselves.
package viewtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
	"github.com/tocsin-org/tocsin/internal/view"
)

// Run runs the suite. fresh returns the name of an empty database, as sqldb.Open takes it, which is removed when its
// test ends.
func Run(t *testing.T, fresh func(t *testing.T) (spec string)) {
	type test struct {
		name string
		test func(t *testing.T, w *world)
	}
	t.Run("questions", func(t *testing.T) { // which leave the ledger as it is
		w := made(t, fresh(t))
		for _, c := range []test{
			{"incidents", incidents},
			{"pages", pages},
			{"facets", facets},
			{"marks", marks},
			{"timeline", timeline},
			{"counted", counted},
			{"in full", inFull},
			{"reports", reports},
			{"actors", actors},
			{"outlets", outlets},
			{"past", past},
		} {
			t.Run(c.name, func(t *testing.T) { c.test(t, w) })
		}
	})
	for _, c := range []test{
		{"decisions", decisions},
		{"rebuilt", rebuilt},
		{"anything, step by step", anything},
		{"moved on", moved},
		{"told of actors", told},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, made(t, fresh(t))) })
	}
}

// A world is a ledger with its view and the incidents that should be in it.
type world struct {
	ledger *ledger.Ledger
	view   *view.View
	link   *resolve.Linker
	now    []*tocsin.Incident // of link, once somebody has asked
}

// size is how many accounts the suite's ledger has.
const size = 300

// made fills a ledger and brings the view in step.
func made(t *testing.T, spec string) *world {
	t.Helper()
	l, err := ledger.Open(t.Context(), spec)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	clock := time.Date(2021, 5, 1, 12, 0, 0, 0, time.UTC)
	l.Now = func() time.Time { clock = clock.Add(time.Second); return clock }
	w := &world{ledger: l}
	add(t, l, slices.Collect(invent.Reports(size, 1, 5)))
	if w.view, err = view.New(t.Context(), l.DB()); err != nil {
		t.Fatal(err)
	}
	w.sync(t)
	return w
}

// add appends reports with their records.
func add(t *testing.T, l *ledger.Ledger, cs []invent.Coded) {
	t.Helper()
	var rs []ledger.Reading
	for _, c := range cs {
		for i := range c.Record.Accounts { // invented ones have no weapons
			if a := &c.Record.Accounts[i]; a.Kind == tocsin.Shelling {
				a.Weapons = tocsin.List[tocsin.Weapon]{{Class: tocsin.MortarOrArtillery, Evidence: a.Evidence}}
			}
		}
		rs = append(rs, ledger.Reading{Document: &tocsin.Document{Name: c.Report.ID, Bytes: []byte(c.Report.Text)}, Report: c.Report, Record: c.Record, Coder: "invented/1"})
	}
	if _, err := l.AppendReadings(t.Context(), rs); err != nil {
		t.Fatal(err)
	}
}

// sync brings the view and what should be in it up to date.
func (w *world) sync(t *testing.T) {
	t.Helper()
	w.syncView(t)
	var err error
	if w.link, err = resolve.FromLedger(t.Context(), w.ledger); err != nil {
		t.Fatal(err)
	}
	w.now = nil
}

func (w *world) syncView(t *testing.T) {
	t.Helper()
	if err := resolve.Sync(t.Context(), w.ledger, w.view); err != nil {
		t.Fatal(err)
	}
}

func (w *world) all() []*tocsin.Incident {
	if w.now == nil {
		w.now = w.link.Incidents(resolve.View{})
	}
	return w.now
}

// queries ask for a few incidents each, in one word of a query.
var queries = []struct {
	name string
	q    tocsin.Query
	want func(*tocsin.Incident) bool
}{
	{"all", tocsin.Query{}, func(*tocsin.Incident) bool { return true }},
	{"kind", tocsin.Query{Kinds: []tocsin.Kind{tocsin.Bombing, tocsin.Clash}}, func(inc *tocsin.Incident) bool { return inc.Kind == tocsin.Bombing || inc.Kind == tocsin.Clash }},
	{"country", tocsin.Query{Country: "BC"}, func(inc *tocsin.Incident) bool { return inc.Where.Country == "BC" }},
	{"first-order unit", tocsin.Query{Country: "BC", Adm1: "Province3"}, func(inc *tocsin.Incident) bool {
		return inc.Where.Country == "BC" && inc.Where.Adm1 == "Province3"
	}},
	{"place", tocsin.Query{Place: "provincE3"}, func(inc *tocsin.Incident) bool { return strings.Contains(inc.Where.Adm1, "Province3") }},
	{"days", tocsin.Query{From: tocsin.Date{Year: 2015, Month: 3, Day: 1}, To: tocsin.Date{Year: 2015, Month: 4, Day: 15}}, func(inc *tocsin.Incident) bool {
		return !inc.When.End.IsZero() && !inc.When.Start.IsZero() && inc.When.End.String() >= "2015-03-01" && inc.When.Start.String() <= "2015-04-15"
	}},
	{"box", tocsin.Query{Box: &tocsin.Box{West: 20, East: 60, South: -20, North: 40}}, func(inc *tocsin.Incident) bool {
		w := inc.Where
		return w.Lat != nil && *w.Lat >= -20 && *w.Lat <= 40 && *w.Lon >= 20 && *w.Lon <= 60
	}},
	{"box across the 180th meridian", tocsin.Query{Box: &tocsin.Box{West: 60, East: 20, South: -90, North: 90}}, func(inc *tocsin.Incident) bool {
		return inc.Where.Lat != nil && (*inc.Where.Lon >= 60 || *inc.Where.Lon <= 20)
	}},
	{"actor", tocsin.Query{Actor: "dawn"}, func(inc *tocsin.Incident) bool {
		return slices.ContainsFunc(inc.Statements, func(s tocsin.Said) bool { return s.Actor == "Dawn Front" })
	}},
	{"claim", tocsin.Query{Claim: tocsin.ClaimClaimed}, func(inc *tocsin.Incident) bool { return resolve.NewLinker().ClaimState(inc) == tocsin.ClaimClaimed }},
	{"outlet", tocsin.Query{Outlet: "Star"}, func(inc *tocsin.Incident) bool {
		return slices.ContainsFunc(inc.Accounts, func(a tocsin.LinkedAccount) bool { return a.Outlet == "Star" })
	}},
	{"target", tocsin.Query{Target: tocsin.TargetPolice}, func(inc *tocsin.Incident) bool { return slices.Contains(inc.Targets, tocsin.TargetPolice) }},
	{"weapon", tocsin.Query{Weapon: tocsin.MortarOrArtillery}, func(inc *tocsin.Incident) bool { return slices.Contains(inc.Weapons, tocsin.MortarOrArtillery) }},
	{"killed", tocsin.Query{Killed: 8}, func(inc *tocsin.Incident) bool {
		return slices.ContainsFunc(inc.Figures, func(f tocsin.Tally) bool {
			return f.Effect == tocsin.Killed && f.Group == tocsin.GroupAll && f.Best != nil && *f.Best >= 8
		})
	}},
	{"two together", tocsin.Query{Kinds: []tocsin.Kind{tocsin.Bombing}, Actor: "Harbour Brigade"}, func(inc *tocsin.Incident) bool {
		return inc.Kind == tocsin.Bombing && slices.ContainsFunc(inc.Statements, func(s tocsin.Said) bool { return s.Actor == "Harbour Brigade" })
	}},
	{"nothing", tocsin.Query{Kinds: []tocsin.Kind{tocsin.Riot}}, func(*tocsin.Incident) bool { return false }},
}

func ids[T any](list []T, id func(T) string) []string {
	out := []string{}
	for _, x := range list {
		out = append(out, id(x))
	}
	slices.Sort(out)
	return out
}

func (w *world) wanted(want func(*tocsin.Incident) bool) []*tocsin.Incident {
	return slices.DeleteFunc(slices.Clone(w.all()), func(inc *tocsin.Incident) bool { return !want(inc) })
}

func incidents(t *testing.T, w *world) {
	for _, c := range queries {
		q := c.q
		q.Limit = 1000
		page, err := w.view.Incidents(t.Context(), q)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		want := w.wanted(c.want)
		if len(want) == 0 && c.name != "nothing" || len(want) == len(w.all()) && c.name != "all" {
			t.Errorf("%s: the sample does not try it: %d of %d", c.name, len(want), len(w.all()))
		}
		if d := cmp.Diff(ids(want, func(x *tocsin.Incident) string { return x.ID }), ids(page.Items, func(x tocsin.Summary) string { return x.ID })); d != "" || page.Total != len(want) || page.Next != "" {
			t.Errorf("%s: total %d, next %q\n%s", c.name, page.Total, page.Next, d)
		}
	}
	// Words are looked for in texts and names, whatever the case.
	some := w.all()[10]
	r, err := w.ledger.Report(t.Context(), some.Accounts[0].Report)
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(r.Text)
	word := words[slices.IndexFunc(words, func(s string) bool { return len(s) > 7 && s[0] < 'a' })] // a name that few have
	for _, text := range []string{strings.ToUpper(word), word + " " + string(some.Kind)[:strings.IndexByte(string(some.Kind)+"_", '_')], strings.Trim(word, ".,") + " killed,"} {
		page, err := w.view.Incidents(t.Context(), tocsin.Query{Text: text})
		if err != nil || !slices.ContainsFunc(page.Items, func(s tocsin.Summary) bool { return s.ID == some.ID }) || page.Total > len(w.all())/2 {
			t.Errorf("%q: %d incidents, without %s (%v)", text, page.Total, some.ID, err)
		}
	}
	for _, text := range []string{"nosuchwordanywhere", word + " nosuchwordanywhere", `"'%_*&|!()`} {
		if page, err := w.view.Incidents(t.Context(), tocsin.Query{Text: text}); err != nil || page.Total != 0 {
			t.Errorf("%q: %d incidents (%v)", text, page.Total, err)
		}
	}
}

// pages walks each order in small pages: all incidents, each once, in order.
func pages(t *testing.T, w *world) {
	value := map[string]func(tocsin.Summary) string{
		"when":    func(s tocsin.Summary) string { return s.When.Start.String() },
		"known":   func(s tocsin.Summary) string { return s.Known.String() },
		"reports": func(s tocsin.Summary) string { return fmt.Sprintf("%6d", s.Reports) },
		"killed": func(s tocsin.Summary) string {
			if s.Killed == nil || s.Killed.Best == nil {
				return ""
			}
			return fmt.Sprintf("%6d", *s.Killed.Best)
		},
	}
	for sort, of := range value {
		for _, asc := range []bool{true, false} {
			q := tocsin.Query{Sort: sort, Asc: asc, Limit: 17}
			var got []tocsin.Summary
			for {
				page, err := w.view.Incidents(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, page.Items...)
				if page.Total != len(w.all()) {
					t.Errorf("total %d, not %d", page.Total, len(w.all()))
				}
				if page.Next == "" {
					break
				}
				q.Cursor = page.Next
			}
			if len(got) != len(w.all()) {
				t.Errorf("%s: %d incidents on all pages, not %d", sort, len(got), len(w.all()))
			}
			for i := 1; i < len(got); i++ {
				a, b := of(got[i-1]), of(got[i])
				if a == "" && b != "" || a != "" && b != "" && (asc && a > b || !asc && a < b) || a == b && got[i-1].ID >= got[i].ID {
					t.Errorf("%s, ascending %v: %q of %s before %q of %s", sort, asc, a, got[i-1].ID, b, got[i].ID)
				}
			}
		}
	}
	page, err := w.view.Incidents(t.Context(), tocsin.Query{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []tocsin.Query{{Sort: "beauty"}, {Cursor: "no cursor"}, {Sort: "killed", Cursor: page.Next}} {
		if _, err := w.view.Incidents(t.Context(), q); !errors.Is(err, tocsin.ErrQuery) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

func facets(t *testing.T, w *world) {
	q := tocsin.Query{Country: "BC", Kinds: []tocsin.Kind{tocsin.Bombing}}
	got, err := w.view.Facets(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	// Without its own choice, so that one can choose another.
	shelled, err := w.view.Facets(t.Context(), tocsin.Query{Country: "BC", Weapon: tocsin.Grenade})
	if err != nil {
		t.Fatal(err)
	}
	count := func(want func(*tocsin.Incident) bool, values func(*tocsin.Incident) []string) map[string]int {
		out := map[string]int{}
		for _, inc := range w.wanted(want) {
			for _, v := range values(inc) {
				if v != "" {
					out[v]++
				}
			}
		}
		return out
	}
	there := func(inc *tocsin.Incident) bool { return inc.Where.Country == "BC" }
	bombing := func(inc *tocsin.Incident) bool { return inc.Kind == tocsin.Bombing }
	both := func(inc *tocsin.Incident) bool { return there(inc) && bombing(inc) }
	for _, c := range []struct {
		name string
		got  []tocsin.Facet
		want map[string]int
	}{
		{"kinds", got.Kinds, count(there, func(inc *tocsin.Incident) []string { return []string{string(inc.Kind)} })},
		{"countries", got.Countries, count(bombing, func(inc *tocsin.Incident) []string { return []string{inc.Where.Country} })},
		{"first-order units", got.Adm1s, count(both, func(inc *tocsin.Incident) []string { return []string{inc.Where.Adm1} })},
		{"claims", got.Claims, count(both, func(inc *tocsin.Incident) []string { return []string{string(resolve.NewLinker().ClaimState(inc))} })},
		{"targets", got.Targets, count(both, func(inc *tocsin.Incident) []string {
			return slices.Collect(func(yield func(string) bool) {
				for _, c := range inc.Targets {
					if !yield(string(c)) {
						return
					}
				}
			})
		})},
		{"weapons", shelled.Weapons, count(there, func(inc *tocsin.Incident) (out []string) {
			for _, c := range inc.Weapons {
				out = append(out, string(c))
			}
			return out
		})},
		{"actors", got.Actors, count(both, func(inc *tocsin.Incident) []string {
			var out []string
			for _, s := range inc.Statements {
				if !slices.Contains(out, s.Actor) {
					out = append(out, s.Actor)
				}
			}
			return out
		})},
		{"outlets", got.Outlets, count(both, func(inc *tocsin.Incident) []string {
			var out []string
			for _, a := range inc.Accounts {
				if !slices.Contains(out, a.Outlet) {
					out = append(out, a.Outlet)
				}
			}
			return out
		})},
	} {
		have := map[string]int{}
		for i, f := range c.got {
			have[f.Value] = f.N
			if i > 0 && c.got[i-1].N < f.N {
				t.Errorf("%s: the most frequent is not first", c.name)
			}
		}
		if d := cmp.Diff(c.want, have); d != "" || len(have) == 0 {
			t.Errorf("%s: %s", c.name, d)
		}
	}
	if all, err := w.view.Facets(t.Context(), tocsin.Query{}); err != nil || len(all.Adm1s) != 0 {
		t.Errorf("first-order units without a country: %v (%v)", all.Adm1s, err)
	}
}

func marks(t *testing.T, w *world) {
	points, areas, unplaced := 0, 0, 0
	for _, inc := range w.all() {
		switch {
		case inc.Where.Lat != nil:
			points++
		case inc.Where.Adm1 != "":
			areas++
		default:
			unplaced++
		}
	}
	if points == 0 || areas == 0 || unplaced == 0 {
		t.Fatal("the sample does not try it")
	}
	last := 0
	for _, zoom := range []float64{-1, 0, 3, 8, 22, 1e9} {
		got, err := w.view.Marks(t.Context(), tocsin.Query{}, zoom)
		if err != nil {
			t.Fatal(err)
		}
		p, a, single := 0, 0, 0
		for _, m := range got.Points {
			p += m.N
			if (m.N == 1) != (m.ID != "") {
				t.Errorf("%+v: an id stands for one incident", m)
			}
			if m.N == 1 {
				single++
			}
		}
		for _, m := range got.Areas {
			a += m.N
			if m.Country == "" || m.Adm1 == "" {
				t.Errorf("%+v: which area?", m)
			}
		}
		if p != points || a != areas || got.Unplaced != unplaced {
			t.Errorf("zoom %v: %d at points, %d in areas, %d elsewhere; not %d, %d, %d", zoom, p, a, got.Unplaced, points, areas, unplaced)
		}
		if len(got.Points) < last {
			t.Errorf("zoom %v: %d points, fewer than at the level before", zoom, len(got.Points))
		}
		last = len(got.Points)
		if zoom == 22 && single == 0 {
			t.Error("nothing stands alone however near one looks")
		}
	}
	box := tocsin.Query{Box: &tocsin.Box{West: 20, East: 60, South: -20, North: 40}}
	got, err := w.view.Marks(t.Context(), box, 22)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range got.Points {
		if m.Lat < -20 || m.Lat > 40 || m.Lon < 20 || m.Lon > 60 {
			t.Errorf("%+v is not in the box", m)
		}
	}
	if len(got.Points) == 0 || len(got.Areas) == 0 {
		t.Error("a box takes the areas away")
	}
}

func timeline(t *testing.T, w *world) {
	for unit, cut := range map[string]int{"day": 10, "month": 7, "year": 4, "week": 0} {
		bins, err := w.view.Timeline(t.Context(), tocsin.Query{}, unit)
		if err != nil {
			t.Fatal(err)
		}
		got, all := map[string]int{}, 0
		for i, b := range bins {
			if b.N > 0 {
				got[b.Start.String()[:cut]] = b.N
			}
			all += b.N
			if i > 0 && !bins[i-1].Start.Before(b.Start) {
				t.Errorf("%s: %s after %s", unit, b.Start, bins[i-1].Start)
			}
			if unit == "week" && (b.Start.Weekday() != time.Monday || i > 0 && b.Start.Sub(bins[i-1].Start) != 7) {
				t.Errorf("a week begins on %s", b.Start)
			}
		}
		want, dated := map[string]int{}, 0
		for _, inc := range w.all() {
			if d := inc.When.Start.String(); d != "" {
				want[d[:cut]]++
				dated++
			}
		}
		if d := cmp.Diff(want, got); unit != "week" && d != "" || all != dated {
			t.Errorf("%s: %d of %d: %s", unit, all, dated, d)
		}
	}
	if _, err := w.view.Timeline(t.Context(), tocsin.Query{}, "fortnight"); !errors.Is(err, tocsin.ErrQuery) {
		t.Error(err)
	}
	if bins, err := w.view.Timeline(t.Context(), tocsin.Query{Kinds: []tocsin.Kind{tocsin.Riot}}, "day"); err != nil || len(bins) != 0 {
		t.Errorf("%d bins of nothing (%v)", len(bins), err)
	}
}

// counted: what counts need is what the incidents have.
func counted(t *testing.T, w *world) {
	got, err := w.view.Counted(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	line := func(inc *tocsin.Incident) string {
		news := slices.ContainsFunc(inc.Accounts, func(a tocsin.LinkedAccount) bool { return !a.Background })
		toll := "unknown"
		for _, f := range inc.Figures {
			if f.Effect == tocsin.Killed && f.Group == tocsin.GroupAll && f.Best != nil {
				high := -1
				if f.High != nil {
					high = *f.High
				}
				toll = fmt.Sprint(f.Low, *f.Best, high)
			}
		}
		return fmt.Sprintln(inc.ID, inc.Stage, inc.When.Start, inc.When.End, inc.When.Precision, inc.Where.Country, inc.Where.Adm1, inc.Where.Precision, news, toll)
	}
	if d := cmp.Diff(ids(w.all(), line), ids(got, line)); d != "" {
		t.Error(d)
	}
	days, err := w.view.Published(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var want, have []string
	for c := range invent.Reports(size, 1, 5) {
		want = append(want, c.Report.Published.String())
	}
	for _, d := range days {
		have = append(have, d.String())
	}
	slices.Sort(want)
	slices.Sort(have)
	if d := cmp.Diff(want, have); d != "" {
		t.Error(d)
	}
}

// inFull reads every incident whole, by each of its accounts, and all of them one after the other.
func inFull(t *testing.T, w *world) {
	n := 0
	for _, want := range w.all() {
		for _, a := range want.Accounts {
			got, err := w.view.Incident(t.Context(), a.String())
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(asJSON(t, want), asJSON(t, got)); d != "" {
				t.Fatalf("%s: %s", a, d)
			}
			n++
		}
	}
	if n < size {
		t.Errorf("%d accounts", n)
	}
	if _, err := w.view.Incident(t.Context(), "nothing:a1"); !errors.Is(err, tocsin.ErrNotFound) {
		t.Error(err)
	}
	var got []string
	for inc, err := range w.view.Each(t.Context(), tocsin.Query{Kinds: []tocsin.Kind{tocsin.Bombing}, Asc: true}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, asJSON(t, inc))
	}
	var want []string
	for _, inc := range w.wanted(func(inc *tocsin.Incident) bool { return inc.Kind == tocsin.Bombing }) {
		want = append(want, asJSON(t, inc))
	}
	slices.Sort(got)
	slices.Sort(want)
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

package viewtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
	"github.com/tocsin-org/tocsin/internal/view"
)

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// allReports walks all pages of a list of reports.
func allReports(t *testing.T, w *world, q tocsin.ReportQuery) []tocsin.ReportSummary {
	t.Helper()
	q.Limit = 13
	var out []tocsin.ReportSummary
	for {
		page, err := w.view.Reports(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, page.Items...)
		if page.Next == "" {
			if len(out) != page.Total {
				t.Errorf("%+v: %d reports on all pages of %d", q, len(out), page.Total)
			}
			return out
		}
		q.Cursor = page.Next
	}
}

func reports(t *testing.T, w *world) {
	want := map[string]invent.Coded{}
	star, copies := 0, 0
	for c := range invent.Reports(size, 1, 5) {
		want[c.Report.ID] = c
		if c.Report.Outlet == "Star" {
			star++
		}
	}
	list := allReports(t, w, tocsin.ReportQuery{})
	if len(list) != len(want) {
		t.Errorf("%d reports, not %d", len(list), len(want))
	}
	for i, r := range list {
		c := want[r.ID]
		delete(want, r.ID)
		if c.Report == nil || r.Title != c.Report.Title || r.Outlet != c.Report.Outlet || r.Published != c.Report.Published || r.Accounts != len(c.Record.Accounts) || r.Coder != "invented/1" || r.Reviewed {
			t.Errorf("%+v is not %+v", r, c.Report)
		}
		if r.CopyOf != "" {
			copies++
		}
		if i > 0 && list[i-1].Published.Before(r.Published) {
			t.Errorf("%s before %s", list[i-1].Published, r.Published)
		}
		if r.Doubt < 0 || r.Doubt >= 1 || r.Weight < 0 || r.Accounts > 0 && r.Weight < 1 {
			t.Errorf("%s: doubt %v, weight %v", r.ID, r.Doubt, r.Weight)
		}
	}
	if copies == 0 {
		t.Error("no copies")
	}
	if got := allReports(t, w, tocsin.ReportQuery{Outlet: "Star"}); len(got) != star {
		t.Errorf("%d reports by an outlet, not %d", len(got), star)
	}
	from, to := tocsin.Date{Year: 2015, Month: 2, Day: 1}, tocsin.Date{Year: 2015, Month: 2, Day: 28}
	for _, r := range allReports(t, w, tocsin.ReportQuery{From: from, To: to}) {
		if r.Published.Before(from) || to.Before(r.Published) {
			t.Errorf("%s was published on %s", r.ID, r.Published)
		}
	}
	if got := allReports(t, w, tocsin.ReportQuery{Text: list[3].Title + " " + list[3].ID}); len(got) != 1 || got[0].ID != list[3].ID {
		t.Errorf("%d reports by the words of one", len(got))
	}
	if got, err := w.view.Report(t.Context(), list[3].ID); err != nil || got != list[3] {
		t.Errorf("%+v (%v)", got, err)
	}
	if _, err := w.view.Report(t.Context(), "nothing"); !errors.Is(err, tocsin.ErrNotFound) {
		t.Error(err)
	}
	// The queue has the most doubtful of most weight first.
	queue := allReports(t, w, tocsin.ReportQuery{Queue: true})
	for i := range queue {
		if i > 0 && queue[i-1].Doubt*queue[i-1].Weight < queue[i].Doubt*queue[i].Weight-1e-9 {
			t.Errorf("%s before %s", queue[i-1].ID, queue[i].ID)
		}
	}
	if len(queue) != len(list) || queue[0].Doubt == 0 {
		t.Errorf("%d in the queue of %d", len(queue), len(list))
	}
	if _, err := w.view.Reports(t.Context(), tocsin.ReportQuery{Cursor: "x"}); !errors.Is(err, tocsin.ErrQuery) {
		t.Error(err)
	}
}

func actors(t *testing.T, w *world) {
	page, err := w.view.Actors(t.Context(), "", "", 2)
	if err != nil || page.Total != 3 || len(page.Items) != 2 || page.Next == "" {
		t.Fatalf("%+v (%v)", page, err)
	}
	rest, err := w.view.Actors(t.Context(), "", page.Next, 2)
	if err != nil || len(rest.Items) != 1 || rest.Next != "" {
		t.Fatalf("%+v (%v)", rest, err)
	}
	for _, got := range append(page.Items, rest.Items...) {
		want := w.link.Actor(got.Name, tocsin.Date{})
		if got.Claimed != want.Claimed || got.Attributed != want.Blamed || got.Denied != want.Denied || got.Claimed == 0 || got.First.IsZero() || got.Last.Before(got.First) {
			t.Errorf("%+v is not %+v", got, want)
		}
	}
	sum, values, days, err := w.view.Profile(t.Context(), "Dawn Front", tocsin.Date{Year: 2015, Month: 6, Day: 30})
	if err != nil {
		t.Fatal(err)
	}
	claimed, kinds, dated := 0, map[string]int{}, 0
	for _, inc := range w.all() {
		if inc.When.Start.IsZero() || inc.When.Start.String() > "2015-06-30" || !slices.ContainsFunc(inc.Statements, func(s tocsin.Said) bool { return s.Actor == "Dawn Front" }) {
			continue
		}
		claimed++
		kinds[string(inc.Kind)]++
		dated++
	}
	have := map[string]int{}
	for _, f := range values.Kinds {
		have[f.Value] = f.N
	}
	if d := cmp.Diff(kinds, have); d != "" || sum.Claimed != claimed || claimed == 0 || len(days) != dated || sum.Last.String() > "2015-06-30" {
		t.Errorf("%+v, not %d claimed: %s", sum, claimed, d)
	}
	if _, _, _, err := w.view.Profile(t.Context(), "Nobody", tocsin.Date{}); !errors.Is(err, tocsin.ErrNotFound) {
		t.Error(err)
	}
	if page, err := w.view.Actors(t.Context(), "harbour", "", 0); err != nil || page.Total != 1 || page.Items[0].Name != "Harbour Brigade" {
		t.Errorf("%+v (%v)", page, err)
	}
}

func outlets(t *testing.T, w *world) {
	got, err := w.view.Outlets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	counts, accounts := map[string]int{}, map[string]int{}
	for c := range invent.Reports(size, 1, 5) {
		counts[c.Report.Outlet]++
		accounts[c.Report.Outlet] += len(c.Record.Accounts)
	}
	have := map[string]int{}
	for _, o := range got {
		have[o.Outlet] = o.Reports
		months := 0
		for _, m := range o.Months {
			months += m.N
		}
		if o.Accounts != accounts[o.Outlet] || months != o.Reports || o.Copies > o.Reports || o.Last.Before(o.First) {
			t.Errorf("%+v", o)
		}
	}
	if d := cmp.Diff(counts, have); d != "" {
		t.Error(d)
	}
}

func (w *world) decide(t *testing.T, what tocsin.DecisionAction, on ...string) {
	t.Helper()
	state := ""
	if what == tocsin.Accept {
		state = w.link.Incident(on[0], resolve.View{}).State
	}
	if err := resolve.Enter(t.Context(), w.ledger, tocsin.Decision{By: "A. Reader", At: w.ledger.Now(), On: on, State: state, What: what, Why: "seen so"}); err != nil {
		t.Fatal(err)
	}
	w.sync(t)
}

// decisions of people show in the view: what they accepted, until something comes to it; what they changed; what they took
// out.
func decisions(t *testing.T, w *world) {
	state := func(id string) tocsin.ReviewState {
		t.Helper()
		page, err := w.view.Incidents(t.Context(), tocsin.Query{Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range page.Items {
			if s.ID == id {
				return s.Review
			}
		}
		return ""
	}
	list := w.all()
	one := list[slices.IndexFunc(list, func(inc *tocsin.Incident) bool { return len(inc.Accounts) == 1 })]
	several := list[slices.IndexFunc(list, func(inc *tocsin.Incident) bool { return len(inc.Accounts) > 2 })]
	if got := state(one.ID); got != tocsin.ReviewMachine {
		t.Errorf("before: %s", got)
	}
	w.decide(t, tocsin.Accept, one.ID)
	if got := state(one.ID); got != tocsin.ReviewAccepted {
		t.Errorf("after an acceptance: %s", got)
	}
	waiting := len(allReports(t, w, tocsin.ReportQuery{Queue: true}))
	w.decide(t, tocsin.Accept, several.ID)
	if n := len(allReports(t, w, tocsin.ReportQuery{Queue: true})); n >= waiting {
		t.Errorf("%d reports wait for review, and %d before one was accepted", n, waiting)
	}
	// A copy of its report comes with a higher toll: what was accepted is no longer what stands.
	r, err := w.ledger.Report(t.Context(), one.Accounts[0].Report)
	if err != nil {
		t.Fatal(err)
	}
	rec, _, err := w.ledger.Record(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	later := *r
	later.ID, later.URL, later.Outlet, later.Published, later.Text = "later", "https://later.example/", "Evening Mail", r.Published.Add(1), r.Text+"\nThe end."
	rec.Accounts[0].Casualties[0].Low += 5
	*rec.Accounts[0].Casualties[0].High += 5
	add(t, w.ledger, []invent.Coded{{Report: &later, Record: rec}})
	w.sync(t)
	if got := state(one.ID); got != tocsin.ReviewChanged {
		t.Errorf("after another report: %s", got)
	}
	inc, err := w.view.Incident(t.Context(), "later:a1")
	if err != nil || inc.ID != one.ID {
		t.Errorf("the later report tells of %v (%v)", inc, err)
	}
	w.decide(t, tocsin.Merge, append([]string{one.ID, "later:a1"}, ids(several.Accounts, tocsin.LinkedAccount.String)...)...)
	if inc, err := w.view.Incident(t.Context(), one.ID); err != nil || len(inc.Accounts) < len(several.Accounts)+2 {
		t.Errorf("merged: %v (%v)", inc, err)
	}
	if n := len(w.all()); n != len(list)-1 {
		t.Errorf("%d incidents, not one fewer than %d", n, len(list))
	}
	inFull(t, w)
	w.decide(t, tocsin.Retract, "later")
	if _, err := w.view.Incident(t.Context(), "later:a1"); !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("a retracted report still tells of an incident (%v)", err)
	}
	if r, err := w.view.Report(t.Context(), "later"); err != nil || !r.Reviewed {
		t.Errorf("%+v (%v)", r, err)
	}
	w.decide(t, tocsin.Restore, "later")
	if _, err := w.view.Incident(t.Context(), "later:a1"); err != nil {
		t.Error(err)
	}
}

// answers returns all that readers see.
func answers(t *testing.T, w *world) string {
	t.Helper()
	ctx := t.Context()
	var out []any
	keep := func(v any, err error) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	page, err := w.view.Incidents(ctx, tocsin.Query{Limit: 1000})
	keep(page, err)
	for inc, err := range w.view.Each(ctx, tocsin.Query{}) {
		keep(inc, err)
	}
	facets, err := w.view.Facets(ctx, tocsin.Query{Country: "BC"})
	keep(facets, err)
	marks, err := w.view.Marks(ctx, tocsin.Query{}, 3)
	keep(marks, err)
	outlets, err := w.view.Outlets(ctx)
	keep(outlets, err)
	actors, err := w.view.Actors(ctx, "", "", 0)
	keep(actors, err)
	for _, word := range []string{"violence", "harvest", "bombing", "Province3", "star"} {
		page, err := w.view.Incidents(ctx, tocsin.Query{Text: word, Limit: 1000})
		keep(page, err)
	}
	keep(allReports(t, w, tocsin.ReportQuery{}), nil)
	keep(allReports(t, w, tocsin.ReportQuery{Queue: true}), nil)
	return asJSON(t, out)
}

// rebuilt: what follows the ledger step by step is what is made of it at once.
func rebuilt(t *testing.T, w *world) {
	more := slices.Collect(invent.Reports(size+60, 1, 5))
	have := 0
	for range invent.Reports(size, 1, 5) {
		have++
	}
	answers(t, w) // so that what is held is brought up to date, and not read anew
	for i := have; i < len(more); i += 7 {
		add(t, w.ledger, more[i:min(len(more), i+7)])
		w.sync(t)
	}
	w.decide(t, tocsin.Merge, w.all()[3].ID, w.all()[40].ID)
	w.decide(t, tocsin.Retract, more[0].Report.ID)
	got := answers(t, w)
	if err := resolve.Rebuild(t.Context(), w.ledger, w.view); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(answers(t, w), got); d != "" {
		t.Errorf("step by step (+) and at once (-) differ:\n%s", d)
	}
	// Another process sees the same.
	v, err := view.New(t.Context(), w.ledger.DB())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(got, answers(t, &world{ledger: w.ledger, view: v, link: w.link})); d != "" {
		t.Errorf("read anew: %s", d)
	}
}

// moved: a change is refused where another process was faster, and nothing of it is kept.
func moved(t *testing.T, w *world) {
	at, err := w.view.Position(t.Context(), resolve.Version)
	if err != nil || at == 0 {
		t.Fatalf("at %d (%v)", at, err)
	}
	c := &tocsin.Change{From: at - 1, To: at + 5, Reports: []tocsin.Coded{{Report: &tocsin.Report{ID: "x"}}}}
	if err := w.view.Apply(t.Context(), c); !errors.Is(err, view.ErrMoved) {
		t.Errorf("%v", err)
	}
	if _, err := w.view.Report(t.Context(), "x"); !errors.Is(err, tocsin.ErrNotFound) {
		t.Errorf("%v", err)
	}
	if got, err := w.view.Position(t.Context(), resolve.Version); err != nil || got != at {
		t.Errorf("at %d, not %d (%v)", got, at, err)
	}
	making, err := w.view.Clear(t.Context(), resolve.Version)
	if err != nil {
		t.Fatal(err)
	}
	if busy, err := w.view.Busy(t.Context()); err != nil || !busy {
		t.Errorf("busy %v (%v)", busy, err)
	}
	if _, err := w.view.Clear(t.Context(), resolve.Version); err != nil {
		t.Fatal(err)
	}
	if err := w.view.Apply(t.Context(), &tocsin.Change{Making: making}); !errors.Is(err, view.ErrMoved) {
		t.Errorf("of a making that another has overtaken: %v", err)
	}
	if got, err := w.view.Position(t.Context(), "other/1"); err != nil || got != 0 {
		t.Errorf("of another version: at %d (%v)", got, err)
	}
}

// told: what reports say of actors follows the records that count.
func told(t *testing.T, w *world) {
	at := tocsin.Tie{From: "Dawn Front", Relation: tocsin.PledgedTo, To: "Harbour Brigade", Status: tocsin.TieStated}
	label := tocsin.Designation{Actor: "Dawn Front", Label: "outlaws", By: "the ministry"}
	var reports []string
	for _, inc := range w.all()[:3] {
		reports = append(reports, inc.Accounts[0].Report)
	}
	for i, id := range reports {
		rec, _, err := w.ledger.Record(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		rec.Ties, rec.Designations = tocsin.List[tocsin.Tie]{at}, tocsin.List[tocsin.Designation]{label}
		w.record(t, id, fmt.Sprint("invented/told", i), rec)
	}
	is := func(what string, want ...string) {
		t.Helper()
		w.syncView(t)
		got, err := w.view.Told(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var have []string
		for _, x := range got {
			if len(x.Ties) != 1 || x.Ties[0].To != at.To || len(x.Designations) != 1 || x.Designations[0].Label != label.Label || x.Outlet == "" || x.Published.IsZero() {
				t.Errorf("%s: %+v", what, x)
			}
			have = append(have, x.Report)
		}
		slices.Sort(want)
		if d := cmp.Diff(want, have); d != "" {
			t.Errorf("%s: %s", what, d)
		}
	}
	is("coded", reports...)
	decide := func(d tocsin.Decision) tocsin.Decision {
		t.Helper()
		d.By, d.At, d.Why = "A. Reader", w.ledger.Now(), "seen so"
		if err := resolve.Enter(t.Context(), w.ledger, d); err != nil {
			t.Fatal(err)
		}
		return d
	}
	retracted := decide(tocsin.Decision{What: tocsin.Retract, On: []string{reports[0]}})
	is("one retracted", reports[1:]...)
	decide(tocsin.Decision{What: tocsin.Undo, On: []string{retracted.ID()}})
	is("taken back", reports...)
	rec, _, err := w.ledger.Record(t.Context(), reports[1])
	if err != nil {
		t.Fatal(err)
	}
	rec.Ties, rec.Designations = nil, nil
	w.record(t, reports[1], tocsin.PersonCoder("B. Coder"), rec)
	decide(tocsin.Decision{What: tocsin.Adjudicate, On: []string{reports[1]}, Coder: tocsin.PersonCoder("B. Coder")})
	is("another record counts", reports[0], reports[2])
}

package viewtest

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve"
)

// past: what was known on a day, or is concluded by another rule, is taken from the stored incidents and the reports of those
// that were otherwise, and is what all reports together give.
func past(t *testing.T, w *world) {
	days, err := w.view.Published(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	days = slices.Compact(days)
	asOf := []tocsin.Date{{}, days[0].Add(-1), days[0], days[len(days)-1]}
	for i := range 6 {
		asOf = append(asOf, days[len(days)*(i+1)/7])
	}
	for i, day := range asOf {
		v := resolve.View{AsOf: day, Rule: resolve.Rules[i%len(resolve.Rules)]}
		want := w.link.Incidents(v)
		changed, err := resolve.Changed(t.Context(), w.ledger, w.view, v)
		if err != nil {
			t.Fatal(err)
		}
		var got, stand []*tocsin.Incident
		for inc, err := range w.view.Each(t.Context(), tocsin.Query{}) {
			if err != nil {
				t.Fatal(err)
			}
			if past, ok := changed[inc.ID]; !ok {
				stand = append(stand, inc)
			} else if past != nil {
				got = append(got, past)
			}
		}
		again, err := resolve.Again(t.Context(), w.ledger, w.view, stand, v)
		if err != nil {
			t.Fatal(err)
		}
		if v.Rule == resolve.RuleTocsin && asJSON(t, stand) != asJSON(t, again) {
			t.Errorf("as of %s: incidents that are said to stand do not", day)
		}
		got = append(got, again...)
		slices.SortFunc(got, func(a, b *tocsin.Incident) int { return cmp.Compare(a.ID, b.ID) })
		slices.SortFunc(want, func(a, b *tocsin.Incident) int { return cmp.Compare(a.ID, b.ID) })
		if d := gocmp.Diff(asJSON(t, want), asJSON(t, got)); d != "" {
			t.Errorf("as of %s by %s: %.4000s", day, v.Rule, d)
		}
	}
	knownActors(t, w, asOf)
}

// knownActors: what is known of actors on a day is taken from what is stored, and is what all reports together give.
func knownActors(t *testing.T, w *world, days []tocsin.Date) {
	ds, err := resolve.Decisions(t.Context(), w.ledger)
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, name := range []string{"Dawn Front", "the Dawn Front", "Harbour Brigade", "Nobody"} {
		ids, err := w.view.OfActors(t.Context(), resolve.KeysOf(name, ds))
		if err != nil {
			t.Fatal(err)
		}
		var now []*tocsin.Incident
		for _, id := range ids {
			inc, err := w.view.Incident(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			now = append(now, inc)
		}
		for _, day := range days {
			incs, err := resolve.Again(t.Context(), w.ledger, w.view, now, resolve.View{AsOf: day})
			if err != nil {
				t.Fatal(err)
			}
			incs = slices.DeleteFunc(incs, func(inc *tocsin.Incident) bool { return inc == nil })
			got, want := resolve.ActorOf(name, day, ds, nil, incs), w.link.Actor(name, day)
			slices.Sort(got.Incidents)
			slices.Sort(want.Incidents)
			named += len(got.Incidents)
			want.Ties = got.Ties // of reports: see what is told
			if d := gocmp.Diff(asJSON(t, want), asJSON(t, got)); d != "" {
				t.Errorf("%s on %s: %s", name, day, d)
			}
		}
	}
	if named == 0 {
		t.Error("no incident names an actor")
	}
}

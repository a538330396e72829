package viewtest

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
)

// anything enters whatever a ledger can hold, in random order, and brings the view in step after each: it must be as if all
// had been concluded at once, down to what is kept for the next step.
func anything(t *testing.T, w *world) {
	for seed := range uint64(2) {
		rng := rand.New(rand.NewPCG(seed, 9))
		more := slices.Collect(invent.Reports(size+60*int(seed+1), 1, 5))
		n := 0
		for range invent.Reports(size+60*int(seed), 1, 5) {
			n++
		}
		more = more[n:]
		for len(more) > 0 {
			k := min(1+rng.IntN(12), len(more))
			add(t, w.ledger, more[:k])
			more = more[k:]
			if rng.IntN(3) > 0 {
				w.step(t, rng)
			}
			w.syncView(t)
		}
		w.sync(t)
		got := dump(t, w)
		if err := resolve.Rebuild(t.Context(), w.ledger, w.view); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(dump(t, w), got); d != "" {
			t.Fatalf("seed %d: step by step (+) and at once (-) differ:\n%.8000s", seed, d)
		}
		inFull(t, w)
		past(t, w)
	}
}

// step enters one thing about a report.
func (w *world) step(t *testing.T, rng *rand.Rand) {
	t.Helper()
	list := w.all()
	some := list[rng.IntN(len(list))]
	ref := some.Accounts[rng.IntN(len(some.Accounts))].AccountRef
	other := list[rng.IntN(len(list))].ID
	decide := func(d tocsin.Decision) {
		t.Helper()
		d.By, d.At, d.Why = "A. Reader", w.ledger.Now(), "seen so"
		if err := resolve.Enter(t.Context(), w.ledger, d); err != nil {
			t.Fatal(err)
		}
	}
	rec, _, err := w.ledger.Record(t.Context(), ref.Report)
	if err != nil {
		t.Fatal(err)
	}
	switch rng.IntN(13) {
	case 0: // another version of the machine has it elsewhere
		rec.Accounts = rec.Accounts[:1]
		a := &rec.Accounts[0]
		place := list[rng.IntN(len(list))]
		a.Where, a.When = place.Where, place.When
		w.record(t, ref.Report, fmt.Sprint("invented/", rng.IntN(1000)), rec)
	case 1: // or finds nothing in it
		rec.Accounts = nil
		w.record(t, ref.Report, fmt.Sprint("invented/", rng.IntN(1000)), rec)
	case 2:
		rec.Accounts[0].Kind = tocsin.Riot
		w.record(t, ref.Report, tocsin.PersonCoder("B. Coder")+fmt.Sprint("@", rng.IntN(1000)), rec)
		decide(tocsin.Decision{What: tocsin.Adjudicate, On: []string{ref.Report}, Coder: tocsin.PersonCoder("B. Coder")})
	case 3:
		on := []string{ref.String()}
		if ref.String() != other {
			decide(tocsin.Decision{What: tocsin.Merge, On: append(on, other)})
		}
	case 4:
		if on := w.link.Sides([]string{ref.String()}); on != nil {
			decide(tocsin.Decision{What: tocsin.Split, On: on})
		}
	case 5:
		decide(tocsin.Decision{What: tocsin.Retract, On: []string{ref.Report}})
	case 6:
		decide(tocsin.Decision{What: tocsin.Retract, On: []string{ref.String()}})
	case 7:
		decide(tocsin.Decision{What: tocsin.Accept, On: []string{some.ID}, State: some.State})
	case 8:
		decide(tocsin.Decision{What: tocsin.Alias, On: []string{"Dawn Front", []string{"Harbour Brigade", "Sons of the Ridge"}[rng.IntN(2)]}, Source: "a study"})
	case 9:
		decide(tocsin.Decision{What: tocsin.Distinct, On: []string{"Dawn Front", "Harbour Brigade"}, Source: "a letter", Start: "2015-06"})
	case 10:
		value, _ := json.Marshal(tocsin.Shelling)
		was, _ := json.Marshal(rec.Accounts[0].Kind)
		decide(tocsin.Decision{What: tocsin.Correct, On: []string{ref.Report + ":a1"}, Correction: &tocsin.Correction{
			Path: "kind", Was: was, Value: value, Evidence: rec.Accounts[0].Evidence, Anchor: rec.Accounts[0].Evidence}})
	case 11:
		ds, err := resolve.Decisions(t.Context(), w.ledger)
		if err != nil {
			t.Fatal(err)
		}
		if len(ds) > 0 {
			decide(tocsin.Decision{What: tocsin.Undo, On: []string{ds[rng.IntN(len(ds))].ID()}})
		}
	case 12:
		r, err := w.ledger.Report(t.Context(), ref.Report)
		if err != nil {
			t.Fatal(err)
		}
		if r.Text != "" {
			if err := w.ledger.Forget(t.Context(), r.TextHash(), "A. Reader", "a wish"); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// record enters another record of a report, unless that coder has made one.
func (w *world) record(t *testing.T, report, coder string, rec *tocsin.Record) {
	t.Helper()
	if done, err := w.ledger.Coded(t.Context(), report, coder); err != nil || done {
		return
	}
	d, err := ledger.RecordDraft(report, coder, rec)
	if err == nil {
		_, err = w.ledger.Append(t.Context(), d)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// dump returns all that readers see, and what is kept to find what a later entry touches.
func dump(t *testing.T, w *world) string {
	t.Helper()
	var out strings.Builder
	out.WriteString(answers(t, w))
	for _, q := range []string{
		`select id, part from view_incidents order by id`,
		`select a.id, i.id from view_accounts a join view_incidents i on i.n = a.incident order by a.id`,
		`select r.id, cast(k.key as text) from view_keys k join view_reports r on r.n = k.report order by r.id, k.key`,
		`select a.key, i.id from view_actors a join view_incidents i on i.n = a.incident order by a.key, i.id`,
		`select id, copy_of from view_reports order by id`,
	} {
		rows, err := w.ledger.DB().Read().QueryContext(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var a, b string
			if err := rows.Scan(&a, &b); err != nil {
				t.Fatal(err)
			}
			out.WriteString(a + " " + b + "\n")
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		rows.Close()
	}
	return out.String()
}

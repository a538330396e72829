package main

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/view"
)

// seen yields the incidents that are asked for, by day, as a view has them. They are those of the stored view; what was
// otherwise on a day, or is by another rule, is concluded again from its own reports.
func (c *incidentFilter) seen(ctx context.Context, l *ledger.Ledger, v *view.View, as resolve.View) iter.Seq2[*tocsin.Incident, error] {
	if as.AsOf.IsZero() {
		return byRule(ctx, l, v, as, v.Each(ctx, c.query()))
	}
	return func(yield func(*tocsin.Incident, error) bool) {
		changed, err := resolve.Changed(ctx, l, v, as)
		if err != nil {
			yield(nil, err)
			return
		}
		// What was known then may be another place or day, so all are looked at.
		same := func(yield func(*tocsin.Incident, error) bool) {
			for inc, err := range v.Each(ctx, tocsin.Query{Asc: true}) {
				if inc != nil {
					if _, ok := changed[inc.ID]; ok {
						continue
					}
				}
				if !yield(inc, err) {
					return
				}
			}
		}
		past := slices.DeleteFunc(slices.Collect(maps.Values(changed)), func(inc *tocsin.Incident) bool { return inc == nil || !c.wants(inc) })
		slices.SortFunc(past, byDay)
		for inc, err := range byRule(ctx, l, v, as, same) {
			for err == nil && len(past) > 0 && byDay(past[0], inc) < 0 {
				if !yield(past[0], nil) {
					return
				}
				past = past[1:]
			}
			if (err != nil || c.wants(inc)) && !yield(inc, err) || err != nil {
				return
			}
		}
		for _, inc := range past {
			if !yield(inc, nil) {
				return
			}
		}
	}
}

// byDay orders incidents by day and id; those of no known day come last.
func byDay(a, b *tocsin.Incident) int {
	switch {
	case a.When.Start == b.When.Start:
		return cmp.Compare(a.ID, b.ID)
	case a.When.Start.IsZero():
		return 1
	case b.When.Start.IsZero() || a.When.Start.Before(b.When.Start):
		return -1
	}
	return 1
}

// atOnce is how many incidents are concluded again at a time.
const atOnce = 200

// byRule yields incidents of the stored view with their numbers chosen by the rule of a view.
func byRule(ctx context.Context, l *ledger.Ledger, v *view.View, as resolve.View, found iter.Seq2[*tocsin.Incident, error]) iter.Seq2[*tocsin.Incident, error] {
	if as.Rule == "" || as.Rule == resolve.RuleTocsin {
		return found
	}
	return func(yield func(*tocsin.Incident, error) bool) {
		var page []*tocsin.Incident
		flush := func() bool {
			again, err := resolve.Again(ctx, l, v, page, as)
			page = page[:0]
			if err != nil {
				yield(nil, err)
				return false
			}
			for _, inc := range again {
				if inc != nil && !yield(inc, nil) {
					return false
				}
			}
			return true
		}
		for inc, err := range found {
			if err != nil {
				yield(nil, err)
				return
			}
			if page = append(page, inc); len(page) == atOnce && !flush() {
				return
			}
		}
		flush()
	}
}

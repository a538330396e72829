package resolve

import (
	"context"
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// A Past is a store that can be asked what came after a day.
type Past interface {
	Store
	// Begun returns the ids of the incidents that have accounts of reports published after a day, or of the reports given;
	// known are those of them that also have an account of a report published by then or on no known day. Both are sorted.
	Begun(ctx context.Context, day string, reports []string) (all, known []string, err error)
	// Incident returns an incident in full by the id of one of its accounts.
	Incident(ctx context.Context, id string) (*tocsin.Incident, error)
}

// Changed returns which incidents of a store, which must be in step, were not as they are now on v.AsOf, by id: as they were,
// or nil if nothing was known of them. All others were then as they are, since they rest on reports and decisions of that
// day or before: a view as of a day takes from the present which accounts tell of one incident. Without a day none has
// changed.
func Changed(ctx context.Context, l *ledger.Ledger, s Past, v View) (map[string]*tocsin.Incident, error) {
	if v.AsOf.IsZero() {
		return nil, nil
	}
	ds, err := Decisions(ctx, l)
	if err != nil {
		return nil, err
	}
	later := news{reports: map[string]bool{}}
	for _, d := range ds {
		if v.AsOf.Before(tocsin.DateOf(d.At)) {
			for _, id := range d.On {
				later.name(id)
			}
		}
	}
	all, known, err := s.Begun(ctx, v.AsOf.String(), sortedKeys(later.reports))
	if err != nil {
		return nil, err
	}
	out := make(map[string]*tocsin.Incident, len(all))
	for _, id := range all {
		out[id] = nil
	}
	for ids := range slices.Chunk(known, readAtOnce) {
		var list []*tocsin.Incident
		for _, id := range ids {
			inc, err := s.Incident(ctx, id)
			if err != nil {
				return nil, err
			}
			list = append(list, inc)
		}
		past, err := Again(ctx, l, s, list, v)
		if err != nil {
			return nil, err
		}
		for i, inc := range list {
			out[inc.ID] = past[i]
		}
	}
	return out, nil
}

// Again concludes incidents of a store, which must be in step, as a view has them: by another rule, or as of a day. It reads
// their own reports and the copies of these, which say whose story each is. What nothing was known of is nil.
func Again(ctx context.Context, l *ledger.Ledger, s Store, list []*tocsin.Incident, v View) ([]*tocsin.Incident, error) {
	ds, err := Decisions(ctx, l)
	if err != nil {
		return nil, err
	}
	b := newBatch(l)
	b.decide(ds)
	b.link.Decide(ds...)
	reports := map[string]bool{}
	for _, inc := range list {
		for _, a := range inc.Accounts {
			reports[a.Report] = true
		}
	}
	ids := sortedKeys(reports)
	copies, err := s.Family(ctx, ids)
	if err != nil {
		return nil, err
	}
	if err := b.load(ctx, append(ids, copies...)...); err != nil {
		return nil, err
	}
	out := make([]*tocsin.Incident, len(list))
	for i, inc := range list {
		var refs []tocsin.AccountRef
		for _, a := range inc.Accounts {
			refs = append(refs, a.AccountRef)
		}
		out[i] = b.link.Conclude(refs, v)
	}
	return out, nil
}

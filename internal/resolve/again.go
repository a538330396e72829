package resolve

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// FromReports returns a Linker with some reports of the ledger and with all decisions. What it is not given it does not
// know: it serves to conclude incidents again whose accounts are known, see [Linker.Conclude]. A report that is not there,
// or not coded, is left out.
func FromReports(ctx context.Context, l *ledger.Ledger, reports []string) (*Linker, error) {
	ds, err := Decisions(ctx, l)
	if err != nil {
		return nil, err
	}
	link := NewLinker()
	link.Decide(ds...)
	for _, id := range reports {
		records, err := l.Records(ctx, id)
		if errors.Is(err, ledger.ErrNotFound) || err == nil && len(records) == 0 {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading the records of %s: %w", id, err)
		}
		r, err := l.Report(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("reading report %s: %w", id, err)
		}
		for _, c := range records {
			link.AddBy(r, c.Record, c.Coder)
		}
	}
	link.settle()
	return link, nil
}

// Conclude concludes an incident from the accounts that are known to tell of it, as a view has it; nil if nothing was known
// of it by then. Accounts that are not there, or retracted, are left out.
func (l *Linker) Conclude(accounts []tocsin.AccountRef, v View) *tocsin.Incident {
	l.settle()
	v.names = l.names
	var c cluster
	for _, ref := range accounts {
		if it := l.items[ref.String()]; it != nil && !it.gone {
			c.items = append(c.items, it)
		}
	}
	if len(c.items) == 0 {
		return nil
	}
	slices.SortFunc(c.items, (*item).order)
	return v.incident(&c)
}

// Record returns the record of a report that counts, with the corrections laid on it; nil if the report is not there.
func (l *Linker) Record(report string) *tocsin.Record {
	l.settle()
	if s := l.sources[report]; s != nil {
		return s.record
	}
	return nil
}

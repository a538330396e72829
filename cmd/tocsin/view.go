package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/view"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// openView opens the view beside a ledger and brings it in step with it.
func openView(ctx context.Context, l *ledger.Ledger) (*view.View, error) {
	v, err := newView(ctx, l)
	if err != nil {
		return nil, err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(gcPercent))
	return v, resolve.Sync(ctx, l, v)
}

// gcPercent is how much garbage may gather, in per cent of what is in use, while incidents are computed anew: with all
// accounts of a large ledger in memory, the usual hundred would take twice as much of it.
const gcPercent = 25

// newView opens the view beside a ledger as it is.
func newView(ctx context.Context, l *ledger.Ledger) (*view.View, error) {
	v, err := view.New(ctx, l.DB())
	if err == nil {
		v.CountryName = wording.Country
	}
	return v, err
}

// openedView opens a ledger that must exist already with its view, in step with it.
func (d database) openedView(ctx context.Context) (l *ledger.Ledger, v *view.View, err error) {
	if l, err = d.open(ctx); err != nil {
		return nil, nil, err
	}
	if v, err = openView(ctx, l); err != nil {
		return nil, nil, errors.Join(err, l.Close())
	}
	return l, v, nil
}

// around returns a Linker with all of the incidents that ids of accounts or reports name.
func (d database) around(ctx context.Context, ids ...string) (*resolve.Linker, error) {
	l, v, err := d.openedView(ctx)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	return resolve.Around(ctx, l, v, ids...)
}

type rebuildCommand struct {
	database
}

// Help teaches how to use the command.
func (rebuildCommand) Help() string {
	return `Incidents are computed from records and decisions. What was computed is kept in tables beside the ledger, and each
command brings them up to date. Rebuild empties these tables and computes everything anew; it changes nothing in the
ledger, and nothing that is shown.

  tocsin rebuild`
}

// Run computes everything anew.
func (c *rebuildCommand) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	v, err := newView(ctx, l)
	if err != nil {
		return err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(gcPercent))
	if err := resolve.Rebuild(ctx, l, v); err != nil {
		return err
	}
	incidents, reports, err := v.Size(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "%s of %s\n", plural(incidents, "incident", "incidents"), plural(reports, "report", "reports"))
	return err
}

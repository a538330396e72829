package main

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/forecast"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/view"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// ledgerPanel counts the ledger's own incidents, as they were known at the end
// of --until, or are today.
func (c countFlags) ledgerPanel(ctx context.Context, d database) (*forecast.Panel, error) {
	if d.DB == "none" {
		return nil, usagef("say which counts to use: --data FILE, or a ledger with --db")
	}
	if c.Column != "" || len(c.Types) > 0 {
		return nil, usagef("--column, --types: the ledger's incidents have neither; name counts that do with --data FILE")
	}
	if c.Level == string(forecast.Region) {
		return nil, usagef("--level region: the ledger's incidents are counted by country or first-order unit; NAME=AREA+AREA joins some")
	}
	l, err := d.open(ctx)
	if err != nil {
		return nil, fmt.Errorf("counting the ledger's incidents, since no --data is given: %w", err)
	}
	defer l.Close()
	v, err := openView(ctx, l)
	if err != nil {
		return nil, err
	}
	// What is read here is held until it is counted: of the garbage that could be collected meanwhile there is little, and
	// looking for it takes a sixth of a forecast's time.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	return c.viewPanel(ctx, l, v, d.DB)
}

// viewPanel counts the incidents of a view beside the ledger of that name.
func (c countFlags) viewPanel(ctx context.Context, l *ledger.Ledger, v *view.View, name string) (*forecast.Panel, error) {
	opt := forecast.ReadOptions{Target: forecast.Target(c.Target), Unit: forecast.Unit(c.By), Level: forecast.Level(c.Level)}
	if opt.Unit == "" {
		opt.Unit = forecast.Month
	}
	now := time.Now().UTC()
	src := &forecast.Concluded{AsOf: tocsin.DateOf(now), Vintage: forecast.Vintage{Name: forecast.LedgerData, Read: now}, CountryName: wording.Country}
	if c.Until != "" {
		id, err := opt.Unit.Parse(c.Until)
		if err != nil {
			return nil, usagef("--until: %v", err)
		}
		if end := tocsin.DateOf(opt.Unit.End(id)).Add(-1); end.Before(src.AsOf) {
			src.AsOf = end
		}
	}
	if err := readConcluded(ctx, l, v, src, tocsin.DateOf(now)); err != nil {
		return nil, err
	}
	if len(src.Published) == 0 {
		return nil, fmt.Errorf("the ledger %s holds no reports to count from: 'tocsin read' adds some; or say which counts to use with --data FILE", name)
	}
	return src.Panel(ctx, opt)
}

// readConcluded reads the ledger's incidents as of a day: from the view, unless reports were published later. Which accounts
// tell of one incident must then be judged without those as well, except as of today: what is dated ahead is misdated, and
// seldom.
func readConcluded(ctx context.Context, l *ledger.Ledger, v *view.View, src *forecast.Concluded, today tocsin.Date) error {
	last, err := l.Last(ctx, ledger.Report, ledger.Record, ledger.Decision)
	if err != nil {
		return err
	}
	src.Vintage.SHA256 = last.Hash
	if src.Published, err = v.Published(ctx); err != nil || len(src.Published) == 0 {
		return err
	}
	as := resolve.View{AsOf: src.AsOf}
	ahead := src.AsOf.Before(src.Published[len(src.Published)-1])
	if ahead && src.AsOf.Before(today) {
		link, err := resolve.FromLedgerBy(ctx, l, src.AsOf)
		if err != nil {
			return err
		}
		src.Concluded = link.Incidents(as)
		return nil
	}
	if src.Concluded, err = v.Counted(ctx); err != nil || !ahead {
		return err
	}
	changed, err := resolve.Changed(ctx, l, v, as)
	if err != nil {
		return err
	}
	src.Concluded = slices.DeleteFunc(src.Concluded, func(inc *tocsin.Incident) bool {
		_, otherwise := changed[inc.ID]
		return otherwise
	})
	for _, inc := range changed {
		if inc != nil {
			src.Concluded = append(src.Concluded, inc)
		}
	}
	slices.SortFunc(src.Concluded, byDay)
	return nil
}

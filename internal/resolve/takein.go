package resolve

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// takeIn concludes anew what the news touch. It gathers, with as little of the ledger as will do,
//
//   - the reports that are new or decided about,
//   - those that are linked to one of these or may be copies of it: they have a key in common with it, and traits like it,
//   - the accounts of all parts that these links touch: they are concluded anew,
//   - and the copies of all reports whose accounts are concluded anew, since they say whose story it is.
//
// A Linker with these reports links those accounts as one with all reports would.
func takeIn(ctx context.Context, l *ledger.Ledger, s Store, at int64, n *news) error {
	b := newBatch(l)
	b.last = n.last
	b.decide(n.decisions)
	b.link.Decide(n.decisions...)
	changed := slices.Sorted(maps.Keys(n.reports))
	if err := b.load(ctx, changed...); err != nil {
		return err
	}
	changed = slices.DeleteFunc(changed, func(id string) bool { return !b.has(id) })
	near, err := b.near(ctx, s, changed)
	if err != nil {
		return err
	}
	if err := b.load(ctx, slices.Concat(near, b.decidedWith(changed))...); err != nil {
		return err
	}
	family, err := b.family(ctx, s, changed)
	if err != nil {
		return err
	}
	anew, err := b.anew(ctx, s, family)
	if err != nil {
		return err
	}
	c := &tocsin.Change{From: at, To: n.last, Accounts: anew}
	if err := b.addReports(ctx, c, family); err != nil {
		return err
	}
	var first []*item
	for _, id := range anew {
		if it := b.link.items[id]; it != nil && !it.gone && it.cluster.items[0] == it {
			first = append(first, it)
		}
	}
	slices.SortFunc(first, (*item).order)
	if err := b.addIncidents(ctx, c, first); err != nil {
		return err
	}
	return s.Apply(ctx, c)
}

// Around returns a Linker that has all of the incidents of some accounts or reports, and no more of the ledger than these
// rest on; the store must be in step. Ids that name nothing are passed over.
func Around(ctx context.Context, l *ledger.Ledger, s Store, ids ...string) (*Linker, error) {
	ds, err := Decisions(ctx, l)
	if err != nil {
		return nil, err
	}
	b := newBatch(l)
	b.link.Decide(ds...)
	n := news{reports: map[string]bool{}}
	for _, id := range ids {
		n.name(strings.TrimSpace(id))
	}
	named := slices.Sorted(maps.Keys(n.reports))
	if err := b.load(ctx, named...); err != nil {
		return nil, err
	}
	_, err = b.anew(ctx, s, named)
	return b.link, err
}

// has reports whether the ledger has the report.
func (b *batch) has(id string) bool { _, ok := b.entered[id]; return ok }

// load loads reports with their records, each once. Ids that name none are passed over.
func (b *batch) load(ctx context.Context, ids ...string) error {
	for _, id := range ids {
		if b.has(id) {
			continue
		}
		e, err := b.ledger.Get(ctx, ledger.Report, id)
		if errors.Is(err, ledger.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		b.entered[id] = e.At
		records, err := b.ledger.Records(ctx, id)
		if errors.Is(err, ledger.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		r, err := b.ledger.Report(ctx, id)
		if err != nil {
			return fmt.Errorf("reading report %s: %w", id, err)
		}
		src := newSource(r)
		for _, c := range slices.Backward(records) { // the last of each coder first
			if name := tocsin.CoderName(c.Coder); versionOf(b.coders[id], name) == "" {
				src.enter(name, c.Record)
				b.coders[id] = append(b.coders[id], version{coder: c.Coder})
			}
			if b.entered[id].Before(c.At) {
				b.entered[id] = c.At
			}
		}
		src.forgetText()
		b.link.put(src)
	}
	b.link.settle()
	return nil
}

// decidedWith returns the reports with accounts that decisions tie to accounts of the reports.
func (b *batch) decidedWith(reports []string) []string {
	var out []string
	for _, d := range b.decisions {
		if d.What != tocsin.Merge {
			continue
		}
		n := news{reports: map[string]bool{}}
		for _, id := range d.On {
			n.name(id)
		}
		if slices.ContainsFunc(reports, func(id string) bool { return n.reports[id] }) {
			out = append(out, slices.Sorted(maps.Keys(n.reports))...)
		}
	}
	return out
}

// family loads and returns the changed reports with all reports that are, or were, copies of one text with them.
func (b *batch) family(ctx context.Context, s Store, changed []string) ([]string, error) {
	all := map[string]bool{}
	for grown := changed; len(grown) > 0; {
		for _, id := range grown {
			all[id] = true
		}
		stored, err := s.Family(ctx, grown)
		if err != nil {
			return nil, err
		}
		if err := b.load(ctx, stored...); err != nil {
			return nil, err
		}
		next := map[string]bool{}
		for _, id := range stored {
			next[id] = true
		}
		for _, id := range grown {
			if src := b.link.sources[id]; src != nil {
				for _, o := range src.copies {
					next[o.report.ID] = true
				}
			}
		}
		grown = nil
		for id := range next {
			if !all[id] && b.has(id) {
				grown = append(grown, id)
			}
		}
		slices.Sort(grown)
	}
	return slices.Sorted(maps.Keys(all)), nil
}

// anew loads and returns the accounts that are to be concluded anew: those of the reports, of all that they were linked to,
// and of all that they are linked to now.
func (b *batch) anew(ctx context.Context, s Store, reports []string) ([]string, error) {
	all := map[string]bool{}
	accounts := []string{}
	for {
		stored, err := s.Parts(ctx, reports, accounts)
		if err != nil {
			return nil, err
		}
		var load []string
		for _, id := range stored {
			all[id] = true
			load = append(load, reportOf(id))
		}
		slices.Sort(load)
		load = slices.Compact(load)
		if err := b.load(ctx, load...); err != nil {
			return nil, err
		}
		// Their copies say whose story each is.
		copies, err := s.Family(ctx, load)
		if err != nil {
			return nil, err
		}
		if err := b.load(ctx, copies...); err != nil {
			return nil, err
		}
		for _, id := range reports {
			if src := b.link.sources[id]; src != nil {
				for _, it := range src.items {
					all[it.String()] = true
				}
			}
		}
		reports, accounts = nil, nil
		for id := range all {
			it := b.link.items[id]
			if it == nil || it.gone {
				continue
			}
			for _, o := range connected(it) {
				if !all[o.String()] {
					accounts = append(accounts, o.String())
					all[o.String()] = true
				}
			}
		}
		if len(accounts) == 0 {
			return slices.Sorted(maps.Keys(all)), nil
		}
		slices.Sort(accounts)
	}
}

// reportOf returns the report of an account's id.
func reportOf(account string) string { return account[:max(0, strings.LastIndexByte(account, ':'))] }

// near returns the reports of the store that are linked to one of the changed ones, or may be copies of it.
func (b *batch) near(ctx context.Context, s Store, changed []string) ([]string, error) {
	var bands []int64
	out := map[string]bool{}
	read := map[string][]*item{} // what many of the changed find is read once
	for _, id := range changed {
		src := b.link.sources[id]
		if src == nil {
			continue
		}
		if err := b.nearItems(ctx, s, src.items, read, out); err != nil {
			return nil, err
		}
		if len(src.sketch.least) > 0 {
			for _, band := range src.sketch.bands {
				for _, m := range src.nearMonths() {
					bands = append(bands, int64(copyKeyOf(band, m)))
				}
			}
		}
	}
	copies, err := s.Near(ctx, distinct(bands))
	if err != nil {
		return nil, err
	}
	for id := range copies {
		out[id] = true
	}
	return slices.Sorted(maps.Keys(out)), nil
}

// nearItems adds the reports of the store that the accounts of one report could be linked to. Only accounts that have a key
// in common are ever compared, so each report is asked for by itself: of many new ones at once, each has little to do with
// what is near the others.
func (b *batch) nearItems(ctx context.Context, s Store, items []*item, read map[string][]*item, out map[string]bool) error {
	var blocks []int64
	for _, it := range items {
		for _, k := range it.lookKeys() {
			blocks = append(blocks, int64(k))
		}
	}
	found, err := s.Near(ctx, distinct(blocks))
	if err != nil {
		return err
	}
	for id, text := range found {
		if out[id] || b.has(id) || tooFar(items, text) {
			continue
		}
		others, ok := read[id]
		if !ok {
			if others, err = readTraits(text); err != nil {
				return err
			}
			read[id] = others
		}
		if like(items, others) {
			out[id] = true
		}
	}
	return nil
}

package resolve

import (
	"context"
	"fmt"
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// tell tells a store everything. While it takes one part in, the next are made.
func (b *batch) tell(ctx context.Context, s Store, making int64) error {
	apply := func(c *tocsin.Change) error { return s.Apply(ctx, c) }
	err := inOrder(ctx, slices.Collect(slices.Chunk(b.reports, chunk)), func(ctx context.Context, ids []string) (*tocsin.Change, error) {
		c := &tocsin.Change{Making: making}
		return c, b.addReports(ctx, c, ids)
	}, apply)
	if err != nil {
		return err
	}
	var first []*item
	for _, it := range b.link.items {
		if !it.gone && it.cluster.items[0] == it {
			first = append(first, it)
		}
	}
	slices.SortFunc(first, (*item).order)
	err = inOrder(ctx, slices.Collect(slices.Chunk(first, chunk)), func(ctx context.Context, first []*item) (*tocsin.Change, error) {
		c := &tocsin.Change{Making: making}
		return c, b.addIncidents(ctx, c, first)
	}, apply)
	if err != nil {
		return err
	}
	return s.Apply(ctx, &tocsin.Change{Making: making, To: b.last})
}

// readWhole reads the whole ledger: first which reports there are and where the last records of each stand, then the reports
// with these, some at a time. Texts and superseded records, most of a ledger, are never in memory together.
func readWhole(ctx context.Context, l *ledger.Ledger) (*batch, error) {
	b := newBatch(l)
	names := map[string]string{}
	for e, err := range l.After(ctx, 0) {
		if err != nil {
			return nil, fmt.Errorf("reading the ledger: %w", err)
		}
		b.last = e.Seq
		switch e.Kind {
		case ledger.Report:
			b.reports = append(b.reports, e.Key)
			b.entered[e.Key] = e.At
		case ledger.Record:
			report, coder, err := ledger.RecordOf(e)
			if err != nil {
				return nil, err
			}
			b.entered[report] = e.At
			if _, ok := names[coder]; !ok {
				names[coder] = coder // one copy for all records
			}
			name, vs := tocsin.CoderName(coder), b.coders[report]
			if i := slices.IndexFunc(vs, func(v version) bool { return tocsin.CoderName(v.coder) == name }); i >= 0 {
				vs[i] = version{names[coder], e.Seq}
			} else {
				b.coders[report] = append(vs, version{names[coder], e.Seq})
			}
		case ledger.Decision:
			d, ok, err := ReadDecision(e)
			if err != nil {
				return nil, err
			}
			if ok {
				b.decisions = append(b.decisions, d)
			}
		}
	}
	b.link.Decide(b.decisions...)
	read := func(ctx context.Context, ids []string) ([]*source, error) { return b.readSources(ctx, ids) }
	err := inOrder(ctx, slices.Collect(slices.Chunk(b.reports, readAtOnce)), read, func(sources []*source) error {
		for _, s := range sources {
			b.link.put(s)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	b.link.settle()
	b.link.copies, b.link.blocks = copyIndex{}, blocks{} // nothing more is compared
	b.decide(b.link.Decisions())
	return b, nil
}

// readAtOnce is how many reports are read by one question to the ledger.
const readAtOnce = 200

// readSources reads the coded ones of some reports, with the last record of each coder.
func (b *batch) readSources(ctx context.Context, ids []string) ([]*source, error) {
	var seqs []int64
	var coded []string
	for _, id := range ids {
		for _, v := range b.coders[id] {
			seqs = append(seqs, v.seq)
		}
		if len(b.coders[id]) > 0 {
			coded = append(coded, id)
		}
	}
	entries, err := b.ledger.Numbered(ctx, seqs...)
	if err != nil {
		return nil, err
	}
	reports, err := readReports(ctx, b.ledger, coded...)
	if err != nil {
		return nil, err
	}
	made := map[string]*source{}
	for _, e := range entries {
		rec, report, coder, err := ledger.ReadRecord(e)
		if err != nil {
			return nil, err
		}
		r := reports[report]
		if r == nil {
			continue // a record of no report
		}
		if made[report] == nil {
			made[report] = newSource(r)
		}
		made[report].enter(tocsin.CoderName(coder), rec)
	}
	var out []*source
	for _, id := range ids {
		if s := made[id]; s != nil {
			s.forgetText()
			out = append(out, s)
		}
	}
	return out, nil
}

// readReports reads reports with their texts.
func readReports(ctx context.Context, l *ledger.Ledger, ids ...string) (map[string]*tocsin.Report, error) {
	out, err := l.Reports(ctx, ids...)
	for _, id := range ids {
		if err == nil && out[id] == nil {
			out[id], err = l.Report(ctx, id) // entered by other means than reading, or not there, which is told so
		}
		if err != nil {
			return nil, fmt.Errorf("reading report %s: %w", id, err)
		}
	}
	return out, nil
}

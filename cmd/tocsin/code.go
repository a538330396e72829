package main

import (
	"context"
	"fmt"
	"iter"
	"runtime"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/coder"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

type codeCommand struct {
	database
	Workers int `placeholder:"N" help:"How many reports are coded at once; by default one for each processor."`
	dumps   `embed:""`
}

// Help teaches how to use the command.
func (codeCommand) Help() string {
	return `'tocsin read' codes what it reads with the coder of the day. A newer program has a newer coder: code goes through the
ledger and codes every report that this version has not coded. Earlier records stay for comparison; list and show use the
latest.

  tocsin code`
}

// Run codes what this version of the coder has not coded.
func (c *codeCommand) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	r := recoding{ledger: l, counter: startCounter(s.Err), io: s}
	if r.coder, err = c.dumps.coder(s); err != nil {
		return err
	}
	workers := c.Workers
	if workers < 1 {
		workers = runtime.NumCPU()
	}
	p := pipeline{workers: workers, work: r.work, finish: r.finish}
	err = p.run(ctx, r.reports(ctx))
	r.counter.end()
	fmt.Fprintf(s.Err, "%s coded by %s\n", plural(r.done, "report", "reports"), r.coder.Version())
	if err == nil && r.last > 0 {
		// Only now: whatever stops the run before costs another look at what is coded, and no report.
		err = l.Advance(ctx, r.coder.Version(), r.last)
	}
	if err == nil && r.failed > 0 {
		err = fmt.Errorf("%s could not be coded", plural(r.failed, "report", "reports"))
	}
	return err
}

// A recoding is one run of the command.
type recoding struct {
	ledger       *ledger.Ledger
	coder        *coder.Coder
	counter      *counter
	io           stdio
	last         int64 // number of the last report entry seen
	done, failed int
}

// reports yields the reports after the coder's cursor that have no record of its version, each as a
// document of its name: their texts are fetched by the workers.
func (r *recoding) reports(ctx context.Context) iter.Seq2[*tocsin.Document, error] {
	return func(yield func(*tocsin.Document, error) bool) {
		at, err := r.ledger.Cursor(ctx, r.coder.Version())
		if err != nil {
			yield(nil, err)
			return
		}
		for e, err := range r.ledger.After(ctx, at, ledger.Report) {
			if err != nil {
				yield(nil, err)
				return
			}
			r.last = e.Seq
			coded, err := r.ledger.Coded(ctx, e.Key, r.coder.Version())
			if err == nil && coded {
				continue
			}
			if !yield(&tocsin.Document{Name: e.Key}, err) || err != nil {
				return
			}
		}
	}
}

func (r *recoding) work(ctx context.Context, d *tocsin.Document) (*tocsin.Report, *tocsin.Record, error) {
	rep, err := r.ledger.Report(ctx, d.Name)
	if err != nil {
		return nil, nil, err
	}
	if unfit := rep.Check(); len(unfit) > 0 { // its text was removed
		return nil, nil, fmt.Errorf("%s: %s", d.Name, problemWords(rep.Problems))
	}
	rec, err := codeReport(ctx, r.coder, rep)
	return rep, rec, err
}

func (r *recoding) finish(ctx context.Context, batch []item) error {
	var drafts []ledger.Draft
	for _, it := range batch {
		r.counter.step()
		if it.err != nil {
			r.failed++
			r.counter.say(r.io.Err, "tocsin: %s\n", inert(it.err.Error()))
			continue
		}
		d, err := ledger.RecordDraft(it.report.ID, r.coder.Version(), it.record)
		if err != nil {
			return err
		}
		drafts = append(drafts, d)
	}
	if _, err := r.ledger.Append(ctx, drafts...); err != nil {
		return err
	}
	r.done += len(drafts)
	return nil
}

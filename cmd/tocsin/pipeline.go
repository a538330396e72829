package main

import (
	"context"
	"fmt"
	"iter"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/tocsin-org/tocsin"
)

// Bounds of what is under way at once. Memory stays bounded however many documents there are and however
// large they are.
const (
	window     = 256              // documents between the source and the ledger
	inFlight   = 64 << 20         // bytes of them
	batchSize  = 128              // documents in one transaction
	batchBytes = inFlight / 4     // bytes of them
	batchWait  = time.Second / 10 // how long a document waits for others to share its transaction
)

// An item is one document on its way.
type item struct {
	document *tocsin.Document // nil where the source had none
	report   *tocsin.Report   // nil with err
	record   *tocsin.Record   // nil with err
	err      error            // why there is none
	weight   int64
}

// A pipeline reads documents with a pool of workers and hands them on in the order in which they came.
type pipeline struct {
	workers int
	// work reads and codes one document. It runs in several goroutines at once.
	work func(context.Context, *tocsin.Document) (*tocsin.Report, *tocsin.Record, error)
	// finish takes the items in order, a batch at a time, in one goroutine.
	finish func(context.Context, []item) error
}

// run takes the documents through work and finish. It stops at the first error of finish and when ctx
// ends; what finish has taken by then is done with. An error about one document is an item and stops
// nothing.
func (p *pipeline) run(parent context.Context, documents iter.Seq2[*tocsin.Document, error]) error {
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	type job struct {
		document *tocsin.Document
		slot     chan<- item
	}
	jobs := make(chan job)
	slots := make(chan chan item, window) // in the order of the documents
	room := semaphore.NewWeighted(inFlight)

	go func() {
		defer close(slots)
		defer close(jobs)
		for d, err := range documents {
			it := item{document: d, err: err, weight: 1}
			if d != nil {
				it.weight = min(int64(len(d.Bytes))+1, inFlight)
			}
			if ctx.Err() != nil || room.Acquire(ctx, it.weight) != nil {
				return
			}
			slot := make(chan item, 1)
			select {
			case slots <- slot:
			case <-ctx.Done():
				return
			}
			if err != nil {
				slot <- it
				continue
			}
			select {
			case jobs <- job{d, slot}:
			case <-ctx.Done():
				return
			}
		}
	}()

	var workers sync.WaitGroup
	defer workers.Wait()
	defer cancel() // first, so that workers end
	for range p.workers {
		workers.Go(func() {
			for j := range jobs {
				j.slot <- p.one(ctx, j.document)
			}
		})
	}

	ordered := make(chan item)
	go func() {
		defer close(ordered)
		for slot := range slots {
			select {
			case it := <-slot:
				select {
				case ordered <- it:
				case <-ctx.Done():
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return p.batches(parent, ordered, room)
}

// batches hands the items to finish.
func (p *pipeline) batches(ctx context.Context, ordered <-chan item, room *semaphore.Weighted) error {
	var batch []item
	var weight int64
	var due <-chan time.Time
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		// What was read before an interruption is still worth keeping.
		err := p.finish(context.WithoutCancel(ctx), batch)
		room.Release(weight)
		batch, weight, due = nil, 0, nil
		return err
	}
	for {
		select {
		case it, more := <-ordered:
			if !more {
				if err := flush(); err != nil {
					return err
				}
				return ctx.Err()
			}
			if len(batch) == 0 {
				due = time.After(batchWait)
			}
			batch = append(batch, it)
			weight += it.weight
			if len(batch) < batchSize && weight < batchBytes {
				continue
			}
		case <-due:
		}
		if err := flush(); err != nil {
			return err
		}
	}
}

// one takes a document through work. A fault in our own code is an error about that document: no
// document may stop the others.
func (p *pipeline) one(ctx context.Context, d *tocsin.Document) (it item) {
	it = item{document: d, weight: min(int64(len(d.Bytes))+1, inFlight)}
	defer func() {
		if r := recover(); r != nil {
			it.report, it.record = nil, nil
			it.err = fmt.Errorf("%s: fault in tocsin: %v\n%s", d.Name, r, debug.Stack())
		}
	}()
	it.report, it.record, it.err = p.work(ctx, d)
	return it
}

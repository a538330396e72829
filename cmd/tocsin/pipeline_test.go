package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tocsin-org/tocsin"
)

// numbered yields n documents, every tenth an error instead.
func numbered(n int) func(func(*tocsin.Document, error) bool) {
	return func(yield func(*tocsin.Document, error) bool) {
		for i := range n {
			if i%10 == 9 {
				if !yield(nil, fmt.Errorf("no %d", i)) {
					return
				}
				continue
			}
			if !yield(&tocsin.Document{Name: fmt.Sprint(i), Bytes: make([]byte, i%5*1000)}, nil) {
				return
			}
		}
	}
}

func TestPipelineKeepsOrder(t *testing.T) {
	var next int
	p := pipeline{
		workers: 4,
		work: func(_ context.Context, d *tocsin.Document) (*tocsin.Report, *tocsin.Record, error) {
			time.Sleep(time.Duration(rand.IntN(200)) * time.Microsecond)
			return &tocsin.Report{ID: d.Name}, &tocsin.Record{}, nil
		},
		finish: func(_ context.Context, batch []item) error {
			if len(batch) > batchSize {
				t.Errorf("a batch of %d", len(batch))
			}
			for _, it := range batch {
				want := fmt.Sprint(next)
				if next%10 == 9 {
					want = "no " + want
				}
				if got := name(it); got != want {
					t.Fatalf("got %s, want %s", got, want)
				}
				next++
			}
			return nil
		},
	}
	if err := p.run(t.Context(), numbered(1000)); err != nil {
		t.Fatal(err)
	}
	if next != 1000 {
		t.Errorf("%d items, want 1000", next)
	}
}

func name(it item) string {
	if it.err != nil {
		return it.err.Error()
	}
	return it.report.ID
}

func TestPipelineStops(t *testing.T) {
	work := func(context.Context, *tocsin.Document) (*tocsin.Report, *tocsin.Record, error) {
		return &tocsin.Report{}, &tocsin.Record{}, nil
	}
	full := errors.New("the disk is full")
	p := pipeline{workers: 2, work: work, finish: func(context.Context, []item) error { return full }}
	if err := p.run(t.Context(), numbered(5000)); !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}

	// Interrupted, it keeps what it has and says that it was.
	ctx, stop := context.WithCancel(t.Context())
	var kept atomic.Int64
	p.finish = func(ctx context.Context, batch []item) error {
		if ctx.Err() != nil {
			t.Error("what was read cannot be kept after an interruption")
		}
		kept.Add(int64(len(batch)))
		stop()
		return nil
	}
	if err := p.run(ctx, numbered(100000)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if n := kept.Load(); n == 0 || n == 100000 {
		t.Errorf("%d items kept", n)
	}
}

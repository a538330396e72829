package view_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
	"github.com/tocsin-org/tocsin/internal/view"
)

// large opens the ledger that TOCSIN_BENCH_DB names, made by the program in internal/resolve/invent/ledger, with its view in
// step. What the benchmarks append stays in it.
func large(b *testing.B) (*ledger.Ledger, *view.View) {
	spec := os.Getenv("TOCSIN_BENCH_DB")
	if spec == "" {
		b.Skip("TOCSIN_BENCH_DB is not set")
	}
	l, err := ledger.Open(b.Context(), spec)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	v, err := view.New(b.Context(), l.DB())
	if err == nil {
		err = resolve.Sync(b.Context(), l, v)
	}
	if err != nil {
		b.Fatal(err)
	}
	return l, v
}

// another returns reports that the ledger does not have.
func another(n int) []ledger.Reading {
	seed := uint64(time.Now().UnixNano())
	var out []ledger.Reading
	for c := range invent.Reports(n, 10, seed) {
		c.Report.ID = fmt.Sprintf("%s-%d", c.Report.ID, seed)
		c.Report.URL = "https://" + c.Report.ID + ".example/"
		out = append(out, ledger.Reading{Document: &tocsin.Document{Name: c.Report.ID, Bytes: []byte(c.Report.Text)}, Report: c.Report, Record: c.Record, Coder: "invented/1"})
	}
	return out
}

// BenchmarkRebuild measures how long it takes to conclude everything anew.
func BenchmarkRebuild(b *testing.B) {
	l, v := large(b)
	for b.Loop() {
		if err := resolve.Rebuild(b.Context(), l, v); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOneReport measures how long one new report takes to be in the view of a large ledger.
func BenchmarkOneReport(b *testing.B) {
	l, v := large(b)
	rs := another(2000)
	var took []time.Duration
	for b.Loop() {
		if _, err := l.AppendReadings(b.Context(), rs[:1]); err != nil {
			b.Fatal(err)
		}
		rs = rs[1:]
		start := time.Now()
		if err := resolve.Sync(b.Context(), l, v); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	report(b, "", took)
}

// report tells the median and the 95th percentile.
func report(b *testing.B, name string, took []time.Duration) {
	if len(took) == 0 {
		return
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, name+"p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, name+"p95-ms")
}

// BenchmarkReaders measures the questions of the pages, asked by 20 readers at once with no pause while reports are read
// in. An operation is one question; each kind of question has metrics of its own.
func BenchmarkReaders(b *testing.B) {
	l, v := large(b)
	ctx, stop := context.WithCancel(b.Context())
	var writing sync.WaitGroup
	writing.Go(func() {
		for rs := another(20_000); len(rs) > 10 && ctx.Err() == nil; rs = rs[10:] {
			if _, err := l.AppendReadings(ctx, rs[:10]); err == nil {
				err = resolve.Sync(ctx, l, v)
				if err != nil && ctx.Err() == nil {
					b.Error(err)
				}
			}
			time.Sleep(100 * time.Millisecond)
		}
	})
	country := func(r *rand.Rand) string { return string([]byte{'A', 'A' + byte(r.IntN(26))}) }
	questions := []struct {
		name string
		ask  func(*rand.Rand) error
	}{
		{"list", func(*rand.Rand) error { _, err := v.Incidents(ctx, tocsin.Query{}); return err }},
		{"filtered", func(r *rand.Rand) error {
			_, err := v.Incidents(ctx, tocsin.Query{Country: country(r), Kinds: []tocsin.Kind{tocsin.Bombing}, Sort: "killed"})
			return err
		}},
		{"words", func(r *rand.Rand) error {
			_, err := v.Incidents(ctx, tocsin.Query{Text: fmt.Sprintf("checkpoint Town%d%c%c", r.IntN(12), 'a'+rune(r.IntN(8)), 'a'+rune(r.IntN(26)))})
			return err
		}},
		{"facets", func(r *rand.Rand) error { _, err := v.Facets(ctx, tocsin.Query{Country: country(r)}); return err }},
		{"marks", func(r *rand.Rand) error { _, err := v.Marks(ctx, tocsin.Query{}, float64(r.IntN(8))); return err }},
		{"timeline", func(r *rand.Rand) error {
			_, err := v.Timeline(ctx, tocsin.Query{Country: country(r)}, "month")
			return err
		}},
		{"queue", func(*rand.Rand) error { _, err := v.Reports(ctx, tocsin.ReportQuery{Queue: true}); return err }},
		{"actors", func(*rand.Rand) error { _, err := v.Actors(ctx, "", "", 0); return err }},
		{"incident", func(r *rand.Rand) error {
			_, err := v.Incident(ctx, fmt.Sprintf("r%06d:a1", 1+r.IntN(10_000)))
			return err
		}},
	}
	for _, q := range questions { // the first of each makes what the others find made
		if err := q.ask(rand.New(rand.NewPCG(1, 1))); err != nil {
			b.Fatal(err)
		}
	}
	took := make([][]time.Duration, len(questions))
	var mu sync.Mutex
	b.ResetTimer()
	var readers sync.WaitGroup
	turns := make(chan int)
	for i := range 20 {
		readers.Go(func() {
			r := rand.New(rand.NewPCG(uint64(i), 2))
			for n := range turns {
				start := time.Now()
				if err := questions[n%len(questions)].ask(r); err != nil {
					b.Error(err)
				}
				d := time.Since(start)
				mu.Lock()
				took[n%len(questions)] = append(took[n%len(questions)], d)
				mu.Unlock()
			}
		})
	}
	for n := range b.N {
		turns <- n
	}
	close(turns)
	readers.Wait()
	b.StopTimer()
	stop()
	writing.Wait()
	for i, q := range questions {
		report(b, q.name+"-", took[i])
	}
}

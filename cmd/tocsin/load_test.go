//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
	"github.com/tocsin-org/tocsin/internal/web"
)

// The bars that issue 7 sets, and how many read and how fast reports come while they are measured.
const (
	pageBar     = 100 * time.Millisecond
	listBar     = 50 * time.Millisecond
	loadReaders = 20
	loadBatch   = 5 // reports that come at once
	loadEvery   = 250 * time.Millisecond
)

// BenchmarkLoad measures over HTTP how long pages and lists of the API take to their first byte, on the ledger that
// TOCSIN_BENCH_DB names, made by the program in internal/resolve/invent/ledger; what is read in stays in it. 20 readers ask
// without pause, each with questions of its own, while reports come in at 20 a second and the view follows.
//
//	TOCSIN_BENCH_DB=sqlite:large.db go test ./cmd/tocsin -run xxx -bench Load -benchtime 60s
//
// Before that each route is asked alone, with nothing else going on; the column cpu is the time of all processors that one
// such answer takes, of who asks included. TOCSIN_BENCH_ROUTES narrows the routes to those whose name has the text in it.
func BenchmarkLoad(b *testing.B) {
	spec := os.Getenv("TOCSIN_BENCH_DB")
	if spec == "" {
		b.Skip("TOCSIN_BENCH_DB is not set")
	}
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	l, err := ledger.Open(ctx, spec)
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	v, err := openView(ctx, l)
	if err != nil {
		b.Fatal(err)
	}
	spareProcessors()
	bench := newWorkbench(l, v, database{DB: spec})
	config := bench.config()
	config.User, config.Log = "reader", slog.New(slog.DiscardHandler)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() { bench.follow(ctx, config.Log) })
	running.Go(func() {
		if err := web.Serve(ctx, listener, config); err != nil && ctx.Err() == nil {
			b.Error(err)
		}
	})
	s := &site{base: "http://" + listener.Addr().String(), client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: loadReaders, DisableCompression: true}}}
	s.explore(b)
	routes := s.routes()
	if only := os.Getenv("TOCSIN_BENCH_ROUTES"); only != "" {
		routes = slices.DeleteFunc(routes, func(r loadRoute) bool { return !strings.Contains(r.name, only) })
	}

	const alone = 20
	cpu := make([]time.Duration, len(routes))
	for i, r := range routes {
		rng := rand.New(rand.NewPCG(1, uint64(i)))
		s.ask(b, r.at(rng)) // the first makes what the others find made
		before := cpuTime()
		for range alone {
			s.ask(b, r.at(rng))
		}
		cpu[i] = (cpuTime() - before) / alone
	}

	var read atomic.Int64
	writing, endWriting := context.WithCancel(ctx)
	running.Go(func() {
		for rs := range slices.Chunk(newcomers(20_000), loadBatch) {
			if _, err := l.AppendReadings(writing, rs); err != nil {
				if writing.Err() == nil {
					b.Error(err)
				}
				return
			}
			read.Add(int64(len(rs)))
			select {
			case <-writing.Done():
				return
			case <-time.After(loadEvery):
			}
		}
	})
	took := make([][]time.Duration, len(routes))
	var mu sync.Mutex
	turns := make(chan int)
	var readers sync.WaitGroup
	for i := range loadReaders {
		readers.Go(func() {
			rng := rand.New(rand.NewPCG(2, uint64(i)))
			for n := range turns {
				d := s.ask(b, routes[n].at(rng))
				mu.Lock()
				took[n] = append(took[n], d)
				mu.Unlock()
			}
		})
	}
	order := rand.New(rand.NewPCG(3, 3))
	asked := 0
	began := time.Now()
	for b.Loop() {
		turns <- order.IntN(len(routes))
		asked++
	}
	close(turns)
	readers.Wait()
	lasted := time.Since(began)
	endWriting()
	stop()
	running.Wait()
	b.ReportMetric(float64(asked)/lasted.Seconds(), "answers/s")
	b.ReportMetric(float64(read.Load())/lasted.Seconds(), "reports/s")
	fmt.Print(loadTable(routes, took, cpu)) // a log of a benchmark is cut off after ten lines
}

// BenchmarkMap drags the map of the ledger that TOCSIN_BENCH_DB names about in a real browser, at three zooms, and prints what
// frames and marks take (internal/web/browser/pace.test.mjs). It needs what TestBrowser needs.
//
//	TOCSIN_BENCH_DB=sqlite:large.db go test ./cmd/tocsin -run xxx -bench Map -benchtime 1x
func BenchmarkMap(b *testing.B) {
	spec := os.Getenv("TOCSIN_BENCH_DB")
	if spec == "" {
		b.Skip("TOCSIN_BENCH_DB is not set")
	}
	node := browserNeeds(b)
	base := startServer(b, spec)
	for b.Loop() {
		cmd := exec.CommandContext(b.Context(), node, "--test", "pace.test.mjs")
		cmd.Dir = browserTests
		cmd.Env = append(os.Environ(), "TOCSIN_BASE="+base)
		out, err := cmd.CombinedOutput()
		fmt.Printf("%s\n", out)
		if err != nil {
			b.Fatal(err)
		}
	}
}

// loadTable lays out what was measured, in milliseconds.
func loadTable(routes []loadRoute, took [][]time.Duration, cpu []time.Duration) string {
	ms := func(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }
	var out strings.Builder
	fmt.Fprintf(&out, "\n%-34s %7s %8s %8s %8s %8s %6s\n", "route", "n", "cpu", "p50", "p95", "p99", "bar")
	for i, r := range routes {
		t := took[i]
		if len(t) == 0 {
			continue
		}
		slices.Sort(t)
		p95, note := t[len(t)*95/100], ""
		if p95 >= r.bar {
			note = "  over"
		}
		fmt.Fprintf(&out, "%-34s %7d %8s %8s %8s %8s %6d%s\n", r.name, len(t), ms(cpu[i]), ms(t[len(t)/2]), ms(p95), ms(t[len(t)*99/100]), r.bar.Milliseconds(), note)
	}
	return out.String()
}

// cpuTime is the time of processors that this process has taken.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// newcomers returns reports that no ledger has.
func newcomers(n int) []ledger.Reading {
	seed := uint64(time.Now().UnixNano())
	var out []ledger.Reading
	for c := range invent.Reports(n, 10, seed) {
		c.Report.ID = fmt.Sprintf("%s-%d", c.Report.ID, seed)
		c.Report.URL = "https://" + c.Report.ID + ".example/"
		out = append(out, ledger.Reading{Document: &tocsin.Document{Name: c.Report.ID, Bytes: []byte(c.Report.Text)}, Report: c.Report, Record: c.Record, Coder: "invented/1"})
	}
	return out
}

// A loadRoute is an address that readers ask for, with a part left to chance.
type loadRoute struct {
	name string
	bar  time.Duration
	at   func(*rand.Rand) string
}

// A site is the workbench as its readers reach it, and what they have found there.
type site struct {
	base                                               string
	client                                             *http.Client
	incidents, reports, actors, countries, outlets     []string
	areas, provinces, kinds, weapons, targets, cursors []string
}

// ask asks for an address and returns how long its first byte took.
func (s *site) ask(b *testing.B, path string) time.Duration {
	_, d := s.get(b, path)
	return d
}

func (s *site) get(b *testing.B, path string) (body []byte, took time.Duration) {
	var first time.Time
	trace := &httptrace.ClientTrace{GotFirstResponseByte: func() { first = time.Now() }}
	req, err := http.NewRequestWithContext(httptrace.WithClientTrace(context.Background(), trace), http.MethodGet, s.base+path, nil)
	if err != nil {
		b.Error(err)
		return nil, 0
	}
	if len(s.countries) > 0 { // browsers take it packed; while exploring it is read
		req.Header.Set("Accept-Encoding", "gzip")
	}
	start := time.Now()
	res, err := s.client.Do(req)
	if err != nil {
		b.Error(err)
		return nil, 0
	}
	defer res.Body.Close()
	body, err = io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		b.Errorf("%s: %s, %v %s", path, res.Status, err, body[:min(len(body), 200)])
	}
	return body, first.Sub(start)
}

// explore finds what there is to ask for.
func (s *site) explore(b *testing.B) {
	b.Helper()
	read := func(path string, to any) {
		body, _ := s.get(b, path)
		if err := json.NewDecoder(bytes.NewReader(body)).Decode(to); err != nil {
			b.Fatalf("%s: %v", path, err)
		}
	}
	values := func(fs tocsin.List[tocsin.Facet]) (out []string) {
		for _, f := range fs {
			out = append(out, f.Value)
		}
		return out
	}
	for _, cursor := range []string{"?limit=500", "?limit=500&sort=killed", "?limit=500&order=asc", "?limit=500&sort=reports"} {
		var page tocsin.Page[tocsin.Summary]
		read("/v1/incidents"+cursor, &page)
		for _, x := range page.Items {
			s.incidents = append(s.incidents, x.ID)
		}
		if cursor == "?limit=500" {
			s.cursors = append(s.cursors, page.Next)
		}
	}
	for _, list := range []string{"/v1/reports?limit=500", "/v1/queue?limit=500"} {
		var page tocsin.Page[tocsin.ReportSummary]
		read(list, &page)
		for _, x := range page.Items {
			s.reports = append(s.reports, x.ID)
		}
	}
	var actors tocsin.Page[tocsin.ActorSummary]
	read("/v1/actors", &actors)
	for _, a := range actors.Items {
		s.actors = append(s.actors, a.Name)
	}
	var areas []web.Area
	read("/v1/areas", &areas)
	for _, a := range areas {
		s.areas = append(s.areas, a.ID)
	}
	var facets tocsin.Facets
	read("/v1/facets", &facets)
	s.kinds, s.outlets, s.weapons, s.targets = values(facets.Kinds), values(facets.Outlets), values(facets.Weapons), values(facets.Targets)
	countries := values(facets.Countries)
	read("/v1/facets?country="+countries[0], &facets)
	s.provinces, s.countries = values(facets.Adm1s), countries
}

// routes are all pages and all lists of the API. What is asked of incidents varies: none of it, a value of each facet, days, a
// stretch of the map, words, and several of these together.
func (s *site) routes() []loadRoute {
	pick := func(r *rand.Rand, list []string) string {
		if len(list) == 0 {
			return ""
		}
		return url.QueryEscape(list[r.IntN(len(list))])
	}
	parts := []func(*rand.Rand) string{
		func(r *rand.Rand) string { return "country=" + pick(r, s.countries) },
		func(r *rand.Rand) string {
			return "country=" + pick(r, s.countries[:1]) + "&adm1=" + pick(r, s.provinces)
		},
		func(r *rand.Rand) string { return "kind=" + pick(r, s.kinds) + "&kind=" + pick(r, s.kinds) },
		func(r *rand.Rand) string { return "actor=" + pick(r, s.actors) },
		func(r *rand.Rand) string { return "outlet=" + pick(r, s.outlets) },
		func(r *rand.Rand) string { return fmt.Sprint("killed=", 1+r.IntN(20)) },
		func(r *rand.Rand) string { return "claim=" + []string{"claimed", "contested", "nothing"}[r.IntN(3)] },
		func(r *rand.Rand) string { return "review=machine" },
		func(r *rand.Rand) string {
			from := tocsin.Date{Year: 2015, Month: 1, Day: 1}.Add(r.IntN(3000))
			return "from=" + from.String() + "&to=" + from.Add(30+r.IntN(700)).String()
		},
		func(r *rand.Rand) string {
			west, south := r.IntN(150)-80, r.IntN(80)-60
			return fmt.Sprintf("bbox=%d,%d,%d,%d", west, south, west+10+r.IntN(40), south+5+r.IntN(30))
		},
		func(r *rand.Rand) string { return fmt.Sprintf("place=Town%d", r.IntN(12)) },
		func(r *rand.Rand) string {
			return fmt.Sprintf("q=Town%d%c%c", r.IntN(12), 'a'+rune(r.IntN(8)), 'a'+rune(r.IntN(26)))
		},
		func(r *rand.Rand) string {
			return "q=" + []string{"checkpoint", "market", "motorcycles", "bombing", "bus", "lorry"}[r.IntN(6)]
		},
	}
	filter := func(r *rand.Rand) string {
		if r.IntN(4) == 0 {
			return ""
		}
		out := parts[r.IntN(len(parts))](r)
		if other := parts[r.IntN(len(parts))](r); r.IntN(2) == 0 && !strings.Contains(out, other[:4]) {
			out += "&" + other
		}
		return out
	}
	fixed := func(path string) func(*rand.Rand) string { return func(*rand.Rand) string { return path } }
	filtered := func(path string) func(*rand.Rand) string {
		return func(r *rand.Rand) string { return strings.TrimSuffix(path+filter(r), "&") }
	}
	sorted := func(r *rand.Rand) string {
		return "&sort=" + []string{"when", "killed", "reports", "known"}[r.IntN(4)] + "&order=" + []string{"asc", "desc"}[r.IntN(2)]
	}
	one := func(before string, list []string, after string) func(*rand.Rand) string {
		return func(r *rand.Rand) string { return before + strings.ReplaceAll(pick(r, list), "+", "%20") + after }
	}
	reports := func(path string) func(*rand.Rand) string {
		return func(r *rand.Rand) string {
			switch r.IntN(4) {
			case 0:
				return path + "?outlet=" + pick(r, s.outlets)
			case 1:
				return fmt.Sprintf("%s?q=Town%d%c", path, r.IntN(12), 'a'+rune(r.IntN(8)))
			case 2:
				from := tocsin.Date{Year: 2015, Month: 1, Day: 1}.Add(r.IntN(3000))
				return path + "?from=" + from.String() + "&to=" + from.Add(30).String()
			}
			return path
		}
	}
	outlook := func(path string) func(*rand.Rand) string {
		return func(r *rand.Rand) string { return path + "?area=" + pick(r, s.areas) }
	}
	marks := func(r *rand.Rand) string {
		zoom := r.Float64() * 9
		out := fmt.Sprintf("/map/marks?zoom=%.2f&%s", zoom, filter(r))
		if zoom > 3 && !strings.Contains(out, "bbox") { // what a window of the map shows
			west, south, size := r.Float64()*150-80, r.Float64()*80-60, 1000/(512*float64(int(1)<<int(zoom)))*360
			out += fmt.Sprintf("&view=%.3f,%.3f,%.3f,%.3f", west, south, min(180, west+size), min(85, south+size/2))
		}
		return out
	}
	return []loadRoute{
		{"/", pageBar, filtered("/?")},
		{"/ next", pageBar, func(r *rand.Rand) string { return "/?cursor=" + pick(r, s.cursors) }},
		{"/ sorted", pageBar, func(r *rand.Rand) string { return "/?" + filter(r) + sorted(r) }},
		{"/map/marks", listBar, marks},
		{"/incidents/{id}", pageBar, one("/incidents/", s.incidents, "")},
		{"/actors", pageBar, fixed("/actors")},
		{"/actors?q", pageBar, one("/actors?q=", s.actors, "")},
		{"/actors/ties", pageBar, fixed("/actors/ties")},
		{"/actors/ties.json", listBar, fixed("/actors/ties.json")},
		{"/actors/{name}", pageBar, one("/actors/", s.actors, "")},
		{"/sources", pageBar, fixed("/sources")},
		{"/reports", pageBar, reports("/reports")},
		{"/reports/{id}", pageBar, one("/reports/", s.reports, "")},
		{"/reports/{id}/revisions", pageBar, one("/reports/", s.reports, "/revisions")},
		{"/reports/{id}/code", pageBar, one("/reports/", s.reports, "/code")},
		{"/reports/{id}/codings", pageBar, one("/reports/", s.reports, "/codings")},
		{"/review", pageBar, fixed("/review")},
		{"/review/decisions", pageBar, fixed("/review/decisions")},
		{"/review/agreement", pageBar, fixed("/review/agreement")},
		{"/forecast", pageBar, fixed("/forecast")},
		{"/forecast?area", pageBar, outlook("/forecast")},
		{"/forecast/record", pageBar, fixed("/forecast/record")},
		{"/people", pageBar, fixed("/people")},
		{"/help", pageBar, fixed("/help")},
		{"/method", pageBar, fixed("/method")},
		{"/docs", pageBar, fixed("/docs")},
		{"/v1/incidents", listBar, filtered("/v1/incidents?")},
		{"/v1/incidents next", listBar, func(r *rand.Rand) string { return "/v1/incidents?cursor=" + pick(r, s.cursors) }},
		{"/v1/incidents sorted", listBar, func(r *rand.Rand) string { return "/v1/incidents?" + filter(r) + sorted(r) }},
		{"/v1/incidents/{id}", listBar, one("/v1/incidents/", s.incidents, "")},
		{"/v1/incidents/{id}/accounts", listBar, one("/v1/incidents/", s.incidents, "/accounts")},
		{"/v1/incidents/{id}/history", listBar, one("/v1/incidents/", s.incidents, "/history")},
		{"/v1/facets", listBar, filtered("/v1/facets?")},
		{"/v1/marks", listBar, func(r *rand.Rand) string { return fmt.Sprintf("/v1/marks?zoom=%d&%s", r.IntN(10), filter(r)) }},
		{"/v1/timeline", listBar, func(r *rand.Rand) string {
			return "/v1/timeline?unit=" + []string{"day", "week", "month", "year"}[r.IntN(4)] + "&" + filter(r)
		}},
		{"/v1/reports", listBar, reports("/v1/reports")},
		{"/v1/reports/{id}", listBar, one("/v1/reports/", s.reports, "")},
		{"/v1/queue", listBar, reports("/v1/queue")},
		{"/v1/outlets", listBar, fixed("/v1/outlets")},
		{"/v1/actors", listBar, fixed("/v1/actors")},
		{"/v1/actors/{name}", listBar, one("/v1/actors/", s.actors, "")},
		{"/v1/ties", listBar, fixed("/v1/ties")},
		{"/v1/areas", listBar, fixed("/v1/areas")},
		{"/v1/trend", listBar, outlook("/v1/trend")},
		{"/v1/forecast", listBar, outlook("/v1/forecast")},
		{"/v1/forecast/record", listBar, fixed("/v1/forecast/record")},
		{"/v1/decisions", listBar, fixed("/v1/decisions")},
		{"/v1/me", listBar, fixed("/v1/me")},
	}
}

package view

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tocsin-org/tocsin"
)

// A table is what lists and counts need, in memory, as it was after one change. It is never changed itself: a later one is
// made from it and the rows written since.
//
// Incidents and reports have places in it, by number, which they keep from table to table. What they are looked for by
// stands in columns, so that a question reads some bytes of each and no more: of texts that many have in common there is a
// list, and the columns hold numbers of it.
type table struct {
	making, change int64
	incidents      []*incident // nil: it is no more
	gone           int         // how many are no more
	columns        columns
	lists          lists
	reports        []*report
	papers         papers
	told           []*Told // by report

	touched struct{ incidents, reports []bool } // while it is made

	mu      sync.Mutex // guards what is made when first asked for
	orders  map[string][]int32
	queues  map[bool][]int32
	spots   []int32 // incidents that have a point, neighbours together
	answers map[string]*answer

	totalsOnce sync.Once
	totals     *actorTotals
	outlets    []tocsin.OutletSummary
}

// columns hold what incidents are looked for by. Days are those since 1970, killed is -1 where unknown.
type columns struct {
	kind, claim, review                      []uint8 // kind is noKind of an incident that is no more
	place, actors, outlets, weapons, targets []int32
	start, end, killed                       []int32
	lat, lon                                 []float64
	spot                                     []uint64 // see spotOf; noSpot where there is no point
}

const noKind = 0

// lists hold what columns name by number.
type lists struct {
	kinds, claims, reviews    []string
	places                    []place
	actors                    [][]tocsin.ActorStance
	outlets, weapons, targets [][]string
}

// A place is what incidents are looked for by of where they were.
type place struct {
	country, adm1 string
	names         string // of all that it is within, in lower case
	label         string // its finest
}

// papers hold what reports are looked for by.
type papers struct {
	outlet, published []int32
	names             []string // of outlets
	// text has the words of all reports, each ended by a zero; at is where those of each report begin, and entries, in
	// order, where any begin, and of which report.
	text    []byte
	at      []uint32
	entries []entry
}

type entry struct {
	at     uint32
	report int32
}

// unknownDay stands for a day that is not known.
const unknownDay = math.MinInt32

// An incident is what it is ordered by, and how it is shown.
type incident struct {
	n                             int64
	id                            string
	start, known, killed, reports int32 // days since 1970; -1 killed where unknown
	kind                          tocsin.Kind
	precision                     tocsin.PlacePrecision

	summary atomic.Pointer[tocsin.Summary] // once it has been read
}

// A report is what it is ordered by, and what outlets are summed up from.
type report struct {
	n                  int64
	id, outlet, credit string
	published          int32
	copied, reviewed   bool
	accounts, problems int32
	score              float64 // doubt times weight

	summary atomic.Pointer[tocsin.ReportSummary] // once it has been read
}

// lookEvery is how soon a question sees what another process has written.
const lookEvery = 100 * time.Millisecond

// table returns the table as it is now. While somebody else brings it up to date it is as it was: only whoever wrote must
// see that at once, and Apply waits for it.
func (v *View) table(ctx context.Context) (*table, error) {
	if t := v.held.Load(); t != nil {
		if time.Since(time.Unix(0, v.looked.Load())) < lookEvery || !v.mu.TryLock() {
			return t, nil
		}
	} else {
		v.mu.Lock()
	}
	defer v.mu.Unlock()
	return v.current(ctx)
}

// current brings the table up to date. v.mu must be held.
func (v *View) current(ctx context.Context) (*table, error) {
	now := time.Now()
	meta, err := readMeta(ctx, v.db.Read())
	if err != nil {
		return nil, fmt.Errorf("reading the state of the view: %w", err)
	}
	making, change := number(meta["making"]), number(meta["change"])
	t := v.held.Load()
	switch {
	case t == nil || t.making != making:
		t = &table{making: making, change: -1}
	case t.change == change:
		v.looked.Store(now.UnixNano())
		return t, nil
	}
	if t, err = v.renew(ctx, t, change); err != nil {
		return nil, fmt.Errorf("reading the view: %w", err)
	}
	v.held.Store(t)
	v.looked.Store(now.UnixNano())
	return t, nil
}

// renew returns the table with all rows written since t.
func (v *View) renew(ctx context.Context, t *table, change int64) (*table, error) {
	if t.change < 0 || t.gone > len(t.incidents)/4+1000 {
		v.reader = newRowReader()
		t = &table{making: t.making, change: -1}
	}
	r := v.reader
	// +n keeps SQLite, which does not know how few rows are new, from going through all of them in their order.
	incidents, err := collect(ctx, v.db.Read(), r.incident, `select n, id, kind, start_day, end_day, country, adm1, names, precision, lat, lon, killed, claim, review,
		known, reports, actors, outlets, weapons, targets from view_incidents where change > $1 order by +n`, t.change)
	if err != nil {
		return nil, err
	}
	reports, err := collect(ctx, v.db.Read(), r.report, `select n, id, outlet, title, url, published, credit, copy_of, reviewed, accounts, problems, doubt * weight, actors from view_reports where change > $1 order by +n`, t.change)
	if err != nil {
		return nil, err
	}
	var gone []int64
	if t.change >= 0 {
		gone, err = collect(ctx, v.db.Read(), func(r *sql.Rows) (int64, error) {
			var n int64
			return n, r.Scan(&n)
		}, `select n from view_gone where change > $1`, t.change)
		if err != nil {
			return nil, err
		}
	}
	out := &table{making: t.making, change: change, orders: map[string][]int32{}, queues: map[bool][]int32{}, answers: map[string]*answer{}}
	t.mu.Lock() // whoever asks t now may be making orders
	orders, queues, spots := maps.Clone(t.orders), maps.Clone(t.queues), t.spots
	t.mu.Unlock()
	out.takeIncidents(t, incidents, gone)
	out.lists = r.lists()
	out.takeReports(t, reports, r)
	out.takeOrders(orders, queues, spots)
	return out, nil
}

// takeIncidents makes the incidents of a table from those of an earlier one.
func (t *table) takeIncidents(old *table, rows []incidentRow, gone []int64) {
	byNumber := func(x *incident, n int64) int { return cmp.Compare(x.n, n) }
	numbers := old.incidents
	find := func(n int64) (int32, bool) {
		i, ok := slices.BinarySearchFunc(numbers, n, byNumber)
		return int32(i), ok
	}
	t.incidents, t.gone = slices.Clone(old.incidents), old.gone
	places := make([]int32, len(rows))
	for i, row := range rows {
		at, ok := find(row.n)
		if !ok { // numbers only grow, so it comes after all that are there
			at = int32(len(t.incidents))
			t.incidents = append(t.incidents, nil)
		}
		places[i] = at
		t.incidents[at] = row.incident
	}
	c := old.columns.grown(len(t.incidents))
	touched := make([]bool, len(t.incidents))
	for i, row := range rows {
		at := places[i]
		touched[at] = true
		c.kind[at], c.claim[at], c.review[at] = row.kind, row.claim, row.review
		c.place[at], c.actors[at], c.outlets[at], c.weapons[at], c.targets[at] = row.place, row.actors, row.outlets, row.weapons, row.targets
		c.start[at], c.end[at], c.killed[at] = row.start, row.end, row.killed
		c.lat[at], c.lon[at], c.spot[at] = row.lat, row.lon, row.spot
	}
	for _, n := range gone {
		if at, ok := find(n); ok && c.kind[at] != noKind {
			touched[at] = true
			c.kind[at] = noKind
			t.gone++
		}
	}
	t.columns = c
	t.touched.incidents = touched
}

// takeOrders makes the orders that an earlier table had.
func (t *table) takeOrders(orders map[string][]int32, queues map[bool][]int32, spots []int32) {
	var located, added, published, queued []int32
	for at, is := range t.touched.incidents {
		if !is || t.columns.kind[at] == noKind {
			continue
		}
		added = append(added, int32(at))
		if t.columns.spot[at] != noSpot {
			located = append(located, int32(at))
		}
	}
	for at, is := range t.touched.reports {
		if !is {
			continue
		}
		published = append(published, int32(at))
		if !t.reports[at].reviewed {
			queued = append(queued, int32(at))
		}
	}
	for name, order := range orders {
		t.orders[name] = replaced(order, t.touched.incidents, added, t.order(name))
	}
	if spots != nil {
		t.spots = replaced(spots, t.touched.incidents, located, t.bySpot)
	}
	for queue, order := range queues {
		t.queues[queue] = replaced(order, t.touched.reports, map[bool][]int32{true: queued, false: published}[queue], t.reportOrder(queue))
	}
	t.touched.incidents, t.touched.reports = nil, nil
}

// grown returns a copy of columns with room for n.
func (c *columns) grown(n int) columns {
	return columns{
		kind: grown(c.kind, n), claim: grown(c.claim, n), review: grown(c.review, n),
		place: grown(c.place, n), actors: grown(c.actors, n), outlets: grown(c.outlets, n), weapons: grown(c.weapons, n), targets: grown(c.targets, n),
		start: grown(c.start, n), end: grown(c.end, n), killed: grown(c.killed, n),
		lat: grown(c.lat, n), lon: grown(c.lon, n), spot: grown(c.spot, n),
	}
}

func grown[T any](list []T, n int) []T {
	out := make([]T, n)
	copy(out, list)
	return out
}

// takeReports makes the reports of a table from those of an earlier one.
func (t *table) takeReports(old *table, rows []reportRow, r *rowReader) {
	t.reports = old.reports
	places := make([]int32, len(rows))
	if len(rows) > 0 {
		t.reports = slices.Clone(old.reports)
	}
	changed := map[string]bool{} // outlets
	for i, row := range rows {
		at, ok := slices.BinarySearchFunc(old.reports, row.n, func(x *report, n int64) int { return cmp.Compare(x.n, n) })
		if !ok {
			at = len(t.reports)
			t.reports = append(t.reports, nil)
		}
		places[i] = int32(at)
		if before := t.reports[at]; before == nil || !before.countsAs(row.report) {
			changed[row.outlet] = true
			if before != nil {
				changed[before.outlet] = true
			}
			r.sums.change(before, row.report)
		}
		t.reports[at] = row.report
	}
	p := old.papers
	if len(rows) > 0 {
		p.outlet, p.published, p.at = grown(p.outlet, len(t.reports)), grown(p.published, len(t.reports)), grown(p.at, len(t.reports))
	}
	t.touched.reports = make([]bool, len(t.reports))
	for i, row := range rows {
		at := places[i]
		t.touched.reports[at] = true
		p.outlet[at], p.published[at] = r.papers.id(row.outlet), row.published
		if int(at) < len(old.reports) && string(old.papers.words(at)) == row.words {
			continue
		}
		p.at[at] = uint32(len(p.text))
		p.entries = append(p.entries, entry{p.at[at], at})
		p.text = append(append(p.text, row.words...), 0)
	}
	p.names = r.papers.values
	t.papers = p
	t.outlets = r.sums.list(changed)
	t.takeTold(old.told, rows)
}

// takeTold makes what reports say of actors from what an earlier table had.
func (t *table) takeTold(old []*Told, rows []reportRow) {
	changed, say := map[string]bool{}, 0
	for _, row := range rows {
		changed[row.id] = true
		if row.told != nil {
			say++
		}
	}
	t.told = old
	if say == 0 && !slices.ContainsFunc(old, func(x *Told) bool { return changed[x.Report] }) {
		return
	}
	t.told = slices.DeleteFunc(slices.Clone(old), func(x *Told) bool { return changed[x.Report] })
	for _, row := range rows {
		if row.told != nil {
			t.told = append(t.told, row.told)
		}
	}
	slices.SortFunc(t.told, func(a, b *Told) int { return cmp.Compare(a.Report, b.Report) })
}

// words returns the words of a report.
func (p *papers) words(at int32) []byte {
	text := p.text[p.at[at]:]
	return text[:bytes.IndexByte(text, 0)]
}

// replaced returns an ordered list without those touched, and with those added in their places. Lists are long and changes
// short.
func replaced(list []int32, touched []bool, added []int32, order func(a, b int32) int) []int32 {
	out := make([]int32, 0, len(list)+len(added))
	kept := make([]int32, 0, len(list))
	for _, at := range list {
		if !touched[at] {
			kept = append(kept, at)
		}
	}
	for _, at := range slices.SortedFunc(slices.Values(added), order) {
		i, _ := slices.BinarySearchFunc(kept, at, order)
		out = append(append(out, kept[:i]...), at)
		kept = kept[i:]
	}
	return append(out, kept...)
}

// A dictionary numbers values by their texts.
type dictionary[T any] struct {
	ids    map[string]int32
	values []T
}

func newDictionary[T any]() dictionary[T] { return dictionary[T]{ids: map[string]int32{}} }

// number returns the number of a text, whose value is made if it is new.
func (d *dictionary[T]) number(text string, value func() (T, error)) (int32, error) {
	if id, ok := d.ids[text]; ok {
		return id, nil
	}
	x, err := value()
	if err != nil {
		return 0, err
	}
	id := int32(len(d.values))
	d.ids[text] = id
	d.values = append(d.values, x)
	return id, nil
}

// texts number texts by themselves.
type texts struct{ dictionary[string] }

func (t *texts) id(text string) int32 {
	id, _ := t.number(text, func() (string, error) { return text, nil })
	return id
}

// A rowReader reads rows and keeps one copy of what many rows hold.
type rowReader struct {
	kinds, claims, reviews, precisions texts
	places                             dictionary[place]
	actors                             dictionary[[]tocsin.ActorStance]
	words                              [3]dictionary[[]string] // outlets, weapons, targets
	papers, credits, others            texts
	dates                              map[string]tocsin.Date
	sums                               outletSums
}

func newRowReader() *rowReader {
	text := func() texts { return texts{newDictionary[string]()} }
	r := &rowReader{kinds: text(), claims: text(), reviews: text(), precisions: text(), places: newDictionary[place](), actors: newDictionary[[]tocsin.ActorStance](), papers: text(), credits: text(), others: text(),
		dates: map[string]tocsin.Date{}, sums: outletSums{}}
	for i := range r.words {
		r.words[i] = newDictionary[[]string]()
	}
	r.kinds.id("") // noKind
	return r
}

// one returns the one copy of a text.
func (r *rowReader) one(s string) string { return r.others.values[r.others.id(s)] }

// lists returns what there is so far. What is read later comes after it.
func (r *rowReader) lists() lists {
	return lists{kinds: r.kinds.values, claims: r.claims.values, reviews: r.reviews.values, places: r.places.values, actors: r.actors.values,
		outlets: r.words[0].values, weapons: r.words[1].values, targets: r.words[2].values}
}

// day reads YYYY-MM-DD.
func day(s string) int32 {
	if s == "" {
		return unknownDay
	}
	d, err := tocsin.ParseDate(s)
	if err != nil {
		return unknownDay // unreachable: we wrote it
	}
	return dayOf(d)
}

func dayOf(d tocsin.Date) int32 {
	if d.IsZero() {
		return unknownDay
	}
	return int32(d.Time().Unix() / 86400)
}

func dateOf(day int32) tocsin.Date {
	if day == unknownDay {
		return tocsin.Date{}
	}
	return tocsin.DateOf(time.Unix(int64(day)*86400, 0).UTC())
}

// An incidentRow is a row of view_incidents with numbers of what stands in lists.
type incidentRow struct {
	*incident
	kind, claim, review                      uint8
	place, actors, outlets, weapons, targets int32
	end                                      int32
	lat, lon                                 float64
	spot                                     uint64
}

func (r *rowReader) incident(rows *sql.Rows) (incidentRow, error) {
	x := incidentRow{incident: &incident{}}
	var kind, start, end, country, adm1, names, precision, claim, review, known, actors string
	var lists [3]string
	var lat, lon sql.NullFloat64
	var killed sql.NullInt64
	err := rows.Scan(&x.n, &x.id, &kind, &start, &end, &country, &adm1, &names, &precision, &lat, &lon, &killed, &claim, &review, &known, &x.reports, &actors, &lists[0], &lists[1], &lists[2])
	if err != nil {
		return x, err
	}
	x.kind, x.claim, x.review = uint8(r.kinds.id(kind)), uint8(r.claims.id(claim)), uint8(r.reviews.id(review))
	x.incident.kind, x.precision = tocsin.Kind(r.kinds.values[x.kind]), tocsin.PlacePrecision(r.precisions.values[r.precisions.id(precision)])
	x.start, x.end, x.known = day(start), day(end), day(known)
	x.place, err = r.places.number(country+"\x00"+adm1+"\x00"+names, func() (place, error) {
		label, _, _ := strings.Cut(names, "\n")
		return place{country, adm1, strings.ToLower(names), label}, nil
	})
	if err != nil {
		return x, err // unreachable
	}
	x.lat, x.lon, x.spot = lat.Float64, lon.Float64, noSpot
	if lat.Valid && lon.Valid {
		x.spot = spotOf(mercator(x.lat, x.lon))
	}
	x.killed = -1
	if killed.Valid {
		x.killed = int32(min(killed.Int64, math.MaxInt32))
	}
	if x.actors, err = decoded(&r.actors, actors); err != nil {
		return x, err
	}
	for i, to := range []*int32{&x.outlets, &x.weapons, &x.targets} {
		if *to, err = decoded(&r.words[i], lists[i]); err != nil {
			return x, err
		}
	}
	return x, nil
}

// decoded returns the number of a list that stands as JSON.
func decoded[T any](d *dictionary[[]T], text string) (int32, error) {
	return d.number(text, func() ([]T, error) {
		var out []T
		err := json.Unmarshal([]byte(text), &out)
		return out, err
	})
}

// A reportRow is a row of view_reports with the words that the report is found by.
type reportRow struct {
	*report
	words string
	told  *Told // nil: nothing
}

func (r *rowReader) report(rows *sql.Rows) (reportRow, error) {
	x := reportRow{report: &report{}}
	var title, url, published, copyOf, actors string
	var looked int
	if err := rows.Scan(&x.n, &x.id, &x.outlet, &title, &url, &published, &x.credit, &copyOf, &looked, &x.accounts, &x.problems, &x.score, &actors); err != nil {
		return x, err
	}
	x.outlet, x.credit = r.papers.values[r.papers.id(x.outlet)], r.credits.values[r.credits.id(x.credit)]
	x.words = strings.ReplaceAll(fold(strings.Join([]string{title, x.outlet, x.id, url}, " ")), "\x00", "")
	x.published, x.copied, x.reviewed = day(published), copyOf != "", looked == 1
	var err error
	x.told, err = readTold(x.report, published, actors)
	return x, err
}

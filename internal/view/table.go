package view

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
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
type table struct {
	making, change int64
	incidents      []*incident // by number
	reports        []*report   // by number

	mu     sync.Mutex // guards what is made when first asked for
	orders map[string][]*incident
	queues map[bool][]*report

	totalsOnce, outletsOnce sync.Once
	totals                  *actorTotals
	outlets                 []tocsin.OutletSummary
}

// unknownDay stands for a day that is not known.
const unknownDay = math.MinInt32

// An incident is what it is looked for by.
type incident struct {
	n                    int64
	id                   string
	kind                 tocsin.Kind
	stage                tocsin.Stage
	start, end, known    int32 // days since 1970
	country, adm1, names string
	precision            tocsin.PlacePrecision
	lat, lon             float64
	located              bool
	killed               int32 // -1 where unknown
	reports              int32
	claim                tocsin.ClaimState
	review               tocsin.ReviewState
	actors               []tocsin.ActorStance
	outlets              []string
	weapons, targets     []string
	px, py               float64 // on the map, see mercator
	label                string  // its finest place

	summary atomic.Pointer[tocsin.Summary] // once it has been read
}

// A report is what it is looked for by, and what outlets are summed up from.
type report struct {
	n                         int64
	id, outlet, words, credit string
	published                 int32
	copied, reviewed          bool
	accounts, problems        int32
	score                     float64 // doubt times weight

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
	r := newRowReader()
	incidents, err := collect(ctx, v.db.Read(), r.incident, `select n, id, kind, stage, start_day, end_day, country, adm1, names, precision, lat, lon, killed, claim, review,
		known, reports, actors, outlets, weapons, targets from view_incidents where change > $1`, t.change)
	if err != nil {
		return nil, err
	}
	reports, err := collect(ctx, v.db.Read(), r.report, `select n, id, outlet, title, url, published, credit, copy_of, reviewed, accounts, problems, doubt * weight from view_reports where change > $1`, t.change)
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
	for _, x := range incidents {
		gone = append(gone, x.n)
	}
	var oldIncidents []*incident
	for _, n := range gone {
		if i, ok := slices.BinarySearchFunc(t.incidents, n, func(x *incident, n int64) int { return cmp.Compare(x.n, n) }); ok {
			oldIncidents = append(oldIncidents, t.incidents[i])
		}
	}
	var oldReports []*report
	for _, r := range reports {
		if i, ok := slices.BinarySearchFunc(t.reports, r.n, func(x *report, n int64) int { return cmp.Compare(x.n, n) }); ok {
			oldReports = append(oldReports, t.reports[i])
		}
	}
	out := &table{making: t.making, change: change, orders: map[string][]*incident{}, queues: map[bool][]*report{}}
	out.incidents = replaced(t.incidents, oldIncidents, incidents, func(a, b *incident) int { return cmp.Compare(a.n, b.n) })
	out.reports = replaced(t.reports, oldReports, reports, func(a, b *report) int { return cmp.Compare(a.n, b.n) })
	t.mu.Lock()
	defer t.mu.Unlock()
	for name, order := range t.orders {
		out.orders[name] = replaced(order, oldIncidents, incidents, orderings[name])
	}
	for queue, order := range t.queues {
		add := reports
		if queue {
			add = slices.DeleteFunc(slices.Clone(reports), func(r *report) bool { return r.reviewed })
		}
		out.queues[queue] = replaced(order, oldReports, add, reportOrder(queue))
	}
	return out, nil
}

// replaced returns an ordered list without some items, which it may not have, and with others. Lists are long and changes
// short: what lies between is copied as it is.
func replaced[T any](list, old, add []T, order func(a, b T) int) []T {
	type edit struct {
		at   int
		drop bool
		item T
	}
	var edits []edit
	for _, x := range slices.SortedFunc(slices.Values(add), order) {
		at, _ := slices.BinarySearchFunc(list, x, order)
		edits = append(edits, edit{at: at, item: x})
	}
	for _, x := range old {
		if at, found := slices.BinarySearchFunc(list, x, order); found {
			edits = append(edits, edit{at: at, drop: true})
		}
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.at, b.at) })
	out := make([]T, 0, len(list)+len(add))
	from := 0
	for _, e := range edits {
		out = append(out, list[from:e.at]...)
		from = e.at
		if e.drop {
			from++
		} else {
			out = append(out, e.item)
		}
	}
	return append(out, list[from:]...)
}

// A rowReader reads rows and keeps one copy of each text that many rows hold.
type rowReader struct {
	texts  map[string]string
	actors map[string][]tocsin.ActorStance
	lists  map[string][]string
	dates  map[string]tocsin.Date
}

func newRowReader() *rowReader {
	return &rowReader{map[string]string{}, map[string][]tocsin.ActorStance{}, map[string][]string{}, map[string]tocsin.Date{}}
}

func (r *rowReader) one(s string) string {
	if have, ok := r.texts[s]; ok {
		return have
	}
	r.texts[s] = s
	return s
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

func (r *rowReader) incident(rows *sql.Rows) (*incident, error) {
	var x incident
	var kind, stage, start, end, precision, claim, review, known, actors, outlets, weapons, targets string
	var lat, lon sql.NullFloat64
	var killed sql.NullInt64
	err := rows.Scan(&x.n, &x.id, &kind, &stage, &start, &end, &x.country, &x.adm1, &x.names, &precision, &lat, &lon, &killed, &claim, &review, &known, &x.reports, &actors, &outlets, &weapons, &targets)
	if err != nil {
		return nil, err
	}
	x.kind, x.stage, x.precision = tocsin.Kind(r.one(kind)), tocsin.Stage(r.one(stage)), tocsin.PlacePrecision(r.one(precision))
	x.claim, x.review = tocsin.ClaimState(r.one(claim)), tocsin.ReviewState(r.one(review))
	x.start, x.end, x.known = day(start), day(end), day(known)
	label, _, _ := strings.Cut(x.names, "\n")
	x.country, x.adm1, x.names, x.label = r.one(x.country), r.one(x.adm1), r.one(strings.ToLower(x.names)), r.one(label)
	x.lat, x.lon, x.located = lat.Float64, lon.Float64, lat.Valid && lon.Valid
	x.px, x.py = mercator(x.lat, x.lon)
	x.killed = -1
	if killed.Valid {
		x.killed = int32(min(killed.Int64, math.MaxInt32))
	}
	if x.actors, err = once(r.actors, actors); err != nil {
		return nil, err
	}
	for _, l := range []struct {
		to   *[]string
		text string
	}{{&x.outlets, outlets}, {&x.weapons, weapons}, {&x.targets, targets}} {
		if *l.to, err = once(r.lists, l.text); err != nil {
			return nil, err
		}
	}
	return &x, nil
}

// once decodes each text once.
func once[T any](known map[string][]T, text string) ([]T, error) {
	if have, ok := known[text]; ok {
		return have, nil
	}
	var out []T
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		return nil, err
	}
	known[text] = out
	return out, nil
}

func (r *rowReader) report(rows *sql.Rows) (*report, error) {
	var x report
	var title, url, published, copyOf string
	var looked int
	if err := rows.Scan(&x.n, &x.id, &x.outlet, &title, &url, &published, &x.credit, &copyOf, &looked, &x.accounts, &x.problems, &x.score); err != nil {
		return nil, err
	}
	x.outlet, x.credit = r.one(x.outlet), r.one(x.credit)
	x.words = fold(strings.Join([]string{title, x.outlet, x.id, url}, " "))
	x.published, x.copied, x.reviewed = day(published), copyOf != "", looked == 1
	return &x, nil
}

package view

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// reportOrder is the order of reports: of the queue that with most doubt times weight first, else the latest first.
func reportOrder(queue bool) func(a, b *report) int {
	return func(a, b *report) int {
		if queue && a.score != b.score {
			return cmp.Compare(b.score, a.score)
		}
		return cmp.Or(cmp.Compare(b.published, a.published), cmp.Compare(a.id, b.id))
	}
}

// queue returns the reports in order; with queue only those not reviewed.
func (t *table) queue(queue bool) []*report {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.queues == nil {
		t.queues = map[bool][]*report{}
	}
	if t.queues[queue] == nil {
		list := slices.SortedFunc(slices.Values(t.reports), reportOrder(queue))
		if queue {
			list = slices.DeleteFunc(list, func(r *report) bool { return r.reviewed })
		}
		t.queues[queue] = list
	}
	return t.queues[queue]
}

// Reports returns a page of reports. The error is tocsin.ErrQuery for a cursor of another query.
func (v *View) Reports(ctx context.Context, q tocsin.ReportQuery) (tocsin.Page[tocsin.ReportSummary], error) {
	var page tocsin.Page[tocsin.ReportSummary]
	t, err := v.table(ctx)
	if err != nil {
		return page, err
	}
	order := map[bool]string{true: "queue", false: "published"}[q.Queue]
	list, from := t.queue(q.Queue), 0
	if q.Cursor != "" {
		c, err := readCursor(q.Cursor, order)
		if err != nil {
			return page, err
		}
		var found bool
		if from, found = slices.BinarySearchFunc(list, &report{id: c.ID, score: c.Value, published: c.Day}, reportOrder(q.Queue)); found {
			from++
		}
	}
	ws, since, until := strings.Fields(fold(q.Text)), dayOf(q.From), dayOf(q.To)
	var found []*report
	for i, r := range list {
		if q.Outlet != "" && r.outlet != q.Outlet || since != unknownDay && r.published < since || until != unknownDay && (r.published == unknownDay || r.published > until) ||
			slices.ContainsFunc(ws, func(w string) bool { return !strings.Contains(r.words, w) }) {
			continue
		}
		page.Total++
		if i < from {
			continue
		}
		if len(found) < limit(q.Limit) {
			found = append(found, r)
		} else if page.Next == "" {
			last := found[len(found)-1]
			page.Next = cursor{Order: order, Value: last.score, Day: last.published, ID: last.id}.String()
		}
	}
	if page.Items, err = v.reportSummaries(ctx, found); err != nil {
		return page, fmt.Errorf("reading reports: %w", err)
	}
	return page, nil
}

// Report returns what a list says of one report, or tocsin.ErrNotFound.
func (v *View) Report(ctx context.Context, id string) (tocsin.ReportSummary, error) {
	found, err := collect(ctx, v.db.Read(), readReport, reportColumns+` where id = $1`, clean(id))
	if err != nil {
		return tocsin.ReportSummary{}, fmt.Errorf("reading report %s: %w", id, err)
	}
	if len(found) == 0 {
		return tocsin.ReportSummary{}, fmt.Errorf("report %s: %w", id, tocsin.ErrNotFound)
	}
	return found[0].s, nil
}

const reportColumns = `select n, id, url, outlet, title, language, published, credit, copy_of, coder, accounts, problems, doubt, weight, reviewed from view_reports`

type numbered struct {
	n int64
	s tocsin.ReportSummary
}

func readReport(r *sql.Rows) (numbered, error) {
	var x numbered
	var published string
	var looked int
	err := r.Scan(&x.n, &x.s.ID, &x.s.URL, &x.s.Outlet, &x.s.Title, &x.s.Language, &published, &x.s.Credit, &x.s.CopyOf, &x.s.Coder,
		&x.s.Accounts, &x.s.Problems, &x.s.Doubt, &x.s.Weight, &looked)
	x.s.Published, x.s.Reviewed = dateOf(day(published)), looked == 1
	return x, err
}

func (v *View) reportSummaries(ctx context.Context, reports []*report) ([]tocsin.ReportSummary, error) {
	var missing []int64
	for _, r := range reports {
		if r.summary.Load() == nil {
			missing = append(missing, r.n)
		}
	}
	if len(missing) > 0 {
		found, err := collect(ctx, v.db.Read(), readReport, reportColumns+` where n in `+list(missing))
		if err != nil {
			return nil, err
		}
		for _, r := range reports {
			if i := slices.IndexFunc(found, func(x numbered) bool { return x.n == r.n }); i >= 0 {
				r.summary.Store(&found[i].s)
			}
		}
	}
	var out []tocsin.ReportSummary
	for _, r := range reports {
		if s := r.summary.Load(); s != nil {
			out = append(out, *s)
		}
	}
	return out, nil
}

// Outlets returns what each outlet has brought, that with most reports first.
func (v *View) Outlets(ctx context.Context) ([]tocsin.OutletSummary, error) {
	t, err := v.table(ctx)
	if err != nil {
		return nil, err
	}
	t.outletsOnce.Do(func() { t.outlets = summarizeOutlets(t.reports) })
	return t.outlets, nil
}

func summarizeOutlets(reports []*report) []tocsin.OutletSummary {
	type sums struct {
		s       tocsin.OutletSummary
		credits tally
		months  map[tocsin.Date]int
	}
	byName := map[string]*sums{}
	for _, r := range reports {
		o := byName[r.outlet]
		if o == nil {
			o = &sums{s: tocsin.OutletSummary{Outlet: r.outlet}, credits: tally{}, months: map[tocsin.Date]int{}}
			byName[r.outlet] = o
		}
		o.s.Reports++
		o.s.Accounts += int(r.accounts)
		o.s.Problems += int(r.problems)
		if r.copied {
			o.s.Copies++
		}
		if r.credit != "" {
			o.credits[r.credit]++
		}
		if r.published == unknownDay {
			continue
		}
		d := dateOf(r.published)
		if o.s.First.IsZero() || d.Before(o.s.First) {
			o.s.First = d
		}
		if o.s.Last.Before(d) {
			o.s.Last = d
		}
		o.months[month(d)]++
	}
	out := make([]tocsin.OutletSummary, 0, len(byName))
	for _, o := range byName {
		o.s.Credits = o.credits.ranked()
		for m, n := range o.months {
			o.s.Months = append(o.s.Months, tocsin.Bin{Start: m, N: n})
		}
		slices.SortFunc(o.s.Months, func(a, b tocsin.Bin) int { return a.Start.Sub(b.Start) })
		out = append(out, o.s)
	}
	slices.SortFunc(out, func(a, b tocsin.OutletSummary) int {
		return cmp.Or(b.Reports-a.Reports, cmp.Compare(a.Outlet, b.Outlet))
	})
	return out
}

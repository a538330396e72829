package view

import (
	"bytes"
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

// reportOrder compares places of reports in that order.
func (t *table) reportOrder(queue bool) func(a, b int32) int {
	compare := reportOrder(queue)
	return func(a, b int32) int { return compare(t.reports[a], t.reports[b]) }
}

// queue returns the reports in order; with queue only those not reviewed.
func (t *table) queue(queue bool) []int32 {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.queues[queue] == nil {
		list := make([]int32, 0, len(t.reports))
		for i, r := range t.reports {
			if !queue || !r.reviewed {
				list = append(list, int32(i))
			}
		}
		slices.SortFunc(list, t.reportOrder(queue))
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
		at := &report{id: c.ID, score: c.Value, published: c.Day}
		var found bool
		from, found = slices.BinarySearchFunc(list, at, func(i int32, at *report) int { return reportOrder(q.Queue)(t.reports[i], at) })
		if found {
			from++
		}
	}
	fits := t.papers.fitting(q)
	page.Total = len(list)
	if fits != nil {
		page.Total = 0
		for _, i := range list {
			if fits[i] {
				page.Total++
			}
		}
	}
	var found []*report
	for _, i := range list[from:] {
		if fits != nil && !fits[i] {
			continue
		}
		if len(found) == limit(q.Limit) {
			last := found[len(found)-1]
			page.Next = cursor{Order: order, Value: last.score, Day: last.published, ID: last.id}.String()
			break
		}
		found = append(found, t.reports[i])
	}
	if page.Items, err = v.reportSummaries(ctx, found); err != nil {
		return page, fmt.Errorf("reading reports: %w", err)
	}
	return page, nil
}

// fitting tells which reports a query asks for, whether reviewed or not; nil stands for all.
func (p *papers) fitting(q tocsin.ReportQuery) []bool {
	ws, since, until := strings.Fields(fold(q.Text)), dayOf(q.From), dayOf(q.To)
	if len(ws) == 0 && q.Outlet == "" && since == unknownDay && until == unknownDay {
		return nil
	}
	out := make([]bool, len(p.at))
	if len(ws) > 0 {
		p.find(ws, out)
	} else {
		for i := range out {
			out[i] = true
		}
	}
	if q.Outlet != "" {
		outlet := int32(slices.Index(p.names, q.Outlet))
		for i, o := range p.outlet {
			out[i] = out[i] && o == outlet
		}
	}
	if since != unknownDay {
		for i, d := range p.published {
			out[i] = out[i] && d >= since
		}
	}
	if until != unknownDay {
		for i, d := range p.published {
			out[i] = out[i] && d != unknownDay && d <= until
		}
	}
	return out
}

// find notes the reports that have all of the words, or parts of words, running through the texts of all of them at once
// for the longest.
func (p *papers) find(ws []string, out []bool) {
	longest := []byte(slices.MaxFunc(ws, func(a, b string) int { return len(a) - len(b) }))
	entries, pos := p.entries, 0
	for {
		i := bytes.Index(p.text[pos:], longest)
		if i < 0 {
			return
		}
		pos += i
		e, found := slices.BinarySearchFunc(entries, uint32(pos), func(e entry, pos uint32) int { return cmp.Compare(e.at, pos) })
		if !found {
			e--
		}
		at := entries[e].report
		if entries[e].at == p.at[at] { // else its words have changed since
			words := p.words(at)
			out[at] = !slices.ContainsFunc(ws, func(w string) bool { return !bytes.Contains(words, []byte(w)) })
		}
		if entries = entries[e+1:]; len(entries) == 0 {
			return
		}
		pos = int(entries[0].at)
	}
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
	return t.outlets, nil
}

// countsAs reports whether two states of a report count alike for its outlet.
func (r *report) countsAs(o *report) bool {
	return r.outlet == o.outlet && r.credit == o.credit && r.published == o.published && r.copied == o.copied && r.accounts == o.accounts && r.problems == o.problems
}

// outletSums sum up what outlets have brought. They go along with each change: to sum up all reports anew would take longer
// than all else that a report changes.
type outletSums map[string]*outletSum

type outletSum struct {
	s       tocsin.OutletSummary
	credits tally
	days    map[int32]int // reports by day of publication
}

// change takes a report out and puts another in; before is nil if there was none.
func (o outletSums) change(before, now *report) {
	if before != nil {
		o.add(before, -1)
	}
	o.add(now, 1)
}

func (o outletSums) add(r *report, n int) {
	s := o[r.outlet]
	if s == nil {
		s = &outletSum{s: tocsin.OutletSummary{Outlet: r.outlet}, credits: tally{}, days: map[int32]int{}}
		o[r.outlet] = s
	}
	s.s.Reports += n
	s.s.Accounts += n * int(r.accounts)
	s.s.Problems += n * int(r.problems)
	if r.copied {
		s.s.Copies += n
	}
	if r.credit != "" {
		if s.credits[r.credit] += n; s.credits[r.credit] == 0 {
			delete(s.credits, r.credit)
		}
	}
	if r.published != unknownDay {
		if s.days[r.published] += n; s.days[r.published] == 0 {
			delete(s.days, r.published)
		}
	}
}

// list returns the sums in order, having brought those of the changed outlets up to date.
func (o outletSums) list(changed map[string]bool) []tocsin.OutletSummary {
	for name := range changed {
		s := o[name]
		s.s.First, s.s.Last, s.s.Months, s.s.Credits = tocsin.Date{}, tocsin.Date{}, nil, s.credits.ranked()
		months := map[tocsin.Date]int{}
		for day, n := range s.days {
			d := dateOf(day)
			if s.s.First.IsZero() || d.Before(s.s.First) {
				s.s.First = d
			}
			if s.s.Last.Before(d) {
				s.s.Last = d
			}
			months[month(d)] += n
		}
		for m, n := range months {
			s.s.Months = append(s.s.Months, tocsin.Bin{Start: m, N: n})
		}
		slices.SortFunc(s.s.Months, func(a, b tocsin.Bin) int { return a.Start.Sub(b.Start) })
	}
	out := make([]tocsin.OutletSummary, 0, len(o))
	for _, s := range o {
		if s.s.Reports > 0 {
			out = append(out, s.s)
		}
	}
	slices.SortFunc(out, func(a, b tocsin.OutletSummary) int {
		return cmp.Or(b.Reports-a.Reports, cmp.Compare(a.Outlet, b.Outlet))
	})
	return out
}

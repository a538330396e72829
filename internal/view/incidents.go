package view

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// Incidents returns a page of the incidents that a query asks for. The error is tocsin.ErrQuery for an order or a cursor
// that there is not.
func (v *View) Incidents(ctx context.Context, q tocsin.Query) (tocsin.Page[tocsin.Summary], error) {
	var page tocsin.Page[tocsin.Summary]
	order, err := ordering(q)
	if err != nil {
		return page, err
	}
	a, err := v.ask(ctx, q)
	if err != nil {
		return page, err
	}
	t := a.t
	list := t.ordered(order)
	from := 0
	if q.Cursor != "" {
		c, err := readCursor(q.Cursor, order)
		if err != nil {
			return page, err
		}
		at := &incident{id: c.ID, start: c.Day, known: c.Day, killed: c.Day, reports: c.Day}
		var found bool
		from, found = slices.BinarySearchFunc(list, at, func(i int32, at *incident) int { return orderings[order](t.incidents[i], at) })
		if found {
			from++
		}
	}
	var found []*incident
	for _, i := range list[from:] {
		if a.fails[i] != 0 {
			continue
		}
		if len(found) == limit(q.Limit) {
			last := found[len(found)-1]
			page.Next = cursor{Order: order, Day: sortValue(order, last), ID: last.id}.String()
			break
		}
		found = append(found, t.incidents[i])
	}
	page.Total = a.n
	if page.Items, err = v.summaries(ctx, found); err != nil {
		return page, fmt.Errorf("reading incidents: %w", err)
	}
	return page, nil
}

func sortValue(order string, x *incident) int32 {
	switch strings.TrimPrefix(order, "-") {
	case "known":
		return x.known
	case "reports":
		return x.reports
	case "killed":
		return x.killed
	}
	return x.start
}

// summaries returns the summaries of incidents; one that has gone meanwhile is left out.
func (v *View) summaries(ctx context.Context, incidents []*incident) ([]tocsin.Summary, error) {
	byNumber := map[int64]*incident{}
	var missing []int64
	for _, x := range incidents {
		if x.summary.Load() == nil {
			byNumber[x.n] = x
			missing = append(missing, x.n)
		}
	}
	if len(missing) > 0 {
		_, err := collect(ctx, v.db.Read(), func(r *sql.Rows) (struct{}, error) {
			var n int64
			var text string
			if err := r.Scan(&n, &text); err != nil {
				return struct{}{}, err
			}
			s := &tocsin.Summary{}
			err := json.Unmarshal([]byte(text), s)
			byNumber[n].summary.Store(s)
			return struct{}{}, err
		}, `select n, summary from view_incidents where n in `+list(missing))
		if err != nil {
			return nil, err
		}
	}
	var out []tocsin.Summary
	for _, x := range incidents {
		if s := x.summary.Load(); s != nil {
			out = append(out, *s)
		}
	}
	return out, nil
}

// list writes numbers as a list of SQL.
func list(ns []int64) string {
	var b strings.Builder
	for i, n := range ns {
		b.WriteString(map[bool]string{true: "(", false: ","}[i == 0])
		fmt.Fprint(&b, n)
	}
	return b.String() + ")"
}

// Incident returns the incident that the id of any of its accounts names, or tocsin.ErrNotFound.
func (v *View) Incident(ctx context.Context, id string) (*tocsin.Incident, error) {
	incs, err := collect(ctx, v.db.Read(), readBody, `select data from view_bodies where n = (select incident from view_accounts where id = $1)`, clean(id))
	if err != nil {
		return nil, fmt.Errorf("reading incident %s: %w", id, err)
	}
	if len(incs) == 0 {
		return nil, fmt.Errorf("incident %s: %w", id, tocsin.ErrNotFound)
	}
	return incs[0], nil
}

// A Named is what an account or a report is called by where it is one among others.
type Named struct {
	Outlet    string
	Published tocsin.Date
	Place     string // the finest of the incident that an account tells of, "" of a report
}

// Named returns what accounts and reports are called by their ids. Ids that it does not know, it leaves out.
func (v *View) Named(ctx context.Context, ids []string) (map[string]Named, error) {
	out := map[string]Named{}
	for part := range slices.Chunk(ids, atOnce) {
		marks, args := make([]string, len(part)), make([]any, len(part))
		for i, id := range part {
			marks[i], args[i] = fmt.Sprintf("$%d", i+1), clean(id)
		}
		list := strings.Join(marks, ", ")
		for _, query := range []string{
			`select r.id, r.outlet, r.published, '' from view_reports r where r.id in (` + list + `)`,
			`select a.id, r.outlet, r.published, i.names from view_accounts a join view_reports r on r.id = a.report join view_incidents i on i.n = a.incident where a.id in (` + list + `)`,
		} {
			_, err := collect(ctx, v.db.Read(), func(r *sql.Rows) (struct{}, error) {
				var id, published, names string
				var n Named
				err := r.Scan(&id, &n.Outlet, &published, &names)
				n.Published = dateOf(day(published))
				n.Place, _, _ = strings.Cut(names, "\n")
				out[id] = n
				return struct{}{}, err
			}, query, args...)
			if err != nil {
				return nil, fmt.Errorf("reading what accounts are called: %w", err)
			}
		}
	}
	return out, nil
}

func readBody(r *sql.Rows) (*tocsin.Incident, error) {
	var data []byte
	if err := r.Scan(&data); err != nil {
		return nil, err
	}
	text, err := unpacker.DecodeAll(data, nil)
	if err != nil {
		return nil, err
	}
	inc := &tocsin.Incident{}
	return inc, json.Unmarshal(text, inc)
}

// eachPage is how many incidents Each reads at a time.
const eachPage = 200

// Each yields all incidents that a query asks for, in its order and in full; its cursor and limit do not count. Between
// two of them no query is open, so the caller may take its time. An error is yielded once and ends it.
func (v *View) Each(ctx context.Context, q tocsin.Query) iter.Seq2[*tocsin.Incident, error] {
	return func(yield func(*tocsin.Incident, error) bool) {
		ns, err := v.numbers(ctx, q)
		if err != nil {
			yield(nil, err)
			return
		}
		for part := range slices.Chunk(ns, eachPage) {
			incs, err := v.bodies(ctx, part)
			if err != nil {
				yield(nil, fmt.Errorf("reading incidents: %w", err))
				return
			}
			for _, inc := range incs {
				if !yield(inc, nil) {
					return
				}
			}
		}
	}
}

func (v *View) numbers(ctx context.Context, q tocsin.Query) ([]int64, error) {
	order, err := ordering(q)
	if err != nil {
		return nil, err
	}
	a, err := v.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	var out []int64
	for _, i := range a.t.ordered(order) {
		if a.fails[i] == 0 {
			out = append(out, a.t.incidents[i].n)
		}
	}
	return out, nil
}

func (v *View) bodies(ctx context.Context, ns []int64) ([]*tocsin.Incident, error) {
	byNumber := map[int64]*tocsin.Incident{}
	_, err := collect(ctx, v.db.Read(), func(r *sql.Rows) (struct{}, error) {
		var n int64
		var data []byte
		if err := r.Scan(&n, &data); err != nil {
			return struct{}{}, err
		}
		text, err := unpacker.DecodeAll(data, nil)
		if err != nil {
			return struct{}{}, err
		}
		inc := &tocsin.Incident{}
		byNumber[n] = inc
		return struct{}{}, json.Unmarshal(text, inc)
	}, `select n, data from view_bodies where n in `+list(ns))
	if err != nil {
		return nil, err
	}
	var out []*tocsin.Incident
	for _, n := range ns {
		if inc := byNumber[n]; inc != nil {
			out = append(out, inc)
		}
	}
	return out, nil
}

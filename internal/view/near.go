package view

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// What follows is asked by who concludes, to find what a new report can touch.

// atOnce is how many values a query asks for at a time.
const atOnce = 500

// lookup runs a query for each part of the values, which its %s stands for, and returns the texts that it finds, each once.
func lookup(ctx context.Context, v *View, query string, values []string) ([]string, error) {
	var out []string
	for part := range slices.Chunk(values, atOnce) {
		marks := make([]string, len(part))
		args := make([]any, len(part))
		for i, x := range part {
			marks[i], args[i] = fmt.Sprintf("$%d", i+1), x
		}
		found, err := collect(ctx, v.db.Read(), func(r *sql.Rows) (string, error) {
			var s string
			return s, r.Scan(&s)
		}, strings.ReplaceAll(query, "%s", strings.Join(marks, ", ")), args...)
		if err != nil {
			return nil, fmt.Errorf("reading the view: %w", err)
		}
		out = append(out, found...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Near returns the reports that have one of the keys (tocsin.Coded.Keys), with their traits.
func (v *View) Near(ctx context.Context, keys []int64) (map[string]string, error) {
	out := map[string]string{}
	for part := range slices.Chunk(keys, atOnce) {
		_, err := collect(ctx, v.db.Read(), func(r *sql.Rows) (struct{}, error) {
			var id, traits string
			err := r.Scan(&id, &traits)
			out[id] = traits
			return struct{}{}, err
		}, `select r.id, r.traits from view_reports r where r.n in (select k.report from view_keys k where k.key in `+list(part)+`)`)
		if err != nil {
			return nil, fmt.Errorf("reading the view: %w", err)
		}
	}
	return out, nil
}

// Parts returns the accounts of the reports, and all accounts of the parts (tocsin.Concluded.Part) that these and the
// accounts given are of.
func (v *View) Parts(ctx context.Context, reports, accounts []string) ([]string, error) {
	// In steps: one query that nests all of this is planned by tables that were empty when they were last looked at.
	const partsOf = `select distinct i.part from view_accounts b join view_incidents i on i.n = b.incident where b.%s in (%%s)`
	byReport, err := lookup(ctx, v, fmt.Sprintf(partsOf, "report"), reports)
	if err != nil {
		return nil, err
	}
	byAccount, err := lookup(ctx, v, fmt.Sprintf(partsOf, "id"), accounts)
	if err != nil {
		return nil, err
	}
	parts := append(byReport, byAccount...)
	slices.Sort(parts)
	out, err := lookup(ctx, v, `select a.id from view_incidents p join view_accounts a on a.incident = p.n where p.part in (%s)`, slices.Compact(parts))
	slices.Sort(out)
	return slices.Compact(out), err
}

// Family returns those reports that are copies of one of the reports, or what it is a copy of (tocsin.Coded.CopyOf), and
// those copied from the same.
func (v *View) Family(ctx context.Context, reports []string) ([]string, error) {
	heads, err := lookup(ctx, v, `select case when copy_of = '' then id else copy_of end from view_reports where id in (%s)`, reports)
	if err != nil {
		return nil, err
	}
	copies, err := lookup(ctx, v, `select id from view_reports where copy_of in (%s)`, heads)
	out := append(heads, copies...)
	slices.Sort(out)
	return slices.Compact(out), err
}

// Naming returns the reports of the incidents that name an actor by one of the keys (tocsin.ActorStance.Key).
func (v *View) Naming(ctx context.Context, actors []string) ([]string, error) {
	return lookup(ctx, v, `select a.report from view_accounts a where a.incident in (select incident from view_actors where key in (%s))`, actors)
}

// OfActors returns the ids of the incidents that name an actor by one of the keys (tocsin.ActorStance.Key).
func (v *View) OfActors(ctx context.Context, actors []string) ([]string, error) {
	return lookup(ctx, v, `select i.id from view_incidents i where i.n in (select incident from view_actors where key in (%s))`, actors)
}

// Begun returns the ids of the incidents that have accounts of reports published after a day (YYYY-MM-DD), or of the reports
// given; known are those of them that also have an account of a report published by then or on no known day. Both are sorted.
func (v *View) Begun(ctx context.Context, day string, reports []string) (all, known []string, err error) {
	byReport, err := lookup(ctx, v, `select distinct i.id from view_accounts a join view_incidents i on i.n = a.incident where a.report in (%s)`, reports)
	if err != nil {
		return nil, nil, err
	}
	id := func(r *sql.Rows) (string, error) {
		var id string
		return id, r.Scan(&id)
	}
	const after = `select distinct a.incident from view_reports r join view_accounts a on a.report = r.id where r.published > $1`
	later, err := collect(ctx, v.db.Read(), id, `select i.id from view_incidents i where i.n in (`+after+`)`, day)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the view: %w", err)
	}
	known, err = collect(ctx, v.db.Read(), id, `select i.id from view_incidents i where i.n in (`+after+`)
		and exists (select 1 from view_accounts b join view_reports s on s.id = b.report where b.incident = i.n and s.published <= $1)`, day)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the view: %w", err)
	}
	all, known = append(later, byReport...), append(known, byReport...)
	slices.Sort(all)
	slices.Sort(known)
	return slices.Compact(all), slices.Compact(known), nil
}

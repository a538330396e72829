package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/score"
	"github.com/tocsin-org/tocsin/internal/view"
	"github.com/tocsin-org/tocsin/internal/web"
)

// A desk answers the pages of reports and of review, and enters what people decide there.
type desk struct {
	ledger *ledger.Ledger
	view   *view.View
}

// Sheet returns a report with all that is known of it.
func (d *desk) Sheet(ctx context.Context, report string) (*web.Sheet, error) {
	r, err := d.ledger.Report(ctx, report)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, fmt.Errorf("report %s: %w", report, tocsin.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	s := &web.Sheet{Report: r}
	codings, err := latestCodings(ctx, d.ledger, report)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return nil, err
	}
	for _, c := range codings {
		s.Codings = append(s.Codings, web.Coding{Coder: tocsin.CoderName(c.Coder), Record: c.Record})
	}
	if len(codings) > 0 {
		if s.Record, s.Coder, err = resolve.Record(ctx, d.ledger, report); err != nil {
			return nil, err
		}
		if err := d.told(ctx, s); err != nil {
			return nil, err
		}
	}
	if err := d.revisions(ctx, s); err != nil {
		return nil, err
	}
	all, err := d.Decisions(ctx, 0)
	if err != nil {
		return nil, err
	}
	s.Decisions = slices.DeleteFunc(all, func(x tocsin.Decision) bool { return !concerns(x, s, all) })
	return s, nil
}

// told says which incidents the accounts are tied to.
func (d *desk) told(ctx context.Context, s *web.Sheet) error {
	for _, a := range s.Record.Accounts {
		t := web.Told{Account: a.ID}
		inc, err := d.view.Incident(ctx, s.Report.ID+":"+a.ID)
		switch {
		case err == nil:
			t.Incident, t.Accounts, t.Review = inc.ID, len(inc.Accounts), inc.Review
		case !errors.Is(err, tocsin.ErrNotFound): // it is retracted, or the view has not come so far
			return err
		}
		s.Incidents = append(s.Incidents, t)
	}
	return nil
}

func (d *desk) revisions(ctx context.Context, s *web.Sheet) error {
	ids, err := d.ledger.Revisions(ctx, s.Report.ID)
	if err != nil {
		return err
	}
	for _, id := range ids {
		r, err := d.ledger.Report(ctx, id)
		if err != nil {
			return err
		}
		s.Revisions = append(s.Revisions, web.Revision{ID: id, Revision: r.Revision, Published: r.Published, Text: r.Text})
	}
	return nil
}

// concerns reports whether a decision is about a report, an account of it, an incident that it tells of, or a decision
// that is.
func concerns(x tocsin.Decision, s *web.Sheet, all []tocsin.Decision) bool {
	if x.What == tocsin.Alias || x.What == tocsin.Distinct || x.What == tocsin.Designate {
		return false
	}
	for _, on := range x.On {
		switch {
		case on == s.Report.ID || strings.HasPrefix(on, s.Report.ID+":"):
			return true
		case slices.ContainsFunc(s.Incidents, func(t web.Told) bool { return t.Incident == on }):
			return true
		case x.What == tocsin.Undo:
			if slices.ContainsFunc(all, func(o tocsin.Decision) bool { return o.What != tocsin.Undo && o.ID() == on && concerns(o, s, nil) }) {
				return true
			}
		}
	}
	return false
}

// Enter checks a decision, completes it and enters it.
func (d *desk) Enter(ctx context.Context, x tocsin.Decision) (tocsin.Decision, error) {
	x.At = d.ledger.Now().UTC().Truncate(time.Microsecond)
	if err := d.complete(ctx, &x); err != nil {
		return x, err
	}
	return x, d.enter(ctx, x)
}

// complete checks a decision against what is there.
func (d *desk) complete(ctx context.Context, x *tocsin.Decision) error {
	switch x.What {
	case tocsin.Undo:
		all, err := d.Decisions(ctx, 0)
		if err != nil {
			return err
		}
		for _, id := range x.On {
			i := slices.IndexFunc(all, func(o tocsin.Decision) bool { return o.ID() == id })
			if i < 0 {
				return fmt.Errorf("decision %s: %w", id, tocsin.ErrNotFound)
			}
			if all[i].Undone != "" {
				return web.Refuse("That decision was taken back already.")
			}
		}
	case tocsin.Adjudicate:
		codings, err := latestCodings(ctx, d.ledger, x.On[0])
		if errors.Is(err, ledger.ErrNotFound) {
			return fmt.Errorf("record of %s: %w", x.On[0], tocsin.ErrNotFound)
		}
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(codings, func(c ledger.Coding) bool { return tocsin.CoderName(c.Coder) == x.Coder }) {
			return web.Refuse("Nobody of that name has coded this report.")
		}
	case tocsin.Split:
		inc, err := d.view.Incident(ctx, x.On[0])
		if err != nil {
			return err
		}
		var rest []string
		for _, a := range inc.Accounts {
			if id := a.String(); !slices.Contains(x.On, id) {
				rest = append(rest, id)
			}
		}
		if len(rest) == 0 {
			return web.Refuse("Nothing else is tied to that account.")
		}
		x.On = slices.Concat(x.On, []string{tocsin.SplitMark}, rest)
	case tocsin.Accept:
		inc, err := d.view.Incident(ctx, x.On[0])
		if err == nil {
			x.State = inc.State
			return nil
		}
		if !errors.Is(err, tocsin.ErrNotFound) {
			return err
		}
		return d.there(ctx, x.On) // a report that tells of no incident
	case tocsin.Alias, tocsin.Distinct, tocsin.Designate: // about names, which need not stand in any report yet
	default:
		return d.there(ctx, x.On)
	}
	return nil
}

// there reports, as an error, which id names neither an account nor a report.
func (d *desk) there(ctx context.Context, ids []string) error {
	for _, id := range ids {
		_, err := d.ledger.Report(ctx, id)
		if i := strings.LastIndexByte(id, ':'); errors.Is(err, ledger.ErrNotFound) && i >= 0 {
			var rec *tocsin.Record
			if rec, _, err = resolve.Record(ctx, d.ledger, id[:i]); err == nil && rec.Account(id[i+1:]) == nil {
				err = ledger.ErrNotFound
			}
		}
		if errors.Is(err, ledger.ErrNotFound) {
			return web.Refuse(fmt.Sprintf("%q is no account and no report.", id))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Correct enters a correction.
func (d *desk) Correct(ctx context.Context, x tocsin.Decision, path string, value json.RawMessage, evidence []tocsin.Evidence) (tocsin.Decision, error) {
	x, err := propose(ctx, d.ledger, x, path, value, evidence)
	var usage usageError
	if errors.As(err, &usage) {
		return x, web.Refuse(string(usage))
	}
	if err != nil {
		return x, err
	}
	return x, d.enter(ctx, x)
}

// enter appends a decision and waits until what is shown takes it in.
func (d *desk) enter(ctx context.Context, x tocsin.Decision) error {
	if ps := x.Problems(); len(ps) > 0 {
		return web.Refuse(problemWords(ps))
	}
	if err := resolve.Enter(ctx, d.ledger, x); err != nil {
		return err
	}
	return d.wait(ctx)
}

// How long a decision waits to be seen. What follows the ledger takes it in after that as well.
const (
	waitStep = 10 * time.Millisecond
	waitMost = 5 * time.Second
)

// wait lets what follows the ledger come up to its end, so that whoever decided sees what it did.
func (d *desk) wait(ctx context.Context) error {
	last, err := d.ledger.Last(ctx)
	if err != nil {
		return err
	}
	for end := time.Now().Add(waitMost); time.Now().Before(end); {
		at, err := d.view.Position(ctx, resolve.Version)
		if err != nil {
			return err
		}
		if at >= last.Seq {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(waitStep):
		}
	}
	return nil
}

// Code enters a record that a person made.
func (d *desk) Code(ctx context.Context, report, person string, rec *tocsin.Record) error {
	_, err := resolve.EnterRecord(ctx, d.ledger, report, person, rec)
	if errors.Is(err, ledger.ErrNotFound) {
		return fmt.Errorf("report %s: %w", report, tocsin.ErrNotFound)
	}
	if err != nil {
		return err
	}
	return d.wait(ctx)
}

// Decisions returns the latest decisions, all if limit is 0.
func (d *desk) Decisions(ctx context.Context, limit int) ([]tocsin.Decision, error) {
	ds, err := resolve.Decisions(ctx, d.ledger)
	slices.Reverse(ds)
	if limit > 0 && len(ds) > limit {
		ds = ds[:limit]
	}
	return ds, err
}

// Named returns what accounts and reports are called.
func (d *desk) Named(ctx context.Context, ids []string) (map[string]web.Named, error) {
	found, err := d.view.Named(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := map[string]web.Named{}
	for id, n := range found {
		out[id] = web.Named(n)
	}
	return out, nil
}

// Agreements measures how far people agree.
func (d *desk) Agreements(ctx context.Context) ([]web.Agreement, int, error) {
	coded, err := codedTwice(ctx, d.ledger, false)
	if err != nil || len(coded) == 0 {
		return nil, 0, err
	}
	list, err := score.Agreements(coded)
	out := make([]web.Agreement, len(list))
	for i, a := range list {
		out[i] = web.Agreement{Level: a.Level, Of: a.Of, Metric: a.Metric, Units: a.Units, Share: a.Share, Alpha: a.Alpha, AC1: a.AC1}
	}
	return out, len(coded), err
}

// ToCode lists reports for a person to code blind: those first that one other person has coded, then those of the queue.
func (d *desk) ToCode(ctx context.Context, person string, limit int) ([]tocsin.ReportSummary, error) {
	people, err := d.ledger.CodedByPeople(ctx)
	if err != nil {
		return nil, err
	}
	coders := map[string][]string{}
	for _, p := range people {
		coders[p.Report] = append(coders[p.Report], p.Coder)
	}
	var out []tocsin.ReportSummary
	for _, p := range people {
		if len(out) == limit {
			return out, nil
		}
		if len(coders[p.Report]) != 1 || p.Coder == tocsin.PersonCoder(person) {
			continue
		}
		r, err := d.view.Report(ctx, p.Report)
		if errors.Is(err, tocsin.ErrNotFound) {
			continue // it is not in the view yet
		}
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	queue, err := d.view.Reports(ctx, tocsin.ReportQuery{Queue: true, Limit: limit})
	if err != nil {
		return nil, err
	}
	for _, r := range queue.Items {
		if len(out) < limit && len(coders[r.ID]) == 0 {
			r.Coder = "" // who of the machine's coded it is of no matter here
			out = append(out, r)
		}
	}
	return out, nil
}

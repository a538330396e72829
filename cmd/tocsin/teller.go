package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/web"
)

// A teller tells one incident in full: from the view as it stands, and as of a day or by another rule from the ledger.
type teller struct{ *workbench }

// Incident returns an incident as it was known on a day.
func (t teller) Incident(ctx context.Context, id string, asOf tocsin.Date, rule string) (*tocsin.Incident, error) {
	inc, err := t.View.Incident(ctx, id)
	if err != nil || asOf.IsZero() && (rule == "" || rule == string(resolve.RuleTocsin)) {
		return inc, err
	}
	if rule != "" && !slices.Contains(resolve.Rules, resolve.Rule(rule)) {
		return nil, fmt.Errorf("rule %q: %w", rule, tocsin.ErrQuery)
	}
	var refs []tocsin.AccountRef
	var reports []string
	for _, a := range inc.Accounts {
		refs = append(refs, a.AccountRef)
		reports = append(reports, a.Report)
	}
	link, err := resolve.FromReports(ctx, t.ledger, reports)
	if err != nil {
		return nil, err
	}
	if inc = link.Conclude(refs, resolve.View{AsOf: asOf, Rule: resolve.Rule(rule)}); inc == nil {
		return nil, fmt.Errorf("incident %s by %s: %w", id, asOf, tocsin.ErrNotFound)
	}
	return inc, nil
}

// History returns what was known of an incident day by day.
func (t teller) History(ctx context.Context, id, rule string) ([]web.Known, error) {
	inc, err := t.View.Incident(ctx, id)
	if err != nil {
		return nil, err
	}
	moments, err := resolve.History(ctx, t.ledger, inc, resolve.Rule(rule))
	var out []web.Known
	for _, m := range moments {
		out = append(out, web.Known(m))
	}
	return out, err
}

// Records returns the records of some reports that count.
func (t teller) Records(ctx context.Context, reports []string) (map[string]*tocsin.Record, error) {
	link, err := resolve.FromReports(ctx, t.ledger, reports)
	if err != nil {
		return nil, err
	}
	out := map[string]*tocsin.Record{}
	for _, id := range reports {
		if rec := link.Record(id); rec != nil {
			out[id] = rec
		}
	}
	return out, nil
}

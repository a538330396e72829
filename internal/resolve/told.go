package resolve

import (
	"context"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// addReports adds reports to a change.
func (b *batch) addReports(ctx context.Context, c *tocsin.Change, ids []string) error {
	for _, id := range ids {
		r, err := b.coded(ctx, id)
		if err != nil {
			return err
		}
		c.Reports = append(c.Reports, r)
	}
	return nil
}

// addIncidents adds to a change the incidents that begin with the accounts.
func (b *batch) addIncidents(ctx context.Context, c *tocsin.Change, first []*item) error {
	v := View{names: b.link.names}
	for _, it := range first {
		inc := v.incident(it.cluster)
		c.Incidents = append(c.Incidents, tocsin.Concluded{Incident: inc, Claim: b.link.ClaimState(inc), Actors: b.link.names.actorStances(inc), Part: it.cluster.part})
	}
	return b.describe(ctx, c.Incidents)
}

// maxText bounds what is kept of a report's text to find its incidents by, in bytes.
const maxText = 20_000

// describe adds the texts that incidents are found by, and when the last of their reports was entered.
func (b *batch) describe(ctx context.Context, list []tocsin.Concluded) error {
	var ids []string
	for i := range list {
		for _, a := range list[i].Incident.Accounts {
			ids = append(ids, a.Report)
		}
	}
	slices.Sort(ids)
	reports, err := readReports(ctx, b.ledger, slices.Compact(ids)...)
	if err != nil {
		return err
	}
	for i := range list {
		x := &list[i]
		var text strings.Builder
		seen := map[string]bool{}
		for _, a := range x.Incident.Accounts {
			if t := b.entered[a.Report]; x.Entered.Before(t) {
				x.Entered = t
			}
			if !seen[a.Report] {
				seen[a.Report] = true
				r := reports[a.Report]
				text.WriteString(r.Title + "\n" + r.Text[:min(len(r.Text), maxText)] + "\n")
			}
		}
		x.Text = text.String()
	}
	return nil
}

// coded returns a report as the store keeps it.
func (b *batch) coded(ctx context.Context, id string) (tocsin.Coded, error) {
	var out tocsin.Coded
	s := b.link.sources[id]
	if s == nil {
		e, err := b.ledger.Get(ctx, ledger.Report, id)
		if err != nil {
			return out, err
		}
		out.Report, err = ledger.ReadReport(e)
		return out, err
	}
	out.Report, out.Record, out.Coder, out.Credit, out.Keys = s.report, s.record, versionOf(b.coders[id], s.coder), s.credit, s.keys()
	if f := s.first(); f != s {
		out.CopyOf = f.report.ID
	}
	var err error
	if out.Traits, err = s.traits(); err != nil {
		return out, err
	}
	for _, d := range b.about[id] {
		out.Decided = true
		switch d.What {
		case tocsin.Retract:
			out.Gone = true
		case tocsin.Restore:
			out.Gone = false
		}
	}
	return out, nil
}

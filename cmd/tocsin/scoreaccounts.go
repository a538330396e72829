package main

import (
	"context"
	"fmt"
	"os"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/coder"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/score"
)

// scoreAccounts ties the accounts of reports to incidents as the ledger would, and compares with what people said.
func (c *scoreMerge) scoreAccounts(ctx context.Context, s stdio) error {
	link := resolve.NewLinker()
	if info, err := os.Stat(c.Docs); err == nil && info.IsDir() {
		return c.scoreGold(s, link)
	}
	if c.Pairs != "" {
		return c.scoreLabels(ctx, s, link)
	}
	docs, err := c.docs()
	if err != nil {
		return err
	}
	var reports []*tocsin.Report
	for _, d := range docs {
		reports = append(reports, d.Report())
	}
	of, err := incidentsOf(ctx, link, reports, false)
	if err != nil {
		return err
	}
	units := make([]score.Linked, len(docs))
	for i, d := range docs {
		units[i] = score.Linked{True: d.Incident, Clusters: of[d.ID]}
	}
	return c.writeScore(s, score.Links(units))
}

// scoreGold scores gold records: a unit is an account, also one told as background.
func (c *scoreMerge) scoreGold(s stdio, link *resolve.Linker) error {
	gold, err := score.ReadGoldAccounts(c.Docs)
	if err != nil {
		return err
	}
	for _, g := range gold {
		link.Add(g.Report, g.Record)
	}
	var units []score.Linked
	for _, g := range gold {
		for i, a := range g.Record.Accounts {
			if c.inHalf(g.Incidents[i]) {
				inc := link.Incident(tocsin.AccountRef{Report: g.Report.ID, Account: a.ID}.String(), resolve.View{})
				units = append(units, score.Linked{True: g.Incidents[i], Clusters: []string{inc.ID}})
			}
		}
	}
	return c.writeScore(s, score.Links(units))
}

// scoreLabels scores items of news against pairs of them that somebody has read.
func (c *scoreMerge) scoreLabels(ctx context.Context, s stdio, link *resolve.Linker) error {
	items, err := score.ReadEvents(c.Docs)
	if err != nil {
		return err
	}
	labels, err := score.ReadPairLabels(c.Pairs)
	if err != nil {
		return err
	}
	// Of the half for tuning is a pair of which one item is from a month with an odd number: those are learnt from.
	odd := map[string]bool{}
	for _, r := range items {
		odd[r.ID] = r.Published.Month%2 == 1
	}
	var chosen []score.PairLabel
	for _, l := range labels {
		if c.Half == "all" || (c.Half == "tune") == (odd[l.A] || odd[l.B]) {
			chosen = append(chosen, l)
		}
	}
	of, err := incidentsOf(ctx, link, items, true)
	if err != nil {
		return err
	}
	return c.writeScore(s, score.Labels(chosen, of))
}

// incidentsOf codes the reports, ties their accounts, and returns the incidents that each tells of, as news or, if set, as
// background.
func incidentsOf(ctx context.Context, link *resolve.Linker, reports []*tocsin.Report, background bool) (map[string][]string, error) {
	code, err := coder.New()
	if err != nil {
		return nil, fmt.Errorf("starting the coder: %w", err)
	}
	for _, r := range reports {
		rec, err := code.Code(ctx, r)
		if err != nil {
			return nil, fmt.Errorf("coding %s: %w", r.ID, err)
		}
		link.Add(r, rec)
	}
	of := map[string][]string{}
	for _, inc := range link.Incidents(resolve.View{}) {
		for _, a := range inc.Accounts {
			if background || !a.Background {
				of[a.Report] = append(of[a.Report], inc.ID)
			}
		}
	}
	return of, nil
}

package main

import (
	"cmp"
	"context"
	"fmt"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/coder"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/score"
)

// scoreFrames codes the documents, concludes killed and injured of each incident that people made of them, and compares
// with what people found.
func (c *scoreMerge) scoreFrames(ctx context.Context, s stdio, docs []score.MergeText) error {
	frames, err := score.ReadFrames(c.Frames)
	if err != nil {
		return err
	}
	code, err := coder.New()
	if err != nil {
		return fmt.Errorf("starting the coder: %w", err)
	}
	byIncident := map[string][]score.MergeText{}
	var incidents []string
	for _, d := range docs {
		if _, ok := frames[d.Incident]; !ok {
			continue
		}
		if byIncident[d.Incident] == nil {
			incidents = append(incidents, d.Incident)
		}
		byIncident[d.Incident] = append(byIncident[d.Incident], d)
	}
	var failed error
	result := score.Frames(frames, incidents, func(id string) (killed, injured score.FusedNumber) {
		inc, err := c.conclude(ctx, code, byIncident[id])
		failed = cmp.Or(failed, err)
		if inc == nil {
			return killed, injured
		}
		return fused(inc, tocsin.Killed), fused(inc, tocsin.Injured)
	})
	if failed != nil {
		return failed
	}
	return c.writeScore(s, result)
}

// conclude returns the incident that the first account in the news of each document makes, nil if there is none.
func (c *scoreMerge) conclude(ctx context.Context, code *coder.Coder, docs []score.MergeText) (*tocsin.Incident, error) {
	var reports []*tocsin.Report
	var records []*tocsin.Record
	for _, d := range docs {
		r := d.Report()
		rec, err := code.Code(ctx, r)
		if err != nil {
			return nil, fmt.Errorf("coding %s: %w", d.ID, err)
		}
		reports, records = append(reports, r), append(records, rec)
	}
	link, id := resolve.OneIncident(reports, records)
	if id == "" {
		return nil, nil
	}
	return link.Incident(id, resolve.View{Rule: resolve.Rule(c.Rule)}), nil
}

// fused returns the total of an effect.
func fused(inc *tocsin.Incident, e tocsin.Effect) score.FusedNumber {
	for _, f := range inc.Figures {
		if f.Effect != e || f.Group != tocsin.GroupAll {
			continue
		}
		n := score.FusedNumber{Best: f.Best, Low: f.Low, High: f.High}
		for _, v := range f.Voices {
			n.Given = append(n.Given, v.Low)
		}
		return n
	}
	return score.FusedNumber{}
}

package main

import (
	"context"
	"fmt"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/score"
)

type scoreMerge struct {
	Docs   string `arg:"" help:"Documents, one JSON object a line, plain or .gz: id, incident, title, dct, text."`
	Half   string `enum:"all,tune,test" default:"all" help:"Which incidents: all, or the half for tuning or for reporting, by hash of their name (${default})."`
	Frames string `placeholder:"FILE" help:"Score figures instead: killed and injured of each incident as people found them, one JSON object a line, plain or .gz: incident_uri, num_killed, num_injured."`
	Rule   string `enum:"tocsin,ucdp,gtd,acled" default:"tocsin" help:"Rule that chooses one number where voices differ, with --frames (${default})."`
	JSON   bool   `name:"json" help:"Print JSON."`
}

// Help teaches how to use the command.
func (scoreMerge) Help() string {
	return `Groups the documents by incident from their words and days of publication, and compares the groups with those
that people made: B3, MUC, CEAF-e with the optimal alignment, LEA, pairs of documents, and CoNLL, the mean of the first
three F1. Two trivial groupings stand beside it: each document alone, and all documents together.

With --frames the documents are coded instead, the figures of each incident that people made are fused, and the numbers
chosen are compared with what people found out, beside simpler rules: most frequent, greatest, least, first, last.

  tocsin score merge documents.jsonl.gz --half test
  tocsin score merge documents.jsonl.gz --frames frames.jsonl.gz --rule gtd`
}

// Run scores the grouping.
func (c *scoreMerge) Run(ctx context.Context, s stdio) error {
	docs, err := score.ReadMergeTexts(c.Docs)
	if err != nil {
		return err
	}
	if c.Half != "all" {
		var half []score.MergeText
		for _, d := range docs {
			if score.InMergeTestHalf(d.Incident) == (c.Half == "test") {
				half = append(half, d)
			}
		}
		docs = half
	}
	if c.Frames != "" {
		return c.scoreFrames(ctx, s, docs)
	}
	result := score.Merge(docs, groupTexts)
	if c.JSON {
		return writeIndented(s, result)
	}
	return result.WriteText(s.Out)
}

// groupTexts names the incident of each document as resolve sees it.
func groupTexts(docs []score.MergeText) []string {
	texts := make([]resolve.Text, len(docs))
	for i, d := range docs {
		day, _ := tocsin.ParseDate(d.Date) // a day that cannot be read is not known
		texts[i] = resolve.Text{ID: d.ID, Title: d.Title, Date: day, Body: d.Text}
	}
	names := make([]string, len(docs))
	for i, g := range resolve.Texts(texts) {
		names[i] = fmt.Sprint(g)
	}
	return names
}

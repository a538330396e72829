package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/score"
)

type scoreMerge struct {
	Docs     string `arg:"" help:"Documents, one JSON object a line, plain or .gz: id, incident, title, dct, text."`
	Half     string `enum:"all,tune,test" default:"all" help:"Which incidents: all, or the half for tuning or for reporting, by hash of their name (${default})."`
	Frames   string `placeholder:"FILE" help:"Score figures instead: killed and injured of each incident as people found them, one JSON object a line, plain or .gz: incident_uri, num_killed, num_injured."`
	Rule     string `enum:"tocsin,ucdp,gtd,acled" default:"tocsin" help:"Rule that chooses one number where voices differ, with --frames (${default})."`
	Accounts bool   `help:"Score instead what the ledger does: code the documents, or take the gold records of a folder as they are, tie their accounts, and count pairs."`
	Pairs    string `placeholder:"FILE" help:"With --accounts: the documents are one-line items of news (date, category, text, sources), and the file names pairs of them that somebody has read: two ids and same or other."`
	JSON     bool   `name:"json" help:"Print JSON."`
}

// Help teaches how to use the command.
func (scoreMerge) Help() string {
	return `Groups the documents by incident from their words and days of publication, and compares the groups with those
that people made: B3, MUC, CEAF-e with the optimal alignment, LEA, pairs of documents, and CoNLL, the mean of the first
three F1. Two trivial groupings stand beside it: each document alone, and all documents together.

With --frames the documents are coded instead, the figures of each incident that people made are fused, and the numbers
chosen are compared with what people found out, beside simpler rules: most frequent, greatest, least, first, last.

With --accounts the documents are coded and their accounts tied as a ledger would tie them; what is counted are pairs of
documents tied by news of one incident. Of a folder of gold records (with incident_group) it is pairs of accounts.

  tocsin score merge documents.jsonl.gz --half test
  tocsin score merge documents.jsonl.gz --accounts
  tocsin score merge gold --accounts
  tocsin score merge items.jsonl.gz --accounts --pairs labels.txt
  tocsin score merge documents.jsonl.gz --frames frames.jsonl.gz --rule gtd`
}

// Run scores the grouping.
func (c *scoreMerge) Run(ctx context.Context, s stdio) error {
	if c.Accounts {
		return c.scoreAccounts(ctx, s)
	}
	docs, err := c.docs()
	if err != nil {
		return err
	}
	if c.Frames != "" {
		return c.scoreFrames(ctx, s, docs)
	}
	return c.writeScore(s, score.Merge(docs, groupTexts))
}

// docs reads the documents of the half that was asked for.
func (c *scoreMerge) docs() ([]score.MergeText, error) {
	docs, err := score.ReadMergeTexts(c.Docs)
	return slices.DeleteFunc(docs, func(d score.MergeText) bool { return !c.inHalf(d.Incident) }), err
}

func (c *scoreMerge) inHalf(incident string) bool {
	return c.Half == "all" || score.InMergeTestHalf(incident) == (c.Half == "test")
}

// writeScore prints a score as the flags say.
func (c *scoreMerge) writeScore(s stdio, result interface{ WriteText(io.Writer) error }) error {
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

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
)

type showCommand struct {
	database
	viewFlags
	ID   string `arg:"" help:"The report's id, as list prints it, or the incident's, as incidents prints it."`
	Text bool   `help:"Print the report's text too."`
	JSON bool   `name:"json" help:"Print a JSON object: report, record, and the version of the coder; or the incident."`
}

// Help teaches how to use the command.
func (showCommand) Help() string {
	return `Of a report: what it says, value by value, with the words each rests on. Of an incident: each figure voice by voice, who
says who did it in the order in which it became known, all accounts and why they are held to tell of one incident. The
id of any account of an incident names it.

  tocsin show kareth-market
  tocsin show kareth-market --text
  tocsin show kareth-market --json | jq .record.accounts
  tocsin show kareth-market:a1 --as-of 2024-03-03 --rule gtd`
}

// Run shows one report with its latest record.
func (c *showCommand) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	r, err := l.Report(ctx, c.ID)
	if errors.Is(err, ledger.ErrNotFound) && strings.Contains(c.ID, ":") {
		return c.incident(ctx, s)
	}
	if errors.Is(err, ledger.ErrNotFound) {
		return fmt.Errorf("no report %s in the ledger; 'tocsin list' names those that are", c.ID)
	}
	if err != nil {
		return err
	}
	rec, coder, err := resolve.Record(ctx, l, c.ID)
	if errors.Is(err, ledger.ErrNotFound) {
		rec, err = &tocsin.Record{Report: r.Heading(), Notes: append(r.Problems, tocsin.Problem{Path: "record", Text: "not coded"})}, nil
	}
	if err != nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(s.Out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		return enc.Encode(struct {
			Report *tocsin.Report `json:"report"`
			Coder  string         `json:"coder"`
			Record *tocsin.Record `json:"record"`
		}{r, coder, rec})
	}
	p := newPrinter(s)
	if err := p.record(s.Out, r.ID, r, rec); err != nil {
		return err
	}
	if !c.Text {
		return nil
	}
	// Paragraphs stay; what would steer a terminal goes.
	for _, paragraph := range strings.Split(r.Text, "\n") {
		if _, err := fmt.Fprintln(s.Out, strings.Join(wrap(inert(paragraph), p.width), "\n")); err != nil {
			return err
		}
	}
	return nil
}

// incident shows one incident.
func (c *showCommand) incident(ctx context.Context, s stdio) error {
	link, err := c.around(ctx, c.ID)
	if err != nil {
		return err
	}
	inc := link.Incident(c.ID, c.view())
	if inc == nil {
		return noIncident(c.ID)
	}
	if c.JSON {
		enc := json.NewEncoder(s.Out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		return enc.Encode(inc)
	}
	return newPrinter(s).incident(s.Out, inc)
}

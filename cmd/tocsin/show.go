package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

type showCommand struct {
	database
	ID   string `arg:"" help:"The report's id, as list prints it."`
	Text bool   `help:"Print the report's text too."`
	JSON bool   `name:"json" help:"Print a JSON object: report, record, and the version of the coder."`
}

// Help teaches how to use the command.
func (showCommand) Help() string {
	return `  tocsin show kareth-market
  tocsin show kareth-market --text
  tocsin show kareth-market --json | jq .record.accounts`
}

// Run shows one report with its latest record.
func (c *showCommand) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	r, err := l.Report(ctx, c.ID)
	if errors.Is(err, ledger.ErrNotFound) {
		return fmt.Errorf("no report %s in the ledger; 'tocsin list' names those that are", c.ID)
	}
	if err != nil {
		return err
	}
	rec, coder, err := l.Record(ctx, c.ID)
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

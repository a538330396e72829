package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/wording"
)

type decideCode struct {
	database
	By     string `required:"" help:"Who coded it."`
	Report string `arg:"" help:"The report's id."`
	File   string `arg:"" help:"The record: JSON in the form of doc/format.md, evidence as quotes or with offsets."`
}

// Help teaches how to use the command.
func (decideCode) Help() string {
	return `A report coded by two people who do not see each other's record, or the machine's, shows how far the codebook is understood
alike: 'tocsin score agreement' measures it. The machine's record counts until 'tocsin decide adjudicate' says whose does.
A second record by the same person stands in place of the first.

  tocsin decide code wire-1 my-record.json --by "A. Reader"`
}

// Run enters the record.
func (c *decideCode) Run(ctx context.Context, s stdio) error {
	rec, err := readRecord(c.File)
	if err != nil {
		return err
	}
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	coder, err := resolve.EnterRecord(ctx, l, c.Report, c.By, rec)
	if errors.Is(err, ledger.ErrNotFound) {
		return fmt.Errorf("no report %s in the ledger; 'tocsin list' names those that are", c.Report)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "entered: %s, coded by %s: %s\n", inert(c.Report), inert(coder), plural(len(rec.Accounts), "account", "accounts"))
	return err
}

// readRecord reads a record, alone or as part of what 'tocsin show --json' prints.
func readRecord(file string) (*tocsin.Record, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var within struct {
		Record *tocsin.Record `json:"record"`
	}
	if err := json.Unmarshal(b, &within); err == nil && within.Record != nil {
		return within.Record, nil
	}
	rec := &tocsin.Record{}
	if err := json.Unmarshal(b, rec); err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	return rec, nil
}

type decideAdjudicate struct {
	decisionFlags
	Report string `arg:"" help:"The report's id."`
	Coder  string `required:"" help:"Whose record counts: a person who coded it, or machine."`
	Record string `placeholder:"FILE" help:"The record that counts, made by --coder with the others in view; it is entered first."`
}

// Help teaches how to use the command.
func (decideAdjudicate) Help() string {
	return `  tocsin decide adjudicate wire-1 --coder "A. Reader" --by "The Editor" --why "B. missed the second bomb"
  tocsin decide adjudicate wire-1 --coder "The Editor" --record third.json --by "The Editor" --why "both were partly right"`
}

// Run decides.
func (c *decideAdjudicate) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	coder := tocsin.Machine
	if c.Coder != tocsin.Machine {
		coder = tocsin.PersonCoder(c.Coder)
	}
	if c.Record != "" {
		rec, err := readRecord(c.Record)
		if err != nil {
			return err
		}
		if coder == tocsin.Machine {
			return usagef("--record: a person makes it, not the machine")
		}
		if _, err := resolve.EnterRecord(ctx, l, c.Report, c.Coder, rec); err != nil {
			return err
		}
	}
	records, err := l.Records(ctx, c.Report)
	if errors.Is(err, ledger.ErrNotFound) {
		return fmt.Errorf("no record of %s in the ledger; 'tocsin list' names those that are", c.Report)
	}
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(records, func(r ledger.Coding) bool { return tocsin.CoderName(r.Coder) == coder }) {
		return fmt.Errorf("%s has not coded %s", c.Coder, c.Report)
	}
	return c.append(ctx, s, l, tocsin.Decision{What: tocsin.Adjudicate, On: []string{c.Report}, Coder: coder})
}

type decideUndo struct {
	decisionFlags
	IDs []string `arg:"" name:"decision" help:"Decisions, as 'tocsin decide list' names them."`
}

// Help teaches how to use the command.
func (decideUndo) Help() string {
	return `What was decided is then as if it had never been. The decision stays in the ledger, and so does that it was taken back,
which can be taken back itself.

  tocsin decide list
  tocsin decide undo d3f09a1c22e4 --by "A. Reader" --why "the wrong incident"`
}

// Run decides.
func (c *decideUndo) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	ds, err := resolve.Decisions(ctx, l)
	if err != nil {
		return err
	}
	for _, id := range c.IDs {
		i := slices.IndexFunc(ds, func(d tocsin.Decision) bool { return d.ID() == id })
		switch {
		case i < 0:
			return fmt.Errorf("no decision %s; 'tocsin decide list' names those that are", id)
		case ds[i].Undone != "":
			return fmt.Errorf("%s was taken back already, by %s", id, ds[i].Undone)
		}
	}
	return c.append(ctx, s, l, tocsin.Decision{What: tocsin.Undo, On: c.IDs})
}

type decideList struct {
	database
	On   string `placeholder:"ID" help:"Only decisions about this account or report."`
	JSON bool   `name:"json" help:"Print one JSON object a line."`
}

// Help teaches how to use the command.
func (decideList) Help() string {
	return `Prints a line for each decision in the order in which they were made: day, id, who decided what on what and why, and by which
decision it was taken back.

  tocsin decide list
  tocsin decide list --on wire-1:a1 --json`
}

// Run lists the decisions.
func (c *decideList) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	ds, err := resolve.Decisions(ctx, l)
	if err != nil {
		return err
	}
	type listed struct {
		ID string `json:"id"`
		tocsin.Decision
	}
	var out []listed
	for _, d := range ds {
		if c.On == "" || slices.Contains(d.On, c.On) {
			out = append(out, listed{d.ID(), d})
		}
	}
	if c.JSON {
		return writeJSONLines(s.Out, out)
	}
	p := newPrinter(s)
	for _, d := range out {
		st := plain
		if d.Undone != "" {
			st = faint
		}
		text := fmt.Sprintf("%s  %s  %s", tocsin.DateOf(d.At.UTC()), d.ID, wording.Decision(d.Decision))
		if _, err := fmt.Fprintln(s.Out, p.styled(st, inert(text))); err != nil {
			return err
		}
	}
	fmt.Fprintln(s.Err, plural(len(out), "decision", "decisions"))
	return nil
}

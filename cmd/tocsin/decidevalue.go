package main

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
)

type decideCorrect struct {
	decisionFlags
	On       string   `arg:"" name:"account" help:"The account, or the report for ties, assessments, designations and accounts."`
	Path     string   `arg:"" help:"The value, as 'tocsin show --json' names it: kind, when.start, casualties[0].low; a list's name alone to add to it."`
	Value    string   `arg:"" help:"What it is: a word, a number, or JSON in the form of doc/format.md."`
	Evidence []string `sep:"none" placeholder:"WORDS" help:"Words of the report that the value rests on, exactly as they stand there; for several, repeat the flag."`
}

// Help teaches how to use the command.
func (decideCorrect) Help() string {
	return `The record that was coded stays as it is; the correction is laid on it wherever the record is read, and on the records of
later versions of the coder as long as they rest on the same words. Where they do not, 'tocsin show' says so among the
problems. The codebook's rules hold: a value it does not know, or words that are not in the report, are refused.

  tocsin decide correct wire-1:a1 kind hijacking --by "A. Reader" --why "the ferry was taken, not shelled"
  tocsin decide correct wire-1:a1 'casualties[0].low' 5 --evidence "five dead" --by "A. Reader" --why "misread"
  tocsin decide correct wire-1:a1 weapons '{"class": "firearm"}' --evidence "gunmen" --by "A. Reader" --why "missing"`
}

type decideReject struct {
	decisionFlags
	On   string `arg:"" name:"account" help:"The account, or the report for ties, assessments and designations."`
	Path string `arg:"" help:"The value, for example targets[0]."`
}

// Help teaches how to use the command.
func (decideReject) Help() string {
	return `  tocsin decide reject wire-1:a1 'targets[0]' --by "A. Reader" --why "the ferry was not the target"`
}

// Run decides.
func (c *decideCorrect) Run(ctx context.Context, s stdio) error {
	value := json.RawMessage(c.Value)
	if !json.Valid(value) {
		text, err := json.Marshal(c.Value)
		if err != nil {
			return err // unreachable: any text has a JSON form
		}
		value = text
	}
	var evidence []tocsin.Evidence
	for _, words := range c.Evidence {
		evidence = append(evidence, tocsin.Evidence{Span: tocsin.Span{Start: -1, End: -1}, Quote: words})
	}
	return c.correct(ctx, s, c.On, c.Path, value, evidence)
}

// Run decides.
func (c *decideReject) Run(ctx context.Context, s stdio) error {
	if !strings.Contains(c.Path, "[") {
		return usagef("%s: which of them? %s[0] is the first", c.Path, c.Path)
	}
	return c.correct(ctx, s, c.On, c.Path, nil, nil)
}

// correct enters a correction of the record that counts.
func (f *decisionFlags) correct(ctx context.Context, s stdio, on, path string, value json.RawMessage, evidence []tocsin.Evidence) error {
	l, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	d, err := propose(ctx, l, tocsin.Decision{By: f.By, Why: f.Why, On: []string{on}}, path, value, evidence)
	if err != nil {
		return err
	}
	return f.append(ctx, s, l, d)
}

// propose completes a correction of what d is on: it is checked against the record that counts and the report's text.
func propose(ctx context.Context, l *ledger.Ledger, d tocsin.Decision, path string, value json.RawMessage, evidence []tocsin.Evidence) (tocsin.Decision, error) {
	on := d.On[0]
	report := on
	rec, _, err := resolve.Record(ctx, l, report)
	if i := strings.LastIndexByte(on, ':'); errors.Is(err, ledger.ErrNotFound) && i >= 0 {
		report = on[:i]
		rec, _, err = resolve.Record(ctx, l, report)
	}
	if errors.Is(err, ledger.ErrNotFound) {
		return d, usagef("no record of %s in the ledger; 'tocsin list' names those that are", report)
	}
	if err != nil {
		return d, err
	}
	r, err := l.Report(ctx, report)
	if err != nil {
		return d, err
	}
	c, err := resolve.Propose(rec, on, path, value, evidence)
	if err != nil {
		return d, usageError(err.Error())
	}
	d.What, d.Correction, d.At = tocsin.Correct, c, l.Now().UTC().Truncate(time.Microsecond)
	d, ps := resolve.Check(rec, r.Text, d)
	if len(ps) > 0 {
		return d, usagef("%s", problemWords(ps))
	}
	return d, nil
}

type aliasFlags struct {
	decisionFlags
	Names  []string `arg:"" name:"name" help:"The two names."`
	Source string   `required:"" help:"What says so: a document, a statement, a study."`
	Start  string   `placeholder:"DATE" help:"From when: a year, a month or a day."`
	End    string   `placeholder:"DATE" help:"Until when."`
}

type decideAlias struct{ aliasFlags }

type decideDistinct struct{ aliasFlags }

// Help teaches how to use the command.
func (decideAlias) Help() string {
	return `Claims, attributions and profiles of one name then count for the other, on days of the time given. A name is still printed as
each report has it.

  tocsin decide alias "Dawn Front" "Front of the Dawn" --source "its statement of 2 March" --by "A. Reader" --why "same emblem and speaker"`
}

// Help teaches how to use the command.
func (decideDistinct) Help() string {
	return `  tocsin decide distinct "Dawn Front" "Front of the Dawn" --start 2019 --source "…" --by "A. Reader" --why "they split"`
}

// Run decides.
func (c *decideAlias) Run(ctx context.Context, s stdio) error { return c.name(ctx, s, tocsin.Alias) }

// Run decides.
func (c *decideDistinct) Run(ctx context.Context, s stdio) error {
	return c.name(ctx, s, tocsin.Distinct)
}

type decideDesignate struct {
	decisionFlags
	Actor  string `arg:"" help:"The organisation; never a person."`
	Label  string `required:"" help:"The list's own word for whom it lists; it is printed as a quotation."`
	List   string `required:"" help:"Which list, and whose."`
	Source string `required:"" help:"Where that stands."`
	Start  string `placeholder:"DATE" help:"From when: a year, a month or a day."`
	End    string `placeholder:"DATE" help:"Until when."`
}

// Help teaches how to use the command.
func (decideDesignate) Help() string {
	return `'tocsin actor NAME --on DAY' shows which lists an organisation stood on that day, beside what reports tell.

  tocsin decide designate "Dawn Front" --label "proscribed organisation" --list "Kareth, Home Office" --start 2016-05-02 --source "order no. 12" --by "A. Reader" --why "as published"`
}

// Run decides.
func (c *decideDesignate) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	return c.append(ctx, s, l, tocsin.Decision{What: tocsin.Designate, On: []string{c.Actor}, Label: c.Label, List: c.List, Source: c.Source, Start: c.Start, End: c.End})
}

func (c *aliasFlags) name(ctx context.Context, s stdio, what tocsin.DecisionAction) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	return c.append(ctx, s, l, tocsin.Decision{What: what, On: c.Names, Source: c.Source, Start: c.Start, End: c.End})
}

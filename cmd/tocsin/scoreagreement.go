package main

import (
	"context"
	"fmt"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/score"
)

type scoreAgreement struct {
	database
	Machine bool `help:"Count the machine as a coder too; otherwise only people."`
	JSON    bool `name:"json" help:"Print one JSON object a line."`
}

// Help teaches how to use the command.
func (scoreAgreement) Help() string {
	return `Of every report that two people coded without seeing each other's record ('tocsin decide code'): how far they agree, report by
report, incident by incident and value by value. Share is how many pairs of coders agree. Krippendorff's alpha and Gwet's
AC1 take off what would agree by chance: alpha falls where one value is almost always right, AC1 does not. Numbers and days
are weighed by the square of their difference.

  tocsin score agreement
  tocsin score agreement --machine --json`
}

// Run measures the agreement.
func (c *scoreAgreement) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	coded, err := codedTwice(ctx, l, c.Machine)
	if err != nil {
		return err
	}
	if len(coded) == 0 {
		return fmt.Errorf("no report was coded twice; 'tocsin decide code' enters what a person coded")
	}
	list, err := score.Agreements(coded)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSONLines(s.Out, list)
	}
	fmt.Fprintln(s.Err, plural(len(coded), "report coded twice or more", "reports coded twice or more"))
	return score.WriteAgreements(s.Out, list)
}

// codedTwice returns the reports that two coders or more have coded, with the latest record of each coder.
func codedTwice(ctx context.Context, l *ledger.Ledger, machine bool) ([]score.Coded, error) {
	latest := map[string]map[string]*tocsin.Record{}
	coders := map[string][]string{} // of each report, as they came
	var order []string
	for e, err := range l.After(ctx, 0, ledger.Record) {
		if err != nil {
			return nil, err
		}
		rec, report, coder, err := ledger.ReadRecord(e)
		if err != nil {
			return nil, err
		}
		coder = tocsin.CoderName(coder)
		if coder == tocsin.Machine && !machine {
			continue
		}
		if latest[report] == nil {
			latest[report] = map[string]*tocsin.Record{}
			order = append(order, report)
		}
		if latest[report][coder] == nil {
			coders[report] = append(coders[report], coder)
		}
		latest[report][coder] = rec
	}
	var out []score.Coded
	for _, id := range order {
		if len(latest[id]) < 2 {
			continue
		}
		r, err := l.Report(ctx, id)
		if err != nil {
			return nil, err
		}
		c := score.Coded{Report: id, Text: r.Text}
		for _, coder := range coders[id] {
			c.Records = append(c.Records, latest[id][coder])
		}
		out = append(out, c)
	}
	return out, nil
}

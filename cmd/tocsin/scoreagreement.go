package main

import (
	"context"
	"fmt"
	"slices"

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
	people, err := l.CodedByPeople(ctx)
	if err != nil {
		return nil, err
	}
	var order []string
	coders := map[string]int{}
	for _, p := range people {
		if coders[p.Report]++; coders[p.Report] == 1 {
			order = append(order, p.Report)
		}
	}
	var out []score.Coded
	for _, id := range order {
		if coders[id] < 2 && !machine {
			continue
		}
		codings, err := latestCodings(ctx, l, id)
		if err != nil {
			return nil, err
		}
		r, err := l.Report(ctx, id)
		if err != nil {
			return nil, err
		}
		c := score.Coded{Report: id, Text: r.Text}
		for _, x := range codings {
			if machine || tocsin.CoderName(x.Coder) != tocsin.Machine {
				c.Records = append(c.Records, x.Record)
			}
		}
		if len(c.Records) > 1 {
			out = append(out, c)
		}
	}
	return out, nil
}

// latestCodings returns the latest record of a report by each coder, in the order in which coders first coded it.
func latestCodings(ctx context.Context, l *ledger.Ledger, report string) ([]ledger.Coding, error) {
	all, err := l.Records(ctx, report)
	if err != nil {
		return nil, err
	}
	var out []ledger.Coding
	for _, c := range all {
		name := tocsin.CoderName(c.Coder)
		if i := slices.IndexFunc(out, func(o ledger.Coding) bool { return tocsin.CoderName(o.Coder) == name }); i >= 0 {
			out[i] = c
		} else {
			out = append(out, c)
		}
	}
	return out, nil
}

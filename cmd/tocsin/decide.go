package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve"
)

type decideCommands struct {
	Merge   decideMerge   `cmd:"" help:"Decide that incidents are one."`
	Split   decideSplit   `cmd:"" help:"Decide that accounts are not of the incident they were tied to."`
	Accept  decideAccept  `cmd:"" help:"Decide that an incident stands as it is computed."`
	Retract decideRetract `cmd:"" help:"Decide that an account, or a whole report, no longer counts."`
	Restore decideRestore `cmd:"" help:"Take a retraction back."`
}

// decisionFlags say who decides and why.
type decisionFlags struct {
	database
	By  string `required:"" help:"Who decides."`
	Why string `required:"" help:"Why."`
}

type decideMerge struct {
	decisionFlags
	IDs []string `arg:"" name:"id" help:"Incidents, or accounts of them: two or more."`
}

type decideSplit struct {
	decisionFlags
	IDs []string `arg:"" name:"account" help:"Accounts that are to leave the incident; they stay together."`
}

type decideAccept struct {
	decisionFlags
	ID string `arg:"" help:"The incident."`
}

type decideRetract struct {
	decisionFlags
	IDs []string `arg:"" name:"id" help:"Accounts, or reports."`
}

type decideRestore struct {
	decisionFlags
	IDs []string `arg:"" name:"id" help:"Accounts, or reports."`
}

// Help teaches how to use the command.
func (decideMerge) Help() string {
	return `Decisions are entries of the ledger: by whom, when, on what, what and why. No score overrules one; a later decision does.
They name accounts, so they hold when other reports come. 'tocsin show' prints them with the incident.

  tocsin decide merge wire-1:a1 gazette-4:a2 --by "A. Reader" --why "same convoy, the gazette has the day wrong"`
}

// Help teaches how to use the command.
func (decideSplit) Help() string {
	return `  tocsin decide split gazette-4:a2 --by "A. Reader" --why "another checkpoint"`
}

// Run decides.
func (c *decideMerge) Run(ctx context.Context, s stdio) error {
	return c.enter(ctx, s, tocsin.Merge, c.IDs, nil)
}

// Run decides.
func (c *decideSplit) Run(ctx context.Context, s stdio) error {
	return c.enter(ctx, s, tocsin.Split, c.IDs, func(l *resolve.Linker) ([]string, error) {
		on := l.Sides(c.IDs)
		if on == nil {
			return nil, fmt.Errorf("%s: nothing else is tied to it", strings.Join(c.IDs, ", "))
		}
		return on, nil
	})
}

// Run decides.
func (c *decideAccept) Run(ctx context.Context, s stdio) error {
	return c.enter(ctx, s, tocsin.Accept, []string{c.ID}, nil)
}

// Run decides.
func (c *decideRetract) Run(ctx context.Context, s stdio) error {
	return c.enter(ctx, s, tocsin.Retract, c.IDs, nil)
}

// Run decides.
func (c *decideRestore) Run(ctx context.Context, s stdio) error {
	return c.enter(ctx, s, tocsin.Restore, c.IDs, nil)
}

// enter appends a decision about what the ids name; on, if given, completes them.
func (f *decisionFlags) enter(ctx context.Context, s stdio, what tocsin.DecisionAction, ids []string, on func(*resolve.Linker) ([]string, error)) error {
	l, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	link, err := resolve.FromLedger(ctx, l)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if !link.Names(id) {
			return fmt.Errorf("no account or report %s in the ledger; 'tocsin incidents' and 'tocsin list' name those that are", id)
		}
	}
	if on != nil {
		if ids, err = on(link); err != nil {
			return err
		}
	}
	d := tocsin.Decision{By: f.By, At: l.Now().UTC().Truncate(time.Microsecond), On: ids, What: what, Why: f.Why}
	if ps := d.Problems(); len(ps) > 0 {
		return usagef("%s", ps[0])
	}
	if err := resolve.Enter(ctx, l, d); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "entered: %s\n", inert(decisionWords(d)))
	return err
}

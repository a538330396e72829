package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/wording"
)

type decideCommands struct {
	Merge   decideMerge   `cmd:"" help:"Decide that incidents are one."`
	Split   decideSplit   `cmd:"" help:"Decide that accounts are not of the incident they were tied to."`
	Accept  decideAccept  `cmd:"" help:"Decide that an incident stands as it is computed."`
	Retract decideRetract `cmd:"" help:"Decide that an account, or a whole report, no longer counts."`
	Restore decideRestore `cmd:"" help:"Take a retraction back."`

	Correct    decideCorrect    `cmd:"" help:"Decide that a value of an account is another, or is missing."`
	Reject     decideReject     `cmd:"" help:"Decide that a value of an account is none."`
	Alias      decideAlias      `cmd:"" help:"Decide that two names are names of one actor."`
	Distinct   decideDistinct   `cmd:"" help:"Decide that two names are not names of one actor."`
	Designate  decideDesignate  `cmd:"" help:"Enter that an organisation stands on a list, from when, and under which label."`
	Code       decideCode       `cmd:"" help:"Enter the record that a person made of a report."`
	Adjudicate decideAdjudicate `cmd:"" help:"Decide whose record of a report counts."`
	Undo       decideUndo       `cmd:"" help:"Take a decision back in full."`
	List       decideList       `cmd:"" help:"List the decisions."`
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
	return c.about(ctx, s, c.IDs, tocsin.Decision{What: tocsin.Merge})
}

// Run decides.
func (c *decideSplit) Run(ctx context.Context, s stdio) error {
	return c.enter(ctx, s, tocsin.Decision{What: tocsin.Split}, c.IDs, func(l *resolve.Linker, d *tocsin.Decision) error {
		if err := there(l, c.IDs); err != nil {
			return err
		}
		if d.On = l.Sides(c.IDs); d.On == nil {
			return fmt.Errorf("%s: nothing else is tied to it", strings.Join(c.IDs, ", "))
		}
		return nil
	})
}

// Run decides.
func (c *decideAccept) Run(ctx context.Context, s stdio) error {
	return c.enter(ctx, s, tocsin.Decision{What: tocsin.Accept, On: []string{c.ID}}, []string{c.ID}, func(l *resolve.Linker, d *tocsin.Decision) error {
		if err := there(l, d.On); err != nil {
			return err
		}
		if inc := l.Incident(c.ID, resolve.View{}); inc != nil {
			d.State = inc.State
		}
		return nil
	})
}

// Run decides.
func (c *decideRetract) Run(ctx context.Context, s stdio) error {
	return c.about(ctx, s, c.IDs, tocsin.Decision{What: tocsin.Retract})
}

// Run decides.
func (c *decideRestore) Run(ctx context.Context, s stdio) error {
	return c.about(ctx, s, c.IDs, tocsin.Decision{What: tocsin.Restore})
}

// about enters a decision about accounts or reports that must be there.
func (f *decisionFlags) about(ctx context.Context, s stdio, ids []string, d tocsin.Decision) error {
	d.On = ids
	return f.enter(ctx, s, d, ids, func(l *resolve.Linker, _ *tocsin.Decision) error { return there(l, ids) })
}

// there reports, as an error, which of the ids names nothing.
func there(l *resolve.Linker, ids []string) error {
	for _, id := range ids {
		if !l.Names(id) {
			return fmt.Errorf("no account or report %s in the ledger; 'tocsin incidents' and 'tocsin list' name those that are", id)
		}
	}
	return nil
}

// enter appends a decision about what the ids name, which look checks and completes from what the ledger holds.
func (f *decisionFlags) enter(ctx context.Context, s stdio, d tocsin.Decision, ids []string, look func(*resolve.Linker, *tocsin.Decision) error) error {
	l, v, err := f.openedView(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	link, err := resolve.Around(ctx, l, v, ids...)
	if err != nil {
		return err
	}
	if err := look(link, &d); err != nil {
		return err
	}
	return f.append(ctx, s, l, d)
}

// append enters a decision that has been checked.
func (f *decisionFlags) append(ctx context.Context, s stdio, l *ledger.Ledger, d tocsin.Decision) error {
	d.By, d.Why, d.At = f.By, f.Why, l.Now().UTC().Truncate(time.Microsecond)
	if ps := d.Problems(); len(ps) > 0 {
		return usagef("%s", ps[0])
	}
	if err := resolve.Enter(ctx, l, d); err != nil {
		return err
	}
	_, err := fmt.Fprintf(s.Out, "entered: %s\n", inert(wording.Decision(d)))
	return err
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/tocsin-org/tocsin/internal/ledger"
)

// database is the flag that every command on the ledger has.
type database struct {
	DB string `name:"db" default:"sqlite:tocsin.db" env:"TOCSIN_DB" placeholder:"DB" help:"The ledger's database: sqlite:PATH or a postgres:// URL (${default})."`
}

// open opens a ledger that must exist already.
func (d database) open(ctx context.Context) (*ledger.Ledger, error) {
	if err := d.exists(); err != nil {
		return nil, err
	}
	return ledger.Open(ctx, d.DB)
}

// exists returns an error if the ledger is a file that is not there, which opening would make.
func (d database) exists() error {
	if path, ok := strings.CutPrefix(d.DB, "sqlite:"); ok {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("no ledger at %s; 'tocsin read' makes one", path)
		}
	}
	return nil
}

type ledgerCommands struct {
	Verify ledgerVerify `cmd:"" help:"Check that nothing in the ledger was changed."`
	Forget ledgerForget `cmd:"" help:"Remove the text and page of a report, by law or wish."`
}

type ledgerVerify struct {
	database
	Head string `placeholder:"SEQ:HASH" help:"Also check that entry SEQ has this hash, as an earlier verify printed it."`
}

// Help teaches how to use the command.
func (ledgerVerify) Help() string {
	return `Every entry of the ledger covers the one before it with a hash, and every text and page is kept under its own hash.
Verify walks them all and names the first entry that is not as it was entered, with what was derived from it. Only
somebody who computes all later hashes anew can hide a change: note the last number and hash that verify prints, and
give them back with --head.

  tocsin ledger verify
  tocsin ledger verify --head 120:9f2c…`
}

// Run walks the ledger.
func (c *ledgerVerify) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	check, err := l.Verify(ctx)
	if err != nil {
		return err
	}
	if b := check.Breach; b != nil {
		fmt.Fprintf(s.Out, "BROKEN: %s\n", inert(b.String()))
		fmt.Fprintf(s.Out, "%s before it %s whole; %s after it.\n",
			plural(int(check.Entries), "entry", "entries"), map[bool]string{true: "is", false: "are"}[check.Entries == 1], plural(int(b.After), "entry comes", "entries come"))
		for _, r := range b.Rests {
			fmt.Fprintf(s.Out, "  derived from it: %s\n", inert(r))
		}
		return errors.New("the ledger is not as it was written")
	}
	if c.Head != "" {
		if err := c.checkHead(ctx, l); err != nil {
			return err
		}
	}
	fmt.Fprintf(s.Out, "whole: %s, %s", plural(int(check.Entries), "entry", "entries"), plural(check.Bodies, "body", "bodies"))
	if check.Gone > 0 {
		fmt.Fprintf(s.Out, ", %d removed as the ledger says", check.Gone)
	}
	if check.Entries > 0 {
		fmt.Fprintf(s.Out, "\nhead %d:%s", check.Head.Seq, check.Head.Hash)
	}
	fmt.Fprintln(s.Out)
	return nil
}

type ledgerForget struct {
	database
	ID  string `arg:"" help:"The report's id, as list prints it."`
	By  string `required:"" placeholder:"WHO" help:"Who decided it."`
	Why string `required:"" placeholder:"REASON" help:"Why."`
}

// Help teaches how to use the command.
func (ledgerForget) Help() string {
	return `Removes the text of a report and the bytes it was read from, also for exact copies of it, and enters who decided that and
why. It cannot be undone. The report's entry and its record stay, with the few words that the record quotes, and verify
knows that the rest was removed.

  tocsin ledger forget kareth-market --by "A. Editor" --why "the publisher asked for it"`
}

// Run removes the bodies of a report.
func (c *ledgerForget) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	r, err := l.Report(ctx, c.ID)
	if err != nil {
		return err
	}
	removed := 0
	for _, hash := range []string{r.TextHash(), r.Capture} {
		err := l.Forget(ctx, hash, c.By, c.Why)
		if errors.Is(err, ledger.ErrNotFound) { // removed before
			continue
		}
		if err != nil {
			return err
		}
		removed++
	}
	if removed == 0 {
		return fmt.Errorf("nothing is left of %s to remove", c.ID)
	}
	_, err = fmt.Fprintf(s.Out, "removed %s of %s\n", plural(removed, "body", "bodies"), inert(c.ID))
	return err
}

// checkHead compares the entry that was noted with the one in the ledger.
func (c *ledgerVerify) checkHead(ctx context.Context, l *ledger.Ledger) error {
	var seq int64
	var hash string
	if _, err := fmt.Sscanf(strings.Replace(c.Head, ":", " ", 1), "%d %s", &seq, &hash); err != nil || seq < 1 {
		return usagef("--head %s: want SEQ:HASH", c.Head)
	}
	for e, err := range l.After(ctx, seq-1) {
		if err != nil {
			return err
		}
		if e.Hash != hash {
			return fmt.Errorf("entry %d has hash %s, not the one noted: the ledger was written anew", seq, e.Hash)
		}
		return nil
	}
	return fmt.Errorf("the ledger ends before entry %d: entries were cut off", seq)
}

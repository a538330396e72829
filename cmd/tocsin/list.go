package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/tocsin-org/tocsin/internal/ledger"
)

type listCommand struct {
	database
	JSON bool `name:"json" help:"Print one JSON object a line."`
}

// Help teaches how to use the command.
func (listCommand) Help() string {
	return `Prints a line for each report in the order in which they were read: id, day of publication, outlet, accounts, problems
to look at, title. An id with @2 is the second text seen at the same address; "copy" marks an exact copy of an earlier
report.

  tocsin list
  tocsin list --json | jq -r 'select(.accounts > 0) | .id'`
}

// A listed report is one line of the list.
type listed struct {
	ID        string `json:"id"`
	Published string `json:"published"`
	Outlet    string `json:"outlet"`
	Title     string `json:"title"`
	Revision  int    `json:"revision"`
	CopyOf    string `json:"copy_of,omitempty"`
	Coded     bool   `json:"coded"`
	Accounts  int    `json:"accounts"`
	Problems  int    `json:"problems"`
}

// Run lists the reports.
func (c *listCommand) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	p := newPrinter(s)
	enc := json.NewEncoder(s.Out)
	enc.SetEscapeHTML(false)
	n := 0
	for e, err := range l.After(ctx, 0, ledger.Report) {
		if err != nil {
			return err
		}
		row, err := listing(ctx, l, e)
		if err != nil {
			return err
		}
		if c.JSON {
			err = enc.Encode(row)
		} else {
			if n == 0 {
				fmt.Fprintln(s.Out, p.styled(faint, "published   accounts  problems  id, outlet, title"))
			}
			_, err = fmt.Fprintln(s.Out, p.listLine(row))
		}
		if err != nil {
			return err
		}
		n++
	}
	if !c.JSON {
		fmt.Fprintln(s.Err, plural(n, "report", "reports"))
	}
	return nil
}

func listing(ctx context.Context, l *ledger.Ledger, e ledger.Entry) (listed, error) {
	r, err := ledger.ReadReport(e)
	if err != nil {
		return listed{}, err
	}
	row := listed{ID: r.ID, Published: r.Published.String(), Outlet: r.Outlet, Title: r.Title, Revision: r.Revision, CopyOf: r.CopyOf}
	rec, _, err := l.Record(ctx, r.ID)
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		row.Problems = len(r.Problems)
	case err != nil:
		return row, err
	default:
		row.Coded, row.Accounts, row.Problems = true, len(rec.Accounts), len(rec.Notes)
	}
	return row, nil
}

func (p *printer) listLine(r listed) string {
	published, accounts := r.Published, fmt.Sprint(r.Accounts)
	if published == "" {
		published = "unknown"
	}
	if !r.Coded {
		accounts = "not coded"
	}
	id := inert(r.ID)
	text := id
	if r.CopyOf != "" {
		text += " (copy of " + inert(r.CopyOf) + ")"
	}
	for _, part := range []string{inert(r.Outlet), inert(r.Title)} {
		if part != "" {
			text += " · " + part
		}
	}
	text = runewidth.Truncate(text, p.width-32, "…")
	if rest, whole := strings.CutPrefix(text, id); whole {
		text = p.styled(strong, id) + rest
	}
	return fmt.Sprintf("%-10s  %8s  %8d  %s", published, accounts, r.Problems, text)
}

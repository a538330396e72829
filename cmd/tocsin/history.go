package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/wording"
)

type historyCommand struct {
	database
	ID   string `arg:"" help:"The incident's id, as incidents prints it, or the id of any account of it."`
	Rule string `enum:"tocsin,ucdp,gtd,acled" default:"tocsin" help:"Rule that chooses one number where voices differ: tocsin, ucdp, gtd or acled (${default})."`
	JSON bool   `name:"json" help:"Print one JSON object for each day on which something became known."`
}

// Help teaches how to use the command.
func (historyCommand) Help() string {
	return `Shows what was known of an incident on each day on which a report told something of it: the toll as it then stood, who
had claimed it or was blamed by then, and which reports came in. What is known later never overwrites it.

  tocsin history 01-caspian-wire-convoy:a1`
}

// A known is what was known on a day.
type known struct {
	Day      tocsin.Date      `json:"day"`
	Incident *tocsin.Incident `json:"incident"`
}

// Run shows the incident's history.
func (c *historyCommand) Run(ctx context.Context, s stdio) error {
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	v, err := openView(ctx, l)
	if err != nil {
		return err
	}
	now, err := v.Incident(ctx, c.ID)
	if errors.Is(err, tocsin.ErrNotFound) {
		return noIncident(c.ID)
	}
	if err != nil {
		return err
	}
	moments, err := resolve.History(ctx, l, now, resolve.Rule(c.Rule))
	if err != nil {
		return err
	}
	p := newPrinter(s)
	enc := json.NewEncoder(s.Out)
	enc.SetEscapeHTML(false)
	for _, m := range moments {
		if c.JSON {
			err = enc.Encode(known{m.Day, m.Incident})
		} else {
			_, err = fmt.Fprint(s.Out, p.historyLines(m.Day, m.Incident))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func noIncident(id string) error {
	return fmt.Errorf("no incident %s in the ledger; 'tocsin incidents' names those that are", id)
}

func (p *printer) historyLines(day tocsin.Date, inc *tocsin.Incident) string {
	out := p.styled(strong, day.String()) + "\n"
	var came []string
	for _, a := range inc.Accounts {
		if a.Published == day {
			came = append(came, a.String())
		}
	}
	lines := []string{wording.Toll(inc), wording.Responsibility(inc)}
	for _, l := range lines {
		for _, row := range wrap(inert(l), p.width-2) {
			out += "  " + row + "\n"
		}
	}
	for _, id := range came {
		out += "  " + p.styled(faint, "+ "+inert(id)) + "\n"
	}
	return out
}

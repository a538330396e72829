package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/tocsin-org/tocsin"
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
	link, err := c.linker(ctx)
	if err != nil {
		return err
	}
	v := viewFlags{Rule: c.Rule}
	now := link.Incident(c.ID, v.view())
	if now == nil {
		return noIncident(c.ID)
	}
	p := newPrinter(s)
	enc := json.NewEncoder(s.Out)
	enc.SetEscapeHTML(false)
	for _, day := range daysOf(now) {
		v.AsOf = day
		inc := link.Incident(c.ID, v.view())
		if inc == nil {
			continue
		}
		if c.JSON {
			err = enc.Encode(known{day, inc})
		} else {
			_, err = fmt.Fprint(s.Out, p.historyLines(day, inc))
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

// daysOf returns the days on which reports told something of it; a report without a day has none.
func daysOf(inc *tocsin.Incident) []tocsin.Date {
	var out []tocsin.Date
	for _, a := range inc.Accounts {
		if !a.Published.IsZero() && !slices.Contains(out, a.Published) {
			out = append(out, a.Published)
		}
	}
	slices.SortFunc(out, func(a, b tocsin.Date) int { return a.Sub(b) })
	return out
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

package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/tocsin-org/tocsin/internal/gazetteer"
)

type placeCommand struct {
	Name  string   `arg:"" help:"Name of a place as a report writes it: \"Karabudakhkent district\"."`
	Near  []string `placeholder:"PLACE" help:"Other places that the report names."`
	Limit int      `default:"5" help:"How many candidates to show (${default})."`
	JSON  bool     `name:"json" help:"Print JSON."`
	dumps `embed:""`
}

// Help teaches how to use the command.
func (placeCommand) Help() string {
	return `Shows which places a name may mean, the likeliest first: how likely it is among them, what it lies in, where it is, and
why. Class words in the name ("district", "village of") and the other places of the report decide.

  tocsin place Derbent --near Dagestan
  tocsin place "Karabudakhkent district"`
}

// Run looks a name up.
func (c *placeCommand) Run(s stdio) error {
	g, _, err := c.gazetteer(s)
	if err != nil {
		return err
	}
	ctx, mentions := c.scene()
	found := g.Explain(ctx, mentions, 0, max(c.Limit, 1))
	if c.JSON {
		if found == nil {
			found = []gazetteer.Explained{}
		}
		return writeIndented(s, found)
	}
	if len(found) == 0 {
		if _, err := fmt.Fprintf(s.Out, "no place is called %q\n", c.Name); err != nil {
			return err
		}
		return c.suggest(s.Out, g)
	}
	for _, e := range found {
		if err := writeCandidate(s.Out, e); err != nil {
			return err
		}
	}
	return nil
}

// writeCandidate prints one candidate and its reasons.
func writeCandidate(w io.Writer, e gazetteer.Explained) error {
	p := e.Place
	at := "no point"
	if p.HasPoint {
		at = fmt.Sprintf("%.4f, %.4f", p.Lat, p.Lon)
	}
	people := ""
	if p.Population > 0 {
		people = fmt.Sprintf(" · population %d", p.Population)
	}
	_, err := fmt.Fprintf(w, "%3.0f %%  %s, %s · %s · %s%s\n       %s\n", 100*e.Score, p.Name, p.Class, strings.Join(compact(p.Adm2, p.Adm1, p.Country), ", "),
		at, people, strings.Join(e.Why, "; "))
	return err
}

// scene makes a text of the name and the places near it, as a report would have them.
func (c *placeCommand) scene() (gazetteer.Context, []gazetteer.Mention) {
	text := c.Name
	mentions := []gazetteer.Mention{{Text: c.Name, Start: 0, End: len(c.Name)}}
	for _, n := range c.Near {
		text += "; " + n
		mentions = append(mentions, gazetteer.Mention{Text: n, Start: len(text) - len(n), End: len(text)})
	}
	return gazetteer.Context{Text: text, Prior: gazetteer.ConflictPrior}, mentions
}

// suggest prints names that are spelled alike.
func (c *placeCommand) suggest(w io.Writer, g *gazetteer.Gazetteer) error {
	for i, n := range g.Fuzzy(c.Name) {
		if i == 5 {
			break
		}
		p := g.Place(n.Ref)
		if _, err := fmt.Fprintf(w, "  spelled alike: %s, %s\n", p.Name, strings.Join(compact(p.Adm1, p.Country), ", ")); err != nil {
			return err
		}
	}
	return nil
}

// compact returns the strings that are not empty, without repeats beside each other.
func compact(parts ...string) []string {
	var out []string
	for _, p := range parts {
		if p != "" && (len(out) == 0 || out[len(out)-1] != p) {
			out = append(out, p)
		}
	}
	return out
}

package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/tocsin-org/tocsin/internal/gazetteer"
)

type placeCommand struct {
	Name string   `arg:"" help:"Name of a place as a report writes it: \"Karabudakhkent district\"."`
	Near []string `placeholder:"PLACE" help:"Other places that the report names."`
	JSON bool     `name:"json" help:"Print JSON."`
}

// Help teaches how to use the command.
func (placeCommand) Help() string {
	return `Shows which places a name may mean, the likeliest first: how likely it is among them, what it lies in and where it is.
Class words in the name ("district", "village of") and the other places of the report decide.

  tocsin place Derbent --near Dagestan
  tocsin place "Karabudakhkent district"`
}

// A placeAnswer is one candidate as it is printed.
type placeAnswer struct {
	gazetteer.Place
	Likelihood float64 `json:"likelihood"`
	Fallback   bool    `json:"fallback,omitempty"`
}

// Run looks a name up.
func (c *placeCommand) Run(s stdio) error {
	g, err := gazetteer.Load()
	if err != nil {
		return err
	}
	var answers []placeAnswer
	res := g.Resolve(c.scene())[0]
	for _, cand := range res.Candidates {
		answers = append(answers, placeAnswer{Place: g.Place(cand.Ref), Likelihood: cand.Score})
	}
	if len(answers) == 0 && res.Place.Ref != gazetteer.None {
		answers = append(answers, placeAnswer{Place: res.Place, Likelihood: res.Score, Fallback: res.Fallback})
	}
	if c.JSON {
		return writeIndented(s, answers)
	}
	if len(answers) == 0 {
		if _, err := fmt.Fprintf(s.Out, "no place is called %q\n", c.Name); err != nil {
			return err
		}
		return c.suggest(s.Out, g)
	}
	for _, a := range answers {
		in := strings.Join(compact(a.Adm2, a.Adm1, a.Country), ", ")
		at := "no point"
		if a.HasPoint {
			at = fmt.Sprintf("%.4f, %.4f", a.Lat, a.Lon)
		}
		people := ""
		if a.Population > 0 {
			people = fmt.Sprintf("population %d", a.Population)
		}
		if _, err := fmt.Fprintf(s.Out, "%3.0f %%  %-28s %-10s %-44s %-20s %s\n", 100*a.Likelihood, a.Name, a.Class, in, at, people); err != nil {
			return err
		}
	}
	return nil
}

// scene makes a text of the name and the places near it, as a report would have them.
func (c *placeCommand) scene() (gazetteer.Context, []gazetteer.Mention) {
	text := c.Name
	mentions := []gazetteer.Mention{{Text: c.Name, Start: 0, End: len(c.Name)}}
	for _, n := range c.Near {
		text += "; " + n
		mentions = append(mentions, gazetteer.Mention{Text: n, Start: len(text) - len(n), End: len(text)})
	}
	return gazetteer.Context{Text: text}, mentions
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

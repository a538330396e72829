package main

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/score"
	"github.com/tocsin-org/tocsin/internal/timex"
)

type scoreTime struct {
	Dir  string `arg:"" help:"Folder of TimeML files, or of WikiWars with its folder of keys."`
	Part string `enum:"all,held,learn" default:"all" help:"Which texts: all, or the fifth kept for reporting by hash of its name, or the rest (${default})."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// Help teaches how to use the command.
func (scoreTime) Help() string {
	return `Time expressions are found and resolved, and compared with those that people marked, counted as in TempEval-3: strict
(the exact words), relaxed (words in common), type and value. The day a text was written is given and not counted.

  tocsin score time TimeBank/ --part held`
}

// Run scores time expressions.
func (c *scoreTime) Run(s stdio) error {
	texts, err := score.ReadTimeFolder(c.Dir)
	if err != nil {
		return err
	}
	var part []score.TimeText
	for _, t := range texts {
		if c.Part == "all" || score.HeldTime(t.Name) == (c.Part == "held") {
			part = append(part, t)
		}
	}
	result := score.Times(part, findTimes)
	if c.JSON {
		return result.WriteJSON(s.Out)
	}
	return result.WriteText(s.Out)
}

// findTimes finds the time expressions of a text; a narrative of the past is read without its day of writing.
func findTimes(t score.TimeText) []score.TimeSpan {
	written := t.Created
	if t.History {
		written = tocsin.Date{}
	}
	var out []score.TimeSpan
	for _, e := range timex.Find(language.Analyze(t.Text), written) {
		out = append(out, score.TimeSpan{Start: e.Start, End: e.End, Type: e.Type.String(), Value: e.Value})
	}
	return out
}

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/coder"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/muc"
	"github.com/tocsin-org/tocsin/internal/score"
)

type scoreMUC struct {
	Dir   string   `arg:"" help:"Folder with one folder a set, in it the text files and the key files (key-…) as MUC-4 named them."`
	Sets  []string `default:"tst1,tst2" help:"Sets to score, by the names of their folders (${default})."`
	Out   string   `placeholder:"FILE" help:"Also write the templates that were compared, in the form of MUC-4 responses."`
	Rules bool     `help:"Write each account as a template by rules alone, without what was learned from the development keys."`
	JSON  bool     `name:"json" help:"Print JSON."`
}

// Help teaches how to use the command.
func (scoreMUC) Help() string {
	return `Codes the messages of MUC-4, writes what was coded as MUC-4 templates and compares these with the keys: (a) the
official score of 1992 over all slots, with no credit from people; (b) by role, the template score of GTT and the entity
score CEAF-REE; (c) how organisations are held responsible (slot 11), and how often rightly where the organisation is.
Which phrases fill which slots, and which accounts MUC-4 wants, is learned from the keys of MUC-4's development set; the
rest is the record. Names of persons who were attacked are slots of MUC-4: they are read from the text for this comparison
and are in no record.

  tocsin score muc4 muc4/corpora --sets tst1,tst2`
}

// Run codes and scores.
func (c *scoreMUC) Run(ctx context.Context, s stdio) error {
	coder, err := coder.New()
	if err != nil {
		return err
	}
	var texts []score.MUCText
	var key []score.MUCTemplate
	for _, set := range c.Sets {
		t, k, err := score.ReadMUCSet(filepath.Join(c.Dir, set))
		if err != nil {
			return err
		}
		texts, key = append(texts, t...), append(key, k...)
	}
	filler, err := muc.New()
	if err != nil {
		return err
	}
	fill := filler.Templates
	if c.Rules {
		fill = func(t score.MUCText, rec *tocsin.Record) []score.MUCTemplate {
			return score.RecordTemplates(t, rec, muc.Phrases(language.Analyze(t.Body)))
		}
	}
	response, err := codeMUC(ctx, coder, texts, fill)
	if err != nil {
		return err
	}
	if c.Out != "" {
		if err := os.WriteFile(c.Out, []byte(score.FormatMUCTemplates(response)), 0o644); err != nil {
			return fmt.Errorf("writing templates: %w", err)
		}
	}
	result := score.MUC(texts, key, response)
	if c.JSON {
		return result.WriteJSON(s.Out)
	}
	return result.WriteText(s.Out)
}

// codeMUC codes the messages on all processors and returns their templates in the order of the messages.
func codeMUC(ctx context.Context, c *coder.Coder, texts []score.MUCText, fill func(score.MUCText, *tocsin.Record) []score.MUCTemplate) ([]score.MUCTemplate, error) {
	templates := make([][]score.MUCTemplate, len(texts))
	errs := make([]error, len(texts))
	var next sync.Mutex
	at := 0
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for {
				next.Lock()
				i := at
				at++
				next.Unlock()
				if i >= len(texts) {
					return
				}
				templates[i], errs[i] = codeMUCText(ctx, c, texts[i], fill)
			}
		})
	}
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return slices.Concat(templates...), nil
}

// codeMUCText codes one message, published on the day of its dateline.
func codeMUCText(ctx context.Context, c *coder.Coder, t score.MUCText, fill func(score.MUCText, *tocsin.Record) []score.MUCTemplate) ([]score.MUCTemplate, error) {
	text := strings.ToValidUTF8(t.Body, "?")
	rep := &tocsin.Report{ID: t.ID, Language: "en", Text: text, Published: t.Date}
	rec, err := c.Code(ctx, rep)
	if err != nil {
		return nil, err
	}
	t.Body = text
	return fill(t, rec), nil
}

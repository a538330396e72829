// Command train learns the weights by which reports are grouped into incidents from a merging corpus, on the tuning
// half of its incidents, and writes internal/resolve/text.weights:
//
//	go run ./internal/resolve/train DOCS.jsonl.gz >internal/resolve/text.weights
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/score"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("usage: train DOCS.jsonl.gz")
	}
	docs, err := score.ReadMergeTexts(args[0])
	if err != nil {
		return err
	}
	texts, incidents := make([]resolve.Text, len(docs)), make([]string, len(docs))
	for i, d := range docs {
		day, err := tocsin.ParseDate(d.Date)
		if err != nil {
			return fmt.Errorf("%s: %w", d.ID, err)
		}
		texts[i] = resolve.Text{ID: d.ID, Title: d.Title, Date: day, Body: d.Text}
		incidents[i] = d.Incident
	}
	note := "Learnt by internal/resolve/train from the tuning half of " + filepath.Base(args[0])
	fmt.Print(resolve.LearnTexts(texts, incidents, func(in string) bool { return !score.InMergeTestHalf(in) }, note))
	return nil
}

// Command train learns from the development set of MUC-4 how its templates are filled, and writes the weights:
//
//	go run ./internal/muc/train muc4/corpora/dev >internal/muc/weights.gz
//
// With -quarters N it learns from N of the four quarters of them alone, for the curve of what more messages bring.
// With -try it learns from three quarters of the messages and prints the scores on the others, by which features,
// recipes and thresholds were chosen. With more folders than one, -try also prints the scores on all of the others.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/coder"
	"github.com/tocsin-org/tocsin/internal/muc"
	"github.com/tocsin-org/tocsin/internal/score"
)

func main() {
	try := flag.Bool("try", false, "learn from three quarters and print scores on the rest")
	quarters := flag.Int("quarters", 4, "from how many quarters of the messages to learn")
	flag.Parse()
	if err := run(os.Stdout, *try, *quarters, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(w io.Writer, try bool, quarters int, folders []string) error {
	if len(folders) == 0 {
		return fmt.Errorf("usage: train [-try] [-quarters N] DEV [OTHER …]")
	}
	c, err := coder.New()
	if err != nil {
		return err
	}
	messages, err := code(c, folders[0])
	if err != nil {
		return err
	}
	if !try {
		var part []muc.Coded
		for i, m := range messages {
			if i/50%4 < quarters {
				part = append(part, m)
			}
		}
		f, err := muc.Learn(part)
		if err != nil {
			return err
		}
		return f.Write(w)
	}
	var train, held []muc.Coded
	for i, m := range messages {
		if i/100%4 == 0 { // by hundreds: reports of one incident stand together
			held = append(held, m)
		} else {
			train = append(train, m)
		}
	}
	f, err := muc.Learn(train)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, "held out of", folders[0])
	if err := print(w, f, held); err != nil {
		return err
	}
	for _, folder := range folders[1:] {
		other, err := code(c, folder)
		if err != nil {
			return err
		}
		fmt.Fprintln(w, "\n"+folder)
		if err := print(w, f, other); err != nil {
			return err
		}
	}
	return nil
}

// code reads a set and codes its messages.
func code(c *coder.Coder, folder string) ([]muc.Coded, error) {
	texts, key, err := score.ReadMUCSet(folder)
	if err != nil {
		return nil, err
	}
	templates := map[string][]*score.MUCTemplate{}
	for i := range key {
		if !key[i].Irrelevant {
			templates[key[i].Message] = append(templates[key[i].Message], &key[i])
		}
	}
	out := make([]muc.Coded, len(texts))
	for i, t := range texts {
		t.Body = strings.ToValidUTF8(t.Body, "?")
		rec, err := c.Code(context.Background(), &tocsin.Report{ID: t.ID, Language: "en", Text: t.Body, Published: t.Date})
		if err != nil {
			return nil, err
		}
		out[i] = muc.Coded{Text: t, Record: rec, Key: templates[t.ID]}
	}
	return out, nil
}

func print(w io.Writer, f *muc.Filler, messages []muc.Coded) error {
	var texts []score.MUCText
	var key, response []score.MUCTemplate
	for _, m := range messages {
		texts = append(texts, m.Text)
		for _, k := range m.Key {
			key = append(key, *k)
		}
		response = append(response, f.Templates(m.Text, m.Record)...)
	}
	return score.MUC(texts, key, response).WriteText(w)
}

// Command train makes the models of package language from the UD English EWT treebank and from the sentences
// that the grammar in news.txt makes:
//
//	go run ./internal/language/train -ewt DIR
//
// It reads the training part only and writes internal/language/model/; the same treebank gives the
// same bytes.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"

	"github.com/tocsin-org/tocsin/internal/language/conllu"
	"github.com/tocsin-org/tocsin/internal/language/parser"
	"github.com/tocsin-org/tocsin/internal/language/tagger"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("train: ")
	ewt := flag.String("ewt", "", "folder of the treebank (en_ewt-ud-train*.conllu)")
	out := flag.String("o", "internal/language/model", "folder to write the models to")
	only := flag.String("only", "", "train only this model: tagger or parser")
	flag.Parse()
	if err := run(*ewt, *out, *only); err != nil {
		log.Fatal(err)
	}
}

func run(ewt, out, only string) error {
	sentences, err := read(ewt)
	if err != nil {
		return err
	}
	for _, part := range [...]struct {
		name  string
		train func(io.Writer, []conllu.Sentence) error
	}{{"tagger", trainTagger}, {"parser", trainParser}} {
		if only != "" && only != part.name {
			continue
		}
		var b bytes.Buffer
		if err := part.train(&b, sentences); err != nil {
			return fmt.Errorf("training the %s: %w", part.name, err)
		}
		log.Printf("%s: %d bytes", part.name, b.Len())
		if err := os.WriteFile(filepath.Join(out, part.name+".bin"), b.Bytes(), 0o666); err != nil {
			return err
		}
	}
	return nil
}

func trainTagger(w io.Writer, sentences []conllu.Sentence) error {
	made, err := news()
	if err != nil {
		return err
	}
	log.Printf("%d sentences of the treebank, %d made", len(sentences), len(made))
	return tagger.Train(w, append(examples(sentences), made...), func(round, wrong, words int) {
		log.Printf("tagger round %d: %d of %d words wrong", round+1, wrong, words)
	})
}

func trainParser(w io.Writer, sentences []conllu.Sentence) error {
	all, err := trees(sentences)
	if err != nil {
		return err
	}
	return parser.Train(w, all, func(round, wrong, steps int) {
		log.Printf("parser round %d: %d of %d steps wrong", round+1, wrong, steps)
	})
}

// read reads the training part, from one file or several.
func read(dir string) ([]conllu.Sentence, error) {
	files, err := filepath.Glob(filepath.Join(dir, "en_ewt-ud-train*.conllu"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no en_ewt-ud-train*.conllu in %q", dir)
	}
	var all []conllu.Sentence
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		s, err := conllu.Read(f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		all = append(all, s...)
	}
	return all, nil
}

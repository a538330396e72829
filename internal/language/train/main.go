// Train makes the models of package language from the UD English EWT treebank and from the sentences
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
	"log"
	"os"
	"path/filepath"

	"github.com/tocsin-org/tocsin/internal/language/conllu"
	"github.com/tocsin-org/tocsin/internal/language/tagger"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("train: ")
	ewt := flag.String("ewt", "", "folder of the treebank (en_ewt-ud-train*.conllu)")
	out := flag.String("o", "internal/language/model", "folder to write the models to")
	flag.Parse()
	if err := run(*ewt, *out); err != nil {
		log.Fatal(err)
	}
}

func run(ewt, out string) error {
	sentences, err := read(ewt)
	if err != nil {
		return err
	}
	made, err := news()
	if err != nil {
		return err
	}
	log.Printf("%d sentences of the treebank, %d made", len(sentences), len(made))
	var b bytes.Buffer
	if err := tagger.Train(&b, append(examples(sentences), made...), func(round, wrong, words int) {
		log.Printf("tagger round %d: %d of %d words wrong", round+1, wrong, words)
	}); err != nil {
		return fmt.Errorf("training the tagger: %w", err)
	}
	log.Printf("tagger: %d bytes", b.Len())
	return os.WriteFile(filepath.Join(out, "tagger.bin"), b.Bytes(), 0o666)
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

// Command train fits the ranker of the gazetteer to texts whose places people marked.
//
//	go run ./internal/gazetteer/train lgl.xml GeoVirus.xml
//
// It learns from one half of each file and reports on the other; the halves are by the hash of the
// text's id. The weights go to weights.json in internal/gazetteer/data. With -events it fits the linker
// of events and places instead, to four fifths of a file of sentences, and reports on the fifth:
//
//	go run ./internal/gazetteer/train -events event-location.jsonl.gz
//
// Its weights go to eventplace.txt.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/score"
)

func main() {
	log.SetFlags(0)
	data := flag.String("data", "internal/gazetteer/data", "folder where the weights go")
	events := flag.String("events", "", "file of sentences with the places of events")
	seed := flag.Uint64("seed", 1, "seed of the first weights and the order of the lessons")
	flag.Parse()
	run := func() error { return rank(flag.Args(), filepath.Join(*data, "weights.json"), *seed) }
	if *events != "" {
		run = func() error { return link(*events, filepath.Join(*data, "eventplace.txt")) }
	}
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

// localWeight is what a mention of the sets with GeoNames ids counts: they are of the local news of
// one country, and the program reads of all.
const localWeight = .5

// drills is the number of invented texts, about as many as there are names in the marked ones.
const drills = 3000

func rank(paths []string, out string, seed uint64) error {
	g, err := gazetteer.Load()
	if err != nil {
		return err
	}
	var examples []gazetteer.Example
	held := map[string][]score.ToponymText{}
	for _, path := range paths {
		texts, err := score.ReadToponyms(path)
		if err != nil {
			return err
		}
		for _, t := range texts {
			if score.InTestHalf(t.ID) {
				held[path] = append(held[path], t)
			} else {
				e := example(g, t)
				if len(t.Toponyms) > 0 && t.Toponyms[0].Page == "" {
					e.Weight = localWeight
				}
				examples = append(examples, e)
			}
		}
	}
	examples = append(examples, g.Drills(drills, seed)...)
	file, err := g.Learn(examples, seed, func(s string) { fmt.Println(s) })
	if err != nil {
		return err
	}
	if err := os.WriteFile(out, append(file, '\n'), 0o644); err != nil {
		return err
	}
	learned, err := g.WithWeights(file)
	if err != nil {
		return err
	}
	for _, path := range paths {
		s := score.Toponyms(held[path], func(t score.ToponymText) []score.ToponymAnswer { return answers(learned, t) })
		fmt.Printf("%s, test half: %d toponyms, Acc@161 %.3f (named %.3f), exact id %.3f, country %.3f, missing %d, median %.0f km, AUC %.3f\n",
			filepath.Base(path), s.Toponyms, s.Acc161, s.Acc161Named, s.ExactID, s.CountryAccuracy, s.Missing, s.MedianErrorKM, s.AUC)
	}
	return nil
}

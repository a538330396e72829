// Command values learns from reports that people coded how the coder fills accounts, and writes the weights:
//
//	go run ./internal/coder/train/values places DIR… >internal/coder/places.weights
//	go run ./internal/coder/train/values targets DIR… >internal/coder/targets.weights
//
// A DIR holds gold records, <id>.json files {"title", "published", "text", "record"} (doc/scoring.md). Only accounts that
// scoring pairs with a gold account teach. With -try it learns from four fifths of the reports and decides on the others,
// for each fifth, and prints how often the decisions are right: so facts and recipes were chosen.
package main

import (
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"log"
	"os"
	"runtime"
	"sync"

	"github.com/tocsin-org/tocsin/internal/coder"
	"github.com/tocsin-org/tocsin/internal/score"
	"github.com/tocsin-org/tocsin/internal/weigh"
)

func main() {
	log.SetFlags(0)
	try := flag.Bool("try", false, "cross-validate by report and print how often decisions are right")
	flag.Parse()
	if flag.NArg() < 2 {
		log.Fatal("usage: values [-try] places|targets DIR…")
	}
	teach := map[string]func([]report) subject{"places": places, "targets": targets}[flag.Arg(0)]
	if teach == nil {
		log.Fatalf("%s: nothing that is learned", flag.Arg(0))
	}
	reports, err := read(flag.Args()[1:])
	if err != nil {
		log.Fatal(err)
	}
	s := teach(reports)
	switch {
	case *try && s.gold != nil:
		s.tryClasses(os.Stdout, flag.Args()[1:])
		return
	case *try:
		s.try(os.Stdout, flag.Args()[1:])
		return
	}
	fmt.Printf("# %s, learned from %d accounts by go run ./internal/coder/train/values\n", flag.Arg(0), len(s.lessons))
	if err := s.learn(-1).Write(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// A report is one that people coded, with what the coder decided on and the gold account of each decision, -1 for none.
type report struct {
	folder  int
	coded   score.CodedReport
	lessons []coder.Lesson
	gold    []int
}

func read(folders []string) ([]report, error) {
	c, err := coder.New()
	if err != nil {
		return nil, err
	}
	var out []report
	for i, dir := range folders {
		coded, err := score.ReadCoded(dir)
		if err != nil {
			return nil, err
		}
		for k := range coded {
			out = append(out, report{folder: i, coded: coded[k]})
		}
	}
	var wait sync.WaitGroup
	errs := make([]error, runtime.NumCPU())
	for w := range errs {
		wait.Go(func() {
			for i := w; i < len(out) && errs[w] == nil; i += len(errs) {
				r := &out[i]
				rec, lessons := c.Lessons(r.coded.Report)
				pairs, err := r.coded.Pairs(rec)
				errs[w] = err
				for _, l := range lessons {
					r.lessons = append(r.lessons, l)
					r.gold = append(r.gold, pairs[l.Account])
				}
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// A subject is what is learned at once.
type subject struct {
	recipe   weigh.Recipe
	measures []string
	lessons  []lesson

	// Where each lesson is whether to take a class:
	least float64     // the sum from which it is taken
	gold  map[int]int // how many classes the gold accounts have, by folder
}

// A lesson is one decision with what would have been right, and what each choice yields.
type lesson struct {
	weigh.Example
	folder, fold int
	yields       [][]bool // of each choice, by measure
}

// folds is into how many parts the reports are cut.
const folds = 5

// foldOf returns the part that a report is in.
func foldOf(r *report) int {
	h := fnv.New32a()
	io.WriteString(h, r.coded.Report.ID+r.coded.Report.Text)
	return int(h.Sum32() % folds)
}

// learn returns the weights that all lessons teach but those of a fold.
func (s *subject) learn(but int) weigh.Weights {
	var examples []weigh.Example
	for i := range s.lessons {
		if s.lessons[i].fold != but {
			examples = append(examples, s.lessons[i].Example)
		}
	}
	return weigh.Learn(examples, s.recipe)
}

// try prints how often what is decided on each fold by the lessons of the others is right.
func (s *subject) try(out io.Writer, folders []string) {
	type count struct{ lessons, right, possible []int }
	counts := make([]count, len(folders)+1)
	for i := range counts {
		counts[i] = count{[]int{0}, make([]int, len(s.measures)), make([]int, len(s.measures))}
	}
	for f := range folds {
		w := s.learn(f)
		for i := range s.lessons {
			l := &s.lessons[i]
			if l.fold != f {
				continue
			}
			best, _ := w.Best(l.Choices)
			for _, c := range []*count{&counts[l.folder], &counts[len(folders)]} {
				c.lessons[0]++
				for m := range s.measures {
					if l.yields[best][m] {
						c.right[m]++
					}
					for k := range l.Choices {
						if l.Right[k] && l.yields[k][m] {
							c.possible[m]++
							break
						}
					}
				}
			}
		}
	}
	for i, c := range counts {
		fmt.Fprintf(out, "%s: %d accounts\n", append(folders, "all")[i], c.lessons[0])
		for m, name := range s.measures {
			fmt.Fprintf(out, "  %-10s %d right, %d with the best answer of the text\n", name, c.right[m], c.possible[m])
		}
	}
}

// tryClasses prints the precision, recall and F1 of the classes taken on each fold by the lessons of the others, over
// accounts that are paired.
func (s *subject) tryClasses(out io.Writer, folders []string) {
	var total score.Tally
	for f := range folds {
		w := s.learn(f)
		for i := range s.lessons {
			if l := &s.lessons[i]; l.fold == f && w.Sum(l.Choices[1]) >= s.least {
				right := 0
				if l.Right[1] {
					right = 1
				}
				total.Add(folders[l.folder], right, 1, 0)
				total.Add("all", right, 1, 0)
			}
		}
	}
	for i, dir := range folders {
		total.Add(dir, 0, 0, s.gold[i])
		total.Add("all", 0, 0, s.gold[i])
	}
	for _, l := range total.Lines() {
		fmt.Fprintf(out, "%-40s P %.3f  R %.3f  F1 %.3f   %d/%d/%d\n", l.Name, l.Precision(), l.Recall(), l.F1(), l.Correct, l.Predicted, l.Gold)
	}
}

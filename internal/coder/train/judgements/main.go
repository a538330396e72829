// Command judgements learns from reports that people coded which sentences hold a judgement or a prediction, and writes
// the weights:
//
//	go run ./internal/coder/train/judgements DIR… >internal/coder/judgements.weights
//
// A DIR holds gold records, <id>.json files {"title", "published", "text", "record"} (doc/scoring.md). With -try it learns
// from four fifths of the reports and decides on the others, for each fifth, and prints what scoring would: so facts and
// recipe were chosen. With -test DIR it learns from the other folders and decides on that one.
package main

import (
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"log"
	"os"

	"github.com/tocsin-org/tocsin/internal/coder"
	"github.com/tocsin-org/tocsin/internal/score"
	"github.com/tocsin-org/tocsin/internal/weigh"
)

var recipe = weigh.Recipe{Rounds: 30, Ridge: 8, Fewest: 3}

// positive is how much more a sentence counts that holds a judgement or prediction. Most sentences hold none; what is
// sought is not the most sentences right but the best mean of precision and recall.
var positive = 4.0

func main() {
	log.SetFlags(0)
	try := flag.Bool("try", false, "cross-validate by report and print scores")
	test := flag.String("test", "", "decide on the reports of this folder")
	flag.Float64Var(&recipe.Ridge, "ridge", recipe.Ridge, "what pulls weights to nothing")
	flag.IntVar(&recipe.Fewest, "fewest", recipe.Fewest, "in how many sentences a fact must stand")
	flag.Float64Var(&positive, "positive", positive, "weight of a sentence that holds one")
	flag.Parse()
	if flag.NArg() == 0 {
		log.Fatal("usage: judgements [-try] [-test DIR] DIR…")
	}
	c, err := coder.New()
	if err != nil {
		log.Fatal(err)
	}
	var all []report
	read := func(dir string, folder int) []report {
		coded, err := score.ReadCoded(dir)
		if err != nil {
			log.Fatal(err)
		}
		var out []report
		for i := range coded {
			out = append(out, report{coded[i].Report.ID + coded[i].Report.Text, folder, c.JudgedSentences(coded[i].Report), coded[i].Assessments()})
		}
		return out
	}
	for i, dir := range flag.Args() {
		all = append(all, read(dir, i)...)
	}
	switch {
	case *try:
		lines := make([]score.Line, len(flag.Args())+1)
		for f := range folds {
			w := learn(all, func(r *report) bool { return r.fold() != f })
			for i := range all {
				if r := &all[i]; r.fold() == f {
					r.count(w, &lines[r.folder])
					r.count(w, &lines[len(lines)-1])
				}
			}
		}
		for i, l := range lines {
			show(os.Stdout, append(flag.Args(), "all")[i], l)
		}
	case *test != "":
		w := learn(all, func(*report) bool { return true })
		var l score.Line
		rs := read(*test, 0)
		for i := range rs {
			rs[i].count(w, &l)
		}
		show(os.Stdout, *test, l)
	default:
		w := learn(all, func(*report) bool { return true })
		fmt.Printf("# judgements and predictions, learned from %d reports by go run ./internal/coder/train/judgements\n", len(all))
		if err := w.Write(os.Stdout); err != nil {
			log.Fatal(err)
		}
	}
}

func show(w io.Writer, name string, l score.Line) {
	fmt.Fprintf(w, "%-30s P %.3f R %.3f F1 %.3f  %d/%d/%d\n", name, l.Precision(), l.Recall(), l.F1(), l.Correct, l.Predicted, l.Gold)
}

// A report is one that people coded.
type report struct {
	text      string
	folder    int
	sentences []coder.JudgedSentence
	gold      []score.CodedAssessment
}

// folds is into how many parts the reports are cut.
const folds = 5

// fold returns the part that a report is in.
func (r *report) fold() int {
	h := fnv.New32a()
	io.WriteString(h, r.text)
	return int(h.Sum32() % folds)
}

// in reports whether evidence of a gold assessment stands in a sentence.
func in(g *score.CodedAssessment, s *coder.JudgedSentence) bool {
	for _, p := range g.Spans {
		if p[0] < s.End && s.Start < p[1] {
			return true
		}
	}
	return false
}

// learn returns the weights that some reports teach.
func learn(all []report, which func(*report) bool) weigh.Weights {
	var examples []weigh.Example
	for i := range all {
		r := &all[i]
		if !which(r) {
			continue
		}
		for k := range r.sentences {
			s := &r.sentences[k]
			e := weigh.Example{Choices: coder.JudgementChoices(s.Facts), Right: []bool{true, false, false}, Weight: 1}
			for g := range r.gold {
				if in(&r.gold[g], s) {
					e.Right[0], e.Weight = false, positive
					e.Right[map[string]int{"assessment": 1, "prediction": 2}[r.gold[g].Type]] = true
				}
			}
			examples = append(examples, e)
		}
	}
	return weigh.Learn(examples, recipe)
}

// count counts what is decided on a report: a gold assessment is found by one sentence of its evidence with its type.
func (r *report) count(w weigh.Weights, l *score.Line) {
	l.Gold += len(r.gold)
	found := make([]bool, len(r.gold))
	for k := range r.sentences {
		s := &r.sentences[k]
		for _, kind := range s.Judged(w) {
			l.Predicted++
			for g := range r.gold {
				if !found[g] && r.gold[g].Type == kind && in(&r.gold[g], s) {
					found[g] = true
					l.Correct++
					break
				}
			}
		}
	}
}

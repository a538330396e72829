package main

import (
	"slices"

	"github.com/tocsin-org/tocsin/internal/coder"
	"github.com/tocsin-org/tocsin/internal/weigh"
)

// targets makes lessons of the classes of targets.
func targets(reports []report) subject {
	return classes(reports, weigh.Recipe{Rounds: 40, Ridge: 8, Fewest: 8}, coder.LeastTarget,
		func(l *coder.Lesson) []coder.ClassChoice { return l.Targets }, func(r *report, i int) []string { return r.coded.Targets(i) })
}

// classes makes a lesson of each class that words about an account name: whether the gold account has it. A class of the
// gold account that no words name teaches nothing and counts as missed.
func classes(reports []report, recipe weigh.Recipe, least float64, named func(*coder.Lesson) []coder.ClassChoice, right func(*report, int) []string) subject {
	s := subject{recipe: recipe, least: least, gold: map[int]int{}}
	for i := range reports {
		r := &reports[i]
		for n := range r.lessons {
			if r.gold[n] < 0 {
				continue
			}
			gold := right(r, r.gold[n])
			s.gold[r.folder] += len(gold)
			for _, c := range named(&r.lessons[n]) {
				has := slices.Contains(gold, c.Class)
				s.lessons = append(s.lessons, lesson{folder: r.folder, fold: foldOf(r),
					Example: weigh.Example{Choices: []weigh.Choice{nil, c.Facts}, Right: []bool{!has, has}, Weight: 1}})
			}
		}
	}
	return s
}

package main

import (
	"slices"

	"github.com/tocsin-org/tocsin/internal/weigh"
)

// places makes lessons of where accounts were: the right answers are those that agree best with the gold account.
func places(reports []report) subject {
	s := subject{recipe: weigh.Recipe{Rounds: 40, Ridge: 1, Fewest: 4}, measures: []string{"country", "adm1", "place", "precision"}}
	for i := range reports {
		r := &reports[i]
		for n, l := range r.lessons {
			if r.gold[n] < 0 || len(l.Places) == 0 {
				continue
			}
			out := lesson{Example: weigh.Example{Choices: l.Places, Weight: 1}, folder: r.folder, fold: foldOf(r)}
			var gains []float64
			for k := range l.Places {
				a := r.coded.Place(r.gold[n], &l.Wheres[k])
				yields := []bool{a.Country, a.Adm1, a.Place, a.Precision}
				gain := 0.0
				for m, worth := range []float64{1, 1, 2, .5} {
					if yields[m] {
						gain += worth
					}
				}
				if w := &l.Wheres[k]; !a.Place && w.Adm1 != "" {
					gain -= .5 // a wrong place is worse than none
				}
				gains = append(gains, gain)
				out.yields = append(out.yields, yields)
			}
			best := slices.Max(gains)
			for _, g := range gains {
				out.Right = append(out.Right, g == best)
			}
			s.lessons = append(s.lessons, out)
		}
	}
	return s
}

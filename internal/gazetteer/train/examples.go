package main

import (
	"sync"

	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/score"
)

// example makes a lesson of a text. A place is right by its id where the gazetteer holds the id, and
// else by lying near the gold point or bearing the title of the gold page.
func example(g *gazetteer.Gazetteer, t score.ToponymText) gazetteer.Example {
	e := gazetteer.Example{Context: gazetteer.Context{Text: t.Text}, Mentions: mentions(t)}
	for _, p := range t.Toponyms {
		var right func(gazetteer.Place) bool
		if p.HasPoint {
			known := p.ID != 0 && idsOf(g)[p.ID]
			right = func(c gazetteer.Place) bool {
				if known {
					return c.ID == p.ID
				}
				return p.RightOrNamed(answer(g, c))
			}
		}
		e.Right = append(e.Right, right)
	}
	return e
}

var (
	ids     map[int]bool
	idsOnce sync.Once
)

func idsOf(g *gazetteer.Gazetteer) map[int]bool {
	idsOnce.Do(func() {
		ids = map[int]bool{}
		for i := range g.Len() {
			ids[g.Place(gazetteer.Ref(i)).ID] = true
		}
	})
	return ids
}

func mentions(t score.ToponymText) []gazetteer.Mention {
	ms := make([]gazetteer.Mention, len(t.Toponyms))
	for i, p := range t.Toponyms {
		ms[i] = gazetteer.Mention{Text: t.Text[p.Start:p.End], Start: p.Start, End: p.End}
	}
	return ms
}

// answers resolves the marked spans of a text.
func answers(g *gazetteer.Gazetteer, t score.ToponymText) []score.ToponymAnswer {
	resolved := g.Resolve(gazetteer.Context{Text: t.Text}, mentions(t))
	out := make([]score.ToponymAnswer, len(resolved))
	for i, r := range resolved {
		out[i] = answer(g, r.Place)
	}
	return out
}

func answer(g *gazetteer.Gazetteer, p gazetteer.Place) score.ToponymAnswer {
	if p.Ref < 0 {
		return score.ToponymAnswer{}
	}
	country, _ := g.Country(p.Country)
	return score.ToponymAnswer{
		Known: true, ID: p.ID, Lat: p.Lat, Lon: p.Lon, HasPoint: p.HasPoint, CountryID: country.ID, Name: p.Name,
		Area: p.Class == gazetteer.Country || p.Class == gazetteer.Province || p.Class == gazetteer.Region,
	}
}

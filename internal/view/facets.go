package view

import (
	"cmp"
	"context"
	"slices"

	"github.com/tocsin-org/tocsin"
)

// maxFacets is how many values of a facet are told.
const maxFacets = 100

// Facets returns the values that the incidents of a query have.
func (v *View) Facets(ctx context.Context, q tocsin.Query) (tocsin.Facets, error) {
	var out tocsin.Facets
	t, err := v.table(ctx)
	if err != nil {
		return out, err
	}
	f, err := v.filter(ctx, t, q)
	if err != nil {
		return out, err
	}
	return t.facets(f), nil
}

// facets counts the values of the incidents that a filter lets through.
func (t *table) facets(f *filter) tocsin.Facets {
	kinds, countries, adm1s, actors, claims, reviews, outlets, weapons, targets := tally{}, tally{}, tally{}, tally{}, tally{}, tally{}, tally{}, tally{}, tally{}
	for _, x := range t.incidents {
		fails := f.fails(x)
		if fails&^failKind == 0 {
			kinds[string(x.kind)]++
		}
		if fails&^(failCountry|failAdm1) == 0 && x.country != "" {
			countries[x.country]++
		}
		if f.q.Country != "" && fails&^failAdm1 == 0 && x.adm1 != "" {
			adm1s[x.adm1]++
		}
		if fails&^failClaim == 0 {
			claims[string(x.claim)]++
		}
		if fails&^failReview == 0 {
			reviews[string(x.review)]++
		}
		if fails&^failActor == 0 {
			for _, a := range x.actors {
				if a.Claims || a.Attributed {
					actors[a.Key]++
				}
			}
		}
		if fails == 0 {
			for _, w := range x.weapons {
				weapons[w]++
			}
			for _, c := range x.targets {
				targets[c]++
			}
		}
		if fails&^failOutlet == 0 {
			for _, o := range x.outlets {
				outlets[o]++
			}
		}
	}
	names := t.actorTotals().names
	named := tally{}
	for key, n := range actors {
		named[names[key]] += n
	}
	return tocsin.Facets{
		Kinds: kinds.ranked(), Countries: countries.ranked(), Adm1s: adm1s.ranked(), Actors: named.ranked(),
		Claims: claims.ranked(), Reviews: reviews.ranked(), Outlets: outlets.ranked(),
		Weapons: weapons.ranked(), Targets: targets.ranked(),
	}
}

// A tally counts values.
type tally map[string]int

// ranked returns the most frequent values, equals by name.
func (t tally) ranked() []tocsin.Facet {
	out := make([]tocsin.Facet, 0, len(t))
	for v, n := range t {
		out = append(out, tocsin.Facet{Value: v, N: n})
	}
	slices.SortFunc(out, func(a, b tocsin.Facet) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Value, b.Value)) })
	return out[:min(len(out), maxFacets)]
}

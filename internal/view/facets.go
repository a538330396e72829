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
	a, err := v.ask(ctx, q)
	if err != nil {
		return tocsin.Facets{}, err
	}
	return a.facets(), nil
}

// facets counts the values of the incidents of an answer. Whoever asks gets the same lists, and must not change them.
func (a *answer) facets() tocsin.Facets { return counted(a, "facets", a.countFacets) }

func (a *answer) countFacets() tocsin.Facets {
	t, c := a.t, &a.t.columns
	kinds, claims, reviews := make([]int, len(t.lists.kinds)), make([]int, len(t.lists.claims)), make([]int, len(t.lists.reviews))
	countries, adm1s := make([]int, len(t.lists.places)), make([]int, len(t.lists.places))
	actors, outlets := make([]int, len(t.lists.actors)), make([]int, len(t.lists.outlets))
	weapons, targets := make([]int, len(t.lists.weapons)), make([]int, len(t.lists.targets))
	for i, fail := range a.fails {
		switch fail {
		case 0:
			kinds[c.kind[i]]++
			claims[c.claim[i]]++
			reviews[c.review[i]]++
			countries[c.place[i]]++
			adm1s[c.place[i]]++
			actors[c.actors[i]]++
			outlets[c.outlets[i]]++
			weapons[c.weapons[i]]++
			targets[c.targets[i]]++
		case failKind:
			kinds[c.kind[i]]++
		case failClaim:
			claims[c.claim[i]]++
		case failReview:
			reviews[c.review[i]]++
		case failAdm1:
			countries[c.place[i]]++
			adm1s[c.place[i]]++
		case failCountry, failCountry | failAdm1:
			countries[c.place[i]]++
		case failActor:
			actors[c.actors[i]]++
		case failOutlet:
			outlets[c.outlets[i]]++
		case failWeapon:
			weapons[c.weapons[i]]++
		case failTarget:
			targets[c.targets[i]]++
		}
	}
	in := tally{} // incidents by country and first-order unit
	within := tally{}
	for i, p := range t.lists.places {
		in.add(p.country, countries[i])
		if a.q.Country != "" {
			within.add(p.adm1, adm1s[i])
		}
	}
	delete(in, "")
	delete(within, "")
	keys := tally{}
	for i, list := range t.lists.actors {
		if actors[i] > 0 {
			for _, x := range list {
				if x.Claims || x.Attributed {
					keys[x.Key] += actors[i]
				}
			}
		}
	}
	names, named := t.actorTotals().names, tally{}
	for key, n := range keys {
		named[names[key]] += n
	}
	return tocsin.Facets{
		Kinds: tallyOf(t.lists.kinds, kinds).ranked(), Claims: tallyOf(t.lists.claims, claims).ranked(), Reviews: tallyOf(t.lists.reviews, reviews).ranked(),
		Countries: in.ranked(), Adm1s: within.ranked(), Actors: named.ranked(), Outlets: tallyLists(t.lists.outlets, outlets).ranked(),
		Weapons: tallyLists(t.lists.weapons, weapons).ranked(), Targets: tallyLists(t.lists.targets, targets).ranked(),
	}
}

// tallyOf puts counts to their values.
func tallyOf(values []string, counts []int) tally {
	out := tally{}
	for i, n := range counts {
		out.add(values[i], n)
	}
	return out
}

// tallyLists counts the values that stand in lists.
func tallyLists(lists [][]string, counts []int) tally {
	out := tally{}
	for i, n := range counts {
		if n > 0 {
			for _, x := range lists[i] {
				out[x] += n
			}
		}
	}
	return out
}

// A tally counts values.
type tally map[string]int

func (t tally) add(value string, n int) {
	if n > 0 {
		t[value] += n
	}
}

// ranked returns the most frequent values, equals by name.
func (t tally) ranked() []tocsin.Facet {
	out := make([]tocsin.Facet, 0, len(t))
	for v, n := range t {
		out = append(out, tocsin.Facet{Value: v, N: n})
	}
	slices.SortFunc(out, func(a, b tocsin.Facet) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Value, b.Value)) })
	return out[:min(len(out), maxFacets)]
}

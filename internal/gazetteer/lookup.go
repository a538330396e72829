package gazetteer

import (
	"sort"
	"strings"

	"github.com/tocsin-org/tocsin/internal/gazetteer/bundle"
)

// A Hit is a place that bears a name.
type Hit struct {
	Ref  Ref
	Main bool // the name is the place's own, not an alternate
}

// Lookup returns the places that bear the name, most likely first by fame alone: class, population,
// number of names. Case, diacritics, hyphens, apostrophes and a leading "the" do not matter. A name
// nobody bears gives nothing.
func (g *Gazetteer) Lookup(name string) []Ref {
	hits := g.Hits(name)
	refs := make([]Ref, len(hits))
	for i, h := range hits {
		refs[i] = h.Ref
	}
	return refs
}

// Hits is Lookup with how each place bears the name.
func (g *Gazetteer) Hits(name string) []Hit {
	var buf [96]byte
	key := finishFold(appendFolded(buf[:0], name))
	return g.hitsOfKey(key)
}

// hitsOfKey returns the places under a folded name, most famous first.
func (g *Gazetteer) hitsOfKey(key []byte) []Hit {
	if len(key) == 0 {
		return nil
	}
	var hits []Hit
	if i, ok := g.names.Search(key); ok {
		g.names.Postings(i, func(p bundle.Posting) {
			if g.over == nil || !g.over.instead[Ref(p.Place)] {
				hits = append(hits, Hit{Ref: Ref(p.Place), Main: p.Main})
			}
		})
	}
	if g.over != nil {
		hits = append(hits, g.over.names[string(key)]...)
	}
	if len(hits) > 1 {
		sort.SliceStable(hits, func(i, j int) bool { return g.fame(hits[i]) > g.fame(hits[j]) })
	}
	return hits
}

// fame orders places without any context.
func (g *Gazetteer) fame(h Hit) float64 {
	var pop, alts float64
	if int(h.Ref) >= g.n {
		p := &g.over.places[int(h.Ref)-g.n]
		pop, alts = float64(p.Population), float64(p.AltNames)
	} else {
		pop, alts = float64(g.pop.At(int(h.Ref))), float64(g.alts.At(int(h.Ref)))
	}
	f := pop + 2000*alts
	switch g.classOf(h.Ref) {
	case Country:
		f = f*4 + 1e7
	case Province:
		f += 2e6
	case Region:
		f += 1e6
	case District:
		f /= 4
	}
	if !h.Main {
		f /= 4
	}
	return f
}

// Known tells whether any place bears the name.
func (g *Gazetteer) Known(name string) bool {
	var buf [96]byte
	key := finishFold(appendFolded(buf[:0], name))
	if _, ok := g.names.Search(key); ok {
		return true
	}
	return g.over != nil && len(g.over.names[string(key)]) > 0
}

// ADM1Named returns the first-order units that bear the name, with or without a class word
// ("Dagestan", "Republic of Dagestan"), in the country, or in any where country is "".
func (g *Gazetteer) ADM1Named(name, country string) []Ref {
	return g.unitsNamed(name, country, Province)
}

func (g *Gazetteer) unitsNamed(name, country string, class Class) []Ref {
	var refs []Ref
	for _, h := range g.Hits(Clean(name).Name) {
		if g.classOf(h.Ref) == class && (country == "" || g.countryOf(h.Ref) == country) {
			refs = append(refs, h.Ref)
		}
	}
	return refs
}

func (g *Gazetteer) countryOf(r Ref) string {
	if int(r) >= g.n {
		return g.over.places[int(r)-g.n].Country
	}
	return g.isos[g.country.At(int(r))]
}

// A Cleaned is a place phrase without the words around the name.
type Cleaned struct {
	Name string
	Hint Class // what the words said it is; Other where they said nothing
}

// Clean takes the class words, articles and possessives off a place phrase: "the village of Gubden"
// is Gubden, a Settlement; "Karabudakhkent district" is Karabudakhkent, a District. A phrase that is
// nothing but such words is left as it is.
func Clean(phrase string) Cleaned {
	words := strings.Fields(phrase)
	if len(words) > 1 && strings.EqualFold(words[0], "the") {
		words = words[1:]
	}
	if n := len(words); n > 0 {
		words[n-1] = trimPossessive(words[n-1])
	}
	c := Cleaned{}
	// "province of X", "city of X", "village X"
	if len(words) > 2 && UnitClass(words[0]) != Other && strings.EqualFold(words[1], "of") {
		c.Hint, words = UnitClass(words[0]), words[2:]
	} else if len(words) > 3 && UnitClass(words[1]) != Other && strings.EqualFold(words[2], "of") {
		c.Hint, words = UnitClass(words[1]), words[3:] // "autonomous region of X"
	}
	for len(words) > 1 {
		last := words[len(words)-1]
		class := UnitClass(last)
		if class == Other || len(words) == 2 && keepsClassWord[Fold(strings.Join(words, " "))] {
			break
		}
		if c.Hint == Other {
			c.Hint = class
		}
		words = words[:len(words)-1]
		words[len(words)-1] = trimPossessive(words[len(words)-1])
	}
	if len(words) > 1 && strings.EqualFold(words[0], "the") {
		words = words[1:]
	}
	c.Name = strings.Trim(strings.Join(words, " "), ",.;:")
	return c
}

// keepsClassWord are names in which the class word is part of the name.
var keepsClassWord = map[string]bool{
	"mexico city": true, "kansas city": true, "salt lake city": true, "new york city": true, "gaza city": true, "quezon city": true,
	"vatican city": true, "oklahoma city": true, "benin city": true, "kuwait city": true, "panama city": true, "guatemala city": true,
	"sadr city": true, "northern territory": true, "jersey city": true, "carson city": true, "davao city": true, "cotabato city": true,
	"zamboanga city": true, "marawi city": true, "belize city": true, "czech republic": true, "dominican republic": true,
	"cape town": true, "georgetown": true, "united states": true, "central african republic": true, "bay area": true, "green zone": true,
	"free state": true, "cebu city": true, "iowa city": true, "dodge city": true, "ho chi minh city": true, "mandaluyong city": true,
	"rio de janeiro city": true, "northern area": true, "baguio city": true, "sioux city": true, "daly city": true,
}

func trimPossessive(w string) string {
	for _, s := range []string{"'s", "’s", "'", "’"} {
		if t, ok := strings.CutSuffix(w, s); ok && t != "" {
			return t
		}
	}
	return w
}

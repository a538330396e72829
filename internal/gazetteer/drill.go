package gazetteer

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"unicode"

	"github.com/tocsin-org/tocsin/internal/gazetteer/bundle"
)

// Drills makes short invented texts in which an ambiguous name is named beside its country, its
// unit, its people or a town near it. Sets of marked news are mostly about a few countries, and a
// ranker that saw only these would find Palmyra in Missouri; the drills draw every country alike.
func (g *Gazetteer) Drills(n int, seed uint64) []Example {
	rnd := rand.New(rand.NewPCG(seed, 7))
	byUnit := map[Ref][]Ref{}
	for i := range g.n {
		if r := Ref(i); g.classOf(r) == Settlement && g.adm1Of(r) >= 0 && g.pop.At(i) > 2000 {
			byUnit[g.adm1Of(r)] = append(byUnit[g.adm1Of(r)], r)
		}
	}
	people := map[string]string{}
	for w, r := range g.demonyms {
		if c := g.countryOf(r); g.classOf(r) == Country && (people[c] == "" || w < people[c]) {
			people[c] = w
		}
	}
	drawn := map[string]int{}
	var out []Example
	for tries := 0; len(out) < n && tries < 400*n; tries++ {
		k := rnd.IntN(g.names.Len())
		key := string(g.names.Key(k))
		if key[0] < 'a' || key[0] > 'z' || len(key) < 4 {
			continue
		}
		var hits []Hit
		g.names.Postings(k, func(p bundle.Posting) { hits = append(hits, Hit{Ref(p.Place), p.Main}) })
		if len(hits) < 2 {
			continue
		}
		bare := rnd.IntN(3) == 0 // nothing in the text tells of the country: what is meant is the famous one
		r := g.drawHit(rnd, hits, bare)
		p := g.Place(r)
		if p.Class != Settlement || p.Adm1Ref < 0 || drawn[p.Country] > 2*n/100 {
			continue
		}
		drawn[p.Country]++
		near := ""
		if towns := byUnit[p.Adm1Ref]; len(towns) > 0 {
			near = g.Place(towns[rnd.IntN(len(towns))]).Name
		}
		country, ok := g.Country(p.Country)
		if !ok {
			continue
		}
		out = append(out, g.drill(rnd, p, title(key), country.Name, title(people[p.Country]), near, bare))
	}
	return out
}

// drawHit draws a bearer of the name, mostly by fame, as the news does, and more so where nothing
// else is said of it.
func (g *Gazetteer) drawHit(rnd *rand.Rand, hits []Hit, bare bool) Ref {
	if !bare && rnd.IntN(8) == 0 {
		return hits[rnd.IntN(len(hits))].Ref
	}
	weights := make([]float64, len(hits))
	sum := 0.0
	for i, h := range hits {
		c := g.makeCand(h)
		weights[i] = c.pop + 2000*c.alts
		if c.flags&FlagCapital != 0 {
			weights[i] += 5e6
		}
		if !bare {
			weights[i] = math.Pow(weights[i], .75)
		}
		sum += weights[i]
	}
	at := rnd.Float64() * sum
	for i, w := range weights {
		if at -= w; at < 0 {
			return hits[i].Ref
		}
	}
	return hits[0].Ref
}

// drill writes one text. The names in angle brackets become mentions.
func (g *Gazetteer) drill(rnd *rand.Rand, p Place, name, country, people, near string, bare bool) Example {
	if people == "" {
		people = country
	}
	forms := []string{
		"Gunmen attacked a market in <%[1]s> on Monday, an official in <%[2]s> said.",
		"A bomb killed two in <%[1]s>, <%[2]s>, on Monday.",
		"A bomb killed two in <%[1]s> in <%[3]s> on Monday.",
		"The %[4]s army said that it had retaken <%[1]s> and was near <%[5]s>.",
		"Fighting in <%[3]s>, <%[2]s>, spread to <%[1]s> on Monday.",
		"<%[2]s>'s army shelled the town of <%[1]s>, residents of <%[5]s> said.",
		"Two died in <%[1]s>. %[4]s police said that the attackers fled.",
		"The <%[6]s> condemned the attack in <%[2]s>, in which two died in <%[1]s>.",
		"Two <%[6]s> soldiers died in <%[1]s> on Monday, a spokesman for <%[2]s> said.",
		"A spokesman in <%[6]s> said that the raid on <%[1]s> in <%[2]s> was over.",
	}
	if bare {
		forms = []string{
			"A bomb killed two in <%[1]s> on Monday, police said.",
			"<%[1]s>, 12 May -- Gunmen attacked a police post in <%[1]s> on Monday, killing two.",
			"Two <%[6]s> soldiers died in <%[1]s> on Monday, the army said.",
			"Fighting went on in <%[1]s>, a spokesman in <%[6]s> said.",
		}
	}
	afar := []string{"United States", "Washington", "United Kingdom", "London", "Russia", "Moscow", "Iran", "Paris", "France", "China", "Israel", "United Nations"}
	marked := fmt.Sprintf(forms[rnd.IntN(len(forms))], name, country, p.Adm1, people, near, afar[rnd.IntN(len(afar))])
	e := Example{Weight: .7}
	var text strings.Builder
	for marked != "" {
		before, rest, ok := strings.Cut(marked, "<")
		text.WriteString(before)
		if !ok {
			break
		}
		word, rest, _ := strings.Cut(rest, ">")
		marked = rest
		start := text.Len()
		text.WriteString(word)
		if word == "" {
			continue
		}
		e.Mentions = append(e.Mentions, Mention{Text: word, Start: start, End: text.Len()})
		var right func(Place) bool
		switch word {
		case name:
			right = func(c Place) bool { return c.Ref == p.Ref }
		case country:
			right = func(c Place) bool { return c.Class == Country && c.Country == p.Country }
		}
		e.Right = append(e.Right, right)
	}
	e.Context.Text = text.String()
	return e
}

func title(key string) string {
	words := strings.Fields(key)
	for i, w := range words {
		r := []rune(w)
		r[0] = unicode.ToUpper(r[0])
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}

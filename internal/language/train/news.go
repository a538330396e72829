package main

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"

	"github.com/tocsin-org/tocsin/internal/language/tagger"
)

//go:embed news.txt
var newsText string

// perSentence is how many sentences are made from each "S:" line of news.txt.
const perSentence = 30

// A grammar makes sentences, as news.txt says.
type grammar struct {
	lists     map[string][]string
	verbs     map[string][]verb
	sentences []string
	rand      *rand.Rand
}

// news makes sentences of news reports, as written and in capitals.
func news() ([]tagger.Example, error) {
	g, err := readGrammar(newsText)
	if err != nil {
		return nil, err
	}
	var all []tagger.Example
	for _, s := range g.sentences {
		for range perSentence {
			e, err := g.sentence(s)
			if err != nil {
				return nil, fmt.Errorf("making %q: %w", s, err)
			}
			all = append(all, e, capitals(e))
		}
	}
	return all, nil
}

func readGrammar(text string) (*grammar, error) {
	g := &grammar{lists: map[string][]string{}, verbs: map[string][]verb{}, rand: rand.New(rand.NewPCG(1, 1))}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, rest, ok := strings.Cut(line, ": ")
		if !ok {
			return nil, fmt.Errorf("no colon in %q", line)
		}
		switch {
		case name == "S":
			g.sentences = append(g.sentences, rest)
		case name[0] == '@':
			for _, v := range strings.Split(rest, ", ") {
				g.verbs[name[1:]] = append(g.verbs[name[1:]], parseVerb(v))
			}
		default:
			g.lists[name] = strings.Split(rest, " | ")
		}
	}
	return g, nil
}

// sentence makes one sentence; it ends with a full stop more often than not, as headlines have none.
func (g *grammar) sentence(s string) (tagger.Example, error) {
	var words []string
	if err := g.expand(s, &words); err != nil {
		return tagger.Example{}, err
	}
	if g.rand.IntN(5) > 0 {
		words = append(words, "./.")
	}
	var e tagger.Example
	for i, w := range words {
		cut := strings.LastIndexByte(w, '/')
		if cut < 1 {
			return e, fmt.Errorf("no tag in %q", w)
		}
		text := w[:cut]
		if i == 0 || e.Labels[i-1] == "PUNCT :" || e.Labels[i-1] == "PUNCT ``" {
			text = strings.ToUpper(text[:1]) + text[1:]
		}
		e.Words = append(e.Words, tagger.Word{Text: text, Lower: strings.ToLower(text)})
		e.Labels = append(e.Labels, fullLabel(w[cut+1:]))
	}
	e.Made = true
	return e, nil
}

var (
	optional = regexp.MustCompile(`\[[^\[\]]*\]`)
	symbol   = regexp.MustCompile(`<[^<>]+>`)
)

// expand replaces what stands in brackets until only words are left.
func (g *grammar) expand(s string, words *[]string) error {
	for optional.MatchString(s) {
		s = optional.ReplaceAllStringFunc(s, func(o string) string {
			if g.rand.IntN(2) == 0 {
				return ""
			}
			return o[1 : len(o)-1]
		})
	}
	for range 10 {
		if !symbol.MatchString(s) {
			*words = strings.Fields(s)
			return nil
		}
		s = symbol.ReplaceAllStringFunc(s, func(o string) string { return g.pick(o[1 : len(o)-1]) })
	}
	return fmt.Errorf("no end to %q", s)
}

// pick chooses what a symbol stands for.
func (g *grammar) pick(name string) string {
	if name == "Name" {
		return g.name()
	}
	name, form, _ := strings.Cut(name, ".")
	if form == "CAP" {
		return strings.ToUpper(g.name()) + "/NNP"
	}
	if vs := g.verbs[name]; vs != nil {
		return vs[g.rand.IntN(len(vs))].form(form)
	}
	if l := g.lists[name]; l != nil {
		return l[g.rand.IntN(len(l))]
	}
	return "<" + name + ">"
}

// name makes up the name of a person or place.
func (g *grammar) name() string {
	starts := strings.Fields("Ka Mo Ra Ta Bel Dor Gar Sha Zu Al Or Ni Ha Fa Ye Pe Cru San Mar Vil Kir Tor Ab Om Is Lu Je Wa Qa Do")
	middles := strings.Fields("ra li mo da ge ni sha ru ka le vi za ro ha mi ber tan dur no wa gi")
	ends := strings.Fields("n th r d i a o ev ov ez ad an ul in ar os is u stan bad vka grad")
	n := starts[g.rand.IntN(len(starts))]
	for range g.rand.IntN(3) {
		n += middles[g.rand.IntN(len(middles))]
	}
	return n + ends[g.rand.IntN(len(ends))]
}

// A verb is one of the verbs of news.txt, with its forms.
type verb struct{ base, third, past, participle, gerund string }

// parseVerb reads "kill", "stab+" or "shoot shot shot".
func parseVerb(s string) verb {
	f := strings.Fields(s)
	base, doubled := strings.CutSuffix(f[0], "+")
	stem := base
	if doubled {
		stem += base[len(base)-1:]
	}
	v := verb{base: base, third: base + "s", past: stem + "ed", gerund: stem + "ing"}
	n := len(base)
	switch {
	case base[n-1] == 'e':
		v.past = base + "d"
		if base[n-2] != 'e' {
			v.gerund = strings.TrimSuffix(base, "e") + "ing"
		}
		if base[n-2] == 'i' {
			v.gerund = base[:n-2] + "ying"
		}
	case base[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(base[n-2])):
		v.third, v.past = base[:n-1]+"ies", base[:n-1]+"ied"
	case strings.HasSuffix(base, "sh") || strings.HasSuffix(base, "ch") || base[n-1] == 's' || base[n-1] == 'x':
		v.third = base + "es"
	}
	v.participle = v.past
	if len(f) == 3 {
		v.past, v.participle = f[1], f[2]
	}
	return v
}

// form writes a form of a verb with its tag.
func (v verb) form(name string) string {
	switch name {
	case "d":
		return v.past + "/VBD"
	case "n":
		return v.participle + "/VBN"
	case "g":
		return v.gerund + "/VBG"
	case "z":
		return v.third + "/VBZ"
	case "p":
		return v.base + "/VBP"
	}
	return v.base + "/VB"
}

// fullLabel makes the label of a tag of news.txt: "NNS" or, where the part of speech does not follow
// from it, "AUX.VBD".
func fullLabel(tag string) string {
	if pos, x, ok := strings.Cut(tag, "."); ok && pos != "" {
		return strings.TrimSpace(pos + " " + x)
	}
	switch {
	case tag == "DT":
		return "DET"
	case tag == "CC":
		return "CCONJ"
	case tag == "CD":
		return "NUM"
	}
	for pos, tags := range finer {
		if pos == "AUX" || pos == "PART" && tag == "RB" || pos == "PRON" && tag == "NN" {
			continue
		}
		for _, t := range tags {
			if t == tag {
				return pos + " " + t
			}
		}
	}
	return tag
}

// capitals writes an example in capitals.
func capitals(e tagger.Example) tagger.Example {
	words := make([]tagger.Word, len(e.Words))
	for i, w := range e.Words {
		words[i] = tagger.Word{Text: strings.ToUpper(w.Text), Lower: w.Lower}
	}
	return tagger.Example{Words: words, Labels: e.Labels, Made: e.Made}
}

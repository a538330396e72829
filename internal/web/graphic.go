package web

import (
	"regexp"
	"strings"
)

// Graphic is a sentence that tells what was done to bodies. It is veiled until whoever reads wants to read it: people who
// read such reports all day should meet it when they choose to (R16). The words are few and plain; what they miss is not
// veiled, and that somebody was killed is no such detail.
var graphicWords = regexp.MustCompile(`(?i)\b(behead(ed|ing)|decapitat\w+|dismember\w*|mutilat\w+|disembowel\w*|eviscerat\w+|body parts|severed (heads?|limbs?|hands?|legs?|arms?|fingers?)|(charred|burn(ed|t)|mangled|decompos\w+) (bod(y|ies)|corpses?|remains)|burn(ed|t) alive|skinned|flayed|gouged|blood-soaked|bloodied (bod(y|ies)|corpses?)|pools? of blood|(torn|blown|ripped) (apart|to pieces)|throats? (was |were |had been )?(slit|cut))\b`)

// graphic reports whether a text tells such a thing.
func graphic(text string) bool { return graphicWords.MatchString(text) }

// graphicSentences returns the stretches of a text, first and end byte of each, whose sentences do.
func graphicSentences(text string) [][2]int {
	var out [][2]int
	for _, at := range graphicWords.FindAllStringIndex(text, -1) {
		from, to := 0, len(text)
		if i := strings.LastIndexAny(text[:at[0]], "\n.!?"); i >= 0 {
			from = i + 1
		}
		if i := strings.IndexAny(text[at[1]:], "\n.!?"); i >= 0 {
			to = at[1] + i + 1
		}
		for from < at[0] && (text[from] == ' ' || text[from] == '\n') {
			from++
		}
		if n := len(out); n > 0 && from <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], to)
			continue
		}
		out = append(out, [2]int{from, to})
	}
	return out
}

package main

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin/internal/language/conllu"
	"github.com/tocsin-org/tocsin/internal/language/tagger"
)

// examples makes what the tagger learns from: every sentence as written and in capitals, and once
// more with its hyphenated words whole, as package language reads them, where it has any.
func examples(sentences []conllu.Sentence) []tagger.Example {
	var all []tagger.Example
	for _, s := range sentences {
		all = append(all, example(s.Words, asWritten), example(s.Words, strings.ToUpper))
		if whole := join(s.Words); len(whole) < len(s.Words) {
			all = append(all, example(whole, asWritten))
		}
	}
	return all
}

func asWritten(w string) string { return w }

// example writes the words of a sentence in a certain way.
func example(words []conllu.Word, as func(string) string) tagger.Example {
	var e tagger.Example
	for _, w := range words {
		text := as(w.Form)
		e.Words = append(e.Words, tagger.Word{Text: text, Lower: strings.ToLower(text)})
		e.Labels = append(e.Labels, label(w))
	}
	return e
}

// label is part of speech and, where it tells forms apart, the tag of the Penn Treebank: "VERB VBN".
// Tags too rare to learn are left to the usual one of the part of speech.
func label(w conllu.Word) string {
	tags, ok := finer[w.UPOS]
	if !ok {
		return w.UPOS
	}
	if slices.Contains(tags, w.XPOS) {
		return w.UPOS + " " + w.XPOS
	}
	return w.UPOS + " " + fallback(w)
}

// finer are the Penn tags told apart within a part of speech; the first is the usual one.
var finer = map[string][]string{
	"NOUN":  {"NN", "NNS"},
	"PROPN": {"NNP", "NNPS"},
	"VERB":  {"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"},
	"AUX":   {"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"},
	"ADJ":   {"JJ", "JJR", "JJS"},
	"ADV":   {"RB", "WRB", "RBR"},
	"PRON":  {"PRP", "PRP$", "WP", "WDT", "DT", "EX", "NN"},
	"ADP":   {"IN", "RP"},
	"PART":  {"TO", "RB", "POS"},
	"PUNCT": {".", ",", ":", "HYPH", "``", "''", "-LRB-", "-RRB-"},
}

// fallback reads the form off the features where the Penn tag does not say it.
func fallback(w conllu.Word) string {
	for _, f := range [...]struct{ feature, tag string }{
		{"Number=Plur", "NNS"}, {"VerbForm=Ger", "VBG"}, {"Tense=Past|VerbForm=Part", "VBN"}, {"Tense=Pres|VerbForm=Part", "VBG"},
		{"Tense=Past", "VBD"}, {"Tense=Pres", "VBP"},
	} {
		if strings.Contains(w.Feats, f.feature) && slices.Contains(finer[w.UPOS], f.tag) {
			return f.tag
		}
	}
	return finer[w.UPOS][0]
}

// join writes hyphenated words as one, with the part of speech of the part that the rest hangs from.
// A participle that modifies a noun is an adjective then ("government-backed troops"), and so is what
// begins with "pro" or "anti".
func join(words []conllu.Word) []conllu.Word {
	var out []conllu.Word
	at := make([]int, len(words)) // where each word is in out
	for i := 0; i < len(words); {
		j := i
		for j+2 < len(words) && words[j].Glued && words[j+1].Form == "-" && words[j+1].Glued && isWord(words[j].Form) && isWord(words[j+2].Form) {
			j += 2
		}
		if j == i {
			out = append(out, words[i])
		} else {
			out = append(out, joined(words, i, j))
		}
		for ; i <= j; i++ {
			at[i] = len(out) - 1
		}
	}
	for i := range out {
		if out[i].Head >= 0 {
			out[i].Head = at[out[i].Head]
		}
	}
	return out
}

// joined makes one word of words i to j.
func joined(words []conllu.Word, i, j int) conllu.Word {
	head := j
	for k := i; k <= j; k++ {
		if words[k].UPOS != "PUNCT" && (words[k].Head < i || words[k].Head > j) {
			head = k
		}
	}
	w := words[head]
	w.Form, w.Glued = "", words[j].Glued
	for _, part := range words[i : j+1] {
		w.Form += part.Form
	}
	modifier := w.Rel == "amod" || w.Rel == "compound" || w.Rel == "nmod"
	switch prefix := strings.ToLower(words[i].Form); {
	case w.UPOS == "VERB" && w.Rel == "amod", modifier && (prefix == "pro" || prefix == "anti"), w.UPOS == "ADP" && modifier:
		w.UPOS, w.XPOS = "ADJ", "JJ"
	case w.UPOS == "X" || w.UPOS == "ADP":
		w.UPOS, w.XPOS = "NOUN", "NN"
	}
	return w
}

func isWord(w string) bool { return strings.Trim(w, "-.,;:!?()[]'\"") != "" }

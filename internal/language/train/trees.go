package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/language/conllu"
	"github.com/tocsin-org/tocsin/internal/language/parser"
	"github.com/tocsin-org/tocsin/internal/language/tagger"
)

// trees makes what the parser learns from: every sentence, and once more with its hyphenated words whole
// where it has any. The tags are not those of the treebank but what a tagger makes that has not seen the
// sentence, since such tags are what the parser will be given.
func trees(sentences []conllu.Sentence) ([]parser.Example, error) {
	var all []parser.Example
	half := len(sentences) / 2
	for _, parts := range [][2][]conllu.Sentence{{sentences[:half], sentences[half:]}, {sentences[half:], sentences[:half]}} {
		m, err := plainTagger(parts[0])
		if err != nil {
			return nil, err
		}
		var scratch tagger.Scratch
		for _, s := range parts[1] {
			variants := [][]conllu.Word{s.Words}
			if whole := join(s.Words); len(whole) < len(s.Words) {
				variants = append(variants, whole)
			}
			for _, words := range variants {
				e, err := tree(words, m, &scratch)
				if err != nil {
					return nil, err
				}
				all = append(all, e)
			}
		}
	}
	return all, nil
}

// plainTagger learns a tagger from some sentences as they are written.
func plainTagger(sentences []conllu.Sentence) (*tagger.Model, error) {
	var all []tagger.Example
	for _, s := range sentences {
		all = append(all, example(s.Words, asWritten))
		if whole := join(s.Words); len(whole) < len(s.Words) {
			all = append(all, example(whole, asWritten))
		}
	}
	var b bytes.Buffer
	if err := tagger.Train(&b, all, nil); err != nil {
		return nil, err
	}
	return tagger.Read(b.Bytes())
}

// tree makes an example of a sentence, tagged by a tagger.
func tree(words []conllu.Word, m *tagger.Model, scratch *tagger.Scratch) (parser.Example, error) {
	var e parser.Example
	tagged := example(words, asWritten)
	for i, l := range m.Tag(tagged.Words, scratch) {
		upos, xpos, _ := strings.Cut(m.Labels()[l], " ")
		tag, form, err := language.ParseTag(upos, xpos)
		if err != nil {
			return e, fmt.Errorf("tagging %q: %w", words[i].Form, err)
		}
		e.Words = append(e.Words, parser.Word{Lower: tagged.Words[i].Lower, Pos: language.Pos(tag, form)})
		e.Heads = append(e.Heads, words[i].Head)
		e.Labels = append(e.Labels, words[i].Rel)
	}
	return e, nil
}

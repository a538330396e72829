// Package conllu reads the CoNLL-U format, in which the Universal Dependencies treebanks are kept.
//
// Only what the taggers and their tests need is kept: the syntactic words, the text, and where
// documents and paragraphs begin.
package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Sentence is one tree of a treebank.
type Sentence struct {
	Text   string // the "# text" comment
	NewDoc bool   // begins a document
	NewPar bool   // begins a paragraph
	Words  []Word // syntactic words: "don't" is two
}

// A Word is one syntactic word; its fields are the columns of the format.
type Word struct {
	Form, Lemma, UPOS, XPOS, Feats string
	Head                           int // index into Sentence.Words of its head; -1 for the root
	Rel                            string
	Glued                          bool // no space follows it
}

// Read reads all sentences. An error names the line.
func Read(r io.Reader) ([]Sentence, error) {
	var all []Sentence
	var s Sentence
	glued := 0 // the last word of a multiword token whose parts are written together
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		switch {
		case line == "":
			if len(s.Words) > 0 {
				all = append(all, s)
			}
			s, glued = Sentence{}, 0
		case line[0] == '#':
			s.comment(line)
		default:
			if err := s.word(line, &glued); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
		}
	}
	if len(s.Words) > 0 {
		all = append(all, s)
	}
	return all, lines.Err()
}

// comment takes what is needed from a comment line.
func (s *Sentence) comment(line string) {
	if text, ok := strings.CutPrefix(line, "# text = "); ok {
		s.Text = text
	}
	s.NewDoc = s.NewDoc || strings.HasPrefix(line, "# newdoc")
	s.NewPar = s.NewPar || strings.HasPrefix(line, "# newpar")
}

// word adds the word of one line; empty nodes ("8.1") are left out, and a multiword token ("1-2")
// only says which words are written together.
func (s *Sentence) word(line string, glued *int) error {
	f := strings.Split(line, "\t")
	if len(f) != 10 {
		return fmt.Errorf("%d columns, want 10", len(f))
	}
	if _, last, ok := strings.Cut(f[0], "-"); ok {
		n, err := strconv.Atoi(last)
		*glued = n
		return err
	}
	if strings.Contains(f[0], ".") {
		return nil
	}
	head, err := strconv.Atoi(f[6])
	if err != nil {
		return fmt.Errorf("head: %w", err)
	}
	id := len(s.Words) + 1
	s.Words = append(s.Words, Word{
		Form: f[1], Lemma: f[2], UPOS: f[3], XPOS: f[4], Feats: f[5], Head: head - 1, Rel: f[7],
		Glued: id < *glued || strings.Contains(f[9], "SpaceAfter=No"),
	})
	return nil
}

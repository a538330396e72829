// Package lexicon holds word lists and actor names as embedded text anyone can edit, and the look-ups
// over them.
//
// A list is a text file of entries, one a line:
//
//	term = value value …  # reason
//
// A term is one or more words as a dictionary has them ("car bomb", "open fire"), each optionally with a
// universal part-of-speech tag it must have ("fire:VERB"; "strike:NOUN,PROPN" for either). A word matches
// a token of the text by lemma or by lower-case form. Values are words for the reader of the list; what they
// mean stands in the head of each file. The reason says why the entry is there: it is for the next editor.
// Blank lines and lines that begin with # are skipped.
package lexicon

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"slices"
	"strings"
)

//go:embed *.txt
var files embed.FS

// A Word is one token of a text as the look-ups see it.
type Word struct {
	Lemma, Lower string
	Tag          string // universal part of speech, "NOUN"
}

// An Entry is one line of a list.
type Entry struct {
	Term   string   // as written, without tags
	Values []string // words right of =
	Reason string   // words right of #
	words  []pattern
}

// Value returns the first value, "" if there is none.
func (e *Entry) Value() string {
	if len(e.Values) == 0 {
		return ""
	}
	return e.Values[0]
}

// Has reports whether v is among the values.
func (e *Entry) Has(v string) bool { return slices.Contains(e.Values, v) }

type pattern struct {
	word string
	tags []string // any of; empty: any tag
}

func (p pattern) matches(w Word) bool {
	if p.word != w.Lemma && p.word != w.Lower {
		return false
	}
	return len(p.tags) == 0 || slices.Contains(p.tags, w.Tag)
}

// A List is a set of entries that can be looked up in a text. It is read-only and safe for concurrent
// use.
type List struct {
	Name    string
	entries []Entry
	first   map[string][]*Entry // by first word, longest term first
}

// Load returns an embedded list by the name of its file without ".txt". A missing or faulty list is an
// error of the program, found by its tests.
func Load(name string) (*List, error) {
	f, err := files.Open(name + ".txt")
	if err != nil {
		return nil, fmt.Errorf("lexicon %s: %w", name, err)
	}
	defer f.Close()
	return Parse(name, f)
}

// Parse reads a list. A faulty line is an error that names the list and the line.
func Parse(name string, r io.Reader) (*List, error) {
	l := &List{Name: name, first: map[string][]*Entry{}}
	s := bufio.NewScanner(r)
	for n := 1; s.Scan(); n++ {
		e, ok, err := parseLine(s.Text())
		if err != nil {
			return nil, fmt.Errorf("lexicon %s, line %d: %w", name, n, err)
		}
		if ok {
			l.entries = append(l.entries, e)
		}
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("lexicon %s: %w", name, err)
	}
	for i := range l.entries {
		e := &l.entries[i]
		l.first[e.words[0].word] = append(l.first[e.words[0].word], e)
	}
	for _, es := range l.first {
		slices.SortStableFunc(es, func(a, b *Entry) int { return len(b.words) - len(a.words) })
	}
	return l, nil
}

func parseLine(line string) (e Entry, ok bool, err error) {
	text, reason, _ := strings.Cut(line, "#")
	text = strings.TrimSpace(text)
	if text == "" {
		return e, false, nil
	}
	term, values, found := strings.Cut(text, "=")
	if !found {
		return e, false, fmt.Errorf("%q has no = between term and value", text)
	}
	var words []string
	for _, w := range strings.Fields(term) {
		word, tags, tagged := strings.Cut(w, ":")
		if word == "" {
			return e, false, fmt.Errorf("%q has a tag without a word", term)
		}
		stem, mark := cutPossessive(strings.ToLower(word))
		p := pattern{word: stem}
		if tagged {
			p.tags = strings.Split(tags, ",")
		}
		e.words = append(e.words, p)
		if mark != "" {
			e.words = append(e.words, pattern{word: mark}) // texts have it as a word of its own
		}
		words = append(words, word)
	}
	if len(words) == 0 {
		return e, false, fmt.Errorf("%q has no term", text)
	}
	e.Term = strings.Join(words, " ")
	e.Values = strings.Fields(values)
	e.Reason = strings.TrimSpace(reason)
	return e, true, nil
}

// cutPossessive parts a word from the mark of possession at its end: "people's" is "people" and "'s".
func cutPossessive(word string) (stem, mark string) {
	for _, m := range []string{"'s", "’s"} {
		if s, ok := strings.CutSuffix(word, m); ok && s != "" {
			return s, m
		}
	}
	for _, m := range []string{"'", "’"} {
		if s, ok := strings.CutSuffix(word, m); ok && strings.HasSuffix(s, "s") {
			return s, m // "workers' party"
		}
	}
	return word, ""
}

// Entries returns all entries in the order of the file.
func (l *List) Entries() []Entry { return l.entries }

// At returns the longest entry that matches the words beginning at i and how many words it covers, or
// nil and 0, also where i is outside the words.
func (l *List) At(words []Word, i int) (*Entry, int) {
	if i < 0 || i >= len(words) {
		return nil, 0
	}
	w := words[i]
	best, n := l.longest(l.first[w.Lemma], words, i)
	if w.Lower != w.Lemma {
		if e, m := l.longest(l.first[w.Lower], words, i); m > n {
			best, n = e, m
		}
	}
	return best, n
}

func (l *List) longest(es []*Entry, words []Word, i int) (*Entry, int) {
	for _, e := range es {
		if i+len(e.words) > len(words) {
			continue
		}
		ok := true
		for k, p := range e.words {
			if !p.matches(words[i+k]) {
				ok = false
				break
			}
		}
		if ok {
			return e, len(e.words)
		}
	}
	return nil, 0
}

// Get returns the entry whose term is exactly the given lower-case words, or nil.
func (l *List) Get(term string) *Entry {
	first, _, _ := strings.Cut(term, " ")
	for _, e := range l.first[first] {
		if strings.EqualFold(e.Term, term) {
			return e
		}
	}
	return nil
}

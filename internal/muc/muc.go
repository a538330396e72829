// Package muc fills templates of MUC-4 from a message and its record, by what was learned from MUC-4's own development keys.
//
// MUC-4 asks for things that a record does not hold: the words of every filler, names of victims, killings named in
// passing, and none of what its own rules of relevance leave out. So this package is for evaluation alone; nothing of it
// reaches a record. What it stands on is what records stand on: the words and trees of package language, the word lists,
// and the accounts of the record, each of which is a frame that may become a template.
//
// A message is read in steps. Noun phrases become mentions, mentions that seem to name one thing become entities
// (message.go). Linear models of words then say what an entity is to any incident: who did it, an organisation behind it,
// what or who was hit, with what (roles.go); which types of incident the message tells of; and which accounts, and which
// types that no account has, become templates (frame.go). Each of these is a sum of weights of features with names
// (features.go). Words count by themselves and by the group of words that are used alike (cluster.go).
//
// What they say of one phrase they say without hearing what they say of others. So small forests of trees (boost.go) weigh
// it all, as numbers with names (numbers.go): the role of an entity beside those of its sentence and its message, a
// frame by the entities around it, and last which entities fill which slots of which frame. To learn, they hear what
// models of words say of messages that those have not seen. Other forests choose the date and the location of a template
// among those that the record and the text give (choice.go). By which words an entity is written, and the values of the
// set lists (template.go), are linear again. All is in weights.gz, as text:
//
//	go run ./internal/muc/train muc4/corpora/dev >internal/muc/weights.gz
//
// Names of people, places and groups are no features: a word of a name counts only as a name.
package muc

import (
	"bytes"
	_ "embed"
	"fmt"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
	"github.com/tocsin-org/tocsin/internal/score"
)

//go:embed weights.gz
var weights []byte

// A Filler fills templates. It is read-only once made and safe for concurrent use.
type Filler struct {
	lists    []*lexicon.List
	clusters map[string]*cluster // by word
	names    map[string]int32    // of features
	sourceOf []source            // of each feature
	grow     bool                // while learning: unknown features of frames and pairs get numbers
	models   map[string]*linear
	forests  map[string]*forest
	set      settings
}

// New loads the word lists and the weights.
func New() (*Filler, error) {
	f, err := unlearned()
	if err != nil {
		return nil, err
	}
	if err := f.read(bytes.NewReader(weights)); err != nil {
		return nil, fmt.Errorf("reading weights for MUC-4: %w", err)
	}
	return f, nil
}

// unlearned returns a Filler with word lists and no models.
func unlearned() (*Filler, error) {
	f := &Filler{names: map[string]int32{}, models: map[string]*linear{}, forests: map[string]*forest{}, set: chosen}
	for _, name := range listNames {
		l, err := lexicon.Load(name)
		if err != nil {
			return nil, fmt.Errorf("loading word lists for MUC-4: %w", err)
		}
		f.lists = append(f.lists, l)
	}
	var err error
	if f.clusters, err = readClusters(clusterTable); err != nil {
		return nil, err
	}
	return f, nil
}

// Templates returns the templates of a message, one that says there is none if there is none. The text is that which
// was coded.
func (f *Filler) Templates(t score.MUCText, rec *tocsin.Record) []score.MUCTemplate {
	d := f.prepare(t, rec)
	d.intern(f)
	f.predict(d)
	f.fill(d)
	if len(d.response) == 0 {
		return []score.MUCTemplate{{Message: t.ID, ID: "*", Irrelevant: true}}
	}
	return d.response
}

// Phrases returns the base noun phrases of a text as the mapping of records wants them.
func Phrases(doc *language.Doc) []score.MUCPhrase {
	phrases := make([]score.MUCPhrase, 0, len(doc.Nouns))
	for _, n := range doc.Nouns {
		p := score.MUCPhrase{Head: n.Head - n.First}
		for _, tok := range doc.Tokens[n.First:n.Last] {
			p.Words = append(p.Words, score.MUCWord{Span: tocsin.Span{Start: tok.Start, End: tok.End}, Name: tok.Tag == language.PROPN,
				Detail: tok.Tag == language.DET || tok.Tag == language.NUM || tok.Tag == language.PRON || tok.Tag == language.ADV})
		}
		p.Span = tocsin.Span{Start: p.Words[0].Start, End: p.Words[len(p.Words)-1].End}
		phrases = append(phrases, p)
	}
	return phrases
}

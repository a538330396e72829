// Package coder codes a Report into a Record, each value with its evidence.
//
// It works in three steps. First everything the text holds is found ([reading]): sentences and words,
// time expressions, places, actors, who says what, and the words that tell of violent acts. Then the acts
// are gathered into accounts, one for each incident. Then figures, damage and statements of
// responsibility, found on their own, are given to the accounts they speak of.
//
// Word lists and patterns are data in package lexicon; the code here holds how they are put together.
// No rule knows a document.
package coder

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// version names the rules that coded a record. It is raised with every change of what they yield, so
// that a ledger codes its reports anew and keeps the old records for comparison.
const version = "rules-5"

// mostText is how many bytes of a report are coded. The longest reports of the news are a fifth of it. What finders
// compare within a report grows with its square, so that a book of accounts would hold up all reports behind it.
const mostText = 500_000

// A Coder turns reports into records. It is read-only once made and safe for concurrent use.
type Coder struct {
	gaz     *gazetteer.Gazetteer
	added   string                                   // names what gaz has beyond the embedded places
	capital func() map[string]gazetteer.Place        // seats of countries, found when first asked for
	seats   func() map[gazetteer.Ref]gazetteer.Place // seats of first-order units, likewise
	lists   lists
	weights valueWeights
	judging judging // which sentences judge or foretell
}

// lists are the word lists the coder works with, by what they tell.
type lists struct {
	act, weapon, target, setting, peace *lexicon.List

	bound, effect, group, damage *lexicon.List // who and what was harmed (figures.go, damage.go)
	assessment, tie, designation *lexicon.List // who stands how to whom, who is called what
	judging                      *lexicon.List // words by which people judge (judging.go)

	armedGroup, force, class, state *lexicon.List // who acts (actors.go)
	cue, role, channel, hedge, deed *lexicon.List // who says what, and what was done (voices.go, responsibility.go)

	stateNames      map[string]string // ISO code → the state's name as its list gives it first
	stateAdjectives map[string]string // ISO code → the state's adjective
	acronyms        map[string]bool   // terms in capitals of all lists: they stay so when a text in capitals is recased
}

// New loads the gazetteer and the word lists.
func New() (*Coder, error) {
	g, err := gazetteer.Load()
	if err != nil {
		return nil, fmt.Errorf("loading the gazetteer: %w", err)
	}
	return NewWith(g, "")
}

// NewWith returns a coder that knows the places of g. What was added to the embedded gazetteer has a name, ""
// where nothing was: it becomes part of the version, because records depend on it.
func NewWith(g *gazetteer.Gazetteer, added string) (*Coder, error) {
	c := &Coder{gaz: g, added: added}
	var err error
	c.capital = sync.OnceValue(c.gaz.Capitals)
	c.seats = sync.OnceValue(c.gaz.Seats)
	for name, to := range map[string]**lexicon.List{
		"act":     &c.lists.act,
		"weapon":  &c.lists.weapon,
		"target":  &c.lists.target,
		"setting": &c.lists.setting, "peace": &c.lists.peace,
		"bound": &c.lists.bound, "effect": &c.lists.effect, "group": &c.lists.group, "damage": &c.lists.damage,
		"tie": &c.lists.tie, "designation": &c.lists.designation, "assessment": &c.lists.assessment, "judging": &c.lists.judging,
		"armedgroup": &c.lists.armedGroup, "force": &c.lists.force, "class": &c.lists.class, "state": &c.lists.state,
		"cue": &c.lists.cue, "role": &c.lists.role, "channel": &c.lists.channel, "hedge": &c.lists.hedge, "deed": &c.lists.deed,
	} {
		if *to, err = lexicon.Load(name); err != nil {
			return nil, err
		}
	}
	c.lists.derive()
	c.weights = valueWeights{place: readWeights(placeWeights), target: readWeights(targetWeights)}
	c.judging = newJudging(readWeights(judgementWeights))
	return c, nil
}

// derive fills what is computed from the lists.
func (l *lists) derive() {
	l.stateNames, l.stateAdjectives, l.acronyms = map[string]string{}, map[string]string{}, map[string]bool{}
	for _, e := range l.state.Entries() {
		if iso := e.Value(); e.Has("name") && l.stateNames[iso] == "" {
			l.stateNames[iso] = nameCase(e.Term)
		} else if e.Has("adjective") && !e.Has("old") && l.stateAdjectives[iso] == "" {
			l.stateAdjectives[iso] = nameCase(e.Term)
		}
	}
	for _, list := range []*lexicon.List{l.armedGroup, l.force, l.state, l.role, l.channel} {
		for _, e := range list.Entries() {
			if isAbbreviation(e.Term) {
				l.acronyms[e.Term] = true
			}
		}
	}
}

// nameCase capitalises the words of a name that a list has in lower case.
func nameCase(term string) string {
	words := strings.Fields(term)
	for i, w := range words {
		if i == 0 || !smallWords[w] {
			words[i] = title(w)
		}
	}
	return strings.Join(words, " ")
}

// Version names what the coder's records depend on, for cursors in the ledger.
func (c *Coder) Version() string {
	if c.added != "" {
		return "coder/" + version + "+places-" + c.added
	}
	return "coder/" + version
}

// Code returns the record of one report. It does no I/O, and the same report always gives the same
// record. A report in a language that is not coded gives a record with a problem and no accounts.
func (c *Coder) Code(ctx context.Context, rep *tocsin.Report) (*tocsin.Record, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("coding %s: %w", rep.ID, err)
	}
	rec := &tocsin.Record{Report: rep.Heading()}
	if rep.Language != "" && rep.Language != "en" {
		rec.Notes = append(rec.Notes, tocsin.Problem{Path: "report.language", Text: fmt.Sprintf("%s is not coded, only en", rep.Language)})
		return rec, nil
	}
	coded := shortened(rep, mostText)
	r := c.read(coded)
	if len(coded.Text) < len(rep.Text) {
		r.notes = append(r.notes, tocsin.Problem{Path: "report.text", Text: fmt.Sprintf("only the first %d of its %d bytes are coded", len(coded.Text), len(rep.Text))})
	}
	rec.Accounts = r.accounts()
	rec.Report.Relevant = len(rec.Accounts) > 0
	if rec.Report.Relevant {
		rec.Ties = r.ties()
		rec.Assessments = r.assessments()
	}
	rec.Designations = r.designations()
	rec.Notes = r.notes
	return rec, nil
}

// shortened returns the report with no more than the first bytes of its text, cut at the end of a line or else of a word
// where there is one near. Evidence in it is evidence in the whole report.
func shortened(rep *tocsin.Report, most int) *tocsin.Report {
	if len(rep.Text) <= most {
		return rep
	}
	end := most
	for end > 0 && !utf8.RuneStart(rep.Text[end]) {
		end--
	}
	for _, mark := range []string{"\n", " "} {
		if i := strings.LastIndex(rep.Text[end/2:end], mark); i >= 0 {
			end = end/2 + i
			break
		}
	}
	out := *rep
	out.Text = rep.Text[:end]
	return &out
}

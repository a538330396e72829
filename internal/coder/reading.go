package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/gazetteer"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
	"github.com/tocsin-org/tocsin/internal/timex"
)

// A reading is everything found in one report before it is judged. Positions are indexes into
// doc.Tokens; ranges are half-open.
type reading struct {
	*Coder
	report    *tocsin.Report
	text      string
	published tocsin.Date // day relative times count from; the dateline's if the report has none
	doc       *language.Doc
	words     []lexicon.Word // the tokens as the word lists see them
	naming                   // how the report names actors and who speaks where

	times         []timex.Expr
	actors        []actorMention
	sayings       []saying
	quotations    []quotation  // in text order
	cues          map[int]bool // tokens of the cues of sayings
	places        []placeMention
	onNoMap       []placeMention  // names of places that the gazetteer does not know
	countries     countryVote     // how much the report speaks of each country
	surnames      map[string]bool // last words of names of persons
	bodyStart     int             // first token after the dateline
	datePlace     string          // the place of the dateline, "" if there is none
	dateTown      gazetteer.Place // that place, if it is a town
	setting       tocsin.Where    // the country the report is set in, where nothing finer is said
	settingWeight int             // how much the words show a setting of political or armed violence
	peace         peace           // where violent words mean something else
	acts          []act

	figs         []figureMention
	figureTokens []int               // first tokens of figs
	fullNames    map[string]bool     // last words of full names of persons
	bearers      map[string][]bearer // what people named in the report are, by the last word of the name

	notes []tocsin.Problem

	likely  map[int]map[*placeMention]float64 // how likely places of a sentence are those of its acts, by the head of the act
	lessons map[*incident]*Lesson             // where not nil, what is decided of accounts is noted here
}

// read finds everything in the report, in the order in which the finders need each other.
func (c *Coder) read(rep *tocsin.Report) *reading {
	r := &reading{Coder: c, report: rep, text: rep.Text, published: rep.Published}
	r.doc = language.Analyze(rep.Text)
	r.words = make([]lexicon.Word, len(r.doc.Tokens))
	for i := range r.doc.Tokens {
		t := &r.doc.Tokens[i]
		r.words[i] = lexicon.Word{Lemma: t.Lemma, Lower: t.Lower, Tag: t.Tag.String()}
		if t.Lemma == t.Lower && t.Tag != language.VERB && t.Tag != language.AUX {
			r.words[i].Lemma = singular(t.Lower)
		}
	}
	written := r.published
	if d, ok := timex.ReadDateline(r.doc, r.published); ok {
		r.datePlace = d.Place
		for r.bodyStart < len(r.doc.Tokens) && r.doc.Tokens[r.bodyStart].Start < d.End {
			r.bodyStart++
		}
		if r.published.IsZero() {
			r.published = d.Date
			written = d.Date
		}
		// "Today" in a report that is filed and printed on two days is the day it was filed.
		if !d.Date.IsZero() && d.Date.Before(r.published) && r.published.Sub(d.Date) <= 3 {
			written = d.Date
		}
	}
	r.times = timex.Find(r.doc, written)
	r.joinRanges()
	r.actors = r.findActors()
	r.places = r.findPlaces()
	r.onNoMap = r.unlistedNames()
	r.setting = r.findSetting()
	r.settingWeight = r.weighSetting()
	r.peace = r.findPeace()
	r.acts = r.findActs()
	r.sayings = r.findSayings()
	r.dateActs()
	for i := range r.acts {
		r.acts[i].place = r.attachPlace(r.acts[i].head)
		if r.acts[i].means {
			r.acts[i].place, r.acts[i].time = -1, -1
		}
	}
	r.leaveToFreeing()
	r.partAtLinks()
	return r
}

// singular returns the singular of a word that has no other base: a plural that the tagger took for a name, or one
// that is listed by its singular here ("troops").
func singular(w string) string {
	switch {
	case strings.HasSuffix(w, "men") && len(w) > 4:
		return strings.TrimSuffix(w, "men") + "man"
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return strings.TrimSuffix(w, "ies") + "y"
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && len(w) > 3:
		return strings.TrimSuffix(w, "s")
	}
	return w
}

// word returns the lower-case form of token k, "" outside the text.
func (r *reading) word(k int) string {
	if k < 0 || k >= len(r.words) {
		return ""
	}
	return r.words[k].Lower
}

// quote returns the evidence that covers tokens first..last.
func (r *reading) quote(first, last int) tocsin.Evidence {
	return tocsin.Quote(r.text, r.doc.Tokens[first].Start, r.doc.Tokens[last-1].End)
}

// sentence returns the sentence that token i stands in.
func (r *reading) sentence(i int) language.Sentence { return r.doc.Sentences[r.doc.Tokens[i].Sentence] }

// noun returns the base noun phrase that token i stands in, and whether there is one.
func (r *reading) noun(i int) (language.Phrase, bool) { return phraseAt(r.doc.Nouns, i) }

// verb returns the verb group that token i stands in, and whether there is one.
func (r *reading) verb(i int) (language.Phrase, bool) { return phraseAt(r.verbs, i) }

// phraseAt finds the phrase that holds token i among phrases in text order, by bisection.
func phraseAt(ps []language.Phrase, i int) (language.Phrase, bool) {
	lo, hi := 0, len(ps)
	for lo < hi {
		mid := (lo + hi) / 2
		if ps[mid].Last <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(ps) && ps[lo].First <= i {
		return ps[lo], true
	}
	return language.Phrase{}, false
}

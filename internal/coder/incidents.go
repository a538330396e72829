package coder

import (
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// An incident, inside one reading, is a set of acts that the report tells of as one: what an account is
// made from. (The incident that all reports together tell of is computed by package resolve.)
type incident struct {
	frames []frame
	told   int  // the last sentence that tells of it, and does not only point back at it
	group  bool // several told together ("two bombings"), of which members may be told apart later
	count  int  // of a group: how many
	parent int  // index of the group this is a member of, -1
	wave   int  // number of the wave of attacks in several places that it is part of, 0

	freed *day   // when captives were freed, nil if the text does not say
	when  *day   // nil while the text has not said
	place int    // index into reading.places, -1 while the text has not said
	kinds []kind // what its acts say of the kind, in text order

	also       []frame // frames that tell of it and of others together
	background bool
}

// A frame is the acts of one clause or sentence that tell of the same incident.
type frame struct {
	acts  []int  // indexes into reading.acts
	first int    // first token of its first act
	sent  int    // sentence
	link  string // the word that sets it apart from the frame before it in the sentence: "after", "retaliation"
}

// A day is an interval with its words.
type day struct {
	start, end tocsin.Date
	precision  tocsin.DatePrecision
	expr       int // index into reading.times, -1 where computed
}

type kind struct {
	kind                       tocsin.Kind
	harm, general, after, weak bool
}

// incidents gathers the acts into incidents in the order in which they are first told.
//
// The rule is a score for each incident told so far: a definite noun, the same place, the same day and
// the same kind speak for it, another place or day at the same level and words like "another" against.
// The thresholds were set on the development gold.
func (r *reading) incidents() []*incident {
	var ins []*incident
	var headings []frame
	for _, f := range r.frames() {
		if r.heading(f.sent) {
			headings = append(headings, f)
			continue
		}
		r.place(&ins, f)
	}
	for _, f := range headings {
		if best, score := r.likeliest(f, ins); best < 0 || score < -1.5 {
			r.place(&ins, f)
		}
	}
	return ins
}

// place gives a frame to the incident it tells of, or makes a new one of it, or passes over it: words that
// say neither which nor when nor where ("a war of sabotage") are about violence at large.
func (r *reading) place(ins *[]*incident, f frame) {
	best, score := r.likeliest(f, *ins)
	back := r.pointsBack(f)
	switch {
	case best >= 0 && score > 0 && (back || r.definite(f) || r.near(f, (*ins)[best]) && (!r.generic(f) || r.anchored(f) && (score > 1 || !r.atLarge(f)))):
		r.join((*ins)[best], f)
	case !back && (r.standsAlone(f, len(*ins) == 0) || r.oneMore(f, *ins)) || len(*ins) == 0 && r.standsAlone(f, true):
		in := &incident{parent: -1, place: -1}
		r.join(in, f)
		if n := len(*ins); n > 0 {
			r.countBack(in, (*ins)[n-1])
		}
		*ins = append(*ins, in)
	case best >= 0 && score > -1.5 && back:
		r.join((*ins)[best], f)
	}
}

// oneMore reports whether a frame tells in the same words as an incident before of another with its own place: an item
// of a list ("Near Kareth, two strikes …").
func (r *reading) oneMore(f frame, ins []*incident) bool {
	for _, j := range f.acts {
		a := &r.acts[j]
		if a.place < 0 || r.onlyCountry(a.place) || a.unreal {
			continue
		}
		for _, in := range ins {
			for _, g := range in.frames {
				for _, k := range g.acts {
					if b := &r.acts[k]; r.words[b.head].Lemma == r.words[a.head].Lemma && b.kind == a.kind && b.place >= 0 && r.placesApart(a.place, b.place) {
						return true
					}
				}
			}
		}
	}
	return false
}

// likeliest returns the incident that a frame fits best and how well; the later of those that tie.
func (r *reading) likeliest(f frame, ins []*incident) (best int, score float64) {
	best = -1
	for k := range ins {
		if s := r.same(f, ins, k); best < 0 || s >= score {
			best, score = k, s
		}
	}
	return best, score
}

// near reports whether a frame stands close enough behind the last words on an incident to go on with it
// without saying so.
func (r *reading) near(f frame, in *incident) bool {
	gap := f.sent - in.frames[len(in.frames)-1].sent
	return gap <= 2 || gap <= 6 && r.anchored(f)
}

// heading reports whether a sentence is a headline: the report's title, or a line without a stop before a
// blank one at the head of the text. It names incidents that the text then tells.
func (r *reading) heading(n int) bool {
	s := r.doc.Sentences[n]
	line := strings.TrimSpace(r.text[s.Start:s.End])
	if n != 0 || line == "" {
		return false
	}
	if r.report.Title != "" && line == strings.TrimSpace(r.report.Title) {
		return true
	}
	rest := r.text[s.End:]
	return !s.Upper && len(line) < 150 && !strings.ContainsAny(line[len(line)-1:], ".!?:\"") && !strings.Contains(line, "\n") && strings.HasPrefix(strings.TrimLeft(rest, " \t\r"), "\n")
}

// pointsBack reports whether a frame only refers to what was told: its nouns are definite and it says
// nothing of its own on when or where.
func (r *reading) pointsBack(f frame) bool {
	for _, j := range f.acts {
		a := &r.acts[j]
		if !a.noun || !a.definite || a.ordinal > 0 || a.time >= 0 && !a.plural || a.place >= 0 && !a.plural && !a.other {
			return false
		}
	}
	return true
}

// definite reports whether a noun of a frame points at something told.
func (r *reading) definite(f frame) bool {
	for _, j := range f.acts {
		if a := &r.acts[j]; a.noun && a.definite && !a.harm {
			return true
		}
	}
	return false
}

// anchored reports whether a frame says when, where or with what toll.
func (r *reading) anchored(f frame) bool {
	for _, j := range f.acts {
		if r.acts[j].time >= 0 || r.acts[j].place >= 0 {
			return true
		}
	}
	s := r.doc.Sentences[f.sent]
	for _, n := range r.figureTokens {
		if s.First <= n && n < s.Last {
			return true
		}
	}
	return false
}

// generic reports whether a frame's words speak of violence at large: nouns without an article, or plural.
func (r *reading) generic(f frame) bool {
	for _, j := range f.acts {
		a := &r.acts[j]
		if !a.noun || a.definite || !a.plural && !r.bare(*a) {
			return false
		}
	}
	return true
}

// atLarge reports whether a frame speaks of many acts that it does not point at ("attacks on police have multiplied").
func (r *reading) atLarge(f frame) bool {
	for _, j := range f.acts {
		if a := &r.acts[j]; !a.noun || a.definite || !a.plural || a.counted {
			return false
		}
	}
	return true
}

// frames cuts the acts of each sentence into groups that tell of one incident each.
func (r *reading) frames() []frame {
	var fs []frame
	for k := range r.acts {
		a := &r.acts[k]
		if a.unreal && a.stage == tocsin.Accomplished || r.sums(a) || r.peaceful(a) {
			continue
		}
		s := r.doc.Tokens[a.head].Sentence
		joined := false
		for n := len(fs) - 1; n >= 0 && fs[n].sent == s; n-- {
			if r.oneFrame(fs[n], k) {
				fs[n].acts = append(fs[n].acts, k)
				joined = true
				break
			}
		}
		if !joined {
			f := frame{acts: []int{k}, first: a.first, sent: s}
			if n := len(fs) - 1; n >= 0 && fs[n].sent == s {
				f.link = r.linkBetween(fs[n].first, a.first)
			}
			fs = append(fs, f)
		}
	}
	return fs
}

// sums reports whether an act is a count over a time ("have killed 200 people since June", "in the past ten
// years"), which is a statistic and no incident.
func (r *reading) sums(a *act) bool {
	if a.time < 0 {
		return false
	}
	e := &r.times[a.time]
	s := r.sentence(e.First)
	if e.First > s.First && r.words[e.First-1].Lower == "since" {
		return !a.kindLasts()
	}
	// "over the past two years": a span of years is none either.
	if e.First > s.First && e.To.Sub(e.From) > 45 {
		switch r.words[e.First-1].Lower {
		case "over", "during", "within", "throughout":
			return true
		}
	}
	// "between January and September": a span of months is no time of one incident.
	if e.First > s.First && r.words[e.First-1].Lower == "between" && e.Precision == tocsin.DateMonth {
		return true
	}
	return false
}

// kindLasts reports whether an act is a state that goes on ("have been holding hostages since Friday").
func (a *act) kindLasts() bool {
	return a.kind == tocsin.Kidnapping || a.kind == tocsin.Clash && !a.noun
}

// oneFrame reports whether act k of the same sentence tells of the incident of the frame.
func (r *reading) oneFrame(f frame, k int) bool {
	b := &r.acts[k]
	prev := &r.acts[f.acts[len(f.acts)-1]]
	for _, j := range f.acts {
		a := &r.acts[j]
		if a.time >= 0 && b.time >= 0 && a.time != b.time && r.daysApart(a.time, b.time) {
			return false
		}
		if a.place >= 0 && b.place >= 0 && a.place != b.place && r.placesApart(a.place, b.place) {
			return false
		}
		if !kindsAgree(a, b) {
			return false
		}
	}
	if b.other && b.noun || prev.other && prev.noun && !b.harm {
		return false
	}
	if link := r.linkBetween(prev.last, b.first); link != "" {
		// "killed after a bomb exploded": the second act is the cause of the harm.
		if prev.harm && !b.harm && (link == "after" || link == "when") && !b.definite {
			return true
		}
		return link == "when" || link == "while"
	}
	return true
}

// kindsAgree reports whether two acts can be of one incident by their kinds.
func kindsAgree(a, b *act) bool {
	if a.kind == b.kind || a.harm || b.harm || a.general || b.general {
		return !(a.kind == tocsin.Kidnapping && b.harm && !b.weak || b.kind == tocsin.Kidnapping && a.harm && !a.weak)
	}
	taken := func(k tocsin.Kind) bool { return k == tocsin.Kidnapping || k == tocsin.Hijacking }
	if taken(a.kind) != taken(b.kind) {
		return a.weak && b.weak
	}
	return true
}

// same scores how well a frame fits an incident told before; above 0 it is the same.
func (r *reading) same(f frame, ins []*incident, k int) float64 {
	score, in, n := 0.0, ins[k], len(ins)
	if k == n-1 {
		score += 0.4 // the one that came last
	}
	last := in.frames[len(in.frames)-1]
	if gap := f.sent - in.told; gap <= 1 {
		score += 0.3
	} else if gap > 6 {
		score -= 0.3
	}
	if f.link != "" && f.link != "when" && f.link != "while" && last.sent == f.sent {
		score -= 1.5 // "came a day after": what was just told is another incident
		if givesReason(f.link) {
			score -= 2
		}
	}
	lead := r.acts[f.acts[0]]
	for _, j := range f.acts {
		a := &r.acts[j]
		if a.noun && !a.harm {
			lead = *a
			break
		}
	}
	switch {
	case lead.other:
		score -= 2
	case lead.noun && lead.definite && lead.ordinal == 0:
		score += 1
		if k == n-1 && r.pointsAtLast(lead) {
			score += 1.5
		}
	case lead.noun && !lead.plural && !lead.harm && !lead.definite && !r.bare(lead):
		score -= 0.7 // "an attack": told as new
		if lead.weak {
			score += 0.5 // "a bomb" may be that of the attack just told
		}
	}
	if f.sent > last.sent && lead.time < 0 && r.toldAsPast(in) && (lead.noun && lead.definite && r.recalls(lead) || lead.harm && lead.place < 0) {
		score -= 1.2 // "the attack" is that of the news, and so is a toll: not of one recalled in between
	} else if lead.harm && lead.time < 0 && lead.place < 0 && k == 0 && n > 1 && r.toldAsPast(ins[n-1]) {
		score += 0.6
	}
	if in.group && (!lead.plural || things[r.words[lead.head].Lemma]) && !lead.definite && lead.time >= 0 {
		score -= 2.5 // told with its own day or place, it is one of those named together
	}
	if lead.plural && lead.count > 1 && !lead.weak && !in.group {
		score -= 0.8
	}
	switch {
	case lead.ordinal > 0 && in.group:
		score -= 5 // "the first blast": one of those named together
	case lead.ordinal > 0 && !in.group && n > 1:
		if r.nth(ins, k) == lead.ordinal {
			score++ // "the first attack", of those told one after the other
		} else {
			score -= 1.5
		}
	case lead.ordinal > 1 && !in.group && k == n-1:
		score -= 1.5 // "the second blast" is not the one told last
	case lead.definite && lead.plural && in.group:
		score += 1.5
	case lead.definite && lead.other && k < n-1:
		score += 2.6 // "the previous attack"
	}
	for _, j := range f.acts {
		a := &r.acts[j]
		if r.frees(a) {
			continue // captives are freed on another day and elsewhere
		}
		if a.time >= 0 {
			d := r.dayOf(a.time)
			switch {
			case d == nil || in.when == nil:
				if d != nil && r.longAgo(d) && !in.background && in.freed == nil {
					score -= 2 // an undated incident is the news of the day
				}
			case d.start.IsZero() || in.when.start.IsZero():
			case r.words[r.times[a.time].First].Lower == "earlier" && d.precision != tocsin.DateDay && in.when.precision == tocsin.DateDay && in.when.expr != a.time &&
				!r.longAgo(in.when):
				score -= 2.5 // "earlier this month", beside the news of today
			case overlap(d, in.when):
				score += 1
			default:
				score -= 2.5
			}
		}
		if a.place >= 0 && in.place >= 0 {
			rel := r.comparePlaces(a.place, in.place)
			if rel == placeApart && (r.onlyCountry(in.place) || r.onlyCountry(a.place)) && !(r.onlyCountry(a.place) && r.insideWord(r.places[a.place].from-1) && r.places[a.place].first > a.head && !r.onlyCountry(in.place)) {
				rel = placeOpen
			}
			if rel == placeWithin && r.inList(in.place) {
				rel = placeApart // one of those that "clashes in Usulutan and Morazan" were
			}
			switch rel {
			case placeSame:
				score += 1
			case placeWithin:
				score += 0.6
			case placeApart:
				score -= 2
			}
		}
	}
	score += r.sameVictims(f, in)
	if r.sharesObject(f, in) {
		score += 0.8
	}
	if lead.time >= 0 && k == n-1 && in.when != nil && in.when.expr >= 0 && in.when.expr != lead.time && r.countsBack(lead.time) {
		score -= 2 // "the night before": before what was just told
	}
	if r.opensAnother(f.sent) && !lead.definite && (lead.time >= 0 || lead.place >= 0 || r.hasAuthor(r.doc.Sentences[f.sent])) {
		score--
	}
	if threatened := r.acts[in.frames[0].acts[0]].stage == tocsin.Threatened; threatened != (lead.stage == tocsin.Threatened) && f.sent != last.sent {
		score -= 1.5 // what is threatened has not been done
	}
	if !r.kindFits(f, in) {
		score -= 1.8
	} else if !lead.harm && !lead.general {
		for _, kd := range in.kinds {
			if kd.kind == lead.kind && !kd.harm && !kd.general {
				score += 0.5
				break
			}
		}
	}
	return score
}

// recalls reports whether a definite noun points at what the report is about: "the attack", and not "that attack".
func (r *reading) recalls(lead act) bool {
	np, ok := r.noun(lead.head)
	return ok && r.words[np.First].Lower == "the"
}

// nth returns which of the incidents told one by one incident k is, from 1.
func (r *reading) nth(ins []*incident, k int) int {
	n := 0
	for _, in := range ins[:k+1] {
		if !in.group {
			n++
		}
	}
	return n
}

// opensAnother reports whether a sentence opens with words that go on to another incident: "Elsewhere", "In a related
// development", "Separately".
func (r *reading) opensAnother(n int) bool {
	k := r.doc.Sentences[n].First
	switch r.word(k) {
	case "elsewhere", "separately", "meanwhile", "similarly", "finally", "additionally":
		return true
	case "as":
		return r.hasAny(k+1, min(k+5, r.doc.Sentences[n].Last), "earlier", "previously")
	case "earlier", "previous":
		return r.word(k+1) == "reports"
	case "the":
		return r.word(k+1) == "same" && (r.word(k+2) == "night" || r.word(k+2) == "day" || r.word(k+2) == "evening" || r.word(k+2) == "morning")
	case "in":
		switch r.word(k + 1) {
		case "addition", "related", "another":
			return true
		case "a":
			return r.word(k+2) == "separate" || r.word(k+2) == "related" || r.word(k+2) == "similar"
		}
	}
	return false
}

// toldAsPast reports whether an incident is one that the report only recalls: it lies long before publication, or was
// told as the reason or the past of another, and is not what the report opens with.
func (r *reading) toldAsPast(in *incident) bool {
	f := in.frames[0]
	if a := &r.acts[f.acts[0]]; a.noun && a.other && !a.definite && f.link == "" && len(in.frames) == 1 && f.first > r.doc.Sentences[f.sent].First+6 {
		return true // "in revenge for an earlier attack"
	}
	return f.sent > r.leadSentence() && (in.when != nil && r.longAgo(in.when) || f.link != "" && f.link != "when" && f.link != "while")
}

// bare reports whether a noun act stands without determiner ("attack victims", headline style).
func (r *reading) bare(a act) bool {
	np, ok := r.noun(a.head)
	return ok && np.First == a.head
}

// kindFits reports whether the acts of a frame can be of the incident by their kinds.
func (r *reading) kindFits(f frame, in *incident) bool {
	for _, j := range f.acts {
		a := &r.acts[j]
		for _, kd := range in.kinds {
			if kd.after {
				continue
			}
			b := act{kind: kd.kind, harm: kd.harm, general: kd.general, weak: kd.weak}
			if b.kind == tocsin.Kidnapping && in.has(tocsin.Hijacking) {
				b.kind = tocsin.Hijacking // the hostages are those aboard
			}
			if !kindsAgree(a, &b) {
				return false
			}
			if !a.harm && !a.general && !a.weak && !b.harm && !b.general && !b.weak && kindsFar(a.kind, b.kind) {
				return false
			}
		}
	}
	return true
}

// has reports whether one of the acts of an incident is of a kind.
func (in *incident) has(k tocsin.Kind) bool {
	return slices.ContainsFunc(in.kinds, func(kd kind) bool { return kd.kind == k })
}

// kindsFar reports whether two exact kinds are hardly ever told of one incident.
func kindsFar(a, b tocsin.Kind) bool {
	if a == b {
		return false
	}
	family := func(k tocsin.Kind) int {
		switch k {
		case tocsin.Bombing, tocsin.AirStrike, tocsin.Shelling:
			return 1
		case tocsin.ArmedAttack, tocsin.Clash, tocsin.Operation, tocsin.Execution, tocsin.Assault:
			return 2 // who stabs is shot
		case tocsin.Kidnapping, tocsin.Hijacking:
			return 3
		case tocsin.Riot, tocsin.Arson:
			return 4
		}
		return 0
	}
	fa, fb := family(a), family(b)
	return fa != 0 && fb != 0 && fa != fb && (fa == 3 || fb == 3 || fa == 4 || fb == 4)
}

// standsAlone reports whether a frame can be an incident of its own: it must be more than a label
// (codebook.md: at least two of place, date, act, casualties, author), and a weak act needs support.
func (r *reading) standsAlone(f frame, first bool) bool {
	s := r.doc.Sentences[f.sent]
	exact, support, figure := false, 0.0, false
	for _, n := range r.figureTokens {
		if s.First <= n && n < s.Last {
			figure = true
			support++
			break
		}
	}
	for _, j := range f.acts {
		a := &r.acts[j]
		if a.after && len(f.acts) == 1 {
			return false
		}
		if !a.weak {
			exact = true
		}
		if a.time >= 0 {
			if d := r.dayOf(a.time); d != nil {
				if d.precision == tocsin.DateYear && a.harm && !figure && r.manyVictims(a) {
					return false // "most of their leaders were killed in 2015": a balance, no incident
				}
				support++
			}
		}
		if a.place >= 0 {
			if placeRank(r.places[a.place].where.Precision) <= placeRank(tocsin.PlaceProvince) || first || r.places[a.place].office {
				support++
			} else {
				support += 0.5
			}
		}
		if a.noun && a.plural && a.count == 0 && !a.definite && (!first || a.place < 0) && !figure {
			support-- // "attacks", "bombings": a statement about many
		}
	}
	if r.hasAuthor(s) {
		support += 0.5
	}
	if first && r.hasAuthor(s) {
		support += 0.5
	}
	weapon := r.hasWeapon(s)
	if !exact && weapon {
		support++
	}
	if !exact && !weapon && !figure && !r.hasArmed(s) && r.onlyVague(f) {
		return false
	}
	if exact {
		return support >= 1
	}
	return support >= 2
}

// onlyVague reports whether the acts of a frame are only verbs that storms and budgets do, too: hit, target,
// destroy.
func (r *reading) onlyVague(f frame) bool {
	for _, j := range f.acts {
		if a := &r.acts[j]; !a.weak || !a.general {
			return false
		}
	}
	return true
}

// manyVictims reports whether the victims of an act are a plural without a number.
func (r *reading) manyVictims(a *act) bool {
	for _, np := range r.targetPhrases(a) {
		if r.doc.Tokens[np.Head].Form == language.Plural {
			return true
		}
	}
	return a.noun && a.plural
}

// hasWeapon reports whether a word that can only be a weapon stands in the sentence.
func (r *reading) hasWeapon(s language.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if e, _ := r.lists.weapon.At(r.words, i); e != nil && !e.Has("weak") {
			return true
		}
	}
	return false
}

// hasAuthor reports whether an armed actor stands in the sentence.
func (r *reading) hasAuthor(s language.Sentence) bool {
	for _, a := range r.actors {
		if a.first >= s.Last {
			break
		}
		if a.first >= s.First && (a.kind == actorGroup || a.kind == actorClass || a.kind == actorForce) {
			return true
		}
	}
	return false
}

// join adds a frame to an incident and takes from it what the incident does not know yet.
func (r *reading) join(in *incident, f frame) {
	in.frames = append(in.frames, f)
	elsewhere := false
	for _, j := range f.acts {
		elsewhere = elsewhere || r.acts[j].definite && r.acts[j].other
	}
	if !elsewhere {
		in.told = f.sent
	}
	for _, j := range f.acts {
		a := &r.acts[j]
		in.kinds = append(in.kinds, kind{a.kind, a.harm, a.general, a.after, a.weak})
		if a.plural && a.count > 1 && len(in.frames) == 1 {
			in.group, in.count = true, a.count
		}
		if r.frees(a) {
			if a.time >= 0 && in.freed == nil {
				in.freed = r.dayOf(a.time)
			}
			continue
		}
		if a.time >= 0 {
			if d := r.dayOf(a.time); d != nil && (in.when == nil || finerDay(d, in.when)) {
				in.when = d
			}
		}
		if a.place >= 0 && (in.place < 0 || r.finerPlace(a.place, in.place) || r.onlyCountry(in.place) && !r.onlyCountry(a.place)) {
			r.inherit(a.place, in.place)
			in.place = a.place
		} else if a.place >= 0 {
			r.inherit(in.place, a.place)
		}
	}
}

// inherit gives a settlement whose units the text did not say those of another place of the same incident.
func (r *reading) inherit(to, from int) {
	if to < 0 || from < 0 {
		return
	}
	t, f := &r.places[to].where, &r.places[from].where
	if t.Settlement != "" && t.Country == "" && f.Country != "" {
		t.Country, t.Adm1 = f.Country, f.Adm1
		if f.Settlement == "" {
			t.Adm2 = f.Adm2
		}
	}
}

// onlyCountry reports whether a place mention says no more than the country.
func (r *reading) onlyCountry(i int) bool { return r.places[i].where.Precision == tocsin.PlaceCountry }

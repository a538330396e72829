package coder

import (
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// A doubtCue is a phrase that doubts a claim without a verb of doubting.
type doubtCue struct {
	words     []string
	certainty tocsin.Certainty
	verb      bool // a verb of agreeing must follow: "reluctant to agree"
	claim     bool // what follows must be a claim, a link or a group: "no evidence of"
}

var doubtCues = []doubtCue{
	{words: []string{"reluctant", "to"}, certainty: tocsin.Hedged, verb: true},
	{words: []string{"hesitant", "to"}, certainty: tocsin.Hedged, verb: true},
	{words: []string{"yet", "to"}, certainty: tocsin.Hedged, verb: true, claim: true},
	{words: []string{"sceptical", "of"}, certainty: tocsin.Stated, claim: true},
	{words: []string{"skeptical", "of"}, certainty: tocsin.Stated, claim: true},
	{words: []string{"sceptical", "about"}, certainty: tocsin.Stated, claim: true},
	{words: []string{"skeptical", "about"}, certainty: tocsin.Stated, claim: true},
	{words: []string{"cast", "doubt"}, certainty: tocsin.Stated, claim: true},
	{words: []string{"casts", "doubt"}, certainty: tocsin.Stated, claim: true},
	{words: []string{"no", "evidence"}, certainty: tocsin.Stated, claim: true},
	{words: []string{"no", "proof"}, certainty: tocsin.Stated, claim: true},
}

// agreeing are the verbs that a doubter is slow to come to.
var agreeing = set("agree accept believe confirm verify authenticate acknowledge concede credit")

// doubtedNouns are what is doubted: whose deed it was.
var doubtedNouns = set("claim claims responsibility involvement link links connection authenticity assertion role")

// doubts reads who doubts a claim told before: "the police have been reluctant to agree", "the ministry said it was
// yet to verify the claim", "the mayor said there was no evidence that X was behind it".
func (f *statementFinder) doubts() {
	for k := range f.words {
		for i := range doubtCues {
			if c := &doubtCues[i]; f.words[k].Lower == c.words[0] && k+2 < f.sentence(k).Last && f.words[k+1].Lower == c.words[1] {
				f.doubtAt(k, c)
			}
		}
	}
}

// doubtAt notes the doubt that a cue at token k opens.
func (f *statementFinder) doubtAt(k int, c *doubtCue) {
	s := f.sentence(k)
	from := k + len(c.words)
	if c.verb {
		if !agreeing[f.words[from].Lemma] {
			return
		}
		from++
	}
	last := min(s.Last, from+12)
	name := f.groupIn(from, last)
	if c.claim && !f.doubtable(from, last, name) {
		return
	}
	of := f.lastClaim(k, name)
	if of == nil {
		return
	}
	out := statementMention{first: k, last: from, objectFirst: of.objectFirst, objectLast: of.objectLast, several: of.several}
	out.Stance, out.Actor, out.Certainty = tocsin.StanceDoubt, of.Actor, c.certainty
	// "reluctant to agree that X was behind it": whose deed it was is doubted there, not told
	f.found = slices.DeleteFunc(f.found, func(t statementMention) bool {
		return t.Stance == tocsin.StanceAttribution && t.first >= from && t.first < last && t.Actor == out.Actor
	})
	for _, v := range f.doubters(k) {
		if v.Type != tocsin.VoiceReport && v.Speaker != of.Actor && v.Speaker != of.Voice.Speaker {
			out.Voice = v
			f.add(out)
		}
	}
}

// doubters returns who doubts at token k: the subject of the verb before it, else who says it.
func (f *statementFinder) doubters(k int) []tocsin.Voice {
	if p, in := f.noun(k); in && p.First < k && f.words[k].Lemma == "cast" {
		return f.accusers(subject{first: p.First, last: k, end: k}) // "cast", taken for a noun
	}
	for j := k - 1; j >= f.sentence(k).First && j > k-4; j-- {
		v, in := f.verb(j)
		if !in {
			continue
		}
		sub, ok := f.subjectOf(v)
		if !ok || f.doc.Tokens[sub.first].Tag == language.PRON || f.words[sub.first].Lower == "there" {
			break
		}
		if vs := f.accusers(sub); len(vs) > 0 {
			return vs
		}
		break
	}
	v, _ := f.voiceAt(k)
	return []tocsin.Voice{v}
}

// groupIn returns the first armed group that tokens first..last name, "" if none.
func (f *statementFinder) groupIn(first, last int) string {
	from, to := f.actorsIn(first, last)
	for i := from; i < to; i++ {
		if f.actors[i].kind == actorGroup {
			return f.actors[i].name
		}
	}
	return ""
}

// doubtable reports whether tokens first..last tell of a claim or of a group's hand in the deed.
func (f *statementFinder) doubtable(first, last int, name string) bool {
	for k := first; k < last; k++ {
		if doubtedNouns[f.words[k].Lower] || name != "" && (f.words[k].Lower == "behind" || f.words[k].Lower == "responsible" || f.words[k].Lower == "involved") {
			return true
		}
	}
	return false
}

// lastClaim returns the claim or accusation told last before token k, of the actor named where one is; nil if none.
func (f *statementFinder) lastClaim(k int, name string) *statementMention {
	var best *statementMention
	for i := range f.found {
		s := &f.found[i]
		if s.Stance != tocsin.StanceClaim && s.Stance != tocsin.StanceAttribution || s.first >= k || name != "" && s.Actor != name {
			continue
		}
		// a claim goes before an accusation: it is what there is to doubt
		if best == nil || s.Stance == best.Stance && s.first > best.first || s.Stance == tocsin.StanceClaim && best.Stance != tocsin.StanceClaim {
			best = s
		}
	}
	return best
}

// retraction reads "X withdrew its claim of responsibility": the claimant takes it back.
func (f *statementFinder) retraction(v language.Phrase) bool {
	switch f.words[v.Head].Lemma {
	case "withdraw", "retract", "revoke", "rescind", "recant":
	default:
		return false
	}
	end := f.sentence(v.Head).Last
	if v.Modal || v.Negated || v.Passive || f.words[v.First].Lower == "to" || !f.lowerWithin(v.Last, min(end, v.Last+4), "claim", "claims") {
		return false
	}
	sub, ok := f.subjectOf(v)
	if !ok {
		return false
	}
	doers, _ := f.doersOf(sub)
	if len(doers) == 0 {
		if m, ok := f.claimant(sub); ok {
			doers = []actorMention{m}
		}
	}
	for i := range doers {
		if doers[i].kind == actorForce || doers[i].kind == actorState {
			continue
		}
		s := statementMention{first: sub.first, last: min(end, v.Last+2)}
		s.objectFirst, s.objectLast = f.objectAfter(v.Last+2, end)
		s.several = f.severalObject(s.objectFirst, s.objectLast)
		s.Stance, s.Actor, s.Certainty, s.When = tocsin.StanceRetraction, doers[i].name, tocsin.Stated, f.claimDay(v, sub)
		s.Voice = tocsin.Voice{Speaker: doers[i].name, Type: tocsin.VoicePerpetrator, Via: f.channelsAround(v)}
		f.use(v.Last, s.objectLast)
		f.add(s)
	}
	return len(doers) > 0
}

// disowned reads "X had nothing to do with the attack": of itself a denial, of another a doubt.
func (f *statementFinder) disowned(v language.Phrase) bool {
	end := f.sentence(v.Head).Last
	k := v.Last
	last, ok := f.noLink(k, end)
	if f.words[v.Head].Lemma != "have" && f.words[v.Head].Lemma != "play" || !ok {
		return false
	}
	sub, ok := f.subjectOf(v)
	if !ok {
		return true
	}
	object := [2]int{last, max(last, f.phraseFrom(last, end))}
	doers, _ := f.doersOf(sub)
	if sp := f.sayingAt(v.Head); len(doers) == 0 && sp != nil {
		if m, ok := f.claimant(subject{first: sp.sourceFirst, last: sp.sourceLast, end: sp.sourceLast}); ok {
			doers = []actorMention{m}
		}
	}
	for i := range doers {
		stance, voice, c := f.voiceFor(v.Head, &doers[i])
		s := statementMention{first: sub.first, last: max(last, object[1]), objectFirst: object[0], objectLast: object[1]}
		s.Actor, s.Voice, s.Certainty = doers[i].name, voice, c
		switch {
		case stance == tocsin.StanceClaim:
			s.Stance = tocsin.StanceDenial
		case voice.Type != tocsin.VoiceReport:
			s.Stance = tocsin.StanceDoubt
		default:
			s.Stance = ""
		}
		f.add(s)
	}
	f.use(object[0], object[1])
	return true
}

// noLink reads "nothing to do with", "no link with", "no part in" from token k on and returns the token behind it.
func (f *statementFinder) noLink(k, end int) (int, bool) {
	if k+4 < end && f.between(k, k+4) == "nothing to do with" {
		return k + 4, true
	}
	if k >= end || f.words[k].Lower != "no" {
		return k, false
	}
	for j := k + 1; j+1 < end && j < k+5; j++ {
		if linkNouns[f.words[j].Lemma] {
			switch f.words[j+1].Lower {
			case "with", "to", "in", "of":
				return j + 2, j+2 < end
			}
		}
	}
	return k, false
}

// linkNouns are what somebody has with a deed that is his.
var linkNouns = set("link connection role part hand involvement relation tie participation")

// shareChannels gives a claim without a channel that of a saying by the same speaker in its sentence or the next: "X
// was reported as saying by M".
func (f *statementFinder) shareChannels() {
	for i := range f.found {
		s := &f.found[i]
		if s.Stance != tocsin.StanceClaim || len(s.Voice.Via) > 0 {
			continue
		}
		at := f.doc.Tokens[s.first].Sentence
		for k := range f.sayings {
			o := &f.sayings[k]
			if d := f.doc.Tokens[o.cue].Sentence - at; o.voice.Speaker == s.Voice.Speaker && len(o.voice.Via) > 0 && (d == 0 || d == 1) {
				s.Voice.Via = o.voice.Via
				break
			}
		}
	}
}

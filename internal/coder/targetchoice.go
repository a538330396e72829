package coder

import (
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strconv"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/weigh"
)

//go:embed targets.weights
var targetWeights string

// A targetOption is a class of targets that words of the report may speak of as attacked in an incident.
type targetOption struct {
	class       tocsin.TargetClass
	first, last int     // the words that tell it best
	rank        float64 // how well they do
	exact       bool    // whether words of it tell of which force
	done        bool    // whether words of it play a part other than that of who did it
	facts       weigh.Choice
	seen        map[string]bool
}

func (o *targetOption) note(fact string) {
	if !o.seen[fact] {
		o.seen[fact] = true
		o.facts.Add(fact)
	}
}

// The parts that a phrase plays in what is told of an incident, and how well words in it tell the target.
const (
	partObject  = "what its act was done to"
	partHit     = "what was hit"
	partHurt    = "who was hurt"
	partSite    = "where it went off"
	partCounted = "counted as hurt"
	partSide    = "a side of the fight"
	partDoer    = "who did it"
	partSource  = "who says so"
	partActs    = "acts"
	partBehind  = "behind " // and the preposition
	partBare    = "named"
)

var partRanks = map[string]float64{partObject: 9, partHit: 8, partSide: 7, partHurt: 6, partCounted: 5, partSite: 4, partBare: 2, partActs: 1, partSource: -2, partDoer: -3}

// targetOptions returns the classes of targets that words about an incident speak of, with what speaks for each.
func (r *reading) targetOptions(ins []*incident, n int, kind tocsin.Kind) []*targetOption {
	in := ins[n]
	g := targetGathering{reading: r, in: in, kind: kind}
	for _, f := range in.frames {
		for _, j := range f.acts {
			a := &r.acts[j]
			part := partObject
			if a.harm {
				part = partHurt
			}
			for _, np := range r.targetPhrases(a) {
				g.phrase(np, part)
			}
			if a.kind == tocsin.Bombing || a.kind == tocsin.Shelling || a.kind == tocsin.AirStrike {
				sites, hit := r.sitePhrases(a)
				for _, np := range sites {
					g.phrase(np, partSite)
				}
				for _, np := range hit {
					g.phrase(np, partHit)
				}
			}
		}
	}
	if kind == tocsin.Clash {
		for _, s := range r.sides(in) {
			g.add(s.class, s.first, s.last, partSide, false)
		}
	}
	for i := range r.figs {
		f := &r.figs[i]
		switch f.Effect {
		case tocsin.Killed, tocsin.Injured, tocsin.KilledOrInjured, tocsin.Abducted:
		default:
			continue
		}
		if f.High != nil && *f.High == 0 || f.whoLast <= f.whoFirst || r.inSum(f.first) || r.owner(ins, f.first, f.cause) != n {
			continue
		}
		if c, ok := classOfGroup(f.Group); ok {
			g.add(c, f.whoFirst, f.whoLast, partCounted, false)
			g.add(c, f.whoFirst, f.whoLast, "counted as "+string(f.Effect), false)
		}
		if np, ok := r.noun(f.whoLast - 1); ok {
			g.phrase(np, partCounted)
		}
	}
	told := in.sentences()
	for k, sent := range r.followed(told) {
		if k > 5 {
			break
		}
		own := slices.Contains(told, sent)
		s := r.doc.Sentences[sent]
		for _, np := range r.doc.Nouns {
			if np.First >= s.Last {
				break
			}
			if np.First < s.First {
				continue
			}
			part := r.playedBy(np, s, in)
			if !own {
				part += ", in the sentence behind"
			} else if !r.ownsToken(in, np.Head) {
				part += ", nearer to another act"
			}
			g.phrase(np, part)
		}
	}
	if slices.ContainsFunc(g.out, func(o *targetOption) bool { return armedClass(o.class) && o.exact }) {
		g.out = slices.DeleteFunc(g.out, func(o *targetOption) bool { return !o.exact }) // "security officers", of whom two soldiers were hurt
	}
	syntax := r.toldTargets(ins, n, kind)
	for _, o := range g.out {
		g.weigh(o)
		for k, t := range syntax {
			if t.Class == o.class {
				o.note("told by the syntax")
				o.note("told by the syntax, " + string(o.class))
				o.note("told by the syntax, " + string(kind))
				o.note("told by the syntax, " + strconv.Itoa(k+1))
			}
		}
		switch {
		case len(syntax) == 0:
			o.note("the syntax tells none")
		case !o.seen["told by the syntax"]:
			o.note("the syntax tells another")
			o.note("the syntax tells another, " + string(o.class))
		}
	}
	return g.out
}

// playedBy says which part a noun phrase plays in a sentence that tells of an incident.
func (r *reading) playedBy(np language.Phrase, s language.Sentence, in *incident) string {
	if r.isSource(np) {
		return partSource
	}
	if np.First > s.First {
		if k := np.First - 1; r.doc.Tokens[k].Tag == language.ADP || r.words[k].Lower == "to" {
			switch w := r.words[k].Lower; w {
			case "by":
				return partDoer
			case "in", "at", "of", "on", "against", "near", "from", "to", "with", "for":
				return partBehind + w
			}
		}
	}
	if v, ok := r.verb(np.Last); ok && np.Last < s.Last {
		if v.Passive {
			return "suffers"
		}
		for _, f := range in.frames {
			for _, j := range f.acts {
				if v.First <= r.acts[j].head && r.acts[j].head < v.Last {
					return partDoer
				}
			}
		}
		return partActs
	}
	if v, ok := r.verb(max(np.First-1, s.First)); ok && np.First > s.First {
		return "object of " + map[bool]string{true: "a verb of harm", false: "a verb"}[r.isAct(v.Head)]
	}
	return partBare
}

// A targetGathering collects the options.
type targetGathering struct {
	*reading
	in   *incident
	kind tocsin.Kind
	out  []*targetOption
}

// phrase notes the class of what a noun phrase names.
func (g *targetGathering) phrase(np language.Phrase, part string) {
	c, first, last, weak, ok := g.targetAt(np)
	if weak && g.isOffice(last-1) {
		weak = false // "a leader of the party": what of, the report tells
	}
	if !ok || g.isAttacker(np) {
		return
	}
	for _, b := range g.alsoBorne(np, first) {
		g.add(b.class, b.first, b.last, part, false)
	}
	g.add(c, first, last, part, weak)
}

// add notes that words play a part.
func (g *targetGathering) add(c tocsin.TargetClass, first, last int, part string, weak bool) {
	i := slices.IndexFunc(g.out, func(o *targetOption) bool { return o.class == c })
	if i < 0 {
		i = len(g.out)
		g.out = append(g.out, &targetOption{class: c, first: first, last: last, rank: math.Inf(-1), seen: map[string]bool{}})
	}
	o := g.out[i]
	rank := partRanks[part]
	if weak {
		rank -= 3
		part += ", by a weak word"
	}
	if rank > o.rank {
		o.first, o.last, o.rank = first, last, rank
	}
	o.exact = o.exact || !unspecific(g.target(c, first, last)) && part != partSource
	o.done = o.done || part != partDoer && part != partSource
	o.note(part)
	o.note(part + ", " + string(c))
	o.note(part + ", " + string(g.kind))
}

// weigh notes what speaks for an option as a whole.
func (g *targetGathering) weigh(o *targetOption) {
	o.note("a class")
	o.note(string(o.class))
	o.note(string(o.class) + ", " + string(g.kind))
	best := math.Inf(-1)
	for _, b := range g.out {
		if b != o {
			best = max(best, b.rank)
		}
	}
	switch {
	case math.IsInf(best, -1):
		o.note("the only class")
	case best > o.rank:
		o.note("another class is told better")
		o.note("another class is told better, " + string(o.class))
	case best == o.rank:
		o.note("another class is told as well")
	default:
		o.note("told best")
		o.note("told best, " + string(o.class))
	}
	for _, b := range g.out {
		if b.seen[partDoer] {
			if b != o {
				o.note(string(o.class) + ", done by " + sortOf(b.class))
			} else if b.done {
				o.note("also who did it, " + sortOf(o.class))
			} else {
				o.note("only who did it")
			}
		}
		if b != o && b.done {
			o.note(string(o.class) + ", beside " + sortOf(b.class))
		}
	}
}

// sortOf says whether a class of targets is of the state's armed, of others who are armed, of people or of things.
func sortOf(c tocsin.TargetClass) string {
	switch c {
	case tocsin.TargetPolice, tocsin.TargetMilitary, tocsin.TargetOtherSecurity:
		return "a force"
	case tocsin.TargetMilitants, tocsin.TargetMilitia:
		return "an armed group"
	case tocsin.TargetCivilians, tocsin.TargetJournalists, tocsin.TargetAidWorkers, tocsin.TargetPolitician, tocsin.TargetGovernment:
		return "people"
	}
	return "a thing or place"
}

// LeastTarget is the sum from which a class is taken: below even chances, since a class left out costs what one too many
// does and the words of most accounts tell several. Set with the recipe (internal/coder/train/values).
const LeastTarget = -.8

// targetsOf returns who or what was attacked: the classes that the learned weights speak for, of all that words about the
// incident name, with the words that tell each best.
func (r *reading) targetsOf(ins []*incident, n int, kind tocsin.Kind) []tocsin.Target {
	options := r.targetOptions(ins, n, kind)
	if l := r.lessonOf(ins[n]); l != nil {
		for _, o := range options {
			l.Targets = append(l.Targets, ClassChoice{string(o.class), o.facts})
		}
	}
	sum := func(o *targetOption) float64 { return r.weights.target.Sum(o.facts) }
	options = slices.DeleteFunc(options, func(o *targetOption) bool { return sum(o) < LeastTarget })
	slices.SortStableFunc(options, func(a, b *targetOption) int { return cmp.Compare(sum(b), sum(a)) })
	var out []tocsin.Target
	for _, o := range options {
		out = appendTarget(out, r.target(o.class, o.first, o.last))
	}
	return out
}

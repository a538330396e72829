package resolve

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// anewAfter is how many days after a statement the same words by the same speaker are a new statement, if they are
// dated.
const anewAfter = 3

// statementsOf returns what has been said about who did it, in the order in which it became known. What several
// reports pass on is one statement.
func statementsOf(items []*item, on tocsin.Date, n *names) []tocsin.Said {
	var all []tocsin.Said
	for _, it := range items {
		for _, s := range it.account.Responsibility {
			all = append(all, saidOf(it, s))
		}
	}
	slices.SortStableFunc(all, func(a, b tocsin.Said) int { return compareDays(a.Known, b.Known) })
	var out []tocsin.Said
	for _, s := range all {
		if i := slices.IndexFunc(out, func(o tocsin.Said) bool { return sameStatement(o, s, on, n) }); i >= 0 {
			if s.AccountRef != out[i].AccountRef && !slices.Contains(out[i].Also, s.AccountRef) {
				out[i].Also = append(out[i].Also, s.AccountRef)
			}
			continue
		}
		out = append(out, s)
	}
	for i := range out {
		out[i].Reliability = reliabilityGrade(out[i])
		out[i].Credibility = credibilityGrade(out, i, on, n)
	}
	return out
}

func saidOf(it *item, s tocsin.Statement) tocsin.Said {
	r := it.source.report
	known := r.Published
	if !s.When.IsZero() && (known.IsZero() || s.When.Before(known)) {
		known = s.When
	}
	return tocsin.Said{AccountRef: it.AccountRef, Statement: s, Outlet: r.Outlet, Known: known, Origin: it.source.origin()}
}

// sameStatement reports whether a later statement is an earlier one passed on: same stance and actor, on the same
// say-so. A report's own word is its origin's.
func sameStatement(a, b tocsin.Said, on tocsin.Date, n *names) bool {
	if a.Stance != b.Stance || n.key(a.Actor, on) != n.key(b.Actor, on) || !sameSay(a, b) {
		return false
	}
	own := a.Stance == tocsin.StanceClaim || a.Stance == tocsin.StanceDenial || a.Stance == tocsin.StanceRetraction
	if !own && a.Certainty != b.Certainty {
		return false
	}
	return b.When.IsZero() || a.Known.IsZero() || b.When.Sub(a.Known) <= anewAfter
}

func sameSay(a, b tocsin.Said) bool {
	if a.Stance == tocsin.StanceClaim || a.Stance == tocsin.StanceRetraction {
		return true // whoever tells of it, the actor speaks
	}
	if a.Voice.Type != b.Voice.Type {
		return false
	}
	x, y := speakerKey(a.Voice.Speaker), speakerKey(b.Voice.Speaker)
	if x == "" && y == "" {
		return a.Origin == b.Origin
	}
	return x != "" && y != "" && sameSpeaker(x, y)
}

// claimants returns the named actors that claim the act and have not taken it back. Of a branch and the organisation it
// belonged to on that day the first stands for both: their claims do not compete.
func claimants(said []tocsin.Said, on tocsin.Date, n *names) []string {
	named := map[string]string{}
	for _, s := range said {
		key := n.key(s.Actor, on)
		switch s.Stance {
		case tocsin.StanceClaim:
			if named[key] == "" {
				named[key] = s.Actor
			}
		case tocsin.StanceRetraction:
			delete(named, key)
		}
	}
	var out []string
	for _, key := range sortedNames(named) {
		if !slices.ContainsFunc(out, func(o string) bool { return n.oneCamp(n.key(o, on), key, on) }) {
			out = append(out, named[key])
		}
	}
	return out
}

func sortedNames(names map[string]string) []string {
	out := make([]string, 0, len(names))
	for key := range names {
		out = append(out, key)
	}
	slices.Sort(out)
	return out
}

// reliability is how often such a voice is held to be right about who did it, before any of its statements have been
// adjudicated (merging.md §4).
func reliability(s tocsin.Said) float64 {
	if s.Stance == tocsin.StanceClaim {
		if len(s.Voice.Via) > 0 {
			return 0.85 // through a channel that is known
		}
		return 0.7
	}
	switch s.Voice.Type {
	case tocsin.VoiceAuthority:
		return 0.75
	case tocsin.VoiceMonitor:
		return 0.7
	case tocsin.VoiceReport, tocsin.VoiceMedia, tocsin.VoiceExpert, tocsin.VoiceWitness:
		return 0.6
	case tocsin.VoiceRival, tocsin.VoicePerpetrator, tocsin.VoiceVictim:
		return 0.45 // a party to the conflict
	}
	return 0.5
}

// modality is how far a voice stands behind its statement.
func modality(s tocsin.Said) float64 {
	m := map[tocsin.Certainty]float64{tocsin.Stated: 1, tocsin.Hedged: 0.55, tocsin.Possible: 0.3}[s.Certainty]
	if s.Unverified {
		m = min(m, 0.6)
	}
	return m
}

// reliabilityGrade is the letter of the Admiralty code for the speaker: B usually reliable, C fairly, D not usually, F
// cannot be judged. Nobody starts at A.
func reliabilityGrade(s tocsin.Said) string {
	switch r := reliability(s); {
	case s.Voice.Speaker == "" && s.Voice.Type != tocsin.VoiceReport:
		return "F"
	case r >= 0.8:
		return "B"
	case r >= 0.55:
		return "C"
	}
	return "D"
}

// credibilityGrade is the digit of the Admiralty code for the statement: 1 confirmed by others, 2 probably true, 3
// possibly true, 4 doubtful, 5 improbable, 6 cannot be judged. Only other speakers confirm.
func credibilityGrade(all []tocsin.Said, i int, on tocsin.Date, n *names) string {
	s := all[i]
	if s.Stance != tocsin.StanceClaim && s.Stance != tocsin.StanceAttribution || !isName(s.Actor) {
		return "6"
	}
	agree, against := 0, false
	for j, o := range all {
		if j == i || n.key(o.Actor, on) != n.key(s.Actor, on) {
			if j != i && o.Stance == tocsin.StanceClaim && s.Stance == tocsin.StanceClaim {
				against = against || !n.oneCamp(n.key(o.Actor, on), n.key(s.Actor, on), on)
			}
			continue
		}
		switch o.Stance {
		case tocsin.StanceRetraction:
			return "5"
		case tocsin.StanceDenial, tocsin.StanceDoubt:
			against = true
		case tocsin.StanceClaim, tocsin.StanceAttribution:
			if !(o.Stance == s.Stance && sameSay(o, s)) && modality(o) > 0.5 {
				agree++
			}
		}
	}
	switch {
	case against && agree < 2:
		return "4"
	case agree >= 2:
		return "1"
	case agree == 1:
		return "2"
	case s.Unverified:
		return "6"
	}
	return "3"
}

// unnamed is how many actors nobody has named are held possible beside those named; each is as likely beforehand as one
// that is named.
const unnamed = 3

// What a denial and a doubt take from an actor's share, at full certainty. Denials come cheap.
const (
	denialWeight = 0.3
	doubtWeight  = 0.2
)

// likelihoods weighs the statements (merging.md §4): of K actors held possible, a statement with reliability r that
// names one multiplies its share by r and that of each other by (1−r)/(K−1), to the power of its certainty. Each
// speaker has one say for each actor. What names an actor names the organisation that it belonged to on that day as well,
// and the other way round. Actors that are only described ("gunmen") are no candidates.
func likelihoods(said []tocsin.Said, on tocsin.Date, ns *names) []tocsin.Likelihood {
	names := map[string]string{}
	var keys []string
	withdrawn := map[string]bool{}
	for _, s := range said {
		key := ns.key(s.Actor, on)
		if s.Stance == tocsin.StanceRetraction {
			withdrawn[key] = true
		}
		if named(s) && names[key] == "" {
			names[key] = s.Actor
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	slices.Sort(keys)
	k := float64(len(keys) + unnamed)
	out := make([]tocsin.Likelihood, len(keys)+1)
	sums := make([]float64, len(keys)+1)
	add := func(i int, value float64, text string) {
		sums[i] += value
		out[i].Terms = append(out[i].Terms, tocsin.Term{Text: text, Value: round3(value)})
	}
	for i, key := range keys {
		out[i].Actor = names[key]
		add(i, -math.Log(k), fmt.Sprintf("beforehand: one of %.0f actors", k))
	}
	add(len(keys), math.Log(unnamed/k), fmt.Sprintf("beforehand: %d of %.0f actors, not named", unnamed, k))
	for n, s := range said {
		if !named(s) || heard(said[:n], s, on, ns) {
			continue
		}
		key := ns.key(s.Actor, on)
		r, m := reliability(s), modality(s)
		text := fmt.Sprintf("%s, %s: reliability %.2f, certainty %.2f", s.Stance, sayer(s), r, m)
		for i := range out {
			is := i < len(keys) && keys[i] == key
			switch {
			case s.Stance == tocsin.StanceClaim && withdrawn[key]:
				if is {
					add(i, 0, text+", taken back")
				}
			case s.Stance == tocsin.StanceClaim || s.Stance == tocsin.StanceAttribution:
				switch {
				case is:
					add(i, m*math.Log(r), text)
				case i < len(keys) && ns.oneCamp(keys[i], key, on):
					add(i, m*math.Log(r), "of "+s.Actor+", tied to it then: "+text)
				default:
					add(i, m*math.Log((1-r)/(k-1)), "not named by: "+text)
				}
			case s.Stance == tocsin.StanceDenial && is:
				add(i, math.Log(1-denialWeight*m), "denial, "+sayer(s))
			case s.Stance == tocsin.StanceDoubt && is:
				add(i, math.Log(1-doubtWeight*m), "doubt, "+sayer(s))
			}
		}
	}
	total := 0.0
	for _, s := range sums {
		total += math.Exp(s)
	}
	for i := range out {
		out[i].Share = round3(math.Exp(sums[i]) / total)
	}
	slices.SortStableFunc(out, func(a, b tocsin.Likelihood) int { return cmp.Compare(b.Share, a.Share) })
	return out
}

// named reports whether a statement names an actor as one that did it or did not.
func named(s tocsin.Said) bool {
	return isName(s.Actor) && slices.Contains([]tocsin.Stance{tocsin.StanceClaim, tocsin.StanceAttribution, tocsin.StanceDenial, tocsin.StanceDoubt}, s.Stance)
}

// heard reports whether the same speaker has said the same of the same actor before, if with other certainty. A branch and
// its parent that both claim are one speaker.
func heard(before []tocsin.Said, s tocsin.Said, on tocsin.Date, n *names) bool {
	return slices.ContainsFunc(before, func(o tocsin.Said) bool {
		if o.Stance != s.Stance {
			return false
		}
		x, y := n.key(o.Actor, on), n.key(s.Actor, on)
		return x == y && sameSay(o, s) || s.Stance == tocsin.StanceClaim && isName(o.Actor) && n.oneCamp(x, y, on)
	})
}

// sayer names who says it, and where it stands.
func sayer(s tocsin.Said) string {
	who := s.Voice.Speaker
	if who == "" {
		who = cmp.Or(s.Outlet, s.Report)
	}
	if len(s.Voice.Via) > 0 {
		who += " via " + strings.Join(s.Voice.Via, ", ")
	}
	if !s.Known.IsZero() {
		who += ", " + s.Known.String()
	}
	return who
}

func round3(x float64) float64 { return math.Round(x*1000) / 1000 }

package exchange

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// What all formats take from an incident in the same way.

// A party is an actor whom statements name, with the first statement of each stance.
type party struct {
	actor      string
	claim      *tocsin.Said // that stands: not taken back
	fact       *tocsin.Said // an attribution that the report makes in its own voice, without a hedge
	attributed *tocsin.Said
	denied     bool
	doubted    bool
	takenBack  bool
	unclaimed  bool // a voice says that it has not claimed
	share      float64
}

// uncertain reports whether the actor's part is suspected rather than said: no claim and no report's own word, or
// denied, doubted or hedged.
func (p *party) uncertain() bool {
	switch {
	case p.denied || p.doubted:
		return true
	case p.claim != nil:
		return p.claim.Certainty != tocsin.Stated
	}
	return p.fact == nil
}

// parties returns who claims an incident or is blamed for it: those who claim first, then named before described ones,
// then the likelier. Only statements make a party.
func parties(inc *tocsin.Incident) []*party {
	var out []*party
	by := map[string]*party{}
	of := func(actor string) *party {
		key := nameKey(actor)
		if by[key] == nil {
			by[key] = &party{actor: actor}
		}
		return by[key]
	}
	for i := range inc.Statements {
		s := &inc.Statements[i]
		if s.Actor == "" {
			continue
		}
		p := of(s.Actor)
		switch s.Stance {
		case tocsin.StanceClaim:
			if p.claim == nil && s.Certainty != tocsin.Possible {
				p.claim = s
			}
		case tocsin.StanceAttribution:
			if p.attributed == nil {
				p.attributed = s
			}
			if p.fact == nil && s.Voice.Type == tocsin.VoiceReport && s.Certainty == tocsin.Stated {
				p.fact = s
			}
		case tocsin.StanceDenial:
			p.denied = true
		case tocsin.StanceDoubt:
			p.doubted = true
		case tocsin.StanceRetraction:
			p.takenBack = true
		case tocsin.StanceNoClaim:
			p.unclaimed = true
		}
	}
	for _, l := range inc.Actors {
		if p := by[nameKey(l.Actor)]; p != nil {
			p.share = l.Share
		}
	}
	for i := range inc.Statements { // in the order in which they became known
		p := by[nameKey(inc.Statements[i].Actor)]
		if p == nil || slices.Contains(out, p) {
			continue
		}
		if p.takenBack {
			p.claim = nil
		}
		if p.claim != nil || p.attributed != nil {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b *party) int {
		return cmp.Or(first(a.claim != nil, b.claim != nil), first(isNamed(a.actor), isNamed(b.actor)), cmp.Compare(b.share, a.share))
	})
	return out
}

// first orders what is before what is not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// nameKey is what spellings of a name have in common.
func nameKey(actor string) string {
	return strings.TrimPrefix(strings.Join(strings.Fields(strings.ToLower(actor)), " "), "the ")
}

// isNamed reports whether an actor has a name and is not only described ("local militants").
func isNamed(actor string) bool {
	return strings.ContainsFunc(actor, func(r rune) bool { return unicode.IsUpper(r) || unicode.Is(unicode.Lo, r) })
}

// same reports whether two actors are of one camp on the day of the incident.
func (a About) same(x, y string, on tocsin.Date) bool {
	return nameKey(x) == nameKey(y) || a.Same != nil && a.Same(x, y, on)
}

// competing reports whether two claims that stand contest each other: by actors of different camps, not in one breath.
func (a About) competing(inc *tocsin.Incident, ps []*party) bool {
	for i, p := range ps {
		for _, q := range ps[:i] {
			if p.claim != nil && q.claim != nil && !a.same(p.actor, q.actor, inc.When.Start) && !inOneBreath(p.claim, q.claim) {
				return true
			}
		}
	}
	return false
}

// inOneBreath reports whether two claims rest on the same words of one report: a claim made together.
func inOneBreath(a, b *tocsin.Said) bool {
	if a.Report != b.Report {
		return false
	}
	for _, x := range a.Evidence {
		for _, y := range b.Evidence {
			if x.Overlaps(y.Span) {
				return true
			}
		}
	}
	return false
}

// nobodyClaims reports whether a voice says that nobody has claimed it.
func nobodyClaims(inc *tocsin.Incident) bool {
	return slices.ContainsFunc(inc.Statements, func(s tocsin.Said) bool { return s.Stance == tocsin.StanceNoClaim && s.Actor == "" })
}

// tallyOf returns what is said of a number, nil if nothing is.
func tallyOf(inc *tocsin.Incident, e tocsin.Effect, g tocsin.Group) *tocsin.Tally {
	for i := range inc.Figures {
		if t := &inc.Figures[i]; t.Effect == e && t.Group == g {
			return t
		}
	}
	return nil
}

// best returns the number to give, nil if none is known.
func best(inc *tocsin.Incident, e tocsin.Effect, g tocsin.Group) *int {
	if t := tallyOf(inc, e, g); t != nil {
		return t.Best
	}
	return nil
}

// withAttackers returns the best number with attackers in it, as the other systems count: they are added where the
// voices that count say that they are not among it.
func withAttackers(inc *tocsin.Incident, e tocsin.Effect) *int {
	all, attackers := tallyOf(inc, e, tocsin.GroupAll), best(inc, e, tocsin.GroupAttackers)
	if all == nil || all.Best == nil {
		return attackers
	}
	if attackers == nil {
		return all.Best
	}
	apart := false
	for _, v := range all.Voices {
		if v.Status == tocsin.TallyCounted {
			// What was added up from parts leaves attackers out.
			if v.IncludesAttackers == nil && !v.Parts || v.IncludesAttackers != nil && *v.IncludesAttackers {
				return all.Best
			}
			apart = true
		}
	}
	if !apart {
		return all.Best
	}
	n := *all.Best + *attackers
	return &n
}

// statements says all that is said about who did it, in the order in which it became known.
func statements(inc *tocsin.Incident) []string {
	var out []string
	for _, s := range inc.Statements {
		out = append(out, wording.Said(s))
	}
	return out
}

// headline says what, where and when, and what is said about who did it; never who did it.
func headline(inc *tocsin.Incident) string {
	kind := wording.Value(inc.Kind)
	if inc.Stage != tocsin.Accomplished && inc.Stage != "" {
		kind += ", " + wording.Value(inc.Stage)
	}
	said := wording.Responsibility(inc)
	return wording.When(inc.When) + ": " + kind + ", " + wording.Where(inc.Where) + "; " + wording.Toll(inc) + ". " + strings.ToUpper(said[:1]) + said[1:] + "."
}

// unarmed are the classes of targets that bear no arms.
var unarmed = map[tocsin.TargetClass]bool{
	tocsin.TargetCivilians: true, tocsin.TargetReligious: true, tocsin.TargetJournalists: true, tocsin.TargetAidWorkers: true,
	tocsin.TargetMedical: true, tocsin.TargetEducation: true, tocsin.TargetBusiness: true, tocsin.TargetTransport: true,
}

// armed are the classes of targets that do.
var armed = map[tocsin.TargetClass]bool{
	tocsin.TargetPolice: true, tocsin.TargetMilitary: true, tocsin.TargetOtherSecurity: true, tocsin.TargetMilitants: true, tocsin.TargetMilitia: true,
}

func anyTarget(inc *tocsin.Incident, of map[tocsin.TargetClass]bool) bool {
	return slices.ContainsFunc(inc.Targets, func(t tocsin.TargetClass) bool { return of[t] })
}

// outlets returns who published the reports, each once.
func outlets(inc *tocsin.Incident) []string {
	var out []string
	for _, a := range inc.Accounts {
		if a.Outlet != "" && !slices.Contains(out, a.Outlet) {
			out = append(out, a.Outlet)
		}
	}
	return out
}

// reportsOf returns an account of each report.
func reportsOf(inc *tocsin.Incident) []tocsin.LinkedAccount {
	var out []tocsin.LinkedAccount
	seen := map[string]bool{}
	for _, a := range inc.Accounts {
		if !seen[a.Report] {
			seen[a.Report] = true
			out = append(out, a)
		}
	}
	return out
}

// hasPoint reports whether the incident's coordinates are those of its place, and not of the seat of a unit around it.
func hasPoint(w tocsin.Where) bool {
	return w.Lat != nil && w.Lon != nil && (w.Precision == tocsin.PlaceSettlement || w.Precision == tocsin.PlaceNear)
}

package resolve

import (
	"slices"

	"github.com/tocsin-org/tocsin"
)

// ClaimState sums up what has been said about who did it.
func (l *Linker) ClaimState(inc *tocsin.Incident) tocsin.ClaimState {
	claimed, attributed, unclaimed, contested := false, false, false, len(claimants(inc.Statements, inc.When.Start, l.names)) > 1
	for _, s := range inc.Statements {
		switch s.Stance {
		case tocsin.StanceClaim:
			claimed = true
			contested = contested || l.names.against(inc, l.names.key(s.Actor, inc.When.Start))
		case tocsin.StanceAttribution:
			attributed = true
		case tocsin.StanceNoClaim:
			unclaimed = true
		}
	}
	switch {
	case contested:
		return tocsin.ClaimContested
	case claimed:
		return tocsin.ClaimClaimed
	case attributed:
		return tocsin.ClaimAttributed
	case unclaimed:
		return tocsin.ClaimUnclaimed
	}
	return tocsin.ClaimNothing
}

// against reports whether somebody disputes that an actor did it, or it denies it or takes its claim back.
func (n *names) against(inc *tocsin.Incident, key string) bool {
	return slices.ContainsFunc(inc.Statements, func(s tocsin.Said) bool {
		return n.key(s.Actor, inc.When.Start) == key && (s.Stance == tocsin.StanceDenial || s.Stance == tocsin.StanceDoubt || s.Stance == tocsin.StanceRetraction)
	})
}

// actorStances returns how each actor that is named stands to an incident, in the order in which they were named.
func (n *names) actorStances(inc *tocsin.Incident) []tocsin.ActorStance {
	var out []tocsin.ActorStance
	rivals := len(claimants(inc.Statements, inc.When.Start, n)) > 1
	for _, s := range inc.Statements {
		if !isName(s.Actor) || s.Stance == tocsin.StancePraise || s.Stance == tocsin.StanceNoClaim {
			continue
		}
		key := n.key(s.Actor, inc.When.Start)
		i := slices.IndexFunc(out, func(a tocsin.ActorStance) bool { return a.Key == key })
		if i < 0 {
			i = len(out)
			out = append(out, tocsin.ActorStance{Key: key, Name: s.Actor, Contested: n.against(inc, key)})
		}
		a := &out[i]
		a.Claims = a.Claims || s.Stance == tocsin.StanceClaim
		a.Attributed = a.Attributed || s.Stance == tocsin.StanceAttribution
		a.Denies = a.Denies || s.Stance == tocsin.StanceDenial
		a.Contested = a.Contested || a.Claims && rivals
	}
	return out
}

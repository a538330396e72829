package resolve

import (
	"slices"

	"github.com/tocsin-org/tocsin"
)

// A Naming knows which names are of one actor: by their spelling, by the list of armed groups, and by what people
// decided. Its zero value knows of no decision. It is not safe for concurrent use.
type Naming struct {
	names *names
}

// NamingOf returns the naming that decisions in force give.
func NamingOf(ds []tocsin.Decision) Naming {
	ds = slices.DeleteFunc(slices.Clone(ds), func(d tocsin.Decision) bool { return d.Undone != "" })
	return Naming{names: newNames(ds)}
}

// Same reports whether two names are of one actor.
func (n Naming) Same(a, b string) bool {
	return n.names.key(a, tocsin.Date{}) == n.names.key(b, tocsin.Date{})
}

// OneCamp reports whether two names are of one actor, or of two that a known tie joined on a day so that one may speak
// for the other: a pledge, a part, a branch, a merger. Without a day only names of one actor are.
func (n Naming) OneCamp(a, b string, on tocsin.Date) bool {
	return n.names.oneCamp(n.names.key(a, on), n.names.key(b, on), on)
}

// KnownTies returns the committed ties between actors, each with its published source.
func KnownTies() []SourcedTie { return slices.Clone(knownTies()) }

// InForce reports whether a tie had begun and had not ended on a day; a zero day takes in all.
func InForce(t tocsin.Tie, on tocsin.Date) bool { return inForce(t, on) }

package resolve

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/tocsin-org/tocsin"
)

//go:embed ties.tsv
var storedTies string

// A SourcedTie is a tie between two actors and where it is from: a published source, or a report of the ledger.
type SourcedTie struct {
	tocsin.Tie
	Source string      `json:"source"`
	Report string      `json:"report,omitempty"`
	Known  tocsin.Date `json:"known,omitzero"` // of a tie told by a report, its day
}

// knownTies returns the committed ties.
var knownTies = sync.OnceValue(func() []SourcedTie {
	ties, err := parseTies(storedTies)
	if err != nil {
		panic(err) // unreachable: a test reads the embedded file
	}
	return ties
})

// parseTies reads lines of from, relation, to, start, end, source, parted by tabs; lines that begin with # are notes.
func parseTies(text string) ([]SourcedTie, error) {
	var out []SourcedTie
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 6 || f[0] == "" || f[2] == "" || f[5] == "" {
			return nil, fmt.Errorf("ties.tsv, line %d: want from, relation, to, start, end, source", n+1)
		}
		t := SourcedTie{Tie: tocsin.Tie{From: f[0], Relation: tocsin.Relation(f[1]), To: f[2], Start: f[3], End: f[4], Status: tocsin.TieStated}, Source: f[5]}
		if !t.Relation.Valid() {
			return nil, fmt.Errorf("ties.tsv, line %d: %q is not a relation", n+1, f[1])
		}
		out = append(out, t)
	}
	return out, nil
}

// An Actor is what is known of an armed group on a day: its ties then, and what it is said to have done by then.
type Actor struct {
	Name string       `json:"name"`
	On   tocsin.Date  `json:"on"`
	Ties []SourcedTie `json:"ties"` // that had begun and not ended by then, the earliest first
	// Designations are in force then by a list, or told by a report by then.
	Designations []SourcedDesignation `json:"designations"`
	Claimed      int                  `json:"claimed"` // incidents that it claims
	Blamed       int                  `json:"blamed"`  // incidents that somebody attributes to it and it does not claim
	Denied       int                  `json:"denied"`  // incidents that it denies
	Kinds        []Count              `json:"kinds"`   // of the incidents claimed or attributed
	Weapons      []Count              `json:"weapons"`
	Targets      []Count              `json:"targets"`
	Countries    []Count              `json:"countries"`
	Incidents    []string             `json:"incidents"`
}

// A Count is how many incidents have a value.
type Count struct {
	Value string `json:"value"`
	N     int    `json:"n"`
}

// Told is what the record of a report says of actors.
type Told struct {
	Report, Source string // its id, and who published it or again the id
	Published      tocsin.Date
	Ties           []tocsin.Tie
	Designations   []tocsin.Designation
}

// Actor returns what is known of an actor on a day, on the last day there is if on is zero. Nothing being known of it is
// an Actor without ties and incidents.
func (l *Linker) Actor(name string, on tocsin.Date) *Actor {
	l.settle()
	var told []Told
	for _, s := range l.sources {
		told = append(told, Told{s.report.ID, cmp.Or(s.report.Outlet, s.report.ID), s.report.Published, s.record.Ties, s.record.Designations})
	}
	return l.names.actor(name, on, l.Decisions(), told, l.Incidents(View{AsOf: on}))
}

// ActorOf returns what is known of an actor on a day as Linker.Actor does, from the decisions of people, what reports say of
// actors, and incidents as they were known on the day, by day and id: those that name it, see KeysOf, if not more.
func ActorOf(name string, on tocsin.Date, ds []tocsin.Decision, told []Told, incidents []*tocsin.Incident) *Actor {
	var l Linker
	l.Decide(ds...)
	l.settle()
	return l.names.actor(name, on, ds, told, incidents)
}

// KeysOf returns the keys (tocsin.ActorStance.Key) that statements about an actor can have at any time.
func KeysOf(name string, ds []tocsin.Decision) []string {
	return keysOfNames(map[string]bool{name: true}, ds)
}

func (n *names) actor(name string, on tocsin.Date, ds []tocsin.Decision, told []Told, incidents []*tocsin.Incident) *Actor {
	key := n.key(name, on)
	a := &Actor{Name: name, On: on}
	for _, t := range knownTies() {
		if n.about(t.Tie, key, on) && inForce(t.Tie, on) {
			a.Ties = append(a.Ties, t)
		}
	}
	for _, d := range Listed(ds) {
		if n.key(d.Actor, on) == key && inForce(tocsin.Tie{Start: d.Start, End: d.End}, on) {
			a.Designations = append(a.Designations, d)
		}
	}
	for _, s := range told {
		if !on.IsZero() && !s.Published.IsZero() && on.Before(s.Published) {
			continue
		}
		for _, t := range s.Ties {
			if n.about(t, key, on) && inForce(t, on) {
				a.Ties = append(a.Ties, SourcedTie{Tie: t, Source: s.Source, Report: s.Report, Known: s.Published})
			}
		}
		for _, d := range s.Designations {
			if n.key(d.Actor, on) == key {
				a.Designations = append(a.Designations, SourcedDesignation{Designation: d, Source: s.Source, Report: s.Report, Known: s.Published})
			}
		}
	}
	slices.SortFunc(a.Ties, func(x, y SourcedTie) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.From, y.From), cmp.Compare(x.Relation, y.Relation), cmp.Compare(x.Report, y.Report), cmp.Compare(x.To, y.To))
	})
	slices.SortFunc(a.Designations, func(x, y SourcedDesignation) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), compareDays(x.Known, y.Known), cmp.Compare(x.Report, y.Report), cmp.Compare(x.By, y.By), cmp.Compare(x.Label, y.Label))
	})
	a.count(n, key, incidents)
	return a
}

// count counts the incidents by what is said of the actor.
func (a *Actor) count(n *names, key string, incidents []*tocsin.Incident) {
	counts := [4]map[string]int{{}, {}, {}, {}}
	for _, inc := range incidents {
		claims, blames, denies := n.stances(inc, key, a.On)
		if denies {
			a.Denied++
		}
		switch {
		case claims:
			a.Claimed++
		case blames:
			a.Blamed++
		default:
			continue
		}
		a.Incidents = append(a.Incidents, inc.ID)
		counts[0][string(inc.Kind)]++
		for _, w := range inc.Weapons {
			counts[1][string(w)]++
		}
		for _, t := range inc.Targets {
			counts[2][string(t)]++
		}
		counts[3][inc.Where.Country]++
	}
	a.Kinds, a.Weapons, a.Targets, a.Countries = ranked(counts[0]), ranked(counts[1]), ranked(counts[2]), ranked(counts[3])
}

// A SourcedDesignation is a label that an actor has on a list, or by the word of somebody in a report: quoted, and never
// ours.
type SourcedDesignation struct {
	tocsin.Designation
	Start  string      `json:"start,omitempty"` // of a list: partial ISO dates
	End    string      `json:"end,omitempty"`
	Source string      `json:"source"`
	Report string      `json:"report,omitempty"`
	Known  tocsin.Date `json:"known,omitzero"` // of a designation told by a report, its day
}

// Listed returns the designations that decisions in force enter.
func Listed(ds []tocsin.Decision) []SourcedDesignation {
	var out []SourcedDesignation
	for _, d := range ds {
		if d.What == tocsin.Designate && d.Undone == "" && len(d.On) == 1 {
			out = append(out, SourcedDesignation{Designation: tocsin.Designation{Actor: d.On[0], Label: d.Label, By: d.List}, Start: d.Start, End: d.End, Source: d.Source})
		}
	}
	return out
}

// about reports whether the tie has the actor at either end.
func (n *names) about(t tocsin.Tie, key string, on tocsin.Date) bool {
	return n.key(t.From, on) == key || n.key(t.To, on) == key
}

// inForce reports whether a tie had begun and had not ended on a day. Its bounds are partial dates: a month or year
// counts from its first day to its last. A zero day takes in all.
func inForce(t tocsin.Tie, on tocsin.Date) bool {
	if on.IsZero() {
		return true
	}
	day := on.String()
	return part(day, t.Start) >= t.Start && (t.End == "" || part(day, t.End) <= t.End)
}

// oneCamp reports whether a listed tie joined two actors on a day, so that one may speak for the other: a pledge, a part, a
// branch, a merger, another name. Without a day none does.
func (n *names) oneCamp(a, b string, on tocsin.Date) bool {
	if on.IsZero() || a == b {
		return a == b
	}
	return slices.ContainsFunc(knownTies(), func(t SourcedTie) bool {
		switch t.Relation {
		case tocsin.PledgedTo, tocsin.AcceptedBy, tocsin.PartOf, tocsin.BranchOf, tocsin.MergedInto, tocsin.RenamedTo, tocsin.AliasOf:
			x, y := n.key(t.From, on), n.key(t.To, on)
			return (x == a && y == b || x == b && y == a) && inForce(t.Tie, on)
		}
		return false
	})
}

// part cuts a day to the length of a partial date.
func part(day, like string) string { return day[:min(len(day), len(like))] }

// stances says what is said of an actor and an incident.
func (n *names) stances(inc *tocsin.Incident, key string, on tocsin.Date) (claims, blames, denies bool) {
	for _, s := range inc.Statements {
		if n.key(s.Actor, on) != key {
			continue
		}
		claims = claims || s.Stance == tocsin.StanceClaim
		blames = blames || s.Stance == tocsin.StanceAttribution
		denies = denies || s.Stance == tocsin.StanceDenial
	}
	return claims, blames, denies
}

// ranked orders counts, the greatest first.
func ranked(m map[string]int) []Count {
	var out []Count
	for v, n := range m {
		if v != "" {
			out = append(out, Count{v, n})
		}
	}
	slices.SortFunc(out, func(a, b Count) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Value, b.Value)) })
	return out
}

package tocsin

import (
	"slices"
	"time"
)

// A Decision is what a person decided about accounts or incidents: by whom, when, on what, what, and why.
type Decision struct {
	By   string         `json:"by"`
	At   time.Time      `json:"at"` // UTC
	On   List[string]   `json:"on"` // ids of accounts, or of a report for retract
	What DecisionAction `json:"what"`
	Why  string         `json:"why"`
}

// A DecisionAction is what a decision does.
type DecisionAction string

// The values of DecisionAction.
const (
	Merge   DecisionAction = "merge"   // the accounts tell of one incident
	Split   DecisionAction = "split"   // the accounts before SplitMark and those after it are not of one incident
	Accept  DecisionAction = "accept"  // the incident stands as it is computed
	Retract DecisionAction = "retract" // the account or report no longer counts
	Restore DecisionAction = "restore" // takes a retraction back
)

// DecisionActions lists the values of DecisionAction.
var DecisionActions = []DecisionAction{Merge, Split, Accept, Retract, Restore}

// Valid reports whether the value is in the list.
func (v DecisionAction) Valid() bool { return slices.Contains(DecisionActions, v) }

// SplitMark parts the two sides of a split in Decision.On.
const SplitMark = "/"

// Sides returns the accounts on either side of a split.
func (d Decision) Sides() (left, right []string) {
	i := slices.Index(d.On, SplitMark)
	if i < 0 {
		return d.On, nil
	}
	return d.On[:i], d.On[i+1:]
}

// Problems returns what is not valid.
func (d Decision) Problems() []Problem {
	var ps problems
	ps.addIf(d.By == "", "by", "empty")
	ps.addIf(d.At.IsZero(), "at", "empty")
	ps.addIf(d.Why == "", "why", "empty")
	ps.addIf(!d.What.Valid(), "what", "%q is not a decision", d.What)
	left, right := d.Sides()
	switch d.What {
	case Merge:
		ps.addIf(len(d.On) < 2, "on", "a merge needs two accounts or more")
	case Split:
		ps.addIf(len(left) == 0 || len(right) == 0, "on", "a split needs accounts on both sides of %q", SplitMark)
	default:
		ps.addIf(len(d.On) == 0, "on", "empty")
	}
	return ps
}

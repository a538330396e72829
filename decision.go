package tocsin

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Decision is what a person decided about accounts, incidents, names or earlier decisions: by whom, when, on what, what,
// and why. Which further fields are set depends on What.
type Decision struct {
	By   string         `json:"by"`
	At   time.Time      `json:"at"` // UTC
	On   List[string]   `json:"on"` // ids of accounts; of reports for retract and adjudicate; names for alias, distinct and designate; ids of decisions for undo
	What DecisionAction `json:"what"`
	Why  string         `json:"why"`

	Correction *Correction `json:"correction,omitempty"` // of correct
	Coder      string      `json:"coder,omitempty"`      // of adjudicate: whose record counts, see PersonCoder
	Start      string      `json:"start,omitempty"`      // of alias, distinct and designate: partial ISO dates from and to which it holds, "" for always
	End        string      `json:"end,omitempty"`
	Source     string      `json:"source,omitempty"` // of alias, distinct and designate: what says so
	Label      string      `json:"label,omitempty"`  // of designate: the list's own word for whom it lists
	List       string      `json:"list,omitempty"`   // of designate: which list, and whose
	State      string      `json:"state,omitempty"`  // of accept: Incident.State as it was accepted

	// Undone is the id of the decision that took this one back. It is computed and not stored.
	Undone string `json:"undone,omitempty"`
}

// A DecisionAction is what a decision does.
type DecisionAction string

// The values of DecisionAction.
const (
	Merge      DecisionAction = "merge"      // the accounts tell of one incident
	Split      DecisionAction = "split"      // the accounts before SplitMark and those after it are not of one incident
	Accept     DecisionAction = "accept"     // the incident stands as it is computed
	Correct    DecisionAction = "correct"    // one value of an account is another, is missing, or is none
	Retract    DecisionAction = "retract"    // the account or report no longer counts
	Restore    DecisionAction = "restore"    // takes a retraction back
	Alias      DecisionAction = "alias"      // the names are names of one actor
	Distinct   DecisionAction = "distinct"   // the two names are not names of one actor
	Designate  DecisionAction = "designate"  // the organisation stands on a list under a label; never a person
	Adjudicate DecisionAction = "adjudicate" // of the records of a report, that of Coder counts
	Undo       DecisionAction = "undo"       // the decisions that it names never were
)

// DecisionActions lists the values of DecisionAction.
var DecisionActions = []DecisionAction{Merge, Split, Accept, Correct, Retract, Restore, Alias, Distinct, Designate, Adjudicate, Undo}

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

// ID names the decision: the same for the same decision, however it is kept.
func (d Decision) ID() string {
	fields := []string{d.By, d.At.UTC().Format("2006-01-02T15:04:05.000000Z"), string(d.What), d.Why, d.Coder, d.Start, d.End, d.Source}
	if c := d.Correction; c != nil {
		fields = append(fields, c.Path, compact(c.Was), compact(c.Value))
	}
	if d.What == Designate {
		fields = append(fields, d.Label, d.List)
	}
	h := sha256.New()
	for _, f := range slices.Concat(fields, d.On) {
		fmt.Fprintf(h, "%d %s", len(f), f) // with its length, so that no two decisions run together alike
	}
	return "d" + hex.EncodeToString(h.Sum(nil))[:12]
}

func compact(v json.RawMessage) string {
	var b bytes.Buffer
	if json.Compact(&b, v) != nil {
		return string(v)
	}
	return b.String()
}

// Machine is what Decision.Coder says of the machine's record, whichever version made it.
const Machine = "machine"

// personPrefix begins the name of a coder that is a person.
const personPrefix = "person/"

// PersonCoder returns the name under which a person's own record of a report is kept.
func PersonCoder(name string) string { return personPrefix + name }

// CoderName returns who made a record: PersonCoder of the person for all records that a person made ("person/NAME@2" is
// the second), Machine for those of any version of the machine.
func CoderName(coder string) string {
	if !strings.HasPrefix(coder, personPrefix) {
		return Machine
	}
	if i := strings.LastIndexByte(coder, '@'); i > 0 && strings.Trim(coder[i+1:], "0123456789") == "" {
		return coder[:i]
	}
	return coder
}

// Problems returns what is not valid.
func (d Decision) Problems() []Problem {
	var ps problems
	ps.addIf(d.By == "", "by", "empty")
	ps.addIf(d.At.IsZero(), "at", "empty")
	ps.addIf(d.Why == "", "why", "empty")
	ps.addIf(!d.What.Valid(), "what", "%q is not a decision", d.What)
	ps.addIf(d.What != Correct && d.Correction != nil, "correction", "set though nothing is corrected")
	left, right := d.Sides()
	switch d.What {
	case Merge:
		ps.addIf(len(d.On) < 2, "on", "a merge needs two accounts or more")
	case Split:
		ps.addIf(len(left) == 0 || len(right) == 0, "on", "a split needs accounts on both sides of %q", SplitMark)
	case Alias, Distinct:
		ps.addIf(len(d.On) != 2 || d.On[0] == d.On[1] || slices.Contains(d.On, ""), "on", "want two names")
		ps.within("", d.sourced())
	case Designate:
		ps.addIf(len(d.On) != 1 || d.On[0] == "", "on", "want one organisation")
		ps.addIf(d.Label == "", "label", "empty")
		ps.addIf(d.List == "", "list", "empty")
		ps.within("", d.sourced())
	case Adjudicate:
		ps.addIf(len(d.On) != 1, "on", "want one report")
		ps.addIf(d.Coder != CoderName(d.Coder), "coder", "%q is neither %q nor a person", d.Coder, Machine)
	case Correct:
		ps.addIf(len(d.On) != 1, "on", "want one account, or one report")
		if d.Correction == nil {
			ps.add("correction", "missing")
		} else {
			ps.within("correction", d.Correction.Problems())
		}
	default:
		ps.addIf(len(d.On) == 0, "on", "empty")
	}
	return ps
}

// sourced returns what is not valid of a decision that holds from a day to a day by some source.
func (d Decision) sourced() []Problem {
	var ps problems
	ps.addIf(d.Source == "", "source", "empty")
	for _, day := range [][2]string{{"start", d.Start}, {"end", d.End}} {
		ps.addIf(!isPartialDate(day[1]), day[0], "%q is not a year, a month or a day", day[1])
	}
	return ps
}

// isPartialDate reports whether s is "", a year, a month or a day.
func isPartialDate(s string) bool {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return s == ""
}

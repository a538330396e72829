package timex

import (
	"github.com/tocsin-org/tocsin"
)

// A Type is the kind of a time expression, as TIMEX3 tells them apart.
type Type uint8

// The types of expressions.
const (
	DateType     Type = iota // days or longer: "Tuesday", "last December", "1988", "recently"
	TimeType                 // within a day: "Tuesday night", "2 p.m."
	DurationType             // how long, not when: "three days", "within 24 hours of each other"
	SetType                  // again and again: "every Friday", "daily"
)

var typeNames = [...]string{"DATE", "TIME", "DURATION", "SET"}

// String gives the name in TIMEX3, "DATE" and so on.
func (t Type) String() string { return typeNames[t] }

// Anchors other than the index of an earlier expression.
const (
	AnchorPublication = "publication" // counted from the publication date
	AnchorDateline    = "dateline"    // counted from the date the dateline gives, where no publication date is known
)

// RuleDateline is the Rule of the date in a dateline: it tells when the report was filed, not when
// anything in it happened.
const RuleDateline = "dateline"

// An Expr is one time expression of a text and the days it means.
type Expr struct {
	First, Last int // tokens it touches, half-open
	Start, End  int // bytes of the text, half-open

	Type Type

	// From and To are the first and the last day meant, both included. Zero means that the words do
	// not fix it: durations, recurrences, "recently". From may be zero where only To is known.
	From, To  Date
	Precision tocsin.DatePrecision // of the interval, as the codebook names it by its length

	Value  string // TIMEX3 value: 2016-03-29TNI, 2015-12, P2D, XXXX-WXX-2, PAST_REF
	Mod    string // TIMEX3 modifier: START, MID, END, APPROX, MORE_THAN, LESS_THAN, BEFORE, AFTER …, or empty
	Anchor string // what it was counted from: AnchorPublication, AnchorDateline, the index of an earlier expression, or empty for an absolute date
	Rule   string // name of the rule that found it

	Future bool // the sentence puts it in the future: planned, foretold, threatened
}

// Known reports whether the expression fixes an interval of days.
func (e Expr) Known() bool { return !e.From.IsZero() && !e.To.IsZero() }

package timex

import "github.com/tocsin-org/tocsin/internal/language"

// An Attachment is the expression that dates an event.
type Attachment struct {
	Expr       int     // index into the expressions, -1 for none
	Confidence float64 // 0 to 1
	Rule       string  // why this one
}

// Attach finds the expression that dates the event whose trigger word is the given token: a verb
// ("killed") or a noun ("attack"). Expressions that belong to another verb do not count, so in "the
// attack, on Tuesday, came a week after the vote" only Tuesday dates the attack.
func Attach(doc *language.Doc, exprs []Expr, trigger int) Attachment {
	return Attachment{Expr: -1}
}

// ClampPast keeps the interval of an event that the report tells as past from reaching beyond the day
// the report was published: its end is cut, and an interval wholly after that day becomes unknown.
// Expressions marked Future, and reports without a date, are left as they are.
func ClampPast(e Expr, published Date) Expr {
	return e
}

// Package timex finds time expressions and says which days they mean, given when the text was written.
//
// It works in two stages, as news taggers since HeidelTime do. Rules over words find an expression and
// give it an under-specified sense ("a Tuesday", "the month before"); then the senses are resolved in
// document order, against the publication date, the tense of the sentence and the expressions before.
// The rules are tables of patterns, one file for each topic (rules_calendar.go, rules_relative.go, …);
// the language of the patterns is explained in pattern.go.
//
// [Find] gives the expressions, [ReadDateline] the place and date an agency report opens with,
// [Attach] the expression that dates one event of the text, and [ClampPast] keeps an event that was
// not foretold from lying after its report.
//
// Intervals follow the codebook: a week is seven days from Monday, early, mid and late month are days
// 1-10, 11-20 and 21 to the end, "Tuesday night" is one day, "overnight Tuesday to Wednesday" two. What
// cannot be fixed to days ("recently", "two hours") is still an expression, with no interval. Values are
// those of TimeML's TIMEX3, so that the finder can be measured on TimeML texts.
package timex

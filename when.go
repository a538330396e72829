package tocsin

// A When is the interval of days in which an incident happened; Start..End is the whole interval.
// Where the day or year cannot be fixed Precision is unknown, Start is zero and End is zero or the
// latest possible day, and the words stay as evidence.
type When struct {
	Start     Date           `json:"start"`
	End       Date           `json:"end"`
	Precision DatePrecision  `json:"precision"`
	Evidence  List[Evidence] `json:"evidence"`
}

// Problems returns what is not as the codebook says. No evidence is needed: an act that is the news of
// a dated report and has no time words happened on the publication date.
func (w When) Problems(text string) []Problem {
	var ps problems
	ps.addIf(!w.Precision.Valid(), "precision", "%q is not a precision of dates", w.Precision)
	known := !w.Start.IsZero() && !w.End.IsZero()
	switch {
	case w.Precision == DateUnknown:
		ps.addIf(!w.Start.IsZero(), "start", "set though precision is unknown")
	case !known:
		ps.add("start", "missing though precision is %s", w.Precision)
	case w.End.Before(w.Start):
		ps.add("end", "%s is before start %s", w.End, w.Start)
	}
	ps.within("", evidenceProblems(w.Evidence, text, false))
	return ps
}

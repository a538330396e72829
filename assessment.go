package tocsin

// An Assessment is a judgement by a voice about trends, strength, motives, causes, style or prospects of
// actors or of violence in a place. A prediction says what they will do, and until when if said.
type Assessment struct {
	Type     AssessmentType `json:"type"`
	Voice    Voice          `json:"voice"`
	About    string         `json:"about"`
	Summary  string         `json:"summary"`
	Start    string         `json:"start"` // of a prediction: partial ISO dates of the time it speaks of
	End      string         `json:"end"`
	Evidence List[Evidence] `json:"evidence"`
}

// Problems returns what is not as the codebook says.
func (a Assessment) Problems(text string) []Problem {
	var ps problems
	ps.addIf(!a.Type.Valid(), "type", "%q is neither prediction nor assessment", a.Type)
	ps.addIf(!isPartialDate(a.Start), "start", "%q is not a year, a month or a day", a.Start)
	ps.addIf(!isPartialDate(a.End), "end", "%q is not a year, a month or a day", a.End)
	ps.within("voice", a.Voice.Problems())
	ps.within("", evidenceProblems(a.Evidence, text, true))
	return ps
}

// A Designation is a quoted legal label: who is called what by whom. It is never our own word for
// anybody.
type Designation struct {
	Actor    string         `json:"actor"`
	Label    string         `json:"label"`
	By       string         `json:"by"`
	Evidence List[Evidence] `json:"evidence"`
}

// Problems returns what is not as the codebook says.
func (d Designation) Problems(text string) []Problem {
	var ps problems
	ps.addIf(d.Actor == "", "actor", "empty")
	ps.addIf(d.Label == "", "label", "empty")
	ps.within("", evidenceProblems(d.Evidence, text, true))
	return ps
}

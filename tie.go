package tocsin

// A Tie is a relation between two actors as a voice states it.
type Tie struct {
	From     string         `json:"from"`
	Relation Relation       `json:"relation"`
	To       string         `json:"to"`
	Start    string         `json:"start"` // partial ISO date ("2014", "2014-11", "2014-11-23"), "" if not said
	End      string         `json:"end"`
	Status   TieStatus      `json:"status"`
	Voice    Voice          `json:"voice"`
	Evidence List[Evidence] `json:"evidence"`
}

// Problems returns what is not as the codebook says.
func (t Tie) Problems(text string) []Problem {
	var ps problems
	ps.addIf(t.From == "", "from", "empty")
	ps.addIf(t.To == "", "to", "empty")
	ps.addIf(!t.Relation.Valid(), "relation", "%q is not a relation", t.Relation)
	ps.addIf(!t.Status.Valid(), "status", "%q is not a status", t.Status)
	ps.addIf(!isPartialDate(t.Start), "start", "%q is not a year, a month or a day", t.Start)
	ps.addIf(!isPartialDate(t.End), "end", "%q is not a year, a month or a day", t.End)
	ps.within("voice", t.Voice.Problems())
	ps.within("", evidenceProblems(t.Evidence, text, true))
	return ps
}

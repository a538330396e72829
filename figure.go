package tocsin

// A Figure is a number of people harmed, freed or held, with its voice. Totals and parts are separate
// figures.
type Figure struct {
	Effect Effect `json:"effect"`
	Group  Group  `json:"group"`
	Low    int    `json:"low"`
	High   *int   `json:"high"` // nil: open above
	// SharedWith holds the ids of the other accounts that the same figure covers together; it stands in
	// each of them and is counted once.
	SharedWith List[string] `json:"shared_with"`
	Voice      Voice        `json:"voice"`
	// IncludesAttackers is set where the report says whether attackers are among the number.
	IncludesAttackers *bool          `json:"includes_attackers,omitempty"`
	Evidence          List[Evidence] `json:"evidence"`
}

// Problems returns what is not as the codebook says.
func (f Figure) Problems(text string) []Problem {
	var ps problems
	ps.addIf(!f.Effect.Valid(), "effect", "%q is not an effect", f.Effect)
	ps.addIf(!f.Group.Valid(), "group", "%q is not a group", f.Group)
	ps.addIf(f.Low < 0, "low", "%d is negative", f.Low)
	ps.addIf(f.High != nil && *f.High < f.Low, "high", "below low %d", f.Low)
	ps.within("voice", f.Voice.Problems())
	ps.within("", evidenceProblems(f.Evidence, text, true))
	return ps
}

// Same reports whether two figures give the same number of the same group with the same effect.
func (f Figure) Same(g Figure) bool {
	if f.Effect != g.Effect || f.Group != g.Group || f.Low != g.Low || (f.High == nil) != (g.High == nil) {
		return false
	}
	return f.High == nil || *f.High == *g.High
}

package tocsin

// A Statement is what a voice says about who is responsible. One statement stands for each stance,
// actor and speaker in an account.
type Statement struct {
	Stance Stance `json:"stance"`
	// Actor is the organisation as named, or a class where no name is given. Of claim, denial and praise:
	// who speaks of itself; of attribution and doubt: whose responsibility is at issue; of no_claim "" or
	// the group that has not claimed. A private suspect is "a suspect", never named.
	Actor     string    `json:"actor"`
	Certainty Certainty `json:"certainty"`
	When      Date      `json:"when"` // day of the statement, zero if not said
	Voice     Voice     `json:"voice"`
	// Unverified is set where the outlet says that it could not verify the statement.
	Unverified bool           `json:"unverified,omitempty"`
	Evidence   List[Evidence] `json:"evidence"`
}

// Problems returns what is not as the codebook says.
func (s Statement) Problems(text string) []Problem {
	var ps problems
	ps.addIf(!s.Stance.Valid(), "stance", "%q is not a stance", s.Stance)
	ps.addIf(!s.Certainty.Valid(), "certainty", "%q is not a certainty", s.Certainty)
	ps.addIf(s.Actor == "" && s.Stance != StanceNoClaim, "actor", "empty")
	ps.within("voice", s.Voice.Problems())
	ps.within("", evidenceProblems(s.Evidence, text, true))
	return ps
}

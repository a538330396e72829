package tocsin

import "time"

// A Change is what some entries of the ledger do to what is concluded from it. Changes are how resolve tells a store of
// incidents; whoever takes them all has the incidents of the whole ledger.
type Change struct {
	From, To int64 // numbers of the last entry taken in before and with it
	Making   int64 // of a store that is being made anew, which making this is of; 0 if it follows on From
	// Accounts are those whose incidents are told anew: the incidents that they were of are gone, but for those that
	// stand in Incidents.
	Accounts  []string
	Incidents []Concluded
	Reports   []Coded
}

// A Concluded is an incident with what is kept beside it.
type Concluded struct {
	Incident *Incident
	Claim    ClaimState
	Actors   []ActorStance
	Entered  time.Time // when the last of its reports or records was entered
	Text     string    // titles and texts of its reports, by which it is found
	// Part names the accounts that are weighed together: a change that touches one of them may move any other of the
	// part, and none of another.
	Part string
}

// An ActorStance is how an actor stands to an incident, by what is said.
type ActorStance struct {
	Key  string `json:"key"`  // what its names have in common
	Name string `json:"name"` // as first given
	// Claims, Attributed and Denies say whether there is a statement of that stance; Contested whether a claim or an
	// attribution is denied, doubted, taken back or made by others too.
	Claims     bool `json:"claims,omitempty"`
	Attributed bool `json:"attributed,omitempty"`
	Denies     bool `json:"denies,omitempty"`
	Contested  bool `json:"contested,omitempty"`
}

// A Coded is a report with the record of it that counts.
type Coded struct {
	Report  *Report // without its text
	Record  *Record // nil if it is not coded
	Coder   string  // who coded it
	Credit  string  // agency that it credits
	CopyOf  string  // earliest report of nearly the same text, "" if it is itself
	Decided bool    // a person decided about the report as a whole
	Gone    bool    // a person retracted it
	// Keys are what a later report is compared by: reports that have none in common are neither copies nor tell of one
	// incident.
	Keys []int64
	// Traits are what its accounts are compared by, as resolve writes them.
	Traits string
}

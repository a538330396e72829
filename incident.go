package tocsin

// An Incident is what is concluded from all accounts of one act. It is computed from records and the
// decisions of people and can be computed again; only those are stored.
type Incident struct {
	// ID names the incident by its earliest account (see AccountRef.String). The id of any other account of
	// it names it as well, so that an id noted once keeps leading to it when an earlier account turns up.
	ID         string              `json:"id"`
	Kind       Kind                `json:"kind"`
	Stage      Stage               `json:"stage"`
	Suicide    Suicide             `json:"suicide"`
	When       When                `json:"when"`  // the most exact days that the accounts agree on
	Where      Where               `json:"where"` // the finest place that most accounts bear out
	Weapons    List[WeaponClass]   `json:"weapons"`
	Targets    List[TargetClass]   `json:"targets"`
	Figures    List[Tally]         `json:"figures"`
	Statements List[Said]          `json:"statements"` // in the order in which they became known
	Actors     List[Likelihood]    `json:"actors"`     // who it was, as far as statements tell; most likely first
	Accounts   List[LinkedAccount] `json:"accounts"`   // by day of publication
	Disputes   List[Problem]       `json:"disputes"`   // on what the accounts differ
	Decisions  List[Decision]      `json:"decisions"`  // what people decided about it, what was undone included
	Review     ReviewState         `json:"review"`     // what people have made of it
	// State is short for what is concluded: it changes when a value does. An acceptance holds while it stays. A further
	// account that says nothing new does not change it.
	State string `json:"state"`
}

// An AccountRef names one account of one report.
type AccountRef struct {
	Report  string `json:"report"`
	Account string `json:"account"`
}

// String returns REPORT:ACCOUNT.
func (r AccountRef) String() string { return r.Report + ":" + r.Account }

// A LinkedAccount is an account as part of an incident.
type LinkedAccount struct {
	AccountRef
	Outlet     string `json:"outlet"`
	Title      string `json:"title"`
	URL        string `json:"url"`
	Published  Date   `json:"published"`
	Background bool   `json:"background"`
	// Origin names the report that this one was copied from, or the agency it credits; its own outlet where
	// neither is known. Accounts of one origin have one vote together.
	Origin string `json:"origin"`
	Credit string `json:"credit,omitempty"`  // agency that the report credits, as written
	CopyOf string `json:"copy_of,omitempty"` // earlier report of nearly the same text
	// Why says what ties the account to the incident: the reasons for its closest link, the weightiest
	// first. It is empty for the only account of an incident.
	Why List[Reason] `json:"why"`
	// To is the account that Why speaks of.
	To string `json:"to,omitempty"`
	// Coder is who coded the record that counts, see CoderName.
	Coder string `json:"coder"`
	// Decided says which values of the account people decided; paths are within the account.
	Decided List[Decided] `json:"decided,omitempty"`
}

// A Reason is one thing that speaks for (positive) or against two accounts telling of one incident.
type Reason struct {
	Text   string  `json:"text"`
	Weight float64 `json:"weight"` // log odds
}

// A Tally is what the accounts of an incident say of one number: how many of whom came to what harm.
type Tally struct {
	Effect Effect `json:"effect"`
	Group  Group  `json:"group"`
	// Best is the number to give if only one can be given, nil where the rule gives none.
	Best *int `json:"best"`
	// Low and High are the least and the greatest number that a counted voice gives; High is nil where all
	// of them leave it open above.
	Low    int              `json:"low"`
	High   *int             `json:"high"`
	Rule   string           `json:"rule"` // which rule chose Best, and by what step
	Voices List[TallyVoice] `json:"voices"`
}

// A TallyVoice is one voice's number within a Tally.
type TallyVoice struct {
	AccountRef
	Low       int         `json:"low"`
	High      *int        `json:"high"`
	Voice     Voice       `json:"voice"`
	Outlet    string      `json:"outlet"`
	Published Date        `json:"published"`
	Origin    string      `json:"origin"`
	Status    TallyStatus `json:"status"`
	// Parts is set where the report gives no total and the number is the sum of the parts it gives.
	Parts bool `json:"parts,omitempty"`
	// IncludesAttackers is set where the report says whether attackers are among the number.
	IncludesAttackers *bool `json:"includes_attackers,omitempty"`
}

// A TallyStatus says what part a number plays in a Tally. Numbers that do not count stay in view.
type TallyStatus string

// The values of TallyStatus.
const (
	TallyCounted     TallyStatus = "counted"
	TallyRepeated    TallyStatus = "repeated"    // another report passes on the same origin's number
	TallySuperseded  TallyStatus = "superseded"  // the same origin gave a later number
	TallyPerpetrator TallyStatus = "perpetrator" // said by whoever did it
	TallySetAside    TallyStatus = "set_aside"   // a single unnamed voice far from all others
)

// A Said is a statement about who is responsible as it stands in one report.
type Said struct {
	AccountRef
	Statement
	Outlet string `json:"outlet"`
	Known  Date   `json:"known"` // day it became known: of the report; of the statement where that is said
	Origin string `json:"origin"`
	// Also lists the further accounts that pass on the same statement.
	Also List[AccountRef] `json:"also"`
	// Reliability and Credibility are the two axes of the Admiralty code, A to F and 1 to 6. They are never
	// joined into one grade.
	Reliability string `json:"reliability"`
	Credibility string `json:"credibility"`
}

// A Likelihood is how likely it is that an actor carried out an incident, given what has been said, with
// the arithmetic: Share is proportional to exp of the sum of the terms.
type Likelihood struct {
	Actor string     `json:"actor"` // "" for anybody else
	Share float64    `json:"share"` // 0 to 1; all of an incident add up to 1
	Terms List[Term] `json:"terms"`
}

// A Term is what one statement adds to the logarithm of an actor's share.
type Term struct {
	Text  string  `json:"text"`
	Value float64 `json:"value"`
}

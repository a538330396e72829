package tocsin

import (
	"errors"
	"slices"
)

// A Query asks for incidents. Every field narrows the answer; the zero Query asks for all. The pages, the API and the
// exports ask the same questions in the same words.
type Query struct {
	Text    string      // words of the incident's reports, places and actors, all of which must occur
	Place   string      // words of a place's name, in the incident's town, district, province or country
	Country string      // ISO 3166-1 alpha-2
	Adm1    string      // first-order unit, exactly, with Country
	Box     *Box        // only incidents that have a point in it
	From    Date        // ended on this day or later
	To      Date        // began on this day or earlier
	Kinds   []Kind      // one of these
	Weapon  WeaponClass // one of its weapons is of this class
	Target  TargetClass // one of its targets is of this class
	Actor   string      // somebody says that this actor did it, or it says so
	Claim   ClaimState  // what has been said about who did it
	Review  ReviewState // what people have made of it
	Outlet  string      // one of its reports is by this outlet
	Killed  int         // at least so many killed, by the best number

	Sort   string // "when" (default), "killed", "reports" or "known"
	Asc    bool   // ascending; the latest or greatest first otherwise
	Cursor string // Page.Next of the page before, "" for the first page
	Limit  int    // items on a page, 50 if 0
}

// A Box is a rectangle of longitudes and latitudes in degrees. West may be greater than East: it then crosses the
// 180th meridian.
type Box struct {
	West, South, East, North float64
}

// A ClaimState sums up what has been said about who did it. It never says who it was.
type ClaimState string

// The values of ClaimState. An incident has the first that fits.
const (
	ClaimContested  ClaimState = "contested"  // claimed by actors of different camps, or claimed and then doubted or denied
	ClaimClaimed    ClaimState = "claimed"    // an actor says it did it
	ClaimAttributed ClaimState = "attributed" // nobody claims it, somebody attributes it
	ClaimUnclaimed  ClaimState = "unclaimed"  // a voice says that nobody has claimed it
	ClaimNothing    ClaimState = "nothing"    // nothing has been said
)

// ClaimStates lists the values of ClaimState.
var ClaimStates = []ClaimState{ClaimContested, ClaimClaimed, ClaimAttributed, ClaimUnclaimed, ClaimNothing}

// Valid reports whether the value is in the list.
func (v ClaimState) Valid() bool { return slices.Contains(ClaimStates, v) }

// A ReviewState says what people have made of what the program computed.
type ReviewState string

// The values of ReviewState.
const (
	ReviewMachine  ReviewState = "machine"  // nobody has looked at it
	ReviewAccepted ReviewState = "accepted" // a person accepted it as it stands now
	ReviewChanged  ReviewState = "changed"  // a person merged, split or corrected it; or it changed since it was accepted
)

// ReviewStates lists the values of ReviewState.
var ReviewStates = []ReviewState{ReviewMachine, ReviewAccepted, ReviewChanged}

// Valid reports whether the value is in the list.
func (v ReviewState) Valid() bool { return slices.Contains(ReviewStates, v) }

// A Page is a part of an answer.
type Page[T any] struct {
	Items List[T] `json:"items"`
	Next  string  `json:"next,omitempty"` // cursor of the page that follows, "" for the last
	Total int     `json:"total"`          // items on all pages
}

// A Summary is what a list says of an incident.
type Summary struct {
	ID       string      `json:"id"`
	Kind     Kind        `json:"kind"`
	Stage    Stage       `json:"stage"`
	When     When        `json:"when"`
	Where    Where       `json:"where"`
	Killed   *Range      `json:"killed"` // nil: unknown, which is not zero
	Injured  *Range      `json:"injured"`
	Claim    ClaimState  `json:"claim"`
	Said     List[Said]  `json:"said"` // of each stance and actor the first statement, at most four; without evidence
	Review   ReviewState `json:"review"`
	Known    Date        `json:"known"`    // day of its earliest report
	Accounts int         `json:"accounts"` // that tell of it
	Reports  int         `json:"reports"`
	Origins  int         `json:"origins"` // independent ones
	Disputes int         `json:"disputes"`
}

// A Range is one number with the bounds that the voices give.
type Range struct {
	Best *int `json:"best"`
	Low  int  `json:"low"`
	High *int `json:"high"` // nil: open above
}

// A Facet is one value by which incidents can be narrowed, and how many have it.
type Facet struct {
	Value string `json:"value"`
	N     int    `json:"n"`
}

// Facets are the values that the incidents of a query have, the most frequent first, each list without the query's own
// choice in it.
type Facets struct {
	Kinds     List[Facet] `json:"kinds"`
	Weapons   List[Facet] `json:"weapons"` // an incident may have several
	Targets   List[Facet] `json:"targets"`
	Countries List[Facet] `json:"countries"`
	Adm1s     List[Facet] `json:"adm1s"` // only where a country is chosen
	Actors    List[Facet] `json:"actors"`
	Claims    List[Facet] `json:"claims"`
	Reviews   List[Facet] `json:"reviews"`
	Outlets   List[Facet] `json:"outlets"`
}

// A Mark is what the map draws: an incident, a cluster of them, or an area with those known no more exactly.
type Mark struct {
	ID        string         `json:"id,omitempty"` // of the incident, "" for several
	Lat       float64        `json:"lat"`
	Lon       float64        `json:"lon"`
	Precision PlacePrecision `json:"precision"`
	Country   string         `json:"country,omitempty"` // of an area
	Adm1      string         `json:"adm1,omitempty"`    // of an area: a first-order unit
	Kind      Kind           `json:"kind,omitempty"`
	Label     string         `json:"label,omitempty"`
	N         int            `json:"n"` // incidents
	Killed    int            `json:"killed"`
}

// Marks are what the map draws of a query.
type Marks struct {
	Points   List[Mark] `json:"points"`   // incidents and clusters
	Areas    List[Mark] `json:"areas"`    // first-order units with incidents known no more exactly; Lat and Lon are not set
	Unplaced int        `json:"unplaced"` // incidents without a place finer than a country
}

// A Bin is how many incidents began in a period.
type Bin struct {
	Start  Date `json:"start"`
	N      int  `json:"n"`
	Killed int  `json:"killed"` // the sum of the best numbers that are known
}

// A ReportSummary is what a list says of a report.
type ReportSummary struct {
	ID        string  `json:"id"`
	URL       string  `json:"url"`
	Outlet    string  `json:"outlet"`
	Title     string  `json:"title"`
	Language  string  `json:"language"`
	Published Date    `json:"published"`
	Credit    string  `json:"credit,omitempty"`  // agency that it credits, as written
	CopyOf    string  `json:"copy_of,omitempty"` // earlier report of nearly the same text
	Coder     string  `json:"coder"`             // who coded the record that counts, "" if it is not coded
	Accounts  int     `json:"accounts"`
	Problems  int     `json:"problems"`
	Doubt     float64 `json:"doubt"`  // 0 to 1: how unsure the coding is
	Weight    float64 `json:"weight"` // how much hangs on it: deaths, claims, incidents it alone carries
	Reviewed  bool    `json:"reviewed"`
}

// A ReportQuery asks for reports.
type ReportQuery struct {
	Text   string
	Outlet string
	From   Date // published
	To     Date
	Queue  bool   // only what is not reviewed, that with most doubt times weight first
	Cursor string // Page.Next of the page before
	Limit  int    // 50 if 0
}

// An ActorSummary is what a list says of an actor.
type ActorSummary struct {
	Name       string `json:"name"`
	Claimed    int    `json:"claimed"` // incidents that it claims
	Attributed int    `json:"attributed"`
	Denied     int    `json:"denied"`
	Contested  int    `json:"contested"` // of those claimed or attributed
	First      Date   `json:"first"`     // days of the incidents
	Last       Date   `json:"last"`
}

// An OutletSummary says what an outlet has brought.
type OutletSummary struct {
	Outlet   string      `json:"outlet"`
	Reports  int         `json:"reports"`
	Copies   int         `json:"copies"` // of earlier reports by others
	Accounts int         `json:"accounts"`
	Problems int         `json:"problems"`
	First    Date        `json:"first"`
	Last     Date        `json:"last"`
	Credits  List[Facet] `json:"credits"` // agencies it credits
	Months   List[Bin]   `json:"months"`  // reports by month of publication
}

// ErrNotFound is returned for an id or a name that leads nowhere.
var ErrNotFound = errors.New("not found")

// ErrQuery is returned for a query that cannot be meant: an order that there is not, the cursor of another query.
var ErrQuery = errors.New("no such question")

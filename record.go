package tocsin

import "fmt"

// CodebookVersion is the version of the codebook whose words and rules records follow.
const CodebookVersion = "1.1"

// A Record is what one report says.
type Record struct {
	Report       Heading           `json:"report"`
	Accounts     List[Account]     `json:"accounts"`
	Ties         List[Tie]         `json:"ties"`
	Assessments  List[Assessment]  `json:"assessments"`
	Designations List[Designation] `json:"designations"`
	Notes        List[Problem]     `json:"problems"` // what a reviewer should look at
	// Decided says which values people decided. It is set where decisions are laid on a record, and never stored.
	Decided List[Decided] `json:"decided,omitempty"`
}

// A Heading is what a record repeats of its report.
type Heading struct {
	URL       string       `json:"url"`
	Outlet    string       `json:"outlet"`
	Title     string       `json:"title"`
	Byline    List[string] `json:"byline"`
	Published Date         `json:"published"`
	Language  string       `json:"language"`
	Relevant  bool         `json:"relevant"` // true exactly when there is an account
}

// Account returns the account with the given id, or nil.
func (r *Record) Account(id string) *Account {
	for i := range r.Accounts {
		if r.Accounts[i].ID == id {
			return &r.Accounts[i]
		}
	}
	return nil
}

// Problems returns what is not as the codebook says: values outside their list, bounds the wrong way
// round, references to accounts that do not exist, values without evidence. Evidence is checked
// against the report's text; with text "" only its presence is.
func (r *Record) Problems(text string) []Problem {
	var ps problems
	ps.addIf(r.Report.Relevant != (len(r.Accounts) > 0), "report.relevant", "is %v with %d accounts", r.Report.Relevant, len(r.Accounts))
	ids := map[string]bool{}
	for i, a := range r.Accounts {
		ps.addIf(a.ID == "" || ids[a.ID], fmt.Sprintf("accounts[%d].id", i), "%q is empty or used twice", a.ID)
		ids[a.ID] = true
	}
	for i := range r.Accounts {
		path := fmt.Sprintf("accounts[%d]", i)
		a := &r.Accounts[i]
		ps.within(path, a.Problems(text))
		for j, f := range a.Casualties {
			for _, id := range f.SharedWith {
				ps.addIf(!ids[id] || id == a.ID, fmt.Sprintf("%s.casualties[%d].shared_with", path, j), "no other account %q", id)
			}
		}
	}
	for i, t := range r.Ties {
		ps.within(fmt.Sprintf("ties[%d]", i), t.Problems(text))
	}
	for i, a := range r.Assessments {
		ps.within(fmt.Sprintf("assessments[%d]", i), a.Problems(text))
	}
	for i, d := range r.Designations {
		ps.within(fmt.Sprintf("designations[%d]", i), d.Problems(text))
	}
	return ps
}

// evidenceProblems checks a list of evidence against the text; need says whether an empty list is a
// defect.
func evidenceProblems(es []Evidence, text string, need bool) []Problem {
	var ps problems
	ps.addIf(need && len(es) == 0, "evidence", "none")
	for i, e := range es {
		if text == "" {
			continue
		}
		_, ok := e.Locate(text)
		ps.addIf(!ok, fmt.Sprintf("evidence[%d]", i), "%q does not stand there in the text", e.Quote)
	}
	return ps
}

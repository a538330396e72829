package score

import (
	"strings"

	"github.com/tocsin-org/tocsin"
)

// The records that are compared, with the fields that count. They are looser than tocsin.Record: a date
// or bound that another program left out or spoiled is a wrong value, not a file that cannot be read.

type record struct {
	Report struct {
		Relevant *bool `json:"relevant"`
	} `json:"report"`
	Accounts     []account     `json:"accounts"`
	Ties         []tie         `json:"ties"`
	Assessments  []assessment  `json:"assessments"`
	Designations []designation `json:"designations"`
}

type account struct {
	Kind       string `json:"kind"`
	Stage      string `json:"stage"`
	Background bool   `json:"background"`
	Suicide    string `json:"suicide"`
	When       *struct {
		Start    string            `json:"start"`
		End      string            `json:"end"`
		Evidence []tocsin.Evidence `json:"evidence"`
	} `json:"when"`
	Where          *where            `json:"where"`
	Weapons        []classed         `json:"weapons"`
	Targets        []classed         `json:"targets"`
	Casualties     []figure          `json:"casualties"`
	Damage         []classed         `json:"damage"`
	Responsibility []statement       `json:"responsibility"`
	Evidence       []tocsin.Evidence `json:"evidence"`
}

type where struct {
	Country    string            `json:"country"`
	Adm1       string            `json:"adm1"`
	Adm2       string            `json:"adm2"`
	Settlement string            `json:"settlement"`
	Lat        *float64          `json:"lat"`
	Lon        *float64          `json:"lon"`
	Precision  string            `json:"precision"`
	Evidence   []tocsin.Evidence `json:"evidence"`
}

type classed struct {
	Class    string            `json:"class"`
	Evidence []tocsin.Evidence `json:"evidence"`
}

type voice struct {
	Type string `json:"type"`
}

type figure struct {
	Effect   string            `json:"effect"`
	Group    string            `json:"group"`
	Low      *float64          `json:"low"`
	High     *float64          `json:"high"`
	Voice    voice             `json:"voice"`
	Evidence []tocsin.Evidence `json:"evidence"`
}

type statement struct {
	Stance    string            `json:"stance"`
	Actor     string            `json:"actor"`
	Certainty string            `json:"certainty"`
	Voice     voice             `json:"voice"`
	Evidence  []tocsin.Evidence `json:"evidence"`
}

type tie struct {
	From     string            `json:"from"`
	Relation string            `json:"relation"`
	To       string            `json:"to"`
	Evidence []tocsin.Evidence `json:"evidence"`
}

type assessment struct {
	Type     string            `json:"type"`
	Evidence []tocsin.Evidence `json:"evidence"`
}

type designation struct {
	Actor    string            `json:"actor"`
	By       string            `json:"by"`
	Evidence []tocsin.Evidence `json:"evidence"`
}

// evidence returns everything the account rests on.
func (a *account) evidence() []tocsin.Evidence {
	out := a.Evidence
	out = out[:len(out):len(out)] // appending must not write into the account
	if a.When != nil {
		out = append(out, a.When.Evidence...)
	}
	if a.Where != nil {
		out = append(out, a.Where.Evidence...)
	}
	for _, list := range [][]classed{a.Weapons, a.Targets, a.Damage} {
		for _, c := range list {
			out = append(out, c.Evidence...)
		}
	}
	for _, f := range a.Casualties {
		out = append(out, f.Evidence...)
	}
	for _, s := range a.Responsibility {
		out = append(out, s.Evidence...)
	}
	return out
}

func (r *record) evidence() []tocsin.Evidence {
	var out []tocsin.Evidence
	for i := range r.Accounts {
		out = append(out, r.Accounts[i].evidence()...)
	}
	for _, t := range r.Ties {
		out = append(out, t.Evidence...)
	}
	for _, a := range r.Assessments {
		out = append(out, a.Evidence...)
	}
	for _, d := range r.Designations {
		out = append(out, d.Evidence...)
	}
	return out
}

func (r *record) relevant() bool {
	if r.Report.Relevant != nil {
		return *r.Report.Relevant
	}
	return len(r.Accounts) > 0
}

// verbatim reports whether the evidence stands in the text: at its offsets, or, for a bare quote,
// anywhere.
func verbatim(e tocsin.Evidence, text string) bool {
	if e.Start < 0 {
		return strings.Contains(text, e.Quote)
	}
	start, end := min(e.Start, len(text)), min(e.End, len(text))
	if end < start {
		end = start
	}
	return text[start:end] == e.Quote
}

package exchange

import (
	"encoding/json"
	"io"
	"iter"
	"time"

	"github.com/tocsin-org/tocsin"
)

// An exportLine opens a file of JSON lines.
type exportLine struct {
	Export exportInfo `json:"export"`
}

type exportInfo struct {
	Program  string `json:"program"`
	Codebook string `json:"codebook"`
	Licence  string `json:"licence"`
	Places   string `json:"places"`
	Written  string `json:"written"`
	Query    string `json:"query"`
}

func (a About) info() exportInfo {
	return exportInfo{a.Program, tocsin.CodebookVersion, a.Licence, Places, a.At.UTC().Format(time.RFC3339), a.Query}
}

func writeJSON(w io.Writer, about About, incidents iter.Seq2[*tocsin.Incident, error]) (Result, error) {
	var res Result
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(exportLine{about.info()}); err != nil {
		return res, err
	}
	for inc, err := range incidents {
		if err != nil {
			return res, err
		}
		if !about.Quotes {
			inc = withoutQuotes(inc)
		}
		if err := enc.Encode(inc); err != nil {
			return res, err
		}
		res.Written++
	}
	return res, nil
}

// withoutQuotes returns the incident with the places of its evidence and without the words, which are a report's own
// and may name people.
func withoutQuotes(inc *tocsin.Incident) *tocsin.Incident {
	c := *inc
	c.When.Evidence, c.Where.Evidence = bare(c.When.Evidence), bare(c.Where.Evidence)
	c.Statements = make(tocsin.List[tocsin.Said], len(inc.Statements))
	for i, s := range inc.Statements {
		s.Evidence = bare(s.Evidence)
		c.Statements[i] = s
	}
	c.Accounts = make(tocsin.List[tocsin.LinkedAccount], len(inc.Accounts))
	for i, a := range inc.Accounts {
		decided := a.Decided
		a.Decided = nil
		for _, d := range decided {
			d.Was = nil
			a.Decided = append(a.Decided, d)
		}
		c.Accounts[i] = a
	}
	c.Decisions = make(tocsin.List[tocsin.Decision], len(inc.Decisions))
	for i, d := range inc.Decisions {
		if d.Correction != nil {
			d.Correction = &tocsin.Correction{Path: d.Correction.Path} // its values hold the words they rest on
		}
		c.Decisions[i] = d
	}
	return &c
}

func bare(es tocsin.List[tocsin.Evidence]) tocsin.List[tocsin.Evidence] {
	out := make(tocsin.List[tocsin.Evidence], len(es))
	for i, e := range es {
		out[i] = tocsin.Evidence{Span: e.Span}
	}
	return out
}

package exchange

import (
	"bufio"
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

// writeLines writes a line about the export and a line an incident.
func writeLines(w io.Writer, about About, incidents iter.Seq2[*tocsin.Incident, error]) (Result, error) {
	var res Result
	enc := encoder(w)
	if err := enc.Encode(exportLine{about.info()}); err != nil {
		return res, err
	}
	for inc, err := range incidents {
		if err != nil {
			return res, err
		}
		if err := enc.Encode(about.whole(inc)); err != nil {
			return res, err
		}
		res.Written++
	}
	return res, nil
}

// writeJSON writes {"export": …, "incidents": [ … ]} as it goes, an incident a line.
func writeJSON(w io.Writer, about About, incidents iter.Seq2[*tocsin.Incident, error]) (Result, error) {
	return writeList(w, about, "incidents", incidents, func(inc *tocsin.Incident) any { return about.whole(inc) })
}

// writeList writes a document of what an export is and a list, an element a line.
func writeList(w io.Writer, about About, name string, incidents iter.Seq2[*tocsin.Incident, error], element func(*tocsin.Incident) any, more ...string) (Result, error) {
	var res Result
	out := bufio.NewWriter(w)
	enc := encoder(out)
	out.WriteString("{")
	for _, m := range more {
		out.WriteString(m + ",")
	}
	out.WriteString(`"export":`)
	if err := enc.Encode(about.info()); err != nil {
		return res, err
	}
	out.WriteString(`,"` + name + `":[` + "\n")
	for inc, err := range incidents {
		if err != nil {
			return res, err
		}
		if res.Written > 0 {
			out.WriteByte(',')
		}
		if err := enc.Encode(element(inc)); err != nil {
			return res, err
		}
		res.Written++
	}
	out.WriteString("]}\n")
	return res, out.Flush()
}

func encoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

// whole returns what is written of an incident in full.
func (a About) whole(inc *tocsin.Incident) *tocsin.Incident {
	if a.Quotes {
		return inc
	}
	return withoutQuotes(inc)
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

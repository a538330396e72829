package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// incidentLines says an incident in a line, with who says whose it was below it.
func (p *printer) incidentLines(inc *tocsin.Incident) string {
	var b strings.Builder
	head := fmt.Sprintf("%s · %s · %s", wording.When(inc.When), wording.Value(inc.Kind), wording.Where(inc.Where))
	for i, l := range wrap(inert(head), p.width) {
		st := strong
		if i > 0 {
			l = "  " + l
		}
		fmt.Fprintln(&b, p.styled(st, l))
	}
	origins := map[string]bool{}
	for _, a := range inc.Accounts {
		origins[a.Origin] = true
	}
	line := fmt.Sprintf("%s; %s by %s", wording.Toll(inc), plural(len(inc.Accounts), "account", "accounts"), plural(len(origins), "origin", "origins"))
	for _, l := range wrap(inert(line), p.width-2) {
		fmt.Fprintln(&b, "  "+l)
	}
	for _, l := range wrap(inert(wording.Responsibility(inc)), p.width-2) {
		fmt.Fprintln(&b, "  "+l)
	}
	fmt.Fprintln(&b, "  "+p.styled(faint, inert(inc.ID)))
	return b.String()
}

// incident prints all that is concluded of an incident, and from what.
func (p *printer) incident(w io.Writer, inc *tocsin.Incident) error {
	var b strings.Builder
	name := inert(inc.ID)
	fmt.Fprintf(&b, "%s\n", p.styled(heading, "── "+name+" "+strings.Repeat("─", max(3, p.width-len([]rune(name))-4))))
	head := strings.ToUpper(wording.Value(inc.Kind)) + " · " + wording.When(inc.When) + " · " + wording.Where(inc.Where)
	for _, l := range wrap(inert(head), p.width) {
		fmt.Fprintln(&b, p.styled(strong, l))
	}
	b.WriteByte('\n')
	p.lines(&b, summaryLines(inc))
	p.section(&b, "figures, voice by voice", figureLines(inc))
	p.section(&b, "who says who did it, in time", statementLines(inc))
	p.section(&b, "how likely, from these statements alone", likelihoodLines(inc))
	p.section(&b, "accounts, and why they are one incident", accountLinks(inc))
	p.section(&b, "on what they differ", disputeLines(inc))
	p.section(&b, "decisions", decisionLines(inc))
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

func (p *printer) section(b *strings.Builder, title string, lines []line) {
	if len(lines) > 0 {
		fmt.Fprintf(b, "\n  %s\n", p.styled(strong, title))
		p.lines(b, lines)
	}
}

func summaryLines(inc *tocsin.Incident) []line {
	out := []line{{label: "act", value: wording.Value(inc.Kind) + ", " + wording.Value(inc.Stage)}}
	if inc.Suicide != tocsin.SuicideNo {
		out = append(out, line{label: "suicide", value: wording.Value(inc.Suicide)})
	}
	out = append(out, line{label: "weapon", value: wording.List(inc.Weapons)}, line{label: "target", value: wording.List(inc.Targets)})
	for _, f := range inc.Figures {
		value := wording.Tally(f)
		if f.Group != tocsin.GroupAll {
			value += " " + wording.Value(f.Group)
		}
		out = append(out, line{label: wording.Value(f.Effect), value: value + " (" + f.Rule + ")"})
	}
	return append(out, line{label: "author", value: wording.Responsibility(inc)})
}

func figureLines(inc *tocsin.Incident) []line {
	var out []line
	for _, f := range inc.Figures {
		for _, v := range f.Voices {
			value := wording.Number(v.Low, v.High)
			if f.Group != tocsin.GroupAll {
				value += " " + wording.Value(f.Group)
			}
			value += ", says " + wording.Voice(v.Voice) + placeOf(v.Published, v.Outlet, v.AccountRef)
			switch v.Status {
			case tocsin.TallyRepeated:
				value += ": said before by the same voice"
			case tocsin.TallySuperseded:
				value += ": superseded by the same voice"
			case tocsin.TallyPerpetrator:
				value += ": the perpetrator's own number, not counted"
			case tocsin.TallySetAside:
				value += ": one unnamed voice far from all others, not counted"
			}
			if v.Parts {
				value += ": sum of the parts that the report gives"
			}
			st := style(plain)
			if v.Status != tocsin.TallyCounted {
				st = faint
			}
			out = append(out, line{label: wording.Value(f.Effect), value: value, style: st})
		}
	}
	return out
}

// placeOf says where something stands.
func placeOf(d tocsin.Date, outlet string, ref tocsin.AccountRef) string {
	var parts []string
	if outlet != "" {
		parts = append(parts, outlet)
	}
	if !d.IsZero() {
		parts = append(parts, d.String())
	}
	return " [" + strings.Join(append(parts, ref.String()), ", ") + "]"
}

func statementLines(inc *tocsin.Incident) []line {
	var out []line
	for _, s := range inc.Statements {
		value := wording.Statement(s.Statement) + " [" + strings.Join(append(refWords(s.AccountRef), refWords(s.Also...)...), ", ") + "]"
		if s.Stance != tocsin.StanceNoClaim {
			value += " · speaker " + s.Reliability + ", statement " + s.Credibility
		}
		known := s.Known.String()
		if known == "" {
			known = "day unknown"
		}
		out = append(out, line{label: known, value: value, evidence: s.Evidence})
	}
	return out
}

func refWords(refs ...tocsin.AccountRef) []string {
	out := make([]string, len(refs))
	for i, r := range refs {
		out[i] = r.String()
	}
	return out
}

func likelihoodLines(inc *tocsin.Incident) []line {
	var out []line
	for _, l := range inc.Actors {
		actor := l.Actor
		if actor == "" {
			actor = "anybody else"
		}
		out = append(out, line{label: fmt.Sprintf("%.0f%%", 100*l.Share), value: actor})
		for _, t := range l.Terms {
			out = append(out, line{label: fmt.Sprintf("%+.2f", t.Value), value: "  " + t.Text, style: faint})
		}
	}
	return out
}

func accountLinks(inc *tocsin.Incident) []line {
	var out []line
	for _, a := range inc.Accounts {
		value := a.String() + " · " + a.Outlet
		if a.Origin != a.Outlet {
			value += " · origin " + a.Origin
		}
		if a.CopyOf != "" {
			value += " · copy of " + a.CopyOf
		}
		if a.Background {
			value += " · background"
		}
		out = append(out, line{label: a.Published.String(), value: value})
		if len(a.Why) > 0 {
			out = append(out, line{value: "with " + a.To + ": " + reasonWords(a.Why), style: faint})
		}
	}
	return out
}

func reasonWords(rs []tocsin.Reason) string {
	parts := make([]string, len(rs))
	for i, r := range rs {
		parts[i] = fmt.Sprintf("%s (%+.1f)", r.Text, r.Weight)
	}
	return strings.Join(parts, "; ")
}

func disputeLines(inc *tocsin.Incident) []line {
	var out []line
	for _, d := range inc.Disputes {
		out = append(out, line{label: wording.Value(strings.ReplaceAll(strings.TrimPrefix(d.Path, "figures."), ".", " ")), value: d.Text})
	}
	return out
}

func decisionLines(inc *tocsin.Incident) []line {
	var out []line
	for _, d := range inc.Decisions {
		out = append(out, line{label: tocsin.DateOf(d.At.UTC()).String(), value: wording.Decision(d)})
	}
	return out
}

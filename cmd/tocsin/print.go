package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// A printer prints records for a person: one block an account, one line a value, with the words it rests
// on beside it.
type printer struct {
	width  int
	colour bool
}

func newPrinter(s stdio) *printer {
	return &printer{width: widthOf(s.Out), colour: isTerminal(s.Out) && !s.NoColor}
}

// A line is one value of a record.
type line struct {
	label    string
	value    string
	style    style // of the value
	evidence []tocsin.Evidence
}

// record prints what one report says. id is the report's name in the ledger.
func (p *printer) record(w io.Writer, id string, r *tocsin.Report, rec *tocsin.Record) error {
	var b strings.Builder
	p.title(&b, id, r, rec)
	for i := range rec.Accounts {
		p.account(&b, &rec.Accounts[i])
	}
	p.lines(&b, relations(rec))
	p.section(&b, "decided by people", decidedLines(rec))
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// decidedLines says which values are people's.
func decidedLines(rec *tocsin.Record) []line {
	var out []line
	for _, d := range rec.Decided {
		out = append(out, line{label: d.At.String(), value: d.Path + ", by " + d.By + " – " + d.Why})
	}
	return out
}

// title prints the head of a report's block.
func (p *printer) title(b *strings.Builder, id string, r *tocsin.Report, rec *tocsin.Record) {
	name := inert(id)
	rule := strings.Repeat("─", max(3, p.width-len([]rune(name))-4))
	fmt.Fprintf(b, "%s\n", p.styled(heading, "── "+name+" "+rule))
	title := inert(r.Title)
	if title == "" {
		title = "(no title)"
	}
	for _, l := range wrap(title, p.width) {
		fmt.Fprintf(b, "%s\n", p.styled(strong, l))
	}
	for _, l := range wrap(sourceWords(r), p.width) {
		fmt.Fprintf(b, "%s\n", p.styled(faint, l))
	}
	fmt.Fprintf(b, "%s\n", summaryWords(rec))
}

// sourceWords says where a report comes from.
func sourceWords(r *tocsin.Report) string {
	outlet, published := inert(r.Outlet), "published "+r.Published.String()
	if outlet == "" {
		outlet = "outlet unknown"
	}
	if r.Published.IsZero() {
		published = "day of publication unknown"
	} else if r.PublishedFrom != "" && r.PublishedFrom != "given" {
		published += " (date from the " + map[string]string{"html": "page"}[r.PublishedFrom] + map[string]string{"dateline": "dateline"}[r.PublishedFrom] + ")"
	}
	parts := []string{outlet, published}
	if r.Language != "" {
		parts = append(parts, r.Language)
	}
	if r.Revision > 1 {
		parts = append(parts, fmt.Sprintf("revision %d", r.Revision))
	}
	if r.CopyOf != "" {
		parts = append(parts, "copy of "+inert(r.CopyOf))
	}
	if r.URL != "" {
		parts = append(parts, inert(r.URL))
	}
	return strings.Join(parts, " · ")
}

func summaryWords(rec *tocsin.Record) string {
	var parts []string
	for _, c := range []struct {
		n         int
		one, many string
	}{
		{len(rec.Accounts), "account", "accounts"},
		{len(rec.Ties), "tie", "ties"},
		{len(rec.Assessments), "assessment", "assessments"},
		{len(rec.Designations), "designation", "designations"},
		{len(rec.Notes), "problem", "problems"},
	} {
		if c.n > 0 {
			parts = append(parts, plural(c.n, c.one, c.many))
		}
	}
	s := strings.Join(parts, ", ")
	if len(rec.Accounts) > 0 {
		return s
	}
	return strings.TrimSuffix("no incident told; "+s, "; ")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// account prints one account: a line that says it all, then its values.
func (p *printer) account(b *strings.Builder, a *tocsin.Account) {
	head := wording.Value(a.Kind)
	if a.Stage != tocsin.Accomplished && a.Stage != "" {
		head += ", " + wording.Value(a.Stage)
	}
	head = strings.ToUpper(head) + " · " + wording.When(a.When) + " · " + wording.Where(a.Where)
	if a.Background {
		head += " · background"
	}
	b.WriteByte('\n')
	for i, l := range wrap(inert(head), p.width-4) {
		lead := "    "
		if i == 0 {
			lead = pad(inert(a.ID), 3) + " "
		}
		fmt.Fprintf(b, "%s\n", p.styled(strong, lead+l))
	}
	p.lines(b, accountLines(a))
}

func accountLines(a *tocsin.Account) []line {
	var out []line
	add := func(label, value string, ev []tocsin.Evidence) {
		out = append(out, line{label: label, value: value, evidence: ev})
	}
	unknown := func(label, value string) { out = append(out, line{label: label, value: value, style: faint}) }

	add("act", wording.Value(a.Kind)+", "+wording.Value(a.Stage), a.Evidence)
	add("when", wording.When(a.When), a.When.Evidence)
	where := wording.Where(a.Where)
	if point := wording.Point(a.Where); point != "" {
		where += ", " + point
	}
	add("where", where, a.Where.Evidence)
	if a.Suicide != tocsin.SuicideNo {
		add("suicide", wording.Value(a.Suicide), nil)
	}
	if a.Assassination {
		add("aim", "to kill a prominent or office-holding person", nil)
	}
	for _, w := range a.Weapons {
		add("weapon", wording.Value(w.Class), w.Evidence)
	}
	if len(a.Weapons) == 0 {
		unknown("weapon", "unknown")
	}
	for _, t := range a.Targets {
		add("target", wording.Value(t.Class)+targetText(t), t.Evidence)
	}
	if len(a.Targets) == 0 {
		unknown("target", "unknown")
	}
	counted := map[tocsin.Effect]bool{}
	for _, f := range a.Casualties {
		counted[f.Effect] = true
		add(wording.Value(f.Effect), wording.Figure(f), f.Evidence)
	}
	if !counted[tocsin.KilledOrInjured] {
		for _, e := range []tocsin.Effect{tocsin.Killed, tocsin.Injured} {
			if !counted[e] {
				unknown(wording.Value(e), "unknown")
			}
		}
	}
	for _, d := range a.Damage {
		add("damage", inert(d.Text)+": "+wording.Value(d.Level), d.Evidence)
	}
	for _, s := range a.Responsibility {
		add(wording.Value(s.Stance), wording.Statement(s), s.Evidence)
	}
	if len(a.Responsibility) == 0 {
		unknown("author", "unknown: the report names nobody")
	}
	return out
}

func targetText(t tocsin.Target) string {
	if t.Text == "" {
		return ""
	}
	return ": " + t.Text
}

// relations are the lines below the accounts.
func relations(rec *tocsin.Record) []line {
	var out []line
	for _, t := range rec.Ties {
		out = append(out, line{label: "tie", value: wording.Tie(t), evidence: t.Evidence})
	}
	for _, a := range rec.Assessments {
		out = append(out, line{label: wording.Value(a.Type), value: wording.Assessment(a), evidence: a.Evidence})
	}
	for _, d := range rec.Designations {
		out = append(out, line{label: "designation", value: wording.Designation(d), evidence: d.Evidence})
	}
	for _, n := range rec.Notes {
		out = append(out, line{label: "look at", value: n.String(), style: warning})
	}
	if len(out) > 0 {
		out = append([]line{{}}, out...)
	}
	return out
}

// labelWidth holds the longest stance.
const labelWidth = 11

// lines prints values in three columns: what, the value, the words it rests on.
func (p *printer) lines(b *strings.Builder, lines []line) {
	const indent, gap = 4, 2
	room := p.width - indent - labelWidth - 2*gap
	valueWidth := room * 5 / 9
	evidenceWidth := room - valueWidth
	for _, l := range lines {
		value := l.value
		quotes := quoteAll(l.evidence)
		vw := valueWidth
		if quotes == "" {
			vw = room + gap
		}
		labels, values, quoted := wrap(l.label, labelWidth), wrap(inert(value), vw), wrap(quotes, evidenceWidth)
		n := max(len(labels), len(values), len(quoted), 1)
		for i := range n {
			row := strings.Repeat(" ", indent) + p.styled(faint, pad(at(labels, i), labelWidth))
			row += strings.Repeat(" ", gap) + p.styled(l.style, pad(at(values, i), vw))
			row += strings.Repeat(" ", gap) + p.styled(faint, at(quoted, i))
			fmt.Fprintln(b, strings.TrimRight(row, " "))
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// quoteAll returns the quotes, each once.
func quoteAll(es []tocsin.Evidence) string {
	var parts []string
	seen := map[string]bool{}
	for _, e := range es {
		if q := inert(e.Quote); q != "" && !seen[q] {
			seen[q] = true
			parts = append(parts, "“"+q+"”")
		}
	}
	return strings.Join(parts, " ")
}

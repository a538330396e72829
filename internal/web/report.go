package web

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// A reviewer answers what the pages of reports and of review ask, and takes in what people decide there.
type reviewer interface {
	// Sheet returns a report with all that is known of it, or tocsin.ErrNotFound.
	Sheet(ctx context.Context, report string) (*Sheet, error)
	// Enter checks a decision against what is there, completes it (the other side of a split, the state that is
	// accepted) and enters it. What does not fit is an error by Refuse.
	Enter(ctx context.Context, d tocsin.Decision) (tocsin.Decision, error)
	// Correct enters the correction that sets what a path names; without a value it removes it.
	Correct(ctx context.Context, d tocsin.Decision, path string, value json.RawMessage, evidence []tocsin.Evidence) (tocsin.Decision, error)
	// Code enters the record that a person made of a report.
	Code(ctx context.Context, report, person string, rec *tocsin.Record) error
	// Decisions returns the latest decisions, the latest first; those taken back say by which.
	Decisions(ctx context.Context, limit int) ([]tocsin.Decision, error)
	// Named returns what accounts and reports are called by their ids; those that are not known are left out.
	Named(ctx context.Context, ids []string) (map[string]Named, error)
	// Agreements says how far people who coded the same reports agree, and of how many reports.
	Agreements(ctx context.Context) (list []Agreement, reports int, err error)
	// ToCode lists reports that the person has not coded, those first that exactly one other person has.
	ToCode(ctx context.Context, person string, limit int) ([]tocsin.ReportSummary, error)
}

// Refuse returns the error for what somebody asked that makes no sense, in words for them.
func Refuse(text string) error { return badRequest(text) }

// A Sheet is a report with all that is known of it.
type Sheet struct {
	Report    *tocsin.Report // with its text
	Record    *tocsin.Record // that counts, corrections laid on it; nil if nobody has coded it
	Coder     string         // of Record
	Codings   []Coding       // the latest record of every coder, as coded
	Incidents []Told         // of the accounts of Record, in their order
	Revisions []Revision     // the texts that the report's address has had, the first first
	Decisions []tocsin.Decision
}

// A Told is the incident that an account is tied to.
type Told struct {
	Account  string // its id within the record
	Incident string // "" while it is not tied yet
	Accounts int    // of the incident
	Review   tocsin.ReviewState
}

// A Coding is a record and whose it is, see tocsin.CoderName.
type Coding struct {
	Coder  string
	Record *tocsin.Record
}

// A Revision is one of the texts that an address has had.
type Revision struct {
	ID        string
	Revision  int
	Published tocsin.Date
	Text      string
}

// An Agreement is how far coders agree on one thing.
type Agreement struct {
	Level, Of, Metric string
	Units             int
	Share, Alpha, AC1 *float64
}

// reportBody is what the page of a report shows.
type reportBody struct {
	Sheet    *Sheet
	Pieces   []piece
	Accounts []accountBody
	Others   []*value  // ties, assessments, designations
	Adds     []addBody // forms that add to those
	Problems []problemBody
	Values   int
	Decided  int
	MayCode  bool // correct values
	MayEdit  bool // accept, merge, split
	Done     *tocsin.Decision
	Last     *tocsin.Decision // that u takes back
	Queue    bool             // came from the queue, and goes on with it
	Next     *tocsin.ReportSummary
	Path     string
	Previous *Revision

	Decisions []decisionRow
}

// accountBody is one account on the page.
type accountBody struct {
	On, ID string
	Head   string
	Told   Told
	Values []*value
	Adds   []addBody
	Near   []tocsin.Summary // incidents it could be merged with
	Note   string           // "background"
}

// addBody is the form that adds a value to a list.
type addBody struct {
	Path, One string
	Fields    []field
}

// problemBody is a problem, and the value it is about.
type problemBody struct{ Value, Label, Text string }

// report shows a report with its evidence and what was coded from it.
func (s *Server) report(w http.ResponseWriter, r *http.Request) error {
	sheet, err := s.Review.Sheet(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	who := person(r)
	b := bodyOf(sheet)
	b.MayCode, b.MayEdit = who.Role >= Coder, who.Role >= Editor
	b.Queue, b.Path = r.URL.Query().Has("queue"), r.URL.RequestURI()
	if b.Decisions, err = s.rowsOf(r.Context(), sheet.Decisions, who); err != nil {
		return err
	}
	for i := range sheet.Decisions {
		d := &sheet.Decisions[i]
		if id := r.URL.Query().Get("done"); id != "" && d.ID() == id {
			b.Done = d
		}
		if b.Last == nil && d.Undone == "" && d.What != tocsin.Undo && mayUndo(who, *d) {
			b.Last = d
		}
	}
	if b.Queue {
		page, err := s.Sources.Reports(r.Context(), tocsin.ReportQuery{Queue: true, Limit: 2})
		if err != nil {
			return err
		}
		for i := range page.Items {
			if b.Next == nil && page.Items[i].ID != sheet.Report.ID {
				b.Next = &page.Items[i]
			}
		}
	}
	if b.MayEdit {
		for i := range b.Accounts {
			if b.Accounts[i].Near, err = s.near(r.Context(), sheet.Record.Account(b.Accounts[i].ID), b.Accounts[i].Told.Incident); err != nil {
				return err
			}
		}
	}
	return s.show(w, r, "report", frame{Title: cmp.Or(sheet.Report.Title, sheet.Report.ID), Nav: map[bool]string{true: "review", false: "sources"}[b.Queue], Body: b})
}

// near returns incidents of the same days and country as an account, which a person may know to be the same.
func (s *Server) near(ctx context.Context, a *tocsin.Account, own string) ([]tocsin.Summary, error) {
	if a == nil || a.When.Start.IsZero() || a.Where.Country == "" {
		return nil, nil
	}
	page, err := s.Incidents.Incidents(ctx, tocsin.Query{Country: a.Where.Country, From: a.When.Start.Add(-4), To: a.When.End.Add(4), Limit: 25})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(page.Items, func(x tocsin.Summary) bool { return x.ID == own }), nil
}

// mayUndo reports whether a person may take a decision back: their own, and as an editor those of others.
func mayUndo(p Person, d tocsin.Decision) bool {
	return p.Role >= Editor || p.Role >= Coder && d.By == p.Name
}

// bodyOf lays a report out.
func bodyOf(sheet *Sheet) reportBody {
	b := reportBody{Sheet: sheet}
	text := sheet.Report.Text
	rec := sheet.Record
	if rec == nil {
		b.Pieces = []piece{{Text: text}}
		b.Problems = problemsOf(sheet.Report.Problems)
		return b
	}
	var all []*value
	for i := range rec.Accounts {
		a := accountOf(sheet, i)
		all = append(all, a.Values...)
		b.Accounts = append(b.Accounts, a)
	}
	b.Others, b.Adds = othersOf(sheet), addsTo(besideOf(rec), text)
	all = append(all, b.Others...)
	byPath := map[string]*value{}
	for _, v := range all {
		byPath[v.fullPath(rec)] = v
	}
	for i := range rec.Decided {
		d := &rec.Decided[i]
		b.Decided++
		if v := byPath[d.Path]; v != nil {
			v.Decided = d
			v.Was = wording.Raw(d.Path, d.Was)
		}
	}
	b.Values = len(all)
	b.Problems = problemsOf(slices.Concat([]tocsin.Problem(rec.Notes), sheet.Report.Problems))
	for i := range b.Problems {
		p := &b.Problems[i]
		path := p.Value
		p.Value = ""
		for ; path != ""; path = path[:max(0, strings.LastIndexByte(path, '.'))] { // of a part of a value, the value
			if v := byPath[path]; v != nil {
				p.Value, p.Label = v.ID, v.Label
				v.Problems = append(v.Problems, p.Text)
				break
			}
		}
	}
	b.Pieces = pieces(text, all)
	for i, rev := range sheet.Revisions {
		if i > 0 && rev.ID == sheet.Report.ID {
			b.Previous = &sheet.Revisions[i-1]
		}
	}
	return b
}

// problemsOf lists what a reviewer should look at. Value holds the path until it is replaced by the value's id.
func problemsOf(ps []tocsin.Problem) []problemBody {
	var out []problemBody
	for _, p := range ps {
		out = append(out, problemBody{Value: p.Path, Label: p.Path, Text: p.Text})
	}
	return out
}

// fullPath is the value's path within the record.
func (v *value) fullPath(rec *tocsin.Record) string {
	_, id, within := strings.Cut(v.ID, "v-")
	if !within {
		return v.Path
	}
	for i := range rec.Accounts {
		if strings.HasPrefix(id, rec.Accounts[i].ID+"-") {
			return fmt.Sprintf("accounts[%d].%s", i, v.Path)
		}
	}
	return v.Path
}

// accountOf lays an account out.
func accountOf(sheet *Sheet, i int) accountBody {
	rec, text := sheet.Record, sheet.Report.Text
	a := &rec.Accounts[i]
	b := accountBody{On: sheet.Report.ID + ":" + a.ID, ID: a.ID, Head: headline(a.Kind, a.Stage, a.Where, a.When), Told: Told{Account: a.ID}}
	if a.Background {
		b.Note = "background: context of this report, not its news"
	}
	for _, t := range sheet.Incidents {
		if t.Account == a.ID {
			b.Told = t
		}
	}
	add := func(v value) {
		v.ID = "v-" + a.ID + "-" + strings.NewReplacer("[", "-", "]", "").Replace(v.Path)
		v.On, v.At = b.On, "account-"+a.ID
		b.Values = append(b.Values, &v)
	}
	plain := func(path, label, words string, es []tocsin.Evidence, v any, unknown bool) {
		add(value{Path: path, Label: label, Text: words, Evidence: es, Fields: fieldsOf(path, text, v), Unknown: unknown})
	}
	plain("kind", "kind", wording.Value(a.Kind), a.Evidence, a.Kind, false)
	plain("stage", "stage", wording.Value(a.Stage), nil, a.Stage, false)
	plain("when", "when", wording.When(a.When), a.When.Evidence, a.When, a.When.Start.IsZero() && a.When.End.IsZero())
	plain("where", "where", wording.Where(a.Where), a.Where.Evidence, a.Where, a.Where.Precision == tocsin.PlaceUnknown)
	plain("suicide", "suicide", wording.Value(a.Suicide), nil, a.Suicide, false)
	plain("assassination", "assassination", yesNo(a.Assassination), nil, a.Assassination, false)
	plain("background", "background", yesNo(a.Background), nil, a.Background, false)
	for j, x := range a.Weapons {
		add(value{Path: fmt.Sprintf("weapons[%d]", j), Label: "weapon", Text: wording.Value(x.Class), Evidence: x.Evidence, Fields: fieldsOf("weapons", text, x), List: true})
	}
	for j, x := range a.Targets {
		add(value{Path: fmt.Sprintf("targets[%d]", j), Label: "target", Text: wording.Value(x.Class) + ": " + x.Text, Evidence: x.Evidence, Fields: fieldsOf("targets", text, x), List: true})
	}
	for j, x := range a.Casualties {
		add(value{Path: fmt.Sprintf("casualties[%d]", j), Label: wording.Value(x.Effect), Text: wording.Figure(x), Hue: hue(x.Voice.Type), Letter: letter(x.Voice.Type), Evidence: x.Evidence, Fields: fieldsOf("casualties", text, x), List: true})
	}
	for j, x := range a.Damage {
		add(value{Path: fmt.Sprintf("damage[%d]", j), Label: "damage", Text: x.Text + ": " + wording.Value(x.Level), Evidence: x.Evidence, Fields: fieldsOf("damage", text, x), List: true})
	}
	for j, x := range a.Responsibility {
		add(value{
			Path: fmt.Sprintf("responsibility[%d]", j), Label: wording.Value(x.Stance), Text: wording.Statement(x), Hue: hue(x.Voice.Type), Letter: letter(x.Voice.Type),
			Stance: x.Stance, Certainty: string(x.Certainty), Evidence: x.Evidence, Fields: fieldsOf("responsibility", text, x), List: true,
		})
	}
	b.Adds = addsTo(listsOf(a), text)
	return b
}

// addsTo returns the forms that add a value to lists.
func addsTo(lists []valueList, text string) []addBody {
	var out []addBody
	for _, l := range lists {
		out = append(out, addBody{l.at(), l.one(), fieldsOf(l.at(), text, l.fresh())})
	}
	return out
}

// othersOf lays out what a record says beside its accounts.
func othersOf(sheet *Sheet) []*value {
	var out []*value
	text := sheet.Report.Text
	add := func(v value) {
		v.ID = "r-" + strings.NewReplacer("[", "-", "]", "").Replace(v.Path)
		v.On, v.At, v.List = sheet.Report.ID, "head-others", true
		out = append(out, &v)
	}
	for j, x := range sheet.Record.Ties {
		add(value{Path: fmt.Sprintf("ties[%d]", j), Label: "tie", Text: wording.Tie(x), Hue: hue(x.Voice.Type), Letter: letter(x.Voice.Type), Evidence: x.Evidence, Fields: fieldsOf("ties", text, x)})
	}
	for j, x := range sheet.Record.Assessments {
		add(value{Path: fmt.Sprintf("assessments[%d]", j), Label: wording.Value(x.Type), Text: wording.Assessment(x), Hue: hue(x.Voice.Type), Letter: letter(x.Voice.Type), Evidence: x.Evidence, Fields: fieldsOf("assessments", text, x)})
	}
	for j, x := range sheet.Record.Designations {
		add(value{Path: fmt.Sprintf("designations[%d]", j), Label: "designation", Text: wording.Designation(x), Evidence: x.Evidence, Fields: fieldsOf("designations", text, x)})
	}
	return out
}

// revisionsBody is what the page of a report's revisions shows.
type revisionsBody struct {
	Report   *tocsin.Report
	All      []Revision
	From, To Revision
	Left     []stretch
	Right    []stretch
	Same     bool
}

// revisions shows two texts of one address side by side.
func (s *Server) revisions(w http.ResponseWriter, r *http.Request) error {
	sheet, err := s.Review.Sheet(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	b := revisionsBody{Report: sheet.Report, All: sheet.Revisions}
	at := slices.IndexFunc(b.All, func(x Revision) bool { return x.ID == sheet.Report.ID })
	if at < 0 {
		return fmt.Errorf("revisions of %s: %w", sheet.Report.ID, tocsin.ErrNotFound)
	}
	b.To = b.All[at]
	b.From = b.All[max(0, at-1)]
	if from := r.URL.Query().Get("from"); from != "" {
		i := slices.IndexFunc(b.All, func(x Revision) bool { return x.ID == from })
		if i < 0 {
			return badRequest(fmt.Sprintf("from: %q is no revision of this report", clip(from)))
		}
		b.From = b.All[i]
	}
	b.Same = b.From.Text == b.To.Text
	b.Left, b.Right = differences(b.From.Text, b.To.Text)
	return s.show(w, r, "revisions", frame{Title: "Revisions of " + cmp.Or(sheet.Report.Title, sheet.Report.ID), Nav: "sources", Body: b})
}

// reportAddress is that of a report's page.
func reportAddress(id string) string { return "/reports/" + url.PathEscape(id) }

package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// A report is coded blind as one large form: every value that the coder has entered stands in it as fields, and each
// button sends all of it back, to be shown again with one value more or less. Nothing is kept before the record is
// entered, and no script is needed.

// codeBody is what the page shows on which a person codes a report, seeing neither the machine's record nor another's.
type codeBody struct {
	Report   *tocsin.Report
	Accounts []draftAccount
	Beside   draftAccount // what the record holds beside its accounts
	Problems []string
	Path     string
	From     string // whose record it started from, of a third record
}

// draftAccount is an account being coded, or what a record holds beside its accounts.
type draftAccount struct {
	N      int // its number in the form
	Values []draftValue
	Adds   []addBody
}

// draftValue is a value being coded: its fields carry the prefix of their place in the form.
type draftValue struct {
	Prefix, Label string
	Fields        []field
	Drop          string // value of the button that removes it, "" if it must be there
}

// maxValues bounds a record entered by form.
const maxValues = 400

// code shows the form, empty or, for a third record, filled with the record of ?from=CODER.
func (s *Server) code(w http.ResponseWriter, r *http.Request) error {
	sheet, err := s.Review.Sheet(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	b := codeBody{Report: sheet.Report, Path: r.URL.EscapedPath()}
	rec := &tocsin.Record{}
	if from := r.URL.Query().Get("from"); from != "" {
		i := slices.IndexFunc(sheet.Codings, func(c Coding) bool { return c.Coder == from })
		if i < 0 {
			return fmt.Errorf("record by %s: %w", clip(from), tocsin.ErrNotFound)
		}
		if !maySee(person(r), sheet) {
			return errForbidden
		}
		rec, b.From = sheet.Codings[i].Record, from
	}
	b.Accounts, b.Beside = draftOf(rec, sheet.Report.Text)
	return s.show(w, r, "code", frame{Title: "Code " + cmp.Or(sheet.Report.Title, sheet.Report.ID), Nav: "review", Body: b})
}

// maySee reports whether a person may see what others coded: an editor, or who has coded the report already.
func maySee(p Person, sheet *Sheet) bool {
	return p.Role >= Editor || slices.ContainsFunc(sheet.Codings, func(c Coding) bool { return c.Coder == tocsin.PersonCoder(p.Name) })
}

// enterCode takes the form back: to add or drop something, or to enter the record.
func (s *Server) enterCode(w http.ResponseWriter, r *http.Request) error {
	if err := parse(r); err != nil {
		return err
	}
	sheet, err := s.Review.Sheet(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	rec, problems := recordOf(r.PostForm, sheet.Report.Text)
	act := r.PostFormValue("act")
	switch {
	case act == "enter" && len(problems) == 0:
		ps := rec.Problems(sheet.Report.Text)
		if len(ps) == 0 {
			who := person(r)
			if err := s.Review.Code(r.Context(), sheet.Report.ID, who.Name, rec); err != nil {
				return err
			}
			http.Redirect(w, r, reportAddress(sheet.Report.ID)+"/codings", http.StatusSeeOther)
			return nil
		}
		for _, p := range ps {
			problems = append(problems, wording.Value(p.Path)+": "+p.Text)
		}
	case act == "enter":
	default:
		if err := change(rec, act); err != nil {
			return err
		}
	}
	if act != "enter" {
		problems = nil // the form is not finished; what is amiss is said when it is entered
	}
	b := codeBody{Report: sheet.Report, Path: r.URL.EscapedPath(), Problems: problems}
	b.Accounts, b.Beside = draftOf(rec, sheet.Report.Text)
	return s.show(w, r, "code", frame{Title: "Code " + cmp.Or(sheet.Report.Title, sheet.Report.ID), Nav: "review", Body: b})
}

// change adds or drops what a button says: "add", "drop 2", "add 2 weapons", "drop 2 weapons 1", and beside the accounts
// "add ties", "drop ties 1".
func change(rec *tocsin.Record, act string) error {
	bad := badRequest(fmt.Sprintf("%q is no button of this form", clip(act)))
	verb, rest, _ := strings.Cut(act, " ")
	if verb != "add" && verb != "drop" {
		return bad
	}
	if act == "add" {
		rec.Accounts = append(rec.Accounts, freshAccount())
		return nil
	}
	lists := besideOf(rec)
	words := strings.Fields(rest)
	if n, err := strconv.Atoi(firstOf(words)); err == nil {
		if n < 0 || n >= len(rec.Accounts) {
			return bad
		}
		if verb == "drop" && len(words) == 1 {
			rec.Accounts = slices.Delete(rec.Accounts, n, n+1)
			return nil
		}
		lists, words = listsOf(&rec.Accounts[n]), words[1:]
	}
	i := slices.IndexFunc(lists, func(l valueList) bool { return l.at() == firstOf(words) })
	switch {
	case i < 0:
		return bad
	case verb == "add" && len(words) == 1:
		lists[i].add()
		return nil
	case verb == "drop" && len(words) == 2:
		if k, err := strconv.Atoi(words[1]); err == nil && lists[i].drop(k) {
			return nil
		}
	}
	return bad
}

// firstOf is the first of some words, "" if there is none.
func firstOf(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

func freshAccount() tocsin.Account {
	return tocsin.Account{
		Kind: tocsin.ArmedAttack, Stage: tocsin.Accomplished, Suicide: tocsin.SuicideNo,
		When: tocsin.When{Precision: tocsin.DateUnknown}, Where: tocsin.Where{Precision: tocsin.PlaceUnknown},
	}
}

// own are the values that every account has, in the order of the form.
var own = []struct{ Path, Label string }{
	{"kind", "kind"}, {"stage", "stage"}, {"when", "when"}, {"where", "where"}, {"suicide", "suicide"}, {"assassination", "assassination"}, {"background", "background"},
}

// draftOf lays a record out as a form: its accounts, and what stands beside them.
func draftOf(rec *tocsin.Record, text string) (accounts []draftAccount, beside draftAccount) {
	for n := range rec.Accounts {
		a := &rec.Accounts[n]
		d := draftAccount{N: n}
		for _, o := range own {
			v := map[string]any{
				"kind": a.Kind, "stage": a.Stage, "when": a.When, "where": a.Where, "suicide": a.Suicide, "assassination": a.Assassination, "background": a.Background,
			}[o.Path]
			value := draftValue{Prefix: fmt.Sprintf("a%d.%s.", n, o.Path), Label: o.Label, Fields: fieldsOf(o.Path, text, v)}
			switch o.Path {
			case "kind":
				value.Fields[len(value.Fields)-1] = wordsField(text, a.Evidence)
			case "when", "where":
			default:
				value.Fields = value.Fields[:len(value.Fields)-1] // kind holds the words that tell of the act
			}
			d.Values = append(d.Values, value)
		}
		d.draw(listsOf(a), fmt.Sprintf("a%d.", n), fmt.Sprintf("%d ", n), text)
		accounts = append(accounts, d)
	}
	beside.draw(besideOf(rec), "r.", "", text)
	return accounts, beside
}

// draw adds the values of lists, and the buttons that add to them, to a form.
func (d *draftAccount) draw(lists []valueList, prefix, of, text string) {
	for _, l := range lists {
		for k, v := range l.values() {
			d.Values = append(d.Values, draftValue{
				Prefix: fmt.Sprintf("%s%s.%d.", prefix, l.at(), k), Label: strings.TrimPrefix(strings.TrimPrefix(l.one(), "an "), "a "),
				Fields: fieldsOf(l.at(), text, v), Drop: fmt.Sprintf("drop %s%s %d", of, l.at(), k),
			})
		}
		d.Adds = append(d.Adds, addBody{Path: of + l.at(), One: l.one()})
	}
}

// recordOf reads the form back. What cannot be read is said, and stands in the record as far as it can.
func recordOf(values url.Values, text string) (*tocsin.Record, []string) {
	rec := &tocsin.Record{}
	var problems []string
	total := 0
	read := func(prefix, path string, into any) {
		f := form{values, prefix}
		raw, evidence, err := readValue(path, text, f)
		if e := json.Unmarshal(raw, into); err == nil {
			err = e
		}
		if err != nil {
			problems = append(problems, wording.Value(path)+": "+err.Error())
		}
		total++
		setEvidence(into, evidence)
	}
	there := func(prefix string) bool {
		for name := range values {
			if strings.HasPrefix(name, prefix) {
				return total < maxValues
			}
		}
		return false
	}
	fill := func(lists []valueList, prefix string) {
		for _, l := range lists {
			for k := 0; there(fmt.Sprintf("%s%s.%d.", prefix, l.at(), k)); k++ {
				l.grow(func(path string, into any) { read(fmt.Sprintf("%s%s.%d.", prefix, path, k), path, into) })
			}
		}
	}
	for n := 0; there(fmt.Sprintf("a%d.", n)); n++ {
		a := freshAccount()
		a.ID = fmt.Sprintf("a%d", n+1)
		at := func(path string) string { return fmt.Sprintf("a%d.%s.", n, path) }
		read(at("kind"), "kind", &a.Kind)
		read(at("stage"), "stage", &a.Stage)
		read(at("when"), "when", &a.When)
		read(at("where"), "where", &a.Where)
		read(at("suicide"), "suicide", &a.Suicide)
		read(at("assassination"), "assassination", &a.Assassination)
		read(at("background"), "background", &a.Background)
		a.Evidence, _ = form{values, at("kind")}.evidence(text) // what is amiss was said with the kind
		fill(listsOf(&a), fmt.Sprintf("a%d.", n))
		rec.Accounts = append(rec.Accounts, a)
	}
	fill(besideOf(rec), "r.")
	rec.Report.Relevant = len(rec.Accounts) > 0
	return rec, problems
}

// setEvidence gives a value the words it rests on.
func setEvidence(into any, es []tocsin.Evidence) {
	switch v := into.(type) {
	case *tocsin.When:
		v.Evidence = es
	case *tocsin.Where:
		v.Evidence = es
	case *tocsin.Weapon:
		v.Evidence = es
	case *tocsin.Target:
		v.Evidence = es
	case *tocsin.Figure:
		v.Evidence = es
	case *tocsin.Damage:
		v.Evidence = es
	case *tocsin.Statement:
		v.Evidence = es
	case *tocsin.Tie:
		v.Evidence = es
	case *tocsin.Assessment:
		v.Evidence = es
	case *tocsin.Designation:
		v.Evidence = es
	}
}

// codingsBody is what the page shows on which records of one report stand side by side.
type codingsBody struct {
	Report *tocsin.Report
	Counts string // whose record counts
	Coders []string
	Rows   []codingRow
	Edit   bool
	Mine   bool
	Path   string
	Done   *tocsin.Decision
}

// codingRow is one value as each coder has it.
type codingRow struct {
	Label  string
	Cells  []string // "" where a coder has nothing
	Differ bool
	Head   bool // begins an account
}

// codings shows what each coder made of a report, side by side. Who has not coded it yet is led to do so first.
func (s *Server) codings(w http.ResponseWriter, r *http.Request) error {
	sheet, err := s.Review.Sheet(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	who := person(r)
	if !maySee(who, sheet) {
		http.Redirect(w, r, reportAddress(sheet.Report.ID)+"/code", http.StatusSeeOther)
		return nil
	}
	b := codingsBody{Report: sheet.Report, Counts: tocsin.CoderName(sheet.Coder), Edit: who.Role >= Editor, Path: r.URL.RequestURI()}
	for _, c := range sheet.Codings {
		b.Coders = append(b.Coders, c.Coder)
		b.Mine = b.Mine || c.Coder == tocsin.PersonCoder(who.Name)
	}
	for i, d := range sheet.Decisions {
		if d.ID() == r.URL.Query().Get("done") {
			b.Done = &sheet.Decisions[i]
		}
	}
	b.Rows = compared(sheet.Codings)
	return s.show(w, r, "codings", frame{Title: "Records of " + cmp.Or(sheet.Report.Title, sheet.Report.ID), Nav: "review", Body: b})
}

// compared puts the accounts of several records side by side, in their order: coders number accounts as the text tells
// them, and a reader sees at a glance where one has an account more. What stands beside accounts follows.
func compared(codings []Coding) []codingRow {
	var rows []codingRow
	add := func(label string, head bool, of func(rec *tocsin.Record) string) {
		x := codingRow{Label: label, Head: head}
		for _, c := range codings {
			x.Cells = append(x.Cells, of(c.Record))
		}
		x.Differ = slices.ContainsFunc(x.Cells, func(cell string) bool { return cell != x.Cells[0] })
		if x.Differ || x.Cells[0] != "" {
			rows = append(rows, x)
		}
	}
	most := 0
	for _, c := range codings {
		most = max(most, len(c.Record.Accounts))
	}
	for n := range most {
		row := func(label string, head bool, of func(a *tocsin.Account) string) {
			add(label, head, func(rec *tocsin.Record) string {
				if n >= len(rec.Accounts) {
					return ""
				}
				return of(&rec.Accounts[n])
			})
		}
		row(fmt.Sprintf("account %d", n+1), true, func(a *tocsin.Account) string { return wording.Value(a.Kind) + ", " + wording.Value(a.Stage) })
		row("when", false, func(a *tocsin.Account) string { return wording.When(a.When) })
		row("where", false, func(a *tocsin.Account) string { return wording.Where(a.Where) })
		row("background", false, func(a *tocsin.Account) string { return yesNo(a.Background) })
		row("weapons", false, func(a *tocsin.Account) string {
			return joinWords(a.Weapons, func(x tocsin.Weapon) string { return wording.Value(x.Class) })
		})
		row("targets", false, func(a *tocsin.Account) string {
			return joinWords(a.Targets, func(x tocsin.Target) string { return wording.Value(x.Class) })
		})
		row("figures", false, func(a *tocsin.Account) string {
			return joinWords(a.Casualties, func(x tocsin.Figure) string { return wording.Value(x.Effect) + " " + wording.Figure(x) })
		})
		row("statements", false, func(a *tocsin.Account) string { return joinWords(a.Responsibility, wording.Statement) })
	}
	add("ties", true, func(rec *tocsin.Record) string { return joinWords(rec.Ties, wording.Tie) })
	add("assessments", true, func(rec *tocsin.Record) string { return joinWords(rec.Assessments, wording.Assessment) })
	add("designations", true, func(rec *tocsin.Record) string { return joinWords(rec.Designations, wording.Designation) })
	return rows
}

func joinWords[T any](list []T, word func(T) string) string {
	var out []string
	for _, x := range list {
		out = append(out, word(x))
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), "; ")
}

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
	Problems []string
	Path     string
	From     string // whose record it started from, of a third record
}

// draftAccount is an account being coded.
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
	b.Accounts = draftOf(rec, sheet.Report.Text)
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
	b := codeBody{Report: sheet.Report, Path: r.URL.EscapedPath(), Problems: problems, Accounts: draftOf(rec, sheet.Report.Text)}
	return s.show(w, r, "code", frame{Title: "Code " + cmp.Or(sheet.Report.Title, sheet.Report.ID), Nav: "review", Body: b})
}

// change adds or drops what a button says: "add", "drop 2", "add 2 weapons", "drop 2 weapons 1".
func change(rec *tocsin.Record, act string) error {
	words := strings.Fields(act)
	bad := badRequest(fmt.Sprintf("%q is no button of this form", clip(act)))
	if len(words) == 1 && words[0] == "add" {
		rec.Accounts = append(rec.Accounts, freshAccount())
		return nil
	}
	if len(words) < 2 {
		return bad
	}
	n, err := strconv.Atoi(words[1])
	if err != nil || n < 0 || n >= len(rec.Accounts) {
		return bad
	}
	a := &rec.Accounts[n]
	switch {
	case words[0] == "drop" && len(words) == 2:
		rec.Accounts = slices.Delete(rec.Accounts, n, n+1)
	case words[0] == "add" && len(words) == 3:
		switch v := fresh(words[2]).(type) {
		case tocsin.Weapon:
			a.Weapons = append(a.Weapons, v)
		case tocsin.Target:
			a.Targets = append(a.Targets, v)
		case tocsin.Figure:
			a.Casualties = append(a.Casualties, v)
		case tocsin.Damage:
			a.Damage = append(a.Damage, v)
		case tocsin.Statement:
			a.Responsibility = append(a.Responsibility, v)
		default:
			return bad
		}
	case words[0] == "drop" && len(words) == 4:
		k, err := strconv.Atoi(words[3])
		if err != nil || !dropAt(a, words[2], k) {
			return bad
		}
	default:
		return bad
	}
	return nil
}

func dropAt(a *tocsin.Account, list string, k int) bool {
	if k < 0 {
		return false
	}
	switch {
	case list == "weapons" && k < len(a.Weapons):
		a.Weapons = slices.Delete(a.Weapons, k, k+1)
	case list == "targets" && k < len(a.Targets):
		a.Targets = slices.Delete(a.Targets, k, k+1)
	case list == "casualties" && k < len(a.Casualties):
		a.Casualties = slices.Delete(a.Casualties, k, k+1)
	case list == "damage" && k < len(a.Damage):
		a.Damage = slices.Delete(a.Damage, k, k+1)
	case list == "responsibility" && k < len(a.Responsibility):
		a.Responsibility = slices.Delete(a.Responsibility, k, k+1)
	default:
		return false
	}
	return true
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

// draftOf lays a record out as a form.
func draftOf(rec *tocsin.Record, text string) []draftAccount {
	var out []draftAccount
	for n := range rec.Accounts {
		a := &rec.Accounts[n]
		d := draftAccount{N: n}
		add := func(path, label, drop string, v any) {
			value := draftValue{Prefix: fmt.Sprintf("a%d.%s.", n, path), Label: label, Fields: fieldsOf(path, text, v), Drop: drop}
			if path == "kind" {
				value.Fields[len(value.Fields)-1] = wordsField(text, a.Evidence)
			} else if drop == "" && path != "when" && path != "where" {
				value.Fields = value.Fields[:len(value.Fields)-1] // kind holds the words that tell of the act
			}
			d.Values = append(d.Values, value)
		}
		for _, o := range own {
			add(o.Path, o.Label, "", map[string]any{
				"kind": a.Kind, "stage": a.Stage, "when": a.When, "where": a.Where, "suicide": a.Suicide, "assassination": a.Assassination, "background": a.Background,
			}[o.Path])
		}
		each := func(list string, k int, v any) {
			one := lists[slices.IndexFunc(lists, func(l struct{ Path, One string }) bool { return l.Path == list })].One
			value := draftValue{Prefix: fmt.Sprintf("a%d.%s.%d.", n, list, k), Label: strings.TrimPrefix(one, "a "), Fields: fieldsOf(list, text, v), Drop: fmt.Sprintf("drop %d %s %d", n, list, k)}
			d.Values = append(d.Values, value)
		}
		for k, v := range a.Weapons {
			each("weapons", k, v)
		}
		for k, v := range a.Targets {
			each("targets", k, v)
		}
		for k, v := range a.Casualties {
			each("casualties", k, v)
		}
		for k, v := range a.Damage {
			each("damage", k, v)
		}
		for k, v := range a.Responsibility {
			each("responsibility", k, v)
		}
		for _, l := range lists {
			d.Adds = append(d.Adds, addBody{Path: l.Path, One: l.One})
		}
		out = append(out, d)
	}
	return out
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
		for k := 0; there(fmt.Sprintf("a%d.weapons.%d.", n, k)); k++ {
			var v tocsin.Weapon
			read(fmt.Sprintf("a%d.weapons.%d.", n, k), "weapons", &v)
			a.Weapons = append(a.Weapons, v)
		}
		for k := 0; there(fmt.Sprintf("a%d.targets.%d.", n, k)); k++ {
			var v tocsin.Target
			read(fmt.Sprintf("a%d.targets.%d.", n, k), "targets", &v)
			a.Targets = append(a.Targets, v)
		}
		for k := 0; there(fmt.Sprintf("a%d.casualties.%d.", n, k)); k++ {
			var v tocsin.Figure
			read(fmt.Sprintf("a%d.casualties.%d.", n, k), "casualties", &v)
			a.Casualties = append(a.Casualties, v)
		}
		for k := 0; there(fmt.Sprintf("a%d.damage.%d.", n, k)); k++ {
			var v tocsin.Damage
			read(fmt.Sprintf("a%d.damage.%d.", n, k), "damage", &v)
			a.Damage = append(a.Damage, v)
		}
		for k := 0; there(fmt.Sprintf("a%d.responsibility.%d.", n, k)); k++ {
			var v tocsin.Statement
			read(fmt.Sprintf("a%d.responsibility.%d.", n, k), "responsibility", &v)
			a.Responsibility = append(a.Responsibility, v)
		}
		rec.Accounts = append(rec.Accounts, a)
	}
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
// them, and a reader sees at a glance where one has an account more.
func compared(codings []Coding) []codingRow {
	var rows []codingRow
	most := 0
	for _, c := range codings {
		most = max(most, len(c.Record.Accounts))
	}
	for n := range most {
		row := func(label string, head bool, of func(a *tocsin.Account) string) {
			x := codingRow{Label: label, Head: head}
			for _, c := range codings {
				cell := ""
				if n < len(c.Record.Accounts) {
					cell = of(&c.Record.Accounts[n])
				}
				x.Cells = append(x.Cells, cell)
			}
			x.Differ = slices.ContainsFunc(x.Cells, func(cell string) bool { return cell != x.Cells[0] })
			rows = append(rows, x)
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

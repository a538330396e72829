package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// reviewBody is what the queue shows.
type reviewBody struct {
	Page   tocsin.Page[tocsin.ReportSummary]
	ToCode []tocsin.ReportSummary
	Path   string
}

// queue lists the reports that nobody has reviewed, those with most doubt and weight first.
func (s *Server) queue(w http.ResponseWriter, r *http.Request) error {
	q := tocsin.ReportQuery{Queue: true, Cursor: r.URL.Query().Get("cursor"), Limit: 30}
	page, err := s.Sources.Reports(r.Context(), q)
	if err != nil {
		return err
	}
	b := reviewBody{Page: page, Path: r.URL.RequestURI()}
	if who := person(r); who.Role >= Coder {
		if b.ToCode, err = s.Review.ToCode(r.Context(), who.Name, 10); err != nil {
			return err
		}
	}
	return s.show(w, r, "review", frame{Title: "Review", Nav: "review", Body: b})
}

// decisionsBody is what the list of decisions shows.
type decisionsBody struct {
	Decisions []decisionRow
	Path      string
}

type decisionRow struct {
	tocsin.Decision
	ID      string
	Words   string
	Report  string // it is about, "" if about no single one
	MayUndo bool
}

// decisions lists what people decided.
func (s *Server) decisions(w http.ResponseWriter, r *http.Request) error {
	ds, err := s.Review.Decisions(r.Context(), 200)
	if err != nil {
		return err
	}
	b := decisionsBody{Path: r.URL.RequestURI()}
	if b.Decisions, err = s.rowsOf(r.Context(), ds, person(r)); err != nil {
		return err
	}
	return s.show(w, r, "decisions", frame{Title: "Decisions", Nav: "review", Body: b})
}

// rowsOf lays decisions out. What takes others back says which, as far as they are among those given.
func (s *Server) rowsOf(ctx context.Context, ds []tocsin.Decision, who Person) ([]decisionRow, error) {
	var ids []string
	for _, d := range ds {
		switch d.What {
		case tocsin.Merge, tocsin.Split, tocsin.Accept, tocsin.Correct, tocsin.Retract, tocsin.Restore, tocsin.Adjudicate:
			ids = append(ids, d.On...)
		}
	}
	names, err := s.Review.Named(ctx, ids)
	if err != nil {
		return nil, err
	}
	name := func(id string) string { return names[id].String() }
	byID := map[string]tocsin.Decision{}
	for _, d := range ds {
		byID[d.ID()] = d
	}
	var out []decisionRow
	for _, d := range ds {
		row := decisionRow{Decision: d, ID: d.ID(), Words: wording.DecisionNaming(standing(d), name), MayUndo: d.Undone == "" && mayUndo(who, d)}
		if d.What == tocsin.Undo {
			row.Words = d.By + ": took back"
			for _, id := range d.On {
				if o, ok := byID[id]; ok {
					o.Undone = ""
					row.Words += " “" + wording.DecisionNaming(o, name) + "”"
				} else {
					row.Words += " " + id
				}
			}
			row.Words += " – " + d.Why
		}
		if d.What != tocsin.Alias && d.What != tocsin.Distinct && d.What != tocsin.Designate && d.What != tocsin.Undo && len(d.On) > 0 {
			row.Report = d.On[0]
			if i := strings.LastIndexByte(row.Report, ':'); i >= 0 && d.What != tocsin.Adjudicate {
				row.Report = row.Report[:i]
			}
		}
		out = append(out, row)
	}
	return out, nil
}

// standing is a decision without who took it back: pages show that beside it.
func standing(d tocsin.Decision) tocsin.Decision {
	d.Undone = ""
	return d
}

// A Named is what an account or a report is called by where it is one among others.
type Named struct {
	Outlet    string
	Published tocsin.Date
	Place     string // of the incident that an account tells of, "" of a report
}

// String is "" where nothing is known.
func (n Named) String() string {
	var parts []string
	for _, x := range []string{n.Outlet, dateWords(n.Published), n.Place} {
		if x != "" {
			parts = append(parts, x)
		}
	}
	return strings.Join(parts, ", ")
}

// agreementBody is what the page of agreement shows.
type agreementBody struct {
	List    []Agreement
	Reports int
}

// agreement shows how far people who coded the same reports agree.
func (s *Server) agreement(w http.ResponseWriter, r *http.Request) error {
	list, n, err := s.Review.Agreements(r.Context())
	if err != nil {
		return err
	}
	return s.show(w, r, "agreement", frame{Title: "Agreement", Nav: "review", Body: agreementBody{list, n}})
}

// why is the reason that a form gives; forms may leave it empty, decisions may not.
func why(r *http.Request) string { return cmp.Or(clip(r.PostFormValue("why")), "in review") }

// decided sends whoever decided back to where they were, which then says what was entered and offers to take it back.
func decided(w http.ResponseWriter, r *http.Request, d tocsin.Decision) error {
	back := localPath(r.PostFormValue("back"))
	if back == "/" {
		back = "/review"
	}
	u, err := url.Parse(back)
	if err != nil {
		return badRequest("the form leads back nowhere")
	}
	q := u.Query()
	q.Set("done", d.ID())
	to := url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: q.Encode(), Fragment: clip(r.PostFormValue("at"))}
	http.Redirect(w, r, to.String(), http.StatusSeeOther)
	return nil
}

// about starts a decision of whoever asks, about what the form names.
func about(r *http.Request, what tocsin.DecisionAction) (tocsin.Decision, error) {
	on := r.PostForm["on"]
	if len(on) == 0 || slices.Contains(on, "") {
		return tocsin.Decision{}, badRequest("what is it about? The form names nothing")
	}
	return tocsin.Decision{By: person(r).Name, What: what, On: on, Why: why(r)}, nil
}

// parse reads a form.
func parse(r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return badRequest("the form cannot be read")
	}
	return nil
}

// enter is the handler for a decision that its action and subject say in full.
func (s *Server) enter(what tocsin.DecisionAction) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := parse(r); err != nil {
			return err
		}
		d, err := about(r, what)
		if err != nil {
			return err
		}
		if what == tocsin.Merge {
			d.On = append(d.On, r.PostForm["with"]...)
			d.On = slices.DeleteFunc(d.On, func(id string) bool { return id == "" })
		}
		if d, err = s.Review.Enter(r.Context(), d); err != nil {
			return err
		}
		return decided(w, r, d)
	}
}

// correct sets a value, or adds one.
func (s *Server) correct(w http.ResponseWriter, r *http.Request) error {
	if err := parse(r); err != nil {
		return err
	}
	d, err := about(r, tocsin.Correct)
	if err != nil {
		return err
	}
	path := r.PostFormValue("path")
	sheet, err := s.Review.Sheet(r.Context(), reportOf(d.On[0], path))
	if err != nil {
		return err
	}
	value, evidence, err := readValue(path, sheet.Report.Text, form{Values: r.PostForm})
	if err != nil {
		return err
	}
	if d, err = s.Review.Correct(r.Context(), d, path, value, evidence); err != nil {
		return err
	}
	return decided(w, r, d)
}

// reportOf is the id of the report that a correction is about: it names the report itself if its path is of what stands
// beside accounts, and else an account of it (REPORT:ACCOUNT).
func reportOf(on, path string) string {
	list, _, _ := strings.Cut(path, "[")
	if (tocsin.Correction{Path: list}).OfReport() {
		return on
	}
	report, _, _ := cutLast(on, ":")
	return report
}

// cutLast parts a text at the last sep.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// reject removes a value.
func (s *Server) reject(w http.ResponseWriter, r *http.Request) error {
	if err := parse(r); err != nil {
		return err
	}
	d, err := about(r, tocsin.Correct)
	if err != nil {
		return err
	}
	if d, err = s.Review.Correct(r.Context(), d, r.PostFormValue("path"), nil, nil); err != nil {
		return err
	}
	return decided(w, r, d)
}

// undo takes decisions back: a coder's own, and as an editor those of others.
func (s *Server) undo(w http.ResponseWriter, r *http.Request) error {
	if err := parse(r); err != nil {
		return err
	}
	d, err := about(r, tocsin.Undo)
	if err != nil {
		return err
	}
	if err := s.checkUndo(r.Context(), person(r), d.On); err != nil {
		return err
	}
	if d, err = s.Review.Enter(r.Context(), d); err != nil {
		return err
	}
	return decided(w, r, d)
}

// checkUndo returns an error if there are no such decisions, or a person may not take them back.
func (s *Server) checkUndo(ctx context.Context, who Person, ids []string) error {
	all, err := s.Review.Decisions(ctx, 0)
	if err != nil {
		return err
	}
	for _, id := range ids {
		i := slices.IndexFunc(all, func(o tocsin.Decision) bool { return o.ID() == id })
		if i < 0 {
			return fmt.Errorf("decision %s: %w", clip(id), tocsin.ErrNotFound)
		}
		if !mayUndo(who, all[i]) {
			return errForbidden
		}
	}
	return nil
}

// adjudicate says whose record counts.
func (s *Server) adjudicate(w http.ResponseWriter, r *http.Request) error {
	if err := parse(r); err != nil {
		return err
	}
	d, err := about(r, tocsin.Adjudicate)
	if err != nil {
		return err
	}
	d.Coder = r.PostFormValue("coder")
	if d, err = s.Review.Enter(r.Context(), d); err != nil {
		return err
	}
	return decided(w, r, d)
}

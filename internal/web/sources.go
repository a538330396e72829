package web

import (
	"context"
	"net/http"
	"time"

	"github.com/tocsin-org/tocsin"
)

// A sourceFinder answers the workbench's questions about where reports come from.
type sourceFinder interface {
	Outlets(ctx context.Context) ([]tocsin.OutletSummary, error)
	Reports(ctx context.Context, q tocsin.ReportQuery) (tocsin.Page[tocsin.ReportSummary], error)
	// Unread lists the documents that could not be read or coded, the latest first, at most limit.
	Unread(ctx context.Context, limit int) ([]Unread, error)
}

// An Unread is a document that came and could not be read.
type Unread struct {
	Name string    `json:"name"`
	At   time.Time `json:"at"`
	Text string    `json:"text"` // why
}

// sourcesBody is what the page of sources shows.
type sourcesBody struct {
	Outlets []sourceRow
	Unread  []Unread
}

type sourceRow struct {
	tocsin.OutletSummary
	Spark spark
}

// sources shows what each outlet has brought, and what could not be read.
func (s *Server) sources(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Sources.Outlets(r.Context())
	if err != nil {
		return err
	}
	var b sourcesBody
	for _, o := range list {
		b.Outlets = append(b.Outlets, sourceRow{o, sparkOf(o.Months)})
	}
	if b.Unread, err = s.Sources.Unread(r.Context(), 50); err != nil {
		return err
	}
	return s.show(w, r, "sources", frame{Title: "Sources", Nav: "sources", Body: b})
}

// reportsBody is what the list of reports shows.
type reportsBody struct {
	Query tocsin.ReportQuery
	Page  tocsin.Page[tocsin.ReportSummary]
	Path  string
}

// reports lists reports.
func (s *Server) reports(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	q := tocsin.ReportQuery{Text: clip(v.Get("q")), Outlet: clip(v.Get("outlet")), Cursor: v.Get("cursor")}
	var err error
	if q.From, err = dateOf(v, "from"); err != nil {
		return err
	}
	if q.To, err = dateOf(v, "to"); err != nil {
		return err
	}
	b := reportsBody{Query: q, Path: r.URL.RequestURI()}
	if b.Page, err = s.Sources.Reports(r.Context(), q); err != nil {
		return err
	}
	return s.show(w, r, "reports", frame{Title: "Reports", Nav: "sources", Body: b})
}

// A spark is a row of little bars: reports a month over the last three years.
type spark struct {
	Width float64
	Bars  []fanBar
}

func sparkOf(bins []tocsin.Bin) spark {
	bins = bins[max(0, len(bins)-36):]
	top := 1
	for _, b := range bins {
		top = max(top, b.N)
	}
	s := spark{Width: float64(4 * len(bins))}
	for i, b := range bins {
		h := 20 * float64(b.N) / float64(top)
		s.Bars = append(s.Bars, fanBar{X: float64(4 * i), Y: 20 - h, W: 3, H: h, Label: b.Start.Time().Format("Jan 2006") + ": " + plural(b.N, "report", "reports")})
	}
	return s
}

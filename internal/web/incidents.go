package web

import (
	"context"
	"net/http"

	"github.com/tocsin-org/tocsin"
)

// An incidentFinder answers the workbench's questions about incidents.
type incidentFinder interface {
	Incidents(ctx context.Context, q tocsin.Query) (tocsin.Page[tocsin.Summary], error)
	Facets(ctx context.Context, q tocsin.Query) (tocsin.Facets, error)
}

// incidentsBody is what the page of incidents shows.
type incidentsBody struct {
	Query  tocsin.Query
	Page   tocsin.Page[tocsin.Summary]
	Facets tocsin.Facets
	Path   string
}

// incidents lists the incidents that an address asks for.
func (s *Server) incidents(w http.ResponseWriter, r *http.Request) error {
	q, err := ParseQuery(r.URL.Query())
	if err != nil {
		return err
	}
	b := incidentsBody{Query: q, Path: r.URL.RequestURI()}
	if b.Page, err = s.Incidents.Incidents(r.Context(), q); err != nil {
		return err
	}
	if b.Facets, err = s.Incidents.Facets(r.Context(), q); err != nil {
		return err
	}
	return s.show(w, r, "incidents", frame{Title: "Incidents", Nav: "incidents", Body: b})
}

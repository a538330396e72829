package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tocsin-org/tocsin/internal/exchange"
)

// exportPath is the address of all incidents of a question in a format: that of the list with the end of a file.
func exportPath(f exchange.Format) string { return "/v1/incidents." + f.Ext() }

func isExport(path string) bool { return strings.HasPrefix(path, "/v1/incidents.") }

// exports are the operations that write all incidents of a question as a file.
func (s *Server) exports() []operation {
	var out []operation
	for _, f := range exchange.Formats {
		o := opOf("GET", exportPath(f), "exports", "All incidents of a question as "+string(f), "doc/exchange.md says of every field where it comes from and what is lost.")
		o.OperationID = "export-" + string(f)
		o.Responses = map[string]*huma.Response{"200": {Description: "The file, as it is written.", Content: map[string]*huma.MediaType{f.MediaType(): {}}}}
		out = append(out, operation{o.Method, o.Path, Reader, func(api huma.API, role Role) {
			describe(&o, role)
			huma.Register(api, o, func(ctx context.Context, _ *struct {
				IncidentQuestion
				Sort    string `query:"sort" enum:"when,killed,reports,known"`
				Order   string `query:"order" enum:"asc,desc"`
				Licence string `query:"licence" doc:"On what terms you pass it on; it is written into it." example:"CC BY 4.0"`
			}) (*huma.StreamResponse, error) {
				return s.export(ctx, f)
			})
		}})
	}
	return out
}

// export streams a file. Once it has begun an error can only break it off, so that nobody takes a part for the whole.
func (s *Server) export(ctx context.Context, f exchange.Format) (*huma.StreamResponse, error) {
	v := valuesOf(ctx)
	q, err := ParseQuery(v)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	q.Cursor, q.Limit = "", 0
	about := exchange.About{
		Program: "tocsin " + s.Version, Licence: clip(v.Get("licence")), At: s.Now(), Query: Encode(q).Encode(),
		State: s.IsState,
	}
	if s.Camps != nil {
		if about.Same, err = s.Camps(ctx); err != nil {
			return nil, s.problem(ctx, err)
		}
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		c.SetHeader("Content-Type", f.MediaType())
		c.SetHeader("Content-Disposition", `attachment; filename="incidents.`+f.Ext()+`"`)
		c.SetHeader("Cache-Control", "no-store")
		if _, err := exchange.Write(c.BodyWriter(), f, about, s.Incidents.Each(ctx, q)); err != nil {
			if !errors.Is(err, context.Canceled) {
				s.Log.Error("writing an export", "format", f, "error", err)
			}
			panic(http.ErrAbortHandler)
		}
	}}, nil
}

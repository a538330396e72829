package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// operationID names an operation by what it is of: get-incidents-id-history.
func operationID(method, path string) string {
	clean := strings.NewReplacer("/v1/", "", "{", "", "}", "", "/", "-", ".", "-").Replace(path)
	return strings.ToLower(method) + "-" + clean
}

// docsBody is what the page about the API shows.
type docsBody struct {
	Groups []docsGroup
	Host   string
}

type docsGroup struct {
	Name string
	Ops  []docsOp
}

type docsOp struct {
	ID, Method, Path, Summary, About, Answer string
	Parameters                               []docsParameter
	Body                                     string
}

type docsParameter struct {
	Name, In, Type, About string
	Required              bool
}

// docs shows what the API can be asked, from its own description.
func (s *Server) docs(w http.ResponseWriter, r *http.Request) error {
	b := docsBody{Host: r.Host}
	groups := map[string]*docsGroup{}
	var names []string
	for _, o := range s.operations() {
		item := s.api.doc.Paths[o.path]
		d := item.Get
		if o.method == http.MethodPost {
			d = item.Post
		}
		name := d.Tags[0]
		if groups[name] == nil {
			groups[name] = &docsGroup{Name: name}
			names = append(names, name)
		}
		groups[name].Ops = append(groups[name].Ops, docsOf(o, d))
	}
	for _, n := range names {
		b.Groups = append(b.Groups, *groups[n])
	}
	return s.show(w, r, "docs", frame{Title: "API", Nav: "docs", Body: b})
}

func docsOf(o operation, d *huma.Operation) docsOp {
	out := docsOp{ID: d.OperationID, Method: o.method, Path: o.path, Summary: d.Summary, About: d.Description}
	for _, p := range d.Parameters {
		out.Parameters = append(out.Parameters, docsParameter{Name: p.Name, In: p.In, Type: typeWords(p.Schema), About: p.Description, Required: p.Required})
	}
	if d.RequestBody != nil && d.RequestBody.Content["application/json"] != nil {
		out.Body = typeWords(d.RequestBody.Content["application/json"].Schema)
	}
	if ok := d.Responses["200"]; ok != nil {
		for _, media := range []string{"application/json"} {
			if c := ok.Content[media]; c != nil {
				out.Answer = typeWords(c.Schema)
			}
		}
	}
	return out
}

// typeWords says the type of a value in a word or two.
func typeWords(s *huma.Schema) string {
	switch {
	case s == nil:
		return ""
	case s.Ref != "":
		return s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]
	case s.Type == huma.TypeArray:
		return "list of " + cmp.Or(typeWords(s.Items), "values")
	case len(s.Enum) > 0:
		var values []string
		for _, e := range s.Enum {
			if v := fmt.Sprint(e); v != "" {
				values = append(values, v)
			}
		}
		return strings.Join(slices.Compact(values), ", ")
	}
	return s.Type
}

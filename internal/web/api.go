package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// The API: the questions of the pages as JSON, below /v1/. Every operation stands in the table of apiroutes.go with the
// role it demands, and through it in the table of routes; huma describes them and checks what comes in. What it would
// serve of its own accord (documents that load scripts from elsewhere, links to schemas) is off.

// An operation is one question or act of the API.
type operation struct {
	method, path string
	role         Role
	register     func(api huma.API, role Role)
}

// A reply is an answer with a body.
type reply[T any] struct{ Body T }

// op returns an operation whose handler takes in I and answers O.
func op[I, O any](s *Server, o huma.Operation, role Role, handle func(ctx context.Context, in *I) (O, error)) operation {
	return operation{o.Method, o.Path, role, func(api huma.API, role Role) {
		describe(&o, role)
		huma.Register(api, o, func(ctx context.Context, in *I) (*reply[O], error) {
			out, err := handle(ctx, in)
			if err != nil {
				return nil, s.problem(ctx, err)
			}
			return &reply[O]{out}, nil
		})
	}}
}

// describe adds what all operations have in common.
func describe(o *huma.Operation, role Role) {
	o.Description += map[bool]string{true: "\n\n", false: ""}[o.Description != ""] + "Needs the role " + role.String() + "."
	o.Errors = append(o.Errors, http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden)
	o.Security = []map[string][]string{{"token": {}}}
	if strings.Contains(o.Path, "{") {
		o.Errors = append(o.Errors, http.StatusNotFound)
	}
}

func init() {
	huma.DefaultArrayNullable = false // our lists are [], never null
}

// An api is the part of the server that huma runs.
type api struct {
	mux     *http.ServeMux
	doc     *huma.OpenAPI
	openAPI []byte // doc as it is served
}

func (s *Server) newAPI() (*api, error) {
	c := huma.DefaultConfig("tocsin", "1")
	c.Info.Description = "Incidents of political violence as news reports tell of them: what, where, when, who was hurt, who claims or is blamed, and on whose say-so. Unknown is never 0: it is null, or an empty text. Machine coding is a suggestion until a person has looked at it. Not for scoring the risk of individuals, for watch-lists, or for choosing targets."
	c.OpenAPIPath, c.DocsPath, c.SchemasPath, c.CreateHooks = "", "", "", nil
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"token": {Type: "http", Scheme: "bearer", Description: "A token from 'tocsin user token make'. On the machine itself, where nobody signs in, none is needed."},
	}
	a := &api{mux: http.NewServeMux()}
	h := humago.New(a.mux, c)
	for _, o := range s.operations() {
		o.register(h, o.role)
	}
	a.doc = h.OpenAPI()
	complete(a.doc.Components.Schemas)
	var err error
	if a.openAPI, err = openAPIText(a.doc); err != nil {
		return nil, fmt.Errorf("describing the API: %w", err)
	}
	return a, nil
}

// openAPIText returns a description as it is served and committed.
func openAPIText(doc *huma.OpenAPI) ([]byte, error) {
	raw, err := doc.MarshalJSON()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, raw, "", " "); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

type queryKey struct{}

// valuesOf returns the query of the address that the API was asked by.
func valuesOf(ctx context.Context) url.Values {
	v, _ := ctx.Value(queryKey{}).(url.Values)
	return v
}

// personOf returns who asks the API.
func personOf(ctx context.Context) Person {
	p, _ := ctx.Value(personKey{}).(Person)
	return p
}

// serveAPI answers an operation. An answer that is not streamed has an ETag of its bytes, and is not sent again to whoever
// has it.
func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) error {
	r = r.WithContext(context.WithValue(r.Context(), queryKey{}, r.URL.Query()))
	w.Header().Set("Cache-Control", "private, no-cache")
	w.Header().Add("Vary", "Authorization, Cookie")
	if r.Method != http.MethodGet || isExport(r.URL.Path) {
		s.api.mux.ServeHTTP(w, r)
		return nil
	}
	b := &buffered{ResponseWriter: w, status: http.StatusOK}
	s.api.mux.ServeHTTP(b, r)
	if b.status == http.StatusOK {
		sum := sha256.Sum256(b.body.Bytes())
		tag := `"` + hex.EncodeToString(sum[:12]) + `"`
		w.Header().Set("ETag", tag)
		if hasTag(r.Header.Get("If-None-Match"), tag) {
			w.Header().Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	w.WriteHeader(b.status)
	_, err := w.Write(b.body.Bytes())
	return err
}

// hasTag reports whether a list of entity tags holds one. Whoever packs the answer on the way may have made the tag weak.
func hasTag(list, tag string) bool {
	for t := range strings.SplitSeq(list, ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == tag || t == "*" {
			return true
		}
	}
	return false
}

// A buffered answer is held back until it is whole.
type buffered struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (b *buffered) WriteHeader(status int)      { b.status = status }
func (b *buffered) Write(p []byte) (int, error) { return b.body.Write(p) }

// problem turns an error into an answer as RFC 9457 has it. What went wrong inside is logged, not shown.
func (s *Server) problem(ctx context.Context, err error) error {
	if errors.Is(err, context.Canceled) {
		return huma.NewError(499, "the caller went away") // nobody reads it
	}
	status := statusOf(err)
	if status == http.StatusInternalServerError {
		s.Log.Error("answering the API", "error", err)
		return huma.NewError(status, "the server could not answer; nothing was changed, and its log says why")
	}
	return huma.NewError(status, err.Error())
}

// failAPI answers for a request to the API that did not reach it.
func failAPI(w http.ResponseWriter, status int, text string) {
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="tocsin"`)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(huma.ErrorModel{Status: status, Title: http.StatusText(status), Detail: text})
}

// isAPI reports whether a request is one to the API, and its errors for programs.
func isAPI(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/v1/") }

// serveOpenAPI serves the description of the API.
func (s *Server) serveOpenAPI(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Type", "application/vnd.oai.openapi+json")
	w.Header().Set("Cache-Control", "private, no-cache")
	_, err := w.Write(s.api.openAPI)
	return err
}

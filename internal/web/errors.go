package web

import (
	"errors"
	"net/http"

	"github.com/tocsin-org/tocsin"
)

var (
	errForbidden = errors.New("your role does not allow this")
	errSignIn    = errors.New("sign in first")
	errHost      = errors.New("this server answers only for this machine: open it as localhost or 127.0.0.1")
)

// A badRequest is an address or a form that makes no sense, in words for whoever wrote it.
type badRequest string

func (e badRequest) Error() string { return string(e) }

// statusOf turns an error into a status.
func statusOf(err error) int {
	var bad badRequest
	var large *http.MaxBytesError
	switch {
	case errors.Is(err, tocsin.ErrQuery):
		return http.StatusBadRequest
	case errors.Is(err, tocsin.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, errForbidden):
		return http.StatusForbidden
	case errors.Is(err, errSignIn), errors.Is(err, ErrWrong):
		return http.StatusUnauthorized
	case errors.Is(err, errHost):
		return http.StatusMisdirectedRequest
	case errors.Is(err, ErrTooMany):
		return http.StatusTooManyRequests
	case errors.Is(err, ErrBusy):
		return http.StatusServiceUnavailable
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge
	case errors.As(err, &bad), errors.Is(err, tocsin.ErrQuery):
		return http.StatusBadRequest
	}
	return http.StatusInternalServerError
}

// fail answers with an error: what happened, what was kept, what to do. What went wrong inside is logged, not shown.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, who Person, err error) {
	status := statusOf(err)
	body := failure{Status: status, Name: http.StatusText(status), Text: err.Error()}
	if status == http.StatusInternalServerError {
		s.Log.Error("answering a request", "path", r.URL.Path, "error", err)
		body.Text = "The server could not answer. Nothing was changed. The log of the program says why."
	}
	if isAPI(r) {
		failAPI(w, status, body.Text)
		return
	}
	if status == http.StatusUnauthorized && r.Method == http.MethodGet {
		http.Redirect(w, r, "/sign-in?to="+queryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		return
	}
	if e := s.render(w, r, status, "failure", frame{Title: body.Name, Person: who, Body: body}); e != nil {
		http.Error(w, body.Text, status)
	}
}

// A failure is what the page of an error says.
type failure struct {
	Status     int
	Name, Text string
}

package web

import (
	"net/http"

	"github.com/tocsin-org/tocsin"
)

// A route is an address, who may use it, and what answers.
type route struct {
	method, path string
	role         Role // the least that it takes
	handle       func(http.ResponseWriter, *http.Request) error
}

// routes is every way into the workbench.
func (s *Server) routes() []route {
	return []route{
		{"GET", "/static/", Anyone, s.files.serve},
		{"GET", "/sign-in", Anyone, s.signInPage},
		{"POST", "/sign-in", Anyone, s.signIn},
		{"POST", "/sign-out", Anyone, s.signOut},
		{"GET", "/people", Admin, s.people},
		{"GET", "/{$}", Reader, s.incidents},
		{"GET", "/map/marks", Reader, s.marks},
		{"GET", "/actors", Reader, s.actors},
		{"GET", "/actors/ties", Reader, s.ties},
		{"GET", "/actors/ties.json", Reader, s.tiesJSON},
		{"GET", "/actors/{name}", Reader, s.actor},
		{"GET", "/sources", Reader, s.sources},
		{"GET", "/reports", Reader, s.reports},
		{"GET", "/forecast", Reader, s.forecastPage},
		{"POST", "/forecast", Editor, s.issueForecast},
		{"GET", "/forecast/record", Reader, s.forecastRecord},
		{"GET", "/help", Reader, s.help},
		{"GET", "/", Reader, nowhere},
	}
}

// nowhere answers for addresses that nothing else answers for.
func nowhere(http.ResponseWriter, *http.Request) error { return tocsin.ErrNotFound }

func (s *Server) help(w http.ResponseWriter, r *http.Request) error {
	return s.show(w, r, "help", frame{Title: "Help", Nav: "help"})
}

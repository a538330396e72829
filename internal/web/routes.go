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
	return append(s.apiTable(), []route{
		{"GET", "/static/", Anyone, s.files.serve},
		{"GET", "/sign-in", Anyone, s.signInPage},
		{"POST", "/sign-in", Anyone, s.signIn},
		{"POST", "/sign-out", Anyone, s.signOut},
		{"GET", "/people", Admin, s.people},
		{"GET", "/{$}", Reader, s.incidents},
		{"GET", "/map/marks", Reader, s.marks},
		{"GET", "/incidents/{id}", Reader, s.incident},
		{"GET", "/actors", Reader, s.actors},
		{"GET", "/actors/ties", Reader, s.ties},
		{"GET", "/actors/ties.json", Reader, s.tiesJSON},
		{"GET", "/actors/{name}", Reader, s.actor},
		{"GET", "/sources", Reader, s.sources},
		{"GET", "/reports", Reader, s.reports},
		{"GET", "/reports/{id}", Reader, s.report},
		{"GET", "/reports/{id}/revisions", Reader, s.revisions},
		{"GET", "/reports/{id}/code", Coder, s.code},
		{"POST", "/reports/{id}/code", Coder, s.enterCode},
		{"GET", "/reports/{id}/codings", Coder, s.codings},
		{"GET", "/review", Reader, s.queue},
		{"GET", "/review/decisions", Reader, s.decisions},
		{"GET", "/review/agreement", Reader, s.agreement},
		{"POST", "/review/correct", Coder, s.correct},
		{"POST", "/review/reject", Coder, s.reject},
		{"POST", "/review/undo", Coder, s.undo},
		{"POST", "/review/accept", Editor, s.enter(tocsin.Accept)},
		{"POST", "/review/merge", Editor, s.enter(tocsin.Merge)},
		{"POST", "/review/split", Editor, s.enter(tocsin.Split)},
		{"POST", "/review/retract", Editor, s.enter(tocsin.Retract)},
		{"POST", "/review/restore", Editor, s.enter(tocsin.Restore)},
		{"POST", "/review/adjudicate", Editor, s.adjudicate},
		{"GET", "/forecast", Reader, s.forecastPage},
		{"POST", "/forecast", Editor, s.issueForecast},
		{"GET", "/forecast/record", Reader, s.forecastRecord},
		{"GET", "/help", Reader, s.help},
		{"GET", "/method", Reader, s.method},
		{"GET", "/", Reader, nowhere},
	}...)
}

// nowhere answers for addresses that nothing else answers for.
func nowhere(http.ResponseWriter, *http.Request) error { return tocsin.ErrNotFound }

func (s *Server) help(w http.ResponseWriter, r *http.Request) error {
	return s.show(w, r, "help", frame{Title: "Help", Nav: "help"})
}

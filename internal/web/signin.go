package web

import (
	"errors"
	"net/http"
	"strings"
)

// signInBody is what the page to sign in shows.
type signInBody struct {
	To    string // where to go then
	Name  string
	Error string
}

// signInPage shows the form.
func (s *Server) signInPage(w http.ResponseWriter, r *http.Request) error {
	to := localPath(r.URL.Query().Get("to"))
	who, err := s.who(r)
	if err != nil {
		return err
	}
	if who.Role > Anyone {
		http.Redirect(w, r, to, http.StatusSeeOther)
		return nil
	}
	return s.show(w, r, "sign-in", frame{Title: "Sign in", Body: signInBody{To: to}})
}

// signIn begins a session.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return badRequest("the form could not be read")
	}
	to := localPath(r.PostForm.Get("to"))
	if s.Gate == nil {
		http.Redirect(w, r, to, http.StatusSeeOther)
		return nil
	}
	name := clip(r.PostForm.Get("name"))
	token, err := s.Gate.SignIn(r.Context(), name, r.PostForm.Get("password"), s.addressOf(r))
	for _, known := range []error{ErrWrong, ErrTooMany, ErrBusy} {
		if errors.Is(err, known) {
			s.Log.Info("sign-in refused", "address", s.addressOf(r), "reason", known)
			return s.render(w, r, statusOf(known), "sign-in", frame{Title: "Sign in", Body: signInBody{To: to, Name: name, Error: sentence(known)}})
		}
	}
	if err != nil {
		return err
	}
	s.setSession(w, r, token)
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// sentence says an error to a person.
func sentence(err error) string {
	s := err.Error()
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// signOut ends the session.
func (s *Server) signOut(w http.ResponseWriter, r *http.Request) error {
	if c, err := r.Cookie(s.cookieName(r)); err == nil && s.Gate != nil {
		if err := s.Gate.SignOut(r.Context(), c.Value); err != nil {
			return err
		}
	}
	s.setSession(w, r, "")
	w.Header().Set("Clear-Site-Data", `"cache"`)
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// localPath returns a path of this host, "/" for anything that is none: an address that looks like ours and leads
// elsewhere would be a trap.
func localPath(to string) string {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	return to
}

// peopleBody is what the page of people shows.
type peopleBody struct {
	Users   []User
	SignIns []SignIn
}

// people shows who may sign in, and who did or tried to.
func (s *Server) people(w http.ResponseWriter, r *http.Request) error {
	var b peopleBody
	if s.Gate != nil {
		var err error
		if b.Users, err = s.Gate.Users(r.Context()); err != nil {
			return err
		}
		if b.SignIns, err = s.Gate.SignIns(r.Context(), 200); err != nil {
			return err
		}
	}
	return s.show(w, r, "people", frame{Title: "People", Nav: "people", Body: b})
}

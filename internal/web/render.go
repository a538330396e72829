package web

import (
	"bytes"
	"fmt"
	"html/template"
	"math"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// A page is a parsed template.
type page = *template.Template

// A frame is what the layout shows around a page.
type frame struct {
	Title  string
	Nav    string // which entry of the navigation is current
	Person Person
	Path   string // of the request, with its query
	Single bool   // single-user mode
	Demo   bool
	Body   any
}

// parsePages reads the templates: each folder below page/ with all parts.
func (s *Server) parsePages() (map[string]page, error) {
	parts, err := template.New("").Funcs(s.functions()).ParseFS(embedded, "part/*.html")
	if err != nil {
		return nil, fmt.Errorf("parsing the parts of pages: %w", err)
	}
	names, err := embedded.ReadDir("page")
	if err != nil {
		return nil, fmt.Errorf("reading the pages: %w", err)
	}
	pages := map[string]page{}
	for _, n := range names {
		t, err := parts.Clone()
		if err == nil {
			t, err = t.ParseFS(embedded, path.Join("page", n.Name(), "*.html"))
		}
		if err != nil {
			return nil, fmt.Errorf("parsing page %s: %w", n.Name(), err)
		}
		pages[n.Name()] = t
	}
	return pages, nil
}

// show renders a page.
func (s *Server) show(w http.ResponseWriter, r *http.Request, name string, f frame) error {
	f.Person = person(r)
	return s.render(w, r, http.StatusOK, name, f)
}

// render writes a page whole or not at all.
func (s *Server) render(w http.ResponseWriter, r *http.Request, status int, name string, f frame) error {
	t := s.pages[name]
	if t == nil {
		return fmt.Errorf("no page %q", name) // unreachable: a handler names its own folder
	}
	f.Path = r.URL.RequestURI()
	f.Single, f.Demo = s.Gate == nil, s.Config.Demo
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout", f); err != nil {
		return fmt.Errorf("rendering page %s: %w", name, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "private, no-cache")
	w.WriteHeader(status)
	_, err := w.Write(b.Bytes())
	return err
}

// functions are what templates may call. Whatever says who did something comes from wording.
func (s *Server) functions() template.FuncMap {
	return template.FuncMap{
		"static":         func(name string) string { return s.files.address(name) },
		"version":        func() string { return s.Version },
		"value":          func(v any) string { return wording.Value(fmt.Sprint(v)) },
		"when":           wording.When,
		"where":          wording.Where,
		"country":        wording.Country,
		"number":         wording.Number,
		"voice":          func(v tocsin.Voice) string { return wording.Voice(v) },
		"said":           func(x tocsin.Said) string { return spellDays(wording.Said(x)) },
		"statement":      wording.Statement,
		"tally":          wording.Tally,
		"tie":            wording.Tie,
		"designation":    wording.Designation,
		"assessment":     wording.Assessment,
		"responsibility": wording.Responsibility,
		"headline":       headline,
		"heading":        heading,
		"quoted":         quoted,
		"subject":        subject,
		"today":          func() string { return dateWords(tocsin.DateOf(s.Now().UTC())) },
		"grade":          func(s string) string { return gradeWords[s] },
		"reach":          reach,
		"hue":            func(v any) string { return hue(tocsin.VoiceType(fmt.Sprint(v))) },
		"letter":         func(v any) string { return letter(tocsin.VoiceType(fmt.Sprint(v))) },
		"sign":           sign,
		"plural":         plural,
		"graphic":        graphic,
		"day":            day,
		"escape":         url.PathEscape,
		"changed":        changed,
		"dict":           dict,
		"decision":       wording.Decision,
		"period":         wording.Period,
		"coder":          wording.Coder,
		"coefficient":    coefficient,
		"addone":         func(n int) int { return n + 1 },
		"year":           yearOf,
		"date":           dateWords,
		"date_value":     dateValue,
		"scale":          func(v, by float64) string { return fmt.Sprintf("%.1f", v*by) },
		"quantile":       quantileOf,
		"chance":         chanceOf,
		"number_of":      numberOf,
		"percent":        percent,
		"signed":         func(v float64) string { return fmt.Sprintf("%+.0f %%", 100*v) },
	}
}

func queryEscape(s string) string { return url.QueryEscape(s) }

// headline says an incident in R3's wording: what, where, when, and never who.
func headline(kind tocsin.Kind, stage tocsin.Stage, where tocsin.Where, when tocsin.When) string {
	return heading(kind, stage, where) + ", " + day(when)
}

// quoted is an actor as its accusers name it: a label is theirs and stands in quotes.
func quoted(actor string) string {
	if strings.Contains(strings.ToLower(actor), "terror") {
		return "“" + actor + "”"
	}
	return actor
}

// heading is a headline without its day, for where that stands beside it.
func heading(kind tocsin.Kind, stage tocsin.Stage, where tocsin.Where) string {
	k := wording.Value(kind)
	if stage != tocsin.Accomplished && stage != "" {
		k += " (" + wording.Value(stage) + ")"
	}
	return strings.ToUpper(k[:min(1, len(k))]) + k[min(1, len(k)):] + ", " + place(where)
}

// place says a place briefly, for headlines: without its precision, and without the district of a town.
func place(w tocsin.Where) string {
	if w.Settlement != "" && w.Adm1 != "" {
		w.Adm2 = ""
	}
	said := wording.Where(w)
	if i := strings.LastIndex(said, " ("); i > 0 {
		said = said[:i]
	}
	if w.Precision == tocsin.PlaceNear {
		return "near " + said
	}
	return said
}

// day says days as briefly as a list needs: 29 Mar 2016, Mar 2016, or a span.
func day(w tocsin.When) string {
	switch {
	case w.Start.IsZero():
		return "day unknown"
	case w.Start == w.End:
		return w.Start.Time().Format("2 Jan 2006")
	case w.Precision == tocsin.DateMonth:
		return w.Start.Time().Format("Jan 2006")
	case w.Precision == tocsin.DateYear:
		return w.Start.Time().Format("2006")
	}
	return w.Start.Time().Format("2 Jan") + " – " + w.End.Time().Format("2 Jan 2006")
}

// reach says a number of people with its bounds; unknown is a word, never 0.
func reach(r *tocsin.Range) string {
	switch {
	case r == nil:
		return "unknown"
	case r.Best == nil, r.High != nil && *r.High == r.Low:
		return wording.Number(r.Low, r.High)
	}
	return fmt.Sprintf("%d (%s)", *r.Best, wording.Number(r.Low, r.High))
}

// hue names the voice's colour: the same everywhere.
func hue(v tocsin.VoiceType) string {
	switch v {
	case tocsin.VoiceWitness, tocsin.VoiceVictim:
		return "witness"
	case tocsin.VoiceMedia, tocsin.VoiceReport, tocsin.VoiceOther, "":
		return "report"
	}
	return string(v)
}

// letter is the voice's letter, so that no one needs to see its colour.
func letter(v tocsin.VoiceType) string {
	return map[string]string{"perpetrator": "P", "authority": "A", "witness": "W", "expert": "E", "monitor": "M", "report": "R", "rival": "X"}[hue(v)]
}

// sign is the sign of a stance. Its word always stands beside it.
func sign(s tocsin.Stance) string {
	return map[tocsin.Stance]string{
		tocsin.StanceClaim: "▲", tocsin.StanceAttribution: "●", tocsin.StanceDenial: "▽", tocsin.StanceDoubt: "?",
		tocsin.StanceNoClaim: "○", tocsin.StancePraise: "◇", tocsin.StanceRetraction: "⊘",
	}[s]
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// changed returns an address with some of its query's values changed: pairs of name and value, "" takes a name out.
// Whatever is changed, the answer starts at its first page.
func changed(address string, pairs ...any) (template.URL, error) {
	u, err := url.Parse(address)
	if err != nil || len(pairs)%2 != 0 {
		return "", fmt.Errorf("an address with changes: %q, %d values", address, len(pairs))
	}
	q := u.Query()
	q.Del("cursor")
	for i := 0; i < len(pairs); i += 2 {
		if v := fmt.Sprint(pairs[i+1]); v == "" {
			q.Del(fmt.Sprint(pairs[i]))
		} else {
			q.Set(fmt.Sprint(pairs[i]), v)
		}
	}
	path := u.EscapedPath()
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") {
		path = "/"
	}
	if e := q.Encode(); e != "" {
		path += "?" + e
	}
	return template.URL(path), nil // a path of this host with an encoded query
}

// dict lets a template hand several values to a part.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict: %d values", len(pairs))
	}
	m := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		m[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return m, nil
}

// coefficient writes a coefficient of agreement; what is not defined is a dash.
func coefficient(x *float64) string {
	if x == nil {
		return "–"
	}
	return fmt.Sprintf("%.2f", *x)
}

// numberOf writes a count.
func numberOf(v any) string {
	switch v := v.(type) {
	case *float64:
		if v != nil {
			return fmt.Sprintf("%.0f", *v)
		}
	case float64:
		if !math.IsNaN(v) {
			return fmt.Sprintf("%.0f", v)
		}
	}
	return "unknown"
}

// chanceOf returns the probability of a count of at least so many, NaN if the forecast does not give it.
func chanceOf(p tocsin.ForecastPeriod, least int) float64 {
	for _, c := range p.Chances {
		if c.AtLeast == float64(least) {
			return c.Probability
		}
	}
	return math.NaN()
}

// percent writes a probability. A thousand draws do not tell 0 from very unlikely.
func percent(v float64) string {
	switch {
	case math.IsNaN(v):
		return "unknown"
	case v < .005:
		return "<1 %"
	case v > .995:
		return ">99 %"
	}
	return fmt.Sprintf("%.0f %%", 100*v)
}

// dateWords says a day; "" if it is not known.
func dateWords(d tocsin.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format("2 Jan 2006")
}

// spellDays writes the days of a text as pages do: wording has them as files do.
func spellDays(s string) string {
	const form = "2006-01-02"
	for i := 0; i+len(form) <= len(s); i++ {
		if s[i+4] != '-' || s[i+7] != '-' {
			continue
		}
		if d, err := tocsin.ParseDate(s[i : i+len(form)]); err == nil && !d.IsZero() {
			s = s[:i] + dateWords(d) + s[i+len(form):]
		}
	}
	return s
}

// dateValue is a day as a form's field has it.
func dateValue(d tocsin.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

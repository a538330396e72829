package web

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

// An incidentTeller tells one incident in full.
type incidentTeller interface {
	// Incident returns the incident that an id of any of its accounts names, concluded from what was known on a day (all
	// there is if it is zero), with figures chosen by a rule ("" for the program's own). It is tocsin.ErrNotFound if there
	// is none, or nothing was known of it by then, and tocsin.ErrQuery for a rule that there is not.
	Incident(ctx context.Context, id string, asOf tocsin.Date, rule string) (*tocsin.Incident, error)
	// History returns what was known of it on each day on which a report told something of it, the first first.
	History(ctx context.Context, id, rule string) ([]Known, error)
	// Records returns the records of some reports that count, by report; a report without one is left out.
	Records(ctx context.Context, reports []string) (map[string]*tocsin.Record, error)
}

// A Known is an incident as it was known on a day.
type Known struct {
	Day      tocsin.Date      `json:"day"`
	Incident *tocsin.Incident `json:"incident"`
}

// incidentBody is what the page of an incident shows.
type incidentBody struct {
	*tocsin.Incident
	Path     string
	AsOf     tocsin.Date // zero for today
	Unknown  bool        // nothing was known by AsOf
	Days     []knownDay
	Rule     string
	Rules    []figureRule
	Saids    []tocsin.Said // of each stance and actor the first
	Values   []fused
	Charts   []chart
	Accounts []linkedRow
	Origins  int
	Decided  []decisionRow
	Around   string // the map around it, "" if it has no point
}

// A knownDay is a day on which something became known of an incident.
type knownDay struct {
	Day                 tocsin.Date
	Reports, Statements int
	After               int  // days since the first
	Shown               bool // known by the day that the page is as of
}

// A figureRule is a rule for the one number to give.
type figureRule struct{ Name, Words string }

var figureRules = []figureRule{
	{"tocsin", "the last word of an authority if no other report is as late, else the likeliest number, mostly the one most reports begin with"},
	{"ucdp", "the likeliest number of all reliable voices; of equals the lower"},
	{"gtd", "the most recent number; of several equally recent the majority's"},
	{"acled", "the most conservative number"},
}

// A note points to an account, as a number in a text points to a foot.
type note struct {
	N      int
	Href   string
	Outlet string
	Words  string // that the value rests on
}

// A fused is one field of an incident: the value concluded, and every value that an account gives, with who gives it.
type fused struct {
	Name   string
	Values []fusedValue
}

type fusedValue struct {
	Text   string
	Chosen bool
	Notes  []note
}

// A linkedRow is an account in the table of accounts.
type linkedRow struct {
	tocsin.LinkedAccount
	Note note
	ToN  int // number of the account that Why speaks of
}

// incident shows one incident.
func (s *Server) incident(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	asOf, err := dateOf(v, "asof")
	if err != nil {
		return err
	}
	rule := clip(v.Get("rule"))
	full, err := s.Teller.Incident(r.Context(), r.PathValue("id"), tocsin.Date{}, rule)
	if err != nil {
		return err
	}
	b := incidentBody{Incident: full, Path: r.URL.RequestURI(), AsOf: asOf, Days: knownDays(full), Rule: cmp.Or(rule, figureRules[0].Name), Rules: figureRules}
	if v.Has("after") {
		// The slider without scripts counts the days since the first on which anything was known.
		n, err := strconv.Atoi(v.Get("after"))
		if err != nil {
			return badRequest("after: want a number of days")
		}
		b.AsOf = tocsin.Date{}
		if n >= 0 && n < b.Span() {
			b.AsOf = b.Days[0].Day.Add(n)
		}
		http.Redirect(w, r, b.Of(b.AsOf), http.StatusSeeOther)
		return nil
	}
	if !asOf.IsZero() {
		inc, err := s.Teller.Incident(r.Context(), full.ID, asOf, rule)
		switch {
		case errors.Is(err, tocsin.ErrNotFound):
			b.Unknown = true
		case err != nil:
			return err
		default:
			b.Incident = inc
		}
	}
	for i := range b.Days {
		b.Days[i].Shown = asOf.IsZero() || !asOf.Before(b.Days[i].Day)
	}
	records, err := s.Teller.Records(r.Context(), reportsOf(b.Incident))
	if err != nil {
		return err
	}
	b.Accounts = linkedRows(b.Incident)
	b.Values = fusedValues(b.Incident, b.Accounts, records)
	b.Charts = charts(b.Incident, b.Accounts, records)
	b.Saids = firstSaid(b.Statements)
	b.Origins = origins(b.Incident)
	b.Around = around(b.Where)
	if b.Decided, err = s.rowsOf(r.Context(), b.Decisions, person(r)); err != nil {
		return err
	}
	return s.show(w, r, "incident", frame{Title: headline(b.Kind, b.Stage, b.Where, b.When), Nav: "incidents", Body: b})
}

func incidentAddress(id string, v url.Values) string {
	return strings.TrimSuffix("/incidents/"+url.PathEscape(id)+"?"+v.Encode(), "?")
}

// NoDay is the day of a page that shows all that is known.
func (incidentBody) NoDay() tocsin.Date { return tocsin.Date{} }

// Span is the number of days from the first on which anything became known to the last.
func (b incidentBody) Span() int {
	if len(b.Days) == 0 {
		return 0
	}
	return b.Days[len(b.Days)-1].After
}

// After is where the slider stands.
func (b incidentBody) After() int {
	if b.AsOf.IsZero() || len(b.Days) == 0 {
		return b.Span()
	}
	return min(max(0, b.AsOf.Sub(b.Days[0].Day)), b.Span())
}

// Of returns the address of the page as of a day, today if it is zero.
func (b incidentBody) Of(d tocsin.Date) string {
	v := url.Values{}
	if !d.IsZero() {
		v.Set("asof", d.String())
	}
	if b.Rule != figureRules[0].Name {
		v.Set("rule", b.Rule)
	}
	return incidentAddress(b.ID, v)
}

// By returns the address of the page with figures by a rule.
func (b incidentBody) By(rule string) string {
	b.Rule = rule
	return b.Of(b.AsOf)
}

// Note returns the mark of an account.
func (b incidentBody) Note(ref tocsin.AccountRef) note { return noteOf(b.Accounts, ref, "") }

// knownDays lists the days of reports and of statements, from the first.
func knownDays(inc *tocsin.Incident) []knownDay {
	days := map[tocsin.Date]*knownDay{}
	at := func(d tocsin.Date) *knownDay {
		if days[d] == nil {
			days[d] = &knownDay{Day: d}
		}
		return days[d]
	}
	for _, a := range inc.Accounts {
		if !a.Published.IsZero() {
			at(a.Published).Reports++
		}
	}
	// A statement becomes known with its report, whatever the day it was made on.
	for _, st := range inc.Statements {
		i := slices.IndexFunc(inc.Accounts, func(a tocsin.LinkedAccount) bool { return a.AccountRef == st.AccountRef })
		if i >= 0 && !inc.Accounts[i].Published.IsZero() {
			at(inc.Accounts[i].Published).Statements++
		}
	}
	var out []knownDay
	for _, d := range slices.SortedFunc(maps.Keys(days), func(a, b tocsin.Date) int { return a.Sub(b) }) {
		out = append(out, *days[d])
	}
	for i := range out {
		out[i].After = out[i].Day.Sub(out[0].Day)
	}
	return out
}

func reportsOf(inc *tocsin.Incident) []string {
	var ids []string
	for _, a := range inc.Accounts {
		if !slices.Contains(ids, a.Report) {
			ids = append(ids, a.Report)
		}
	}
	return ids
}

func origins(inc *tocsin.Incident) int {
	seen := map[string]bool{}
	for _, a := range inc.Accounts {
		seen[a.Origin] = true
	}
	return len(seen)
}

// linkedRows numbers the accounts.
func linkedRows(inc *tocsin.Incident) []linkedRow {
	number := map[string]int{}
	for i, a := range inc.Accounts {
		number[a.String()] = i + 1
	}
	out := make([]linkedRow, 0, len(inc.Accounts))
	for i, a := range inc.Accounts {
		n := note{N: i + 1, Href: "/reports/" + url.PathEscape(a.Report) + "#account-" + url.PathEscape(a.Account), Outlet: cmp.Or(a.Outlet, "outlet unknown")}
		out = append(out, linkedRow{LinkedAccount: a, Note: n, ToN: number[a.To]})
	}
	return out
}

// noteOf returns the mark of an account, with the words that a value of it rests on.
func noteOf(rows []linkedRow, ref tocsin.AccountRef, words string) note {
	for _, row := range rows {
		if row.AccountRef == ref {
			n := row.Note
			n.Words = words
			return n
		}
	}
	return note{}
}

// fusedValues sets what is concluded beside what each account says, in the order of the codebook.
func fusedValues(inc *tocsin.Incident, rows []linkedRow, records map[string]*tocsin.Record) []fused {
	type given struct {
		text     string
		evidence []tocsin.Evidence
	}
	one := func(text string, evidence []tocsin.Evidence) []given { return []given{{text, evidence}} }
	act := func(k tocsin.Kind, st tocsin.Stage) string {
		if st == tocsin.Accomplished || st == "" {
			return wording.Value(k)
		}
		return wording.Value(k) + ", " + wording.Value(st)
	}
	weapons, targets := wordsOf(inc.Weapons), wordsOf(inc.Targets)
	fields := []struct {
		name   string
		chosen []string
		of     func(*tocsin.Account) []given
	}{
		{"act", []string{act(inc.Kind, inc.Stage)}, func(a *tocsin.Account) []given { return one(act(a.Kind, a.Stage), a.Evidence) }},
		{"suicide", []string{wording.Value(inc.Suicide)}, func(a *tocsin.Account) []given { return one(wording.Value(a.Suicide), a.Evidence) }},
		{"when", []string{wording.When(inc.When)}, func(a *tocsin.Account) []given { return one(wording.When(a.When), a.When.Evidence) }},
		{"where", []string{wording.Where(inc.Where)}, func(a *tocsin.Account) []given { return one(wording.Where(a.Where), a.Where.Evidence) }},
		{"weapon", weapons, func(a *tocsin.Account) (out []given) {
			for _, w := range a.Weapons {
				out = append(out, given{wording.Value(w.Class), w.Evidence})
			}
			return out
		}},
		{"target", targets, func(a *tocsin.Account) (out []given) {
			for _, t := range a.Targets {
				out = append(out, given{wording.Value(t.Class), t.Evidence})
			}
			return out
		}},
		{"damage", nil, func(a *tocsin.Account) (out []given) {
			for _, d := range a.Damage {
				out = append(out, given{d.Text + " (" + wording.Value(d.Level) + ")", d.Evidence})
			}
			return out
		}},
	}
	var out []fused
	for _, f := range fields {
		if f.name == "suicide" && inc.Suicide == tocsin.SuicideNo {
			continue // nobody says so
		}
		v := fused{Name: f.name}
		find := func(text string) *fusedValue {
			i := slices.IndexFunc(v.Values, func(x fusedValue) bool { return x.Text == text })
			if i < 0 {
				v.Values = append(v.Values, fusedValue{Text: text, Chosen: slices.Contains(f.chosen, text)})
				i = len(v.Values) - 1
			}
			return &v.Values[i]
		}
		for _, c := range f.chosen {
			find(c)
		}
		for _, row := range rows {
			a := accountIn(records, row.AccountRef)
			if a == nil {
				continue
			}
			for _, g := range f.of(a) {
				x := find(g.text)
				if n := noteOf(rows, row.AccountRef, quotes(g.evidence)); len(x.Notes) == 0 || x.Notes[len(x.Notes)-1].N != n.N {
					x.Notes = append(x.Notes, n)
				}
			}
		}
		// What is concluded stands first, then what most accounts say.
		slices.SortStableFunc(v.Values, func(a, b fusedValue) int {
			if a.Chosen != b.Chosen {
				return map[bool]int{true: -1, false: 1}[a.Chosen]
			}
			return len(b.Notes) - len(a.Notes)
		})
		if f.name != "damage" || len(v.Values) > 0 {
			out = append(out, v)
		}
	}
	return out
}

func wordsOf[T ~string](values []T) []string {
	var out []string
	for _, v := range values {
		out = append(out, wording.Value(v))
	}
	return out
}

func accountIn(records map[string]*tocsin.Record, ref tocsin.AccountRef) *tocsin.Account {
	rec := records[ref.Report]
	if rec == nil {
		return nil
	}
	for i := range rec.Accounts {
		if rec.Accounts[i].ID == ref.Account {
			return &rec.Accounts[i]
		}
	}
	return nil
}

// quotes joins the words of evidence.
func quotes(evidence []tocsin.Evidence) string {
	var parts []string
	for _, e := range evidence {
		if e.Quote != "" && !slices.Contains(parts, e.Quote) {
			parts = append(parts, e.Quote)
		}
	}
	return strings.Join(parts, " … ")
}

// firstSaid returns of each stance and actor the first statement.
func firstSaid(all []tocsin.Said) []tocsin.Said {
	var out []tocsin.Said
	for _, s := range all {
		same := func(o tocsin.Said) bool { return o.Stance == s.Stance && strings.EqualFold(o.Actor, s.Actor) }
		if !slices.ContainsFunc(out, same) {
			out = append(out, s)
		}
	}
	return out
}

// around is the address of the map around a place: about 60 km to each side.
func around(w tocsin.Where) string {
	if w.Lat == nil || w.Lon == nil {
		return ""
	}
	const half = .6
	side := func(v, least, most float64) float64 { return min(max(math.Round(v*1000)/1000, least), most) }
	q := tocsin.Query{Box: &tocsin.Box{West: side(*w.Lon-half, -180, 180), South: side(*w.Lat-half, -90, 90), East: side(*w.Lon+half, -180, 180), North: side(*w.Lat+half, -90, 90)}}
	return "/?" + Encode(q).Encode()
}

// A chart is what the voices say of one number, as bars on one scale.
type chart struct {
	tocsin.Tally
	Title   string
	Rows    []chartRow
	Best    float64 // where the best number stands, 0 to 100; below 0 if there is none
	Most    int     // the number at the end of the scale
	Silent  []note  // accounts that give no number
	Unasked bool    // no account gives a number
}

// A chartRow is one voice's number.
type chartRow struct {
	tocsin.TallyVoice
	X, W float64 // bar from the low to the high number
	Fade []fade  // instead of a bar: it is open above
	Note note
	Why  string // why it does not count, "" if it does
}

// charts lays out the figures. Killed and injured are always there: unknown is a word.
func charts(inc *tocsin.Incident, rows []linkedRow, records map[string]*tocsin.Record) []chart {
	tallies := slices.Clone(inc.Figures)
	for _, e := range []tocsin.Effect{tocsin.Killed, tocsin.Injured} {
		if !slices.ContainsFunc(tallies, func(t tocsin.Tally) bool { return t.Effect == e && t.Group == tocsin.GroupAll }) {
			tallies = append(tallies, tocsin.Tally{Effect: e, Group: tocsin.GroupAll})
		}
	}
	slices.SortStableFunc(tallies, func(a, b tocsin.Tally) int {
		return cmp.Or(slices.Index(tocsin.Effects, a.Effect)-slices.Index(tocsin.Effects, b.Effect), slices.Index(tocsin.Groups, a.Group)-slices.Index(tocsin.Groups, b.Group))
	})
	var out []chart
	for _, t := range tallies {
		c := chart{Tally: t, Title: wording.Value(t.Effect), Best: -1, Unasked: len(t.Voices) == 0}
		if t.Group != tocsin.GroupAll {
			c.Title += ", " + wording.Value(t.Group)
		}
		for _, v := range t.Voices {
			c.Most = max(c.Most, v.Low)
			if v.High != nil {
				c.Most = max(c.Most, *v.High)
			} else {
				c.Most = max(c.Most, v.Low+max(1, v.Low/2)) // room for the bar to fade out
			}
		}
		c.Most = max(1, c.Most)
		at := func(n int) float64 { return 95 * float64(n) / float64(c.Most) } // the greatest number is not lost in the edge
		if t.Best != nil {
			c.Best = at(*t.Best)
		}
		speaks := map[string]bool{}
		voices := slices.Clone(t.Voices)
		slices.SortStableFunc(voices, func(a, b tocsin.TallyVoice) int { return a.Published.Sub(b.Published) })
		for _, v := range voices {
			row := chartRow{TallyVoice: v, X: at(v.Low), W: 2.4, Why: statusWords[v.Status]}
			switch {
			case v.High == nil:
				row.Fade = fading(row.X)
			case *v.High > v.Low:
				row.W = at(*v.High) - row.X
			default:
				row.X = min(max(0, row.X-1.2), 97.6)
			}
			row.Note = noteOf(rows, v.AccountRef, figureWords(accountIn(records, v.AccountRef), t, v))
			speaks[v.String()] = true
			c.Rows = append(c.Rows, row)
		}
		if t.Group == tocsin.GroupAll {
			for _, r := range rows {
				if !speaks[r.String()] {
					c.Silent = append(c.Silent, r.Note)
				}
			}
		}
		out = append(out, c)
	}
	return out
}

// A fade is a piece of a bar that fades out.
type fade struct{ X, W, Opacity float64 }

// fading is a bar from x to the end of the scale and beyond.
func fading(x float64) []fade {
	const pieces = 24
	var out []fade
	for i := range pieces {
		w := (100 - x) / pieces
		out = append(out, fade{x + float64(i)*w, w, 1 - float64(i)/pieces})
	}
	return out
}

// gradeWords say what the letters and numbers of the Admiralty code mean.
var gradeWords = map[string]string{
	"A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable", "E": "unreliable", "F": "reliability cannot be judged",
	"1": "confirmed by other sources", "2": "probably true", "3": "possibly true", "4": "doubtful", "5": "improbable", "6": "truth cannot be judged",
}

// subject says what a dispute is about: "figures.killed.all" is killed.
func subject(path string) string {
	path = strings.TrimSuffix(strings.TrimPrefix(path, "figures."), ".all")
	return wording.Value(strings.ReplaceAll(path, ".", ", "))
}

// statusWords say why a number is shown and not counted.
var statusWords = map[tocsin.TallyStatus]string{
	tocsin.TallyRepeated:    "said before by the same origin",
	tocsin.TallySuperseded:  "superseded by the same origin",
	tocsin.TallyPerpetrator: "the perpetrator's own number, not counted",
	tocsin.TallySetAside:    "one unnamed voice far from all others, not counted",
}

// figureWords finds the words that a voice's number rests on.
func figureWords(a *tocsin.Account, t tocsin.Tally, v tocsin.TallyVoice) string {
	if a == nil {
		return ""
	}
	for _, f := range a.Casualties {
		if f.Same(tocsin.Figure{Effect: t.Effect, Group: t.Group, Low: v.Low, High: v.High}) {
			return quotes(f.Evidence)
		}
	}
	return ""
}

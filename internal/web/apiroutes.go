package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/tocsin-org/tocsin"
)

// operations is the whole API.
func (s *Server) operations() []operation {
	ops := []operation{
		op(s, opOf("GET", "/v1/incidents", "incidents", "List incidents", "Summaries by page: ask again with next as cursor until it is empty."), Reader, s.apiIncidents),
		op(s, opOf("GET", "/v1/incidents/{id}", "incidents", "One incident in full", "By its id or that of any of its accounts: fused values with each voice behind them, statements in the order in which they became known, accounts and why they were tied, disputes, decisions."), Reader, s.apiIncident),
		op(s, opOf("GET", "/v1/incidents/{id}/history", "incidents", "What was known of an incident day by day", "What is known later never overwrites it."), Reader, s.apiHistory),
		op(s, opOf("GET", "/v1/incidents/{id}/accounts", "incidents", "What each report says of an incident", "The accounts as coded and corrected, every value with the words it rests on."), Reader, s.apiAccounts),
		op(s, opOf("GET", "/v1/facets", "incidents", "By what incidents can be narrowed", "Values with how many incidents have them, each list without the question's own choice in it."), Reader, s.apiFacets),
		op(s, opOf("GET", "/v1/marks", "incidents", "What a map draws", "Points and clusters for a zoom, areas for what is known no more exactly, and how many have no place finer than a country."), Reader, s.apiMarks),
		op(s, opOf("GET", "/v1/timeline", "incidents", "Incidents by period", ""), Reader, s.apiTimeline),
		op(s, opOf("GET", "/v1/reports", "reports", "List reports", ""), Reader, s.apiReports),
		op(s, opOf("GET", "/v1/queue", "reports", "Reports to look at first", "What is not reviewed, that with most doubt times weight first."), Reader, s.apiQueue),
		op(s, opOf("GET", "/v1/reports/{id}", "reports", "One report with its text and record", "The record that counts has corrections laid on it; evidence is byte offsets into text."), Reader, s.apiReport),
		op(s, opOf("GET", "/v1/outlets", "reports", "Outlets and what they have brought", ""), Reader, s.apiOutlets),
		op(s, opOf("GET", "/v1/actors", "actors", "List actors", ""), Reader, s.apiActors),
		op(s, opOf("GET", "/v1/actors/{name}", "actors", "What is known of an actor on a day", "For comparison: likeness is no evidence of who did something."), Reader, s.apiActor),
		op(s, opOf("GET", "/v1/ties", "actors", "Ties between actors in force on a day", ""), Reader, s.apiTies),
		op(s, opOf("GET", "/v1/areas", "forecasts", "Areas that have counts", ""), Reader, s.apiAreas),
		op(s, opOf("GET", "/v1/trend", "forecasts", "The past of an area: counts, change points, warnings", ""), Reader, s.apiTrend),
		op(s, opOf("GET", "/v1/forecast", "forecasts", "An area's counts carried forward", "Never finer than a first-order unit or a week; not for targeting."), Reader, s.apiForecast),
		op(s, opOf("POST", "/v1/forecast", "forecasts", "Issue a forecast", "Enters what /v1/forecast shows into the ledger; it is scored when its periods close, and stands in the record whatever becomes of it."), Editor, s.apiIssue),
		op(s, opOf("GET", "/v1/forecast/record", "forecasts", "How forecasts and predictions have done", ""), Reader, s.apiRecord),
		op(s, opOf("GET", "/v1/decisions", "decisions", "The latest decisions", "Those taken back say by which."), Reader, s.apiDecisions),
		op(s, opOf("POST", "/v1/decisions", "decisions", "Decide", "A coder corrects values and takes back own decisions; an editor also merges, splits, accepts, retracts, restores, adjudicates, joins names and parts them, enters who stands on which list, and takes back what others decided."), Coder, s.apiDecide),
		op(s, opOf("GET", "/v1/me", "people", "Who I am here", ""), Reader, s.apiMe),
	}
	return append(ops, s.exports()...)
}

// opOf describes an operation.
func opOf(method, path, tag, summary, more string) huma.Operation {
	return huma.Operation{Method: method, Path: path, Tags: []string{tag}, Summary: summary, Description: more, OperationID: operationID(method, path)}
}

// IncidentQuestion are the parameters of ParseQuery, for the description: it reads them. (huma passes over what is
// embedded and not exported.)
type IncidentQuestion struct {
	Q       string `query:"q" doc:"Words of the reports, places and actors, all of which must occur." example:"market"`
	Place   string `query:"place" doc:"Words of a place's name: town, district, province or country."`
	Country string `query:"country" doc:"ISO 3166-1 alpha-2." example:"RU"`
	Adm1    string `query:"adm1" doc:"First-order unit, exactly, with country."`
	Box     string `query:"bbox" doc:"west,south,east,north in degrees; west may be greater than east." example:"45,41,49,44"`
	From    string `query:"from" doc:"Ended on this day or later." example:"2016-03-01"`
	To      string `query:"to" doc:"Began on this day or earlier."`
	Kind    string `query:"kind" doc:"Kinds of the codebook, repeated or with commas." example:"bombing,kidnapping"`
	Weapon  string `query:"weapon" doc:"One of its weapons is of this class of the codebook." example:"vehicle_bomb"`
	Target  string `query:"target" doc:"One of its targets is of this class of the codebook." example:"police"`
	Actor   string `query:"actor" doc:"Somebody says this actor did it, or it says so."`
	Claim   string `query:"claim" enum:"contested,claimed,attributed,unclaimed,nothing" doc:"What has been said about who did it."`
	Review  string `query:"review" enum:"machine,accepted,changed" doc:"What people have made of it."`
	Outlet  string `query:"outlet" doc:"One of its reports is by this outlet."`
	Killed  string `query:"killed" doc:"At least so many killed, by the best number."`
}

// PageQuestion are the parameters of a page of incidents.
type PageQuestion struct {
	Sort   string `query:"sort" enum:"when,killed,reports,known" doc:"By what they are ordered: when if nothing is said."`
	Order  string `query:"order" enum:"asc,desc" doc:"desc if nothing is said."`
	Cursor string `query:"cursor" doc:"next of the page before."`
	Limit  string `query:"limit" doc:"Items on a page, 1 to 500; 50 if nothing is said."`
}

func (s *Server) apiIncidents(ctx context.Context, _ *struct {
	IncidentQuestion
	PageQuestion
}) (tocsin.Page[tocsin.Summary], error) {
	q, err := ParseQuery(valuesOf(ctx))
	if err != nil {
		return tocsin.Page[tocsin.Summary]{}, err
	}
	return s.Incidents.Incidents(ctx, q)
}

// byID names one of many.
type byID struct {
	ID string `path:"id" doc:"An id as lists give it, with its special characters escaped."`
}

func (s *Server) apiIncident(ctx context.Context, in *struct {
	ID   string `path:"id" doc:"An id as lists give it, with its special characters escaped."`
	AsOf string `query:"asof" doc:"As it was known on this day: only reports published by then count." example:"2016-03-31"`
	Rule string `query:"rule" enum:"tocsin,ucdp,gtd,acled" doc:"By which one number is chosen where voices differ; tocsin if nothing is said."`
}) (*tocsin.Incident, error) {
	asOf, err := dateOf(valuesOf(ctx), "asof")
	if err != nil {
		return nil, err
	}
	return s.Teller.Incident(ctx, in.ID, asOf, in.Rule)
}

func (s *Server) apiHistory(ctx context.Context, in *struct {
	ID   string `path:"id" doc:"An id as lists give it, with its special characters escaped."`
	Rule string `query:"rule" enum:"tocsin,ucdp,gtd,acled" doc:"By which one number is chosen where voices differ; tocsin if nothing is said."`
}) (tocsin.List[Known], error) {
	return s.Teller.History(ctx, in.ID, in.Rule)
}

// A ToldAccount is what one report says of an incident.
type ToldAccount struct {
	Report    string          `json:"report"`
	Outlet    string          `json:"outlet"`
	Title     string          `json:"title"`
	URL       string          `json:"url"`
	Published tocsin.Date     `json:"published"`
	Coder     string          `json:"coder"` // who coded the record that counts
	Account   *tocsin.Account `json:"account"`
}

func (s *Server) apiAccounts(ctx context.Context, in *byID) (tocsin.List[ToldAccount], error) {
	inc, err := s.Teller.Incident(ctx, in.ID, tocsin.Date{}, "")
	if err != nil {
		return nil, err
	}
	var reports []string
	for _, a := range inc.Accounts {
		reports = append(reports, a.Report)
	}
	records, err := s.Teller.Records(ctx, reports)
	if err != nil {
		return nil, err
	}
	var out tocsin.List[ToldAccount]
	for _, a := range inc.Accounts {
		told := ToldAccount{Report: a.Report, Outlet: a.Outlet, Title: a.Title, URL: a.URL, Published: a.Published, Coder: a.Coder}
		if rec := records[a.Report]; rec != nil {
			told.Account = rec.Account(a.Account)
		}
		out = append(out, told)
	}
	return out, nil
}

func (s *Server) apiFacets(ctx context.Context, _ *struct{ IncidentQuestion }) (tocsin.Facets, error) {
	q, err := ParseQuery(valuesOf(ctx))
	if err != nil {
		return tocsin.Facets{}, err
	}
	return s.Incidents.Facets(ctx, q)
}

func (s *Server) apiMarks(ctx context.Context, _ *struct {
	IncidentQuestion
	Zoom string `query:"zoom" doc:"The map's zoom level, 0 to 24; 24 gives every point." example:"5"`
}) (tocsin.Marks, error) {
	v := valuesOf(ctx)
	q, err := ParseQuery(v)
	if err != nil {
		return tocsin.Marks{}, err
	}
	zoom := 24.0
	if z := v.Get("zoom"); z != "" {
		if zoom, err = strconv.ParseFloat(z, 64); err != nil || !(zoom >= 0 && zoom <= 24) {
			return tocsin.Marks{}, badRequest("zoom: want a number from 0 to 24")
		}
	}
	return s.Incidents.Marks(ctx, q, zoom)
}

func (s *Server) apiTimeline(ctx context.Context, in *struct {
	IncidentQuestion
	Unit string `query:"unit" enum:"day,week,month,year" default:"month"`
}) (tocsin.List[tocsin.Bin], error) {
	q, err := ParseQuery(valuesOf(ctx))
	if err != nil {
		return nil, err
	}
	return s.Incidents.Timeline(ctx, q, in.Unit)
}

// reportQuestion asks for reports.
type reportQuestion struct {
	Q      string `query:"q" doc:"Words of the report."`
	Outlet string `query:"outlet"`
	From   string `query:"from" doc:"Published on this day or later." example:"2016-03-01"`
	To     string `query:"to" doc:"Published on this day or earlier."`
	Cursor string `query:"cursor" doc:"next of the page before."`
	Limit  string `query:"limit" doc:"Items on a page, 1 to 500; 50 if nothing is said."`
}

// reportQuery reads reportQuestion.
func reportQuery(v url.Values) (tocsin.ReportQuery, error) {
	q := tocsin.ReportQuery{Text: clip(v.Get("q")), Outlet: clip(v.Get("outlet")), Cursor: v.Get("cursor")}
	var err error
	if q.From, err = dateOf(v, "from"); err != nil {
		return q, err
	}
	if q.To, err = dateOf(v, "to"); err != nil {
		return q, err
	}
	q.Limit, err = countOf(v, "limit", maxLimit)
	return q, err
}

func (s *Server) apiReports(ctx context.Context, _ *reportQuestion) (tocsin.Page[tocsin.ReportSummary], error) {
	q, err := reportQuery(valuesOf(ctx))
	if err != nil {
		return tocsin.Page[tocsin.ReportSummary]{}, err
	}
	return s.Sources.Reports(ctx, q)
}

func (s *Server) apiQueue(ctx context.Context, _ *reportQuestion) (tocsin.Page[tocsin.ReportSummary], error) {
	q, err := reportQuery(valuesOf(ctx))
	if err != nil {
		return tocsin.Page[tocsin.ReportSummary]{}, err
	}
	q.Queue = true
	return s.Sources.Reports(ctx, q)
}

// A ReportAnswer is a report with its text and the record that counts.
type ReportAnswer struct {
	ID        string                       `json:"id"`
	URL       string                       `json:"url"`
	Outlet    string                       `json:"outlet"`
	Title     string                       `json:"title"`
	Language  string                       `json:"language"`
	Published tocsin.Date                  `json:"published"`
	Text      string                       `json:"text"`   // "" where it was removed
	Record    *tocsin.Record               `json:"record"` // null while nobody has coded it
	Coder     string                       `json:"coder"`
	Incidents tocsin.List[AccountIncident] `json:"incidents"` // of the accounts, in their order
	Revisions tocsin.List[RevisionAnswer]  `json:"revisions"` // texts that the address has had, the first first
	Decisions tocsin.List[DecisionAnswer]  `json:"decisions"`
}

// An AccountIncident is the incident that an account is tied to.
type AccountIncident struct {
	Account  string             `json:"account"`
	Incident string             `json:"incident"` // "" while it is not tied yet
	Accounts int                `json:"accounts"` // of the incident
	Review   tocsin.ReviewState `json:"review"`
}

// A RevisionAnswer is one text that an address has had.
type RevisionAnswer struct {
	ID        string      `json:"id"`
	Revision  int         `json:"revision"`
	Published tocsin.Date `json:"published"`
}

func (s *Server) apiReport(ctx context.Context, in *byID) (*ReportAnswer, error) {
	sheet, err := s.Review.Sheet(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	r := sheet.Report
	out := &ReportAnswer{ID: r.ID, URL: r.URL, Outlet: r.Outlet, Title: r.Title, Language: r.Language, Published: r.Published, Text: r.Text, Record: sheet.Record, Coder: sheet.Coder, Decisions: decisionAnswers(sheet.Decisions)}
	for _, t := range sheet.Incidents {
		out.Incidents = append(out.Incidents, AccountIncident(t))
	}
	for _, v := range sheet.Revisions {
		out.Revisions = append(out.Revisions, RevisionAnswer{v.ID, v.Revision, v.Published})
	}
	return out, nil
}

func (s *Server) apiOutlets(ctx context.Context, _ *struct{}) (tocsin.List[tocsin.OutletSummary], error) {
	return s.Sources.Outlets(ctx)
}

func (s *Server) apiActors(ctx context.Context, _ *struct {
	Q      string `query:"q" doc:"Words of the name."`
	Cursor string `query:"cursor" doc:"next of the page before."`
	Limit  string `query:"limit" doc:"Items on a page, 1 to 500; 50 if nothing is said."`
}) (tocsin.Page[tocsin.ActorSummary], error) {
	v := valuesOf(ctx)
	n, err := countOf(v, "limit", maxLimit)
	if err != nil {
		return tocsin.Page[tocsin.ActorSummary]{}, err
	}
	if n == 0 {
		n = 50
	}
	return s.Actors.Actors(ctx, clip(v.Get("q")), v.Get("cursor"), n)
}

// OnDay is a day on which something is asked.
type OnDay struct {
	On string `query:"on" doc:"As on this day; of all days if nothing is said." example:"2016-03-31"`
}

func (s *Server) apiActor(ctx context.Context, in *struct {
	Name string `path:"name" doc:"The actor's name, with its special characters escaped."`
	OnDay
}) (*Profile, error) {
	on, err := dateOf(valuesOf(ctx), "on")
	if err != nil {
		return nil, err
	}
	return s.Actors.Actor(ctx, clip(in.Name), on)
}

func (s *Server) apiTies(ctx context.Context, _ *OnDay) (tocsin.List[SourcedTie], error) {
	on, err := dateOf(valuesOf(ctx), "on")
	if err != nil {
		return nil, err
	}
	return s.Actors.Ties(ctx, on)
}

func (s *Server) apiAreas(ctx context.Context, in *struct {
	Level string `query:"level" enum:"country,first-order" default:"country"`
}) (tocsin.List[Area], error) {
	return s.Outlooks.Areas(ctx, in.Level)
}

// outlookQuestion asks for an area's past and prospects. The lists are the whole of what can be asked: nothing finer than
// a first-order unit or a week is forecast.
type outlookQuestion struct {
	Area    string `query:"area" required:"true" doc:"Id or name, as /v1/areas gives it."`
	Level   string `query:"level" enum:"country,first-order" default:"country"`
	Target  string `query:"target" enum:"incidents,deaths" default:"incidents"`
	Unit    string `query:"unit" enum:"week,month" default:"month"`
	Horizon int    `query:"horizon" minimum:"1" maximum:"24" default:"6" doc:"Periods ahead."`
}

func (s *Server) outlook(ctx context.Context, in *outlookQuestion) (*Outlook, error) {
	return s.Outlooks.Outlook(ctx, OutlookQuery{Area: clip(in.Area), Level: in.Level, Target: in.Target, Unit: in.Unit, Horizon: in.Horizon})
}

func (s *Server) apiForecast(ctx context.Context, in *outlookQuestion) (*Outlook, error) {
	return s.outlook(ctx, in)
}

// Prospect says what to issue a forecast of.
type Prospect struct {
	Area    string `json:"area" minLength:"1" maxLength:"200" doc:"Id or name, as /v1/areas gives it."`
	Level   string `json:"level,omitempty" enum:"country,first-order" default:"country"`
	Target  string `json:"target,omitempty" enum:"incidents,deaths" default:"incidents"`
	Unit    string `json:"unit,omitempty" enum:"week,month" default:"month"`
	Horizon int    `json:"horizon,omitempty" minimum:"1" maximum:"24" default:"6" doc:"Periods ahead."`
}

func (s *Server) apiIssue(ctx context.Context, in *struct{ Body Prospect }) (tocsin.Forecast, error) {
	b := in.Body
	return s.Outlooks.Issue(ctx, OutlookQuery{Area: clip(b.Area), Level: b.Level, Target: b.Target, Unit: b.Unit, Horizon: b.Horizon})
}

// A Trend is the past of an area.
type Trend struct {
	History  tocsin.List[Point]   `json:"history"`
	Segments tocsin.List[Segment] `json:"segments"` // stretches between change points
	Warnings tocsin.List[string]  `json:"warnings"` // what may make a change of counting look like one on the ground
	Problems tocsin.List[string]  `json:"problems"` // what was left out of the counts
}

func (s *Server) apiTrend(ctx context.Context, in *outlookQuestion) (*Trend, error) {
	o, err := s.outlook(ctx, in)
	if err != nil {
		return nil, err
	}
	return &Trend{o.History, o.Segments, o.Warnings, o.Problems}, nil
}

func (s *Server) apiRecord(ctx context.Context, _ *struct{}) (tocsin.List[Standing], error) {
	return s.Outlooks.Record(ctx)
}

// A DecisionAnswer is a decision with its id.
type DecisionAnswer struct {
	ID string `json:"id"`
	tocsin.Decision
}

func decisionAnswers(ds []tocsin.Decision) tocsin.List[DecisionAnswer] {
	var out tocsin.List[DecisionAnswer]
	for _, d := range ds {
		out = append(out, DecisionAnswer{d.ID(), d})
	}
	return out
}

func (s *Server) apiDecisions(ctx context.Context, in *struct {
	Limit int `query:"limit" minimum:"1" maximum:"500" default:"50"`
}) (tocsin.List[DecisionAnswer], error) {
	ds, err := s.Review.Decisions(ctx, in.Limit)
	return decisionAnswers(ds), err
}

// A Choice is what somebody decides through the API. By and at are who asks and now.
type Choice struct {
	What string   `json:"what" enum:"merge,split,accept,correct,retract,restore,alias,distinct,designate,adjudicate,undo"`
	On   []string `json:"on" minItems:"1" maxItems:"500" doc:"Ids of accounts (REPORT:ACCOUNT); of reports for retract and adjudicate; two names for alias and distinct, one for designate; ids of decisions for undo."`
	Why  string   `json:"why" minLength:"1" maxLength:"2000"`

	Path     string          `json:"path,omitempty" doc:"Of correct: which value, within the account (kind, where, casualties[1])."`
	Value    json.RawMessage `json:"value,omitempty" doc:"Of correct: the value as a record has it; none removes it."`
	Evidence []tocsin.Span   `json:"evidence,omitempty" doc:"Of correct: the words it rests on, byte offsets into the report's text."`
	Coder    string          `json:"coder,omitempty" doc:"Of adjudicate: whose record counts."`
	Start    string          `json:"start,omitempty" doc:"Of alias, distinct and designate: from when, a partial ISO date."`
	End      string          `json:"end,omitempty"`
	Source   string          `json:"source,omitempty" doc:"Of alias, distinct and designate: what says so."`
	Label    string          `json:"label,omitempty" doc:"Of designate: the list's own word for whom it lists."`
	List     string          `json:"list,omitempty" doc:"Of designate: which list, and whose."`
}

// decisionRole is the least role that an action takes. Taking back what others decided takes an editor, whatever it is.
func decisionRole(what tocsin.DecisionAction) Role {
	switch what {
	case tocsin.Correct, tocsin.Undo:
		return Coder
	}
	return Editor
}

func (s *Server) apiDecide(ctx context.Context, in *struct{ Body Choice }) (DecisionAnswer, error) {
	c, who := in.Body, personOf(ctx)
	d := tocsin.Decision{By: who.Name, What: tocsin.DecisionAction(c.What), On: c.On, Why: c.Why, Coder: c.Coder, Start: c.Start, End: c.End, Source: c.Source, Label: c.Label, List: c.List}
	if who.Role < decisionRole(d.What) {
		return DecisionAnswer{}, errForbidden
	}
	if slices.Contains(c.On, "") {
		return DecisionAnswer{}, badRequest("on: holds an empty id")
	}
	var err error
	switch d.What {
	case tocsin.Undo:
		if err = s.checkUndo(ctx, who, d.On); err == nil {
			d, err = s.Review.Enter(ctx, d)
		}
	case tocsin.Correct:
		d, err = s.apiCorrect(ctx, d, c)
	default:
		d, err = s.Review.Enter(ctx, d)
	}
	if err != nil {
		return DecisionAnswer{}, err
	}
	return DecisionAnswer{d.ID(), d}, nil
}

// apiCorrect enters a correction whose evidence is given as offsets.
func (s *Server) apiCorrect(ctx context.Context, d tocsin.Decision, c Choice) (tocsin.Decision, error) {
	if len(d.On) != 1 {
		return d, badRequest("on: a correction is of one account or report")
	}
	sheet, err := s.Review.Sheet(ctx, reportOf(d.On[0], c.Path))
	if err != nil {
		return d, err
	}
	var evidence []tocsin.Evidence
	text := sheet.Report.Text
	for _, sp := range c.Evidence {
		if sp.Start < 0 || sp.End <= sp.Start || sp.End > len(text) {
			return d, badRequest(fmt.Sprintf("evidence: %d to %d is not in the text", sp.Start, sp.End))
		}
		evidence = append(evidence, tocsin.Quote(text, sp.Start, sp.End))
	}
	return s.Review.Correct(ctx, d, c.Path, c.Value, evidence)
}

// Me is who asks.
type Me struct {
	Name string `json:"name"`
	Role string `json:"role" enum:"reader,coder,editor,admin"`
}

func (s *Server) apiMe(ctx context.Context, _ *struct{}) (Me, error) {
	p := personOf(ctx)
	return Me{p.Name, p.Role.String()}, nil
}

// apiTable is the part of the table of routes that the API answers.
func (s *Server) apiTable() []route {
	out := []route{
		{http.MethodGet, "/v1/openapi.json", Reader, s.serveOpenAPI},
		{http.MethodGet, "/docs", Reader, s.docs},
	}
	for _, o := range s.operations() {
		out = append(out, route{o.method, o.path, o.role, s.serveAPI})
	}
	return out
}

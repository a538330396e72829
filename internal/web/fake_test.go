package web

import (
	"context"
	"encoding/json"
	"iter"
	"time"

	"github.com/tocsin-org/tocsin"
)

// A fake answers every question of the workbench with what a test gave it.
type fake struct {
	summaries []tocsin.Summary
	facets    tocsin.Facets
	marks     tocsin.Marks
	incident  *tocsin.Incident
	records   map[string]*tocsin.Record
	bins      []tocsin.Bin
	actors    []tocsin.ActorSummary
	profile   *Profile
	ties      []SourcedTie
	outlets   []tocsin.OutletSummary
	reports   []tocsin.ReportSummary
	unread    []Unread
	areas     []Area
	outlook   *Outlook
	standings []Standing
	sheet     *Sheet
	entered   *[]tocsin.Decision // what was decided, if a test wants to see it
	issued    *[]OutlookQuery    // what Issue was asked
	decided   []tocsin.Decision
	agreed    []Agreement
	coded     *tocsin.Record // takes the record that a person enters
	err       error
}

func (f fake) Incidents(context.Context, tocsin.Query) (tocsin.Page[tocsin.Summary], error) {
	return tocsin.Page[tocsin.Summary]{Items: f.summaries, Total: len(f.summaries)}, f.err
}

func (f fake) Facets(context.Context, tocsin.Query) (tocsin.Facets, error) { return f.facets, f.err }

func (f fake) Each(context.Context, tocsin.Query) iter.Seq2[*tocsin.Incident, error] {
	return func(yield func(*tocsin.Incident, error) bool) {
		if f.incident != nil && !yield(f.incident, nil) {
			return
		}
		if f.err != nil {
			yield(nil, f.err)
		}
	}
}

func (f fake) History(ctx context.Context, id, rule string) ([]Known, error) {
	inc, err := f.Incident(ctx, id, tocsin.Date{}, rule)
	if err != nil {
		return nil, err
	}
	return []Known{{march, inc}}, nil
}

func (f fake) Marks(context.Context, tocsin.Query, float64) (tocsin.Marks, error) {
	return f.marks, f.err
}

func (f fake) Timeline(context.Context, tocsin.Query, string) ([]tocsin.Bin, error) {
	return f.bins, f.err
}

func (f fake) Incident(_ context.Context, id string, asOf tocsin.Date, _ string) (*tocsin.Incident, error) {
	if f.err == nil && (f.incident == nil || id == "" || !asOf.IsZero() && asOf.Before(f.incident.Accounts[0].Published)) {
		return nil, tocsin.ErrNotFound
	}
	return f.incident, f.err
}

func (f fake) Records(context.Context, []string) (map[string]*tocsin.Record, error) {
	return f.records, f.err
}

func (f fake) Actors(context.Context, string, string, int) (tocsin.Page[tocsin.ActorSummary], error) {
	return tocsin.Page[tocsin.ActorSummary]{Items: f.actors, Total: len(f.actors)}, f.err
}

func (f fake) Actor(context.Context, string, tocsin.Date) (*Profile, error) {
	if f.profile == nil && f.err == nil {
		return nil, tocsin.ErrNotFound
	}
	return f.profile, f.err
}

func (f fake) Ties(context.Context, tocsin.Date) ([]SourcedTie, error) { return f.ties, f.err }

func (f fake) Outlets(context.Context) ([]tocsin.OutletSummary, error) { return f.outlets, f.err }

func (f fake) Reports(context.Context, tocsin.ReportQuery) (tocsin.Page[tocsin.ReportSummary], error) {
	return tocsin.Page[tocsin.ReportSummary]{Items: f.reports, Total: len(f.reports)}, f.err
}

func (f fake) Unread(context.Context, int) ([]Unread, error) { return f.unread, f.err }

func (f fake) Areas(context.Context, string) ([]Area, error) { return f.areas, f.err }

func (f fake) Outlook(context.Context, OutlookQuery) (*Outlook, error) {
	if f.outlook == nil && f.err == nil {
		return nil, tocsin.ErrNotFound
	}
	return f.outlook, f.err
}

func (f fake) Issue(_ context.Context, q OutlookQuery) (tocsin.Forecast, error) {
	if f.issued != nil {
		*f.issued = append(*f.issued, q)
	}
	return tocsin.Forecast{}, f.err
}

func (f fake) Record(context.Context) ([]Standing, error) { return f.standings, f.err }

func (f fake) Sheet(context.Context, string) (*Sheet, error) {
	if f.sheet == nil && f.err == nil {
		return nil, tocsin.ErrNotFound
	}
	return f.sheet, f.err
}

func (f fake) Enter(_ context.Context, d tocsin.Decision) (tocsin.Decision, error) {
	if f.entered != nil {
		*f.entered = append(*f.entered, d)
	}
	return d, f.err
}

func (f fake) Correct(ctx context.Context, d tocsin.Decision, path string, value json.RawMessage, evidence []tocsin.Evidence) (tocsin.Decision, error) {
	d.Correction = &tocsin.Correction{Path: path, Value: value, Evidence: evidence}
	return f.Enter(ctx, d)
}

func (f fake) Code(_ context.Context, _, _ string, rec *tocsin.Record) error {
	if f.coded != nil {
		*f.coded = *rec
	}
	return f.err
}

func (f fake) Named(_ context.Context, ids []string) (map[string]Named, error) {
	out := map[string]Named{}
	for _, id := range ids {
		out[id] = Named{"Outlet of " + id, march, "Kareth"}
	}
	return out, f.err
}

func (f fake) Decisions(context.Context, int) ([]tocsin.Decision, error) { return f.decided, f.err }

func (f fake) Agreements(context.Context) ([]Agreement, int, error) { return f.agreed, 2, f.err }

func (f fake) ToCode(context.Context, string, int) ([]tocsin.ReportSummary, error) {
	return f.reports, f.err
}

// config joins a workbench to a fake.
func (f fake) config() Config {
	return Config{Incidents: f, Teller: f, Actors: f, Sources: f, Outlooks: f, Review: f, User: "reader", Version: "test"}
}

func number(n int) *int { return &n }

func count(v float64) *float64 { return &v }

var march = tocsin.Date{Year: 2024, Month: 3, Day: 1}

// fullOf is a fake with a value in every place where a report's words can come, and words is what stands there.
func fullOf(words string) fake {
	voice := tocsin.Voice{Speaker: words, Type: tocsin.VoicePerpetrator, Via: []string{words}}
	said := tocsin.Said{Statement: tocsin.Statement{Stance: tocsin.StanceClaim, Actor: words, Certainty: tocsin.Hedged, Voice: voice}, Known: march, Outlet: words}
	tie := SourcedTie{Tie: tocsin.Tie{From: words, Relation: tocsin.Relations[0], To: words, Start: "2014-11", Status: tocsin.TieStated, Voice: voice}, Source: words, Report: words, Known: march}
	low, high := 1, 4
	period := tocsin.ForecastPeriod{Period: "2024-04", Quantiles: []tocsin.ForecastQuantile{{At: .05}, {At: .25, Value: 1}, {At: .5, Value: 2}, {At: .75, Value: 4}, {At: .95, Value: 9}}, Chances: []tocsin.ForecastChance{{AtLeast: 1, Probability: .8}, {AtLeast: 25, Probability: .001}}}
	sheet := sheetOf(words)
	share := .5
	f := tocsin.Forecast{Name: words, Periods: []tocsin.ForecastPeriod{period}}
	inc, records := incidentOf(words)
	return fake{
		incident: inc, records: records,
		summaries: []tocsin.Summary{{
			ID: words + ":a1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, When: tocsin.When{Start: march, End: march, Precision: tocsin.DateDay},
			Where: tocsin.Where{Settlement: words, Adm1: words, Precision: tocsin.PlaceSettlement}, Killed: &tocsin.Range{Best: number(2), Low: low, High: &high},
			Claim: tocsin.ClaimClaimed, Said: []tocsin.Said{said}, Review: tocsin.ReviewMachine, Accounts: 1, Reports: 1, Origins: 1, Disputes: 1,
		}},
		facets: tocsin.Facets{Kinds: []tocsin.Facet{{Value: words, N: 1}}, Countries: []tocsin.Facet{{Value: words, N: 1}}, Actors: []tocsin.Facet{{Value: words, N: 1}}, Claims: []tocsin.Facet{{Value: words, N: 1}}, Reviews: []tocsin.Facet{{Value: words, N: 1}}, Outlets: []tocsin.Facet{{Value: words, N: 2}}},
		marks: tocsin.Marks{Points: []tocsin.Mark{{ID: words, Lat: 42.8, Lon: 47.5, Precision: tocsin.PlaceNear, Kind: tocsin.Bombing, Label: words, N: 1}, {Lat: 42, Lon: 48, N: 7, Killed: 3}},
			Areas: []tocsin.Mark{{Precision: tocsin.PlaceProvince, Country: "RU", Adm1: words, Label: words, N: 2}}, Unplaced: 5},
		bins:      []tocsin.Bin{{Start: march, N: 3, Killed: 2}, {Start: march.Add(31)}},
		actors:    []tocsin.ActorSummary{{Name: words, Claimed: 2, First: march, Last: march}},
		profile:   &Profile{Name: words, Names: []string{words}, Ties: []SourcedTie{tie}, Designations: []SourcedDesignation{{Designation: tocsin.Designation{Actor: words, Label: words, By: words}, Source: words, Report: words}}, Claimed: 1, Kinds: []Share{{Value: words, N: 1, Share: 1, All: .5}}, Countries: []Share{{Value: "RU", N: 1, Share: 1, All: .1}}, Days: []tocsin.Date{march}},
		ties:      []SourcedTie{tie},
		outlets:   []tocsin.OutletSummary{{Outlet: words, Reports: 3, First: march, Last: march, Credits: []tocsin.Facet{{Value: words, N: 1}}, Months: []tocsin.Bin{{Start: march, N: 3}}}},
		reports:   []tocsin.ReportSummary{{ID: words, Title: words, Outlet: words, Published: march, Credit: words, CopyOf: words, Coder: words, Accounts: 1, Problems: 2}},
		sheet:     sheet,
		decided:   sheet.Decisions,
		agreed:    []Agreement{{Level: "incident", Of: words, Metric: "nominal", Units: 2, Share: &share, AC1: &share}},
		unread:    []Unread{{Name: words, At: time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC), Text: words}},
		areas:     []Area{{ID: words, Name: words, Level: "country", N: 3}},
		outlook:   &Outlook{Forecast: f, History: []Point{{Period: "2024-02", Count: count(3)}, {Period: "2024-03"}}, Past: []tocsin.Forecast{f}, Segments: []Segment{{From: "2024-02", To: "2024-03", Mean: 3, Change: words}}, Notes: []Note{{Label: words, Text: words}}, Warnings: []string{words}, Problems: []string{words}, Notice: words},
		standings: []Standing{{By: words, Name: words, Target: "incidents", Unit: "month", Issued: 1, Closed: 1, Brier: .1, CRPS: 1, Base: 2, Skill: .5}, {By: words, Issued: 1, Open: 1}},
	}
}

// sheetOf is a report with a value of every sort, and words wherever a report's words can come.
func sheetOf(words string) *Sheet {
	text := "Before. " + words + " and after 🜂 " + words + "."
	at := tocsin.List[tocsin.Evidence]{tocsin.Quote(text, 8, 8+len(words))}
	late := tocsin.List[tocsin.Evidence]{tocsin.Quote(text, 8, len(text)), {Span: tocsin.Span{Start: 3, End: 9999}, Quote: words}}
	voice := tocsin.Voice{Speaker: words, Type: tocsin.VoicePerpetrator, Via: []string{words}}
	lat, lon := 1.5, 2.5
	r := &tocsin.Report{ID: "r/" + words, URL: "javascript:alert(4)//" + words, Outlet: words, Title: words, Byline: []string{words}, Language: words, Published: march, Text: text, Revision: 2, CopyOf: words, Problems: []tocsin.Problem{{Path: "text", Text: words}}}
	account := tocsin.Account{
		ID: "a1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Suicide: tocsin.SuicideNo, Evidence: at, When: tocsin.When{Start: march, End: march, Precision: tocsin.DateDay, Evidence: at},
		Where:   tocsin.Where{Text: words, Settlement: words, Country: "RU", Lat: &lat, Lon: &lon, Precision: tocsin.PlaceSettlement, Evidence: at},
		Weapons: tocsin.List[tocsin.Weapon]{{Class: tocsin.Bomb, Evidence: at}}, Targets: tocsin.List[tocsin.Target]{{Class: tocsin.TargetPolice, Text: words, Evidence: late}},
		Casualties:     tocsin.List[tocsin.Figure]{{Effect: tocsin.Killed, Group: tocsin.GroupAll, Low: 2, Voice: voice, SharedWith: []string{words}, Evidence: at}},
		Damage:         tocsin.List[tocsin.Damage]{{Text: words, Level: tocsin.Damaged, Evidence: at}},
		Responsibility: tocsin.List[tocsin.Statement]{{Stance: tocsin.StanceClaim, Actor: words, Certainty: tocsin.Hedged, Voice: voice, Evidence: at}},
	}
	rec := &tocsin.Record{
		Report: r.Heading(), Accounts: tocsin.List[tocsin.Account]{account}, Ties: tocsin.List[tocsin.Tie]{{From: words, Relation: tocsin.PledgedTo, To: words, Status: tocsin.TieStated, Voice: voice, Evidence: at}},
		Assessments:  tocsin.List[tocsin.Assessment]{{Type: tocsin.Judgement, Voice: voice, About: words, Summary: words, Evidence: at}},
		Designations: tocsin.List[tocsin.Designation]{{Actor: words, Label: words, By: words, Evidence: at}},
		Notes:        tocsin.List[tocsin.Problem]{{Path: "accounts[0].where.country", Text: words}, {Path: words, Text: words}},
		Decided:      tocsin.List[tocsin.Decided]{{Path: "accounts[0].kind", By: words, At: march, Why: words, Was: json.RawMessage(`"riot"`)}},
	}
	return &Sheet{
		Report: r, Record: rec, Coder: "rules-1", Incidents: []Told{{Account: "a1", Incident: words + ":a1", Accounts: 2, Review: tocsin.ReviewChanged}},
		Codings:   []Coding{{tocsin.Machine, rec}, {tocsin.PersonCoder("somebody"), &tocsin.Record{}}, {tocsin.PersonCoder(words), rec}},
		Revisions: []Revision{{"earlier", 1, march, "Before. " + words}, {r.ID, 2, march, text}},
		Decisions: []tocsin.Decision{
			{By: words, At: march.Time(), On: []string{words + ":a1"}, What: tocsin.Accept, Why: words},
			{By: words, At: march.Time(), On: []string{words, words}, What: tocsin.Alias, Why: words, Source: words, Undone: "d1"},
		},
	}
}

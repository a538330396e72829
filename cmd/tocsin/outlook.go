package main

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/forecast"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/web"
)

// outlooks counts the ledger's incidents and forecasts them for the pages. Counts and outlooks are kept until the
// ledger grows: choosing a model tries all of them on the past, which takes a second.
type outlooks struct {
	ledger   *ledger.Ledger
	database database

	mu     sync.Mutex
	seq    int64 // of the ledger's last entry that bears on counts, when what is kept was made
	day    tocsin.Date
	panels map[web.OutlookQuery]*forecast.Panel
	made   map[web.OutlookQuery]*web.Outlook
}

// fresh empties what is kept if the ledger or the day has moved on. The caller holds the lock.
func (o *outlooks) fresh(ctx context.Context) error {
	var seq int64
	last, err := o.ledger.Last(ctx)
	if err == nil {
		seq = last.Seq
	}
	if today := tocsin.DateOf(time.Now()); seq != o.seq || today != o.day || o.panels == nil {
		o.seq, o.day = seq, today
		o.panels, o.made = map[web.OutlookQuery]*forecast.Panel{}, map[web.OutlookQuery]*web.Outlook{}
	}
	return nil
}

// panel counts. The caller holds the lock.
func (o *outlooks) panel(ctx context.Context, q web.OutlookQuery) (*forecast.Panel, error) {
	if err := o.fresh(ctx); err != nil {
		return nil, err
	}
	key := web.OutlookQuery{Target: q.Target, Unit: q.Unit, Level: q.Level}
	if p := o.panels[key]; p != nil {
		return p, nil
	}
	p, err := countFlags{Target: q.Target, By: q.Unit, Level: q.Level}.ledgerPanel(ctx, o.database)
	if err == nil {
		o.panels[key] = p
	}
	return p, err
}

// Areas lists the areas of a level that have incidents, those with most first. A ledger without reports has none.
func (o *outlooks) Areas(ctx context.Context, level string) ([]web.Area, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	p, err := o.panel(ctx, web.OutlookQuery{Level: level, Target: string(forecast.Incidents), Unit: string(forecast.Month)})
	if err != nil {
		if ctx.Err() != nil {
			return nil, err
		}
		return nil, nil // nothing to count: the page says how to fill the ledger
	}
	var out []web.Area
	for _, s := range p.Series {
		a := web.Area{ID: s.Area.ID, Name: s.Area.Name, Level: level}
		for _, v := range s.Best {
			if v > 0 {
				a.N += int(v)
			}
		}
		if a.N > 0 {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b web.Area) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Name, b.Name)) })
	return out, nil
}

// Outlook describes an area and carries its counts forward.
func (o *outlooks) Outlook(ctx context.Context, q web.OutlookQuery) (*web.Outlook, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	p, err := o.panel(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", tocsin.ErrNotFound, err)
	}
	if made := o.made[q]; made != nil {
		return made, nil
	}
	area, err := p.Area(q.Area)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", tocsin.ErrNotFound, err)
	}
	steps := make([]int, q.Horizon)
	for i := range steps {
		steps[i] = i + 1
	}
	last := p.Last()
	choice, err := forecast.Choose(ctx, p, forecast.Candidates(p), last, steps, 1, area)
	if err != nil {
		return nil, err
	}
	h, err := forecast.NewHistory(p, last, steps, 1)
	if err != nil {
		return nil, err
	}
	f, err := forecast.Issue(h, choice.Model, area, time.Now())
	if err != nil {
		return nil, err
	}
	m := madeForecast{Forecast: f, Base: h.Panel.Base(area), Chosen: true, Backtest: choice.Row(), Here: choice.Here(area), Why: forecast.Explain(h.Panel, area, h.Panel.Daily(area))}
	book, err := forecast.ReadBook(ctx, o.ledger)
	if err != nil {
		return nil, err
	}
	for _, r := range book.Record() {
		if r.Area == f.Area && r.Target == f.Target && r.Unit == f.Unit && r.Closed > 0 {
			m.Record = append(m.Record, r)
		}
	}
	out := &web.Outlook{Forecast: f, Notes: outlookNotes(p, m), Problems: p.Problems, Notice: notTargeting}
	for _, old := range book.Forecasts {
		if old.Area == f.Area && old.Target == f.Target && old.Unit == f.Unit && old.Data == f.Data && old.Voice == "" {
			out.Past = append(out.Past, old)
		}
	}
	for i, v := range p.Series[area].Best {
		point := web.Point{Period: p.Unit.Format(p.First + i)}
		if !math.IsNaN(v) {
			point.Count = &v
		}
		out.History = append(out.History, point)
	}
	trend := forecast.Describe(p, area, 0)
	out.Warnings = trend.Warnings
	for i, s := range trend.Segments {
		row := web.Segment{From: s.From, To: s.To, Mean: s.Mean}
		if i > 0 {
			row.Change = forecast.Times(s.Ratio)
			if s.Earliest != s.Latest {
				row.Change += "; began between " + s.Earliest + " and " + s.Latest
			}
		}
		out.Segments = append(out.Segments, row)
	}
	o.made[q] = out
	return out, nil
}

// outlookNotes says what keeps a reader from taking a forecast for more than it is.
func outlookNotes(p *forecast.Panel, m madeForecast) []web.Note {
	notes := []web.Note{
		{Label: "base rate", Text: fmt.Sprintf("the last %d %ss: mean %s; %s had 1 or more, %s had 25 or more", m.Base.Periods, m.Forecast.Unit, decimal(m.Base.Mean), percent(m.Base.Any), percent(m.Base.Many))},
		{Label: "model", Text: modelWords(m)},
		{Label: "skill", Text: skillWords(m)},
		{Label: "calibrated", Text: calibrationWords(m.Backtest)},
		{Label: "record", Text: recordWords(m.Record)},
	}
	if why := m.Why.Lines(p.Unit, p.Target); len(why) > 0 {
		notes = append(notes, web.Note{Label: "why", Text: strings.Join(why, "; ")})
	}
	return notes
}

// Issue enters the forecast that Outlook shows.
func (o *outlooks) Issue(ctx context.Context, q web.OutlookQuery) (tocsin.Forecast, error) {
	out, err := o.Outlook(ctx, q)
	if err != nil {
		return tocsin.Forecast{}, err
	}
	return out.Forecast, forecast.Enter(ctx, o.ledger, out.Forecast)
}

// Record tells how issued forecasts and predictions have done. It closes nothing: reading a page changes no ledger.
func (o *outlooks) Record(ctx context.Context) ([]web.Standing, error) {
	book, err := forecast.ReadBook(ctx, o.ledger)
	if err != nil {
		return nil, err
	}
	var out []web.Standing
	for _, r := range book.Record() {
		out = append(out, web.Standing(r))
	}
	return out, nil
}

package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/forecast"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/view"
	"github.com/tocsin-org/tocsin/internal/web"
)

// outlooks counts the ledger's incidents and forecasts them for the pages. To count a large ledger takes a second, and to
// choose a model, by trying all of them on the past, another, so both are kept: see edition.
type outlooks struct {
	ledger *ledger.Ledger
	view   *view.View
	name   string // of the ledger

	mu       sync.Mutex
	editions map[web.OutlookQuery]*edition // by target, unit and level
	making   map[web.OutlookQuery]bool     // editions that are being made to follow these
}

// An edition is the counts of one target, unit and level as they were at some time, with what was made of them. What takes
// long is made once, and whoever asks for it meanwhile waits for that.
type edition struct {
	o     *outlooks
	panel func() (*forecast.Panel, error)
	seq   int64 // of the ledger's last entry
	day   tocsin.Date
	made  time.Time
	took  atomic.Int64 // nanoseconds to make what is in it

	mu       sync.Mutex
	choices  map[choiceOf]func() (*forecast.Choice, error)
	outlooks map[web.OutlookQuery]func() (outlookMade, error)
}

// choiceOf is what a choice of a model was for: of many areas only an even part is judged, and the one asked for.
type choiceOf struct{ horizon, area int }

// mostJudged is how many areas forecast.Choose judges all of.
const mostJudged = 200

// An outlookMade is an outlook without what was issued before.
type outlookMade struct {
	web.Outlook
	panel *forecast.Panel
	made  madeForecast
}

const (
	// An edition that is no longer of the ledger's last entry is shown for keepShare times as long as it took to make, so that
	// a ledger which is read into all the time is not counted all the time; the next is made meanwhile.
	keepShare = 100
	// quick is the time within which an edition is made anew while the reader waits.
	quick = 100 * time.Millisecond
	// mostAhead is how many outlooks of a large ledger are made before anybody asks for them.
	mostAhead = 50
	// mostRemade is how many outlooks of an edition are made for the next as well before it is shown.
	mostRemade = 100
)

// edition returns the counts that a question is about.
func (o *outlooks) edition(ctx context.Context, q web.OutlookQuery) *edition {
	key := web.OutlookQuery{Target: q.Target, Unit: q.Unit, Level: q.Level}
	var seq int64
	if last, err := o.ledger.Last(ctx, ledger.Report, ledger.Record, ledger.Decision, ledger.Retraction); err == nil {
		seq = last.Seq
	}
	day := tocsin.DateOf(time.Now())
	o.mu.Lock()
	defer o.mu.Unlock()
	e := o.editions[key]
	switch {
	case e == nil, (e.seq != seq || e.day != day) && e.isQuick():
		e = o.newEdition(key, seq, day)
		if o.editions == nil {
			o.editions, o.making = map[web.OutlookQuery]*edition{}, map[web.OutlookQuery]bool{}
		}
		o.editions[key] = e
	case (e.seq != seq || e.day != day) && !o.making[key] && time.Since(e.made) > keepShare*time.Duration(e.took.Load()):
		o.making[key] = true
		go o.follow(key, e, o.newEdition(key, seq, day))
	}
	return e
}

// isQuick reports whether all that is in an edition was made quickly.
func (e *edition) isQuick() bool {
	took := e.took.Load()
	return took > 0 && took < int64(quick)
}

func (o *outlooks) newEdition(key web.OutlookQuery, seq int64, day tocsin.Date) *edition {
	e := &edition{o: o, seq: seq, day: day, made: time.Now(), choices: map[choiceOf]func() (*forecast.Choice, error){}, outlooks: map[web.OutlookQuery]func() (outlookMade, error){}}
	e.panel = timed(e, func() (*forecast.Panel, error) {
		// Whoever asked first may go away; the others still wait for it.
		start := time.Now()
		p, err := countFlags{Target: key.Target, By: key.Unit, Level: key.Level}.viewPanel(context.Background(), o.ledger, o.view, o.name)
		if err == nil && time.Since(start) > quick {
			go e.ahead(key, p)
		}
		return p, err
	})
	return e
}

// ahead makes the outlooks that readers are most likely to ask for: of the areas with most incidents, as far as the page
// offers them first.
func (e *edition) ahead(key web.OutlookQuery, p *forecast.Panel) {
	series := slices.Clone(p.Series)
	sum := func(s forecast.Series) (n float64) {
		for _, v := range s.Best {
			if v > 0 {
				n += v
			}
		}
		return n
	}
	slices.SortStableFunc(series, func(a, b forecast.Series) int { return cmp.Compare(sum(b), sum(a)) })
	for _, s := range series[:min(len(series), mostAhead)] {
		_, _ = e.outlook(web.OutlookQuery{Area: s.Area.ID, Level: key.Level, Target: key.Target, Unit: key.Unit, Horizon: web.DefaultHorizon})
	}
}

// follow makes the edition that follows one, with what has been asked of that, and shows it then.
func (o *outlooks) follow(key web.OutlookQuery, old, next *edition) {
	old.mu.Lock()
	asked := slices.Collect(maps.Keys(old.outlooks))
	old.mu.Unlock()
	_, err := next.panel()
	for _, q := range asked[:min(len(asked), mostRemade)] {
		if err == nil {
			_, _ = next.outlook(q) // an area that has no incidents any more has none
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.making[key] = false; err == nil {
		next.made = time.Now()
		o.editions[key] = next
	}
}

// timed returns a function that makes something once and adds to the edition's time what that took.
func timed[T any](e *edition, make func() (T, error)) func() (T, error) {
	return sync.OnceValues(func() (T, error) {
		start := time.Now()
		defer func() { e.took.Add(int64(time.Since(start))) }()
		return make()
	})
}

// Areas lists the areas of a level that have incidents, those with most first. A ledger without reports has none.
func (o *outlooks) Areas(ctx context.Context, level string) ([]web.Area, error) {
	p, err := o.edition(ctx, web.OutlookQuery{Level: level, Target: string(forecast.Incidents), Unit: string(forecast.Month)}).panel()
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

// choice chooses a model.
func (e *edition) choice(p *forecast.Panel, steps []int, area int) (*forecast.Choice, error) {
	key := choiceOf{horizon: len(steps)}
	var want []int
	if len(p.Series) > mostJudged {
		key.area, want = area, []int{area}
	}
	e.mu.Lock()
	f := e.choices[key]
	if f == nil {
		f = sync.OnceValues(func() (*forecast.Choice, error) {
			return forecast.Choose(context.Background(), p, forecast.Candidates(p), p.Last(), steps, 1, want...)
		})
		e.choices[key] = f
	}
	e.mu.Unlock()
	return f()
}

// outlook describes an area and carries its counts forward.
func (e *edition) outlook(q web.OutlookQuery) (outlookMade, error) {
	e.mu.Lock()
	f := e.outlooks[q]
	if f == nil {
		f = timed(e, func() (outlookMade, error) { return e.makeOutlook(q) })
		e.outlooks[q] = f
	}
	e.mu.Unlock()
	return f()
}

func (e *edition) makeOutlook(q web.OutlookQuery) (out outlookMade, err error) {
	p, err := e.panel()
	if err != nil {
		return out, fmt.Errorf("%w: %w", tocsin.ErrNotFound, err)
	}
	area, err := p.Area(q.Area)
	if err != nil {
		return out, fmt.Errorf("%w: %w", tocsin.ErrNotFound, err)
	}
	steps := make([]int, q.Horizon)
	for i := range steps {
		steps[i] = i + 1
	}
	choice, err := e.choice(p, steps, area)
	if err != nil {
		return out, err
	}
	h, err := forecast.NewHistory(p, p.Last(), steps, 1)
	if err != nil {
		return out, err
	}
	f, err := forecast.Issue(h, choice.Model, area, time.Now())
	if err != nil {
		return out, err
	}
	out.panel = p
	out.made = madeForecast{Forecast: f, Base: h.Panel.Base(area), Chosen: true, Backtest: choice.Row(), Here: choice.Here(area), Why: forecast.Explain(h.Panel, area, h.Panel.Daily(area))}
	out.Outlook = web.Outlook{Forecast: f, Problems: p.Problems, Notice: notTargeting}
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
	return out, nil
}

// Outlook describes an area and carries its counts forward, beside what was issued of it before.
func (o *outlooks) Outlook(ctx context.Context, q web.OutlookQuery) (*web.Outlook, error) {
	made, err := o.edition(ctx, q).outlook(q)
	if err != nil {
		return nil, err
	}
	book, err := forecast.ReadBook(ctx, o.ledger)
	if err != nil {
		return nil, err
	}
	out, m, f := made.Outlook, made.made, made.Forecast
	for _, r := range book.Record() {
		if r.Area == f.Area && r.Target == f.Target && r.Unit == f.Unit && r.Closed > 0 {
			m.Record = append(m.Record, r)
		}
	}
	out.Notes = outlookNotes(made.panel, m)
	for _, old := range book.Forecasts {
		if old.Area == f.Area && old.Target == f.Target && old.Unit == f.Unit && old.Data == f.Data && old.Voice == "" {
			out.Past = append(out.Past, old)
		}
	}
	return &out, nil
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

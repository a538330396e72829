package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/forecast"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/web"
)

// Who does what people do in the demonstration. They are invented as its reports are.
const (
	demoEditor = "editor (invented)"
	demoCoder  = "coder (invented)"
	demoSecond = "second coder (invented)"
	demoExpert = "Institute of Invented Studies"
)

// peopleDemo lets invented people do on the ledger of the demonstration what people do, so that the first visit finds
// decisions, agreement between coders and a record of forecasts. It takes invented reports alone: the examples are left for
// whoever visits.
func peopleDemo(ctx context.Context, b *workbench) error {
	d := &desk{b.ledger, b.View}
	page, err := b.Incidents(ctx, tocsin.Query{Place: "Maiduguri", Outlet: inventedOutlets[0], Limit: 8})
	if err != nil {
		return err
	}
	at := b.ledger.Now().UTC().Truncate(time.Microsecond)
	decide := func(what tocsin.DecisionAction, why string, on ...string) (tocsin.Decision, error) {
		at = at.Add(time.Microsecond) // no two at one instant
		x := tocsin.Decision{By: demoEditor, At: at, What: what, On: on, Why: why}
		if err := d.complete(ctx, &x); err != nil {
			return x, fmt.Errorf("demonstration: %s %v: %w", what, on, err)
		}
		return x, resolve.Enter(ctx, b.ledger, x)
	}
	if len(page.Items) > 4 {
		for _, x := range page.Items[:3] {
			if _, err := decide(tocsin.Accept, "place, day and figures as the reports say", x.ID); err != nil {
				return err
			}
		}
		merged, err := decide(tocsin.Merge, "held for one attack told twice", page.Items[3].ID, page.Items[4].ID)
		if err == nil {
			_, err = decide(tocsin.Undo, "the days differ: two attacks", merged.ID())
		}
		if err != nil {
			return err
		}
	}
	if err := b.codeDemo(ctx); err != nil {
		return err
	}
	return b.forecastDemo(ctx)
}

// codeDemo has two people code some reports, not alike in all.
func (b *workbench) codeDemo(ctx context.Context) error {
	reports, err := b.Reports(ctx, tocsin.ReportQuery{Text: "Mopti", Limit: 6})
	if err != nil {
		return err
	}
	for i, r := range reports.Items {
		rec, _, err := resolve.Record(ctx, b.ledger, r.ID)
		if errors.Is(err, ledger.ErrNotFound) || err == nil && len(rec.Accounts) == 0 {
			continue
		}
		if err != nil {
			return err
		}
		other, err := copyOf(rec)
		if err != nil {
			return err
		}
		a := &other.Accounts[0]
		switch i % 3 {
		case 1:
			a.Kind = map[bool]tocsin.Kind{true: tocsin.ArmedAttack, false: tocsin.Bombing}[a.Kind == tocsin.Bombing]
		case 2:
			a.Responsibility = nil
		}
		for person, r2 := range map[string]*tocsin.Record{demoCoder: rec, demoSecond: other} {
			if _, err := resolve.EnterRecord(ctx, b.ledger, r.ID, person, r2); err != nil {
				return err
			}
		}
	}
	return nil
}

func copyOf(rec *tocsin.Record) (*tocsin.Record, error) {
	text, err := json.Marshal(rec)
	if err != nil {
		return nil, err
	}
	out := &tocsin.Record{}
	return out, json.Unmarshal(text, out)
}

// forecastDemo enters what the models say of two areas, and what somebody predicts of one. None has closed: a forecast is
// entered before its time or not at all.
func (b *workbench) forecastDemo(ctx context.Context) error {
	for _, area := range []string{"Nigeria", "Pakistan"} {
		if _, err := b.outlooks.Issue(ctx, web.OutlookQuery{Area: area, Level: string(forecast.Country), Target: string(forecast.Incidents), Unit: string(forecast.Month), Horizon: 6}); err != nil {
			return err
		}
	}
	now := time.Now()
	first, err := forecast.Month.Parse(now.AddDate(0, 0, 40-now.Day()).Format("2006-01")) // the next month
	if err != nil {
		return err
	}
	f, err := forecast.Prediction{
		Voice: demoExpert, Area: forecast.Area{ID: "Nigeria", Name: "Nigeria", Level: forecast.Country}, Target: forecast.Incidents, Unit: forecast.Month,
		First: first, Last: first + 2, AtLeast: 1, Chance: .8, ByLedger: true,
	}.Forecast(now)
	if err != nil {
		return err
	}
	return forecast.Enter(ctx, b.ledger, f)
}

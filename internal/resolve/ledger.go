package resolve

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// FromLedger returns a Linker with all reports of the ledger, the latest record of each, and all decisions.
func FromLedger(ctx context.Context, l *ledger.Ledger) (*Linker, error) {
	return FromLedgerBy(ctx, l, tocsin.Date{})
}

// FromLedgerBy returns the Linker as it would have been on a day: without reports published later, reports of no known
// date recorded later, and decisions made later. The zero Date leaves nothing out. Unlike View.AsOf, it also judges
// which accounts tell of one incident by what was known then.
func FromLedgerBy(ctx context.Context, l *ledger.Ledger, day tocsin.Date) (*Linker, error) {
	later := func(d tocsin.Date) bool { return !day.IsZero() && day.Before(d) }
	link := NewLinker()
	latest := map[string]*tocsin.Record{}
	var reports []string
	for e, err := range l.After(ctx, 0, ledger.Report, ledger.Record, ledger.Decision) {
		if err != nil {
			return nil, fmt.Errorf("reading the ledger: %w", err)
		}
		switch e.Kind {
		case ledger.Report:
			r, err := ledger.ReadReport(e)
			if err != nil {
				return nil, err
			}
			known := r.Published
			if known.IsZero() {
				known = tocsin.DateOf(e.At)
			}
			if !later(known) {
				reports = append(reports, e.Key)
			}
		case ledger.Record:
			rec, report, _, err := ledger.ReadRecord(e)
			if err != nil {
				return nil, err
			}
			latest[report] = rec
		case ledger.Decision:
			d, ok, err := readDecision(e)
			if err != nil {
				return nil, err
			}
			if ok && !later(tocsin.DateOf(d.At)) {
				link.Decide(d)
			}
		}
	}
	for _, id := range reports {
		rec := latest[id]
		if rec == nil {
			continue
		}
		r, err := l.Report(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("reading report %s: %w", id, err)
		}
		link.Add(r, rec)
	}
	return link, nil
}

// A storedDecision is the body of a decision entry. Fields may be added; none changes its meaning.
type storedDecision struct {
	By   string   `json:"by"`
	At   string   `json:"at"`
	On   []string `json:"on"`
	What string   `json:"what"`
	Why  string   `json:"why"`
}

// readDecision reads an entry; ok is false for decisions about other things than incidents.
func readDecision(e ledger.Entry) (d tocsin.Decision, ok bool, err error) {
	if !strings.HasPrefix(e.Key, decisionPrefix) {
		return d, false, nil
	}
	var s storedDecision
	if err := json.Unmarshal(e.Body, &s); err != nil {
		return d, false, fmt.Errorf("decision %s: %w", e.Key, err)
	}
	d = tocsin.Decision{By: s.By, On: s.On, What: tocsin.DecisionAction(s.What), Why: s.Why}
	if d.At, err = parseInstant(s.At); err != nil {
		return d, false, fmt.Errorf("decision %s: %w", e.Key, err)
	}
	return d, true, nil
}

const decisionPrefix = "incident "

// Enter appends a decision to the ledger.
func Enter(ctx context.Context, l *ledger.Ledger, d tocsin.Decision) error {
	if ps := d.Problems(); len(ps) > 0 {
		return fmt.Errorf("decision: %s", ps[0])
	}
	s := storedDecision{d.By, instant(d.At), d.On, string(d.What), d.Why}
	key := decisionPrefix + s.At + " " + strconv.FormatUint(uint64(hash32(slices.Concat([]string{s.By, s.What, s.Why}, s.On)...)), 16)
	_, err := l.Append(ctx, ledger.Draft{Kind: ledger.Decision, Key: key, Body: s})
	if errors.Is(err, ledger.ErrConflict) {
		return fmt.Errorf("another decision stands under %s: %w", key, err) // two decisions in one microsecond
	}
	return err
}

const instantLayout = "2006-01-02T15:04:05.000000Z"

func instant(t time.Time) string { return t.UTC().Format(instantLayout) }

func parseInstant(s string) (time.Time, error) { return time.Parse(instantLayout, s) }

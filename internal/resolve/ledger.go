package resolve

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

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
	latest := map[string]map[string]*tocsin.Record{} // by report and coder
	var reports []string
	var decisions []tocsin.Decision
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
			rec, report, coder, err := ledger.ReadRecord(e)
			if err != nil {
				return nil, err
			}
			if latest[report] == nil {
				latest[report] = map[string]*tocsin.Record{}
			}
			latest[report][tocsin.CoderName(coder)] = rec
		case ledger.Decision:
			d, ok, err := ReadDecision(e)
			if err != nil {
				return nil, err
			}
			if ok && !later(tocsin.DateOf(d.At)) {
				decisions = append(decisions, d)
			}
		}
	}
	link.Decide(decisions...)
	for _, id := range reports {
		if len(latest[id]) == 0 {
			continue
		}
		r, err := l.Report(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("reading report %s: %w", id, err)
		}
		for coder, rec := range latest[id] {
			link.AddBy(r, rec, coder)
		}
	}
	return link, nil
}

// Decisions returns the decisions of the ledger by time; those taken back say by which.
func Decisions(ctx context.Context, l *ledger.Ledger) ([]tocsin.Decision, error) {
	var link Linker
	for e, err := range l.All(ctx, ledger.Decision) {
		if err != nil {
			return nil, fmt.Errorf("reading the decisions: %w", err)
		}
		d, ok, err := ReadDecision(e)
		if err != nil {
			return nil, err
		}
		if ok {
			link.Decide(d)
		}
	}
	return link.Decisions(), nil
}

// Record returns the record of a report that counts, with the corrections laid on it, and who coded it: a version of the
// machine, or a person. ErrNotFound of the ledger is returned if nobody has.
func Record(ctx context.Context, l *ledger.Ledger, report string) (rec *tocsin.Record, coder string, err error) {
	records, err := l.Records(ctx, report)
	if err != nil {
		return nil, "", err
	}
	ds, err := Decisions(ctx, l)
	if err != nil {
		return nil, "", err
	}
	ds = slices.DeleteFunc(ds, func(d tocsin.Decision) bool { return d.Undone != "" })
	f := fixesOf(ds)[report]
	var s source
	versions := map[string]string{}
	for _, r := range records {
		s.keep(coding{coder: tocsin.CoderName(r.Coder), record: r.Record})
		versions[tocsin.CoderName(r.Coder)] = r.Coder
	}
	c := s.counting(f.coder)
	return Correct(c.record, f.corrections), versions[c.coder], nil
}

// EnterRecord appends the record that a person made of a report, without having seen another's. Evidence given as words
// alone gets its offsets. The error says what is not as the codebook has it.
func EnterRecord(ctx context.Context, l *ledger.Ledger, report, person string, rec *tocsin.Record) (coder string, err error) {
	r, err := l.Report(ctx, report)
	if err != nil {
		return "", err
	}
	coded, err := located(r, rec)
	if err != nil {
		return "", fmt.Errorf("the record of %s by %s: %w", report, person, err)
	}
	coder = tocsin.PersonCoder(person)
	if coder != tocsin.CoderName(coder) || strings.ContainsFunc(person, unicode.IsControl) || strings.TrimSpace(person) == "" {
		return "", fmt.Errorf("%q cannot name a person", person)
	}
	records, err := l.Records(ctx, report)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return "", err
	}
	before := 0
	for _, o := range records {
		if tocsin.CoderName(o.Coder) == coder {
			before++
		}
	}
	if before > 0 {
		coder = fmt.Sprintf("%s@%d", coder, before+1)
	}
	draft, err := ledger.RecordDraft(report, coder, coded)
	if err != nil {
		return "", err
	}
	_, err = l.Append(ctx, draft)
	return coder, err
}

// located returns a record whose every quote has its offsets in the report's text, and under the report's heading.
func located(r *tocsin.Report, rec *tocsin.Record) (*tocsin.Record, error) {
	raw, err := json.Marshal(rec)
	if err != nil {
		return nil, err
	}
	raw, missing := locateAll(raw, r.Text)
	if len(missing) > 0 {
		return nil, fmt.Errorf("%q does not stand in the text", missing[0])
	}
	out := &tocsin.Record{}
	if err := json.Unmarshal(raw, out); err != nil {
		return nil, err
	}
	out.Report, out.Decided = r.Heading(), nil
	out.Report.Relevant = len(out.Accounts) > 0
	if ps := out.Problems(r.Text); len(ps) > 0 {
		return nil, errors.New(ps[0].String())
	}
	return out, nil
}

// A storedDecision is the body of a decision entry. Fields may be added; none changes its meaning.
type storedDecision struct {
	By   string   `json:"by"`
	At   string   `json:"at"`
	On   []string `json:"on"`
	What string   `json:"what"`
	Why  string   `json:"why"`

	Correction *storedCorrection `json:"correction,omitempty"`
	Coder      string            `json:"coder,omitempty"`
	Start      string            `json:"start,omitempty"`
	End        string            `json:"end,omitempty"`
	Source     string            `json:"source,omitempty"`
	Label      string            `json:"label,omitempty"`
	List       string            `json:"list,omitempty"`
	State      string            `json:"state,omitempty"`
}

type storedCorrection struct {
	Path     string            `json:"path"`
	Was      json.RawMessage   `json:"was,omitempty"`
	Value    json.RawMessage   `json:"value,omitempty"`
	Evidence []tocsin.Evidence `json:"evidence,omitempty"`
	Anchor   []tocsin.Evidence `json:"anchor,omitempty"`
}

// ReadDecision reads an entry; ok is false for decisions about other things than reports and incidents.
func ReadDecision(e ledger.Entry) (d tocsin.Decision, ok bool, err error) {
	if !strings.HasPrefix(e.Key, decisionPrefix) {
		return d, false, nil
	}
	var s storedDecision
	if err := json.Unmarshal(e.Body, &s); err != nil {
		return d, false, fmt.Errorf("decision %s: %w", e.Key, err)
	}
	d = tocsin.Decision{By: s.By, On: s.On, What: tocsin.DecisionAction(s.What), Why: s.Why, Coder: s.Coder, Start: s.Start, End: s.End, Source: s.Source, Label: s.Label, List: s.List, State: s.State}
	if c := s.Correction; c != nil {
		d.Correction = &tocsin.Correction{Path: c.Path, Was: c.Was, Value: c.Value, Evidence: c.Evidence, Anchor: c.Anchor}
	}
	if d.At, err = parseInstant(s.At); err != nil {
		return d, false, fmt.Errorf("decision %s: %w", e.Key, err)
	}
	return d, true, nil
}

const decisionPrefix = "incident "

// Enter appends a decision to the ledger. It is not checked against what is there: see Check and Linker.Names.
func Enter(ctx context.Context, l *ledger.Ledger, d tocsin.Decision) error {
	if ps := d.Problems(); len(ps) > 0 {
		return fmt.Errorf("decision: %s", ps[0])
	}
	s := storedDecision{By: d.By, At: instant(d.At), On: d.On, What: string(d.What), Why: d.Why, Coder: d.Coder, Start: d.Start, End: d.End, Source: d.Source, Label: d.Label, List: d.List, State: d.State}
	if c := d.Correction; c != nil {
		s.Correction = &storedCorrection{c.Path, c.Was, c.Value, c.Evidence, c.Anchor}
	}
	key := decisionPrefix + s.At + " " + d.ID()
	_, err := l.Append(ctx, ledger.Draft{Kind: ledger.Decision, Key: key, Body: s})
	if errors.Is(err, ledger.ErrConflict) {
		return fmt.Errorf("another decision stands under %s: %w", key, err) // two decisions in one microsecond
	}
	return err
}

const instantLayout = "2006-01-02T15:04:05.000000Z"

func instant(t time.Time) string { return t.UTC().Format(instantLayout) }

func parseInstant(s string) (time.Time, error) { return time.Parse(instantLayout, s) }

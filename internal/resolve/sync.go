package resolve

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// Version names these rules of linking and concluding. What was concluded by another version is concluded anew.
const Version = "resolve/1"

// A Store keeps what is concluded, so that it need not be concluded again for each question.
type Store interface {
	// Position returns the number of the last entry of the ledger that the store takes in, 0 if it is empty or of
	// another version.
	Position(ctx context.Context, version string) (int64, error)
	// Clear empties it; what is applied next begins at 0.
	Clear(ctx context.Context, version string) error
	// Apply takes a change in, all or none of it. It is an error if the store is not at Change.From.
	Apply(ctx context.Context, c *tocsin.Change) error
}

// chunk is how many incidents or reports are told to a store at a time.
const chunk = 500

// Sync brings a store in step with the ledger.
func Sync(ctx context.Context, l *ledger.Ledger, s Store) error {
	at, err := s.Position(ctx, Version)
	if err != nil {
		return err
	}
	behind := false
	for _, err := range l.After(ctx, at, ledger.Report, ledger.Record, ledger.Decision, ledger.Retraction) {
		if err != nil {
			return fmt.Errorf("reading the ledger: %w", err)
		}
		behind = true
		break
	}
	if at > 0 && !behind {
		return nil
	}
	return Rebuild(ctx, l, s)
}

// Rebuild empties a store and concludes everything anew.
func Rebuild(ctx context.Context, l *ledger.Ledger, s Store) error {
	b, err := readWhole(ctx, l)
	if err != nil {
		return err
	}
	if err := s.Clear(ctx, Version); err != nil {
		return err
	}
	for part := range slices.Chunk(b.reports, chunk) {
		c := &tocsin.Change{}
		for _, id := range part {
			r, err := b.coded(ctx, id)
			if err != nil {
				return err
			}
			c.Reports = append(c.Reports, r)
		}
		if err := s.Apply(ctx, c); err != nil {
			return err
		}
	}
	for part := range slices.Chunk(b.link.Incidents(View{}), chunk) {
		c := &tocsin.Change{}
		for _, inc := range part {
			x, err := b.concluded(ctx, inc)
			if err != nil {
				return err
			}
			c.Incidents = append(c.Incidents, x)
			for _, a := range inc.Accounts {
				c.Accounts = append(c.Accounts, a.String())
			}
		}
		if err := s.Apply(ctx, c); err != nil {
			return err
		}
	}
	return s.Apply(ctx, &tocsin.Change{To: b.last})
}

// A batch is a part of the ledger, or the whole of it, on its way to a store.
type batch struct {
	ledger  *ledger.Ledger
	link    *Linker
	last    int64    // number of the last entry
	reports []string // in the order in which they were entered
	entered map[string]time.Time
	coders  map[string]map[string]string // by report, the last version of each coder
}

// readWhole reads the whole ledger.
func readWhole(ctx context.Context, l *ledger.Ledger) (*batch, error) {
	b := &batch{ledger: l, link: NewLinker(), entered: map[string]time.Time{}, coders: map[string]map[string]string{}}
	latest := map[string]map[string]*tocsin.Record{}
	var decisions []tocsin.Decision
	for e, err := range l.After(ctx, 0) {
		if err != nil {
			return nil, fmt.Errorf("reading the ledger: %w", err)
		}
		b.last = e.Seq
		switch e.Kind {
		case ledger.Report:
			b.reports = append(b.reports, e.Key)
			b.entered[e.Key] = e.At
		case ledger.Record:
			rec, report, coder, err := ledger.ReadRecord(e)
			if err != nil {
				return nil, err
			}
			if latest[report] == nil {
				latest[report], b.coders[report] = map[string]*tocsin.Record{}, map[string]string{}
			}
			latest[report][tocsin.CoderName(coder)] = rec
			b.coders[report][tocsin.CoderName(coder)] = coder
			b.entered[report] = e.At
		case ledger.Decision:
			d, ok, err := ReadDecision(e)
			if err != nil {
				return nil, err
			}
			if ok {
				decisions = append(decisions, d)
			}
		}
	}
	b.link.Decide(decisions...)
	for _, id := range b.reports {
		if len(latest[id]) == 0 {
			continue
		}
		r, err := l.Report(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("reading report %s: %w", id, err)
		}
		for coder, rec := range latest[id] {
			b.link.AddBy(r, rec, coder)
		}
		delete(latest, id)
	}
	b.link.settle()
	return b, nil
}

// coded returns a report as the store keeps it.
func (b *batch) coded(ctx context.Context, id string) (tocsin.Coded, error) {
	var out tocsin.Coded
	s := b.link.sources[id]
	if s == nil {
		e, err := b.ledger.Get(ctx, ledger.Report, id)
		if err != nil {
			return out, err
		}
		out.Report, err = ledger.ReadReport(e)
		return out, err
	}
	out.Report, out.Record, out.Coder, out.Credit = s.report, s.record, b.coders[id][s.coder], s.credit
	if f := s.first(); f != s {
		out.CopyOf = f.report.ID
	}
	for _, d := range b.link.Decisions() {
		if d.Undone == "" && d.What != tocsin.Undo && slices.Contains(d.On, id) {
			out.Decided = true
			switch d.What {
			case tocsin.Retract:
				out.Gone = true
			case tocsin.Restore:
				out.Gone = false
			}
		}
	}
	return out, nil
}

// maxText bounds what is kept of a report's text to find its incidents by, in bytes.
const maxText = 20_000

// concluded returns an incident as the store keeps it.
func (b *batch) concluded(ctx context.Context, inc *tocsin.Incident) (tocsin.Concluded, error) {
	out := tocsin.Concluded{Incident: inc, Claim: b.link.ClaimState(inc), Actors: b.link.names.actorStances(inc)}
	var text strings.Builder
	seen := map[string]bool{}
	for _, a := range inc.Accounts {
		if t := b.entered[a.Report]; out.Entered.Before(t) {
			out.Entered = t
		}
		if seen[a.Report] {
			continue
		}
		seen[a.Report] = true
		r, err := b.ledger.Report(ctx, a.Report)
		if err != nil {
			return out, fmt.Errorf("reading report %s: %w", a.Report, err)
		}
		text.WriteString(r.Title + "\n" + r.Text[:min(len(r.Text), maxText)] + "\n")
	}
	out.Text = text.String()
	return out, nil
}

package resolve

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// News is what has been entered since a store was last in step.
type news struct {
	last      int64
	reports   map[string]bool // that are new, coded anew, or decided about
	decisions []tocsin.Decision
}

// readNews reads what has been entered after a position.
func readNews(ctx context.Context, l *ledger.Ledger, s Store, at int64) (*news, error) {
	n := &news{last: at, reports: map[string]bool{}}
	var fresh []tocsin.Decision
	for e, err := range l.After(ctx, at) {
		if err != nil {
			return nil, fmt.Errorf("reading the ledger: %w", err)
		}
		n.last = e.Seq
		switch e.Kind {
		case ledger.Report:
			n.reports[e.Key] = true
		case ledger.Record:
			_, report, _, err := ledger.ReadRecord(e)
			if err != nil {
				return nil, err
			}
			n.reports[report] = true
		case ledger.Retraction:
			hash, err := ledger.ReadRetraction(e)
			if err != nil {
				return nil, err
			}
			reports, err := l.ReportsOf(ctx, hash)
			if err != nil {
				return nil, err
			}
			for _, id := range reports {
				n.reports[id] = true
			}
		case ledger.Decision:
			d, ok, err := ReadDecision(e)
			if err != nil {
				return nil, err
			}
			if ok {
				fresh = append(fresh, d)
			}
		}
	}
	if n.last == at {
		return n, nil
	}
	var err error
	if n.decisions, err = Decisions(ctx, l); err != nil {
		return nil, err
	}
	return n, n.decide(ctx, s, fresh)
}

// decide adds the reports that decisions are about. What is said of names touches all reports of the incidents that give
// one of them.
func (n *news) decide(ctx context.Context, s Store, fresh []tocsin.Decision) error {
	byID := make(map[string]tocsin.Decision, len(n.decisions))
	for _, d := range n.decisions {
		byID[d.ID()] = d
	}
	names := map[string]bool{}
	var look func(tocsin.Decision)
	look = func(d tocsin.Decision) {
		switch d.What {
		case tocsin.Alias, tocsin.Distinct:
			for _, name := range d.On {
				names[name] = true
			}
		case tocsin.Undo:
			for _, id := range d.On {
				if o, ok := byID[id]; ok {
					look(o)
				}
			}
		default:
			for _, id := range d.On {
				n.name(id)
			}
		}
	}
	for _, d := range fresh {
		look(d)
	}
	if len(names) == 0 {
		return nil
	}
	reports, err := s.Naming(ctx, keysOfNames(names, n.decisions))
	for _, id := range reports {
		n.reports[id] = true
	}
	return err
}

// name adds the report that an id names, or that it is an account of. An id may hold a colon, so either is tried.
func (n *news) name(id string) {
	n.reports[id] = true
	if i := strings.LastIndexByte(id, ':'); i >= 0 {
		n.reports[id[:i]] = true
	}
}

// keysOfNames returns the keys that the names, and all that decisions have ever tied to them, can have.
func keysOfNames(all map[string]bool, ds []tocsin.Decision) []string {
	for grown := true; grown; {
		grown = false
		for _, d := range ds {
			if d.What != tocsin.Alias && d.What != tocsin.Distinct {
				continue
			}
			in := func(name string) bool {
				for have := range all {
					if spelling(have) == spelling(name) || actorKey(have) == actorKey(name) {
						return true
					}
				}
				return false
			}
			if !slices.ContainsFunc(d.On, in) {
				continue
			}
			for _, name := range d.On {
				grown = grown || !all[name]
				all[name] = true
			}
		}
	}
	keys := map[string]bool{}
	for name := range all {
		keys[actorKey(name)] = true
		keys[ownKey(name)] = true
	}
	return slices.Sorted(maps.Keys(keys))
}

package resolve

import (
	"context"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// Version names these rules of linking and concluding. What was concluded by another version is concluded anew.
const Version = "resolve/5"

// A Store keeps what is concluded, so that it need not be concluded again for each question, and what is needed to know
// which of it a later entry of the ledger can touch.
type Store interface {
	// Position returns the number of the last entry of the ledger that the store takes in, 0 if it is empty or of
	// another version.
	Position(ctx context.Context, version string) (int64, error)
	// Clear empties it, to be made anew by changes that say that they are of this making.
	Clear(ctx context.Context, version string) (making int64, err error)
	// Busy reports whether somebody is making it anew just now.
	Busy(ctx context.Context) (bool, error)
	// Apply takes a change in, all or none of it. Moved tells its error where another was faster: the store is not at
	// Change.From, or another making has begun.
	Apply(ctx context.Context, c *tocsin.Change) error
	Moved(err error) bool

	// Near returns the reports that have one of the keys (Coded.Keys), with their traits.
	Near(ctx context.Context, keys []int64) (traits map[string]string, err error)
	// Parts returns the accounts of the reports, and all accounts of the parts (Concluded.Part) that these and the
	// accounts given are of.
	Parts(ctx context.Context, reports, accounts []string) (all []string, err error)
	// Family returns those reports that are copies of one of the reports, or what it is a copy of (Coded.CopyOf), and
	// those copied from the same.
	Family(ctx context.Context, reports []string) ([]string, error)
	// Naming returns the reports of the incidents that name an actor by one of the keys (ActorStance.Key).
	Naming(ctx context.Context, actors []string) (reports []string, err error)
	// Size returns how many incidents and reports it has.
	Size(ctx context.Context) (incidents, reports int, err error)
}

const (
	chunk = 500 // incidents or reports that are told to a store at a time
	// From so many reports on, and a quarter of the store, it is cheaper to conclude everything anew.
	manyReports = 2000
	manyShare   = 4
)

// Sync brings a store in step with the ledger. Of what was entered since last time it loads the reports that the new ones
// could be linked to, and those that these are linked to, and concludes their incidents anew.
func Sync(ctx context.Context, l *ledger.Ledger, s Store) error {
	for {
		again, err := step(ctx, l, s)
		if err != nil || !again {
			return err
		}
	}
}

// step takes in what has been entered, once. It is to be done again if another process was faster.
func step(ctx context.Context, l *ledger.Ledger, s Store) (again bool, err error) {
	at, err := s.Position(ctx, Version)
	if err != nil {
		return false, err
	}
	if at > 0 {
		n, err := readNews(ctx, l, s, at)
		if err != nil || n.last == at {
			return false, err
		}
		few := len(n.reports) < manyReports
		if !few { // to count a large store takes longer than to take one report in
			_, all, err := s.Size(ctx)
			if err != nil {
				return false, err
			}
			few = len(n.reports) < all/manyShare
		}
		if few {
			err := takeIn(ctx, l, s, at, n)
			if s.Moved(err) {
				return true, nil
			}
			return false, err
		}
	}
	return rebuild(ctx, l, s, false)
}

// Rebuild empties a store and concludes everything anew.
func Rebuild(ctx context.Context, l *ledger.Ledger, s Store) error {
	for {
		again, err := rebuild(ctx, l, s, true)
		if err != nil || !again {
			return err
		}
	}
}

// rebuild concludes everything anew, unless another does so: then it waits for that, and goes on only if it must.
func rebuild(ctx context.Context, l *ledger.Ledger, s Store, must bool) (again bool, err error) {
	waited, err := waitFor(ctx, s)
	if err != nil || waited && !must {
		return true, err
	}
	b, err := readWhole(ctx, l)
	if err != nil {
		return false, err
	}
	if waited, err = waitFor(ctx, s); err != nil || waited && !must {
		return true, err
	}
	making, err := s.Clear(ctx, Version)
	if err == nil {
		err = b.tell(ctx, s, making)
	}
	if s.Moved(err) {
		return true, nil
	}
	return false, err
}

// waitFor waits while somebody else makes the store anew.
func waitFor(ctx context.Context, s Store) (waited bool, err error) {
	for {
		busy, err := s.Busy(ctx)
		if err != nil || !busy {
			return waited, err
		}
		waited = true
		select {
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
			return waited, ctx.Err()
		}
	}
}

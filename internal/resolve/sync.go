package resolve

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// Version names these rules of linking and concluding. What was concluded by another version is concluded anew.
const Version = "resolve/4"

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
		_, all, err := s.Size(ctx)
		if err != nil {
			return false, err
		}
		if len(n.reports) < manyReports || len(n.reports) < all/manyShare {
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

// tell tells a store everything. While it takes one part in, the next are made.
func (b *batch) tell(ctx context.Context, s Store, making int64) error {
	apply := func(c *tocsin.Change) error { return s.Apply(ctx, c) }
	err := inOrder(ctx, slices.Collect(slices.Chunk(b.reports, chunk)), func(ctx context.Context, ids []string) (*tocsin.Change, error) {
		c := &tocsin.Change{Making: making}
		return c, b.addReports(ctx, c, ids)
	}, apply)
	if err != nil {
		return err
	}
	var first []*item
	for _, it := range b.link.items {
		if !it.gone && it.cluster.items[0] == it {
			first = append(first, it)
		}
	}
	slices.SortFunc(first, (*item).order)
	err = inOrder(ctx, slices.Collect(slices.Chunk(first, chunk)), func(ctx context.Context, first []*item) (*tocsin.Change, error) {
		c := &tocsin.Change{Making: making}
		return c, b.addIncidents(ctx, c, first)
	}, apply)
	if err != nil {
		return err
	}
	return s.Apply(ctx, &tocsin.Change{Making: making, To: b.last})
}

// A batch is a part of the ledger, or the whole of it, on its way to a store.
type batch struct {
	ledger    *ledger.Ledger
	link      *Linker
	last      int64                // number of the last entry
	reports   []string             // in the order in which they were entered
	entered   map[string]time.Time // by report, when it or its last record was entered
	coders    map[string][]version // by report, the last version of each coder
	decisions []tocsin.Decision
	about     map[string][]tocsin.Decision // in force, by what they are on
}

// decide says what people decided.
func (b *batch) decide(ds []tocsin.Decision) {
	b.decisions, b.about = ds, map[string][]tocsin.Decision{}
	for _, d := range ds {
		if d.Undone != "" || d.What == tocsin.Undo {
			continue
		}
		for _, id := range slices.Compact(slices.Sorted(slices.Values(d.On))) {
			b.about[id] = append(b.about[id], d)
		}
	}
}

// A version is that of a coder, and the number of the record that it made.
type version struct {
	coder string
	seq   int64
}

// versionOf returns the version of a coder of that name, "" without one.
func versionOf(vs []version, name string) string {
	for _, v := range vs {
		if tocsin.CoderName(v.coder) == name {
			return v.coder
		}
	}
	return ""
}

func newBatch(l *ledger.Ledger) *batch {
	return &batch{ledger: l, link: NewLinker(), entered: map[string]time.Time{}, coders: map[string][]version{}}
}

// readWhole reads the whole ledger: first which reports there are and where the last records of each stand, then the reports
// with these, some at a time. Texts and superseded records, most of a ledger, are never in memory together.
func readWhole(ctx context.Context, l *ledger.Ledger) (*batch, error) {
	b := newBatch(l)
	names := map[string]string{}
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
			report, coder, err := ledger.RecordOf(e)
			if err != nil {
				return nil, err
			}
			b.entered[report] = e.At
			if _, ok := names[coder]; !ok {
				names[coder] = coder // one copy for all records
			}
			name, vs := tocsin.CoderName(coder), b.coders[report]
			if i := slices.IndexFunc(vs, func(v version) bool { return tocsin.CoderName(v.coder) == name }); i >= 0 {
				vs[i] = version{names[coder], e.Seq}
			} else {
				b.coders[report] = append(vs, version{names[coder], e.Seq})
			}
		case ledger.Decision:
			d, ok, err := ReadDecision(e)
			if err != nil {
				return nil, err
			}
			if ok {
				b.decisions = append(b.decisions, d)
			}
		}
	}
	b.link.Decide(b.decisions...)
	read := func(ctx context.Context, ids []string) ([]*source, error) { return b.readSources(ctx, ids) }
	err := inOrder(ctx, slices.Collect(slices.Chunk(b.reports, readAtOnce)), read, func(sources []*source) error {
		for _, s := range sources {
			b.link.put(s)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	b.link.settle()
	b.link.copies, b.link.blocks = copyIndex{}, blocks{} // nothing more is compared
	b.decide(b.link.Decisions())
	return b, nil
}

// readAtOnce is how many reports are read by one question to the ledger.
const readAtOnce = 200

// readSources reads the coded ones of some reports, with the last record of each coder.
func (b *batch) readSources(ctx context.Context, ids []string) ([]*source, error) {
	var seqs []int64
	var coded []string
	for _, id := range ids {
		for _, v := range b.coders[id] {
			seqs = append(seqs, v.seq)
		}
		if len(b.coders[id]) > 0 {
			coded = append(coded, id)
		}
	}
	entries, err := b.ledger.Numbered(ctx, seqs...)
	if err != nil {
		return nil, err
	}
	reports, err := readReports(ctx, b.ledger, coded...)
	if err != nil {
		return nil, err
	}
	made := map[string]*source{}
	for _, e := range entries {
		rec, report, coder, err := ledger.ReadRecord(e)
		if err != nil {
			return nil, err
		}
		r := reports[report]
		if r == nil {
			continue // a record of no report
		}
		if made[report] == nil {
			made[report] = newSource(r)
		}
		made[report].enter(tocsin.CoderName(coder), rec)
	}
	var out []*source
	for _, id := range ids {
		if s := made[id]; s != nil {
			s.forgetText()
			out = append(out, s)
		}
	}
	return out, nil
}

// readReports reads reports with their texts.
func readReports(ctx context.Context, l *ledger.Ledger, ids ...string) (map[string]*tocsin.Report, error) {
	out, err := l.Reports(ctx, ids...)
	for _, id := range ids {
		if err == nil && out[id] == nil {
			out[id], err = l.Report(ctx, id) // entered by other means than reading, or not there, which is told so
		}
		if err != nil {
			return nil, fmt.Errorf("reading report %s: %w", id, err)
		}
	}
	return out, nil
}

// inOrder makes something of each of a list, as many at a time as there are processors, and hands what comes of them to use,
// one at a time and in the order of the list.
func inOrder[In, Out any](ctx context.Context, list []In, make1 func(context.Context, In) (Out, error), use func(Out) error) error {
	type result struct {
		out Out
		err error
	}
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	queue := make(chan chan result, max(1, runtime.GOMAXPROCS(0)-1))
	running.Go(func() {
		defer close(queue)
		for _, in := range list {
			c := make(chan result, 1)
			select {
			case queue <- c:
			case <-ctx.Done():
				return
			}
			running.Go(func() {
				out, err := make1(ctx, in)
				c <- result{out, err}
			})
		}
	})
	for c := range queue {
		r := <-c
		if r.err != nil {
			return r.err
		}
		if err := use(r.out); err != nil {
			return err
		}
	}
	return ctx.Err()
}

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

// takeIn concludes anew what the news touch. It gathers, with as little of the ledger as will do,
//
//   - the reports that are new or decided about,
//   - those that are linked to one of these or may be copies of it: they have a key in common with it, and traits like it,
//   - the accounts of all parts that these links touch: they are concluded anew,
//   - and the copies of all reports whose accounts are concluded anew, since they say whose story it is.
//
// A Linker with these reports links those accounts as one with all reports would.
func takeIn(ctx context.Context, l *ledger.Ledger, s Store, at int64, n *news) error {
	b := newBatch(l)
	b.last = n.last
	b.decide(n.decisions)
	b.link.Decide(n.decisions...)
	changed := slices.Sorted(maps.Keys(n.reports))
	if err := b.load(ctx, changed...); err != nil {
		return err
	}
	changed = slices.DeleteFunc(changed, func(id string) bool { return !b.has(id) })
	near, err := b.near(ctx, s, changed)
	if err != nil {
		return err
	}
	if err := b.load(ctx, slices.Concat(near, b.decidedWith(changed))...); err != nil {
		return err
	}
	family, err := b.family(ctx, s, changed)
	if err != nil {
		return err
	}
	anew, err := b.anew(ctx, s, family)
	if err != nil {
		return err
	}
	c := &tocsin.Change{From: at, To: n.last, Accounts: anew}
	if err := b.addReports(ctx, c, family); err != nil {
		return err
	}
	var first []*item
	for _, id := range anew {
		if it := b.link.items[id]; it != nil && !it.gone && it.cluster.items[0] == it {
			first = append(first, it)
		}
	}
	slices.SortFunc(first, (*item).order)
	if err := b.addIncidents(ctx, c, first); err != nil {
		return err
	}
	return s.Apply(ctx, c)
}

// Around returns a Linker that has all of the incidents of some accounts or reports, and no more of the ledger than these
// rest on; the store must be in step. Ids that name nothing are passed over.
func Around(ctx context.Context, l *ledger.Ledger, s Store, ids ...string) (*Linker, error) {
	ds, err := Decisions(ctx, l)
	if err != nil {
		return nil, err
	}
	b := newBatch(l)
	b.link.Decide(ds...)
	n := news{reports: map[string]bool{}}
	for _, id := range ids {
		n.name(strings.TrimSpace(id))
	}
	named := slices.Sorted(maps.Keys(n.reports))
	if err := b.load(ctx, named...); err != nil {
		return nil, err
	}
	_, err = b.anew(ctx, s, named)
	return b.link, err
}

// has reports whether the ledger has the report.
func (b *batch) has(id string) bool { _, ok := b.entered[id]; return ok }

// load loads reports with their records, each once. Ids that name none are passed over.
func (b *batch) load(ctx context.Context, ids ...string) error {
	for _, id := range ids {
		if b.has(id) {
			continue
		}
		e, err := b.ledger.Get(ctx, ledger.Report, id)
		if errors.Is(err, ledger.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		b.entered[id] = e.At
		records, err := b.ledger.Records(ctx, id)
		if errors.Is(err, ledger.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		r, err := b.ledger.Report(ctx, id)
		if err != nil {
			return fmt.Errorf("reading report %s: %w", id, err)
		}
		src := newSource(r)
		for _, c := range slices.Backward(records) { // the last of each coder first
			if name := tocsin.CoderName(c.Coder); versionOf(b.coders[id], name) == "" {
				src.enter(name, c.Record)
				b.coders[id] = append(b.coders[id], version{coder: c.Coder})
			}
			if b.entered[id].Before(c.At) {
				b.entered[id] = c.At
			}
		}
		src.forgetText()
		b.link.put(src)
	}
	b.link.settle()
	return nil
}

// decidedWith returns the reports with accounts that decisions tie to accounts of the reports.
func (b *batch) decidedWith(reports []string) []string {
	var out []string
	for _, d := range b.decisions {
		if d.What != tocsin.Merge {
			continue
		}
		n := news{reports: map[string]bool{}}
		for _, id := range d.On {
			n.name(id)
		}
		if slices.ContainsFunc(reports, func(id string) bool { return n.reports[id] }) {
			out = append(out, slices.Sorted(maps.Keys(n.reports))...)
		}
	}
	return out
}

// family loads and returns the changed reports with all reports that are, or were, copies of one text with them.
func (b *batch) family(ctx context.Context, s Store, changed []string) ([]string, error) {
	all := map[string]bool{}
	for grown := changed; len(grown) > 0; {
		for _, id := range grown {
			all[id] = true
		}
		stored, err := s.Family(ctx, grown)
		if err != nil {
			return nil, err
		}
		if err := b.load(ctx, stored...); err != nil {
			return nil, err
		}
		next := map[string]bool{}
		for _, id := range stored {
			next[id] = true
		}
		for _, id := range grown {
			if src := b.link.sources[id]; src != nil {
				for _, o := range src.copies {
					next[o.report.ID] = true
				}
			}
		}
		grown = nil
		for id := range next {
			if !all[id] && b.has(id) {
				grown = append(grown, id)
			}
		}
		slices.Sort(grown)
	}
	return slices.Sorted(maps.Keys(all)), nil
}

// anew loads and returns the accounts that are to be concluded anew: those of the reports, of all that they were linked to,
// and of all that they are linked to now.
func (b *batch) anew(ctx context.Context, s Store, reports []string) ([]string, error) {
	all := map[string]bool{}
	accounts := []string{}
	for {
		stored, err := s.Parts(ctx, reports, accounts)
		if err != nil {
			return nil, err
		}
		var load []string
		for _, id := range stored {
			all[id] = true
			load = append(load, reportOf(id))
		}
		slices.Sort(load)
		load = slices.Compact(load)
		if err := b.load(ctx, load...); err != nil {
			return nil, err
		}
		// Their copies say whose story each is.
		copies, err := s.Family(ctx, load)
		if err != nil {
			return nil, err
		}
		if err := b.load(ctx, copies...); err != nil {
			return nil, err
		}
		for _, id := range reports {
			if src := b.link.sources[id]; src != nil {
				for _, it := range src.items {
					all[it.String()] = true
				}
			}
		}
		reports, accounts = nil, nil
		for id := range all {
			it := b.link.items[id]
			if it == nil || it.gone {
				continue
			}
			for _, o := range connected(it) {
				if !all[o.String()] {
					accounts = append(accounts, o.String())
					all[o.String()] = true
				}
			}
		}
		if len(accounts) == 0 {
			return slices.Sorted(maps.Keys(all)), nil
		}
		slices.Sort(accounts)
	}
}

// reportOf returns the report of an account's id.
func reportOf(account string) string { return account[:max(0, strings.LastIndexByte(account, ':'))] }

// addReports adds reports to a change.
func (b *batch) addReports(ctx context.Context, c *tocsin.Change, ids []string) error {
	for _, id := range ids {
		r, err := b.coded(ctx, id)
		if err != nil {
			return err
		}
		c.Reports = append(c.Reports, r)
	}
	return nil
}

// addIncidents adds to a change the incidents that begin with the accounts.
func (b *batch) addIncidents(ctx context.Context, c *tocsin.Change, first []*item) error {
	v := View{names: b.link.names}
	for _, it := range first {
		inc := v.incident(it.cluster)
		c.Incidents = append(c.Incidents, tocsin.Concluded{Incident: inc, Claim: b.link.ClaimState(inc), Actors: b.link.names.actorStances(inc), Part: it.cluster.part})
	}
	return b.describe(ctx, c.Incidents)
}

// maxText bounds what is kept of a report's text to find its incidents by, in bytes.
const maxText = 20_000

// describe adds the texts that incidents are found by, and when the last of their reports was entered.
func (b *batch) describe(ctx context.Context, list []tocsin.Concluded) error {
	var ids []string
	for i := range list {
		for _, a := range list[i].Incident.Accounts {
			ids = append(ids, a.Report)
		}
	}
	slices.Sort(ids)
	reports, err := readReports(ctx, b.ledger, slices.Compact(ids)...)
	if err != nil {
		return err
	}
	for i := range list {
		x := &list[i]
		var text strings.Builder
		seen := map[string]bool{}
		for _, a := range x.Incident.Accounts {
			if t := b.entered[a.Report]; x.Entered.Before(t) {
				x.Entered = t
			}
			if !seen[a.Report] {
				seen[a.Report] = true
				r := reports[a.Report]
				text.WriteString(r.Title + "\n" + r.Text[:min(len(r.Text), maxText)] + "\n")
			}
		}
		x.Text = text.String()
	}
	return nil
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
	out.Report, out.Record, out.Coder, out.Credit, out.Keys = s.report, s.record, versionOf(b.coders[id], s.coder), s.credit, s.keys()
	if f := s.first(); f != s {
		out.CopyOf = f.report.ID
	}
	var err error
	if out.Traits, err = s.traits(); err != nil {
		return out, err
	}
	for _, d := range b.about[id] {
		out.Decided = true
		switch d.What {
		case tocsin.Retract:
			out.Gone = true
		case tocsin.Restore:
			out.Gone = false
		}
	}
	return out, nil
}

// keys are the keys under which a report stands: those of its accounts, and those of its text.
func (s *source) keys() []int64 {
	var out []int64
	for _, it := range s.items {
		for _, k := range it.blockKeys() {
			out = append(out, int64(k))
		}
	}
	if len(s.sketch.least) > 0 {
		for _, b := range s.sketch.bands {
			out = append(out, int64(copyKeyOf(b, s.copyMonth())))
		}
	}
	return distinct(out)
}

// near returns the reports of the store that are linked to one of the changed ones, or may be copies of it.
func (b *batch) near(ctx context.Context, s Store, changed []string) ([]string, error) {
	var blocks, bands []int64
	var items []*item
	for _, id := range changed {
		src := b.link.sources[id]
		if src == nil {
			continue
		}
		items = append(items, src.items...)
		for _, it := range src.items {
			for _, k := range it.lookKeys() {
				blocks = append(blocks, int64(k))
			}
		}
		if len(src.sketch.least) > 0 {
			for _, band := range src.sketch.bands {
				for _, m := range src.nearMonths() {
					bands = append(bands, int64(copyKeyOf(band, m)))
				}
			}
		}
	}
	copies, err := s.Near(ctx, distinct(bands))
	if err != nil {
		return nil, err
	}
	found, err := s.Near(ctx, distinct(blocks))
	if err != nil {
		return nil, err
	}
	for id, text := range found {
		if _, ok := copies[id]; ok || b.has(id) {
			continue
		}
		is, err := like(items, text)
		if err != nil {
			return nil, err
		}
		if is {
			copies[id] = text
		}
	}
	return slices.Sorted(maps.Keys(copies)), nil
}

// distinct sorts keys and keeps each once.
func distinct(keys []int64) []int64 {
	slices.Sort(keys)
	return slices.Compact(keys)
}

// hash64 hashes a text (FNV-1a), and the rest numbers after it.
func hash64(s string) hashed {
	h := hashed(14695981039346656037)
	for i := range len(s) {
		h = (h ^ hashed(s[i])) * 1099511628211
	}
	return h
}

type hashed uint64

func (h hashed) with(x uint64) hashed {
	for range 8 {
		h = (h ^ hashed(x&0xff)) * 1099511628211
		x >>= 8
	}
	return h
}

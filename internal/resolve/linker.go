package resolve

import (
	"slices"

	"github.com/tocsin-org/tocsin"
)

// A Linker ties accounts to incidents. Reports come and go in any order, one at a time or in bulk, and so do decisions:
// the incidents are always those of what is there now, as if all of it had come at once. A new report moves only the
// accounts that something near it ties together.
//
// It is not safe for concurrent use.
type Linker struct {
	sources map[string]*source // by id of the report
	items   map[string]*item   // by AccountRef.String
	copies  copyIndex
	blocks  blocks
	dirty   map[*item]bool

	decisions []tocsin.Decision // by time
	entered   map[string]bool   // their ids
	stale     bool              // decisions are not applied to what has come since
	decided   []*item           // accounts that decisions bear on
	fixes     map[string]fixes  // by id of the report, as of the last time that decisions were applied
	names     *names
}

// A cluster is the accounts of one incident, in order.
type cluster struct {
	items []*item
	part  string // the first of all accounts that were weighed together, if they were
}

// NewLinker returns a Linker without reports.
func NewLinker() *Linker {
	return &Linker{sources: map[string]*source{}, items: map[string]*item{}, blocks: blocks{lists: map[blockKey][]*item{}}, dirty: map[*item]bool{}}
}

// Add enters a report with the machine's record of it. Of a report that is there already the new record counts.
func (l *Linker) Add(r *tocsin.Report, rec *tocsin.Record) { l.AddBy(r, rec, tocsin.Machine) }

// AddBy enters a report with what a coder made of it: one of the versions of the machine, or a person. Of one coder the
// record entered last counts, of several the machine's, unless a person decided otherwise; without one, that of the
// person whose name comes first.
func (l *Linker) AddBy(r *tocsin.Report, rec *tocsin.Record, coder string) {
	s := newSource(r)
	if old := l.sources[r.ID]; old != nil {
		s.coded = old.coded
	}
	s.enter(tocsin.CoderName(coder), rec)
	s.forgetText()
	l.put(s)
}

// newSource reads what of a report does not depend on its records.
func newSource(r *tocsin.Report) *source {
	return &source{report: r, credit: creditOf(r), sketch: sketchOf(r.Text)}
}

// put enters a report with all records of it, in place of the one of its id.
func (l *Linker) put(s *source) {
	l.Remove(s.report.ID)
	l.copies.add(s)
	l.sources[s.report.ID] = s
	l.install(s)
	l.stale = len(l.decisions) > 0
}

// install makes the accounts of a report's record that counts, as decisions have it.
func (l *Linker) install(s *source) {
	f := l.fixes[s.report.ID]
	counts := s.counting(f.coder)
	s.coder, s.fixed = counts.coder, f.key()
	s.record = Correct(counts.record, f.corrections)
	for i := range s.record.Accounts {
		it := itemOf(s, &s.record.Accounts[i], counts, l.names)
		if l.items[it.String()] != nil {
			continue // an id used twice: a problem of the record, and told there
		}
		s.items = append(s.items, it)
		l.items[it.String()] = it
		l.compare(it)
		l.blocks.add(it)
		l.dirty[it] = true
	}
}

// forgetText lets the text go once all that is compared has been taken from it: texts are most of a ledger.
func (s *source) forgetText() {
	r := *s.report
	r.Text = ""
	s.report = &r
}

// compare weighs a new account against those there.
func (l *Linker) compare(it *item) {
	l.blocks.near(it, func(o *item) {
		if o.source == it.source && !repeated(o, it) {
			return
		}
		if w := odds(it, o); w > keepAbove {
			it.near = append(it.near, edge{o, w})
			o.near = append(o.near, edge{it, w})
		}
	})
}

// Remove takes a report out. One that is not there is no fault.
func (l *Linker) Remove(report string) {
	s := l.sources[report]
	if s == nil {
		return
	}
	delete(l.sources, report)
	l.copies.remove(s)
	l.withdraw(s)
	l.stale = len(l.decisions) > 0
}

// withdraw takes the accounts of a report out.
func (l *Linker) withdraw(s *source) {
	for _, it := range s.items {
		delete(l.items, it.String())
		delete(l.dirty, it)
		l.blocks.remove(it)
		l.unlink(it)
	}
	for _, it := range s.items { // its accounts may have been near each other
		delete(l.dirty, it)
	}
	s.items = nil
}

// unlink forgets with what an account was compared.
func (l *Linker) unlink(it *item) {
	for _, e := range it.near {
		e.to.near = slices.DeleteFunc(e.to.near, func(b edge) bool { return b.to == it })
		l.dirty[e.to] = true
	}
	it.near = nil
}

// rename compares an account anew if what people said of names changes whom it names.
func (l *Linker) rename(it *item) {
	actors := it.actorsOf(l.names)
	if slices.Equal(actors, it.actors) {
		return
	}
	it.actors = actors
	l.blocks.remove(it)
	l.unlink(it)
	l.compare(it)
	l.blocks.add(it)
	l.dirty[it] = true
}

// settle computes anew whatever a change has touched.
func (l *Linker) settle() {
	if l.stale {
		l.apply()
	}
	done := map[*item]bool{}
	for it := range l.dirty {
		if done[it] || it.gone {
			continue
		}
		part := connected(it)
		for _, p := range part {
			done[p] = true
		}
		for _, c := range clusters(part) {
			c.part = part[0].String()
			for _, p := range c.items {
				p.cluster = c
			}
		}
	}
	clear(l.dirty)
}

// connected returns the accounts that could share an incident with it, directly or by way of others, in order.
func connected(it *item) []*item {
	seen := map[*item]bool{it: true}
	part := []*item{it}
	visit := func(o *item) {
		if !seen[o] && !o.gone {
			seen[o] = true
			part = append(part, o)
		}
	}
	for i := 0; i < len(part); i++ {
		for _, e := range part[i].near {
			if e.odds > min(joinItems, attachBack) {
				visit(e.to)
			}
		}
		for _, o := range part[i].must {
			visit(o)
		}
	}
	slices.SortFunc(part, (*item).order)
	return part
}

// Log odds that stand for decisions and for what cannot be.
const (
	never  = -1e9
	always = 1e6
)

// clusters parts connected accounts into incidents.
func clusters(part []*item) []*cluster {
	number := make(map[*item]int, len(part))
	for i, it := range part {
		number[it] = i
	}
	known := pairOdds(part, number)
	pairs := make([]pairScore, 0, len(known))
	for k, w := range known {
		pairs = append(pairs, pairScore{k[0], k[1], w})
	}
	// Sums of floating numbers depend on their order.
	slices.SortFunc(pairs, func(a, b pairScore) int {
		if a.i != b.i {
			return int(a.i - b.i)
		}
		return int(a.j - b.j)
	})
	of := averageLink(len(part), pairs, joinItems)
	attachBackground(part, of, known)
	byNumber := map[int]*cluster{}
	var out []*cluster
	for i, it := range part {
		c := byNumber[of[i]]
		if c == nil {
			c = &cluster{}
			byNumber[of[i]] = c
			out = append(out, c)
		}
		c.items = append(c.items, it)
	}
	return out
}

// pairOdds returns the log odds of the pairs that were compared, decisions and the bounds of reports included.
func pairOdds(part []*item, number map[*item]int) map[[2]int32]float64 {
	known := map[[2]int32]float64{}
	set := func(a, b int, w float64) { known[[2]int32{int32(min(a, b)), int32(max(a, b))}] = w }
	for i, it := range part {
		for _, e := range it.near {
			if j, ok := number[e.to]; ok && i < j {
				set(i, j, e.odds)
			}
		}
		for _, o := range it.source.items {
			if j, ok := number[o]; ok && i != j && !repeated(it, o) {
				set(i, j, never)
			}
		}
	}
	for i, it := range part {
		for _, o := range it.must {
			if j, ok := number[o]; ok {
				set(i, j, always)
			}
		}
	}
	for i, it := range part {
		for _, o := range it.cannot {
			if j, ok := number[o]; ok {
				set(i, j, never)
			}
		}
	}
	return known
}

// attachBackground gives incidents that only background accounts tell of to the incident in the news that fits best,
// if one fits: what is told as history is seldom an incident nobody reported.
func attachBackground(part []*item, of []int, known map[[2]int32]float64) {
	members := map[int][]int{}
	news := map[int]bool{}
	for i, c := range of {
		members[c] = append(members[c], i)
		news[c] = news[c] || !part[i].account.Background
	}
	fit := func(a, b []int) float64 {
		sum := 0.0
		for _, i := range a {
			for _, j := range b {
				w, ok := known[[2]int32{int32(min(i, j)), int32(max(i, j))}]
				if !ok {
					w = apart
				}
				sum += w
			}
		}
		return sum / float64(len(a)*len(b))
	}
	for c := range part { // clusters are numbered by their first account, so this is an order
		if of[c] != c || news[c] {
			continue
		}
		best, at := attachBack, -1
		for d := range part {
			if of[d] == d && news[d] {
				if w := fit(members[c], members[d]); w > best {
					best, at = w, d
				}
			}
		}
		if at < 0 {
			continue
		}
		for _, i := range members[c] {
			of[i] = at
		}
		members[at] = append(members[at], members[c]...)
	}
}

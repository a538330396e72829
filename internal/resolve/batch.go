package resolve

import (
	"slices"
	"time"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

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

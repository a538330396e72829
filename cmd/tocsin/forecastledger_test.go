package main

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/forecast"
	"github.com/tocsin-org/tocsin/internal/ledger"
	"github.com/tocsin-org/tocsin/internal/resolve"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
)

// Reports that are dated ahead change nothing of what is counted: the incidents they tell of too are as they were without.
func TestCountsWithoutReportsDatedAhead(t *testing.T) {
	ctx := t.Context()
	l, err := ledger.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	today := tocsin.Date{Year: 2021, Month: 5, Day: 1}
	var rs []ledger.Reading
	for c := range invent.Reports(150, 1, 5) {
		if len(rs)%40 == 7 { // of incidents that others tell of, too, and of some that none does
			c.Report.Published = today.Add(1 + len(rs))
		}
		rs = append(rs, ledger.Reading{Document: &tocsin.Document{Name: c.Report.ID, Bytes: []byte(c.Report.Text)}, Report: c.Report, Record: c.Record, Coder: "invented/1"})
	}
	if _, err := l.AppendReadings(ctx, rs); err != nil {
		t.Fatal(err)
	}
	v, err := openView(ctx, l)
	if err != nil {
		t.Fatal(err)
	}
	lines := func(list []*tocsin.Incident) []string {
		var out []string
		for _, inc := range list {
			killed := "unknown"
			for _, f := range inc.Figures {
				if f.Effect == tocsin.Killed && f.Group == tocsin.GroupAll && f.Best != nil {
					killed = fmt.Sprint(f.Low, *f.Best)
				}
			}
			out = append(out, fmt.Sprint(inc.ID, " ", inc.Stage, inc.When.Start, inc.When.End, inc.Where.Country, inc.Where.Adm1, " ", killed))
		}
		return out
	}
	src := &forecast.Concluded{AsOf: today}
	if err := readConcluded(ctx, l, v, src, today); err != nil {
		t.Fatal(err)
	}
	link, err := resolve.FromLedgerBy(ctx, l, today)
	if err != nil {
		t.Fatal(err)
	}
	all, err := v.Counted(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := lines(link.Incidents(resolve.View{AsOf: today}))
	if d := cmp.Diff(want, lines(src.Concluded)); d != "" {
		t.Error(d)
	}
	if cmp.Equal(want, lines(all)) {
		t.Error("the reports dated ahead tell of nothing: the sample does not try it")
	}
}

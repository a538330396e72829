package resolve

import (
	"context"
	"slices"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// A Moment is an incident as it was known on a day.
type Moment struct {
	Day      tocsin.Date
	Incident *tocsin.Incident
}

// History returns what was known of an incident on each day on which a report told something of it, the first first. It
// reads only the incident's own reports: which accounts tell of it is taken from inc as it stands, so that the days differ
// in what had come in and in nothing else.
func History(ctx context.Context, l *ledger.Ledger, inc *tocsin.Incident, rule Rule) ([]Moment, error) {
	var refs []tocsin.AccountRef
	var reports []string
	var days []tocsin.Date // a report without a day has none
	for _, a := range inc.Accounts {
		refs = append(refs, a.AccountRef)
		if !slices.Contains(reports, a.Report) {
			reports = append(reports, a.Report)
		}
		if !a.Published.IsZero() && !slices.Contains(days, a.Published) {
			days = append(days, a.Published)
		}
	}
	slices.SortFunc(days, func(a, b tocsin.Date) int { return a.Sub(b) })
	link, err := FromReports(ctx, l, reports)
	if err != nil {
		return nil, err
	}
	var out []Moment
	for _, day := range days {
		if known := link.Conclude(refs, View{AsOf: day, Rule: rule}); known != nil {
			out = append(out, Moment{day, known})
		}
	}
	return out, nil
}

package view

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/tocsin-org/tocsin"
)

// Counted returns all incidents with no more than counts of them need: id, stage, days, country, first-order unit,
// precisions, the number killed, and one account, which is background if all are. Where no total is told the number killed
// is that of the largest group.
func (v *View) Counted(ctx context.Context) ([]*tocsin.Incident, error) {
	r := newRowReader()
	out, err := collect(ctx, v.db.Read(), func(rows *sql.Rows) (*tocsin.Incident, error) {
		inc := &tocsin.Incident{}
		var stage, start, end, days, precision string
		var low, best, high sql.NullInt64
		var news int
		err := rows.Scan(&inc.ID, &stage, &start, &end, &days, &inc.Where.Country, &inc.Where.Adm1, &precision, &low, &best, &high, &news)
		if err != nil {
			return nil, err
		}
		inc.Stage, inc.When.Precision, inc.Where.Precision = tocsin.Stage(r.one(stage)), tocsin.DatePrecision(r.one(days)), tocsin.PlacePrecision(r.one(precision))
		inc.Where.Country, inc.Where.Adm1 = r.one(inc.Where.Country), r.one(inc.Where.Adm1)
		inc.When.Start, inc.When.End = r.date(start), r.date(end)
		if best.Valid {
			n := int(best.Int64)
			t := tocsin.Tally{Effect: tocsin.Killed, Group: tocsin.GroupAll, Best: &n, Low: int(low.Int64)}
			if high.Valid {
				h := int(high.Int64)
				t.High = &h
			}
			inc.Figures = tocsin.List[tocsin.Tally]{t}
		}
		inc.Accounts = tocsin.List[tocsin.LinkedAccount]{{Background: news == 0}}
		return inc, nil
	}, `select id, stage, start_day, end_day, days, country, adm1, precision, toll_low, toll, toll_high, news from view_incidents order by start_day, id`)
	if err != nil {
		return nil, fmt.Errorf("reading what is to be counted: %w", err)
	}
	return out, nil
}

// Published returns the day of publication of each report, in order; reports of no known day come first.
func (v *View) Published(ctx context.Context) ([]tocsin.Date, error) {
	var out []tocsin.Date
	_, err := collect(ctx, v.db.Read(), func(rows *sql.Rows) (struct{}, error) {
		var published string
		var n int
		err := rows.Scan(&published, &n)
		d := dateOf(day(published))
		for range n {
			out = append(out, d)
		}
		return struct{}{}, err
	}, `select published, count(*) from view_reports group by published order by published`)
	if err != nil {
		return nil, fmt.Errorf("reading the days of reports: %w", err)
	}
	return out, nil
}

// date reads YYYY-MM-DD, each once.
func (r *rowReader) date(s string) tocsin.Date {
	d, ok := r.dates[s]
	if !ok {
		d = dateOf(day(s))
		r.dates[s] = d
	}
	return d
}

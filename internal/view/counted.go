package view

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// What counts need of an incident is stored as one text: to read a hundred thousand rows of twelve columns takes a second,
// most of it spent between the columns. A line is parted by fieldEnd, lines read together by lineEnd; neither stands in a
// text, see countedLine. Fields are those of countedFields, in order; what is not known is empty.
const (
	fieldEnd      = "\x1f"
	lineEnd       = "\x1e"
	countedFields = 12 // id, stage, start, end, precision of days, country, first-order unit, precision of place, killed: low, best, high; "news" unless all is background
	linesAtOnce   = 1000
)

var unended = strings.NewReplacer(fieldEnd, "�", lineEnd, "�")

// countedLine returns what counts need of an incident.
func countedLine(inc *tocsin.Incident) string {
	t, news := tollOf(inc), ""
	if slices.ContainsFunc(inc.Accounts, func(a tocsin.LinkedAccount) bool { return !a.Background }) {
		news = "news"
	}
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	fields := []string{inc.ID, string(inc.Stage), inc.When.Start.String(), inc.When.End.String(), string(inc.When.Precision), inc.Where.Country, inc.Where.Adm1,
		string(inc.Where.Precision), number(t.low), number(t.best), number(t.high), news}
	for i, f := range fields {
		fields[i] = unended.Replace(clean(f))
	}
	return strings.Join(fields, fieldEnd)
}

// counted reads a line.
func (r *rowReader) counted(line string, inc *tocsin.Incident) error {
	var f [countedFields]string
	n := 0
	for s := range strings.SplitSeq(line, fieldEnd) {
		if n < len(f) {
			f[n] = s
		}
		n++
	}
	if n != len(f) {
		return fmt.Errorf("%q has %d fields, not %d", line, n, len(f))
	}
	inc.ID, inc.Stage, inc.When.Precision = f[0], tocsin.Stage(r.one(f[1])), tocsin.DatePrecision(r.one(f[4]))
	inc.When.Start, inc.When.End = r.date(f[2]), r.date(f[3])
	inc.Where.Country, inc.Where.Adm1, inc.Where.Precision = r.one(f[5]), r.one(f[6]), tocsin.PlacePrecision(r.one(f[7]))
	if f[9] != "" {
		t := tocsin.Tally{Effect: tocsin.Killed, Group: tocsin.GroupAll}
		var low, best, high int
		for i, to := range []*int{&low, &best, &high} {
			if f[8+i] == "" {
				continue
			}
			var err error
			if *to, err = strconv.Atoi(f[8+i]); err != nil {
				return fmt.Errorf("%q: %w", line, err)
			}
		}
		t.Low, t.Best = low, &best
		if f[10] != "" {
			t.High = &high
		}
		inc.Figures = tocsin.List[tocsin.Tally]{t}
	}
	inc.Accounts = newsOnly
	if f[11] == "" {
		inc.Accounts = backgroundOnly
	}
	return nil
}

// What is known of accounts where incidents are counted: the same for all of a hundred thousand, and never written to.
var newsOnly, backgroundOnly = tocsin.List[tocsin.LinkedAccount]{{}}, tocsin.List[tocsin.LinkedAccount]{{Background: true}}

// Counted returns all incidents by day and id with no more than counts of them need: id, stage, days, country, first-order
// unit, precisions, the number killed, and one account, which is background if all are. Where no total is told the number
// killed is that of the largest group.
func (v *View) Counted(ctx context.Context) ([]*tocsin.Incident, error) {
	r := newRowReader()
	lists, err := collect(ctx, v.db.Read(), func(rows *sql.Rows) ([]tocsin.Incident, error) {
		var lines string
		if err := rows.Scan(&lines); err != nil {
			return nil, err
		}
		list := make([]tocsin.Incident, strings.Count(lines, lineEnd)+1)
		i := 0
		for line := range strings.SplitSeq(lines, lineEnd) {
			if err := r.counted(line, &list[i]); err != nil {
				return nil, err
			}
			i++
		}
		return list, nil
	}, fmt.Sprintf(`select string_agg(line, '%s') from view_counted group by n / %d`, lineEnd, linesAtOnce))
	if err != nil {
		return nil, fmt.Errorf("reading what is to be counted: %w", err)
	}
	var out []*tocsin.Incident
	for _, list := range lists {
		for i := range list {
			out = append(out, &list[i])
		}
	}
	slices.SortFunc(out, func(a, b *tocsin.Incident) int {
		switch {
		case a.When.Start == b.When.Start:
			return cmp.Compare(a.ID, b.ID)
		case a.When.Start.Before(b.When.Start):
			return -1
		}
		return 1
	})
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

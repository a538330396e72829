package forecast

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// LedgerData names the vintage of counts of a ledger's own incidents. They are
// kept apart from counts of files: neither closes a forecast made of the other.
const LedgerData = "the ledger"

// How many periods with reports it takes to count a ledger at all, and to do so
// without a warning.
const fewestWatched, fewWatched = 6, 24

// Concluded is a Source: the incidents concluded from a ledger's reports, as
// they were known on a day.
//
// What was carried out counts, whether or not it succeeded, if it was the news
// of a report: what is threatened or was prevented did not happen, and
// background is the past as it was chosen to be recalled. An incident must have
// a country and days that span no more than a period. Periods are counted from
// the first whole one after reports begin to the last whole one; one without
// any report is unknown and not zero.
type Concluded struct {
	Concluded []*tocsin.Incident // as known on AsOf
	AsOf      tocsin.Date        // the last day known
	// Published holds the days of the ledger's reports, also those after AsOf:
	// they say which periods were watched, not what was seen.
	Published []tocsin.Date
	Vintage   Vintage // its SHA256 is the hash of the last entry taken in
	Unit      Unit    // Month or Week; "" means Month
	// CountryName turns the ledger's country codes, which are the ids of areas,
	// into their names.
	CountryName func(code string) string
	// LeftOut says of what is not counted why, and how many; Incidents sets it.
	LeftOut map[string]int
}

// Incidents returns what counts.
func (c *Concluded) Incidents(context.Context) ([]Incident, Vintage, error) {
	c.Unit = cmp.Or(c.Unit, Month)
	first, reports := c.watched()
	watched := 0
	for _, n := range reports {
		watched += min(n, 1)
	}
	if watched < fewestWatched {
		return nil, c.Vintage, fmt.Errorf("the ledger has reports of %d whole %ss by %s, which is too short a history (at least %d): read more reports, count by week, or name other counts with --data",
			watched, c.Unit, c.AsOf, fewestWatched)
	}
	c.LeftOut = map[string]int{}
	var list []Incident
	for _, inc := range c.Concluded {
		why := c.unfit(inc)
		if why == "" {
			in := countable(inc)
			switch at := in.middle(c.Unit) - first; {
			case at < 0:
				why = fmt.Sprintf("before the first whole %s of reports", c.Unit)
			case at >= len(reports):
				why = fmt.Sprintf("after the last whole %s of reports", c.Unit)
			case reports[at] == 0:
				why = fmt.Sprintf("in a %s without reports, whose count is unknown", c.Unit)
			default:
				list = append(list, in)
				continue
			}
		}
		c.LeftOut[why]++
	}
	return list, c.Vintage, nil
}

// Panel counts the incidents. Its Problems say what was left out.
func (c *Concluded) Panel(ctx context.Context, opt ReadOptions) (*Panel, error) {
	c.Unit = cmp.Or(opt.Unit, Month)
	opt.Unit, opt.Target = c.Unit, cmp.Or(opt.Target, Incidents)
	first, reports := c.watched()
	opt.From, opt.To = first, first+len(reports)-1
	p, err := Count(ctx, c, opt)
	if err != nil {
		return nil, fmt.Errorf("%w%s", err, c.leftOut(" (left out: ", "; ", ")"))
	}
	for i := range p.Series {
		s := &p.Series[i]
		code, rest, _ := strings.Cut(s.Area.ID, "/")
		s.Area.Name = strings.TrimSuffix(c.CountryName(code)+"/"+rest, "/")
		for j, n := range reports {
			if n == 0 {
				s.Best[j], s.Low[j], s.High[j] = math.NaN(), math.NaN(), math.NaN()
			}
		}
	}
	c.warn(p, reports)
	return p, nil
}

// warn says what a reader must know of the counts: what is missing, how short
// they are, and where they change with the number of reports.
func (c *Concluded) warn(p *Panel, reports []int) {
	watched, n := 0, make([]float64, len(reports))
	for i, r := range reports {
		watched += min(r, 1)
		n[i] = float64(r)
	}
	p.Problems = append(p.Problems, fmt.Sprintf("incidents that its reports tell of from %s to %s: %d", c.Unit.Format(p.First), c.Unit.Format(p.Last()), len(p.incidents)))
	if silent := len(reports) - watched; silent > 0 {
		p.Problems = append(p.Problems, fmt.Sprintf("%ss without a report: %d of %d; their counts are unknown, and if they were quiet, forecasts are too high", c.Unit, silent, len(reports)))
	}
	if left := c.leftOut("left out: ", "; ", ""); left != "" {
		p.Problems = append(p.Problems, left)
	}
	if watched < fewWatched {
		p.Problems = append(p.Problems, fmt.Sprintf("a history of %d %ss is short: take no forecast of it for more than a guess", watched, c.Unit))
	}
	segs := Segments(n, c.Unit, Incidents, p.First)
	for _, s := range segs[min(1, len(segs)):] {
		p.Breaks = append(p.Breaks, Break{Period: s.First, When: s.From, Text: "the ledger's reports change in number, " + Times(s.Ratio) + ", and with them what can be counted"})
	}
}

// leftOut lists what was left out, the most first.
func (c *Concluded) leftOut(open, between, end string) string {
	var parts []string
	for why, n := range c.LeftOut {
		parts = append(parts, fmt.Sprintf("%6d %s", n, why))
	}
	if len(parts) == 0 {
		return ""
	}
	slices.Sort(parts)
	slices.Reverse(parts)
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return open + strings.Join(parts, between) + end
}

// watched returns the first whole period after reports begin and the number of
// reports published in each from there to the last that is over on AsOf, or
// when reports end.
func (c *Concluded) watched() (first int, reports []int) {
	days := slices.DeleteFunc(slices.Clone(c.Published), tocsin.Date.IsZero)
	if len(days) == 0 {
		return 1, nil
	}
	slices.SortFunc(days, tocsin.Date.Sub)
	end := days[len(days)-1]
	if c.AsOf.Before(end) {
		end = c.AsOf
	}
	first = c.Unit.Of(days[0].Add(-1).Time()) + 1
	last := c.Unit.Of(end.Add(1).Time()) - 1
	if last < first || last-first >= maxPeriods {
		return first, nil
	}
	reports = make([]int, last-first+1)
	for _, d := range days {
		if at := c.Unit.Of(d.Time()) - first; at >= 0 && at < len(reports) {
			reports[at]++
		}
	}
	return first, reports
}

// unfit says why an incident cannot be counted in any period, "" if it can.
func (c *Concluded) unfit(inc *tocsin.Incident) string {
	longest := map[Unit]int{Week: 7, Month: 31}[c.Unit]
	switch w := inc.When; {
	case inc.Stage != tocsin.Accomplished && inc.Stage != tocsin.Attempted:
		return "only threatened, or prevented"
	case !slices.ContainsFunc(inc.Accounts, func(a tocsin.LinkedAccount) bool { return !a.Background }):
		return "told only as background to other news"
	case w.Precision == tocsin.DateUnknown || w.Start.IsZero() || w.End.IsZero() || w.End.Before(w.Start):
		return "of no known date"
	case w.End.Sub(w.Start)+1 > longest:
		return fmt.Sprintf("dated less exactly than to a %s", c.Unit)
	case inc.Where.Country == "":
		return "in no known country"
	}
	return ""
}

// countable is what a count needs to know of an incident.
func countable(inc *tocsin.Incident) Incident {
	in := Incident{ID: inc.ID, Start: inc.When.Start.Time(), End: inc.When.End.Time(), Country: inc.Where.Country, FirstOrder: inc.Where.Adm1, NoToll: true}
	switch inc.Where.Precision {
	case tocsin.PlaceCountry:
		in.WherePrec = 6
	case tocsin.PlaceSeaOrAir:
		in.WherePrec = 7
	}
	for _, t := range inc.Figures {
		if t.Effect != tocsin.Killed || t.Best == nil {
			continue
		}
		low, best := float64(t.Low), float64(*t.Best)
		high := best
		if t.High != nil { // else open above, which a count cannot say
			high = max(best, float64(*t.High))
		}
		if in.NoToll || best > in.Best {
			in.NoToll, in.Low, in.Best, in.High = false, min(low, best), best, high
		}
		if t.Group == tocsin.GroupAll {
			break // it comes first; without it the dead are at least those of the largest group
		}
	}
	return in
}

// middle returns the period that holds most days of an incident.
func (in Incident) middle(u Unit) int {
	for _, s := range in.spread(u, Incidents) {
		if s.v[1] > 0 {
			return s.period
		}
	}
	return u.Of(in.Start) // unreachable: some period holds most
}

package forecast

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// A Source yields incidents to be counted, with what identifies the data: the
// incidents concluded from a ledger are one.
type Source interface {
	Incidents(ctx context.Context) ([]Incident, Vintage, error)
}

// Count tallies the incidents of a source.
func Count(ctx context.Context, src Source, opt ReadOptions) (*Panel, error) {
	list, v, err := src.Incidents(ctx)
	if err != nil {
		return nil, fmt.Errorf("counting incidents: %w", err)
	}
	p, err := Tally(list, opt)
	if err != nil {
		return nil, fmt.Errorf("counting the incidents of %s: %w", v.Name, err)
	}
	v.Last = p.Unit.Format(p.Last())
	p.Vintage = v
	return p, nil
}

// longestSpan bounds how many days one incident may be spread over.
const longestSpan = 5 * 366

// Tally counts incidents by area and period.
//
// An incident dated by an interval is not put on one day: its deaths are shared
// among the periods by their days in the interval, in whole numbers whose sum
// is kept; the incident itself counts once, in the period that holds most of
// its days. By first-order unit, incidents placed only in a country count
// nowhere, and the panel's Problems say how many; their point is a centroid and
// must not become a province's.
//
// Incidents whose toll is not known add no deaths; a period that has no others
// is unknown.
func Tally(list []Incident, opt ReadOptions) (*Panel, error) {
	unit, target, level := cmp.Or(opt.Unit, Month), cmp.Or(opt.Target, Deaths), cmp.Or(opt.Level, Country)
	if level == Region {
		return nil, errors.New("incidents are counted by country or first-order unit")
	}
	sums := map[string]map[int]*[3]float64{}
	areas := map[string]Area{}
	noToll := map[string]map[int]bool{}
	first, last, unplaced, long, untold := math.MaxInt, math.MinInt, 0, 0, 0
	if len(opt.Types) > 0 {
		list = slices.DeleteFunc(slices.Clone(list), func(in Incident) bool { return !slices.Contains(opt.Types, in.Type) })
	}
	for _, in := range list {
		a, ok := in.area(level)
		if !ok {
			unplaced++
			continue
		}
		if in.days() > longestSpan {
			long++
			continue
		}
		if sums[a.ID] == nil {
			if len(sums) >= maxAreas {
				return nil, fmt.Errorf("more than %d areas", maxAreas)
			}
			sums[a.ID], areas[a.ID], noToll[a.ID] = map[int]*[3]float64{}, a, map[int]bool{}
		}
		if in.NoToll && target == Deaths {
			at := in.middle(unit)
			noToll[a.ID][at] = true
			first, last = min(first, at), max(last, at)
			untold++
			continue
		}
		for _, share := range in.spread(unit, target) {
			v := sums[a.ID][share.period]
			if v == nil {
				v = new([3]float64)
				sums[a.ID][share.period] = v
			}
			for i := range v {
				v[i] += share.v[i]
			}
			first, last = min(first, share.period), max(last, share.period)
		}
	}
	if first > last {
		return nil, errors.New("no incident of the kind asked for")
	}
	if opt.From != 0 {
		first = opt.From
	}
	if opt.To != 0 {
		last = opt.To
	}
	n := last - first + 1
	if n < 1 || n > maxPeriods || n*len(sums) > maxValues {
		return nil, fmt.Errorf("%d areas from %s to %s: nothing, or too large", len(sums), unit.Format(first), unit.Format(last))
	}
	p := &Panel{Unit: unit, Target: target, First: first, incidents: list}
	for id, a := range areas {
		s := Series{Area: a, Best: make([]float64, n), Low: make([]float64, n), High: make([]float64, n)}
		for period, v := range sums[id] {
			if i := period - first; i >= 0 && i < n {
				s.Low[i], s.Best[i], s.High[i] = v[0], v[1], v[2]
			}
		}
		for period := range noToll[id] {
			if i := period - first; sums[id][period] == nil && i >= 0 && i < n {
				s.Low[i], s.Best[i], s.High[i] = math.NaN(), math.NaN(), math.NaN()
			}
		}
		p.Series = append(p.Series, s)
	}
	slices.SortFunc(p.Series, func(a, b Series) int { return cmp.Compare(a.Area.ID, b.Area.ID) })
	if unplaced > 0 {
		p.Problems = append(p.Problems, fmt.Sprintf("%d incidents are placed only in a country and count in no first-order unit", unplaced))
	}
	if untold > 0 {
		p.Problems = append(p.Problems, fmt.Sprintf("incidents of which no report tells how many died: %d of %d; a %s that has no others is unknown, in the rest the known deaths count", untold, len(list), unit))
	}
	if long > 0 {
		p.Problems = append(p.Problems, fmt.Sprintf("%d incidents span more than %d days and are left out", long, longestSpan))
	}
	return p, nil
}

// area names the place an incident counts for. Where_prec 6 is country-level
// and 7 is at sea, whatever the province column says.
func (in Incident) area(level Level) (Area, bool) {
	if level == Country {
		return Area{ID: in.Country, Name: in.Country, Level: Country}, true
	}
	if in.FirstOrder == "" || in.WherePrec >= 6 {
		return Area{}, false
	}
	id := in.Country + "/" + strings.TrimSpace(in.FirstOrder)
	return Area{ID: id, Name: id, Level: FirstOrder}, true
}

// days returns the length of the interval.
func (in Incident) days() int { return daysBetween(in.Start, in.End) + 1 }

// A share is the part of an incident that falls into a period.
type share struct {
	period int
	days   int
	v      [3]float64
}

// spread divides an incident among the periods of its interval.
func (in Incident) spread(unit Unit, target Target) []share {
	a, b := unit.Of(in.Start), unit.Of(in.End)
	shares := make([]share, 0, b-a+1)
	for id := a; id <= b; id++ {
		from, to := in.Start, in.End.AddDate(0, 0, 1)
		if s := unit.Start(id); s.After(from) {
			from = s
		}
		if e := unit.End(id); e.Before(to) {
			to = e
		}
		shares = append(shares, share{period: id, days: daysBetween(from, to)})
	}
	if target == Incidents {
		most := 0
		for i := range shares {
			if shares[i].days > shares[most].days {
				most = i
			}
		}
		shares[most].v = [3]float64{1, 1, 1}
		return shares
	}
	for k, total := range [3]float64{in.Low, in.Best, in.High} {
		apportion(total, shares, k)
	}
	return shares
}

// apportion shares a whole number by days with largest remainders, so that
// parts are whole and their sum is kept.
func apportion(total float64, shares []share, k int) {
	var all int
	for _, s := range shares {
		all += s.days
	}
	left := math.Floor(total)
	fraction := total - left
	rest := make([]float64, len(shares))
	for i := range shares {
		exact := (total - fraction) * float64(shares[i].days) / float64(all)
		whole := math.Floor(exact)
		shares[i].v[k] = whole
		rest[i] = exact - whole
		left -= whole
	}
	for ; left > .5; left-- {
		most := 0
		for i := range rest {
			if rest[i] > rest[most] {
				most = i
			}
		}
		shares[most].v[k]++
		rest[most] = -1
	}
	shares[len(shares)-1].v[k] += fraction
}

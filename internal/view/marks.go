package view

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

const (
	maxMarks = 2000 // points on a map at once: enough to see where, few enough to draw
	cellSize = 48   // pixels of a cell whose incidents are drawn as one
	worldMap = 512  // pixels of the world at zoom 0 (the web's usual Mercator map)
)

// Marks returns what the map draws of a query at a zoom level: one mark for the incidents that would be drawn on top of
// each other. Incidents that are known to a first-order unit only are counted by unit. The query's box narrows the points
// and not the areas.
func (v *View) Marks(ctx context.Context, q tocsin.Query, zoom float64) (tocsin.Marks, error) {
	var out tocsin.Marks
	t, err := v.table(ctx)
	if err != nil {
		return out, err
	}
	f, err := v.filter(ctx, t, q)
	if err != nil {
		return out, err
	}
	var points []*incident
	areas := map[[2]string]*tocsin.Mark{}
	for _, x := range t.incidents {
		switch fails := f.fails(x); {
		case x.located:
			if fails == 0 {
				points = append(points, x)
			}
		case fails&^failBox != 0:
		case x.adm1 != "" && x.country != "":
			k := [2]string{x.country, x.adm1}
			m := areas[k]
			if m == nil {
				m = &tocsin.Mark{Country: x.country, Adm1: x.adm1, Precision: tocsin.PlaceProvince, Label: x.adm1}
				areas[k] = m
			}
			m.N++
			m.Killed += max(0, int(x.killed))
		default:
			out.Unplaced++
		}
	}
	for _, m := range areas {
		out.Areas = append(out.Areas, *m)
	}
	slices.SortFunc(out.Areas, func(a, b tocsin.Mark) int {
		return cmp.Or(b.N-a.N, cmp.Compare(a.Country, b.Country), cmp.Compare(a.Adm1, b.Adm1))
	})
	out.Points = clusters(points, math.Max(0, math.Min(zoom, 24)))
	return out, nil
}

// clusters puts points on a grid of the map, coarser if there would be more than maxMarks.
func clusters(points []*incident, zoom float64) []tocsin.Mark {
	type cell struct {
		first     *incident
		n, killed int
		lat, lon  float64
	}
	for cells := worldMap * math.Exp2(zoom) / cellSize; ; cells /= 2 {
		grid := map[[2]int32]*cell{}
		for _, x := range points {
			px, py := mercator(x.lat, x.lon)
			k := [2]int32{int32(px * cells), int32(py * cells)}
			c := grid[k]
			if c == nil {
				c = &cell{first: x}
				grid[k] = c
			}
			if x.id < c.first.id {
				c.first = x
			}
			c.n++
			c.killed += max(0, int(x.killed))
			c.lat += x.lat
			c.lon += x.lon
		}
		if len(grid) > maxMarks && cells > 1 {
			continue
		}
		out := make([]tocsin.Mark, 0, len(grid))
		for _, c := range grid {
			m := tocsin.Mark{Lat: round(c.lat / float64(c.n)), Lon: round(c.lon / float64(c.n)), N: c.n, Killed: c.killed}
			if c.n == 1 {
				m.ID, m.Kind, m.Precision = c.first.id, c.first.kind, c.first.precision
				m.Label = strings.SplitN(c.first.names, "\n", 2)[0]
			}
			out = append(out, m)
		}
		slices.SortFunc(out, func(a, b tocsin.Mark) int {
			return cmp.Or(b.N-a.N, cmp.Compare(a.Lat, b.Lat), cmp.Compare(a.Lon, b.Lon), cmp.Compare(a.ID, b.ID))
		})
		return out
	}
}

// mercator returns where a point lies on the map, 0 to 1 from the north-west.
func mercator(lat, lon float64) (x, y float64) {
	const edge = 85.051129 // the map ends here
	s := math.Sin(math.Max(-edge, math.Min(edge, lat)) * math.Pi / 180)
	return (lon + 180) / 360, 0.5 - math.Log((1+s)/(1-s))/(4*math.Pi)
}

// round keeps five decimals, a metre.
func round(deg float64) float64 { return math.Round(deg*1e5) / 1e5 }

// Timeline returns how many incidents of a query began in each day, week (from Monday), month or year, without gaps from
// the first to the last. Those of no known day are in none. The error is tocsin.ErrQuery for another unit.
func (v *View) Timeline(ctx context.Context, q tocsin.Query, unit string) ([]tocsin.Bin, error) {
	start, next := periods(unit)
	if start == nil {
		return nil, fmt.Errorf("unit %q: %w", unit, tocsin.ErrQuery)
	}
	t, err := v.table(ctx)
	if err != nil {
		return nil, err
	}
	f, err := v.filter(ctx, t, q)
	if err != nil {
		return nil, err
	}
	type day struct{ n, killed int }
	days := map[int32]day{}
	for _, x := range t.incidents {
		if x.start != unknownDay && f.fails(x) == 0 {
			d := days[x.start]
			days[x.start] = day{d.n + 1, d.killed + max(0, int(x.killed))}
		}
	}
	bins := map[tocsin.Date]tocsin.Bin{}
	var first, last tocsin.Date
	for d, c := range days {
		s := start(dateOf(d))
		b := bins[s]
		bins[s] = tocsin.Bin{Start: s, N: b.N + c.n, Killed: b.Killed + c.killed}
		if first.IsZero() || s.Before(first) {
			first = s
		}
		if last.Before(s) {
			last = s
		}
	}
	var out []tocsin.Bin
	for s := first; len(bins) > 0 && !last.Before(s); s = next(s) {
		b := bins[s]
		b.Start = s
		out = append(out, b)
	}
	return out, nil
}

// periods returns the functions that lead from a day to the start of its period, and from there to the next; nil for a unit
// that there is not.
func periods(unit string) (start, next func(tocsin.Date) tocsin.Date) {
	switch unit {
	case "day":
		return func(d tocsin.Date) tocsin.Date { return d }, func(d tocsin.Date) tocsin.Date { return d.Add(1) }
	case "week":
		return func(d tocsin.Date) tocsin.Date { return d.Add(-((int(d.Weekday()) + 6) % 7)) }, func(d tocsin.Date) tocsin.Date { return d.Add(7) }
	case "month":
		return month, func(d tocsin.Date) tocsin.Date { return month(d.Add(31)) }
	case "year":
		return func(d tocsin.Date) tocsin.Date { return tocsin.Date{Year: d.Year, Month: 1, Day: 1} }, func(d tocsin.Date) tocsin.Date { return tocsin.Date{Year: d.Year + 1, Month: 1, Day: 1} }
	}
	return nil, nil
}

func month(d tocsin.Date) tocsin.Date { return tocsin.Date{Year: d.Year, Month: d.Month, Day: 1} }

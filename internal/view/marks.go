package view

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

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
	scale := worldMap * math.Exp2(zoom) / cellSize
	at := map[[2]int32]int{} // index of a cell
	var cells []cell
	for _, x := range points {
		k := [2]int32{int32(x.px * scale), int32(x.py * scale)}
		i, ok := at[k]
		if !ok {
			i = len(cells)
			at[k] = i
			cells = append(cells, cell{at: k, first: x})
		}
		cells[i].add(cell{first: x, n: 1, killed: max(0, int(x.killed)), lat: x.lat, lon: x.lon})
	}
	for len(cells) > maxMarks && scale > 1 { // four of them are one of twice the size
		scale /= 2
		clear(at)
		var larger []cell
		for _, c := range cells {
			k := [2]int32{c.at[0] >> 1, c.at[1] >> 1}
			i, ok := at[k]
			if !ok {
				i = len(larger)
				at[k] = i
				larger = append(larger, cell{at: k, first: c.first})
			}
			larger[i].add(c)
		}
		cells = larger
	}
	out := make([]tocsin.Mark, 0, len(cells))
	for _, c := range cells {
		m := tocsin.Mark{Lat: round(c.lat / float64(c.n)), Lon: round(c.lon / float64(c.n)), N: c.n, Killed: c.killed}
		if c.n == 1 {
			m.ID, m.Kind, m.Precision, m.Label = c.first.id, c.first.kind, c.first.precision, c.first.label
		}
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b tocsin.Mark) int {
		return cmp.Or(b.N-a.N, cmp.Compare(a.Lat, b.Lat), cmp.Compare(a.Lon, b.Lon), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// A cell is a square of the grid with the incidents in it; lat and lon are sums.
type cell struct {
	at        [2]int32
	first     *incident
	n, killed int
	lat, lon  float64
}

func (c *cell) add(o cell) {
	c.n += o.n
	c.killed += o.killed
	c.lat += o.lat
	c.lon += o.lon
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

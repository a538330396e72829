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
	a, err := v.ask(ctx, q)
	if err != nil {
		return tocsin.Marks{}, err
	}
	level := levelOf(zoom)
	return counted(a, fmt.Sprint("marks ", level), func() tocsin.Marks { return a.marks(level) }), nil
}

func (a *answer) marks(level int) tocsin.Marks {
	out := tocsin.Marks{Points: a.clusters(level)}
	t, c := a.t, &a.t.columns
	type sum struct{ n, killed int }
	sums := make([]sum, len(t.lists.places))
	for i, fail := range a.fails {
		if fail&^failBox == 0 && c.spot[i] == noSpot {
			s := &sums[c.place[i]]
			s.n++
			s.killed += max(0, int(c.killed[i]))
		}
	}
	areas := map[[2]string]*tocsin.Mark{}
	for i, s := range sums {
		p := &t.lists.places[i]
		if p.adm1 == "" || p.country == "" {
			out.Unplaced += s.n
			continue
		}
		if s.n == 0 {
			continue
		}
		k := [2]string{p.country, p.adm1}
		m := areas[k]
		if m == nil {
			m = &tocsin.Mark{Country: p.country, Adm1: p.adm1, Precision: tocsin.PlaceProvince, Label: p.adm1}
			areas[k] = m
		}
		m.N += s.n
		m.Killed += s.killed
	}
	for _, m := range areas {
		out.Areas = append(out.Areas, *m)
	}
	slices.SortFunc(out.Areas, func(a, b tocsin.Mark) int {
		return cmp.Or(b.N-a.N, cmp.Compare(a.Country, b.Country), cmp.Compare(a.Adm1, b.Adm1))
	})
	return out
}

// The map is halved in both directions again and again. A spot tells in which half a point lies, from the first halving on,
// two bits each: points in order of their spots have their neighbours beside them, and those in one cell of any size stand
// together.
const (
	halvings = 28 // cells of 15 cm
	noSpot   = math.MaxUint64
)

// spotOf returns the spot of a point of the map.
func spotOf(x, y float64) uint64 {
	const side = 1 << halvings
	return spread(uint64(max(0, min(side-1, x*side))))<<1 | spread(uint64(max(0, min(side-1, y*side))))
}

// spread puts a zero before each bit of a number of 32.
func spread(x uint64) uint64 {
	x = (x | x<<16) & 0x0000ffff0000ffff
	x = (x | x<<8) & 0x00ff00ff00ff00ff
	x = (x | x<<4) & 0x0f0f0f0f0f0f0f0f
	x = (x | x<<2) & 0x3333333333333333
	return (x | x<<1) & 0x5555555555555555
}

// bySpot compares incidents by spot.
func (t *table) bySpot(a, b int32) int {
	return cmp.Or(cmp.Compare(t.columns.spot[a], t.columns.spot[b]), cmp.Compare(a, b))
}

// neighbours returns the incidents that have a point in order of their spots.
func (t *table) neighbours() []int32 {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.spots == nil {
		list := slices.Collect(t.present())
		t.spots = slices.DeleteFunc(list, func(at int32) bool { return t.columns.spot[at] == noSpot })
		slices.SortFunc(t.spots, t.bySpot)
	}
	return t.spots
}

// levelOf returns how often the map is halved for cells of about cellSize at a zoom level.
func levelOf(zoom float64) int {
	zoom = math.Max(0, math.Min(zoom, 24))
	return min(halvings, int(math.Round(zoom+math.Log2(worldMap/cellSize))))
}

// clusters puts the points of an answer in cells, larger ones if there would be more than maxMarks.
func (a *answer) clusters(level int) []tocsin.Mark {
	t, c := a.t, &a.t.columns
	var cells []cell
	shift := 2 * (halvings - level)
	for _, i := range t.neighbours() {
		if a.fails[i] != 0 {
			continue
		}
		if at := c.spot[i] >> shift; len(cells) == 0 || cells[len(cells)-1].at != at {
			cells = append(cells, cell{at: at, first: i})
		}
		cells[len(cells)-1].add(cell{n: 1, killed: max(0, int(c.killed[i])), lat: c.lat[i], lon: c.lon[i]})
	}
	for len(cells) > maxMarks { // four of them are one of twice the size; they stand beside each other
		larger := cells[:0]
		for _, x := range cells {
			if n := len(larger); n > 0 && larger[n-1].at == x.at>>2 {
				larger[n-1].add(x)
			} else {
				x.at >>= 2
				larger = append(larger, x)
			}
		}
		cells = larger
	}
	out := make([]tocsin.Mark, 0, len(cells))
	for _, x := range cells {
		m := tocsin.Mark{Lat: round(x.lat / float64(x.n)), Lon: round(x.lon / float64(x.n)), N: x.n, Killed: x.killed}
		if x.n == 1 {
			inc := t.incidents[x.first]
			m.ID, m.Kind, m.Precision, m.Label = inc.id, inc.kind, inc.precision, t.lists.places[c.place[x.first]].label
		}
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b tocsin.Mark) int {
		return cmp.Or(b.N-a.N, cmp.Compare(a.Lat, b.Lat), cmp.Compare(a.Lon, b.Lon), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// A cell is a square of the map with the incidents in it; lat and lon are sums.
type cell struct {
	at        uint64
	first     int32
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
	a, err := v.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	return counted(a, "timeline "+unit, func() []tocsin.Bin { return a.timeline(start, next) }), nil
}

// timeline counts by periods.
func (a *answer) timeline(start, next func(tocsin.Date) tocsin.Date) []tocsin.Bin {
	c := &a.t.columns
	type day struct{ n, killed int }
	earliest, latest := int32(math.MaxInt32), int32(unknownDay)
	for i, fail := range a.fails {
		if d := c.start[i]; fail == 0 && d != unknownDay {
			earliest, latest = min(earliest, d), max(latest, d)
		}
	}
	if latest == unknownDay {
		return nil
	}
	days := make([]day, latest-earliest+1)
	for i, fail := range a.fails {
		if d := c.start[i]; fail == 0 && d != unknownDay {
			days[d-earliest].n++
			days[d-earliest].killed += max(0, int(c.killed[i]))
		}
	}
	var out []tocsin.Bin
	end := next(start(dateOf(earliest)))
	out = append(out, tocsin.Bin{Start: start(dateOf(earliest))})
	until := dayOf(end)
	for i, d := range days {
		for earliest+int32(i) >= until {
			out = append(out, tocsin.Bin{Start: end})
			end = next(end)
			until = dayOf(end)
		}
		last := &out[len(out)-1]
		last.N += d.n
		last.Killed += d.killed
	}
	return out
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

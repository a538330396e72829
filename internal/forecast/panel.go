package forecast

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A Target is what is counted.
type Target string

// The targets. Deaths are best estimates, with low and high beside them where
// the source has them.
const (
	Incidents Target = "incidents"
	Deaths    Target = "deaths"
)

// ParseTarget reads "incidents" or "deaths".
func ParseTarget(s string) (Target, error) {
	switch t := Target(strings.ToLower(strings.TrimSpace(s))); t {
	case Incidents, Deaths:
		return t, nil
	}
	return "", fmt.Errorf("target %q: want incidents or deaths", s)
}

// A Level says how large the areas are.
type Level string

// The levels at which forecasts may be made.
const (
	Region     Level = "region" // several countries, or a named set of first-order units
	Country    Level = "country"
	FirstOrder Level = "first-order" // province, state, oblast
)

// ParseLevel reads a level; finer ones than a first-order unit are refused.
func ParseLevel(s string) (Level, error) {
	switch l := Level(strings.ToLower(strings.TrimSpace(s))); l {
	case Region, Country, FirstOrder:
		return l, nil
	}
	return "", fmt.Errorf("level %q: forecasts are made for a region, country or first-order unit, nothing finer", s)
}

// An Area is a place with a count for every period.
type Area struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Level Level  `json:"level"`
}

// pointLike matches names that are a point or a grid cell and not an area.
var pointLike = regexp.MustCompile(`^(?i:point\s*\(.*|(pgid|gid|priogrid)\b.*|\(?-?\d{1,3}\.\d+\s*[,; /]\s*-?\d{1,3}\.\d+\)?)$`)

// CheckGrain refuses areas finer than a first-order unit and periods shorter
// than a week: requirement R13, "not for targeting".
func CheckGrain(a Area, u Unit) error {
	if u == Day {
		return fmt.Errorf("forecasts are made by week or month, nothing finer")
	}
	if _, err := ParseLevel(string(a.Level)); err != nil {
		return err
	}
	if pointLike.MatchString(strings.TrimSpace(a.Name)) || pointLike.MatchString(strings.TrimSpace(a.ID)) {
		return fmt.Errorf("area %q is a point or grid cell: forecasts are made for first-order units or larger", a.Name)
	}
	return nil
}

// A Series is the counts of one area. All series of a panel have the same length.
type Series struct {
	Area Area
	// Best holds one count per period; NaN where the area did not exist or
	// nothing is known. Unknown is not zero.
	Best []float64
	// Low and High bound Best; nil where the source gives one number.
	Low, High []float64
}

// A Vintage says which data were read. Sources revise their past, and a score
// against another vintage can differ by a factor of two.
type Vintage struct {
	Name   string    `json:"name"`           // file or ledger
	SHA256 string    `json:"sha256"`         // of the bytes as received; of a ledger's last entry taken in
	Read   time.Time `json:"read"`           // when
	Last   string    `json:"last,omitempty"` // last period with data
}

// A Break is a change in how counts were made, which may look like a change in
// what was counted.
type Break struct {
	Period int    `json:"-"`
	When   string `json:"when"`
	Text   string `json:"text"`
}

// A Panel is areas × periods.
type Panel struct {
	Unit    Unit
	Target  Target
	First   int // number of the first period
	Series  []Series
	Vintage Vintage
	Breaks  []Break
	// Problems says what could not be read, for the person who gave the data.
	Problems []string

	incidents []Incident // what was tallied, if it was
}

// Len returns the number of periods.
func (p *Panel) Len() int {
	if len(p.Series) == 0 {
		return 0
	}
	return len(p.Series[0].Best)
}

// Last returns the number of the last period.
func (p *Panel) Last() int { return p.First + p.Len() - 1 }

// Until returns the panel as it stood at the end of period last: a view that
// holds nothing later, so that a model cannot look ahead.
func (p *Panel) Until(last int) *Panel {
	n := min(max(last-p.First+1, 0), p.Len())
	q := *p
	q.Series = make([]Series, len(p.Series))
	for i, s := range p.Series {
		q.Series[i] = Series{Area: s.Area, Best: s.Best[:n:n]}
		if s.Low != nil && s.High != nil {
			q.Series[i].Low, q.Series[i].High = s.Low[:n:n], s.High[:n:n]
		}
	}
	return &q
}

// Daily returns the daily counts of incidents of an area in the ten years to the
// end of the panel, or nil where the panel was not tallied from incidents. They
// serve to fit an excitation; no forecast is made by day.
func (p *Panel) Daily(area int) []float64 {
	a := p.Series[area].Area
	var own []Incident
	for _, in := range p.incidents {
		if b, ok := in.area(a.Level); ok && b.ID == a.ID {
			own = append(own, in)
		}
	}
	to := Day.Of(p.Unit.End(p.Last())) - 1
	from := max(Day.Of(p.Unit.Start(p.First)), to-3652)
	d, err := Tally(own, ReadOptions{Target: Incidents, Unit: Day, Level: a.Level, From: from, To: to})
	if err != nil {
		return nil // none of its own: nothing to fit
	}
	return d.Series[0].Best
}

// At returns the best count of an area in a period, NaN when unknown.
func (p *Panel) At(area, period int) float64 {
	i := period - p.First
	if i < 0 || i >= p.Len() {
		return math.NaN()
	}
	return p.Series[area].Best[i]
}

// Area returns the index of the area with this id or name. NAME=AREA+AREA joins
// areas into a region, which is added to the panel unless it is there already.
func (p *Panel) Area(name string) (int, error) {
	if i := p.Find(name); i >= 0 {
		return i, nil
	}
	region, parts, ok := strings.Cut(name, "=")
	if region = strings.TrimSpace(region); ok && region != "" {
		var areas []int
		for part := range strings.SplitSeq(parts, "+") {
			i := p.Find(part)
			if i < 0 {
				return 0, p.unknown(part)
			}
			areas = append(areas, i)
		}
		return p.join(Area{ID: strings.TrimSpace(name), Name: region, Level: Region}, areas), nil
	}
	return 0, p.unknown(name)
}

// unknown is the error for an area that is not there, with those that might be
// meant.
func (p *Panel) unknown(name string) error {
	if near := p.suggest(name); len(near) > 0 {
		return fmt.Errorf("area %q is not in %s; there are %s", name, p.Vintage.Name, strings.Join(near, ", "))
	}
	return fmt.Errorf("area %q is not in %s", name, p.Vintage.Name)
}

// join adds the sum of several areas and returns its index. A period unknown in
// one of them is unknown.
func (p *Panel) join(a Area, areas []int) int {
	s := Series{Area: a, Best: make([]float64, p.Len())}
	bounded := true
	for _, a := range areas {
		bounded = bounded && p.Series[a].Low != nil && p.Series[a].High != nil
	}
	if bounded {
		s.Low, s.High = make([]float64, p.Len()), make([]float64, p.Len())
	}
	for _, a := range areas {
		for i, v := range p.Series[a].Best {
			s.Best[i] += v
			if bounded {
				s.Low[i] += p.Series[a].Low[i]
				s.High[i] += p.Series[a].High[i]
			}
		}
	}
	p.Series = append(slices.Clone(p.Series), s)
	return len(p.Series) - 1
}

// Estimate returns the panel with its low or high estimates in the place of the
// best, to see how much hangs on them.
func (p *Panel) Estimate(which string) (*Panel, error) {
	q := *p
	q.Series = slices.Clone(p.Series)
	for i, s := range p.Series {
		x := map[string][]float64{"low": s.Low, "best": s.Best, "high": s.High}[which]
		if x == nil {
			return nil, fmt.Errorf("%s: no %s estimates", p.Vintage.Name, which)
		}
		q.Series[i].Best = x
	}
	return &q, nil
}

// Find returns the index of the area with this id or name (letter case and
// surrounding space do not matter), or -1.
func (p *Panel) Find(name string) int {
	name = strings.TrimSpace(name)
	if i := slices.IndexFunc(p.Series, func(s Series) bool { return s.Area.ID == name }); i >= 0 {
		return i
	}
	return slices.IndexFunc(p.Series, func(s Series) bool { return strings.EqualFold(s.Area.Name, name) })
}

// suggest returns up to five area names that contain s or begin as it does.
func (p *Panel) suggest(s string) []string {
	s = strings.ToLower(strings.TrimSpace(s))
	head := s[:min(3, len(s))]
	var hits []string
	for _, r := range p.Series {
		if n := strings.ToLower(r.Area.Name); len(hits) < 5 && s != "" && (strings.Contains(n, s) || strings.HasPrefix(n, head)) {
			hits = append(hits, r.Area.Name)
		}
	}
	return hits
}

// check reports a panel no model can work with.
func (p *Panel) check() error {
	if len(p.Series) == 0 || p.Len() == 0 {
		return fmt.Errorf("panel %s: no counts", p.Vintage.Name)
	}
	for _, s := range p.Series {
		if len(s.Best) != p.Len() {
			return fmt.Errorf("panel %s: area %s has %d periods, others %d", p.Vintage.Name, s.Area.Name, len(s.Best), p.Len())
		}
		for i, v := range s.Best {
			if v < 0 || math.IsInf(v, 0) {
				return fmt.Errorf("panel %s: area %s, %s: count %v", p.Vintage.Name, s.Area.Name, p.Unit.Format(p.First+i), v)
			}
		}
	}
	return nil
}

package gazetteer

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tocsin-org/tocsin/internal/gazetteer/bundle"
)

// An overlay is what a dump added to the embedded places.
type overlay struct {
	places []Place
	names  map[string][]Hit
	first  bundle.First
	// instead are the embedded places that a better row stands in for.
	instead map[Ref]bool
}

// A Dump is what WithDump did.
type Dump struct {
	Rows     int      `json:"rows"`     // lines of the file
	Added    int      `json:"added"`    // places the gazetteer did not have
	Improved int      `json:"improved"` // units that got a point of their own
	Skipped  int      `json:"skipped"`  // rows of other kinds: rivers, schools
	Problems []string `json:"problems"` // the first rows that could not be read, and why
}

// Bounds of what a dump may hold. The largest country's has about 2.3 million rows.
const (
	maxDumpLine     = 1 << 16
	maxDumpRows     = 5_000_000
	maxDumpNames    = 200
	maxDumpProblems = 20
)

// WithDump reads a GeoNames dump of a country (19 columns parted by tabs, as in XX.txt) and returns a
// gazetteer that also knows its settlements and units. The embedded one is not changed. A row that
// cannot be read is skipped and told; a file with none that can is an error.
func (g *Gazetteer) WithDump(r io.Reader) (*Gazetteer, Dump, error) {
	o := &overlay{names: map[string][]Hit{}, first: bundle.NewFirst(), instead: map[Ref]bool{}}
	h := *g
	h.over = o
	if g.over != nil { // dumps add up
		o.places = append(o.places, g.over.places...)
		copy(o.first, g.over.first)
		maps.Copy(o.instead, g.over.instead)
		for k, v := range g.over.names {
			o.names[k] = append([]Hit(nil), v...)
		}
	}
	var d Dump
	added := map[int]Ref{}
	for _, p := range o.places {
		added[p.ID] = p.Ref
	}
	known := func(id int) (Ref, bool) {
		if r, ok := added[id]; ok {
			return r, true
		}
		r, ok := g.byID()[id]
		return r, ok
	}
	in := bufio.NewReaderSize(r, maxDumpLine)
	for {
		line, err := in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			return nil, d, fmt.Errorf("reading the dump: line %d is longer than %d bytes", d.Rows+1, maxDumpLine)
		}
		if len(line) > 0 {
			d.Rows++
			if d.Rows > maxDumpRows {
				return nil, d, fmt.Errorf("reading the dump: more than %d rows", maxDumpRows)
			}
			if err := h.addRow(strings.TrimRight(string(line), "\r\n"), known, added, &d); err != nil && len(d.Problems) < maxDumpProblems {
				d.Problems = append(d.Problems, fmt.Sprintf("row %d: %v", d.Rows, err))
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, d, fmt.Errorf("reading the dump: %w", err)
		}
	}
	if d.Added+d.Improved+d.Skipped == 0 && d.Rows > 0 {
		return nil, d, fmt.Errorf("reading the dump: none of %d rows is of the GeoNames form of 19 columns", d.Rows)
	}
	return &h, d, nil
}

// indexIDs gives the place of each GeoNames id.
func (g *Gazetteer) indexIDs() map[int]Ref {
	m := make(map[int]Ref, g.n)
	for i := range g.n {
		if id := int(int32(g.id.At(i))); id > 0 {
			m[id] = Ref(i)
		}
	}
	return m
}

// addRow adds the place of one row, if it is of a kind that is kept.
func (g *Gazetteer) addRow(line string, known func(int) (Ref, bool), added map[int]Ref, d *Dump) error {
	if !utf8.ValidString(line) {
		return errors.New("not UTF-8")
	}
	f := strings.Split(line, "\t")
	if len(f) != 19 {
		return fmt.Errorf("%d columns, want 19", len(f))
	}
	id, err := strconv.Atoi(f[0])
	if err != nil || id <= 0 || id > 1<<31-1 {
		return fmt.Errorf("%q is no GeoNames id", clip(f[0]))
	}
	lat, err1 := strconv.ParseFloat(f[4], 64)
	lon, err2 := strconv.ParseFloat(f[5], 64)
	if err1 != nil || err2 != nil || !(lat >= -90 && lat <= 90) || !(lon >= -180 && lon <= 180) {
		return fmt.Errorf("%q, %q is no point", clip(f[4]), clip(f[5]))
	}
	p := Place{ID: id, Name: f[1], Country: f[8], Lat: lat, Lon: lon, HasPoint: true, Adm1Ref: None, Adm2Ref: None}
	if p.Name == "" || len(p.Name) > 400 {
		return errors.New("no name")
	}
	switch {
	case f[6] == "P" && f[7] != "PPLH" && f[7] != "PPLQ" && f[7] != "PPLW":
		p.Class = Settlement
		p.Capital, p.Seat, p.Quarter = f[7] == "PPLC", f[7] == "PPLA" || f[7] == "PPLC", f[7] == "PPLX"
	case f[7] == "ADM2":
		p.Class = District
	case f[7] == "ADM1":
		p.Class = Province
	default:
		d.Skipped++
		return nil
	}
	if pop, err := strconv.Atoi(f[14]); err == nil && pop > 0 && pop < 100_000_000 {
		p.Population = pop
	}
	g.addDumped(p, f, known, added, d)
	return nil
}

// addDumped files a place under its names. One that the embedded gazetteer has stays as it is there,
// unless it is a unit without a point.
func (g *Gazetteer) addDumped(p Place, f []string, known func(int) (Ref, bool), added map[int]Ref, d *Dump) {
	codes := g.byCode()
	if r, ok := codes[p.Country+"."+f[10]]; ok {
		p.Adm1Ref, p.Adm1 = r, string(g.display.At(int(r)))
	}
	if r, ok := codes[p.Country+"."+f[10]+"."+f[11]]; ok && f[11] != "" {
		p.Adm2Ref, p.Adm2 = r, string(g.display.At(int(r)))
	}
	o := g.over
	if r, ok := known(p.ID); ok {
		if int(r) < g.n && p.Class == District && g.flags.At(int(r))&FlagPoint == 0 {
			old := g.Place(r)
			old.Lat, old.Lon, old.HasPoint = p.Lat, p.Lon, true
			p = old
			o.instead[r] = true
			d.Improved++
		} else {
			d.Skipped++
			return
		}
	} else {
		d.Added++
	}
	names := append([]string{f[1], f[2]}, strings.SplitN(f[3], ",", maxDumpNames+1)...)
	names = names[:min(len(names), maxDumpNames)]
	p.AltNames = min(255, strings.Count(f[3], ",")+1)
	if f[3] == "" {
		p.AltNames = 0
	}
	p.Ref = Ref(g.n + len(o.places))
	o.places = append(o.places, p)
	added[p.ID] = p.Ref
	seen := map[string]bool{}
	for i, n := range names {
		keys := []string{Fold(n)}
		if p.Class == District || p.Class == Province {
			keys = append(keys, UnitKeys(n)...)
		}
		for _, k := range keys {
			if k == "" || len(k) > 80 || seen[k] {
				continue
			}
			seen[k] = true
			o.names[k] = append(o.names[k], Hit{Ref: p.Ref, Main: i < 2})
			o.first.Add([]byte(k))
		}
	}
}

func clip(s string) string {
	if len(s) > 40 {
		return s[:40]
	}
	return s
}

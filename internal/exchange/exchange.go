// Package exchange holds import and export, one file per format.
//
// [Write] writes incidents as they come, so that an export of any size needs the memory of one:
//
//	res, err := exchange.Write(w, exchange.GTD, about, incidents)
//
// The formats that other systems have made (GTD, ACLED, UCDP GED) are shapes: their columns and codes, filled from what
// the reports say. Their rules of inclusion are not ours; what a format cannot hold at all is left out and counted in
// [Result]. Everywhere unknown is blank, -9 or -99 as the format has it, and never zero; who did it stands only with who
// says so; of weapons there is the class and nothing finer; of people there are numbers, and no words of a report are
// quoted unless that is asked for. doc/exchange.md says of every field where it comes from and what is lost.
package exchange

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/tocsin-org/tocsin"
)

// A Format is a form in which incidents are written.
type Format string

// The formats.
const (
	JSON    Format = "json"    // one JSON document: what it is, and the incidents, whole
	Lines   Format = "jsonl"   // JSON lines: a line about the export, then one incident a line, whole
	CSV     Format = "csv"     // one row an incident, columns of our own
	GeoJSON Format = "geojson" // one feature an incident
	GTD     Format = "gtd"     // the columns of the Global Terrorism Database
	ACLED   Format = "acled"   // the columns of the Armed Conflict Location & Event Data
	UCDP    Format = "ucdp"    // the columns of the UCDP Georeferenced Event Dataset
)

// Formats lists the formats.
var Formats = []Format{JSON, Lines, CSV, GeoJSON, GTD, ACLED, UCDP}

// Valid reports whether the value is in the list.
func (f Format) Valid() bool { return slices.Contains(Formats, f) }

// Ext returns the end of the name of a file of the format, without the dot.
func (f Format) Ext() string {
	switch f {
	case GTD, ACLED, UCDP:
		return string(f) + ".csv"
	}
	return string(f)
}

// MediaType returns the media type of the format.
func (f Format) MediaType() string {
	switch f {
	case JSON:
		return "application/json"
	case Lines:
		return "application/jsonl"
	case GeoJSON:
		return "application/geo+json"
	}
	return "text/csv; charset=utf-8"
}

// An About says what an export is, and what it takes to write one.
type About struct {
	Program string    // what wrote it, with its version
	Licence string    // on what terms it is passed on, "" if whoever exports has not said
	At      time.Time // when it was written
	Query   string    // which incidents were asked for, "" for all
	Quotes  bool      // also the words of reports that statements rest on; offsets stand in any case

	// Same reports whether two actors were of one camp on a day, so that both claiming an act is no contest. Nil takes
	// actors of one name for the same and all others for different.
	Same func(a, b string, on tocsin.Date) bool
	// State reports whether an actor is a state or a force of one. Nil knows of none; UCDP's type of violence and sides
	// then stay blank where they hang on it.
	State func(actor string) bool
}

// Places is the attribution that names and points of places in every export need.
const Places = "names and points of places: GeoNames (CC BY 4.0), Natural Earth, UCDP GED (CC BY 4.0)"

// Line says in one line who wrote it by which codebook, on what terms.
func (a About) Line() string {
	licence := a.Licence
	if licence == "" {
		licence = "not stated"
	}
	return fmt.Sprintf("%s, codebook %s; licence: %s; %s", a.Program, tocsin.CodebookVersion, licence, Places)
}

// Text says all about an export, a line each, for a file beside those whose form has no room for it.
func (a About) Text(f Format, r Result) string {
	var b strings.Builder
	query := a.Query
	if query == "" {
		query = "all"
	}
	fmt.Fprintf(&b, "format: %s\nwritten: %s\nincidents: %s\n", f, a.At.UTC().Format(time.RFC3339), query)
	fmt.Fprintf(&b, "rows: %d\n", r.Written)
	for _, why := range r.Reasons() {
		fmt.Fprintf(&b, "left out: %d, %s\n", r.LeftOut[why], why)
	}
	fmt.Fprintf(&b, "about: %s\n", a.Line())
	b.WriteString("Coded from news reports. Machine coding is a suggestion until a person has looked at it. Not for scoring the risk of individuals, for watch-lists, or for choosing targets.\n")
	return b.String()
}

// A Result says how many incidents were written, and how many were not and why.
type Result struct {
	Written int
	LeftOut map[string]int
}

// Reasons returns why incidents were left out, in a fixed order.
func (r Result) Reasons() []string {
	var out []string
	for why := range r.LeftOut {
		out = append(out, why)
	}
	slices.Sort(out)
	return out
}

func (r *Result) leaveOut(why string) {
	if r.LeftOut == nil {
		r.LeftOut = map[string]int{}
	}
	r.LeftOut[why]++
}

// Write writes incidents in a format. It stops at the first error of the incidents or of w.
func Write(w io.Writer, f Format, about About, incidents iter.Seq2[*tocsin.Incident, error]) (Result, error) {
	var res Result
	var err error
	switch f {
	case JSON:
		res, err = writeJSON(w, about, incidents)
	case Lines:
		res, err = writeLines(w, about, incidents)
	case CSV:
		res, err = writeRows(w, csvColumns, incidents, about.csvRow)
	case GeoJSON:
		res, err = writeGeoJSON(w, about, incidents)
	case GTD:
		res, err = writeRows(w, gtdColumns, incidents, about.gtdRow())
	case ACLED:
		res, err = writeRows(w, acledColumns, incidents, about.acledRow)
	case UCDP:
		res, err = writeRows(w, ucdpColumns, incidents, about.ucdpRow)
	default:
		return res, fmt.Errorf("format %q: want one of %v", f, Formats)
	}
	if err != nil {
		return res, fmt.Errorf("writing %s: %w", f, err)
	}
	return res, nil
}

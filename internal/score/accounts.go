package score

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"

	"github.com/tocsin-org/tocsin"
)

// A GoldAccounts is a report that people coded, with the real incident of each of its accounts.
type GoldAccounts struct {
	Report    *tocsin.Report
	Record    *tocsin.Record
	Incidents []string // of each account, the same name across reports
}

// ReadGoldAccounts reads a folder of gold records: <id>.json files {"id", "url", "title", "published", "text", "record",
// "incident_group"}, in the order of their names.
func ReadGoldAccounts(dir string) ([]GoldAccounts, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no gold records", dir)
	}
	var out []GoldAccounts
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		var g struct {
			ID, URL, Title, Published, Text string
			Record                          *tocsin.Record
			Incidents                       []string `json:"incident_group"`
		}
		if err := json.Unmarshal(b, &g); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		if g.ID == "" || g.Record == nil || len(g.Incidents) != len(g.Record.Accounts) {
			return nil, fmt.Errorf("%s: a gold record needs id, record and an incident_group of each account", f)
		}
		day, _ := tocsin.ParseDate(g.Published) // a day that cannot be read is not known
		out = append(out, GoldAccounts{
			&tocsin.Report{ID: g.ID, URL: g.URL, Outlet: g.Record.Report.Outlet, Title: g.Title, Text: g.Text, Published: day, Language: "en"}, g.Record, g.Incidents,
		})
	}
	return out, nil
}

// ReadEvents reads one-line items of news by day, one JSON object a line, plain or .gz: date, text, sources. They are
// named by their line, "ce00000" the first.
func ReadEvents(path string) ([]*tocsin.Report, error) {
	var out []*tocsin.Report
	n := 0
	err := eachLine(path, func(line []byte) error {
		var e struct {
			Date, Text string
			Sources    []struct{ Name, URL string }
		}
		if err := json.Unmarshal(line, &e); err != nil {
			return err
		}
		day, err := tocsin.ParseDate(e.Date)
		if err != nil {
			return err
		}
		r := &tocsin.Report{ID: fmt.Sprintf("ce%05d", n), Published: day, Language: "en", Text: e.Text}
		if len(e.Sources) > 0 {
			r.Outlet, r.URL = e.Sources[0].Name, fmt.Sprintf("%s#%d", e.Sources[0].URL, n)
		}
		out = append(out, r)
		n++
		return nil
	})
	return out, err
}

// A PairLabel is what somebody who read two reports said of them.
type PairLabel struct {
	A, B string // ids
	Same bool   // both tell of one incident
}

// ReadPairLabels reads lines of two ids and "same" or "other", parted by spaces; lines that begin with # are notes.
func ReadPairLabels(path string) ([]PairLabel, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	out, err := ParsePairLabels(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("%s, %w", path, err)
	}
	return out, nil
}

// ParsePairLabels is ReadPairLabels from a stream.
func ParsePairLabels(r io.Reader) ([]PairLabel, error) {
	var out []PairLabel
	s := bufio.NewScanner(r)
	for n := 1; s.Scan(); n++ {
		f := strings.Fields(s.Text())
		if len(f) == 0 || f[0][0] == '#' {
			continue
		}
		if len(f) != 3 || f[2] != "same" && f[2] != "other" {
			return nil, fmt.Errorf("line %d: not two ids and same or other", n)
		}
		out = append(out, PairLabel{f[0], f[1], f[2] == "same"})
	}
	return out, s.Err()
}

// eachLine calls f with the lines of a file, plain or .gz. An error names the file and the line.
func eachLine(path string, f func([]byte) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	var r io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(file)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		r = z
	}
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 1<<16), maxMergeLine)
	for n := 1; s.Scan(); n++ {
		if err := f(s.Bytes()); err != nil {
			return fmt.Errorf("%s, line %d: %w", path, n, err)
		}
	}
	return s.Err()
}

// A Linked is a unit that linking ties to others: an account, or a report with all its accounts in the news.
type Linked struct {
	True     string   // the incident that people say it tells of
	Clusters []string // the incidents that it was tied to, none if nothing was coded
}

// A LinkScore counts pairs of units.
type LinkScore struct {
	Units     int `json:"units"`
	Coded     int `json:"coded"`      // units that were tied to an incident, be it alone
	Right     int `json:"right"`      // pairs tied that are of one incident
	Tied      int `json:"tied"`       // pairs tied
	True      int `json:"true"`       // pairs of one incident
	TrueCoded int `json:"true_coded"` // the same among coded units
}

// Links scores which units are tied. Two units are tied if they have a cluster in common.
func Links(units []Linked) LinkScore {
	s := LinkScore{Units: len(units)}
	pairs := func(groups map[string][]int) int {
		n := 0
		for _, g := range groups {
			n += len(g) * (len(g) - 1) / 2
		}
		return n
	}
	all, coded, clusters := map[string][]int{}, map[string][]int{}, map[string][]int{}
	for i, u := range units {
		all[u.True] = append(all[u.True], i)
		if len(u.Clusters) > 0 {
			s.Coded++
			coded[u.True] = append(coded[u.True], i)
		}
		for _, c := range u.Clusters {
			clusters[c] = append(clusters[c], i)
		}
	}
	s.True, s.TrueCoded = pairs(all), pairs(coded)
	seen := map[[2]int]bool{}
	for _, g := range clusters {
		for k, i := range g {
			for _, j := range g[k+1:] {
				if i == j || seen[[2]int{min(i, j), max(i, j)}] {
					continue
				}
				seen[[2]int{min(i, j), max(i, j)}] = true
				s.Tied++
				if units[i].True == units[j].True {
					s.Right++
				}
			}
		}
	}
	return s
}

// WriteText writes the score for people.
func (s LinkScore) WriteText(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%d units, %d of them tied to an incident\npairs tied  %d, of one incident %d: precision %.1f\npairs of one incident %d: recall %.1f; among units tied %d: recall %.1f\n",
		s.Units, s.Coded, s.Tied, s.Right, percent(share(float64(s.Right), s.Tied)), s.True, percent(share(float64(s.Right), s.True)), s.TrueCoded, percent(share(float64(s.Right), s.TrueCoded)))
	return err
}

// A LabelScore counts labelled pairs.
type LabelScore struct {
	Same      int `json:"same"`       // labelled as of one incident
	SameTied  int `json:"same_tied"`  // of them tied
	Other     int `json:"other"`      // labelled as of two
	OtherTied int `json:"other_tied"` // of them tied
}

// Labels scores which labelled pairs of reports are tied; clusters are the incidents of each report.
func Labels(labels []PairLabel, clusters map[string][]string) LabelScore {
	var s LabelScore
	for _, l := range labels {
		tied := 0
		for _, c := range clusters[l.A] {
			for _, d := range clusters[l.B] {
				if c == d {
					tied = 1
				}
			}
		}
		if l.Same {
			s.Same++
			s.SameTied += tied
		} else {
			s.Other++
			s.OtherTied += tied
		}
	}
	return s
}

// WriteText writes the score for people.
func (s LabelScore) WriteText(w io.Writer) error {
	_, err := fmt.Fprintf(w, "labelled as one incident %d, tied %d (%.1f %%)\nlabelled as two %d, tied %d (%.1f %%)\n",
		s.Same, s.SameTied, percent(share(float64(s.SameTied), s.Same)), s.Other, s.OtherTied, percent(share(float64(s.OtherTied), s.Other)))
	return err
}

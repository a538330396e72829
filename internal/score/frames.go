package score

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// A Frame is what people found out about the toll of one incident of a merging corpus.
type Frame struct {
	Incident string `json:"incident_uri"`
	Killed   *int   `json:"num_killed"`
	Injured  *int   `json:"num_injured"`
}

// ReadFrames reads frames, one JSON object a line, plain or .gz, by incident.
func ReadFrames(path string) (map[string]Frame, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		r = z
	}
	out := map[string]Frame{}
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 1<<16), maxMergeLine)
	for n := 1; s.Scan(); n++ {
		var fr Frame
		if err := json.Unmarshal(s.Bytes(), &fr); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, n, err)
		}
		if fr.Incident == "" {
			return nil, fmt.Errorf("%s, line %d: no incident_uri", path, n)
		}
		out[fr.Incident] = fr
	}
	return out, s.Err()
}

// A FusedNumber is one number of an incident as it was concluded, and all that its reports gave, in order of time.
type FusedNumber struct {
	Best  *int
	Low   int
	High  *int
	Given []int
}

// A FusionScore says how often the number concluded is the one people found, over incidents whose reports gave any
// number, and over those whose reports differ. Beside it stand rules without thought, and Oracle: how often any
// report was right.
type FusionScore struct {
	Incidents int     `json:"incidents"`
	Best      float64 `json:"best"`
	Covered   float64 `json:"covered"` // the true number lies within low and high
	Majority  float64 `json:"majority"`
	Max       float64 `json:"max"`
	Min       float64 `json:"min"`
	First     float64 `json:"first"`
	Last      float64 `json:"last"`
	Oracle    float64 `json:"oracle"`
}

// add counts one incident.
func (s *FusionScore) add(n FusedNumber, truth int) {
	s.Incidents++
	s.Best += one(n.Best != nil && *n.Best == truth)
	s.Covered += one(n.Low <= truth && (n.High == nil || truth <= *n.High))
	s.Majority += one(majority(n.Given) == truth)
	s.Max += one(slices.Max(n.Given) == truth)
	s.Min += one(slices.Min(n.Given) == truth)
	s.First += one(n.Given[0] == truth)
	s.Last += one(n.Given[len(n.Given)-1] == truth)
	s.Oracle += one(slices.Contains(n.Given, truth))
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// majority returns the number given most often, of equals the higher.
func majority(given []int) int {
	count := map[int]int{}
	best := given[0]
	for _, n := range given {
		count[n]++
	}
	for n, c := range count {
		if c > count[best] || c == count[best] && n > best {
			best = n
		}
	}
	return best
}

// share turns counts into shares.
func (s *FusionScore) share() {
	for _, x := range []*float64{&s.Best, &s.Covered, &s.Majority, &s.Max, &s.Min, &s.First, &s.Last, &s.Oracle} {
		if s.Incidents > 0 {
			*x /= float64(s.Incidents)
		}
	}
}

// A FramesScore is the fusion of both tolls of a corpus.
type FramesScore struct {
	Killed         FusionScore `json:"killed"`
	KilledDiffer   FusionScore `json:"killed_differ"`
	Injured        FusionScore `json:"injured"`
	InjuredDiffer  FusionScore `json:"injured_differ"`
	WithoutNumbers int         `json:"without_numbers"` // incidents none of whose reports gave either number
}

// Frames compares the numbers concluded for each incident with what people found: fused returns killed and injured.
func Frames(frames map[string]Frame, incidents []string, fused func(incident string) (killed, injured FusedNumber)) FramesScore {
	var s FramesScore
	for _, id := range incidents {
		f, ok := frames[id]
		if !ok {
			continue
		}
		killed, injured := fused(id)
		if len(killed.Given)+len(injured.Given) == 0 {
			s.WithoutNumbers++
		}
		for _, c := range []struct {
			n           FusedNumber
			truth       *int
			all, differ *FusionScore
		}{{killed, f.Killed, &s.Killed, &s.KilledDiffer}, {injured, f.Injured, &s.Injured, &s.InjuredDiffer}} {
			if c.truth == nil || len(c.n.Given) == 0 {
				continue
			}
			c.all.add(c.n, *c.truth)
			if slices.Max(c.n.Given) != slices.Min(c.n.Given) {
				c.differ.add(c.n, *c.truth)
			}
		}
	}
	for _, x := range []*FusionScore{&s.Killed, &s.KilledDiffer, &s.Injured, &s.InjuredDiffer} {
		x.share()
	}
	return s
}

// WriteText prints the score as a table.
func (s FramesScore) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%-24s %9s %6s %8s %9s %6s %6s %6s %6s %7s\n", "", "incidents", "best", "covered", "majority", "max", "min", "first", "last", "oracle")
	for _, row := range []struct {
		name string
		f    FusionScore
	}{{"killed", s.Killed}, {"killed, reports differ", s.KilledDiffer}, {"injured", s.Injured}, {"injured, reports differ", s.InjuredDiffer}} {
		f := row.f
		fmt.Fprintf(&b, "%-24s %9d %6.1f %8.1f %9.1f %6.1f %6.1f %6.1f %6.1f %7.1f\n", row.name, f.Incidents, 100*f.Best, 100*f.Covered, 100*f.Majority, 100*f.Max, 100*f.Min, 100*f.First, 100*f.Last, 100*f.Oracle)
	}
	fmt.Fprintf(&b, "%d incidents without any number\n", s.WithoutNumbers)
	_, err := io.WriteString(w, b.String())
	return err
}

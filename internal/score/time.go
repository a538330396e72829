package score

import (
	"encoding/xml"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tocsin-org/tocsin"
)

// A TimeSpan is one time expression: bytes of a text, half-open, its TIMEX3 type and value.
type TimeSpan struct {
	Start, End  int
	Type, Value string
}

// A TimeText is a text in which people marked the time expressions. Its creation time is told to the
// finder and not scored.
type TimeText struct {
	Name    string
	Text    string
	Created tocsin.Date
	History bool // a narrative of the past (WikiWars): its creation time says nothing about its dates
	Gold    []TimeSpan
}

// TimeScores is what a finder of time expressions got right.
type TimeScores struct {
	Total Tally
	Texts []TimeTextScore // in the order of the names
}

// WriteText writes one line a measure: name, precision, recall, F1 and the counts behind them (correct,
// predicted, gold).
func (s *TimeScores) WriteText(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "%d texts\n", len(s.Texts)); err != nil {
		return err
	}
	return writeLines(w, s.Total.Lines())
}

// WriteJSON writes one object with a member for each measure.
func (s *TimeScores) WriteJSON(w io.Writer) error { return writeLinesJSON(w, s.Total.Lines()) }

// A TimeTextScore is the count of one text.
type TimeTextScore struct {
	Name  string
	Tally Tally
}

// Times scores a finder on texts, counting as the scorer of TempEval-3 does. Measures are "strict"
// (exact span), "relaxed" (spans that overlap, each used once), and "type" and "value", which count
// the pairs of "relaxed" whose type or value is equal; TIMEX2 has no types.
func Times(texts []TimeText, find func(TimeText) []TimeSpan) *TimeScores {
	s := &TimeScores{}
	for _, text := range texts {
		one := TimeTextScore{Name: text.Name}
		pred := find(text)
		countTimes(&one.Tally, text.Gold, pred)
		countTimes(&s.Total, text.Gold, pred)
		s.Texts = append(s.Texts, one)
	}
	return s
}

func countTimes(t *Tally, gold, pred []TimeSpan) {
	var strict, relaxed, types, values int
	for _, p := range PairTimes(gold, pred) {
		g, q := gold[p[0]], pred[p[1]]
		relaxed++
		if g.Start == q.Start && g.End == q.End {
			strict++
		}
		if g.Type == q.Type {
			types++
		}
		if g.Value == q.Value {
			values++
		}
	}
	t.Add("strict", strict, len(pred), len(gold))
	t.Add("relaxed", relaxed, len(pred), len(gold))
	if len(gold) == 0 || gold[0].Type != "" {
		t.Add("type", types, len(pred), len(gold))
	}
	t.Add("value", values, len(pred), len(gold))
}

// PairTimes pairs gold and predicted expressions one-to-one, those of equal span first, then those
// that overlap, in text order. A pair is the index in gold and the index in pred.
func PairTimes(gold, pred []TimeSpan) [][2]int {
	var out [][2]int
	usedGold, usedPred := make([]bool, len(gold)), make([]bool, len(pred))
	pair := func(same func(g, p TimeSpan) bool) {
		for i, g := range gold {
			for j, p := range pred {
				if !usedGold[i] && !usedPred[j] && same(g, p) {
					usedGold[i], usedPred[j] = true, true
					out = append(out, [2]int{i, j})
				}
			}
		}
	}
	pair(func(g, p TimeSpan) bool { return g.Start == p.Start && g.End == p.End })
	pair(func(g, p TimeSpan) bool { return g.Start < p.End && p.Start < g.End })
	slices.SortFunc(out, func(a, b [2]int) int { return a[0] - b[0] })
	return out
}

// HeldTime reports whether a text belongs to the fifth that is kept apart: figures are reported on it
// and nothing is developed on it. The file's base name decides, so that a set splits alike anywhere.
func HeldTime(name string) bool {
	h := fnv.New32a()
	h.Write([]byte(filepath.Base(name)))
	return h.Sum32()%5 == 0
}

// ReadTimeFolder reads every TimeML file (.tml) and every file with TIMEX2 marks (.sgm, .xml: the
// "keyinline" files of WikiWars) below a folder, in the order of their names.
func ReadTimeFolder(dir string) ([]TimeText, error) {
	var out []TimeText
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch strings.ToLower(filepath.Ext(path)) {
		case ".tml", ".sgm", ".xml":
		default:
			return nil
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		text, err := ReadTimeText(filepath.Base(path), f)
		if err != nil {
			return fmt.Errorf("reading %s: %w", path, err)
		}
		// TimeML without a mark says that there is nothing to find; WikiWars has bare texts beside the
		// marked.
		if len(text.Gold) > 0 || strings.EqualFold(filepath.Ext(path), ".tml") {
			out = append(out, text)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading time expressions: %w", err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("reading time expressions: no marked text in %s", dir)
	}
	slices.SortStableFunc(out, func(a, b TimeText) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// ReadTimeText reads one text with TIMEX3 or TIMEX2 marks.
func ReadTimeText(name string, r io.Reader) (TimeText, error) {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	p := timeReader{text: TimeText{Name: name}}
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return TimeText{}, err
		}
		p.read(tok)
	}
	p.text.Text = p.body.String()
	return p.text, nil
}

// A timeReader gathers the text inside TEXT and the marks in it.
type timeReader struct {
	text   TimeText
	body   strings.Builder
	within string     // TEXT, or DCT or DATETIME, where the creation time stands
	open   []TimeSpan // marks not closed yet; TIMEX2 marks nest
}

func (p *timeReader) read(tok xml.Token) {
	switch t := tok.(type) {
	case xml.StartElement:
		switch name := t.Name.Local; name {
		case "TEXT", "DCT", "DATETIME":
			p.within = name
		case "TIMEX3", "TIMEX2":
			p.mark(t)
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "TEXT", "DCT", "DATETIME":
			p.within = ""
		case "TIMEX3", "TIMEX2":
			if n := len(p.open); n > 0 {
				m := p.open[n-1]
				p.open = p.open[:n-1]
				m.End = p.body.Len()
				p.text.Gold = append(p.text.Gold, m)
			}
		}
	case xml.CharData:
		switch p.within {
		case "TEXT":
			p.body.Write(t)
		case "DATETIME":
			p.created(strings.TrimSpace(string(t)))
		}
	}
}

func (p *timeReader) mark(t xml.StartElement) {
	m := TimeSpan{Start: p.body.Len()}
	for _, a := range t.Attr {
		switch strings.ToLower(a.Name.Local) {
		case "type":
			m.Type = a.Value
		case "value", "val":
			m.Value = a.Value
		}
	}
	p.text.History = p.text.History || t.Name.Local == "TIMEX2"
	switch p.within {
	case "TEXT":
		p.open = append(p.open, m)
	case "DCT", "DATETIME":
		p.created(m.Value)
	}
}

func (p *timeReader) created(s string) {
	if d, err := tocsin.ParseDate(s); err == nil && !d.IsZero() {
		p.text.Created = d
	}
}

// Package score compares what we coded with what people coded.
package score

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"net/url"
	"os"
	"sort"
	"strconv"
	"strings"
)

// A ToponymText is a text whose places people marked and told apart.
type ToponymText struct {
	ID       string
	Text     string
	Toponyms []Toponym
}

// A Toponym is a place named in a text, and which place it is.
type Toponym struct {
	Start, End int    // bytes of the text, half-open
	Phrase     string // the words of the text
	ID         int    // GeoNames id; 0 where the set has none
	Lat, Lon   float64
	HasPoint   bool   // without a point it cannot be scored
	Class      string // GeoNames feature code, where given: "PPL", "ADM1"
	CountryID  int    // GeoNames id of its country; 0 where the set has none
	Page       string // title of its Wikipedia page, where the set names places so
}

// InTestHalf tells in which half of a set a text lies: the half for learning or the half for
// reporting, by the hash of its id, so that it stays the same whatever the order.
func InTestHalf(id string) bool {
	h := fnv.New32a()
	h.Write([]byte(id))
	return h.Sum32()>>8&1 == 1
}

// maxGeoFile bounds what a file of marked texts may unpack to.
const maxGeoFile = 256 << 20

// ReadToponyms reads a file of the LGL and TR-News form or of the GeoVirus form, plain or gzipped.
func ReadToponyms(path string) ([]ToponymText, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading toponyms: %w", err)
	}
	defer f.Close()
	r, err := maybeGzip(f)
	if err != nil {
		return nil, fmt.Errorf("reading toponyms of %s: %w", path, err)
	}
	texts, err := ParseToponyms(r)
	if err != nil {
		return nil, fmt.Errorf("reading toponyms of %s: %w", path, err)
	}
	return texts, nil
}

func maybeGzip(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	if head, _ := b.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, err
		}
		return io.LimitReader(z, maxGeoFile), nil
	}
	return io.LimitReader(b, maxGeoFile), nil
}

// The two XML forms, told apart by what the articles hold.
type xmlArticle struct {
	DocID    string `xml:"docid,attr"`
	Source   string `xml:"source"`
	Text     string `xml:"text"`
	Toponyms []struct {
		Start  int    `xml:"start"`
		End    int    `xml:"end"`
		Phrase string `xml:"phrase"`
		Gaz    *struct {
			ID      string `xml:"geonameid,attr"`
			Class   string `xml:"fcode"`
			Lat     string `xml:"lat"`
			Lon     string `xml:"lon"`
			Country struct {
				ID string `xml:"geonameid,attr"`
			} `xml:"country"`
		} `xml:"gaztag"`
	} `xml:"toponyms>toponym"`
	Locations []struct {
		Name  string `xml:"name"`
		Start int    `xml:"start"`
		End   int    `xml:"end"`
		Lat   string `xml:"lat"`
		Lon   string `xml:"lon"`
		Page  string `xml:"page"`
	} `xml:"locations>location"`
}

// ParseToponyms reads marked texts. LGL and TR-News count characters from 0, GeoVirus from 1. A mark
// that lies outside its text is an error: the file is damaged, or of another form.
func ParseToponyms(r io.Reader) ([]ToponymText, error) {
	d := xml.NewDecoder(r)
	var texts []ToponymText
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts, nil
		}
		if err != nil {
			return nil, err
		}
		start, ok := t.(xml.StartElement)
		if !ok || start.Name.Local != "article" {
			continue
		}
		var a xmlArticle
		if err := d.DecodeElement(&a, &start); err != nil {
			return nil, err
		}
		text, err := a.text(len(texts))
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
}

func (a *xmlArticle) text(n int) (ToponymText, error) {
	t := ToponymText{ID: a.DocID, Text: a.Text}
	if t.ID == "" {
		t.ID = a.Source
	}
	if t.ID == "" {
		t.ID = strconv.Itoa(n)
	}
	at := byteOffsets(a.Text)
	span := func(start, end int) (int, int, error) {
		if start < 0 || end < start || end >= len(at) {
			return 0, 0, fmt.Errorf("article %s: characters %d to %d are not in its text", t.ID, start, end)
		}
		return at[start], at[end], nil
	}
	for _, x := range a.Toponyms {
		p := Toponym{Phrase: x.Phrase}
		var err error
		if p.Start, p.End, err = span(x.Start, x.End); err != nil {
			return t, err
		}
		if g := x.Gaz; g != nil {
			p.ID, _ = strconv.Atoi(g.ID)
			p.CountryID, _ = strconv.Atoi(g.Country.ID)
			p.Class = g.Class
			p.Lat, p.Lon, p.HasPoint = parsePoint(g.Lat, g.Lon)
		}
		t.Toponyms = append(t.Toponyms, p)
	}
	for _, x := range a.Locations {
		p := Toponym{Phrase: x.Name, Page: pageTitle(x.Page)}
		var err error
		if p.Start, p.End, err = span(x.Start-1, x.End-1); err != nil {
			return t, err
		}
		p.Lat, p.Lon, p.HasPoint = parsePoint(x.Lat, x.Lon)
		t.Toponyms = append(t.Toponyms, p)
	}
	sort.SliceStable(t.Toponyms, func(i, j int) bool { return t.Toponyms[i].Start < t.Toponyms[j].Start })
	return t, nil
}

// byteOffsets gives the byte at which each character begins, and the end.
func byteOffsets(s string) []int {
	at := make([]int, 0, len(s)+1)
	for i := range s {
		at = append(at, i)
	}
	return append(at, len(s))
}

func parsePoint(lat, lon string) (float64, float64, bool) {
	a, err1 := strconv.ParseFloat(strings.TrimSpace(lat), 64)
	b, err2 := strconv.ParseFloat(strings.TrimSpace(lon), 64)
	ok := err1 == nil && err2 == nil && math.Abs(a) <= 90 && math.Abs(b) <= 180
	return a, b, ok
}

func pageTitle(page string) string {
	i := strings.LastIndex(page, "/wiki/")
	if i < 0 {
		return ""
	}
	title, err := url.PathUnescape(page[i+len("/wiki/"):])
	if err != nil {
		return ""
	}
	title, _, _ = strings.Cut(title, "#")
	return strings.ReplaceAll(title, "_", " ")
}

// A ToponymAnswer is what a resolver says a toponym is.
type ToponymAnswer struct {
	Known     bool // false: the resolver has no place for it
	ID        int  // GeoNames id; 0 or less where it has none
	Lat, Lon  float64
	HasPoint  bool
	CountryID int
	Area      bool   // a country, a first-order unit or a region, which no point stands for
	Name      string // its English name
}

// Right tells whether the answer is within 161 km of the gold point or bears the gold id.
func (t Toponym) Right(a ToponymAnswer) bool {
	return a.Known && (t.ID != 0 && a.ID == t.ID || a.HasPoint && t.HasPoint && t.errorKM(a) <= 161)
}

// RightOrNamed is Right, or an area that bears the very title of the gold page: the points of two
// gazetteers for Canada are further apart than 161 km, and still Canada is Canada.
func (t Toponym) RightOrNamed(a ToponymAnswer) bool {
	return t.Right(a) || a.Known && a.Area && t.Page != "" && strings.EqualFold(t.Page, a.Name)
}

// farthest is half the way round the globe, the error of a place that was not found.
const farthest = 20039

// errorKM is the distance between the answer and the gold point; nothing where the ids agree, since
// then the distance is only between two gazetteers.
func (t Toponym) errorKM(a ToponymAnswer) float64 {
	if !a.Known {
		return farthest
	}
	if t.ID != 0 && t.ID == a.ID {
		return 0
	}
	if !a.HasPoint {
		return farthest
	}
	const degree = math.Pi / 180
	x := math.Sin((t.Lat - a.Lat) * degree / 2)
	y := math.Sin((t.Lon - a.Lon) * degree / 2)
	h := x*x + math.Cos(t.Lat*degree)*math.Cos(a.Lat*degree)*y*y
	return 2 * 6371 * math.Asin(math.Min(1, math.Sqrt(h)))
}

// ToponymScore is how well toponyms were resolved. Every gold toponym with a place counts; one that
// was not found is wrong, at 20,039 km.
type ToponymScore struct {
	Texts           int     `json:"texts"`
	Toponyms        int     `json:"toponyms"`          // with a gold place
	Unplaced        int     `json:"unplaced"`          // marked, but without a gold place: not scored
	Missing         int     `json:"missing"`           // without any answer
	Acc161          float64 `json:"acc_161"`           // share within 161 km, or with the gold id
	Acc161Named     float64 `json:"acc_161_named"`     // the same, areas also right by the title of the gold page
	ExactID         float64 `json:"exact_id"`          // share with the gold id, of those that have one
	CountryAccuracy float64 `json:"country_accuracy"`  // share in the right country, of those whose country is given
	MeanErrorKM     float64 `json:"mean_error_km"`     //
	MedianErrorKM   float64 `json:"median_error_km"`   //
	AUC             float64 `json:"auc"`               // area under the curve of ln(error+1), 0 best, 1 worst
	WithID          int     `json:"toponyms_with_id"`  // how many exact_id is over
	WithCountry     int     `json:"toponyms_in_lands"` // how many country_accuracy is over
}

// Toponyms scores a resolver on gold spans. The resolver gets one text at a time, and answers for
// each of its toponyms in order; a shorter answer leaves the rest unknown.
func Toponyms(texts []ToponymText, resolve func(ToponymText) []ToponymAnswer) ToponymScore {
	s := ToponymScore{Texts: len(texts)}
	var right, named, exact, land, sum float64
	var errs []float64
	for _, t := range texts {
		answers := resolve(t)
		for i, gold := range t.Toponyms {
			if !gold.HasPoint {
				s.Unplaced++
				continue
			}
			var a ToponymAnswer
			if i < len(answers) {
				a = answers[i]
			}
			s.Toponyms++
			s.Missing += count(!a.Known)
			right += float64(count(gold.Right(a)))
			named += float64(count(gold.RightOrNamed(a)))
			if gold.ID != 0 {
				s.WithID++
				exact += float64(count(a.Known && a.ID == gold.ID))
			}
			if gold.CountryID != 0 {
				s.WithCountry++
				land += float64(count(a.Known && a.CountryID == gold.CountryID))
			}
			e := gold.errorKM(a)
			sum += e
			errs = append(errs, e)
		}
	}
	if len(errs) == 0 {
		return s
	}
	n := float64(len(errs))
	sort.Float64s(errs)
	s.Acc161, s.Acc161Named = right/n, named/n
	s.MeanErrorKM, s.MedianErrorKM = sum/n, errs[len(errs)/2]
	s.ExactID = share(exact, s.WithID)
	s.CountryAccuracy = share(land, s.WithCountry)
	s.AUC = errorAUC(errs)
	return s
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func share(part float64, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return part / float64(whole)
}

// errorAUC is the measure of the CamCoder papers: the trapezoids under the sorted ln(error+1), over
// the area that the worst error would give.
func errorAUC(sorted []float64) float64 {
	if len(sorted) < 2 {
		return 0
	}
	area := 0.0
	for i := 1; i < len(sorted); i++ {
		area += (math.Log1p(sorted[i-1]) + math.Log1p(sorted[i])) / 2
	}
	return area / (math.Log(farthest) * float64(len(sorted)-1))
}

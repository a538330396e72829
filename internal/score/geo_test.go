package score

import (
	"bytes"
	"compress/gzip"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const lglForm = `<?xml version="1.0"?><articles><article docid="7"><title>t</title><text><![CDATA[Fire in Óbuda and Kareth.]]></text>
<toponyms count="2"><toponym><start>8</start><end>13</end><phrase>Óbuda</phrase><gaztag geonameid="11"><fcode>PPL</fcode><lat>47.5</lat><lon>19</lon><country geonameid="5">Hungary</country></gaztag></toponym>
<toponym><start>18</start><end>24</end><phrase>Kareth</phrase></toponym></toponyms></article></articles>`

const geoVirusForm = `<articles><article><source>https://news.example/a</source><text>Flu in Canada and Kareth.</text><locations>
<location><name>Kareth</name><start>19</start><end>25</end><lat>10</lat><lon>20</lon><page>https://en.wikipedia.org/wiki/Kareth_(town)</page></location>
<location><name>Canada</name><start>8</start><end>14</end><lat>60</lat><lon>-95</lon><page>https://en.wikipedia.org/wiki/Canada</page></location></locations></article></articles>`

func TestParseToponyms(t *testing.T) {
	texts, err := ParseToponyms(strings.NewReader(lglForm))
	if err != nil || len(texts) != 1 || len(texts[0].Toponyms) != 2 {
		t.Fatalf("got %+v, %v", texts, err)
	}
	x := texts[0]
	if p := x.Toponyms[0]; x.Text[p.Start:p.End] != "Óbuda" || p.ID != 11 || p.CountryID != 5 || !p.HasPoint {
		t.Errorf("got %+v", p)
	}
	if p := x.Toponyms[1]; x.Text[p.Start:p.End] != "Kareth" || p.HasPoint {
		t.Errorf("got %+v", p)
	}
	if texts, err = ParseToponyms(strings.NewReader(geoVirusForm)); err != nil || len(texts) != 1 {
		t.Fatalf("got %+v, %v", texts, err)
	}
	x = texts[0]
	if p := x.Toponyms[0]; x.Text[p.Start:p.End] != "Canada" || p.Page != "Canada" || p.Lat != 60 {
		t.Errorf("got %+v", p)
	}
	for name, bad := range map[string]string{
		"cut short":      lglForm[:300],
		"span too far":   strings.Replace(lglForm, "<end>24</end>", "<end>240</end>", 1),
		"span backwards": strings.Replace(lglForm, "<start>18</start>", "<start>25</start>", 1),
	} {
		if _, err := ParseToponyms(strings.NewReader(bad)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestReadToponymsGzip(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(lglForm))
	z.Close()
	path := filepath.Join(t.TempDir(), "a.xml.gz")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if texts, err := ReadToponyms(path); err != nil || len(texts) != 1 {
		t.Errorf("got %v, %v", texts, err)
	}
}

func TestToponyms(t *testing.T) {
	text := ToponymText{Toponyms: []Toponym{
		{ID: 1, Lat: 0, Lon: 0, HasPoint: true, CountryID: 5},
		{ID: 2, Lat: 10, Lon: 10, HasPoint: true, CountryID: 6},
		{Lat: 60, Lon: -95, HasPoint: true, Page: "Canada"},
		{Lat: 5, Lon: 5, HasPoint: true},
		{},
	}}
	s := Toponyms([]ToponymText{text}, func(ToponymText) []ToponymAnswer {
		return []ToponymAnswer{
			{Known: true, ID: 1, Lat: 40, Lon: 40, HasPoint: true, CountryID: 5},          // right by id, however far
			{Known: true, ID: 9, Lat: 10, Lon: 11.4, HasPoint: true, CountryID: 7},        // 153 km: right; wrong country
			{Known: true, Lat: 56, Lon: -106, HasPoint: true, Area: true, Name: "Canada"}, // right by its page only
			{}, // nothing
		}
	})
	if s.Toponyms != 4 || s.Unplaced != 1 || s.Missing != 1 || s.Acc161 != .5 || s.Acc161Named != .75 {
		t.Errorf("got %+v", s)
	}
	if s.ExactID != .5 || s.CountryAccuracy != .5 {
		t.Errorf("got %+v", s)
	}
	if s.MeanErrorKM < farthest/4 || s.AUC <= 0 || s.AUC >= 1 {
		t.Errorf("got %+v", s)
	}
	if none := Toponyms(nil, nil); none.Acc161 != 0 || math.IsNaN(none.AUC) {
		t.Errorf("got %+v for nothing", none)
	}
}

const eventForm = `{"text": "Gunmen killed two in Kareth, Dawn Province.", "spans": [{"start": 7, "end": 13, "token_start": 1, "label": "VERB"}, {"start": 21, "end": 27, "token_start": 4, "label": "LOCATION"}], "answer": "accept"}
{"text": "Two bombs struck Kareth, killing five.", "spans": [{"start": 3, "end": 3, "token_start": 3, "label": "LOCATION", "text": "Kareth"}, {"start": 25, "end": 32, "token_start": 5, "label": "VERB", "text": "killing"}]}
{"text": "Nothing here.", "spans": []}
{"text": "Rejected word.", "spans": [{"start": 0, "end": 8, "label": "VERB"}], "answer": "reject"}
`

func TestEventPlaces(t *testing.T) {
	sentences, err := ParseEventSentences(strings.NewReader(eventForm))
	if err != nil || len(sentences) != 2 {
		t.Fatalf("got %v, %v; want two sentences", sentences, err)
	}
	for _, s := range sentences {
		if len(s.Places) != 1 || s.Text[s.Places[0][0]:s.Places[0][1]] != "Kareth" {
			t.Errorf("got %+v", s)
		}
	}
	s := EventPlaces(sentences, func(e EventSentence) [][2]int {
		if strings.HasPrefix(e.Text, "Two") {
			return nil
		}
		return [][2]int{{21, 42}} // "Kareth, Dawn Province": one right, two wrong
	})
	if s.Tokens != 2 || s.Found != 3 || s.Right != 1 || s.Precision != 1./3 || s.Recall != .5 || math.Abs(s.F1-.4) > 1e-9 || s.Exact != 0 {
		t.Errorf("got %+v", s)
	}
	if _, err := ParseEventSentences(strings.NewReader("{")); err == nil {
		t.Error("a broken line gave no error")
	}
}

func FuzzParseToponyms(f *testing.F) {
	f.Add(lglForm)
	f.Add(geoVirusForm)
	f.Fuzz(func(t *testing.T, s string) {
		texts, err := ParseToponyms(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, x := range texts {
			for _, p := range x.Toponyms {
				_ = x.Text[p.Start:p.End]
			}
		}
	})
}

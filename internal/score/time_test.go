package score_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin/internal/score"
)

const timeML = `<?xml version="1.0" ?>
<TimeML>
<DOCID>kareth</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2016-03-31" functionInDocument="CREATION_TIME">31 March 2016</TIMEX3></DCT>
<TITLE>Not scored: <TIMEX3 tid="t9" type="DATE" value="2016">2016</TIMEX3></TITLE>
<TEXT>Two guards were <EVENT eid="e1">killed</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2016-03-29">Tuesday</TIMEX3> &amp; buried
after <TIMEX3 tid="t2" type="DURATION" value="P2D">about two days</TIMEX3>.</TEXT>
</TimeML>`

const timex2 = `<DOC>
<DOCID>kareth</DOCID>
<DATETIME> <TIMEX2 val="2009-12-19T17:00:00">2009-12-19T17:00:00</TIMEX2> </DATETIME>
<TEXT>
The town fell <TIMEX2 val="P2D">two days after <TIMEX2 val="1916-05-03">3 May 1916</TIMEX2></TIMEX2>.
</TEXT>
</DOC>`

func TestReadTimeText(t *testing.T) {
	got, err := score.ReadTimeText("kareth.tml", strings.NewReader(timeML))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Two guards were killed on Tuesday & buried\nafter about two days."; got.Text != want {
		t.Errorf("text %q, want %q", got.Text, want)
	}
	if got.Created.String() != "2016-03-31" || got.History {
		t.Errorf("created %s, history %v", got.Created, got.History)
	}
	checkMarks(t, got, "Tuesday DATE 2016-03-29", "about two days DURATION P2D")

	got, err = score.ReadTimeText("kareth.sgm", strings.NewReader(timex2))
	if err != nil {
		t.Fatal(err)
	}
	if got.Created.String() != "2009-12-19" || !got.History {
		t.Errorf("created %s, history %v", got.Created, got.History)
	}
	checkMarks(t, got, "3 May 1916  1916-05-03", "two days after 3 May 1916  P2D")

	if got, err := score.ReadTimeText("bare.sgm", strings.NewReader("<DOC><TEXT>No marks.</TEXT></DOC>")); err != nil || len(got.Gold) > 0 || got.Text != "No marks." {
		t.Errorf("a text without marks: %+v, %v", got, err)
	}
}

func checkMarks(t *testing.T, text score.TimeText, want ...string) {
	t.Helper()
	var got []string
	for _, g := range text.Gold {
		got = append(got, text.Text[g.Start:g.End]+" "+g.Type+" "+g.Value)
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("marks %q, want %q", got, want)
	}
}

// TestTimes counts as TempEval-3 does: an overlap is a relaxed hit, and only hits have types and values.
func TestTimes(t *testing.T) {
	text := score.TimeText{Name: "kareth", Text: strings.Repeat("x", 60), Gold: []score.TimeSpan{
		{Start: 0, End: 5, Type: "DATE", Value: "2016"},
		{Start: 10, End: 20, Type: "DURATION", Value: "P2D"},
		{Start: 30, End: 35, Type: "DATE", Value: "2015"},
		{Start: 40, End: 45, Type: "SET", Value: "P1D"},
	}}
	pred := []score.TimeSpan{
		{Start: 0, End: 5, Type: "DATE", Value: "2016"},
		{Start: 12, End: 20, Type: "DURATION", Value: "P3D"},
		{Start: 20, End: 25, Type: "DATE", Value: "P2D"}, // touches, does not overlap
		{Start: 30, End: 33, Type: "TIME", Value: "2015"},
		{Start: 33, End: 35, Type: "DATE", Value: "2015"}, // its mark is taken
	}
	s := score.Times([]score.TimeText{text}, func(score.TimeText) []score.TimeSpan { return pred })
	for name, want := range map[string]int{"strict": 1, "relaxed": 3, "type": 2, "value": 2} {
		if l := s.Total.Line(name); l.Correct != want || l.Predicted != 5 || l.Gold != 4 {
			t.Errorf("%s %d of %d, %d in gold; want %d of 5, 4", name, l.Correct, l.Predicted, l.Gold, want)
		}
	}
	var text1, json bytes.Buffer
	if err := s.WriteText(&text1); err != nil || !strings.Contains(text1.String(), "relaxed") {
		t.Errorf("%s %v", text1.String(), err)
	}
	if err := s.WriteJSON(&json); err != nil || !strings.Contains(json.String(), `"value": {"precision":0.4,"recall":0.5`) {
		t.Errorf("%s %v", json.String(), err)
	}
}

func TestReadTimeFolder(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"b.tml": timeML, "a.sgm": timex2, "bare.sgm": "<DOC><TEXT>No marks.</TEXT></DOC>", "c.tml": "<TimeML><TEXT>No marks.</TEXT></TimeML>", "readme.txt": "<"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	texts, err := score.ReadTimeFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(texts) != 3 || texts[0].Name != "a.sgm" || texts[1].Name != "b.tml" {
		t.Errorf("read %+v", texts)
	}
	if _, err := score.ReadTimeFolder(t.TempDir()); err == nil {
		t.Error("an empty folder was read")
	}
	if _, err := score.ReadTimeFolder(filepath.Join(dir, "absent")); err == nil {
		t.Error("an absent folder was read")
	}
}

func TestHeldTime(t *testing.T) {
	if score.HeldTime("x/kareth.tml") != score.HeldTime("kareth.tml") {
		t.Error("the folder decides")
	}
	held := 0
	for i := range 1000 {
		if score.HeldTime(strings.Repeat("a", i%30) + string(rune('a'+i%26)) + strings.Repeat("b", i/30)) {
			held++
		}
	}
	if held < 120 || held > 280 {
		t.Errorf("%d of 1000 names are held apart", held)
	}
}

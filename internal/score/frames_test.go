package score

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFrames(t *testing.T) {
	path := filepath.Join(t.TempDir(), "frames.jsonl")
	if err := os.WriteFile(path, []byte(`{"incident_uri":"a","num_killed":2,"num_injured":0}
{"incident_uri":"b","num_killed":1,"num_injured":null}
{"incident_uri":"c","num_killed":1,"num_injured":1}
`), 0o666); err != nil {
		t.Fatal(err)
	}
	frames, err := ReadFrames(path)
	if err != nil || len(frames) != 3 {
		t.Fatal(len(frames), err)
	}
	two, three := 2, 3
	numbers := map[string]FusedNumber{
		"a": {Best: &two, Low: 2, High: &three, Given: []int{3, 2, 2}},
		"b": {Best: &three, Low: 2, Given: []int{3, 3}},
	}
	s := Frames(frames, []string{"a", "b", "c", "d"}, func(id string) (k, i FusedNumber) { return numbers[id], i })
	if s.Killed.Incidents != 2 || s.Killed.Best != 0.5 || s.Killed.Covered != 0.5 || s.KilledDiffer.Incidents != 1 || s.KilledDiffer.Majority != 1 || s.KilledDiffer.Max != 0 || s.Injured.Incidents != 0 || s.WithoutNumbers != 1 {
		t.Errorf("%+v", s)
	}
	var b strings.Builder
	if err := s.WriteText(&b); err != nil || !strings.Contains(b.String(), "1 incidents without any number") {
		t.Error(b.String(), err)
	}
	if err := os.WriteFile(path, []byte("{}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadFrames(path); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("error %v", err)
	}
}

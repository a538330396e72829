package score

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLinksByHand(t *testing.T) {
	got := Links([]Linked{
		{"x", []string{"1", "2"}}, {"x", []string{"1"}}, {"x", nil}, // a pair tied rightly, two that cannot be
		{"y", []string{"2"}}, {"y", []string{"2", "1"}}, // tied rightly once, though they share one; with x wrongly thrice
	})
	want := LinkScore{Units: 5, Coded: 4, Right: 2, Tied: 5, True: 4, TrueCoded: 2}
	if got != want {
		t.Errorf("%+v, not %+v", got, want)
	}
}

func TestLabelsByHand(t *testing.T) {
	labels, err := ParsePairLabels(strings.NewReader("# read twice\na b same\na c same\nb c other\nb d other\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := Labels(labels, map[string][]string{"a": {"1"}, "b": {"2", "1"}, "d": {"2"}})
	if want := (LabelScore{Same: 2, SameTied: 1, Other: 2, OtherTied: 1}); got != want {
		t.Errorf("%+v, not %+v", got, want)
	}
	if _, err := ParsePairLabels(strings.NewReader("a b perhaps\n")); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("a label that is none: %v", err)
	}
}

func TestReadEvents(t *testing.T) {
	path := filepath.Join(t.TempDir(), "items.jsonl")
	lines := `{"date":"2024-05-01","category":"Sports","text":"A match."}
{"date":"2024-05-02","category":"Armed conflicts and attacks","text":"A blast.","sources":[{"name":"Wire","url":"https://wire.example/1"}]}
`
	if err := os.WriteFile(path, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := ReadEvents(path)
	if err != nil || len(got) != 2 || got[1].ID != "ce00001" || got[1].Outlet != "Wire" || got[1].Published.String() != "2024-05-02" {
		t.Errorf("%v, %v", got, err)
	}
	if err := os.WriteFile(path, []byte("{\"date\":\"soon\"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadEvents(path); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("an item whose day cannot be read: %v", err)
	}
}

func TestReadGoldAccounts(t *testing.T) {
	dir := t.TempDir()
	write := func(body string) {
		if err := os.WriteFile(filepath.Join(dir, "r1.json"), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"id":"r1","published":"2024-05-02","text":"A blast.","record":{"accounts":[{"id":"a1","kind":"bombing"}]},"incident_group":["blast"]}`)
	got, err := ReadGoldAccounts(dir)
	if err != nil || len(got) != 1 || got[0].Incidents[0] != "blast" || got[0].Record.Accounts[0].ID != "a1" {
		t.Fatalf("%v, %v", got, err)
	}
	write(`{"id":"r1","record":{"accounts":[{"id":"a1"}]},"incident_group":[]}`)
	if _, err := ReadGoldAccounts(dir); err == nil {
		t.Error("accounts without incidents are taken")
	}
}

package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-runewidth"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/wording"
)

var update = flag.Bool("update", false, "rewrite the files of expected output")

func ref[T any](v T) *T { return &v }

func quotes(qs ...string) []tocsin.Evidence {
	var out []tocsin.Evidence
	for _, q := range qs {
		out = append(out, tocsin.Evidence{Quote: q})
	}
	return out
}

// fullReport and fullRecord have every kind of line there is.
func fullReport() *tocsin.Report {
	return &tocsin.Report{
		ID: "kareth-market", URL: "https://post.example/2024/03/market", Outlet: "Kareth Post", Title: "Two police officers die in bombing at Kareth's spice market as a second device is found near the ministry",
		Published: tocsin.Date{Year: 2024, Month: 3, Day: 2}, PublishedFrom: "html", Language: "en", Revision: 2, CopyOf: "kareth-wire",
	}
}

func fullRecord() *tocsin.Record {
	police := tocsin.Voice{Speaker: "police spokesman, North Karland", Type: tocsin.VoiceAuthority, Via: []string{"told Karland Wire"}}
	front := tocsin.Voice{Speaker: "Dawn Front", Type: tocsin.VoicePerpetrator, Via: []string{"Dawn Radio", "SITE"}}
	day := tocsin.Date{Year: 2024, Month: 3, Day: 1}
	return &tocsin.Record{
		Accounts: []tocsin.Account{
			{
				ID: "a1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished,
				When:    tocsin.When{Start: day, End: day, Precision: tocsin.DateDay, Evidence: quotes("on Friday")},
				Where:   tocsin.Where{Text: "a market in Kareth", Country: "RU", Adm1: "North", Settlement: "Kareth", Lat: ref(42.98), Lon: ref(-47.5), Precision: tocsin.PlaceSettlement, Evidence: quotes("a market in Kareth")},
				Suicide: tocsin.SuicideApparent, Assassination: true,
				Weapons: []tocsin.Weapon{{Class: tocsin.VehicleBomb, Evidence: quotes("a car packed with explosives", "the car bomb")}},
				Targets: []tocsin.Target{{Class: tocsin.TargetPolice, Text: "a patrol", Evidence: quotes("a patrol of the city police")}},
				Casualties: []tocsin.Figure{
					{Effect: tocsin.Killed, Group: tocsin.GroupPolice, Low: 2, High: ref(2), Voice: tocsin.ReportVoice(), Evidence: quotes("killing two police officers")},
					{Effect: tocsin.Injured, Group: tocsin.GroupAll, Low: 24, Voice: police, SharedWith: []string{"a2"}, IncludesAttackers: ref(false), Evidence: quotes("wounding dozens of shoppers and passers-by, a police spokesman told Karland Wire, without counting the attackers")},
					{Effect: tocsin.Missing, Group: tocsin.GroupChildren, Low: 0, High: ref(3), Voice: tocsin.Voice{Type: tocsin.VoiceWitness}, Evidence: quotes("up to three children")},
					{Effect: tocsin.KilledOrInjured, Group: tocsin.GroupForeigners, Low: 3, High: ref(9), Voice: police, Evidence: quotes("several foreigners were killed or hurt")},
				},
				Damage: []tocsin.Damage{{Text: "two stalls", Level: tocsin.Destroyed, Evidence: quotes("two stalls were burnt down")}},
				Responsibility: []tocsin.Statement{
					{Stance: tocsin.StanceClaim, Actor: "Dawn Front", Certainty: tocsin.Stated, When: day.Add(1), Voice: front, Unverified: true, Evidence: quotes("The Dawn Front said it was behind the attack")},
					{Stance: tocsin.StanceAttribution, Actor: "League of the North", Certainty: tocsin.Hedged, Voice: police, Evidence: quotes("police suspect the League of the North")},
					{Stance: tocsin.StanceAttribution, Actor: "local militants", Certainty: tocsin.Stated, Voice: tocsin.ReportVoice(), Evidence: quotes("local militants")},
					{Stance: tocsin.StanceDenial, Actor: "League of the North", Certainty: tocsin.Stated, Voice: tocsin.Voice{Speaker: "League of the North", Type: tocsin.VoicePerpetrator}, Evidence: quotes("The League denied it")},
					{Stance: tocsin.StanceDoubt, Actor: "Dawn Front", Certainty: tocsin.Hedged, Voice: tocsin.Voice{Speaker: "an analyst", Type: tocsin.VoiceExpert}, Evidence: quotes("an analyst doubted the claim")},
					{Stance: tocsin.StancePraise, Actor: "Dusk Brigade", Certainty: tocsin.Stated, Voice: tocsin.Voice{Speaker: "Dusk Brigade", Type: tocsin.VoicePerpetrator}, Evidence: quotes("the Dusk Brigade hailed it")},
					{Stance: tocsin.StanceRetraction, Actor: "Noon Cell", Certainty: tocsin.Stated, Voice: tocsin.Voice{Speaker: "Noon Cell", Type: tocsin.VoicePerpetrator}, Evidence: quotes("the Noon Cell withdrew its claim")},
				},
				Evidence: quotes("A car packed with explosives went off"),
			},
			{
				ID: "a2", Kind: tocsin.ArmedAttack, Stage: tocsin.Foiled, Background: true,
				When:    tocsin.When{Start: tocsin.Date{Year: 2024, Month: 2, Day: 1}, End: tocsin.Date{Year: 2024, Month: 2, Day: 29}, Precision: tocsin.DateMonth, Evidence: quotes("in February")},
				Where:   tocsin.Where{Precision: tocsin.PlaceUnknown},
				Suicide: tocsin.SuicideNo,
				Casualties: []tocsin.Figure{
					{Effect: tocsin.Killed, Group: tocsin.GroupAll, Low: 0, High: ref(0), Voice: tocsin.ReportVoice(), Evidence: quotes("nobody was killed")},
				},
				Responsibility: []tocsin.Statement{{Stance: tocsin.StanceNoClaim, Certainty: tocsin.Stated, Voice: tocsin.ReportVoice(), Evidence: quotes("No group has claimed it")}},
			},
			{
				ID: "a3", Kind: tocsin.Operation, Stage: tocsin.Accomplished,
				When:    tocsin.When{Precision: tocsin.DateUnknown, End: day, Evidence: quotes("before")},
				Where:   tocsin.Where{Text: "the road to Pel", Precision: tocsin.PlaceArea, Evidence: quotes("the road to Pel")},
				Suicide: tocsin.SuicideNo,
			},
		},
		Ties: []tocsin.Tie{
			{From: "Dawn Front", Relation: tocsin.BranchOf, To: "Sunrise League", Start: "2014", Status: tocsin.TieStated, Voice: tocsin.ReportVoice(), Evidence: quotes("the Dawn Front, a branch of the Sunrise League since 2014")},
			{From: "Dawn Front", Relation: tocsin.PledgedTo, To: "Islamic State", Status: tocsin.TieDenied, Voice: front, Evidence: quotes("denied any oath")},
		},
		Assessments: []tocsin.Assessment{
			{Type: tocsin.Prediction, Voice: tocsin.Voice{Speaker: "an analyst", Type: tocsin.VoiceExpert}, About: "Dawn Front", Summary: "more attacks before the vote", Start: "2024-03-02", End: "2024-04", Evidence: quotes("more attacks are likely before the April vote")},
			{Type: tocsin.Judgement, Voice: tocsin.ReportVoice(), About: "violence in North", Evidence: quotes("violence has fallen")},
		},
		Designations: []tocsin.Designation{{Actor: "Dawn Front", Label: "banned organisation", By: "Karland", Evidence: quotes("which is banned in Karland")}},
		Notes:        []tocsin.Problem{{Path: "accounts[2].where", Text: "not in the gazetteer"}},
	}
}

func TestPrintRecord(t *testing.T) {
	empty := &tocsin.Record{}
	hostile := &tocsin.Record{Accounts: []tocsin.Account{{
		ID: "a1", Kind: tocsin.OtherKind, Stage: tocsin.Threatened, Suicide: tocsin.SuicideNo,
		Targets: []tocsin.Target{{Class: tocsin.TargetOther, Text: "a\x1b[31mred\x1b[0m\u202eword", Evidence: quotes("two\nlines\tand\x00zero", strings.Repeat("x", 90))}},
	}}}
	for _, c := range []struct {
		name   string
		width  int
		colour bool
		report *tocsin.Report
		record *tocsin.Record
	}{
		{"full-80", 80, false, fullReport(), fullRecord()},
		{"full-120", 120, false, fullReport(), fullRecord()},
		{"full-colour", 100, true, fullReport(), fullRecord()},
		{"empty", 80, false, &tocsin.Report{}, empty},
		{"hostile", 80, false, &tocsin.Report{Title: "Title\r\nover\x07 two lines"}, hostile},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got bytes.Buffer
			p := &printer{width: c.width, colour: c.colour}
			if err := p.record(&got, "kareth-market", c.report, c.record); err != nil {
				t.Fatal(err)
			}
			if !c.colour {
				for i, l := range strings.Split(got.String(), "\n") {
					if w := runewidth.StringWidth(l); w > c.width {
						t.Errorf("line %d has %d columns", i+1, w)
					}
				}
			}
			golden(t, "testdata/print/"+c.name+".txt", got.String())
		})
	}
}

// golden compares with the file, or rewrites it with -update.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// TestNobodyIsBlamedWithoutAVoice holds for every stance and voice: responsibility is always somebody's
// word.
func TestNobodyIsBlamedWithoutAVoice(t *testing.T) {
	for _, stance := range tocsin.Stances {
		for _, voice := range tocsin.VoiceTypes {
			s := tocsin.Statement{Stance: stance, Actor: "X", Certainty: tocsin.Stated, Voice: tocsin.Voice{Type: voice, Via: []string{}}}
			if voice != tocsin.VoiceReport {
				s.Voice.Speaker = "Y"
			}
			got := wording.Statement(s)
			says := strings.Contains(got, "own statement") || strings.Contains(got, "Y (") || strings.Contains(got, "the report")
			if strings.HasPrefix(got, "by ") || !says {
				t.Errorf("%s, %s: %q", stance, voice, got)
			}
		}
	}
}

func TestNumberWords(t *testing.T) {
	for _, c := range []struct {
		low  int
		high *int
		want string
	}{
		{2, ref(2), "2"}, {0, ref(0), "none"}, {20, nil, "20 or more"}, {0, ref(20), "up to 20"}, {3, ref(9), "3 to 9"}, {0, nil, "0 or more"},
	} {
		if got := wording.Number(c.low, c.high); got != c.want {
			t.Errorf("%d..%v: got %q, want %q", c.low, c.high, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, nil},
		{"one two three", 7, []string{"one two", "three"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"a abcdefghij b", 4, []string{"a", "abcd", "efgh", "ij b"}},
		{"日本語の文", 4, []string{"日本", "語の", "文"}},
	} {
		if diff := cmp.Diff(c.want, wrap(c.text, c.width)); diff != "" {
			t.Errorf("%q in %d:\n%s", c.text, c.width, diff)
		}
	}
}

// TestReadmeShowsTheForm: the block in README.md is what the printer prints.
func TestReadmeShowsTheForm(t *testing.T) {
	day := tocsin.Date{Year: 2024, Month: 3, Day: 1}
	police := tocsin.Voice{Speaker: "police", Type: tocsin.VoiceAuthority}
	report := &tocsin.Report{Title: "Bomb at Kareth market kills two", Outlet: "Kareth Post", Published: day.Add(1), PublishedFrom: "given", Language: "en", URL: "https://post.example/market"}
	record := &tocsin.Record{Accounts: []tocsin.Account{{
		ID: "a1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Suicide: tocsin.SuicideNo, Evidence: quotes("bomb exploded"),
		When:    tocsin.When{Start: day, End: day, Precision: tocsin.DateDay, Evidence: quotes("on Friday")},
		Where:   tocsin.Where{Settlement: "Kareth", Adm1: "North", Precision: tocsin.PlaceSettlement, Evidence: quotes("a market in Kareth")},
		Weapons: []tocsin.Weapon{{Class: tocsin.Bomb, Evidence: quotes("bomb")}},
		Casualties: []tocsin.Figure{
			{Effect: tocsin.Killed, Group: tocsin.GroupAll, Low: 2, High: ref(2), Voice: tocsin.ReportVoice(), Evidence: quotes("killing two people")},
			{Effect: tocsin.Injured, Group: tocsin.GroupAll, Low: 24, Voice: police, Evidence: quotes("wounding dozens, police said")},
		},
		Responsibility: []tocsin.Statement{
			{Stance: tocsin.StanceClaim, Actor: "Dawn Front", Certainty: tocsin.Stated, Voice: tocsin.Voice{Speaker: "Dawn Front", Type: tocsin.VoicePerpetrator}, Evidence: quotes("The Dawn Front said it was behind the attack")},
			{Stance: tocsin.StanceAttribution, Actor: "League of the North", Certainty: tocsin.Stated, Voice: police, Evidence: quotes("Police blamed the League of the North")},
		},
	}}}
	var got bytes.Buffer
	if err := (&printer{width: pipeWidth}).record(&got, "report", report, record); err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := "```\n" + strings.TrimSpace(got.String()) + "\n```"; !strings.Contains(string(readme), want) {
		t.Errorf("README.md does not show this block:\n%s", want)
	}
}

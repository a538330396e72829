package coder

import (
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
)

func TestAssessments(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The group said it bombed the bank to avenge the death of its leader.", "assessment"},
		{"Rebels kidnapped the bishop to protest the visit of the minister.", "assessment"},
		{"The attack was designed to intimidate voters, the governor said.", "assessment"},
		{"The country has been hit by a wave of violence this year.", "assessment"},
		{"The Kareth Liberation Front has stepped up its attacks.", "assessment"},
		{"The rebels are too weak to hold the town, an analyst said.", "assessment"},
		{"The Kareth Liberation Front is the most active guerrilla group in the country.", "assessment"},
		{"The attack shows the desperation of the rebels, the minister said.", "assessment"},
		{"Diplomats fear that the militants are regrouping.", "assessment"},
		{"The losses have weakened the Kareth Liberation Front.", "assessment"},
		{"\"We will attack again,\" the Kareth Liberation Front said.", "prediction"},
		{"The rebels threatened to kill the hostages.", "prediction"},
		{"The Kareth Liberation Front vowed to strike the capital.", "prediction"},
		{"The fighting will continue for months, an expert said.", "prediction"},
		{"The killing could lead to a new war, an analyst said.", "prediction"},
		{"\"Our forces will retaliate,\" the Kareth Liberation Front said.", "prediction"},
		{"Attacks on convoys have doubled since the spring, the mission said.", "assessment"},
		{"The rebels are taking revenge for the loss of their bases, the governor said.", "assessment"},
		{"\"Their leaders no longer trust each other,\" said Ana Ruiz, an analyst at the Institute of Peace.", "assessment"},
		{"The truce would not hold beyond the harvest, said Ana Ruiz, an analyst at the Institute of Peace.", "prediction"},
		{"Ana Ruiz, an analyst at the Institute of Peace, said the rebels may try to cut the road to the capital.", "prediction"},
		{"\"They will attack the town again before the feast,\" an intelligence officer said.", "prediction"},
		{"The Kareth Liberation Front warned traders to leave the market.", "prediction"},
		// none
		{"The death toll of the bombing rose to nine.", ""},
		{"A helicopter dropped barrel bombs on the town.", ""},
		{"The ministry warned residents to stay indoors.", ""},
		{"\"We will bring those responsible to justice,\" the governor said.", ""},
		{"The attack may have been the work of rebels, police said.", ""},
		{"A bomb killed three people in Kareth.", ""},
		{"The president condemned the attack.", ""},
		{"The minister will travel to Kareth on Friday.", ""},
		{"The talks will continue on Monday.", ""},
		{"He wants to buy a house.", ""},
		{"The show went on.", ""},
		{"If the rebels threatened to kill him, he would leave.", ""},
	} {
		var got []string
		for _, a := range readText(t, c.text).assessments() {
			got = append(got, string(a.Type))
			if a.About == "" || a.Summary == "" {
				t.Errorf("%s: about %q, summary %q", c.text, a.About, a.Summary)
			}
			if a.Type == "prediction" && a.Start != "2024-03-06" {
				t.Errorf("%s: a prediction starts on the day of publication, not %q", c.text, a.Start)
			}
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}

// A sentence can hold a judgement and a prediction; each has its own words as evidence.
func TestASentenceJudgesAndForetells(t *testing.T) {
	const text = "Attacks on villages have become more frequent and the rebels will strike again before the vote, said Ana Ruiz, an analyst at the Institute of Peace."
	found := readText(t, text).assessments()
	if len(found) != 2 || found[0].Type == found[1].Type {
		t.Fatalf("want a judgement and a prediction, got %+v", found)
	}
	if found[0].Evidence[0] == found[1].Evidence[0] {
		t.Errorf("both rest on %q", found[0].Evidence[0].Quote)
	}
	for _, a := range found {
		if a.Voice.Type != "expert" {
			t.Errorf("%s: voice %s", a.Type, a.Voice.Type)
		}
	}
}

// What is learned from must be what is decided on: the facts of a sentence decide as the coder does.
func TestJudgedSentencesDecideAsTheCoder(t *testing.T) {
	rep := &tocsin.Report{ID: "test", Language: "en", Text: "Gunmen killed two men in Kareth on Monday, police said. The rebels want to frighten voters, the governor said. " +
		"If the rebels were weaker, they would sue for peace. \"They will attack again,\" said Ana Ruiz, an analyst."}
	rep.Published, _ = tocsin.ParseDate("2024-03-06")
	rec, err := testCoder.Code(t.Context(), rep)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range testCoder.JudgedSentences(rep) {
		got = append(got, s.Judged(readWeights(judgementWeights))...)
	}
	var want []string
	for _, a := range rec.Assessments {
		want = append(want, string(a.Type))
	}
	if !slices.Equal(got, want) || !slices.Equal(want, []string{"assessment", "prediction"}) {
		t.Errorf("learning decides %v, the coder %v", got, want)
	}
}

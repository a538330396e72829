package coder

import (
	"strings"
	"testing"
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

package coder

import (
	"strings"
	"testing"
)

func TestDesignations(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The Kareth Liberation Front is designated a terrorist organisation by Turkey.", "Kareth Liberation Front: terrorist organisation by Turkey"},
		{"The Kareth Liberation Front is banned in Russia.", "Kareth Liberation Front: banned by Russia"},
		{"Islamic State and the Kareth Liberation Front are terrorist organisations banned in Russia.", "Islamic State: terrorist organisation by Russia; Kareth Liberation Front: terrorist organisation by Russia"},
		{"Canada has listed the Kareth Liberation Front as a terrorist group.", "Kareth Liberation Front: terrorist group by Canada"},
		{"Turkey considers the Kareth Liberation Front a terrorist organization.", "Kareth Liberation Front: terrorist organization by Turkey"},
		{"The Kareth Liberation Front, a U.S.-designated foreign terrorist organization, attacked the town.", "Kareth Liberation Front: foreign terrorist organization by United States"},
		{"The Kareth Liberation Front is a banned militant organization in Pakistan.", "Kareth Liberation Front: banned militant organization by Pakistan"},
		{"The Kareth Liberation Front was outlawed by Kenya.", "Kareth Liberation Front: outlawed by Kenya"},
		{"Britain proscribed the Kareth Liberation Front.", "Kareth Liberation Front: proscribed by Britain"},
		{"The Kareth Liberation Front, which is proscribed in India, attacked the town.", "Kareth Liberation Front: proscribed by India"},
		{"The Kareth Liberation Front is considered a terrorist organisation by Turkey, the United States and the European Union.",
			"Kareth Liberation Front: terrorist organisation by Turkey; Kareth Liberation Front: terrorist organisation by United States; Kareth Liberation Front: terrorist organisation by European Union"},
		{"France declared the Kareth Liberation Front a terrorist organisation.", "Kareth Liberation Front: terrorist organisation by France"},
		{"The United States blacklisted the Kareth Liberation Front.", "Kareth Liberation Front: blacklisted by United States"},
		{"Gunmen of the outlawed Kareth Liberation Front attacked a bank in Nairobi, Kenya.", "Kareth Liberation Front: outlawed by Kenya"},
		{"Police in Nairobi, Kenya, said the Kareth Liberation Front is banned under the Prevention Act.", "Kareth Liberation Front: banned by Kenya"},
		{"The Kareth Liberation Front, which Turkey, the United States and the European Union list as a terrorist organisation, attacked the town.",
			"Kareth Liberation Front: terrorist organisation by Turkey; Kareth Liberation Front: terrorist organisation by United States; Kareth Liberation Front: terrorist organisation by European Union"},
		{"The Kareth Liberation Front attacked a town. Washington lists it as a terrorist organisation.", "Kareth Liberation Front: terrorist organisation by United States"},
		// none
		{"The Kareth Liberation Front attacked a town in Kenya.", ""},
		{"Kenya did not designate the Kareth Liberation Front a terrorist organisation.", ""},
		{"Alcohol is banned in Kuwait.", ""},
		{"Kenya condemned the terrorist attack of the Kareth Liberation Front.", ""},
		{"Officials considered an attack by the Kareth Liberation Front possible.", ""},
	} {
		var got []string
		for _, d := range readText(t, c.text).designations() {
			got = append(got, d.Actor+": "+d.Label+" by "+d.By)
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}

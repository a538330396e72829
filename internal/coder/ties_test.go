package coder

import (
	"fmt"
	"strings"
	"testing"
)

func TestTies(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The Dawn Brigade pledged allegiance to the Islamic State.", "Dawn Brigade pledged_to Islamic State"},
		{"The Kareth Liberation Front has sworn allegiance to al-Qaeda.", "Kareth Liberation Front pledged_to al-Qaeda"},
		{"The Kareth Liberation Front, an affiliate of al-Qaeda, attacked the town.", "Kareth Liberation Front branch_of al-Qaeda"},
		{"The Kareth Liberation Front, the armed wing of the Oruma People's Movement, attacked the town.", "Kareth Liberation Front branch_of Oruma People's Movement"},
		{"Al-Qaeda's branch, the Kareth Liberation Front, attacked the town.", "Kareth Liberation Front branch_of Al-Qaeda"},
		{"The al-Qaeda-linked Kareth Liberation Front attacked the town.", "Kareth Liberation Front allied_with al-Qaeda"},
		{"The Kareth Liberation Front, which is linked to al-Qaeda, attacked the town.", "Kareth Liberation Front allied_with al-Qaeda"},
		{"The Kareth Liberation Front split from the Oruma Liberation Army.", "Kareth Liberation Front split_from Oruma Liberation Army"},
		{"The Kareth Liberation Front merged with the Oruma Liberation Army.", "Kareth Liberation Front merged_into Oruma Liberation Army"},
		{"The Kareth Liberation Front changed its name to the Oruma Liberation Army.", "Kareth Liberation Front renamed_to Oruma Liberation Army"},
		{"The Oruma Liberation Army, formerly known as the Kareth Liberation Front, attacked the town.", "Kareth Liberation Front renamed_to Oruma Liberation Army"},
		{"The Oruma Liberation Army, also known as the Kareth Liberation Front, attacked the town.", "Kareth Liberation Front alias_of Oruma Liberation Army"},
		{"The Kareth Liberation Front is backed by Iran.", "Iran supports Kareth Liberation Front"},
		{"The government accuses India of funding the Kareth Liberation Front.", "India supports Kareth Liberation Front"},
		{"The Iran-backed Kareth Liberation Front attacked the town.", "Iran supports Kareth Liberation Front"},
		{"The Kareth Liberation Front is led by Aldo Reyes.", "Kareth Liberation Front led_by Aldo Reyes"},
		{"Aldo Reyes, leader of the Kareth Liberation Front, spoke on Friday.", "Kareth Liberation Front led_by Aldo Reyes"},
		{"Kareth Liberation Front leader Aldo Reyes spoke on Friday.", "Kareth Liberation Front led_by Aldo Reyes"},
		{"The Northern Column of the Kareth Liberation Front attacked the town.", "Northern Column part_of Kareth Liberation Front"},
		{"The Kareth Liberation Front denied that it is linked to al-Qaeda.", "Kareth Liberation Front allied_with al-Qaeda (denied)"},
		{"It is unclear whether the Kareth Liberation Front pledged allegiance to al-Qaeda.", "Kareth Liberation Front pledged_to al-Qaeda (unknown)"},
		{"The Kareth Liberation Front is allegedly linked to al-Qaeda.", "Kareth Liberation Front allied_with al-Qaeda (hedged)"},
		{"The Kareth Liberation Front, a rival of the Oruma Liberation Army, attacked the town.", "Kareth Liberation Front rival_of Oruma Liberation Army"},
		{"The Kareth Liberation Front is part of the Oruma Liberation Army.", "Kareth Liberation Front part_of Oruma Liberation Army"},
		{"The Oruma Liberation Army, which includes the Kareth Liberation Front, attacked the town.", "Kareth Liberation Front part_of Oruma Liberation Army"},
		{"The Kareth Liberation Front swore allegiance in 2019 to the Islamic State.", "Kareth Liberation Front pledged_to Islamic State"},
		{"The Kareth Liberation Front attacked a town. In 2014 it pledged allegiance to the Islamic State.", "Kareth Liberation Front pledged_to Islamic State"},
		{"Hamas said its military wing, the Dawn Brigades, fired the rocket.", "Dawn Brigades branch_of Hamas"},
		{"The Kareth Liberation Front, which used to call itself the Oruma Liberation Army, attacked the town.", "Oruma Liberation Army renamed_to Kareth Liberation Front"},
		{"Aldo Reyes, leader of the breakaway Kareth Liberation Front, spoke on Friday.", "Kareth Liberation Front led_by Aldo Reyes"},
		{"Ankara regards the Kareth Liberation Front as the Syrian branch of al-Qaeda.", "Kareth Liberation Front branch_of al-Qaeda"},
		{"A fighter of the New People's Army (NPA) spoke. The Dawn Command of the NPA attacked the town.", "Dawn Command part_of New People's Army"},
		{"The Kareth Liberation Front fought against the Oruma Liberation Army.", "Kareth Liberation Front rival_of Oruma Liberation Army"},
		// no ties
		{"The Kareth Liberation Front fought against Kenya.", ""},
		{"Kenya supports Uganda.", ""},
		{"The Kareth Liberation Front attacked the Oruma Liberation Army.", ""},
		{"Police chief Aldo Reyes spoke on Friday.", ""},
		{"The attack is linked to a feud.", ""},
	} {
		var got []string
		for _, x := range readText(t, c.text).ties() {
			s := fmt.Sprintf("%s %s %s", x.From, x.Relation, x.To)
			if x.Status != "stated" {
				s += fmt.Sprintf(" (%s)", x.Status)
			}
			got = append(got, s)
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}

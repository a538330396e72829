package coder

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tocsin-org/tocsin"
)

// shortFigures writes figures as "killed all 3; injured civilians 24..".
func shortFigures(gs []figureMention) string {
	var out []string
	for _, g := range gs {
		if g.repeats {
			continue
		}
		n := fmt.Sprint(g.Low)
		switch {
		case g.High == nil:
			n += ".."
		case *g.High != g.Low:
			n += ".." + fmt.Sprint(*g.High)
		}
		out = append(out, fmt.Sprintf("%s %s %s", g.Effect, g.Group, n))
	}
	return strings.Join(out, "; ")
}

func TestFigures(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// actives, gerunds and their lists
		{"A bomb killed three people in Kareth.", "killed all 3"},
		{"The raid killed three policemen and two civilians.", "killed police 3; killed civilians 2"},
		{"A mine went off under a truck, killing four soldiers and wounding six.", "killed military 4; injured all 6"},
		{"Gunmen shot dead two judges, a driver and three bodyguards.", "killed officials 2; killed civilians 1; killed other 3"},
		{"The shells killed at least 12 villagers and injured 20 others.", "killed civilians 12..; injured all 20"},
		{"The attackers killed a nurse and abducted two doctors.", "killed civilians 1; abducted civilians 2"},
		{"Rebels killed five troops, wounded nine and captured two.", "killed military 5; injured all 9"},
		{"Police shot and killed two gunmen.", "killed attackers 2"},
		{"The blast killed and wounded dozens.", "killed_or_injured all 24.."},
		{"Mortar fire wounded two women and a child.", "injured women 2; injured children 1"},
		{"The gunmen killed six before fleeing.", "killed all 6"},
		{"They took four aid workers hostage.", "abducted civilians 4"},
		{"Fighters kidnapped 31 schoolgirls from a dormitory.", "abducted children 31"},
		{"The bomb that killed 6 was hidden in a bin.", "killed all 6"},
		// passives and intransitives
		{"Two people were killed and 30 were injured.", "killed all 2; injured all 30"},
		{"Eleven soldiers died in the ambush.", "killed military 11"},
		{"A policeman was killed on Friday.", "killed police 1"},
		{"Three people, including two soldiers, were killed.", "killed all 3; killed military 2"},
		{"Sixteen troops and a civilian have been killed.", "killed military 16; killed civilians 1"},
		{"Five traders travelling from the border were abducted.", "abducted civilians 5"},
		{"Seven miners who had been taken hostage were freed on Sunday.", "abducted civilians 7; released civilians 7"},
		{"At least nine worshippers lost their lives.", "killed civilians 9.."},
		{"Forty people are missing.", "missing all 40"},
		{"Two journalists went missing after the raid.", "missing civilians 2"},
		{"Ten people were treated for injuries.", "injured all 10"},
		{"Two men were shot and wounded.", "injured all 2"},
		{"A guard was stabbed to death.", "killed security_forces 1"},
		{"Another was seriously hurt.", "injured all 1"},
		{"Three people were killed or wounded.", "killed_or_injured all 3"},
		{"An army captain was kidnapped and killed.", "abducted military 1; killed military 1"},
		// reduced clauses and headlines
		{"Officials spoke of 20 dead and 30 injured.", "killed all 20; injured all 30"},
		{"The fight left two policemen dead, and three injured.", "killed police 2; injured all 3"},
		{"The toll increased to one person killed and nine people hurt.", "killed all 1; injured all 9"},
		{"With 14 others wounded, the hospital was full.", "injured all 14"},
		{"Among the dead were three children and a teacher.", "killed children 3; killed civilians 1"},
		{"The dead include five women.", "killed women 5"},
		{"Soldiers detained by villagers for days were released.", ""},
		{"Two officers are among the wounded.", "injured police 2"},
		{"The judge was killed on Friday along with two of her guards.", "killed officials 1; killed security_forces 2"},
		{"Two children and eight other people (three soldiers and five civilians) were wounded.", "injured children 2; injured all 8; injured military 3; injured civilians 5"},
		{"Ten people were killed and many injured.", "killed all 10"},
		{"Those who killed the pilot fled.", "killed civilians 1"},
		{"Two men, members of a choir, were killed.", "killed all 2"},
		{"The dead were buried.", ""},
		{"A third victim had died of her wounds.", "killed all 1"},
		{"A total of 19 people, mostly women and children, were killed when a shell hit a bakery.", "killed all 19"},
		{"Among those killed were the district governor, his driver and four of his bodyguards.", "killed officials 1; killed civilians 1; killed other 4"},
		{"Medics received 17 bodies and treated 60 wounded people.", "killed all 17; injured all 60"},
		{"Eight of the injured were in critical condition.", "injured all 8"},
		{"Forty-two worshippers, among them nine children, died in the mosque.", "killed civilians 42; killed children 9"},
		{"The gunman, who was killed by police, had fired at random.", "killed attackers 1"},
		{"Fighters executed 13 captured soldiers.", "killed military 13; abducted military 13"},
		{"The train was seized by rebels, with over 440 people being taken hostage.", "abducted all 441.."},
		// nouns
		{"The blast led to the injury of six people.", "injured all 6"},
		{"The attack claimed the lives of nine pilgrims.", "killed civilians 9"},
		{"The death on Monday of four nuns was mourned.", "killed civilians 4"},
		{"The killing of three monks shocked the town.", "killed civilians 3"},
		{"The abduction of two nuns ended a quiet year.", "abducted civilians 2"},
		{"Police confirmed the deaths of 12 recruits, four nurses and a pilot.", "killed military 12; killed civilians 4; killed civilians 1"},
		{"There were 17 fatalities.", "killed all 17"},
		{"The ministry reported eight deaths and several missing.", "killed all 8; missing all 3..9"},
		{"The death toll rose to 40.", "killed all 40"},
		{"The number of wounded stood at 112.", "injured all 112"},
		{"Hospitals counted 12 casualties.", "killed_or_injured all 12"},
		{"Rescuers found the bodies of four men.", "killed all 4"},
		{"The arrest of a suspect followed within hours.", "arrested attackers 1"},
		{"The assassination of the mayor led to a strike.", "killed officials 1"},
		// bounds
		{"More than 20 people were killed.", "killed all 21.."},
		{"Over 440 passengers were taken hostage.", "abducted civilians 441.."},
		{"Nearly 20 people were hurt.", "injured all 18..20"},
		{"Up to 20 rebels were killed.", "killed militants 0..20"},
		{"About 50 farmers were abducted.", "abducted civilians 45..55"},
		{"Some 40 people were injured.", "injured all 36..44"},
		{"Between 10 and 15 militants were killed.", "killed militants 10..15"},
		{"As many as 15 people died.", "killed all 0..15"},
		{"Dozens of people were killed and scores were wounded.", "killed all 24..; injured all 40.."},
		{"Several officers were wounded.", "injured police 3..9"},
		{"A couple of shoppers were hurt.", "injured civilians 2"},
		{"Hundreds were killed.", "killed all 200.."},
		{"One soldier was killed and others were wounded.", "killed military 1; injured all 2.."},
		{"At least 23 people were killed and 26 wounded.", "killed all 23..; injured all 26"},
		{"Sixty people or more were injured.", "injured all 60.."},
		{"No fewer than 8 people were killed.", "killed all 8.."},
		{"Twenty-one people were killed.", "killed all 21"},
		{"Half a dozen guards were wounded.", "injured security_forces 6"},
		// groups
		{"Two Xanlandish soldiers were killed by a mine.", "killed military 2"},
		// numbers that are ages
		{"Three men, ages 54, 33 and 26, and a woman, 41, were injured.", "injured all 3; injured women 1"},
		{"A man, 40, died in hospital.", "killed all 1"},
		{"Three boys, all 16 or younger, were wounded.", "injured children 3"},
		{"Ada Marsh and Aldo Reyes were found dead.", "killed civilians 2"},
		{"Ada Marsh, 67, and Aldo Reyes, 64, were found dead.", "killed civilians 2"},
		{"Ada Marsh, 67, and Aldo Reyes, 64 were found dead.", "killed civilians 2"},
		{"The bodies of Ada Marsh, 67 and Aldo Reyes, 64 were found.", "killed civilians 2"},
		{"In New Kareth, 64 were found dead.", "killed all 64"},
		// persons who share an article
		{"A shell left a father and daughter dead.", "killed civilians 2"},
		{"A husband and father of two was killed.", "killed civilians 1"},
		// victims who live
		{"Four people were shot and wounded. The victims, two men and two women, are in hospital.", "injured all 4; injured all 2; injured women 2"},
		{"Four people were shot dead. The victims were two men and two women.", "killed all 4; killed all 2; killed women 2"},
		// one of those told
		{"Police named one of the two people who died in the blast.", "killed all 2"},
		{"One of the two nurses who was kidnapped has been freed.", "abducted civilians 1; released civilians 1"},
		{"None were seriously injured.", ""},
		{"No one was injured.", "injured all 0"},
		{"Four peacekeepers were wounded.", "injured military 4"},
		{"Three border guards were killed.", "killed security_forces 3"},
		{"Five members of the security forces were killed.", "killed security_forces 5"},
		{"Eight army officers were killed.", "killed military 8"},
		{"Two trade union members were shot dead.", "killed civilians 2"},
		{"A former minister was murdered.", "killed civilians 1"},
		{"Six suicide bombers died.", "killed attackers 6"},
		{"Two of the attackers were killed.", "killed attackers 2"},
		{"Six of the wounded were children.", "injured children 6"},
		{"Nine people were hurt, six of them children.", "injured all 9; injured children 6"},
		{"At least 14 people, including six attackers, were killed.", "killed all 14..; killed attackers 6"},
		{"A councillor and her driver were killed.", "killed officials 1; killed civilians 1"},
		{"The minister's wife was wounded.", "injured civilians 1"},
		{"Police arrested two men suspected of planting the bomb.", "arrested attackers 2"},
		{"Four journalists were arrested.", "arrested civilians 4"},
		{"Rebels detained two soldiers.", "abducted military 2"},
		// nobody
		{"There were no casualties.", "killed all 0; injured all 0"},
		{"No one was hurt.", "injured all 0"},
		{"No injuries were reported.", "injured all 0"},
		{"The bomb caused no deaths or injuries.", "killed all 0; injured all 0"},
		{"The blast did not cause any casualties.", "killed all 0; injured all 0"},
		{"No soldiers were wounded.", "injured military 0"},
		{"The fire ended without loss of life.", "killed all 0"},
		// no figures at all
		{"The bomb could kill hundreds.", ""},
		{"They wanted to kill the governor.", ""},
		{"The two men were not killed.", ""},
		{"Many people were killed.", ""},
		{"The war has killed 30,000 people since 2009.", ""},
		{"Rebels have killed 300 people this year.", ""},
		{"The ministry released a statement on Friday.", ""},
		{"The 24-year-old was arrested 20 km from the town.", ""},
		{"Troops killed 20 cattle.", ""},
		{"He was released from prison on 3 May.", ""},
		// persons by name and role
		{"Mayor Aldo Reyes was killed on Friday.", "killed officials 1"},
		{"Aldo Reyes, mayor of Kareth, was shot dead.", "killed officials 1"},
		{"Photographer Aldo Reyes left early. Reyes was killed on the road.", "killed civilians 1"},
		{"The attackers killed Aldo Reyes, a policeman, and fled.", "killed police 1"},
		{"MAYOR ALDO REYES WAS KILLED IN KARETH TODAY. HIS BODYGUARD WAS WOUNDED.", "killed officials 1; injured other 1"},
		{"THREE SUBVERSIVES WERE KILLED AND SEVEN OTHERS WERE WOUNDED.", "killed militants 3; injured all 7"},
		{"5 POLICEMEN AND 2 CIVILIANS WERE INJURED.", "injured police 5; injured civilians 2"},
	} {
		if got := shortFigures(readText(t, c.text).figures()); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}

// benchmarkText is a report of about 500 words.
var benchmarkText = strings.Repeat(`A car bomb exploded outside a police station in Kareth on Tuesday, killing at least 14 people, including six
officers, and wounding dozens of others, officials said. The Kareth Liberation Front, an affiliate of al-Qaeda, said it carried out the attack
to avenge the death of its leader. Two suspects were arrested, police spokesman Aldo Reyes said. The blast destroyed two vehicles and damaged a
school. The group is banned in Russia. "We will attack again," it said in a statement. No one was hurt in a second explosion near the market.
`, 6)

func BenchmarkFigures(b *testing.B) {
	r := testCoder.read(&tocsin.Report{ID: "bench", Language: "en", Text: benchmarkText})
	for b.Loop() {
		r.figures()
	}
}

func BenchmarkTiesDesignationsAssessmentsDamages(b *testing.B) {
	r := testCoder.read(&tocsin.Report{ID: "bench", Language: "en", Text: benchmarkText})
	for b.Loop() {
		r.ties()
		r.designations()
		r.assessments()
		r.damages()
	}
}

// FuzzFindings checks that what is found in any text stands in it.
func FuzzFindings(f *testing.F) {
	f.Add(benchmarkText)
	f.Add("Between 10 and , at least of the or more of them: no one's 12 dead, two each from the and")
	f.Add("X-linked -backed, in support of , include the and, designated by banned in")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		r := testCoder.read(&tocsin.Report{ID: "fuzz", Language: "en", Text: text})
		var found []tocsin.Evidence
		for _, g := range r.figures() {
			for _, p := range g.Problems(text) {
				t.Errorf("%q: %v", text, p)
			}
		}
		for _, d := range r.damages() {
			found = append(found, d.Evidence...)
		}
		for _, x := range r.ties() {
			found = append(found, x.Evidence...)
		}
		for _, d := range r.designations() {
			found = append(found, d.Evidence...)
		}
		for _, a := range r.assessments() {
			found = append(found, a.Evidence...)
		}
		for _, e := range found {
			if !e.Holds(text) {
				t.Errorf("%q: %v does not stand in the text", text, e)
			}
		}
	})
}

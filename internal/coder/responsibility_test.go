package coder

import (
	"fmt"
	"strings"
	"testing"
)

// Each case lists the statements of a text in its order: "stance actor certainty speaker/type".
func TestStatements(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// claims
		{"The Kareth Front claimed responsibility for the bombing.", "claim Kareth Front stated Kareth Front/perpetrator"},
		{"The Kareth Front has claimed credit for the bombing.", "claim Kareth Front stated Kareth Front/perpetrator"},
		{"Al-Shabaab claims responsibility for the attack.", "claim Al-Shabaab stated Al-Shabaab/perpetrator"},
		{"Islamic State took responsibility for both attacks.", "claim Islamic State stated Islamic State/perpetrator"},
		{"The bombing was claimed by the Kareth Front.", "claim Kareth Front stated Kareth Front/perpetrator"},
		{"Responsibility for the bombing was claimed by the Kareth Front.", "claim Kareth Front stated Kareth Front/perpetrator"},
		{"The bombing, claimed by the Kareth Front, killed two people.", "claim Kareth Front stated Kareth Front/perpetrator"},
		{"The Kareth Front said it was behind the bombing.", "claim Kareth Front stated Kareth Front/perpetrator"},
		{"The Kareth Front said its fighters attacked the convoy.", "claim Kareth Front stated Kareth Front/perpetrator"},
		{"The Kareth Front said that it had carried out the attack.", "claim Kareth Front stated Kareth Front/perpetrator"},
		{"In a statement on Telegram, the Kareth Front claimed responsibility for the bombing.", "claim Kareth Front stated Kareth Front/perpetrator < Telegram"},
		{"The Kareth Front fled. It later claimed responsibility for the bombing.", "claim Kareth Front stated Kareth Front/perpetrator"},
		{"The army acknowledged responsibility for the death of two reporters in Nairobi, Kenya.", "claim Kenyan army stated Kenyan army/perpetrator"},
		{"The Kareth Front threatened to kill ten judges.", "claim Kareth Front stated Kareth Front/perpetrator"},
		{"The Turkish army said its planes bombed the camp.", "claim Turkish army stated Turkish army/perpetrator"},
		{"Houthi rebels claimed two attacks on ships.", "claim Houthi stated Houthi/perpetrator"},
		// no claims
		{"No group has claimed responsibility for the bombing.", "no_claim  stated /report"},
		{"Nobody has claimed the attack so far.", "no_claim  stated /report"},
		{"There was no immediate claim of responsibility.", "no_claim  stated /report"},
		{"No one immediately claimed responsibility for the blast.", "no_claim  stated /report"},
		{"The Kareth Front has not claimed responsibility for the bombing.", "no_claim Kareth Front stated /report"},
		// narrated as fact
		{"Gunmen killed two teachers.", "attribution gunmen stated /report"},
		{"Rebels of the Kareth Front killed two teachers.", "attribution Kareth Front stated /report"},
		{"Two teachers were killed by gunmen.", "attribution gunmen stated /report"},
		{"Two teachers were kidnapped by the Kareth Front on Monday.", "attribution Kareth Front stated /report"},
		{"A bomb planted by the Kareth Front killed two teachers.", "attribution Kareth Front stated /report"},
		{"The Kareth Front carried out the attack.", "attribution Kareth Front stated /report"},
		{"An attack carried out by the Kareth Front killed two teachers.", "attribution Kareth Front stated /report"},
		{"An attack by the Kareth Front killed two teachers.", "attribution Kareth Front stated /report"},
		{"A Taliban attack killed two teachers.", "attribution Taliban stated /report"},
		{"Israeli airstrikes killed two teachers.", "attribution Israel stated /report"},
		{"Turkish jets bombed the camp.", "attribution Turkey stated /report"},
		{"A U.S. drone strike killed two men.", "attribution U.S. stated /report"},
		{"A Houthi missile hit the port.", "attribution Houthis stated /report"},
		{"Police raided a house in Nairobi, Kenya, on Monday.", "attribution Kenyan police stated /report"},
		{"Gunmen opened fire on a bus.", "attribution gunmen stated /report"},
		{"Rebels set fire to the town hall.", "attribution rebels stated /report"},
		{"Rebels blew up a bridge.", "attribution rebels stated /report"},
		{"Rebels, who had fled the town, shelled the barracks.", "attribution rebels stated /report"},
		{"The attackers killed two teachers.", ""},
		{"A bomb killed two teachers.", ""},
		{"Rebels may attack the town.", "attribution rebels possible /report"},
		{"Rebels will attack the town.", ""},
		{"Rebels did not attack the town.", ""},
		{"Troops were sent to prevent attacks.", ""},
		// fights: both sides
		{"Clashes between the Kareth Front and the Turkish army killed ten.", "attribution Kareth Front stated /report; attribution Turkish army stated /report"},
		{"Turkish soldiers clashed with the Kareth Front near the town.", "attribution Turkish soldiers stated /report; attribution Kareth Front stated /report"},
		{"Two rebels were killed in a clash near the town.", "attribution rebels stated /report"},
		{"Indian and Pakistani troops exchanged fire across the line.", "attribution Indian troops stated /report; attribution Pakistani troops stated /report"},
		{"Clashes broke out between the Kareth Front and the Turkish army.", "attribution Kareth Front stated /report; attribution Turkish army stated /report"},
		{"A soldier died in an encounter with the Kareth Front.", "attribution soldier stated /report; attribution Kareth Front stated /report"},
		// accusations
		{"Police blamed the Kareth Front for the bombing.", "attribution Kareth Front stated Police/authority"},
		{"The minister accused the Kareth Front of bombing the bus.", "attribution Kareth Front stated minister/authority"},
		{"Police attributed the attack to the Kareth Front.", "attribution Kareth Front stated Police/authority"},
		{"Residents blamed the army for the killings in Nairobi, Kenya.", "attribution Kenyan army stated residents/witness"},
		{"The attack was blamed on the Kareth Front.", "attribution Kareth Front hedged /report"},
		{"Iran and Israel blamed each other for the explosion.", "attribution Iran stated Israel/authority; attribution Israel stated Iran/authority"},
		{"Police and the Doctors Union blamed the Kareth Front for the attack.", "attribution Kareth Front stated Police/authority; attribution Kareth Front stated Doctors Union/monitor"},
		{"The Kareth Front accused the Turkish army of shelling the town.", "attribution Turkish army stated Kareth Front/rival"},
		{"Police said gunmen killed two teachers.", "attribution gunmen stated Police/authority"},
		{"Gunmen killed two teachers, witnesses said.", "attribution gunmen stated witnesses/witness"},
		{"The Kareth Front is accused of killing two teachers.", "attribution Kareth Front hedged /report"},
		{"Two men were arrested on suspicion of murder.", "attribution a suspect hedged /report"},
		{"Police arrested two men suspected of bombing the mosque.", "attribution a suspect hedged Police/authority"},
		// hedges
		{"Suspected rebels killed two teachers.", "attribution rebels hedged /report"},
		{"Two teachers were killed, apparently by rebels.", "attribution rebels hedged /report"},
		{"Rebels allegedly killed two teachers.", "attribution rebels hedged /report"},
		{"Rebels are believed to have killed two teachers.", "attribution rebels hedged /report"},
		{"The Kareth Front is said to be behind the attack.", "attribution Kareth Front hedged /report"},
		{"Police suspect that rebels killed two teachers.", "attribution rebels hedged Police/authority"},
		{"Rebels may have killed two teachers.", "attribution rebels possible /report"},
		{"The attack was carried out by the Kareth Front or the Taliban.", "attribution Kareth Front possible /report; attribution Taliban possible /report"},
		{"A cell linked to Boko Haram attacked the village.", "attribution Boko Haram hedged /report"},
		// denials
		{"The Kareth Front denied responsibility for the bombing.", "denial Kareth Front stated Kareth Front/perpetrator"},
		{"The Kareth Front denied involvement in the bombing.", "denial Kareth Front stated Kareth Front/perpetrator"},
		{"Iran denied that it had attacked the ship.", "denial Iran stated Iran/authority"},
		{"Israel rejected the accusation.", "denial Israel stated Israel/authority"},
		{"The Kareth Front said it was not behind the bombing.", "denial Kareth Front stated Kareth Front/perpetrator"},
		{"The Kareth Front said it had not carried out the attack.", "denial Kareth Front stated Kareth Front/perpetrator"},
		// doubts
		{"Independent analysts doubt that the Kareth Front carried out the attack.", "doubt Kareth Front stated Independent analysts/expert"},
		{"Officials cast doubt on the Islamic State claim.", "doubt Islamic State stated Officials/authority"},
		// accusations told backwards
		{"A judge died in an attack that police attributed to the Kareth Front.", "attribution Kareth Front stated police/authority"},
		{"The last two big bombings in the capital were claimed by the Kareth Front.", ""},
		{"The Kareth Front has claimed some attacks by its allies.", ""},
		{"Either the Kareth Front or the Taliban had laid the mine.", "attribution Kareth Front possible /report; attribution Taliban possible /report"},
		{"Fighters of the Islamic State of West African Province (ISWAP) killed two traders.", "attribution Islamic State of West African Province stated /report"},
		{"Suspicion fell on the Kareth Front.", "attribution Kareth Front hedged /report"},
		{"Four miners were killed by assailants whom the authorities believe belonged to the Kareth Front.", "attribution Kareth Front hedged authorities/authority"},
		{"Gunmen believed to be members of the Kareth Front killed two farmers.", "attribution Kareth Front hedged /report"},
		{"The New People's Army attacked a convoy.", "attribution New People's Army stated /report"},
		{"The fire was described as a revenge attack by insurgents.", "attribution insurgents hedged /report"},
		{"The Houthi-run Masirah channel said the group had launched the attack.", "claim Houthis stated Houthis/perpetrator < Houthi-run Masirah channel"},
		{"A spokesman for the Kareth Front confirmed the group's fighters had carried out the killing.", "claim Kareth Front stated Kareth Front/perpetrator"},
		{"The bombers were believed to be members of the Kareth Front.", "attribution Kareth Front hedged /report"},
		{"Those responsible for the murder are soldiers of the Turkish army.", "attribution Turkish army stated /report"},
		{"Ethnic militia fighters armed with machetes attacked a camp.", "attribution Ethnic militia fighters stated /report"},
		{"Hostages were released by the Kareth Front.", "attribution Kareth Front stated /report"},
		{"A group calling itself the Sons of the Valley said it carried out the attack.", "claim Sons of the Valley stated Sons of the Valley/perpetrator"},
		// praise
		{"Hezbollah praised the attack.", "praise Hezbollah stated Hezbollah/perpetrator"},
		// who is behind
		{"Police killed two militants behind the Karenga attack in Nairobi, Kenya.", "attribution Kenyan police stated /report; attribution militants stated /report"},
		{"The Kareth Front was responsible for the bombing.", "attribution Kareth Front stated /report"},
		// class words count only where nobody is named
		{"Gunmen attacked the village. The Kareth Front attacked the village on Monday.", "attribution gunmen stated /report vague; attribution Kareth Front stated /report"},
		// all capitals
		{"GUERRILLAS OF THE ORUMA REVOLUTIONARY MOVEMENT [MRO] HAVE CLAIMED CREDIT FOR THE ATTACK.", "claim Oruma Revolutionary Movement stated Oruma Revolutionary Movement/perpetrator"},
		{"TWO JUDGES WERE KIDNAPPED BY ELN GUERRILLAS.", "attribution Army of National Liberation stated /report"},
		{"UNIDENTIFIED MEN KIDNAPPED TWO JUDGES.", "attribution unidentified men stated /report"},
		{"NO ORGANIZATION HAS CLAIMED RESPONSIBILITY FOR THE ATTACK.", "no_claim  stated /report"},
		{"POLICE REPORTED THAT ELN REBELS BLEW UP A BRIDGE.", "attribution Army of National Liberation stated Police/authority"},
		{"THE AUTHORITIES BLAMED THE ELN FOR THE MURDER.", "attribution Army of National Liberation stated Authorities/authority"},
	} {
		if got := describeStatements(readText(t, c.text)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// describeStatements writes the statements of a text.
func describeStatements(r *reading) string {
	var out []string
	for _, s := range r.statements() {
		d := fmt.Sprintf("%s %s %s %s/%s", s.Stance, s.Actor, s.Certainty, s.Voice.Speaker, s.Voice.Type)
		if len(s.Voice.Via) > 0 {
			d += " < " + strings.Join(s.Voice.Via, ", ")
		}
		if s.Unverified {
			d += " unverified"
		}
		if s.vague {
			d += " vague"
		}
		out = append(out, d)
	}
	return strings.Join(out, "; ")
}

func TestAClaimIsMarkedUnverified(t *testing.T) {
	got := describeStatements(readText(t, "The Kareth Front claimed responsibility for the bombing. The claim could not be independently verified."))
	if want := "claim Kareth Front stated Kareth Front/perpetrator unverified"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestStatementsQuoteTheText(t *testing.T) {
	r := readText(t, "The Kareth Front claimed responsibility for both attacks on Monday, but police blamed the Taliban for them.")
	for _, s := range r.statements() {
		for _, e := range s.Evidence {
			if !e.Holds(r.text) {
				t.Errorf("evidence %v does not hold", e)
			}
		}
		if ps := s.Problems(r.text); len(ps) > 0 {
			t.Errorf("%s of %s: %v", s.Stance, s.Actor, ps)
		}
		if s.Stance == "claim" && !s.several {
			t.Error("a claim of both attacks is not marked as one of several")
		}
	}
}

package coder

import "testing"

func TestOwnDeedsToldByAGroup(t *testing.T) {
	claim := "claim Kareth Front stated Kareth Front/perpetrator"
	for _, c := range []struct{ text, want string }{
		{"A car rammed a bus and exploded. A spokesman for the Kareth Front said one of its men had driven the car into the bus.", claim},
		{"A bomb exploded outside the barracks. The Kareth Front said it had avenged its founder.", claim},
		{"A bomb exploded outside the barracks. The Kareth Front said the attack was in retaliation for the raid on Volta.", claim},
		{"A bomb exploded outside the barracks. The Kareth Front said the blast was the work of its fighters.", claim},
		{"A bomb exploded outside the barracks. The Kareth Front said it had left the talks.", ""},
		{"A bomb exploded outside the barracks. The Kareth Front said it had not sent anybody.", ""},
		{"A bomb exploded outside the barracks. The mayor said the attack was in retaliation for a raid.", ""},
		{"A bomb exploded outside the barracks. The Kareth Front has neither admitted nor denied the attack.", "no_claim Kareth Front stated /report"},
		{"A bomb exploded outside the embassy. An aide to the prime minister pointed a finger at Damascus.", "attribution Syria stated aide to the prime minister/authority"},
	} {
		if got := describeStatements(readText(t, c.text)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestGroupsAreNamedAsTheReportNamesThem(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The PKK said it carried out the bombing.", "claim PKK stated PKK/perpetrator"},
		{"The Kurdistan Workers' Party said it carried out the bombing.", "claim Kurdistan Workers' Party stated Kurdistan Workers' Party/perpetrator"},
		{"The BLA said it carried out the bombing. The Balochistan Liberation Army has said so before.", "claim Balochistan Liberation Army stated Balochistan Liberation Army/perpetrator"},
		{"ISWAP fighters shelled the port.", "attribution Islamic State West Africa Province stated /report"},
		{"Houthi rebels shelled the port.", "attribution Houthi stated /report"},
	} {
		if got := describeStatements(readText(t, c.text)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestWhoHasSaidNothing(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"A bomb exploded outside the barracks. By Tuesday there was no claim.", "no_claim  stated /report"},
		{"A bomb exploded outside the barracks. The Kareth Front had issued no communique by last night.", "no_claim Kareth Front stated /report"},
		{"A bomb exploded outside the barracks. No statement had come from the Kareth Front.", "no_claim Kareth Front stated /report"},
		{"The Kareth Front has issued no passports.", ""},
	} {
		if got := describeStatements(readText(t, c.text)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestWhoIsAccusedInTheSpeakersOwnWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`Nine people died in the raid. The commissioner blamed "criminals from the north" for it.`, "attribution criminals from the north stated commissioner/authority"},
		{"Two soldiers died in an ambush at Deou, in the far north, which the Kareth Front claimed.", "claim Kareth Front stated Kareth Front/perpetrator"},
		{"Two bombs exploded outside the barracks. The Kareth Front admitted both.", "claim Kareth Front stated Kareth Front/perpetrator"},
		{"Nine people died in the raid. Opposition leaders laid the blame on the Imbora.", "attribution Imbora stated Opposition leaders/other"},
		{"A previously unknown Dawn Patrol took responsibility for the fires.", "claim Dawn Patrol stated Dawn Patrol/perpetrator"},
		{"The Popular Union for the Rebirth (PUR) met. PUR fighters attacked the town.", "attribution Popular Union for the Rebirth stated /report"},
	} {
		if got := describeStatements(readText(t, c.text)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestAnArmyClaimsWhatItsSoldiersDid(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Kenya sent troops to the border. The Kenyan army said its soldiers had shelled the camp.", "claim Kenyan army stated Kenyan army/perpetrator"},
		{"Five men were shot in Nairobi, Kenya, on Monday. The army moved in. On Tuesday it announced that its troops had killed four rebels.", "claim Kenyan army stated army/perpetrator"},
		{"HOUTHI REBELS SHELLED THE PORT.", "attribution Houthi stated /report"},
	} {
		if got := describeStatements(readText(t, c.text)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

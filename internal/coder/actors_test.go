package coder

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
)

// testCoder is made once: loading the gazetteer takes longer than any test.
var testCoder = func() *Coder {
	c, err := New()
	if err != nil {
		panic(err)
	}
	return c
}()

// readText reads a text published on a Wednesday.
func readText(t *testing.T, text string) *reading {
	t.Helper()
	day, err := tocsin.ParseDate("2024-03-06")
	if err != nil {
		t.Fatal(err)
	}
	return testCoder.read(&tocsin.Report{ID: "test", Published: day, Language: "en", Text: text})
}

func TestActorsAreFoundByListAndShape(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// names by shape
		{"The Kareth Liberation Front attacked a convoy.", "group Kareth Liberation Front"},
		{"The Movement for the Liberation of Oruma attacked a convoy.", "group Movement for the Liberation of Oruma"},
		{"Fighters of the Oruma People's Resistance stormed the post.", "group Oruma People's Resistance"},
		{"Lashkar-e-Kareth attacked a convoy.", "group Lashkar-e-Kareth"},
		{"Katibat al-Oruma attacked a convoy.", "group Katibat al-Oruma"},
		{"The Kareth Martyrs' Brigades attacked a convoy.", "group Kareth Martyrs' Brigades"},
		{"Members of the Belu group attacked a convoy.", "group Belu group"},
		{"Police said the local “Sarat” group attacked a convoy.", "force Police; group Sarat"},
		{`The self-styled "Guardians of the Hill" attacked a convoy.`, "group Guardians of the Hill"},
		// full names and abbreviations that the report gives
		{"The Oruma Freedom Front (OFF) attacked. OFF rebels fled.", "group Oruma Freedom Front; group Oruma Freedom Front"},
		{"OFF [ORUMA FREEDOM FRONT] GUERRILLAS ATTACKED A CONVOY.", "group Oruma Freedom Front"},
		{"GUERRILLAS OF THE ORUMA REVOLUTIONARY MOVEMENT (MRO) ATTACKED A TOWN.", "group Oruma Revolutionary Movement"},
		// names in the list
		{"Al-Shabaab militants attacked a hotel.", "group Al-Shabaab"},
		{"IS attacked a church.", "group Islamic State"},
		{"A BOMB IS BELIEVED TO BE HIDDEN THERE.", ""},
		{"FMLN REBELS BLEW UP A BRIDGE.", "group Farabundo Marti National Liberation Front"},
		{"Daesh fighters attacked a village.", "group Daesh"},
		// ties that only hint at who it is
		{"Gunmen linked to Boko Haram attacked a village.", "group Boko Haram?"},
		{"An Islamic State-linked cell attacked a church.", "group Islamic State?"},
		{"The al-Qaeda-linked Oruma Liberation Army attacked a town.", "group Oruma Liberation Army"},
		{"Suspected Boko Haram fighters attacked a village.", "group Boko Haram?"},
		// forces and states
		{"The Turkish army shelled the hills.", "force Turkish army"},
		{"The Pakistan Armed Forces shelled the hills.", "force Pakistan Armed Forces"},
		{"Kenyan and Ethiopian troops shelled the hills.", "force Kenyan troops; force Ethiopian troops"},
		{"Security forces raided a house.", "force Security forces"},
		{"U.S. Air Force planes bombed the hills.", "force U.S. Air Force+"},
		{"Military Detachment No. 6 shelled the hills.", "force Military Detachment No. 6"},
		{"Israel bombed the airport.", "state Israel"},
		{"The Saudi-led coalition bombed the airport.", "force Saudi-led coalition"},
		{"Two people died in Chad.", ""},
		{"Two people died in Sarat, Chad.", ""},
		{"The Syrian government bombed the town.", "state Syrian government"},
		// classes
		{"Unidentified gunmen shot the mayor.", "class unidentified gunmen"},
		{"A local militia group shot the mayor.", "class local militia group"},
		{"Suspected separatists shot the mayor.", "class separatists?"},
		{"UNIDENTIFIED ARMED MEN SHOT THE MAYOR.", "class unidentified armed men"},
		{"The attackers shot the mayor.", "class attackers-"},
		{"Salvadoran guerrillas blew up a bridge.", "class Salvadoran guerrillas"},
		// who is meant
		{"The Kareth Front claimed the blast. The group said it would strike again.", "group Kareth Front; group Kareth Front"},
		{"FMLN rebels withdrew. The guerrillas blew up a bridge.", "group FMLN; group FMLN"},
		{"Hamas and Hezbollah met. The rebels attacked later in Kareth.", "group Hamas; group Hezbollah; group Hezbollah"},
	} {
		if got := describeActors(readText(t, c.text)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// describeActors writes the actors of a text: kind and name, "?" for hedged, "-" for one that names nobody, "+" for one
// that only modifies.
func describeActors(r *reading) string {
	kinds := map[actorKind]string{actorGroup: "group", actorForce: "force", actorState: "state", actorClass: "class", actorSpeaker: "speaker", actorCivilians: "civilians"}
	var out []string
	for _, m := range r.actors {
		if m.kind == actorState && m.adjective || m.adjective && m.kind == actorForce && !strings.Contains(r.text, "planes") {
			continue
		}
		s := fmt.Sprintf("%s %s", kinds[m.kind], m.name)
		if m.certainty == tocsin.Hedged {
			s += "?"
		}
		if m.empty {
			s += "-"
		}
		if m.adjective {
			s += "+"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestActorsDoNotOverlap(t *testing.T) {
	r := readText(t, "ELN [ARMY OF NATIONAL LIBERATION] GUERRILLAS OF THE LOCAL FRONT AND THE COLOMBIAN ARMY'S BATTALION CLASHED; THE GROUP (THE ELN) FLED.")
	for i := 1; i < len(r.actors); i++ {
		if r.actors[i].first < r.actors[i-1].last {
			t.Errorf("actor %d (%s) overlaps the one before (%s)", i, r.actors[i].name, r.actors[i-1].name)
		}
	}
}

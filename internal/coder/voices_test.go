package coder

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
)

// Each case asks on whose say-so the word behind * stands: "speaker/type certainty < channels".
func TestVoiceAt(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// no cue: the report itself
		{"A bomb *killed two people in Kareth.", "/report stated"},
		{"Officials condemned the blast. It *killed two people.", "/report stated"},
		// S cue that C
		{"Police said that a bomb *killed two people.", "Police/authority stated"},
		{"Police said a bomb *killed two people.", "Police/authority stated"},
		{"The army has also said in a statement that a bomb *killed two people.", "army/authority stated"},
		{"Witnesses said a bomb *killed two people.", "witnesses/witness stated"},
		{"Two doctors at the hospital said a bomb *killed two people.", "doctors/witness stated"},
		{"Residents of Kareth told reporters that a bomb *killed two people.", "residents/witness stated"},
		{"Colonel Obed Maru announced that a bomb *killed two people.", "Colonel Obed Maru/authority stated"},
		{"Analysts say a bomb *killed two people.", "Analysts/expert stated"},
		{"Lena Sato, an analyst at the Kareth Institute, said a bomb *killed two people.", "Lena Sato, an analyst at the Kareth Institute/expert stated"},
		{"Human Rights Watch said a bomb *killed two people.", "Human Rights Watch/monitor stated"},
		{"The United Nations reported that a bomb *killed two people.", "United Nations/monitor stated"},
		{"State radio reported that a bomb *killed two people.", "State radio/media stated"},
		{"Relatives of the dead man said a bomb *killed two people.", "relatives/victim stated"},
		{"The Kareth Front said its bomb *killed two soldiers.", "Kareth Front/perpetrator stated"},
		{"A spokesman for Hamas said the bomb *killed two soldiers.", "Hamas/perpetrator stated"},
		{"Israel said a bomb *killed two people.", "Israel/authority stated"},
		{"The Turkish defence minister said a bomb *killed two people.", "Turkish defence minister/authority stated"},
		{"Bishop Tomas Illan said a bomb *killed two people.", "Bishop Tomas Illan/other stated"},
		// "C," S cue; "C," cue S; C, S cue
		{"A bomb *killed two people, police said.", "police/authority stated"},
		{"A bomb *killed two people, police said on Tuesday.", "police/authority stated"},
		{"A bomb *killed two people, said the governor.", "governor/authority stated"},
		{"A bomb *killed two people, said Obed Maru, a police spokesman.", "Obed Maru, a police spokesman/authority stated"},
		{`"A bomb *killed two people," the mayor told reporters.`, "mayor/authority stated"},
		{`"A bomb *killed two people," said the mayor. "Nobody else was hurt."`, "mayor/authority stated"},
		{`"A bomb went off," said the mayor. "It *killed two people."`, "mayor/authority stated"},
		{`"A bomb went off. It *killed two people," the mayor said.`, "mayor/authority stated"},
		{"A bomb *killed two people -- local officials said.", "local officials/authority stated"},
		{"The blast, police said, *killed two people.", "police/authority stated"},
		// according to, citing
		{"According to police, a bomb *killed two people.", "police/authority stated"},
		{"A bomb *killed two people, according to the police.", "police/authority stated"},
		{"A bomb *killed two people, according to Obed Maru, a spokesman for the army.", "Obed Maru, a spokesman for the army/authority stated"},
		{"The victims, who, according to a witness, were *shot at dawn, were buried.", "witness/witness stated"},
		{"Reuters reported that a bomb *killed two people, citing police.", "police/authority stated < Reuters"},
		// colon and brackets
		{"The foreign minister said:\n\nThe attack *killed two people.", "foreign minister/authority stated"},
		{`MAJOR JUAN MARTINEZ SPOKE TODAY.

   [MARTINEZ] "THE BOMB *KILLED TWO PEOPLE AND WE WILL FIND THOSE WHO DID IT."`, "Major Juan Martinez/authority stated"},
		// hedged cues
		{"Police believe that a bomb *killed two people.", "Police/authority hedged"},
		{"Police suspect that rebels *killed the mayor.", "Police/authority hedged"},
		{"Rebels are believed to have *killed the mayor.", "/report hedged"},
		{"Rebels are said to have *killed the mayor.", "/report hedged"},
		{"It is thought that rebels *killed the mayor.", "/report hedged"},
		{"It was reported that a bomb *killed two people.", "/report stated"},
		{"It was announced by the army that a bomb *killed two people.", "army/authority stated"},
		{"The mayor alleged that rebels *killed his son.", "mayor/authority hedged"},
		// chains
		{"A source in the police told TASS that a bomb *killed two people.", "source in the police/authority stated < TASS"},
		{"A bomb *killed two people, a source in the interior ministry told Reuters on Monday.", "source in the interior ministry/authority stated < Reuters"},
		{"Reuters reported that a witness said a bomb *killed two people.", "witness/witness stated < Reuters"},
		{`"We *killed two soldiers," IS was quoted as saying by SITE Intel Group on Monday.`, "Islamic State/perpetrator stated < SITE Intel Group"},
		{"Officials said it was believed that rebels *killed the mayor.", "Officials/authority hedged"},
		// continuation
		{"Police said a bomb went off. They added that it *killed two people.", "Police/authority stated"},
		{"Colonel Obed Maru said a bomb went off. He added that it *killed two people.", "Colonel Obed Maru/authority stated"},
		{"Colonel Obed Maru said a bomb went off. Maru said that it *killed two people.", "Colonel Obed Maru/authority stated"},
		{"Obed Maru, a police spokesman, spoke on Monday. A bomb *killed two people, Maru said.", "police spokesman/authority stated"},
		{"A police source said a bomb went off. The source added that it *killed two people.", "police source/authority stated"},
		// after the saying the report speaks again
		{"Police said a bomb went off. The blast *killed two people.", "/report stated"},
		{"Police, who *killed two rebels, said the town was calm.", "/report stated"},
		// all capitals
		{"POLICE SOURCES REPORTED THAT A BOMB *KILLED TWO PEOPLE.", "Police Sources/authority stated"},
		{"A BOMB *KILLED TWO PEOPLE, ACCORDING TO AUTHORITIES.", "Authorities/authority stated"},
		{"WITNESSES TOLD EFE THAT A BOMB *KILLED TWO PEOPLE.", "witnesses/witness stated < EFE"},
		{"JUAN MARTINEZ, SPOKESMAN OF THE ARMY, HAS REPORTED THAT A BOMB *KILLED TWO PEOPLE.", "Juan Martinez, Spokesman of the Army/authority stated"},
		{"THE GARRISON ADDED THAT A BOMB *KILLED TWO PEOPLE.", "Garrison/authority stated"},
	} {
		text, at := marked(c.text)
		r := readText(t, text)
		v, certainty := r.voiceAt(r.tokenAt(at))
		got := fmt.Sprintf("%s/%s %s", v.Speaker, v.Type, certainty)
		if len(v.Via) > 0 {
			got += " < " + strings.Join(v.Via, ", ")
		}
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// marked takes the * out of a text and returns where it stood.
func marked(s string) (string, int) {
	before, after, _ := strings.Cut(s, "*")
	return before + after, len(before)
}

// tokenAt returns the token that begins at a byte of the text.
func (r *reading) tokenAt(start int) int {
	for i := range r.doc.Tokens {
		if r.doc.Tokens[i].Start >= start {
			return i
		}
	}
	return 0
}

func TestSayingsLieInTheText(t *testing.T) {
	r := readText(t, `"We did it", the Kareth Front said. "It was us." Police: "No." According to`)
	for _, s := range r.sayings {
		if s.first < 0 || s.last > len(r.doc.Tokens) || s.first >= s.last {
			t.Errorf("saying at tokens %d..%d of %d", s.first, s.last, len(r.doc.Tokens))
		}
		if !s.voice.Type.Valid() || !s.certainty.Valid() {
			t.Errorf("saying with voice %+v and certainty %q", s.voice, s.certainty)
		}
	}
}

func TestMarkedFindsThePlace(t *testing.T) {
	if s, at := marked("a *b"); s != "a b" || at != 2 {
		t.Errorf("marked = %q, %d", s, at)
	}
	if v := tocsin.ReportVoice(); v.Type != tocsin.VoiceReport {
		t.Errorf("report's voice is %+v", v)
	}
}

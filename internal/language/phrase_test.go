package language

import (
	"strings"
	"testing"
)

// listPhrases writes phrases as text with the lemma of the head and the marks P(assive), N(egated), M(odal).
func listPhrases(d *Doc, phrases []Phrase) string {
	var b []string
	for _, p := range phrases {
		s := d.Text[d.Tokens[p.First].Start:d.Tokens[p.Last-1].End] + "/" + d.Tokens[p.Head].Lemma
		for _, m := range [...]struct {
			on   bool
			mark string
		}{{p.Passive, "P"}, {p.Negated, "N"}, {p.Modal, "M"}} {
			if m.on {
				s += "+" + m.mark
			}
		}
		b = append(b, s)
	}
	return strings.Join(b, " | ")
}

func TestPhrases(t *testing.T) {
	for _, test := range []struct{ text, nouns, verbs string }{
		{"Gunmen on motorcycles attacked a police post near Kareth.",
			"Gunmen/gunman | motorcycles/motorcycle | a police post/post | Kareth/kareth", "attacked/attack"},
		{"Dagestan's Karabudakhkent district was calm.", "Dagestan's Karabudakhkent district/district", "was/be"},
		{"The bomb planted by rebels did not explode.", "The bomb/bomb | rebels/rebel", "planted/plant | did not explode/explode+N"},
		{"Two soldiers were killed and three wounded by a mine.",
			"Two soldiers/soldier | three/three | a mine/mine", "were killed/kill+P | wounded/wound"},
		{"The group has never claimed an attack.", "The group/group | an attack/attack", "has never claimed/claim+N"},
		{"No group has claimed responsibility.", "No group/group+N | responsibility/responsibility", "has claimed/claim"},
		{"They are believed to have killed the mayor.", "They/they | the mayor/mayor", "are believed/believe+P | to have killed/kill"},
		{"He may have been kidnapped.", "He/he", "may have been kidnapped/kidnap+P+M"},
		{"Police weren't told.", "Police/police", "weren't told/tell+P+N"},
		{"In February two officers were killed.", "February/february | two officers/officer", "were killed/kill+P"},
		{"On Nov. 3, rebels shelled Sunni and Shia mosques.", "Nov. 3/nov. | rebels/rebel | Sunni and Shia mosques/mosque", "shelled/shell"},
		{"The wounded were moved to hospital.", "The wounded/wound | hospital/hospital", "were moved/move+P"},
		{"Thousands of displaced people fled the town of Orr.",
			"Thousands/thousand | displaced people/people | the town/town | Orr/orr", "fled/flee"},
		{"Soldiers, policemen and civilians died.", "Soldiers/soldier | policemen/policeman | civilians/civilian", "died/die"},
		{"GUERRILLAS BLEW UP TWO PYLONS.", "GUERRILLAS/guerrilla | TWO PYLONS/pylon", "BLEW/blow"},
	} {
		d := Analyze(test.text)
		if got := listPhrases(d, d.Nouns); got != test.nouns {
			t.Errorf("%q: noun phrases\n got %s\nwant %s", test.text, got, test.nouns)
		}
		if got := listPhrases(d, d.Verbs); got != test.verbs {
			t.Errorf("%q: verb groups\n got %s\nwant %s", test.text, got, test.verbs)
		}
	}
}

func TestLemmas(t *testing.T) {
	for _, test := range []struct {
		tag  Tag
		form Form
		in   string
		want string
	}{
		{VERB, Past, "claimed", "claim"},
		{VERB, Past, "admitted", "admit"},
		{VERB, Past, "blamed", "blame"},
		{VERB, Past, "passed", "pass"},
		{VERB, Past, "controlled", "control"},
		{VERB, Past, "fled", "flee"},
		{VERB, Past, "lay", "lie"},
		{VERB, Base, "lay", "lay"},
		{VERB, PastParticiple, "overthrown", "overthrow"},
		{VERB, PastParticiple, "wounded", "wound"},
		{VERB, PastParticiple, "evacuated", "evacuate"},
		{VERB, Gerund, "dying", "die"},
		{VERB, Gerund, "killing", "kill"},
		{VERB, Gerund, "including", "include"},
		{VERB, Gerund, "kidnapping", "kidnap"},
		{VERB, Present, "carries", "carry"},
		{VERB, Present, "clashes", "clash"},
		{AUX, Past, "were", "be"},
		{AUX, Modal, "ca", "can"},
		{NOUN, Plural, "gunmen", "gunman"},
		{NOUN, Plural, "car-bombs", "car-bomb"},
		{NOUN, Plural, "bodies", "body"},
		{NOUN, Plural, "clashes", "clash"},
		{NOUN, Plural, "jihadis", "jihadi"},
		{NOUN, Plural, "casualties", "casualty"},
		{NOUN, Singular, "series", "series"},
		{PROPN, Singular, "reuters", "reuters"},
	} {
		if got := lemma(test.in, test.tag, test.form); got != test.want {
			t.Errorf("lemma(%q, %v, %d) = %q, want %q", test.in, test.tag, test.form, got, test.want)
		}
	}
}

package language

import "testing"

func TestMend(t *testing.T) {
	for _, test := range []struct {
		text, word string
		tag        Tag
		form       Form
	}{
		{"Gunmen attacked a police post.", "attacked", VERB, Past},
		{"The South retaliated by firing artillery.", "retaliated", VERB, Past},
		{"A man named Orr was held.", "named", VERB, PastParticiple},
		{"The bomb planted by rebels exploded.", "planted", VERB, PastParticiple},
		{"They were held against their will.", "will", NOUN, Singular},
		{"She has taken the money.", "taken", VERB, PastParticiple},
		{"The steps taken the next day failed.", "taken", VERB, PastParticiple},
		{"The girl was eighteen.", "eighteen", NUM, NoForm},
	} {
		found := false
		for _, k := range Analyze(test.text).Tokens {
			if k.Text == test.word {
				found = true
				if k.Tag != test.tag || k.Form != test.form {
					t.Errorf("%q: %s is %v, form %d", test.text, k.Text, k.Tag, k.Form)
				}
			}
		}
		if !found {
			t.Errorf("%q: no %q", test.text, test.word)
		}
	}
}

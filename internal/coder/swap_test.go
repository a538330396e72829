package coder

import (
	"strings"
	"testing"
)

// swapSentences tell of deeds of "X". Whoever stands in for X, an armed group or a state's force, is coded alike: the
// rules know roles, not sides. (Denials and praise are left out: there the codebook itself calls a state's voice
// "authority" and a group's "perpetrator".)
var swapSentences = []string{
	"X killed two teachers.",
	"X shelled the town on Monday.",
	"X attacked a convoy near the border.",
	"X bombed the market.",
	"X kidnapped three engineers.",
	"X opened fire on a bus.",
	"X set fire to the school.",
	"X blew up a bridge.",
	"X stormed the village.",
	"X ambushed a patrol.",
	"X carried out the attack.",
	"X conducted the raid.",
	"X fired rockets at the airport.",
	"X launched an attack on the port.",
	"X burned the village.",
	"X shot the mayor.",
	"X executed two prisoners.",
	"X tortured the prisoners.",
	"X destroyed the dam.",
	"X seized the town.",
	"X may have killed two teachers.",
	"X allegedly killed two teachers.",
	"X is said to be behind the attack.",
	"X was responsible for the attack.",
	"X is accused of killing two teachers.",
	"X is suspected of killing two teachers.",
	"Two teachers were killed by X.",
	"Two teachers were shot by X on Monday.",
	"A bomb planted by X killed two teachers.",
	"A teacher was killed in an attack by X.",
	"The attack was carried out by X.",
	"The attack was blamed on X.",
	"Police blamed X for the attack.",
	"The minister accused X of bombing the market.",
	"Residents said X killed two teachers.",
	"Witnesses said X had opened fire on a bus.",
	"Two teachers were killed by X, doctors said.",
	"Analysts attributed the attack to X.",
	"According to residents, X burned the village.",
	"The United Nations said X attacked a hospital.",
	"Reuters reported that X attacked a hospital.",
	"X claimed responsibility for the attack.",
	"The attack was claimed by X.",
	"X accepted responsibility for the deaths of two reporters.",
	"X has not claimed responsibility for the attack.",
	"X did not attack the town.",
	"X will attack the town.",
	"If X attacks the town, people will flee.",
	"X, which left the town on Monday, shelled the market.",
	"Villagers fled when X attacked the town.",
	"Clashes between X and the Kareth Front killed ten.",
}

// swapNames are named alike: an article and a name, so that nothing else about the sentence changes.
var swapNames = []string{"the Oruma Liberation Front", "the Taliban", "the Turkish army", "the Pakistan Armed Forces", "the Israeli military", "the Rapid Support Forces", "the Russian army"}

func TestSwappingActorsChangesOnlyTheName(t *testing.T) {
	for _, s := range swapSentences {
		first := ""
		for i, name := range swapNames {
			got := describeStatements(readText(t, sentenceCase(strings.ReplaceAll(s, "X", name))))
			got = strings.ReplaceAll(got, strings.TrimPrefix(name, "the "), "X")
			if i == 0 {
				first = got
			} else if got != first {
				t.Errorf("%s\nwith %s: %s\nwith %s: %s", s, swapNames[0], first, name, got)
			}
		}
	}
}

// sentenceCase begins a sentence with a capital.
func sentenceCase(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

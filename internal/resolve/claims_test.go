package resolve

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
)

// saying returns a report some days after one bombing, with statements written as
// "STANCE ACTOR | CERTAINTY | VOICE SPEAKER | CHANNEL".
func saying(days int, outlet string, statements ...string) invent.Coded {
	c := toldOn(days, outlet)
	a := &c.Record.Accounts[0]
	for _, text := range statements {
		f := strings.Split(text+" | | | ", "|")
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		stance, actor, _ := strings.Cut(f[0], " ")
		voice, speaker, _ := strings.Cut(f[2], " ")
		s := tocsin.Statement{Stance: tocsin.Stance(stance), Actor: actor, Certainty: tocsin.Certainty(f[1]), Voice: tocsin.Voice{Type: tocsin.VoiceType(voice), Speaker: speaker}}
		if f[3] != "" {
			s.Voice.Via = tocsin.List[string]{f[3]}
		}
		a.Responsibility = append(a.Responsibility, s)
	}
	return c
}

func TestStatements(t *testing.T) {
	claim := "claim Dawn Front | stated | perpetrator Dawn Front | Dawn Channel"
	for _, c := range []struct {
		name   string
		told   []invent.Coded
		said   string // stance, actor, reports that pass it on, grades
		likely string // actors with their shares
	}{
		{"a single claim", []invent.Coded{saying(1, "A", claim)}, "claim Dawn Front +0 B3", "Dawn Front .85, anybody else .15"},
		{"passed on is said once", []invent.Coded{saying(1, "A", claim), saying(1, "B", claim), saying(2, "C", claim)}, "claim Dawn Front +2 B3", "Dawn Front .85, anybody else .15"},
		{"claimed and blamed", []invent.Coded{saying(1, "A", claim, "attribution Dawn Front | stated | authority police")},
			"claim Dawn Front +0 B2; attribution Dawn Front +0 C2", "Dawn Front .98, anybody else .02"},
		{"competing claims", []invent.Coded{saying(1, "A", claim), saying(2, "B", "claim Sons of the Ridge | stated | perpetrator Sons of the Ridge | Ridge Channel")},
			"claim Dawn Front +0 B4; claim Sons of the Ridge +0 B4", "Dawn Front .47, Sons of the Ridge .47, anybody else .06"},
		{"a branch and its parent do not compete", []invent.Coded{saying(1, "A", "claim Islamic State | stated | perpetrator Islamic State | a channel"), saying(2, "B", "claim Caucasus Province | stated | perpetrator Caucasus Province | a channel")},
			"claim Islamic State +0 B3; claim Caucasus Province +0 B3", "Caucasus Province .47, Islamic State .47, anybody else .06"},
		{"taken back", []invent.Coded{saying(1, "A", claim), saying(2, "B", "retraction Dawn Front | stated | perpetrator Dawn Front")},
			"claim Dawn Front +0 B5; retraction Dawn Front +0 D6", "anybody else .75, Dawn Front .25"},
		{"denied", []invent.Coded{saying(1, "A", "attribution Dawn Front | stated | authority police"), saying(1, "B", "denial Dawn Front | stated | perpetrator Dawn Front")},
			"attribution Dawn Front +0 C4; denial Dawn Front +0 D6", "Dawn Front .68, anybody else .32"},
		{"described, not named", []invent.Coded{saying(1, "A", "attribution local militants | hedged | authority police")}, "attribution local militants +0 C6", ""},
		{"nobody", []invent.Coded{saying(1, "A", "no_claim | stated | report")}, "no_claim  +0 C6", ""},
	} {
		inc := only(t, RuleTocsin, c.told...)
		var said, likely []string
		for _, s := range inc.Statements {
			said = append(said, fmt.Sprintf("%s %s +%d %s%s", s.Stance, s.Actor, len(s.Also), s.Reliability, s.Credibility))
		}
		sum := 0.0
		for _, l := range inc.Actors {
			actor := l.Actor
			if actor == "" {
				actor = "anybody else"
			}
			likely = append(likely, actor+" "+strings.TrimPrefix(fmt.Sprintf("%.2f", l.Share), "0"))
			sum += l.Share
		}
		if got := strings.Join(said, "; "); got != c.said {
			t.Errorf("%s: %s, want %s", c.name, got, c.said)
		}
		if got := strings.Join(likely, ", "); got != c.likely {
			t.Errorf("%s: %s, want %s", c.name, got, c.likely)
		}
		if len(inc.Actors) > 0 && math.Abs(sum-1) > 0.01 {
			t.Errorf("%s: shares add up to %v", c.name, sum)
		}
	}
}

// TestTermsAddUp: the arithmetic that is shown is the arithmetic that was done.
func TestTermsAddUp(t *testing.T) {
	inc := only(t, RuleTocsin, saying(1, "A", "claim Dawn Front | stated | perpetrator Dawn Front | Dawn Channel", "attribution League of the North | hedged | authority police"))
	total := 0.0
	for _, l := range inc.Actors {
		total += math.Exp(sumOf(l.Terms))
	}
	for _, l := range inc.Actors {
		if got := math.Exp(sumOf(l.Terms)) / total; math.Abs(got-l.Share) > 0.005 {
			t.Errorf("%q: terms give %.3f, share %.3f", l.Actor, got, l.Share)
		}
	}
}

func sumOf(terms []tocsin.Term) float64 {
	s := 0.0
	for _, t := range terms {
		s += t.Value
	}
	return s
}

func TestActorNames(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Islamic State", "the Islamic State group", true},
		{"ISIS", "Islamic State", true},
		{"Daesh", "islamic state", true},
		{"Al-Shabaab", "al Shabaab", true},
		{"Islamic State", "Islamic State Khorasan Province", false},
		{"Dawn Front", "Sons of the Ridge", false},
	} {
		if got := actorKey(c.a) == actorKey(c.b); got != c.want {
			t.Errorf("%q and %q: %q, %q", c.a, c.b, actorKey(c.a), actorKey(c.b))
		}
	}
	if isName("local militants") || isName("a suspect") || !isName("Dawn Front") {
		t.Error("names and descriptions are not told apart")
	}
}

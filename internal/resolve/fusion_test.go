package resolve

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/resolve/invent"
)

// toldOn returns a report about one bombing, published some days after it, with figures written as
// "EFFECT LOW..HIGH VOICE SPEAKER"; HIGH may be missing.
func toldOn(days int, outlet string, figures ...string) invent.Coded {
	day := tocsin.Date{Year: 2024, Month: 3, Day: 1}
	a := tocsin.Account{
		ID: "a1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Suicide: tocsin.SuicideNo, When: tocsin.When{Start: day, End: day, Precision: tocsin.DateDay},
		Where: tocsin.Where{Country: "XK", Adm1: "North", Settlement: "Kareth", Precision: tocsin.PlaceSettlement},
	}
	for _, f := range figures {
		var effect, bounds, voice string
		fmt.Sscan(f, &effect, &bounds, &voice)
		fig := tocsin.Figure{Effect: tocsin.Effect(effect), Group: tocsin.GroupAll, Voice: tocsin.Voice{Type: tocsin.VoiceType(voice)}}
		if parts := strings.Fields(f); len(parts) > 3 {
			fig.Voice.Speaker = strings.Join(parts[3:], " ")
		}
		low, high, ranged := strings.Cut(bounds, "..")
		fmt.Sscan(low, &fig.Low)
		h := fig.Low
		if !ranged {
			fig.High = &h
		} else if high != "" {
			fmt.Sscan(high, &h)
			fig.High = &h
		}
		a.Casualties = append(a.Casualties, fig)
	}
	id := fmt.Sprintf("%d-%s", days, strings.ReplaceAll(strings.ToLower(outlet), " ", "-"))
	return invent.Coded{Report: &tocsin.Report{ID: id, Outlet: outlet, Title: "Blast at Temple Station in Kareth, near Harbour Gate", Published: day.Add(days)}, Record: &tocsin.Record{Accounts: []tocsin.Account{a}}}
}

func only(t *testing.T, rule Rule, cs ...invent.Coded) *tocsin.Incident {
	t.Helper()
	incs := linkerOf(cs).Incidents(View{Rule: rule})
	if len(incs) != 1 {
		t.Fatalf("%d incidents", len(incs))
	}
	return incs[0]
}

func TestBestNumber(t *testing.T) {
	for _, c := range []struct {
		name  string
		told  []invent.Coded
		rules map[Rule]string // best low..high
	}{
		{"at least 20 and 27 are 27", []invent.Coded{toldOn(0, "A", "killed 20.. report"), toldOn(0, "B", "killed 27 report")},
			map[Rule]string{RuleTocsin: "27 20..27", RuleUCDP: "27 20..27", RuleGTD: "27 20..27", RuleACLED: "20 20..27"}},
		{"the majority", []invent.Coded{toldOn(0, "A", "killed 5 report"), toldOn(0, "B", "killed 5 report"), toldOn(1, "C", "killed 7 report")},
			map[Rule]string{RuleTocsin: "5 5..7", RuleUCDP: "5 5..7", RuleGTD: "7 5..7", RuleACLED: "5 5..7"}},
		{"an authority's last word", []invent.Coded{toldOn(0, "A", "killed 5 report"), toldOn(0, "B", "killed 5 report"), toldOn(2, "C", "killed 9 authority health ministry")},
			map[Rule]string{RuleTocsin: "9 5..9", RuleUCDP: "5 5..9", RuleGTD: "9 5..9"}},
		{"the perpetrator's number stays out", []invent.Coded{toldOn(0, "A", "killed 2 authority police"), toldOn(1, "B", "killed 40 perpetrator Dawn Front")},
			map[Rule]string{RuleTocsin: "2 2..2", RuleUCDP: "2 2..2", RuleGTD: "2 2..2", RuleACLED: "2 2..2"}},
		{"one speaker, many outlets", []invent.Coded{toldOn(0, "A", "killed 8 authority interior ministry"), toldOn(0, "B", "killed 8 authority the interior ministry"), toldOn(0, "C", "killed 6 witness a doctor"), toldOn(0, "D", "killed 6 report")},
			map[Rule]string{RuleTocsin: "6 6..8"}},
		{"the same speaker corrects itself", []invent.Coded{toldOn(0, "A", "killed 27 authority army"), toldOn(5, "B", "killed 20 authority army")},
			map[Rule]string{RuleTocsin: "20 20..20", RuleGTD: "20 20..20", RuleACLED: "20 20..20"}},
		{"equals on the first day", []invent.Coded{toldOn(0, "A", "killed 3 report"), toldOn(0, "B", "killed 4 report")},
			map[Rule]string{RuleTocsin: "4 3..4", RuleUCDP: "3 3..4", RuleGTD: "3 3..4"}},
		{"a lone unnamed voice far off", []invent.Coded{toldOn(0, "A", "killed 3 report"), toldOn(0, "B", "killed 3 authority police"), toldOn(0, "C", "killed 90 other")},
			map[Rule]string{RuleTocsin: "3 3..3"}},
		{"only the perpetrator", []invent.Coded{toldOn(0, "A", "killed 40 perpetrator Dawn Front")},
			map[Rule]string{RuleTocsin: "none 40..40"}},
		{"one of four is a part", []invent.Coded{toldOn(0, "A", "killed 4 report", "killed 1 authority police"), toldOn(0, "B", "killed 1 report")},
			map[Rule]string{RuleTocsin: "4 1..4", RuleUCDP: "1 1..4"}},
		{"a later number of other people has no vote", []invent.Coded{toldOn(0, "A", "killed 4 report", "killed 41 report"), toldOn(1, "B", "killed 5 report", "killed 41 report")},
			map[Rule]string{RuleTocsin: "5 4..41"}},
		{"a report about one victim corrects no toll", []invent.Coded{toldOn(0, "A", "killed 9 authority police"), toldOn(30, "B", "killed 1 authority police")},
			map[Rule]string{RuleTocsin: "9 1..9"}},
		{"at least 71, and 60", []invent.Coded{toldOn(0, "A", "killed 71.. report"), toldOn(0, "B", "killed 60 report")},
			map[Rule]string{RuleTocsin: "60 60..71"}},
		{"open above", []invent.Coded{toldOn(0, "A", "killed 12.. report")},
			map[Rule]string{RuleTocsin: "12 12..", RuleACLED: "12 12.."}},
	} {
		for rule, want := range c.rules {
			f := only(t, rule, c.told...).Figures[0]
			got := "none"
			if f.Best != nil {
				got = fmt.Sprint(*f.Best)
			}
			got += fmt.Sprintf(" %d..", f.Low)
			if f.High != nil {
				got += fmt.Sprint(*f.High)
			}
			if got != want {
				t.Errorf("%s, rule %s: %s, want %s (%s)", c.name, rule, got, want, f.Rule)
			}
			n := 0
			for _, r := range c.told {
				n += len(r.Record.Accounts[0].Casualties)
			}
			if len(f.Voices) != n {
				t.Errorf("%s: %d of %d voices in view", c.name, len(f.Voices), n)
			}
		}
	}
}

func TestHeadlineCounts(t *testing.T) {
	cs := []invent.Coded{toldOn(0, "A", "injured 6 report"), toldOn(1, "B", "injured 7 report")}
	if f := only(t, RuleTocsin, cs...).Figures[0]; *f.Best != 7 {
		t.Errorf("%d without a headline that counts, %s", *f.Best, f.Rule)
	}
	cs[0].Report.Title = "Blast at Temple Station in Kareth, near Harbour Gate, hurts six"
	if f := only(t, RuleTocsin, cs...).Figures[0]; *f.Best != 6 || !strings.Contains(f.Rule, "in a headline") {
		t.Errorf("%d with one, %s", *f.Best, f.Rule)
	}
}

func TestHeadlineNumbers(t *testing.T) {
	for _, c := range []struct {
		title           string
		killed, injured string
	}{
		{"12 dead, 30 wounded as bomb hits Kareth market", "[12]", "[30]"},
		{"Blast kills six and injures 41", "[6]", "[41]"},
		{"Man, 19 years old, dies in Kareth shooting", "[]", "[]"},
		{"Three dead after 5-year-old finds grenade", "[3]", "[]"},
		{"Two men charged over deaths", "[2]", "[]"},
		{"Army says 1,200 troops sent north", "[]", "[]"},
	} {
		if k, i := fmt.Sprint(headlineNumbers(c.title, tocsin.Killed)), fmt.Sprint(headlineNumbers(c.title, tocsin.Injured)); k != c.killed || i != c.injured {
			t.Errorf("%s: killed %s, injured %s", c.title, k, i)
		}
	}
}

func TestNumberWeights(t *testing.T) {
	w := numberWeights()
	if w[numberLeads] <= 0 || w[numberHalf] >= 0 || w[numberAbove] >= 0 || w[numberHeadline] <= 0 {
		t.Errorf("weights against sense: %v", w)
	}
	if _, err := parseNumberWeights("no such sign\t1"); err == nil {
		t.Error("a sign that is not there was read")
	}
}

func TestLearnNumbers(t *testing.T) {
	link, id := OneIncident([]*tocsin.Report{toldOn(0, "A", "killed 1 report", "killed 4 report").Report, toldOn(1, "B").Report},
		[]*tocsin.Record{toldOn(0, "A", "killed 1 report", "killed 4 report").Record, toldOn(1, "B", "killed 4 report").Record})
	examples := link.NumberExamples(id, map[tocsin.Effect]int{tocsin.Killed: 4})
	if len(examples) != 1 || examples[0].right != 1 {
		t.Fatalf("%+v", examples)
	}
	var many []NumberExample
	for range 40 {
		many = append(many, examples...)
	}
	w := fitNumbers(many, 1)
	if mostLikely(numberShares(examples[0].candidates, &w)) != 1 {
		t.Errorf("learnt from one choice made forty times, the other is chosen: %v", w)
	}
}

func TestACLEDCountsNoInjured(t *testing.T) {
	if f := only(t, RuleACLED, toldOn(0, "A", "injured 5 report")).Figures[0]; f.Best != nil {
		t.Errorf("%d injured", *f.Best)
	}
}

func TestPartsAddUp(t *testing.T) {
	c := toldOn(0, "A", "killed 2 authority police", "killed 3 authority police", "killed 1 report")
	groups := []tocsin.Group{tocsin.GroupPolice, tocsin.GroupCivilians, tocsin.GroupAttackers}
	for i := range groups {
		c.Record.Accounts[0].Casualties[i].Group = groups[i]
	}
	f := only(t, RuleTocsin, c).Figures[0]
	if f.Group != tocsin.GroupAll || *f.Best != 5 || !f.Voices[0].Parts {
		t.Errorf("%+v", f)
	}
}

func TestAsOf(t *testing.T) {
	l := linkerOf([]invent.Coded{toldOn(0, "A", "killed 3 report"), toldOn(4, "B", "killed 9 authority police")})
	day := tocsin.Date{Year: 2024, Month: 3, Day: 2}
	inc := l.Incident("4-b:a1", View{AsOf: day})
	if inc == nil || inc.ID != "0-a:a1" || len(inc.Accounts) != 1 || *inc.Figures[0].Best != 3 {
		t.Errorf("as of %s: %+v", day, inc)
	}
	if inc := l.Incident("0-a:a1", View{AsOf: day.Add(-3)}); inc != nil {
		t.Error("known before any report")
	}
}

func TestSpeakers(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"interior ministry", "the regional Interior Ministry", true},
		{"ministry of internal affairs", "interior ministry in Dagestan", true},
		{"police", "police spokesman, Kareth", true},
		{"health ministry", "interior ministry", false},
		{"", "", true},
	} {
		if got := sameSpeaker(speakerKey(c.a), speakerKey(c.b)); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}

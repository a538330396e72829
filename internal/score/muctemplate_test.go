package score

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tocsin-org/tocsin"
)

// phrasesOf marks noun phrases that a test writes down: each with its head last, words of names between stars.
func phrasesOf(text string, marked ...string) []MUCPhrase {
	var out []MUCPhrase
	for _, m := range marked {
		plain := strings.ReplaceAll(m, "*", "")
		at := strings.Index(text, plain)
		p := MUCPhrase{Span: tocsin.Span{Start: at, End: at + len(plain)}}
		name := false
		for _, w := range regexp.MustCompile(`\S+`).FindAllString(m, -1) {
			name = name || strings.HasPrefix(w, "*")
			bare := strings.Trim(w, "*")
			i := at + strings.Index(text[at:], bare)
			p.Words = append(p.Words, MUCWord{Span: tocsin.Span{Start: i, End: i + len(bare)}, Name: name, Detail: bare == "THE" || bare == "TWO" || bare == "A"})
			name = name && !strings.HasSuffix(w, "*")
			at = i
		}
		p.Head = len(p.Words) - 1
		out = append(out, p)
	}
	return out
}

func TestRecordTemplates(t *testing.T) {
	text := "   KARETH (PERU), 3 FEB 90 -- [TEXT] YESTERDAY THE DAWN FRONT [DF] BLEW UP TWO BUSES WITH DYNAMITE IN KARETH AND KILLED MAYOR ANA SOLANO.\n"
	quote := func(s string) tocsin.List[tocsin.Evidence] {
		i := strings.Index(text, s)
		return tocsin.List[tocsin.Evidence]{tocsin.Quote(text, i, i+len(s))}
	}
	one := 1
	day := tocsin.Date{Year: 1990, Month: 2, Day: 2}
	rec := &tocsin.Record{Accounts: tocsin.List[tocsin.Account]{{
		Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Evidence: quote("BLEW UP"),
		When:       tocsin.When{Start: day, End: day, Precision: tocsin.DateDay, Evidence: quote("YESTERDAY")},
		Where:      tocsin.Where{Text: "KARETH", Country: "PE", Settlement: "Kareth", Precision: tocsin.PlaceSettlement, Evidence: quote("KARETH")},
		Weapons:    tocsin.List[tocsin.Weapon]{{Class: tocsin.Bomb, Evidence: quote("DYNAMITE")}},
		Damage:     tocsin.List[tocsin.Damage]{{Text: "TWO BUSES", Level: tocsin.Destroyed, Evidence: quote("TWO BUSES")}},
		Casualties: tocsin.List[tocsin.Figure]{{Effect: tocsin.Killed, Group: tocsin.GroupOfficials, Low: 1, High: &one, Evidence: quote("KILLED MAYOR ANA SOLANO")}},
		Responsibility: tocsin.List[tocsin.Statement]{{Stance: tocsin.StanceAttribution, Actor: "Dawn Front", Certainty: tocsin.Stated,
			Voice: tocsin.ReportVoice(), Evidence: quote("THE DAWN FRONT [DF] BLEW UP")}},
	}, {
		Kind: tocsin.Clash, Stage: tocsin.Accomplished, Where: tocsin.Where{Country: "PE"}, When: tocsin.When{Precision: tocsin.DateUnknown},
	}, {
		Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Where: tocsin.Where{Country: "FR"}, When: tocsin.When{Precision: tocsin.DateUnknown},
	}}}
	got := RecordTemplates(MUCText{ID: "TST1-MUC3-0001", Date: tocsin.Date{Year: 1990, Month: 2, Day: 3}, Body: text}, rec,
		phrasesOf(text, "TWO BUSES", "DYNAMITE", "MAYOR *ANA SOLANO*"))
	want := ParseMUCTemplates(`
0.  MESSAGE: ID                    TST1-MUC3-0001
1.  MESSAGE: TEMPLATE              1
2.  INCIDENT: DATE                 02 FEB 90
3.  INCIDENT: LOCATION             PERU: KARETH (CITY)
4.  INCIDENT: TYPE                 BOMBING
5.  INCIDENT: STAGE OF EXECUTION   ACCOMPLISHED
6.  INCIDENT: INSTRUMENT ID        "DYNAMITE"
7.  INCIDENT: INSTRUMENT TYPE      DYNAMITE: "DYNAMITE"
8.  PERP: INCIDENT CATEGORY        TERRORIST ACT
10. PERP: ORGANIZATION ID          "DAWN FRONT" / "DF"
11. PERP: ORGANIZATION CONFIDENCE  REPORTED AS FACT: "DAWN FRONT" / "DF"
12. PHYS TGT: ID                   "BUSES"
13. PHYS TGT: TYPE                 TRANSPORT VEHICLE: "BUSES"
14. PHYS TGT: NUMBER               2: "BUSES"
16. PHYS TGT: EFFECT OF INCIDENT   DESTROYED: "BUSES"
18. HUM TGT: NAME                  "ANA SOLANO"
19. HUM TGT: DESCRIPTION           "MAYOR": "ANA SOLANO"
20. HUM TGT: TYPE                  GOVERNMENT OFFICIAL: "ANA SOLANO"
21. HUM TGT: NUMBER                1: "ANA SOLANO"
23. HUM TGT: EFFECT OF INCIDENT    DEATH: "ANA SOLANO"
`)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, ParseMUCTemplates(FormatMUCTemplates(got))); diff != "" {
		t.Errorf("written and read again (-want +got):\n%s", diff)
	}
	none := RecordTemplates(MUCText{ID: "TST1-MUC3-0002"}, &tocsin.Record{}, nil)
	if len(none) != 1 || !none[0].Irrelevant {
		t.Errorf("a message without an account: %+v", none)
	}
}

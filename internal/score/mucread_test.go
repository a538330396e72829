package score

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tocsin-org/tocsin"
)

func TestParseMUCFillers(t *testing.T) {
	value := func(text string, tags ...string) MUCValue { return MUCValue{text, tags} }
	for _, c := range []struct {
		slot MUCSlot
		text string
		want []MUCFiller
	}{
		{MUCType, "  ATTACK", []MUCFiller{{Values: []MUCValue{value("ATTACK")}}}},
		{MUCInstrument, " *", nil},
		{MUCInstrument, "-", nil},
		{MUCOrganization, ` "DF" / "DAWN FRONT"`, []MUCFiller{{Values: []MUCValue{value("DF"), value("DAWN FRONT")}}}},
		{MUCOrganization, `"DF"/"DAWN FRONT"`, []MUCFiller{{Values: []MUCValue{value("DF"), value("DAWN FRONT")}}}},
		{MUCPersonDescription, "\"CONSULS\"\n     \"NEWSMEN\"", []MUCFiller{{Values: []MUCValue{value("CONSULS")}}, {Values: []MUCValue{value("NEWSMEN")}}}},
		{MUCPersonDescription, `"MAYOR" / "MAYOR OF KARETH": "ANA SOL"`,
			[]MUCFiller{{Values: []MUCValue{value("MAYOR", "ANA SOL"), value("MAYOR OF KARETH", "ANA SOL")}}}},
		{MUCConfidence, `CLAIMED OR ADMITTED: "DF" / "DAWN FRONT"`, []MUCFiller{{Values: []MUCValue{value("CLAIMED OR ADMITTED", "DF", "DAWN FRONT")}}}},
		{MUCConfidence, `? SUSPECTED OR ACCUSED / REPORTED AS FACT: "DF"`,
			[]MUCFiller{{Optional: true, Values: []MUCValue{value("SUSPECTED OR ACCUSED", "DF"), value("REPORTED AS FACT", "DF")}}}},
		{MUCConfidence, `(POSSIBLE / ACQUITTED): "DF"`, []MUCFiller{{Values: []MUCValue{value("POSSIBLE", "DF"), value("ACQUITTED", "DF")}}}},
		{MUCInstrumentType, `GUN: "-"`, []MUCFiller{{Values: []MUCValue{value("GUN", "-")}}}},
		{MUCPersonNumber, "1 / PLURAL: \"GUARD\"\n 5 - 7: \"MEN\"", []MUCFiller{{Values: []MUCValue{value("1", "GUARD"), value("PLURAL", "GUARD")}}, {Values: []MUCValue{value("5 - 7", "MEN")}}}},
		{MUCObject, `"\"DAWN\" CAFE"`, []MUCFiller{{Values: []MUCValue{value(`"DAWN" CAFE`)}}}},
		{MUCDate, " - 04 MAY 88", []MUCFiller{{Values: []MUCValue{value("-04MAY88")}}}},
		{MUCDate, "(22 SEP 88) / (22 SEP 88 - 23 SEP 88)", []MUCFiller{{Values: []MUCValue{value("22SEP88"), value("22SEP88-23SEP88")}}}},
		{MUCLocation, "PERU: KARETH (DEPARTMENT): SOLNA (CITY)", []MUCFiller{{Values: []MUCValue{value("PERU:KARETH(DEPARTMENT):SOLNA(CITY)")}}}},
		{MUCLocation, "PERU: SOLNA (REGION / CITY)", []MUCFiller{{Values: []MUCValue{value("PERU:SOLNA(REGION)"), value("PERU:SOLNA(CITY)")}}}},
		{MUCLocation, "(PERU: SOLNA (CITY)) / (PERU)", []MUCFiller{{Values: []MUCValue{value("PERU:SOLNA(CITY)"), value("PERU")}}}},
	} {
		if diff := cmp.Diff(c.want, parseMUCFillers(c.slot, c.text)); diff != "" {
			t.Errorf("%s %q (-want +got):\n%s", c.slot, c.text, diff)
		}
	}
}

func TestParseMUCTemplates(t *testing.T) {
	got := ParseMUCTemplates(`; a comment
0.  MESSAGE: ID                     TST1-MUC3-0001 (NCCOSC)
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
4.  INCIDENT: TYPE                  BOMBING
;; another
12. PHYS TGT: ID                    "STORE"
                                    "BANK"

0.  MESSAGE: ID                     TST1-MUC3-0002
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
`)
	if len(got) != 2 || got[0].Message != "TST1-MUC3-0001" || got[0].ID != "2" || !got[0].Optional || len(got[0].Slots[MUCObject]) != 2 ||
		!got[1].Irrelevant || got[1].Slots[MUCType] != nil {
		t.Errorf("%+v", got)
	}
}

func TestParseMUCTexts(t *testing.T) {
	got := ParseMUCTexts("\fpreface\nTST2-MUC4-0007 (NOSC)\n\n   KARETH (PERU), 3 FEB 90 (RADIO DAWN) -- [TEXT] A BOMB.\n\nTST2-MUC4-0008\n\n   CLANDESTINE, NO DATE -- [TEXT] X\n")
	want := []MUCText{
		{"TST2-MUC4-0007", tocsin.Date{Year: 1990, Month: 2, Day: 3}, "   KARETH (PERU), 3 FEB 90 (RADIO DAWN) -- [TEXT] A BOMB.\n"},
		{"TST2-MUC4-0008", tocsin.Date{}, "   CLANDESTINE, NO DATE -- [TEXT] X\n"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestCorpusCounts holds the readers to the counts of the corpus.
func TestCorpusCounts(t *testing.T) {
	for _, c := range []struct {
		text, key                  string
		texts, templates, optional int
	}{
		{"corpora/tst1/tst1-muc3", "corpora/tst1/key-tst1.v7", 100, 85, 6},
		{"corpora/tst2/tst2-muc4", "corpora/tst2/key-tst2.v4", 100, 106, 25},
	} {
		texts := ParseMUCTexts(mucFile(t, c.text))
		n, optional, dated := 0, 0, 0
		for _, k := range ParseMUCTemplates(mucFile(t, c.key)) {
			if !k.Irrelevant {
				n++
				if k.Optional {
					optional++
				}
			}
		}
		for _, m := range texts {
			if !m.Date.IsZero() {
				dated++
			}
		}
		if len(texts) != c.texts || n != c.templates || optional != c.optional || dated < 90 {
			t.Errorf("%s: %d texts, %d dated, %d templates, %d optional", c.text, len(texts), dated, n, optional)
		}
	}
}

// FuzzParseMUC: no bytes make the readers of texts, templates and histories fail in any but an orderly way.
func FuzzParseMUC(f *testing.F) {
	f.Add("0. MESSAGE: ID TST1-MUC3-0001\n1. MESSAGE: TEMPLATE 1\n11. PERP: ORGANIZATION CONFIDENCE ? A / B: \"X\" / \"Y\\\"\n")
	f.Add("TST1-MUC3-0001\n\n  K, 3 FEB 90 -- A\n")
	f.Add(`(("TST1-MUC3-0001" ("1" (inc-date ("\"A\"" partial (xref (or "\"B\"") "\"C\""))))))`)
	f.Fuzz(func(t *testing.T, s string) {
		ts := ParseMUCTemplates(s)
		ParseMUCTexts(s)
		h, err := ParseMUCHistory(s)
		if err != nil {
			h = nil
		}
		total := ScoreMUC(ts, ts, h)
		if c := total.Total(); c.Correct < 0 || c.Actual() < c.Correct {
			t.Errorf("%+v", c)
		}
	})
}

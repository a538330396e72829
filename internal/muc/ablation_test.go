package muc

import (
	"cmp"
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/coder"
	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/score"
)

const corpora = "../../../shared/data/muc4/corpora/"

// TestAblations prints what each part brings on TST1 and TST2, and holds what the whole reaches there. The weights are
// of DEV alone.
func TestAblations(t *testing.T) {
	if _, err := os.Stat(corpora); err != nil || testing.Short() {
		t.Skip("needs MUC-4 beside the module")
	}
	c, err := coder.New()
	if err != nil {
		t.Fatal(err)
	}
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	var texts []score.MUCText
	var key, mapped []score.MUCTemplate
	var ds []*prepared
	for _, set := range []string{"tst1", "tst2"} {
		ts, k, err := score.ReadMUCSet(corpora + set)
		if err != nil {
			t.Fatal(err)
		}
		key = append(key, k...)
		for _, x := range ts {
			x.Body = strings.ToValidUTF8(x.Body, "?")
			rec, err := c.Code(context.Background(), &tocsin.Report{ID: x.ID, Language: "en", Text: x.Body, Published: x.Date})
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, x)
			mapped = append(mapped, score.RecordTemplates(x, rec, Phrases(language.Analyze(x.Body)))...)
			d := f.prepare(x, rec)
			d.intern(f)
			f.predict(d)
			for i := range k {
				if k[i].Message == x.ID && !k[i].Irrelevant {
					d.key = append(d.key, &k[i])
				}
			}
			ds = append(ds, d)
		}
	}
	show := func(name string, r score.MUCResult) {
		official, slot := r.Official.Total(), r.Official.Slots[score.MUCConfidence]
		t.Logf("%-42s %5.1f %5.1f %5.1f %5.1f", name, 100*official.F1(), 100*r.GTT.Total().F1(), 100*r.CEAFREE.Total().F1(), 100*slot.F1())
	}
	filled := func(change func(*settings)) score.MUCResult {
		g := *f
		change(&g.set)
		var response []score.MUCTemplate
		for _, d := range ds {
			clear(d.texts)
			g.fill(d)
			response = append(response, d.response...)
		}
		return score.MUC(texts, key, response)
	}
	t.Logf("%-42s %5s %5s %5s %5s", "", "all", "GTT", "REE", "conf")
	whole := filled(func(*settings) {})
	show("whole", whole)
	show("rules alone", score.MUC(texts, key, mapped))
	for _, a := range []struct {
		name   string
		change func(*settings)
	}{
		{"frame's probability not in its entities", func(s *settings) { s.frameWeight = 0 }},
		{"every entity in every template", func(s *settings) { s.everywhere = true }},
		{"no templates but of accounts", func(s *settings) { s.typed = 2 }},
		{"no templates of accounts", func(s *settings) { s.account = 2 }},
		{"all accounts", func(s *settings) { s.account = 0 }},
		{"fillers by their first words", func(s *settings) { s.plain = true }},
		{"set lists by their commonest value", func(s *settings) { s.common = true }},
	} {
		show(a.name, filled(a.change))
	}
	filled(func(*settings) {})
	for i, e := range costliest(ds) {
		if i < 20 {
			t.Logf("%4d  %s", e.n, e.kind)
		}
	}
	total := whole.Official.Total()
	for _, x := range []struct {
		name      string
		got, want float64
	}{{"official", total.F1(), .41}, {"GTT", whole.GTT.Total().F1(), .44}, {"CEAF-REE", whole.CEAFREE.Total().F1(), .45}} {
		if x.got < x.want {
			t.Errorf("%s F %.3f, want at least %.2f", x.name, x.got, x.want)
		}
	}
}

// An errorKind is a kind of error and how many fillers it cost.
type errorKind struct {
	kind string
	n    int
}

// costliest counts the fillers that were missing, spurious or incorrect by slot, and apart those of whole templates.
func costliest(ds []*prepared) []errorKind {
	count := map[string]int{}
	for _, d := range ds {
		var response []*score.MUCTemplate
		for i := range d.response {
			response = append(response, &d.response[i])
		}
		taken := map[int]bool{}
		for i, j := range score.MapMUC(d.key, response, nil) {
			if j < 0 {
				if !d.key[i].Optional {
					what := "of a message that has others"
					if len(response) == 0 {
						what = "of a message taken for irrelevant"
					}
					count["template missing, "+what] += fillers(d.key[i])
				}
				continue
			}
			taken[j] = true
			one := score.ScoreMUCMessage(d.key[i:i+1], response[j:j+1], nil)
			for slot := score.MUCDate; slot <= score.MUCPersonTotal; slot++ {
				c := one.Slots[slot]
				count[slot.String()+" missing"] += c.Missing
				count[slot.String()+" spurious"] += c.Spurious
				count[slot.String()+" incorrect"] += c.Incorrect
			}
		}
		for j, r := range response {
			if !taken[j] {
				what := "in a message that has others"
				if len(d.key) == 0 {
					what = "in an irrelevant message"
				}
				count["template spurious, "+what] += fillers(r)
			}
		}
	}
	var out []errorKind
	for k, n := range count {
		out = append(out, errorKind{k, n})
	}
	slices.SortFunc(out, func(a, b errorKind) int { return cmp.Or(b.n-a.n, strings.Compare(a.kind, b.kind)) })
	return out
}

func fillers(t *score.MUCTemplate) int {
	n := 0
	for slot := score.MUCDate; slot <= score.MUCPersonTotal; slot++ {
		for _, f := range t.Slots[slot] {
			if !f.Optional {
				n++
			}
		}
	}
	return n
}

package language

import (
	"fmt"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"Two soldiers were killed by gunmen on Monday.",
			"nummod(soldiers, Two) nsubj:pass(killed, soldiers) aux:pass(killed, were) root(killed) case(gunmen, by) obl:agent(killed, gunmen) case(Monday, on) obl(killed, Monday) punct(killed, .)"},
		{"The group claimed the attack.",
			"det(group, The) nsubj(claimed, group) root(claimed) det(attack, the) obj(claimed, attack) punct(claimed, .)"},
	} {
		d := Analyze(test.text)
		var got []string
		for i, a := range Parse(d) {
			if a.Head < 0 {
				got = append(got, fmt.Sprintf("%s(%s)", a.Rel, d.Tokens[i].Text))
			} else {
				got = append(got, fmt.Sprintf("%s(%s, %s)", a.Rel, d.Tokens[a.Head].Text, d.Tokens[i].Text))
			}
		}
		if g := strings.Join(got, " "); g != test.want {
			t.Errorf("%q:\n got %s\nwant %s", test.text, g, test.want)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	d := Analyze(strings.Repeat(newsText, 20))
	Parse(d)
	for b.Loop() {
		Parse(d)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}

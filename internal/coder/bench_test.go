package coder

import (
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
)

// benchText is an invented report of about 500 words.
var benchText = strings.Repeat(`Gunmen opened fire on a police convoy near the town of Baidoa on Tuesday night, killing four officers and wounding at least
nine other people, the regional governor said. A witness told Radio Kareth that the attackers fled towards the south after a battle that lasted an hour.

The Dawn Front claimed responsibility for the attack in a statement published by its media office on Wednesday, saying that it had killed
fifteen soldiers. The defence ministry denied the claim and blamed "bandits" for the ambush, which came two days after a car bomb
exploded outside a hotel in Mogadishu, killing seven civilians. No group has claimed that bombing. Analysts say that the group, a branch
of a larger movement, is likely to step up its attacks before the elections in May.

`, 4)

// BenchmarkCode codes one report of about 500 words; the program's bar is 150 a second on two cores.
func BenchmarkCode(b *testing.B) {
	c := newCoder(b)
	d, _ := tocsin.ParseDate("2024-03-07")
	rep := &tocsin.Report{ID: "bench", Language: "en", Published: d, Text: benchText}
	b.SetBytes(int64(len(benchText)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Code(b.Context(), rep); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNew loads what a coder needs: it is most of the program's start.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		newCoder(b)
	}
}

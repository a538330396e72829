package coder

import (
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// BenchmarkVoices finds actors, sayings and statements in one report of about 500 words.
func BenchmarkVoices(b *testing.B) {
	c := newCoder(b)
	day, _ := tocsin.ParseDate("2024-03-07")
	r := c.read(&tocsin.Report{ID: "bench", Language: "en", Published: day, Text: benchText})
	b.SetBytes(int64(len(benchText)))
	b.ReportAllocs()
	for b.Loop() {
		r.doc = language.Analyze(benchText)
		r.actors = r.findActors()
		r.sayings = r.findSayings()
		r.statements()
	}
}

// BenchmarkLanguage is the part of BenchmarkVoices that is not its own.
func BenchmarkLanguage(b *testing.B) {
	b.SetBytes(int64(len(benchText)))
	for b.Loop() {
		language.Analyze(benchText)
	}
}

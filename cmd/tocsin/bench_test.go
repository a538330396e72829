package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkRead reads reports of about 500 words from JSON lines into a ledger and files, as
// 'tocsin read --out DIR' does. TOCSIN_BENCH_INPUT names other reports.
func BenchmarkRead(b *testing.B) {
	dir := b.TempDir()
	input, n := os.Getenv("TOCSIN_BENCH_INPUT"), 200
	if input == "" {
		input = filepath.Join(dir, "reports.jsonl")
		writeLongReports(b, input, n)
	} else {
		text, err := os.ReadFile(input)
		if err != nil {
			b.Fatal(err)
		}
		n = strings.Count(string(text), "\n")
	}
	i := 0
	for b.Loop() {
		i++
		db := fmt.Sprintf("sqlite:%s/%d.db", dir, i)
		var talk strings.Builder
		if code := run(b.Context(), []string{"read", "--db", db, "--out", filepath.Join(dir, "out"), input}, stdio{Out: io.Discard, Err: &talk}); code != exitOK {
			b.Fatal(talk.String())
		}
	}
	b.ReportMetric(float64(i*n)/b.Elapsed().Seconds(), "reports/s")
}

func writeLongReports(b *testing.B, path string, n int) {
	b.Helper()
	towns := []string{"Kabul", "Mosul", "Kano", "Cali", "Quetta", "Derna", "Goma", "Aden"}
	var out strings.Builder
	for i := range n {
		var text strings.Builder
		for j := range 16 {
			town := towns[(i+j)%len(towns)]
			fmt.Fprintf(&text, "A car bomb exploded on Tuesday near a police station in %s, killing %d people and wounding at least %d others, officials said. ", town, (i+j)%9+2, j+3)
			text.WriteString("The group said in a statement that it had carried out the attack, but a spokesman for the ministry said that this could not be confirmed. ")
		}
		fmt.Fprintf(&out, `{"id":"r%d","url":"https://post.example/%d","title":"Report %d","published":"2024-03-07","language":"en","text":%q}`+"\n", i, i, i, strings.TrimSpace(text.String()))
	}
	if err := os.WriteFile(path, []byte(out.String()), 0o666); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkForecast forecasts one area from the incidents of the ledger that TOCSIN_BENCH_DB names, as
// 'tocsin forecast AF' does. Its first turn may have to bring the view in step.
func BenchmarkForecast(b *testing.B) {
	spec := os.Getenv("TOCSIN_BENCH_DB")
	if spec == "" {
		b.Skip("TOCSIN_BENCH_DB is not set")
	}
	for b.Loop() {
		var talk strings.Builder
		if code := run(b.Context(), []string{"forecast", "AF", "--db", spec}, stdio{Out: io.Discard, Err: &talk}); code != exitOK {
			b.Fatal(talk.String())
		}
	}
}

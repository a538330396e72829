package gazetteer

import (
	"strings"
	"testing"
)

func loaded(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := open(placesFile); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	g := loaded(b)
	names := []string{"Karabudakhkent", "Khyber Pakhtunkhwa", "Mocímboa da Praia", "Derbent", "Deir ez-Zor", "nowhere at all", "Makhachkala"}
	i := 0
	for b.Loop() {
		g.Lookup(names[i%len(names)])
		i++
	}
}

func BenchmarkFuzzy(b *testing.B) {
	g := loaded(b)
	g.Fuzzy("Karabudachkent")
	names := []string{"Karabudahkent", "Mocimbua da Praia", "Deir el-Zour", "Hodaida", "San Miguell", "Kandhar"}
	i := 0
	for b.Loop() {
		g.Fuzzy(names[i%len(names)])
		i++
	}
}

func BenchmarkScan(b *testing.B) {
	g := loaded(b)
	text := strings.Repeat("Gunmen attacked a police post near the town of Karabudakhkent in Russia 's Dagestan on Tuesday night , killing two officers and wounding several others , the Interior Ministry said . The road to Makhachkala was closed for hours , residents told the agency . ", 8)
	words := strings.Fields(text)
	g.Scan(words)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		g.Scan(words)
	}
}

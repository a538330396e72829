package gazetteer

import (
	"math"
	"strings"
	"testing"
)

// TestNamedPlaces asks for the places that a reader of conflict news meets, under the spellings that
// reports use. The unit is part of the answer: the same name in another unit is another place.
func TestNamedPlaces(t *testing.T) {
	g := loaded(t)
	for _, c := range []struct {
		name     string
		country  string
		adm1     string
		class    Class
		lat, lon float64 // 0, 0: not checked
	}{
		{"Karabudakhkent", "RU", "Dagestan", Settlement, 42.7087, 47.5674},
		{"Karabudachkent", "RU", "Dagestan", Settlement, 42.7087, 47.5674},
		{"Карабудахкент", "RU", "Dagestan", Settlement, 42.7087, 47.5674},
		{"Karabudakhkent district", "RU", "Dagestan", District, 42.7087, 47.5674},
		{"Makhachkala", "RU", "Dagestan", Settlement, 42.9764, 47.5024},
		{"Derbent", "RU", "Dagestan", Settlement, 42.07, 48.29},
		{"Buynaksk", "RU", "Dagestan", Settlement, 42.819, 47.1192},
		{"Khasavyurt", "RU", "Dagestan", Settlement, 43.2509, 46.5877},
		{"Gubden", "RU", "Dagestan", Settlement, 0, 0},
		{"Kizlyar", "RU", "Dagestan", Settlement, 43.8471, 46.7145},
		{"Mogadishu", "SO", "Banaadir", Settlement, 2.0371, 45.3438},
		{"Baidoa", "SO", "Bay", Settlement, 3.1138, 43.6498},
		{"Maiduguri", "NG", "Borno", Settlement, 11.8469, 13.1571},
		{"Chibok", "NG", "Borno", Settlement, 10.8695, 12.8466},
		{"Kidal", "ML", "Kidal", Settlement, 18.4411, 1.4078},
		{"Mocímboa da Praia", "MZ", "Cabo Delgado", Settlement, -11.3517, 40.3516},
		{"Mocimboa da Praia", "MZ", "Cabo Delgado", Settlement, -11.3517, 40.3516},
		{"Macomia", "MZ", "Cabo Delgado", Settlement, 0, 0},
		{"Dagestan", "RU", "Dagestan", Province, 0, 0},
		{"Republic of Dagestan", "RU", "Dagestan", Province, 0, 0},
		{"Khyber-Pakhtunkhwa province", "PK", "Khyber Pakhtunkhwa", Province, 0, 0},
		{"Antioquia department", "CO", "Antioquia", Province, 0, 0},
		{"Borno State", "NG", "Borno", Province, 0, 0},
		{"North Caucasus", "RU", "", Region, 0, 0},
		{"the Gaza Strip", "PS", "Gaza Strip", Province, 0, 0},
		{"Donbass", "UA", "", Region, 0, 0},
	} {
		clean := Clean(c.name)
		if p, ok := find(g, clean.Name, c.country, c.adm1, c.class); !ok {
			t.Errorf("%s: no %s in %s, %s", c.name, c.class, c.adm1, c.country)
		} else if c.lat != 0 && (math.Abs(p.Lat-c.lat) > .01 || math.Abs(p.Lon-c.lon) > .01) {
			t.Errorf("%s: at %v, %v, want %v, %v", c.name, p.Lat, p.Lon, c.lat, c.lon)
		}
	}
}

func find(g *Gazetteer, name, country, adm1 string, class Class) (Place, bool) {
	for _, r := range g.Lookup(name) {
		if p := g.Place(r); p.Country == country && p.Adm1 == adm1 && p.Class == class {
			return p, true
		}
	}
	return Place{}, false
}

func TestDistrictHasItsSeat(t *testing.T) {
	g := loaded(t)
	p, ok := g.Unit("RU.17.536044")
	if !ok || p.Name != "Karabudakhkentskiy Rayon" || p.Adm1 != "Dagestan" || !p.HasPoint {
		t.Fatalf("got %+v", p)
	}
	if d := Distance(p.Lat, p.Lon, 42.97638, 47.50236); math.Abs(d-30.2) > .5 {
		t.Errorf("%.1f km from Makhachkala, want 30.2", d)
	}
}

func TestADM1At(t *testing.T) {
	g := loaded(t)
	for _, c := range []struct {
		lat, lon float64
		want     string
	}{
		{42.7087, 47.56735, "RU.17"},
		{10.86949, 12.84657, "NG.27"},
		{-11.31667, 40.35, "MZ.01"},
		{3.11383, 43.6498, "SO.04"},
		{0, -30, ""},
	} {
		if p, _ := g.ADM1At(c.lat, c.lon); p.Code != c.want {
			t.Errorf("at %v, %v: got %q, want %q", c.lat, c.lon, p.Code, c.want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Mocímboa da Praia": "mocimboa da praia",
		"The Hague":         "hague",
		"Ta‘izz":            "taizz",
		"U.S.":              "us",
		"Deir ez-Zor":       "deir ez zor",
		"Saint Petersburg":  "st petersburg",
		"Łódź":              "lodz",
		"Şanlıurfa":         "sanliurfa",
		"الرَّقّة":          "الرقه",
		"Йошкар-Ола":        "иошкар ола",
		"  ":                "",
		"the":               "the",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
		if got := Fold(want); got != want {
			t.Errorf("Fold(%q) = %q: folding twice is not folding once", want, got)
		}
	}
}

func TestClean(t *testing.T) {
	for _, c := range []struct {
		in, name string
		hint     Class
	}{
		{"the village of Gubden", "Gubden", Settlement},
		{"Karabudakhkent district", "Karabudakhkent", District},
		{"Nineveh province's", "Nineveh", Province},
		{"the city of Mosul", "Mosul", Settlement},
		{"Mexico City", "Mexico City", Other},
		{"Sar-e Pol Province", "Sar-e Pol", Province},
		{"district", "district", Other},
		{"Dagestan's", "Dagestan", Other},
	} {
		if got := Clean(c.in); got.Name != c.name || got.Hint != c.hint {
			t.Errorf("Clean(%q) = %q, %v; want %q, %v", c.in, got.Name, got.Hint, c.name, c.hint)
		}
	}
}

func TestFuzzy(t *testing.T) {
	g := loaded(t)
	for _, c := range []struct{ in, want, country string }{
		{"Karabudahkent", "Karabudakhkent", "RU"},
		{"Mocimbua da Praia", "Mocímboa da Praia", "MZ"},
		{"Kandhar", "Kandahar", "AF"},
		{"Bouynaksk", "Buynaksk", "RU"},
		{"Peshawer", "Peshawar", "PK"},
	} {
		found := false
		for _, n := range g.Fuzzy(c.in) {
			p := g.Place(n.Ref)
			found = found || p.Name == c.want && p.Country == c.country
		}
		if !found {
			t.Errorf("Fuzzy(%q) has no %s", c.in, c.want)
		}
	}
}

func TestScan(t *testing.T) {
	g := loaded(t)
	words := strings.Fields("The village of Gubden in Dagestan 's Karabudakhkent district , near Deir ez - Zor and the United States 's New York City ; Khyber Pakhtunkhwa province and South of Saint Petersburg .")
	var got []string
	for _, m := range g.Scan(words) {
		s := strings.Join(words[m.First:m.Last], " ")
		if m.Hint != Other {
			s += " (" + m.Hint.String() + ")"
		}
		got = append(got, s)
	}
	want := "Gubden (settlement)|Dagestan|Karabudakhkent (district)|Deir ez - Zor|United States|New York City|Khyber Pakhtunkhwa province (province)|Saint Petersburg"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestDemonym(t *testing.T) {
	g := loaded(t)
	for word, want := range map[string]string{"Dagestanis": "Dagestan", "Iraqi": "Iraq", "Saudis": "Saudi Arabia", "British": "United Kingdom", "American": "United States", "French": "France"} {
		if p, _ := g.Demonym(word); p.Name != want {
			t.Errorf("Demonym(%q) = %q, want %q", word, p.Name, want)
		}
	}
}

func FuzzLookup(f *testing.F) {
	g := loaded(f)
	for _, s := range []string{"Kidal", "", "the", "Deir ez-Zor", "\xff\xfe", "ﷺ", "Ⅳ", "ǅ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g.Lookup(s)
		g.Fuzzy(s)
		g.Scan(strings.Fields(s))
		Clean(s)
		if k := Fold(s); Fold(k) != k {
			t.Errorf("Fold(%q) = %q folds on to %q", s, k, Fold(k))
		}
	})
}

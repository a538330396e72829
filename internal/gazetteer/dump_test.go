package gazetteer

import (
	"strings"
	"testing"
)

func row(cols ...string) string { return strings.Join(cols, "\t") + "\n" }

// Invented villages in a real unit, a district without a point of its own, and rows of other kinds.
func sampleDump() string {
	return row("900000001", "Verkhniy Tsalgi", "Verkhniy Tsalgi", "Tsalgi,Upper Tsalgi,Верхний Цалги", "42.61", "47.31", "P", "PPL", "RU", "", "17", "536044", "", "", "120", "", "800", "Europe/Moscow", "2020-01-01") +
		row("900000002", "Reka Tsalgi", "Reka Tsalgi", "", "42.62", "47.32", "H", "STM", "RU", "", "17", "", "", "", "0", "", "", "Europe/Moscow", "2020-01-01") +
		row("900000003", "Old Tsalgi", "Old Tsalgi", "", "42.63", "47.33", "P", "PPLH", "RU", "", "17", "", "", "", "0", "", "", "Europe/Moscow", "2020-01-01")
}

func TestWithDump(t *testing.T) {
	base := loaded(t)
	g, d, err := base.WithDump(strings.NewReader(sampleDump()))
	if err != nil {
		t.Fatal(err)
	}
	if d.Rows != 3 || d.Added != 1 || d.Skipped != 2 || len(d.Problems) != 0 {
		t.Errorf("got %+v", d)
	}
	for _, name := range []string{"Verkhniy Tsalgi", "upper tsalgi", "Верхний Цалги"} {
		refs := g.Lookup(name)
		if len(refs) != 1 {
			t.Fatalf("%s: got %d places, want 1", name, len(refs))
		}
		p := g.Place(refs[0])
		if p.ID != 900000001 || p.Adm1 != "Dagestan" || p.Adm2 != "Karabudakhkentskiy Rayon" || p.Lat != 42.61 {
			t.Errorf("%s: got %+v", name, p)
		}
	}
	if len(base.Lookup("Upper Tsalgi")) != 0 {
		t.Error("the embedded gazetteer has changed")
	}
	m := g.Scan(strings.Fields("A mine went off near Verkhniy Tsalgi on Monday"))
	if len(m) != 1 || m[0].First != 5 || m[0].Last != 7 {
		t.Errorf("scan found %v", m)
	}
	text := "A mine went off near Verkhniy Tsalgi in Dagestan."
	r := g.Resolve(Context{Text: text}, []Mention{mention(text, "Verkhniy Tsalgi"), mention(text, "Dagestan")})
	if r[0].Place.ID != 900000001 || r[0].Fallback {
		t.Errorf("resolved to %+v", r[0])
	}
}

func TestWithDumpTwice(t *testing.T) {
	g, _, err := loaded(t).WithDump(strings.NewReader(sampleDump()))
	if err != nil {
		t.Fatal(err)
	}
	more := row("900000009", "Nizhniy Tsalgi", "Nizhniy Tsalgi", "", "42.60", "47.30", "P", "PPL", "RU", "", "17", "", "", "", "90", "", "", "", "")
	h, d, err := g.WithDump(strings.NewReader(sampleDump() + more))
	if err != nil || d.Added != 1 {
		t.Fatalf("got %+v, %v; want one more", d, err)
	}
	if len(h.Lookup("Upper Tsalgi")) != 1 || len(h.Lookup("Nizhniy Tsalgi")) != 1 {
		t.Error("the dumps do not add up")
	}
}

func TestWithDumpBadRows(t *testing.T) {
	g := loaded(t)
	for name, dump := range map[string]string{
		"not a dump": "hello\nworld\n",
		"long line":  strings.Repeat("x", maxDumpLine+1),
		"binary":     "\xff\xfe\x00\x01\n",
	} {
		if _, _, err := g.WithDump(strings.NewReader(dump)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	bad := strings.Replace(sampleDump(), "42.61", "142.61", 1)
	_, d, err := g.WithDump(strings.NewReader(bad))
	if err != nil || len(d.Problems) != 1 || d.Added != 0 {
		t.Errorf("got %+v, %v; want one problem", d, err)
	}
	if _, d, err := g.WithDump(strings.NewReader("")); err != nil || d.Rows != 0 {
		t.Errorf("empty dump: %+v, %v", d, err)
	}
}

func FuzzWithDump(f *testing.F) {
	g := loaded(f)
	f.Add(sampleDump())
	f.Add("\t\t\t\n")
	f.Add(row("1", "", "", "", "NaN", "Inf", "P", "PPL", "XX", "", "", "", "", "", "-1", "", "", "", ""))
	f.Fuzz(func(t *testing.T, dump string) {
		h, d, err := g.WithDump(strings.NewReader(dump))
		if err != nil {
			return
		}
		for i := range d.Added + d.Improved {
			p := h.Place(Ref(g.n + i))
			if !(p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180) || p.Name == "" {
				t.Errorf("a bad place came in: %+v", p)
			}
		}
	})
}

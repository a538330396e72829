package tagger

import (
	"bytes"
	"strings"
	"testing"
)

// parse reads "the/D dog/N" as an example.
func parse(s string) Example {
	var e Example
	for f := range strings.FieldsSeq(s) {
		w, l, _ := strings.Cut(f, "/")
		e.Words = append(e.Words, Word{Text: w, Lower: strings.ToLower(w)})
		e.Labels = append(e.Labels, l)
	}
	return e
}

func TestTrain(t *testing.T) {
	lessons := func() []Example {
		var all []Example
		for range 5 {
			for _, s := range []string{"The/D dog/N barks/V ./P", "A/D bark/N stops/V ./P", "The/D stops/N bark/V ./P", "Dogs/N run/V ./P"} {
				all = append(all, parse(s))
			}
		}
		return all
	}
	var b, again bytes.Buffer
	if err := Train(&b, lessons(), nil); err != nil {
		t.Fatal(err)
	}
	if err := Train(&again, lessons(), nil); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same examples gave other bytes")
	}
	m, err := Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var s Scratch
	for _, e := range []Example{parse("The/D bark/N stops/V ./P"), parse("THE/D DOG/N BARKS/V ./P"), parse("")} {
		var got []string
		for _, l := range m.Tag(e.Words, &s) {
			got = append(got, m.Labels()[l])
		}
		if g, w := strings.Join(got, " "), strings.Join(e.Labels, " "); g != w {
			t.Errorf("%v: %s, want %s", e.Words, g, w)
		}
	}
}

func TestReadBroken(t *testing.T) {
	for _, data := range []string{"", "{}", "{}\n", `{"labels":["A"]}` + "\nx", "[]\n"} {
		if _, err := Read([]byte(data)); err == nil {
			t.Errorf("read %q", data)
		}
	}
}

func TestNormalise(t *testing.T) {
	for in, want := range map[string]string{"1,200": "0,000", "’s": "'s", "“": `"`, "al–x": "al-x", "caf\u00e9": "café", "…": "…"} {
		if got := string(normalise(nil, in)); got != want {
			t.Errorf("normalise(%q) = %q, want %q", in, got, want)
		}
	}
}

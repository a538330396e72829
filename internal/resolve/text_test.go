package resolve

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tocsin-org/tocsin"
)

// invented returns reports about invented shootings: per incident two or three, each in its own words.
func invented() (texts []Text, incident []int) {
	places := []string{"Aldmoor", "Brackwell", "Corvane", "Dunharrow", "Eastleigh Quay", "Fennmarsh", "Garrowby", "Holmcross"}
	people := []string{"Tessaly Brandt", "Orrin Vask", "Maribel Quont", "Ludo Ferranti", "Hesper Doyle", "Caspian Wroe", "Ilse Tamber", "Bram Okonjo"}
	for k, p := range places {
		day := tocsin.Date{Year: 2024, Month: 3, Day: 1}.Add(k * 20)
		for n, form := range []string{
			"A man was shot in %s late on Monday, police said. The victim, %s, was taken to a clinic on Harbour Street.",
			"Police in %s named the victim of the shooting as %s and asked witnesses to come forward.",
			"Friends of the wounded held a vigil in %s on Thursday. %s remained in hospital after the shooting.",
		} {
			texts = append(texts, Text{ID: fmt.Sprintf("%d-%d", k, n), Title: "Shooting in " + p, Date: day.Add(n), Body: fmt.Sprintf(form, p, people[k])})
			incident = append(incident, k)
		}
	}
	return texts, incident
}

func TestTextsGroupByIncident(t *testing.T) {
	texts, incident := invented()
	got := Texts(texts)
	for i := range texts {
		for j := range texts {
			if (got[i] == got[j]) != (incident[i] == incident[j]) {
				t.Errorf("%s and %s: together %v", texts[i].ID, texts[j].ID, got[i] == got[j])
			}
		}
	}
}

func TestTextsDoNotDependOnOrder(t *testing.T) {
	texts, _ := invented()
	want := grouping(texts)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		rng.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
		if got := grouping(texts); !slices.Equal(got, want) {
			t.Fatalf("in another order the groups are\n%v, not\n%v", got, want)
		}
	}
}

// grouping returns the pairs of ids that stand together, sorted.
func grouping(texts []Text) []string {
	var out []string
	groups := Texts(texts)
	for i := range texts {
		for j := range texts {
			if groups[i] == groups[j] && texts[i].ID < texts[j].ID {
				out = append(out, texts[i].ID+" "+texts[j].ID)
			}
		}
	}
	slices.Sort(out)
	return out
}

func TestStoredWeightsRead(t *testing.T) {
	if _, err := parseWeights(storedWeights); err != nil {
		t.Fatal(err)
	}
	if _, err := parseWeights("bias\t1\ncosin\t2\n"); err == nil {
		t.Error("weights of another model are taken")
	}
}

func TestNoAndOneText(t *testing.T) {
	if got := Texts(nil); len(got) != 0 {
		t.Errorf("no texts give %v", got)
	}
	if got := Texts([]Text{{ID: "a", Body: "One."}}); len(got) != 1 || got[0] != 0 {
		t.Errorf("one text gives %v", got)
	}
}

// FuzzWords: words are slices of the text in order, whatever the bytes.
func FuzzWords(f *testing.F) {
	f.Add("Police in Aldmoor said: “It's over.” 27-year-old\xff")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for w := range wordsOf(s) {
			if w.at < last || w.at+len(w.text) > len(s) || s[w.at:w.at+len(w.text)] != w.text || w.text == "" {
				t.Fatalf("word %q at %d", w.text, w.at)
			}
			last = w.at + len(w.text)
		}
	})
}

func BenchmarkTexts(b *testing.B) {
	texts, _ := invented()
	for b.Loop() {
		Texts(texts)
	}
}

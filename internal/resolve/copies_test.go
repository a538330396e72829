package resolve

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
)

const wireStory = `A bomb exploded beside a column of the border guard on the road from Aldmoor to Brackwell on Friday, killing %d guards and wounding nine.
The column was on its way back from an exercise, the ministry said. Two lorries burned out and the road was closed until the evening.
Shepherds from a nearby hamlet said that they had seen three men digging by the road on Thursday night and had told the garrison.
No group has said that it was behind the attack. The governor spoke of a cowardly act and promised that the guards would be avenged.
Last month a shell fell on a customs house near Brackwell. Nobody was hurt, but traders have avoided the road since then.`

func TestCopies(t *testing.T) {
	whole := fmt.Sprintf(wireStory, 14)
	lines := strings.Split(whole, "\n")
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"the same", whole, true},
		{"a new toll", fmt.Sprintf(wireStory, 16), true},
		{"shortened", strings.Join(lines[:4], "\n"), true},
		{"another credit", "(Corvane Wire) — " + whole, true},
		{"the first line only", lines[0], false},
		{"another story", "Traders in Brackwell said on Friday that prices had doubled since the road to Aldmoor was closed. The governor promised help.", false},
		{"nothing", "", false},
	} {
		index := copyIndex{}
		a := &source{report: &tocsin.Report{ID: "a"}, sketch: sketchOf(whole)}
		b := &source{report: &tocsin.Report{ID: "b"}, sketch: sketchOf(c.text)}
		index.add(a)
		index.add(b)
		if got := len(b.copies) == 1; got != c.want {
			t.Errorf("%s: copy %v, similarity %.2f", c.name, got, a.sketch.share(&b.sketch))
		}
		index.remove(a)
		if len(b.copies) != 0 {
			t.Errorf("%s: still a copy of what is gone", c.name)
		}
	}
}

func TestOriginIsTheFirstOfItsCopies(t *testing.T) {
	day := tocsin.Date{Year: 2024, Month: 3, Day: 1}
	l := NewLinker()
	for i, outlet := range []string{"Corvane Wire", "Hill Gazette", "Coast Radio"} {
		l.Add(&tocsin.Report{ID: fmt.Sprint("r", 3-i), Outlet: outlet, Published: day.Add(i), Text: fmt.Sprintf(wireStory, 14+i)}, &tocsin.Record{})
	}
	for _, id := range []string{"r1", "r2", "r3"} {
		if got := l.sources[id].origin(); got != "Corvane Wire" {
			t.Errorf("origin of %s is %s", id, got)
		}
	}
}

func TestCredit(t *testing.T) {
	for _, c := range []struct {
		text, byline, want string
	}{
		{"LAGOS, Nigeria (Reuters) - Gunmen attacked a village.", "", "Reuters"},
		{"(AP) — Gunmen attacked a village.", "", "Associated Press"},
		{"ALDMOOR (Corvane Wire) — Gunmen attacked a village.", "", "Corvane Wire"},
		{"Gunmen attacked a village.\nSource: TASS", "", "TASS"},
		{"Gunmen attacked a village.\nMore follows. (AFP)", "", "Agence France-Presse"},
		{"Gunmen attacked a village.\n— Reuters", "", "Reuters"},
		{"Gunmen attacked a village.", "Corvane Wire", "Corvane Wire"},
		{"Gunmen attacked a village.\nThis report was provided by Corvane Wire and edited for length.", "", "Corvane Wire"},
		{"Gunmen attacked a village, Reuters reported on Friday, citing the police.", "By our own correspondent", ""},
		{"Gunmen (three of them) attacked a village - and fled.", "", ""},
		{"The ministry (MoD) said so.\nThey fled to the hills.", "", ""},
		{"", "", ""},
	} {
		r := &tocsin.Report{Text: c.text}
		if c.byline != "" {
			r.Byline = tocsin.List[string]{c.byline}
		}
		if got := creditOf(r); got != c.want {
			t.Errorf("%q, %q: credit %q, want %q", c.text, c.byline, got, c.want)
		}
	}
}

func FuzzSketch(f *testing.F) {
	f.Add(wireStory, "one two three four five")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := sketchOf(a), sketchOf(b)
		s := x.share(&y)
		if s < 0 || s > 1 || s != y.share(&x) {
			t.Errorf("similarity %v and %v", s, y.share(&x))
		}
		if len(x.least) > 0 && x.share(&x) != 1 {
			t.Errorf("%q is not like itself", a)
		}
		creditOf(&tocsin.Report{Text: a})
	})
}

package muc

import (
	"bytes"
	"compress/gzip"
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/coder"
	"github.com/tocsin-org/tocsin/internal/score"
)

func message1(t *testing.T, body string) *message {
	t.Helper()
	f, err := unlearned()
	if err != nil {
		t.Fatal(err)
	}
	return f.analyze(score.MUCText{ID: "DEV-MUC3-0001", Body: "   SAN MARTEL, 2 MAY 89 (RADIO MARTEL) -- [TEXT] " + body + "\n"}, &tocsin.Record{})
}

func TestMentions(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"SIX ARMED MEN KILLED MAYOR ROBERTO TREJO QUINDE.", "ARMED MEN; MAYOR; ROBERTO TREJO QUINDE"},
		{"THE BOMB ATTACK DAMAGED THE OFFICES OF THE WATER COMPANY.", "BOMB ATTACK; BOMB; OFFICES +OF THE WATER COMPANY; WATER COMPANY"},
		{"SHINING PATH GUERRILLAS BURNED A BUS.", "SHINING PATH GUERRILLAS; SHINING PATH; BUS"},
	} {
		m := message1(t, c.text)
		var got []string
		for _, n := range m.mentions {
			s := m.string(n.first, n.last)
			if len(n.ofs) > 0 {
				s += " +" + m.string(n.last, n.ofs[0])
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "; "); s != "TEXT; "+c.want {
			t.Errorf("%s\n got %s\nwant TEXT; %s", c.text, s, c.want)
		}
	}
}

func TestEntities(t *testing.T) {
	for _, c := range []struct {
		text, a, b string
		same       bool
	}{
		{"A POWERFUL BOMB EXPLODED.  THE BOMB HURT NOBODY.", "POWERFUL BOMB", "BOMB", true},
		{"THE BUS DRIVER AND THE TAXI DRIVER FLED.", "BUS DRIVER", "TAXI DRIVER", false},
		{"MEMBERS OF THE ROJO LIBERATION FRONT [RLF] SAID SO.  THE RLF IS SMALL.", "ROJO LIBERATION FRONT", "RLF", true},
		{"ANSELMO TREJO QUINDE DIED.  TREJO QUINDE WAS 40.", "ANSELMO TREJO QUINDE", "TREJO QUINDE", true},
		{"THE HOUSE OF THE MAYOR BURNED.  THE HOUSE OF THE JUDGE DID NOT.", "HOUSE OF THE MAYOR", "HOUSE OF THE JUDGE", false},
	} {
		m := message1(t, c.text)
		find := func(text string) int {
			for i := range m.entities {
				for _, v := range m.variants(&m.entities[i]) {
					if score.NormalMention(v.text) == score.NormalMention(text) {
						return i
					}
				}
			}
			return -1
		}
		a, b := find(c.a), find(c.b)
		if a < 0 || b < 0 || (a == b) != c.same {
			t.Errorf("%s: %s is entity %d, %s is entity %d; want the same: %v", c.text, c.a, a, c.b, b, c.same)
		}
	}
}

// Names are no features: another name changes nothing.
func TestNamesAreNotLearned(t *testing.T) {
	features := func(name string) []string {
		m := message1(t, "GUNMEN KILLED MAYOR "+name+" IN HIS HOUSE.")
		for i := range m.entities {
			if e := &m.entities[i]; e.name {
				var out []string
				for k := range m.entityFeatures(e) {
					out = append(out, k)
				}
				slices.Sort(out)
				return out
			}
		}
		t.Fatalf("no name in %s", name)
		return nil
	}
	if a, b := features("ANSELMO TREJO"), features("ROGELIO MALDONADO"); !slices.Equal(a, b) {
		t.Errorf("features differ:\n%v\n%v", a, b)
	}
}

func TestClusters(t *testing.T) {
	got, err := readClusters(zip(t, "war\twar wars\nwar\tbomb bombs\n"))
	if err != nil {
		t.Fatal(err)
	}
	if c := got["bombs"]; c == nil || *c != (cluster{"bomb", "war"}) || got["bomb"] != c || got["peace"] != nil {
		t.Errorf("groups are %v", got)
	}
	for _, bad := range []string{"war\n", "war\t\n"} {
		if _, err := readClusters(zip(t, bad)); err == nil {
			t.Errorf("read %q without an error", bad)
		}
	}
	if _, err := readClusters([]byte("no table")); err == nil {
		t.Error("read what is no table without an error")
	}
	m := message1(t, "GUNMEN KILLED ANSELMO TREJO WITH A RIFLE.")
	for k := m.body; k < len(m.doc.Tokens); k++ {
		switch c := m.cluster(k); m.tok(k).Lower {
		case "trejo":
			if c.name != "<name>" {
				t.Errorf("a name is in the group of %q", c.name)
			}
		case "rifle":
			if c != m.clusters["rifles"] {
				t.Errorf("RIFLE is in the group of %q, RIFLES is not", c.name)
			}
		}
	}
}

func choiceTexts(cs []choice) []string {
	var out []string
	for _, c := range cs {
		out = append(out, c.text)
	}
	return out
}

func TestChoices(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	text := score.MUCText{ID: "DEV-MUC3-0001", Date: tocsin.Date{Year: 1989, Month: 5, Day: 3},
		Body: "   SAN MARTEL, 3 MAY 89 (RADIO MARTEL) -- [TEXT] GUNMEN KILLED A MAYOR IN COLOMBIA ON 29 APRIL.\n"}
	d := f.prepare(text, &tocsin.Record{})
	d.intern(f)
	f.predict(d)
	if got, want := choiceTexts(d.dayChoices(int(attack))), []string{"- 03 MAY 89", "03 MAY 89", "02 MAY 89", "02 MAY 89 - 03 MAY 89", "29 APR 89", "- 29 APR 89"}; !sameTexts(got, want) {
		t.Errorf("days are %q, want %q", got, want)
	}
	if got, want := choiceTexts(d.placeChoices(int(attack))), []string{"COLOMBIA"}; !sameTexts(got, want) {
		t.Errorf("places are %q, want %q", got, want)
	}
}

func sameTexts(a, b []string) bool {
	return slices.EqualFunc(a, b, func(x, y string) bool { return plainText(x) == plainText(y) })
}

// A country alone is half right for any place in it: a place that is right in less than half of all cases is not written.
func TestCredit(t *testing.T) {
	at := map[string]float64{"PERU": .1, "PERU: LIMA (CITY)": .45}
	cs := []choice{{text: "PERU", general: true}, {text: "PERU: LIMA (CITY)"}}
	best := func() string { return bestChoice(cs, func(c *choice) float64 { return c.credit(at[c.text]) }) }
	if got := best(); got != "PERU" {
		t.Errorf("chose %s", got)
	}
	if at["PERU: LIMA (CITY)"] = .6; best() != "PERU: LIMA (CITY)" {
		t.Errorf("chose %s", best())
	}
}

func TestLearn(t *testing.T) {
	var xs []example
	for i := range 200 {
		xs = append(xs, example{[]int32{0, int32(1 + i%2), int32(3 + i%7)}, i % 2, 1})
	}
	l := learn(xs, 10, 2, recipe{epochs: 10, rate: .1, l1: 1e-4, l2: 1e-4})
	p := make([]float64, 2)
	for class := range 2 {
		l.probabilities([]int32{0, int32(1 + class)}, p)
		if p[class] < .9 {
			t.Errorf("class %d has probability %.2f by the feature that tells it", class, p[class])
		}
	}
	if again := learn(xs, 10, 2, recipe{epochs: 10, rate: .1, l1: 1e-4, l2: 1e-4}); !slices.Equal(l.weights, again.weights) {
		t.Error("learning twice gives other weights")
	}
	if w := l.weights[3*2]; w > .2 || w < -.2 {
		t.Errorf("a feature that says nothing has weight %.2f", w)
	}
}

// Either of two numbers says nothing alone, both say all.
func TestBoost(t *testing.T) {
	var rows []row
	for i := range 400 {
		a, b := float32(i%2), float32(i/2%2)
		rows = append(rows, row{[]float32{a, b, float32(i % 7)}, a == b})
	}
	g := growth{trees: 40, depth: 3, rate: .2, heavy: 1, ridge: 1, rows: .8, cols: 1}
	names := []string{"a", "b", "nothing"}
	f := boost(names, rows, g)
	for _, r := range rows[:4] {
		if p := f.probability(r.x); r.right && p < .9 || !r.right && p > .1 {
			t.Errorf("probability by %v is %.2f, right: %v", r.x, p, r.right)
		}
	}
	if !reflect.DeepEqual(f, boost(names, rows, g)) {
		t.Error("learning twice gives other trees")
	}
}

func TestWriteAndRead(t *testing.T) {
	f := &Filler{names: map[string]int32{"h|bomb": 0, "h|bus": 1, "h|nothing": 2},
		models: map[string]*linear{
			"role": {classes: 3, weights: []float32{.5, 0, -1.25, 0, 2, 0, 0, .001, 0}},
			"type": {classes: 2, weights: []float32{0, 0, .25, -.25}},
		},
		forests: map[string]*forest{"role human": {names: []string{"rank", "role"}, base: -1.5, trees: []tree{
			{{number: 1, bound: .5, low: 1, high: 2}, {number: -1, value: -.25}, {number: 0, bound: 3, low: 3, high: 4}, {number: -1, value: .5}, {number: -1, value: .125}},
			{{number: -1, value: .0625}},
		}}}}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	g := &Filler{names: map[string]int32{}, models: map[string]*linear{}, forests: map[string]*forest{}}
	if err := g.read(&b); err != nil {
		t.Fatal(err)
	}
	for m, classes := range map[string]int{"role": 3, "type": 2} {
		p, q := make([]float64, classes), make([]float64, classes)
		for _, name := range []string{"h|bomb", "h|bus"} {
			f.models[m].scores([]int32{f.names[name]}, p)
			g.models[m].scores([]int32{g.names[name]}, q)
			if !slices.Equal(p, q) {
				t.Errorf("%s of %s: wrote %v, read %v", name, m, p, q)
			}
		}
	}
	if _, ok := g.names["h|nothing"]; ok {
		t.Error("a weight of next to nothing was written")
	}
	for _, x := range [][]float32{{0, 0}, {0, 1}, {5, 1}} {
		if p, q := f.forests["role human"].score(x), g.forests["role human"].score(x); p != q {
			t.Errorf("by %v: wrote %v, read %v", x, p, q)
		}
	}
	for _, bad := range []string{"h|bomb\t0 0:1\n", "= role x\n", "= role 2\nh|bomb\t0 5:1\n", "= role 2\nh|bomb\t1 0:1\n", "* frame\n", "* frame\t0\ta\nb<1\t=1\t=2\n",
		"* frame\t0\ta\na<1\t=1\n", "* frame\t0\ta\n=1\t=1\n"} {
		if err := g.read(bytes.NewReader(zip(t, bad))); err == nil {
			t.Errorf("read %q without an error", bad)
		}
	}
}

// The weights must be of the numbers that the program gives.
func TestWeightsFit(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	d := f.prepare(score.MUCText{ID: "DEV-MUC3-0001", Date: tocsin.Date{Year: 1989, Month: 5, Day: 3}, Body: "   SAN MARTEL, 2 MAY 89 (RADIO MARTEL) -- [TEXT] GUNMEN KILLED A MAYOR IN COLOMBIA.\n"}, &tocsin.Record{})
	d.intern(f)
	f.predict(d)
	want := map[string][]string{"frame": d.frameNumbers(0).names, "day": d.dayChoices(0)[0].numbers.names, "place": d.placeChoices(0)[0].numbers.names}
	for r := individual; r < roles; r++ {
		want["role "+roleNames[r]] = d.roleNumbers(0, r).names
		want["pair "+roleNames[r]] = d.pairNumbers(0, 0, r).names
	}
	if len(f.forests) != len(want) {
		t.Errorf("%d forests, want %d", len(f.forests), len(want))
	}
	for name, names := range want {
		if got := f.forests[name]; got == nil || !slices.Equal(got.names, names) {
			t.Errorf("the forest %q does not ask for the numbers that there are", name)
		}
	}
}

func zip(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A message of our own, read with the weights as they are.
func TestTemplates(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	c, err := coder.New()
	if err != nil {
		t.Fatal(err)
	}
	text := score.MUCText{ID: "DEV-MUC3-0001", Date: tocsin.Date{Year: 1989, Month: 5, Day: 3}, Body: `   SAN SALVADOR, 3 MAY 89 (RADIO CENTRO) -- [TEXT] GUERRILLAS OF THE FARABUNDO MARTI
NATIONAL LIBERATION FRONT KILLED MAYOR JULIO TREJO LAST NIGHT IN SAN MIGUEL.  THE GUERRILLAS
ALSO BURNED TWO BUSES.

   IN BOGOTA, A CAR BOMB EXPLODED THIS MORNING IN FRONT OF A BANK.  THE BOMB DESTROYED THE
BUILDING AND WOUNDED THREE EMPLOYEES.
`}
	rec, err := c.Code(context.Background(), &tocsin.Report{ID: text.ID, Language: "en", Text: text.Body, Published: text.Date})
	if err != nil {
		t.Fatal(err)
	}
	got := score.FormatMUCTemplates(f.Templates(text, rec))
	for _, want := range []string{"BOMBING", `"GUERRILLAS`, "FARABUNDO MARTI", `"JULIO TREJO"`, "BUSES", "BANK", "EMPLOYEES", "CAR BOMB", " EL SALVADOR\n", " COLOMBIA\n", "GOVERNMENT OFFICIAL: ", "DEATH: "} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

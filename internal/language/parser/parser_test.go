package parser

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

// parse reads "word/pos/head/label ...", heads counted from 1, 0 for the root.
func parse(s string) Example {
	var e Example
	for f := range strings.FieldsSeq(s) {
		p := strings.Split(f, "/")
		e.Words = append(e.Words, Word{Lower: p[0], Pos: uint16(p[1][0])})
		e.Heads = append(e.Heads, int(p[2][0]-'0')-1)
		e.Labels = append(e.Labels, p[3])
	}
	return e
}

var lessons = []string{
	"the/D/2/det dog/N/3/nsubj barks/V/0/root ./P/3/punct",
	"a/D/2/det man/N/3/nsubj saw/V/0/root the/D/5/det dog/N/3/obj ./P/3/punct",
	"the/D/2/det man/N/3/nsubj saw/V/0/root a/D/5/det dog/N/3/obj in/I/8/case the/D/8/det park/N/3/obl",
	"dogs/N/2/nsubj bark/V/0/root and/C/4/cc run/V/2/conj ./P/2/punct",
	"stop/V/0/root ,/P/3/punct please/V/1/parataxis",
}

func learned(t testing.TB) []byte {
	var all []Example
	for range 5 {
		for _, s := range lessons {
			all = append(all, parse(s))
		}
	}
	var b bytes.Buffer
	if err := train(&b, all, 0, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTrain(t *testing.T) {
	data := learned(t)
	if !bytes.Equal(data, learned(t)) {
		t.Error("the same examples gave other bytes")
	}
	m, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	var s Scratch
	for _, l := range lessons {
		e := parse(l)
		for i, a := range m.Parse(e.Words, &s) {
			if a.Head != e.Heads[i] || m.Labels()[a.Label] != e.Labels[i] {
				t.Errorf("%q: word %d hangs from %d as %s", l, i, a.Head, m.Labels()[a.Label])
			}
		}
	}
}

// TestTrees asks that any words make a tree: one root, and no way round in a circle.
func TestTrees(t *testing.T) {
	m, err := Read(learned(t))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	var s Scratch
	for n := range 200 {
		words := make([]Word, n%40)
		for i := range words {
			words[i] = Word{Lower: strings.Repeat("x", r.IntN(4)), Pos: uint16("DNVPIC"[r.IntN(6)])}
		}
		arcs := m.Parse(words, &s)
		roots := 0
		for i := range arcs {
			if arcs[i].Head < 0 {
				roots++
			}
			at, left := i, len(arcs)
			for ; at >= 0 && left >= 0; left-- {
				at = arcs[at].Head
			}
			if at >= 0 {
				t.Fatalf("word %d of %v hangs in a circle: %v", i, words, arcs)
			}
		}
		if len(arcs) != len(words) || len(words) > 0 && roots != 1 {
			t.Fatalf("%d words, %d arcs, %d roots", len(words), len(arcs), roots)
		}
	}
}

func TestReadBroken(t *testing.T) {
	for _, data := range []string{"", "{}\n", `{"labels":["root","parataxis"]}` + "\n\x00\x00\x00", "x\n"} {
		if _, err := Read([]byte(data)); err == nil {
			t.Errorf("read %q", data)
		}
	}
}

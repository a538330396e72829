package bundle

import (
	"bytes"
	"slices"
	"testing"
)

func TestSectionsComeBack(t *testing.T) {
	want := Sections{"a": []byte("one"), "empty": {}, "z": bytes.Repeat([]byte("x"), 1000)}
	file, err := Pack(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Unpack(file)
	if err != nil || len(got) != len(want) {
		t.Fatalf("got %d sections, %v", len(got), err)
	}
	for name, b := range want {
		if !bytes.Equal(got[name], b) {
			t.Errorf("%s: got %q", name, got[name])
		}
	}
	for _, bad := range [][]byte{nil, []byte("no bundle"), file[:len(file)/2]} {
		if _, err := Unpack(bad); err == nil {
			t.Errorf("%d damaged bytes gave no error", len(bad))
		}
	}
}

func TestColumn(t *testing.T) {
	for _, values := range [][]uint32{{}, {0, 1, 255}, {7, 1 << 20, 3}, {1<<32 - 1, 0}} {
		c, err := OpenColumn(MakeColumn(values), len(values))
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range values {
			if got := c.At(i); got != want {
				t.Errorf("at %d of %v: got %d", i, values, got)
			}
		}
	}
	if _, err := OpenColumn(MakeColumn([]uint32{1, 2}), 3); err == nil {
		t.Error("a column that is too short gave no error")
	}
}

func TestNames(t *testing.T) {
	in := map[string][]Posting{"kidal": {{Place: 4}, {Place: 1, Main: true}}, "kidal cercle": {{Place: 9}}, "gao": {{Place: 700, Main: true}}, "ки": {{Place: 2}}}
	keys, postings := MakeNames(in)
	n, err := OpenNames(keys, postings)
	if err != nil || n.Len() != len(in) {
		t.Fatalf("%v", err)
	}
	for k := range in {
		i, ok := n.Search([]byte(k))
		if !ok {
			t.Errorf("%s is not found", k)
			continue
		}
		var got []Posting
		n.Postings(i, func(p Posting) { got = append(got, p) })
		if !slices.Equal(got, in[k]) {
			t.Errorf("%s: got %v, want %v", k, got, in[k])
		}
	}
	for _, k := range []string{"", "a", "kida", "kidals", "zz", "\xff\xff"} {
		if _, ok := n.Search([]byte(k)); ok {
			t.Errorf("%q is found", k)
		}
	}
	if _, err := OpenNames(keys[:3], postings); err == nil {
		t.Error("keys cut short gave no error")
	}
}

func TestFirst(t *testing.T) {
	f := MakeFirst(map[string][]Posting{"deir": nil, "deir ez zor": nil, "gao": nil})
	if f.Longest([]byte("deir")) != 3 || f.Longest([]byte("gao")) != 1 || f.Longest([]byte("mopti")) != 0 {
		t.Errorf("got %d, %d, %d", f.Longest([]byte("deir")), f.Longest([]byte("gao")), f.Longest([]byte("mopti")))
	}
}

func FuzzUnpack(f *testing.F) {
	file, err := Pack(Sections{"keys": []byte("k"), "postings": []byte("p")})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Unpack(b)
		if err != nil {
			return
		}
		OpenNames(s["keys"], s["postings"])
		OpenStrings(s["keys"])
	})
}

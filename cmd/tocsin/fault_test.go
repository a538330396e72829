package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/ledger"
)

// TestFaultyFolder reads a folder in which much is wrong: each fault is an error that names the file or a
// problem of the report, everything else is read, and both stand in the ledger.
func TestFaultyFolder(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, content []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	good := "language: en\npublished: 2024-03-02\n\nBomb at market\n\nA bomb exploded on Friday at a market in Kareth, killing two people, police said.\n"
	russian := strings.Repeat("<p>В пятницу на рынке в городе Карет прогремел взрыв, погибли два сотрудника полиции, сообщили в субботу в министерстве внутренних дел области.</p>", 8)
	noise := make([]byte, 40_000)
	rng := rand.New(rand.NewPCG(1, 1))
	for i := range noise {
		noise[i] = byte(rng.IntN(256))
	}
	write("good.txt", []byte(good))
	write("invalid.txt", []byte(strings.Replace(good, "exploded", "expl\xff\xfeoded", 1)))
	cyrillic, err := charmap.Windows1251.NewEncoder().String(`<html><head><meta charset="windows-1251"><title>Взрыв на рынке</title></head><body><article><h1>Взрыв на рынке</h1>` + russian + `</article></body></html>`)
	if err != nil {
		t.Fatal(err)
	}
	write("cyrillic.html", []byte(cyrillic))
	write("broken.html", []byte("<html><head><title>x<body><div><table><tr><p></html"))
	write("empty.txt", nil)
	write("binary.txt", noise)
	write("huge.txt", bytes.Repeat([]byte("A bomb exploded on Friday at a market. "), 50<<20/39))
	write("bomb.txt.gz", gzipped(t, 200<<20))
	write("cut.json", []byte(`{"id": "x", "text": "cut o`))
	write("lines.jsonl", []byte(`{"id":"line1","language":"en","published":"2024-03-02","text":"Gunmen fired on a police post in Pel."}`+"\n"+`{"id":`+"\n"))

	db := "sqlite:" + filepath.Join(t.TempDir(), "ledger.db")
	var out, talk bytes.Buffer
	code := run(t.Context(), []string{"read", "--db", db, dir}, stdio{Out: &out, Err: &talk})
	if code != exitErrors {
		t.Errorf("exit code %d", code)
	}
	for _, name := range []string{"empty.txt", "binary.txt", "huge.txt", "bomb.txt.gz", "cut.json", "lines.jsonl:2"} {
		if !strings.Contains(talk.String(), name) {
			t.Errorf("no error names %s:\n%s", name, talk.String())
		}
	}

	l, err := ledger.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for id, problem := range map[string]string{"good": "", "invalid": "UTF-8", "cyrillic": "", "line1": ""} {
		r, err := l.Report(t.Context(), id)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if problem != "" && !strings.Contains(problemWords(r.Problems), problem) {
			t.Errorf("%s: problems %v, want one of %s", id, r.Problems, problem)
		}
		if id == "cyrillic" && (r.Language != "ru" || !strings.Contains(r.Text, "прогремел взрыв")) {
			t.Errorf("windows-1251 was read as %s: %q", r.Language, r.Text)
		}
		if _, _, err := l.Record(t.Context(), id); err != nil {
			t.Error(err)
		}
	}
	// Of a page cut off in its head something may be read; then the report says what is wrong with it.
	if r, err := l.Report(t.Context(), "broken"); err != nil && !strings.Contains(talk.String(), "broken.html") || err == nil && len(r.Problems) == 0 {
		t.Errorf("broken.html: %+v, %v", r, err)
	}
	documents := 0
	for _, err := range l.After(t.Context(), 0, ledger.Document) {
		if err != nil {
			t.Fatal(err)
		}
		documents++
	}
	if documents != 11 {
		t.Errorf("%d documents in the ledger, want 11", documents)
	}
	if c, err := l.Verify(t.Context()); err != nil || c.Breach != nil {
		t.Errorf("%v, %v", c.Breach, err)
	}
}

// gzipped returns n spaces, compressed.
func gzipped(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	block := bytes.Repeat([]byte(" "), 1<<20)
	for range n >> 20 {
		if _, err := w.Write(block); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestFaultOfOurOwn: a document on which our code fails stops no other.
func TestFaultOfOurOwn(t *testing.T) {
	documents := func(yield func(*tocsin.Document, error) bool) {
		for _, name := range []string{"a", "b", "c"} {
			if !yield(&tocsin.Document{Name: name}, nil) {
				return
			}
		}
	}
	var got []string
	p := pipeline{
		workers: 2,
		work: func(_ context.Context, d *tocsin.Document) (*tocsin.Report, *tocsin.Record, error) {
			if d.Name == "b" {
				panic("out of range")
			}
			return &tocsin.Report{}, &tocsin.Record{}, nil
		},
		finish: func(_ context.Context, batch []item) error {
			for _, it := range batch {
				s := it.document.Name
				if it.err != nil {
					s += ": " + it.err.Error()
				}
				got = append(got, s)
			}
			return nil
		},
	}
	if err := p.run(t.Context(), documents); err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0] != "a" || !strings.HasPrefix(got[1], "b: b: fault in tocsin: out of range") || got[2] != "c" {
		t.Errorf("%q", got)
	}
}

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const built = "../static/build"

func readBuilt(t *testing.T) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(built)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(built, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = b
	}
	return files
}

// TestUpToDate: the committed bundle is what its sources make, by the record that was written with it.
func TestUpToDate(t *testing.T) {
	files := readBuilt(t)
	want, err := recordOf(".", files)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(files[record])); diff != "" {
		t.Errorf("run go run ./internal/web/bundle: the bundle is not that of its sources\n%s", diff)
	}
}

// TestRepeatable makes the bundle again where the packages have been fetched.
func TestRepeatable(t *testing.T) {
	modules := "../../../out/npm/node_modules"
	if _, err := os.Stat(modules); err != nil {
		t.Skip("the packages have not been fetched: go run ./internal/web/bundle")
	}
	b, err := bundle("entry", modules)
	if err != nil {
		t.Fatal(err)
	}
	files := readBuilt(t)
	for name, text := range b.files {
		if string(files[name]) != string(text) {
			t.Errorf("%s differs when it is made again", name)
		}
	}
}

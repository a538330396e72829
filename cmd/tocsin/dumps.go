package main

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"os"
	"strings"

	"github.com/tocsin-org/tocsin/internal/coder"
	"github.com/tocsin-org/tocsin/internal/gazetteer"
)

// dumps are files that add places to the gazetteer.
type dumps struct {
	Gazetteer []string `placeholder:"FILE" help:"Add the places of a GeoNames country dump (XX.txt, 19 columns; also .gz): villages the built-in gazetteer lacks. Can be given more than once."`
}

// gazetteer returns the embedded gazetteer with the dumps added, and a short name of what was added, from the
// files' contents: records depend on it.
func (d dumps) gazetteer(s stdio) (g *gazetteer.Gazetteer, added string, err error) {
	if g, err = gazetteer.Load(); err != nil {
		return nil, "", fmt.Errorf("loading the gazetteer: %w", err)
	}
	sum := sha256.New()
	for _, name := range d.Gazetteer {
		if g, err = addDump(s, g, name, sum); err != nil {
			return nil, "", err
		}
	}
	if len(d.Gazetteer) > 0 {
		added = hex.EncodeToString(sum.Sum(nil))[:12]
	}
	return g, added, nil
}

// addDump adds one file and says on standard error what it brought.
func addDump(s stdio, g *gazetteer.Gazetteer, name string, sum hash.Hash) (*gazetteer.Gazetteer, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	g, d, err := g.WithDump(io.TeeReader(r, sum))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	fmt.Fprintf(s.Err, "%s: %d places added, %d given a point, of %d rows\n", name, d.Added, d.Improved, d.Rows)
	for _, p := range d.Problems {
		fmt.Fprintf(s.Err, "%s: %s\n", name, p)
	}
	return g, nil
}

// coder returns a coder that knows the dumps' places.
func (d dumps) coder(s stdio) (*coder.Coder, error) {
	g, added, err := d.gazetteer(s)
	if err != nil {
		return nil, err
	}
	c, err := coder.NewWith(g, added)
	if err != nil {
		return nil, fmt.Errorf("starting the coder: %w", err)
	}
	return c, nil
}

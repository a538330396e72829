package muc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"strings"
)

// The groups are of GloVe vectors; README.md says of which.
//
//go:embed clusters.gz
var clusterTable []byte

// A cluster is a group of words that are used alike, named by its commonest word, and the first of the groups like it.
type cluster struct{ name, above string }

// readClusters reads the table: a line for each group, the name above it, a tab and its words.
func readClusters(table []byte) (map[string]*cluster, error) {
	z, err := gzip.NewReader(bytes.NewReader(table))
	if err != nil {
		return nil, fmt.Errorf("reading groups of words: %w", err)
	}
	out := map[string]*cluster{}
	s := bufio.NewScanner(z)
	s.Buffer(nil, 1<<20)
	for n := 1; s.Scan(); n++ {
		above, words, ok := strings.Cut(s.Text(), "\t")
		if !ok || words == "" {
			return nil, fmt.Errorf("reading groups of words: line %d has no words", n)
		}
		name, _, _ := strings.Cut(words, " ")
		c := &cluster{name, above}
		for w := range strings.FieldsSeq(words) {
			out[w] = c
		}
	}
	return out, s.Err()
}

var noCluster = &cluster{"?", "?"}

// cluster returns the group of a word. Of names there is none: nothing is learned of anybody.
func (m *message) cluster(i int) *cluster {
	w := m.word(i)
	if c := m.clusters[w]; c != nil {
		return c
	}
	if w[0] == '<' {
		return &cluster{w, w}
	}
	if c := m.clusters[m.tok(i).Lemma]; c != nil {
		return c
	}
	return noCluster
}

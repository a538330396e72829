package main

import (
	"slices"
	"strings"
	"testing"
)

// TestNews asks that all lines of the grammar make sentences whose labels the treebank has too.
func TestNews(t *testing.T) {
	made, err := news()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range made {
		for i, l := range e.Labels {
			if pos, x, ok := strings.Cut(l, " "); ok && !slices.Contains(finer[pos], x) || !ok && finer[l] != nil {
				t.Fatalf("%q has the label %q", e.Words[i].Text, l)
			}
		}
	}
}

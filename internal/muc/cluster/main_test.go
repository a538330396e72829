package main

import "testing"

func TestKmeans(t *testing.T) {
	vectors := [][]float32{{1, .1}, {.1, 1}, {1, .2}, {.2, 1}, {1, 0}, {0, 1}}
	for _, v := range vectors {
		unit(v)
	}
	of, centres := kmeans(vectors, 2)
	if len(centres) != 2 || of[0] == of[1] {
		t.Fatalf("groups are %v", of)
	}
	for i, g := range of {
		if g != of[i%2] {
			t.Errorf("%v is in group %d, others like it in %d", vectors[i], g, of[i%2])
		}
	}
}

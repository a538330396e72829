// Command cluster sorts common English words into groups of words that are used alike, by their vectors, and writes the
// table that package muc reads:
//
//	go run ./internal/muc/cluster glove.6B.50d.txt >internal/muc/clusters.gz
//
// Each line of the vectors is a word and its numbers, the commonest word first. Groups are found by k-means on vectors
// of one length, with a fixed random start: 800 groups of words, and 96 groups of these. Each line of the table is one
// group: the first word of the group of groups it is in, a tab, and its words, the commonest first.
package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	words  = 30000
	groups = 800
	above  = 96
	rounds = 12
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("usage: cluster VECTORS")
	}
	in, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer in.Close()
	names, vectors, err := read(in)
	if err != nil {
		return err
	}
	of, centres := kmeans(vectors, groups)
	over, _ := kmeans(centres, above)
	members := make([][]string, groups)
	for i, g := range of {
		members[g] = append(members[g], names[i])
	}
	// Groups are told in the order of their commonest words, and named by them.
	var order []int
	for g := range members {
		if len(members[g]) > 0 {
			order = append(order, g)
		}
	}
	rank := map[string]int{}
	for i, n := range names {
		rank[n] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(rank[members[a][0]], rank[members[b][0]]) })
	top := map[int]string{}
	z, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(z)
	for _, g := range order {
		if top[over[g]] == "" {
			top[over[g]] = members[g][0]
		}
		fmt.Fprintf(w, "%s\t%s\n", top[over[g]], strings.Join(members[g], " "))
	}
	return errors.Join(w.Flush(), z.Close())
}

var plain = regexp.MustCompile(`^[a-z][a-z'-]+[a-z]$`)

// read reads the vectors of the commonest words of more than two letters, and takes off the mean of all and the length
// of each.
func read(in io.Reader) ([]string, [][]float32, error) {
	var names []string
	var vectors [][]float32
	s := bufio.NewScanner(in)
	for s.Scan() && len(names) < words {
		parts := strings.Fields(s.Text())
		if len(parts) < 3 || !plain.MatchString(parts[0]) {
			continue
		}
		v := make([]float32, len(parts)-1)
		for i, p := range parts[1:] {
			x, err := strconv.ParseFloat(p, 32)
			if err != nil {
				return nil, nil, fmt.Errorf("the vector of %q: %w", parts[0], err)
			}
			v[i] = float32(x)
		}
		if len(vectors) > 0 && len(v) != len(vectors[0]) {
			return nil, nil, fmt.Errorf("%q has %d numbers, not %d", parts[0], len(v), len(vectors[0]))
		}
		names, vectors = append(names, parts[0]), append(vectors, v)
	}
	if err := s.Err(); err != nil {
		return nil, nil, err
	}
	if len(names) < groups {
		return nil, nil, fmt.Errorf("%d words are too few", len(names))
	}
	mean := make([]float32, len(vectors[0]))
	for _, v := range vectors {
		for i, x := range v {
			mean[i] += x / float32(len(vectors))
		}
	}
	for _, v := range vectors {
		for i := range v {
			v[i] -= mean[i]
		}
		unit(v)
	}
	return names, vectors, nil
}

func unit(v []float32) {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		return
	}
	by := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= by
	}
}

// kmeans sorts vectors of length one into k groups and returns the group of each, and the middle of each group.
func kmeans(vectors [][]float32, k int) ([]int, [][]float32) {
	random := rand.New(rand.NewPCG(5, 6))
	centres := make([][]float32, k)
	for i, j := range random.Perm(min(len(vectors), 10*k))[:k] { // from the commonest
		centres[i] = slices.Clone(vectors[j])
	}
	of := make([]int, len(vectors))
	for range rounds {
		sums := make([][]float32, k)
		for i := range sums {
			sums[i] = make([]float32, len(vectors[0]))
		}
		for i, v := range vectors {
			best := float32(math.Inf(-1))
			for c, centre := range centres {
				var dot float32
				for n, x := range v {
					dot += x * centre[n]
				}
				if dot > best {
					best, of[i] = dot, c
				}
			}
			for n, x := range v {
				sums[of[i]][n] += x
			}
		}
		for c := range centres {
			unit(sums[c])
			centres[c] = sums[c]
		}
	}
	return of, centres
}

// Package weigh makes decisions by weighing named facts: each choice of a decision has facts that speak for or against
// it, each fact has a learned weight, and the choice with the greatest sum is taken. Weights are text that people can
// read, one fact a line, so that a decision can be explained by the facts that counted most.
//
// It keeps nothing; the weights are files of the packages that decide.
package weigh

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A Fact is something that holds of a choice, with how much: 1 for what is or is not.
type Fact struct {
	Name  string
	Value float64
}

// A Choice is what holds of one way to decide. The empty choice has the sum 0.
type Choice []Fact

// Add notes that something holds of a choice.
func (c *Choice) Add(name string) { *c = append(*c, Fact{name, 1}) }

// AddIf notes that something holds of a choice where it does.
func (c *Choice) AddIf(holds bool, name string) {
	if holds {
		c.Add(name)
	}
}

// Weights are how much facts count. A fact without a weight counts nothing.
type Weights map[string]float64

// Sum returns the log-odds of a choice, up to what all choices of a decision share.
func (w Weights) Sum(c Choice) float64 {
	s := 0.0
	for _, f := range c {
		s += w[f.Name] * f.Value
	}
	return s
}

// Best returns the index of the choice with the greatest sum, the first of those that tie, and how far it lies ahead of
// the next. There must be a choice.
func (w Weights) Best(choices []Choice) (best int, ahead float64) {
	top, next := math.Inf(-1), math.Inf(-1)
	for i, c := range choices {
		switch s := w.Sum(c); {
		case s > top:
			best, top, next = i, s, top
		case s > next:
			next = s
		}
	}
	return best, top - next
}

// Strongest returns the facts of a choice that counted most, with what they counted, at most n of them.
func (w Weights) Strongest(c Choice, n int) []Fact {
	var out []Fact
	for _, f := range c {
		if x := w[f.Name] * f.Value; x != 0 {
			out = append(out, Fact{f.Name, x})
		}
	}
	slices.SortStableFunc(out, func(a, b Fact) int { return cmp.Compare(math.Abs(b.Value), math.Abs(a.Value)) })
	return out[:min(n, len(out))]
}

// Write writes weights as text: a line each, the weight, a tab and the fact, in the order of the facts. A weight that
// rounds to nothing is left out.
func (w Weights) Write(to io.Writer) error {
	b := bufio.NewWriter(to)
	for _, name := range slices.Sorted(maps.Keys(w)) {
		if s := strconv.FormatFloat(w[name], 'f', 2, 64); s != "0.00" && s != "-0.00" {
			fmt.Fprintf(b, "%s\t%s\n", s, name)
		}
	}
	return b.Flush()
}

// Read reads what Write wrote. Empty lines and lines that begin with # are notes.
func Read(from io.Reader) (Weights, error) {
	w := Weights{}
	s := bufio.NewScanner(from)
	for n := 1; s.Scan(); n++ {
		line := s.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		number, name, ok := strings.Cut(line, "\t")
		x, err := strconv.ParseFloat(number, 64)
		if !ok || err != nil || name == "" || math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, fmt.Errorf("line %d: %q is no weight, tab and fact", n, line)
		}
		if _, twice := w[name]; twice {
			return nil, fmt.Errorf("line %d: a second weight of %q", n, name)
		}
		w[name] = x
	}
	return w, s.Err()
}

package muc

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// unit is one in the file, in which weights are whole numbers.
const unit = 100

// Write writes the models as compressed text. A line "= model classes" names a model of words. After these each line is
// a feature, and after a tab for each model that has weights for it the number of the model, and for each class with a
// weight the class, a colon and the weight in hundredths. A line "* forest", its base and the names of its numbers begins
// a forest, each line after it is a tree: its nodes, the root first, after each question what is asked if the answer is
// yes and then what if it is no, separated by tabs. A question is a name, "<" and a bound, a leaf "=" and a value.
func (f *Filler) Write(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err // unreachable: the level exists
	}
	b := bufio.NewWriter(z)
	models := slices.Sorted(maps.Keys(f.models))
	for _, m := range models {
		fmt.Fprintf(b, "= %s %d\n", m, f.models[m].classes)
	}
	for _, name := range slices.Sorted(maps.Keys(f.names)) {
		out := name
		for i, m := range models {
			if line := f.models[m].line(int(f.names[name])); line != "" {
				out += fmt.Sprintf("\t%d %s", i, line)
			}
		}
		if out != name {
			fmt.Fprintln(b, out)
		}
	}
	for _, m := range slices.Sorted(maps.Keys(f.forests)) {
		fmt.Fprintf(b, "* %s\t%.4f\t%s\n", m, f.forests[m].base, strings.Join(f.forests[m].names, "\t"))
		for _, t := range f.forests[m].trees {
			fmt.Fprintln(b, strings.Join(f.forests[m].nodes(t, 0), "\t"))
		}
	}
	return errors.Join(b.Flush(), z.Close())
}

// nodes writes a node of a tree and all below it.
func (f *forest) nodes(t tree, at int32) []string {
	n := t[at]
	if n.number < 0 {
		return []string{fmt.Sprintf("=%.3g", n.value)}
	}
	out := []string{fmt.Sprintf("%s<%.5g", f.names[n.number], n.bound)}
	return append(append(out, f.nodes(t, n.low)...), f.nodes(t, n.high)...)
}

// line writes the weights of a feature, "" if it has none.
func (l *linear) line(feature int) string {
	var out []string
	for c := range l.classes {
		k := feature*l.classes + c
		if k >= len(l.weights) {
			continue
		}
		if w := math.Round(float64(l.weights[k]) * unit); w != 0 {
			out = append(out, fmt.Sprintf("%d:%.0f", c, w))
		}
	}
	return strings.Join(out, " ")
}

// read reads what Write wrote.
func (f *Filler) read(r io.Reader) error {
	z, err := gzip.NewReader(r)
	if err != nil {
		return err
	}
	var models []*linear
	var t *forest
	s := bufio.NewScanner(z)
	for n := 1; s.Scan(); n++ {
		if rest, ok := strings.CutPrefix(s.Text(), "* "); ok {
			parts := strings.Split(rest, "\t")
			t = &forest{}
			if len(parts) < 2 {
				return fmt.Errorf("line %d: a forest without a base", n)
			}
			if t.base, err = strconv.ParseFloat(parts[1], 64); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
			t.names = parts[2:]
			f.forests[parts[0]] = t
			continue
		}
		if t != nil {
			if err := t.read(strings.Split(s.Text(), "\t")); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
			continue
		}
		if rest, ok := strings.CutPrefix(s.Text(), "= "); ok {
			name, classes, _ := strings.Cut(rest, " ")
			l := &linear{}
			if l.classes, err = strconv.Atoi(classes); err != nil || l.classes < 1 {
				return fmt.Errorf("line %d: %q has no number of classes", n, s.Text())
			}
			f.models[name] = l
			models = append(models, l)
			continue
		}
		name, lines, ok := strings.Cut(s.Text(), "\t")
		if !ok {
			return fmt.Errorf("line %d: %q is no feature", n, s.Text())
		}
		i, known := f.names[name]
		if !known {
			i = int32(len(f.names))
			f.names[name] = i
			f.sourceOf = append(f.sourceOf, sourceOf(name))
		}
		for part := range strings.SplitSeq(lines, "\t") {
			model, line, _ := strings.Cut(part, " ")
			m, err := strconv.Atoi(model)
			if err != nil || m < 0 || m >= len(models) {
				return fmt.Errorf("line %d: no model %q of %d", n, model, len(models))
			}
			if err := models[m].set(int(i), line); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
		}
	}
	return s.Err()
}

// read reads a tree.
func (f *forest) read(nodes []string) error {
	var t tree
	var next func() error
	next = func() error {
		if len(nodes) == 0 {
			return errors.New("a tree ends too early")
		}
		text := nodes[0]
		nodes = nodes[1:]
		at := len(t)
		name, number, question := strings.Cut(text, "<")
		if !question {
			number = strings.TrimPrefix(text, "=")
		}
		x, err := strconv.ParseFloat(number, 32)
		if err != nil {
			return fmt.Errorf("%q is no node of a tree", text)
		}
		if !question {
			t = append(t, node{number: -1, value: float32(x)})
			return nil
		}
		i := slices.Index(f.names, name)
		if i < 0 {
			return fmt.Errorf("no number is named %q", name)
		}
		t = append(t, node{number: int32(i), bound: float32(x), low: int32(at + 1)})
		if err := next(); err != nil {
			return err
		}
		t[at].high = int32(len(t))
		return next()
	}
	if err := next(); err != nil {
		return err
	}
	if len(nodes) > 0 {
		return fmt.Errorf("%q is after the end of a tree", nodes[0])
	}
	f.trees = append(f.trees, t)
	return nil
}

// set reads the weights of a feature.
func (l *linear) set(feature int, line string) error {
	for need := (feature + 1) * l.classes; len(l.weights) < need; {
		l.weights = append(l.weights, make([]float32, max(need-len(l.weights), len(l.weights)))...)
	}
	for part := range strings.FieldsSeq(line) {
		class, weight, _ := strings.Cut(part, ":")
		c, err := strconv.Atoi(class)
		w, err2 := strconv.Atoi(weight)
		if err = errors.Join(err, err2); err != nil {
			return err
		}
		if c < 0 || c >= l.classes {
			return fmt.Errorf("no class %d of %d", c, l.classes)
		}
		l.weights[feature*l.classes+c] = float32(w) / unit
	}
	return nil
}

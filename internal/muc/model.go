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

// least is the smallest weight that is kept; unit is one in the file, in which weights are whole numbers.
const (
	least = .015
	unit  = 100
)

// Write writes the models as compressed text: a line "= model classes" begins a model, each line after it is a feature, a
// tab, and for each class with a weight the class, a colon and the weight in hundredths.
func (f *Filler) Write(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err // unreachable: the level exists
	}
	b := bufio.NewWriter(z)
	names := slices.Sorted(maps.Keys(f.names))
	for _, m := range slices.Sorted(maps.Keys(f.models)) {
		l := f.models[m]
		fmt.Fprintf(b, "= %s %d\n", m, l.classes)
		for _, name := range names {
			if line := l.line(int(f.names[name])); line != "" {
				fmt.Fprintf(b, "%s\t%s\n", name, line)
			}
		}
	}
	return errors.Join(b.Flush(), z.Close())
}

// line writes the weights of a feature, "" if it has none worth keeping.
func (l *linear) line(feature int) string {
	var out []string
	for c := range l.classes {
		k := feature*l.classes + c
		if k >= len(l.weights) || math.Abs(float64(l.weights[k])) < least {
			continue
		}
		out = append(out, fmt.Sprintf("%d:%.0f", c, math.Round(float64(l.weights[k])*unit)))
	}
	return strings.Join(out, " ")
}

// read reads what Write wrote.
func (f *Filler) read(r io.Reader) error {
	z, err := gzip.NewReader(r)
	if err != nil {
		return err
	}
	var l *linear
	s := bufio.NewScanner(z)
	for n := 1; s.Scan(); n++ {
		if rest, ok := strings.CutPrefix(s.Text(), "= "); ok {
			name, classes, _ := strings.Cut(rest, " ")
			l = &linear{}
			if l.classes, err = strconv.Atoi(classes); err != nil || l.classes < 1 {
				return fmt.Errorf("line %d: %q has no number of classes", n, s.Text())
			}
			f.models[name] = l
			continue
		}
		name, line, ok := strings.Cut(s.Text(), "\t")
		if !ok || l == nil {
			return fmt.Errorf("line %d: %q is no feature", n, s.Text())
		}
		i, known := f.names[name]
		if !known {
			i = int32(len(f.names))
			f.names[name] = i
		}
		if err := l.set(int(i), line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return s.Err()
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

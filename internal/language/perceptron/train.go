package perceptron

import (
	"encoding/binary"
	"io"
	"slices"
)

// A Trainer learns weights from mistakes. It is not safe for concurrent use.
type Trainer struct {
	classes int
	keys    []Feature // open addressing, a power of two
	rows    []row     // of the keys
	used    int
	now     uint32 // examples seen
	least   uint32 // once pruned, features seen less often are not learned from
}

// A row holds what was learned of one feature.
type row struct {
	seen    uint32
	weights []weight
}

type weight struct {
	total int64  // sum of value over all examples before since
	since uint32 // when value was last changed
	value int16
	class uint16
}

// NewTrainer returns a Trainer for so many classes that knows nothing.
func NewTrainer(classes int) *Trainer {
	t := &Trainer{classes: classes}
	t.grow(1 << 16)
	return t
}

// slot returns where a feature is or would be.
func (t *Trainer) slot(f Feature) int {
	mask := uint32(len(t.keys) - 1)
	i := (f * 0x9E3779B1) & mask
	for t.keys[i] != f && t.keys[i] != 0 {
		i = (i + 1) & mask
	}
	return int(i)
}

// grow makes room for n features, n a power of two.
func (t *Trainer) grow(n int) {
	keys, rows := t.keys, t.rows
	t.keys, t.rows = make([]Feature, n), make([]row, n)
	for i, f := range keys {
		if f != 0 {
			j := t.slot(f)
			t.keys[j], t.rows[j] = f, rows[i]
		}
	}
}

// See counts features, for Prune to tell the rare.
func (t *Trainer) See(features []Feature) {
	for _, f := range features {
		if f != 0 {
			t.row(f).seen++
		}
	}
}

// row returns the row of a feature, a new one if need be.
func (t *Trainer) row(f Feature) *row {
	i := t.slot(f)
	if t.keys[i] == 0 {
		if t.used++; t.used*2 > len(t.keys) {
			t.grow(2 * len(t.keys))
			i = t.slot(f)
		}
		t.keys[i] = f
	}
	return &t.rows[i]
}

// Prune forgets the features that See was told of fewer than least times. They are not learned from
// again, nor are features that were never seen: what has to do without them in use should do without
// them in learning.
func (t *Trainer) Prune(least int) {
	t.least = uint32(least)
	for i := range t.rows {
		if t.rows[i].seen < t.least {
			t.rows[i].weights = nil
		}
	}
}

// Score sets scores as Weights.Score does, with the weights of the moment.
func (t *Trainer) Score(features []Feature, scores []int32) {
	clear(scores)
	for _, f := range features {
		r := &t.rows[t.slot(f)]
		for i := range r.weights {
			scores[r.weights[i].class] += int32(r.weights[i].value)
		}
	}
}

// Learn takes one example: the features of what was to be told, the class that is true and the class
// that was guessed.
func (t *Trainer) Learn(features []Feature, truth, guess int) {
	t.now++
	if truth == guess {
		return
	}
	for _, f := range features {
		if r := &t.rows[t.slot(f)]; f != 0 && r.seen > 0 && r.seen >= t.least {
			r.change(uint16(truth), 1, t.now)
			r.change(uint16(guess), -1, t.now)
		}
	}
}

func (r *row) change(class uint16, by int16, now uint32) {
	for i := range r.weights {
		if w := &r.weights[i]; w.class == class {
			w.total += int64(w.value) * int64(now-w.since)
			w.value += by
			w.since = now
			return
		}
	}
	r.weights = append(r.weights, weight{class: class, value: by, since: now})
}

// Write writes the average of the weights over all examples. Weights whose average is below a fraction
// small of one are left out.
func (t *Trainer) Write(out io.Writer, small float64) error {
	features, rows, total := t.average(int64(small * unit))
	b := binary.AppendUvarint(nil, uint64(t.classes))
	b = binary.AppendUvarint(b, uint64(len(features)))
	b = binary.AppendUvarint(b, uint64(total))
	last := Feature(0)
	for i, f := range features {
		b = binary.AppendUvarint(b, uint64(f-last))
		b = binary.AppendUvarint(b, uint64(len(rows[i])))
		for _, e := range rows[i] {
			b = binary.AppendUvarint(b, uint64(e.class))
			b = binary.AppendVarint(b, int64(e.value))
		}
		last = f
	}
	_, err := out.Write(b)
	return err
}

// average returns the features worth keeping, in ascending order, with their averaged weights.
func (t *Trainer) average(small int64) (features []Feature, rows [][]entry, total int) {
	for i, f := range t.keys {
		if f != 0 && len(t.rows[i].weights) > 0 {
			features = append(features, f)
		}
	}
	slices.Sort(features)
	kept := features[:0]
	for _, f := range features {
		var es []entry
		for _, w := range t.rows[t.slot(f)].weights {
			sum := w.total + int64(w.value)*int64(t.now+1-w.since)
			v := sum * unit / int64(t.now+1)
			if v > small || -v > small {
				es = append(es, entry{w.class, int16(min(max(v, -1<<15), 1<<15-1))})
			}
		}
		if len(es) > 0 {
			slices.SortFunc(es, func(a, b entry) int { return int(a.class) - int(b.class) })
			kept, rows = append(kept, f), append(rows, es)
			total += len(es)
		}
	}
	return kept, rows, total
}

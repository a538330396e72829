// Package perceptron is an averaged perceptron over hashed sparse features: it learns with a
// [Trainer] and answers with frozen [Weights].
//
// All arithmetic is in whole numbers and all order is fixed, so the same examples in the same order
// give the same bytes.
//
// It stores weights as a gzip stream of varints: the number of classes, the number of features, and
// for each feature, in ascending order, the difference to the one before, the number of its weights,
// and for each weight its class and value.
package perceptron

import (
	"bufio"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
)

// A Feature is the hash of something seen; 0 is not a feature and is passed over.
type Feature = uint32

// Mix hashes values into a feature; which is the number of the template they fill. Hashes meet now
// and then, which costs a little accuracy and nothing else.
func Mix(which uint32, values ...uint32) Feature {
	h := uint64(which)*0x9E3779B97F4A7C15 + 0x1234567
	for _, v := range values {
		h = (h ^ uint64(v)) * 0xD6E8FEB86659FD93
		h ^= h >> 32
	}
	return max(1, uint32(h)^uint32(h>>29))
}

// unit is one in the fixed point of frozen weights.
const unit = 64

// Weights score classes. They are read-only and safe for concurrent use.
type Weights struct {
	classes int
	slots   []slot // open addressing, a power of two
	shift   uint
	entries []entry
}

type slot struct {
	feature Feature
	first   uint32
	n       uint32
}

type entry struct {
	class uint16
	value int16
}

// Classes returns the number of classes.
func (w *Weights) Classes() int { return w.classes }

// Score sets scores, one for each class, to the sum of the features' weights.
func (w *Weights) Score(features []Feature, scores []int32) {
	clear(scores)
	mask := uint32(len(w.slots) - 1)
	for _, f := range features {
		for i := w.home(f); ; i = (i + 1) & mask {
			s := &w.slots[i]
			if s.feature == f {
				for _, e := range w.entries[s.first : s.first+s.n] {
					scores[e.class] += int32(e.value)
				}
				break
			}
			if s.feature == 0 {
				break
			}
		}
	}
}

func (w *Weights) home(f Feature) uint32 { return (f * 0x9E3779B1) >> w.shift }

// Read reads weights that Trainer.Write wrote.
func Read(r io.Reader) (*Weights, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("reading weights: %w", err)
	}
	in := bufio.NewReaderSize(z, 1<<16)
	var failed error
	next := func() uint64 {
		v, err := binary.ReadUvarint(in)
		failed = errors.Join(failed, err)
		return v
	}
	w := &Weights{classes: int(next())}
	n, total := int(next()), int(next())
	if failed != nil || n < 0 || n > 1<<24 || total < 0 || total > 1<<26 || w.classes > 1<<15 {
		return nil, fmt.Errorf("reading weights: %d features, %d weights: %w", n, total, errors.Join(failed, errors.ErrUnsupported))
	}
	w.slots = make([]slot, 1<<bits.Len(uint(n+n/4)))
	w.shift = uint(32 - bits.Len(uint(len(w.slots)-1)))
	w.entries = make([]entry, 0, total)
	f := Feature(0)
	for range n {
		f += Feature(next())
		first := len(w.entries)
		for range next() {
			class, value := next(), next()
			if failed != nil || class >= uint64(w.classes) {
				return nil, fmt.Errorf("reading weights: feature %d: %w", f, errors.Join(failed, errors.ErrUnsupported))
			}
			w.entries = append(w.entries, entry{uint16(class), int16(value>>1) ^ -int16(value&1)})
		}
		w.place(slot{f, uint32(first), uint32(len(w.entries) - first)})
	}
	return w, failed
}

// place puts a slot into the table, which always has room.
func (w *Weights) place(s slot) {
	i := w.home(s.feature)
	for w.slots[i].feature != 0 {
		i = (i + 1) & uint32(len(w.slots)-1)
	}
	w.slots[i] = s
}

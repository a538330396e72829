// Package perceptron is an averaged perceptron over hashed sparse features: it learns with a
// [Trainer] and answers with frozen [Weights].
//
// All arithmetic is in whole numbers and all order is fixed, so the same examples in the same order
// give the same bytes.
//
// It stores weights as varints, which no compression makes much smaller: the number of classes, of
// features and of weights, and for each feature, in ascending order, the difference to the one before,
// the number of its weights, and for each weight its class and value.
package perceptron

import (
	"encoding/binary"
	"errors"
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

// A slot says where the weights of a feature are: ref is the index of the first, shifted left by
// refShift, and their number.
type slot struct {
	feature Feature
	ref     uint32
}

const (
	refShift  = 8
	refNumber = 1<<refShift - 1
)

type entry struct {
	class uint16
	value int16
}

// batch is how many features Score looks up at once.
const batch = 64

// Classes returns the number of classes.
func (w *Weights) Classes() int { return w.classes }

// Score sets scores, one for each class, to the sum of the features' weights.
func (w *Weights) Score(features []Feature, scores []int32) {
	clear(scores)
	for len(features) > batch {
		w.addScores(features[:batch], scores)
		features = features[batch:]
	}
	w.addScores(features, scores)
}

// addScores adds the weights of at most batch features. Tables are larger than the caches, so time goes
// into waiting for memory; everything is fetched in loops without branches first, which lets the
// processor wait for all of it at once.
func (w *Weights) addScores(features []Feature, scores []int32) {
	var home [batch]slot
	for i, f := range features {
		home[i] = w.slots[w.home(f)]
	}
	var refs [batch]uint32
	n := 0
	for i, f := range features {
		s := home[i]
		for at := w.home(f); s.feature != f && s.feature != 0; s = w.slots[at] {
			at = (at + 1) & uint32(len(w.slots)-1)
		}
		if s.feature == f && f != 0 {
			refs[n] = s.ref
			n++
		}
	}
	var first [batch]entry
	for i, r := range refs[:n] {
		first[i] = w.entries[r>>refShift]
	}
	for i, r := range refs[:n] {
		scores[first[i].class] += int32(first[i].value)
		if k := r & refNumber; k > 1 {
			at := r >> refShift
			for _, e := range w.entries[at+1 : at+k] {
				scores[e.class] += int32(e.value)
			}
		}
	}
}

// home is where the search for a feature begins. It rises with the feature, so that reading features in
// order fills the table in order.
func (w *Weights) home(f Feature) uint32 { return f >> w.shift }

// Read reads weights that Trainer.Write wrote.
func Read(data []byte) (*Weights, error) {
	d := decoder{rest: data}
	w, ok := d.weights()
	if !ok {
		return nil, errors.New("reading weights: broken file")
	}
	return w, nil
}

// A decoder takes numbers from bytes.
type decoder struct {
	rest   []byte
	broken bool
}

// next returns the next number, 0 past the end.
func (d *decoder) next() uint64 {
	v, n := binary.Uvarint(d.rest)
	if n <= 0 {
		d.broken, d.rest = true, nil
		return 0
	}
	d.rest = d.rest[n:]
	return v
}

// weights decodes the whole table.
func (d *decoder) weights() (*Weights, bool) {
	classes, n, total := d.next(), d.next(), d.next()
	size := uint64(len(d.rest)) // every feature and weight takes at least two bytes
	if d.broken || classes > refNumber || n > size/2 || total > size/2 || total >= 1<<(32-refShift) {
		return nil, false
	}
	w := &Weights{classes: int(classes), entries: make([]entry, 0, total)}
	w.slots = make([]slot, 1<<bits.Len(uint(n+n/3)))
	w.shift = uint(32 - bits.Len(uint(len(w.slots)-1)))
	f := Feature(0)
	for range n {
		step := d.next()
		f += Feature(step)
		first, number := len(w.entries), d.next()
		if d.broken || step == 0 || f == 0 || number == 0 || number > classes {
			return nil, false
		}
		for range number {
			class, value := d.next(), d.next()
			if class >= classes {
				return nil, false
			}
			w.entries = append(w.entries, entry{uint16(class), int16(value>>1) ^ -int16(value&1)})
		}
		w.place(slot{f, uint32(first)<<refShift | uint32(number)})
	}
	return w, !d.broken && len(w.entries) == int(total)
}

// place puts a slot into the table, which always has room.
func (w *Weights) place(s slot) {
	i := w.home(s.feature)
	for w.slots[i].feature != 0 {
		i = (i + 1) & uint32(len(w.slots)-1)
	}
	w.slots[i] = s
}

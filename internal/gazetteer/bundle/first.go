package bundle

import "fmt"

// First says which words can begin a name, and how many words the longest such name has: four bits in
// a table by hash. A collision costs a look-up, never a name.
type First []byte

const firstSize = 1 << 19

// NewFirst returns an empty table.
func NewFirst() First { return make(First, firstSize) }

// OpenFirst takes the stored table.
func OpenFirst(b []byte) (First, error) {
	if len(b) != firstSize {
		return nil, fmt.Errorf("a table of first words of %d bytes, want %d", len(b), firstSize)
	}
	return b, nil
}

// MakeFirst returns the table of all keys of names.
func MakeFirst(names map[string][]Posting) First {
	t := NewFirst()
	for k := range names {
		t.Add([]byte(k))
	}
	return t
}

func hashWord(w []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range w {
		h = (h ^ uint32(c)) * 16777619
	}
	return (h ^ h>>15) & (2*firstSize - 1)
}

// Longest returns the number of words of the longest name that begins with the word, up to 15; 0 where
// none does.
func (t First) Longest(w []byte) int {
	h := hashWord(w)
	return int(t[h>>1]>>(h&1*4)) & 15
}

// Add notes a folded name.
func (t First) Add(key []byte) {
	words, first := 1, len(key)
	for i, c := range key {
		if c == ' ' {
			if words == 1 {
				first = i
			}
			words++
		}
	}
	w, n := key[:first], min(words, 15)
	if t.Longest(w) < n {
		h := hashWord(w)
		shift := h & 1 * 4
		t[h>>1] = t[h>>1]&^(15<<shift) | byte(n)<<shift
	}
}

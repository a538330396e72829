package resolve

import (
	"slices"
)

// keys are the keys under which a report stands: those of its accounts, and those of its text.
func (s *source) keys() []int64 {
	var out []int64
	for _, it := range s.items {
		for _, k := range it.blockKeys() {
			out = append(out, int64(k))
		}
	}
	if len(s.sketch.least) > 0 {
		for _, b := range s.sketch.bands {
			out = append(out, int64(copyKeyOf(b, s.copyMonth())))
		}
	}
	return distinct(out)
}

// distinct sorts keys and keeps each once.
func distinct(keys []int64) []int64 {
	slices.Sort(keys)
	return slices.Compact(keys)
}

// hash64 hashes a text (FNV-1a), and the rest numbers after it.
func hash64(s string) hashed {
	h := hashed(14695981039346656037)
	for i := range len(s) {
		h = (h ^ hashed(s[i])) * 1099511628211
	}
	return h
}

type hashed uint64

func (h hashed) with(x uint64) hashed {
	for range 8 {
		h = (h ^ hashed(x&0xff)) * 1099511628211
		x >>= 8
	}
	return h
}

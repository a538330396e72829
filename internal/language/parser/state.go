package parser

import "github.com/tocsin-org/tocsin/internal/language/perceptron"

// A Scratch is a parse in the making and memory that Parse uses again; the zero value is ready. It is for
// one goroutine.
//
// Words are numbered from 1; 0 is no word, and the word after the last is the one that the root hangs
// from.
type Scratch struct {
	n        int
	front    int32 // the first word not yet read
	stack    []int32
	word     []uint32 // hashes
	pos      []uint32
	head     []int32 // 0 while unknown
	label    []uint8
	l1, l2   []int32 // the outermost and the next child to the left, 0 if none
	r1, r2   []int32
	nl, nr   []uint8  // how many children
	ls, rs   []uint32 // their labels, as sets
	scores   []int32
	arcs     []Arc
	features [templates]perceptron.Feature
}

// start begins a parse.
func (s *Scratch) start(words []Word) {
	s.n, s.front, s.stack = len(words), 1, s.stack[:0]
	size := len(words) + 2
	s.word, s.pos = zero(s.word, size), zero(s.pos, size)
	s.head, s.label = zero(s.head, size), zero(s.label, size)
	s.l1, s.l2, s.r1, s.r2 = zero(s.l1, size), zero(s.l2, size), zero(s.r1, size), zero(s.r2, size)
	s.nl, s.nr = zero(s.nl, size), zero(s.nr, size)
	s.ls, s.rs = zero(s.ls, size), zero(s.rs, size)
	for i, w := range words {
		s.word[i+1], s.pos[i+1] = hash(w.Lower), uint32(w.Pos)+3
	}
	s.word[0], s.pos[0] = 1, 1
	s.word[size-1], s.pos[size-1] = 2, 2
}

// zero returns a slice of n zeros, in the memory of another if it fits.
func zero[T any](b []T, n int) []T {
	if cap(b) < n {
		return make([]T, n, 2*n)
	}
	b = b[:n]
	clear(b)
	return b
}

// hash is FNV-1a over a word, all digits taken for one.
func hash(w string) uint32 {
	h := uint32(2166136261)
	for i := range len(w) {
		c := w[i]
		if '0' <= c && c <= '9' {
			c = '0'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// top returns the word on the stack, 0 if there is none.
func (s *Scratch) top() int32 {
	if len(s.stack) == 0 {
		return 0
	}
	return s.stack[len(s.stack)-1]
}

func (s *Scratch) atEnd() bool { return int(s.front) == s.n+1 }
func (s *Scratch) done() bool  { return s.atEnd() && len(s.stack) == 0 }

// can reports whether a kind of step is allowed.
func (s *Scratch) can(kind int) bool {
	switch kind {
	case shift:
		return !s.atEnd()
	case reduce:
		return len(s.stack) > 0 && s.head[s.top()] != 0
	case left:
		return len(s.stack) > 0 && s.head[s.top()] == 0
	}
	return len(s.stack) > 0 && !s.atEnd()
}

// take takes a step, which must be allowed.
func (s *Scratch) take(step int) {
	kind, label := kindOf(step)
	switch kind {
	case reduce:
		s.stack = s.stack[:len(s.stack)-1]
		return
	case left:
		c, h := s.top(), s.front
		s.stack = s.stack[:len(s.stack)-1]
		s.head[c], s.label[c] = h, uint8(label)
		s.l2[h], s.l1[h] = s.l1[h], c
		s.nl[h] = min(s.nl[h]+1, 7)
		s.ls[h] |= 1 << (label % 32)
		return
	case right:
		c, h := s.front, s.top()
		s.head[c], s.label[c] = h, uint8(label)
		s.r2[h], s.r1[h] = s.r1[h], c
		s.nr[h] = min(s.nr[h]+1, 7)
		s.rs[h] |= 1 << (label % 32)
	}
	s.stack = append(s.stack, s.front)
	s.front++
}

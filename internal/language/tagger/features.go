package tagger

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-org/tocsin/internal/language/perceptron"
)

// margin is how many words before and after a sentence are made up, so that features need not ask
// whether a neighbour is there.
const margin = 2

// outside is the label of the made-up words.
const outside = 255

// A seen is a word as features see it: hashes, computed once.
type seen struct {
	word             uint32
	suf1, suf2, suf3 uint32
	suf4, pre1, pre3 uint32
	shape            uint32 // case, digits and hyphens
	class            uint16 // of the labels it usually takes; 0 if unknown
	stem             uint16 // class of the word without its ending, or with one; 0 if unknown
	verb             uint16 // class of the nearest word to the right that is always a verb, and whether a comma or "and" comes first
}

// look computes what features need of all words.
func (s *Scratch) look(words []Word, m *Model) {
	s.last = 0
	s.seen = append(s.seen[:0], seen{word: 1}, seen{word: 2})
	s.labels = append(s.labels[:0], outside, outside)
	cased := caseTells(words)
	var buf [64]byte
	for i := range words {
		norm := normalise(buf[:0], words[i].Lower)
		k := see(norm, words[i], cased, opens(words, i), m.classes)
		if k.class == 0 || s.forget != nil && s.forget(norm) {
			k.class, k.word = 0, unknownWord
		}
		s.seen = append(s.seen, k)
		s.labels = append(s.labels, outside)
	}
	s.seen = append(s.seen, seen{word: 3}, seen{word: 4})
	s.lookAhead(m)
}

// lookAhead tells each word of the nearest verb to its right, a help to tell "police arrested two" from
// "the two arrested were".
func (s *Scratch) lookAhead(m *Model) {
	next := uint16(0)
	for i := len(s.seen) - 1 - margin; i >= margin; i-- {
		k := &s.seen[i]
		k.verb = next
		switch {
		case m.verbal[k.class]:
			next = k.class
		case k.word == commaWord || k.word == andWord:
			next |= 1 << 12
		}
	}
}

// unknownWord stands for every word too rare to be known. What is told of one then goes by its letters
// and its company, as it must with new words.
const unknownWord = 5

var commaWord, andWord = hash([]byte(",")), hash([]byte("and"))

// opens reports whether word i begins a sentence or a part of one, so that a capital says nothing: after a
// dateline, a quotation mark, a colon.
func opens(words []Word, i int) bool {
	if i == 0 {
		return true
	}
	switch words[i-1].Text {
	case "-", "--", "–", "—", ":", "\"", "“", "``", "‘", "'", "•", "*", "...", "…":
		return true
	}
	return false
}

func see(norm []byte, w Word, cased, first bool, classes map[string]uint16) seen {
	n := len(norm)
	k := seen{
		word:  hash(norm),
		suf1:  hash(norm[max(0, n-1):]),
		suf2:  hash(norm[max(0, n-2):]),
		suf3:  hash(norm[max(0, n-3):]),
		suf4:  hash(norm[max(0, n-4):]),
		pre1:  hash(norm[:min(n, 1)]),
		pre3:  hash(norm[:min(n, 3)]),
		shape: shape(w.Text, cased, first),
		class: classes[string(norm)],
	}
	k.stem = stemClass(norm, classes)
	return k
}

// stemClass looks a word up without the endings English gives nouns and verbs, or with them.
func stemClass(norm []byte, classes map[string]uint16) uint16 {
	n := len(norm)
	if n < 3 {
		return 0
	}
	var buf [64]byte
	b := append(buf[:0], norm...)
	try := func(cut int, ending string) uint16 {
		if n-cut < 2 {
			return 0
		}
		return classes[string(append(b[:n-cut], ending...))]
	}
	switch {
	case norm[n-1] == 's':
		return cmp.Or(try(1, ""), try(2, ""), try(3, "y"))
	case n > 3 && norm[n-2] == 'e' && norm[n-1] == 'd':
		return cmp.Or(try(1, ""), try(2, ""), try(3, "y"), try(3, ""))
	case n > 4 && norm[n-3] == 'i' && norm[n-2] == 'n' && norm[n-1] == 'g':
		return cmp.Or(try(3, ""), try(3, "e"), try(4, ""))
	case norm[n-2] == 'l' && norm[n-1] == 'y':
		return cmp.Or(try(2, ""), try(3, "y"))
	}
	return cmp.Or(try(0, "s"), try(0, "ed"), try(0, "ing"), try(1, "ing"))
}

// normalise appends a word in lower case with its digits made 0 and its quotation marks and dashes
// made plain, so that "1,200" and "3,400", "’s" and "'s" are one word.
func normalise(b []byte, lower string) []byte {
	for i := 0; i < len(lower); i++ {
		c := lower[i]
		switch {
		case '0' <= c && c <= '9':
			c = '0'
		case c == 0xE2 && i+2 < len(lower) && lower[i+1] == 0x80:
			switch lower[i+2] {
			case 0x98, 0x99:
				c = '\''
			case 0x9C, 0x9D:
				c = '"'
			case 0x90, 0x91, 0x92, 0x93, 0x94:
				c = '-'
			default:
				b = append(b, c)
				continue
			}
			i += 2
		}
		b = append(b, c)
	}
	return b
}

// hash is FNV-1a.
func hash(b []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// shape sums up how a word is written.
func shape(t string, cased, first bool) uint32 {
	var upper, lower, digit, hyphen, dot bool
	capital := false
	for i, r := range t {
		switch {
		case r < utf8.RuneSelf && 'a' <= r && r <= 'z' || r >= utf8.RuneSelf && unicode.IsLower(r):
			lower = true
		case r < utf8.RuneSelf && 'A' <= r && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsUpper(r):
			upper = true
			capital = capital || i == 0
		case '0' <= r && r <= '9':
			digit = true
		case r == '-':
			hyphen = true
		case r == '.':
			dot = true
		case r >= utf8.RuneSelf && unicode.IsLetter(r):
			lower = true
		}
	}
	s := uint32(1)
	bit := func(b bool, n uint) {
		if b {
			s |= 1 << n
		}
	}
	bit(digit, 1)
	bit(hyphen, 2)
	bit(dot, 3)
	bit(upper || lower, 4)
	if cased {
		bit(upper, 5)
		bit(lower, 6)
		bit(capital, 7)
		bit(first, 8)
		bit(len(t) == 1, 9)
		s |= 1 << 10
	}
	return s
}

// caseTells reports whether the capitals of a sentence say anything of its words: not if all letters
// are capitals, or none is, or nearly every word begins with one, as in headlines.
func caseTells(words []Word) bool {
	capital, small, lower := 0, 0, false
	for i := range words {
		t := words[i].Text
		r, _ := utf8.DecodeRuneInString(t)
		switch {
		case unicode.IsUpper(r):
			capital++
			lower = lower || strings.ContainsFunc(t, unicode.IsLower)
		case unicode.IsLower(r):
			lower = true
			if len(t) > 3 {
				small++
			}
		}
	}
	return lower && capital > 0 && (small > 0 || capital < 4)
}

// templates is how many features a word has.
const templates = 44

// fill computes the features of word i, whose neighbours to the left are labelled.
func (s *Scratch) fill(i int) []perceptron.Feature {
	k := s.seen[i : i+2*margin+1]
	w, l1, l2, r1, r2 := &k[2], &k[1], &k[0], &k[3], &k[4]
	t1, t2 := uint32(s.labels[i+1]), uint32(s.labels[i])
	c, cr1, cr2 := uint32(w.class), uint32(r1.class), uint32(r2.class)
	f := &s.features
	f[0] = mix2(1, w.word, 0)
	f[1] = mix2(2, w.word, w.shape)
	f[2] = mix2(3, w.suf1, w.shape)
	f[3] = mix2(4, w.suf2, w.shape)
	f[4] = mix2(5, w.suf3, w.shape)
	f[5] = mix2(6, w.suf4, 0)
	f[6] = mix2(7, w.pre1, w.shape)
	f[7] = mix2(8, w.pre3, 0)
	f[8] = mix2(9, w.shape, c)
	f[9] = mix2(10, l1.word, 0)
	f[10] = mix2(11, l2.word, 0)
	f[11] = mix2(12, r1.word, 0)
	f[12] = mix2(13, r2.word, 0)
	f[13] = mix2(14, t1, 0)
	f[14] = mix2(15, t1, t2)
	f[15] = mix2(16, t1, w.word)
	f[16] = mix2(17, t1, c)
	f[17] = mix3(18, t1, t2, c)
	f[18] = mix2(19, t1, w.suf3)
	f[19] = mix2(20, t1, r1.word)
	f[20] = mix2(21, c, cr1)
	f[21] = mix3(22, t1, c, cr1)
	f[22] = mix3(23, c, cr1, cr2)
	f[23] = mix2(24, l1.word, w.word)
	f[24] = mix2(25, w.word, r1.word)
	f[25] = mix2(26, r1.suf3, 0)
	f[26] = mix2(27, l1.suf3, 0)
	f[27] = mix2(28, r1.shape, cr1)
	f[28] = mix3(29, l1.shape, t1, w.shape)
	f[29] = mix3(30, w.suf3, w.shape, t1)
	f[30] = mix3(31, w.suf2, cr1, t1)
	f[31] = mix3(32, w.shape, r1.shape, 0)
	f[32] = mix3(33, l1.word, r1.word, 0)
	f[33] = mix3(34, t1, r1.suf2, c)
	f[34] = mix3(35, t2, w.word, 0)
	f[35] = mix3(36, l1.word, c, 0)
	f[36] = mix3(37, c, 0, 0)
	st := uint32(w.stem)
	f[37] = mix3(38, st, c, w.suf2)
	f[38] = mix3(39, st, t1, w.suf2)
	f[39] = mix3(40, uint32(s.last), w.suf2, c)
	f[40] = mix3(41, uint32(s.last), c, cr1)
	f[41] = mix3(42, r2.suf3, cr1, c)
	f[42] = mix3(43, uint32(s.last), uint32(w.verb), w.suf2)
	f[43] = mix3(44, uint32(l1.stem), uint32(r1.stem), c)
	return f[:]
}

// mix2 and mix3 are perceptron.Mix for so many values, without a slice.
func mix2(which, a, b uint32) perceptron.Feature { return mix3(which, a, b, 0) }

func mix3(which, a, b, c uint32) perceptron.Feature { return perceptron.Mix(which, a, b, c) }

package parser

import "github.com/tocsin-org/tocsin/internal/language/perceptron"

// templates is how many features a state has.
const templates = 66

// fill computes the features of the state: the words on top of the stack (s0, s1, s2, and s0's head h0),
// the first words not read (b0, b1, b2), their children, and how far and how full they are.
func (s *Scratch) fill() []perceptron.Feature {
	s0, s1, s2 := s.at(0), s.at(1), s.at(2)
	b0 := s.front
	b1, b2 := s.ahead(1), s.ahead(2)
	h0 := s.head[s0]
	s0l, s0l2, s0r, s0r2 := s.l1[s0], s.l2[s0], s.r1[s0], s.r2[s0]
	b0l, b0l2 := s.l1[b0], s.l2[b0]
	d := distance(s0, b0)
	f := &s.features
	f[0] = mix(1, s.word[s0], 0, 0)
	f[1] = mix(2, s.pos[s0], 0, 0)
	f[2] = mix(3, s.word[s0], s.pos[s0], 0)
	f[3] = mix(4, s.word[b0], 0, 0)
	f[4] = mix(5, s.pos[b0], 0, 0)
	f[5] = mix(6, s.word[b0], s.pos[b0], 0)
	f[6] = mix(7, s.word[b1], 0, 0)
	f[7] = mix(8, s.pos[b1], 0, 0)
	f[8] = mix(9, s.word[b1], s.pos[b1], 0)
	f[9] = mix(10, s.word[b2], 0, 0)
	f[10] = mix(11, s.pos[b2], 0, 0)
	f[11] = mix(12, s.pos[s1], 0, 0)
	f[12] = mix(13, s.word[s1], s.pos[s1], 0)
	f[13] = mix(14, s.word[h0], 0, 0)
	f[14] = mix(15, s.pos[h0], uint32(s.label[s0]), 0)
	f[15] = mix(16, s.word[s0l], 0, 0)
	f[16] = mix(17, s.pos[s0l], uint32(s.label[s0l]), 0)
	f[17] = mix(18, s.word[s0r], 0, 0)
	f[18] = mix(19, s.pos[s0r], uint32(s.label[s0r]), 0)
	f[19] = mix(20, s.word[b0l], 0, 0)
	f[20] = mix(21, s.pos[b0l], uint32(s.label[b0l]), 0)
	f[21] = mix(22, s.word[s0], s.pos[s0], s.word[b0]+s.pos[b0]*7919)
	f[22] = mix(23, s.word[s0], s.pos[s0], s.pos[b0])
	f[23] = mix(24, s.pos[s0], s.word[b0], s.pos[b0])
	f[24] = mix(25, s.word[s0], s.word[b0], 0)
	f[25] = mix(26, s.pos[s0], s.pos[b0], 0)
	f[26] = mix(27, s.pos[b0], s.pos[b1], 0)
	f[27] = mix(28, s.pos[b0], s.pos[b1], s.pos[b2])
	f[28] = mix(29, s.pos[s0], s.pos[b0], s.pos[b1])
	f[29] = mix(30, s.pos[s0], s.pos[b0], s.pos[b1]+s.pos[b2]*4099)
	f[30] = mix(31, s.pos[h0], s.pos[s0], s.pos[b0])
	f[31] = mix(32, s.pos[s1], s.pos[s0], s.pos[b0])
	f[32] = mix(33, s.pos[s0], s.pos[s0l], s.pos[b0])
	f[33] = mix(34, s.pos[s0], s.pos[s0r], s.pos[b0])
	f[34] = mix(35, s.pos[s0], s.pos[b0], s.pos[b0l])
	f[35] = mix(36, s.pos[s0], s.pos[b0], uint32(s.label[s0r])+uint32(s.label[b0l])*64)
	f[36] = mix(37, s.word[s0], uint32(s.label[s0r]), s.pos[b0])
	f[37] = mix(38, s.word[b0], uint32(s.label[b0l]), s.pos[s0])
	f[38] = mix(39, s.word[s0], d, 0)
	f[39] = mix(40, s.pos[s0], d, 0)
	f[40] = mix(41, s.word[b0], d, 0)
	f[41] = mix(42, s.pos[b0], d, 0)
	f[42] = mix(43, s.pos[s0], s.pos[b0], d)
	f[43] = mix(44, s.word[s0], s.word[b0], d)
	f[44] = mix(45, s.word[s0], uint32(s.nr[s0]), uint32(s.nl[s0]))
	f[45] = mix(46, s.pos[s0], uint32(s.nr[s0]), uint32(s.nl[s0]))
	f[46] = mix(47, s.word[b0], uint32(s.nl[b0]), 0)
	f[47] = mix(48, s.pos[b0], uint32(s.nl[b0]), 0)
	f[48] = mix(49, s.word[s0], s.ls[s0], 0)
	f[49] = mix(50, s.pos[s0], s.rs[s0], 0)
	f[50] = mix(51, s.pos[b0], s.ls[b0], 0)
	f[51] = mix(52, s.word[b0], s.ls[b0], 0)
	f[52] = mix(53, s.pos[s0], s.pos[s0l2], uint32(s.label[s0l2]))
	f[53] = mix(54, s.pos[s0], s.pos[s0r2], uint32(s.label[s0r2]))
	f[54] = mix(55, s.pos[b0], s.pos[b0l2], uint32(s.label[b0l2]))
	f[55] = mix(56, s.pos[s0], s.pos[s0r], s.pos[s0r2])
	f[56] = mix(57, s.pos[s0], s.rs[s0], s.pos[b0])
	f[57] = mix(58, s.pos[s0], s.word[b1], s.pos[b0])
	f[58] = mix(59, s.word[h0], s.pos[s0], s.pos[b0])
	f[59] = mix(60, s.pos[s2], s.pos[s1], s.pos[s0])
	f[60] = mix(61, s.word[s0], s.pos[b0], s.pos[b1])
	f[61] = mix(62, s.word[b0], s.pos[s0], s.pos[b1])
	f[62] = mix(63, s.word[h0], s.word[s0], s.pos[b0])
	f[63] = mix(64, s.pos[s0], s.pos[b0], s.word[s0r])
	f[64] = mix(65, s.word[s0], s.pos[b0], bit(s.head[s0] != 0))
	f[65] = mix(66, s.pos[s0], s.pos[b0], bit(s.head[s0] != 0)+s.pos[b1]*8)
	return f[:]
}

// at returns the word k below the top of the stack, 0 if there is none.
func (s *Scratch) at(k int) int32 {
	if k >= len(s.stack) {
		return 0
	}
	return s.stack[len(s.stack)-1-k]
}

// ahead returns the word k after the first not read, 0 if there is none.
func (s *Scratch) ahead(k int32) int32 {
	if int(s.front+k) > s.n+1 {
		return 0
	}
	return s.front + k
}

// distance sorts how far apart two words are into a few classes.
func distance(a, b int32) uint32 {
	if a == 0 {
		return 0
	}
	switch d := b - a; {
	case d < 5:
		return uint32(d)
	case d < 8:
		return 5
	case d < 12:
		return 6
	}
	return 7
}

func bit(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// mix is perceptron.Mix for three values, without a slice.
func mix(which, a, b, c uint32) perceptron.Feature { return perceptron.Mix(which, a, b, c) }

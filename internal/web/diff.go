package web

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A stretch is a part of a text, changed or not.
type stretch struct {
	Text    string
	Changed bool
}

// maxEdits bounds the work on two texts that have little in common: beyond it they are shown as changed from the first
// difference to the last.
const maxEdits = 1000

// differences parts two texts into what they share and what they do not, word by word.
func differences(a, b string) (left, right []stretch) {
	x, y := wordsAndGaps(a), wordsAndGaps(b)
	first := 0
	for first < len(x) && first < len(y) && x[first] == y[first] {
		first++
	}
	last := 0
	for last < len(x)-first && last < len(y)-first && x[len(x)-1-last] == y[len(y)-1-last] {
		last++
	}
	keepX, keepY := common(x[first:len(x)-last], y[first:len(y)-last])
	return stretches(x, first, last, keepX), stretches(y, first, last, keepY)
}

// stretches joins neighbouring words that are alike changed or not.
func stretches(words []string, first, last int, keep []bool) []stretch {
	var out []stretch
	for i, w := range words {
		changed := i >= first && i < len(words)-last && !keep[i-first]
		if n := len(out); n > 0 && out[n-1].Changed == changed {
			out[n-1].Text += w
		} else {
			out = append(out, stretch{w, changed})
		}
	}
	return out
}

// common finds a longest common subsequence by Myers's algorithm (Algorithmica 1, 1986) and returns which words of each
// side are in it.
func common(x, y []string) (keepX, keepY []bool) {
	n, m := len(x), len(y)
	keepX, keepY = make([]bool, n), make([]bool, m)
	if n == 0 || m == 0 {
		return keepX, keepY
	}
	most := min(n+m, maxEdits)
	far := make([]int, 2*most+3) // farthest place in x on each diagonal
	at := func(k int) int { return k + most + 1 }
	var steps [][]int
	for d := 0; d <= most; d++ {
		steps = append(steps, append([]int(nil), far[at(-d-1):at(d+1)+1]...))
		for k := -d; k <= d; k += 2 {
			i := 0
			if k == -d || k != d && far[at(k-1)] < far[at(k+1)] {
				i = far[at(k+1)]
			} else {
				i = far[at(k-1)] + 1
			}
			j := i - k
			for i < n && j < m && x[i] == y[j] {
				i, j = i+1, j+1
			}
			far[at(k)] = i
			if i >= n && j >= m {
				walkBack(steps, n, m, keepX, keepY)
				return keepX, keepY
			}
		}
	}
	return keepX, keepY // too different: all is changed
}

// walkBack follows the steps from the ends of both texts to their beginnings.
func walkBack(steps [][]int, i, j int, keepX, keepY []bool) {
	for d := len(steps) - 1; d >= 0; d-- {
		at := func(k int) int { return steps[d][k+d+1] } // farthest on diagonals -d-1 … d+1 before step d
		k := i - j
		prev := k - 1
		if k == -d || k != d && at(k-1) < at(k+1) {
			prev = k + 1
		}
		pi, pj := 0, 0
		if d > 0 {
			pi = at(prev)
			pj = pi - prev
		}
		for i > pi && j > pj {
			i, j = i-1, j-1
			keepX[i], keepY[j] = true, true
		}
		i, j = pi, pj
	}
}

// wordsAndGaps cuts a text into words and the characters between them; together they are the text.
func wordsAndGaps(s string) []string {
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	var out []string
	for s != "" {
		r, end := utf8.DecodeRuneInString(s)
		if inWord(r) {
			if end = strings.IndexFunc(s, func(r rune) bool { return !inWord(r) }); end < 0 {
				end = len(s)
			}
		}
		out = append(out, s[:end])
		s = s[end:]
	}
	return out
}

package web

import "unicode/utf8"

// bytesOf turns a range of UTF-16 code units, as browsers count a text, into a range of its bytes; false if it is no
// range of the text or would cut a character in two.
func bytesOf(text string, from, to int) (start, end int, ok bool) {
	if from < 0 || to < from {
		return 0, 0, false
	}
	start, end = -1, -1
	unit := 0
	for i, r := range text {
		if unit == from && start < 0 {
			start = i
		}
		if unit == to && end < 0 {
			end = i
			break
		}
		unit++
		if r >= 0x10000 {
			unit++
		}
		if unit > to {
			break
		}
	}
	if unit == from && start < 0 {
		start = len(text)
	}
	if unit == to && end < 0 {
		end = len(text)
	}
	return start, end, start >= 0 && end >= 0 && utf8.ValidString(text[max(0, start):max(0, end)])
}

// unitsOf is the other way round: how many UTF-16 code units stand before a byte of a text.
func unitsOf(text string, at int) int {
	n := 0
	for _, r := range text[:min(max(at, 0), len(text))] {
		n++
		if r >= 0x10000 {
			n++
		}
	}
	return n
}

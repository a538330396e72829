package language

import (
	"math"
	"strconv"
	"strings"
)

// unitWords are the numbers added up inside a number in words; "second" and other ordinals are no
// quantities and are not here.
var unitWords = map[string]int{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
	"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
	"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
	"forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// scaleWords multiply what stands before them.
var scaleWords = map[string]int{
	"dozen": 12, "score": 20, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5,
	"crore": 1e7, "bn": 1e9, "mn": 1e6,
}

// openWords are quantities without a figure: bounds as the codebook sets them ("low, high"), -1
// where there is no upper one.
var openWords = map[string][2]int{
	"dozens": {24, -1}, "scores": {40, -1}, "hundreds": {200, -1}, "thousands": {2000, -1},
	"millions": {2e6, -1}, "tens": {20, -1}, "several": {3, 9}, "few": {3, 9}, "couple": {2, 2},
}

// numbers finds the quantities in a text: figures, number words and vague words such as "dozens".
func numbers(tokens []Token) []Number {
	var found []Number
	for i := 0; i < len(tokens); {
		n, ok := numberAt(tokens, i)
		if !ok {
			i++
			continue
		}
		found = append(found, n)
		i = n.Last
	}
	return found
}

// numberAt reads the number that begins at token i.
func numberAt(tokens []Token, i int) (Number, bool) {
	t := &tokens[i]
	c := t.Lower[0]
	if !isDigit(rune(c)) && (c < 'a' || c > 'z') && c != '.' {
		return Number{}, false
	}
	end := sentenceEnd(tokens, i)
	if n, ok := openNumber(tokens[:end], i); ok {
		return n, true
	}
	return exactNumber(tokens[:end], i)
}

// sentenceEnd returns the index after the last token that can belong to a number begun at i: a
// number never runs on into the next sentence.
func sentenceEnd(tokens []Token, i int) int {
	end := i + 1
	for end < len(tokens) && end < i+12 && tokens[end].Sentence == tokens[i].Sentence {
		end++
	}
	return end
}

// openNumber reads a quantity that begins with a word such as "a", "half" or "dozens".
func openNumber(tokens []Token, i int) (Number, bool) {
	switch wordAt(tokens, i) {
	case "half":
		return halfNumber(tokens, i)
	case "a", "an":
		return articleNumber(tokens, i)
	case "few", "couple":
		return Number{}, false // "few survived", "the couple": no quantity without "a"
	}
	if tokens[i].Tag == VERB {
		return Number{}, false // "he scores"
	}
	return vagueNumber(tokens, i)
}

// wordAt returns token k in lower case, "" past the end.
func wordAt(tokens []Token, k int) string {
	if k < len(tokens) {
		return tokens[k].Lower
	}
	return ""
}

// halfNumber reads "half a dozen", "half a million".
func halfNumber(tokens []Token, i int) (Number, bool) {
	scale := scaleWords[wordAt(tokens, i+2)]
	if wordAt(tokens, i+1) != "a" || len(wordAt(tokens, i+2)) < 3 || scale < 12 {
		return Number{}, false
	}
	return Number{First: i, Last: i + 3, Low: scale / 2, High: scale / 2}, true
}

// articleNumber reads "a hundred", "a few", "a couple of dozen", "a half-dozen".
func articleNumber(tokens []Token, i int) (Number, bool) {
	var n Number
	var ok bool
	switch w := wordAt(tokens, i+1); {
	case w == "few" || w == "couple":
		n, ok = vagueNumber(tokens, i+1)
	case w == "half-dozen":
		n, ok = exactNumber(tokens, i+1)
	case scaleWords[w] >= 12 && len(w) > 2 && w != "score":
		n, ok = sum(tokens, i+1, 1)
	}
	n.First = i
	return n, ok
}

// vagueNumber reads "dozens", "tens of thousands", "several hundred".
func vagueNumber(tokens []Token, i int) (Number, bool) {
	bounds, ok := openWords[wordAt(tokens, i)]
	if !ok {
		return Number{}, false
	}
	n := Number{First: i, Last: i + 1, Low: bounds[0], High: bounds[1], Vague: true}
	k := i + 1
	if wordAt(tokens, k) == "of" {
		k++
	}
	if more, ok := openWords[wordAt(tokens, k)]; ok && k == i+2 && n.High < 0 && more[1] < 0 {
		n.Low, n.Last = n.Low*more[0]/2, k+1 // "tens of thousands": twice ten times a thousand
		return n, true
	}
	for ; scaleWords[wordAt(tokens, k)] >= 12 && len(wordAt(tokens, k)) > 2; k++ { // "several hundred"
		if n.Low < math.MaxInt32 {
			n.Low *= scaleWords[wordAt(tokens, k)]
			if n.High > 0 {
				n.High *= scaleWords[wordAt(tokens, k)]
			}
		}
		n.Last = k + 1
	}
	return n, true
}

// exactNumber reads "two", "twenty-one", "1,200", "1.5 million", "two hundred and five".
func exactNumber(tokens []Token, i int) (Number, bool) {
	if tokens[i].Lower == "half-dozen" {
		return Number{First: i, Last: i + 1, Low: 6, High: 6}, true
	}
	if i > 0 && tokens[i].Lower == "one" && tokens[i-1].Lower == "no" {
		return Number{}, false // "no one"
	}
	if v, ok := figure(tokens[i].Lower); ok {
		n := Number{First: i, Last: i + 1}
		if i+1 < len(tokens) && scaleWords[tokens[i+1].Lower] > 0 {
			v *= float64(scaleWords[tokens[i+1].Lower])
			n.Last++
		}
		if v > math.MaxInt32*1e3 {
			return Number{}, false
		}
		n.Low = int(math.Round(v))
		n.High = n.Low
		return n, v == math.Trunc(v) || n.Last > i+1
	}
	if _, ok := unit(tokens[i].Lower); !ok {
		return Number{}, false
	}
	return sum(tokens, i, 0)
}

// figure reads a number in digits.
func figure(w string) (float64, bool) {
	if !isDigit(rune(w[0])) && w[0] != '.' || len(w) > 15 {
		return 0, false
	}
	scale := 1.0
	if s, ok := strings.CutSuffix(w, "bn"); ok {
		w, scale = s, 1e9
	} else if s, ok := strings.CutSuffix(w, "m"); ok && strings.Contains(s, ".") {
		w, scale = s, 1e6 // "1.5m"; a whole number with "m" is as often in metres
	}
	if strings.Trim(w, "0123456789.,") != "" || strings.Count(w, ".") > 1 {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(w, ",", ""), 64)
	return v * scale, err == nil
}

// unit reads one word below a hundred, "twenty-one" included.
func unit(w string) (int, bool) {
	if v, ok := unitWords[w]; ok {
		return v, true
	}
	if len(w) > len("seventy-seven") {
		return 0, false
	}
	tens, ones, ok := strings.Cut(w, "-")
	t, ok1 := unitWords[tens]
	o, ok2 := unitWords[ones]
	if ok && ok1 && ok2 && t >= 20 && o < 10 {
		return t + o, true
	}
	return 0, false
}

// sum reads a number in words from token i on, starting from v ("a" hundred is 1).
func sum(tokens []Token, i, v int) (Number, bool) {
	total, group, k := 0, v, i
	for ; k < len(tokens); k++ {
		w := tokens[k].Lower
		if u, ok := unit(w); ok {
			if k > i && group%100 != 0 && !(group%10 == 0 && group%100 >= 20 && u < 10) {
				break
			}
			group += u
			continue
		}
		s, ok := scaleWords[w]
		if !ok || len(w) < 3 {
			if w == "and" && k > i && k+1 < len(tokens) && group >= 100 && group%100 == 0 && tokens[k-1].Lower == "hundred" {
				if _, ok := unit(tokens[k+1].Lower); ok {
					continue
				}
			}
			break
		}
		if group == 0 || group > math.MaxInt32 || total > math.MaxInt32 {
			break
		}
		if s >= 1000 {
			total, group = total+group*s, 0
		} else {
			group *= s
		}
	}
	return Number{First: i, Last: k, Low: total + group, High: total + group}, k > i
}

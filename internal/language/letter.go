package language

import "strings"

// Letters, messages and forwarded statements have sentences that no stop ends: a head with a name, a
// day and an hour, a greeting, a farewell. letterEnds reports whether one of them, begun at token first,
// ends with token k.
func letterEnds(tokens []Token, first, k int) bool {
	next := &tokens[k+1]
	switch {
	case isStamp(tokens, first, k):
		return true
	case k-first < 8 && stampFollows(tokens, k+1):
		return startsCapital(tokens[first].Text) || isAddress(tokens[k].Text)
	case k-first < 4 && startsCapital(next.Text) && farewell(tokens[first:k+1]):
		return true
	}
	return k-first == 2 && tokens[k].Text == "," && startsCapital(next.Text) && greetings[tokens[first].Lower]
}

var (
	greetings     = words("hi hello dear")
	farewellWords = words("regards thanks sincerely cheers yours greetings respectfully")
	farewellParts = words("best kind kindest warm warmest many with truly faithfully , my")
)

// farewell reports whether some tokens are a farewell and no more: "Best regards,".
func farewell(tokens []Token) bool {
	n := 0
	for i := range tokens {
		switch {
		case farewellWords[tokens[i].Lower]:
			n++
		case !farewellParts[tokens[i].Lower]:
			return false
		}
	}
	return n == 1 && (tokens[len(tokens)-1].Text == "," || tokens[len(tokens)-1].Lower == "regards" || tokens[len(tokens)-1].Lower == "sincerely")
}

// isStamp reports whether a day and an hour in figures end with token k: "08/16/2000 03:48 PM".
func isStamp(tokens []Token, first, k int) bool {
	if isHalf(tokens, k) {
		k--
	} else if isHalf(tokens, k+1) {
		return false
	}
	return k-first >= 1 && isClock(tokens[k].Text) && isSlashed(tokens[k-1].Text)
}

// isHalf reports whether token k says which half of the day it is.
func isHalf(tokens []Token, k int) bool {
	return k < len(tokens) && (tokens[k].Lower == "am" || tokens[k].Lower == "pm")
}

// stampFollows reports whether a day and an hour in figures begin at token k.
func stampFollows(tokens []Token, k int) bool {
	return k+1 < len(tokens) && isSlashed(tokens[k].Text) && isClock(tokens[k+1].Text)
}

func isSlashed(t string) bool { return strings.Count(t, "/") == 2 && isDigit(rune(t[0])) }
func isClock(t string) bool   { return strings.Contains(t, ":") && isDigit(rune(t[0])) }

package resolve

import (
	"cmp"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/tocsin-org/tocsin"
)

// A numberSign is one thing that speaks for or against a number that voices give being the true one, where they differ.
type numberSign int

const (
	// numberLeads: accounts whose first number it is, each by the worth of its voice; less where it only lies within
	// their range, and where it is the sum of parts. What an account says of other people later in its text (those of
	// another act, of one ward, of the worst hurt) has no vote.
	numberLeads    numberSign = iota
	numberHalf                // it is under half of the greatest number that leads: that of some of them only
	numberAbove               // logarithm of how many times the greatest number that leads it is: that of another act
	numberHeadline            // a headline gives it
	numberSigns
)

var numberSignNames = [numberSigns]string{"leads a report", "under half of the greatest", "above the greatest", "in a headline"}

// Votes of less worth, by judgement.
const (
	rangeVote = 0.9 // it lies within the range that a voice gives
	partsVote = 0.5 // it is the sum of parts that a report gives without a total
	fullVote  = 0.7 // see voiceWeight: what the best voices are worth is one vote
)

//go:embed number.weights
var storedNumberWeights string

var numberWeights = sync.OnceValue(func() *[numberSigns]float64 {
	w, err := parseNumberWeights(storedNumberWeights)
	if err != nil {
		panic(err) // unreachable: a test reads the embedded file
	}
	return w
})

// parseNumberWeights reads the weights of the signs of a number.
func parseNumberWeights(text string) (*[numberSigns]float64, error) {
	var w [numberSigns]float64
	err := readWeights(text, "number.weights", w[:], func(k int) string { return numberSignNames[k] })
	return &w, err
}

// A candidate is a number that may be the true one.
type candidate struct {
	value    int
	leads    int // accounts that lead with it
	measures [numberSigns]float64
}

// candidates returns the numbers that voices give, bounds of ranges included, in order of size.
func candidates(e tocsin.Effect, gs []given) []candidate {
	var out []candidate
	leads := leadsOf(gs)
	greatest := 0
	for _, g := range leads {
		greatest = max(greatest, g.Low)
	}
	var headlines []int
	for _, g := range leads {
		headlines = append(headlines, g.item.headline(e)...)
	}
	add := func(n int) {
		if slices.ContainsFunc(out, func(c candidate) bool { return c.value == n }) {
			return
		}
		c := candidate{value: n}
		for _, g := range leads {
			vote := voiceWeight(g.Voice) / fullVote
			if g.Parts {
				vote *= partsVote
			}
			switch s := spanOf(g.TallyVoice); {
			case s.low == n && s.high == n:
				c.measures[numberLeads] += vote
				c.leads++
			case s.low <= n && (s.high < 0 || n <= s.high):
				c.measures[numberLeads] += vote * rangeVote
			}
		}
		c.measures[numberHalf] = is(2*n < greatest)
		c.measures[numberAbove] = max(0, math.Log(float64(n+1)/float64(greatest+1)))
		c.measures[numberHeadline] = is(slices.Contains(headlines, n))
		out = append(out, c)
	}
	for _, g := range gs {
		add(g.Low)
		if g.High != nil {
			add(*g.High)
		}
	}
	slices.SortFunc(out, func(a, b candidate) int { return cmp.Compare(a.value, b.value) })
	return out
}

// leadsOf returns the number that each account leads with, in order: its first that is bounded above ("others were hurt"
// is none), else its first.
func leadsOf(gs []given) []given {
	var out []given
	at := map[*item]int{}
	for _, g := range gs {
		k, ok := at[g.item]
		switch {
		case !ok:
			at[g.item] = len(out)
			out = append(out, g)
		case out[k].High == nil && g.High != nil:
			out[k] = g
		}
	}
	return out
}

// likeliest returns the number for which most speaks, of equals the higher, and why.
func likeliest(e tocsin.Effect, gs []given) (int, string) {
	cs := candidates(e, gs)
	shares := numberShares(cs, numberWeights())
	best := mostLikely(shares)
	var why []string
	c := cs[best]
	if n := len(leadsOf(gs)); c.leads > 0 {
		why = append(why, fmt.Sprintf("the first number of %d of %d", c.leads, n))
	} else if c.measures[numberLeads] > 0 {
		why = append(why, "within what reports begin with")
	}
	if c.measures[numberHeadline] > 0 {
		why = append(why, "in a headline")
	}
	if c.measures[numberHalf] > 0 {
		why = append(why, "under half of the greatest")
	}
	return c.value, fmt.Sprintf("the likeliest, %.2f: %s%s", shares[best], strings.Join(why, ", "), runnersUp(cs, shares, best))
}

// mostLikely returns the index of the greatest share, of equals the last.
func mostLikely(shares []float64) int {
	best := 0
	for i := range shares {
		if shares[i] >= shares[best] {
			best = i
		}
	}
	return best
}

// runnersUp names the next number and its share.
func runnersUp(cs []candidate, shares []float64, best int) string {
	next := -1
	for i := range cs {
		if i != best && (next < 0 || shares[i] > shares[next]) {
			next = i
		}
	}
	if next < 0 {
		return ""
	}
	return fmt.Sprintf("; next %d, %.2f", cs[next].value, shares[next])
}

// numberShares returns how likely each candidate is held to be if one of them is right.
func numberShares(cs []candidate, w *[numberSigns]float64) []float64 {
	out := make([]float64, len(cs))
	most, sum := math.Inf(-1), 0.0
	for i, c := range cs {
		out[i] = inner(w[:], c.measures[:])
		most = max(most, out[i])
	}
	for i := range out {
		out[i] = math.Exp(out[i] - most)
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// headline returns the numbers that the headline of an account's report gives of people so harmed, where the account is
// all its news.
func (it *item) headline(e tocsin.Effect) []int {
	news := 0
	for _, a := range it.source.record.Accounts {
		if !a.Background {
			news++
		}
	}
	if news != 1 || it.account.Background {
		return nil
	}
	return headlineNumbers(it.source.report.Title, e)
}

// Words of headlines for harm.
var harmWords = map[tocsin.Effect]map[string]bool{
	tocsin.Killed:  setOf("dead killed kills kill killing die dies died deaths death slain fatalities bodies murdered"),
	tocsin.Injured: setOf("injured injures injure injuring wounded wounds wound wounding hurt hurts hurting injuries hospitalized hospitalised"),
}

// harmVerbs are those of them whose object follows.
var harmVerbs = setOf("kills kill killing injures injure injuring wounds wound wounding hurts hurting")

// harmReach is how many words after a number the word for the harm may stand.
const harmReach = 6

// headlineNumbers reads "12 dead, 30 wounded" and "blast kills six": a number, and just before it the verb that harms or
// behind it and before the next one a word for the harm.
func headlineNumbers(title string, e tocsin.Effect) []int {
	var words []string
	for w := range wordsOf(strings.ReplaceAll(title, "-", " ")) {
		words = append(words, strings.ToLower(w.text))
	}
	effectOf := func(w string) tocsin.Effect {
		for effect, list := range harmWords {
			if list[w] {
				return effect
			}
		}
		return ""
	}
	var out []int
	for i, w := range words {
		n, ok := smallNumber(w)
		if !ok || i+1 < len(words) && notPeople[words[i+1]] || i > 0 && notPeople[words[i-1]] {
			continue
		}
		found := tocsin.Effect("")
		if i > 0 && harmVerbs[words[i-1]] {
			found = effectOf(words[i-1])
		}
		for k := i + 1; k < len(words) && k <= i+harmReach && found == ""; k++ {
			if _, next := smallNumber(words[k]); next {
				break
			}
			found = effectOf(words[k])
		}
		if found == e {
			out = append(out, n)
		}
	}
	return out
}

// notPeople are words beside which a number counts no people.
var notPeople = setOf("year years yr month months week weeks day days hour hours count counts km miles percent route highway age aged")

// smallNumber reads a number up to 999 in figures, or up to twenty in words.
func smallNumber(w string) (int, bool) {
	if n := slices.Index(numberWords, w); n >= 0 {
		return n, true
	}
	n, err := strconv.Atoi(w)
	return n, err == nil && len(w) <= 3
}

var numberWords = strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty`)

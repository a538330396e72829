package coder

import (
	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// linkBetween returns the word between two acts of a sentence that sets the second apart in time or
// reason, "" if there is none.
func (r *reading) linkBetween(from, to int) string {
	if k := r.linkAt(from, to); k >= 0 {
		return r.words[k].Lower
	}
	return ""
}

// linkAt returns the token of the word between two acts of a sentence that sets the second apart, -1 if there is none.
func (r *reading) linkAt(from, to int) int {
	for i := from; i < to; i++ {
		switch r.words[i].Lower {
		case "after", "following", "since", "when", "while", "avenge", "wake", "similar", "unlike":
			return i
		case "retaliation", "response", "revenge", "reaction", "reprisal":
			if next := r.word(i + 1); next == "for" || next == "to" || next == "over" {
				return i // and not "a revenge attack"
			}
		}
	}
	return -1
}

// givesReason reports whether a link names what follows as the reason of what stands before it.
func givesReason(link string) bool {
	switch link {
	case "retaliation", "response", "revenge", "reprisal", "reaction", "avenge":
		return true
	}
	return false
}

// partAtLinks takes the day and place behind a link from the acts before it where an act behind it has them: in "carried
// out the attack in revenge for the killing of its founder last year" the year is that of the killing.
func (r *reading) partAtLinks() {
	for i := range r.acts {
		a := &r.acts[i]
		for j := i + 1; j < len(r.acts); j++ {
			b := &r.acts[j]
			if r.doc.Tokens[a.head].Sentence != r.doc.Tokens[b.head].Sentence {
				break
			}
			k := r.linkAt(a.last, b.first)
			if k < 0 {
				continue
			}
			if w := r.words[k].Lower; !givesReason(w) && (a.harm || w != "after" && w != "following") {
				continue
			}
			if a.time >= 0 && a.time == b.time && r.times[a.time].First > k {
				a.time = -1
			}
			if a.place >= 0 && a.place == b.place && r.places[a.place].first > k {
				a.place = -1
			}
		}
	}
}

// pointsAtLast reports whether a noun points at what was told last: "that bombing", "this attack".
func (r *reading) pointsAtLast(a act) bool {
	np, ok := r.noun(a.head)
	if !ok || r.doc.Tokens[np.Head].Form == language.Plural {
		return false
	}
	w := r.words[np.First].Lower
	return w == "that" || w == "this"
}

// countsBack reports whether a time expression counts back from what was told: "the night before", "a day earlier".
func (r *reading) countsBack(i int) bool { return r.daysBack(i) > 0 }

// daysBack returns how many days a time expression counts back from what was told: 1 for "the night before", 2 for "two
// days earlier"; 0 where it does not.
func (r *reading) daysBack(i int) int {
	e := &r.times[i]
	before, day, n := false, false, 1
	for k := e.First; k < e.Last+1 && k < len(r.words); k++ {
		switch r.words[k].Lower {
		case "before", "earlier", "previous":
			before = true
		case "day", "night", "evening", "days":
			day = true
		case "week", "weeks", "month", "months", "year", "years", "hour", "hours", "this":
			return 0
		}
		for _, num := range r.doc.Numbers {
			if num.First == k && num.High == num.Low && num.Low > 0 {
				n = num.Low
			}
		}
	}
	if !before || !day {
		return 0
	}
	return n
}

// countBack dates an incident that is said to have been days before the one told last.
func (r *reading) countBack(in, last *incident) {
	if in.when == nil || in.when.expr < 0 || last.when == nil || last.when.start.IsZero() || last.when.precision != tocsin.DateDay {
		return
	}
	if n := r.daysBack(in.when.expr); n > 0 {
		d := last.when.start.Add(-n)
		in.when.start, in.when.end, in.when.precision = d, d, tocsin.DateDay
	}
}

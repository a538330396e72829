package coder

import (
	"strings"

	"github.com/tocsin-org/tocsin/internal/language"
	"github.com/tocsin-org/tocsin/internal/lexicon"
)

// A party is one side of a tie.
type party struct {
	first, last int // tokens, half-open
	name        string
	kind        actorKind // 0 for a person
}

// party makes a side of actor mention k. Classes without a name of their own and those who only speak are
// none.
func (f *tieFinder) party(k int) (party, bool) {
	m := &f.actors[k]
	p := party{first: m.first, last: m.last, name: m.name, kind: m.kind}
	switch {
	case m.name == "" || m.empty || m.suspect || m.kind == actorCivilians || m.kind == actorSpeaker && !isPartyName(m.name):
		return p, false
	case m.kind == actorClass && !m.anaphor:
		return p, false
	case m.people && m.kind == actorState:
		return p, false
	}
	return p, true
}

// personBefore reads the name that ends before token k, after a comma or an article.
func (f *tieFinder) personBefore(k int) (party, bool) {
	low := f.sentence(k).First
	end := k
	for end > low && (f.doc.Tokens[end-1].Tag == language.DET || f.doc.Tokens[end-1].Tag == language.ADJ || f.words[end-1].Lower == ",") {
		end--
	}
	if end == k || f.words[end].Lower != "," && f.words[end].Lower != "the" {
		if f.words[max(end, low)].Lower != "," {
			return party{}, false
		}
	}
	for end > low && (f.isTimeWord(end-1) || f.doc.Tokens[end-1].Tag == language.NUM || f.words[end-1].Lower == "in" || f.words[end-1].Lower == ",") {
		end--
	}
	start := end
	for start > low && f.doc.Tokens[start-1].Tag == language.PROPN && f.isCapital(start-1) {
		start--
	}
	return party{first: start, last: end, name: f.name(start, end)}, end-start >= 2 && end-start <= 5
}

// personAfter reads the name that begins at token k or after a comma or "is".
func (f *tieFinder) personAfter(k int) (party, bool) {
	high := len(f.words)
	if k < high {
		high = f.sentence(k).Last
	}
	k = f.pastRegion(k, high)
	for n := 0; k < high && n < 2 && (f.words[k].Lower == "," || f.words[k].Lower == "is" || f.words[k].Lower == ":"); n++ {
		k++
	}
	for k < high && (titles[f.words[k].Lower] || isOpenQuote(f.doc.Tokens[k].Text)) {
		k++
	}
	end := k
	for end < high && (f.doc.Tokens[end].Tag == language.PROPN || f.words[end].Lower == "bin") && (f.isCapital(end) || strings.HasPrefix(f.words[end].Lower, "al-") || f.words[end].Lower == "bin") {
		end++
	}
	return party{first: k, last: end, name: f.name(k, end)}, end-k >= 2 && end-k <= 5
}

// pastRegion returns the token after "in PLACE" at token k where a comma ends it, as in "B's leader in Xanland, P".
func (f *tieFinder) pastRegion(k, high int) int {
	if k+2 >= high || f.words[k].Lower != "in" && f.words[k].Lower != "for" {
		return k
	}
	for j := k + 1; j < high && j < k+6; j++ {
		if f.words[j].Lower == "," {
			return j
		}
		if f.doc.Tokens[j].Tag != language.PROPN && f.doc.Tokens[j].Tag != language.DET && f.doc.Tokens[j].Tag != language.ADJ {
			break
		}
	}
	return k
}

// titles stand before the name of a leader and are no part of it.
var titles = set("president general gen gen. lt lt. colonel col col. major maj maj. commander sheikh mullah emir captain capt capt. dr dr. mr mr. the anthropologist senior chief petty officer admiral brigadier first sergeant lieutenant")

// owner reads the actor that ends at token k, possessive mark included: "B's leader", "B leader".
func (f *tieFinder) owner(k int) (party, bool) {
	j := k - 1
	for j >= 0 && (f.doc.Tokens[j].Tag == language.ADJ || isPossessiveMark(f.words[j].Lower)) && f.doc.Tokens[j].Sentence == f.doc.Tokens[k].Sentence {
		if lo, hi := f.actorsIn(j, j+1); lo < hi {
			break
		}
		j--
	}
	if j < 0 || f.doc.Tokens[j].Sentence != f.doc.Tokens[k].Sentence {
		return party{}, false
	}
	if lo, hi := f.actorsIn(j, j+1); lo < hi {
		return f.party(lo)
	}
	return party{}, false
}

// apposed reads the actor that stands at token k or just after a comma, with articles between.
func (f *tieFinder) apposed(k int) (party, bool) {
	for n := 0; k < len(f.words) && n < 3 && (f.words[k].Lower == "," || f.words[k].Lower == "the" || isOpenQuote(f.doc.Tokens[k].Text)); n++ {
		k++
	}
	if lo, hi := f.actorsIn(k, k+1); lo < hi && f.actors[lo].first == k {
		return f.party(lo)
	}
	return party{}, false
}

// left reads the nearest actor before token k with nothing between but what links them: commas, "which",
// auxiliaries, adjectives.
func (f *tieFinder) left(k int) (party, bool) {
	low := f.sentence(min(k, len(f.words)-1)).First
	for j := k - 1; j >= low && j > k-14; j-- {
		if lo, hi := f.actorsIn(j, j+1); lo < hi {
			if m := &f.actors[lo]; m.kind == actorState && m.adjective && j == k-1 && m.first > low && !isPossessiveMark(f.word(m.last)) {
				k = m.first // "regards A as the Syrian branch of B"
				j = m.first
				continue
			}
			if first := f.actors[lo].first; first > low+1 && f.words[first-1].Lower == "to" && f.words[first-2].Lower == "according" {
				j = first - 2
				continue
			}
			return f.party(hi - 1)
		}
		if !f.links(j) {
			return party{}, false
		}
	}
	return party{}, false
}

// links reports whether token j may stand between an actor and the words that tie it.
func (f *tieFinder) links(j int) bool {
	t := &f.doc.Tokens[j]
	switch t.Tag {
	case language.AUX, language.ADV, language.DET, language.ADJ, language.PRON, language.PART, language.SCONJ:
		return true
	case language.PUNCT:
		return t.Text != ";" && t.Text != ":" && t.Text != "."
	case language.VERB, language.NOUN:
		return linkWords[t.Lower]
	case language.ADP:
		return t.Lower == "of" || t.Lower == "as" || t.Lower == "to" || t.Lower == "with"
	}
	return false
}

// linkWords may stand between an actor and its tie without breaking it.
var linkWords = set(`believed said thought known considered reported suspected alleged described accused group organization
	organisation movement network militants fighters rebels started continues continued began excuse close want wants faction itself
	have has had help providing provide accused forces troops announced nations denied denies
	regard regards regarded describe describes call calls called see sees consider considers
	officials courts authorities police analysts experts researchers security government
	breakaway splinter dissident rump groups umbrella coalition alliance militia militias outfit party insurgent armed`)

// right reads the actor that begins at or shortly after token k, or, where a person is asked for, a name.
func (f *tieFinder) right(k int, person bool) (party, bool) {
	if person {
		if p, ok := f.personAfter(k); ok {
			return p, true
		}
	}
	if k < len(f.words) && f.words[k].Lower == "in" && f.doc.Tokens[min(k+1, len(f.words)-1)].Tag == language.NUM && f.word(k+2) == "to" {
		k += 3 // "swore allegiance in 2019 to B"
	}
	for j := k; j < len(f.words) && j < k+6 && f.doc.Tokens[j].Sentence == f.doc.Tokens[k-1].Sentence; j++ {
		if p, ok := f.government(j); ok {
			return p, true
		}
		if lo, hi := f.actorsIn(j, j+1); lo < hi {
			return f.party(lo)
		}
		t := &f.doc.Tokens[j]
		if e, n := f.entry(f.lists.state, j); e != nil && e.Has("name") {
			return party{first: j, last: j + n, name: f.stateName(e.Value(), j, j+n), kind: actorState}, true
		}
		switch t.Tag {
		case language.DET, language.ADJ, language.ADV, language.NUM:
		case language.NOUN:
			if !linkWords[t.Lower] && t.Lower != "government" {
				return party{}, false
			}
		case language.PUNCT:
			if !isOpenQuote(t.Text) && t.Text != "[" && t.Text != "(" {
				return party{}, false
			}
		default:
			if t.Lower != "of" && t.Lower != "so-called" {
				return party{}, false
			}
		}
	}
	return party{}, false
}

// government reads "government of Iraq", "government of Aldo Reyes" at token k.
func (f *tieFinder) government(k int) (party, bool) {
	if w := f.words[k].Lower; w != "government" && w != "regime" || k+2 >= len(f.words) || f.words[k+1].Lower != "of" {
		return party{}, false
	}
	end := k + 2
	for end < len(f.words) && f.doc.Tokens[end].Tag == language.PROPN && f.doc.Tokens[end].Sentence == f.doc.Tokens[k].Sentence {
		end++
	}
	return party{first: k, last: end, name: f.name(k, end), kind: actorState}, end > k+2
}

// firstHalf reads the actor that a compound begins with: the bytes before cut of token i and the
// capitalised words before it.
func (f *tieFinder) firstHalf(i, cut int) party {
	t := &f.doc.Tokens[i]
	half := f.text[t.Start : t.Start+cut]
	if half == "" {
		return party{}
	}
	word := []lexicon.Word{{Lemma: strings.ToLower(half), Lower: strings.ToLower(half), Tag: "PROPN"}}
	if e, _ := f.lists.state.At(word, 0); e != nil {
		name := f.stateName(e.Value(), i, i)
		if isAbbreviation(name) && f.lists.stateNames[e.Value()] != "" {
			name = f.lists.stateNames[e.Value()] // "US-backed"
		}
		return party{first: i, last: i + 1, name: name, kind: actorState}
	}
	if f.isCapital(i) || strings.HasPrefix(strings.ToLower(half), "al-") {
		first := f.nameStart(i)
		name := half
		if first < i {
			name = f.name(first, i) + " " + half
		}
		if a, ok := f.aliases[strings.ToLower(name)]; ok {
			name = a.name
		}
		return party{first: first, last: i + 1, name: name, kind: actorGroup}
	}
	return party{}
}

// described reads whom a compound at token i is said of: the actor around or after it, or before it where
// that is only "a militia".
func (f *tieFinder) described(i int) (party, bool) {
	for j := i; j < i+5 && j < len(f.words) && f.doc.Tokens[j].Sentence == f.doc.Tokens[i].Sentence; j++ {
		lo, hi := f.actorsIn(j, j+1)
		if lo == hi {
			continue
		}
		m := &f.actors[lo]
		if m.kind == actorGroup || m.kind == actorForce || m.anaphor {
			p, ok := f.party(lo)
			p.name = strings.TrimSpace(strings.TrimPrefix(p.name, f.doc.Tokens[i].Text))
			return p, ok
		}
		break
	}
	return f.left(i)
}

// nameStart returns the first token of the capitalised words that end before token k.
func (f *tieFinder) nameStart(k int) int {
	low := f.sentence(k).First
	start := k
	for start > low {
		t := &f.doc.Tokens[start-1]
		if t.Tag != language.PROPN && !(t.Tag == language.ADJ || t.Tag == language.NOUN) || !f.isCapital(start-1) || f.words[start-1].Lower == "new" {
			break
		}
		start--
	}
	return start
}

// member reads one member of a list of actors or states at token k.
func (f *tieFinder) member(k int) (party, bool) {
	first := k
	if f.words[k].Lower == "the" && k+1 < len(f.words) {
		k++
	}
	if e, n := f.entry(f.lists.state, k); e != nil && e.Has("name") {
		return party{first: first, last: k + n, name: f.name(k, k+n), kind: actorState}, true
	}
	if lo, hi := f.actorsIn(k, k+1); lo < hi && f.actors[lo].first == k {
		return f.party(lo)
	}
	return party{}, false
}

package coder

import (
	"strings"
	"unicode"

	"github.com/tocsin-org/tocsin"
	"github.com/tocsin-org/tocsin/internal/language"
)

// listedGroup reads a group of the list, or an abbreviation that the report itself explains, at token i.
func (r *reading) listedGroup(i int) (actorMention, bool) {
	m := actorMention{first: i, kind: actorGroup, certainty: tocsin.Stated}
	if e, n := r.entry(r.lists.armedGroup, i); e != nil {
		m.last = i + n
		m.name = r.fullName(e.Term, strings.Join(e.Values, " "), i, i+n)
	} else if a, ok := r.aliases[r.words[i].Lower]; ok && r.isCapital(i) {
		m.last, m.name, m.kind = i+1, a.name, a.kind
	} else if n := r.learnedName(i); n > 0 && r.shapeless(i, n) {
		m.last, m.name = i+n, r.name(i, i+n)
	} else if name, n := r.linkedName(i); n > 0 {
		m.last, m.name, m.certainty = i+n, name, tocsin.Hedged
	} else {
		return m, false
	}
	m.head = m.last - 1
	m.last = r.skipAlias(m.last)
	return m, true
}

// fullName is what a record calls a listed group: as the report has it, except that an abbreviation gives way to the
// report's own full name (codebook.md), and one of the Islamic State, or in a text all in capitals, to the list's.
func (r *reading) fullName(term, full string, first, last int) string {
	if !isAbbreviation(term) {
		c, _ := r.entry(r.lists.class, last)
		beside := c != nil || r.hasAny(last, min(last+1, len(r.words)), "forces", "troops")
		switch {
		case strings.EqualFold(full, term+"s") && !beside:
			return full // "a Houthi missile" is the Houthis'
		case strings.EqualFold(full, term+"s"):
			return r.name(first, last)
		case r.sentence(first).Upper && (strings.EqualFold(full, r.spaced(first, last)) || r.doc.Tokens[first].Tag != language.PROPN && last-first == 1):
			return full
		}
		return r.name(first, last) // the report's own form of the name
	}
	if a, ok := r.aliases[strings.ToLower(term)]; ok {
		return a.name
	}
	if r.sentence(first).Upper || strings.Contains(r.text, full) || strings.HasPrefix(full, "Islamic State") {
		return full // never "IS" (codebook.md); a text in capitals does not tell abbreviations from words
	}
	return r.name(first, last)
}

// linkedSuffixes turn a name into "somebody close to it": the codebook records the name, hedged.
var linkedSuffixes = []string{"-linked", "-affiliated", "-aligned", "-inspired", "-related"}

// linkedName reads "Islamic State-linked" and "Qaeda-affiliated": a group's name with a suffix that ties somebody
// to it. It returns the name and how many tokens it takes.
func (r *reading) linkedName(i int) (string, int) {
	for n := 1; n <= 3 && i+n <= len(r.words); n++ {
		t := r.doc.Tokens[i+n-1].Text
		for _, s := range linkedSuffixes {
			if !strings.HasSuffix(r.words[i+n-1].Lower, s) || len(t) == len(s) {
				continue
			}
			name := strings.TrimSuffix(r.spaced(i, i+n), t[len(t)-len(s):])
			if e := r.lists.armedGroup.Get(strings.ToLower(name)); e != nil {
				if isAbbreviation(e.Term) {
					name = r.fullName(e.Term, strings.Join(e.Values, " "), i, i+1)
				}
				return name, n
			}
		}
		if !r.isCapital(i) {
			return "", 0
		}
	}
	return "", 0
}

// groupNouns are the nouns that make a capitalised phrase the name of an armed group, when a word of struggle or
// a proper name stands with them.
var (
	groupNouns  = set("army front movement brigade brigades battalion battalions forces force command resistance cartel militia organization organisation jihad falcons hawks tigers faction commandos guards guard militias party union alliance cell legion self-defense self-defence emirate caliphate mujahideen fedayeen squad group avengers")
	groupWords  = set("liberation revolutionary resistance freedom jihad jihadi islamic popular people's people’s patriotic martyrs martyrs' liberated defense defence independence salvation national republican mujahideen brigades army front militia cartel avengers tigers")
	groupStarts = set("jama'at jama’at jamaat jamaah lashkar lashkar-e lashkar-i harkat harkat-ul jaysh jaish ansar hizb hizbul hizb-ul katibat kata'ib kataib liwa jund tehrik tehreek tehrik-e tehrik-i mujahideen saraya sipah sipah-e jabhat wilayat hurras")
	stateWords  = set("ministry department national federal air royal police coast civil security")
	// partyNouns alone make a party, not an armed group.
	partyNouns = set("party union alliance")
)

// shapedGroup reads a group the list does not know by the shape of its name: "X Liberation Front", "Movement for
// the Y", "Lashkar-e-X", or any name in quotes before or after "group".
func (r *reading) shapedGroup(i int) (actorMention, bool) {
	m := actorMention{first: i, kind: actorGroup, certainty: tocsin.Stated}
	if last, ok := r.quotedName(i); ok {
		m.first, m.last = i+1, last-1
		m.name = r.name(m.first, m.last)
		m.head = m.last - 1
		m.last = r.skipAlias(last)
		return m, true
	}
	last, ok := r.capitalRun(i)
	if !ok {
		return m, false
	}
	if r.sentence(i).Upper {
		for k := i + 1; k < last; k++ {
			if r.startsGroup(k) {
				return m, false // "MARXIST GUERRILLA GROUP ARMY OF NATIONAL LIBERATION": the name begins later
			}
		}
	}
	first := r.trimLead(i, last)
	if first < last && r.namesGroup(first, last) {
		m.first, m.last, m.head = first, last, last-1
		m.name = r.name(first, last)
		m.last = r.skipAlias(last)
		return m, true
	}
	if first < last && r.hasAny(first, last, "party") && !r.namesGroup(first, last) && last-first > 1 {
		m.first, m.last, m.head, m.kind = first, last, last-1, actorSpeaker
		m.name = r.name(first, last)
		m.last = r.skipAlias(last)
		return m, true
	}
	return m, false
}

// capitalRun returns the end of the capitalised words from token i on. In a sentence all in capitals it ends at
// verbs and marks, and runs over "of the" and "for the" only after a noun that makes a group.
func (r *reading) capitalRun(i int) (int, bool) {
	upper := r.sentence(i).Upper
	ts := r.doc.Tokens
	k, noun := i, false
	for k < len(ts) && ts[k].Sentence == ts[i].Sentence && k < i+12 {
		switch {
		case r.nameWord(k, upper):
			noun = noun || groupNouns[ts[k].Lower]
			k++
		case noun && (ts[k].Lower == "of" || ts[k].Lower == "for") && k > i:
			j := k + 1
			if j < len(ts) && ts[j].Lower == "the" {
				j++
			}
			if j >= len(ts) || ts[j].Sentence != ts[i].Sentence || !r.nameWord(j, upper) || upper && !groupWords[ts[j].Lower] && !groupNouns[ts[k-1].Lower] {
				return k, k > i
			}
			if upper && !movementNouns[ts[k-1].Lower] || r.deedWord(j) {
				return k, k > i // "BLAMED THE X FRONT FOR THE CRIME"
			}
			k = j + 1
		case isPossessiveMark(ts[k].Lower) && k > i && k+1 < len(ts) && (groupNouns[ts[k+1].Lower] || groupWords[ts[k+1].Lower]) && r.nameWord(k+1, upper):
			k++
		default:
			return k, k > i
		}
	}
	return k, k > i
}

// deedWord reports whether token k is a word of violence, which is no part of a group's name.
func (r *reading) deedWord(k int) bool {
	e, _ := r.lists.deed.At(r.words, k)
	return e != nil && (e.Value() == "noun" || e.Value() == "clash")
}

// movementNouns take "of" and "for" in a group's name: "Movement for the Defense of X".
var movementNouns = set("movement army front union organization organisation forces party defense defence resistance liberation")

// nameWord reports whether token k can be a word of a name.
func (r *reading) nameWord(k int, upper bool) bool {
	t := &r.doc.Tokens[k]
	if r.mended[k] || t.Tag == language.PUNCT || t.Tag == language.NUM || barred[t.Lower] && !(k+1 < len(r.words) && isPossessiveMark(r.words[k+1].Lower)) {
		return false
	}
	if !upper {
		return (r.isCapital(k) || strings.HasPrefix(t.Lower, "al-")) && !(t.Tag == language.DET || t.Tag == language.PRON || t.Tag == language.ADP || t.Tag == language.AUX || t.Tag == language.SCONJ || t.Tag == language.CCONJ)
	}
	switch t.Tag {
	case language.NOUN, language.PROPN, language.ADJ, language.X:
		return true
	}
	return groupWords[t.Lower] || groupNouns[t.Lower]
}

// trimLead leaves out words before a name that are not part of it: "so-called", "leftist", a class or a rank.
func (r *reading) trimLead(first, last int) int {
	for first < last-1 {
		w := r.words[first].Lower
		if leadWords[w] || isHedge(w) {
			first++
			continue
		}
		if e, n := r.entry(r.lists.class, first); e != nil && first+n < last && !groupWords[w] && e.Value() != "weak" && !(groupNouns[w] && smallWords[r.words[first+n].Lower]) {
			first += n
			continue
		}
		break
	}
	return first
}

var leadWords = set("little-known so-called self-styled self-named self-proclaimed leftist rightist leftwing left-wing right-wing maoist marxist marxist-leninist pro-maoist pro-castro islamist sunni shia shiite communist leader chief spokesman member members former new sinister clandestine local")

// namesGroup reports whether tokens first..last are the name of an armed group.
func (r *reading) namesGroup(first, last int) bool {
	for start := range groupStarts {
		if strings.HasPrefix(r.words[first].Lower, start+"-") {
			return true
		}
	}
	if last-first < 2 || last-first > 9 {
		return false
	}
	if groupStarts[r.words[first].Lower] {
		return true
	}
	noun, word, state, proper := false, false, false, false
	for k := first; k < last; k++ {
		w := r.words[k].Lower
		isNoun := groupNouns[w]
		noun = noun || isNoun && !partyNouns[w]
		word = word || (groupWords[w] && !weakGroupWords[w] && (!isNoun || k < last-1))
		state = state || stateWords[w]
		proper = proper || !isNoun && !groupWords[w] && !placeModifiers[w] && !smallWords[w] && (!r.sentence(first).Upper || r.doc.Tokens[k].Tag == language.PROPN)
		word = word || w == "people" && k+1 < last && isPossessiveMark(r.words[k+1].Lower)
	}
	if state {
		word = word && r.hasAny(first, last, "liberation", "revolutionary", "resistance")
	}
	if r.forceHead(first, last) {
		return false
	}
	if namesakes[r.words[first].Lower] && !state && !r.sentence(first).Upper && r.namedFor(first+1, last) {
		return true // "Army of the Northern Coast"
	}
	return noun && word || proper && armedNouns[r.words[last-1].Lower] && !state
}

// armedNouns make a name a group's with nothing but a proper name before them: "the Kareth Front".
var armedNouns = set("front lashkar brigades militia cartel falcons hawks tigers avengers resistance mujahideen")

// namesakes make a name a group's with "of" and whatever it fights for behind them, unless that is a state.
var namesakes = set("army brigade brigades battalion battalions guardians soldiers sons knights lions")

// weakGroupWords occur in the names of peaceful bodies and state forces as well.
var weakGroupWords = set("national popular republican armed defense defence army front islamic independence")

// forceHead reports whether a name is that of a state's force: it ends in a force's noun and the words before it are
// a state's.
func (r *reading) forceHead(first, last int) bool {
	e, n := r.entry(r.lists.state, first)
	if e == nil || first+n >= last {
		return false
	}
	f, m := r.entry(r.lists.force, first+n)
	return f != nil && first+n+m >= last
}

func (r *reading) hasAny(first, last int, words ...string) bool {
	for k := first; k < last; k++ {
		for _, w := range words {
			if r.words[k].Lower == w {
				return true
			}
		}
	}
	return false
}

// quotedName reads a name in quotation marks that is said to be a group's: the word before or after is a group's
// ("the local "Karst" group", "the self-styled "Guardians of X""). It returns the end after the closing mark.
func (r *reading) quotedName(i int) (int, bool) {
	if !isOpenQuote(r.doc.Tokens[i].Text) {
		return 0, false
	}
	k := i + 1
	for k < len(r.words) && k < i+8 && r.doc.Tokens[k].Sentence == r.doc.Tokens[i].Sentence && !isCloseQuote(r.doc.Tokens[k].Text) {
		if r.doc.Tokens[k].Tag == language.PUNCT {
			return 0, false
		}
		k++
	}
	if k >= len(r.words) || k == i+1 || !isCloseQuote(r.doc.Tokens[k].Text) || !r.isCapital(i+1) {
		return 0, false
	}
	after := k+1 < len(r.words) && bodyNouns[r.words[k+1].Lemma]
	before := i > 0 && (leadWords[r.words[i-1].Lower] || bodyNouns[r.words[i-1].Lemma] || r.words[i-1].Lower == "," && i > 1 && bodyNouns[r.words[i-2].Lemma] || r.words[i-1].Lower == "the" && i > 2 && r.words[i-2].Lower == "," && bodyNouns[r.words[i-3].Lemma])
	return k + 1, after || before
}

var bodyNouns = set("group faction cell unit squad gang militia organization organisation movement brigade command commando militant guerrilla spokesman battalion")

func isOpenQuote(s string) bool  { return s == `"` || s == "“" || s == "``" || s == "«" }
func isCloseQuote(s string) bool { return s == `"` || s == "”" || s == "''" || s == "»" }

// isCapital reports whether token k begins with a capital.
func (r *reading) isCapital(k int) bool {
	for _, c := range r.doc.Tokens[k].Text {
		return unicode.IsUpper(c)
	}
	return false
}

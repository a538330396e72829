package language

// mend puts right what the tagger gets wrong although a rule of English leaves no doubt.
func mend(tokens []Token) {
	for k := range tokens {
		t := &tokens[k]
		first := k == 0 || tokens[k-1].Sentence != t.Sentence
		switch {
		case t.Form == PastParticiple && t.Tag == VERB && !first:
			if isSurelyPast(tokens, k) {
				t.Form = Past
			}
		case t.Form == Modal && !first && tokens[k-1].Tag == PRON && isOwner(tokens[k-1].Lower):
			t.Tag, t.Form, t.Lemma = NOUN, Singular, t.Lower // "against their will"
		case t.Lower == "to" && t.Tag == ADP && k+1 < len(tokens) && tokens[k+1].Tag == VERB && tokens[k+1].Form == Base:
			t.Tag = PART
		case t.Tag != NUM && t.Tag != PRON && t.Tag != PROPN && t.Lower != "one":
			if _, ok := unitWords[t.Lower]; ok {
				t.Tag, t.Form, t.Lemma = NUM, NoForm, t.Lower
			}
		}
	}
}

// isSurelyPast reports whether the participle at k is a past tense: it has no auxiliary, and either an
// object ("evidence supported his murder") or no passive ("the army retaliated"). A participle after its
// noun takes an object only with verbs of naming and giving ("a man named Orr", "troops denied entry").
func isSurelyPast(tokens []Token, k int) bool {
	t := &tokens[k]
	if k+1 >= len(tokens) || irregular.participles[t.Lower] || takesTwo[t.Lemma] || hasHelp(tokens, k) {
		return false
	}
	return hasObject(tokens, k) || intransitive[t.Lemma] && (tokens[k-1].Tag == NOUN || tokens[k-1].Tag == PROPN || tokens[k-1].Tag == PRON)
}

// intransitive are verbs that have no passive.
var intransitive = words(`retaliate respond react explode erupt die flee arrive occur happen emerge disappear vanish
	resign survive escape collapse retreat surrender withdraw remain appear return land go come fall rise
	begin agree insist reply apologise apologize vote march protest fight last continue`)

// takesTwo are verbs whose participle can have an object.
var takesTwo = words(`name call give deny title entitle dub nickname codename label offer award promise send tell
	show pay grant leave elect appoint declare consider ask teach owe make rename locate christen know hand
	term deem get have let see`)

// hasObject reports whether token k is followed by what can only be its object.
func hasObject(tokens []Token, k int) bool {
	n := &tokens[k+1]
	if n.Sentence != tokens[k].Sentence {
		return false
	}
	switch n.Tag {
	case DET:
		return k+2 < len(tokens) && !timeWords[tokens[k+2].Lower] && n.Lower != "that"
	case PROPN:
		return !timeWords[n.Lower]
	case PRON:
		switch n.Lower {
		case "him", "her", "them", "his", "their", "its", "us", "me", "my", "our", "it":
			return true
		}
	case NUM:
		j := k + 2
		for j < len(tokens) && j < k+5 && (tokens[j].Tag == ADJ || tokens[j].Tag == NUM || tokens[j].Form == Gerund || tokens[j].Tag == NOUN && tokens[j].Form == Singular) {
			j++
		}
		return j < len(tokens) && tokens[j].Tag == NOUN && tokens[j].Form == Plural && !timeWords[tokens[j].Lower]
	}
	return false
}

// timeWords say when, or how far, rather than what.
var timeWords = words(`morning afternoon evening night day week month year weekend time monday tuesday wednesday thursday
	friday saturday sunday january february march april may june july august september october november december
	jan. feb. mar. apr. aug. sept. oct. nov. dec. days weeks months years hours minutes times kilometers kilometres
	km miles meters metres kms same previous following last past next`)

// hasHelp reports whether an auxiliary that goes with a participle stands shortly before token k, or a
// word that introduces one.
func hasHelp(tokens []Token, k int) bool {
	for j := k - 1; j >= 0 && j >= k-5 && tokens[j].Sentence == tokens[k].Sentence; j-- {
		t := &tokens[j]
		if t.Lemma == "be" || t.Lemma == "have" || t.Lemma == "get" {
			return true
		}
		if j == k-1 && (t.Tag == SCONJ || t.Tag == ADP || t.Tag == DET) {
			return true
		}
	}
	return false
}

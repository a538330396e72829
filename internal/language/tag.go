package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// closed are the words whose part of speech hardly depends on what stands around them.
var closed = closedWords(map[Tag]string{
	DET:   `the a an this these those every each no any some all both another either neither`,
	ADP:   `of in on at by for with from into onto near between among under over through during against after before since until without within across about along behind beside beyond despite toward towards via per outside inside around amid`,
	PRON:  `he she it they we i you him her them us me his its their our my your who whom whose which what himself herself itself themselves that`,
	CCONJ: `and or but nor`,
	SCONJ: `if because although though while when where as whether unless than`,
	PART:  `to not n't n’t 's ’s`,
	AUX:   `be is are was were been being am has have had having do does did will would can could may might must shall should 'll 've 're 'm`,
	ADV:   `also very too just never always often later earlier now then there here soon again still yet already only even however meanwhile ago`,
	ADJ:   `other many several few first second third last next new more most dead`,
})

func closedWords(lists map[Tag]string) map[string]Tag {
	table := make(map[string]Tag)
	for tag, list := range lists {
		for _, w := range strings.Fields(list) {
			table[w] = tag
		}
	}
	return table
}

// tag writes part of speech, form and lemma into the tokens.
func tag(tokens []Token) {
	for i := range tokens {
		t := &tokens[i]
		first := i == 0 || tokens[i-1].Sentence != t.Sentence
		t.Tag = guess(t, first)
		t.Form = guessForm(tokens, i)
		t.Lemma = lemma(t.Lower, t.Tag, t.Form)
	}
}

// guess reads a part of speech off the word alone.
func guess(t *Token, first bool) Tag {
	if g, ok := closed[t.Lower]; ok {
		return g
	}
	r, _ := utf8.DecodeRuneInString(t.Text)
	if _, ok := unit(t.Lower); ok || isDigit(r) && strings.Trim(t.Text, "0123456789.,:/-") == "" {
		return NUM
	}
	if scaleWords[t.Lower] > 99 {
		return NUM
	}
	switch {
	case !isWord(r) && strings.Contains("$%£€+=<>#°", t.Text):
		return SYM
	case !isWord(r):
		return PUNCT
	case irregular.verbs[t.Lower] != "" || endsAny(t.Lower, "ed", "ing") && !unicode.IsUpper(r):
		return VERB
	case unicode.IsUpper(r) && !first:
		return PROPN
	case strings.HasSuffix(t.Lower, "ly"):
		return ADV
	case endsAny(t.Lower, "ous", "ful", "ive", "able", "ible", "ical", "al", "ish", "ian", "ese", "less"):
		return ADJ
	}
	return NOUN
}

// guessForm reads the form of a verb or noun off its ending and the auxiliaries before it.
func guessForm(tokens []Token, i int) Form {
	t := &tokens[i]
	switch t.Tag {
	case NOUN, PROPN:
		if strings.HasSuffix(t.Lower, "s") && !endsAny(t.Lower, "ss", "us", "is") || irregular.nouns[t.Lower] != "" && irregular.nouns[t.Lower] != t.Lower {
			return Plural
		}
		return Singular
	case AUX:
		switch t.Lower {
		case "will", "would", "can", "could", "may", "might", "must", "shall", "should", "'ll":
			return Modal
		}
	case VERB:
	default:
		return NoForm
	}
	switch {
	case strings.HasSuffix(t.Lower, "ing"):
		return Gerund
	case irregular.participle[t.Lower] && (!irregular.past[t.Lower] || helped(tokens, i)):
		return PastParticiple
	case irregular.past[t.Lower]:
		return Past
	case strings.HasSuffix(t.Lower, "ed") && (helped(tokens, i) || i+1 < len(tokens) && tokens[i+1].Lower == "by"):
		return PastParticiple
	case strings.HasSuffix(t.Lower, "ed"):
		return Past
	case strings.HasSuffix(t.Lower, "s"):
		return Present
	}
	return Base
}

// helped reports whether an auxiliary stands shortly before token i.
func helped(tokens []Token, i int) bool {
	for k := i - 1; k >= 0 && k > i-4; k-- {
		switch tokens[k].Tag {
		case AUX:
			return tokens[k].Form != Modal
		case ADV, PART:
		default:
			return false
		}
	}
	return false
}

// Package language turns text into sentences, words, tags and phrases, all as byte offsets into it.
//
// [Analyze] is the entry point. It never changes the text: every Token, Sentence and Phrase is a
// half-open range of bytes of the text it was given, so that whatever is built on top can be traced
// to the characters it came from. [Parse] adds dependency trees for who wants them.
//
// A text goes through token.go, which cuts it into words (names and roles with hyphens stay whole);
// sentence.go, which says where sentences end, with letter.go for what ends without a stop; tag.go,
// which gives words their part of speech and form by package tagger, mend.go, which sets right what
// the grammar leaves no doubt of, and lemma.go; and number.go, noun.go and verb.go, which read
// quantities, noun phrases and verb groups off the tags. Text in capitals is read like any other.
//
// The models in the folder model are learned from the UD English EWT treebank by the command in the
// folder train, and are under the licence of the treebank (CC BY-SA 4.0).
package language

// A Doc is a text with everything this package knows about it. Tokens are in text order; Sentences
// partition them; Phrases and Numbers refer to them by index. A Doc is read-only once made and safe
// for concurrent use.
type Doc struct {
	Text      string
	Tokens    []Token
	Sentences []Sentence
	Nouns     []Phrase // base noun phrases, in text order, never overlapping
	Verbs     []Phrase // verb groups ("has claimed", "were not hurt"), in text order, never overlapping
	Numbers   []Number // numbers in words or figures, in text order
}

// A Token is one word, number or punctuation mark.
type Token struct {
	Start, End int    // bytes of Doc.Text, half-open
	Text       string // Doc.Text[Start:End]
	Lower      string // Text in lower case
	Lemma      string // dictionary form in lower case ("were" → "be", "bombs" → "bomb")
	Tag        Tag
	Form       Form
	Sentence   int // index into Doc.Sentences
}

// A Tag is a universal part of speech (Universal Dependencies, UPOS).
type Tag uint8

// The universal tags, in the order of the UD guidelines.
const (
	ADJ Tag = iota
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
	X
)

// A Form is the inflection of a verb or noun where the tagger can tell, else 0.
type Form uint8

// The forms told apart. Past and PastParticiple differ by context ("police killed two" against
// "two were killed"), which is what makes passives readable.
const (
	NoForm         Form = iota
	Base                // infinitive or imperative: "claim"
	Present             // finite present: "claims"
	Past                // finite past: "claimed"
	PastParticiple      // "was claimed", "the bomb planted by"
	Gerund              // "claiming"
	Modal               // "may", "will"
	Plural              // plural noun
	Singular            // singular noun
)

// A Sentence is a range of tokens and of bytes.
type Sentence struct {
	First, Last int  // tokens, half-open
	Start, End  int  // bytes, half-open
	Upper       bool // all its letters are capitals, so that capitals say nothing about names
}

// A Phrase is a range of tokens with a head.
type Phrase struct {
	First, Last int  // tokens, half-open
	Head        int  // index of the head token
	Passive     bool // verb group in the passive
	Negated     bool // verb group with "not", "never", "n't"; noun phrase with "no"
	Modal       bool // verb group with a modal ("may", "could", "will")
}

// A Number is a quantity with its bounds. Low is what is surely meant; High < 0 means open above.
// The bounds are of the words alone ("dozens" is 24 and up, codebook.md); what stands around them
// ("at least") is for the reader of figures.
type Number struct {
	First, Last int // tokens, half-open
	Low, High   int
	Vague       bool // "dozens", "several": not a figure in the text
}

// Analyze reads a text. It is pure, deterministic and total: any text gives a Doc, and the empty text
// an empty one. Bytes that are not UTF-8 become marks of their own.
func Analyze(text string) *Doc {
	d := &Doc{Text: text, Tokens: tokenize(text)}
	d.Sentences = split(text, d.Tokens)
	tag(d.Tokens, d.Sentences)
	d.Numbers = numbers(d.Tokens)
	d.Nouns = nounPhrases(d.Tokens)
	d.Verbs = verbGroups(d.Tokens, d.Nouns)
	return d
}

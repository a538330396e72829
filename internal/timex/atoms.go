package timex

import (
	"unicode"
	"unicode/utf8"

	"github.com/tocsin-org/tocsin/internal/language"
)

// An atom is a run of letters, a run of digits, or one other character that is not space. Rules are
// written over atoms rather than tokens, so that they read "two-year", "10:30p.m." and "mid-1990s" alike
// however the text was cut into tokens; tags and sentences still come from the tokens.
type atom struct {
	start, end int32
	word       int32 // number of the word in the vocabulary, 0 for a word that no rule mentions
	num        int32 // value of a run of digits, -1 where there are none or too many
	kind       atomKind
	digits     uint8 // how many digits
	spaced     bool  // white space stands before it
	token      int32 // the token it lies in, or the next one
}

type atomKind uint8

const (
	letters atomKind = iota
	digits
	mark
)

// A scan is a text cut into atoms.
type scan struct {
	doc   *language.Doc
	atoms []atom
}

func newScan(doc *language.Doc) *scan {
	s := &scan{doc: doc, atoms: make([]atom, 0, len(doc.Text)/5+8)}
	text := doc.Text
	token := 0
	spaced := true
	for i := 0; i < len(text); {
		c := text[i]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			spaced = true
			i++
			continue
		}
		a := atom{start: int32(i), num: -1, spaced: spaced}
		switch {
		case isLetter(c):
			i = a.readLetters(text, i)
		case c >= '0' && c <= '9':
			i = a.readDigits(text, i)
		default:
			r, size := utf8.DecodeRuneInString(text[i:])
			if unicode.IsSpace(r) {
				spaced = true
				i += size
				continue
			}
			if unicode.IsLetter(r) {
				i = a.readLetters(text, i)
			} else {
				i += size
				a.kind, a.word = mark, markWord(r)
			}
		}
		a.end = int32(i)
		for token < len(doc.Tokens) && doc.Tokens[token].End <= int(a.start) {
			token++
		}
		a.token = int32(token)
		s.atoms = append(s.atoms, a)
		spaced = false
	}
	return s
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func (a *atom) readLetters(text string, i int) int {
	var lower [16]byte
	n := 0
	for i < len(text) {
		c := text[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && !unicode.IsMark(r) {
				break
			}
			// Every word of the rules is plain ASCII; a word with another letter is none of them.
			n = len(lower) + 1
			i += size
			continue
		}
		if !isLetter(c) {
			break
		}
		if n < len(lower) {
			lower[n] = c | 0x20
		}
		n++
		i++
	}
	if n <= len(lower) {
		a.word = vocabulary[string(lower[:n])]
	}
	return i
}

func (a *atom) readDigits(text string, i int) int {
	a.kind = digits
	n, count := 0, 0
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		if count < 9 {
			n = n*10 + int(text[i]-'0')
		}
		count++
		i++
	}
	if count <= 9 {
		a.num, a.digits = int32(n), uint8(count)
	}
	return i
}

// markWord gives marks that writers vary the number of their plain form.
func markWord(r rune) int32 {
	switch r {
	case '’', '‘', '`', '´':
		r = '\''
	case '–', '‑', '‒':
		r = '-'
	case '―':
		r = '—'
	}
	if r < utf8.RuneSelf {
		return vocabulary[string(byte(r))]
	}
	return vocabulary[string(r)]
}

// is reports whether atom i is the word with the given number.
func (s *scan) is(i int, word int32) bool {
	return i >= 0 && i < len(s.atoms) && s.atoms[i].word == word
}

// joined reports whether atom i follows the one before it with no space.
func (s *scan) joined(i int) bool { return i > 0 && i < len(s.atoms) && !s.atoms[i].spaced }

// text is the atom as written.
func (s *scan) text(i int) string {
	if i < 0 || i >= len(s.atoms) {
		return ""
	}
	return s.doc.Text[s.atoms[i].start:s.atoms[i].end]
}

// tag is the part of speech of the token that atom i lies in, X where there is none.
func (s *scan) tag(i int) language.Tag {
	if i < 0 || i >= len(s.atoms) || int(s.atoms[i].token) >= len(s.doc.Tokens) {
		return language.X
	}
	return s.doc.Tokens[s.atoms[i].token].Tag
}

func (s *scan) form(i int) language.Form {
	if i < 0 || i >= len(s.atoms) || int(s.atoms[i].token) >= len(s.doc.Tokens) {
		return language.NoForm
	}
	return s.doc.Tokens[s.atoms[i].token].Form
}

// has reports whether atom i belongs to any of the classes.
func (s *scan) has(i int, c class) bool {
	return i >= 0 && i < len(s.atoms) && words[s.atoms[i].word].classes&c != 0
}

// value is what atom i means as a member of the class.
func (s *scan) value(i int, c class) int { return words[s.atoms[i].word].value(c) }

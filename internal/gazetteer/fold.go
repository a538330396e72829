package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the form under which a name is stored and looked up: lower case, without diacritics,
// apostrophes and full stops, hyphens and other punctuation as single spaces, "the" dropped from its
// front, and "saint", "mount" and "fort" shortened. Two spellings that fold alike are one name.
func Fold(name string) string {
	var buf [96]byte
	b := appendFolded(buf[:0], name)
	return string(finishFold(b))
}

// appendFolded appends the letters and digits of s in folded form, words parted by one space. What b
// held before is kept, and a space parts it from the first word.
func appendFolded(b []byte, s string) []byte {
	space := len(b) > 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			case c == '\'' || c == '`' || c == '.':
				continue
			default:
				space = len(b) > 0
				continue
			}
			if space && len(b) > 0 {
				b = append(b, ' ')
			}
			space = false
			b = append(b, c)
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if isApostrophe(r) {
			continue
		}
		if to, ok := foldRune(r); ok {
			if to == "" {
				continue
			}
			if space && len(b) > 0 {
				b = append(b, ' ')
			}
			space = false
			b = append(b, to...)
			continue
		}
		// The slow road: decompose and drop the marks.
		var nb [32]byte
		for _, d := range string(norm.NFKD.AppendString(nb[:0], string(unicode.ToLower(r)))) {
			if unicode.Is(unicode.Mn, d) || isApostrophe(d) || d == '\'' || d == '.' {
				continue
			}
			d = unicode.ToLower(d)
			if !unicode.IsLetter(d) && !unicode.IsDigit(d) {
				space = len(b) > 0
				continue
			}
			if space && len(b) > 0 {
				b = append(b, ' ')
			}
			space = false
			if to, ok := foldRune(d); ok {
				b = append(b, to...)
			} else {
				b = utf8.AppendRune(b, d)
			}
		}
	}
	return b
}

// isApostrophe tells of the marks that writers put for a glottal stop, a soft sign or an elision, and
// leave out as often.
func isApostrophe(r rune) bool {
	switch r {
	case '’', '‘', 'ʼ', 'ʻ', 'ʿ', 'ʾ', 'ʹ', 'ʺ', '´', '′', 'ʽ', '＇', '‛':
		return true
	}
	return false
}

// foldRune gives the letters that stand for r where decomposition does not, or where variants of a
// letter are written for one another.
func foldRune(r rune) (string, bool) {
	switch r {
	case 'ł', 'Ł':
		return "l", true
	case 'ø', 'Ø':
		return "o", true
	case 'ð', 'Ð', 'đ', 'Đ':
		return "d", true
	case 'þ', 'Þ':
		return "th", true
	case 'ß':
		return "ss", true
	case 'æ', 'Æ':
		return "ae", true
	case 'œ', 'Œ':
		return "oe", true
	case 'ı', 'İ':
		return "i", true
	case 'ħ', 'Ħ':
		return "h", true
	case 'ŋ', 'Ŋ':
		return "n", true
	case 'ə', 'Ə', 'ǝ', 'Ǝ':
		return "e", true
	case 'ɗ', 'Ɗ':
		return "d", true
	case 'ɓ', 'Ɓ':
		return "b", true
	case 'ƙ', 'Ƙ':
		return "k", true
	case 'أ', 'إ', 'آ', 'ٱ':
		return "ا", true
	case 'ى', 'ی', 'ئ':
		return "ي", true
	case 'ة':
		return "ه", true
	case 'ک':
		return "ك", true
	case 'ؤ':
		return "و", true
	case 'ـ', '\u200c', '\u200d', '\u200e', '\u200f', '\u00ad':
		return "", true
	}
	return "", false
}

// finishFold drops a leading article and shortens the words that maps shorten.
func finishFold(b []byte) []byte {
	s := string(b)
	if rest, ok := strings.CutPrefix(s, "the "); ok && rest != "" {
		s = rest
	}
	if !strings.Contains(s, "saint") && !strings.Contains(s, "mount") && !strings.Contains(s, "fort") {
		return []byte(s)
	}
	words := strings.Split(s, " ")
	if len(words) == 1 {
		return []byte(s)
	}
	for i, w := range words {
		words[i] = shortWord(w)
	}
	return []byte(strings.Join(words, " "))
}

func shortWord(w string) string {
	switch w {
	case "saint":
		return "st"
	case "sainte":
		return "ste"
	case "mount":
		return "mt"
	case "fort":
		return "ft"
	}
	return w
}

func isLowerFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}
